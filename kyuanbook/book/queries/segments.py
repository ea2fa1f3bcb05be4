"""客户细分 as SQL: who belongs to one, how many. Conditions are asked of the derived row (d), the customer (c) and the dated
snapshot of worth. Of whom the figure is not known the condition does not hold, and its opposite (不是) does.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.membership import KIND, TIER, in_group
from kyuanbook.book.queries.merged import among, counted, natural
from kyuanbook.book.queries.stages import COUNTED, KNOWN_LAST, KNOWN_VISITS, LIVE, SPENT, STAGE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.bands import birth_years
from kyuanbook.rules.custom import Kind
from kyuanbook.rules.segments import Condition, Conditions, Shape, Value, shape_of, unpack

Asked = tuple[str, dict[str, object]]  # a condition in SQL, and its values

_ON_VISIT: Final = f"SELECT v.customer_id FROM visit v WHERE v.deleted_at IS NULL AND v.day <= {COUNTED} AND "
_KEPT: Final = "(SELECT {column} FROM standing st WHERE st.customer_id = c.id)"
# what a range is held against; :today is bound
_MEASURES: Final = {
    "silent": f"max(0, :today - {KNOWN_LAST})",  # as 客户 says it of a visit in the future
    "visits": f"CASE WHEN d.n THEN {KNOWN_VISITS} ELSE 0 END",
    "total": SPENT,
    "gap": "d.usual_gap",
    "first_day": "d.first_day",
    "last_day": KNOWN_LAST,
    "added": "c.created_day",
    "brought": "(SELECT count(*) FROM customer r WHERE r.referrer_id = c.id AND r.deleted_at IS NULL)",
    "clv": _KEPT.format(column="clv_cents"),
    "risk": _KEPT.format(column="risk_cents"),
    "potential": _KEPT.format(column="potential"),
    "year_visits": _KEPT.format(column="year_visits"),
    "year_total": _KEPT.format(column="year_cents"),
    "basket": f"CASE WHEN d.n THEN {_KEPT.format(column='basket_cents')} END",
}
# what one of several values is compared with
_PICKED: Final = {
    "stage": STAGE,
    "tier": TIER,
    "sex": "c.sex",
    "income": "c.income_band",
    "kind": f"CASE {' '.join(f'WHEN {held} THEN {kind!r}' for kind, held in KIND.items())} END",
    "lapse_reason": "(SELECT reason_id FROM lapse l WHERE l.customer_id = c.id ORDER BY day DESC, id DESC LIMIT 1)",
    "birthday": "c.birth_month",
}
_TRUE: Final = {
    "again": "CASE d.calm WHEN 'prospect' THEN NULL WHEN 'new' THEN 0 ELSE 1 END",
    "firm": "c.kind = 'firm'",
    "referred": "c.referrer_id IS NOT NULL",
    "member": "c.member_no != ''",
    "wechat": "c.wechat != ''",
    "do_not_contact": "c.do_not_contact",
    "reachable": "(c.wechat != '' OR EXISTS (SELECT 1 FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0))",
}
_WORDS: Final = {"occupation": "c.occupation", "address": "c.address"}
_AMONG: Final = {
    "tag": "c.id IN (SELECT customer_id FROM customer_tag WHERE tag_id IN ({at}))",
    "product": f"c.id IN ({_ON_VISIT} v.id IN (SELECT visit_id FROM visit_item WHERE product_id IN ({{at}})))",
    "staff": f"c.id IN ({_ON_VISIT} v.staff_id IN ({{at}}))",
}


SHAPES: Final = {
    Kind.TEXT: Shape.WORDS, Kind.NUMBER: Shape.NUMBER, Kind.DATE: Shape.DATE, Kind.CHOICE: Shape.CHOICE,
    Kind.YES_NO: Shape.YES_NO,
}  # fmt: skip


class SegmentRow(NamedTuple):
    """A saved segment."""

    id: int
    name: str
    conditions: Conditions
    version: int


def segments(sql: Reader) -> list[SegmentRow]:
    """All of them, in the owner's order."""
    rows = sql.rows("SELECT id, name, conditions, version FROM segment ORDER BY position, id")
    return [SegmentRow(i, name, unpack(conditions), version) for i, name, conditions, version in rows]


def shapes(sql: Reader) -> dict[int, Shape]:
    """How each custom field is asked for."""
    return {i: SHAPES[Kind(kind)] for i, kind in sql.rows("SELECT id, kind FROM custom_field")}


def asked(sql: Reader, conditions: Conditions, today: int) -> Asked:
    """All conditions at once, each ``AND``-ed, for the WHERE of a query over d and c. Of what cannot be asked nobody is."""
    parts, values = [], dict[str, object]()
    fields = shapes(sql)
    for i, condition in enumerate(conditions):
        if shape_of(condition, fields) is None:
            return " AND 0", {}
        text, bound = _ask(sql, condition, f"q{i}_", today, fields)
        parts.append(f" AND {'NOT ' if condition.but else ''}coalesce(({text}), 0)")
        values |= bound
    where = "".join(parts)
    return where, {**values, "today": today} if ":today" in where else values


