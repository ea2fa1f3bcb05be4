"""The week ahead: how many are due on each day, birthdays in red, so that a day with very many is seen coming."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.book.queries.due import Load
from kyuanbook.language import clauses, tr, trn
from kyuanbook.ui.followups import lines
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme

HIGH = 88
PAD = 14
FIGURE, SMALLEST = 22, 14  # px of a figure
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -7, Qt.Key.Key_End: 7}


class DayCell(Pressable):
    """One day: its name, how many, a bar whose red part are birthdays. ``most``: of the fullest day, for which the bar is
    full."""

    said_as = "RadioButton"

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.load, self._today, self._most = Load(0, 0, 0), 0, 1

    def show_load(self, load: Load, today: int, most: int) -> None:
        """Another day, other figures."""
        self.load, self._today, self._most = load, today, max(1, most)
        births = trn("生日 {n} 位", load.birthdays) if load.birthdays else ""
        self.setAccessibleName(clauses((lines.day_head(load.day, today), lines.people(load.many), births)))
        self.setToolTip(births)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A seventh of the page, 88 high."""
        return QSize(self.theme.px(120), self.theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """As wide as its figure can do with."""
        figure = self.theme.metrics(SMALLEST, serif=True).horizontalAdvance(f"{self.load.many:,}")
        return QSize(figure + 2 * self.theme.px(4), self.theme.px(HIGH))

    def _size(self, wide: int) -> int:
        """px of the figure: a long one is smaller, never cut."""
        words = f"{self.load.many:,}"
        sizes = range(FIGURE, SMALLEST, -2)
        return next((n for n in sizes if self.theme.metrics(n, serif=True).horizontalAdvance(words) <= wide), SMALLEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the strip's: a button by itself would hand the focus on and no more."""
        if event.key() in STEPS or event.key() == Qt.Key.Key_Down:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _day(self, wide: int, *, bold: bool) -> str:
        """周六 28; where that has no room, 28."""
        if not self.load.day:
            return ""
        whole = lines.day_short(self.load.day)
        if self.theme.metrics(13, bold=bold).horizontalAdvance(whole) <= wide:
            return whole
        return str(date.fromordinal(self.load.day).day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, figure, bar."""
        painter, theme, t, px, on = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self.isChecked()
        if on or self.underMouse():
            paint.rounded(painter, theme, self.rect(), 6, fill=t.accent_t if on else t.sunk, edge=t.accent if on else "")
        pad = px(PAD) if self.width() > px(90) else px(4)
        wide, ink = self.width() - 2 * pad, t.accent if on else t.ink2
        first = QRect(pad, px(10), wide, px(20))
        told = paint.write(painter, theme, first, self._day(wide, bold=on), ink, size=13, bold=on)
        if self.load.day == self._today:
            self._beside(painter, first, tr("今天"), told, ink, bold=on)
        figure = QRect(pad, px(32), wide, px(30))
        told = paint.write(painter, theme, figure, f"{self.load.many:,}", t.ink, size=self._size(wide), serif=True)
        if self.load.birthdays:
            self._beside(painter, figure, trn("生日 {n} 位", self.load.birthdays), told, t.seal)
        self._draw_bar(painter, QRect(pad, self.height() - px(20), wide, px(8)), on)

    def _beside(self, painter: QPainter, box: QRect, words: str, told: int, ink: str, *, bold: bool = False) -> None:
        """At the right, whole or not at all: who can't see it is told it, and the bar is red."""
        if told + self.theme.px(8) + self.theme.metrics(13, bold=bold).horizontalAdvance(words) <= box.width():
            paint.write(painter, self.theme, box, words, ink, size=13, bold=bold, align=paint.RIGHT)

    def _draw_bar(self, painter: QPainter, bar: QRect, on: bool) -> None:
        theme, t = self.theme, self.theme.tokens
        paint.rounded(painter, theme, bar, 4, fill=t.raised if on else t.sunk)
        full = round(bar.width() * min(1.0, self.load.many / self._most))
        born = round(full * self.load.birthdays / self.load.many) if self.load.many else 0
        if full:
            paint.rounded(painter, theme, QRect(bar.left(), bar.top(), max(full, bar.height()), bar.height()), 4, fill=t.accent)
        if born:
            left = bar.left() + full - born
            paint.rounded(painter, theme, QRect(left, bar.top(), max(born, bar.height()), bar.height()), 4, fill=t.seal)


class WeekStrip(Part):
    """Seven days side by side. ``chosen``: another day; ``used``: by its own keys or the mouse, which are meant to stay
    here; ``left``: ↓, to whoever is due on the day. Arrows move within it, Tab leaves it."""

    said_as = "Grouping"
    chosen = Signal(int)
    used = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("这一周"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells = [DayCell(theme, self) for _ in range(7)]
        across = row(theme, self, gap=6)
        for cell in self.cells:
            across.addWidget(cell, 1)
            cell.clicked.connect(lambda _=False, c=cell: self._clicked(c))

    def show_loads(self, loads: Sequence[Load], today: int, day: int) -> None:
        """These days, ``day`` in hand."""
        most = max((load.many for load in loads), default=1)
        for cell, load in zip(self.cells, loads, strict=True):
            cell.show_load(load, today, most)
        self.choose(day)

    def day(self) -> int:
        """The day in hand."""
        return next((cell.load.day for cell in self.cells if cell.isChecked()), self.cells[0].load.day)

    def choose(self, day: int) -> None:
        """Put ``day`` in hand without telling anyone; where the keyboard comes in is there."""
        for cell in self.cells:
            cell.setChecked(cell.load.day == day)
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell.isChecked() else Qt.FocusPolicy.ClickFocus)

    def step(self, by: int) -> None:
        """The next day, or the one before."""
        days = [cell.load.day for cell in self.cells]
        place = days.index(self.day()) + by
        if 0 <= place < len(days):
            self._take(self.cells[place])

    def _clicked(self, cell: DayCell) -> None:
        self.used.emit()
        self._take(cell)

    def has_focus(self) -> bool:
        """Whether the keyboard is on one of the days."""
        return any(cell.hasFocus() for cell in self.cells)

    def _take(self, cell: DayCell) -> None:
        held = self.has_focus()
        self.choose(cell.load.day)
        if held:
            cell.setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(cell.load.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and →, Home and End; ↓."""
        by = STEPS.get(Qt.Key(event.key()))
        if event.modifiers() or (by is None and event.key() != Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        self.used.emit()
        if by is None:
            self.left.emit()
        elif abs(by) == 1:
            self.step(by)
        else:
            self._take(self.cells[0 if by < 0 else -1])

    def take_focus(self) -> None:
        """On the day in hand."""
        next((cell for cell in self.cells if cell.isChecked()), self.cells[0]).setFocus(Qt.FocusReason.OtherFocusReason)
