"""The grid R by F: how lately and how often, in fifths; darker where more customers are."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import clauses, tr, trn
from kyuanbook.rules.rfm import FIFTHS
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.tokens import Tokens
from kyuanbook.ui.kit.words import no_lone_end

CELL: Final = 44  # px high
LEFT: Final = 148  # px at most for what the lines are called
LETTER: Final = 28  # … of which R1 takes
FOOT: Final = 42
TWO_LINES: Final = int((Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop).value) | int(Qt.TextFlag.TextWordWrap.value)
GAP: Final = 3
STEPS: Final = (0.06, 0.2, 0.45, 0.75)  # of the fullest cell
MIXED: Final = (0.0, 0.13, 0.26, 0.39)  # of accent in accent_t: words in ink stay readable on all of them
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def shade(tokens: Tokens, count: int, most: int) -> tuple[str, str]:
    """(ground, ink) of a cell."""
    if not count:
        return tokens.sheet, tokens.ink3
    step = sum(count > share * most for share in STEPS)
    if step == len(MIXED):
        return tokens.accent, tokens.on_accent
    return _mixed(tokens.accent_t, tokens.accent, MIXED[step]), tokens.ink


def _mixed(one: str, other: str, share: float) -> str:
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


class Cell(Pressable):
    """One place of the grid."""

    def __init__(self, theme: Theme, r: int, f: int, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.at = (r, f)
        self.count, self.most = 0, 0

    def show_count(self, count: int, most: int, said: str) -> None:
        """``most``: of the fullest cell; ``said``: whom it holds, in words."""
        self.count, self.most = count, most
        self.setAccessibleName(f"R{self.at[0]} F{self.at[1]} {trn('{n} 位', count)}")
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.setEnabled(bool(count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and number."""
        painter, theme, t = QPainter(self), self.theme, self.theme.tokens
        ground, ink = shade(t, self.count, self.most)
        edge = t.edge if self.underMouse() and self.isEnabled() else t.rule if not self.count else ""
        paint.rounded(painter, theme, self.rect(), 4, fill=ground, edge=edge)
        words = f"{self.count:,}" if self.count else "0"
        paint.write(painter, theme, self.rect(), words, ink, bold=self.hasFocus(), align=paint.CENTRE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Ctrl Enter are the grid's."""
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in keys or (event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrows go on from here."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)


class RfmGrid(Part):
    """Arrows move within it, Tab leaves it. ``people_wanted``, ``list_wanted``: (R, F)."""

    people_wanted = Signal(int, int)
    list_wanted = Signal(int, int)
    said_as = "Grouping"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("最近和次数的格子"))
        self.cells = {(r, f): Cell(theme, r, f, self) for r in range(FIFTHS, 0, -1) for f in range(1, FIFTHS + 1)}
        self._lately: dict[int, str] = {}
        self._often: dict[int, str] = {}
        for cell in self.cells.values():
            cell.clicked.connect(lambda _=False, at=cell.at: self.people_wanted.emit(*at))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._take_turns(None)

    def show_grid(self, grid: Mapping[tuple[int, int], int], lately: Mapping[int, str], often: Mapping[int, str]) -> None:
        """``lately``, ``often``: the limits of each fifth in words."""
        self._lately, self._often = dict(lately), dict(often)
        most = max(grid.values(), default=0)
        for (r, f), cell in self.cells.items():
            cell.show_count(grid.get((r, f), 0), most, clauses((lately.get(r, ""), often.get(f, ""))))
        self._take_turns(next((at for at, cell in self.cells.items() if cell.hasFocus()), None))
        self._place()
        self.updateGeometry()
        self.update()

    def _take_turns(self, held: tuple[int, int] | None) -> None:
        """One cell at a time takes Tab."""
        some = [at for at, cell in self.cells.items() if cell.isEnabled()]
        first = held if held in some else next(iter(some), (FIFTHS, FIFTHS))
        for at, cell in self.cells.items():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == first else Qt.FocusPolicy.ClickFocus)

    def held(self) -> tuple[int, int] | None:
        """The cell with the focus."""
        return next((at for at, cell in self.cells.items() if cell.hasFocus()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows: the next cell that holds somebody. Ctrl Enter: its list."""
        at = self.held()
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if at is not None and step is not None:
            self._go(at, step)
        elif at is not None and event.key() in ENTER:
            self.list_wanted.emit(*at)
        else:
            super().keyPressEvent(event)

    def _go(self, at: tuple[int, int], step: tuple[int, int]) -> None:
        there = (at[0] + step[0], at[1] + step[1])
        while there in self.cells and not self.cells[there].isEnabled():
            there = (there[0] + step[0], there[1] + step[1])
        if there in self.cells:
            self._take_turns(there)
            self.cells[there].setFocus(Qt.FocusReason.TabFocusReason)

    # as it stands --------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Five lines and the foot."""
        px = self.theme.px
        return QSize(self._left() + FIFTHS * px(72), FIFTHS * px(CELL + GAP) + self._foot())

    def minimumSizeHint(self) -> QSize:
        """Its lines are never cut."""
        return QSize(self._left() + FIFTHS * self._least(), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Share the width out."""
        self._place()
        self.updateGeometry()

    def restyle(self) -> None:
        """Follow the scale."""
        self._place()

    def _foot(self) -> int:
        """px of the foot: of one more line where the words under a column find no room on one."""
        words, room = self.theme.metrics(13).horizontalAdvance, self._wide() - self.theme.px(GAP)
        return self.theme.px(FOOT if all(words(often) <= room for often in self._often.values()) else FOOT + 20)

    def _left(self) -> int:
        """px that what the lines are called takes."""
        words = self.theme.metrics(13).horizontalAdvance
        longest = max(map(words, self._lately.values()), default=0)
        return min(self.theme.px(LEFT), self.theme.px(LETTER + 8) + longest)

    def _least(self) -> int:
        """px of a cell whose number stands whole."""
        words = self.theme.metrics(14, bold=True).horizontalAdvance
        return max(words(f"{cell.count:,}") for cell in self.cells.values()) + self.theme.px(GAP + 8)

    def _wide(self) -> int:
        return (self.width() - self._left()) // FIFTHS

    def _place(self) -> None:
        px, wide, left = self.theme.px, self._wide(), self._left()
        for (r, f), cell in self.cells.items():
            x, y = left + (f - 1) * wide, (FIFTHS - r) * px(CELL + GAP)
            cell.setGeometry(x, y, wide - px(GAP), px(CELL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """What the lines and columns are."""
        painter, theme, t, px, wide = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self._wide()
        for r in range(1, FIFTHS + 1):
            y, letter = (FIFTHS - r) * px(CELL + GAP), f"R{r}"
            paint.write(painter, theme, QRect(0, y, px(26), px(CELL)), letter, t.ink, size=13, bold=True)
            box = QRect(px(LETTER), y, self._left() - px(LETTER + 6), px(CELL))
            paint.write(painter, theme, box, self._lately.get(r, ""), t.ink2, size=13)
        y = FIFTHS * px(CELL + GAP)
        for f in range(1, FIFTHS + 1):
            x = self._left() + (f - 1) * wide
            box, letter = QRect(x, y, wide - px(GAP), px(20)), f"F{f}"
            paint.write(painter, theme, box, letter, t.ink, size=13, bold=True, align=paint.CENTRE)
            box.translate(0, px(20))
            often = self._often.get(f, "")
            if self._foot() > px(FOOT):
                box.setHeight(px(40))
                paint.write_lines(painter, theme, box, no_lone_end(often), t.ink2, size=13, flags=TWO_LINES)
            else:
                paint.write(painter, theme, box, often, t.ink2, size=13, align=paint.CENTRE)
