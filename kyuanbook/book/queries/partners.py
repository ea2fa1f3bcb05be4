"""合作伙伴: who they are, whom they sent us, whom we sent them, their account."""

from typing import Final, NamedTuple

from kyuanbook.book.queries.shop import Named
from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.consents import Given, may_be_given
from kyuanbook.rules.entries import ContactEntry
from kyuanbook.rules.partners import Came, Line, Terms
from kyuanbook.rules.stages import Stage

_NAME: Final = "CASE c.name WHEN '' THEN c.alias ELSE c.name END"


class PartnerRow(NamedTuple):
    """A partner in the list: how many they sent who are in the book, to whom we sent how often, what is owed."""

    id: int
    kind: str
    name: str
    hidden: bool
    brought: int
    given: int
    owed_cents: int


def partners(sql: Reader, *, hidden: bool = False) -> list[PartnerRow]:
    """All of them by name, those put away last; ``hidden``: these too."""
    rows = sql.rows(
        "SELECT p.id, p.kind, p.name, p.hidden,"
        " (SELECT count(*) FROM customer c WHERE c.partner_id = p.id AND c.deleted_at IS NULL),"
        " (SELECT count(*) FROM partner_sent s JOIN customer c ON c.id = s.customer_id WHERE s.partner_id = p.id"
        " AND s.deleted_at IS NULL AND c.deleted_at IS NULL),"
        " (SELECT coalesce(sum(cents), 0) FROM partner_entry e WHERE e.partner_id = p.id)"
        " FROM partner p WHERE p.hidden = 0 OR p.hidden = :hidden ORDER BY p.hidden, p.id",
        hidden=int(hidden),
    )
    return [PartnerRow(i, kind, name, bool(away), brought, given, owed) for i, kind, name, away, brought, given, owed in rows]


def offered(sql: Reader) -> list[Named]:
    """Those on offer, by the order in which they were entered."""
    return [Named(i, name) for i, name in sql.rows("SELECT id, name FROM partner WHERE hidden = 0 ORDER BY id")]


def partner_name(sql: Reader, partner_id: int | None) -> str | None:
    """What a partner is called."""
    name = sql.value("SELECT name FROM partner WHERE id = :id", id=partner_id) if partner_id is not None else None
    return None if name is None else str(name)


def partner_of(sql: Reader, customer_id: int) -> Named | None:
    """Who sent a customer."""
    row = sql.one(
        "SELECT p.id, p.name, p.hidden FROM customer c JOIN partner p ON p.id = c.partner_id WHERE c.id = :id", id=customer_id
    )
    return None if row is None else Named(row[0], row[1], bool(row[2]))


class PartnerSeen(NamedTuple):
    """A partner, for changing it and for its statement."""

    id: int
    kind: str
    name: str
    phone: str
    wechat: str
    address: str
    note: str
    channel_id: int | None
    terms: Terms
    since: int | None
    hidden: bool
    people: tuple[ContactEntry, ...]


def partner(sql: Reader, partner_id: int) -> PartnerSeen | None:
    """One partner."""
    row = sql.one(
        "SELECT id, kind, name, phone, wechat, address, note, channel_id, commission, commission_cents, commission_rate,"
        " commission_days, commission_since, hidden FROM partner WHERE id = :id",
        id=partner_id,
    )
    if row is None:
        return None
    people = sql.rows(
        "SELECT name, phone, role, note FROM partner_person WHERE partner_id = :id ORDER BY position, id", id=partner_id
    )
    i, kind, name, phone, wechat, address, note, channel, commission, cents, rate, days, since, hidden = row
    return PartnerSeen(
        i, kind, name, phone, wechat, address, note, channel, Terms(commission, cents, rate, days), since, bool(hidden),
        tuple(ContactEntry(*one) for one in people),
    )  # fmt: skip


def people_ids(sql: Reader, partner_id: int) -> list[int]:
    """The rows of the persons at a partner, in their order."""
    return sql.column("SELECT id FROM partner_person WHERE partner_id = :id ORDER BY position, id", id=partner_id)


