"""今日 as rows and figures of the kit: pure, so that words can be tested without a window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.today import Today, VisitToday
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words, month_day, month_name, time_words, weekday
from kyuanbook.rules.lunar import lunar_message, lunar_words
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.figures import Figure
from kyuanbook.ui.kit.privacy import amount_words, phone_words
from kyuanbook.ui.kit.rows import OneLine, TwoLine

if TYPE_CHECKING:
    from kyuanbook.book.queries.birthdays import BirthdayRow, Birthdays
    from kyuanbook.book.queries.week import ThanksRow
    from kyuanbook.rules.won import Week as LastWeek

TOLD = (Stage.NEW, Stage.WON_BACK)  # stages worth a word beside somebody who just came


def title_words(day: int) -> tuple[str, str]:
    """(``11月23日 星期一``, ``农历十月十五``)."""
    lunar = lunar_words(day)
    names = (tr("星期一"), tr("星期二"), tr("星期三"), tr("星期四"), tr("星期五"), tr("星期六"), tr("星期日"))
    return tr("{day} {weekday}", day=say(month_day(day)), weekday=names[(day - 1) % 7]), say(lunar) if lunar else ""


def figures(today: Today) -> list[Figure]:
    """The figures under the date, each compared in words."""
    shown = today.calls_today
    before = tr("上{weekday} {n} 位", weekday=say(weekday(today.day)), n=today.came_week_ago)
    each = (
        tr("每位约 {amount}", amount=amount_words(today.income_cents // today.came))
        if today.came
        else tr("还没有人到店")
    )
    stake = amount_words(today.at_stake_cents)
    if not shown and today.calls_in_all:
        at_stake = tr("今天的打完了")
    elif not shown:
        at_stake = tr("超期的今天都不用打") if today.overdue else tr("大家都在平时的间隔里")
    else:
        at_stake = tr("可能损失 {amount}", amount=stake)
    return [
        Figure(tr("今天到店"), f"{today.came:,}", trn("位", today.came), before),
        Figure(tr("今天收入"), amount_words(today.income_cents), "", each),
        Figure(tr("今天该打"), f"{shown:,}", trn("位", shown), at_stake, urgent=bool(shown)),
    ]


def nobody_words(today: Today) -> str:
    """Why there is nobody to call."""
    if today.calls_in_all:
        return tr("今天打得了的都打完了。")
    if today.overdue:
        return tr("今天没有该打的电话。超过平时间隔还没来的人，有的最近没花过钱，有的刚联系过，有的打不了。")
    return tr("今天没有该打的电话。谁超过了自己平时的间隔还没来，就会排在这里。")


def anyway_words(today: Today) -> str:
    """How many of those to call would come anyway. A shop to which nobody came twice has nothing to say that by."""
    return tr("这些人里约一半本来也会再来") if today.fitted else tr("还没有人来过第二次，他们来不来说不准")


def birthdays_figure(born: "Birthdays | None") -> Figure:
    """七天内生日, with how many of them are lunar; None: not counted yet, its room is kept."""
    name = tr("七天内生日")
    if born is None:
        return Figure(name, "")
    compared = trn("农历 {n} 位", born.lunar) if born.lunar else tr("都按公历")
    if not born.in_all:
        compared = tr("今天起 7 天里没有")
    return Figure(name, f"{born.in_all:,}", trn("位", born.in_all), compared)


def last_week_figure(week: "LastWeek | None") -> Figure:
    """上周回访, with what came of it; None: not counted yet, its room is kept."""
    name = tr("上周回访")
    if week is None:
        return Figure(name, "")
    found = week.figures
    if found.came:
        amount = amount_words(found.spent_cents)
        said = tr("联系上 {reached}，来店 {came}，{amount}", reached=len(found.reached), came=len(found.came), amount=amount)
    elif found.reached:
        said = tr("联系上 {reached}，还没有人来", reached=len(found.reached))
    else:
        said = tr("一位也没联系上")
    return Figure(name, f"{week.tried:,}", trn("位", week.tried), said)


def last_week_words(week: "LastWeek") -> str:
    """``上周联系上 9 位，来店 4 位，花了 ¥612。``: in one line, where it stands alone."""
    return tr("上周{what}。", what=clauses(say(said) for said in week.words(amount_words)))


def later_words(today: Today) -> str:
    """``另有 11 位可以改天打``; "" where all are today's."""
    later = today.calls_in_all - today.calls_today
    return trn("另有 {n} 位可以改天打", later) if later else ""


