"""客户活动: those there are, their guests, and what followed."""

from typing import Final, NamedTuple

from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.campaigns import CampaignState, GuestState, state_on
from kyuanbook.rules.events import SPANS, Followed, Purse, followed
from kyuanbook.rules.stages import Stage

_NAME: Final = "CASE c.name WHEN '' THEN c.alias ELSE c.name END"
_PHONE: Final = (
    "coalesce((SELECT number FROM phone p WHERE p.customer_id = c.id AND wrong = 0 ORDER BY position, p.id LIMIT 1), '')"
)
_HERE: Final = (
    "SELECT count(*) FROM event_guest g JOIN customer c ON c.id = g.customer_id WHERE g.campaign_id = e.id"
    " AND c.deleted_at IS NULL"
)


class EventRow(NamedTuple):
    """An event. ``guests``: all who were invited or came; ``coming``, ``came``: how many of them."""

    id: int
    name: str
    first: int
    last: int
    minute: int | None
    place: str
    channel_id: int | None
    partner_id: int | None
    budget_cents: int | None
    words: str
    note: str
    hidden: bool
    guests: int
    coming: int
    came: int
    cost_cents: int

    def state(self, today: int) -> CampaignState:
        """Where it stands."""
        return state_on(self.first, self.last, today)


_COLUMNS: Final = (
    "SELECT e.id, e.name, e.first, coalesce(e.last, e.first), e.minute, e.place, e.channel_id, e.partner_id, e.budget_cents,"
    f" e.words, e.note, e.hidden, ({_HERE}), ({_HERE} AND g.state = 'coming'), ({_HERE} AND g.state = 'came'),"
    " (SELECT coalesce(sum(cents), 0) FROM cost o WHERE o.campaign_id = e.id) FROM campaign e WHERE e.kind = 'event'"
)


def events(sql: Reader, today: int, *, hidden: bool = False) -> list[EventRow]:
    """Those to come, the next first, then those that were, the last first; ``hidden``: those put away too."""
    rows = [_row(r) for r in sql.rows(f"{_COLUMNS} AND (e.hidden = 0 OR e.hidden = :hidden)", hidden=int(hidden))]
    ahead = sorted((one for one in rows if one.last >= today and not one.hidden), key=lambda one: (one.first, one.id))
    return ahead + sorted(
        (one for one in rows if one.last < today or one.hidden), key=lambda one: (one.hidden, -one.first, -one.id)
    )


def event(sql: Reader, event_id: int) -> EventRow | None:
    """One of them."""
    row = sql.one(f"{_COLUMNS} AND e.id = :id", id=event_id)
    return None if row is None else _row(row)


def _row(row: tuple[object, ...]) -> EventRow:
    found = EventRow(*row)  # type: ignore[arg-type]  # columns in the order of the fields
    return found._replace(hidden=bool(found.hidden))


class Guest(NamedTuple):
    """Somebody who was invited, or came. ``may_call``: is not left alone; ``new``: had never come before the event."""

    id: int
    customer_id: int
    name: str
    phone: str
    stage: Stage | None
    state: GuestState
    minute: int | None
    invited: bool
    may_call: bool
    new: bool


_STATES: Final = "CASE g.state WHEN 'came' THEN 0 WHEN 'coming' THEN 1 WHEN 'invited' THEN 2 ELSE 3 END"


def guests(sql: Reader, event_id: int, today: int = 0) -> list[Guest]:
    """The guests of an event by state, those who came as they came, the others by name; nobody who lies in 回收站."""
    rows = sql.rows(
        f"SELECT g.id, c.id, {_NAME}, {_PHONE}, CASE WHEN d.customer_id IS NULL THEN NULL ELSE {STAGE} END, g.state, g.minute,"
        " g.invited_day IS NOT NULL, c.do_not_contact = 0, d.first_day IS NULL OR d.first_day > coalesce(e.last, e.first)"
        " FROM event_guest g JOIN campaign e ON e.id = g.campaign_id JOIN customer c ON c.id = g.customer_id"
        f" LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} LEFT JOIN search_row s ON s.customer_id = c.id"
        f" WHERE g.campaign_id = :event AND c.deleted_at IS NULL ORDER BY {_STATES}, g.came_day, g.minute, s.sort_key, c.id",
        event=event_id, today=today,
    )  # fmt: skip
    return [
        Guest(i, customer, name, phone, Stage(s) if s else None, GuestState(state), minute, bool(inv), bool(may), bool(new))
        for i, customer, name, phone, s, state, minute, inv, may, new in rows
    ]


def guest_id(sql: Reader, event_id: int, customer_id: int) -> int | None:
    """The row of a guest, if they are one."""
    found = sql.value(
        "SELECT id FROM event_guest WHERE campaign_id = :event AND customer_id = :customer",
        event=event_id, customer=customer_id,
    )  # fmt: skip
    return None if found is None else int(found)


def what_followed(sql: Reader, event_id: int, today: int) -> list[Followed]:
    """What followed of an event, within each of ``SPANS``."""
    about = event(sql, event_id)
    if about is None:
        return []
    purses: dict[int, tuple[bool, list[int], list[int]]] = {
        one.customer_id: (one.new, [], []) for one in guests(sql, event_id, today) if one.state is GuestState.CAME
    }
    rows = sql.rows(
        "SELECT v.customer_id, v.day, v.amount_cents FROM visit v JOIN event_guest g ON g.customer_id = v.customer_id"
        " WHERE g.campaign_id = :event AND g.state = 'came' AND v.deleted_at IS NULL AND v.day > :last AND v.day <= :end",
        event=event_id, last=about.last, end=min(today, about.last + max(SPANS)),
    )  # fmt: skip
    for customer, day, cents in rows:
        if customer in purses:
            purses[customer][1].append(day)
            purses[customer][2].append(cents)
    found = [Purse(tuple(days), tuple(cents), new) for new, days, cents in purses.values()]
    return [followed(found, about.last, today, span) for span in SPANS]


class EventOf(NamedTuple):
    """An event to which a customer was invited, or came."""

    event_id: int
    name: str
    first: int
    state: GuestState


def events_of(sql: Reader, customer_id: int) -> list[EventOf]:
    """The events of a customer, the last first."""
    rows = sql.rows(
        "SELECT e.id, e.name, e.first, g.state FROM event_guest g JOIN campaign e ON e.id = g.campaign_id"
        " WHERE g.customer_id = :id AND e.hidden = 0 ORDER BY e.first DESC, e.id DESC",
        id=customer_id,
    )
    return [EventOf(i, name, first, GuestState(state)) for i, name, first, state in rows]
