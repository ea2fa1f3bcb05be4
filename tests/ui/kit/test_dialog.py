"""Dialogs: as high as their words, the best verb last, the page behind them dimmed."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.dialog import Dialog, _Veil
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.settings.confirm import Confirm
from kyuanbook.ui.shell.ask import Ask

LONG = "The pack holds 200 customers, 1,628 visits. Once opened, this PC uses the old PC's book. The present one is kept."


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", ["有填好还没保存的内容。", LONG, LONG * 3])
def test_no_word_is_cut(theme: Theme, qtbot: QtBot, scale: float, text: str) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    above.resize(1366, 768)
    above.show()
    theme.set(dark=False, scale=scale)
    try:
        drop, back, save = ((verb, lambda: None) for verb in ("Don't save", "Go back to it", "Save"))
        asked = Ask(theme, "Not saved", text, others=[drop], safe=back, best=save, parent=above)
        sure = Confirm(theme, "Open old PC's pack", text, "Use the old PC's book", "Don't open", above)
        for dialog in (asked, sure):
            dialog.show()
            words = dialog.words
            needed = words.fontMetrics().boundingRect(QRect(0, 0, words.width(), 9999), 0x1000, words.text()).height()
            assert words.height() >= needed
            assert {type(w) for w in above.children()} >= {_Veil}
            _best_is_last(dialog)
            dialog.hide()
        sure.close()
        assert not [w for w in above.findChildren(_Veil) if w.isVisible()]
    finally:
        theme.set(dark=False, scale=1.0)


def _best_is_last(dialog: Dialog) -> None:
    """The one filled verb stands last, and Enter means it."""
    verbs = [item.widget() for i in range(dialog.foot.count()) if (item := dialog.foot.itemAt(i)) and item.widget()]
    assert [getattr(verb, "kind", "") for verb in verbs] == ["outlined"] * (len(verbs) - 1) + ["filled"]
    assert all(one.geometry().right() < other.x() for one, other in pairwise(verbs))
    assert verbs[-1].geometry().right() <= dialog.width()
