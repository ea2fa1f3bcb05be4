"""来源报表: what each way of coming brought and cost. One grouped pass over the visits; the rest is looked up for those asked
about. Where somebody comes from is told by ``origins`` alone.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from kyuanbook.book.queries import origins as origin_rules
from kyuanbook.book.queries import replay, shop
from kyuanbook.book.queries.lapsed import GoOn, Stopped
from kyuanbook.book.queries.origins import Origin
from kyuanbook.book.queries.source_costs import costs as all_costs
from kyuanbook.book.queries.source_costs import events
from kyuanbook.book.queries.source_names import Named, names
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules import sources as rules
from kyuanbook.rules.periods import Span, before
from kyuanbook.rules.sources import By, Fact, Figures, Funnel, Group, Period, Spent, Verdicts
from kyuanbook.rules.stages import Stage

NATURAL: Final = "natural"
PROMOTED: Final = "promoted"
ONLY: Final = ("", NATURAL, PROMOTED)  # and each 渠道大类 by its code
STEPS: Final = 8  # of the progress
_BREATHS: Final = 5_000
_DAY: Final = 2_048  # a day and its minute in one number
_CALM: Final = {stage.value: stage for stage in Stage}


class Asked(NamedTuple):
    """``which``: of ``origins``, "" as the shop has it; ``only``: of :data:`ONLY`, or a family; ``today``: up to which day
    visits are counted."""

    by: By
    span: Span
    period: Period
    today: int
    which: str = ""
    only: str = ""


class SourceRow(NamedTuple):
    """A line of the report, with the period before. ``place``: among its like, as the owner has them."""

    group: Group
    name: str
    family: str
    place: int
    now: Figures
    before: Figures | None


class Report(NamedTuple):
    """``horizon``: the H open days; ``rows``: all groups that have something to tell; ``which``: as it was reckoned."""

    asked: Asked
    which: str
    horizon: int
    rows: tuple[SourceRow, ...]
    total: Figures
    total_before: Figures | None
    verdicts: Verdicts
    funnel: Funnel

    def named(self, group: Group) -> str:
        """What a group is called."""
        return next((row.name for row in self.rows if row.group == group), "")


class Known(NamedTuple):
    """What was read once for a report: ``groups``: how to put somebody together by what is asked."""

    asked: Asked
    which: str
    horizon: int
    origins: Mapping[int, Origin]
    families: Mapping[int, str]
    group: Callable[[int, Origin], Group]
    facts: Sequence[Fact]


def report(sql: Reader, rhythms: shop.Rhythms, asked: Asked, now: int, go_on: GoOn | None = None) -> Report:
    """The report. ``now``: the present day; where ``asked.today`` lies before it, stages are those of that day by the fit now
    in force. Raises Stopped when ``go_on`` says so."""
    return told(sql, known(sql, rhythms, asked, now, go_on), go_on)


def known(sql: Reader, rhythms: shop.Rhythms, asked: Asked, now: int, go_on: GoOn | None = None) -> Known:
    """Everybody the report is about, as it goes by them."""
    which = asked.which or shop.settings(sql).attribution
    _breathe(go_on, 0)
    found = origin_rules.origins(sql, which)
    families = dict(sql.rows("SELECT id, family FROM channel"))
    if asked.only:
        found = {i: origin for i, origin in found.items() if _is_within(origin, families, asked.only)}
    _breathe(go_on, 1)
    group = grouping(sql, asked.by, families)
    horizon = rhythms.in_force(sql)[1].fit.horizon
    facts = _facts(sql, rhythms, asked, now, found, group, horizon, go_on)
    return Known(asked, which, horizon, found, families, group, facts)


def told(sql: Reader, read: Known, go_on: GoOn | None = None) -> Report:
    """What it comes to, group by group."""
    asked, calendar = read.asked, shop.open_days(sql)
    spent = [
        Spent(read.group(customer, origin), origin.day, cents)
        for customer, origin, cents in all_costs(sql, read.origins, asked.today)
        if not asked.only or _is_within(origin, read.families, asked.only)
    ]
    ripe_day = calendar.before(asked.today, read.horizon)
    now = rules.figures(read.facts, spent, asked.period, asked.today, ripe_day=ripe_day)
    earlier = before(asked.span, asked.period, asked.today)
    was = None
    if earlier is not None:
        was = rules.figures(read.facts, spent, earlier, asked.today, before=True, ripe_day=ripe_day)
    _breathe(go_on, STEPS - 1)
    total = rules.whole(now)
    rules.earn_back(now.values(), total, _by_day(sql, asked, go_on))
    called = names(sql, asked.by)
    rows = tuple(
        _row(called, group, one, None if was is None else was.get(group, Figures())) for group, one in now.items()
    )
    return Report(
        asked, read.which, read.horizon, rows, total, None if was is None else rules.whole(was), rules.verdicts(now),
        rules.funnel(read.facts, asked.period),
    )  # fmt: skip


def grouping(sql: Reader, by: By, families: Mapping[int, str]) -> Callable[[int, Origin], Group]:
    """How customers are put together: each into one group, so that the sums are everybody's."""
    if by is By.CHANNEL:
        return lambda _, origin: origin.channel_id
    if by is By.FAMILY:
        return lambda _, origin: None if origin.channel_id is None else families.get(origin.channel_id)
    if by is By.PARTNER:
        return lambda _, origin: origin.partner_id
    if by is By.NATURAL:
        return lambda _, origin: origin.natural
    gatherings, guests = events(sql)
    if by is By.CAMPAIGN:
        return lambda _, origin: None if origin.campaign_id in gatherings else origin.campaign_id
    return lambda customer, origin: (
        origin.campaign_id if origin.campaign_id in gatherings else guests.get(customer)
    )


