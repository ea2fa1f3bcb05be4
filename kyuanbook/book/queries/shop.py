"""The shop itself: its settings, calendar, rhythm, channels, staff, products and tags."""

import json
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kyuanbook.book.reader import Reader
from kyuanbook.language import current, say
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.words import Message

_OF_LATE: Final = 2_000  # things done or sold


class ShopSettings(NamedTuple):
    """Every setting of the shop, declared once. They lie in the book, one row each, as JSON.

    ``name``: of the shop; ``trade``: a code of ``rules.trades``; ``calls_per_day``: how many the owner can ring;
    ``also_old`` 也找老客: value at risk looks back 4H instead of 2H; ``closed_weekdays``: 0 = Monday; ``tier_...``: as
    ``rules.tiers.TierRule`` has them; ``discount``: percent a year by which money to come counts less;
    ``potential_weights``: how much each part of 潜力 counts, in their order, 0 (不看) to 3 (多看); ``hold_back``: the share of
    each list of those who stay away that is left alone by lot, so that it can be said what calling does; ``pause_days``:
    after any call nobody is called again for so long; ``retry_days``, ``retry_most``: 未接 comes up again after so many days,
    so many times in all; ``remind_at``: the minute of the day of 回访's notice, -1 for none; ``low_score``: from which 满意度
    down somebody is to ask; ``attribution``: whether a customer counts for their "first" source or their "latest";
    ``campaign_window``: days after its end that a campaign still counts as what brought somebody.
    """

    name: str = ""
    trade: str = "other"
    calls_per_day: int = 10
    also_old: bool = False
    closed_weekdays: tuple[int, ...] = ()
    set_up: bool = False
    discount: int = 10
    tier_by: str = "shares"
    tier_shares: tuple[int, ...] = (5, 15, 50)
    tier_amounts: tuple[int, ...] = (3_000_00, 1_000_00, 300_00)
    tier_weights: tuple[int, ...] = (40, 25, 20, 15)
    potential_weights: tuple[int, ...] = (2, 2, 3, 1)
    hold_back: float = 0.0
    pause_days: int = 14
    retry_days: int = 3
    retry_most: int = 3
    remind_at: int = 9 * 60
    low_score: int = 2
    attribution: str = "first"
    campaign_window: int = 14


SETTING_NAMES: Final = ShopSettings._fields


def settings(sql: Reader) -> ShopSettings:
    """The shop's settings; those never set have their defaults."""
    return sql.once("settings", lambda: _settings(sql))


def _settings(sql: Reader) -> ShopSettings:
    return _read(tuple(sql.rows("SELECT name, value FROM setting")))


@lru_cache(maxsize=4)
def _read(rows: tuple[tuple[str, str], ...]) -> ShopSettings:
    found = {name: json.loads(value) for name, value in rows}
    known: dict[str, Any] = {name: value for name, value in found.items() if name in SETTING_NAMES}
    for name, value in known.items():
        if isinstance(value, list):
            known[name] = tuple(value)
    return ShopSettings(**known)


class CalendarRow(NamedTuple):
    """A closed time or an event of 店铺日历; both ends belong to it."""

    id: int
    first: int
    last: int
    closed: bool
    word: str


def calendar_rows(sql: Reader) -> list[CalendarRow]:
    """店铺日历, newest first."""
    rows = sql.rows("SELECT id, first, last, closed, word FROM calendar_day ORDER BY first DESC, id DESC")
    return [CalendarRow(i, first, last, bool(closed), word) for i, first, last, closed, word in rows]


def open_days(sql: Reader) -> OpenDays:
    """The calendar by which silence and gaps are counted."""
    return sql.once("open_days", lambda: _open_days(sql))


def _open_days(sql: Reader) -> OpenDays:
    closed = sql.rows("SELECT first, last FROM calendar_day WHERE closed = 1")
    weekly = sql.value("SELECT value FROM setting WHERE name = 'closed_weekdays'")
    return _calendar(tuple(closed), weekly or "[]")


@lru_cache(maxsize=4)
def _calendar(closed: tuple[tuple[int, int], ...], weekly: str) -> OpenDays:
    """The same one while nothing was changed: what it counted it remembers."""
    return OpenDays(closed, frozenset(json.loads(weekly)))


FIT_COLUMNS: Final = "id, r, alpha, a, b, gap, horizon, loyal_gap, source"


def fit_of(row: tuple[object, ...]) -> Fit:
    """A fit from a row of FIT_COLUMNS."""
    _, r, alpha, a, b, gap, horizon, loyal_gap, source = row
    return Fit(Parameters(r, alpha, a, b), gap, horizon, loyal_gap, source)  # type: ignore[arg-type]