def _ask(sql: Reader, condition: Condition, prefix: str, today: int, fields: dict[int, Shape]) -> Asked:
    trait = condition.trait
    if (field := condition.field_id) is not None:
        return _custom(condition, field, fields[field], prefix)
    if trait in _MEASURES:
        return _between(_MEASURES[trait], condition.values, prefix)
    if trait in _PICKED:
        return _one_of(_PICKED[trait], condition.values, prefix)
    if trait in _TRUE:
        return f"({_TRUE[trait]}) = :{prefix}yes", {f"{prefix}yes": condition.values[0]}
    if trait in _WORDS:
        return _contains(_WORDS[trait], condition.values, prefix)
    if trait in _AMONG:
        at, values = _bound(condition.values, prefix)
        return _AMONG[trait].format(at=at), values
    return _BY_NAME[trait](sql, condition, prefix, today)


def _bound(values: Sequence[Value], prefix: str) -> tuple[str, dict[str, object]]:
    names = [f"{prefix}{i}" for i in range(len(values))]
    return ", ".join(f":{name}" for name in names), dict(zip(names, values, strict=True))


def _one_of(figure: str, values: Sequence[Value], prefix: str) -> Asked:
    at, bound = _bound(values, prefix)
    return f"({figure}) IN ({at})", bound


def _between(figure: str, values: Sequence[Value], prefix: str) -> Asked:
    low, high = values
    parts, bound = [f"({figure}) IS NOT NULL"], dict[str, object]()
    for sign, name, value in ((">=", "low", low), ("<=", "high", high)):
        if value is not None:
            parts.append(f"({figure}) {sign} :{prefix}{name}")
            bound[f"{prefix}{name}"] = value
    return " AND ".join(parts), bound


def _contains(figure: str, values: Sequence[Value], prefix: str) -> Asked:
    at, bound = _bound(values, prefix)
    return " OR ".join(f"instr(lower({figure}), lower({name.strip()}))" for name in at.split(",")), bound


def _custom(condition: Condition, field: int, shape: Shape, prefix: str) -> Asked:
    """Of a customer, or on any of their visits."""
    if shape is Shape.WORDS:
        held, bound = _contains("text", condition.values, prefix)
    elif shape is Shape.CHOICE:
        held, bound = _one_of("text", condition.values, prefix)
    elif shape is Shape.YES_NO:
        held, bound = f"number = :{prefix}yes", {f"{prefix}yes": condition.values[0]}
    else:
        held, bound = _between("number", condition.values, prefix)
    gone = f"SELECT id FROM visit WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM visit WHERE day > {COUNTED}"
    there = f"visit_id IS NULL OR visit_id NOT IN ({gone})"
    text = f"c.id IN (SELECT customer_id FROM custom_value WHERE field_id = :{prefix}field AND ({held}) AND ({there}))"
    return text, {**bound, f"{prefix}field": field}


def _rfm(sql: Reader, condition: Condition, prefix: str, today: int) -> Asked:
    parts, values = [], dict[str, object]()
    for group in condition.values:
        text, values = in_group(sql, str(group))  # the same means under the same names, however often it is asked
        parts.append(f"({text})")
    return " OR ".join(parts), values


def _age(sql: Reader, condition: Condition, prefix: str, today: int) -> Asked:
    parts, bound = [], dict[str, object]()
    for i, band in enumerate(condition.values):
        bound[f"{prefix}{i}a"], bound[f"{prefix}{i}b"] = birth_years(str(band), today)
        parts.append(f"c.birth_year BETWEEN :{prefix}{i}a AND :{prefix}{i}b")
    return " OR ".join(parts), bound


def _source(sql: Reader, condition: Condition, prefix: str, today: int) -> Asked:
    """A source that was merged away means the one that it counts as."""
    return _one_of("c.first_channel_id", among(sql, (int(str(one)) for one in condition.values)), prefix)


def _family(sql: Reader, condition: Condition, prefix: str, today: int) -> Asked:
    return _one_of(f"(SELECT family FROM channel ch WHERE ch.id = {counted(sql)})", condition.values, prefix)


def _natural(sql: Reader, condition: Condition, prefix: str, today: int) -> Asked:
    return f"{natural(sql)} = :{prefix}yes", {f"{prefix}yes": condition.values[0]}


_BY_NAME: Final[dict[str, Callable[[Reader, Condition, str, int], Asked]]] = {
    "rfm": _rfm, "age": _age, "source": _source, "family": _family, "natural": _natural,
}  # fmt: skip


def size(sql: Reader, conditions: Conditions, today: int) -> int:
    """How many belong."""
    where, values = asked(sql, conditions, today)
    return int(sql.value(f"SELECT count(*) FROM {LIVE}{where}", **values))
