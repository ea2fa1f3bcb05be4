"""Those who were known before their first visit, with what happened up to it."""

from collections import defaultdict
from typing import Any, Final

from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules import prospects as rules
from kyuanbook.rules.prospects import Contact, Prospect
from kyuanbook.rules.touches import TouchKind

# 期初: they came before the book, whatever it says of their first visit here
_KNOWN_BEFORE: Final = (
    "FROM customer c JOIN derived d ON d.customer_id = c.id"
    f" AND d.fit_id = {FIT}"
    " LEFT JOIN channel ch ON ch.id = {source}"
    " WHERE c.deleted_at IS NULL AND c.opening = 0 AND (d.n = 0 OR c.created_day < d.first_day"
    " OR EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = c.id AND i.deleted_at IS NULL AND i.day <= d.first_day))"
)


def stories(sql: Reader, today: int) -> list[Prospect]:
    """Everybody who is or was a prospect. Reads the whole book once: off the GUI thread."""
    contacts: dict[int, list[tuple[int, int | None, Contact]]] = defaultdict(list)
    touches = sql.stream(
        "SELECT i.customer_id, i.day, i.minute, i.kind, coalesce(p.name, i.wanted) FROM interaction i"
        " LEFT JOIN product p ON p.id = i.product_id WHERE i.deleted_at IS NULL AND i.day <= :today"
        " ORDER BY i.day, coalesce(i.minute, -1), i.id",
        today=today,
    )
    for customer, day, minute, kind, wanted in touches:
        contacts[customer].append((day, minute, Contact(day, TouchKind(kind), wanted)))
    rows = sql.rows(
        "SELECT c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, c.created_day, d.first_day,"
        " (SELECT min(minute) FROM visit v WHERE v.customer_id = c.id AND v.day = d.first_day AND v.deleted_at IS NULL),"
        f" coalesce(ch.family, ''), ch.code, ch.name {_KNOWN_BEFORE.format(source=counted(sql))} ORDER BY c.id"
    )
    found = (_story(row, contacts.get(row[0], []), today) for row in rows)
    return [one for one in found if one is not None]


def _story(row: tuple[Any, ...], touches: list[tuple[int, int | None, Contact]], today: int) -> Prospect | None:
    """None for one who was entered, and first spoken to, when they first came."""
    customer, name, created, came, minute, family, code, own = row
    before = [contact for day, at, contact in touches if came is None or _earlier(day, at, came, minute)]
    if not before and came is not None and created >= came:
        return None
    first = min([contact.day for contact in before] + [created])
    won = None if came is None or came > today else came
    return Prospect(customer, name, min(first, today), won, family, channel_name(code, own), tuple(before))


def _earlier(day: int, minute: int | None, came: int, came_at: int | None) -> bool:
    """On the day itself only what is known to have been before they paid."""
    return day < came or (day == came and minute is not None and came_at is not None and minute < came_at)


def never_came(sql: Reader, after: int, many: int) -> list[tuple[int, None, int]]:
    """(customer, None, day of the entry) of the first so many numbered ``after`` or higher who have no visit."""
    return [
        (customer, None, created)
        for customer, created in sql.rows(
            "SELECT id, created_day FROM customer c WHERE id >= :after AND deleted_at IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM visit v WHERE v.customer_id = c.id) ORDER BY id LIMIT :many",
            after=after, many=many,
        )
    ]  # fmt: skip


def first_days(sql: Reader, after: int, many: int) -> list[tuple[int, int | None, int]]:
    """(customer, day of the first visit, day of the entry) of the first so many numbered ``after`` or higher who came and
    were not known before."""
    return [
        (customer, came, created)
        for customer, came, created in sql.rows(
            "SELECT c.id, (SELECT min(day) FROM visit v WHERE v.customer_id = c.id) AS came, c.created_day FROM customer c"
            " WHERE c.id >= :after AND c.opening = 0 AND c.deleted_at IS NULL AND came IS NOT NULL"
            " ORDER BY c.id LIMIT :many",
            after=after, many=many,
        )
    ]  # fmt: skip


def conversions(sql: Reader, today: int) -> dict[str, tuple[int, int]]:
    """Family of the first source ("" for all) -> (how many prospects became customers, of how many)."""
    return rules.conversions(stories(sql, today), today)
