"""Every free-text field: cleaned without a word, or refused in one sentence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules import text
from kyuanbook.sentences.table import SENTENCES

# Lone surrogates included: a Windows clipboard can hold them.
ANYTHING = st.text(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from("\u200d\ufe0f👩👧🏽1️⃣ \n\t\r\u202e\u2066\ufeff\u0301\u0308u\u0323\u3000﨑輸\U000e0100王０Ａ，"),
    ),
    max_size=40,
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王小明", "王小明"),
        ("  王小明\n", "王小明"),
        ("王\t小\r\n明", "王 小 明"),
        ("王\u3000\u3000小明", "王 小明"),
        ("\ufeff王小\u200b明\u202e", "王小明"),
        ("１３８　ＡＢｃ", "138 ABc"),
        ("你好，（老客）！？：；～", "你好，（老客）！？：；～"),
        ("Cafe\u0301", "Café"),
        ("a\x00b\x1f\x7fc", "abc"),
        ("\ud83d\ude00笑", "😀笑"),
        ("\ud83d王\ude00", "王"),
        ("\u3164\u115f", ""),
        ("𠮷野家", "𠮷野家"),
        ("﨑\uf9d1", "﨑\uf9d1"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\ue000", "\ue000"),
        ("👨‍👩‍👧 一家", "👨‍👩‍👧 一家"),
        ("王\u200d明", "王明"),
        ("a" + "\u0301\u0302\u0303\u0304\u0305\u0306", "á\u0302\u0303\u0304"),
        (None, ""),
    ],
)
def test_a_line_is_cleaned_without_a_word(typed: str | None, kept: str) -> None:
    assert text.clean_line(typed, "alias", 40) == (kept, ())


def test_ideographs_newer_than_this_python_stay() -> None:
    assert text.line_of("\U000323b0\U00031350") == "\U000323b0\U00031350"


def test_a_note_keeps_its_lines_and_emoji() -> None:
    assert text.clean_note("怕烫 😊 \r\n\r\n\r\n\r\n周六\t来\u2028\x00", "note") == ("怕烫 😊\n\n周六 来", ())


def test_a_name_drops_emoji_and_keeps_the_rest() -> None:
    assert text.clean_name("🌸小花🌸❤️") == ("小花", ())
    assert text.clean_name("Anna★缪") == ("Anna缪", ())
    assert text.clean_name("1️⃣号")[0] == "1号"


def test_a_name_of_emoji_alone_is_refused() -> None:
    kept, (problem,) = text.clean_name("🌸🌸")
    assert (kept, problem.field, problem.asks, problem.message.key) == ("", "name", False, "name_without_letters")


def test_a_required_field_is_not_empty() -> None:
    _, (problem,) = text.clean_line(" \u200b\n", "name", 10, required=True)
    assert problem.message.key == "text_empty" and not problem.asks
    assert text.clean_line("", "tag", 10) == ("", ())


def test_too_long_says_limit_and_count_and_offers_the_beginning() -> None:
    kept, (problem,) = text.clean_line("王" * 130, "address", 120)
    assert kept == "王" * 130
    assert problem.message.numbers == {"limit": 120, "count": 130, "over": 10}
    assert problem.cure == "王" * 120 and not problem.asks


def test_length_counts_what_the_reader_sees() -> None:
    family = "👨‍👩‍👧"
    assert text.length(family * 3) == 3
    assert text.length("é") == text.length("e\u0301") == 1
    assert text.length("🇨🇳🇭🇰") == 2
    assert text.clean_line(family * 10, "alias", 10) == (family * 10, ())
    assert text.cut(family * 3, 2) == family * 2


def test_an_address_of_mail_that_can_not_be_asks() -> None:
    assert text.clean_email(" a.b@shop．cn ") == ("a.b@shop.cn", ())
    assert text.clean_email("") == ("", ())
    _, (problem,) = text.clean_email("a.b.shop.cn")
    assert problem.asks and problem.field == "email"


@given(ANYTHING)
def test_cleaning_is_safe_and_final(typed: str) -> None:
    for clean in (text.line_of, text.note_of, text.without_pictures):
        once = clean(typed)
        assert clean(once) == once
        once.encode("utf-8")
        left = {c for c in once if unicodedata.category(c) in ("Cc", "Cf")}
        assert left <= ({"\n", "\u200d"} if clean is text.note_of else {"\u200d"})
        assert not BIDI & set(once)
    line = text.line_of(typed)
    assert line == line.strip() and "  " not in line and "\n" not in line
    assert "\u200d" not in text.without_pictures(typed)


@given(ANYTHING, st.integers(1, 30))
def test_a_cut_is_a_clean_beginning_within_the_limit(typed: str, limit: int) -> None:
    line = text.line_of(typed)
    short = text.cut(line, limit)
    assert line.startswith(short) and text.length(short) <= limit


@given(ANYTHING)
def test_no_field_raises(typed: str) -> None:
    for _, problems in (
        text.clean_line(typed, "x", 5, True),
        text.clean_note(typed, "x", 5),
        text.clean_name(typed),
        text.clean_email(typed),
    ):
        assert all(p.message.key in SENTENCES for p in problems)
