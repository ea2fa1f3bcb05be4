"""A list as Excel has it: the words of the paper, each in a cell, and columns to fill in: what came of it, what was asked."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kyuanbook.book.files import Ready
from kyuanbook.exchange.list_xlsx import Column, Stopped, Table, make_workbook
from kyuanbook.language import tr
from kyuanbook.paper.sheets import CallRow, CallSheet

Progress = Callable[[int, int], bool]
SUFFIX: Final = ".xlsx"

__all__ = ["SUFFIX", "Ready", "Stopped", "export_list", "make_list"]


def export_list(path: Path, sheets: Sequence[CallSheet], messages: Mapping[int, str]) -> None:
    """Write the sheets of a list, one after the other in one table. ``messages``: row -> what to say, printed or not. Raises
    BookError."""
    make_list(path, sheets, messages).put()


def make_list(
    path: Path, sheets: Sequence[CallSheet], messages: Mapping[int, str], progress: Progress | None = None
) -> Ready:
    """The same, whole beside ``path`` and without its name yet. Raises BookError; Stopped when ``progress`` says so: nothing
    is left then."""
    first = sheets[0]
    words = first.words
    columns = [
        Column(words.row, 5), Column(tr("姓名"), 14), Column(tr("电话"), 18), Column(tr("阶段"), 8), Column(words.why, 38),
        Column(words.last, 12), Column(words.gap, 10), Column(words.value, 12), Column(words.note, 24),
        Column(tr("可以说"), 48), Column(tr("结果"), 10, words.boxes), Column(tr("记"), 24),
        *(Column(f"{one.number}. {one.text}", 18, one.choices) for one in first.questions),
    ]  # fmt: skip
    about = "　".join(first.about)
    above = (first.title, f"{words.number} {first.number}", about, "")
    empty = [""] * len(first.questions)
    rows = [[*_cells(row, messages.get(row.number, row.say)), *empty] for sheet in sheets for row in sheet.rows]
    return make_workbook(path, Table(first.title, above, columns, rows), progress)


def _cells(row: CallRow, message: str) -> list[str | int]:
    return [
        row.number, row.name, row.phone, row.stage_word, row.reason, row.last, row.gap, row.value, row.note, message, "", "",
    ]  # fmt: skip
