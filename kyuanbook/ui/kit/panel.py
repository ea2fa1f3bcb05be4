"""Entry comes in a panel from the right, 420 wide; the page beside it stays readable. Esc goes back."""

from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import KeyCap
from kyuanbook.ui.kit.motion import fade_in
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

WIDTH: Final = 420
SHADE: Final = 16
LABEL: Final = 36  # px above and below a field that is brought in sight: its label, what is wrong with it


class Panel(Part):
    """A title over a body that scrolls when it is higher than the window.

    Build into ``body`` (a column, 28 at the sides). ``dismissed``: Esc or its key cap; the page decides what is kept.
    ``topic``: the help about it. ``holds``: while it stands, the keys of the page behind mean nobody.
    """

    topic: ClassVar[str] = ""
    holds: ClassVar[bool] = True
    said_as = "Dialog"
    dismissed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(title)
        self.title = Label(theme, title, size=20, serif=True, heading=True)
        self.escape = KeyCap(theme, "Esc", tr("关"))
        self.escape.clicked.connect(self.dismissed)
        head = self.head = row(theme, margins=(28, 20, 28, 4))
        head.addWidget(self.title, 1)
        head.addWidget(self.escape)
        inside = QWidget()
        self.body = column(theme, inside, margins=(28, 0, 28, 28))
        self.scroller = Area()
        self.scroller.setWidget(inside)
        self._inside = inside
        down = column(theme, self)
        down.addLayout(head)
        down.addWidget(self.scroller, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised ground, an edge to the page."""
        painter, t = QPainter(self), self.theme.tokens
        painter.fillRect(self.rect(), self.theme.colour(t.raised))
        painter.fillRect(QRect(0, 0, 1, self.height()), self.theme.colour(t.rule2))
        paint.rule(painter, self.theme, 0, 0, self.width(), t.rule2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the panel: the entry as read, its close key last."""
        stops = self.stops()
        held = self.focusWidget()
        place = stops.index(held) if held in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop = stops[(place + (1 if forward else -1)) % len(stops)]
        stop.setFocus(reason)
        if self._inside.isAncestorOf(stop):  # from the foot into the body the scroller does not go by itself
            self.scroller.ensureWidgetVisible(stop)
        return True

    def bring_in_sight(self, field: QWidget) -> None:
        """Scroll so far that a field is seen whole with the label above it, as soon as all is laid out."""
        if self._inside.isAncestorOf(field):
            QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(field, 0, self.theme.px(LABEL)))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [w for w in _in_order(self._inside) if w.focusPolicy() & Qt.FocusPolicy.TabFocus] + [self.escape]

    def first_field(self) -> QWidget | None:
        """The first widget of the body that takes the focus."""
        return next((w for w in _in_order(self._inside) if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


def _in_order(root: QWidget) -> list[QWidget]:
    """Descendants in Tab order that can be reached."""
    found: list[QWidget] = []
    widget = root.nextInFocusChain()
    while widget is not root and widget is not None:
        if root.isAncestorOf(widget) and widget.isEnabled() and widget.isVisibleTo(root):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


class PanelHost(Part):
    """The strip at the right of the window in which one panel at a time stands, with its shade to the left."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._window = parent
        self.panel: Panel | None = None
        self._before: QWidget | None = None
        self._under: tuple[Panel, QWidget | None] | None = None
        self.hide()

    def open(self, panel: Panel) -> None:
        """Show ``panel`` in place of any other; focus goes to its first field."""
        self._under = None
        if self.panel is not None and self.panel is not panel:
            self._drop()
        if self._before is None:
            self._before = self.window().focusWidget()
            if self._before is not None:
                self._before.destroyed.connect(self._forget)
        self._take(panel)
        fade_in(self, self.theme)
        first = panel.first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            panel.bring_in_sight(first)

    def open_over(self, panel: Panel) -> None:
        """Show ``panel`` over the one that stands here, if any; when it is closed, that one is back as it was left.

        The focus passes as to a popup and back: nothing typed below is checked, selected or let go of.
        """
        below = self.panel
        if below is None or below is panel:
            self.open(panel)
            return
        under = (below, self.window().focusWidget())
        below.dismissed.disconnect(self.close_panel)
        below.removeEventFilter(self)
        self._take(panel)
        panel.raise_()
        first = panel.first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        below.hide()
        self._under = under

    def _take(self, panel: Panel) -> None:
        if self.panel is not panel:
            self.panel = panel
            panel.setParent(self)
            panel.dismissed.connect(self.close_panel)
            panel.installEventFilter(self)
        self.place()
        panel.show()

    def holds(self) -> bool:
        """Whether an entry is under way here, seen or below another panel."""
        return self.panel is not None and (self.panel.holds or self._under is not None)

    def _forget(self) -> None:
        self._before = None

    def _drop(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.dismissed.disconnect(self.close_panel)
            panel.removeEventFilter(self)
            panel.hide()

    def close_panel(self) -> None:
        """Take the panel away; the focus goes back where it was. The panel itself, with what was typed, lives on."""
        if self.panel is None:
            return
        under, self._under = self._under, None
        if under is not None and isValid(under[0]):
            self._drop()
            self._take(under[0])
            held = under[1] if under[1] is not None and isValid(under[1]) else under[0].first_field()
            if held is not None:
                held.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        before, self._before = self._before, None
        if before is not None:  # first: what is hidden with the focus passes it on by itself, and a screen reader says so
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()
        self.hide()
        self.closed.emit()

    def panel_width(self) -> int:
        """How many px of the window the panel takes now."""
        return 0 if self.panel is None else self.panel.width()

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def place(self) -> None:
        """The right 420 of the parent below the top bar, never more than the parent is wide."""
        parent, px = self._window, self.theme.px
        width = min(px(WIDTH), parent.width())
        top = px(56)
        self.setGeometry(parent.width() - width - px(SHADE), top, width + px(SHADE), parent.height() - top)
        if self.panel is not None:
            self.panel.setGeometry(px(SHADE), 0, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A panel that is destroyed closes the strip."""
        if event.type() == QEvent.Type.DeferredDelete and watched is self.panel:
            self.close_panel()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shade at the left."""
        painter, width = QPainter(self), self.theme.px(SHADE)
        shade = QLinearGradient(0, 0, width, 0)
        colour = self.theme.colour(self.theme.tokens.shade)
        start, end = type(colour)(colour), type(colour)(colour)
        start.setAlphaF(0.0)
        end.setAlphaF(0.30 if self.theme.tokens.dark else 0.14)
        shade.setColorAt(0, start)
        shade.setColorAt(1, end)
        painter.fillRect(QRect(0, 0, width, self.height()), shade)
