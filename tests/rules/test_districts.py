"""Addresses in the order of a walk."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.districts import NOWHERE, order_of, place_of

WALK = [
    "朝阳区望京西园四区1号楼", "朝阳区望京西园四区２号楼", "朝阳区望京西园四区10号楼", "朝阳区花家地西里3号楼2单元1801",
    "北京市朝阳区望京街道花家地西里5号", "海淀区中关村大街12号",
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "district", "street", "numbers"),
    [
        ("北京市朝阳区望京街道花家地西里3号楼2单元", "朝阳区", "花家地西里", (3, 2)),
        ("朝阳区花家地西里 5 号", "朝阳区", "花家地西里", (5,)),
        ("幸福小区3栋2单元", "", "幸福小区", (3, 2)), ("城市花园8-2", "", "城市花园", (8, 2)),
        ("浦东新区张江镇碧波路690弄", "浦东新区", "碧波路", (690,)),
        ("河北省石家庄市长安区建设北大街与和平东路交叉口", "长安区", "建设北大街与和平东路交叉口", ()),
        ("昆山市玉山镇人民路12号", "昆山市", "人民路", (12,)), ("解放路3号", "", "解放路", (3,)),
        ("3栋阿姨家", "", "", (3,)), ("望京", "", "望京", ()),
    ],
)  # fmt: skip
def test_an_address_taken_apart(address: str, district: str, street: str, numbers: tuple[int, ...]) -> None:
    assert place_of(address) == (district, street, numbers)


def test_a_walk() -> None:
    shuffled = random.Random(3).sample(WALK, len(WALK))
    assert sorted(shuffled, key=order_of) == WALK
    assert sorted(["", *shuffled, "  "], key=order_of)[-2:] == ["", "  "], "who has no address comes last"
    assert place_of("　") == NOWHERE


@given(st.text(max_size=60))
def test_anything_can_be_sorted(address: str) -> None:
    assert sorted([address, "朝阳区", address], key=order_of)
