"""The search box of the desk: one key away on every page, and always ready for typing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme

KEY = "Ctrl+F"
PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def _takes_none(key: Qt.Key) -> bool:
    """Before a popup is joined to the box, every key is the line's own."""
    return False


class SearchBox(Line):
    """A line with a lens and its key. Its popup moves it; ``rest`` is where it stands otherwise.

    ``left``: the focus went elsewhere in this window, not into a menu or another window.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.note = ""
        self.open, self._capped = False, True
        self.takes_key: Callable[[Qt.Key], bool] = _takes_none
        self.rest = QRect()
        super().__init__(theme, icon="search", limit=100, parent=parent)
        self.setAccessibleName(tr("找客户"))
        self.setAccessibleDescription(tr("姓名、拼音首字母、手机后四位"))
        self.setProperty("ringless", True)

    def restyle(self) -> None:
        """36 high, 15 px."""
        super().restyle()
        self.setFixedHeight(self.theme.px(36))
        room = self.theme.metrics(13).horizontalAdvance(self.note) if self.note else self.theme.px(44) * self._capped
        self.setFont(self.theme.font(14))
        self.setTextMargins(self.theme.px(26), 0, room, 0)

    def set_open(self, is_open: bool, note: str = "") -> None:
        """Whether the popup stands open, and what it says at the right of the box (how many, in which order)."""
        if (is_open, note) == (self.open, self.note):
            return
        self.open, self.note = is_open, note
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, is_open)  # or each letter paints the bar below it too
        self.restyle()

    def place(self) -> None:
        """Go home, unless the popup holds the box."""
        if not self.open:
            self.setGeometry(self.rest)
            self._say_what_fits()

    def _say_what_fits(self) -> None:
        """As many words as have room; the key's cap goes before the last of them."""
        px, advance = self.theme.px, self.theme.metrics(14).horizontalAdvance
        room, cap = self.rest.width() - px(26) - 2 * (px(11) + 3), px(44)  # the lens, the style sheet's padding, the key
        words = (tr("姓名、拼音首字母、手机后四位"), tr("姓名、拼音、手机后四位"), tr("找客户"))
        self._capped = room - cap >= advance(words[-1])
        free = room - cap * self._capped
        self.setPlaceholderText(next((said for said in words if advance(said) <= free), ""))
        self.restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands there, so that typing begins anew."""
        super().focusInEvent(event)
        if event.reason() not in PASSING:
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A popup left open would stand over a page that takes the keys."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """While the popup stands open, F3 and F4 mean the row in hand and not the desk's buttons."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and self.open and event.key() in (Qt.Key.Key_F3, Qt.Key.Key_F4):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list (arrows, F3, Esc) go to the popup first; it accepts those it takes."""
        composing = self.composing or self.just_composed()
        if not composing and self.takes_key(Qt.Key(event.key())):
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, then key cap or note; two pixels of accent while focused. Open, it stands on the popup's ground."""
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        if self.open:
            ground = QPainter(self)
            paint.fill(ground, theme, self.rect(), t.raised)
            ground.end()
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() // 2
        if self.hasFocus():
            paint.rounded(painter, theme, self.rect(), 6, edge=t.accent, width=px(2))
        if self.note:
            box = self.rect().adjusted(0, 0, -px(12), 0)
            paint.write(painter, theme, box, self.note, t.ink2, size=13, align=paint.RIGHT)
        elif not self.text() and self._capped:
            paint.key_cap(painter, theme, self.width() - px(8), middle, KEY)
