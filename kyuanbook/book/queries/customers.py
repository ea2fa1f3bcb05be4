"""The table of customers, of any size: first the ids in order, then the rows of the part that is seen."""

import json
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from kyuanbook.book.queries.membership import CAME_AGAIN, CAME_ONCE, IN_TIER, KIND, TIER, in_cell, in_group
from kyuanbook.book.queries.merged import among, counted, natural
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import FIT, KNOWN_LAST, KNOWN_VISITS, LIVE, SPENT, STAGE
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.stages import Stage

if TYPE_CHECKING:
    from kyuanbook.rules.segments import Conditions


class CustomerRow(NamedTuple):
    """One line of the table. ``phone``: the first number not marked wrong; ``silent``: calendar days since the last visit;
    ``overdue``: past the at-risk day, whatever a pin says; ``came``: has ever come, though of a 老客 nobody may remember
    when (no ``last_day``) or how often (``visits`` are those of the book) or for how much (no ``total_cents``). ``tier``,
    ``clv_cents``: of the last snapshot, "" and None before the first; a tier set by hand holds at once."""

    id: int
    name: str
    phone: str
    source: str
    stage: Stage
    pinned: bool
    overdue: bool
    last_day: int | None
    silent: int | None
    usual_gap: int | None
    visits: int
    total_cents: int | None
    tags: str
    do_not_contact: bool
    came: bool
    tier: str = ""
    tier_pinned: bool = False
    clv_cents: int | None = None


class Filter(NamedTuple):
    """Which customers; None: any. ``natural``: came by a natural source (True) or a promoted one. ``ids``: nobody but
    these. ``kind``: of ``classes.KINDS``; ``again``: 老客 (True) or 新客; ``group``: of ``rules.rfm.GROUPS``; ``cell``:
    (R, F). ``conditions``: of a 客户细分, all at once."""

    stage: Stage | None = None
    channel_id: int | None = None
    tag_id: int | None = None
    natural: bool | None = None
    do_not_contact: bool | None = None
    ids: tuple[int, ...] | None = None
    kind: str | None = None
    again: bool | None = None
    tier: str | None = None
    group: str | None = None
    cell: tuple[int, int] | None = None
    conditions: "Conditions" = ()


EVERYBODY: Final = Filter()

_STAGES: Final = {stage.value: stage for stage in Stage}  # a fifth of what Stage(…) takes, and a keystroke has twenty
_AS_TEXT: Final = 300_000  # customers, at most
_PIECE: Final = 1 << 16  # characters of a text of numbers
_PHONE: Final = "(SELECT number FROM phone p WHERE p.customer_id = c.id AND wrong = 0 ORDER BY position, p.id LIMIT 1)"

# what each column is sorted by; a missing value stands last either way
_ORDER: Final = {
    "name": "s.sort_key",
    "phone": _PHONE,
    "source": "(SELECT position FROM channel ch WHERE ch.id = c.first_channel_id)",
    "stage": "CASE {stage} WHEN 'prospect' THEN 0 WHEN 'new' THEN 1 WHEN 'returning' THEN 2 WHEN 'loyal' THEN 3"
    " WHEN 'at_risk' THEN 4 WHEN 'lapsed' THEN 5 ELSE 6 END",
    "last": "d.last_day",
    "silent": "-d.last_day",
    "gap": "d.usual_gap",
    "visits": KNOWN_VISITS,
    "total": "d.total_cents",
    "tier": "CASE {tier} WHEN 'vip' THEN 4 WHEN 'big' THEN 3 WHEN 'regular' THEN 2 WHEN 'small' THEN 1 END",
    "clv": "(SELECT clv_cents FROM standing w WHERE w.customer_id = c.id)",
}
SORTS: Final = tuple(_ORDER)


def customer_ids(
    sql: Reader, today: int, chosen: Filter = EVERYBODY, sort: str = "last", descending: bool = True
) -> "array[int]":
    """The ids of the customers chosen, in order; 4 bytes each, so that a million fit."""
    if chosen.ids is not None:
        # picked from the ordered rest: no statement takes a hundred thousand numbers, and no table is written to read
        wanted = frozenset(chosen.ids)
        ordered = customer_ids(sql, today, chosen._replace(ids=None), sort, descending)
        return array("i", (i for i in ordered if i in wanted))
    where, values = _where(sql, chosen, today)
    if sort == "last" and not where:
        text = f"SELECT customer_id FROM derived WHERE fit_id = {FIT} ORDER BY last_day {'DESC' if descending else 'ASC'}"
        text += f" NULLS LAST, customer_id {'DESC' if descending else 'ASC'}"
        return _gathered(sql, text)
    key = _ORDER[sort].format(stage=STAGE, tier=TIER)
    names = " JOIN search_row s ON s.customer_id = c.id" if sort == "name" else ""
    way = "DESC" if descending else "ASC"
    text = (
        f"SELECT d.customer_id FROM derived d JOIN customer c ON c.id = d.customer_id{names} WHERE d.fit_id = {FIT}"
        f"{where} ORDER BY {key} {way} NULLS LAST, d.customer_id {way}"
    )
    return _gathered(sql, text, **{**values, "today": today})


def _gathered(sql: Reader, text: str, **values: object) -> "array[int]":
    """What a query gives as ``customer_id``, in its order: as one text, in less than half the time that so many rows take,
    and read piece by piece, because a list of a million numbers is forty megabytes. In a book so large that the text itself
    is some (16 MB at a million), row by row, for a sixth more time."""
    if int(sql.value("SELECT max(id) FROM customer") or 0) > _AS_TEXT:
        return array("i", (row[0] for row in sql.stream(text, **values)))
    numbers = sql.value(f"SELECT group_concat(customer_id) FROM ({text})", **values) or ""
    ids, at = array("i"), 0
    while at < len(numbers):
        end = numbers.find(",", at + _PIECE)
        end = len(numbers) if end < 0 else end
        ids.extend(json.loads(f"[{numbers[at:end]}]"))  # int() of each takes twice as long
        at = end + 1
    return ids


