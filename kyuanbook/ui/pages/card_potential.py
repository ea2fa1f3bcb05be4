"""潜力 on the card: the score, its four parts with what each goes by, how sure that is, and what to ask next."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.potential import Part as Quarter
from kyuanbook.rules.potential import Potential
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.privacy import said
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

GAP: Final = 10
BAR: Final = 56
BAR_HIGH: Final = 6
LINE: Final = 20
PITCH: Final = 34
SURE: Final = 65  # confidence from which it is told as sure
HALF_SURE: Final = 35


def confidence_words(confidence: int) -> str:
    """How sure the score is, in words."""
    if confidence >= SURE:
        return tr("看得准")
    return tr("大致看得出") if confidence >= HALF_SURE else tr("知道得还少")


class Bars(Part):
    """The four parts, one under another: word, bar, what it goes by. A bar of what is not known is empty."""

    said_as = "StaticText"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._parts: tuple[Quarter, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: tuple[Quarter, ...]) -> None:
        """Show these."""
        self._parts = parts
        self.setAccessibleName(clauses(f"{say(p.label)} {_number(p)}，{_words(p)}" for p in parts))
        self.updateGeometry()
        self.update()

    def _lines(self) -> list[QRect]:
        """Where each part stands at the present width; words that are longer than their line take another."""
        px, top, found = self.theme.px, 0, []
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else px(300)
        room = max(px(40), width - self._label() - px(BAR + 36))
        for part in self._parts:
            words = self.theme.metrics(13).boundingRect(QRect(0, 0, room, px(4000)), paint.WRAPPED, _words(part))
            found.append(QRect(0, top, width, max(px(PITCH), words.height() + px(10))))
            top += found[-1].height()
        return found

    def _label(self) -> int:
        """px that the longest word takes, with the gap behind it."""
        words = self.theme.metrics(13).horizontalAdvance
        return max((words(say(part.label)) for part in self._parts), default=0) + self.theme.px(GAP)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self.theme.px(280), sum(line.height() for line in self._lines()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another line."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Word, bar, number, reason; a rule below each."""
        painter, theme, t, px, label = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self._label()
        for part, line in zip(self._parts, self._lines(), strict=True):
            middle = line.center().y() + 1
            paint.write(painter, theme, line, say(part.label), t.ink2, size=13)
            ground = QRect(label, middle - px(BAR_HIGH) // 2, px(BAR), px(BAR_HIGH))
            paint.rounded(painter, theme, ground, 3, fill=t.sunk if part.known else "", edge=t.rule2)
            if part.known:
                full = QRect(ground.left(), ground.top(), max(px(BAR_HIGH), ground.width() * part.score // 100), px(BAR_HIGH))
                paint.rounded(painter, theme, full, 3, fill=t.accent)
            number = QRect(ground.right() + px(2), line.top(), px(26), line.height())
            paint.write(painter, theme, number, _number(part), t.ink if part.known else t.ink3, size=13, align=paint.RIGHT)
            rest = line.adjusted(label + px(BAR + 36), 0, 0, 0)
            paint.write_lines(painter, theme, rest, _words(part), t.ink2 if part.known else t.ink3, size=13)
            paint.rule(painter, theme, 0, line.bottom(), self.width(), t.rule)


def _number(part: Quarter) -> str:
    return str(part.score) if part.known else "—"


def _words(part: Quarter) -> str:
    return clauses(said(reason) for reason in part.reasons) or tr("还不知道")


class Told(Part):
    """The bars and the question."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.bars = Bars(theme)
        self.ask = Prose(theme, "", ink="accent")
        down = column(theme, self, gap=8)
        down.addWidget(self.bars)
        down.addWidget(self.ask)

    def show_potential(self, found: Potential) -> None:
        """In private the amounts are dots; of whom nothing is known only the question stands."""
        self.bars.setVisible(found.confidence > 0)
        self.bars.show_parts(found.parts)
        self.ask.setVisible(found.ask is not None)
        self.ask.setText("" if found.ask is None else tr("下次：{ask}", ask=say(found.ask)))
