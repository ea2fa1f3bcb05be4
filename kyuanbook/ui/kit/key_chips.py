"""Choices that are one key each: the key in its cap, then the word; chosen it is filled, with a check."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.choices import Chip, Choice
from kyuanbook.ui.kit.theme import Theme

WIDE: Final = 148  # px of an outcome
CAP: Final = 20
ROOMY, TIGHT = (10, 12, 15), (9, 8, 14)  # px before the cap, behind it, and of the word
BEFORE: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyChip(Chip):
    """``choice.count`` is the key. ``low``, and at large type: 40 high, as wide as its words; else 48 high and all of one width.
    ``tight``: 44 high with little about the word, for a narrow grid.

    ↑ ↓ and Enter are whose it stands in: a row's, not the chip's; in a grid Enter is its own.
    """

    def __init__(
        self, theme: Theme, choice: Choice, *, low: bool = False, danger: bool = False, tight: bool = False
    ) -> None:
        self._low, self._danger, self._tight = low, danger, tight
        self._waits = False
        self._before, self._behind, self._size = TIGHT if tight else ROOMY
        super().__init__(theme, choice)

    def set_choice(self, choice: Choice) -> None:
        """The key is told, not said as part of the word."""
        super().set_choice(choice)
        self.setAccessibleName(choice.word)
        self.setAccessibleDescription("" if choice.count is None else str(choice.count))

    def set_waits(self, waits: bool) -> None:
        """Its key means something else now: it is greyed, though the mouse chooses it all the same."""
        self._waits = waits
        self.update()

    def _bare(self) -> bool:
        """A figure that is its own key: a score."""
        return self.choice.word == str(self.choice.count)

    def sizeHint(self) -> QSize:
        """Room for the cap, the word and the check."""
        px = self.theme.px
        if self._bare():
            return QSize(px(40), px(40))
        words = px(self._before) + px(CAP) + px(self._behind)
        words += self.theme.metrics(self._size, bold=self._tight).horizontalAdvance(self.choice.word)
        if self._tight:
            return QSize(words + px(8), px(44))
        if self._low or self.theme.compact:
            return QSize(words + px(12), px(40))
        return QSize(max(px(WIDE), words + px(34)), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cap, word, check."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        on, over = self.isChecked(), self.underMouse()
        fill = (t.accent_hover if over else t.accent) if on else t.sunk if over else t.raised
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge="" if on else t.edge)
        ink = t.on_accent if on else t.ink3 if self._waits else t.seal if self._danger else t.ink
        if self._bare():
            paint.write(painter, theme, self.rect(), self.choice.word, ink, size=15, align=paint.CENTRE)
            return
        cap = QRect(px(self._before), (self.height() - px(CAP)) // 2, px(CAP), px(CAP))
        if not self._waits:
            paint.rounded(painter, theme, cap, 4, edge=t.on_accent if on else t.rule2)
        key, quiet = str(self.choice.count), t.on_accent if on else t.ink3 if self._waits else t.ink2
        paint.write(painter, theme, cap, key, quiet, size=13, align=paint.CENTRE)
        words = self.rect().adjusted(cap.right() + 1 + px(self._behind), 0, -px(4 if self._tight else 8), 0)
        paint.write(painter, theme, words, self.choice.word, ink, size=self._size, bold=on and self._tight)
        if on and not (self._low or self._tight or self.theme.compact):
            paint.image(painter, theme, self.width() - px(12) - px(18), self.height() // 2, "check", t.on_accent, 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows to the sides move within the row; what leads out of it goes up."""
        if event.key() in (BEFORE[:2] if self._tight else BEFORE):
            event.ignore()
            return
        super().keyPressEvent(event)
