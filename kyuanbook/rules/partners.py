"""合作伙伴: what one is as typed, what they are owed for whom they sent, and their account.

The account is a ledger: lines are written and countered, never changed. What a visit brings is reckoned from the visits that
stand in the book and from the terms that were agreed when it took place; lines that no longer say so are countered and
written anew, by the same unit of work that changed the visits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from kyuanbook.rules import phones
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.entries import ContactEntry
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.text import clean_line, clean_name, clean_note, line_of
from kyuanbook.rules.words import Message, Problem

WHOLE: Final = 100_00  # 100 %, in hundredths of a percent
MOST_DAYS: Final = 3650
NOTE_LIMIT: Final = 120


class PartnerKind(StrEnum):
    """What sort of partner; the codes are those of the channels of their family."""

    ALLIANCE = "alliance"
    DISTRIBUTOR = "distributor"
    AFFILIATE = "affiliate"
    ASSOCIATION = "association"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"partner_{self.value}")


class Commission(StrEnum):
    """How what they are owed is reckoned."""

    NONE = ""
    EACH = "each"
    FIRST = "first"
    ALL = "all"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"commission_{self.value or 'none'}")


class EntryKind(StrEnum):
    """A line of the account."""

    OWED = "owed"
    PAID = "paid"
    COUNTER = "counter"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"partner_entry_{self.value}")


KINDS: Final = tuple(PartnerKind)
COMMISSIONS: Final = tuple(Commission)


# as typed ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartnerForm:
    """A partner as typed. ``commission``: of :class:`Commission`; ``amount``: yuan for each, or a percentage."""

    name: str = ""
    kind: str = PartnerKind.ALLIANCE
    phone: str = ""
    wechat: str = ""
    address: str = ""
    note: str = ""
    channel_id: int | None = None
    commission: str = Commission.NONE
    amount: str = ""
    days: str = ""
    people: Sequence[ContactEntry] = ()


class Terms(NamedTuple):
    """How a commission is reckoned: so many cents each, or ``rate`` in hundredths of a percent; ``days``: from the first
    visit on, None for ever."""

    commission: str = Commission.NONE
    cents: int = 0
    rate: int = 0
    days: int | None = None

    def written(self) -> str:
        """As it is kept beside a line of the account."""
        return f"{self.commission}:{self.cents}:{self.rate}:{'' if self.days is None else self.days}"


def read_terms(kept: str) -> Terms:
    """The terms that :meth:`Terms.written` wrote; none where nothing was kept."""
    commission, *rest = kept.split(":")
    if len(rest) != 3:
        return Terms()
    cents, rate, days = rest
    return Terms(commission, int(cents), int(rate), int(days) if days else None)


@dataclass(frozen=True, slots=True)
class CleanPartner:
    """A partner as the book keeps it."""

    name: str
    kind: str
    phone: str
    wechat: str
    address: str
    note: str
    channel_id: int | None
    terms: Terms
    people: tuple[ContactEntry, ...]


def clean_partner(form: PartnerForm) -> tuple[CleanPartner, tuple[Problem, ...]]:
    """The partner as the book would keep it, and all that is wrong or asked."""
    name, found = clean_name(form.name)
    if not name and not found:
        found = (Problem("name", Message("partner_name_missing")),)
    problems = list(found)

    def line(value: str, field: str, limit: int = 120) -> str:
        clean, wrong = clean_line(value, field, limit)
        problems.extend(wrong)
        return clean

    phone = _number(form.phone, "phone", problems)
    note, wrong = clean_note(form.note, "note")
    problems += wrong
    terms, wrong = read_commission(form)
    problems += wrong
    people = []
    for i, one in enumerate(form.people):
        field = "contacts" if i == 0 else f"contacts{i + 1}"
        person, wrong = clean_name(one.name, field)
        problems += wrong
        number, role = _number(one.phone, field, problems), line(one.role, field, 30)
        if person or number or role:
            people.append(ContactEntry(person, number, role, line(one.note, field)))
    kind = form.kind if form.kind in KINDS else KINDS[0]
    clean = CleanPartner(
        name, kind, phone, line(form.wechat, "wechat"), line(form.address, "address"), note, form.channel_id, terms,
        tuple(people),
    )  # fmt: skip
    return clean, tuple(problems)


def _number(typed: str, field: str, problems: list[Problem]) -> str:
    clean, wrong = clean_line(typed, field, 40)
    problems += wrong
    if wrong or not clean:
        return ""
    phone = phones.normalise(clean, field)
    problems += phone.problems
    return phone.number + (f"-{phone.extension}" if phone.extension else "") if phone.number else ""


def read_commission(form: PartnerForm) -> tuple[Terms, tuple[Problem, ...]]:
    """The rule as typed. More than all that a customer pays is refused."""
    if form.commission not in COMMISSIONS or form.commission == Commission.NONE:
        return Terms(), ()
    if form.commission == Commission.EACH:
        cents, problems = parse_amount(line_of(form.amount), "commission")
        if (cents is None and not problems) or (cents is not None and cents <= 0):
            problems = (Problem("commission", Message("commission_missing")),)
        return Terms(Commission.EACH, max(0, cents or 0)), problems
    rate, problems = _percent(form.amount)
    days: int | None = None
    if form.commission == Commission.ALL and line_of(form.days):
        typed = line_of(form.days).removesuffix("天").strip()
        if typed.isdecimal() and len(typed) <= 4 and 0 < int(typed) <= MOST_DAYS:
            days = int(typed)
        else:
            problems += (Problem("days", Message("whole_number", {"most": MOST_DAYS})),)
    return Terms(form.commission, 0, rate, days), problems


def _percent(typed: str) -> tuple[int, tuple[Problem, ...]]:
    """``10``, ``7.5%`` in hundredths of a percent."""
    plain = line_of(typed).replace("％", "%").removesuffix("%").strip()
    whole, dot, part = plain.partition(".")
    if not plain:
        return 0, (Problem("commission", Message("commission_missing")),)
    if not whole.isdecimal() or (dot and not part.isdecimal()) or len(plain) > 12:
        return 0, (Problem("commission", Message("percent_unreadable")),)
    rate = round(Fraction(plain) * 100)
    if rate > WHOLE:
        return 0, (Problem("commission", Message("commission_over")),)
    if rate <= 0:
        return 0, (Problem("commission", Message("commission_missing")),)
    return rate, ()


def percent_typed(rate: int) -> str:
    """A rate as one would type it: ``10``, ``7.5``."""
    return f"{rate / 100:g}"


# what is owed ------------------------------------------------------------------------------------------------------------


class Came(NamedTuple):
    """A visit of a customer whom the partner sent."""

    visit_id: int
    day: int
    cents: int


class Line(NamedTuple):
    """A line of the account of one partner with regard to one customer. ``entry_id``: the line that it counters."""

    id: int
    kind: str
    cents: int
    visit_id: int | None = None
    entry_id: int | None = None
    terms: str = ""


class Owed(NamedTuple):
    """What a visit brings, by which terms."""

    visit_id: int
    cents: int
    terms: Terms


class Steps(NamedTuple):
    """What is to be written so that the account says what the visits say."""

    countered: tuple[Line, ...]
    owed: tuple[Owed, ...]

    def __bool__(self) -> bool:
        return bool(self.countered or self.owed)


def earned(terms: Terms, visits: Sequence[Came]) -> dict[int, int]:
    """visit -> cents, by one set of terms, of all visits of a customer in their order; nothing where nothing is owed."""
    if not visits:
        return {}
    if terms.commission == Commission.EACH:
        return {visits[0].visit_id: terms.cents} if terms.cents else {}
    if terms.commission == Commission.FIRST:
        paid = [one for one in visits if one.cents > 0][:1]
    elif terms.commission == Commission.ALL:
        end = None if terms.days is None else visits[0].day + terms.days
        paid = [one for one in visits if end is None or one.day < end]
    else:
        return {}
    shares = {one.visit_id: share(one.cents, terms.rate) for one in paid}
    return {visit: cents for visit, cents in shares.items() if cents}


def share(cents: int, rate: int) -> int:
    """``rate`` of so much, half a cent away from zero."""
    whole = (abs(cents) * rate + WHOLE // 2) // WHOLE
    return whole if cents >= 0 else -whole


def wanted(now: Terms, since: int | None, visits: Sequence[Came], lines: Iterable[Line]) -> list[Owed]:
    """What each visit brings: from the day ``since`` on by the terms of ``now``, before it by those by which this customer's
    visits were reckoned then; None: the terms of now are the first there were."""
    own = {one.visit_id: read_terms(one.terms) for one in lines if one.kind == EntryKind.OWED}
    before = next((own[v.visit_id] for v in visits if v.visit_id in own and since is not None and v.day < since), Terms())
    by = {
        v.visit_id: now if since is None or v.day >= since else own.get(v.visit_id, before) for v in visits
    }
    known: dict[Terms, dict[int, int]] = {terms: earned(terms, visits) for terms in set(by.values())}
    found = [Owed(v.visit_id, known[by[v.visit_id]].get(v.visit_id, 0), by[v.visit_id]) for v in visits]
    return [one for one in found if one.cents]


def reconcile(want: Iterable[Owed], lines: Sequence[Line]) -> Steps:
    """What is to be countered and written. Once it is, nothing more is: asked again the answer is empty."""
    want = list(want)
    cents: Mapping[int, int] = {one.visit_id: one.cents for one in want}
    undone = {one.entry_id for one in lines if one.kind == EntryKind.COUNTER}
    kept: set[int] = set()
    countered = []
    for line in lines:
        if line.kind != EntryKind.OWED or line.id in undone:
            continue
        if line.visit_id is not None and cents.get(line.visit_id) == line.cents and line.visit_id not in kept:
            kept.add(line.visit_id)
        else:
            countered.append(line)
    return Steps(tuple(countered), tuple(one for one in want if one.visit_id not in kept))


def balance(cents: Iterable[int]) -> int:
    """What is owed to a partner: the sum of all lines; below 0, what was paid too much."""
    return sum(cents)


def countering(line: Line) -> int:
    """What a line that counters another bears: together they are nothing."""
    return -line.cents


# paying ------------------------------------------------------------------------------------------------------------------


class PaymentForm(NamedTuple):
    """A payment as typed."""

    amount: str = ""
    day: str = ""
    note: str = ""


class CleanPayment(NamedTuple):
    """What the book keeps of it."""

    cents: int
    day: int
    note: str


def clean_payment(form: PaymentForm, today: int, owed: int) -> tuple[CleanPayment, tuple[Problem, ...]]:
    """The payment as the book would keep it. More than is owed asks; less than nothing is refused."""
    cents, problems = parse_amount(line_of(form.amount), "amount")
    if (cents is None and not problems) or (cents is not None and cents <= 0):
        problems = (Problem("amount", Message("payment_missing")),)
    elif cents is not None and cents > owed:
        problems += (Problem("amount", Message("payment_over", {"owed": amount_words(max(0, owed), exact=True)}), asks=True),)
    day, wrong = read_day(line_of(form.day), today)
    problems += wrong
    note, wrong = clean_line(form.note, "note", NOTE_LIMIT)
    return CleanPayment(cents or 0, today if day is None else day, note), problems + wrong