def _is_within(origin: Origin, families: Mapping[int, str], only: str) -> bool:
    if only in (NATURAL, PROMOTED):
        return origin.natural is (only == NATURAL)
    return origin.channel_id is not None and families.get(origin.channel_id) == only


def _row(called: Mapping[Hashable, Named], group: Group, now: Figures, was: Figures | None) -> SourceRow:
    one = called.get(group) or called[None]
    return SourceRow(group, one.name, one.family, one.place, now, was)


def _breathe(go_on: GoOn | None, done: int) -> None:
    if go_on is not None and not go_on(done, STEPS):
        raise Stopped


# what is known of everybody ------------------------------------------------------------------------------------------------


def _facts(
    sql: Reader, rhythms: shop.Rhythms, asked: Asked, now: int, found: Mapping[int, Origin],
    group: Callable[[int, Origin], Group], horizon: int, go_on: GoOn | None,
) -> list[Fact]:  # fmt: skip
    today, read = asked.today, _Beside(sql, asked.today)
    _breathe(go_on, 2)
    stages = dict(replay.stages(sql, rhythms, today)) if today < now else None
    ends, facts = _Ends(shop.open_days(sql).after, horizon), []
    for count, (i, marked, first, cents, basket, again, at_risk, lapsed, calm, clv, taken, was) in enumerate(
        sql.stream(_the_pass(asked), **_days(asked))
    ):
        if count % _BREATHS == 0:
            _breathe(go_on, 3)
        origin = found.get(i)
        if origin is None:
            continue
        old = i in read.opened
        if first is not None and first != marked and not old:
            basket, again = read.first_day(i, first)
        created = read.created[i]
        if old:
            known = None
        elif i in read.contacts:
            known = read.known(i, first)
        else:  # most: what ``known`` says of those nobody got in touch with
            known = created if created <= today and (first is None or created < first) else None
        if old:
            first = read.opened[i] if first is not None or created <= today else None
        ends_on = 0 if first is None else ends[first]
        if stages is not None:
            stage = stages.get(i, Stage.PROSPECT)
        elif i in read.pins:
            stage = read.pins[i]
        elif lapsed is not None and lapsed <= today:
            stage = Stage.LAPSED
        elif at_risk is not None and at_risk <= today:
            stage = Stage.AT_RISK
        else:
            stage = _CALM[calm]
        facts.append(tuple.__new__(Fact, (  # a NamedTuple's own takes twice as long
            i, group(i, origin), known, first, old, basket or 0, again, first is not None and ends_on <= today,
            again is not None and again <= ends_on, stage, cents or 0, taken or 0, was or 0, clv if stages is None else None,
        )))  # fmt: skip
    return facts


