"""回访名单: rows to PDF, on any paper."""

from collections.abc import Sequence

from kyuanbook.paper.callformat import FORMATS, MM
from kyuanbook.paper.callpage import CallPages
from kyuanbook.paper.callroll import ROLLS, CallRoll
from kyuanbook.paper.document import Document
from kyuanbook.paper.sheets import CallSheet, Paper, Printed, Progress


def call_list(sheet: CallSheet, paper: Paper, progress: Progress | None = None) -> Printed:
    """The call list as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    return call_lists([sheet], paper, progress)


def call_lists(sheets: Sequence[CallSheet], paper: Paper, progress: Progress | None = None) -> Printed:
    """The sheets of one list, one after the other, each with its head and pages of its own."""
    form, first = FORMATS.get(paper), sheets[0]
    size = (form.width * MM, form.height * MM) if form else (ROLLS[paper].width, ROLLS[paper].width)
    document = Document(size, title=f"{first.title} {first.number}", author=first.shop, subject=first.day)
    canvas = document.canvas
    rows, pages, done, missing = sum(len(sheet.rows) for sheet in sheets), 0, 0, dict[str, None]()
    for i, sheet in enumerate(sheets):
        drawing = CallPages(canvas, sheet, form, f"-{i + 1}-" if i else "") if form else CallRoll(canvas, sheet, ROLLS[paper])
        pages += drawing.print(_counting(progress, done, rows))
        done += len(sheet.rows)
        missing.update(dict.fromkeys(drawing.set.writer.missing))
    return Printed(document.written(progress, rows), pages, tuple(missing))


def _counting(progress: Progress | None, before: int, rows: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(before + done, rows)
