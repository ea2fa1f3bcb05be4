"""The sample shop, drawn by lot: the same seed, day and size give the same people with the same visits, on every machine.

Only ``Random.random`` and ``gammavariate`` are asked: the ones whose sequence Python keeps from version to version. Rows
come in batches, so that a shop of any size is made in little memory.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from random import Random
from typing import Any, Final, TypeVar

from kyuanbook.exchange import sample_words as words
from kyuanbook.exchange.sample_cast import CAST, Known, Past
from kyuanbook.rules import lunar
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.names import readings

YEAR: Final = 365.25
BATCH: Final = 2_000
_OPENED: Final = 9 * 60 + 30
_HOURS: Final = 11 * 60
_TODAY: Final = 5 * 60  # of today, the morning and the early afternoon
_UTC8: Final = 8 * 3600
_EPOCH: Final = 719_163  # ordinal of 1970-01-01

CUSTOMER: Final = (
    "kind", "name", "alias", "sex", "birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap", "email",
    "wechat", "address", "occupation", "member_no", "note", "first_channel_id", "first_source_day", "latest_channel_id",
    "latest_source_day", "referrer_id", "do_not_contact", "opening", "opening_visits", "opening_total_cents",
    "opening_first", "opening_last", "opening_gap", "pin", "pin_by", "pin_day", "pin_why", "created_at", "created_day",
)  # fmt: skip
PHONE: Final = ("customer_id", "number", "typed", "label", "wrong", "position")
CONTACT: Final = ("customer_id", "name", "phone", "role", "position")
BEARS: Final = ("customer_id", "tag_id")
VISIT: Final = ("customer_id", "day", "minute", "amount_cents", "staff_id", "note", "created_at")
ITEM: Final = ("visit_id", "product_id", "name", "position")

Rows = list[tuple[Any, ...]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers the rows refer to: the first free ones of customers and visits, and those of what is there already."""

    customer: int
    visit: int
    channels: Mapping[str, int]
    staff: Sequence[int]
    products: Sequence[int]
    tags: Mapping[str, int]


@dataclass(slots=True)
class Batch:
    """Rows of some customers with all that is theirs, in the columns named above, ready to be inserted."""

    customers: Rows = field(default_factory=list)
    phones: Rows = field(default_factory=list)
    contacts: Rows = field(default_factory=list)
    bears: Rows = field(default_factory=list)
    visits: Rows = field(default_factory=list)
    items: Rows = field(default_factory=list)


class Calendar:
    """When the sample shop is open: from its first day to today, a weekly day off, a week at the Spring Festival."""

    def __init__(self, today: int, years: float) -> None:
        self.today = today
        self.first = today - max(30, round(years * YEAR))
        self.rest = 1 if (today - 1) % 7 != 1 else 2  # Tuesdays; Wednesdays, so that today is never a day off
        festivals = (lunar.day_of(lunar_year, 1, 1) for lunar_year in range(*self._years()))
        closed = [(day - 1, day + 6) for day in festivals if day is not None]
        self.closed = [(a, b) for a, b in closed if a > self.first and not a <= today <= b and a < today + 120]
        self.rise = today - round(0.4 * (today - self.first))
        self.rival = today - round(0.22 * (today - self.first))
        shut = OpenDays(self.closed, {self.rest})
        self.open = [d for d in range(self.first, today + 1) if shut.index(d) != shut.index(d - 1)]

    def _years(self) -> tuple[int, int]:
        from datetime import date

        return date.fromordinal(self.first).year, date.fromordinal(self.today).year + 2

    def on_or_before(self, day: int) -> int:
        """The last open day up to ``day``, but not before the first."""
        at = bisect_left(self.open, day + 1)
        return self.open[max(0, at - 1)]


