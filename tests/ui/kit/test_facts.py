"""Lines of facts: beside each other where there is room, else below."""

from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.theme import Theme


def test_a_note_that_leaves_its_value_no_room_stands_below_it(qtbot: QtBot, theme: Theme) -> None:
    facts = Facts(theme, [Fact("Birthday", "lunar 1963, month 10, day 7", "this year 15 Nov")])
    qtbot.addWidget(facts)
    facts.resize(480, 200)
    facts.show()
    wide = facts.sizeHint().height()
    facts.resize(210, 200)
    assert wide == theme.px(36)
    assert facts.sizeHint().height() >= wide + theme.px(20)
