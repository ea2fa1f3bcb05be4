"""合并客户: two records that turn out to be one customer become one, in one step that can be taken back whole; and parted again.

The rows themselves move to whoever stays: what is read anywhere of a customer needs not know that there were two.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Final

from kyuanbook.actions.commissions import settle_commission
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.rewards import paid_for, settle, settle_these
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book import journal
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries import lookups, merging, rewards
from kyuanbook.book.queries.custom import names as field_names
from kyuanbook.book.tables import (
    JOURNALLED,
    CallListRow,
    Consent,
    ContactPerson,
    Customer,
    CustomerTag,
    CustomValue,
    Dismissal,
    EventGuest,
    FollowUp,
    Phone,
    Relation,
    RewardEntry,
    Row,
    WinBack,
    core,
)
from kyuanbook.book.unit import Unit
from kyuanbook.language import clauses, tr
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.merging import UNNOTED, Fact, Of, Settled, joined_note, settled, withdrawn_too
from kyuanbook.rules.reward_schemes import paid_words
from kyuanbook.rules.rewards import accounts
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

MERGE: Final = "merge_customers"
_FARTHER: Final = (GuestState.INVITED, GuestState.DECLINED, GuestState.COMING, GuestState.CAME)
Choices = Mapping[Fact | int, Of]


def merge_customers(
    book: Book, *, kept_id: int, other_id: int, chosen: Choices | None = None, accepted: Collection[str] = ()
) -> Done:
    """``other_id`` goes into ``kept_id`` with all that hangs on it. ``chosen``: of whom a :class:`Fact` or a field of the
    owner's stays where both say something; what gives way stands in the note. Raises Refused where they can't be one, or
    with what is asked and not in ``accepted``."""
    chosen = chosen or {}
    with book.write(MERGE, customer_id=kept_id) as unit:
        kept, other = customer_of(unit, kept_id), customer_of(unit, other_id)
        unit.name({"name": called(kept), "other": called(other)})
        if kept_id == other_id:
            raise Refused([Problem("other", Message("merge_oneself"))])
        facts = {key: of for key, of in chosen.items() if isinstance(key, Fact)}
        one = settled(kept, other, facts)
        refuse_unless(_problems(unit, kept, other, one), accepted)
        fields, gone = _fields(unit, kept, other, chosen)
        told = _told(unit, kept, other, one, gone)
        note, too_long = joined_note((kept["note"], other["note"]), told)
        refuse_unless(too_long)
        unit.update(Customer, other_id, deleted_at=unit.at, merged_into_id=kept_id, referrer_id=None)
        notes = _owed_once(unit, kept_id, other_id)
        _drop_what_both_say(unit, kept_id, other_id, fields)
        _move(unit, kept_id, other_id)
        unit.update(Customer, kept_id, **one.values, note=note)
        unit.touch(Customer, kept_id)
        notes += _settle(unit, [kept_id, other_id], book.who)
    return Done(unit.changed, kept_id, notes)


def part_customers(book: Book, *, customer_id: int) -> Done:
    """Two that were made one are two again: what was moved goes back to the one who had gone. Raises Refused where somebody
    changed since what the merging had changed, where the one who stayed has gone into another meanwhile, or somebody else
    was given their member number."""
    with book.write("part_customers") as unit:
        other = unit.get(Customer, customer_id)
        if other is None or other["merged_into_id"] is None:
            raise NoSuchRow(table="customer", id=customer_id)
        kept_id = int(other["merged_into_id"])
        kept = unit.get(Customer, kept_id)
        assert kept is not None, "a foreign key"
        unit.customer_id = kept_id
        about = {"name": called(kept), "other": called(other)}
        unit.name(about)
        if kept["deleted_at"] is not None:
            key = "part_deleted" if kept["merged_into_id"] is None else "part_merged_on"
            raise Refused([Problem("", Message(key, about))])
        taken = lookups.bearer_of_member_no(unit.sql, other["member_no"], kept_id)  # the one who stays may have had it from them
        if taken is not None:
            raise Refused([Problem("member_no", Message("member_no_taken", {"name": taken}))])
        found = journal.last_that_changed(unit.sql, kept_id, "customer", customer_id, (MERGE,))
        if found is None:
            raise NoSuchRow(table="journal", id=customer_id)
        try:
            unit.apply(found.changes, back=True)
        except Stale as stale:
            raise Refused([Problem("", Message("part_changed_since", about))]) from stale
        notes = _settle(unit, [kept_id, customer_id], book.who)
    return Done(unit.changed, customer_id, notes)


def _settle(unit: Unit, customers: list[int], who: str) -> tuple[Message, ...]:
    """What is owed for either, as they stand now."""
    for one in customers:
        settle_commission(unit, one, who)
    return settle(unit, customers, brought_too=True)


def _owed_once(unit: Unit, kept_id: int, other_id: int) -> tuple[Message, ...]:
    """Where something is owed for the coming of each, it is owed once: for the other one, who is in the book no more, it is
    taken back before the ledger says both of the same customer."""
    owed = [
        any(account.owed is not None for account in accounts(rewards.lines_for(unit.sql, [one])).values())
        for one in (kept_id, other_id)
    ]
    return settle_these(unit, [other_id]) if all(owed) else ()


# whether ----------------------------------------------------------------------------------------------------------------


def _problems(unit: Unit, kept: dict[str, Any], other: dict[str, Any], one: Settled) -> list[Problem]:
    """What forbids it or is to be asked first: a reward one of them got for bringing the other, a circle of those who brought
    one another, a reward somebody got for bringing one of them."""
    pair = {kept["id"], other["id"]}
    about = {"name": called(kept), "other": called(other)}
    found = [*_paid_between(unit, kept, other)]
    if found:
        return found
    brought = next((row for row in (kept, other) if row["referrer_id"] in pair), None)
    if brought is not None:
        by = other if brought is kept else kept
        found.append(Problem("other", Message("merge_referred", {"name": called(brought), "by": called(by)}), asks=True))
    referrer = one.values["referrer_id"]
    if referrer is not None and pair & lookups.chain_upward(unit.sql, referrer):
        by_name = lookups.name_of(unit.sql, referrer) or ""
        return [Problem("other", Message("merge_circle_of_referrers", {**about, "by": by_name}))]
    for row in (kept, other):
        if row["referrer_id"] not in {None, referrer, *pair}:
            found += [p._replace(field="other") for p in paid_for(unit, row["id"], referrer)]
    return found


def _paid_between(unit: Unit, kept: dict[str, Any], other: dict[str, Any]) -> Iterable[Problem]:
    pair = {kept["id"], other["id"]}
    for slot, account in accounts(rewards.lines_for(unit.sql, sorted(pair))).items():
        if slot.customer_id != slot.referred_id and {slot.customer_id, slot.referred_id} == pair and account.given:
            first = account.given[0]
            names = {row["id"]: called(row) for row in (kept, other)}
            about = {
                "by": names[slot.customer_id], "name": names[slot.referred_id],
                "what": paid_words(first.form, account.given_cents or first.cents, first.goods),
            }  # fmt: skip
            yield Problem("other", Message("merge_paid_between", about))
            return


# what gives way ----------------------------------------------------------------------------------------------------------


def _fields(
    unit: Unit, kept: dict[str, Any], other: dict[str, Any], chosen: Choices
) -> tuple[list[int], list[tuple[int, str]]]:
    """Of the owner's fields in which both say something: the rows that give way, and (field, what stood there) of those that
    said something else."""
    mine, theirs = merging.written(unit.sql, kept["id"]), merging.written(unit.sql, other["id"])
    rows, gone = [], []
    for field in sorted(mine.keys() & theirs.keys()):
        away = mine if chosen.get(field, Of.KEPT) is Of.OTHER else theirs
        rows.append(away[field][0])
        if mine[field][1] != theirs[field][1]:
            gone.append((field, away[field][1]))
    return rows, gone


def _told(
    unit: Unit, kept: dict[str, Any], other: dict[str, Any], one: Settled, gone: Iterable[tuple[int, str]]
) -> str:
    """``合并前另记：会员号 0042，微信 xm_wang``; "" where nothing gave way."""
    names, rows = merging.names_for(unit.sql, kept, other), {Of.KEPT: kept, Of.OTHER: other}
    said = [
        f"{tr(merging.TITLES[fact])} {merging.fact_words(fact, rows[of], names)}" for fact, of in one.lost if fact not in UNNOTED
    ]
    called_so = field_names(unit.sql)
    said += [f"{called_so[field]} {text}" for field, text in gone if field in called_so]
    return tr("合并前另记：{what}", what=clauses(said)) if said else ""


# moving ------------------------------------------------------------------------------------------------------------------


@cache
def hanging() -> tuple[tuple[type[Row], str], ...]:
    """(table, column) of all that names a customer, as the tables themselves say it; and the rows of printed lists, which
    outlive whom they name."""
    found = [
        (table, str(key.parent.name))
        for table in JOURNALLED.values()
        for key in sorted(core(table).foreign_keys, key=lambda key: str(key.parent.name))
        if key.column.table.name == "customer" and key.parent.name != "merged_into_id"
    ]
    return (*found, (CallListRow, "customer_id"))


def _move(unit: Unit, kept_id: int, other_id: int) -> None:
    """All that hangs on the other one hangs on the one who stays. What the ledger says of a reward between the two stays as it
    was written: nobody brings themselves."""
    pair = {kept_id, other_id}
    for table, column in hanging():
        for row in merging.named_in(unit.sql, str(core(table).name), column, other_id):
            if table is RewardEntry:
                line = unit.get(RewardEntry, row)
                if line is not None and line["customer_id"] != line["referred_id"] and {
                    line["customer_id"], line["referred_id"]
                } == pair:
                    continue
            unit.update(table, row, **{column: kept_id})


def _drop_what_both_say(unit: Unit, kept_id: int, other_id: int, fields: list[int]) -> None:
    """What would stand there twice: the same number, tag, invitation, relation, the same thing still to be rung about."""
    unit.delete_many(CustomValue, fields)
    _drop_phones(unit, kept_id, other_id)
    _drop_alike(unit, ContactPerson, ("name", "phone"), kept_id, other_id)
    for table in (Phone, ContactPerson):
        _put_behind(unit, table, kept_id, other_id)
    _drop_alike(unit, CustomerTag, ("tag_id",), kept_id, other_id)
    _drop_alike(unit, Dismissal, ("product_id",), kept_id, other_id)
    _drop_guests(unit, kept_id, other_id)
    _drop_relations(unit, kept_id, other_id)
    _drop_alike(unit, FollowUp, ("kind", "rule_id", "occurrence"), kept_id, other_id, only={"state": "open"})
    _drop_held(unit, kept_id, other_id)
    consents = merging.agreed(unit.sql, kept_id, other_id)
    for row, day in withdrawn_too(consents).items():
        unit.update(Consent, row, withdrawn_day=day)


def _rows(unit: Unit, table: type[Row], customer_id: int, column: str = "customer_id") -> list[dict[str, Any]]:
    ids = merging.named_in(unit.sql, str(core(table).name), column, customer_id)
    return [row for row in (unit.get(table, i) for i in ids) if row is not None]


def _drop_alike(
    unit: Unit, table: type[Row], columns: tuple[str, ...], kept_id: int, other_id: int, only: Mapping[str, object] | None = None
) -> None:
    """The other one's rows that say in ``columns`` what one of the kept one's says."""
    only = only or {}
    there = {
        tuple(row[c] for c in columns) for row in _rows(unit, table, kept_id) if all(row[c] == v for c, v in only.items())
    }
    for row in _rows(unit, table, other_id):
        if tuple(row[c] for c in columns) in there and all(row[c] == v for c, v in only.items()):
            unit.delete(table, row["id"])


def _drop_phones(unit: Unit, kept_id: int, other_id: int) -> None:
    """A number once; that it is wrong was said of the number."""
    there = {row["number"]: row for row in _rows(unit, Phone, kept_id)}
    for row in _rows(unit, Phone, other_id):
        same = there.get(row["number"])
        if same is None:
            continue
        values = {"wrong": bool(same["wrong"] or row["wrong"]), "label": same["label"] or row["label"]}
        unit.update(Phone, same["id"], **values)
        unit.delete(Phone, row["id"])


def _put_behind(unit: Unit, table: type[Row], kept_id: int, other_id: int) -> None:
    """What is left of the other one's follows what the kept one has: their first number stays the one that is rung."""
    behind = max((row["position"] for row in _rows(unit, table, kept_id)), default=-1) + 1
    for row in _rows(unit, table, other_id):
        unit.update(table, row["id"], position=behind + row["position"])


