"""Words on the page: sentences that end well, heads and titles that give up what they can spare."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import PageTitle
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose, whole_end

SENTENCE = "店休的日子不算在没来的天数里；事件只是提个醒，不改变计算。"


def resize(widget: QWidget, width: int) -> None:
    """Make it so wide, and have it laid out as often as it wants."""
    widget.resize(width, widget.sizeHint().height())
    for _ in range(3):
        QApplication.sendPostedEvents()


def lines(theme: Theme, text: str, width: int) -> list[str]:
    """``text`` as it breaks."""
    layout = QTextLayout(text, theme.font(14))
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].replace("\u2060", ""))
    layout.endLayout()
    return found


@pytest.mark.parametrize("short", range(1, 4))
def test_no_sentence_ends_in_a_lone_character(theme: Theme, short: int) -> None:
    width = theme.metrics(14).horizontalAdvance(SENTENCE[:-short]) + 2
    assert len(lines(theme, SENTENCE, width)[-1]) <= short + 1, "as it would break"
    assert len(lines(theme, whole_end(SENTENCE), width)[-1]) >= 4


def test_what_a_sentence_says_is_what_was_written(theme: Theme) -> None:
    said = Prose(theme, SENTENCE)
    assert said.text() == SENTENCE
    said.setText("短。")
    assert said.text() == "短。"
    assert whole_end("Two words at the end") == "Two words at the end"


def test_a_head_gives_up_keys_then_its_note_then_icons_but_never_its_words(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    head = Heading(theme, "来源渠道", "30 个")
    links = [Button(theme, word, kind="link", icon="pencil", key="Ctrl+E", bind=False) for word in ("改", "收起")]
    for link in links:
        head.add(link)
    bring_up(head)
    seen, below = [], []
    for width in range(500, head.minimumSizeHint().width() - 1, -4):
        resize(head, width)
        state = (links[0].show_key, not head.note.isHidden(), links[0].show_icon)
        (seen if head.sizeHint().height() == theme.px(36) else below).append(state)
        assert head.words.height() >= head.words.heightForWidth(head.words.width()) and head.words.width() > theme.px(40)
        for link in links:
            assert link.width() >= link.sizeHint().width() and link.geometry().right() <= head.width() + theme.px(6)
    told = list(dict.fromkeys(seen))
    assert told == [(True, True, True), (False, True, True), (False, False, True), (False, False, False)]
    assert below[0] == (False, True, True) and links[0].y() > head.words.y(), "the links on a line of their own"


def test_a_head_narrower_than_its_words_wraps_them_and_stacks_its_links(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    head = Heading(theme, "Of those who really did not come, known beforehand", "30 of them")
    links = [Button(theme, word, kind="link", key="Ctrl+E", bind=False) for word in ("Rename", "Move up", "Stop using")]
    for link in links:
        head.add(link)
    bring_up(head)
    wide = links[-1].least_width() + theme.px(40)
    resize(head, wide)
    resize(head, wide)
    assert head.minimumSizeHint().width() <= wide
    assert head.words.height() >= 2 * theme.metrics(16, bold=True).height() and head.words.width() <= wide
    tops = [link.y() for link in links]
    assert tops == sorted(tops) and tops[0] >= head.words.geometry().bottom() and tops[0] < tops[-1]
    assert all(link.geometry().right() <= wide + theme.px(6) for link in links)
    assert links[-1].geometry().bottom() < head.height(), "it is as high as that takes"
    high = head.height()
    links[1].hide()
    resize(head, wide)
    assert head.sizeHint().height() == high - theme.px(34), "one line less"


def test_a_label_that_wraps_is_as_high_as_its_width_makes_it(theme: Theme) -> None:
    one, more = Label(theme, "Nobody to write to"), Label(theme, "Nobody to write to", wraps=True)
    width = one.sizeHint().width()
    assert not one.hasHeightForWidth() and more.heightForWidth(width) == one.sizeHint().height()
    assert more.heightForWidth(width // 2) >= 2 * one.sizeHint().height()
    assert more.minimumSizeHint().width() >= theme.metrics(14).horizontalAdvance("Nobody")


def test_a_title_is_smaller_before_it_is_cut(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    title = PageTitle(theme, "海淀区中关村服装", "会员号 A0001", size=30)
    title.add(Button(theme, "改资料", kind="link", icon="pencil", key="F2", bind=False))
    bring_up(title)
    resize(title, 700)
    assert not title.note.isHidden() and title.words.sizeHint().height() > theme.px(40)
    resize(title, 320)
    assert title.note.isHidden() and title.words.width() >= title.words.sizeHint().width()
