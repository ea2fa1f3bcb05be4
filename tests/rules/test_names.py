"""Names as they are divided and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.names import (
    COMPOUND,
    GIVEN,
    MOST_READINGS,
    SURNAMES,
    pinyin_with_tones,
    readings,
    split_name,
)
from kyuanbook.rules.pinyin import toneless


@pytest.mark.parametrize(
    ("name", "surname", "given_name"),
    [
        ("王小明", "王", "小明"), ("欧阳雪", "欧阳", "雪"), ("欧阳", "欧阳", ""), ("司马 光", "司马", "光"),
        ("李姐", "李", "姐"),
        ("爱新觉罗启", "爱新觉罗", "启"), ("Anna Smith", "", "Anna Smith"), ("3栋阿姨", "", "3栋阿姨"), ("", "", ""),
        ("万里", "万", "里"), ("𠮷田", "𠮷", "田"),
    ],
)  # fmt: skip
def test_surnames(name: str, surname: str, given_name: str) -> None:
    assert split_name(name) == (surname, given_name)


@pytest.mark.parametrize("pair", [
    "曾 zeng ceng", "单 shan dan", "仇 qiu chou", "解 xie jie", "查 zha cha", "区 ou qu", "缪 miao mou",
    "种 chong zhong", "翟 zhai di", "员 yun yuan", "折 she zhe", "召 shao zhao", "秘 bi mi", "洗 xian xi", "乜 nie mie",
    "阚 kan han", "繁 po fan", "盖 ge gai", "乐 yue le", "任 ren ren", "华 hua hua", "尉 wei yu", "朴 piao pu",
    "覃 qin tan", "那 na na",
])  # fmt: skip
def test_both_readings_of_a_surname_its_own_first(pair: str) -> None:
    surname, own, other = pair.split()
    firsts = [reading[0] for reading in readings(surname + "伟")]
    assert firsts[0] == own and other in firsts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王小明", {"wang xiao ming"}),
        ("欧阳雪", {"ou yang xue"}),
        ("尉迟恭", {"yu chi gong"}),
        ("吕小布", {"lv xiao bu"}),
        ("略", {"lve"}),
        ("缪 Anna", {"miao anna", "mou anna", "miu anna"}),
        ("3栋阿姨", {"3 dong a yi"}),
        ("老曾", {"lao zeng", "lao ceng"}),
        ("乐乐", {"yue le", "le le", "yue yue", "le yue"}),
        ("小乐乐", {"xiao le le", "xiao yue yue"}),
        ("Anna Smith", {"anna smith"}),
        ("A栋102王", {"a dong 102 wang"}),
        ("龘", {"da"}),
        ("，。", set()),
    ],
)
def test_readings(name: str, expected: set[str]) -> None:
    assert {" ".join(r) for r in readings(name)} == expected


def test_many_ways_are_capped_and_keep_the_surname() -> None:
    ways = readings("单乐行")
    assert len(ways) == MOST_READINGS
    assert ways[0] == ("shan", "le", "xing") and ("dan", "le", "xing") in ways


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("王小明", "Wáng Xiǎo Míng"), ("单文博", "Shàn Wén Bó"), ("曾丽", "Zēng Lì"), ("欧阳雪", "Ōu Yáng Xuě"),
        ("吕布", "Lǚ Bù"), ("缪 Anna", "Miào Anna"), ("3栋阿姨", "3 Dòng Ā Yí"), ("任重", "Rén Chóng"), ("", ""),
    ],
)  # fmt: skip
def test_shown_with_tones(name: str, seen: str) -> None:
    assert pinyin_with_tones(name) == seen


def test_the_tables_are_sound() -> None:
    for surname, syllables in COMPOUND.items():
        assert len(surname) == len(syllables)
    for table in (SURNAMES, GIVEN):
        for char, found in table.items():
            assert len(char) == 1 and found and all(toneless(s).isalpha() for s in found), char


@given(st.text(max_size=12))
def test_any_name_is_read(name: str) -> None:
    ways = readings(name)
    assert len(ways) <= MOST_READINGS and len(set(ways)) == len(ways)
    assert all(syllable and " " not in syllable for way in ways for syllable in way)
    pinyin_with_tones(name)
