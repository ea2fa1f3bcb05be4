"""The columns of 录入结果, as data: those of the paper, then what was answered."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from kyuanbook.book.queries.results import PaperRow, Whose
from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.open_table import OpenDelegate
from kyuanbook.ui.kit.paged import Column
from kyuanbook.ui.results import words

OUTCOME: Final = "outcome"


def columns(today: Callable[[], int]) -> list[Column[PaperRow]]:
    """As they stand on the paper; the phone goes last where it is narrow, the answer never."""

    def quiet(row: PaperRow) -> str:
        return "ink2" if row.whose is Whose.HERE else "ink3"

    made: tuple[tuple[str, str, Callable[[PaperRow], str], int, int], ...] = (
        ("row", tr("行"), lambda r: str(r.number), 44, 0), ("name", tr("姓名"), lambda r: r.name, 106, 0),
        ("phone", tr("手机"), words.phone, 140, 2), ("why", tr("为什么打"), words.reason, 396, 1),
        (OUTCOME, tr("结果"), lambda r: words.outcome(r.answer), 150, 0),
        ("next", tr("备注和下一步"), lambda r: words.next_step(r, today()), 200, 3),
    )  # fmt: skip
    return [
        Column(
            key=key, title=title, text=text, width=width, drop=drop, stretch=key == "next", bold=key == "name", sorts=False,
            size=16 if key == "name" else 14, tone=None if key == "name" else quiet,
        )
        for key, title, text, width, drop in made
    ]  # fmt: skip


class ResultsDelegate(OpenDelegate):
    """An outcome has its shape before its word, both in its ink; who is gone is quiet."""

    def _draw_cell(self, painter: QPainter, box: QRect, column: Column[Any], row: object) -> None:
        answer = row.answer if isinstance(row, PaperRow) else None
        if column.key == OUTCOME and answer is not None:
            theme = self.theme
            ink = getattr(theme.tokens, words.INKS[answer.outcome])
            left = paint.image(painter, theme, box.left(), box.center().y() + 1, words.icon(answer), ink)
            rest = box.adjusted(left + theme.px(8), 0, 0, 0)
            paint.write(painter, theme, rest, column.text(row), ink)
            return
        super()._draw_cell(painter, box, column, row)
