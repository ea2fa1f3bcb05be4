"""Likely duplicates and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.duplicates import Sketch, likeness, strength

WANG = Sketch("王小明", alias="小明哥", phones=("13822045678", "02166668888"), wechat="wxm_88", member_no="A102")


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        (Sketch(phones=("+86 138-2204-5678",)), ["电话相同：138 2204 5678"]),
        (Sketch(phones=("6666 8888",)), ["电话相同：021 6666 8888"]),
        (Sketch("王小明"), ["姓名相同：王小明"]),
        (Sketch(" 王 小明 "), ["姓名相同：王小明"]),
        (Sketch("小明哥"), ["姓名相同：王小明"]),
        (Sketch("王小明", phones=("13900005678",)), ["姓名相同，电话尾号都是 5678"]),
        (Sketch("王晓铭"), ["读音相同：王小明"]),
        (Sketch(wechat="WXM_88"), ["微信相同：wxm_88"]),
        (Sketch(member_no="a102"), ["会员号相同：A102"]),
        (Sketch("王小明", phones=("13822045678",)), ["电话相同：138 2204 5678", "姓名相同，电话尾号都是 5678"]),
        (Sketch("王小红", phones=("13900005678",)), []),
        (Sketch(), []),
        (Sketch("王"), []),
        (Sketch(phones=("5678",)), []),
    ],
)
def test_reasons_surest_first(typed: Sketch, sentences: list[str]) -> None:
    assert [say(reason) for reason in likeness(typed, WANG)] == sentences


def test_both_readings_of_a_surname_sound_alike() -> None:
    assert [r.key for r in likeness(Sketch("山文博"), Sketch("单文博"))] == ["like_sound"]
    assert [r.key for r in likeness(Sketch("丹文博"), Sketch("单文博"))] == ["like_sound"]


def test_the_surest_come_first_in_a_list() -> None:
    typed = Sketch("王小明", phones=("13822045678",))
    others = [Sketch("王晓明"), Sketch("李雷"), WANG, Sketch("王小明")]
    assert sorted(others, key=lambda o: strength(likeness(typed, o))) == [WANG, others[3], others[0], others[1]]


SKETCHES = st.builds(
    Sketch, st.text(max_size=5), st.text(max_size=5), st.tuples(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
)


@given(SKETCHES, SKETCHES)
def test_likeness_goes_both_ways(a: Sketch, b: Sketch) -> None:
    assert [r.key for r in likeness(a, b)] == [r.key for r in likeness(b, a)]
    assert likeness(a, a)[0].key == "like_phone"
