"""推广活动 and 内容: what was planned, what they cost, and whom they brought."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.book.queries.merged import merged
from kyuanbook.book.queries.origins import FIRST, Origin, origins, spans
from kyuanbook.book.queries.segments import segments, size
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import COUNTED, FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.campaign_entries import clean_code
from kyuanbook.rules.campaigns import CampaignState, brought_by, state_on
from kyuanbook.rules.consents import ConsentKind


class CampaignRow(NamedTuple):
    """A campaign as it was planned. ``cents``: what it has cost; ``partner_id``: whose it is too; ``segment``: the name of
    whom it is meant for, "" where that was struck out; ``mailing``: it goes by mail, to those alone who agreed to that."""

    id: int
    version: int
    kind: str
    name: str
    channel_id: int | None
    channel: str
    partner_id: int | None
    first: int
    last: int | None
    budget_cents: int | None
    offer: str
    segment_id: int | None
    segment: str
    words: str
    code: str
    link: str
    window_days: int | None
    note: str
    hidden: bool
    cents: int
    mailing: bool

    def state(self, today: int) -> CampaignState:
        """Where it stands."""
        return state_on(self.first, self.last, today)


class CostRow(NamedTuple):
    """One thing that was paid for."""

    id: int
    day: int
    cents: int
    note: str


class Brought(NamedTuple):
    """Whom a campaign brought: who has bought, and who has not. ``cents``: all they have spent, as every report of sources
    counts it; ``visits``, ``visit_cents``: those that named it, by whomever."""

    customers: tuple[int, ...] = ()
    prospects: tuple[int, ...] = ()
    cents: int = 0
    visits: int = 0
    visit_cents: int = 0

    @property
    def people(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.customers, *self.prospects)


NOBODY: Final = Brought()
MAIL: Final = "email"  # the code of the source that mailings go by
_COLUMNS: Final = (
    "m.id, m.version, m.kind, m.name, m.channel_id, ch.code, ch.name, m.partner_id, m.first, m.last, m.budget_cents, m.offer,"
    " m.segment_id, coalesce(s.name, ''), m.words, m.code, m.link, m.window_days, m.note, m.hidden,"
    " (SELECT coalesce(sum(cents), 0) FROM cost WHERE campaign_id = m.id) FROM campaign m"
    " LEFT JOIN channel ch ON ch.id = m.channel_id LEFT JOIN segment s ON s.id = m.segment_id"
)


def _row(r: tuple[Any, ...]) -> CampaignRow:
    return CampaignRow._make((*r[:5], channel_name(r[5], r[6]), *r[7:19], bool(r[19]), r[20], r[5] == MAIL))


def campaigns(sql: Reader, *, kinds: Iterable[str] = (), hidden: bool = False) -> list[CampaignRow]:
    """Those begun last first; ``kinds``: no others; ``hidden``: those put away too."""
    wanted = frozenset(kinds)
    rows = sql.rows(
        f"SELECT {_COLUMNS} WHERE m.hidden = 0 OR :hidden ORDER BY m.hidden, m.first DESC, m.id DESC", hidden=int(hidden)
    )
    return [one for one in map(_row, rows) if not wanted or one.kind in wanted]


def campaign(sql: Reader, campaign_id: int) -> CampaignRow | None:
    """One of them, put away or not."""
    row = sql.one(f"SELECT {_COLUMNS} WHERE m.id = :id", id=campaign_id)
    return None if row is None else _row(row)


def by_code(sql: Reader, typed: str) -> CampaignRow | None:
    """The campaign whose printed code was typed, whole and however written; one put away is known by it no more."""
    code, problems = clean_code(typed)
    if problems or not code:
        return None
    row = sql.one(f"SELECT {_COLUMNS} WHERE m.code = :code AND m.hidden = 0", code=code)
    return None if row is None else _row(row)


def running(sql: Reader, today: int) -> list[CampaignRow]:
    """Those that may bring somebody today: begun, and not longer over than they count."""
    window = shop.settings(sql).campaign_window
    return [
        one for one in campaigns(sql)
        if one.first <= today
        and (one.last is None or today <= one.last + (window if one.window_days is None else one.window_days))
    ]  # fmt: skip


def codes(sql: Reader) -> frozenset[str]:
    """Every code there is."""
    return frozenset(sql.column("SELECT code FROM campaign WHERE code != ''"))


# what was paid -----------------------------------------------------------------------------------------------------------


def costs(
    sql: Reader, *, campaign_id: int | None = None, channel_id: int | None = None, partner_id: int | None = None
) -> list[CostRow]:
    """What was paid for a campaign, or for a source or partner beside any campaign, newest first."""
    column, of = ("campaign_id", campaign_id) if campaign_id is not None else ("channel_id", channel_id)
    column, of = (column, of) if partner_id is None else ("partner_id", partner_id)
    return [
        CostRow(*row)
        for row in sql.rows(
            f"SELECT id, day, cents, note FROM cost WHERE {column} = :of ORDER BY day DESC, id DESC", of=of
        )
    ]  # fmt: skip


def cost(sql: Reader, cost_id: int) -> tuple[CostRow, int | None, int | None, int | None] | None:
    """(one payment, its campaign, its source, its partner)."""
    row = sql.one(
        "SELECT id, day, cents, note, campaign_id, channel_id, partner_id FROM cost WHERE id = :id", id=cost_id
    )
    return None if row is None else (CostRow(*row[:4]), row[4], row[5], row[6])


# whom it brought ---------------------------------------------------------------------------------------------------------


def brought(sql: Reader, which: str = "", known: dict[int, Origin] | None = None) -> dict[int, Brought]:
    """campaign -> whom it brought. Reads every customer: off the GUI thread. ``which``: as :func:`origins`; ``known``: what
    that found, if it was asked already."""
    of = {
        customer: origin.campaign_id
        for customer, origin in (origins(sql, which) if known is None else known).items()
        if origin.campaign_id is not None
    }
    came = frozenset(sql.column(f"SELECT customer_id FROM derived WHERE fit_id = {FIT} AND n > 0"))
    spent: dict[int, int] = {}
    for customer, cents in sql.stream(
        f"SELECT customer_id, sum(amount_cents) FROM visit WHERE deleted_at IS NULL AND day <= {COUNTED} GROUP BY customer_id"
    ):
        if customer in of:
            spent[customer] = cents
    bought: dict[int, list[int]] = {}
    asked: dict[int, list[int]] = {}
    for customer, one in of.items():
        (bought if customer in came else asked).setdefault(one, []).append(customer)
    found = {
        one: Brought(
            tuple(bought.get(one, ())), tuple(asked.get(one, ())), sum(spent.get(i, 0) for i in bought.get(one, ()))
        )
        for one in {*bought, *asked}
    }
    for one, many, cents in sql.rows(
        f"SELECT campaign_id, count(*), sum(amount_cents) FROM visit WHERE campaign_id IS NOT NULL AND deleted_at IS NULL"
        f" AND day <= {COUNTED} GROUP BY campaign_id"
    ):
        found[one] = found.get(one, NOBODY)._replace(visits=many, visit_cents=cents)
    return found


def names(sql: Reader) -> dict[int, str]:
    """What each is called."""
    return dict(sql.rows("SELECT id, name FROM campaign"))


def meant_for(sql: Reader, one: CampaignRow, today: int) -> Filter | None:
    """Who is to hear of it: its target; of a mailing those of it (of everybody, where it has none) who have an address and
    agreed to be written to. None where it is meant for nobody in particular."""
    group = next((kept for kept in segments(sql) if kept.id == one.segment_id), None)
    conditions = () if group is None else group.conditions
    if not one.mailing:
        return None if group is None else Filter(conditions=conditions)
    agreed = frozenset(
        sql.column(
            "SELECT c.id FROM customer c JOIN consent o ON o.customer_id = c.id WHERE c.email != '' AND c.deleted_at IS NULL"
            " AND o.kind = :kind AND o.day <= :today AND (o.withdrawn_day IS NULL OR o.withdrawn_day > :today)",
            kind=ConsentKind.MESSAGES.value, today=today,
        )
    )  # fmt: skip
    ids = customer_ids(sql, today, Filter(conditions=conditions, do_not_contact=False))
    return Filter(ids=tuple(i for i in ids if i in agreed))


def how_many(sql: Reader, chosen: Filter, today: int) -> int:
    """Of a filter."""
    return len(chosen.ids) if chosen.ids is not None else size(sql, chosen.conditions, today)


def uses(sql: Reader, campaign_id: int) -> int:
    """How much names a campaign: customers, visits, payments, guests, lists, rules, contacts. None: it can be struck out."""
    return sum(
        sql.value(f"SELECT count(*) FROM {table} WHERE {column} = :id", id=campaign_id)
        for table, column in (
            ("customer", "first_campaign_id"), ("customer", "latest_campaign_id"), ("visit", "campaign_id"),
            ("cost", "campaign_id"), ("event_guest", "campaign_id"), ("call_list", "campaign_id"),
            ("follow_rule", "campaign_id"), ("social_contact", "campaign_id"),
        )
    )  # fmt: skip


def came_by(sql: Reader, campaign_id: int) -> tuple[int, ...]:
    """Whoever named it when they came, the last first."""
    return tuple(
        sql.column(
            "SELECT customer_id FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.campaign_id = :id"
            " AND v.deleted_at IS NULL AND c.deleted_at IS NULL GROUP BY customer_id ORDER BY max(v.day) DESC, customer_id",
            id=campaign_id,
        )
    )


class Attribution(NamedTuple):
    """What a way of counting comes to. ``sourced``: customers of whom it is known how they came; ``moved``: those whose first
    source and latest differ; ``brought``: those whom some campaign brought."""

    sourced: int
    moved: int
    brought: int


def attribution(sql: Reader, which: str, window: int) -> Attribution:
    """As it would be, whatever the shop has settled. Reads every customer: off the GUI thread."""
    own = dict(sql.rows("SELECT id, window_days FROM campaign"))
    there = [span if own[span.id] is not None else span._replace(window=window) for span in spans(sql)]
    into, column = merged(sql), "first" if which == FIRST else "latest"
    sourced = moved = found = 0
    for first, first_by, latest, latest_by, day, created in sql.stream(
        "SELECT first_channel_id, first_campaign_id, latest_channel_id, latest_campaign_id,"
        f" {column}_source_day, created_day FROM customer WHERE deleted_at IS NULL"
        " AND coalesce(first_channel_id, latest_channel_id, first_campaign_id, latest_campaign_id) IS NOT NULL"
    ):
        one, other = (into.get(first, first), first_by), (into.get(latest, latest), latest_by)
        channel, named = one if which == FIRST else other
        sourced += 1
        moved += one != other
        found += brought_by(channel, created if day is None else day, named, there) is not None
    return Attribution(sourced, moved, found)


def new_between(sql: Reader, first: int, last: int, after: int) -> list[tuple[int, int]]:
    """(customer, day they were entered) of those numbered ``after`` or higher who were new then and whom nobody sent."""
    rows = sql.rows(
        "SELECT id, created_day FROM customer WHERE id >= :after AND created_day BETWEEN :first AND :last"
        " AND referrer_id IS NULL AND opening = 0 AND deleted_at IS NULL ORDER BY id",
        after=after, first=first, last=last,
    )  # fmt: skip
    return [(customer, day) for customer, day in rows]


def visits_between(sql: Reader, first: int, last: int, after: int) -> list[tuple[int, int, int]]:
    """(visit, customer, day), one a customer, of those numbered ``after`` or higher who were known before."""
    rows = sql.rows(
        "SELECT min(v.id), v.customer_id, min(v.day) FROM visit v JOIN customer c ON c.id = v.customer_id"
        " WHERE v.customer_id >= :after AND v.day BETWEEN :first AND :last AND v.deleted_at IS NULL AND c.created_day < :first"
        " AND v.day > coalesce(c.latest_source_day, 0) AND c.deleted_at IS NULL GROUP BY v.customer_id ORDER BY v.customer_id",
        after=after, first=first, last=last,
    )  # fmt: skip
    return [(visit, customer, day) for visit, customer, day in rows]
