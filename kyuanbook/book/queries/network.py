"""客户网络: who and what hangs together with one in the middle, as far as a picture has room."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.book.queries.relations import NAME, Household, household, kind_name
from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.network import MOST, Tie

CHUNK: Final = 400
ALL: Final = 99  # steps: as far as it goes


class What(StrEnum):
    """What stands in the picture; the letter before its number."""

    CUSTOMER = "c"
    PARTNER = "p"
    EVENT = "e"
    CONTACT = "s"


class Node(NamedTuple):
    """Somebody or something in the picture. ``stage``, ``total_cents``, ``ahead_cents``: of a customer; ``ahead_cents``:
    expected in the next 12 months, None before the first snapshot; ``about``: the platform of a contact; ``bare``: its name is
    its handle."""

    what: What
    id: int
    name: str
    stage: str = ""
    total_cents: int = 0
    ahead_cents: int | None = None
    about: str = ""
    bare: bool = False

    @property
    def key(self) -> str:
        """By which the picture knows it."""
        return f"{self.what.value}{self.id}"


class Edge(NamedTuple):
    """``one`` brought ``other``, or is tied to it otherwise; ``word``: the relation's name, where it has one."""

    one: str
    other: str
    tie: Tie
    word: str = ""


class Network(NamedTuple):
    """``homes``: who lives together, each home once; ``left_out``: how many more there would be."""

    middle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    homes: tuple[Household, ...] = ()
    left_out: int = 0


def key_of(what: What, number: int) -> str:
    """The key of a node."""
    return f"{what.value}{number}"


def what_is(key: str) -> tuple[What, int]:
    """The other way round. Raises ValueError."""
    return What(key[:1]), int(key[1:])


def network(sql: Reader, middle: str, today: int, *, steps: int = ALL, most: int = MOST) -> Network | None:
    """What is tied to ``middle``, nearest first, over no more than ``steps`` steps and no more than ``most`` of them. A
    partner, an event and a social contact lead no farther unless they stand in the middle: a 会员日 ties half the town.
    None when there is nobody of that key."""
    nodes = _nodes(sql, [middle], today)
    if middle not in nodes:
        return None
    edges: dict[Edge, None] = {}
    frontier, left_out, at = [middle], 0, 0
    while frontier and at < steps:
        found = sorted(_ties(sql, frontier, first=at == 0), key=lambda edge: _PLACES[edge.tie])
        edges |= dict.fromkeys(found)
        fresh = dict.fromkeys(key for edge in found for key in edge[:2] if key not in nodes)
        there = _nodes(sql, fresh, today)
        reached = [key for key in fresh if key in there]
        left_out += max(0, len(nodes) + len(reached) - most)
        nodes |= {key: there[key] for key in reached[: most - len(nodes)]}
        frontier, at = [key for key in reached if key in nodes and key[0] == What.CUSTOMER], at + 1
    edges |= dict.fromkeys(_ties(sql, frontier, first=False))  # what ties the last of them to each other
    kept = tuple(edge for edge in edges if edge.one in nodes and edge.other in nodes)
    return Network(middle, tuple(nodes.values()), kept, _homes(sql, kept), left_out)


