"""Papers of events and partners in the owner's words: 签到表, 对账单. Nothing is written into the book."""

from collections.abc import Callable
from datetime import date
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import events, partners, shop
from kyuanbook.book.queries.events import EventRow
from kyuanbook.book.queries.partners import AccountLine
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.dates import full_day, near_day, time_words, weekday
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.partners import Commission, EntryKind, Terms, balance, percent_typed
from kyuanbook.rules.phones import masked, shown

Progress = Callable[[int, int], bool]

BLANK: Final = 8  # rows for who comes without being invited
ALL, THIS_MONTH, LAST_MONTH, THIS_YEAR = "all", "month", "last", "year"
PERIODS: Final = (ALL, THIS_MONTH, LAST_MONTH, THIS_YEAR)
PAGE: Final = "第 {page} 页，共 {pages} 页"


def print_sign_in(book: Book, *, event_id: int, progress: Progress | None = None) -> Printed:
    """签到表 of an event: whoever is invited and did not decline, with a place to sign, and empty rows. The sheet lies open on
    a table: numbers are masked. Raises NoSuchRow, Cancelled."""
    from kyuanbook.paper.tables import Column, TableSheet, table

    today = book.today()
    with book.read() as sql:
        name, event = shop.settings(sql).name, events.event(sql, event_id)
        guests = events.guests(sql, event_id, today)
    if event is None:
        raise NoSuchRow(table="campaign", id=event_id)
    wanted = [one for one in guests if one.state is not GuestState.DECLINED]
    rows = [
        (str(n), one.name, masked(one.phone) if one.phone else "", _said(one.state), time_words(one.minute), "")
        for n, one in enumerate(wanted, 1)
    ]
    rows += [(str(len(wanted) + n), "", "", "", "", "") for n in range(1, BLANK + 1)]
    columns = (
        Column(tr("行"), 10), Column(tr("姓名"), 40), Column(tr("电话"), 36), Column(tr("说过"), 18), Column(tr("几点到"), 18),
        Column(tr("签名"), 60),
    )  # fmt: skip
    sheet = TableSheet(
        title=tr("{name} 签到表", name=event.name), shop=name, day=_day(event.first), columns=columns, rows=rows, page=tr(PAGE),
        about=(event_words(event, today),), row=10.5, lined=True,
        footer=(tr("没在表上的写在后面的空行，新来的请写全姓名和手机号。"),),
    )  # fmt: skip
    return table(sheet, progress)


def _said(state: GuestState) -> str:
    return say(state.label) if state in (GuestState.COMING, GuestState.CAME) else ""


def event_words(event: EventRow, today: int) -> str:
    """``11月29日 周日 14:30，二楼``, or from when to when."""
    first = tr("{day} {weekday}", day=say(near_day(event.first, today)), weekday=say(weekday(event.first)))
    if event.last > event.first:
        last = tr("{day} {weekday}", day=say(near_day(event.last, today)), weekday=say(weekday(event.last)))
        first = tr("{first} 到 {last}", first=first, last=last)
    return clauses((f"{first} {time_words(event.minute)}".strip(), event.place))


# the statement -----------------------------------------------------------------------------------------------------------


def period_words(period: str) -> str:
    """What a period is called."""
    return {ALL: tr("全部"), THIS_MONTH: tr("本月"), LAST_MONTH: tr("上个月"), THIS_YEAR: tr("今年")}[period]


def period_days(period: str, today: int) -> tuple[int, int]:
    """First and last day of a period."""
    on = date.fromordinal(today)
    first = on.replace(day=1).toordinal()
    if period == THIS_MONTH:
        return first, today
    if period == LAST_MONTH:
        return date.fromordinal(first - 1).replace(day=1).toordinal(), first - 1
    if period == THIS_YEAR:
        return on.replace(month=1, day=1).toordinal(), today
    return 1, today


