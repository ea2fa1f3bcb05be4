"""Ruled lists by keyboard, with actions in the current row."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.rows import GroupHead, OneLine, Rows, TwoLine
from kyuanbook.ui.kit.theme import Theme

CALLS = [
    GroupHead("超了平时的间隔", "2 位"),
    TwoLine(1, "1", "王小明", "at_risk", "平时约 14 天来一次，已 47 天没来", "138****5678", "¥1,240", "最近 10月7日"),
    TwoLine(2, "2", "陈桂芳", "at_risk", "平时约 21 天来一次，已 52 天没来", "136****2091", "¥1,080", "最近 10月2日"),
    GroupHead("约好没来"),
    TwoLine(3, "3", "翟国庆", "", "约好 11月21日来，没有来"),
]


def made(qtbot: QtBot, theme: Theme, width: int = 774) -> tuple[Rows, Button]:
    button = Button(theme, "记结果", kind="filled", key="Enter", small=True)
    rows = Rows(theme, name="该打的电话", actions=[button])
    qtbot.addWidget(rows)
    rows.resize(width, 400)
    rows.show_rows(CALLS)
    rows.show()
    return rows, button


def test_the_first_row_is_in_hand_and_heads_are_passed_over(qtbot: QtBot, theme: Theme) -> None:
    rows, _ = made(qtbot, theme)
    assert rows.current_id() == 1
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert rows.current_id() == 3
    with qtbot.waitSignal(rows.opened) as opened:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_actions_go_with_the_row_and_cover_no_text(qtbot: QtBot, theme: Theme) -> None:
    rows, button = made(qtbot, theme)
    rows.go_to(2)
    rect = rows.visualRect(rows.rows.index(2))
    assert rect.contains(button.geometry())
    reason = theme.metrics(14).horizontalAdvance(CALLS[2].said().split("，", 2)[2].split("，136")[0])
    assert rect.left() + theme.px(12 + 26) + reason < button.x()


def test_enter_is_shown_only_where_it_is_this_lists(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    button = Button(theme, "记结果", kind="filled", key="Enter", small=True)
    rows, beside = Rows(theme, name="该打的电话", actions=[button], parent=around), QLineEdit(around)
    rows.resize(774, 400)
    rows.show_rows(CALLS)
    around.resize(774, 400)
    around.show()
    around.activateWindow()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    rows.go_to(2)
    assert button.key == "Enter" and button.show_key
    beside.setFocus()
    assert button.isVisible() and not button.show_key
    rows.setFocus()
    assert button.show_key


def test_in_a_narrow_list_the_phone_stays_and_the_actions_go(qtbot: QtBot, theme: Theme) -> None:
    rows, button = made(qtbot, theme, 500)
    rows.go_to(2)
    assert rows.is_tight() and not button.isVisible() and not rows.has_actions()
    rows.resize(theme.px(900), rows.height())
    assert rows.has_actions() and button.isVisible()


def test_the_row_in_hand_stays_on_its_person(qtbot: QtBot, theme: Theme) -> None:
    rows, _ = made(qtbot, theme)
    rows.go_to(2)
    rows.show_rows([CALLS[4], CALLS[2]])
    assert rows.current_id() == 2
    rows.show_rows([CALLS[4]])
    assert rows.current_id() == 3
    rows.show_rows([])
    assert rows.current_id() is None


def test_screen_readers_hear_the_row(qtbot: QtBot, theme: Theme) -> None:
    rows, _ = made(qtbot, theme)
    said = rows.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("王小明，预警，平时约 14 天来一次，已 47 天没来")


def test_a_whole_list_is_as_high_as_its_rows(qtbot: QtBot, theme: Theme) -> None:
    listed = Rows(theme, name="生日")
    qtbot.addWidget(listed)
    listed.show_rows([OneLine(n, "今天", f"客户 {n}") for n in range(5)])
    assert listed.sizeHint().height() == 5 * theme.px(38)
    assert listed.current_id() is None  # shows a current row only while it has the focus


def test_an_end_that_would_cut_the_name_folds_with_the_note(qtbot: QtBot, theme: Theme) -> None:
    rows = Rows(theme, name="自定义", height=40)
    qtbot.addWidget(rows)
    row = OneLine(1, "每次到店", "染烫配方和用量", note="文字", end="记了 138 次", folds=True)
    rows.show_rows([row])
    rows.resize(700, 60)
    rows.show()
    assert rows.below(row) is None and rows.words_below(row) == "文字"
    name = theme.metrics(15).horizontalAdvance(row.name)
    rows.resize(rows.columns()[0] + name + 60, 60)
    assert rows.words_below(row) == "文字，记了 138 次" and rows.below(row) is not None


def test_a_note_without_room_folds_below_the_name_and_the_list_grows(qtbot: QtBot, theme: Theme) -> None:
    note = "打了 40 位，来了 4 位；留下 10 位，来了 1 位"
    folds, stays = OneLine(1, "8月16日", "名单 1", note=note, end="已等完", folds=True), OneLine(2, "8月9日", "名单 2", note=note)
    rows = Rows(theme, name="名单")
    qtbot.addWidget(rows)
    rows.show_rows([folds, stays])
    rows.resize(700, 200)
    rows.show()
    assert rows.row_height(folds) == rows.row_height(stays)
    rows.resize(300, 200)
    below = rows.below(folds)
    assert below is not None
    assert rows.row_height(folds) > below.bottom() > rows.row_height(stays)
    assert rows.sizeHint().height() == rows.row_height(folds) + rows.row_height(stays)
    qtbot.waitUntil(lambda: rows.visualRect(rows.rows.index(0)).height() == rows.row_height(folds))


def test_a_name_without_a_note_folds_where_it_stands(qtbot: QtBot, theme: Theme) -> None:
    line = OneLine(1, "合计", "10 位里 4 位成了客人（人太少，大约 2 到 7 成）", folds=True)
    rows = Rows(theme, name="多少成了客人")
    qtbot.addWidget(rows)
    rows.show_rows([line])
    rows.resize(260, 200)
    rows.show()
    below = rows.below(line)
    assert below is not None
    assert below.top() < theme.px(12)
    assert below.height() > theme.metrics(15).height()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("reason", ["平时约 30 天来一次，已 132 天没来", "来过 2 次，一般隔 28 天再来，已 135 天（店休 8 天）"])
def test_the_actions_stand_in_the_middle_beside_the_words_or_fewer_of_them(
    theme: Theme, qtbot: QtBot, scale: float, reason: str
) -> None:
    theme.set(dark=False, scale=scale)
    try:
        actions = [Button(theme, "打开", kind="filled", key="Enter", small=True), Button(theme, "记到店", key="F3", small=True)]
        rows = Rows(theme, name="该打的电话", actions=actions)
        qtbot.addWidget(rows)
        rows.show_rows([TwoLine(1, "1", "欧阳雪", "at_risk", reason, "150****7713", "¥238")])
        for width in range(theme.px(500), theme.px(900), theme.px(20)):
            rows.resize(width, theme.px(120))
            rows.show()
            shown = [button for button in actions if button.isVisible()]
            line = rows.visualRect(rows.currentIndex())
            words = theme.px(12 + 26) + theme.metrics(14).horizontalAdvance(reason)
            for button in shown:
                assert abs(button.geometry().center().y() - line.center().y()) <= 2
                assert button.x() >= words, "no word is cut for them"
    finally:
        theme.set(dark=False, scale=1.0)


def test_a_long_name_is_not_cut_for_the_actions(theme: Theme, qtbot: QtBot) -> None:
    rows, button = made(qtbot, theme)
    rows.show_rows([TwoLine(1, "1", "Maximiliane-Alexandrina von Württemberg", "at_risk", "来过 2 次", "150****7713", "¥238")])
    name = theme.metrics(16, bold=True).horizontalAdvance("Maximiliane-Alexandrina von Württemberg")
    for width in range(600, 1000, 40):
        rows.resize(width, 400)
        assert not button.isVisible() or button.x() >= 38 + name + shapes.word_width(theme, "at_risk")
    assert button.isVisible()


def test_of_two_lists_that_are_seen_one_has_a_row_in_hand(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = Button(theme, "打开", kind="filled", key="Enter", small=True, parent=page)
    calls, born = Rows(theme, name="该打的电话", actions=[button], parent=page), Rows(theme, name="生日", parent=page)
    for rows in (calls, born):
        rows.resize(774, 300)
        rows.show_rows(CALLS)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    calls.setFocus()
    qtbot.waitUntil(calls.hasFocus)
    assert calls.shows_current and button.isVisible() and not born.shows_current
    born.setFocus()
    assert born.shows_current and not calls.shows_current and not button.isVisible()
    calls.setFocus()
    assert calls.shows_current and button.isVisible() and not born.shows_current