def biggest(sql: Reader) -> str | None:
    """With whom the picture begins where nobody was chosen: who brought most, else who is related to most."""
    found = sql.value(
        "SELECT c.referrer_id FROM customer c JOIN customer r ON r.id = c.referrer_id WHERE c.referrer_id IS NOT NULL"
        " AND c.deleted_at IS NULL AND r.deleted_at IS NULL GROUP BY c.referrer_id ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    if found is None:
        found = sql.value(
            "SELECT r.customer_id FROM relation r JOIN customer c ON c.id = r.customer_id WHERE c.deleted_at IS NULL"
            " GROUP BY r.customer_id ORDER BY count(*) DESC, 1 LIMIT 1"
        )
    return None if found is None else key_of(What.CUSTOMER, int(found))


# inside ------------------------------------------------------------------------------------------------------------------

_PLACES: Final = {tie: place for place, tie in enumerate(Tie)}
_RELATION: Final = "CASE WHEN k.household THEN 'household' ELSE 'related' END, k.code, k.name"
_FROM_RELATION: Final = "FROM relation r JOIN relation_kind k ON k.id = r.kind_id"
_CAME: Final = "('came', 'coming')"
# what leads on from a kind of node: from which, to which, the statement
_WAYS: Final[tuple[tuple[What, What, What, str], ...]] = (
    (What.CUSTOMER, What.CUSTOMER, What.CUSTOMER,
     "SELECT referrer_id, id, 'brought', '', '' FROM customer WHERE id IN ({ids}) AND referrer_id IS NOT NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.CUSTOMER,
     "SELECT referrer_id, id, 'brought', '', '' FROM customer WHERE referrer_id IN ({ids}) AND deleted_at IS NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.CUSTOMER,
     f"SELECT r.customer_id, r.other_id, {_RELATION} {_FROM_RELATION} WHERE r.customer_id IN ({{ids}})"
     " AND r.other_id IS NOT NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.CUSTOMER,
     f"SELECT r.customer_id, r.other_id, {_RELATION} {_FROM_RELATION} WHERE r.other_id IN ({{ids}})"),
    (What.CUSTOMER, What.CUSTOMER, What.PARTNER,
     f"SELECT r.customer_id, r.partner_id, 'partner', k.code, k.name {_FROM_RELATION} WHERE r.customer_id IN ({{ids}})"
     " AND r.partner_id IS NOT NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.PARTNER,
     "SELECT id, partner_id, 'partner', '', '' FROM customer WHERE id IN ({ids}) AND partner_id IS NOT NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.PARTNER,
     "SELECT DISTINCT customer_id, partner_id, 'partner', '', '' FROM partner_sent WHERE customer_id IN ({ids})"
     " AND deleted_at IS NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.EVENT,
     f"SELECT customer_id, campaign_id, 'event', '', '' FROM event_guest WHERE customer_id IN ({{ids}})"
     f" AND state IN {_CAME}"),
    (What.CUSTOMER, What.CUSTOMER, What.CONTACT,
     f"SELECT r.customer_id, r.contact_id, 'contact', k.code, k.name {_FROM_RELATION} WHERE r.customer_id IN ({{ids}})"
     " AND r.contact_id IS NOT NULL"),
    (What.CUSTOMER, What.CUSTOMER, What.CONTACT,
     "SELECT customer_id, id, 'contact', '', '' FROM social_contact WHERE customer_id IN ({ids}) AND deleted_at IS NULL"),
    (What.PARTNER, What.CUSTOMER, What.PARTNER,
     "SELECT id, partner_id, 'partner', '', '' FROM customer WHERE partner_id IN ({ids}) AND deleted_at IS NULL"),
    (What.PARTNER, What.CUSTOMER, What.PARTNER,
     f"SELECT r.customer_id, r.partner_id, 'partner', k.code, k.name {_FROM_RELATION} WHERE r.partner_id IN ({{ids}})"),
    (What.PARTNER, What.CUSTOMER, What.PARTNER,
     "SELECT DISTINCT customer_id, partner_id, 'partner', '', '' FROM partner_sent WHERE partner_id IN ({ids})"
     " AND deleted_at IS NULL"),
    (What.EVENT, What.CUSTOMER, What.EVENT,
     f"SELECT customer_id, campaign_id, 'event', '', '' FROM event_guest WHERE campaign_id IN ({{ids}})"
     f" AND state IN {_CAME}"),
    (What.CONTACT, What.CUSTOMER, What.CONTACT,
     f"SELECT r.customer_id, r.contact_id, 'contact', k.code, k.name {_FROM_RELATION} WHERE r.contact_id IN ({{ids}})"),
    (What.CONTACT, What.CUSTOMER, What.CONTACT,
     "SELECT customer_id, id, 'contact', '', '' FROM social_contact WHERE id IN ({ids}) AND customer_id IS NOT NULL"),
)  # fmt: skip


def _ties(sql: Reader, keys: Sequence[str], *, first: bool) -> Iterable[Edge]:
    """All that is tied to ``keys``; ``first``: the middle itself, which may be anything."""
    ids: dict[What, list[int]] = {}
    for key in keys:
        what, number = what_is(key)
        ids.setdefault(what, []).append(number)
    for start, one, other, text in _WAYS:
        if start is not What.CUSTOMER and not first:
            continue
        of = ids.get(start, [])
        for begin in range(0, len(of), CHUNK):
            some = of[begin : begin + CHUNK]
            for a, b, tie, code, name in sql.rows(text.replace("{ids}", marks(len(some))), **named(some)):
                yield Edge(key_of(one, a), key_of(other, b), Tie(tie), kind_name(code, name))


def _nodes(sql: Reader, keys: Iterable[str], today: int) -> dict[str, Node]:
    """Those of ``keys`` that are there: nobody from 回收站."""
    ids: dict[What, list[int]] = {}
    for key in keys:
        what, number = what_is(key)
        ids.setdefault(what, []).append(number)
    asked = {
        What.CUSTOMER: f"SELECT c.id, {NAME}, {STAGE}, d.total_cents, s.clv_cents, '', 0 FROM customer c JOIN derived d"
        f" ON d.customer_id = c.id AND d.fit_id = {FIT} LEFT JOIN standing s ON s.customer_id = c.id"
        " WHERE c.deleted_at IS NULL AND c.id IN ({ids})",
        What.PARTNER: "SELECT id, name, '', 0, NULL, '', 0 FROM partner WHERE id IN ({ids})",
        What.EVENT: "SELECT id, name, '', 0, NULL, '', 0 FROM campaign WHERE id IN ({ids})",
        What.CONTACT: "SELECT id, CASE name WHEN '' THEN handle ELSE name END, '', 0, NULL, platform, name = ''"
        " FROM social_contact WHERE deleted_at IS NULL AND id IN ({ids})",
    }
    found: dict[str, Node] = {}
    for what, of in ids.items():
        day = {"today": today} if what is What.CUSTOMER else {}
        for begin in range(0, len(of), CHUNK):
            some = of[begin : begin + CHUNK]
            text = asked[what].replace("{ids}", marks(len(some)))
            for i, name, stage, total, ahead, about, bare in sql.rows(text, **day, **named(some)):
                node = Node(what, i, name, stage, total, ahead, about, bool(bare))
                found[node.key] = node
    return found


def _homes(sql: Reader, edges: Iterable[Edge]) -> tuple[Household, ...]:
    """The whole of each home of which anybody is in the picture, as one."""
    homes: list[Household] = []
    seen: set[int] = set()
    for edge in edges:
        one = what_is(edge.one)[1]
        if edge.tie is Tie.HOUSEHOLD and one not in seen and (home := household(sql, one)) is not None:
            seen.update(home.ids)
            homes.append(home)
    return tuple(homes)
