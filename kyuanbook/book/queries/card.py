"""A customer's card: who they are, where they stand and why, and everything that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import localtime
from typing import TYPE_CHECKING, Any, Final

from kyuanbook.book import journal
from kyuanbook.book.queries import custom, shop
from kyuanbook.book.queries.custom import Written
from kyuanbook.book.queries.merged import natural as natural_of
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import FIT, KNOWN_LAST, KNOWN_VISITS, MARKS, MARKS_COUNT, STAGE, marks_of
from kyuanbook.book.queries.touches import TouchRow, touches
from kyuanbook.book.reader import Reader
from kyuanbook.language import tr
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.entries import CleanOpening, ContactEntry
from kyuanbook.rules.reasons import reason
from kyuanbook.rules.stages import Marks, Stage
from kyuanbook.rules.touches import OUTCOMES, Outcome, outcome_name
from kyuanbook.rules.words import Message

if TYPE_CHECKING:  # they are read for the card alone, which this is read for too
    from kyuanbook.book.queries.feedback import FeedbackRow
    from kyuanbook.book.queries.lapse import SaidRow
    from kyuanbook.book.queries.surveys import ReplyRow
    from kyuanbook.book.queries.winback import AttemptRow, Back


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A number on the card."""

    id: int
    number: str
    typed: str
    label: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody beside the customer: who brought them, whom they brought."""

    id: int
    name: str
    stage: Stage | None
    total_cents: int


@dataclass(frozen=True, slots=True)
class Pin:
    """The owner's word: which stage, by whom (店主 where nobody gave a name), on which day, why."""

    stage: Stage
    by: str
    day: int
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that the card shows. ``stage`` as shown (a pin's name if there is one), ``reason`` the rule's; ``total_cents``
    with 期初; ``lapsed_day``: when silence makes them lapsed, None for a prospect."""

    id: int
    version: int
    name: str
    alias: str
    kind: str
    sex: str
    phones: tuple[PhoneRow, ...]
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
    first_channel_id: int | None
    first_source: str
    first_source_day: int | None
    latest_channel_id: int | None
    latest_source: str
    latest_source_day: int | None
    partner_id: int | None
    first_campaign_id: int | None
    first_campaign: str
    latest_campaign_id: int | None
    latest_campaign: str
    natural: bool | None  # as it is counted: ``natural_set`` by hand, else by the source
    natural_set: bool | None
    referrer: Person | None
    brought: tuple[Person, ...]
    do_not_contact: bool
    opening: CleanOpening | None
    pin: Pin | None
    stage: Stage
    stage_by_rule: Stage
    overdue: bool
    reason: Message
    came: bool  # ever; ``visits`` and ``last_day`` are what is known, without what was assumed of a 老客
    visits: int
    total_cents: int
    usual_gap: int | None
    first_day: int | None
    last_day: int | None
    at_risk_day: int | None
    lapsed_day: int | None
    created_day: int
    deleted: bool
    marks: Marks
    custom: tuple[Written, ...] = ()

    @property
    def shown_name(self) -> str:
        """The name, or the 称呼 of one whose name nobody knows."""
        return self.name or self.alias

    @property
    def spent_cents(self) -> int | None:
        """``total_cents``; None of a 老客 of whom nothing was written yet: what they spent before nobody knows."""
        before = self.opening
        written = self.visits and (before is None or self.visits > (before.visits or 0))
        return self.total_cents if self.total_cents or before is None or written else None

    @property
    def spent_since(self) -> bool:
        """Whether ``total_cents`` is only what was spent since the book began."""
        before = self.opening
        return before is not None and before.visits != 0 and not before.total_cents and bool(self.total_cents)


_CUSTOMER: Final = (
    "c.id, c.version, c.name, c.alias, c.kind, c.sex, c.birth_calendar, c.birth_year, c.birth_month, c.birth_day,"
    " c.birth_leap, c.birth_rule, c.email, c.wechat, c.address, c.occupation, c.member_no, c.note, c.first_channel_id,"
    " c.first_source_day, c.latest_channel_id, c.latest_source_day, c.partner_id, c.referrer_id, c.do_not_contact, c.opening,"
    " c.opening_visits, c.opening_total_cents, c.opening_first, c.opening_last, c.opening_gap, c.pin, c.pin_by, c.pin_day,"
    " c.pin_why, c.income_band, c.created_day, c.deleted_at, c.first_campaign_id, c.latest_campaign_id, c.natural"
)
_NAMES: Final = tuple(name.strip()[2:] for name in _CUSTOMER.split(","))


def card(sql: Reader, rhythms: shop.Rhythms, customer_id: int, today: int) -> Card | None:
    """The card of one customer, also from 回收站; None if there is no such number."""
    row = sql.one(f"SELECT {_CUSTOMER} FROM customer c WHERE c.id = :id", id=customer_id)
    if row is None:
        return None
    c = dict(zip(_NAMES, row, strict=True))
    known = f"SELECT {MARKS}, d.total_cents, d.usual_gap, {KNOWN_VISITS}, {KNOWN_LAST} FROM"
    found = sql.one(f"{known} derived d WHERE d.customer_id = :id AND d.fit_id = {FIT}", id=customer_id)
    if found is None and c["deleted_at"] is not None:  # in 回收站 there is no such row: as it would be
        found = _as_if_there(sql, rhythms, known, customer_id)
    marks = marks_of(found[:MARKS_COUNT]) if found else marks_of((0, None, None, 0, 0, "", None, None, "prospect", 0, 0, 0))
    total, gap, visits_known, last = found[MARKS_COUNT:] if found else (0, None, 0, None)
    by_rule = _stage(marks.at_risk_day, marks.lapsed_day, marks.calm, today)
    pin = Pin(Stage(c["pin"]), c["pin_by"] or tr("店主"), c["pin_day"], c["pin_why"]) if c["pin"] else None
    sources = {i: channel_name(code, name) for i, code, name in sql.rows("SELECT id, code, name FROM channel")}
    brought_by = dict(
        sql.rows(
            "SELECT id, name FROM campaign WHERE id IN (:first, :latest)", first=c["first_campaign_id"],
            latest=c["latest_campaign_id"],
        )
    )  # fmt: skip
    natural = sql.value(f"SELECT {natural_of(sql)} FROM customer c WHERE c.id = :id", id=customer_id)
    return Card(
        id=c["id"], version=c["version"], name=c["name"], alias=c["alias"], kind=c["kind"], sex=c["sex"],
        phones=phones(sql, customer_id), birthday=_birthday(c), email=c["email"], wechat=c["wechat"],
        address=c["address"], occupation=c["occupation"], income_band=c["income_band"], member_no=c["member_no"], note=c["note"],
        contacts=_contacts(sql, customer_id), tags=_tags(sql, customer_id),
        first_channel_id=c["first_channel_id"], first_source=sources.get(c["first_channel_id"], ""),
        first_source_day=c["first_source_day"], latest_channel_id=c["latest_channel_id"],
        latest_source=sources.get(c["latest_channel_id"], ""), latest_source_day=c["latest_source_day"],
        partner_id=c["partner_id"],
        first_campaign_id=c["first_campaign_id"], first_campaign=brought_by.get(c["first_campaign_id"], ""),
        latest_campaign_id=c["latest_campaign_id"], latest_campaign=brought_by.get(c["latest_campaign_id"], ""),
        natural=None if natural is None else bool(natural),
        natural_set=None if c["natural"] is None else bool(c["natural"]),
        referrer=next(iter(_people(sql, "c.id = :id", c["referrer_id"] or 0, today)), None),
        brought=_people(sql, "c.referrer_id = :id AND c.deleted_at IS NULL", customer_id, today),
        do_not_contact=bool(c["do_not_contact"]), opening=_opening(c), pin=pin,
        stage=pin.stage if pin else by_rule, stage_by_rule=by_rule,
        overdue=marks.at_risk_day is not None and today >= marks.at_risk_day,
        reason=reason(marks, today, rhythms.in_force(sql)[1], shop.open_days(sql)),
        came=marks.n > 0, visits=visits_known, total_cents=total, usual_gap=gap,
        first_day=marks.first, last_day=last, at_risk_day=marks.at_risk_day, lapsed_day=marks.lapsed_day,
        created_day=c["created_day"], deleted=c["deleted_at"] is not None, marks=marks,
        custom=custom.of_customer(sql, customer_id),
    )  # fmt: skip


def _as_if_there(sql: Reader, rhythms: shop.Rhythms, known: str, customer_id: int) -> tuple[Any, ...] | None:
    from kyuanbook.book.derived import as_if_live

    row = as_if_live(sql, rhythms, customer_id)
    return sql.one(f"{known} (SELECT {', '.join(f':{name} AS {name}' for name in row)}) d", **row)


def _stage(at_risk_day: int | None, lapsed_day: int | None, calm: Stage, today: int) -> Stage:
    if lapsed_day is not None and today >= lapsed_day:
        return Stage.LAPSED
    return Stage.AT_RISK if at_risk_day is not None and today >= at_risk_day else calm


def phones(sql: Reader, customer_id: int) -> tuple[PhoneRow, ...]:
    """The numbers of a customer in their order."""
    rows = sql.rows(
        "SELECT id, number, typed, label, wrong FROM phone WHERE customer_id = :id ORDER BY position, id", id=customer_id
    )
    return tuple(PhoneRow(i, number, typed, label, bool(wrong)) for i, number, typed, label, wrong in rows)


def _birthday(c: dict[str, Any]) -> Birthday | None:
    if not c["birth_calendar"]:
        return None
    return Birthday(
        Calendar(c["birth_calendar"]), c["birth_month"], c["birth_day"], c["birth_year"], bool(c["birth_leap"]),
        c["birth_rule"],
    )


def _opening(c: dict[str, Any]) -> CleanOpening | None:
    if not c["opening"]:
        return None
    return CleanOpening(
        c["opening_visits"], c["opening_total_cents"], c["opening_first"], c["opening_last"], c["opening_gap"]
    )


def _contacts(sql: Reader, customer_id: int) -> tuple[ContactEntry, ...]:
    rows = sql.rows(
        "SELECT name, phone, role, note FROM contact_person WHERE customer_id = :id ORDER BY position, id", id=customer_id
    )
    return tuple(ContactEntry(*row) for row in rows)


def _tags(sql: Reader, customer_id: int) -> tuple[str, ...]:
    return tuple(
        sql.column(
            "SELECT tag.name FROM customer_tag JOIN tag ON tag.id = tag_id WHERE customer_id = :id ORDER BY tag.name",
            id=customer_id,
        )
    )


def _people(sql: Reader, which: str, customer_id: int, today: int) -> tuple[Person, ...]:
    rows = sql.rows(
        f"SELECT c.id, c.name, c.alias, CASE WHEN d.customer_id IS NULL THEN NULL ELSE {STAGE} END,"
        f" coalesce(d.total_cents, 0) FROM customer c LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT}"
        f" WHERE {which} ORDER BY d.total_cents DESC, c.id LIMIT 200",
        id=customer_id, today=today,
    )  # fmt: skip
    return tuple(Person(i, name or alias, Stage(s) if s else None, total) for i, name, alias, s, total in rows)


# what happened -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit on the card. ``gap``: calendar days since the visit day before, None for the first; ``closed``: on how many of
    them the shop was shut for a time, which no rhythm counts; ``source``: the name of the campaign or source that brought
    it, "" where none was named."""

    id: int
    day: int
    minute: int | None
    amount_cents: int
    items: str
    staff_id: int | None
    staff: str
    note: str
    gap: int | None
    custom: tuple[Written, ...] = ()
    closed: int = 0
    channel_id: int | None = None
    campaign_id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of 往来: a visit, a touch, a change that was made (``entry``), a tier that became another (before, after), why
    they stay away (``said``), what was tried, that they came ``back``, what they said of us, a 问卷 they answered. ``fields``:
    names of 自定义项目, for what an entry changed."""

    day: int
    visit: VisitRow | None = None
    entry: journal.Entry | None = None
    fields: Mapping[int, str] = field(default_factory=dict)
    tier: tuple[str, str] | None = None
    touch: TouchRow | None = None
    said: "SaidRow | None" = None
    attempt: "AttemptRow | None" = None
    back: "Back | None" = None
    feedback: "FeedbackRow | None" = None
    reply: "ReplyRow | None" = None


def visits(sql: Reader, customer_id: int) -> list[VisitRow]:
    """The visits of a customer, newest first."""
    rows = sql.rows(
        "SELECT v.id, v.day, v.minute, v.amount_cents, v.staff_id, coalesce(st.name, ''), v.note,"
        " (SELECT group_concat(CASE quantity WHEN 1 THEN name ELSE name || '×' || quantity END, '、') FROM"
        " (SELECT name, quantity FROM visit_item WHERE visit_id = v.id ORDER BY position, id)),"
        " v.channel_id, v.campaign_id, ch.code, ch.name, m.name"
        " FROM visit v LEFT JOIN staff st ON st.id = v.staff_id LEFT JOIN channel ch ON ch.id = v.channel_id"
        " LEFT JOIN campaign m ON m.id = v.campaign_id WHERE v.customer_id = :id AND v.deleted_at IS NULL"
        " ORDER BY v.day, coalesce(v.minute, -1), v.id",
        id=customer_id,
    )
    written = custom.of_visits(sql, customer_id)
    calendar = shop.open_days(sql)
    listed: list[VisitRow] = []
    before: int | None = None
    for i, day, minute, cents, staff_id, staff, note, items, channel, campaign, code, named, called in rows:
        gap = None if before is None or day == before else day - before
        shut = 0 if gap is None else calendar.closed_between(day - gap, day)
        listed.append(
            VisitRow(
                i, day, minute, cents, items or "", staff_id, staff, note, gap, written.get(i, ()), shut, channel, campaign,
                called or channel_name(code, named),
            )
        )  # fmt: skip
        before = day
    return listed[::-1]


def visit(sql: Reader, visit_id: int) -> tuple[int, VisitRow] | None:
    """(whose, the visit), for correcting it."""
    customer_id = sql.value("SELECT customer_id FROM visit WHERE id = :id AND deleted_at IS NULL", id=visit_id)
    if customer_id is None:
        return None
    return customer_id, next(v for v in visits(sql, customer_id) if v.id == visit_id)


_OWN_LINE: Final = frozenset(
    {
        "did_record_visit", "did_record_touch", "did_note_reason", "did_remove_reason", "did_record_attempt",
        "did_change_attempt", "did_remove_attempt", "did_record_feedback", "did_record_reply",
        *(f"did_answer_{outcome_name(kind, outcome)}" for kind in OUTCOMES for outcome in Outcome),
    }
)  # fmt: skip


def timeline(
    sql: Reader, customer_id: int, came: Sequence[VisitRow] | None = None, others: Sequence[Happening] = ()
) -> list[Happening]:
    """往来: visits, touches, the changes made to the customer, and ``others``, newest first. ``came``: the visits, if read
    already."""
    lines = [Happening(v.day, visit=v) for v in (visits(sql, customer_id) if came is None else came)]
    lines += [Happening(t.day, touch=t) for t in touches(sql, customer_id)]
    lines += _told(sql, customer_id)
    lines += others
    fields = custom.names(sql)
    for entry in journal.history_of(sql, customer_id):
        if entry.label.key not in _OWN_LINE:  # what was written down has a line itself
            lines.append(Happening(entry.day, entry=entry, fields=fields))
    turned = sql.rows("SELECT day, before, after FROM tier_change WHERE customer_id = :id", id=customer_id)
    lines += [Happening(day, tier=(before, after)) for day, before, after in turned]
    came_on = {line.day for line in lines if line.visit is not None}
    lines.sort(key=lambda line: _place(line, came_on))
    return lines


def _told(sql: Reader, customer_id: int) -> list[Happening]:
    """What they said of us, and the 问卷 they answered."""
    from kyuanbook.book.queries.feedback import feedback_of
    from kyuanbook.book.queries.surveys import replies_of

    said = [Happening(one.day, feedback=one) for one in feedback_of(sql, customer_id) if not one.in_call]
    return said + [Happening(one.day, reply=one) for one in replies_of(sql, customer_id)]


_WHOLE_DAY: Final = 24 * 60 + 2


def _place(line: Happening, came_on: set[int]) -> tuple[int, int, int]:
    """To sort 往来 by, newest first; at the same minute a visit stands above what was written down before it."""
    one = line.visit or line.touch
    if one is not None:
        return -line.day, -1 if one.minute is None else -one.minute - 2, 0
    if line.back is not None:  # above the visit by which they came
        return -line.day, -_WHOLE_DAY, 0
    if line.entry is None:  # said or tried: before they came on that day, else above what was written down on it
        return -line.day, -1 if line.day in came_on else -_WHOLE_DAY, 1
    at = localtime(line.entry.at) if line.entry else None
    return -line.day, -(at.tm_hour * 60 + at.tm_min) - 2 if at else 0, 1


@dataclass(frozen=True, slots=True)
class Thrown:
    """Something in 回收站: ``table`` is customer, visit, interaction, feedback or social_contact; ``kind``: of the touch, the
    score, the platform; of a customer into whom they went."""

    table: str
    id: int
    customer_id: int
    name: str
    day: int | None
    amount_cents: int | None
    deleted_at: int
    kind: str = ""


def recycle_bin(sql: Reader, limit: int = 1000) -> Sequence[Thrown]:
    """回收站, the last thrown first. Visits and touches of a thrown customer go with the customer."""
    rows = sql.rows(
        "SELECT 'customer', c.id, c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, NULL, NULL, c.deleted_at,"
        " coalesce(CASE o.name WHEN '' THEN o.alias ELSE o.name END, '') FROM customer c LEFT JOIN customer o"
        " ON o.id = c.merged_into_id WHERE c.deleted_at IS NOT NULL UNION ALL"
        " SELECT 'visit', v.id, c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, v.day, v.amount_cents, v.deleted_at,"
        " '' FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.deleted_at IS NOT NULL AND c.deleted_at IS NULL"
        " UNION ALL SELECT 'interaction', i.id, c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, i.day, NULL,"
        " i.deleted_at, i.kind FROM interaction i JOIN customer c ON c.id = i.customer_id"
        " WHERE i.deleted_at IS NOT NULL AND c.deleted_at IS NULL"
        " UNION ALL SELECT 'feedback', f.id, c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, f.day, NULL,"
        " f.deleted_at, coalesce(f.score, '') FROM feedback f JOIN customer c ON c.id = f.customer_id"
        " WHERE f.deleted_at IS NOT NULL AND c.deleted_at IS NULL"
        " UNION ALL SELECT 'social_contact', id, coalesce(customer_id, 0), CASE name WHEN '' THEN handle ELSE name END, NULL,"
        " NULL, deleted_at, platform FROM social_contact WHERE deleted_at IS NOT NULL"
        " ORDER BY 7 DESC, 2 DESC LIMIT :limit",
        limit=limit,
    )
    return [Thrown(*row) for row in rows]
