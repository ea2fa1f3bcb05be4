"""转介绍奖励: what a scheme promises, what is owed now for whom, and what the ledger wants to say so. Pure.

A slot is one reward: to whom, for whose coming, in which role. The ledger is never edited: what is owed no more is countered by
``taken``, what was given by mistake by ``returned``. :func:`moves` compares what is owed with what the ledger says, so that doing
it twice is doing it once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.words import Message

FULL: Final = 10_000  # hundredths of a percent


class Form(StrEnum):
    """In what a reward is paid."""

    NONE = ""
    MONEY = "money"
    RATE = "rate"
    GOODS = "goods"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"reward_form_{self.value or 'none'}")


class Due(StrEnum):
    """By what it falls due."""

    REGISTERED = "registered"
    FIRST = "first"
    AMOUNT = "amount"
    VISITS = "visits"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"reward_due_{self.value}")


class Role(StrEnum):
    """Who gets it: whoever brought somebody, or whoever was brought."""

    REFERRER = "referrer"
    NEWCOMER = "newcomer"


class EntryKind(StrEnum):
    """What a line of the ledger says."""

    OWED = "owed"
    TAKEN = "taken"  # owed no more
    GIVEN = "given"
    RETURNED = "returned"  # it was not given after all

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"reward_entry_{self.value}")


class Share(NamedTuple):
    """What one of the two gets. ``cents`` of MONEY, ``rate`` (hundredths of a percent of the first purchase) of RATE."""

    form: Form = Form.NONE
    cents: int = 0
    rate: int = 0
    goods: str = ""


class Scheme(NamedTuple):
    """奖励办法 for whoever was entered from ``first`` to ``last`` (None: until further notice). ``cap_month``: rewards that a
    referrer may get in a calendar month."""

    id: int
    referrer: Share
    newcomer: Share
    due: Due
    due_cents: int
    due_visits: int
    cap_month: int | None
    first: int
    last: int | None
    name: str = ""

    def share(self, role: Role) -> Share:
        """What ``role`` gets."""
        return self.referrer if role is Role.REFERRER else self.newcomer


def scheme_on(schemes: Iterable[Scheme], day: int) -> Scheme | None:
    """The scheme in force on a day; of two the one begun last."""
    there = [one for one in schemes if one.first <= day and (one.last is None or day <= one.last)]
    return max(there, key=lambda one: (one.first, one.id), default=None)


# what is owed now --------------------------------------------------------------------------------------------------------


class Bought(NamedTuple):
    """A visit."""

    day: int
    cents: int
    visit_id: int


class Newcomer(NamedTuple):
    """Somebody who was brought. ``entered``: the day they came into the book; ``visits``: in their order; ``counts``: in the
    book, and no customer from before it; ``referrer_there``: whoever brought them is in the book too."""

    id: int
    referrer_id: int | None
    entered: int
    visits: tuple[Bought, ...]
    counts: bool = True
    referrer_there: bool = True


class Slot(NamedTuple):
    """One reward: who gets it, for whose coming, in which role."""

    customer_id: int
    referred_id: int
    role: Role


class Claim(NamedTuple):
    """What is owed for a slot, by which scheme, since when, and by which visit."""

    rule_id: int
    form: Form
    cents: int
    goods: str
    day: int
    visit_id: int | None


def first_purchase(visits: Iterable[Bought]) -> Bought | None:
    """The first visit that was paid for."""
    return next((one for one in visits if one.cents > 0), None)


def due_by(scheme: Scheme, newcomer: Newcomer) -> Bought | None:
    """When and by which visit it fell due (visit 0: by coming into the book); None: not yet. What was paid back in full was
    not bought."""
    if scheme.due is Due.REGISTERED:
        return Bought(newcomer.entered, 0, 0)
    total = sum(one.cents for one in newcomer.visits)
    if scheme.due is Due.VISITS:
        days = list(dict.fromkeys(one.day for one in newcomer.visits))
        if len(days) < max(1, scheme.due_visits):
            return None
        on = days[max(1, scheme.due_visits) - 1]
        return next(one for one in newcomer.visits if one.day == on)
    if total <= 0:
        return None
    if scheme.due is Due.FIRST:
        return first_purchase(newcomer.visits)
    if total < scheme.due_cents:
        return None
    so_far = 0
    for one in newcomer.visits:
        so_far += one.cents
        if so_far >= scheme.due_cents:
            return one
    return None


def _claim(scheme: Scheme, share: Share, newcomer: Newcomer, due: Bought) -> Claim | None:
    cents, goods = 0, ""
    if share.form is Form.MONEY:
        cents = share.cents
    elif share.form is Form.RATE:
        first = first_purchase(newcomer.visits)
        cents = rated(first.cents, share.rate) if first is not None else 0
    elif share.form is Form.GOODS:
        goods = share.goods
    if not (cents or goods):
        return None
    return Claim(scheme.id, share.form, cents, goods, due.day, due.visit_id or None)


def rated(cents: int, rate: int) -> int:
    """A share of an amount, half a cent up."""
    return (cents * rate + FULL // 2) // FULL


def month_of(day: int) -> tuple[int, int]:
    """Year and month."""
    on = date.fromordinal(day)
    return on.year, on.month


def claims(
    schemes: Sequence[Scheme], newcomers: Iterable[Newcomer], held: Iterable[Slot] = ()
) -> dict[Slot, Claim]:
    """All that is owed for ``newcomers``. Where a scheme caps what one referrer gets in a month, what is ``held`` already comes
    first: a reward that was owed is not taken back because an earlier visit was written down later."""
    there, found, theirs = frozenset(held), dict[Slot, Claim](), dict[Slot, Claim]()
    capped: dict[tuple[int, tuple[int, int]], list[tuple[Slot, Claim, int | None]]] = {}
    for one in newcomers:
        scheme = scheme_on(schemes, one.entered) if one.counts and one.referrer_id is not None else None
        due = due_by(scheme, one) if scheme is not None else None
        if scheme is None or due is None or one.referrer_id is None:
            continue
        for role, who in ((Role.REFERRER, one.referrer_id), (Role.NEWCOMER, one.id)):
            claim = _claim(scheme, scheme.share(role), one, due)
            if claim is None or (role is Role.REFERRER and not one.referrer_there):
                continue
            slot = Slot(who, one.id, role)
            if role is Role.REFERRER:
                capped.setdefault((who, month_of(claim.day)), []).append((slot, claim, scheme.cap_month))
            else:
                theirs[slot] = claim
    for some in capped.values():
        some.sort(key=lambda row: (row[0] not in there, row[1].day, row[0].referred_id))
        taken = 0
        for slot, claim, cap in some:
            if cap is None or taken < cap:
                found[slot] = claim
                taken += 1
    return found | theirs


# the ledger --------------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A line of the ledger. ``entry_id``: the line that is given, taken or returned."""

    id: int
    slot: Slot
    kind: EntryKind
    rule_id: int
    form: Form
    cents: int
    goods: str
    day: int
    entry_id: int | None = None
    visit_id: int | None = None