def calls_words(today: Today, *, whole: bool) -> str:
    """``今天 10 位``: how many are today's calls; ``whole``: all are listed, and the line below does not tell of the others."""
    if today.calls_in_all == today.calls_today:
        return people(today.calls_today)
    return clauses((trn("今天 {n} 位", today.calls_today), later_words(today) if whole else ""))


def rest_words(today: Today, shown: int) -> str:
    """What the rows listed leave out, of today's calls and of the others: so that all of it is one sum."""
    rest, later = today.calls_today - shown, later_words(today)
    if rest <= 0:
        return later or trn("还有 {n} 位", today.calls_in_all - shown)
    return clauses((trn("今天还有 {n} 位", rest), later)) if later else trn("还有 {n} 位", rest)


def call_lines(calls: Sequence[CallRow], today: int) -> list[TwoLine]:
    """该打的电话, numbered."""
    return [
        TwoLine(
            call.customer_id, str(number), call.name, call.stage.value, say(call.reason),
            phone_words(call.phone) if call.phone else tr("微信"), amount_words(call.value_cents),
            tr("最近 {day}", day=say(day_words(call.last_day, today))), call.pinned,
        )
        for number, call in enumerate(calls, 1)
    ]  # fmt: skip


def visit_lines(visits: Sequence[VisitToday]) -> list[OneLine]:
    """刚到店, the last first."""
    return [
        OneLine(
            visit.visit_id, time_words(visit.minute), visit.name,
            stage=visit.stage.value if visit.stage in TOLD else "", note=visit.items, end=amount_words(visit.amount_cents),
        )
        for visit in visits
    ]  # fmt: skip


def birthday_lines(birthdays: Sequence["BirthdayRow"], today: int) -> list[OneLine]:
    """七天内的生日: each in its own calendar; where that is not the solar day, the solar day on hover and to screen readers."""
    lines = []
    for born in birthdays:
        solar = Message("month_day", {"month": month_name(born.month), "day": born.day})
        own = say(lunar_message(born.month, born.day, born.leap) if born.lunar else solar)
        kept = say(month_day(born.on))
        lines.append(
            OneLine(
                born.customer_id, _lead(born.on, today), born.name,
                note=tr("勿扰") if born.do_not_contact else "", is_whole=True, end=own, urgent=born.on == today,
                aside=clauses((
                    tr("请勿联系") if born.do_not_contact else "", "" if own == kept else tr("这次是{day}", day=kept),
                )),
            )
        )  # fmt: skip
    return lines


def _lead(day: int, today: int) -> str:
    """今天, 明天, 周四; in a language that has capitals with one: it begins a line."""
    words = say(day_words(day, today) if day <= today + 1 else weekday(day))
    return words[:1].upper() + words[1:]


def thanks_lines(thanks: Sequence["ThanksRow"], today: int) -> list[OneLine]:
    """该道谢的新客: on which day after the first visit, what for, when that was."""
    return [
        OneLine(
            new.customer_id, tr("第 {n} 天", n=today - new.day), new.name, note=new.items,
            end=tr("首次 {day}", day=say(month_day(new.day))),
        )
        for new in thanks
    ]  # fmt: skip


def people(n: int) -> str:
    """``12 位``."""
    return trn("{n} 位", n)