def print_statement(book: Book, *, partner_id: int, period: str = ALL, progress: Progress | None = None) -> Printed:
    """对账单 of a partner: what was carried over, each line of the account, what is owed at the end. Of customers who did not
    agree that the partner is told of them only the surname stands there. Raises NoSuchRow, Cancelled."""
    from kyuanbook.paper.tables import Column, TableSheet, table

    today = book.today()
    first, last = period_days(period, today)
    with book.read() as sql:
        name, partner, lines = shop.settings(sql).name, partners.partner(sql, partner_id), partners.account(sql, partner_id)
        whole = partners.agreed(sql, partner_id, today)
    if partner is None:
        raise NoSuchRow(table="partner", id=partner_id)
    before = balance(one.cents for one in lines if one.day < first)
    within = [one for one in lines if first <= one.day <= last]
    rows, so_far = [("", tr("上期结转"), "", "", _amount(before))] if period != ALL else [], before
    for one in within:
        so_far += one.cents
        shown = one if one.customer_id in whole else one._replace(customer=surname(one.customer))
        rows.append((say(full_day(one.day)), line_words(shown), _plus(one.cents), _minus(one.cents), _amount(so_far)))
    owed = sum(one.cents for one in within if one.cents > 0)
    paid = sum(-one.cents for one in within if one.cents < 0)
    rows.append(("", tr("合计"), _amount(owed), _amount(paid), _amount(so_far)))
    columns = (
        Column(tr("日期"), 32), Column(tr("事由"), 78), Column(tr("应付"), 24, right=True),
        Column(tr("付出、冲销"), 26, right=True), Column(tr("结余"), 26, right=True),
    )  # fmt: skip
    people = listed(clauses((one.name, _number(one.phone))) for one in partner.people)
    sheet = TableSheet(
        title=tr("{name} 对账单", name=partner.name), shop=name, day=_day(today), columns=columns, rows=rows, page=tr(PAGE),
        about=(
            tr("对账期间：{period}", period=_span(period, first, last)),
            tr("联系：{people}", people=people or _number(partner.phone)) if people or partner.phone else "",
            tr("佣金：{rule}", rule=terms_words(partner.terms)),
        ),
        strong=frozenset({len(rows) - 1}), footer=(
            _closing(balance(one.cents for one in lines)), tr("没同意给资料的客人只印姓。"),
            tr("双方确认：　　　　　　　　　　日期："),
        ),
    )  # fmt: skip
    return table(sheet, progress)


def surname(name: str) -> str:
    """``王＊＊``: who it is only to those who know."""
    return name[:1] + "＊" * (len(name) - 1)


def _span(period: str, first: int, last: int) -> str:
    if period == ALL:
        return tr("到 {day} 为止", day=say(full_day(last)))
    return tr("{first} 到 {last}", first=say(full_day(first)), last=say(full_day(last)))


def _closing(cents: int) -> str:
    amount = amount_words(abs(cents), exact=True)
    if cents > 0:
        return tr("到今天还应付 {amount}。", amount=amount)
    return tr("到今天多付了 {amount}，下次少付。", amount=amount) if cents < 0 else tr("账已结清。")


def line_words(one: AccountLine) -> str:
    """What a line of the account is for: ``佣金，王敏，11月3日到店``."""
    kind = say(EntryKind(one.kind).label)
    if one.counters:
        kind = tr("冲销{what}", what=say(EntryKind(one.counters).label))
    came = tr("{day}到店", day=say(full_day(one.visit_day))) if one.visit_day is not None else ""
    return clauses((kind, one.customer, came, one.note))


def terms_words(terms: Terms, tell: Callable[[int, bool], str] = amount_words) -> str:
    """How a commission is reckoned, in words. ``tell``: says an amount; a window has its own, which may hide it."""
    if terms.commission == Commission.EACH:
        return tr("每带来一位 {amount}", amount=tell(terms.cents, True))
    rate = f"{percent_typed(terms.rate)}%"
    if terms.commission == Commission.FIRST:
        return tr("首次消费的 {rate}", rate=rate)
    if terms.commission == Commission.ALL:
        if terms.days is None:
            return tr("每次消费的 {rate}", rate=rate)
        return trn("第一次到店起 {n} 天内每次消费的 {rate}", terms.days, rate=rate)
    return tr("不给佣金")


def _amount(cents: int) -> str:
    return amount_words(cents, exact=True)


def _plus(cents: int) -> str:
    return _amount(cents) if cents > 0 else ""


def _minus(cents: int) -> str:
    return _amount(-cents) if cents < 0 else ""


def _number(number: str) -> str:
    figures, _, extension = number.partition("-")
    return shown(figures, extension) if figures else ""


def _day(day: int) -> str:
    return tr("{day} {weekday}", day=say(full_day(day)), weekday=say(weekday(day)))