def stage_counts_within(sql: Reader, today: int, chosen: Filter) -> dict[Stage, int]:
    """How many of those chosen stand in each stage, pins counted as pinned."""
    where, values = _where(sql, chosen._replace(ids=None), today)
    wanted = None if chosen.ids is None else frozenset(chosen.ids)
    counts = dict.fromkeys(Stage, 0)
    text = f"SELECT d.customer_id, {STAGE} FROM {LIVE}{where}"
    for customer, stage in sql.stream(text, **{**values, "today": today}):
        if wanted is None or customer in wanted:
            counts[Stage(stage)] += 1
    return counts


def _where(sql: Reader, chosen: Filter, today: int) -> tuple[str, dict[str, object]]:
    parts: list[str] = []
    values: dict[str, object] = {}
    if chosen.stage is not None:
        parts.append(f"{STAGE} = :stage")
        values["stage"] = chosen.stage.value
    if chosen.channel_id is not None:
        parts.append(f"c.first_channel_id IN ({', '.join(map(str, among(sql, (chosen.channel_id,))))})")
    if chosen.natural is not None:
        parts.append(f"{natural(sql)} = :natural")
        values["natural"] = int(chosen.natural)
    if chosen.tag_id is not None:
        parts.append("c.id IN (SELECT customer_id FROM customer_tag WHERE tag_id = :tag)")
        values["tag"] = chosen.tag_id
    if chosen.do_not_contact is not None:
        parts.append("c.do_not_contact = :dnc")
        values["dnc"] = int(chosen.do_not_contact)
    _add_classes(sql, chosen, parts, values)
    where = "".join(f" AND {part}" for part in parts)
    if chosen.conditions:
        from kyuanbook.book.queries.segments import asked  # few filters have any, and none of the first picture

        more, named_more = asked(sql, chosen.conditions, today)
        where, values = where + more, {**values, **named_more}
    return where, values


def _add_classes(sql: Reader, chosen: Filter, parts: list[str], values: dict[str, object]) -> None:
    if chosen.again is not None:
        parts.append(CAME_AGAIN if chosen.again else CAME_ONCE)
    if chosen.kind is not None:
        parts.append(KIND[chosen.kind])
    if chosen.tier is not None:
        parts.append(IN_TIER)
        values["tier"] = chosen.tier
    if chosen.group is not None or chosen.cell is not None:
        for condition, more in (
            *([in_group(sql, chosen.group)] if chosen.group is not None else []),
            *([in_cell(*chosen.cell)] if chosen.cell is not None else []),
        ):
            parts.append(condition)
            values |= more


@lru_cache(maxsize=64)
def _row_text(source: str, many: int) -> str:
    """The statement for so many rows: the same text, so that the driver knows it again at once. ``source``: the channel
    that counts."""
    return (
        f"SELECT c.id, c.name, c.alias, {_PHONE}, ch.code, ch.name, {STAGE}, c.pin != '', d.at_risk_day <= :today,"
        f" {KNOWN_LAST}, d.usual_gap, {KNOWN_VISITS}, {SPENT}, c.do_not_contact,"
        " (SELECT group_concat(name, '、') FROM (SELECT tag.name FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id"
        " WHERE ct.customer_id = c.id ORDER BY tag.name)), d.n, s.tier, c.tier_pin, s.clv_cents"
        f" FROM derived d JOIN customer c ON c.id = d.customer_id LEFT JOIN channel ch ON ch.id = {source}"
        " LEFT JOIN standing s ON s.customer_id = c.id"
        f" WHERE d.fit_id = {FIT} AND d.customer_id IN ({marks(many)})"
    )


def customer_rows(sql: Reader, ids: Sequence[int], today: int) -> list[CustomerRow]:
    """The rows of ``ids``, in that order; those deleted meanwhile are left out."""
    if not ids:
        return []
    rows = sql.rows(_row_text(counted(sql), len(ids)), today=today, **named(ids))
    names = {pair: channel_name(*pair) for pair in {(r[4], r[5]) for r in rows}}
    found = {
        r[0]: CustomerRow(
            r[0], r[1] or r[2], r[3] or "", names[r[4], r[5]], _STAGES[r[6]], bool(r[7]), bool(r[8]), r[9],
            None if r[9] is None else max(0, today - r[9]), r[10], r[11], r[12], r[14] or "", bool(r[13]), r[15] > 0,
            r[17] or r[16] or "", bool(r[17]), r[18],
        )
        for r in rows
    }  # fmt: skip
    return [found[i] for i in ids if i in found]


def any_source(sql: Reader) -> bool:
    """Whether it is known of anybody how they first came."""
    found = sql.value("SELECT 1 FROM customer WHERE first_channel_id > 0 AND deleted_at IS NULL LIMIT 1")  # by its index
    return found is not None


def anybody(sql: Reader) -> bool:
    """Whether there is a customer in the book, 回收站 not counted."""
    return sql.value(f"SELECT 1 FROM derived WHERE fit_id = {FIT} LIMIT 1") is not None


def customer_count(sql: Reader) -> int:
    """How many customers are in the book, 回收站 not counted."""
    return int(sql.value(f"SELECT count(*) FROM derived WHERE fit_id = {FIT}") or 0)
