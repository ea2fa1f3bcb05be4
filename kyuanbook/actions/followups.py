"""What the owner does with 回访: postpone, hand over, leave out this time; and the rules by which it comes up."""

from collections.abc import Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import follow_rules
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.shop import settings
from kyuanbook.book.tables import Campaign, FollowRule, FollowUp, Product, Staff
from kyuanbook.book.unit import Unit
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.followups import ONE_OF_A_KIND, CleanRule, Kind, RuleEntry, State, clean_rule, given
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

NOTE_LIMIT = 80


# what came up ------------------------------------------------------------------------------------------------------------


def postpone(book: Book, *, item: DueItem, day: str, note: str = "") -> Done:
    """Have it come up again on ``day`` (as typed: 明天, 周六, 12.3). Raises Refused."""
    due_day, problems = read_day(line_of(day), book.today(), "day", allow_future=True)
    found = list(problems)
    if due_day is None and not found:
        found.append(Problem("day", Message("day_missing")))
    if due_day is not None and due_day <= book.today():
        found.append(Problem("day", Message("postponed_to_past"), cure="明天"))
    clean, wrong = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless([*found, *wrong])
    with book.write("postpone", customer_id=item.customer_id) as unit:
        unit.name({"name": called(customer_of(unit, item.customer_id)), "day": due_day})
        row = take_up(unit, item)
        values: dict[str, Any] = {"due_day": due_day} | ({"note": clean} if clean else {})
        unit.update(FollowUp, row, **values)
    return Done(unit.changed, row)


def dismiss(book: Book, *, item: DueItem, note: str = "") -> Done:
    """这次不打: leave it out this time, with the reason. For the next reason they come up again."""
    clean, problems = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless(problems)
    with book.write("dismiss", customer_id=item.customer_id) as unit:
        unit.name({"name": called(customer_of(unit, item.customer_id))})
        row = take_up(unit, item)
        values: dict[str, Any] = {"state": State.DISMISSED.value, "closed_day": unit.day}
        unit.update(FollowUp, row, **(values | ({"note": clean} if clean else {})))
    return Done(unit.changed, row)


def hand_over(book: Book, *, item: DueItem, staff_id: int | None) -> Done:
    """Have somebody else do it; None: whoever has the time, also where its rule names somebody. Raises Refused when it is
    theirs already."""
    with book.write("hand_over", customer_id=item.customer_id) as unit:
        staff = unit.get(Staff, staff_id) if staff_id is not None else None
        if staff_id is not None and staff is None:
            raise NoSuchRow(table="staff", id=staff_id)
        if staff_id == item.staff_id:
            same = Message("hand_over_same", {"name": staff["name"]}) if staff else Message("hand_over_to_whom")
            raise Refused([Problem("staff", same)])
        unit.name({"name": called(customer_of(unit, item.customer_id)), "staff": staff["name"] if staff else ""})
        row = take_up(unit, item)
        unit.update(FollowUp, row, staff_id=staff_id)
    return Done(unit.changed, row)


def reopen(book: Book, *, follow_up_id: int) -> Done:
    """It was not done after all: it is up again from today."""
    with book.write("reopen_follow_up") as unit:
        row = unit.get(FollowUp, follow_up_id)
        if row is None:
            raise NoSuchRow(table="follow_up", id=follow_up_id)
        unit.customer_id = row["customer_id"]
        unit.name({"name": called(customer_of(unit, row["customer_id"]))})
        unit.update(FollowUp, follow_up_id, state=State.OPEN.value, closed_day=None, due_day=unit.day)
    return Done(unit.changed, follow_up_id)


def plan(book: Book, *, customer_id: int, day: str, note: str = "", staff_id: int | None = None) -> Done:
    """Have somebody come up on a day of the owner's choosing. Raises Refused."""
    due_day, problems = read_day(line_of(day), book.today(), "day", allow_future=True)
    found = list(problems)
    if due_day is None and not found:
        found.append(Problem("day", Message("day_missing")))
    clean, wrong = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless([*found, *wrong])
    with book.write("plan_follow_up", customer_id=customer_id) as unit:
        unit.name({"name": called(customer_of(unit, customer_id)), "day": due_day})
        row = unit.insert(
            FollowUp, kind=Kind.PICKED.value, customer_id=customer_id, due_day=due_day, state=State.OPEN.value,
            staff_id=staff_id, note=clean, created_day=unit.day,
        )  # fmt: skip
    return Done(unit.changed, row)


def take_up(unit: Unit, item: DueItem) -> int:
    """The row of what came up, made when somebody first acts upon it. Within another action."""
    if item.follow_up_id is not None:
        if unit.get(FollowUp, item.follow_up_id) is None:
            raise NoSuchRow(table="follow_up", id=item.follow_up_id)
        return item.follow_up_id
    there = follow_rules.row_acted_upon(unit.sql, item.customer_id, item.rule_id, item.kind, item.occurrence)
    if there is not None:
        return there  # another counter acted upon it meanwhile
    return new_row(unit, item)


def new_row(unit: Unit, item: DueItem, **values: Any) -> int:
    """A row for what came up, upon which nobody acted yet: whoever its rule names has it, until it is handed over or back.
    ``values``: what it is by now."""
    rule = follow_rules.rule(unit.sql, item.rule_id) if item.rule_id is not None else None
    theirs = item.staff_id if item.staff_id is not None or rule is None else rule.staff_id
    fresh = {"due_day": item.due_day, "state": State.OPEN.value, **values}
    return unit.insert(
        FollowUp, rule_id=item.rule_id, kind=item.kind.value, customer_id=item.customer_id, occurrence=item.occurrence,
        staff_id=theirs, note=item.note, created_day=unit.day, **fresh,
    )  # fmt: skip


