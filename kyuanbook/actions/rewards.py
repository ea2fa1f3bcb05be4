"""转介绍奖励: what is owed follows from what happened; the owner gives it, and changes the scheme."""

from collections.abc import Iterable, Sequence
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import rewards
from kyuanbook.book.queries.reward_slots import any_scheme, noted_ahead
from kyuanbook.book.tables import Customer, RewardEntry, RewardRule
from kyuanbook.book.unit import Unit
from kyuanbook.rules.dates import near_day
from kyuanbook.rules.reward_schemes import SchemeEntry, clean_scheme, paid_words
from kyuanbook.rules.rewards import (
    Account,
    Claim,
    EntryKind,
    Line,
    Moves,
    Role,
    Scheme,
    Slot,
    accounts,
    claims,
    moves,
)
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

NOTE_LIMIT = 80
MOST_NOTES = 3


# what is owed follows ----------------------------------------------------------------------------------------------------


def settle(unit: Unit, customers: Iterable[int], *, brought_too: bool = False) -> tuple[Message, ...]:
    """Have the ledger say what is owed for the coming of ``customers`` as they stand now, within the action that changed them;
    ``brought_too``: and of whomever they brought. Doing it again changes nothing. What follows is said in sentences."""
    sql = unit.sql
    if not any_scheme(sql):
        return ()
    referred = rewards.concerned(sql, sorted(set(customers)), brought_too=brought_too)
    return settle_these(unit, referred) if referred else ()


def settle_these(unit: Unit, referred: Sequence[int]) -> tuple[Message, ...]:
    """As :func:`settle`, of those who were brought."""
    sql = unit.sql
    schemes = rewards.schemes(sql)
    if any(one.cap_month is not None for one in schemes):
        referred = rewards.beside(sql, referred)
    there = accounts(rewards.lines_for(sql, referred))
    held = [slot for slot, account in there.items() if account.owed is not None]
    owed = claims(schemes, rewards.newcomers(sql, referred, unit.day), held)
    wanted = moves(owed, there)
    if not wanted:
        return ()
    _write(unit, wanted)
    return _said(unit, wanted, there)


def _write(unit: Unit, wanted: Moves) -> None:
    at = {"created_at": unit.at}
    unit.insert_many(RewardEntry, [{**_counter(line, EntryKind.TAKEN), "day": unit.day, **at} for line in wanted.take])
    unit.insert_many(RewardEntry, [{**_owing(slot, claim), **at} for slot, claim in wanted.owe])


def _counter(line: Line, kind: EntryKind) -> dict[str, Any]:
    """A line that counters ``line``, or gives what it owes."""
    return {
        "customer_id": line.slot.customer_id, "referred_id": line.slot.referred_id, "role": line.slot.role.value,
        "rule_id": line.rule_id, "kind": kind.value, "form": line.form.value, "cents": line.cents, "goods": line.goods,
        "entry_id": line.id, "visit_id": line.visit_id,
    }  # fmt: skip


def _owing(slot: Slot, claim: Claim) -> dict[str, Any]:
    return {
        "customer_id": slot.customer_id, "referred_id": slot.referred_id, "role": slot.role.value, "rule_id": claim.rule_id,
        "kind": EntryKind.OWED.value, "form": claim.form.value, "cents": claim.cents, "goods": claim.goods, "day": claim.day,
        "visit_id": claim.visit_id,
    }  # fmt: skip


def _said(unit: Unit, wanted: Moves, before: dict[Slot, Account]) -> tuple[Message, ...]:
    """What became of it, in sentences: what is owed now, what is owed no more, what was given too much."""
    afresh = dict(wanted.owe)
    names = rewards.names(unit.sql, [slot.customer_id for slot in (*afresh, *(line.slot for line in wanted.take))])
    notes = []
    for line in wanted.take:
        if line.slot in afresh:
            continue
        about = {"name": names[line.slot.customer_id], "what": paid_words(line.form, line.cents, line.goods)}
        notes.append(Message("reward_given_too_much" if before[line.slot].given else "reward_owed_no_more", about))
    for slot, claim in wanted.owe:
        about = {"name": names[slot.customer_id], "what": paid_words(claim.form, claim.cents, claim.goods)}
        notes.append(Message("reward_owed_now", about))
    return tuple(notes) if len(notes) <= MOST_NOTES else (Message("rewards_changed", {"n": len(notes)}),)


def paid_for(unit: Unit, customer_id: int, referrer_id: int | None) -> tuple[Problem, ...]:
    """Whether naming another ``referrer_id`` leaves somebody with a reward they got for bringing this customer: that is asked."""
    found = accounts(rewards.lines_for(unit.sql, [customer_id]))
    for slot, account in found.items():
        if slot.role is Role.REFERRER and slot.customer_id != referrer_id and account.given:
            name = rewards.names(unit.sql, [slot.customer_id])[slot.customer_id]
            first = account.given[0]
            what = paid_words(first.form, account.given_cents or first.cents, first.goods)
            return (Problem("referrer", Message("reward_was_paid", {"name": name, "what": what}), asks=True),)
    return ()


def settle_come_due(book: Book) -> Done | None:
    """What is owed by visits that were noted for a day which has come since. None where nothing is."""
    with book.read() as sql:
        if not any_scheme(sql):
            return None
        waiting = noted_ahead(sql, book.today())
        if not waiting:
            return None
        there = accounts(rewards.lines_for(sql, waiting))
        held = [slot for slot, account in there.items() if account.owed is not None]
        owed = claims(rewards.schemes(sql), rewards.newcomers(sql, waiting, book.today()), held)
        if not moves(owed, there):
            return None
    with book.write("settle_rewards") as unit:
        notes = settle_these(unit, waiting)
    return Done(unit.changed, notes=notes)


