"""Flyers and coupons of a campaign, with the code by which it is known at the counter: a whole page, eight to a sheet of A4 to
be cut apart, or one from a roll.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from kyuanbook.paper.barcode import bars
from kyuanbook.paper.callformat import MM
from kyuanbook.paper.callroll import DOT, ROLLS, Roll
from kyuanbook.paper.document import Document
from kyuanbook.paper.flyer_sheet import FlyerForm, FlyerSheet
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.sheets import Paper, Printed
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
SERIF: Final = Style.SERIF
LEAD: Final = 1.36
FLYER_SIZES: Final = MappingProxyType({Paper.A4: (210 * MM, 297 * MM), Paper.A5: (148 * MM, 210 * MM)})
ACROSS, DOWN = 2, 4  # coupons on A4
CUT: Final = 0.6  # grey of the lines along which they are cut


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    style: Style
    size: float
    above: float = 0.0


def flyers(sheet: FlyerSheet, form: FlyerForm, paper: Paper) -> Printed:
    """As PDF; the same bytes for the same words."""
    roll = ROLLS.get(paper)
    size = FLYER_SIZES[Paper.A4] if form is FlyerForm.COUPON and roll is None else FLYER_SIZES.get(paper, (0.0, 0.0))
    document = Document((roll.width, roll.width) if roll else size, title=sheet.title, author=sheet.shop)
    drawn = _Flyers(document.canvas, sheet)
    if form is FlyerForm.FLYER:
        drawn.draw_page(*size)
    elif roll is None:
        drawn.draw_sheet(*size)
    else:
        drawn.draw_roll(roll)
    document.canvas.showPage()
    return Printed(document.written(None, 1), 1, drawn.set.writer.missing)


class _Flyers:
    """Draws one campaign's words into a canvas."""

    def __init__(self, canvas: Any, sheet: FlyerSheet) -> None:
        self.canvas, self.sheet = canvas, sheet
        self.set = Setter(canvas)

    # a whole page --------------------------------------------------------------------------------------------------------

    def draw_page(self, width: float, height: float) -> None:
        """Shop on top, name and offer in the middle, code at the foot; everything in proportion to the page."""
        k, middle = width / (210 * MM), width / 2
        margin = 18 * MM * k
        room = width - 2 * margin
        top = self._draw_shop(margin, width - margin, height - margin - 12 * MM * k, k)
        foot = self._draw_code(middle, margin, room, 0.45 * MM * k, 15 * MM * k, (40 * k, 32 * k, 26 * k, 20 * k), 13 * k)
        lines = self._lines(room, k, most=10)
        high = _height(lines)
        free = top - foot
        shrink = min(1.0, free / high) if high > 0 else 1.0
        if shrink < 1.0:
            lines = [_Line(one.text, one.style, one.size * shrink, one.above * shrink) for one in lines]
            high = _height(lines)
        self._put(lines, middle, foot + (free - high) * 0.58 + high)

    def _draw_shop(self, left: float, right: float, base: float, k: float) -> float:
        """The seal, the shop's name, the double rule; returns how far down they reach."""
        set_, seal = self.set, 11 * MM * k
        set_.draw_seal(left, base - seal * 0.24, seal)
        size, shop = set_.fit(
            set_.clean(self.sheet.shop), SERIF, [n * k for n in (26, 22, 18, 14)], right - left - seal - 4 * MM * k
        )
        set_.draw(set_.put(shop, SERIF, size, left + seal + 4 * MM * k, base))
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(*SEAL_RED)
        canvas.setLineWidth(0.9 * k)
        y = base - 7 * MM * k
        for down in (0.0, 1.1 * MM * k):
            canvas.line(left, y - down, right, y - down)
        canvas.restoreState()
        return y - 4 * MM * k

    def _lines(self, room: float, k: float, most: int) -> list[_Line]:
        set_, sheet = self.set, self.sheet
        lines = self._block(sheet.head, SERIF, [n * k for n in (60, 50, 42, 34, 28)], room, 2, 0.0)
        lines += self._block(sheet.offer, BOLD, [n * k for n in (36, 30, 26, 22)], room, 3, 10 * MM * k)
        for i, part in enumerate(filter(None, sheet.words.split("\n"))):
            for j, line in enumerate(set_.balance(set_.clean(part), REGULAR, 17 * k, room, most)):
                lines.append(_Line(line, REGULAR, 17 * k, 9 * MM * k if not i and not j else 1.2 * MM * k))
        lines += self._block(sheet.days, REGULAR, [15 * k, 13 * k], room, 2, 8 * MM * k)
        return lines

    # coupons -------------------------------------------------------------------------------------------------------------

    def draw_sheet(self, width: float, height: float) -> None:
        """Eight alike, with lines to cut along."""
        wide, high = width / ACROSS, height / DOWN
        canvas = self.canvas
        canvas.saveState()
        canvas.setDash([2, 3])
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(CUT)
        canvas.line(wide, 0, wide, height)
        for i in range(1, DOWN):
            canvas.line(0, i * high, width, i * high)
        canvas.restoreState()
        for place in range(ACROSS * DOWN):
            down, across = divmod(place, ACROSS)
            self._draw_coupon(across * wide, height - (down + 1) * high, wide, high)

    def _draw_coupon(self, left: float, bottom: float, wide: float, high: float) -> None:
        pad = 7 * MM
        middle, room = left + wide / 2, wide - 2 * pad
        foot = bottom + 5 * MM
        foot = self._draw_code(middle, foot, room, 0.32 * MM, 8 * MM, (15.0, 13.0), 9.0)
        lines, free = self._coupon_lines(room, 2, 1.2), bottom + high - 5 * MM - foot
        while _height(lines) > free and len(lines) > 2:  # the offer and whose it is stay, whatever goes
            lines = [*lines[:-1]] if lines[-1].style is REGULAR else lines[:2]
        self._put(lines, middle, foot + (free + _height(lines)) / 2)

    def draw_roll(self, roll: Roll) -> None:
        """One, as long as what stands on it; pure black."""
        lines, room = self._coupon_lines(roll.room, 12), roll.room
        code = 29 * MM if self.sheet.code else 0.0
        high = _height(lines) + code + 12 * MM
        self.canvas.setPageSize((roll.width, high))
        foot = 6 * MM
        if self.sheet.code:
            foot = self._draw_code(roll.width / 2, foot, room, 3 * DOT, 12 * MM, (20.0, 16.0, 13.0), 9.5)
        self._put(lines, roll.width / 2, high - 5 * MM)

    def _coupon_lines(self, room: float, most: int, k: float = 1.0) -> list[_Line]:
        """``most``: lines of the words; a roll, which is as long as it must be, has more of everything."""
        sheet, set_ = self.sheet, self.set
        more = most // 4
        main, small = (sheet.offer, sheet.head) if sheet.offer else (sheet.head, "")
        lines = self._block(sheet.shop, SERIF, [12.0 * k, 10.5, 9.5], room, 1 + more, 0.0)
        lines += self._block(main, BOLD, [18.0 * k, 15.0 * k, 13.0], room, 2 + more, 1.6 * MM)
        lines += self._block(small, REGULAR, [11.0 * k, 10.0], room, 1 + more, 1.2 * MM)
        lines += self._block(sheet.days, REGULAR, [9.5 * k, 8.5], room, 1 + more, 0.8 * MM)
        words = set_.clean(" ".join(sheet.words.split("\n")))
        lines += [_Line(one, REGULAR, 8.5, 0.6 * MM) for one in set_.balance(words, REGULAR, 8.5, room, most)]
        return lines

    # parts ---------------------------------------------------------------------------------------------------------------

    def _draw_code(
        self, middle: float, foot: float, room: float, module: float, high: float, sizes: tuple[float, ...], small: float
    ) -> float:  # fmt: skip
        """What to do with the code, the code large, its bars below; returns how far up they reach."""
        sheet, set_ = self.sheet, self.set
        if not sheet.code:
            return foot
        drawn, wide = bars(sheet.code, module, high)
        while wide > room and module > DOT:
            module *= 0.85
            drawn, wide = bars(sheet.code, module, high)
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillGray(0)
        canvas.translate(middle - wide / 2, foot)
        canvas.addLiteral(drawn)
        canvas.restoreState()
        size, code = set_.fit(set_.clean(sheet.code), BOLD, sizes, room)
        base = foot + high + size * 0.36
        said, words = set_.fit(set_.clean(sheet.say), REGULAR, (small, small * 0.85), room)
        over = base + size * 0.98
        set_.draw(
            set_.put_middle(code, BOLD, size, middle, base), set_.put_middle(words, REGULAR, said, middle, over)
        )
        return over + said * 1.5

    def _block(
        self, text: str, style: Style, sizes: list[float], room: float, most: int, above: float
    ) -> list[_Line]:  # fmt: skip
        """``text`` in the first of ``sizes`` in which it is one line; else in the smallest, in as many as it needs."""
        clean = self.set.clean(text)
        if not clean:
            return []
        size, fitted = self.set.fit(clean, style, sizes, room)
        if fitted == clean:
            return [_Line(clean, style, size, above)]
        size = sizes[len(sizes) // 2]
        wrapped = self.set.balance(clean, style, size, room, most)
        if "".join(wrapped).replace(" ", "") != clean.replace(" ", ""):
            size = sizes[-1]
            wrapped = self.set.balance(clean, style, size, room, most)
        return [_Line(one, style, size, above if not i else 0.0) for i, one in enumerate(wrapped)]

    def _put(self, lines: list[_Line], middle: float, top: float) -> None:
        y, texts = top, []
        for one in lines:
            y -= one.above + one.size * LEAD
            texts.append(self.set.put_middle(one.text, one.style, one.size, middle, y + one.size * (LEAD - 1)))
        if texts:
            self.set.draw(*texts)


def _height(lines: list[_Line]) -> float:
    return sum(one.above + one.size * LEAD for one in lines)
