"""A document of ours: begun with its fonts and its properties, written with progress, the same bytes for the same rows."""

from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import NoEncryption
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.sheets import Cancelled, Progress


class Asking(NoEncryption):
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


class Document:
    """A canvas and what it is written to."""

    def __init__(self, size: tuple[float, float], *, title: str, author: str, subject: str = "") -> None:
        fonts()
        self._file = BytesIO()
        self.canvas: Any = Canvas(
            self._file, pagesize=size, invariant=1, pageCompression=1, initialFontName=Style.REGULAR  # type: ignore[arg-type]
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject(subject)
        self.canvas.setCreator("kyuanbook")

    def written(self, progress: Progress | None, rows: int) -> bytes:
        """The file. Raises Cancelled when ``progress`` answers False."""
        if progress is not None:
            self.canvas._doc.encrypt = Asking(progress, rows)
        self.canvas.save()
        return self._file.getvalue()
