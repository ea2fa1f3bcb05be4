"""The unit of work: the only way to write. It journals each row before and after, keeps derived rows in step, and commits
all of it or nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from kyuanbook.book import derived, due_again, standing, statements
from kyuanbook.book.changed import Changed
from kyuanbook.book.errors import NoSuchRow, OutsideUnit, Stale
from kyuanbook.book.journal import DONE, FINAL, Change, Changes, Image, label_of, pack
from kyuanbook.book.queries.shop import Rhythms
from kyuanbook.book.reader import Reader
from kyuanbook.book.sqlite import DEFERRED, last_id_ever
from kyuanbook.book.tables import JOURNALLED, Journal, Row, core

# a change in these moves everybody's dates; in the others, those of the customers named in the rows
_FOR_ALL_SETTINGS = frozenset({"trade", "closed_weekdays"})
_OF_CUSTOMER = frozenset(
    {
        "phone", "contact_person", "customer_tag", "visit", "custom_value", "interaction", "lapse", "win_back", "dismissal",
        "follow_up", "feedback", "survey_reply",
    }
)  # fmt: skip
_KEYLESS = frozenset(  # nobody is found by them
    {
        "visit", "interaction", "lapse", "win_back", "dismissal", "follow_up", "feedback", "survey_reply", "campaign", "cost",
        "event_guest", "partner", "partner_person", "partner_sent", "partner_entry", "consent", "reward_entry", "reward_rule",
    }
)  # fmt: skip
_UNDATED = frozenset(  # what is told of a customer, by which neither a date of theirs moves nor how they are found
    {"interaction", "lapse", "win_back", "dismissal", "follow_up", "feedback", "survey_reply"}
)
_BOUGHT = frozenset({"customer", "visit"})  # what is due again follows from them, and from what was bought in the visits
_ASKED_ONCE = frozenset({"setting", "calendar_day", "channel"})  # what a transaction keeps of them must be read anew
_SEARCHED = frozenset({"searchable", "hidden"})  # of a custom field: whether its values are among the search keys


@cache
def _defaults(table: type[Row]) -> Image:
    return {
        name: (None if field.is_required() else field.default)
        for name, field in table.model_fields.items()
        if name != "id"
    }


class Unit:
    """One action on the book, inside one transaction. Made by ``Book.write`` alone."""

    def __init__(
        self, sql: Reader, *, action: str, label: Mapping[str, object], customer_id: int | None,
        who: str, at: int, day: int, undoable: bool, bulk: bool, kind: str, target: int | None, rhythms: Rhythms,
    ) -> None:  # fmt: skip
        self.sql = sql
        self.day = day
        self.at = at
        self.customer_id = customer_id
        self._action, self._label, self._who = action, dict(label), who
        self._undoable, self._bulk, self._kind, self._target = undoable, bulk, kind, target
        self._changes = Changes()
        self._rhythms = rhythms
        self._touched: set[int] = set()
        self._dated: set[int] = set()  # of those the ones whose dates or keys may be others now
        self._found_otherwise: set[int] = set()  # their search keys alone change
        self.put_off = frozenset[int]()  # who is found as before, or will be otherwise once their keys are written
        self._bought: set[int] = set()  # what is due again for them
        self._wanted_again: set[int] = set()  # products whose usual interval is another now
        self._all = False  # everybody's dates move
        self._keys = False  # more than visits changed: the search keys too
        self._open = True
        self._deferred = False
        self.changed = Changed(None, label_of(action, json.dumps(dict(label))))

    # writing ---------------------------------------------------------------------------------------------------------

    def insert(self, table: type[Row], **values: Any) -> int:
        """Create a row; returns its id. Values not given take the table's defaults."""
        self._must_be_open()
        row = {**_defaults(table), **values, "version": 1}
        new_id = self._create(table, row)
        row["id"] = new_id
        self._note(table, new_id, None, row)
        return new_id

    def insert_many(self, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> range:
        """Create rows in one go; returns their ids, which follow one another in the order given."""
        self._must_be_open()
        if not rows:
            return range(0)
        name = str(core(table).name)
        first = self._next_id(name)
        ids = range(first, first + len(rows))
        defaults = {**_defaults(table), "version": 1}
        columns = ["id", *defaults]
        places = ", ".join("?" * len(columns))
        given = list(defaults.items())
        self.sql.many(
            f'INSERT INTO "{name}" ({", ".join(columns)}) VALUES ({places})',
            [(i, *(row.get(c, d) for c, d in given)) for i, row in zip(ids, rows, strict=True)],
        )
        if self._bulk:
            self._changes.created.setdefault(name, []).extend(ids)
            self._touch_many(name, ids, rows)
        else:
            for i, row in zip(ids, rows, strict=True):
                self._note(table, i, None, {**defaults, **row, "id": i})
        return ids

    def insert_rows(self, table: type[Row], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> range:
        """:meth:`insert_many` for very many rows: plain tuples of ``columns``, what is not named takes its default. Only in
        a bulk entry."""
        self._must_be_open()
        if not self._bulk:
            raise OutsideUnit("insert_rows outside a bulk entry")
        first = self.next_id(table)
        if not rows:
            return range(first, first)
        name = str(core(table).name)
        rest = {c: v for c, v in {**_defaults(table), "version": 1}.items() if c not in columns}
        places = ["?"] * len(columns) + [_literal(v) for v in rest.values()]
        # an id not given is the highest so far and one: the rows follow one another
        self.sql.many(f'INSERT INTO "{name}" ({", ".join([*columns, *rest])}) VALUES ({", ".join(places)})', rows)
        ids = range(first, first + len(rows))
        if name in _ASKED_ONCE:
            self.sql.forget()
        self._changes.created.setdefault(name, []).extend(ids)
        self._keys = True
        self._all = self._all or name == "calendar_day"
        if name == "customer":
            self._touched.update(ids)
            self._dated.update(ids)
        elif name in _OF_CUSTOMER:
            at = columns.index("customer_id")
            of = {row[at] for row in rows}
            self._touch(name, of)
            if name in _BOUGHT:
                self._bought |= of
        return ids

    def next_id(self, table: type[Row]) -> int:
        """The number the next row of ``table`` will bear."""
        return self._next_id(str(core(table).name))

    def update(self, table: type[Row], row_id: int, *, seen: int | None = None, **values: Any) -> bool:
        """Change a row; False when it already was so. ``seen``: the version the owner looked at; Stale if it moved on."""
        self._must_be_open()
        now = self.get(table, row_id)
        if now is None:
            raise NoSuchRow(table=core(table).name, id=row_id)
        if seen is not None and now["version"] != seen:
            raise Stale(table=core(table).name, id=row_id)
        after = {c: v for c, v in values.items() if now[c] != v}
        if not after:
            return False
        before = {c: now[c] for c in after}
        self._write(table, row_id, {**after, "version": now["version"] + 1})
        self._note(table, row_id, before, after, now)
        return True

    def touch(self, table: type[Row], row_id: int) -> None:
        """Move the version of a row on whose children changed, so that a stale write of the whole is noticed."""
        now = self.get(table, row_id)
        if now is None:
            raise NoSuchRow(table=core(table).name, id=row_id)
        self._write(table, row_id, {"version": now["version"] + 1})
        self._note(table, row_id, {}, {}, now)

    def update_many(self, table: type[Row], row_ids: Iterable[int], **values: Any) -> int:
        """Give many rows the same values; returns how many were not so already."""
        return sum(self.update(table, i, **values) for i in row_ids)

    def delete(self, table: type[Row], row_id: int) -> None:
        """Remove a row for good (children of a customer; a customer or visit goes to 回收站 by its ``deleted_at``)."""
        self._must_be_open()
        self._defer()
        now = self.get(table, row_id)
        if now is None:
            raise NoSuchRow(table=core(table).name, id=row_id)
        self.sql.run(statements.of(table).deleting, row_id=row_id)
        self._note(table, row_id, now, None)

    def delete_many(self, table: type[Row], row_ids: Iterable[int]) -> None:
        """Remove many rows."""
        for i in row_ids:
            self.delete(table, i)

    def get(self, table: type[Row], row_id: int) -> Image | None:
        """A row as it stands now, in this transaction."""
        self._must_be_open()
        of = statements.of(table)
        row = self.sql.one(of.reading, row_id=row_id)
        return of.image(row) if row else None

    def name(self, label: Mapping[str, object], action: str = "") -> None:
        """Fill the name of the action with what was found on the way ("记一次到店 王小明"); ``action``: it is another one."""
        self._label, self._action = dict(label), action or self._action

    def settle(self) -> None:
        """Have a fit in force and everybody's dates by it, whatever else this unit does."""
        self._all = True

    # what undo and redo need -----------------------------------------------------------------------------------------

    def apply(self, changes: Changes, *, back: bool) -> Changes:
        """Take ``changes`` back, or do them again. Returns them with the rows of what a bulk entry had created filled in.

        Raises Stale when a row is no longer as those changes left it.
        """
        self._defer()
        self._apply_rows(changes.rows, back=back)
        if not (back and changes.created):
            return changes
        made = self._images_of(changes.created)  # as they were created: later changes to them are taken back by now
        self._take_out_many(changes.created, made)
        return Changes(made + changes.rows)

    def _apply_rows(self, rows: Sequence[Change], *, back: bool) -> None:
        waiting: list[Image] = []  # rows of one table to put back in one go
        of = ""
        for change in reversed(rows) if back else rows:
            table = JOURNALLED[change.table]
            was, becomes = (change.after, change.before) if back else (change.before, change.after)
            if waiting and (change.table != of or was is not None):
                self._put_back(JOURNALLED[of], waiting)
                waiting = []
            if was is None and becomes is not None:
                waiting.append(becomes)
                of = change.table
            elif becomes is None:
                self._take_out(table, change.id, was or {})
            else:
                self._restore(table, change.id, was or {}, becomes)
        if waiting:
            self._put_back(JOURNALLED[of], waiting)

    def set_state(self, entry_id: int, state: int, changes: Changes | None = None) -> None:
        """Mark an entry undone or done again; ``changes`` replaces its images (a bulk entry at its first undo)."""
        values: dict[str, Any] = {"state": state}
        if changes is not None:
            values["changes"] = pack(changes)
        self._write(Journal, entry_id, values)

    def _images_of(self, created: Mapping[str, Sequence[int]]) -> list[Change]:
        """The rows a bulk entry had created, parents before children, as they stand."""
        found: list[Change] = []
        for name in [n for n in JOURNALLED if n in created]:
            of = statements.of(JOURNALLED[name])
            images = map(of.image, self.sql.rows(of.reading_among, ids=json.dumps(list(created[name]))))
            found.extend(Change(name, image["id"], None, image) for image in images)
        return found

    def _take_out_many(self, created: Mapping[str, Sequence[int]], made: Sequence[Change]) -> None:
        if len(made) != sum(len(ids) for ids in created.values()):
            raise Stale(table=next(iter(created)), id=0)
        for name in [n for n in reversed(JOURNALLED) if n in created]:
            self.sql.run(statements.of(JOURNALLED[name]).deleting_among, ids=json.dumps(list(created[name])))
        for change in made:
            self._note(JOURNALLED[change.table], change.id, change.after, None)

    def _put_back(self, table: type[Row], images: Sequence[Image]) -> None:
        self.sql.many(statements.of(table).putting(images[0]), images)
        for image in images:
            self._note(table, image["id"], None, image)

    def _take_out(self, table: type[Row], row_id: int, was: Image) -> None:
        now = self._still(table, row_id, was)
        self.sql.run(statements.of(table).deleting, row_id=row_id)
        self._note(table, row_id, now, None)

    def _restore(self, table: type[Row], row_id: int, was: Image, becomes: Image) -> None:
        now = self._still(table, row_id, was)
        self._write(table, row_id, {**becomes, "version": now["version"] + 1})
        self._note(table, row_id, {c: now[c] for c in becomes}, becomes, now)

    def _still(self, table: type[Row], row_id: int, was: Image) -> Image:
        now = self.get(table, row_id)
        if now is None or any(now[c] != v for c, v in was.items() if c != "version"):
            raise Stale(table=core(table).name, id=row_id)
        return now

    # inside ----------------------------------------------------------------------------------------------------------

    def _defer(self) -> None:
        """From now on a row may be gone before what points at it is."""
        if not self._deferred:
            self.sql.run(DEFERRED)
            self._deferred = True

    def _must_be_open(self) -> None:
        if not self._open:
            raise OutsideUnit("the unit of work is over")

    def _next_id(self, name: str) -> int:
        return max(int(self.sql.value(f'SELECT max(id) FROM "{name}"') or 0), last_id_ever(self.sql, name)) + 1

    def _write(self, table: type[Row | Journal], row_id: int, values: Mapping[str, Any]) -> None:
        self.sql.run(statements.of(table).changing(values), row_id=row_id, **values)

    def _create(self, table: type[Row | Journal], row: Mapping[str, Any]) -> int:
        of = statements.of(table)
        return int(self.sql.value(of.creating_as if "id" in row else of.creating, **row))

    def _note(self, table: type[Row], row_id: int, before: Image | None, after: Image | None, now: Image | None = None) -> None:
        name = str(core(table).name)
        if self._bulk and before is None:
            self._changes.created.setdefault(name, []).append(row_id)
        else:
            self._changes.rows.append(Change(name, row_id, before, after))
        if name in _ASKED_ONCE:
            self.sql.forget()
        images = [i for i in (before, after, now) if i]
        self._keys = self._keys or name not in _KEYLESS
        if name == "calendar_day" or (name == "setting" and any(i.get("name") in _FOR_ALL_SETTINGS for i in images)):
            self._all = True
        elif name == "customer":
            self._touched.add(row_id)
            self._dated.add(row_id)
            self._bought.add(row_id)
        elif name in _OF_CUSTOMER:
            of = {i["customer_id"] for i in images if "customer_id" in i}
            self._touch(name, of)
            if name in _BOUGHT and before is not None:  # of a new visit what was bought is noted itself
                self._bought |= of
        elif name == "visit_item":
            visits = {i["visit_id"] for i in images if "visit_id" in i}
            for visit in visits:  # one that is gone with its items is noted itself
                self._bought.update(self.sql.column("SELECT customer_id FROM visit WHERE id = :id", id=visit))
        elif name == "product" and before is not None and "interval_days" in before:
            self._wanted_again.add(row_id)
        elif name == "tag" and before is not None:
            borne = "SELECT customer_id FROM customer_tag WHERE tag_id = :tag"
            self._found_otherwise.update(self.sql.column(borne, tag=row_id))
        elif name == "custom_field" and before is not None and not _SEARCHED.isdisjoint(before):
            self._found_otherwise.update(
                self.sql.column(
                    "SELECT customer_id FROM custom_value WHERE field_id = :field AND visit_id IS NULL", field=row_id
                )
            )

    def _touch(self, name: str, customers: Iterable[int]) -> None:
        """Something in a table named ``name`` that hangs on these changed."""
        of = frozenset(customers)
        self._touched |= of
        if name not in _UNDATED:
            self._dated |= of

    def _touch_many(self, name: str, ids: Iterable[int], rows: Sequence[Mapping[str, Any]]) -> None:
        self._keys = True
        if name in _ASKED_ONCE:
            self.sql.forget()
        if name == "calendar_day":
            self._all = True
        elif name == "customer":
            self._touched.update(ids)
            self._dated.update(ids)
        elif name in _OF_CUSTOMER:
            of = {row["customer_id"] for row in rows}
            self._touch(name, of)
            if name in _BOUGHT:
                self._bought |= of

    @property
    def finds_anew(self) -> bool:
        """Whether by this somebody is found otherwise; else what moved is when they came last."""
        return self._keys or self._all or bool(self._found_otherwise)

    def close(self) -> None:
        """Whatever came of it, nothing more is written by it. Called by the book."""
        self._open = False

    def finish(self) -> Changed:
        """Bring derived rows in step and write the journal entry. Called by the book just before the commit."""
        self._must_be_open()
        label = label_of(self._action, json.dumps(self._label))
        if not self._changes and self._kind == "do":
            return Changed(None, label)
        come_due = derived.count_up_to(self.sql, self.day)
        self._touched.update(come_due)
        self._dated.update(come_due)
        self._bought.update(come_due)
        if self._all:
            derived.settle_fit(self.sql, self.day)
            done_below = self._dated if self._keys else frozenset[int]()
            derived.recompute(self.sql, None, self._rhythms, keys=False, but=done_below)
        if self._dated and (self._keys or not self._all):
            derived.recompute(self.sql, self._dated, self._rhythms, keys=self._keys)
        if self._touched:
            standing.renew(self.sql, sorted(self._touched), self._rhythms, self.day)
        self._renew_due_again()
        self.put_off = frozenset(self._touched - self._dated - self._found_otherwise)
        self._refresh_keys(self._found_otherwise - self._dated)
        entry_id = self._write_entry()
        customers = None if self._all else frozenset(self._touched | self._found_otherwise)
        return Changed(entry_id, label, self._changes.tables(), customers, self._undoable)

    def _refresh_keys(self, customers: set[int]) -> None:
        """Of those who are only found otherwise; where they are many, behind the window (``actions.search``)."""
        if len(customers) > derived.KEYS_AT_ONCE:
            derived.put_keys_off(self.sql)
            self.put_off |= customers
        else:
            derived.refresh_keys(self.sql, customers)

    def _renew_due_again(self) -> None:
        """What is due again for whoever bought otherwise now, or for whom it is reckoned otherwise; where they are many, the
        next snapshot says it (another calendar makes that one due by itself)."""
        young = (self._all or self._wanted_again) and standing.young(self.sql)
        if young and self._all:
            self._bought.update(self.sql.column("SELECT id FROM customer"))
        elif young:
            self._bought.update(i for product in self._wanted_again for i in due_again.buyers(self.sql, product))
        if len(self._bought) <= (standing.YOUNG if young else due_again.FEW):
            due_again.renew(self.sql, sorted(self._bought))
        if self._wanted_again and not young:
            standing.outdate(self.sql)

    def _write_entry(self) -> int:
        stands = self._kind == "do" and self._undoable
        if stands and self.sql.value(statements.UNDONE_ONE):  # to ask costs a tenth of the statement that finds none
            self.sql.run(statements.DISCARDING)
        return self._create(
            Journal,
            {
                "at": self.at, "day": self.day, "who": self._who, "action": self._action,
                "label": json.dumps(self._label, ensure_ascii=False), "customer_id": self.customer_id,
                "kind": self._kind, "target_id": self._target,
                "state": DONE if stands else FINAL,
                "changes": pack(self._changes if self._kind == "do" else Changes()),
            },
        )  # fmt: skip


def _literal(value: Any) -> str:
    """A column's default as SQL."""
    if value is None:
        return "NULL"
    return "''" if value == "" else str(int(value))
