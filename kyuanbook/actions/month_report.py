"""月报 in the owner's words, on paper, and kept as it was printed."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.source_pictures import family_legend
from kyuanbook.book.queries import month_reports, shop
from kyuanbook.book.queries.lapsed import GoOn, Stopped
from kyuanbook.book.queries.month import MonthFacts, Thanks, Till, month_facts
from kyuanbook.book.queries.month_reports import KeptReport
from kyuanbook.book.queries.origins import LATEST
from kyuanbook.book.queries.source_months import Months
from kyuanbook.book.tables import MonthReport
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.paper.charts import Bar, Piece
from kyuanbook.paper.month import Bars, Big, MonthSheet, Said
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.dates import full_day, month_name, near_day
from kyuanbook.rules.lapses import month_of
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.periods import month_words
from kyuanbook.rules.source_words import best_words, busy_words, worst_words
from kyuanbook.rules.words import Message, Problem, Refused

SOURCES_NAMED: Final = 3
FIRST_MONTH: Final = 1900 * 12

__all__ = ["KeptReport", "Stopped", "keep", "kept_of", "month_sheet", "print_again", "print_month", "set_month"]


def month_sheet(book: Book, month: int, go_on: GoOn | None = None) -> tuple[MonthSheet, int]:
    """(the page of a month, the fit it was reckoned by). Raises Refused for one that has not begun, Stopped."""
    _refuse_later(book, month)
    with book.read() as sql:
        facts = month_facts(sql, book.rhythms, month, book.today(), go_on)
        name = shop.settings(sql).name
    return _sheet(facts, name, book.today()), facts.fit


def set_month(sheet: MonthSheet) -> Printed:
    """On paper."""
    from kyuanbook.paper.month import month_page

    return month_page(sheet)


def print_month(book: Book, *, month: int, go_on: GoOn | None = None) -> tuple[Printed, Done]:
    """The page as PDF, kept as printed. Raises Refused, Stopped."""
    sheet, fit = month_sheet(book, month, go_on)
    printed = set_month(sheet)
    return printed, keep(book, month=month, sheet=sheet, fit=fit)


def keep(book: Book, *, month: int, sheet: MonthSheet, fit: int) -> Done:
    """Keep the page as printed; one that says the same as the last of its month is that one."""
    words = json.dumps(asdict(sheet), ensure_ascii=False)
    with book.read() as sql:
        last = next(iter(month_reports.kept_of(sql, month)), None)
    if last is not None and (last.words, last.fit_id) == (words, fit):
        return Done(_nothing(), last.id)
    with book.write("print_month", undoable=False) as unit:
        unit.name({"month": say(month_words(month))})
        number = unit.insert(
            MonthReport, month=month, day=book.today(), fit_id=fit, printed_by=book.who, printed_at=unit.at, words=words
        )
    return Done(unit.changed, number)


def _nothing() -> Any:
    from kyuanbook.book.changed import Changed

    return Changed(None, Message("did_print_month", {"month": ""}), frozenset(), frozenset())


def kept_of(book: Book, month: int) -> list[KeptReport]:
    """Those printed of a month, the newest first."""
    with book.read() as sql:
        return month_reports.kept_of(sql, month)


def print_again(report: KeptReport) -> Printed:
    """As it was printed."""
    return set_month(_read(report.words))


def _read(words: str) -> MonthSheet:
    """What :func:`keep` wrote. JSON has made lists of named tuples."""
    kept = json.loads(words)
    pictures = [
        Bars(
            one["head"], [Bar(name, [Piece(*piece) for piece in pieces], end) for name, pieces, end in one["bars"]],
            [(kind, word) for kind, word in one["legend"]],
        )
        for one in kept["pictures"]
    ]  # fmt: skip
    return MonthSheet(
        kept["title"], kept["shop"], kept["about"], [Big(**one) for one in kept["figures"]],
        [Said(**one) for one in kept["verdicts"]], pictures, Said(**kept["thanks"]), kept["foot"],
    )  # fmt: skip


def _refuse_later(book: Book, month: int) -> None:
    if month > month_of(book.today()):
        raise Refused([Problem("month", Message("month_not_begun", {"month": month_words(month)}))])
    if month < FIRST_MONTH:
        raise Refused([Problem("month", Message("month_unreadable"))])


# in words ------------------------------------------------------------------------------------------------------------------


def _sheet(facts: MonthFacts, shop_name: str, now: int) -> MonthSheet:
    which = tr("按最近来源") if facts.year.which == LATEST else tr("按首次来源")
    until = "" if facts.over else tr("这个月还没过完，到{day}为止", day=say(near_day(facts.today, now)))
    return MonthSheet(
        title=tr("{month}月报", month=say(month_words(facts.month))), shop=shop_name,
        about=clauses((tr("{day}打印", day=say(full_day(now))), which, until)),
        figures=_figures(facts), verdicts=_verdicts(facts), pictures=_pictures(facts.months), thanks=_thanks(facts),
        foot=(
            tr("流失和赢回按每位客户自己的节奏算，用的是打印那天的算法；“近一年”是到月底为止的一年。"),
        ),
    )  # fmt: skip


def _figures(facts: MonthFacts) -> list[Big]:
    till, before, year = facts.till, facts.till_before, facts.till_year
    if not facts.over:  # so many days against a whole month would say nothing
        before = year = None
    came = clauses((trn("{n} 次", till.visits), amount_words(till.cents), _against(till, before, year)))
    fresh = clauses((_more(len(facts.fresh), facts.fresh_before, before), _from(facts)))
    return [
        Big(tr("来过"), trn("{n} 位", till.people), came),
        Big(tr("新客"), trn("{n} 位", len(facts.fresh)), fresh),
        Big(tr("流失"), trn("{n} 位", len(facts.lost)), _more(len(facts.lost), facts.lost_before, before)),
        Big(tr("赢回"), trn("{n} 位", len(facts.back)), _more(len(facts.back), facts.back_before, before)),
    ]  # fmt: skip


def _more(now: int, was: int, before: Till | None) -> str:
    """Against the month before, where there was one."""
    if before is None:
        return ""
    if now == was:
        return tr("和上月一样")
    return trn("比上月多 {n} 位", now - was) if now > was else trn("比上月少 {n} 位", was - now)


def _against(till: Till, before: Till | None, year: Till | None) -> str:
    said = [_change(till.cents, before.cents, tr("上月"))] if before is not None else []
    said += [_change(till.cents, year.cents, tr("去年同月"))] if year is not None else []
    return clauses(said)


def _change(now: int, was: int, than: str) -> str:
    if was <= 0:
        return ""
    share = (now - was) / was
    if abs(share) < 0.005:
        return tr("和{than}一样", than=than)
    if share > 0:
        return tr("比{than}多 {share}", than=than, share=f"{share:.0%}")
    return tr("比{than}少 {share}", than=than, share=f"{-share:.0%}")


def _from(facts: MonthFacts) -> str:
    named = [tr("{name} {n} 位", name=name, n=n) for name, n in facts.brought[:SOURCES_NAMED]]
    return tr("最多的是{names}", names=listed(named)) if named else ""


def _verdicts(facts: MonthFacts) -> list[Said]:
    year = facts.year
    found = {row.group: row.now for row in year.rows}
    best = best_words(year.verdicts, found, year.named, year.horizon)
    worst, busy = worst_words(year.verdicts, found, year.named), busy_words(year.verdicts, found, year.named)
    least = [say(worst) + tr("。")] if worst is not None else [tr("没有花钱的来源，或者还太早，看不出来。")]
    return [
        Said(tr("近一年最好的来源"), [say(best) + tr("。")]),
        Said(tr("近一年花得最不值"), least),
        *([Said(tr("近一年来得最多"), [say(busy) + tr("。")])] if busy is not None else []),
    ]


def _thanks(facts: MonthFacts) -> Said:
    def lines(some: Sequence[Thanks], words: str) -> list[str]:
        named = [
            tr("{name}（{many}，{amount}）", name=one.name, many=trn("{n} 位", one.many), amount=amount_words(one.cents))
            for one in some
        ]
        return [tr("{what}：{names}", what=words, names=listed(named))] if named else []

    spenders = [
        tr("{name}（{many}，{amount}）", name=one.name, many=trn("{n} 次", one.many), amount=amount_words(one.cents))
        for one in facts.spenders
    ]
    return Said(tr("该谢谁"), [
        *lines(facts.referrers, tr("介绍来新客的")), *lines(facts.partners, tr("送客人来的伙伴")),
        *([tr("{what}：{names}", what=tr("花得最多的"), names=listed(spenders))] if spenders else []),
    ])  # fmt: skip


def _pictures(months: Months) -> list[Bars]:
    legend = family_legend(months)
    names = [say(month_name(month % 12 + 1)) for month in months.months]
    mix = [
        Bar(name, [Piece(kind, len(months.mix.get((month, kind), ())), kind, "") for kind, _ in legend], str(many or ""))
        for name, month in zip(names, months.months, strict=True)
        for many in (sum(len(months.mix.get((month, kind), ())) for kind, _ in legend),)
    ]
    both = [
        Bar(
            name,
            [Piece("fresh", len(months.fresh[month]), "fresh", ""), Piece("back", len(months.back[month]), "back", "")],
            str(len(months.fresh[month]) + len(months.back[month]) or ""),
        )
        for name, month in zip(names, months.months, strict=True)
    ]
    return [
        Bars(tr("每月新来多少位"), mix, legend),
        Bars(tr("新客和老客"), both, [("fresh", tr("第一次来")), ("back", tr("以前来过"))]),
    ]
