"""The six outcomes on their keys, three in a row; only those that the way of getting in touch can have."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind, outcome_label
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

NUMBERS: Final = {outcome: str(place) for place, outcome in enumerate(Outcome, 1)}
BY_NUMBER: Final = {number: outcome for outcome, number in NUMBERS.items()}
ACROSS, HIGH, GAP = 3, 44, 8


class OutcomeKey(Pressable):
    """The key in its cap, then the outcome's word; the one that nobody takes lightly in seal."""

    def __init__(self, theme: Theme, outcome: Outcome, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.outcome, self.key = outcome, NUMBERS[outcome]
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAccessibleDescription(self.key)

    def nextCheckState(self) -> None:
        """What is chosen says the page."""

    def sizeHint(self) -> QSize:
        """Cap, word, and room for a check."""
        word = self.theme.metrics(14, bold=True).horizontalAdvance(self.words())
        return QSize(self.theme.px(9 + 22 + 8 + 10) + word, self.theme.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outlined; filled once chosen."""
        painter, theme, t, px, on = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self.isChecked()
        over = self.underMouse() or self.isDown()
        fill = (t.accent_hover if over else t.accent) if on else t.sunk if over else t.raised
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge="" if on else t.edge)
        cap = QRect(px(9), (self.height() - px(22)) // 2, px(22), px(22))
        paint.rounded(painter, theme, cap, 4, edge=t.on_accent if on else t.rule2)
        paint.write(painter, theme, cap, self.key, t.on_accent if on else t.ink2, size=13, align=paint.CENTRE)
        ink = t.on_accent if on else t.seal if self.outcome is Outcome.DO_NOT_CONTACT else t.ink
        left = cap.right() + px(9)
        word = QRect(left, 0, self.width() - left - px(4), self.height())
        paint.write(painter, theme, word, self.words(), ink, bold=on)


class OutcomeKeys(Part):
    """``chosen``: an outcome's value. Tab goes through them; their figures work from the list as well."""

    said_as = "Grouping"
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("结果"))
        self.keys = [OutcomeKey(theme, outcome, self) for outcome in Outcome]
        for key in self.keys:
            key.clicked.connect(lambda _=False, k=key: self.chosen.emit(k.outcome.value))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_channel(TouchKind.CALL)

    def show_channel(self, channel: TouchKind) -> None:
        """Those a touch of this kind can have, in its words."""
        for key in self.keys:
            key.setVisible(key.outcome in OUTCOMES.get(channel, ()))
            key.set_text(say(outcome_label(channel, key.outcome)))
        self.updateGeometry()
        self.place()

    def offers(self, outcome: Outcome) -> bool:
        """Whether it can be chosen now."""
        return any(key.outcome is outcome and not key.isHidden() for key in self.keys)

    def choose(self, value: str) -> None:
        """Mark one as chosen, or none."""
        for key in self.keys:
            key.setChecked(key.outcome.value == value)

    def shown(self) -> list[OutcomeKey]:
        """Those there are."""
        return [key for key in self.keys if not key.isHidden()]

    def _across(self, width: int) -> int:
        widest = max((key.sizeHint().width() for key in self.shown()), default=1)
        return max(1, min(ACROSS, (width + self.theme.px(GAP)) // (widest + self.theme.px(GAP))))

    def heightForWidth(self, width: int) -> int:
        """Rows of three, of fewer where their words need it."""
        rows = -(-max(1, len(self.shown())) // self._across(width))
        return rows * self.theme.px(HIGH + GAP) - self.theme.px(GAP)

    def sizeHint(self) -> QSize:
        """Three across."""
        return QSize(self.theme.px(360), self.heightForWidth(self.width() or self.theme.px(360)))

    def minimumSizeHint(self) -> QSize:
        """One across."""
        widest = max((key.sizeHint().width() for key in self.shown()), default=1)
        return QSize(widest, self.theme.px(HIGH))

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out again."""
        super().resizeEvent(event)
        self.place()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def place(self) -> None:
        """From left to right, row by row, all of one width."""
        gap, across = self.theme.px(GAP), self._across(self.width())
        wide = (self.width() - gap * (across - 1)) // across
        for place, key in enumerate(self.shown()):
            x, y = place % across * (wide + gap), place // across * self.theme.px(HIGH + GAP)
            key.setGeometry(x, y, max(0, wide), self.theme.px(HIGH))
            key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
