"""What the owner types for a customer or a visit, and how it becomes what the book keeps.

Pure, so that a field can say what is wrong while it is being typed, with no database loaded; every way in (window, command
line, later a spreadsheet) is cleaned here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kyuanbook.rules import amounts, birthdays, custom, dates, phones, text
from kyuanbook.rules.bands import INCOMES
from kyuanbook.rules.birthdays import Birthday
from kyuanbook.rules.custom import Clean, FieldRow
from kyuanbook.rules.words import Message, Problem

SEXES: Final = ("", "female", "male")
KINDS: Final = ("person", "firm")
NATURES: Final[Mapping[str, bool | None]] = {"": None, "natural": True, "promoted": False}
MOST_OPENING_VISITS: Final = 10_000
ITEM_LIMIT: Final = 40
ITEMS_LIMIT: Final = 400  # of all that was bought in one visit: more is a page pasted by mistake
MOST_OF_ONE: Final = 999
PHONE_LIMIT: Final = 40  # with its extension and signs; an odd number is asked about, a page of figures refused


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """One number as typed."""

    typed: str
    label: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A person to speak to at a firm."""

    name: str
    phone: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpeningEntry:
    """期初 as typed: any part may be left empty."""

    visits: str = ""
    total: str = ""
    first: str = ""
    last: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    """A customer as typed. Texts as they stand in the fields; ids as picked. ``birth_rule``: of ``rules.kept_days``;
    ``natural``: of ``NATURES``, "" as their source has it;
    ``custom``: by the id of the owner's own field;
    one not named here stays as it is."""

    name: str = ""
    alias: str = ""
    phones: Sequence[PhoneEntry] = ()
    kind: str = "person"
    sex: str = ""
    birthday: str = ""
    birth_rule: str = ""
    email: str = ""
    wechat: str = ""
    address: str = ""
    occupation: str = ""
    income_band: str = ""
    member_no: str = ""
    note: str = ""
    contacts: Sequence[ContactEntry] = ()
    tags: Sequence[str] = ()
    channel_id: int | None = None
    campaign_id: int | None = None
    latest_channel_id: int | None = None
    partner_id: int | None = None
    latest_campaign_id: int | None = None
    natural: str = ""
    referrer_id: int | None = None
    do_not_contact: bool = False
    opening: OpeningEntry | None = None
    custom: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CleanPhone:
    """A number as the book keeps it."""

    number: str
    typed: str
    label: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class CleanOpening:
    """期初 in numbers; days are ordinals."""

    visits: int | None = None
    total_cents: int = 0
    first: int | None = None
    last: int | None = None
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class CleanCustomer:
    """A customer as the book keeps them."""

    name: str
    alias: str
    phones: tuple[CleanPhone, ...]
    kind: str
    sex: str
    birthday: Birthday | None
    email: str
    wechat: str
    address: str
    occupation: str
    income_band: str
    member_no: str
    note: str
    contacts: tuple[ContactEntry, ...]
    tags: tuple[str, ...]
    channel_id: int | None
    campaign_id: int | None
    latest_channel_id: int | None
    partner_id: int | None
    latest_campaign_id: int | None
    natural: bool | None
    referrer_id: int | None
    do_not_contact: bool
    opening: CleanOpening | None
    custom: Mapping[int, Clean | None]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing bought or done, and how many."""

    name: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit as typed. ``items``: "剪发, 刘海修剪×2"; ``time``: "14:30" or empty; ``day`` empty: today; ``channel_id``,
    ``campaign_id``: what brought it, as picked, ``source``: its name, or what was typed and is none; ``custom`` as of a
    customer."""

    amount: str = ""
    items: str = ""
    day: str = ""
    time: str = ""
    staff_id: int | None = None
    note: str = ""
    custom: Mapping[int, str] = field(default_factory=dict)
    channel_id: int | None = None
    campaign_id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class CleanVisit:
    """A visit as the book keeps it."""

    amount_cents: int
    day: int
    minute: int | None
    items: tuple[Item, ...]
    staff_id: int | None
    note: str
    custom: Mapping[int, Clean | None]
    channel_id: int | None = None
    campaign_id: int | None = None


