"""What the picture of 客户网络 is made of: the mark of each with its name, the lines between them. Lengths are px at 100 %; the
view brings them to the scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from kyuanbook.book.queries.network import Edge, Node, What
from kyuanbook.rules.network import APART, DASHES, LINE, Place, Tie, asides, shortened
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.theme import SANS, Theme

SIZE: Final = 14  # px of a name
RING: Final = 5.0  # around a mark: focus, the middle
READABLE: Final = 0.42  # of full size: smaller, names would be specks, and are left out
ICONS: Final[Mapping[What, str]] = {What.PARTNER: "store", What.EVENT: "calendar"}
HANDLE: Final = "@"
WIDTHS: Final[Mapping[Tie, float]] = {Tie.BROUGHT: 1.6, Tie.HOUSEHOLD: 5.0, Tie.PARTNER: 1.8, Tie.EVENT: 1.6, Tie.CONTACT: 1.6}
FAMILY: Final[Mapping[Tie, str]] = {Tie.PARTNER: "partner", Tie.EVENT: "content", Tie.CONTACT: "online"}


def name_widths(nodes: Iterable[Node]) -> dict[str, float]:
    """How wide each name is at 100 %, whatever the scale; bold takes a little more, and the middle is bold."""
    font = QFont()
    font.setFamilies(SANS)
    font.setPixelSize(SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.Bold)
    metrics = QFontMetricsF(font)
    return {label: metrics.horizontalAdvance(label) + 2 for label in {shortened(node.name) for node in nodes}}


class Mark(QGraphicsItem):
    """One of them. Its own middle is where it stands."""

    def __init__(self, theme: Theme, node: Node, place: Place, *, middle: bool) -> None:
        super().__init__()
        self.theme, self.node, self.place, self.middle = theme, node, place, middle
        self.held = False
        self.setPos(place.x, place.y)
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_held(self, held: bool) -> None:
        """It has the focus, or not."""
        if held != self.held:
            self.held = held
            self.setZValue(3 if held else 2)
            self.update()

    def boundingRect(self) -> QRectF:
        """Mark, ring and name."""
        half = max(self.place.radius + RING + 3, self.place.wide / 2 + 2)
        top = -self.place.radius - RING - 3
        return QRectF(-half, top, 2 * half, -top + self.place.radius + APART + LINE + 2)

    def shape(self) -> QPainterPath:
        """Where it is clicked: mark and name, without the air around."""
        path, radius, wide = QPainterPath(), self.place.radius, self.place.wide
        path.addEllipse(QPointF(0, 0), radius, radius)
        path.addRect(QRectF(-wide / 2, radius, wide, APART + LINE))
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The mark, its shape, the name over a breath of the sheet."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, t = self.place.radius, self.theme.tokens
        if self.middle or self.held:
            ink = t.focus if self.held else t.accent
            painter.setPen(QPen(self.theme.colour(ink), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), radius + RING - 1, radius + RING - 1)
        self._draw_mark(painter, radius)
        if painter.worldTransform().m11() / self.theme.scale < READABLE and not (self.middle or self.held):
            return
        box = QRectF(-self.place.wide / 2, radius + APART, self.place.wide, LINE)
        ground = QColor(self.theme.colour(t.sheet))
        ground.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        self._write(painter, box, shortened(self.node.name), t.ink)

    def _write(self, painter: QPainter, box: QRectF, words: str, ink: str) -> None:
        """Words about the middle of ``box``. The kit writes in the present scale, which the view has brought in already."""
        scale = self.theme.scale
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        whole = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale).toAlignedRect()
        paint.write(
            painter, self.theme, whole.adjusted(-4, 0, 4, 0), words, ink, size=SIZE, bold=self.middle, align=paint.CENTRE
        )
        painter.restore()

    def _draw_mark(self, painter: QPainter, radius: float) -> None:
        t = self.theme.tokens
        if self.node.what is What.CUSTOMER:
            colours = self.theme.stage(self.node.stage)
            painter.setPen(QPen(self.theme.colour(colours.word), 1.4))
            painter.setBrush(self.theme.colour(colours.fill))
            painter.drawEllipse(QPointF(0, 0), radius, radius)
            side = radius * 1.06
            shapes.draw_shape(painter, QRectF(-side / 2, -side / 2, side, side), self.node.stage, colours.ink, self.theme)
            return
        ink = t.families[FAMILY[_TIE_OF[self.node.what]]]
        painter.setPen(QPen(self.theme.colour(ink), 1.4))
        painter.setBrush(self.theme.colour(t.raised))
        box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
        painter.drawRoundedRect(box, 4, 4)
        if self.node.what is What.CONTACT:
            self._write(painter, box.adjusted(0, -1, 0, -1), HANDLE, ink)
            return
        ratio = max(1.0, painter.worldTransform().m11())
        icon = self.theme.icon(ICONS[self.node.what], ink, 16, ratio)
        painter.drawPixmap(QRectF(-8, -8, 16, 16), icon, QRectF(icon.rect()))


_TIE_OF: Final[Mapping[What, Tie]] = {What.PARTNER: Tie.PARTNER, What.EVENT: Tie.EVENT, What.CONTACT: Tie.CONTACT}


def tie_pen(theme: Theme, tie: Tie, *, held: bool = False) -> QPen:
    """The line of a tie; ``held``: of whoever has the focus."""
    t = theme.tokens
    ink = t.families[FAMILY[tie]] if tie in FAMILY else t.accent if tie is Tie.BROUGHT else t.edge
    width = WIDTHS.get(tie, 1.3) + (0.9 if held else 0)
    pen = QPen(theme.colour(t.accent if held and tie not in FAMILY else ink), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if tie in DASHES:
        pen.setDashPattern([length / width for length in DASHES[tie]])
    return pen


def draw_tie(painter: QPainter, theme: Theme, tie: Tie, lines: QPainterPath, heads: QPainterPath, *, held: bool = False) -> None:
    """Lines of one kind: who lives together by a double one, who brought whom with a head."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = tie_pen(theme, tie, held=held)
    painter.setPen(pen)
    painter.drawPath(lines)
    if tie is Tie.HOUSEHOLD:
        painter.setPen(QPen(theme.colour(theme.tokens.sheet), pen.widthF() - 2.4))
        painter.drawPath(lines)
    if not heads.isEmpty():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawPath(heads)


