"""The picture of 客户网络: one in the middle, everybody else around. Enter or a click walks on, arrows move, hovering reads."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QMenu, QSizePolicy, QWidget

from kyuanbook.book.queries.network import Network
from kyuanbook.language import tr
from kyuanbook.rules.network import Layout, Link, tied_to, toward
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.menu import fill_menu
from kyuanbook.ui.shell.row_menu import Groups, is_menu_key
from kyuanbook.ui.sources.network_marks import Lines, Mark

WALK: Final = 160  # ms
MOVED: Final = 150  # people that move while one walks; more just stand at their new places: no frame is late
LOW: Final = 220  # px high at least
BEGIN: Final = 0.62  # of full size: names of nine pixels, the least that a picture begins with
STEP: Final = 1.25  # of zoom
FARTHEST: Final = 0.12
NEAREST: Final = 3.0
MARGIN: Final = 24.0
ARROWS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class NetworkView(QGraphicsView):
    """``walked``: the key of whoever is to be the middle; ``held``: who has the focus or is hovered, "" for nobody; ``told``
    says what is read of one; ``groups``: what can be done with the one in hand."""

    said_as = "Graphic"
    walked = Signal(str)
    moved = Signal(str)
    back_wanted = Signal()
    card_wanted = Signal(str)

    def __init__(
        self, theme: Theme, told: Callable[[str], str], groups: Callable[[], Groups], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._told, self._groups = theme, told, groups
        self.network: Network | None = None
        self.layout_made: Layout | None = None
        self.marks: dict[str, Mark] = {}
        self.key = ""
        self._lines: Lines | None = None
        self._tied: dict[str, list[str]] = {}
        self._hovered, self._pressed = "", QPoint()
        self._zoom, self._fitted, self._begun = 1.0, True, True
        self._moving: QVariantAnimation | None = None
        self.menu: QMenu | None = None
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("客户网络"))
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Colours and scale as they are now."""
        self.setBackgroundBrush(self.theme.colour(self.theme.tokens.sheet))
        self.setMinimumHeight(self.theme.px(LOW))
        for mark in self.marks.values():
            mark.update()
        if self._lines is not None:
            self._lines.update()
        if not self._fitted:
            self._apply_zoom()
        elif self._begun:
            self.begin()
        else:
            self.fit()

    # what is shown -------------------------------------------------------------------------------------------------------

    def show_network(self, network: Network, made: Layout, *, moves: bool) -> None:
        """This one; ``moves``: whoever stood there before goes to the new place, where the system lets things move."""
        moving = moves and self.theme.animates and len(network.nodes) <= MOVED
        before = {key: mark.pos() for key, mark in self.marks.items()} if moving else {}
        self._stop()
        scene = self.scene()
        scene.clear()
        self.network, self.layout_made = network, made
        self.marks = {
            node.key: Mark(self.theme, node, made.places[node.key], middle=node.key == network.middle)
            for node in network.nodes
        }
        self._lines = Lines(self.theme, network.edges, self.marks)
        self._tied = tied_to(Link(edge.one, edge.other) for edge in network.edges)
        scene.addItem(self._lines)
        for mark in self.marks.values():
            scene.addItem(mark)
        box = QRectF(made.left, made.top, made.right - made.left, made.bottom - made.top)
        room = max(box.width(), box.height(), 600.0)
        scene.setSceneRect(box.adjusted(-room, -room, room, room))
        self._hovered = ""
        self.hold(self.key if self.key in self.marks and not moves else network.middle)
        self.begin()
        if before:
            self._walk({key: start for key, start in before.items() if key in self.marks})

    def _walk(self, before: Mapping[str, QPointF]) -> None:
        """From where they stood to where they stand, in one short movement."""
        ends = {key: self.marks[key].pos() for key in before}
        moving = self._moving = QVariantAnimation(self)
        moving.setStartValue(0.0)
        moving.setEndValue(1.0)
        moving.setDuration(WALK)
        moving.setEasingCurve(QEasingCurve.Type.OutCubic)

        def at(share: object) -> None:
            part = float(share)  # type: ignore[arg-type]  # what a QVariant of a float is
            for key, start in before.items():
                self.marks[key].setPos(start + (ends[key] - start) * part)
            if self._lines is not None:
                self._lines.follow()

        moving.valueChanged.connect(at)
        at(0.0)
        moving.start()

    def _stop(self) -> None:
        if self._moving is not None:
            self._moving.stop()
            self._moving.deleteLater()
            self._moving = None

    def hold(self, key: str) -> None:
        """Put the focus on ``key``; its lines stand out, and it is read."""
        for one in (self.key, key):
            if one in self.marks:
                self.marks[one].set_held(one == key and self.hasFocus())
        self.key = key
        self._read(key)

    def _read(self, key: str) -> None:
        if self._lines is not None:
            self._lines.hold(key if key != (self.network.middle if self.network else "") else "")
        words = self._told(key)
        self.setAccessibleDescription(words)
        announce(self, words)
        self.moved.emit(key)

    def read_again(self) -> None:
        """What is read may be said otherwise now: 隐私 was switched."""
        if self.network is not None:
            self._read(self._hovered or self.key)

    def reads(self) -> str:
        """The key of whoever is being read."""
        return self._hovered or self.key

    # nearer and farther --------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """1: as large as the rest of the page."""
        return self._zoom

    def begin(self) -> None:
        """All of it where its names can be read then; else as much of it as can be read, about the middle."""
        self.fit()
        if self.layout_made is not None and self._zoom < BEGIN:
            self._zoom = BEGIN
            self._apply_zoom()
            self.centerOn(0, 0)
        self._begun = True

    def fit(self) -> None:
        """All of it, no larger than the rest of the page."""
        made = self.layout_made
        if made is None:
            return
        self._begun = False
        wide, high = made.right - made.left + 2 * MARGIN, made.bottom - made.top + 2 * MARGIN
        room = self.viewport().size()
        scale = self.theme.scale
        self._zoom = max(FARTHEST / 2, min(1.0, room.width() / wide / scale, room.height() / high / scale))
        self._fitted = True
        self._apply_zoom()
        self.centerOn((made.left + made.right) / 2, (made.top + made.bottom) / 2)

    def zoom_by(self, factor: float) -> None:
        """Nearer (over 1) or farther, about the one in hand or the mouse."""
        self._zoom = min(NEAREST, max(FARTHEST, self._zoom * factor))
        self._fitted = False
        self._apply_zoom()

    def _apply_zoom(self) -> None:
        whole = self._zoom * self.theme.scale
        self.resetTransform()
        self.scale(whole, whole)

    def nearer(self) -> None:
        """One step in, toward the one in hand."""
        self.zoom_by(STEP)
        self._into_sight()

    def farther(self) -> None:
        """One step out."""
        self.zoom_by(1 / STEP)
        self._into_sight()

    def _into_sight(self) -> None:
        mark = self.marks.get(self.key)
        if mark is not None:
            self.ensureVisible(mark.sceneBoundingRect(), self.theme.px(20), self.theme.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, unless the owner looks at a part of it."""
        super().resizeEvent(event)
        if self._fitted:
            (self.begin if self._begun else self.fit)()

    # keys and mouse ------------------------------------------------------------------------------------------------------

    def walk(self, key: str = "") -> None:
        """Let the one in hand be the middle."""
        key = key or self.key
        if key and self.network is not None and key != self.network.middle:
            self.walked.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, Backspace; + − 0 for nearer, farther, all."""
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.walk, Qt.Key.Key_Enter: self.walk, Qt.Key.Key_Backspace: self.back_wanted.emit,
            Qt.Key.Key_0: self.fit, Qt.Key.Key_Minus: self.farther, Qt.Key.Key_Plus: self.nearer,
            Qt.Key.Key_Equal: self.nearer, Qt.Key.Key_Home: self._to_middle,
        }  # fmt: skip
        if is_menu_key(event):
            self.open_menu()
        elif key in ARROWS and plain and self.layout_made is not None and self.key:
            other = toward(self.layout_made, self.key, *ARROWS[key], self._tied.get(self.key, ()))
            if other is not None:
                self._hovered = ""
                self.hold(other)
                self._into_sight()
        elif key in acts and (plain or key == Qt.Key.Key_Plus):
            acts[key]()
        else:
            event.ignore()
            return
        event.accept()

    def _to_middle(self) -> None:
        if self.network is not None:
            self.hold(self.network.middle)
            self._into_sight()

    def key_at(self, point: QPoint) -> str:
        """Who stands at a place of the viewport."""
        found = self.itemAt(point)
        return found.node.key if isinstance(found, Mark) else ""

    def place_of(self, key: str) -> QPoint:
        """Where somebody stands in the viewport."""
        return self.mapFromScene(self.marks[key].pos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a drag of the whole picture."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a drag, walks."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        key = self.key_at(point)
        near = (point - self._pressed).manhattanLength() < self.theme.px(5)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        if event.button() == Qt.MouseButton.LeftButton and near and key:
            self._hovered = ""
            self.hold(key)
            self.walk()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hovering reads."""
        super().mouseMoveEvent(event)
        if event.buttons():
            self._fitted = False
            return
        key = self.key_at(event.position().toPoint())
        if key != self._hovered:
            self._hovered = key
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
            self._read(key or self.key)

    def leaveEvent(self, event: QEvent) -> None:
        """The one in hand is read again."""
        super().leaveEvent(event)
        if self._hovered:
            self._hovered = ""
            self._read(self.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer and farther about the mouse."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(1.0015**turned)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the one under the mouse."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            key = self.key_at(self.viewport().mapFromGlobal(event.globalPos()))
            if key:
                self.hold(key)
                self._open(event.globalPos())
        event.accept()

    def open_menu(self) -> None:
        """Beside the one in hand."""
        if self.key in self.marks:
            self._open(self.viewport().mapToGlobal(self.place_of(self.key)))

    def _open(self, point: QPoint) -> None:
        groups = [group for group in self._groups() if group]
        if groups and self.menu is None:
            menu = self.menu = QMenu(self)
            fill_menu(menu, groups, self.window())
            menu.aboutToHide.connect(self._hidden)
            menu.popup(point)

    def _hidden(self) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
            self.menu = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The one in hand has its ring."""
        super().focusInEvent(event)
        if self.key in self.marks:
            self.marks[self.key].set_held(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring, but while its menu is open."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.key in self.marks:
            self.marks[self.key].set_held(False)