class SampleShop:
    """Draws the customers one after the other. ``customers``: how many in all, the known ones among them."""

    def __init__(self, customers: int, years: float, seed: int, today: int) -> None:
        self.calendar = Calendar(today, years)
        self.customers = customers
        self._lot = Random(seed)
        self._today = today
        self._brought: list[int] = []  # places of those who bring others, the fond ones again and again

    def batches(self, ids: Ids, size: int = BATCH) -> Iterator[Batch]:
        """The rows, ``size`` customers at a time."""
        hand = _Hand(self.calendar, ids, self._lot)
        joined = self._joined(self.customers - len(CAST))
        for start in range(0, self.customers, size):
            batch = Batch()
            for place in range(start, min(start + size, self.customers)):
                if place < len(CAST):
                    hand.known(batch, place, CAST[place], self.customers)
                    self._brought += [place] * 3 if CAST[place].past else []
                else:
                    self._drawn(batch, hand, place, joined[place - len(CAST)])
            yield batch

    def _joined(self, many: int) -> list[int]:
        """On which open day (its place among them) each comes for the first time, rising: more at first."""
        rnd, last = self._lot.random, len(self.calendar.open) - 1
        return sorted(int(last * rnd() ** 1.25) for _ in range(max(0, many)))

    def _drawn(self, batch: Batch, hand: "_Hand", place: int, joined: int) -> None:
        rnd = self._lot.random
        habit = _HABIT_OF[int(rnd() * 100)]
        female = rnd() < habit.female
        referrer = self._referrer() if rnd() < 0.2 else None
        visits = 0
        if rnd() >= 0.04:
            visits = hand.visits(batch, place, joined, habit)
        hand.customer(batch, place, female, hand.calendar.open[joined], referrer, visits)
        if visits > 3 and rnd() < 0.3:
            self._brought += [place] * (1 + int(rnd() * 3))
            if len(self._brought) > 4_000:
                del self._brought[:1_000]

    def _referrer(self) -> int | None:
        return self._brought[int(self._lot.random() * len(self._brought))] if self._brought else None


_HABIT_OF: Final = tuple(habit for habit in words.HABITS for _ in range(habit.share))
_SOURCE_OF: Final = tuple(code for code, share in words.SOURCES for _ in range(share))


