"""What each customer is worth, as a dated snapshot: for filters, lists and sorting, which cannot reckon everybody anew.

Everybody is reckoned once a day off the GUI thread, in batches (``actions.standing``); a customer's own row with each change
of theirs, inside the unit of work, by what the shop's snapshot went by (:class:`Ground`). A card reckons when it is read.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.calls import Stake, judge, remembered_since, stake_of
from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.potential import PERSON, VISIT_DAYS, VISIT_SUMS, facts_of, looked_back, touched, written
from kyuanbook.book.queries.potential import read as read_potential
from kyuanbook.book.queries.potential import shop_facts as potential_shop
from kyuanbook.book.queries.prospects import conversions
from kyuanbook.book.queries.stages import COUNTED, FIT, MARKS, MARKS_COUNT, marks_of
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.ahead import YEAR, ahead, newcomer, usual_basket
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.potential import Potential, PotentialFacts, PotentialShop, PotentialWeights, potential
from kyuanbook.rules.prospects import prospect_rate
from kyuanbook.rules.rfm import RfmBasis, Scores, basis, scores
from kyuanbook.rules.rhythm import FIRST_GAPS, Fit, Rhythm
from kyuanbook.rules.stages import Marks, Stage, stage_on
from kyuanbook.rules.tiers import TierBasis, TierRule, Weights, limits, parts, sample, tier, tier_score

CHUNK: Final = 400
FORM: Final = 1  # of what is kept as JSON: raise it with every change of Ground
YOUNG: Final = 2_000  # customers: a snapshot of so few takes a moment, and is made anew after each change
FEW: Final = 40  # customers whose rows are reckoned inside the unit that changed them; more wait for the next snapshot

COLUMNS: Final = (
    "day", "p", "visits_ahead", "clv_cents", "risk_cents", "basket_cents", "year_cents", "year_visits", "r", "f", "m",
    "score", "tier", "potential", "confidence",
)  # fmt: skip
_PUT: Final = (
    f"INSERT INTO standing (customer_id, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
    f" ON CONFLICT (customer_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in COLUMNS)}"
)
_KEPT: Final = "ground"
_NEXT: Final = "ground_next"  # of a snapshot on its way, or of one that was given up


class Ground(NamedTuple):
    """What all standings go by until the next snapshot: ``stamp`` the fit, calendar and settings they were made by,
    ``basket_cents`` the shop's mean visit, the shop's limits, what it turns of each kind of prospect (``conversions``) and
    what a newcomer brings in a year, and what its customers' potential is held against; ``customers``: how many had come,
    ``entry``: the last of the journal, when it was made."""

    day: int
    stamp: str
    basket_cents: float
    rfm: RfmBasis
    tiers: TierBasis
    conversions: Mapping[str, tuple[int, int]] = {}
    newcomer_cents: float = 0.0
    potential: PotentialShop | None = None
    customers: int = 0
    entry: int = 0


class Worth(NamedTuple):
    """A customer's standing on ``day``; money in cents. ``tier``: as shown, "" for a prospect; ``potential``: None while
    nobody has reckoned it; ``r f m``: 0 for a prospect."""

    day: int
    p: float
    visits_ahead: float
    clv_cents: int
    risk_cents: int
    basket_cents: int
    year_cents: int
    year_visits: int
    r: int
    f: int
    m: int
    score: float
    tier: str
    potential: int | None
    confidence: int


class Own(NamedTuple):
    """What is known of one customer: ``total_cents`` and ``n`` of the visits whose money is known."""

    marks: Marks
    pin: str
    tier_pin: str
    total_cents: int
    n: int
    year_cents: int
    year_visits: int
    stake: Stake
    family: str
    facts: PotentialFacts


# per customer: what their potential goes by, the last year's money and days, the money of the window at stake
_SUMS: Final = (
    f"SELECT customer_id, {VISIT_SUMS}, sum(iif(day > :since, amount_cents, 0)), sum(day > :since),"
    f" sum(iif(day > :after, amount_cents, 0)) FROM {VISIT_DAYS} GROUP BY customer_id"
)
_NOTHING: Final = (None, 0, 0, 0)


class Reckoner:
    """Reckons standings on ``today`` by one ground."""

    def __init__(self, sql: Reader, rhythms: shop.Rhythms, today: int, ground: Ground) -> None:
        settings = shop.settings(sql)
        self._sql, self._rhythms, self.today, self.ground = sql, rhythms, today, ground
        self.rhythm: Rhythm = rhythms.in_force(sql)[1]
        self.calendar: OpenDays = shop.open_days(sql)
        self.rule = rule_of(settings)
        self.discount = settings.discount / 100
        self._weights = PotentialWeights(*settings.potential_weights)
        self._judge = judge(sql, rhythms, today)

    def standings(self, ids: Sequence[int]) -> dict[int, Worth]:
        """The standing of each of ``ids`` that is in the book."""
        return {i: self.worth(own, self.potential(own)) for i, own in self.own(ids).items()}

    def potential(self, own: Own) -> Potential | None:
        """The potential of somebody of whom ``own`` is known; None while the shop's averages are not."""
        shop_then = self.ground.potential
        return None if shop_then is None else potential(own.facts, shop_then, self._weights)

    def prospect_cents(self, family: str) -> int:
        """What somebody who never came may bring: how often their kind becomes customers, times a newcomer's year."""
        return round(prospect_rate(self.ground.conversions, family) * self.ground.newcomer_cents)

    def worth(self, own: Own, hope: Potential | None) -> Worth:
        """The standing of somebody of whom ``own`` is known."""
        m, ground = own.marks, self.ground
        basket = usual_basket(own.total_cents, own.n, ground.basket_cents)
        to_come = ahead(m, self.today, self.rhythm, self.calendar, basket, self.discount)
        if m.last is None:
            to_come = to_come._replace(clv_cents=self.prospect_cents(own.family))
        # a guess of which nothing is known is none
        promise, confidence = (hope.score, hope.confidence) if hope is not None and hope.confidence else (None, 0)
        stage = stage_on(m, self.today, Stage(own.pin) if own.pin else None)
        found = parts(own.year_cents, own.year_visits, stage, promise, ground.tiers)
        points = tier_score(found, self.rule.weights)
        rfm = Scores(0, 0, 0) if m.last is None else scores(m.last, own.year_visits, own.year_cents, ground.rfm)
        ruled = "" if m.last is None else tier(points, own.year_cents, self.rule, ground.tiers)
        return Worth(
            self.today, to_come.p, to_come.visits, to_come.clv_cents, own.stake.value_cents, round(basket), own.year_cents,
            own.year_visits, *rfm, points, own.tier_pin or ruled, promise, confidence,
        )  # fmt: skip

    def own(self, ids: Sequence[int]) -> dict[int, Own]:
        """What is known of each of ``ids`` that is in the book: three queries, each by index, for one or for many."""
        chosen = json.dumps(list(ids))
        return self._sql.once_still(f"own {self.today} {chosen}", lambda: self._own(ids, chosen))  # a card asks twice

    def _own(self, ids: Sequence[int], chosen: str) -> dict[int, Own]:
        sql, by = self._sql, self._judge
        days = {**looked_back(self.today), "since": self.today - YEAR, "after": by.window()}
        sums = {row[0]: (row[1:7], *row[7:]) for row in sql.rows(_SUMS, ids=chosen, **days)}
        touches = touched(sql, chosen, self.today)
        channel = counted(sql)
        rows = sql.rows(
            f"SELECT c.id, c.pin, c.tier_pin, c.opening, c.opening_total_cents, c.opening_visits, d.total_cents, {MARKS},"
            f" coalesce((SELECT family FROM channel ch WHERE ch.id = {channel}), ''), d.spend_2h, d.spend_4h,"
            f" {PERSON.format(channel=channel)} FROM derived d JOIN customer c ON c.id = d.customer_id"
            f" WHERE d.fit_id = {FIT} AND c.id IN ({marks(len(ids))})",
            **named(ids),
        )
        remembered = [row[0] for row in rows if row[3]]
        before = remembered_since(sql, by, remembered) if remembered else {}
        found = {}
        for row in rows:
            i, m, (family, *rest) = row[0], marks_of(row[7 : 7 + MARKS_COUNT]), row[7 + MARKS_COUNT :]
            visits, year_cents, year_days, recent = sums.get(i, _NOTHING)
            found[i] = Own(
                m, row[1], row[2], *self._money(row), year_cents, year_days,
                stake_of(by, m, recent + before.get(i, 0), rest[:2]), family,
                facts_of(rest[2:], visits, touches.get(i), self.today),
            )  # fmt: skip
        return found

    def _money(self, row: Sequence[Any]) -> tuple[int, int]:
        """(cents, visit days that brought them): 期初 counts where both its number and its money are remembered."""
        customer, _, _, opening, remembered, times, total, n = row[:8]
        if not opening or (remembered and times):
            return total, n
        days = self._sql.value(
            f"SELECT count(DISTINCT day) FROM visit WHERE customer_id = :id AND deleted_at IS NULL AND day <= {COUNTED}",
            id=customer,
        )
        return total - remembered, int(days)


