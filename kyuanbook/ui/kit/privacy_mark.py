"""The eye on the desk: 隐私 by mouse; while it is on it says so, lest anybody wonder where the figures are."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.theme import Theme

KEY = "F8"


class PrivacyMark(Pressable):
    """An eye; in private a tinted button with 隐私中 and its key."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.setCheckable(True)
        self.show_key, self.bare = True, False
        privacy.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """As it is now."""
        on = privacy.on
        self.setChecked(on)
        self.set_text(tr("隐私中") if on else tr("隐私：遮住电话和金额"))
        self.setToolTip(tr("显示电话和金额") + f"  {KEY}" if on else f"{self.words()}  {KEY}")
        self.setAccessibleDescription(KEY)

    def nextCheckState(self) -> None:
        """The state is the screen's, not the button's: a click only asks."""

    def sizeHint(self) -> QSize:
        """36 square; in private as wide as its words, unless ``bare``."""
        px = self.theme.px
        if not privacy.on or self.bare:
            return QSize(px(36), px(36))
        key = px(8) + self.theme.metrics(12).horizontalAdvance(KEY) if self.show_key else 0
        return QSize(px(26 + 24) + self.theme.metrics(14).horizontalAdvance(self.words()) + key, px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The eye, or the eye struck out with its word."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        middle = self.height() // 2
        if not privacy.on:
            if self.underMouse() or self.isDown():
                paint.rounded(painter, theme, self.rect(), 6, fill=t.rule)
            paint.image(painter, theme, (self.width() - px(18)) // 2, middle, "eye", t.ink2)
            return
        paint.rounded(painter, theme, self.rect(), 6, fill=t.accent_t, edge=t.accent)
        if self.bare:
            paint.image(painter, theme, (self.width() - px(18)) // 2, middle, "eye-off", t.accent)
            return
        x = px(13) + paint.image(painter, theme, px(13), middle, "eye-off", t.accent) + px(6)
        x += paint.write(painter, theme, QRect(x, 0, self.width() - x, self.height()), self.words(), t.accent)
        if self.show_key:
            paint.write(painter, theme, QRect(x + px(8), 0, self.width() - x, self.height()), KEY, t.ink2, size=12)