class _Hand:
    """Writes rows down."""

    def __init__(self, calendar: Calendar, ids: Ids, lot: Random) -> None:
        self.calendar = calendar
        self._ids = ids
        self._lot = lot
        self._visit = ids.visit
        self._member = sum(1 for known in CAST if known.member_no)
        self._phones = 0
        self._saturday = _next_saturdays(calendar.open)
        self._baskets = {habit: tuple(self._basket(b) for b in habit.baskets) for habit in words.HABITS}

    def _basket(self, wanted: Sequence[int]) -> tuple[int, int, tuple[tuple[int, str, int], ...]]:
        """(cents before the rise, cents after, items)."""
        offers = [words.OFFERS[i] for i in wanted]
        items = tuple((self._ids.products[i], words.OFFERS[i].name, place) for place, i in enumerate(wanted))
        return sum(o.before for o in offers), sum(o.after for o in offers), items

    # visits ----------------------------------------------------------------------------------------------------------

    def visits(self, batch: Batch, place: int, at: int, habit: words.Habit) -> int:
        """The visits of somebody who first comes on the ``at``-th open day; returns how many. Gaps are gamma-distributed
        about their own mean; after each visit they may never come again."""
        rnd = self._lot.random
        open_days, saturday, end = self.calendar.open, self._saturday, len(self.calendar.open)
        customer = self._ids.customer + place
        baskets = self._baskets[habit]
        pace = habit.gap * exp(0.35 * (rnd() + rnd() + rnd() - 1.5)) / 4
        quits, stays = 0.17, 0.015 + 0.15 * rnd() * rnd()
        mostly = int(rnd() * 2)
        put_visit, put_item = batch.visits.append, batch.items.append
        rise, today = self.calendar.rise, self.calendar.today
        staff, visit, first_visit = self._ids.staff, self._visit, self._visit
        while at < end:
            day = open_days[at]
            minute = _OPENED + int((rnd() + rnd()) * (_HOURS / 2 if day < today else _TODAY / 2))
            before, after, items = baskets[int(rnd() * len(baskets))]
            cents = after if day >= rise else before
            chance = rnd()
            note = ""
            if chance < 0.06:  # a discount now and then, to the yuan
                cents = cents // 100 * 9 // 10 * 100
            elif chance > 0.975:
                note = words.VISIT_NOTES[int(rnd() * len(words.VISIT_NOTES))]
            who = staff[mostly if rnd() < 0.8 else 1 - mostly]
            if day < rise and chance > 0.9:
                who = staff[2]
            put_visit((customer, day, minute, cents, who, note, instant(day, minute)))
            for product, name, position in items:
                put_item((visit, product, name, position))
            visit += 1
            if rnd() < quits:
                break
            quits = stays
            gap = -pace * log((1.0 - rnd()) * (1.0 - rnd()) * (1.0 - rnd()) * (1.0 - rnd()))
            at += max(1, int(gap * 6 if 0.5 < chance < 0.515 else gap + 0.5))  # now and then a long absence
            if at < end and chance < 0.2:
                at = saturday[at]
        self._visit = visit
        return visit - first_visit

    def _told(self, batch: Batch, customer: int, past: Past) -> int | None:
        """The visits of somebody known, newest last; returns the first day."""
        rnd = self._lot.random
        days = [self.calendar.today - past.ago]
        for i in range(past.times - 1):
            gap = past.break_days if past.break_days and i == 0 else past.gap + int(rnd() * 3) - 1
            days.append(days[-1] - gap)
        days = sorted({self.calendar.on_or_before(d) for d in days if d >= self.calendar.first})
        before, after, items = self._basket(past.basket)
        for day in days:
            minute = _OPENED + int(rnd() * _TODAY)
            cents = after if day >= self.calendar.rise else before
            batch.visits.append((customer, day, minute, cents, self._ids.staff[0], "", instant(day, minute)))
            batch.items += [(self._visit, *item) for item in items]
            self._visit += 1
        return days[0] if days else None

    # people ----------------------------------------------------------------------------------------------------------

    def customer(self, batch: Batch, place: int, female: bool, day: int, referrer: int | None, visits: int) -> None:
        """A customer drawn by lot, first seen on ``day``."""
        rnd, ids = self._lot.random, self._ids
        surname, name, alias = self._name(female)
        source = words.BY_CUSTOMER if referrer is not None else _pick(rnd(), _SOURCE_OF)
        channel, latest, latest_day = ids.channels.get(source), ids.channels.get(source), day
        if visits > 2 and rnd() < 0.06:
            latest, latest_day = ids.channels.get("wechat_group"), min(self.calendar.today, day + 40)
        regular = visits > 3 and day < self.calendar.first + 30 and rnd() < 0.5
        member_no = ""
        if visits > 3 and rnd() < 0.5:
            self._member += 1
            member_no = f"A{self._member:04}"
        number = self._phone(batch, ids.customer + place, name or alias)
        batch.customers.append((
            "person", name, alias, ("female" if female else "male") if rnd() < 0.8 else "", *self._birth(),
            f"c{number[-6:]}@example.com" if rnd() < 0.03 else "", self._wechat(surname, number) if rnd() < 0.45 else "",
            self._one(words.STREETS, 0.1), self._one(words.OCCUPATIONS, 0.15), member_no, self._one(words.NOTES, 0.22),
            channel, day, latest, latest_day, None if referrer is None else ids.customer + referrer, rnd() < 0.015,
            regular, *((10 + int(rnd() * 50), 300_00 + int(rnd() * 40) * 50_00, day - 400 - int(rnd() * 900), day - 30, 30)
                       if regular else (None, 0, None, None, None)),
            "", "", None, "", instant(day, _OPENED), day,
        ))  # fmt: skip
        self._tags(batch, ids.customer + place)

    def known(self, batch: Batch, place: int, known: Known, of: int) -> None:
        """One of the people every sample shop knows; ``of``: how many customers there are, whoever brought them may not be."""
        ids, today = self._ids, self.calendar.today
        customer = ids.customer + place
        first = self._told(batch, customer, known.past) if known.past else None
        day = first if first is not None else self.calendar.on_or_before(today - 5)
        numbers = [(known.phone, False), (known.wrong_phone, True)]
        for position, (number, wrong) in enumerate((n, w) for n, w in numbers if n):
            batch.phones.append((customer, number, number, "", wrong, position))
        for position, (name, phone, role) in enumerate(known.contacts):
            batch.contacts.append((customer, name, phone, role, position))
        batch.bears += [(customer, ids.tags[tag]) for tag in known.tags]
        channel = ids.channels.get(known.source)
        by = None if known.by is None or known.by >= of else ids.customer + known.by
        visits, cents, from_ago, to_ago, gap = known.opening or (None, 0, None, None, None)
        pinned = {"loyal": words.PIN_WHY, "lapsed": words.GONE_WHY}.get(known.pin, "")
        batch.customers.append((
            known.kind, known.name, known.alias, known.sex, *(known.birth or _UNKNOWN_BIRTH), known.email, known.wechat,
            known.address, known.occupation, known.member_no, known.note, channel, day, channel, day, by,
            known.do_not_contact, known.opening is not None, visits, cents, from_ago and today - from_ago,
            to_ago and today - to_ago, gap, known.pin, words.STAFF[0] if known.pin else "",
            today - 20 if known.pin else None, pinned, instant(day, _OPENED), day,
        ))  # fmt: skip

    def _name(self, female: bool) -> tuple[str, str, str]:
        """(surname, name, 称呼)."""
        rnd = self._lot.random
        kind = rnd()
        if kind < 0.025:
            return "", "", _pick(rnd(), words.FAMILIAR)
        if kind < 0.035:
            surname = _pick(rnd(), words.SURNAMES_OF_LATIN)
            return surname, f"{surname} {_pick(rnd(), words.LATIN)}", ""
        surname = _pick(rnd(), words.COMMON)
        if kind < 0.13:
            surname = _pick(rnd(), words.POLYPHONIC if kind < 0.115 else words.COMPOUND)
        given = _pick(rnd(), words.FEMALE if female else words.MALE)
        if kind > 0.985:
            given = _pick(rnd(), words.RARE_GIVEN)
        elif len(given) == 1 and rnd() < 0.5:
            given = "小晓文子思一"[int(rnd() * 6)] + given
        return surname, surname + given, ""

    def _birth(self) -> tuple[str, int | None, int | None, int | None, bool]:
        rnd = self._lot.random
        if rnd() > 0.45:
            return _UNKNOWN_BIRTH
        by = rnd()
        year = None if rnd() < 0.3 else 2015 - int((rnd() + rnd()) * 32)
        month, day = 1 + int(rnd() * 12), 1 + int(rnd() * 28)
        if by > 0.35:
            return "solar", year, month, day, False
        if by < 0.01 and year is not None and lunar.leap_month(year):
            return "lunar", year, lunar.leap_month(year), day, True
        return "lunar", year, month, day, False

    def _phone(self, batch: Batch, customer: int, name: str) -> str:
        """One number, sometimes two or none; returns the first, "" for none of their own."""
        rnd = self._lot.random
        if rnd() < 0.04:
            return f"{customer:06}"
        number = self._number()
        typed = f"{number[:3]} {number[3:7]} {number[7:]}" if rnd() < 0.3 else number
        batch.phones.append((customer, number, typed, "", rnd() < 0.012, 0))
        if rnd() < 0.05:
            other = self._number()
            batch.phones.append((customer, other, other, _pick(rnd(), ("老公", "妈妈", "单位", "老婆")), False, 1))
        return number

    def _number(self) -> str:
        """A number nobody else in the sample has."""
        self._phones += 1
        n = self._phones
        return f"{words.PREFIXES[n % len(words.PREFIXES)]}{words.MIDDLE + n // 300_000:03}{n * 7_919 % 100_000:05}"

    def _wechat(self, surname: str, number: str) -> str:
        sound = "".join(readings(surname)[0]) if surname else "hi"
        return f"{sound}_{number[-5:]}"

    def _one(self, some: Sequence[str], share: float) -> str:
        rnd = self._lot.random
        return _pick(rnd(), some) if rnd() < share else ""

    def _tags(self, batch: Batch, customer: int) -> None:
        rnd = self._lot.random
        if rnd() < 0.35:
            first = int(rnd() * len(words.TAGS))
            batch.bears.append((customer, self._ids.tags[words.TAGS[first]]))
            if rnd() < 0.25:
                batch.bears.append((customer, self._ids.tags[words.TAGS[(first + 3) % len(words.TAGS)]]))


_UNKNOWN_BIRTH: Final = ("", None, None, None, False)


def _pick(chance: float, some: Sequence[T]) -> T:
    return some[int(chance * len(some))]


def instant(day: int, minute: int = _OPENED) -> int:
    """Epoch seconds of a minute of a day in China, of the shop's opening where none is known."""
    return (day - _EPOCH) * 86_400 + minute * 60 - _UTC8


def _next_saturdays(open_days: Sequence[int]) -> list[int]:
    """For each place among the open days, that of the next Saturday (or Sunday) on which the shop is open."""
    places, found = [0] * len(open_days), len(open_days)
    for at in range(len(open_days) - 1, -1, -1):
        if (open_days[at] - 1) % 7 >= 5:
            found = at
        places[at] = found
    return places
