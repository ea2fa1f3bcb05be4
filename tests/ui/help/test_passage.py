"""Lines break as Chinese asks, and nothing is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.ui.help.passage import CLOSING, OPENING, PassageView, Unit, broken, joined, units, words
from kyuanbook.ui.help.topics import Passage, pieces
from kyuanbook.ui.kit.theme import Theme

ENGLISH = "The middle of the phone number is hidden; `Ctrl+H` or a click shows it whole, and **this** is all there is to say."
TEXT = "客人付了钱：按 `F3`，找到人（姓名、拼音或手机后四位都行），写金额，按 `Ctrl+Shift+Z`，**就这样**。"


def of(text: str) -> list[Unit]:
    return [Unit(word, "", 10 * len(word)) for word in words(text)]


def text_of(line: list[Unit]) -> str:
    return "".join(unit.text for unit in line)


def test_latin_words_stay_whole() -> None:
    assert words("打 wxm 找") == ["打", " ", "wxm", " ", "找"]


@given(st.text("客人今天来过ab （），。“”", min_size=1, max_size=60), st.integers(40, 200))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    text = text.strip(" ，。）”（“") or "客"
    lines = broken(of(text), width)
    for line in lines[1:]:
        assert line[0].text not in CLOSING
    for line in lines[:-1]:
        assert line[-1].text not in OPENING
    assert "".join(map(text_of, lines)).replace(" ", "") == text.replace(" ", ""), "nothing is lost"


def test_the_last_line_is_not_one_lone_character() -> None:
    lines = [text_of(line) for line in broken(of("今天来了八位客人了。"), 80)]
    assert lines == ["今天来了八位客", "人了。"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [200, 320, 364])
def test_no_line_is_wider_than_its_box(theme: Theme, scale: float, width: int) -> None:
    theme.set(dark=False, scale=scale)
    try:
        view = PassageView(theme, Passage(pieces(TEXT), "1"))
        room = theme.px(width)
        for line in view.lines(room):
            assert sum(unit.width for unit in joined(line)) <= room
        assert view.heightForWidth(room) == len(view.lines(room)) * theme.px(24)
        view.deleteLater()
    finally:
        theme.set(dark=False, scale=1.0)


@pytest.mark.parametrize("text", [TEXT, ENGLISH])
def test_what_is_measured_word_by_word_is_as_wide_in_one_stroke(theme: Theme, text: str) -> None:
    view = PassageView(theme, Passage(pieces(text)))
    for line in view.lines(364):
        for run in joined(line):
            if run.look in ("", "bold"):
                whole = theme.metrics(14, bold=run.look == "bold").horizontalAdvance(run.text)
                assert abs(whole - run.width) <= 1, run.text
    view.deleteLater()


def test_a_key_is_as_wide_as_its_cap_and_a_screen_reader_hears_the_words(theme: Theme) -> None:
    view = PassageView(theme, Passage(pieces("按 `F3`。")))
    assert view.accessibleName() == "按 F3。"
    assert [u.look for u in units(theme, view.passage.pieces)] == ["", "", "key", ""]
    view.deleteLater()
