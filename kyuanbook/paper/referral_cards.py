"""介绍卡: ten on A4 to be cut apart, each with whose it is, what is promised, and a code as text and as QR."""

from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.qr import squares
from kyuanbook.paper.referral_sheets import ReferralCard, ReferralCards
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
ACROSS: Final = 2
DOWN: Final = 5
A4: Final = (210 * MM, 297 * MM)
PAD: Final = 8 * MM
QR: Final = 22 * MM
LEAD: Final = 1.36
OFFER: Final = 3  # lines of what is promised


def referral_cards(sheet: ReferralCards, progress: Progress | None = None) -> Printed:
    """The cards as PDF; the same bytes for the same rows. Raises Cancelled when ``progress`` answers False."""
    document = Document(A4, title=sheet.title, author=sheet.shop)
    made = _Cards(document, sheet)
    pages = made.draw(progress)
    return Printed(document.written(progress, len(sheet.rows)), pages, made.set.writer.missing)


class _Cards:
    """Draws cards into a document."""

    def __init__(self, document: Document, sheet: ReferralCards) -> None:
        self.canvas, self.sheet = document.canvas, sheet
        self.set = Setter(document.canvas)
        self.width, self.height = A4[0] / ACROSS, A4[1] / DOWN

    def draw(self, progress: Progress | None) -> int:
        """All pages."""
        rows, each = self.sheet.rows, ACROSS * DOWN
        pages = max(1, -(-len(rows) // each))
        for page in range(pages):
            on_page = rows[page * each : (page + 1) * each]
            self._draw_cuts()
            for i, row in enumerate(on_page):
                down, across = divmod(i, ACROSS)
                self._draw_card(row, across * self.width, A4[1] - down * self.height)
            self.canvas.showPage()
            if progress is not None and not progress(page * each + len(on_page), len(rows)):
                raise Cancelled
        return pages

    def _draw_cuts(self) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.5)
        canvas.setDash([2.0, 2.0])
        canvas.line(self.width, 0, self.width, A4[1])
        for i in range(1, DOWN):
            canvas.line(0, i * self.height, A4[0], i * self.height)
        canvas.setDash([])
        canvas.setStrokeGray(0)

    def _draw_card(self, row: ReferralCard, left: float, top: float) -> None:
        canvas, set_, sheet = self.canvas, self.set, self.sheet
        right, room = left + self.width - PAD, self.width - 2 * PAD - QR - 5 * MM
        x, y, texts = left + PAD, top - PAD, list[str]()
        size, shop = set_.fit(set_.clean(sheet.shop), Style.SERIF, (13, 11.5, 10), self.width - 2 * PAD)
        y -= size * 1.1
        texts.append(set_.put(shop, Style.SERIF, size, x, y))
        rule = y - 2.2 * MM
        y = rule - 1.4 * MM
        for line, style, size in self._lines(row, room):
            y -= size * LEAD
            texts.append(set_.put(line, style, size, x, y + size * (LEAD - 1)))
        code_size, code = set_.fit(row.code, BOLD, (13, 11.5, 10, 8.5), QR + 8 * MM)
        at = rule - 3 * MM - QR
        texts.append(set_.put_right(code, BOLD, code_size, right, at - code_size * 1.15))
        word = set_.clean(sheet.code)
        texts.append(set_.put_right(word, REGULAR, 8, right, at - code_size * 1.15 - 11))
        canvas.saveState()
        canvas.setStrokeColorRGB(*SEAL_RED)
        canvas.setLineWidth(0.6)
        canvas.line(x, rule, right, rule)
        canvas.restoreState()
        set_.draw(*texts)
        canvas.saveState()
        canvas.translate(right - QR, at)
        canvas.addLiteral(squares(row.code, QR))
        canvas.restoreState()

    def _lines(self, row: ReferralCard, room: float) -> list[tuple[str, Style, float]]:
        set_, sheet = self.set, self.sheet
        lines: list[tuple[str, Style, float]] = []
        head = set_.clean(sheet.head)
        lines += [(line, BOLD, 11.5) for line in set_.wrap(head, BOLD, 11.5, room, 2)]
        by = set_.clean(sheet.by.replace("{name}", row.name))
        size, fitted = set_.fit(by, REGULAR, (10, 9, 8.5), room)
        lines.append((fitted, REGULAR, size))
        left = OFFER
        for one in sheet.offer:
            wrapped = set_.wrap(set_.clean(one), REGULAR, 9, room, max(1, left))
            lines += [(line, REGULAR, 9) for line in wrapped[: max(0, left)]]
            left -= len(wrapped)
        return lines