# whom they sent, whom we sent ----------------------------------------------------------------------------------------------


class Brought(NamedTuple):
    """A customer whom a partner sent us. ``day``: of their first visit, None while they have not come."""

    customer_id: int
    name: str
    stage: Stage | None
    day: int | None
    visits: int
    cents: int


def brought(sql: Reader, partner_id: int, today: int) -> list[Brought]:
    """Whom a partner sent us, those who came last first."""
    rows = sql.rows(
        f"SELECT c.id, {_NAME}, CASE WHEN d.customer_id IS NULL THEN NULL ELSE {STAGE} END, d.first_day,"
        " (SELECT count(*) FROM visit v WHERE v.customer_id = c.id AND v.deleted_at IS NULL),"
        " (SELECT coalesce(sum(amount_cents), 0) FROM visit v WHERE v.customer_id = c.id AND v.deleted_at IS NULL)"
        f" FROM customer c LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT}"
        " WHERE c.partner_id = :partner AND c.deleted_at IS NULL ORDER BY d.last_day DESC NULLS LAST, c.id DESC",
        partner=partner_id, today=today,
    )  # fmt: skip
    return [Brought(i, name, Stage(s) if s else None, day, n, cents) for i, name, s, day, n, cents in rows]


class Sent(NamedTuple):
    """A customer whom we sent to a partner."""

    id: int
    partner_id: int
    partner: str
    customer_id: int
    name: str
    day: int
    note: str


_SENT: Final = (
    f"SELECT s.id, s.partner_id, p.name, s.customer_id, {_NAME}, s.day, s.note FROM partner_sent s JOIN partner p"
    " ON p.id = s.partner_id JOIN customer c ON c.id = s.customer_id WHERE s.deleted_at IS NULL"
)


def sent_to(sql: Reader, partner_id: int) -> list[Sent]:
    """Whom we sent to a partner, the last first; nobody who lies in 回收站."""
    rows = sql.rows(
        f"{_SENT} AND s.partner_id = :id AND c.deleted_at IS NULL ORDER BY s.day DESC, s.id DESC", id=partner_id
    )
    return [Sent(*row) for row in rows]


def sent_of(sql: Reader, customer_id: int) -> list[Sent]:
    """Where a customer was sent, the last first."""
    return [Sent(*r) for r in sql.rows(f"{_SENT} AND s.customer_id = :id ORDER BY s.day DESC, s.id DESC", id=customer_id)]


def likely_partner(sql: Reader) -> Named | None:
    """To whom one key sends: whoever was sent a customer last, else the first there is; None while there is none."""
    row = sql.one(
        "SELECT p.id, p.name FROM partner p LEFT JOIN (SELECT partner_id, max(id) AS last FROM partner_sent"
        " WHERE deleted_at IS NULL GROUP BY partner_id) s ON s.partner_id = p.id WHERE p.hidden = 0"
        " ORDER BY s.last DESC NULLS LAST, p.id LIMIT 1"
    )
    return None if row is None else Named(*row)


# the account ---------------------------------------------------------------------------------------------------------------


class AccountLine(NamedTuple):
    """A line of a partner's account. ``customer``: on whose account, "" where it is of nobody; ``visit_day``: of the visit
    it is for; ``countered``: another line took it back."""

    id: int
    day: int
    kind: str
    cents: int
    customer_id: int | None
    customer: str
    visit_day: int | None
    note: str
    who: str
    countered: bool
    counters: str


