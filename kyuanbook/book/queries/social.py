"""社交联系人: handles on social platforms, what was said there, and whose they are."""

from typing import Final, NamedTuple

from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.reader import Reader


class ContactRow(NamedTuple):
    """A handle. ``customer``: whom it belongs to, "" while it is nobody's; ``notes``: how much was said, ``last_day`` and
    ``last_words`` the newest of it."""

    id: int
    platform: str
    handle: str
    name: str
    note: str
    customer_id: int | None
    customer: str
    channel_id: int | None
    channel: str
    campaign_id: int | None
    campaign: str
    created_day: int
    version: int
    notes: int
    last_day: int | None
    last_words: str

    @property
    def called(self) -> str:
        """The name, else the handle."""
        return self.name or self.handle


_LAST: Final = "(SELECT {} FROM social_note n WHERE n.contact_id = s.id ORDER BY n.day DESC, n.id DESC LIMIT 1)"
_ROWS: Final = (
    "SELECT s.id, s.platform, s.handle, s.name, s.note, s.customer_id, c.name, c.alias, s.channel_id, ch.code, ch.name,"
    " s.campaign_id, g.name, s.created_day, s.version, (SELECT count(*) FROM social_note n WHERE n.contact_id = s.id),"
    f" {_LAST.format('n.day')}, {_LAST.format('n.words')}"
    " FROM social_contact s LEFT JOIN customer c ON c.id = s.customer_id LEFT JOIN channel ch ON ch.id = s.channel_id"
    " LEFT JOIN campaign g ON g.id = s.campaign_id WHERE s.deleted_at IS NULL"
)


def contacts(sql: Reader) -> list[ContactRow]:
    """All handles: those that are nobody's yet first, who said something last before the others."""
    rows = [_row(row) for row in sql.stream(_ROWS)]
    rows.sort(key=lambda one: (one.customer_id is not None, -(one.last_day or one.created_day), -one.id))
    return rows


def contact(sql: Reader, contact_id: int) -> ContactRow | None:
    """One of them; None if it is gone."""
    row = sql.one(f"{_ROWS} AND s.id = :id", id=contact_id)
    return None if row is None else _row(row)


def _row(row: tuple[object, ...]) -> ContactRow:
    i, platform, handle, name, note, of, own, alias, channel, code, word, campaign, title, day, version, n, last, said = row
    return ContactRow(
        i, platform, handle, name, note, of, own or alias or "", channel, channel_name(code, word),  # type: ignore[arg-type]
        campaign, title or "", day, version, n, last, said or "",  # type: ignore[arg-type]
    )  # fmt: skip


class Said(NamedTuple):
    """What was said on a day."""

    id: int
    day: int
    words: str


def said_of(sql: Reader, contact_id: int) -> list[Said]:
    """All that was said, the newest first."""
    rows = sql.rows("SELECT id, day, words FROM social_note WHERE contact_id = :id ORDER BY day DESC, id DESC", id=contact_id)
    return [Said(*row) for row in rows]


def bearer(sql: Reader, platform: str, handle: str, but: int) -> tuple[int, bool] | None:
    """(number, whether it lies in 回收站) of the contact, other than ``but``, that has this handle."""
    row = sql.one(
        "SELECT id, deleted_at IS NOT NULL FROM social_contact WHERE platform = :platform AND handle = :handle"
        " AND id != :but ORDER BY deleted_at IS NOT NULL LIMIT 1",
        platform=platform, handle=handle, but=but,
    )  # fmt: skip
    return None if row is None else (int(row[0]), bool(row[1]))


def campaigns_offered(sql: Reader) -> list[tuple[int, str]]:
    """(number, name) of the campaigns a contact may have come by, the newest first."""
    return [(i, name) for i, name in sql.rows("SELECT id, name FROM campaign WHERE hidden = 0 ORDER BY first DESC, id DESC")]
