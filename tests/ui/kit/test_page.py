"""Pages scroll, they don't clip."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import Page, ProgressLine
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_long_page_scrolls_under_its_title(qtbot: QtBot, fresh_theme: Theme, scale: float) -> None:
    fresh_theme.set(dark=False, scale=scale)
    page = Page(fresh_theme, "今日", "农历十月十五", scrolls=True)
    qtbot.addWidget(page)
    rows = Rows(fresh_theme, name="刚到店")
    rows.show_rows([OneLine(n, "10:42", f"客户 {n}", end="¥68") for n in range(40)])
    page.body.addWidget(rows)
    page.body.addStretch(1)
    page.resize(1200, 600)
    page.show()
    area = page.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: rows.height() == rows.sizeHint().height())  # no row is cut
    assert area.verticalScrollBar().maximum() > 0
    assert page.title.height() == fresh_theme.px(63)


def test_progress_is_said(qtbot: QtBot, theme: Theme) -> None:
    line = ProgressLine(theme)
    qtbot.addWidget(line)
    line.set_progress(7, 20, "录了 7 行，还有 13 行")
    assert line.accessibleName() == "录了 7 行，还有 13 行"
    line.resize(400, 32)
    picture = line.grab().toImage()
    assert picture.pixelColor(30, 16) == theme.colour(theme.tokens.accent)
    assert picture.pixelColor(100, 16) == theme.colour(theme.tokens.rule)


def test_the_way_to_stop_gives_up_its_key_before_the_words_are_cut(qtbot: QtBot, theme: Theme) -> None:
    line, stop = ProgressLine(theme), Button(theme, "停下", kind="link", key="Ctrl+Shift+X")
    qtbot.addWidget(line)
    line.add(stop)
    line.set_progress(0, None, "正在翻看过去")
    line.resize(600, 32)
    line.show()
    assert stop.show_key
    line.resize(360, 32)
    assert not stop.show_key
    qtbot.waitUntil(lambda: line.words.width() >= line.words.sizeHint().width())