class Lines(QGraphicsItem):
    """All lines, drawn by kind in a few strokes; those of ``held`` once more, stronger."""

    def __init__(self, theme: Theme, edges: Sequence[Edge], marks: Mapping[str, Mark]) -> None:
        super().__init__()
        self.theme, self.edges, self.marks, self.held = theme, edges, marks, ""
        self.asides = asides(edges)
        self._paths: dict[Tie, tuple[QPainterPath, QPainterPath]] = {}
        self._box = QRectF()
        self.setZValue(0)
        self.follow()

    def follow(self) -> None:
        """The marks moved."""
        self.prepareGeometryChange()
        self._paths = self._drawn(self.edges)
        self._box = QRectF()
        for lines, _ in self._paths.values():
            self._box = self._box.united(lines.boundingRect())
        self._box.adjust(-12, -12, 12, 12)

    def hold(self, key: str) -> None:
        """Whose lines stand out."""
        if key != self.held:
            self.held = key
            self.update()

    def boundingRect(self) -> QRectF:
        """All of them."""
        return self._box

    def _drawn(self, edges: Iterable[Edge]) -> dict[Tie, tuple[QPainterPath, QPainterPath]]:
        found: dict[Tie, tuple[QPainterPath, QPainterPath]] = {}
        for edge in edges:
            one, other = self.marks[edge.one], self.marks[edge.other]
            lines, heads = found.setdefault(edge.tie, (QPainterPath(), QPainterPath()))
            aside = beside(one.pos(), other.pos(), self.asides.get(edge, 0.0))
            a, b = one.pos() + aside, other.pos() + aside
            lines.moveTo(a)
            lines.lineTo(b)
            if edge.tie is Tie.BROUGHT:
                _add_head(heads, a, b, other.place.radius + 2)
        return found

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Kind by kind."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tie, (lines, heads) in self._paths.items():
            draw_tie(painter, self.theme, tie, lines, heads)
        if self.held:
            own = self._drawn(edge for edge in self.edges if self.held in (edge.one, edge.other))
            for tie, (lines, heads) in own.items():
                draw_tie(painter, self.theme, tie, lines, heads, held=True)


def beside(start: QPointF, end: QPointF, aside: float) -> QPointF:
    """By how much a line is moved to lie ``aside`` from the straight way."""
    way = end - start
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    return QPointF(-way.y(), way.x()) * (aside / length) if length and aside else QPointF()


def _add_head(path: QPainterPath, start: QPointF, end: QPointF, short: float) -> None:
    """An arrow's head, ``short`` before ``end``."""
    way = end - start
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    if length <= short + 10:
        return
    unit = way / length
    tip, back = end - unit * short, end - unit * (short + 8)
    aside = QPointF(-unit.y(), unit.x()) * 3.6
    path.addPolygon(QPolygonF([tip, back + aside, back - aside, tip]))