def _drop_held(unit: Unit, kept_id: int, other_id: int) -> None:
    """Who was left alone by lot under one name and rung under the other was rung; left alone under both, they are one."""
    left = [row for one in (kept_id, other_id) for row in _rows(unit, WinBack, one) if row["held"]]
    seen = set[int]()
    for row in left:
        batch = row["batch"]
        if batch is not None and (batch in seen or merging.stands_on(unit.sql, batch, kept_id, other_id)):
            unit.delete(WinBack, row["id"])
        seen.add(batch)


def _drop_guests(unit: Unit, kept_id: int, other_id: int) -> None:
    """Asked twice to one event: once, as far as either got."""
    there = {row["campaign_id"]: row for row in _rows(unit, EventGuest, kept_id)}
    for row in _rows(unit, EventGuest, other_id):
        same = there.get(row["campaign_id"])
        if same is None:
            continue
        unit.delete(EventGuest, row["id"])
        if _FARTHER.index(GuestState(row["state"])) > _FARTHER.index(GuestState(same["state"])):
            values = {c: row[c] for c in ("state", "came_day", "minute")}
            unit.update(EventGuest, same["id"], **values, note=same["note"] or row["note"])


def _drop_relations(unit: Unit, kept_id: int, other_id: int) -> None:
    """Nobody is related to themselves, and to nobody twice in the same way."""
    there = {_related(row, kept_id) for column in ("customer_id", "other_id") for row in _rows(unit, Relation, kept_id, column)}
    for column in ("customer_id", "other_id"):
        for row in _rows(unit, Relation, other_id, column):
            one = _related(row, other_id)
            if one in there or one[1] == kept_id:
                unit.delete(Relation, row["id"])
            there.add(one)


def _related(row: Mapping[str, Any], customer_id: int) -> tuple[Any, ...]:
    """(kind, customer, partner, contact) on the other side of a relation."""
    across = row["other_id"] if row["customer_id"] == customer_id else row["customer_id"]
    return row["kind_id"], across, row["partner_id"], row["contact_id"]
