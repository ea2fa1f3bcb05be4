"""Ruled lines of what is known: a name, a value, a note."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import clauses
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.rare import explain
from kyuanbook.ui.kit.theme import Theme

LEAST: Final = 60  # px of a value beside its note
BELOW: Final = 20  # px of a note that stands below


class Fact(NamedTuple):
    """One line of what is known: its name, the value, a note at the right edge. ``presses``: the value can be pressed."""

    name: str
    value: str
    note: str = ""
    presses: bool = False


class Facts(Part):
    """Ruled lines of facts, 36 px each, higher where a value runs over several; a note that leaves it no room stands below.
    ``pressed``: on a value that can be."""

    pressed = Signal()

    said_as = "StaticText"

    def __init__(self, theme: Theme, facts: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._facts: tuple[Fact, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        self.setAccessibleName(clauses(f"{f.name} {f.value} {f.note}".strip() for f in facts))
        explain(self, self.theme, self.accessibleName())
        self.updateGeometry()
        self.update()

    def _value_box(self, fact: Fact, line: QRect) -> QRect:
        widest = max((self.theme.metrics(14).horizontalAdvance(f.name) for f in self._facts), default=0)
        box = line.adjusted(max(self.theme.px(80), widest + self.theme.px(16)), 0, 0, 0)
        note = self.theme.metrics(13).horizontalAdvance(fact.note)
        beside = box.adjusted(0, 0, -note - self.theme.px(12), 0) if note else box
        least = min(self.theme.px(LEAST), self.theme.metrics(14).horizontalAdvance(fact.value))
        return beside if beside.width() > least else box

    def _lines(self) -> list[QRect]:
        """Where each fact stands at the present width."""
        px, top, found = self.theme.px, 0, []
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else px(280)
        for fact in self._facts:
            line = QRect(0, top, width, px(36))
            room = self._value_box(fact, line).width()
            metrics = self.theme.metrics(14)
            if metrics.horizontalAdvance(fact.value) > room > px(60):
                words = metrics.boundingRect(QRect(0, 0, room, px(4000)), _wraps(fact.value), fact.value)
                line.setHeight(max(line.height(), words.height() + px(14)))
            if self._is_below(fact, line):
                line.setHeight(line.height() + px(BELOW))
            found.append(line)
            top += line.height()
        return found

    def _is_below(self, fact: Fact, line: QRect) -> bool:
        return bool(fact.note) and self._value_box(fact, line).right() == line.right()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self.theme.px(280), sum(line.height() for line in self._lines()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another line."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, value, note; a rule below each."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        for fact, line in zip(self._facts, self._lines(), strict=True):
            first = QRect(line.left(), line.top(), line.width(), px(36))
            below = self._is_below(fact, line)
            value = self._value_box(fact, line.adjusted(0, 0, 0, -px(BELOW) if below else 0))
            paint.write(painter, theme, first, fact.name, t.ink2)
            if value.height() > first.height():
                paint.write_lines(painter, theme, value, fact.value, t.ink, flags=_wraps(fact.value))
            else:
                paint.write(painter, theme, value, fact.value, t.ink)
            if below:
                under = QRect(value.left(), line.bottom() - px(BELOW + 6), value.width(), px(BELOW))
                paint.write(painter, theme, under, fact.note, t.ink2, size=13)
            else:
                paint.write(painter, theme, first, fact.note, t.ink2, size=13, align=paint.RIGHT)
            paint.rule(painter, theme, 0, line.bottom(), self.width(), t.rule)

    def _over(self, point: QPoint) -> bool:
        lines = zip(self._facts, self._lines(), strict=True)
        return any(fact.presses and line.contains(point) for fact, line in lines)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        over = self._over(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on what can be pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._over(event.position().toPoint()):
            self.pressed.emit()


def _wraps(text: str) -> int:
    """How a value runs over: Han as its punctuation allows, an address of letters alone anywhere."""
    anywhere = text.isascii() and " " not in text
    way = Qt.TextFlag.TextWrapAnywhere if anywhere else Qt.TextFlag.TextWordWrap
    return int(Qt.AlignmentFlag.AlignVCenter) | int(way)
