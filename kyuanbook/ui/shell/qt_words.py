"""Qt's own words (buttons of its file and print dialogs) in the owner's language.

Done after the first paint: nobody sees them before.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from kyuanbook.language import CHINESE

NAME: Final = "qt_words"


def speak(language: str) -> None:
    """Let Qt speak ``language``; English is its own."""
    app = QCoreApplication.instance()
    if app is None:
        return
    before = app.findChild(QTranslator, NAME)
    if before is not None:
        app.removeTranslator(before)
        before.deleteLater()
        before.setObjectName("")
    if language != CHINESE:
        return
    words = QTranslator(app)
    words.setObjectName(NAME)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
