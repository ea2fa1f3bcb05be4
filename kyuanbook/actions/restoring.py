"""A touch that was struck comes back from 回收站 with all that had followed from it, as the journal kept it; or nothing does and
it is said why: somebody made something of it since.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NoReturn

from kyuanbook.actions.whom import called
from kyuanbook.book import journal
from kyuanbook.book.journal import Change, Image
from kyuanbook.book.queries import answers, follow_rules, lapse, printed
from kyuanbook.book.tables import (
    JOURNALLED,
    Customer,
    FollowRule,
    FollowUp,
    Interaction,
    Lapse,
    Phone,
    Row,
    WinBack,
)
from kyuanbook.book.unit import Unit
from kyuanbook.rules.answers import Followed, unpacked
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.followups import Kind, State
from kyuanbook.rules.touches import SPOKEN_TO, Outcome, TouchKind, outcome_label
from kyuanbook.rules.words import Message, Problem, Refused

STRUCK_BY: Final = ("delete_touch", "strike_answer")
_MADE: Final[tuple[type[Row], ...]] = (Phone, FollowUp, Lapse, WinBack)  # what an answer makes, in the order it is made again
_STANDS: Final = ("state", "due_day", "tries", "closed_day")
_FLAGS: Final = (("customer", "do_not_contact"), ("phone", "wrong"))  # somebody else may have said the same since


def bring_back(unit: Unit, touch: dict[str, Any]) -> tuple[Message, ...]:
    """Within another action. Raises Refused; the notes say what else happened."""
    customer = unit.get(Customer, touch["customer_id"])
    back = _Back(unit, touch, customer or {"name": "", "alias": ""})
    back.check()
    return back.put()


class _Back:
    """One touch coming back. ``taken``: what its striking changed, row by row."""

    def __init__(self, unit: Unit, touch: dict[str, Any], customer: dict[str, Any]) -> None:
        self.unit, self.touch, self.customer = unit, touch, customer
        self.whose: int = touch["customer_id"]
        entry = journal.last_that_changed(unit.sql, self.whose, "interaction", touch["id"], STRUCK_BY)
        self.since = entry.id if entry is not None else 0
        changes = in_all(entry.changes.rows) if entry is not None else []
        self.taken = [one for one in changes if one.table != "interaction"]
        self.was: Image = next((one.before or {} for one in changes if one.table == "interaction"), {})
        self.followed = unpacked(self.was.get("followed", touch["followed"]))
        self._ids: dict[tuple[str, int], int | None] = {}

    @cached_property
    def _later(self) -> list[Change]:
        """All that was done since: read once, it may be a year of the journal."""
        return journal.changes_since(self.unit.sql, self.whose, self.since)

    # what stands in the way ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Raises Refused where what was made of it since would be undone, or told twice."""
        row = self.touch["list_row_id"]
        if row is not None and answers.typed_before(self.unit.sql, row):
            number, place = printed.place_of_row(self.unit.sql, row)
            self._refuse("restore_row_again", number=number, row=place)
        for one in self.taken:
            if one.before is not None and one.after is not None:
                self._check_changed(one)
            elif one.table == "follow_up" and one.before is not None:
                self._check_gone(one.before)
        self._check_promises()

    def _check_changed(self, one: Change) -> None:
        assert one.before is not None and one.after is not None
        now = self.unit.get(JOURNALLED[one.table], one.id)
        for column, left in one.after.items():
            if column == "version" or (now is not None and now[column] == left):
                continue
            said_too = now is not None and now[column] == one.before[column] and (one.table, column) in _FLAGS
            if not said_too and one.table != "feedback":
                self._refuse("restore_phone" if one.table == "phone" else "restore_acted")
        if one.table == "phone" and self._since("phone", one.id, "number"):
            self._refuse("restore_phone")
        if one.table == "follow_up" and self._since("follow_up", one.id, *_STANDS):
            self._refuse("restore_acted")

    def _since(self, table: str, row_id: int, *columns: str) -> bool:
        """Whether it was made, removed, or one of those columns of it changed, after the touch was struck."""
        return any(
            (one.table, one.id) == (table, row_id) and (one.after is None or not set(columns).isdisjoint(one.after))
            for one in self._later
        )

    def _check_gone(self, image: Image) -> None:
        """A follow-up that was there for the answer alone: its rule found it again, and somebody acted upon that."""
        sql, kind = self.unit.sql, Kind(image["kind"])
        if follow_rules.row_acted_upon(sql, self.whose, image["rule_id"], kind, image["occurrence"]) is not None:
            self._refuse("restore_acted")
        source = image["source_id"]
        if source is not None and not self._comes(("follow_up", source)) and self.unit.get(FollowUp, source) is None:
            self._refuse("restore_acted")

    def _check_promises(self) -> None:
        """Who was spoken to said something newer than what they had promised before."""
        if self.touch["outcome"] not in SPOKEN_TO or not self.followed.left:
            return
        for other in answers.open_promises(self.unit.sql, self.whose, None):
            if self._since("follow_up", other, "occurrence"):
                promise = self.unit.get(FollowUp, other)
                self._refuse("restore_promised", day=month_day(promise["occurrence"] if promise else 0))

    def _comes(self, key: tuple[str, int]) -> bool:
        return any((one.table, one.id) == key and one.after is None for one in self.taken)

    def _refuse(self, key: str, **numbers: object) -> NoReturn:
        touch, kind = self.touch, TouchKind(self.touch["kind"])
        said = outcome_label(kind, Outcome(touch["outcome"])) if touch["outcome"] else kind.label
        told = {"name": called(self.customer), "touch": said, "why": Message(key, numbers)}
        raise Refused([Problem("touch", Message("restore_refused", told))])

    # putting it back -------------------------------------------------------------------------------------------------------

    def put(self) -> tuple[Message, ...]:
        """Rows that were made come again, under their numbers as far as those are free; then what was changed, then the
        touch."""
        for table in _MADE:
            name = str(table.__tablename__)
            for one in reversed(self.taken):
                if one.table == name and one.after is None and one.before is not None:
                    self._make(table, one.id, one.before)
        for one in self.taken:
            if one.before is not None and one.after is not None and one.table != "customer":
                self._change(one)
        about = self.was.get("follow_up_id", self.touch["follow_up_id"])
        followed, notes = self._left_alone(self._followed())
        self.unit.update(
            Interaction, self.touch["id"], deleted_at=None,
            follow_up_id=self._now("follow_up", about) if about is not None else None,
            followed="" if followed == Followed() else followed.packed(),
        )  # fmt: skip
        return notes

    def _make(self, table: type[Row], old: int, image: Image) -> None:
        values = {column: value for column, value in image.items() if column not in ("id", "version")}
        if self._there_anyway(table, values):
            self._ids[image_key(table, old)] = None
            return
        if table is FollowUp:
            if values["rule_id"] is not None and self.unit.get(FollowRule, values["rule_id"]) is None:
                values["rule_id"] = None  # a rule that nobody acted by went with its trade
            if values["source_id"] is not None:
                values["source_id"] = self._now("follow_up", values["source_id"])
        number = {} if self.unit.get(table, old) is not None else {"id": old}
        self._ids[image_key(table, old)] = self.unit.insert(table, **values, **number)

    def _there_anyway(self, table: type[Row], values: Image) -> bool:
        """Somebody wrote the same since: it is not told twice."""
        sql = self.unit.sql
        if table is Phone:
            return values["number"] in [number for _, number, _ in answers.numbers_of(sql, self.whose)]
        if table is WinBack:
            return answers.tried_already(sql, self.whose, values["day"], values["list_id"])
        return table is Lapse and lapse.said_of_now(sql, self.whose, lapse.last_visit(sql, self.whose, self.unit.day)) is not None

    def _change(self, one: Change) -> None:
        assert one.before is not None and one.after is not None
        table = JOURNALLED[one.table]
        now = self.unit.get(table, one.id)
        if now is None or (one.table == "feedback" and now["deleted_at"] != one.after["deleted_at"]):
            return  # a score is taken back, or thrown again, by itself
        back = {column: value for column, value in one.before.items() if column != "version"}
        if not self.unit.update(table, one.id, **back):
            self._ids[(one.table, one.id)] = None  # said by somebody else too: it does not go with this touch any more

    def _now(self, table: str, old: int) -> int | None:
        return self._ids.get((table, old), old)

    def _followed(self) -> Followed:
        """What followed, under the numbers it bears now."""
        was = self.followed
        closed = (self._now("follow_up", one) for one in was.closed)
        numbers: dict[str, Any] = {
            name: self._now(table, old)
            for name, table in (
                ("promise", "follow_up"), ("wrong", "phone"), ("added", "phone"), ("reason", "lapse"), ("attempt", "win_back"),
            )
            if (old := getattr(was, name)) is not None
        }  # fmt: skip
        return was._replace(closed=tuple(one for one in closed if one is not None), **numbers)

    def _left_alone(self, followed: Followed) -> tuple[Followed, tuple[Message, ...]]:
        """Who said 请勿再联系 is left alone again, also by what came up since; struck once more that goes with it."""
        unit, there = self.unit, self.unit.get(Customer, self.whose)
        with_it = any(one.table == "customer" for one in self.taken)
        lifted = with_it or self._since("customer", self.whose, "do_not_contact")
        if self.touch["outcome"] != Outcome.DO_NOT_CONTACT or there is None or there["do_not_contact"] or not lifted:
            said_too = with_it and there is not None and there["do_not_contact"]  # it does not go with this touch any more
            return followed._replace(alone=followed.alone and not said_too), ()
        unit.update(Customer, self.whose, do_not_contact=True)
        about = self._now("follow_up", self.was.get("follow_up_id", self.touch["follow_up_id"]) or 0)
        others = (one for one in follow_rules.open_of(unit.sql, self.whose) if one != about)
        fresh = [one for one in others if self._since("follow_up", one, "state")]
        for other in fresh:
            unit.update(FollowUp, other, state=State.DISMISSED.value, closed_day=unit.day)
        return followed._replace(alone=True, closed=(*followed.closed, *fresh)), (Message("left_alone"),)


def in_all(changes: Sequence[Change]) -> list[Change]:
    """What became of each row, once: it may have been changed before it was removed."""
    found: dict[tuple[str, int], Change] = {}
    for one in changes:
        first = found.pop((one.table, one.id), None)
        if first is not None and first.before is not None:
            after = None if one.after is None else {**(first.after or {}), **one.after}
            one = Change(one.table, one.id, {**(one.before or {}), **first.before}, after)
        found[(one.table, one.id)] = one
    return list(found.values())


def image_key(table: type[Row], row_id: int) -> tuple[str, int]:
    """A row by its table's name."""
    return str(table.__tablename__), row_id
