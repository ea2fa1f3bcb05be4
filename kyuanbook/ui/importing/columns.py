"""The first rows of a table as read, over each column what it is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import listed, say, tr
from kyuanbook.rules.custom import FieldRow, problem_name
from kyuanbook.rules.import_heads import FIELDS, LEAVE, NEW_FIELD, TO_NOTE, label
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.privacy import DOTS, privacy
from kyuanbook.ui.kit.scroll import Area, QuietScrollBar
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

SHOWN: Final = 4  # rows
LINE: Final = 26
LEAST, GAP = 150, 16
BAR: Final = 14
TOLD: Final = frozenset({"name", "alias", "sex", "tags", "source", "referrer"})  # in private too


class Cells(Part):
    """A column's first cells, one below the other; quiet where the column is left out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.cells: tuple[str, ...] = ()
        self.quiet = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_cells(self, cells: Sequence[str], *, quiet: bool) -> None:
        """These."""
        self.cells, self.quiet = tuple(" ".join(cell.split()) for cell in cells), quiet
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self.theme.px(LEAST), self.theme.px(LINE * SHOWN))

    def minimumSizeHint(self) -> QSize:
        """A long cell is cut."""
        return QSize(0, self.theme.px(LINE * SHOWN))

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line each over a rule."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        for place in range(SHOWN):
            box = QRect(0, place * px(LINE), self.width(), px(LINE))
            if place < len(self.cells):
                paint.write(painter, theme, box, self.cells[place], t.ink3 if self.quiet else t.ink)
            paint.rule(painter, theme, 0, box.bottom(), box.width(), t.rule)


class ColumnPart(Part):
    """One column: what it is called, what it is, what stands in it."""

    chosen = Signal(int, str)

    def __init__(self, theme: Theme, place: int, choices: Sequence[Choice]) -> None:
        super().__init__(theme)
        self.head = Label(theme, "", size=13, ink="ink2")
        self.what = Combo(theme, choices, small=True)
        self.what.chosen.connect(lambda key: self.chosen.emit(place, key))
        self.what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells = Cells(theme)
        down = column(theme, self, gap=6)
        down.addWidget(self.head)
        down.addWidget(self.what)
        down.addWidget(self.cells)

    def show_column(self, head: str, key: str, cells: Sequence[str]) -> None:
        """As it is read now."""
        self.head.set_text(head)
        self.what.choose(key)
        self.what.setAccessibleName(tr("“{head}”这一列是什么", head=head))
        self.what.setAccessibleDescription(listed(cell for cell in cells if cell))
        self.cells.show_cells(cells, quiet=key == LEAVE)

    def least_width(self) -> int:
        """Wide enough to read, and for the word that is chosen."""
        return max(self.theme.px(LEAST), self.what.minimumSizeHint().width())


class Columns(Area):
    """All columns side by side, as many as find room uncut, the others scrolled to one by one. ``chosen``: (place, key)."""

    chosen = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.parts: list[ColumnPart] = []
        self.setAccessibleName(tr("表里的列"))
        self.setHorizontalScrollBar(QuietScrollBar(Qt.Orientation.Horizontal))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(QWidget())
        self._step = 1
        theme.changed.connect(self._fit)
        self.resized.connect(self._fit)
        self.horizontalScrollBar().valueChanged.connect(self._settle)

    def make(self, many: int, fields: Sequence[FieldRow]) -> None:
        """So many columns, each with all that it can be."""
        inside = QWidget()
        across = row(self.theme, inside, gap=GAP, margins=(0, 0, 0, BAR))
        choices = what_choices(fields)
        self.parts = [ColumnPart(self.theme, place, choices) for place in range(many)]
        for part in self.parts:
            part.chosen.connect(self.chosen)
            across.addWidget(part)
        across.addStretch(1)
        self.setWidget(inside)
        self._fit()

    def show_table(self, heads: Sequence[str], keys: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """What is read and what each column is."""
        for place, part in enumerate(self.parts):
            cells = [line[place] if place < len(line) else "" for line in lines[:SHOWN]]
            if privacy.on and keys[place] not in TOLD:
                cells = [cell and DOTS for cell in cells]
            part.show_column(heads[place], keys[place], cells)
        self._fit()

    def _fit(self) -> None:
        inside, gap, room = self.widget(), self.theme.px(GAP), self.viewport().width()
        if inside is None or not self.parts:
            return
        least = max(part.least_width() for part in self.parts)
        beside = max(1, min(len(self.parts), (room + gap) // (least + gap)))
        wide = max(least, (room + gap) // beside - gap) if beside < len(self.parts) else least
        for part in self.parts:
            part.setFixedWidth(wide)
        self._step = wide + gap
        self.horizontalScrollBar().setSingleStep(self._step)
        self.setFixedHeight(inside.sizeHint().height())

    def _settle(self, value: int) -> None:
        """No column stands half in sight."""
        bar = self.horizontalScrollBar()
        whole = min(bar.maximum(), round(value / self._step) * self._step)
        if whole != value:
            bar.setValue(whole)

    def first(self) -> QWidget | None:
        """The first column's choice."""
        return self.parts[0].what if self.parts else None


def what_choices(fields: Sequence[FieldRow]) -> list[Choice]:
    """What a column can be, the owner's own fields among them."""
    own = [Choice(problem_name(field.id), field.name) for field in fields]
    usual = [Choice(key, say(label(key))) for key in FIELDS]
    last = [Choice(key, say(label(key))) for key in (TO_NOTE, NEW_FIELD)]
    return [Choice(LEAVE, say(label(LEAVE))), *usual, *own, *last]
