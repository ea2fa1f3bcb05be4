"""Two records that turn out to be one customer: what each says, how much hangs on the one that goes, and which rows do."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kyuanbook.book.queries import custom
from kyuanbook.book.reader import Reader
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.bands import income_label
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.consents import Given
from kyuanbook.rules.merging import Fact, Row, differing, value
from kyuanbook.rules.opening import told
from kyuanbook.rules.tiers import NAMES

_COLUMNS: Final = (
    "id", "kind", "name", "alias", "sex", "birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap", "birth_rule",
    "email", "wechat", "address", "occupation", "member_no", "income_band", "referrer_id", "partner_id", "opening",
    "opening_visits", "opening_total_cents", "opening_first", "opening_last", "opening_gap", "pin", "pin_by", "pin_day",
    "pin_why", "tier_pin", "tier_pin_by", "tier_pin_day", "tier_pin_why", "deleted_at", "merged_into_id",
)  # fmt: skip


class Difference(NamedTuple):
    """In what the two differ: ``key`` is a :class:`Fact`, or the number of one of the owner's fields; ``title`` its name;
    in words what each says."""

    key: Fact | int
    title: str
    kept: str
    other: str


class Comparison(NamedTuple):
    """Two customers, before they are made one. ``kept``, ``other``: their names; what hangs on the other."""

    kept: str
    other: str
    differences: tuple[Difference, ...]
    visits: int
    touches: int
    phones: int
    brought: int


def compare(sql: Reader, kept_id: int, other_id: int) -> Comparison | None:
    """The two as they stand; None where one of them is not in the book."""
    kept, other = _row(sql, kept_id), _row(sql, other_id)
    if kept is None or other is None or kept_id == other_id:
        return None
    return Comparison(_called(kept), _called(other), _differences(sql, kept, other), *_hangs(sql, other_id))


def _row(sql: Reader, customer_id: int) -> Row | None:
    found = sql.one(
        f"SELECT {', '.join(_COLUMNS)} FROM customer WHERE id = :id AND deleted_at IS NULL", id=customer_id
    )
    return None if found is None else dict(zip(_COLUMNS, found, strict=True))


def _called(row: Row) -> str:
    return str(row["name"] or row["alias"])


def _differences(sql: Reader, kept: Row, other: Row) -> tuple[Difference, ...]:
    names = names_for(sql, kept, other)
    facts = [
        Difference(fact, tr(TITLES[fact]), fact_words(fact, kept, names), fact_words(fact, other, names))
        for fact in differing(kept, other)
    ]
    called = custom.names(sql)
    mine, theirs = written(sql, kept["id"]), written(sql, other["id"])
    fields = [
        Difference(field, called[field], mine[field][1], theirs[field][1])
        for field in mine.keys() & theirs.keys()
        if field in called and mine[field][1] != theirs[field][1]
    ]
    return (*facts, *sorted(fields, key=lambda one: int(one.key)))


def _hangs(sql: Reader, customer_id: int) -> tuple[int, int, int, int]:
    row = sql.one(
        "SELECT (SELECT count(*) FROM visit WHERE customer_id = :id AND deleted_at IS NULL),"
        " (SELECT count(*) FROM interaction WHERE customer_id = :id AND deleted_at IS NULL),"
        " (SELECT count(*) FROM phone WHERE customer_id = :id),"
        " (SELECT count(*) FROM customer WHERE referrer_id = :id AND deleted_at IS NULL)",
        id=customer_id,
    )
    assert row is not None
    return row[0], row[1], row[2], row[3]


# in words ----------------------------------------------------------------------------------------------------------------

TITLES: Final[Mapping[Fact, str]] = {
    Fact.NAME: "姓名", Fact.ALIAS: "称呼", Fact.SEX: "性别", Fact.BIRTHDAY: "生日", Fact.WECHAT: "微信", Fact.EMAIL: "邮箱",
    Fact.ADDRESS: "地址", Fact.OCCUPATION: "职业", Fact.INCOME_BAND: "收入档次", Fact.MEMBER_NO: "会员号",
    Fact.REFERRER: "介绍人", Fact.PARTNER: "合作伙伴", Fact.OPENING: "期初", Fact.PIN: "手工标注", Fact.TIER_PIN: "等级标注",
}  # fmt: skip


def names_for(sql: Reader, *rows: Row) -> dict[tuple[Fact, int], str]:
    """The names of those whom the rows name: who brought them, who sent them."""
    found: dict[tuple[Fact, int], str] = {}
    for row in rows:
        if row["referrer_id"] is not None:
            text = "SELECT CASE name WHEN '' THEN alias ELSE name END FROM customer WHERE id = :id"
            found[Fact.REFERRER, row["referrer_id"]] = str(sql.value(text, id=row["referrer_id"]))
        if row["partner_id"] is not None:
            name = sql.value("SELECT name FROM partner WHERE id = :id", id=row["partner_id"])
            found[Fact.PARTNER, row["partner_id"]] = str(name)
    return found


def fact_words(fact: Fact, row: Row, names: Mapping[tuple[Fact, int], str]) -> str:
    """What a record says, in words; "" for nothing."""
    said = value(row, fact)
    if not said:
        return ""
    if fact is Fact.SEX:
        return {"female": tr("女"), "male": tr("男")}.get(str(said[0]), str(said[0]))
    if fact is Fact.BIRTHDAY:
        born = Birthday(
            Calendar(row["birth_calendar"]), row["birth_month"], row["birth_day"], row["birth_year"], bool(row["birth_leap"])
        )
        return say(born.words)
    if fact is Fact.INCOME_BAND:
        return say(income_label(row["income_band"]))
    if fact in (Fact.REFERRER, Fact.PARTNER):
        return names.get((fact, said[0]), "")
    if fact is Fact.OPENING:
        known = (row["opening_visits"], row["opening_total_cents"], row["opening_first"], row["opening_last"], row["opening_gap"])
        return clauses(map(say, told(*known)))
    if fact is Fact.PIN:
        return tr("忠诚") if row["pin"] == "loyal" else tr("流失")
    if fact is Fact.TIER_PIN:
        code = row["tier_pin"]
        return tr(NAMES[code])
    return str(said[0])


# rows for the action -----------------------------------------------------------------------------------------------------


def written(sql: Reader, customer_id: int) -> dict[int, tuple[int, str]]:
    """field -> (row, what stands in it) of the owner's own fields of a customer."""
    rows = sql.rows(
        "SELECT field_id, id, text FROM custom_value WHERE customer_id = :id AND visit_id IS NULL ORDER BY id", id=customer_id
    )
    return {field: (row, text) for field, row, text in rows}


