"""客户网络 on A4 across: the coordinates of the screen, black on white; a large one on several sheets to be put together."""

from typing import Any, Final, NamedTuple

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.network_sheet import NetworkSheet, Spot, Stroke
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import Printed
from kyuanbook.paper.typeset import SEAL_RED, Setter
from kyuanbook.rules.network import APART, DASHES, LINE, Tie

WIDE: Final = 297 * MM
HIGH: Final = 210 * MM
MARGIN: Final = 12 * MM
HEAD: Final = 20 * MM  # of the first sheet
FOOT: Final = 12 * MM
LEAD: Final = 5.2 * MM  # from line to line of the legend
SAMPLE: Final = 7 * MM  # length of a line in it
BETWEEN: Final = 4 * MM
SMALL: Final = 8.5  # size of its words
NAME: Final = 14.0  # size of a name, in the picture's own px
LARGEST: Final = 0.75  # of the picture's px in points: as large as on the screen
BLACK: Final = 0.0
GREY: Final = 0.45
SHEETS: Final = (1, 2, 3)  # across, and as many down


class Sample(NamedTuple):
    """A line, a stage's shape or a sign, with its word."""

    tie: Tie | None
    stage: str
    sign: str
    word: str


def readable(sheet: NetworkSheet, across: int) -> float:
    """The size of names, in points, on so many sheets across and down."""
    return NAME * _scale(sheet, across)


def network(sheet: NetworkSheet, across: int = 1) -> Printed:
    """The picture on ``across`` by ``across`` sheets; the same bytes for the same picture."""
    document = Document((WIDE, HIGH), title=sheet.title, author=sheet.shop)
    drawn = _Picture(document.canvas, sheet, across)
    for row in range(across):
        for column in range(across):
            drawn.draw_page(column, row)
            document.canvas.showPage()
    return Printed(document.written(None, 1), across * across, drawn.set.writer.missing)


def _room(across: int) -> tuple[float, float]:
    """Width and height of the picture in points, over all sheets."""
    return (WIDE - 2 * MARGIN) * across, (HIGH - 2 * MARGIN - FOOT) * across - HEAD


def _scale(sheet: NetworkSheet, across: int) -> float:
    left, top, right, bottom = sheet.box
    wide, high = _room(across)
    return min(LARGEST, wide / max(1.0, right - left), high / max(1.0, bottom - top))


