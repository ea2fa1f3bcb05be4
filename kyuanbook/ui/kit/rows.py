"""Ruled lists: two lines a row (today's calls) or one (birthdays, just in, a card's time line)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from weakref import WeakSet

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from kyuanbook.language import clauses
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.ahead import Ahead
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.rare import Delegate
from kyuanbook.ui.kit.row_kinds import GroupHead, Index, OneLine, Row, RowsModel, TwoLine
from kyuanbook.ui.kit.scroll import QuietScrollBar
from kyuanbook.ui.kit.theme import Theme

__all__ = ["INSET", "ONE", "TWO", "GroupHead", "OneLine", "Row", "Rows", "RowsDelegate", "TwoLine"]

INSET: Final = 12  # the list reaches so far beyond its page column at each side: lay it in a Bleed
BAR: Final = 3
TWO: Final = 60
ONE: Final = 38
TIGHT: Final = 620
LEAST_NOTE: Final = 44  # of a note: less says nothing
LEAST_NAME: Final = 64  # of a name that stays, whatever stands at the end of its line


_lists: Final = WeakSet["Rows"]()


class RowsDelegate(Delegate):
    """Paints the three kinds of rows."""

    def __init__(self, theme: Theme, view: "Rows") -> None:
        super().__init__(theme, view)
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """60, 38 or 32 high."""
        return QSize(self.theme.px(120), self.view.row_height(self.view.rows.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, rule, then the row's own words."""
        theme, t, px, view = self.theme, self.theme.tokens, self.theme.px, self.view
        rect: QRect = option.rect
        row = view.rows.rows[index.row()]
        inset = px(INSET) if view.inset else 0
        box = rect.adjusted(inset, 0, -inset, 0)
        if view.shows_current and index.row() == view.currentIndex().row():
            paint.fill(painter, theme, rect, t.accent_t)
            paint.fill(painter, theme, QRect(rect.left(), rect.top(), px(BAR), rect.height()), t.accent)
        elif index.row() == view.hovered and not isinstance(row, GroupHead):
            paint.fill(painter, theme, rect, t.sunk)
        paint.rule(painter, theme, box.left(), box.bottom(), box.width(), t.rule)
        self.draw(painter, box, row)

    def draw(self, painter: QPainter, box: QRect, row: Row) -> None:
        """The words of a row."""
        theme, t, px, view = self.theme, self.theme.tokens, self.theme.px, self.view
        if isinstance(row, TwoLine):
            self._draw_two(painter, box, row)
        elif isinstance(row, OneLine):
            below = view.below(row)
            if below is not None:
                size, ink = (note_size(row), t.ink2) if row.note else (15, t.ink)
                folded, words = below.translated(box.left(), box.top()), view.words_below(row)
                paint.write_lines(painter, theme, folded, words, ink, size=size, bold=not row.note and row.bold)
                row = row._replace(note="", end=row.end if words == row.note else "") if row.note else row._replace(name="")
                box = QRect(box.left(), box.top(), box.width(), px(view.height_of_one))
            self._draw_one(painter, box, row)
        elif isinstance(row, GroupHead):
            x = paint.write(painter, theme, box, row.text, t.ink2, size=13, bold=True) + px(8)
            paint.write(painter, theme, box.adjusted(x, 0, 0, 0), row.note, t.ink2, size=13)

    def _draw_two(self, painter: QPainter, box: QRect, row: TwoLine) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        upper = QRect(box.left(), box.top() + px(8), box.width(), px(24))
        lower = QRect(box.left(), box.top() + px(31), box.width(), px(22))
        paint.write(painter, theme, upper, row.money, t.ink, size=15, align=paint.RIGHT)
        free = upper.adjusted(0, 0, -px(84), 0)
        phone = paint.write(painter, theme, free, row.phone, t.ink, size=15, align=paint.RIGHT)
        paint.write(painter, theme, upper, row.number, t.ink3, size=13)
        left, end = box.left() + px(26), free.right() - phone - px(12)
        if self._holds_actions(row):
            end = min(end, self.view.actions_left())
        beside = px(14) + shapes.word_width(theme, row.stage, pinned=row.pinned) if row.stage else 0
        x = left + paint.write(
            painter, theme, QRect(left, upper.top(), max(0, end - left - beside), upper.height()), row.name, t.ink,
            size=16, bold=True,
        )  # fmt: skip
        if row.stage:
            word = shapes.word_width(theme, row.stage, pinned=row.pinned)
            x = max(x + px(14), min(left + px(75), end - word))
            stage = QRect(x, upper.top(), max(0, end - x), upper.height())
            if word <= stage.width() + 1:
                shapes.draw_word(painter, theme, stage, row.stage, pinned=row.pinned)
            else:  # the shape alone: the reason below says what it is
                shapes.draw_mark(painter, theme, x, upper.center().y() + 1, row.stage, theme.stage(row.stage).word, 13)
        end = min(box.right(), self.view.actions_left()) if self._holds_actions(row) else box.right()
        last = theme.metrics(13).horizontalAdvance(row.last) + px(12)
        if left + theme.metrics(14).horizontalAdvance(row.reason) + last <= box.right():  # the reason comes first
            end = min(end, box.right() - last)
            paint.write(painter, theme, lower, row.last, t.ink2, size=13, align=paint.RIGHT)
        paint.write(painter, theme, QRect(left, lower.top(), max(0, end - left), lower.height()), row.reason, t.ink2)

    def _holds_actions(self, row: TwoLine) -> bool:
        return row.id == self.view.current_id() and self.view.has_actions()

    def _draw_one(self, painter: QPainter, box: QRect, row: OneLine) -> None:
        theme, t, px, view = self.theme, self.theme.tokens, self.theme.px, self.view
        lead_ink = t.seal if row.urgent else t.ink2
        lead_room, end_room = view.columns()
        lead = QRect(box.left(), box.top(), lead_room, box.height())
        paint.write(painter, theme, lead, row.lead, lead_ink, size=view.lead_size, bold=row.urgent)
        ink, size = (t.ink, 15) if row.end.startswith("¥") else (t.ink2, 13)
        bold = row.bold or row.urgent
        name = min(theme.metrics(15, bold=bold).horizontalAdvance(row.name), px(LEAST_NAME))
        left = lead.right() + 1 + (px(18 + 12) if row.icon else 0)
        free = box.right() - px(12) - left - name - (px(8) + shapes.word_width(theme, row.stage, size=13) if row.stage else 0)
        end = box.right() - px(12)
        if row.end.startswith("¥") or theme.metrics(size).horizontalAdvance(row.end) <= free:  # who it is comes before when
            end -= paint.write(painter, theme, box, row.end, ink, size=size, align=paint.RIGHT)
        if row.middle and end_room + theme.metrics(13).horizontalAdvance(row.middle) <= free:
            middle = QRect(box.left(), box.top(), box.width() - end_room, box.height())
            end = (
                middle.right()
                - px(12)
                - paint.write(painter, theme, middle, row.middle, t.ink2, size=13, align=paint.RIGHT)
            )
        x = lead.right() + 1
        if row.icon:
            x += paint.image(painter, theme, x, box.center().y() + 1, row.icon, getattr(t, row.icon_ink)) + px(12)
        stage = px(8) + shapes.word_width(theme, row.stage, size=13) if row.stage else 0
        note = px(15) + theme.metrics(note_size(row)).horizontalAdvance(row.note) if row.note else 0
        stage = stage if end - x - stage >= name else 0  # whole or not at all
        whole = end - x - stage  # a long name gives way to the stage, and to a note that is not longer still
        room = QRect(x, box.top(), max(0, min(whole, max(whole - note, name, (end - x) * 45 // 100))), box.height())
        x += paint.write(painter, theme, room, row.name, t.ink, size=15, bold=bold)
        if stage:
            room = QRect(x + px(8), box.top(), max(0, end - x - px(8)), box.height())
            x += px(8) + shapes.draw_word(painter, theme, room, row.stage, size=13)
        room = QRect(x + px(15), box.top(), max(0, end - x - px(15)), box.height())
        fits = room.width() >= note - px(15)
        if fits or (not row.is_whole and room.width() >= px(LEAST_NOTE)):
            paint.write(painter, theme, room, row.note, t.ink2, size=note_size(row))


def note_size(row: OneLine) -> int:
    """px of a note at 100 %."""
    return 14 if row.icon else 13


class Rows(Ahead, QListView):
    """A ruled list. Lay it in a :class:`Bleed` when ``inset``: its current row reaches 12 beyond the column.

    ``opened``: Enter or double click. ``actions`` stand in the current two-line row, in space kept free.
    ``whole``: as high as its rows, the page scrolls; else it scrolls itself.
    """

    opened = Signal(int)
    moved = Signal(int)

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        actions: Sequence[Button] = (),
        inset: bool = True,
        whole: bool = True,
        lead_width: int = 54,
        lead_size: int = 13,
        height: int = ONE,
        fitted: bool = False,
        headed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``lead_width``, ``height``: of one-line rows, at 100 %. ``name`` is said by screen readers.

        ``headed``: buttons in the list's head are about its current row, which stays in hand when one of them is clicked.

        ``fitted``: lead and end of one-line rows are as wide as the longest there is, ``lead_width`` the least.
        """
        super().__init__(parent)
        self.setViewport(QWidget(self))  # ours: to learn the class of Qt's own, PySide would try every widget class there is
        self.theme, self.inset, self.lead_width, self.lead_size = theme, inset, lead_width, lead_size
        self.height_of_one, self._actions = height, tuple(actions)
        self._keyed = True
        self._whole, self._scrolls = whole, not whole
        self._placed: tuple[Button, ...] = ()
        self._fitted, self._columns, self._headed = fitted, (0, 0), headed
        self.shows_current = bool(actions)
        _lists.add(self)
        self.hovered = -1
        self.rows = RowsModel(self)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(RowsDelegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._set_whole(whole)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        for button in self._actions:
            button.setParent(self.viewport())
            button.hide()
        for before, after in pairwise((self, *self._actions)):  # as read: the row, then what to do with it
            self.setTabOrder(before, after)
        self.verticalScrollBar().valueChanged.connect(self._place_actions)
        theme.changed.connect(self.restyle)

    def _set_whole(self, whole: bool) -> None:
        self._whole = whole
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if whole else needed)
        vertical = QSizePolicy.Policy.Fixed if whole else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.updateGeometry()

    def leave_scrolling(self, to_the_page: bool) -> None:
        """Of a list that scrolls by itself: where the page scrolls as well, one bar is enough."""
        if self._scrolls and to_the_page != self._whole:
            self._set_whole(to_the_page)

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()
        self._place_actions()

    def row_height(self, row: Row) -> int:
        """Of one row, in px."""
        high = TWO if isinstance(row, TwoLine) else self.height_of_one if isinstance(row, OneLine) else 33
        below = self.below(row) if isinstance(row, OneLine) else None
        return self.theme.px(high) if below is None else below.bottom() + self.theme.px(9)

    def below(self, row: OneLine) -> QRect | None:
        """Where a note that folds stands, from the row's own corner, or a name without one; None while it has room."""
        if not row.folds:
            return None
        px, metrics = self.theme.px, self.theme.metrics
        left, room = self._room(row)
        note = px(15) + metrics(note_size(row)).horizontalAdvance(row.note) if row.note else 0
        if self._beside(row) + note <= room - px(12):
            return None
        words = metrics(note_size(row)) if row.note else metrics(15, bold=row.bold or row.urgent)
        wide = QRect(0, 0, max(room, px(LEAST_NAME)), px(4000))
        high = words.boundingRect(wide, paint.WRAPPED, self.words_below(row)).height()
        return QRect(left, px(self.height_of_one - 8) if row.note else px(8), wide.width(), high)

    def words_below(self, row: OneLine) -> str:
        """What stands there: the note, with the end where that would cut the name; or the name."""
        no_end = bool(row.end) and not row.end.startswith("¥") and self._beside(row) > self._room(row)[1] - self.theme.px(12)
        return clauses((row.note, row.end)) if row.note and no_end else row.note or row.name

    def _room(self, row: OneLine) -> tuple[int, int]:
        """(left end, px) of what stands behind lead and icon."""
        left = self.columns()[0] + (self.theme.px(18 + 12) if row.icon else 0)
        return left, self.viewport().width() - (2 * self.theme.px(INSET) if self.inset else 0) - left

    def _beside(self, row: OneLine) -> int:
        """px of name, stage and end."""
        px, metrics = self.theme.px, self.theme.metrics
        end = metrics(15 if row.end.startswith("¥") else 13).horizontalAdvance(row.end)
        end = self.columns()[1] + metrics(13).horizontalAdvance(row.middle) if row.middle else end
        stage = px(8) + shapes.word_width(self.theme, row.stage, size=13) if row.stage else 0
        return metrics(15, bold=row.bold or row.urgent).horizontalAdvance(row.name) + stage + (px(12) + end if end else 0)

    def show_rows(self, rows: Sequence[Row], *, stay: bool = False) -> None:
        """Replace all rows; the current row stays on the same id, else on the same place. ``stay``: scrolled as it was."""
        kept, place, top = self.current_id(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        self._fit()
        if self.shows_current and rows:
            self._put(kept, place)
        if stay and top:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(top)
        self.updateGeometry()
        self._place_actions()

    def columns(self) -> tuple[int, int]:
        """px of the lead with its gap, and of the end with its own, of one-line rows."""
        return self._columns if self._fitted else (self.theme.px(self.lead_width), self.theme.px(90))

    def _fit(self) -> None:
        if not self._fitted:
            return
        px, lines = self.theme.px, [row for row in self.rows.rows if isinstance(row, OneLine)]
        lead, end = self.theme.metrics(self.lead_size), self.theme.metrics(15)
        widest = max((lead.horizontalAdvance(words) for words in {row.lead for row in lines}), default=0)
        last = max((end.horizontalAdvance(words) for words in {row.end for row in lines}), default=0)
        gap, least = (16, 0) if self.theme.compact else (24, 66)
        self._columns = (max(px(self.lead_width), widest + px(gap)), max(px(least), last) + px(gap) if last else 0)

    def _put(self, id_: int | None, place: int) -> None:
        can = [i for i, row in enumerate(self.rows.rows) if not isinstance(row, GroupHead)]
        same = [i for i in can if self._id(i) == id_]
        after = [i for i in can if i >= place] or can[-1:]
        chosen = same[:1] or after[:1]
        if chosen:
            self.setCurrentIndex(self.rows.index(chosen[0]))

    def _id(self, place: int) -> int | None:
        row = self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None
        return None if row is None or isinstance(row, GroupHead) else row.id

    def current_id(self) -> int | None:
        """The id in hand."""
        return self._id(self.currentIndex().row())

    def go_to(self, id_: int) -> None:
        """Put the current row on ``id_``, if it is there."""
        self._put(id_, self.currentIndex().row())

    def sizeHint(self) -> QSize:
        """All rows high when ``whole``."""
        high = sum(self.row_height(row) for row in self.rows.rows)
        return QSize(self.theme.px(280), high if self._whole else min(high, self.theme.px(400)))

    def minimumSizeHint(self) -> QSize:
        """A list that scrolls shows at least three rows."""
        return QSize(self.theme.px(200), self.sizeHint().height() if self._whole else self.theme.px(3 * ONE))

    def has_actions(self) -> bool:
        """Whether buttons stand in the current row."""
        return bool(self._placed)

    def actions_left(self) -> int:
        """Where the first action begins, less a gap, in px."""
        return self._placed[0].x() - self.theme.px(12) if self._placed else self.width()

    def is_tight(self) -> bool:
        """Too narrow for phone and actions side by side: the phone stays, the actions have their keys and the menu."""
        return self.width() < self.theme.px(TIGHT)

    def _fitting(self, room: int) -> tuple[Button, ...]:
        """The actions for which ``room`` px are free beside the row's words: with their keys, without, fewer, none."""
        gap = self.theme.px(8)
        for shown in (self._actions, self._actions[:1]):
            for keys in (True, False):
                if sum(button.width_with_key(keys) + gap for button in shown) <= room:
                    for button in self._actions:  # Enter is of whoever has the focus: an entry beside the list has its own
                        button.spare(key=keys and (self._keyed or button.key != "Enter"))
                    return shown
        return ()

    def _words(self, row: TwoLine) -> int:
        """px of who it is and why: no action stands in their way."""
        who = self.theme.metrics(16, bold=True).horizontalAdvance(row.name)
        who += self.theme.px(14) + shapes.word_width(self.theme, row.stage, pinned=row.pinned) if row.stage else 0
        return max(who, self.theme.metrics(14).horizontalAdvance(row.reason))

    def _place_actions(self) -> None:
        index, px, row = self.currentIndex(), self.theme.px, None
        rect = self.visualRect(index)
        x = rect.right() - px(INSET) - px(84) - px(128)
        if index.isValid() and self.shows_current and not self.is_tight():
            row = self.rows.rows[index.row()]
        words = self._words(row) if isinstance(row, TwoLine) else 0
        self._placed = self._fitting(x - rect.left() - px(INSET + 26) - words - px(12)) if row is not None else ()
        for button in self._actions:
            button.setVisible(button in self._placed)
        for button in reversed(self._placed):
            size = button.sizeHint()
            x -= size.width()
            button.setGeometry(x, rect.center().y() - size.height() // 2 + 1, size.width(), size.height())
            x -= px(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Actions keep their place; in another width other notes fold."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and any(isinstance(r, OneLine) and r.folds for r in self.rows.rows):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        self._place_actions()

    def currentChanged(self, now: Index, before: Index) -> None:
        """Actions go with the current row."""
        super().currentChanged(now, before)
        self._place_actions()
        self.viewport().update()
        if self._whole and self._scrolls and self.hasFocus():
            self._bring_in_sight(self.visualRect(now))
        id_ = self._id(now.row())
        if id_ is not None:
            self.moved.emit(id_)

    def _bring_in_sight(self, box: QRect) -> None:
        """The page follows the arrows; at the first row, with what stands above the list."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            if self.currentIndex().row() == 0:
                area.verticalScrollBar().setValue(0)
            at = self.viewport().mapTo(area.widget(), box.center())
            area.ensureVisible(at.x(), at.y(), 0, box.height() // 2 + 1)

    def _open(self, place: int) -> None:
        id_ = self._id(place)
        if id_ is not None:
            self.opened.emit(id_)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by the keyboard, a list without a current row takes its first. No other list has a row in hand then."""
        self.shows_current = self._keyed = True
        for other in tuple(_lists):  # to look through a whole window for them takes 5 ms
            if other is not self and isValid(other) and other.isVisible() and other.window() is self.window():
                other.let_go()
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self._put(None, 0)
        self._place_actions()
        self.viewport().update()

    def let_go(self) -> None:
        """The row in hand is another list's: no bar, no tint, no actions here."""
        self.shows_current = False
        self._place_actions()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A list without actions shows its current row only while it has the focus."""
        super().focusOutEvent(event)
        menu = event.reason() == Qt.FocusReason.PopupFocusReason  # which is about the row
        self.shows_current = bool(self._actions) or self._headed or menu
        away = event.reason() == Qt.FocusReason.ActiveWindowFocusReason
        self._keyed = menu or away or QApplication.focusWidget() in self._actions
        self._place_actions()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters go on to the frame, which searches."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover marks the row."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is hovered."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()