# giving ------------------------------------------------------------------------------------------------------------------


def give(book: Book, *, customer_id: int, note: str = "") -> Done:
    """Give a customer all that is still to be given to them. ``Done.id``: the first line, under which the receipt is printed.
    Raises Refused when nothing is."""
    clean, problems = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless(problems)
    with book.write("give_reward", customer_id=customer_id) as unit:
        name = called(customer_of(unit, customer_id))
        still = [one for one in rewards.accounts_of(unit.sql, customer_id).values() if one.is_open and one.owed is not None]
        if not still:
            raise Refused([Problem("", Message("reward_nothing_owed", {"name": name}))])
        given = [{**_given(one), "day": unit.day, "created_at": unit.at, "note": clean, "who": book.who} for one in still]
        rows = unit.insert_many(RewardEntry, given)
        unit.name({"name": name})
    return Done(unit.changed, rows[0])


def _given(account: Account) -> dict[str, Any]:
    """The line that gives what is open of a slot: of money the rest of it."""
    assert account.owed is not None
    row = _counter(account.owed, EntryKind.GIVEN)
    return {**row, "cents": max(0, account.open_cents), "goods": account.open_goods}


def take_back(book: Book, *, entry_id: int, note: str = "") -> Done:
    """It was not given after all, or it came back: counter what was given together with line ``entry_id``. Raises Refused when it
    was taken back already."""
    clean, problems = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless(problems)
    with book.write("return_reward") as unit:
        lines = rewards.lines_given(unit.sql, entry_id)
        if not lines:
            raise NoSuchRow(table="reward_entry", id=entry_id)
        gone = rewards.returned_already(unit.sql, [line.id for line in lines])
        left = [line for line in lines if line.id not in gone]
        customer = unit.get(Customer, lines[0].slot.customer_id)
        if customer is None:
            raise NoSuchRow(table="customer", id=lines[0].slot.customer_id)
        unit.customer_id = customer["id"]
        if not left:
            raise Refused([Problem("", Message("reward_returned_already"))])
        unit.insert_many(
            RewardEntry,
            [
                {**_counter(line, EntryKind.RETURNED), "day": unit.day, "created_at": unit.at, "note": clean, "who": book.who}
                for line in left
            ],
        )
        unit.name({"name": called(customer)})
    return Done(unit.changed, entry_id)


# the scheme --------------------------------------------------------------------------------------------------------------


def start_scheme(book: Book, *, entry: SchemeEntry) -> Done:
    """Reward by this from its first day on: whatever was in force ends the day before. One that began on the same day and owes
    nothing yet is put right instead. Raises Refused."""
    today = book.today()
    clean, problems = clean_scheme(entry, today)
    refuse_unless(problems)
    with book.write("start_scheme") as unit:
        row = _put(unit, clean, _making_room(unit, clean, today))
        notes = settle_these(unit, rewards.brought_since(unit.sql, clean.first))
    return Done(unit.changed, row, notes)


def _making_room(unit: Unit, clean: Scheme, today: int) -> int | None:
    """End what would be in force beside ``clean``; the row of one that ``clean`` only puts right. Raises Refused where the
    other one owes something already, or another one is to begin meanwhile."""
    room, before = None, list[int]()
    for one in rewards.schemes(unit.sql):
        if one.first == clean.first and not rewards.used(unit.sql, one.id):
            room = one.id
        elif one.first > clean.first and (clean.last is None or clean.last >= one.first):
            raise Refused([Problem("last", Message("scheme_follows", {"first": near_day(one.first, today)}))])
        elif one.first <= clean.first and (one.last is None or one.last >= clean.first):
            if rewards.entered_since(unit.sql, one.id, clean.first):
                late = max(clean.first, today) + 1
                cure = "明天" if late == today + 1 else None
                raise Refused([Problem("first", Message("scheme_owes_since", {"first": near_day(late, today)}), cure=cure)])
            before.append(one.id)
    for scheme_id in before:
        unit.update(RewardRule, scheme_id, last=clean.first - 1)
    return room


def _put(unit: Unit, clean: Scheme, there: int | None) -> int:
    values: dict[str, Any] = {
        "name": clean.name, "due": clean.due.value, "due_cents": clean.due_cents, "due_visits": clean.due_visits,
        "cap_month": clean.cap_month, "first": clean.first, "last": clean.last,
        **{
            f"{role.value}_{key}": value
            for role in Role
            for key, value in (
                ("form", clean.share(role).form.value), ("cents", clean.share(role).cents), ("rate", clean.share(role).rate),
                ("goods", clean.share(role).goods),
            )
        },
    }  # fmt: skip
    if there is None:
        return unit.insert(RewardRule, created_day=unit.day, **values)
    unit.update(RewardRule, there, **values)
    return there


def end_scheme(book: Book, *, scheme_id: int) -> Done:
    """Reward nobody any more who is entered after today; what is owed stays owed."""
    with book.write("end_scheme") as unit:
        row = unit.get(RewardRule, scheme_id)
        if row is None:
            raise NoSuchRow(table="reward_rule", id=scheme_id)
        if row["first"] > unit.day and not rewards.used(unit.sql, scheme_id):
            unit.delete(RewardRule, scheme_id)  # it never began
        elif row["last"] is None or row["last"] > unit.day:
            unit.update(RewardRule, scheme_id, last=unit.day)
    return Done(unit.changed, scheme_id)