class Account(NamedTuple):
    """Where a slot stands. ``owed``: what is owed by it, given or not; ``given``: lines given and not returned."""

    owed: Line | None
    given: tuple[Line, ...]

    @property
    def given_cents(self) -> int:
        """What was given in money."""
        return sum(one.cents for one in self.given)

    @property
    def open_cents(self) -> int:
        """Still to be given in money; negative: given too much."""
        return (self.owed.cents if self.owed is not None else 0) - self.given_cents

    @property
    def open_goods(self) -> str:
        """Still to be given in goods."""
        if self.owed is None or any(one.goods for one in self.given):
            return ""
        return self.owed.goods

    @property
    def over_goods(self) -> str:
        """Goods that were given and are owed no more."""
        if self.owed is not None and self.owed.goods:
            return ""
        return next((one.goods for one in self.given if one.goods), "")

    @property
    def is_open(self) -> bool:
        """Whether anything is to be given."""
        return self.open_cents > 0 or bool(self.open_goods)

    @property
    def is_over(self) -> bool:
        """多给: whether more was given than is owed."""
        return self.open_cents < 0 or bool(self.over_goods)


def accounts(lines: Iterable[Line]) -> dict[Slot, Account]:
    """Where each slot of some lines stands."""
    of: dict[Slot, list[Line]] = {}
    for line in lines:
        of.setdefault(line.slot, []).append(line)
    found = {}
    for slot, some in of.items():
        gone = {one.entry_id for one in some if one.kind in (EntryKind.TAKEN, EntryKind.RETURNED)}
        owed = [one for one in some if one.kind is EntryKind.OWED and one.id not in gone]
        given = tuple(one for one in some if one.kind is EntryKind.GIVEN and one.id not in gone)
        found[slot] = Account(owed[-1] if owed else None, given)
    return found


class Moves(NamedTuple):
    """What the ledger wants: lines that are owed no more, and what is owed now."""

    take: tuple[Line, ...]
    owe: tuple[tuple[Slot, Claim], ...]

    def __bool__(self) -> bool:
        return bool(self.take or self.owe)


def moves(owed: Mapping[Slot, Claim], there: Mapping[Slot, Account]) -> Moves:
    """What is to be written so that the ledger says ``owed``, of the slots in either."""
    take, owe = list[Line](), list[tuple[Slot, Claim]]()
    for slot, account in there.items():
        line, claim = account.owed, owed.get(slot)
        if line is not None and (claim is None or (line.form, line.cents, line.goods) != (claim.form, claim.cents, claim.goods)):
            take.append(line)
            if claim is not None:
                owe.append((slot, claim))
        elif line is None and claim is not None:
            owe.append((slot, claim))
    owe += [(slot, claim) for slot, claim in owed.items() if slot not in there]
    return Moves(tuple(take), tuple(owe))
