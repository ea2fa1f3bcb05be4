"""The floor of a call list: the same strings at the same places, each by ``canvas.drawString``, and nothing else.

No boxes, no lines, no head, no wrapping, no measuring: only what is different in every row, and ReportLab's own fonts.
"""

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.sheets import CallRow, CallSheet
from kyuanbook.paths import resource

PER_PAGE = 13
REGULAR, BOLD = "floor-regular", "floor-bold"


def load_fonts() -> None:
    """ReportLab's own font objects, of the same files as ours."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(resource("fonts", "NotoSansSC-Regular.ttf"))))
    pdfmetrics.registerFont(TTFont(BOLD, str(resource("fonts", "NotoSansSC-Bold.ttf"))))


def call_list_floor(sheet: CallSheet) -> bytes:
    """The strings of ``sheet`` on A4, as PDF."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(210 * MM, 297 * MM), invariant=1, pageCompression=1)
    pages = -(-len(sheet.rows) // PER_PAGE)
    for page in range(pages):
        for i, row in enumerate(sheet.rows[page * PER_PAGE : (page + 1) * PER_PAGE]):
            for font, size, x, down, text in _strings(sheet, row):
                canvas.setFont(font, size)
                canvas.drawString(x * MM, (297 - 35 - 18 * i - down) * MM, text)
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(175 * MM, 14.8 * MM, sheet.words.page.format(page=page + 1, pages=pages))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _strings(sheet: CallSheet, row: CallRow) -> list[tuple[str, float, float, float, str]]:
    """Font, size, left edge and distance from the row's upper line in millimetres, text."""
    detail = f"{sheet.words.last_is.format(last=row.last)}　{sheet.words.value_is.format(value=row.value)}"
    strings = [
        (REGULAR, 11, 14, 5.9, str(row.number)),
        (BOLD, 12.5, 22, 5.9, row.name),
        (REGULAR, 8, 42, 5.8, row.stage_word),
        (REGULAR, 12, 22, 12.3, row.phone),
        (REGULAR, 9.3, 58.5, 5.7, row.reason),
        (REGULAR, 8, 58.5, 9.4, detail),
    ]
    return [*strings, (REGULAR, 8, 58.5, 13.2, row.note)] if row.note else strings