def rule_of(settings: shop.ShopSettings) -> TierRule:
    """The owner's rule for tiers."""
    return TierRule(
        "amounts" if settings.tier_by == "amounts" else "shares", settings.tier_shares[:3], settings.tier_amounts[:3],  # type: ignore[arg-type]  # three each
        Weights(*settings.tier_weights),
    )  # fmt: skip


# what all go by ----------------------------------------------------------------------------------------------------------


def ground(sql: Reader) -> Ground | None:
    """What the last snapshot went by; None before the first."""
    text = sql.value("SELECT value FROM basis WHERE name = :name", name=_KEPT)
    return None if text is None else _read(text)


@lru_cache(maxsize=2)
def _read(text: str) -> Ground | None:
    """The same from one visit to the next, so it is kept. None for what another version kept in another form: that is
    reckoned anew."""
    kept = json.loads(text)
    if kept.get("form") != FORM:
        return None
    r, f, m, means = kept["rfm"]
    spends, visits, floors = kept["tiers"]
    told = kept["potential"]
    return Ground(
        kept["day"], kept["stamp"], kept["basket_cents"], RfmBasis(tuple(r), tuple(f), tuple(m), (means[0], means[1], means[2])),
        TierBasis(tuple(spends), tuple(visits), (floors[0], floors[1], floors[2])),
        {family: (won, of) for family, (won, of) in kept["conversions"].items()}, kept["newcomer_cents"],
        read_potential(told) if told is not None else None, kept.get("customers", 0), kept.get("entry", 0),
    )  # fmt: skip


