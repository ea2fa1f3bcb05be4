"""Chips and ticks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.choices import BigChoice, Chips, Choice, Tick
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.theme import Theme

CHOICES = [Choice("", "全部", 846), Choice("new", "新客", 41, "new"), Choice("at_risk", "预警", 57, "at_risk")]


def made(qtbot: QtBot, theme: Theme) -> Chips:
    chips = Chips(theme, CHOICES, name="阶段")
    qtbot.addWidget(chips)
    chips.resize(chips.sizeHint())
    chips.show()
    return chips


def test_one_is_chosen_and_arrows_move(qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    chips = made(qtbot, theme)
    bring_up(chips)
    assert chips.choice() == ""
    first = chips.findChildren(type(chips._chips[""]))[0]
    first.setFocus()
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chosen.args == ["new"]
    chips.choose("at_risk")
    assert chips.choice() == "at_risk"


def test_counts_change_and_are_dropped_when_compact(qtbot: QtBot, fresh_theme: Theme) -> None:
    chips = made(qtbot, fresh_theme)
    wide = chips.sizeHint().width()
    chips.set_counts({"new": 4100})
    assert chips._chips["new"].accessibleName() == "新客 4100"
    assert chips.sizeHint().width() > wide
    fresh_theme.set_narrow(True)
    assert chips.sizeHint().width() < wide


def test_a_longer_count_widens_its_chip_in_a_row_as_wide_as_before(qtbot: QtBot, theme: Theme) -> None:
    chips = made(qtbot, theme)
    chips.resize(chips.width() + 200, chips.height())
    chips.set_counts({"new": 4100})
    assert chips._chips["new"].width() == chips._chips["new"].sizeHint().width()


def test_chips_wrap_and_are_never_cut(qtbot: QtBot, theme: Theme) -> None:
    chips = made(qtbot, theme)
    one_line = chips.heightForWidth(chips.sizeHint().width())
    assert chips.heightForWidth(chips.minimumSizeHint().width()) > 2 * one_line
    chips.resize(chips.minimumSizeHint().width(), 300)
    for chip in chips._chips.values():
        assert chips.rect().contains(chip.geometry())
        assert chip.size() == chip.sizeHint()


def test_a_tick_ticks(qtbot: QtBot, theme: Theme) -> None:
    tick = Tick(theme, "也找老客")
    qtbot.addWidget(tick)
    tick.show()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()


def test_a_big_choice_says_what_it_does(qtbot: QtBot, theme: Theme) -> None:
    choice = BigChoice(theme, "先看看样板店", "200 位假客户，随时一键清掉", icon="store")
    qtbot.addWidget(choice)
    assert choice.accessibleDescription() == "200 位假客户，随时一键清掉"
    with qtbot.waitSignal(choice.clicked):
        qtbot.keyClick(choice, Qt.Key.Key_Return)


def test_key_chips_have_none_chosen_at_first_and_only_those_offered(qtbot: QtBot, theme: Theme) -> None:
    words = [Choice("a", "已接通", 1), Choice("b", "未接", 2), Choice("c", "空号", 3)]
    chips = Chips(theme, words, name="结果", make=KeyChip)
    qtbot.addWidget(chips)
    whole = chips.sizeHint().width()  # before it is shown too
    assert whole == sum(chip.sizeHint().width() + theme.px(8) for chip in chips.findChildren(KeyChip)) - theme.px(8)
    chips.resize(chips.sizeHint())
    chips.show()
    assert chips.choice() == ""
    chips.choose("b")
    assert chips.choice() == "b"
    chips.choose("")
    assert chips.choice() == ""
    chips.offer(["a", "c"])
    assert chips.sizeHint().width() < whole and not chips._chips["b"].isVisible()
    assert chips._chips["c"].x() == chips._chips["a"].width() + theme.px(8)
