"""A chart on the screen: the PDF that is printed, rendered; one part in hand, arrows move it, Enter and a click open who stands
behind it.
"""

from collections.abc import Callable, Hashable
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.actions.source_pictures import Behind
from kyuanbook.paper.chart_parts import BARRED, DOTTED, HATCHED, LINED, OPEN, PLAIN, Chart, Fill, Hit, Ink, written
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.line import ENTER
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.tokens import Tokens

LEAST: Final = 320  # px at 100 %: narrower it would say nothing
SETTLES: Final = 120  # ms after the last change of width
PATTERNS: Final = {"online": HATCHED, "offline": BARRED, "partner": DOTTED, "content": LINED}
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)
}  # fmt: skip
Make = Callable[[float, Ink], Chart]
Look = Callable[[Callable[[], "Shown"], Callable[["Shown"], None]], None]


class Shown(NamedTuple):
    """A chart and its PDF, drawn so wide."""

    chart: Chart
    pdf: bytes


def ink_of(t: Tokens) -> Ink:
    """The colours of the look, light or dark; patterns as on paper."""
    kinds = {key: Fill(colour, PATTERNS.get(key, PLAIN)) for key, colour in t.families.items()}
    for key, stage in t.stages.items():
        if key == "lapsed":
            kinds[key] = Fill(stage.ink, OPEN)
        else:
            kinds[key] = Fill(stage.fill, PLAIN, stage.ink)
    kinds |= {
        "": Fill(t.edge, OPEN), "fresh": Fill(t.families["referral"]), "back": Fill(t.families["online"], HATCHED),
        "cost": Fill(t.families["online"], HATCHED), "won": Fill(t.families["referral"]),
    }  # fmt: skip
    return Ink(
        t.sheet, t.ink, t.ink2, t.ink3, t.rule, t.edge, t.families["referral"], t.on_accent, t.seal, kinds
    )


class ChartView(Part):
    """``opened``: what the part stands for that was entered or clicked. ``look``: runs the drawing behind the window."""

    said_as = "Graphic"
    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, look: Look) -> None:
        super().__init__(theme)
        self.name, self._look = name, look
        self.at = 0
        self.chart: Chart | None = None
        self._make: Make | None = None
        self._image: QImage | None = None
        self._drawn: tuple[int, str, float] | None = None
        self._over: int | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES)
        self._settling.timeout.connect(self.draw)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # drawing -----------------------------------------------------------------------------------------------------------

    def show_chart(self, make: Make) -> None:
        """Show what ``make`` draws, in any width and colours; the part in hand stays where there still is one."""
        self._make = make
        self._drawn = None
        self.draw()

    def restyle(self) -> None:
        """Other colours or sizes: draw anew."""
        if getattr(self, "_make", None) is not None:
            self.draw()

    def draw(self) -> None:
        """Draw it for the present width, behind the window; nothing when it is drawn so already."""
        make, wide = self._make, max(LEAST, round(self.width() / self.theme.scale))
        wanted = (wide, self.theme.tokens.sheet, self.theme.scale)
        if make is None or wanted == self._drawn or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return
        self._drawn, ink = wanted, ink_of(self.theme.tokens)

        def look() -> Shown:
            chart = make(float(wide), ink)
            return Shown(chart, written(chart, self.name))

        self._look(look, self._show)

    def _show(self, shown: Shown) -> None:
        self.chart = shown.chart
        self._image = _rendered(shown, self.theme.scale * self.devicePixelRatioF())
        self.at = max(0, min(self.at, len(self.chart.hits) - 1))
        self._over = None
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as what is drawn."""
        high = self.chart.high if self.chart is not None else 200
        return QSize(self.theme.px(480), self.theme.px(high))

    def minimumSizeHint(self) -> QSize:
        """Narrower it would say nothing."""
        return QSize(self.theme.px(LEAST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width it is drawn anew: at once for the first time, then when the width has settled."""
        super().resizeEvent(event)
        if self._image is None:
            self.draw()
        else:
            self._settling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and the part in hand."""
        if self._image is None or self.chart is None:
            return
        painter, t = QPainter(self), self.theme.tokens
        scale = self.theme.scale
        box = QRectF(0, 0, self.chart.wide * scale, self.chart.high * scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        if self._over is not None and self._over != self.at:
            paint.rounded(painter, self.theme, self.box(self._over).adjusted(-1, -1, 1, 1), 2, edge=t.edge_hover, width=1)
        if self.hasFocus() and self.chart.hits:
            paint.rounded(painter, self.theme, self.box(self.at).adjusted(-2, -2, 2, 2), 3, edge=t.focus, width=2)

    # parts -------------------------------------------------------------------------------------------------------------

    def hits(self) -> tuple[Hit, ...]:
        """The parts there are."""
        return () if self.chart is None else self.chart.hits

    def box(self, place: int) -> QRect:
        """Where a part stands, in px."""
        hit, scale = self.hits()[place], self.theme.scale
        high = 0.0 if self.chart is None else self.chart.high
        top = high - hit.bottom - hit.high
        return QRectF(hit.left * scale, top * scale, hit.wide * scale, hit.high * scale).toAlignedRect()

    def open(self, place: int) -> None:
        """Who stands behind a part."""
        stands: Hashable = self.hits()[place].stands
        if not isinstance(stands, Behind) or stands.ids:
            self.opened.emit(stands)

    def _say(self) -> None:
        self.setAccessibleDescription(self.hits()[self.at].said if self.hits() else "")

    def _part_at(self, point: QPointF) -> int | None:
        boxes = (n for n in range(len(self.hits())) if self.box(n).contains(point.toPoint()))
        return next(boxes, None)

    def _go(self, place: int) -> None:
        self.at = place
        self._say()
        announce(self, self.hits()[place].said)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows to the nearest part that way, Home and End, Enter."""
        key = Qt.Key(event.key())
        if not self.hits() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _WAYS:
            nearest = self._towards(*_WAYS[key])
            if nearest is not None:
                self._go(nearest)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self.hits()) - 1)
        elif key in ENTER:
            self.open(self.at)
        else:
            super().keyPressEvent(event)

    def _towards(self, across: int, up: int) -> int | None:
        """The nearest part that lies that way; what lies straight on is nearer than what lies aside."""
        here = self.hits()[self.at]
        x, y = here.left + here.wide / 2, here.bottom + here.high / 2
        best: tuple[float, int] | None = None
        for n, hit in enumerate(self.hits()):
            dx, dy = hit.left + hit.wide / 2 - x, hit.bottom + hit.high / 2 - y
            on, aside = (dx * across, abs(dy)) if across else (dy * up, abs(dx))
            if n != self.at and on > 0.5 and (best is None or on + 3 * aside < best[0]):
                best = (on + 3 * aside, n)
        return None if best is None else best[1]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what stands for somebody."""
        self._over = self._part_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if self._over is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if self._over is None else self.hits()[self._over].said)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes and opens the part it meets."""
        place = self._part_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.at = place
            self._say()
            self.update()
            self.open(place)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing under the mouse."""
        self._over = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the part in hand."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self.update()
        super().focusOutEvent(event)


def _rendered(shown: Shown, dots: float) -> QImage:
    """The page, ``dots`` to a point; it has no ground of its own."""
    buffer = QBuffer()
    buffer.setData(QByteArray(shown.pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    image = document.render(0, QSize(round(shown.chart.wide * dots), round(shown.chart.high * dots)))
    document.close()
    buffer.close()
    return image