def agreed(sql: Reader, *customer_ids: int) -> list[tuple[int, Given]]:
    """(row, consent) of some customers."""
    found: list[tuple[int, Given]] = []
    for one in customer_ids:
        for row, *rest in sql.rows(
            "SELECT id, customer_id, kind, partner_id, day, withdrawn_day FROM consent WHERE customer_id = :id", id=one
        ):
            found.append((row, Given(*rest)))
    return found


def named_in(sql: Reader, table: str, column: str, customer_id: int) -> list[int]:
    """The rows of a table in which a customer stands under ``column``."""
    return sql.column(f'SELECT id FROM "{table}" WHERE {column} = :id ORDER BY id', id=customer_id)


def stands_on(sql: Reader, list_id: int, one: int, other: int) -> bool:
    """Whether one of two customers stands on a printed list."""
    text = "SELECT 1 FROM call_list_row WHERE customer_id IN (:one, :other) AND list_id = :list LIMIT 1"
    return sql.value(text, list=list_id, one=one, other=other) is not None


def gone_into(sql: Reader, typed: str) -> list[tuple[int, str, str]]:
    """(number, name, into whom they went) of those who were merged, by number or by name."""
    return sql.rows(
        "SELECT c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, CASE o.name WHEN '' THEN o.alias ELSE o.name END"
        " FROM customer c JOIN customer o ON o.id = c.merged_into_id WHERE c.merged_into_id IS NOT NULL"
        " AND (c.name = :typed OR c.alias = :typed OR CAST(c.id AS TEXT) = :typed) ORDER BY c.id",
        typed=typed,
    )
