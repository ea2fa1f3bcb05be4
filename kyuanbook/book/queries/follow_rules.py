"""回访规则 as the book has them."""

from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.reader import Reader
from kyuanbook.language import say
from kyuanbook.rules.followups import CARE, USUAL, Kind, Rule, given
from kyuanbook.rules.rule_words import RuleNames
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Message

_GIVEN: Final = {one.code: one for one in (*USUAL, *(one for ones in CARE.values() for one in ones))}
_KINDS: Final = frozenset(Kind)
_COLUMNS: Final = (
    "id, code, kind, name, days, cents, channel, words, staff_id, pause_days, product_id, segment_id, hidden, position, version,"
    " campaign_id"
)


def rules(sql: Reader, *, hidden: bool = False) -> list[Rule]:
    """The rules in the owner's order; ``hidden``: those put away too. A kind that a later version knows is left out."""
    rows = sql.rows(
        f"SELECT {_COLUMNS} FROM follow_rule WHERE hidden = 0 OR hidden = :hidden ORDER BY position, id", hidden=int(hidden)
    )
    return [_rule(row) for row in rows if row[2] in _KINDS]


def rule(sql: Reader, rule_id: int) -> Rule | None:
    """One rule, put away or not."""
    row = sql.one(f"SELECT {_COLUMNS} FROM follow_rule WHERE id = :id", id=rule_id)
    return _rule(row) if row is not None and row[2] in _KINDS else None


def the_rule(sql: Reader, kind: Kind) -> Rule | None:
    """The rule in force of a kind of which the book has one (``ONE_OF_A_KIND``)."""
    row = sql.one(
        f"SELECT {_COLUMNS} FROM follow_rule WHERE hidden = 0 AND kind = :kind ORDER BY position, id LIMIT 1", kind=kind.value
    )
    return _rule(row) if row is not None else None


def rule_name(code: str | None, kind: str, name: str) -> str:
    """What a rule is called: the owner's word, else the program's in the owner's language."""
    if name:
        return name
    return say(_GIVEN[code].name if code in _GIVEN else Kind(kind).rule)


def rule_words(code: str | None, kind: str, words: str) -> str:
    """What is to be said, its places not filled."""
    if words:
        return words
    return say(_GIVEN[code].words if code in _GIVEN else Message(f"say_{Kind(kind).value}"))


def _rule(row: tuple[object, ...]) -> Rule:
    i, code, kind, name, days, cents, channel, words, staff, pause, product, segment, hidden, position, version, campaign = row
    return Rule(
        i, code, Kind(str(kind)), rule_name(code, kind, name), days, cents, TouchKind(str(channel)),  # type: ignore[arg-type]
        rule_words(code, kind, words), staff, pause, product, segment, bool(hidden), position, version,  # type: ignore[arg-type]
        campaign,  # type: ignore[arg-type]
    )  # fmt: skip


# what actions look up ----------------------------------------------------------------------------------------------------


def rule_order(sql: Reader) -> list[int]:
    """The rules' numbers in the owner's order, those put away among them."""
    return sql.column("SELECT id FROM follow_rule ORDER BY position, id")


def given_rules(sql: Reader) -> list[tuple[int, str, bool]]:
    """(rule, code, whether somebody touched it or acted by it) of those that came with a trade."""
    rows = sql.rows(
        "SELECT r.id, r.code, r.version > 1 OR EXISTS (SELECT 1 FROM follow_up f WHERE f.rule_id = r.id)"
        " FROM follow_rule r WHERE r.code IS NOT NULL"
    )
    return [(i, code, bool(used)) for i, code, used in rows]


def row_acted_upon(sql: Reader, customer_id: int, rule_id: int | None, kind: Kind, occurrence: int) -> int | None:
    """The follow-up of that reason and time, once somebody acted upon it. Of those the owner planned, which are all of no
    time, the one that is still open."""
    found = sql.value(
        "SELECT id FROM follow_up WHERE customer_id = :customer AND rule_id IS :rule AND kind = :kind AND occurrence = :time"
        " ORDER BY state != 'open', id DESC LIMIT 1",
        customer=customer_id, rule=rule_id, kind=kind.value, time=occurrence,
    )  # fmt: skip
    return None if found is None else int(found)


def open_of(sql: Reader, customer_id: int) -> list[int]:
    """The follow-ups of a customer that are still open."""
    return sql.column("SELECT id FROM follow_up WHERE customer_id = :customer AND state = 'open'", customer=customer_id)


def nobodys(sql: Reader, rule_id: int) -> list[int]:
    """The open follow-ups of a rule that are nobody's in particular."""
    return sql.column("SELECT id FROM follow_up WHERE rule_id = :rule AND state = 'open' AND staff_id IS NULL", rule=rule_id)


def rule_names(sql: Reader) -> RuleNames:
    """What the numbers in rules are called."""
    products = sql.rows("SELECT id, name, hidden FROM product")
    return RuleNames(
        dict(sql.rows("SELECT id, name FROM staff")), {i: name for i, name, _ in products},
        frozenset(i for i, _, hidden in products if hidden), segment_names(sql),
        campaign_names(sql),
    )  # fmt: skip


def not_taken(sql: Reader, trade: str) -> list[str]:
    """What the rules are called that come with a trade and are not there."""
    there = {code for _, code, _ in given_rules(sql)}
    return [say(one.name) for one in given(trade) if one.code not in there]


def segment_names(sql: Reader) -> dict[int, str]:
    """What each 客户细分 is called."""
    return dict(sql.rows("SELECT id, name FROM segment"))


def campaign_names(sql: Reader) -> dict[int, str]:
    """What each campaign is called, the newest first."""
    return dict(sql.rows("SELECT id, name FROM campaign ORDER BY first DESC, id DESC"))


class Offered(NamedTuple):
    """What a rule may name; staff and products that were put away among them."""

    staff: list[shop.Named]
    products: list[shop.Named]
    segments: list[shop.Named]
    campaigns: list[shop.Named]


def offered(sql: Reader) -> Offered:
    """All there is."""
    segments = [shop.Named(i, name) for i, name in sql.rows("SELECT id, name FROM segment ORDER BY position, id")]
    campaigns = [shop.Named(i, name) for i, name in campaign_names(sql).items()]
    return Offered(shop.staff(sql, hidden=True), shop.products(sql, hidden=True), segments, campaigns)


def any_segment(sql: Reader, segment_id: int) -> bool:
    """Whether the 客户细分 is there."""
    return sql.value("SELECT 1 FROM segment WHERE id = :id", id=segment_id) is not None
