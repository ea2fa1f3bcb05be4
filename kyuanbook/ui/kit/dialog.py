"""What every dialog is: a serif title, what it is about, verbs at the foot with the best one last; the page behind it dimmed."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

WIDTH: Final = 440


class Dialog(QDialog):
    """As high as its words need at its width; Enter means the last button."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setModal(True)
        self._veil: _Veil | None = None
        self.words = Prose(theme, text, size=14, ink="ink")
        self.foot = row(theme, gap=12)
        self.foot.addStretch(1)
        down = column(theme, self, gap=16, margins=(28, 24, 28, 24))
        down.addWidget(Label(theme, title, size=20, serif=True, heading=True))
        down.addWidget(self.words)
        down.addLayout(self.foot)

    def add_button(self, button: Button) -> None:
        """At the end of the foot: the one that Enter means comes last."""
        self.foot.addWidget(button)

    def sizeHint(self) -> QSize:
        """440 wide, or as wide as its buttons and its title; as high as the words then are."""
        layout, wide = self.layout(), self.theme.px(WIDTH)
        if layout is None:
            return super().sizeHint()
        wide = max(wide, layout.minimumSize().width())
        return QSize(wide, layout.totalHeightForWidth(wide))

    def showEvent(self, event: QShowEvent) -> None:
        """The page steps back."""
        self.setFixedSize(self.sizeHint())
        above = self.parentWidget()
        if self._veil is None and isinstance(above, QWidget):
            self._veil = _Veil(self.theme, above.window())
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """It comes forward again."""
        super().hideEvent(event)
        if self._veil is not None:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None


class _Veil(Part):
    """Over the whole window: it can't be used now."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self.resize(window.size())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As behind the search, a little more."""
        shade = QColor(self.theme.colour(self.theme.tokens.shade))
        shade.setAlphaF(0.4 if self.theme.tokens.dark else 0.2)
        QPainter(self).fillRect(self.rect(), shade)
