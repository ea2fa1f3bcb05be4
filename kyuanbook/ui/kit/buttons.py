"""Things to press: filled (one a surface), outlined, link, quiet; an icon alone; a key in its cap."""

from typing import Final, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme

Kind = Literal["filled", "outlined", "link", "quiet"]
BY_KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
NOT_BOUND: Final = ("", "Enter", "Esc", "Space")


class Pressable(QAbstractButton):
    """A button painted by us: remembers whether the keyboard brought the focus, and answers Enter as well as Space."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.keyboard_focus = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._follow)

    def _follow(self) -> None:
        self.updateGeometry()
        self.update()

    def set_text(self, text: str) -> None:
        """Say something else; the width follows."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._follow()

    def bind(self, key: str) -> None:
        """Let a key of the window press it: at once and without taking the focus, as Qt's own shortcut of a button would
        not. Enter, Esc and Space are the widgets' own and stay so."""
        if key not in NOT_BOUND:
            shortcut = QShortcut(self)
            shortcut.setKey(QKeySequence(key))
            shortcut.activated.connect(self.click)

    def words(self) -> str:
        """The text as it is painted (``&`` marks are for Qt)."""
        return self.accessibleName()

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note how the focus came: the ring shows only under the keyboard."""
        self.keyboard_focus = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Button(Pressable):
    """Icon, word and key hint; ``horizontalAdvance`` + 26 wide, 36 high (``small``: 32, for rows)."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        kind: Kind = "outlined",
        icon: str = "",
        key: str = "",
        bind: bool = True,
        small: bool = False,
        danger: bool = False,
        drops: bool = False,
        size: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        """``key``: "Ctrl+P"; shown, and bound as the window's shortcut unless it is Enter, Esc, Space or not ``bind``.

        ``danger``: word in seal, never its fill. ``drops``: a menu or list opens below, a chevron says so.
        """
        super().__init__(theme, text, parent)
        self.kind, self.icon_name, self.key = kind, icon, key
        self._small, self._danger, self._drops, self._size = small, danger, drops, size
        self.show_key, self.show_icon, self._folds = True, True, False
        if bind:
            self.bind(key)
        if key:
            self.setAccessibleDescription(paint.key_words(key))

    def set_best(self, best: bool) -> None:
        """Whether it is the one to press next: filled, else outlined."""
        self.kind = "filled" if best else "outlined"
        self.update()

    def set_folds(self, folds: bool) -> None:
        """What drops below stands there: the chevron points up, the next press folds it away."""
        self._folds = folds
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Who double-clicks a filled button means it once; what saves and empties a form would else complain of it."""
        if self.kind != "filled":
            super().mouseDoubleClickEvent(event)

    def _pad(self) -> int:
        if self.kind in ("link", "quiet"):
            return self.theme.px(6)
        return self.theme.px(11 if self._small else 13)

    def _pieces(self) -> int:
        """Width of icon, word, chevron and key hint with their gaps."""
        px, width = self.theme.px, self.theme.metrics(self._size).horizontalAdvance(self.words())
        width += px(18) + px(6) if self.icon_name and self.show_icon else 0
        width += px(16) + px(6) if self._drops else 0
        if self.key and self.show_key:
            width += px(8) + self.theme.metrics(12).horizontalAdvance(paint.key_words(self.key))
        return width

    def width_with_key(self, shown: bool) -> int:
        """How wide it would be with its icon, and its key or not."""
        kept, self.show_key, self.show_icon = (self.show_key, self.show_icon), shown, True
        width = self.sizeHint().width()
        self.show_key, self.show_icon = kept
        return width

    def least_width(self) -> int:
        """Its word alone."""
        kept, self.show_key, self.show_icon = (self.show_key, self.show_icon), False, False
        width = self.sizeHint().width()
        self.show_key, self.show_icon = kept
        return width

    def spare(self, *, key: bool, icon: bool = True) -> None:
        """Show its key, its icon, or neither: where it is narrow."""
        if (key, icon) != (self.show_key, self.show_icon):
            self.show_key, self.show_icon = key, icon
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The words and their padding."""
        high = 32 if self._small or self.kind in ("link", "quiet") else 36
        return QSize(self._pieces() + 2 * self._pad(), self.theme.px(high))

    def _look(self) -> tuple[str, str, str, str]:
        """(fill, edge, ink, ink of the key hint) in the present state."""
        t, down, over = self.theme.tokens, self.isDown(), self.underMouse() and self.isEnabled()
        if self.kind == "filled":
            if not self.isEnabled():
                return t.rule, "", t.ink2, t.ink2
            fill = t.accent_press if down else t.accent_hover if over else t.accent
            return fill, "", t.on_accent, t.on_accent
        if self.kind == "outlined":
            if not self.isEnabled():
                return t.sheet, t.rule2, t.ink3, t.ink3
            fill = t.rule if down else t.sunk if over else t.accent_t if self.isChecked() else t.raised
            return fill, t.edge, t.seal if self._danger else t.ink, t.ink2
        ink = t.ink2 if self.kind == "quiet" else t.seal if self._danger else t.accent
        fill = t.accent_t if (over or down) and self.kind == "link" else t.sunk if over or down else ""
        return fill, "", ink if self.isEnabled() else t.ink3, t.ink2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill and edge, then icon, word, chevron and key from left to right, centred together."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        fill, edge, ink, key_ink = self._look()
        if fill or edge:
            paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge=edge)
        x = (self.width() - self._pieces()) // 2
        middle = self.height() // 2
        if self.icon_name and self.show_icon:
            x += paint.image(painter, theme, x, middle, self.icon_name, ink) + px(6)
        words = QRect(x, 0, self.width() - x, self.height())
        x += paint.write(painter, theme, words, self.words(), ink, size=self._size)
        if self._drops:
            chevron = "chevron-up" if self._folds else "chevron-down"
            x += px(6) + paint.image(painter, theme, x + px(6), middle, chevron, ink, 16)
        if self.key and self.show_key:
            box = QRect(x + px(8), 0, self.width() - x, self.height())
            paint.write(painter, theme, box, paint.key_words(self.key), key_ink, size=12)


class IconButton(Pressable):
    """An icon without its word: only close, back, show number. ``name`` is said by screen readers and on hover."""

    def __init__(self, theme: Theme, icon: str, name: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.icon_name = icon
        self.setToolTip(f"{name}  {paint.key_words(key)}".strip())
        self.bind(key)

    def sizeHint(self) -> QSize:
        """32 square: no target is smaller."""
        return QSize(self.theme.px(32), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, on sunk when hovered."""
        painter, theme = QPainter(self), self.theme
        if self.underMouse() or self.isDown():
            paint.rounded(painter, theme, self.rect(), 6, fill=theme.tokens.sunk)
        x = (self.width() - theme.px(18)) // 2
        paint.image(painter, theme, x, self.height() // 2, self.icon_name, theme.tokens.ink2)


class KeyCap(Pressable):
    """A key one may press or click, in its outlined cap: the Esc of a panel."""

    def __init__(self, theme: Theme, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, key, parent)
        self.setAccessibleName(name)
        self._key = key
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """The cap in a target of 32."""
        width = self.theme.metrics(12).horizontalAdvance(paint.key_words(self._key)) + self.theme.px(10)
        return QSize(width, self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cap at the right edge."""
        painter, theme = QPainter(self), self.theme
        ink = theme.tokens.ink if self.underMouse() else theme.tokens.ink2
        paint.key_cap(painter, theme, self.width(), self.height() // 2, self._key, ink)