def begin(sql: Reader, made: Ground, *, goes_on: bool = False) -> None:
    """Keep what the snapshot that is being made goes by (inside ``Book.write_derived``): whoever changes meanwhile is
    reckoned by it, and should it be given up, that it was begun is known. ``goes_on``: it was begun, and knows more now."""
    day = sql.value("SELECT day FROM basis WHERE name = :name", name=_NEXT) if goes_on else made.day
    _keep(sql, _NEXT, int(day or 0), made)


def finish(sql: Reader, made: Ground) -> None:
    """From now on all go by it. If more changed meanwhile than is reckoned by the way, the next snapshot is due."""
    _keep(sql, _KEPT, int(sql.value("SELECT day FROM basis WHERE name = :name", name=_NEXT) or 0), made)
    sql.many("DELETE FROM basis WHERE name = ?", [(_NEXT,)])


def _keep(sql: Reader, name: str, day: int, made: Ground) -> None:
    sql.many(
        "INSERT INTO basis (name, day, value) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET day = excluded.day,"
        " value = excluded.value",
        [(name, day, json.dumps({**made._asdict(), "potential": made.potential and written(made.potential), "form": FORM}))],
    )


def survey(sql: Reader, rhythms: shop.Rhythms, today: int) -> Ground:
    """The shop's means, fifths and places on ``today``; the floors of the tiers are those of the last snapshot, until
    :func:`floors` can tell them from the new scores."""
    lasts, visits, spends = array("i"), array("i"), array("q")
    last_entry = _last_entry(sql)
    total = came = 0
    for last, n, cents, year_cents, year_days in sql.stream(
        "WITH year AS (SELECT customer_id, sum(amount_cents) AS cents, count(DISTINCT day) AS days FROM visit"
        " WHERE deleted_at IS NULL AND day > :since AND day <= :today GROUP BY customer_id)"
        " SELECT d.last_day, d.n, d.total_cents, coalesce(y.cents, 0), coalesce(y.days, 0) FROM derived d"
        f" LEFT JOIN year y ON y.customer_id = d.customer_id WHERE d.fit_id = {FIT} AND d.last_day IS NOT NULL",
        since=today - YEAR, today=today,
    ):  # fmt: skip
        lasts.append(last)
        visits.append(year_days)
        spends.append(year_cents)
        total, came = total + cents, came + n
    before = ground(sql)
    fit, calendar = rhythms.in_force(sql)[1], shop.open_days(sql)
    found = basis(lasts, visits, spends, lately(fit.fit, today, calendar))
    known = TierBasis(sample(sorted(spends)), sample(sorted(visits)))
    if before is not None:
        known = known._replace(scores=before.tiers.scores)
    basket = total / came if came else 0.0
    first = newcomer(fit, today, calendar, basket)
    return Ground(
        today, _stamp(sql), basket, found, known, conversions(sql, today), first, potential_shop(sql, today), len(lasts),
        last_entry,
    )  # fmt: skip


