"""The columns of 补记, as data: those the shop uses. The row being typed stands under the same ones."""

from collections.abc import Callable
from typing import Final

from kyuanbook.book.queries.daybook import DayVisit, Parts
from kyuanbook.language import clauses, tr
from kyuanbook.rules.dates import time_words
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.open_table import INSET as INSET
from kyuanbook.ui.kit.paged import Column
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme

GAP: Final = 8  # px at each side of a cell
LEAST: Final = {"customer": 96, "amount": 84}  # … and what it can do with
WIDTHS: Final = {"row": 48, "customer": 184, "amount": 156, "items": 150, "staff": 124, "time": 88, "note": 160}
DROPS: Final = {"time": 1, "staff": 2, "note": 3, "items": 4}


def stretching(parts: Parts) -> str:
    """The column that takes what width is left over."""
    return "items" if parts.products else "note"


def unused(parts: Parts) -> set[str]:
    """Columns of which the shop has nothing to say yet."""
    return {key for key, used in (("items", parts.products), ("staff", parts.staff)) if not used}


def width_of_all(theme: Theme, parts: Parts) -> int:
    """What all columns take at least, in px of 100 %: with less, some are dropped."""
    return sum(width for key, width in WIDTHS.items() if key not in unused(parts)) + turn_width(theme)


def turn_width(theme: Theme) -> int:
    """Room for ``预警 → 回头客`` in the owner's language, in px of 100 %."""
    return round((2 * _stage_width(theme) + theme.px(34)) / theme.scale)


def _stage_width(theme: Theme) -> int:
    return max(shapes.word_width(theme, stage) for stage in shapes.STAGES)


def amount(row: DayVisit) -> str:
    """As it was booked."""
    return amount_words(row.amount_cents, exact=True)


def columns(theme: Theme, parts: Parts, number: Callable[[DayVisit], int]) -> list[Column[DayVisit]]:
    """``number``: which row of the day it is, from 1."""
    texts: dict[str, tuple[str, Callable[[DayVisit], str]]] = {
        "row": (tr("行"), lambda r: str(number(r))), "customer": (tr("姓名"), lambda r: r.name),
        "amount": (tr("金额"), amount), "items": (tr("做了什么"), lambda r: r.items or "—"),
        "staff": (tr("店员"), lambda r: r.staff or "—"), "time": (tr("时间"), lambda r: time_words(r.minute) or "—"),
        "note": (tr("备注"), lambda r: r.note.replace("\n", " ") or "—"),
    }  # fmt: skip
    stretch, left_out = stretching(parts), unused(parts)
    made = [
        Column(
            key=key, title=title, text=text, width=WIDTHS[key], least=LEAST.get(key, 48), drop=DROPS.get(key, 0),
            stretch=key == stretch,
            size=16 if key == "customer" else 15 if key == "amount" else 14, bold=key == "customer", sorts=False,
            align="right" if key == "amount" else "left", tone=None if key in ("customer", "amount") else lambda _: "ink2",
        )
        for key, (title, text) in texts.items() if key not in left_out
    ]  # fmt: skip
    stage = Column[DayVisit](
        key="stage", title=tr("现在"), text=lambda r: shapes.stage_word(r.stage.value), width=turn_width(theme),
        least=round(_stage_width(theme) / theme.scale) + 2 * GAP + 1, stage=lambda r: r.stage.value, pinned=lambda r: r.pinned,
        sorts=False,
    )  # fmt: skip
    return [*made, stage]


def sentence(number: int, row: DayVisit) -> str:
    """The row as a screen reader says it."""
    said = (tr("第 {n} 行", n=number), row.name, amount(row), row.items, row.staff, time_words(row.minute), row.note)
    return clauses((*said, shapes.stage_word(row.stage.value)))
