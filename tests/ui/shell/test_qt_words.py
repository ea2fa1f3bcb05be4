"""Qt's own buttons in the owner's language."""

from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from kyuanbook.language import CHINESE, ENGLISH
from kyuanbook.ui.shell.qt_words import speak


def test_qt_speaks_the_owners_language_and_stops(qapp: QApplication, qtbot: QtBot) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text()

    speak(ENGLISH)  # whatever an earlier test left
    english = cancel()
    assert "取消" not in english
    speak(CHINESE)
    speak(CHINESE)
    assert "取消" in cancel()
    speak(ENGLISH)
    assert cancel() == english
