"""回访名单: rows to PDF, on any paper."""

from io import BytesIO

from reportlab.pdfbase.pdfdoc import NoEncryption
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import FORMATS, MM
from kyuanbook.paper.callpage import CallPages
from kyuanbook.paper.callroll import CallRoll
from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.sheets import CallSheet, Cancelled, Paper, Printed, Progress


class _Asking(NoEncryption):
    """Writing the file compresses page after page, which for many pages takes as long as drawing them did. ReportLab passes
    each through here, and knows no other place where it could be asked to stop.
    """

    def __init__(self, progress: Progress, rows: int) -> None:
        self._progress, self._rows = progress, rows

    def encode(self, text: bytes) -> bytes:
        """As it came, unless the owner stopped it."""
        if not self._progress(self._rows, self._rows):
            raise Cancelled
        return text


def call_list(sheet: CallSheet, paper: Paper, progress: Progress | None = None) -> Printed:
    """The call list as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    fonts()
    form = FORMATS.get(paper)
    size = (form.width * MM, form.height * MM) if form else (80 * MM, 80 * MM)
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, initialFontName=Style.REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(f"{sheet.title} {sheet.number}")
    canvas.setAuthor(sheet.shop)
    canvas.setSubject(sheet.day)
    canvas.setCreator("kyuanbook")
    document = CallPages(canvas, sheet, form) if form else CallRoll(canvas, sheet)
    pages = document.print(progress)
    if progress is not None:
        canvas._doc.encrypt = _Asking(progress, len(sheet.rows))
    canvas.save()
    return Printed(file.getvalue(), pages, document.set.writer.missing)