def lately(fit: Fit, today: int, calendar: OpenDays) -> int:
    """The first day on which somebody who came once is not overdue today."""
    return calendar.before(today, int(FIRST_GAPS * fit.gap))


def stale(sql: Reader, today: int) -> bool:
    """Whether everybody is to be reckoned anew: another day, fit, calendar or rule, a bulk entry came between, or a snapshot
    was begun and not finished."""
    if sql.value("SELECT 1 FROM basis WHERE name = :name", name=_NEXT):
        return True
    row = sql.one("SELECT day, value FROM basis WHERE name = :name", name=_KEPT)
    if row is None or row[0] != today:
        return True
    kept = json.loads(row[1])
    if kept.get("form") != FORM or kept["stamp"] != _stamp(sql):
        return True
    rows, customers = (sql.value(f"SELECT count(*) FROM {t}") for t in ("standing", f"derived WHERE fit_id = {FIT}"))
    moved = customers <= YOUNG and kept.get("entry") != _last_entry(sql)
    return bool(rows != customers or moved)


def _last_entry(sql: Reader) -> int:
    return int(sql.value("SELECT max(id) FROM journal") or 0)


def at_hand(sql: Reader, made: Ground) -> Ground:
    """The same with the shop's mean visit as it is now, in a book so young that each visit moves it: for a card."""
    if made.customers > YOUNG:
        return made
    total, came = sql.one(f"SELECT sum(total_cents), sum(n) FROM derived WHERE fit_id = {FIT} AND n > 0") or (0, 0)
    return made._replace(basket_cents=total / came if came else 0.0)


def young(sql: Reader) -> bool:
    """Whether the book is so young that everybody is reckoned in a moment."""
    return int(sql.value("SELECT max(id) FROM customer") or 0) <= YOUNG


def outdate(sql: Reader) -> None:
    """More customers changed than a unit of work reckons by the way: the next snapshot is due at once."""
    sql.many("UPDATE basis SET day = 0 WHERE name IN (?, ?)", [(_KEPT, _NEXT)])


def _stamp(sql: Reader) -> str:
    fit = sql.value("SELECT value FROM pointer WHERE name = 'fit'")
    return _stamped(fit, shop.open_days(sql).stamp, shop.settings(sql))


@lru_cache(maxsize=4)
def _stamped(fit: int | None, calendar: str, settings: shop.ShopSettings) -> str:
    by = (settings.also_old, settings.discount, settings.potential_weights)
    return f"{fit} {calendar} {by} {rule_of(settings)!r}"