class _Picture:
    """Draws one sheet after the other; each shows its part of the whole."""

    def __init__(self, canvas: Any, sheet: NetworkSheet, across: int) -> None:
        self.canvas, self.sheet, self.across = canvas, sheet, across
        self.set = Setter(canvas)
        self.scale = _scale(sheet, across)
        left, top, right, bottom = sheet.box
        wide, high = _room(across)
        self.left = (wide - (right - left) * self.scale) / 2 - left * self.scale
        self.top = HEAD + (high - (bottom - top) * self.scale) / 2 - top * self.scale
        self.x = self.y = 0.0  # where the sheet's corner lies in the whole, in points

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the picture on this sheet."""
        return MARGIN + self.left + x * self.scale - self.x, HIGH - MARGIN - self.top - y * self.scale + self.y

    def draw_page(self, column: int, row: int) -> None:
        """Its part, cut at its edges; the head on the first, the legend on each."""
        canvas, wide, high = self.canvas, WIDE - 2 * MARGIN, HIGH - 2 * MARGIN - FOOT
        self.x, self.y = column * wide, row * high
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(MARGIN, MARGIN + FOOT, wide, high)
        canvas.clipPath(path, stroke=0, fill=0)
        for stroke in self.sheet.strokes:
            self._draw_stroke(stroke)
        for spot in self.sheet.spots:
            if self._is_here(spot):
                self._draw_spot(spot)
        canvas.restoreState()
        if row == column == 0:
            self._draw_head()
        self._draw_foot(row * self.across + column + 1)

    # lines and marks -----------------------------------------------------------------------------------------------------

    def _draw_stroke(self, stroke: Stroke) -> None:
        (x, y), (to_x, to_y) = self._at(stroke.x, stroke.y), self._at(stroke.to_x, stroke.to_y)
        self._line(stroke.tie, x, y, to_x, to_y, stroke.short)

    def _line(self, tie: Tie, x: float, y: float, to_x: float, to_y: float, short: float) -> None:
        canvas, s = self.canvas, self.scale
        canvas.setDash([length * s for length in DASHES.get(tie, ())])
        canvas.setStrokeGray(BLACK if tie in (Tie.BROUGHT, Tie.HOUSEHOLD) else GREY)
        canvas.setLineWidth((4.4 if tie is Tie.HOUSEHOLD else 1.4) * s)
        canvas.line(x, y, to_x, to_y)
        if tie is Tie.HOUSEHOLD:
            canvas.setStrokeGray(1)
            canvas.setLineWidth(2.2 * s)
            canvas.line(x, y, to_x, to_y)
        canvas.setDash([])
        if tie is Tie.BROUGHT:
            self._head(x, y, to_x, to_y, short * s)

    def _head(self, x: float, y: float, to_x: float, to_y: float, short: float) -> None:
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        size = 8 * self.scale
        if length <= short + size:
            return
        across, up = (to_x - x) / length, (to_y - y) / length
        tip_x, tip_y = to_x - across * short, to_y - up * short
        back_x, back_y = tip_x - across * size, tip_y - up * size
        path = self.canvas.beginPath()
        path.moveTo(tip_x, tip_y)
        path.lineTo(back_x - up * size * 0.45, back_y + across * size * 0.45)
        path.lineTo(back_x + up * size * 0.45, back_y - across * size * 0.45)
        path.close()
        self.canvas.setFillGray(BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _is_here(self, spot: Spot) -> bool:
        """Whether any of it is on this sheet: what is not would still be found when the file is searched."""
        x, y = self._at(spot.x, spot.y)
        half, below = max(spot.radius + 5, spot.wide / 2) * self.scale, (spot.radius + APART + LINE) * self.scale
        across = x + half > MARGIN and x - half < WIDE - MARGIN
        return across and y + (spot.radius + 5) * self.scale > MARGIN + FOOT and y - below < HIGH - MARGIN

    def _draw_spot(self, spot: Spot) -> None:
        canvas, s = self.canvas, self.scale
        x, y = self._at(spot.x, spot.y)
        radius, wide = spot.radius * s, spot.wide * s
        canvas.setStrokeGray(BLACK)
        canvas.setFillGray(1)
        if spot.middle:
            canvas.setLineWidth(1.6 * s)
            canvas.circle(x, y, radius + 4 * s, stroke=1, fill=1)
        top = y - radius - APART * s
        canvas.rect(x - wide / 2, top - LINE * s, wide, LINE * s, stroke=0, fill=1)
        self._draw_mark(x, y, radius, spot.stage, spot.sign)
        style = Style.BOLD if spot.middle else Style.REGULAR
        label = self.set.clean(spot.label)
        size = NAME * s
        canvas.setFillGray(BLACK)
        self.set.draw(self.set.put_middle(label, style, size, x, top - LINE * s * 0.76))

    def _draw_mark(self, x: float, y: float, radius: float, stage: str, sign: str) -> None:
        canvas = self.canvas
        canvas.setLineWidth(1.2 * self.scale)
        canvas.setStrokeGray(BLACK)
        canvas.setFillGray(1)
        if not sign:
            canvas.circle(x, y, radius, stroke=1, fill=1)
            side = radius * 1.06
            canvas.saveState()
            canvas.translate(x - side / 2, y - side / 2)
            canvas.setFillGray(BLACK)
            canvas.addLiteral(stage_mark(stage, side))
            canvas.restoreState()
            return
        canvas.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.3, stroke=1, fill=1)
        canvas.setFillGray(BLACK)
        self.set.draw(self.set.put_middle(self.set.clean(sign), Style.BOLD, radius * 1.2, x, y - radius * 0.42))

    # around --------------------------------------------------------------------------------------------------------------

    def _draw_head(self) -> None:
        canvas, set_, sheet = self.canvas, self.set, self.sheet
        seal, bottom = 9 * MM, HIGH - MARGIN - 9 * MM
        set_.draw_seal(MARGIN, bottom, seal)
        base, right = bottom + seal * 0.25, WIDE - MARGIN
        about = set_.clean(sheet.about)
        edge = right - set_.width(about, Style.REGULAR, 9)
        x = MARGIN + seal + 3.2 * MM
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (19, 16, 13), edge - x - 30 * MM)
        end = x + set_.width(title, Style.SERIF, size) + 4 * MM
        canvas.setFillGray(BLACK)
        texts = [set_.put(title, Style.SERIF, size, x, base), set_.put_right(about, Style.REGULAR, 9, right, base)]
        if edge - end > 20 * MM:
            shop_size, shop = set_.fit(set_.clean(sheet.shop), Style.REGULAR, (10, 9, 8), edge - end - 4 * MM)
            texts.append(set_.put(shop, Style.REGULAR, shop_size, end, base))
        set_.draw(*texts)
        canvas.setStrokeColorRGB(*SEAL_RED)
        canvas.setLineWidth(0.7)
        for down in (0.0, 0.7 * MM):
            y = HIGH - MARGIN - 12.4 * MM - down
            canvas.line(MARGIN, y, right, y)
        canvas.setStrokeGray(BLACK)

    def _draw_foot(self, page: int) -> None:
        """What lines and shapes mean, on two lines at most; which sheet it is."""
        set_, lines = self.set, self._legend()
        s, self.scale = self.scale, 0.7  # samples are as large on every sheet
        texts = []
        for down, line in enumerate(lines):
            x, y = MARGIN, MARGIN + 1.5 * MM + (len(lines) - 1 - down) * LEAD
            for tie, stage, sign, word in line:
                if tie is not None:
                    self._line(tie, x, y + 3, x + SAMPLE, y + 3, 0)
                    x += SAMPLE + 1.2 * MM
                if stage or sign:
                    self._draw_mark(x + 1.8 * MM, y + 3, 1.8 * MM, stage, sign)
                    x += 4.8 * MM
                texts.append(set_.put(word, Style.REGULAR, SMALL, x, y))
                x += set_.width(word, Style.REGULAR, SMALL) + BETWEEN
        self.scale = s
        if self.across > 1:
            words = set_.clean(self.sheet.page.format(page=page, pages=self.across**2))
            texts.append(set_.put_right(words, Style.REGULAR, SMALL, WIDE - MARGIN, MARGIN + FOOT + 1.5 * MM))
        self.canvas.setFillGray(BLACK)
        set_.draw(*texts)

    def _legend(self) -> list[list[Sample]]:
        """Ties with the sign of what they lead to, then the stages; as many on a line as it has room for."""
        clean, sheet = self.set.clean, self.sheet
        samples = [Sample(tie, "", sheet.signs.get(tie, ""), clean(word)) for tie, word in sheet.ties.items()]
        samples += [Sample(None, stage, "", clean(word)) for stage, word in sheet.stages.items()]
        lines: list[list[Sample]] = [[]]
        x = 0.0
        for one in samples:
            wide = self.set.width(one.word, Style.REGULAR, SMALL) + BETWEEN
            wide += (SAMPLE + 1.2 * MM if one.tie is not None else 0) + (4.8 * MM if one.stage or one.sign else 0)
            if x and x + wide - BETWEEN > WIDE - 2 * MARGIN:
                lines.append([])
                x = 0.0
            lines[-1].append(one)
            x += wide
        return lines
