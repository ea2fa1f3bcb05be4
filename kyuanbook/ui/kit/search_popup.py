"""What the search finds, shown over the box itself with the page dimmed: arrows, Enter, F3, Esc."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QRegion, QShortcut
from PySide6.QtWidgets import QListView, QWidget

from kyuanbook.language import tr, trn
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.found import ROW, TIGHT, Found, FoundDelegate, FoundModel, FoundRows
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.search_box import KEY, SearchBox
from kyuanbook.ui.kit.shadow import DEPTH, draw_shadow
from kyuanbook.ui.kit.theme import Theme

WIDTH: Final = 644
SHOWN: Final = 8
FOOT: Final = 40
RADIUS: Final = 10
SOON: Final = 120  # ms until the page is dimmed


def _rounded(box: QRect, radius: int) -> QRegion:
    """The pixels of a rounded box."""
    region = QRegion(box.adjusted(radius, 0, -radius, 0)).united(box.adjusted(0, radius, 0, -radius))
    for x in (box.left(), box.right() + 1 - 2 * radius):
        for y in (box.top(), box.bottom() + 1 - 2 * radius):
            region = region.united(QRegion(x, y, 2 * radius, 2 * radius, QRegion.RegionType.Ellipse))
    return region


class SearchPopup(Part):
    """Joined to the frame's box; asks ``search`` for rows with each committed letter.

    ``most``: ``search`` stops after so many, and there may be more.
    ``opened``: Enter or a click, ``visit_wanted``: F3, ``new_wanted``: F4 with the text typed. ``coded_wanted``: the number of
    what bears a code, and whether a visit by it (F3) is to be written down or somebody new (Enter, F4).
    """

    opened = Signal(int)
    visit_wanted = Signal(int)
    new_wanted = Signal(str)
    coded_wanted = Signal(int, bool)
    closed = Signal()

    def __init__(
        self, theme: Theme, frame: QWidget, box: SearchBox, search: Callable[[str], FoundRows],
        most: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, frame)
        self.box, self._search, self._frame, self._most = box, search, frame, most
        self.model = FoundModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(theme, self.model, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # its rows paint their own ground
        self.list.setAccessibleName(tr("找到的客户"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._clicked)
        self.list.setUniformItemSizes(True)
        self.new = Button(theme, tr("记成新客户"), kind="link", key="F4", bind=False, parent=self)
        self.new.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new.clicked.connect(self._wants_new)
        self._around, self._dimmed = QRect(), False
        self._dims = QTimer(self, singleShot=True, interval=SOON)
        self._dims.timeout.connect(lambda: self._set_dimmed(True))
        box.committed.connect(self._typed)
        box.left.connect(self.close_popup)
        box.takes_key = self.takes_key
        frame.installEventFilter(self)
        shortcut = QShortcut(QKeySequence(KEY), frame)
        shortcut.activated.connect(self._take_focus)
        self.hide()

    def _take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _typed(self, text: str) -> None:
        if not text.strip():
            self.close_popup()
            return
        rows = self._search(text)
        self.model.show_rows(rows)
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        self._say_current()
        self.box.set_open(True, self._count_words(len(rows)))
        if self.isHidden():  # else it lies on top already, and putting it there again would paint the whole page again
            self._set_dimmed(False)
            self.show()
            self.raise_()
            self.box.raise_()
            self._dims.start()
        else:
            self.place()

    def _set_dimmed(self, dimmed: bool) -> None:
        """Who was found is seen first, on a sheet that lies over the page as it is; the page is dimmed a moment later.
        Both at once would paint the whole window before the first letter is answered."""
        self._dimmed = dimmed
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not dimmed)
        self.place()

    def _count_words(self, found: int) -> str:
        if not found:
            return tr("没有找到")
        if self.model.rows[0].coded:
            return tr("凭编号认出来的")
        if self._most is not None and found >= self._most:
            return tr("{n} 位以上，最近来过或登记的在前", n=found)
        return trn("{n} 位，最近来过或登记的在前", found)

    def refresh(self) -> None:
        """Ask again: somebody changed."""
        if not self.isHidden():
            self._typed(self.box.text())

    def close_popup(self) -> None:
        """Give the box back its place. What was typed stays."""
        if self.box.open:
            self.box.set_open(False)
            self.box.place()
        self.hide()
        self._dims.stop()
        self.closed.emit()

    def current(self) -> Found | None:
        """The row in hand, if the popup is open."""
        row = self.list.currentIndex().row()
        return None if self.isHidden() or not 0 <= row < len(self.model.rows) else self.model.rows[row]

    def takes_key(self, key: Qt.Key) -> bool:
        """Act on ``key`` of the box; False leaves it to the line."""
        if key == Qt.Key.Key_Escape:
            return self._back_out()
        if self.isHidden():
            if key == Qt.Key.Key_Down and self.box.text():
                self._typed(self.box.text())
                return True
            return False
        return self._take_list_key(key)

    def _take_list_key(self, key: Qt.Key) -> bool:
        found = self.current()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
        if key in steps:
            self._move(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if found is not None:
                self.open_found(found)
        elif key == Qt.Key.Key_F3 and found is not None:
            self.open_found(found, visit=True)
        elif key == Qt.Key.Key_F4:
            self._wants_new()
        else:
            return False
        return True

    def _back_out(self) -> bool:
        """Esc: first the list closes, then the text goes, then the key is free."""
        if not self.isHidden():
            self.close_popup()
            return True
        if self.box.text():
            self.box.setText("")  # unlike clear(), nothing that Ctrl+Z would bring back
            return True
        return False

    def _leave(self, act: Callable[[], None]) -> None:
        self.box.setText("")  # unlike clear(), nothing that Ctrl+Z would bring back
        self.close_popup()
        act()

    def leave_to(self, signal: object, customer_id: int) -> None:
        """Close, then send ``signal`` with the customer: what its menu does."""
        self._leave(lambda: signal.emit(customer_id))  # type: ignore[attr-defined]  # a bound signal of this popup

    def open_found(self, found: Found, *, visit: bool = False) -> None:
        """Close, and go on with what was found: their card, or a visit of theirs."""
        if found.coded:
            self._leave(lambda: self.coded_wanted.emit(found.id, visit))
        elif visit:
            self._leave(lambda: self.visit_wanted.emit(found.id))
        else:
            self._leave(lambda: self.opened.emit(found.id))

    def _wants_new(self) -> None:
        text, found = self.box.text(), self.current()
        if found is not None and found.coded:  # the code is nobody's name
            self.open_found(found)
            return
        self._leave(lambda: self.new_wanted.emit(text))

    def _clicked(self, index: QModelIndex) -> None:
        self.open_found(self.model.rows[index.row()])

    def _move(self, step: int) -> None:
        last = len(self.model.rows) - 1
        if last >= 0:
            row = min(last, max(0, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self.model.index(row))
            self.list.viewport().update()
            self._say_current()

    def _say_current(self) -> None:
        """The focus stays in the box, so its description says the row in hand."""
        row = self.list.currentIndex().row()
        said = self.model.rows[row].said() if 0 <= row < len(self.model.rows) else tr("没有找到")
        self.box.setAccessibleDescription(said)
        announce(self.box, said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the frame's size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Follow the scale."""
        if not self.isHidden():
            self.place()

    def _rows(self) -> int:
        """How many rows stand between the box and the foot; the others scroll where type is large or the window low."""
        px = self.theme.px
        free = self._frame.height() - px(3 + 51 + 8 + FOOT + 12)
        return min(SHOWN, len(self.model.rows), max(1, free // px(ROW)))

    def _sheet(self) -> QRect:
        """The popup itself, in the frame."""
        px, home = self.theme.px, self.box.rest
        room = self._frame.width() - home.left() - px(16)
        width = min(px(WIDTH), max(home.width(), room)) + px(14)
        rows = self._rows()
        return QRect(home.left() - px(7), px(3), width, px(51) + rows * px(ROW) + px(8) + px(FOOT))

    def place(self) -> None:
        """Over the whole frame, but only the page below the bar and the popup itself are its own."""
        frame, px, sheet, home = self._frame, self.theme.px, self._sheet(), self.box.rest
        self.setGeometry(frame.rect())
        shade = px(DEPTH + 4)
        below = QRect(0, px(56), frame.width(), frame.height() - px(56))
        around = sheet.adjusted(-shade, -shade, shade, shade)
        mask = QRegion(below).united(around) if self._dimmed else _rounded(sheet, px(RADIUS))
        if mask != self.mask():
            self.setMask(mask)
        self.box.setGeometry(home.left(), home.top(), sheet.width() - px(14), home.height())
        rows = self._rows() * px(ROW)
        self.list.setGeometry(home.left(), sheet.top() + px(51), sheet.width() - px(14), rows)
        size = self.new.sizeHint()
        top = sheet.bottom() - px(FOOT) + (px(FOOT) - size.height()) // 2
        self.new.setGeometry(sheet.right() - px(18) - size.width(), top, size.width(), size.height())
        if around != self._around:  # else the page below and beside it stays as it is, letter by letter
            self.update(around.united(self._around))
            self._around = around

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the popup closes it."""
        if not self._sheet().contains(event.position().toPoint()):
            self.close_popup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dimmed page, the shade, the popup with its foot."""
        painter, theme, t, px, sheet = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self._sheet()
        dim = QColor(theme.colour(t.shade))
        dim.setAlphaF(0.3 if t.dark else 0.12)
        if self._dimmed:
            painter.fillRect(QRect(0, px(56), self.width(), self.height()), dim)
            draw_shadow(painter, theme, sheet, RADIUS)
        else:
            painter.fillRect(sheet, theme.colour(t.raised))
        paint.rounded(painter, theme, sheet, RADIUS, fill=t.raised, edge=t.rule2)
        top = sheet.bottom() - px(FOOT)
        paint.rule(painter, theme, sheet.left(), top, sheet.width(), t.rule)
        self._draw_foot(painter, sheet.left() + px(23), top)

    def _draw_foot(self, painter: QPainter, left: int, top: int) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        middle = top + px(FOOT) // 2
        tight = self.list.width() < px(TIGHT)
        keys = (("↑ ↓", tr("选")), ("Enter", tr("打开")), ("Esc", tr("关")))
        for key, word in (("Enter", tr("打开")), ("F3", tr("记到店"))) if tight else keys:
            cap = theme.metrics(12).horizontalAdvance(key) + px(10)
            if left + cap + px(7) + theme.metrics(13).horizontalAdvance(word) > self.new.x():
                break
            paint.key_cap(painter, theme, left + cap, middle, key)
            box = QRect(left + cap + px(7), top, px(80), px(FOOT))
            left = box.left() + paint.write(painter, theme, box, word, t.ink2, size=13) + px(16)
        if tight:
            return
        asked = tr("没有？")
        width = theme.metrics(13).horizontalAdvance(asked)
        box = QRect(self.new.x() - width, top, width, px(FOOT))
        paint.write(painter, theme, box, asked, t.ink2, size=13)
