"""What was done, to whom, and 撤销: one dark strip at the foot of the sheet for eight seconds."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.motion import fade_in
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.shadow import draw_shadow
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import bold_part

STAYS: Final = 8000  # ms
NAME: Final = 48  # px of a name that is shortened
EDGE: Final = 12  # px kept around the strip for its shade


class _Undo(Pressable):
    """The link in the strip, in the strip's own colours."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("撤销"), parent)
        self.key = "Ctrl+Z"

    def sizeHint(self) -> QSize:
        """Word and key."""
        word = self.theme.metrics(14, bold=True).horizontalAdvance(self.words())
        key = self.theme.metrics(13).horizontalAdvance(paint.key_words(self.key)) if self.key else 0
        return QSize(word + self.theme.px(8) + key + self.theme.px(12), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bold word, quiet key, a ring of its own when focused (the page's ring would not show on dark)."""
        painter, theme, t = QPainter(self), self.theme, self.theme.tokens
        if self.hasFocus() or self.underMouse():
            paint.rounded(painter, theme, self.rect(), 4, edge=t.notice_link if self.hasFocus() else t.notice_rule)
        box = self.rect().adjusted(theme.px(6), 0, 0, 0)
        x = paint.write(painter, theme, box, self.words(), t.notice_link, bold=True)
        key = paint.key_words(self.key)
        paint.write(painter, theme, box.adjusted(x + theme.px(8), 0, 0, 0), key, t.on_notice, size=13)


class Notice(Part):
    """One at a time; a new one takes the place of the old. Stays while hovered or focused; Esc in it closes it."""

    said_as = "Notification"
    undone = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._sheet = parent
        self._runs: tuple[paint.Run, ...] = ()
        self._icon, self._wraps = "check", False
        self._undo: Callable[[], None] | None = None
        self.link = _Undo(theme, self)
        self.link.clicked.connect(self._take_back)
        self.link.installEventFilter(self)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS)
        self.timer.timeout.connect(self.close_notice)
        self.covered = 0
        self.hide()

    def show_notice(
        self,
        text: str,
        *,
        bold: str = "",
        undo: Callable[[], None] | None = None,
        word: str = "",
        key: str = "Ctrl+Z",
        icon: str = "check",
    ) -> None:
        """Say ``text``, ``bold`` part of it in bold. ``undo``: called by the link; ``word``: the link's, not 撤销."""
        self._runs, self._icon, self._undo = bold_part(text, bold), icon, undo
        self.link.key = key
        self.link.set_text(word or tr("撤销"))
        self.link.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.place()
        self.timer.start()
        fade_in(self, self.theme)
        announce(self, text)

    def offers(self) -> bool:
        """Whether it stands there with something to take back."""
        return self.isVisible() and self._undo is not None and bool(self.link.key)

    def text(self) -> str:
        """What it says; "" when there is none."""
        return "" if self.isHidden() else self.text_said()

    def text_said(self) -> str:
        """All of its words."""
        return "".join(run.text for run in self._runs)

    def close_notice(self) -> None:
        """Take it away."""
        self.timer.stop()
        self.hide()
        self.closed.emit()

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def set_covered(self, width: int) -> None:
        """So many px of the sheet at the right lie under a panel: keep clear of them."""
        self.covered = width
        self.place()

    def _edge(self) -> int:
        return self.theme.px(EDGE)

    def place(self) -> None:
        """Bottom left of its parent, 28 from the side and 12 from below; higher where the page is narrow."""
        parent, px, edge = self._sheet, self.theme.px, self._edge()
        words = paint.runs_width(self.theme, self._runs)
        link = self.link.sizeHint().width() + px(26) if self._undo is not None else px(4)
        most = parent.width() - self.covered - 2 * px(28)
        width = min(most, px(42) + words + px(8) + link + px(6))
        room = width - px(42) - px(8) - link - px(6)
        name = paint.runs_width(self.theme, [run for run in self._runs if run.bold])
        self._wraps = words > room and name - (words - room) < px(NAME)  # what gives way on one line would be nothing then
        height = px(44)
        if self._wraps:
            flags = paint.WRAPPED
            needed = self.theme.metrics(14).boundingRect(QRect(0, 0, room, parent.height()), flags, self.text_said())
            height = needed.height() + px(22)
        self.setGeometry(px(28) - edge, parent.height() - px(12) - height - edge, width + 2 * edge, height + 2 * edge)
        size = self.link.sizeHint()
        self.link.setGeometry(
            edge + width - px(10) - size.width(), edge + (height - size.height()) // 2, size.width(), size.height()
        )

    def _fitted(self, room: int) -> tuple[paint.Run, ...]:
        """A very long name gives way, what was done to it stays whole."""
        over = paint.runs_width(self.theme, self._runs) - room
        if over <= 0:
            return self._runs
        metrics = self.theme.metrics(14, bold=True)
        return tuple(
            run._replace(text=paint.shortened(metrics, run.text, metrics.horizontalAdvance(run.text) - over)) if run.bold else run
            for run in self._runs
        )

    def _take_back(self) -> None:
        undo = self._undo
        self.close_notice()
        if undo is not None:
            undo()
        self.undone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is on it."""
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Eight more seconds, unless the link has the focus."""
        if not self.link.hasFocus() and self.isVisible():
            self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay while the link is focused."""
        if event.type() == QEvent.Type.FocusIn:
            self.timer.stop()
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.timer.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strip in its shade."""
        painter, theme, t, px, edge = QPainter(self), self.theme, self.theme.tokens, self.theme.px, self._edge()
        strip = self.rect().adjusted(edge, edge, -edge, -edge)
        draw_shadow(painter, theme, strip, 6, 8)
        paint.rounded(painter, theme, strip, 6, fill=t.notice)
        middle = strip.center().y() + 1
        paint.image(painter, theme, strip.left() + px(14), middle, self._icon, t.on_notice)
        end = self.link.x() - px(20) if self._undo is not None else strip.right() - px(10)
        box = QRect(strip.left() + px(42), strip.top(), end - strip.left() - px(42), strip.height())
        if self._wraps:
            paint.write_lines(painter, theme, box, self.text_said(), t.on_notice)
        else:
            paint.write_runs(painter, theme, box, self._fitted(box.width()), t.on_notice)
        if self._undo is not None:
            line = QRect(self.link.x() - px(8), middle - px(10), 1, px(20))
            painter.fillRect(line, theme.colour(t.notice_rule))
