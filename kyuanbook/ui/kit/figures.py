"""Lone big figures side by side: what each is, and what it compares to in words."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import clauses
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

SMALLEST: Final = 14  # of a lone big figure


class Figure(NamedTuple):
    """A lone big number: what it is, the number with its unit, and what it compares to in words."""

    name: str
    value: str
    unit: str = ""
    note: str = ""
    urgent: bool = False


class Figures(Part):
    """Figures side by side, hairlines between them (``lines``), a rule below; where their words would be cut, in more rows."""

    said_as = "StaticText"

    def __init__(self, theme: Theme, *, lines: bool = True, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lines, self._size = lines, size
        self._figures: tuple[Figure, ...] = ()
        self._hinted = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in equal columns."""
        if tuple(figures) == self._figures:
            return
        self._figures = tuple(figures)
        self.setAccessibleName(clauses(f"{f.name} {f.value} {f.unit} {f.note}".strip() for f in figures))
        self.updateGeometry()
        self.update()

    def across(self, width: int) -> int:
        """How many stand side by side in so many px."""
        many, px = max(1, len(self._figures)), self.theme.px
        if not self._lines or many < 3 or width <= 0:
            return many
        small = self.theme.metrics(13).horizontalAdvance
        widest = max((small(words) for f in self._figures for words in (f.name, f.note)), default=0)
        ways = dict.fromkeys(-(-many // rows) for rows in range(1, many + 1))  # evenly dealt: five stand as 5, 3 + 2, 2 + 2 + 1
        return next((n for n in ways if width // n - px(28) >= widest), (many + 1) // 2)

    def high(self, width: int) -> int:
        """So wide, so high: 85 px with notes, 64 without, in one row or more."""
        tall = any(f.note for f in self._figures)
        rows = -(-max(1, len(self._figures)) // self.across(width))
        return rows * self.theme.px(85 if tall else 64)

    def sizeHint(self) -> QSize:
        """As high as its present width needs."""
        self._hinted = self.across(self.width())
        return QSize(self.theme.px(120) * max(1, len(self._figures)), self.high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, it may need another row."""
        super().resizeEvent(event)
        if self.across(self.width()) != self._hinted:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One column a figure."""
        painter, px = QPainter(self), self.theme.px
        if not self._figures:
            return
        many = self.across(self.width())
        step, high = self.width() / many, self.high(self.width()) // -(-len(self._figures) // many)
        size = self._fitting(round(step) - px(28))
        for i, figure in enumerate(self._figures):
            place, top = i % many, i // many * high
            left = round(place * step) + (px(20) if place and self._lines else 0)
            if self._lines and place:
                line = QRect(round(place * step), top + px(14), 1, px(60))
                paint.fill(painter, self.theme, line, self.theme.tokens.rule)
            painter.translate(0, top)
            self._draw(painter, figure, left, round(step) - px(28), size)
            painter.translate(0, -top)
        if self._lines:
            paint.rule(painter, self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.rule)

    def _fitting(self, width: int) -> int:
        """The size in which the longest of them stands whole, all in one size: millions are small, never cut."""
        size = self._size
        while size > SMALLEST and any(self._width(f, size) > width for f in self._figures):
            size -= 2
        return size

    def _width(self, figure: Figure, size: int) -> int:
        value = self.theme.metrics(size, serif=True).horizontalAdvance(figure.value)
        unit = self.theme.metrics(13).horizontalAdvance(figure.unit)
        return value + (self.theme.px(5) + unit if unit else 0)

    def _draw(self, painter: QPainter, figure: Figure, left: int, width: int, size: int) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        ink = t.seal if figure.urgent else t.ink
        paint.write(painter, theme, QRect(left, px(10), width, px(20)), figure.name, t.ink2, size=13)
        big = QRect(left, px(29), width, px(32))
        x = left + paint.write(painter, theme, big, figure.value, ink, size=size, serif=True)
        unit = QRect(x + px(5), px(30), max(0, left + width - x - px(5)), px(34))
        paint.write(painter, theme, unit, figure.unit, t.ink2, size=13)
        paint.write(painter, theme, QRect(left, px(60), width, px(20)), figure.note, t.ink2, size=13)
