"""Painted widgets as a screen reader meets them. What it then says in a real window stands in tests/e2e."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.figures import Figure, Figures
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.spoken import interface
from kyuanbook.ui.kit.tabs import Tab, Tabs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, StageMark

Role, Text = QAccessible.Role, QAccessible.Text


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_what_we_paint_has_a_role_and_its_words(theme: Theme, qtbot: QtBot) -> None:
    facts, figures = Facts(theme, [Fact("生日", "3月5日", "下次 3月5日")]), Figures(theme)
    figures.set_figures([Figure("今天到店", "6", "位")])
    heading = Heading(theme, "往来", "9 条")
    for widget, role, words in (
        (Label(theme, "农历十月廿一"), Role.StaticText, "农历十月廿一"),
        (heading.words, Role.Heading, "往来"),
        (StageMark(theme, "at_risk"), Role.StaticText, "预警"),
        (facts, Role.StaticText, "生日 3月5日 下次 3月5日"),
        (figures, Role.StaticText, "今天到店 6 位"),
        (Page(theme, "客户"), Role.Pane, "客户"),
        (Panel(theme, "记到店"), Role.Dialog, "记到店"),
    ):
        said = interface(shown(qtbot, widget))
        assert said is not None
        assert (said.role(), said.text(Text.Name)) == (role, words)
    assert interface(shown(qtbot, Part(theme))) is None, "layout is passed over"


def test_one_tab_is_selected_and_pressing_opens(theme: Theme, qtbot: QtBot) -> None:
    tabs = Tabs(theme, [Tab("today", "今日", "sun"), Tab("customers", "客户", "users", 200)], [])
    shown(qtbot, tabs)
    tabs.open_tab("today")
    tabs.set_count("customers", 201)
    today, customers = (interface(tabs.button(key)) for key in ("today", "customers"))
    assert today is not None and customers is not None
    assert (customers.role(), customers.text(Text.Name)) == (Role.PageTab, "客户 201")
    assert today.state().selected and not customers.state().selected
    press = customers.actionInterface()
    with qtbot.waitSignal(tabs.opened) as opened:
        press.doAction(press.pressAction())
    assert opened.args == ["customers"]


def test_of_a_row_of_chips_one_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    chips = Chips(theme, [Choice("", "全部", 200), Choice("lapsed", "流失", 77)], name="阶段")
    shown(qtbot, chips)
    group = interface(chips)
    assert group is not None and (group.role(), group.text(Text.Name)) == (Role.Grouping, "阶段")
    first, second = (QAccessible.queryAccessibleInterface(chip) for chip in chips.findChildren(QWidget))
    assert (first.role(), second.text(Text.Name)) == (Role.RadioButton, "流失 77")
    assert first.state().checked and not second.state().checked


def test_a_list_to_choose_from_has_a_label_beside_it_wherever_it_goes(theme: Theme, qtbot: QtBot) -> None:
    combo, home = Combo(theme, [Choice("hair", "理发")]), QWidget()
    combo.setAccessibleName("行业")
    combo.setParent(home)
    shown(qtbot, home)
    labels = [label for label in home.findChildren(QLabel) if label.buddy() is combo]
    assert [label.text() for label in labels] == ["行业"] and not labels[0].isVisible()
    relations = QAccessible.queryAccessibleInterface(combo).relations(QAccessible.RelationFlag.Label)
    assert [target.text(Text.Name) for target, _ in relations] == ["行业"]


EARLY = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from kyuanbook.ui.kit.spoken import begin
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

app = QApplication([])
label = Label(Theme(), "农历十月廿一")
label.show()
QAccessible.setActive(True)
before = QAccessible.queryAccessibleInterface(label).role()
begin()
print(before.name, QAccessible.queryAccessibleInterface(label).role().name)
"""


def test_what_a_reader_asked_for_before_the_first_picture_is_told_anew() -> None:
    env = dict(os.environ, PYTHONPATH=str(Path(__file__).parents[3]), QT_QPA_PLATFORM="offscreen")  # begun once a process
    run = subprocess.run([sys.executable, "-c", EARLY], env=env, capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.split() == ["Client", "StaticText"]


@pytest.mark.parametrize("thing", [QWidget, QLabel])
def test_qt_s_own_stay_qt_s(thing: type[QWidget], qtbot: QtBot) -> None:
    assert interface(shown(qtbot, thing())) is None
