"""Small look-ups that actions need inside a unit of work (``unit.sql``) or just before it."""

from typing import Final, Literal

from kyuanbook.book.queries.stages import LIVE, STAGE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.stages import Stage

Offered = Literal["staff", "product"]
Child = Literal["phone", "contact_person", "visit_item"]
_PARENT: Final = {"phone": "customer_id", "contact_person": "customer_id", "visit_item": "visit_id"}


def _id(value: object) -> int | None:
    return None if value is None else int(str(value))


def name_of(sql: Reader, customer_id: int) -> str | None:
    """Name or 称呼 of a customer, None if there is no such one."""
    row = sql.one("SELECT name, alias FROM customer WHERE id = :id", id=customer_id)
    return (row[0] or row[1]) if row else None


def stage_of(sql: Reader, customer_id: int, today: int) -> Stage | None:
    """The stage shown on ``today``; None in 回收站, and if there is no such customer."""
    stage = sql.value(f"SELECT {STAGE} FROM {LIVE} AND d.customer_id = :id", id=customer_id, today=today)
    return None if stage is None else Stage(stage)


def merged_into(sql: Reader, customer_id: int) -> int | None:
    """Who a customer turned out to be, whose record goes on."""
    return _id(sql.value("SELECT merged_into_id FROM customer WHERE id = :id", id=customer_id))


def bearer_of_member_no(sql: Reader, member_no: str, but: int) -> str | None:
    """Name of the live customer, other than ``but``, who has this member number."""
    row = sql.one(
        "SELECT name, alias FROM customer WHERE member_no = :no AND member_no != '' AND deleted_at IS NULL AND id != :me",
        no=member_no, me=but,
    )  # fmt: skip
    return (row[0] or row[1]) if row else None


def chain_upward(sql: Reader, customer_id: int) -> set[int]:
    """The customer and everybody upward who brought them."""
    seen: set[int] = set()
    at: int | None = customer_id
    while at is not None and at not in seen:
        seen.add(at)
        at = _id(sql.value("SELECT referrer_id FROM customer WHERE id = :id", id=at))
    return seen


def children(sql: Reader, table: Child, parent_id: int) -> list[int]:
    """Ids of the rows that belong to a customer or visit, in their order."""
    return sql.column(f"SELECT id FROM {table} WHERE {_PARENT[table]} = :id ORDER BY position, id", id=parent_id)


def numbers_of(sql: Reader, customer_id: int) -> tuple[set[str], int]:
    """The numbers of a customer and the last of their places; -1 where there is none."""
    rows = sql.rows("SELECT number, position FROM phone WHERE customer_id = :id", id=customer_id)
    return {number for number, _ in rows}, max((int(place) for _, place in rows), default=-1)


def phone_owner(sql: Reader, phone_id: int) -> int | None:
    """Whose number it is."""
    return _id(sql.value("SELECT customer_id FROM phone WHERE id = :id", id=phone_id))


def tag_id(sql: Reader, name: str) -> int | None:
    """The tag of that name."""
    return _id(sql.value("SELECT id FROM tag WHERE name = :name", name=name))


def tag_links(sql: Reader, customer_id: int) -> dict[int, int]:
    """tag -> the row that ties it to the customer."""
    return dict(sql.rows("SELECT tag_id, id FROM customer_tag WHERE customer_id = :id", id=customer_id))


def bearers(sql: Reader, tag: int) -> set[int]:
    """Customers who bear a tag."""
    return set(sql.column("SELECT customer_id FROM customer_tag WHERE tag_id = :tag", tag=tag))


def offered_id(sql: Reader, table: Offered, name: str) -> int | None:
    """The 店员 or 商品/服务 of that name."""
    return _id(sql.value(f"SELECT id FROM {table} WHERE name = :name", name=name))


def turned_down(sql: Reader, customer_id: int) -> set[int]:
    """Products that are not to be suggested to a customer any more."""
    return set(sql.column("SELECT product_id FROM dismissal WHERE customer_id = :id", id=customer_id))


def setting_id(sql: Reader, name: str) -> int | None:
    """The row of a setting."""
    return _id(sql.value("SELECT id FROM setting WHERE name = :name", name=name))


def channel_order(sql: Reader) -> list[int]:
    """All sources in the owner's order."""
    return sql.column("SELECT id FROM channel ORDER BY position, id")


def staff_order(sql: Reader) -> list[int]:
    """All 店员 in the owner's order."""
    return sql.column("SELECT id FROM staff ORDER BY position, id")


def next_staff_place(sql: Reader) -> int:
    """The place after all of them."""
    return int(sql.value("SELECT coalesce(max(position) + 1, 0) FROM staff"))


def field_order(sql: Reader) -> list[int]:
    """All 自定义项目 in the owner's order."""
    return sql.column("SELECT id FROM custom_field ORDER BY position, id")


def place_of_next_field(sql: Reader) -> int:
    """The position behind all 自定义项目."""
    return int(sql.value("SELECT coalesce(max(position), -1) + 1 FROM custom_field"))


def given_fields(sql: Reader) -> list[tuple[int, str, bool]]:
    """(field, code, whether anything is written in it, or a 问卷 asks for it) of those that came with a trade."""
    rows = sql.rows(
        "SELECT id, code, EXISTS (SELECT 1 FROM custom_value WHERE field_id = custom_field.id)"
        " OR EXISTS (SELECT 1 FROM survey_question WHERE field_id = custom_field.id) FROM custom_field"
        " WHERE code IS NOT NULL ORDER BY id"
    )
    return [(i, code, bool(used)) for i, code, used in rows]


def custom_values(sql: Reader, customer_id: int, visit_id: int | None) -> dict[int, tuple[int, str]]:
    """field -> (row, what stands in it), of a customer, or of one of their visits."""
    which = "customer_id = :id AND visit_id IS NULL" if visit_id is None else "visit_id = :id"
    rows = sql.rows(f"SELECT field_id, id, text FROM custom_value WHERE {which}", id=visit_id or customer_id)
    return {field: (row, text) for field, row, text in rows}


def first_visit_day(sql: Reader, customer_id: int) -> int | None:
    """The day of the first visit in the book."""
    return _id(sql.value("SELECT min(day) FROM visit WHERE customer_id = :id AND deleted_at IS NULL", id=customer_id))


_NAMED: Final = (
    "SELECT channel_id, campaign_id, day FROM visit WHERE customer_id = :id AND deleted_at IS NULL"
    " AND (channel_id IS NOT NULL OR campaign_id IS NOT NULL) ORDER BY day {way}, coalesce(minute, -1) {way}, id {way} LIMIT 1"
)


def first_named(sql: Reader, customer_id: int) -> tuple[int | None, int | None, int] | None:
    """(source, campaign, day) of the first visit that names what brought it."""
    return sql.one(_NAMED.format(way="ASC"), id=customer_id)


def last_named(sql: Reader, customer_id: int) -> tuple[int | None, int | None, int] | None:
    """The same of the last one."""
    return sql.one(_NAMED.format(way="DESC"), id=customer_id)