def _the_pass(asked: Asked) -> str:
    """Everybody with their visits to date, in one grouped pass: derived rows lie in the order of the visits' index."""
    spans = "sum(v.amount_cents), 0"
    if before(asked.span, asked.period, asked.today) is not None:
        spans = (
            "sum(v.amount_cents * (v.day BETWEEN :first AND :last)), sum(v.amount_cents * (v.day BETWEEN :from AND :until))"
        )
    return (
        "SELECT d.customer_id, d.first_day, min(v.day), sum(v.amount_cents), sum(v.amount_cents * (v.day = d.first_day)),"
        " min(CASE WHEN v.day > d.first_day THEN v.day END), d.at_risk_day, d.lapsed_day, d.calm, s.clv_cents,"
        f" {spans} FROM derived d LEFT JOIN standing s ON s.customer_id = d.customer_id"
        " LEFT JOIN visit v ON v.customer_id = d.customer_id AND v.day <= :today AND v.deleted_at IS NULL"
        f" WHERE d.fit_id = {FIT} GROUP BY d.customer_id"
    )


def _days(asked: Asked) -> dict[str, object]:
    earlier = before(asked.span, asked.period, asked.today)
    if earlier is None:
        return {"today": asked.today}
    first, last = asked.period
    return {"today": asked.today, "first": first, "last": last, "from": earlier.first, "until": earlier.last}


class _Beside:
    """What is known of customers beside their visits. ``opened``: who came before the book -> since when, 0 for a day nobody
    remembers; ``contacts``: the first touch, its day and minute in one number."""

    def __init__(self, sql: Reader, today: int) -> None:
        self._sql, self._today = sql, today
        self.opened: dict[int, int] = dict(sql.rows(
            "SELECT id, coalesce(opening_first, 0) FROM customer WHERE opening = 1 AND coalesce(opening_visits, 1) != 0"
        ))  # fmt: skip
        self.created: dict[int, int] = dict(sql.stream("SELECT id, created_day FROM customer WHERE deleted_at IS NULL"))
        self.pins = {i: Stage(pin) for i, pin in sql.rows("SELECT id, pin FROM customer WHERE pin != ''")}
        self.contacts: dict[int, int] = dict(sql.rows(
            f"SELECT customer_id, min(day * {_DAY} + coalesce(minute, {_DAY - 1})) FROM interaction WHERE deleted_at IS NULL"
            " AND day <= :today GROUP BY customer_id", today=today,
        ))  # fmt: skip

    def known(self, customer: int, first: int | None) -> int | None:
        """The day of the first contact of one who was known before they bought."""
        created, contact = self.created[customer], self.contacts.get(customer)
        if first is not None and created >= first and (contact is None or not self._is_earlier(customer, contact, first)):
            return None
        day = created if contact is None else min(created, contact // _DAY)
        return day if day <= self._today else None

    def _is_earlier(self, customer: int, contact: int, first: int) -> bool:
        """On the day itself only what is known to have been before they paid."""
        if contact // _DAY != first or contact % _DAY == _DAY - 1:
            return contact // _DAY < first
        came = self._sql.value(
            "SELECT min(minute) FROM visit WHERE customer_id = :id AND day = :day AND deleted_at IS NULL",
            id=customer, day=first,
        )  # fmt: skip
        return came is not None and contact % _DAY < came

    def first_day(self, customer: int, first: int) -> tuple[int, int | None]:
        """(what was paid on the first day, the next day) of one whose marks are not of today."""
        basket, again = self._sql.rows(
            "SELECT sum(amount_cents * (day = :first)), min(CASE WHEN day > :first THEN day END) FROM visit"
            " WHERE customer_id = :id AND day <= :today AND deleted_at IS NULL",
            id=customer, first=first, today=self._today,
        )[0]  # fmt: skip
        return basket, again


class _Ends(dict[int, int]):
    """Day of a first visit -> the last day on which a second counts."""

    def __init__(self, after: Callable[[int, int], int], horizon: int) -> None:
        super().__init__()
        self._after, self._horizon = after, horizon

    def __missing__(self, day: int) -> int:
        end = self[day] = self._after(day, self._horizon) if day else 0
        return end


def _by_day(sql: Reader, asked: Asked, go_on: GoOn | None) -> Iterable[tuple[int, Iterable[tuple[int, int]]]]:
    """(day, (customer, cents) of its visits), from the index alone; none before the period: who came first in it."""
    rows = sql.stream(
        "SELECT day, customer_id, amount_cents FROM visit WHERE day >= :first AND day <= :today AND deleted_at IS NULL"
        " ORDER BY day",
        first=asked.period.first, today=asked.today,
    )  # fmt: skip
    for day, visits in groupby(rows, itemgetter(0)):
        _breathe(go_on, STEPS - 1)
        yield day, ((customer, cents) for _, customer, cents in visits)