def floors(sql: Reader, made: Ground, rule: TierRule) -> Ground:
    """The same with the floors of the tiers, from the scores that were written by it."""
    reached = array("d", (row[0] for row in sql.stream("SELECT score FROM standing WHERE r > 0 ORDER BY score")))
    return made._replace(tiers=made.tiers._replace(scores=limits(reached, rule.shares)))


# the rows ----------------------------------------------------------------------------------------------------------------


def put(sql: Reader, found: Mapping[int, Worth], *, tiers: bool = True) -> None:
    """Write standings; ``tiers`` False: who has one keeps their tier until the new floors are known."""
    was = dict(
        sql.rows(f"SELECT customer_id, tier FROM standing WHERE customer_id IN ({marks(len(found))})", **named(list(found)))
    )
    if not tiers:
        found = {i: worth._replace(tier=was.get(i, "")) for i, worth in found.items()}
    sql.many(_PUT, [(i, *worth) for i, worth in found.items()])
    if tiers:
        _note_changes(sql, [(i, worth.day, was[i], worth.tier) for i, worth in found.items() if i in was])


def settle_tiers(sql: Reader, ids: Sequence[int], made: Ground, rule: TierRule) -> None:
    """Give ``ids`` the tiers that their new scores mean, pins above them, and note who changed."""
    rows = sql.rows(
        "SELECT s.customer_id, s.r, s.score, s.year_cents, s.tier, c.tier_pin FROM standing s JOIN customer c"
        f" ON c.id = s.customer_id WHERE s.customer_id IN ({marks(len(ids))})",
        **named(ids),
    )
    moved = []
    for i, r, points, cents, was, pin in rows:
        now = pin or (tier(points, cents, rule, made.tiers) if r else "")
        if now != was:
            moved.append((i, made.day, was, now))
    sql.many("UPDATE standing SET tier = ? WHERE customer_id = ?", [(now, i) for i, _, _, now in moved])
    _note_changes(sql, moved)


def _note_changes(sql: Reader, moved: Sequence[tuple[int, int, str, str]]) -> None:
    """A tier that became another one: one line a day, none for the first tier somebody has, none where the day ends as it
    began."""
    told = [(i, day, was, now) for i, day, was, now in moved if was and now and was != now]
    if not told:
        return
    sql.many(
        "INSERT INTO tier_change (customer_id, day, before, after) VALUES (?, ?, ?, ?) ON CONFLICT (customer_id, day)"
        " DO UPDATE SET after = excluded.after",
        told,
    )
    sql.many(
        "DELETE FROM tier_change WHERE customer_id = ? AND day = ? AND before = after", [(i, day) for i, day, _, _ in told]
    )


def renew(sql: Reader, ids: Sequence[int], rhythms: shop.Rhythms, today: int) -> None:
    """Bring the rows of changed customers in step (inside the unit that changed them), if they are few. Nothing before the
    first snapshot; who lies in 回收站 has none."""
    if len(ids) > FEW:
        outdate(sql)
        return
    coming = sql.value("SELECT value FROM basis WHERE name = :name", name=_NEXT)
    made = ground(sql) if coming is None else _read(coming)
    if made is None or not ids:
        return
    if made.stamp != _stamp(sql):  # reckoned by other settings than the rest; should they come back, these must not stay
        outdate(sql)
    found = Reckoner(sql, rhythms, today, made).standings(ids)
    put(sql, found)
    drop(sql, [i for i in ids if i not in found])


def drop(sql: Reader, ids: Sequence[int]) -> None:
    """Take the rows away of those who are not in the book any more."""
    sql.many("DELETE FROM standing WHERE customer_id = ?", [(i,) for i in ids])


def sweep(sql: Reader) -> None:
    """Take the rows away of all who are not in the book any more."""
    sql.many(
        "DELETE FROM standing WHERE customer_id >= ? AND customer_id NOT IN"
        f" (SELECT customer_id FROM derived WHERE fit_id = {FIT})",
        [(0,)],
    )