# the rules ---------------------------------------------------------------------------------------------------------------


def add_rule(book: Book, *, entry: RuleEntry) -> Done:
    """A rule of the owner's own, at the end of the list. Raises Refused, also for a second one of a kind that has one."""
    clean, problems = clean_rule(entry)
    found = list(problems)
    if Kind(clean.kind) in ONE_OF_A_KIND or clean.kind == Kind.PICKED:
        found.append(Problem("kind", Message("rule_one_of_a_kind")))
    refuse_unless(found)
    with book.write("add_rule") as unit:
        _known(unit, clean)
        unit.name({"name": follow_rules.rule_name(None, clean.kind, clean.name)})
        values = clean._asdict() | _spoken(None, clean.kind, clean)
        row = unit.insert(FollowRule, position=len(follow_rules.rule_order(unit.sql)), **values)
    return Done(unit.changed, row)


def change_rule(book: Book, *, rule_id: int, entry: RuleEntry, seen: int | None = None) -> Done:
    """Another wording, day or channel for a rule; its kind stays. ``seen``: the version looked at. Raises Refused, Stale."""
    clean, problems = clean_rule(entry)
    refuse_unless(problems)
    with book.write("change_rule") as unit:
        row = _rule(unit, rule_id)
        _known(unit, clean)
        values: dict[str, Any] = clean._asdict() | {"kind": row["kind"]} | _spoken(row["code"], row["kind"], clean)
        unit.name({"name": follow_rules.rule_name(row["code"], row["kind"], values["name"])})
        unit.update(FollowRule, rule_id, seen=seen, **values)
        if row["staff_id"] is None and values["staff_id"] is not None:  # nobody was named: those that wait are theirs too
            for waiting in follow_rules.nobodys(unit.sql, rule_id):
                unit.update(FollowUp, waiting, staff_id=values["staff_id"])
    return Done(unit.changed, rule_id)


def hide_rule(book: Book, *, rule_id: int, hidden: bool = True) -> Done:
    """Have nobody come up by a rule, or again."""
    with book.write("hide_rule" if hidden else "show_rule") as unit:
        row = _rule(unit, rule_id)
        unit.name({"name": follow_rules.rule_name(row["code"], row["kind"], row["name"])})
        unit.update(FollowRule, rule_id, hidden=hidden)
    return Done(unit.changed, rule_id)


def order_rules(book: Book, *, rule_ids: Sequence[int]) -> Done:
    """Put the rules in the order given; those not named follow as they were."""
    with book.write("order_rules") as unit:
        put_in_order(unit, FollowRule, rule_ids, follow_rules.rule_order(unit.sql))
    return Done(unit.changed)


def take_given_rules(book: Book) -> Done:
    """Take the rules that come with this trade and are not there yet."""
    with book.write("take_rules") as unit:
        bring_rules(unit, settings(unit.sql).trade)
    return Done(unit.changed)


def bring_rules(unit: Unit, trade: str) -> None:
    """Rules that come with ``trade`` and are not there yet, behind those that are. Within another action."""
    there = {code for _, code, _ in follow_rules.given_rules(unit.sql)}
    place = len(follow_rules.rule_order(unit.sql))
    for one in given(trade):
        if one.code not in there:
            unit.insert(
                FollowRule, code=one.code, kind=one.kind.value, days=one.days, cents=one.cents, channel=one.channel.value,
                hidden=one.hidden, position=place,
            )  # fmt: skip
            place += 1


def change_trade_rules(unit: Unit, trade: str) -> None:
    """Another trade brings its own rules and takes those of the one before away that nobody touched or acted by."""
    kept = {one.code for one in given(trade)}
    for rule_id, code, used in follow_rules.given_rules(unit.sql):
        if code not in kept and not used:
            unit.delete(FollowRule, rule_id)
    bring_rules(unit, trade)


# inside ------------------------------------------------------------------------------------------------------------------


def _rule(unit: Unit, rule_id: int) -> dict[str, Any]:
    row = unit.get(FollowRule, rule_id)
    if row is None:
        raise NoSuchRow(table="follow_rule", id=rule_id)
    return row


def _spoken(code: str | None, kind: str, clean: CleanRule) -> dict[str, str]:
    """Name and words as kept: the program's own stay the program's, they speak the owner's language."""
    name, words = follow_rules.rule_name(code, kind, ""), follow_rules.rule_words(code, kind, "")
    return {"name": "" if clean.name == name else clean.name, "words": "" if clean.words == words else clean.words}


def _known(unit: Unit, clean: CleanRule) -> None:
    if clean.staff_id is not None and unit.get(Staff, clean.staff_id) is None:
        raise NoSuchRow(table="staff", id=clean.staff_id)
    if clean.product_id is not None and unit.get(Product, clean.product_id) is None:
        raise NoSuchRow(table="product", id=clean.product_id)
    if clean.segment_id is not None and not follow_rules.any_segment(unit.sql, clean.segment_id):
        raise Refused([Problem("segment", Message("rule_needs_segment"))])
    if clean.campaign_id is not None and unit.get(Campaign, clean.campaign_id) is None:
        raise NoSuchRow(table="campaign", id=clean.campaign_id)
