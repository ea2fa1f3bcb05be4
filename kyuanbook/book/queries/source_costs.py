"""What coming cost: the costs that were entered, rewards that were given, commissions of partners; each as if it were somebody
who came from there, so that it stands in the group, the family and the filter of those whom it brought.
"""

from collections.abc import Iterator, Mapping

from kyuanbook.book.queries import origins
from kyuanbook.book.queries.origins import Origin
from kyuanbook.book.reader import Reader
from kyuanbook.rules.campaigns import CampaignKind, GuestState

NOWHERE = Origin(None, None, None, None, None, 0)
Paid = tuple[int, Origin, int]  # (customer it was for or 0, where it belongs and its day, cents)


def costs(sql: Reader, known: Mapping[int, Origin], today: int) -> Iterator[Paid]:
    """All up to ``today``. ``known``: where customers come from: a reward belongs where the one who was brought does."""
    yield from _entered(sql, today)
    yield from _commissions(sql, today)
    for customer, day, cents in sql.rows(_GIVEN, today=today):
        yield customer, known.get(customer, NOWHERE)._replace(day=day), cents


# what was countered does not count, whether its line says so as a negative sum or as a positive one that is taken back
_GIVEN = (
    "SELECT e.referred_id, e.day, CASE WHEN of.kind = 'given' THEN -abs(e.cents) ELSE abs(e.cents) END FROM reward_entry e"
    " LEFT JOIN reward_entry of ON of.id = e.entry_id WHERE (e.kind = 'given' OR of.kind = 'given') AND e.cents != 0"
    " AND e.day <= :today ORDER BY e.id"
)
_OWED = (
    "SELECT e.partner_id, e.day, e.cents, p.channel_id, coalesce(e.customer_id, 0) FROM partner_entry e"
    " JOIN partner p ON p.id = e.partner_id LEFT JOIN partner_entry of ON of.id = e.entry_id"
    " WHERE e.kind != 'paid' AND coalesce(of.kind, '') != 'paid' AND e.cents != 0 AND e.day <= :today ORDER BY e.id"
)


def _entered(sql: Reader, today: int) -> Iterator[Paid]:
    channels, natural = origins.counts_as(sql), _natural(sql)
    for day, cents, channel, campaign, partner in sql.rows(
        "SELECT k.day, k.cents, coalesce(k.channel_id, c.channel_id, p.channel_id), k.campaign_id,"
        " coalesce(k.partner_id, c.partner_id) FROM cost k LEFT JOIN campaign c ON c.id = k.campaign_id"
        " LEFT JOIN partner p ON p.id = coalesce(k.partner_id, c.partner_id) WHERE k.day <= :today ORDER BY k.id",
        today=today,
    ):
        at = channels.get(channel)
        yield 0, Origin(at, campaign, partner, None, natural.get(at, False), day), cents


def _commissions(sql: Reader, today: int) -> Iterator[Paid]:
    channels, natural = origins.counts_as(sql), _natural(sql)
    for partner, day, cents, channel, customer in sql.rows(_OWED, today=today):
        at = channels.get(channel)
        yield customer, Origin(at, None, partner, None, natural.get(at, False), day), cents


def _natural(sql: Reader) -> dict[int | None, bool]:
    return {i: bool(natural) for i, natural in sql.rows("SELECT id, natural FROM channel")}


def events(sql: Reader) -> tuple[frozenset[int], dict[int, int]]:
    """The events, and who came to one before they had bought anything -> the first of those they came to."""
    there = frozenset(sql.column("SELECT id FROM campaign WHERE kind = :kind", kind=CampaignKind.EVENT.value))
    found: dict[int, int] = {}
    for customer, event in sql.rows(
        "SELECT g.customer_id, g.campaign_id FROM event_guest g WHERE g.state = :came AND g.came_day IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.customer_id = g.customer_id AND v.deleted_at IS NULL"
        " AND v.day < g.came_day) ORDER BY g.came_day, g.id",
        came=GuestState.CAME.value,
    ):
        found.setdefault(customer, event)
    return there, found
