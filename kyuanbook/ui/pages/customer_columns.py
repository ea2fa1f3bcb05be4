"""The columns of 客户, as data."""

from collections.abc import Callable
from typing import Final

from kyuanbook.book.queries.customers import CustomerRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.came import without_day
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.paged import Column
from kyuanbook.ui.kit.privacy import amount_words, phone_words
from kyuanbook.ui.pages.tier_words import tier_word

TAGS, SOURCE = "tags", "source"

UPWARD: Final = ("name", "phone", "source", "stage")
"""Columns whose first click sorts from the small end; the others show the most first."""


def days(n: int | None) -> str:
    """``47 天``, 今天 for none at all, — for unknown."""
    if n is None:
        return "—"
    return tr("今天") if n == 0 else trn("{n} 天", n)


def columns(today: Callable[[], int]) -> list[Column[CustomerRow]]:
    """``today`` is asked at each painting: the page may stand open over midnight."""

    def quiet(_: CustomerRow) -> str:
        return "ink2"

    def last(row: CustomerRow) -> str:
        return say(day_words(row.last_day, today()))

    def visits(row: CustomerRow) -> str:
        return trn("{n} 次", row.visits) if row.visits or not row.came else "—"

    def total(row: CustomerRow) -> str:
        return amount_words(row.total_cents) if row.visits or row.total_cents else "—"

    def worth(row: CustomerRow) -> str:
        return "—" if row.clv_cents is None or not row.came else amount_words(row.clv_cents)

    def overdue(row: CustomerRow) -> str:
        return "warn" if row.overdue and row.stage.value == "at_risk" else "ink2"

    return [
        Column(key="name", title=tr("姓名"), text=lambda r: r.name, width=112, least=80, size=16, bold=True),
        Column(
            key="phone", title=tr("手机"), text=lambda r: phone_words(r.phone) if r.phone else "—", width=132,
            least=112, size=15,
        ),
        Column(key=SOURCE, title=tr("来源"), text=lambda r: r.source or "—", width=132, tone=quiet, drop=4),
        Column(
            key="stage", title=tr("阶段"), text=lambda r: shapes.stage_word(r.stage.value), width=108,
            least=98, stage=lambda r: r.stage.value, pinned=lambda r: r.pinned,
        ),
        Column(key="last", title=tr("最近到店"), text=last, width=128, tone=quiet, drop=5),
        Column(key="silent", title=tr("距今"), text=lambda r: days(r.silent), width=84, drop=7, align="right", tone=overdue),
        Column(
            key="gap", title=tr("平时间隔"), text=lambda r: days(r.usual_gap), width=98, align="right", tone=quiet, drop=3
        ),
        Column(
            key="visits", title=tr("到店"), text=visits, width=84, align="right", tone=quiet,
            drop=2,
        ),
        Column(
            key="total", title=tr("累计"), text=total, width=104, align="right", drop=6,
        ),
        Column(
            key="tier", title=tr("等级"), text=lambda r: tier_word(r.tier) or "—", width=88, least=72, tone=quiet, drop=2,
            pinned=lambda r: r.tier_pinned, away=True,
        ),
        Column(key="clv", title=tr("价值"), text=worth, width=96, least=72, align="right", tone=quiet, drop=2, away=True),
        Column(key=TAGS, title=tr("标签"), text=lambda r: r.tags, width=140, tone=quiet, sorts=False, drop=1, stretch=True),
    ]  # fmt: skip


def sentence(today: int, row: CustomerRow) -> str:
    """The row as a screen reader says it."""
    parts = [row.name, shapes.stage_word(row.stage.value)]
    if row.usual_gap is not None:
        parts.append(tr("平时约 {gap} 天来一次", gap=row.usual_gap))
    day = say(day_words(row.last_day, today))
    parts.append(without_day(row.came) if row.last_day is None else tr("{day}来过", day=day))
    return clauses(parts)
