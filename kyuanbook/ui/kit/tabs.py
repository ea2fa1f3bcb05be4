"""The index tabs at the left; the open one grows into the sheet as one path."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

WIDE: Final = 148
NARROW: Final = 84
TOP: Final = 70  # of the first tab in the window
CORNER: Final = 10
JOINT: Final = 6
LEAST: Final = 40  # px from tab to tab
SNUG: Final = 48  # px from tab to tab, icon over word, before one of the foot is hidden
CLEAR: Final = 6  # px at each side of a word under its icon


class Tab(NamedTuple):
    """A tab: the page's key, its word, its Lucide icon, a count at the right (None: none), in seal when urgent."""

    key: str
    word: str
    icon: str
    count: int | None = None  # type: ignore[assignment]  # tuple.count is nobody's
    urgent: bool = False


class TabButton(Pressable):
    """One tab. ``foot``: the quiet ones at the bottom. ``stacked``: icon over word."""

    said_as = "PageTab"

    def __init__(self, theme: Theme, tab: Tab, *, foot: bool, parent: QWidget) -> None:
        super().__init__(theme, tab.word, parent)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.tab, self.foot, self.stacked = tab, foot, False

    def set_tab(self, tab: Tab) -> None:
        """A new count."""
        self.tab = tab
        self.setAccessibleName(tab.word if tab.count is None else f"{tab.word} {tab.count}")
        self.update()

    def sizeHint(self) -> QSize:
        """44 high, the foot 40; 58 with the icon over the word."""
        px = self.theme.px
        if self.stacked:
            return QSize(px(NARROW - 8), px(58))
        return QSize(px(WIDE - 8), px(40 if self.foot else 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, word, count; the ground of the open one is the sheet itself."""
        painter, theme, t = QPainter(self), self.theme, self.theme.tokens
        on = self.isChecked()
        if not on and (self.underMouse() or self.isDown()):
            paint.rounded(painter, theme, self.rect().adjusted(0, 0, -theme.px(6), 0), 6, fill=t.rule)
        quiet = t.ink2 if self.foot or self.stacked else t.ink
        if self.stacked:
            self._draw_stacked(painter, t.accent if on else quiet)
        else:
            self._draw_wide(painter, t.accent if on else quiet, t.accent if on else t.ink2)

    def _draw_wide(self, painter: QPainter, ink: str, picture: str) -> None:
        theme, t, px, on = self.theme, self.theme.tokens, self.theme.px, self.isChecked()
        middle = self.height() // 2
        small = self.foot
        paint.image(painter, theme, px(14), middle, self.tab.icon, picture, 18 if small else 20)
        words = QRect(px(44), 0, self.width() - px(44 + 10), self.height())
        paint.write(painter, theme, words, self.tab.word, ink, size=14 if small else 15, bold=on)
        if self.tab.count is not None:
            box = self.rect().adjusted(0, 0, -px(16), 0)
            colour = t.seal if self.tab.urgent else t.ink2
            count = f"{self.tab.count:,}"
            free = box.right() - words.left() - theme.metrics(15, bold=True).horizontalAdvance(self.tab.word) - px(6)
            if theme.metrics(13).horizontalAdvance(count) <= free:
                paint.write(painter, theme, box, count, colour, size=13, align=paint.RIGHT)

    def _draw_stacked(self, painter: QPainter, ink: str) -> None:
        theme, px, on = self.theme, self.theme.px, self.isChecked()
        wide = self.width() - px(8)  # centred in the column, which begins 8 before the button
        less = px(58) - self.height()  # what a low window took from it
        paint.image(painter, theme, (wide - px(20)) // 2, px(21) - less // 2, self.tab.icon, ink, 20)
        box = QRect(0, px(33) - less // 2 - less // 4, wide, px(20))
        bold = on and theme.metrics(13, bold=True).horizontalAdvance(self.tab.word) <= wide  # a whole word before a bold one
        paint.write(painter, theme, box, self.tab.word, ink, size=13, bold=bold, align=paint.CENTRE)


class Tabs(Part):
    """The column of tabs. ``opened`` is sent when the owner chooses one; :meth:`open_tab` only shows which is open."""

    said_as = "PageTabList"
    opened = Signal(str)

    def __init__(self, theme: Theme, tabs: Sequence[Tab], foot: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.stacked = False
        self._open = ""
        self._buttons: dict[str, TabButton] = {}
        for tab, is_foot in [(t, False) for t in tabs] + [(t, True) for t in foot]:
            button = TabButton(theme, tab, foot=is_foot, parent=self)
            button.clicked.connect(lambda _=False, key=tab.key: self._choose(key))
            self._buttons[tab.key] = button

    def _choose(self, key: str) -> None:
        self.open_tab(self._open)
        self.opened.emit(key)

    def open_tab(self, key: str) -> None:
        """Show ``key`` as open; an unknown key (a card, say) leaves none."""
        self._open = key
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self.update()
        parent = self.parentWidget()
        if parent is not None:
            parent.update()

    def set_count(self, key: str, count: int | None, *, urgent: bool = False) -> None:
        """The number beside a tab's word. Raises KeyError for an unknown tab."""
        button = self._buttons[key]
        button.set_tab(button.tab._replace(count=count, urgent=urgent))

    def button(self, key: str) -> TabButton:
        """The tab itself."""
        return self._buttons[key]

    def set_stacked(self, stacked: bool) -> None:
        """Icon over word, as below 1100 and from 140 % type."""
        self.stacked = stacked
        for button in self._buttons.values():
            button.stacked = stacked
        self.place()

    def column_width(self) -> int:
        """Width of the column in px; stacked, the longest word keeps clear of its tab's edges."""
        if not self.stacked:
            return self.theme.px(WIDE)
        bold = self.theme.metrics(13, bold=True)
        longest = max(bold.horizontalAdvance(button.tab.word) for button in self._buttons.values())
        return max(self.theme.px(NARROW), longest + self.theme.px(2 * 8 + 2 * CLEAR))

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def place(self) -> None:
        """Tabs from the top, the foot from below. Icon over word they stand closer before one is hidden; what of the foot finds
        no room between even so is hidden."""
        px, left = self.theme.px, self.theme.px(8)
        y = px(TOP)
        tops = [button for button in self._buttons.values() if not button.foot]
        step = px(62 if self.stacked else 48)
        feet = [b for b in self._buttons.values() if b.foot]
        high = feet[0].sizeHint().height() if feet else 0
        spare = self.height() - y - px(12)
        if self.stacked and step * len(tops) + high * len(feet) > spare and px(SNUG) * len(self._buttons) <= spare:
            step = high = spare // len(self._buttons)
        if tops:  # the largest type in a low window: they stand closer, none is cut
            step = min(step, max(px(LEAST), (self.height() - y - px(4)) // len(tops)))
        for button in tops:
            button.setGeometry(left, y, self.column_width() - left, min(button.sizeHint().height(), step))
            y += step
        room = max(0, (self.height() - px(12) - y) // high) if high else 0
        shown = feet[:room]
        bottom = self.height() - px(16 if not self.stacked else 8)
        for button in feet:
            button.setVisible(button in shown)
        for i, button in enumerate(shown):
            top = bottom - (len(shown) - i) * high
            button.setGeometry(left, top, self.column_width() - left, high)

    def open_box(self) -> QRect | None:
        """Where the open tab stands, in the parent's coordinates."""
        button = self._buttons.get(self._open)
        if button is None or button.isHidden():
            return None
        return button.geometry().translated(self.pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between tabs."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        shown = [b for b in self._buttons.values() if not b.isHidden()]
        held = self.focusWidget()
        if step and isinstance(held, TabButton) and held in shown:
            shown[(shown.index(held) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def sheet_path(theme: Theme, size: QSize, left: int, tab: QRect | None) -> QPainterPath:
    """Outline of the sheet in the window, the open tab grown into it. ``left``: the sheet's left edge."""
    px, top = theme.px, theme.px(56) + 0.5
    x, right, bottom, corner = left + 0.5, size.width() + 2.0, size.height() + 2.0, float(px(CORNER))
    path = QPainterPath(QPointF(right, bottom))
    path.lineTo(x, bottom)
    if tab is not None:
        _grow_tab(path, x, tab, corner, float(px(JOINT)))
    path.lineTo(x, top + corner)
    path.arcTo(QRectF(x, top, 2 * corner, 2 * corner), 180, -90)
    path.lineTo(right, top)
    path.closeSubpath()
    return path


def _grow_tab(path: QPainterPath, x: float, tab: QRect, corner: float, joint: float) -> None:
    """From the sheet's left edge out around ``tab`` and back, coming from below."""
    low, high, out = tab.bottom() + 1.5, tab.top() + 0.5, tab.left() + 0.5
    path.lineTo(x, low + joint)
    path.arcTo(QRectF(x - 2 * joint, low, 2 * joint, 2 * joint), 0, 90)
    path.lineTo(out + corner, low)
    path.arcTo(QRectF(out, low - 2 * corner, 2 * corner, 2 * corner), 270, -90)
    path.lineTo(out, high + corner)
    path.arcTo(QRectF(out, high, 2 * corner, 2 * corner), 180, -90)
    path.lineTo(x - joint, high)
    path.arcTo(QRectF(x - 2 * joint, high - 2 * joint, 2 * joint, 2 * joint), 270, 90)