def account(sql: Reader, partner_id: int) -> list[AccountLine]:
    """All lines by their days, those of one day as they were written."""
    rows = sql.rows(
        f"SELECT e.id, e.day, e.kind, e.cents, e.customer_id, coalesce({_NAME}, ''), v.day, e.note, e.who,"
        " EXISTS (SELECT 1 FROM partner_entry o WHERE o.entry_id = e.id), coalesce(b.kind, '') FROM partner_entry e"
        " LEFT JOIN customer c ON c.id = e.customer_id LEFT JOIN visit v ON v.id = e.visit_id"
        " LEFT JOIN partner_entry b ON b.id = e.entry_id WHERE e.partner_id = :id ORDER BY e.day, e.id",
        id=partner_id,
    )
    return [AccountLine(*row)._replace(countered=bool(row[9])) for row in rows]


def owed(sql: Reader, partner_id: int) -> int:
    """What is owed to a partner."""
    return int(sql.value("SELECT coalesce(sum(cents), 0) FROM partner_entry WHERE partner_id = :id", id=partner_id))


def is_countered(sql: Reader, entry_id: int) -> bool:
    """Whether another line took a line back."""
    return bool(sql.value("SELECT EXISTS (SELECT 1 FROM partner_entry WHERE entry_id = :id)", id=entry_id))


def sender_of(sql: Reader, customer_id: int) -> int | None:
    """The partner who sent a customer; None for one who lies in 回收站."""
    partner: int | None = sql.value("SELECT partner_id FROM customer WHERE id = :id AND deleted_at IS NULL", id=customer_id)
    return partner


def lines_of(sql: Reader, customer_id: int) -> dict[int, list[Line]]:
    """partner -> the lines of their account that are about a customer."""
    found: dict[int, list[Line]] = {}
    for partner_id, *line in sql.rows(
        "SELECT partner_id, id, kind, cents, visit_id, entry_id, terms FROM partner_entry WHERE customer_id = :id ORDER BY id",
        id=customer_id,
    ):
        found.setdefault(partner_id, []).append(Line(*line))
    return found


def came(sql: Reader, customer_id: int) -> list[Came]:
    """The visits of a customer that stand, in their order; none of one who lies in 回收站."""
    rows = sql.rows(
        "SELECT v.id, v.day, v.amount_cents FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.customer_id = :id"
        " AND v.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY v.day, coalesce(v.minute, -1), v.id",
        id=customer_id,
    )
    return [Came(*row) for row in rows]


def sent_by(sql: Reader, partner_id: int) -> list[int]:
    """The customers on whose account a partner has, or may have, something: those they sent, and those about whom there are
    lines."""
    return sql.column(
        "SELECT id FROM customer WHERE partner_id = :id UNION SELECT customer_id FROM partner_entry WHERE partner_id = :id"
        " AND customer_id IS NOT NULL ORDER BY 1",
        id=partner_id,
    )


_NAMING: Final = ("customer", "partner_entry", "partner_sent", "campaign", "cost", "consent", "call_list", "relation")


def hangs_on(sql: Reader, partner_id: int) -> bool:
    """Whether anything in the book names a partner, so that it cannot go without a trace."""
    return any(
        sql.value(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE partner_id = :id)", id=partner_id) for table in _NAMING
    )


# together ------------------------------------------------------------------------------------------------------------------


class Joint(NamedTuple):
    """A campaign or an event that is done together with a partner."""

    id: int
    kind: str
    name: str
    first: int
    last: int | None


def joint(sql: Reader, partner_id: int) -> list[Joint]:
    """What was done together, the last first."""
    rows = sql.rows(
        "SELECT id, kind, name, first, last FROM campaign WHERE partner_id = :id AND hidden = 0 ORDER BY first DESC, id DESC",
        id=partner_id,
    )
    return [Joint(*row) for row in rows]


# what may be given -----------------------------------------------------------------------------------------------------------


def agreed(sql: Reader, partner_id: int, today: int) -> frozenset[int]:
    """Who agreed that a partner gets a list with them on it."""
    rows = sql.rows(
        "SELECT customer_id, kind, partner_id, day, withdrawn_day FROM consent WHERE kind = 'share'"
        " AND (partner_id IS NULL OR partner_id = :partner)",
        partner=partner_id,
    )
    return may_be_given((Given(*row) for row in rows), partner_id, today)
