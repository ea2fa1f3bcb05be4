"""Address labels on A4 sheets of any stock."""

from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.handouts import Label, LabelSheet
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import Setter
from kyuanbook.rules.labels import SHEET, Stock

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
EDGE: Final = 5.0  # mm from the sheet's edge that many printers leave blank
PAD: Final = 3.0
PAD_HIGH: Final = 2.0
# type of (address, name, phone and sender), the largest first: the first in which all of it has room is taken
SIZES: Final = ((10.5, 12.5, 9.0), (9.5, 11.5, 8.5), (8.5, 10.0, 8.0), (7.5, 9.0, 7.0), (6.5, 8.0, 6.5))
LEAD: Final = 1.28  # from line to line, in sizes


def labels(sheet: LabelSheet, progress: Progress | None = None) -> Printed:
    """The labels as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    document = Document((SHEET[0] * MM, SHEET[1] * MM), title=sheet.title, author=sheet.sender)
    setter, stock = LabelSetter(document, sheet), sheet.stock
    at, pages, done = sheet.start - 1, 0, 0
    while done < len(sheet.rows) or not pages:
        on_page = sheet.rows[done : done + stock.many - at]
        texts: list[str] = []
        for i, row in enumerate(on_page, at):
            texts += setter.texts(row, i)
        setter.set.draw(*texts)
        document.canvas.showPage()
        done, pages, at = done + len(on_page), pages + 1, 0
        if progress is not None and not progress(done, len(sheet.rows)):
            raise Cancelled
    return Printed(document.written(progress, len(sheet.rows)), pages, setter.set.writer.missing)


class LabelSetter:
    """Sets labels of one stock."""

    def __init__(self, document: Document, sheet: LabelSheet) -> None:
        self.set = Setter(document.canvas)
        self.stock = sheet.stock
        self.sender = self.set.clean(sheet.sender)
        self.boxes = [_box(sheet.stock, at) for at in range(sheet.stock.many)]

    def texts(self, row: Label, at: int) -> list[str]:
        """Operators of one label: where to, who, the number, and small whom it comes from."""
        left, top, width, height = self.boxes[at]
        set_ = self.set
        address, name, phone = set_.clean(row.address), set_.clean(row.name), set_.clean(row.phone)
        for sizes in SIZES:
            lines, high = self._lines(address, name, phone, sizes, width, height)
            if high <= height:
                break
        y, texts = top - max(0.0, (height - high) / 2), []
        for text, style, size in lines:
            y -= size * LEAD
            texts.append(set_.put(text, style, size, left, y + size * (LEAD - 1)))
        return texts

    def _lines(
        self, address: str, name: str, phone: str, sizes: tuple[float, float, float], width: float, height: float
    ) -> tuple[list[tuple[str, Style, float]], float]:
        """The lines of a label in these sizes, and how high they are; what of a line has no room is cut at the smallest."""
        set_, (body, big, small) = self.set, sizes
        last = sizes is SIZES[-1]
        most = max(1, int((height - big * LEAD - (small * LEAD if phone else 0)) / (body * LEAD))) if last else 4
        lines = [(line, REGULAR, body) for line in set_.wrap(address, REGULAR, body, width, most)]
        if not last and lines and lines[-1][0].endswith("…"):
            return lines, height + 1  # smaller type holds it whole
        size, fitted = set_.fit(name, BOLD, (big, big * 0.9), width)
        names = [fitted] if fitted == name else set_.wrap(name, BOLD, big * 0.9, width, 1 if last else 2)
        if not last and names and names[-1].endswith("…"):
            return lines, height + 1
        lines += [(line, BOLD, size) for line in names]
        if phone:
            lines.append((set_.fit(phone, REGULAR, (small, small * 0.85), width)[1], REGULAR, small))
        high = sum(size for _, _, size in lines) * LEAD
        if self.sender and high + small * 0.85 * LEAD <= height:  # the first to go
            lines.append((set_.fit(self.sender, REGULAR, (small * 0.85,), width)[1], REGULAR, small * 0.85))
            high += small * 0.85 * LEAD
        return lines, high


def _box(stock: Stock, at: int) -> tuple[float, float, float, float]:
    """Left, top, width, height of what may be printed on a label, in points."""
    x, y = stock.place(at)
    left, right = max(x + PAD, EDGE), min(x + stock.width - PAD, SHEET[0] - EDGE)
    top, bottom = max(y + PAD_HIGH, EDGE), min(y + stock.height - PAD_HIGH, SHEET[1] - EDGE)
    return left * MM, (SHEET[1] - top) * MM, (right - left) * MM, (bottom - top) * MM