class Rhythms:
    """The rhythms of the live fits by their number: a fit never changes, and its memo is worth keeping."""

    def __init__(self) -> None:
        self._known: dict[int, Rhythm] = {}

    def live(self, sql: Reader) -> list[tuple[int, Rhythm]]:
        """(fit number, rhythm) of the fit in force and of the one being built."""
        ids = [int(i) for i in sql.column("SELECT DISTINCT value FROM pointer WHERE name IN ('fit', 'fit_next')")]
        return [(i, self._of(sql, i)) for i in ids]

    def in_force(self, sql: Reader) -> tuple[int, Rhythm]:
        """The fit the stages go by. Every book has one from its first day."""
        fit_id = int(sql.value("SELECT value FROM pointer WHERE name = 'fit'"))
        return fit_id, self._of(sql, fit_id)

    def forget(self) -> None:
        """After a transaction that came to nothing: a fit put in it does not exist, and its number is given again."""
        self._known.clear()

    def _of(self, sql: Reader, fit_id: int) -> Rhythm:
        if fit_id not in self._known:
            row = sql.one(f"SELECT {FIT_COLUMNS} FROM fit WHERE id = :id", id=fit_id)
            if row is None:
                raise LookupError(f"fit {fit_id}")
            self._known[fit_id] = Rhythm(fit_of(row))
        return self._known[fit_id]


class ChannelRow(NamedTuple):
    """A source, as offered and as counted: ``customers`` whose first source it is, those of what was merged into it too.
    ``into``: what it was merged into, and counts as from then on."""

    id: int
    family: str
    code: str | None
    name: str
    natural: bool
    hidden: bool
    position: int
    version: int
    customers: int = 0
    into: int | None = None


def channel_name(code: str | None, name: str | None) -> str:
    """What a source is called: the owner's name for it, else the usual one in the owner's language; "" for none."""
    return name or (_usual_name(code, current()) if code else "")


@lru_cache(maxsize=256)
def _usual_name(code: str, language: str) -> str:
    """In the ``language`` spoken now. Kept: a page of customers names its sources at every keystroke."""
    return say(Message(f"channel_{code}"))


def channels(sql: Reader, *, hidden: bool = False, counted: bool = False) -> list[ChannelRow]:
    """来源渠道 in the owner's order; ``hidden``: those put away or merged into another too; ``counted``: with how many
    customers."""
    rows = sql.rows(
        "SELECT id, family, code, name, natural, hidden, position, version, merged_into_id FROM channel"
        " WHERE (hidden = 0 AND merged_into_id IS NULL) OR :hidden ORDER BY position, id",
        hidden=int(hidden),
    )
    many: dict[int, int] = _counted(sql) if counted else {}
    return [
        ChannelRow(i, family, code, channel_name(code, name), bool(nat), bool(hid), pos, ver, many.get(i, 0), into)
        for i, family, code, name, nat, hid, pos, ver, into in rows
    ]


def _counted(sql: Reader) -> dict[int, int]:
    """source -> customers who first came by it, or by what was merged into it."""
    from kyuanbook.book.queries.merged import merged, summed

    here = dict(
        sql.rows(
            "SELECT first_channel_id, count(*) FROM customer WHERE deleted_at IS NULL AND first_channel_id > 0"
            " GROUP BY first_channel_id"
        )
    )
    return summed(merged(sql), here)


class Named(NamedTuple):
    """Anything with a number and a name: staff, a product, a tag. ``hidden``: put away, offered no more."""

    id: int
    name: str
    hidden: bool = False


def staff(sql: Reader, *, hidden: bool = False) -> list[Named]:
    """店员 in the owner's order; ``hidden``: those put away too."""
    rows = sql.rows(
        "SELECT id, name, hidden FROM staff WHERE hidden = 0 OR hidden = :hidden ORDER BY position, id", hidden=int(hidden)
    )
    return [Named(i, name, bool(away)) for i, name, away in rows]


def products(sql: Reader, *, hidden: bool = False) -> list[Named]:
    """商品/服务 on offer, the most used of late first: of ten years' visits the first F3 would wait; ``hidden``: those put
    away too."""
    rows = sql.rows(
        "SELECT p.id, p.name, p.hidden FROM product p LEFT JOIN (SELECT product_id, count(*) AS used FROM"
        f" (SELECT product_id FROM visit_item ORDER BY id DESC LIMIT {_OF_LATE}) GROUP BY product_id) u"
        " ON u.product_id = p.id WHERE p.hidden = 0 OR p.hidden = :hidden ORDER BY coalesce(used, 0) DESC, p.id",
        hidden=int(hidden),
    )
    return [Named(i, name, bool(away)) for i, name, away in rows]


def tags(sql: Reader) -> list[Named]:
    """标签 by name."""
    return [Named(*row) for row in sql.rows("SELECT id, name FROM tag ORDER BY name")]
