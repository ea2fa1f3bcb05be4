"""A table whose columns the owner arranges: widths by their edges, order by dragging, put away and shown by the head's menu."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import QKeyCombination, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.columns import Looks, Space, fitted, lent, widest
from kyuanbook.ui.kit.paged import PAGE, Column, PagedModel
from kyuanbook.ui.kit.paint import key_words
from kyuanbook.ui.kit.theme import Theme

TICK: Final = 40  # px before the first column, with its box at 12
GAP: Final = 8  # px at each side of a cell
WIDER, NARROWER, LEFTWARD, RIGHTWARD = "Ctrl+Shift+Up", "Ctrl+Shift+Down", "Ctrl+Shift+Left", "Ctrl+Shift+Right"
MENU: Final = "Ctrl+L"
STEP: Final = 12  # px by which a key widens a column


class ArrangedTable(QTableView):
    """``looks_changed``: the owner arranged the columns otherwise. The column in hand is the one sorted by."""

    looks_changed = Signal()

    def __init__(self, theme: Theme, model: PagedModel[Any], *, ticks: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.theme, self.ticks, self.paged = theme, ticks, model
        self.columns: Sequence[Column[Any]] = model.columns
        self.sort_key, self.sort_down = "", True
        self._looks = self.own_looks()
        self._unused: frozenset[str] = frozenset()
        self._placing = False
        self._column_keys: dict[QKeyCombination, Callable[[], None]] = {
            QKeySequence(MENU)[0]: self.open_column_menu,
            QKeySequence(NARROWER)[0]: lambda: self.widen(self.sort_key, -1),
            QKeySequence(WIDER)[0]: lambda: self.widen(self.sort_key, 1),
            QKeySequence(LEFTWARD)[0]: lambda: self.move_column(self.sort_key, -1),
            QKeySequence(RIGHTWARD)[0]: lambda: self.move_column(self.sort_key, 1),
        }

    def arrange_by(self, head: QHeaderView) -> None:
        """Follow what is done in ``head``."""
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.sectionResized.connect(self._dragged)
        head.sectionMoved.connect(self._moved)
        head.sectionHandleDoubleClicked.connect(lambda section: self.fit(self.columns[section].key))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)

    def take_column_key(self, event: QKeyEvent) -> bool:
        """Ctrl Shift with an arrow: the column in hand wider, narrower, to the left, to the right; Ctrl L the menu. False for any
        other key."""
        act = self._column_keys.get(event.keyCombination())
        if act is not None:
            act()
        return act is not None

    def own_looks(self) -> Looks:
        """The columns as they are by themselves."""
        away = frozenset(column.key for column in self.columns if column.away)
        return Looks({}, away, tuple(column.key for column in self.columns))

    def looks(self) -> Looks:
        """The columns as the owner has them."""
        return self._looks

    def is_changed(self) -> bool:
        """Whether the owner changed anything of them."""
        return self._looks != self.own_looks()

    def set_looks(self, looks: Looks) -> None:
        """Other widths, columns, order."""
        if looks != self._looks:
            self._looks = looks
            self.fit_columns()
            self.looks_changed.emit()

    def set_unused(self, keys: Collection[str]) -> None:
        """Columns in which nothing can stand yet: they are neither shown nor offered."""
        if frozenset(keys) != self._unused:
            self._unused = frozenset(keys)
            self.fit_columns()

    def offered(self) -> list[Column[Any]]:
        """The columns there are to choose from, in their order."""
        by_key = {column.key: column for column in self.columns if column.key not in self._unused}
        return [by_key[key] for key in self._looks.order if key in by_key]

    def put_away(self, key: str, away: bool) -> None:
        """Hide a column, or show it again."""
        hidden = self._looks.hidden
        self.set_looks(self._looks._replace(hidden=hidden | {key} if away else hidden - {key}))

    def takes_rest(self, key: str) -> bool:
        """Whether a column is as wide as the others leave it."""
        return self.columns[self._place(key)].stretch

    def widen(self, key: str, steps: int) -> None:
        """Some steps wider, or narrower."""
        place = self._place(key)
        if not self.takes_rest(key):
            self._set_width(place, self.columnWidth(place) + steps * self.theme.px(STEP))

    def fit(self, key: str) -> None:
        """As wide as what is seen of it needs."""
        place = self._place(key)
        if self.columns[place].stretch:
            return
        self._set_width(place, self._need(place, self._seen()))

    def _seen(self) -> list[Any]:
        """The rows that are in view."""
        top, end = max(0, self.rowAt(0)), self.rowAt(self.viewport().height() - 1)
        last = end if end >= 0 else min(self.paged.rowCount(), top + PAGE) - 1
        return [self.paged.row(i) for i in range(top, last + 1)]

    def _need(self, place: int, rows: Sequence[Any]) -> int:
        """px with which a column cuts nothing of these rows."""
        column, px = self.columns[place], self.theme.px
        metrics = self.theme.metrics(column.size, bold=column.bold)
        wide = 0
        for row in filter(None, rows):
            if column.stage is not None:
                pinned = column.pinned is not None and column.pinned(row)
                wide = max(wide, shapes.word_width(self.theme, column.stage(row), pinned=pinned))
            else:
                wide = max(wide, metrics.horizontalAdvance(column.text(row)) + 1)
        return wide + px(GAP) + px(TICK if place == 0 and self.ticks else GAP)

    def can_move(self, key: str) -> bool:
        """All but the first."""
        return key != self.columns[0].key

    def move_column(self, key: str, step: int) -> None:
        """One place to the left or right among those that stand; the first stays."""
        if not self.can_move(key):
            return
        order = list(self._looks.order)
        standing = [k for k in order if not self.isColumnHidden(self._place(k)) and self.can_move(k)]
        there = standing.index(key) + step if key in standing else -1
        if 0 <= there < len(standing):
            beside = standing[there]
            order.remove(key)
            order.insert(order.index(beside) + (step > 0), key)
            self.set_looks(self._looks._replace(order=tuple(order)))

    def _place(self, key: str) -> int:
        return next((i for i, column in enumerate(self.columns) if column.key == key), 0)

    def _spaces(self) -> list[Space]:
        px, widths = self.theme.px, self._looks.widths
        title = self.theme.metrics(13, bold=True).horizontalAdvance
        spaces = []
        for i, column in enumerate(self.columns):
            more = px(TICK) if i == 0 and self.ticks else 0
            sign = px(18) if column.sorts else 0
            least = max(px(column.least), title(column.title) + sign + px(2 * GAP)) + more
            wanted = px(widths.get(column.key, column.width)) + more
            spaces.append(Space(wanted, least, column.drop, column.stretch, column.key in widths))
        return spaces

    def _away(self) -> set[int]:
        return {i for i, c in enumerate(self.columns) if c.key in self._looks.hidden | self._unused}

    def _set_width(self, place: int, width: int) -> None:
        """Between the least it may have and what would push another out."""
        shown = [i for i in range(len(self.columns)) if not self.isColumnHidden(i)]
        spaces = self._spaces()
        most = widest(spaces, shown, place, self.viewport().width())
        width = max(spaces[place].least, min(width, most))
        more = TICK if place == 0 and self.ticks else 0
        at_100 = round(width / self.theme.scale) - more
        self.set_looks(self._looks._replace(widths={**self._looks.widths, self.columns[place].key: at_100}))
        self.fit_columns()

    def _dragged(self, place: int, _before: int, width: int) -> None:
        if not self._placing and width:
            if self.columns[place].stretch:
                self.fit_columns()
            else:
                self._set_width(place, width)

    def _moved(self, *_: int) -> None:
        if not self._placing:
            order = tuple(self.columns[self.horizontalHeader().logicalIndex(i)].key for i in range(len(self.columns)))
            self.set_looks(self._looks._replace(order=order))

    def fit_columns(self) -> None:
        """Put the columns in order; those that find room get their widths. Neither the name nor the column that takes the rest
        is cut while others have room to lend."""
        spaces = self._spaces()
        widths = fitted(spaces, self._away(), self.viewport().width())
        rows = self._seen()
        for place in (0, *(i for i, space in enumerate(spaces) if i and space.stretch)):
            if place in widths and not spaces[place].own:
                wish = self._need(place, rows)
                if wish > widths[place]:
                    widths = lent(widths, spaces, place, wish, lambda i: self._need(i, rows))
        self._placing = True
        for there, key in enumerate(self._looks.order):
            self.horizontalHeader().moveSection(self.horizontalHeader().visualIndex(self._place(key)), there)
        for i in range(len(self.columns)):
            self.setColumnHidden(i, i not in widths)
            if i in widths:
                self.setColumnWidth(i, widths[i])
        self._placing = False

    def make_column_menu(self, key: str) -> QMenu:
        """The head's menu, with what can be done to one column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_column_menu(menu, key)
        return menu

    def fill_column_menu(self, menu: QMenu, key: str) -> None:
        """Which columns stand, what can be done with the one in hand, and the way back."""
        for column in self.offered():
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key not in self._looks.hidden)
            action.setEnabled(self.can_move(column.key))
            action.toggled.connect(lambda on, k=column.key: self.put_away(k, not on))
        menu.addSeparator()
        if key:
            self._add_acts(menu, key, self.columns[self._place(key)].title)
            menu.addSeparator()
        back = menu.addAction(tr("恢复默认列"))
        back.setEnabled(self.is_changed())
        back.triggered.connect(lambda: self.set_looks(self.own_looks()))

    def _add_acts(self, menu: QMenu, key: str, title: str) -> None:
        acts: list[tuple[str, str, Callable[[], None]]] = [
            (tr("“{column}”宽一点", column=title), WIDER, lambda: self.widen(key, 1)),
            (tr("“{column}”窄一点", column=title), NARROWER, lambda: self.widen(key, -1)),
            (tr("“{column}”正好放下", column=title), "", lambda: self.fit(key)),
            (tr("“{column}”往左移", column=title), LEFTWARD, lambda: self.move_column(key, -1)),
            (tr("“{column}”往右移", column=title), RIGHTWARD, lambda: self.move_column(key, 1)),
        ]
        for words, keys, act in acts:
            action = menu.addAction(f"{words}\t{key_words(keys)}" if keys else words)
            action.triggered.connect(lambda _=False, a=act: a())
            action.setEnabled(self.can_move(key) if keys in (LEFTWARD, RIGHTWARD) else not self.takes_rest(key))

    def open_column_menu(self) -> None:
        """The head's menu about the column in hand, below it."""
        head, place = self.horizontalHeader(), self._place(self.sort_key)
        below = QPoint(head.sectionViewportPosition(place), head.height())
        self.make_column_menu(self.sort_key).popup(head.viewport().mapToGlobal(below))

    def _head_menu(self, point: QPoint) -> None:
        section = self.horizontalHeader().logicalIndexAt(point)
        key = self.columns[section].key if section >= 0 else self.sort_key
        self.make_column_menu(key).popup(self.horizontalHeader().viewport().mapToGlobal(point))
