"""The table of readings against what it was made from."""

from pypinyin.pinyin_dict import pinyin_dict

from kyuanbook.rules import pinyin, pinyin_table
from resources.pinyin import make


def test_the_table_is_the_first_reading_of_every_character() -> None:
    known = {p: r.split(",")[0] for p, r in pinyin_dict.items() if p >= make.FIRST_IDEOGRAPH}
    assert len(known) > 41_000 and max(known) > 0xFFFF
    wrong = {chr(p): r for p, r in known.items() if pinyin.reading(chr(p)) != r}
    assert wrong == {}


def test_the_table_is_what_its_command_writes() -> None:
    known = {p: r.split(",")[0] for p, r in pinyin_dict.items() if p >= make.FIRST_IDEOGRAPH}
    for name in ("SYLLABLES", "SPANS"):
        scope: dict[str, str] = {}
        exec(make.table(known), scope)
        assert scope[name] == getattr(pinyin_table, name)


def test_what_is_not_read_is_empty() -> None:
    assert [pinyin.reading(c) for c in ("a", "7", "，", "é", "😀", "\ue000", "\U000e0100", "\U0010ffff")] == [""] * 8


def test_rare_and_compatibility_ideographs_are_read() -> None:
    assert [pinyin.reading(c) for c in "〇龘㐀𠮷\uf9d1\U0002f800"] == ["líng", "dá", "qiū", "jí", "liù", "lì"]


def test_toneless_writes_u_umlaut_as_v() -> None:
    assert [pinyin.toneless(s) for s in ("lǚ", "nüè", "wáng", "ê̄", "Anna", "ḿ")] == [
        "lv", "nve", "wang", "e", "anna", "m",
    ]  # fmt: skip


def test_tones() -> None:
    assert [pinyin.tone(s) for s in ("mā", "lǘ", "lǚ", "là", "de")] == [1, 2, 3, 4, 0]
