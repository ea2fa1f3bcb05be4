"""回访名单 as they were printed: all of them, one of them with its rows, what came back of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from kyuanbook.book.reader import Reader, marks, named


class ListRow(NamedTuple):
    """One printed list. ``answered``: rows typed back; ``sent``: rows whose message was copied and sent; ``sheets``: more
    than 1 when it was extended; ``voided_at`` None: it holds."""

    id: int
    kind: str
    title: str
    paper: str
    day: int
    printed_by: str
    printed_at: int
    rows: int
    sheets: int
    channel: str
    voided_at: int | None
    answered: int
    sent: int

    @property
    def done(self) -> bool:
        """Every row was typed back."""
        return self.answered >= self.rows


class PrintedRow(NamedTuple):
    """One row of a printed list. ``words``: as they stand on the paper, and what is to be said; ``outcome``: as typed back,
    None while it was not; ``here``: the customer is still in the book and may be called; ``phone``, ``wechat``:
    by which they are reached now, "" for none."""

    id: int
    number: int
    sheet: int
    customer_id: int
    words: Mapping[str, str]
    sent_at: int | None
    outcome: str | None
    here: bool
    phone: str = ""
    wechat: str = ""


_ANSWER: Final = "i.list_row_id = r.id AND i.deleted_at IS NULL"
_COLUMNS: Final = (
    "l.id, l.kind, l.title, l.paper, l.day, l.printed_by, l.printed_at, l.row_count, l.sheets, l.channel, l.voided_at,"
    f" (SELECT count(*) FROM call_list_row r WHERE r.list_id = l.id AND EXISTS (SELECT 1 FROM interaction i WHERE {_ANSWER})),"
    " (SELECT count(*) FROM call_list_row r WHERE r.list_id = l.id AND r.sent_at IS NOT NULL)"
)


def list_ids(sql: Reader) -> list[int]:
    """The numbers of all printed lists, the newest first."""
    return sql.column("SELECT id FROM call_list ORDER BY id DESC")


def list_rows(sql: Reader, ids: Sequence[int]) -> list[ListRow | None]:
    """Those lists, one for each number asked for; None for one that is not there."""
    rows = sql.rows(f"SELECT {_COLUMNS} FROM call_list l WHERE l.id IN ({marks(len(ids))})", **named(ids)) if ids else []
    found = {row[0]: ListRow(*row) for row in rows}
    return [found.get(i) for i in ids]


def printed_list(sql: Reader, list_id: int) -> ListRow | None:
    """One list by its number."""
    return list_rows(sql, [list_id])[0]


def frame_of(sql: Reader, list_id: int) -> dict[str, Any]:
    """All that stands on the paper beside the rows; empty of a list printed by a version that did not keep it."""
    kept = sql.value("SELECT frame FROM call_list WHERE id = :id", id=list_id)
    found = json.loads(kept) if kept else {}
    return found if isinstance(found, dict) else {}


def rows_of_list(sql: Reader, list_id: int) -> list[PrintedRow]:
    """All rows of a list, by their numbers."""
    rows = sql.rows(
        "SELECT r.id, r.number, r.sheet, r.customer_id, r.words, r.sent_at, (SELECT i.outcome FROM interaction i WHERE"
        f" {_ANSWER} ORDER BY i.id DESC LIMIT 1), c.id IS NOT NULL, coalesce(p.number, ''), coalesce(c.wechat, '')"
        " FROM call_list_row r LEFT JOIN customer c ON c.id = r.customer_id AND c.deleted_at IS NULL"
        " AND c.do_not_contact = 0 LEFT JOIN phone p ON p.id = (SELECT q.id FROM phone q WHERE q.customer_id = c.id"
        " AND q.wrong = 0 ORDER BY q.position, q.id LIMIT 1) WHERE r.list_id = :list ORDER BY r.number",
        list=list_id,
    )
    return [PrintedRow(r[0], r[1], r[2], r[3], json.loads(r[4]), r[5], r[6], bool(r[7]), r[8], r[9]) for r in rows]


def customers_of(sql: Reader, list_id: int) -> frozenset[int]:
    """Who stands on a list."""
    return frozenset(sql.column("SELECT customer_id FROM call_list_row WHERE list_id = :list", list=list_id))


def place_of_row(sql: Reader, list_row_id: int) -> tuple[int, int]:
    """(the list, the number of the row) of a row; zeros for one that is not there."""
    found = sql.one("SELECT list_id, number FROM call_list_row WHERE id = :id", id=list_row_id)
    return (0, 0) if found is None else (found[0], found[1])


# what actions look up ----------------------------------------------------------------------------------------------------


def drawn_or_noted(sql: Reader, list_id: int) -> list[int]:
    """What printing a list wrote down by itself: who was left alone by lot, and the calls noted of all at one stroke, but
    of those whose answer was typed back."""
    return sql.column(
        "SELECT w.id FROM win_back w WHERE w.list_id = :list AND (w.held = 1 OR (w.measure = 'call' AND w.cost_cents = 0"
        " AND w.note = '' AND NOT EXISTS (SELECT 1 FROM call_list_row r JOIN interaction i ON i.list_row_id = r.id"
        " AND i.deleted_at IS NULL WHERE r.list_id = :list AND r.customer_id = w.customer_id))) ORDER BY w.id",
        list=list_id,
    )