@dataclass(slots=True)
class _Desk:
    """Collects the problems of the fields cleaned on it."""

    problems: list[Problem] = field(default_factory=list)

    def line(self, value: str, name: str, limit: int = text.LINE_LIMIT) -> str:
        clean, wrong = text.clean_line(value, name, limit)
        self.problems += wrong
        return clean

    def whole(self, value: str, name: str, most: int) -> int | None:
        clean = text.line_of(value)
        if not clean:
            return None
        if not clean.isdecimal() or len(clean) > len(str(most)) or not 0 < int(clean) <= most:
            self.problems.append(Problem(name, Message("whole_number", {"most": most})))
            return None
        return int(clean)

    def day(self, value: str, name: str, today: int) -> int | None:
        day, wrong = dates.read_day(text.line_of(value), today, name)
        self.problems += wrong
        return day

    def phone(self, value: str, name: str) -> phones.Phone | None:
        """None when nothing was typed, or far too much."""
        typed, too_long = text.clean_line(value, name, PHONE_LIMIT)
        if too_long:
            self.problems += [problem._replace(cure=phones.first_number(typed)) for problem in too_long]
        if too_long or not typed:
            return None
        phone = phones.normalise(typed, name)
        self.problems += phone.problems
        return phone

    def cents(self, value: str, name: str) -> int:
        cents, wrong = amounts.parse_amount(text.line_of(value), name)
        self.problems += wrong
        return cents or 0


def clean_customer(
    entry: CustomerEntry, today: int, fields: Sequence[FieldRow] = ()
) -> tuple[CleanCustomer, tuple[Problem, ...]]:
    """The customer as the book would keep them, and all that is wrong or asked. A name or an 称呼 is enough. ``fields``: the
    owner's own, of those that ``entry.custom`` names."""
    desk = _Desk()
    name, wrong = text.clean_name(entry.name)
    desk.problems += wrong
    alias = desk.line(entry.alias, "alias", text.NAME_LIMIT)
    if not name and not alias and not any(p.field == "name" for p in desk.problems):
        desk.problems.append(Problem("name", Message("name_or_alias")))
    email, wrong = text.clean_email(entry.email)
    desk.problems += wrong
    note, wrong = text.clean_note(entry.note, "note")
    desk.problems += wrong
    born, wrong = birthdays.read_birthday(text.line_of(entry.birthday), today)
    desk.problems += wrong
    values, wrong = custom.clean_values(fields, entry.custom, today)
    desk.problems += wrong
    clean = CleanCustomer(
        name=name, alias=alias, phones=_phones(entry.phones, desk), kind=_one_of(entry.kind, KINDS),
        sex=_one_of(entry.sex, SEXES), birthday=born and born.kept_by(entry.birth_rule), email=email,
        wechat=desk.line(entry.wechat, "wechat"),
        address=desk.line(entry.address, "address", 120), occupation=desk.line(entry.occupation, "occupation"),
        income_band=_one_of(entry.income_band, INCOMES), member_no=desk.line(entry.member_no, "member_no", 30),
        note=note, contacts=_contacts(entry.contacts, desk),
        tags=_tags(entry.tags, desk), channel_id=entry.channel_id, campaign_id=entry.campaign_id,
        latest_channel_id=entry.latest_channel_id, latest_campaign_id=entry.latest_campaign_id,
        natural=NATURES[entry.natural],
        partner_id=entry.partner_id, referrer_id=entry.referrer_id, do_not_contact=entry.do_not_contact,
        opening=_opening(entry.opening, today, desk),
        custom=values,
    )  # fmt: skip
    return clean, tuple(desk.problems)


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else known[0]


def _phones(typed: Sequence[PhoneEntry], desk: _Desk) -> tuple[CleanPhone, ...]:
    kept: dict[str, CleanPhone] = {}
    for i, one in enumerate(typed):
        name = "phone" if i == 0 else f"phone{i + 1}"
        phone = desk.phone(one.typed, name)
        if phone is None:
            continue
        label, number = desk.line(one.label, name, 20), _whole_number(phone)
        if number:
            kept.setdefault(number, CleanPhone(number, text.line_of(one.typed), label, one.wrong))
    return tuple(kept.values())


def _whole_number(phone: phones.Phone | None) -> str:
    if phone is None:
        return ""
    return phone.number + (f"-{phone.extension}" if phone.extension else "")


