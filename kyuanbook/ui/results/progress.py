"""How far the list is: a line that fills, and its words; where it is narrow the words alone."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

LINE: Final = 168
GAP: Final = 16


class Progress(Part):
    """``录了 7 行，还有 13 行``."""

    said_as = "StaticText"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._done, self._all, self._words, self._bare = 0, 0, "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, of: int, words: str) -> None:
        """So many of so many."""
        self._done, self._all, self._words = done, of, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_bare(self, bare: bool) -> None:
        """The words alone."""
        if bare != self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        """The line and the words, whole."""
        line = 0 if self._bare else self.theme.px(LINE + GAP)
        return QSize(line + self.theme.metrics(14).horizontalAdvance(self._words) + 1, self.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, 8 high, then the words."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        left = 0
        if not self._bare:
            line = QRect(0, self.height() // 2 - px(4), px(LINE), px(8))
            paint.rounded(painter, theme, line, 4, fill=t.rule)
            share = self._done / self._all if self._all else 0.0
            if share:
                paint.rounded(painter, theme, QRect(0, line.y(), max(px(8), round(px(LINE) * share)), px(8)), 4, fill=t.accent)
            left = px(LINE + GAP)
        paint.write(painter, theme, self.rect().adjusted(left, 0, 0, 0), self._words, t.ink2)
