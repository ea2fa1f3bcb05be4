"""The table of 来源报表: a head that sorts, a figure in each field, each opens the people behind it; the total below."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

from kyuanbook.book.queries.sources import Report, SourceRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.source_words import detail_words, figure_words
from kyuanbook.rules.sources import Column, Figures, Value, Why, ordered, value
from kyuanbook.ui.analysis.cells import Cells
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme

HEAD: Final = 36
ROW: Final = 36
SWATCH: Final = 10
NAME: Final = (120, 200)  # px of the names, least and most
PAD: Final = 18
NAMED, MORE = "name", "more"  # the columns that are no figure: who, and how many more than the period before
Key = Column | str
DROP: Final = (  # left out where there is no room for all, the first first; all are told below the table
    Column.TAKEN, Column.EXPECTED, Column.BASKET, Column.PAYBACK, Column.EACH, Column.PROSPECTS, Column.LOYAL,
    Column.CONVERSION, Column.CAC, MORE, Column.LAPSED, Column.COST, Column.AGAIN, Column.ROI, Column.WON,
)  # fmt: skip
FEW: Final = (  # what an owner goes by; the others are a switch away
    NAMED, Column.WON, Column.AGAIN, Column.REVENUE, Column.COST, Column.CAC, Column.ROI, MORE
)  # fmt: skip
PEOPLE: Final[dict[Column, Callable[[Figures], Sequence[int]]]] = {
    Column.PROSPECTS: lambda one: one.prospects, Column.CONVERSION: lambda one: one.converted,
    Column.AGAIN: lambda one: one.again, Column.LOYAL: lambda one: one.loyal, Column.LAPSED: lambda one: one.lapsed,
}  # fmt: skip
"""Who stands behind a figure; behind all others those who were won."""


def word(key: Key) -> str:
    """What stands over a column."""
    if isinstance(key, Column):
        return say(key.label)
    return tr("比上期") if key == MORE else tr("来源")


def people(one: Figures, key: Key) -> tuple[int, ...]:
    """Who stands behind a figure."""
    found = PEOPLE[key](one) if isinstance(key, Column) and key in PEOPLE else one.won
    return tuple(found)


class ReportTable(Cells):
    """Row 0 is the head, the last the total. ``sorted_by``: a column was chosen; ``pointed``: another field is in hand."""

    sorted_by = Signal(str)
    pointed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.report: Report | None = None
        self.rows: tuple[SourceRow, ...] = ()
        self.keys: tuple[Key, ...] = ()
        self._widths: tuple[int, ...] = ()
        self.whole = False
        self.sort: Key = Column.REVENUE
        self.down = True
        self.at = (1, 0)  # the head is above
        self.opened.connect(self._opened)

    # what is shown -----------------------------------------------------------------------------------------------------

    def show_report(self, found: Report) -> None:
        """This; in the order it had."""
        self.report = found
        self._order()

    def all_keys(self) -> tuple[Key, ...]:
        """Every column there is to show; without a period before there is nothing to compare, and all was taken in it."""
        compares = self.report is not None and self.report.total_before is not None
        figures = tuple(column for column in Column if compares or column is not Column.TAKEN)
        return (NAMED, *figures, MORE) if compares else (NAMED, *figures)

    def show_whole(self, whole: bool) -> None:
        """Every column, or the few an owner goes by; the one it is sorted by is always there."""
        self.whole = whole
        self._fit()
        self.at = (self.at[0], min(self.at[1], max(0, len(self.keys) - 1)))
        self.shown_anew()
        self.pointed.emit()

    def wanted_keys(self) -> tuple[Key, ...]:
        """The columns to be shown, if there is room."""
        return tuple(key for key in self.all_keys() if self.whole or key in FEW or key == self.sort)

    def sort_by(self, key: Key, down: bool | None = None) -> None:
        """By another column, the most first; once more, the other way round."""
        self.down = down if down is not None else (not self.down if key == self.sort else key != NAMED)
        self.sort = key
        self._order()
        self.sorted_by.emit(str(key))

    def _order(self) -> None:
        if self.report is None:
            return
        rows = {row.group: row for row in self.report.rows}
        if isinstance(self.sort, Column):
            figures = {group: row.now for group, row in rows.items()}
            groups = ordered(figures, self.sort, self.down, {group: row.place for group, row in rows.items()})
            self.rows = tuple(rows[group] for group in groups)
        else:
            more = self.sort == MORE
            found = sorted(rows.values(), key=lambda row: (_more(row), -row.place) if more else (row.place, 0), reverse=self.down)
            self.rows = tuple(found)
        self._fit()
        self.shown_anew()
        self.pointed.emit()

    def figures(self, row: int) -> tuple[str, Figures, Figures | None]:
        """(name, figures, those of the period before) of a row below the head."""
        assert self.report is not None
        if row > len(self.rows):
            return tr("合计"), self.report.total, self.report.total_before
        one = self.rows[row - 1]
        return one.name, one.now, one.before

    def text(self, row: int, key: Key) -> str:
        """What stands in a field."""
        if row == 0:
            arrow = (" ↓" if self.down else " ↑") if key == self.sort else ""
            return word(key) + arrow
        name, now, before = self.figures(row)
        if key == NAMED:
            return name
        if isinstance(key, Column):
            return say(figure_words(now, key, amount_words))
        more = len(now.won) - (len(before.won) if before is not None else 0)
        return f"+{more:,}" if more > 0 else f"−{-more:,}" if more else tr("一样")

    def detail(self, row: int, key: Key) -> str:
        """How the figure was counted or why it is not known, and what it was in the period before."""
        if row == 0 or self.report is None:
            return ""
        _, now, before = self.figures(row)
        if not isinstance(key, Column):
            return trn("上期 {n} 位", len(before.won)) if before is not None else ""
        how = detail_words(now, key, self.report.horizon)
        was = tr("上期 {figure}", figure=say(figure_words(before, key, amount_words))) if before is not None else ""
        return clauses((say(how) if how is not None else "", was))

    # as cells ----------------------------------------------------------------------------------------------------------

    def size_in_cells(self) -> tuple[int, int]:
        """The head, a row each, the total."""
        return (len(self.rows) + 2, len(self.keys)) if self.rows else (0, 0)

    def key(self) -> Key:
        """The column in hand."""
        return self.keys[self.at[1]] if self.keys else NAMED

    def said(self, row: int, place: int) -> str:
        """``抖音，转化率 38%，100 位里 38 位……``."""
        key = self.keys[place]
        if row == 0:
            return tr("按{column}排", column=word(key))
        name = self.figures(row)[0]
        figure = "" if key == NAMED else f"{word(key)} {self.text(row, key)}"
        return clauses((name, figure, self.detail(row, key)))

    def opens(self, row: int, place: int) -> bool:
        """The head sorts; a figure opens those behind it."""
        return row == 0 or bool(people(self.figures(row)[1], self.keys[place]))

    def _opened(self, row: int, place: int) -> None:
        if row == 0:
            self.sort_by(self.keys[place])

    def _say(self) -> None:
        super()._say()
        self.pointed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in every table Ctrl ← → sorts by another column, Ctrl ↑ ↓ upward and downward; the field in hand stays in view."""
        key, all_keys = Qt.Key(event.key()), self.wanted_keys()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                step = 1 if key == Qt.Key.Key_Right else -1
                self.sort_by(all_keys[(all_keys.index(self.sort) + step) % len(all_keys)], True)
            elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.sort_by(self.sort, key == Qt.Key.Key_Down)
            else:
                super().keyPressEvent(event)
            return
        super().keyPressEvent(event)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, Area):
            holder = holder.parentWidget()
        if isinstance(holder, Area) and self.keys:
            middle = self.mapTo(holder.widget(), self.box(*self.at).center())
            holder.ensureVisible(middle.x(), middle.y(), 0, self.theme.px(ROW))

    # how it looks ------------------------------------------------------------------------------------------------------

    def _width(self, key: Key) -> int:
        """px in which neither head nor figure of a column is cut."""
        bold, px = self.theme.metrics(14, bold=True), self.theme.px
        texts = [self.text(row, key) for row in range(len(self.rows) + 2)]
        widest = max(bold.horizontalAdvance(text) for text in texts)
        if key != NAMED:
            return widest + px(PAD)
        return max(px(NAME[0]), min(px(NAME[1]), widest + px(SWATCH + 16 + PAD)))

    def _fit(self) -> None:
        """The columns there is room for."""
        if not self.rows:
            self.keys = ()
            return
        widths = {key: self._width(key) for key in self.wanted_keys()}
        for key in DROP:
            if self.width() <= 0 or sum(widths.values()) <= self.width():
                break
            if key != self.sort:
                widths.pop(key, None)
        over = sum(widths.values()) - self.width()
        if self.width() > 0 and over > 0:  # at the largest type in the smallest window names give way
            widths[NAMED] = max(self.theme.px(60), widths[NAMED] - over)
        self.keys, self._widths = tuple(widths), tuple(widths.values())

    def box(self, row: int, place: int) -> QRect:
        """Names at the left, figures up to the right edge, what room is left over shared out."""
        px, figures = self.theme.px, max(1, len(self._widths) - 1)
        each = max(0, self.width() - sum(self._widths)) // figures
        left = 0 if not place else self.width() - sum(self._widths[place:]) - each * (len(self._widths) - place)
        wide = self._widths[place] + (each if place else 0)
        return QRect(left, self._top(row), wide, px(HEAD if row == 0 else ROW))

    def _top(self, row: int) -> int:
        return 0 if row == 0 else self.theme.px(HEAD) + self.theme.px(ROW) * (row - 1)

    def sizeHint(self) -> QSize:
        """A head, a row each, the total."""
        return QSize(self.theme.px(640), self._top(len(self.rows) + 2) + 1)

    def minimumSizeHint(self) -> QSize:
        """Names and three figures."""
        return QSize(self.theme.px(344), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns find room."""
        super().resizeEvent(event)
        self._fit()
        self.shown_anew()

    def restyle(self) -> None:
        """In another size."""
        if getattr(self, "report", None) is not None:
            self._fit()
            self.shown_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The head over a margin rule, rows over hairlines, the total bold."""
        if not self.rows:
            return
        painter, theme, t = QPainter(self), self.theme, self.theme.tokens
        for row in range(len(self.rows) + 2):
            for place, key in enumerate(self.keys):
                self.ground(painter, row, place)
                self._paint_cell(painter, row, place, key)
            bottom = self._top(row + 1) - 1
            heavy = row in (0, len(self.rows))
            paint.rule(painter, theme, 0, bottom, self.width(), t.margin if heavy else t.rule)

    def _paint_cell(self, painter: QPainter, row: int, place: int, key: Key) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        box, total = self.box(row, place), row > len(self.rows)
        text, bold = self.text(row, key), key == self.sort or total
        if row == 0:
            ink, size = (t.ink if key == self.sort else t.ink2), 13
        else:
            size, ink = 14, t.ink if key == NAMED or total or key == self.sort else self._tone(row, key)
        if key == NAMED:
            left = px(SWATCH + 16)
            if 0 < row <= len(self.rows) and self.rows[row - 1].family:
                self._swatch(painter, box, self.rows[row - 1].family)
            box = box.adjusted(left if row else px(6), 0, -px(6), 0)
            paint.write(painter, theme, box, text, ink, size=size, bold=bold)
        else:
            paint.write(painter, theme, box.adjusted(0, 0, -px(8), 0), text, ink, size=size, bold=bold, align=paint.RIGHT)

    def _tone(self, row: int, key: Key) -> str:
        t = self.theme.tokens
        if not isinstance(key, Column):
            return t.ink2
        _, now, _ = self.figures(row)
        found: Value = value(now, key)
        if key is Column.ROI and found.number is not None and found.number < 0:
            return t.seal
        if found.number is None:
            return t.seal if found.why is Why.NONE_WON else t.ink3
        return t.ink

    def _swatch(self, painter: QPainter, box: QRect, family: str) -> None:
        px, colour = self.theme.px, self.theme.tokens.families.get(family, self.theme.tokens.edge)
        square = QRect(box.left() + px(6), box.center().y() - px(SWATCH) // 2 + 1, px(SWATCH), px(SWATCH))
        painter.fillRect(square, self.theme.colour(colour))
        brush = {
            "online": Qt.BrushStyle.BDiagPattern, "partner": Qt.BrushStyle.Dense6Pattern, "content": Qt.BrushStyle.VerPattern,
            "offline": Qt.BrushStyle.HorPattern,
        }.get(family)  # fmt: skip
        if brush is not None:
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            pattern = painter.brush()
            pattern.setColor(self.theme.colour(self.theme.tokens.sheet))
            painter.fillRect(square, pattern)
            painter.restore()


def _more(row: SourceRow) -> int:
    return len(row.now.won) - (len(row.before.won) if row.before is not None else 0)