def _contacts(typed: Sequence[ContactEntry], desk: _Desk) -> tuple[ContactEntry, ...]:
    kept = []
    for i, one in enumerate(typed):
        field_name = "contacts" if i == 0 else f"contacts{i + 1}"
        name, wrong = text.clean_name(one.name, field_name)
        desk.problems += wrong
        number = _whole_number(desk.phone(one.phone, field_name))
        role, note = desk.line(one.role, field_name), desk.line(one.note, field_name)
        if name or number or role:
            kept.append(ContactEntry(name, number, role, note))
    return tuple(kept)


def _tags(typed: Sequence[str], desk: _Desk) -> tuple[str, ...]:
    cleaned = (desk.line(tag, "tags", 20) for tag in typed)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _opening(typed: OpeningEntry | None, today: int, desk: _Desk) -> CleanOpening | None:
    if typed is None:
        return None
    visits = desk.whole(typed.visits, "opening_visits", MOST_OPENING_VISITS)
    first = desk.day(typed.first, "opening_first", today)
    last = desk.day(typed.last, "opening_last", today)
    total = desk.cents(typed.total, "opening_total")
    if first is not None and last is not None:
        desk.problems += _contradictions(visits, first, last)
    return CleanOpening(visits, total, first, last, desk.whole(typed.gap, "opening_gap", 3650))


def _contradictions(visits: int | None, first: int, last: int) -> list[Problem]:
    """What can't be so together, and what hardly can."""
    days = last - first + 1
    if days < 1:
        return [Problem("opening_first", Message("opening_first_after_last"))]
    if visits == 1 and days > 1:
        return [Problem("opening_visits", Message("opening_one_visit_two_days"))]
    if visits is not None and visits > days:
        return [Problem("opening_visits", Message("opening_more_than_days", {"days": days}), asks=True)]
    return []


def clean_visit(
    entry: VisitEntry, today: int, minute: int | None, fields: Sequence[FieldRow] = ()
) -> tuple[CleanVisit, tuple[Problem, ...]]:
    """The visit as the book would keep it. ``minute``: the time now, taken when the visit is of today and has none;
    ``fields`` as of a customer."""
    desk = _Desk()
    cents = desk.cents(entry.amount, "amount")
    if not text.line_of(entry.amount):
        desk.problems.append(Problem("amount", Message("amount_missing"), asks=True))
    day = desk.day(entry.day, "day", today)
    note, wrong = text.clean_note(entry.note, "note")
    desk.problems += wrong
    day = today if day is None else day
    at, wrong = dates.read_time(text.line_of(entry.time))
    desk.problems += wrong
    if at is None and day == today:
        at = minute
    values, wrong = custom.clean_values(fields, entry.custom, today)
    items = read_items(entry.items, desk.problems)
    desk.problems += wrong
    unknown = text.line_of(entry.source)
    if unknown and entry.channel_id is None and entry.campaign_id is None:
        desk.problems.append(Problem("source", Message("channel_unknown", {"name": unknown})))
    made = CleanVisit(cents, day, at, items, entry.staff_id, note, values, entry.channel_id, entry.campaign_id)
    return made, tuple(desk.problems)


def read_items(typed: str, problems: list[Problem]) -> tuple[Item, ...]:
    """Things bought, apart by commas or lines; ``名称×2`` is two of it. The same thing twice adds up."""
    counted: dict[str, int] = {}
    typed, too_long = text.clean_line(typed.replace("\n", "，"), "items", ITEMS_LIMIT)
    if too_long:
        problems += too_long
        return ()
    for part in typed.replace("、", "，").replace(",", "，").replace("；", "，").split("，"):
        name, times, count = part.strip().rpartition("×")
        if not times:
            name, times, count = part.strip().rpartition("*")
        if not times or not count.strip().isdecimal():
            name, count = part.strip(), "1"
        name = name.strip()
        if not name:
            continue
        clean, wrong = text.clean_line(name, "items", ITEM_LIMIT)
        problems += wrong
        quantity = int(count) if len(count.strip()) <= len(str(MOST_OF_ONE)) else 0
        if not 0 < quantity <= MOST_OF_ONE:
            problems.append(Problem("items", Message("whole_number", {"most": MOST_OF_ONE})))
            quantity = 1
        counted[clean] = counted.get(clean, 0) + quantity
    return tuple(Item(name, n) for name, n in counted.items())
