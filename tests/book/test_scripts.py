"""200 random scripts of actions, undo, redo and restart: after each step all that is derived is as computed from scratch,
and the tables are as the script's own memory of them has it.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kyuanbook.actions import (
    answers,
    custom,
    customers,
    feedback,
    followups,
    history,
    lapse,
    likes,
    merging,
    replies,
    rhythm,
    segments,
    shop,
    surveys,
    tiers,
    touches,
    visits,
    winback,
)
from kyuanbook.actions.done import Book, Changed, Done
from kyuanbook.actions.lists import draft, freeze
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import NothingToRedo, NothingToUndo
from kyuanbook.book.queries.custom import fields
from kyuanbook.book.queries.due import DueItem, acted, due
from kyuanbook.book.queries.lookups import turned_down
from kyuanbook.book.queries.results import paper_row
from kyuanbook.book.queries.surveys import questions
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.bands import INCOMES
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import ContactEntry, CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.feedback import FeedbackEntry, Way
from kyuanbook.rules.merging import Fact, Of
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.rules.tiers import TIERS
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchEntry, TouchKind
from kyuanbook.rules.trades import PRESETS
from kyuanbook.rules.winback import AttemptEntry
from kyuanbook.rules.words import Message, Refused
from tests.book.factories import Clock, Snapshot, bulk_shop, new_book, snapshot, typed_day
from tests.book.truth import check, check_ground

SCRIPTS = 200
STEPS = 16
PRINTED = ("call_list", "call_list_row")  # a printed list stays printed

SURNAMES = "王 李 曾 单 欧阳 仇 解 尉迟 Anna 吕".split()
GIVEN = "小明 敏 雪 丽华 乐 行 重阳 伟 㛃".split()
TAGS = "染发 会员 老街坊 2018".split()
WORDS = [
    "王",
    "wang",
    "w",
    "小明",
    "xm",
    "1",
    "5678",
    "138",
    "zeng",
    "dan",
    "chan",
    "李姐",
    "王 5",
    "m 8",
    "2018",
    "z",
    "wx",
    "粤B12345",
    "dd",
    "b1",
]

TYPED = {
    Kind.TEXT: ["", "粤B·12345", "豆豆、球球", "6/43 30g"], Kind.NUMBER: ["", "-2.50", "8.5万", "不知道"],
    Kind.DATE: ["", "3.5", "今天"], Kind.CHOICE: ["", "细软", "受损"], Kind.YES_NO: ["", "是", "否"],
}  # fmt: skip

ASKED = [
    Condition("stage", ("loyal", "at_risk")), Condition("silent", (30, None)), Condition("total", (50_000, 10_000)),
    Condition("total", (10_000, None), True), Condition("again", (1,)), Condition("source", (1, 30), True),
    Condition("reachable", (0,)), Condition("visits", (2, 9)), Condition("custom:1", ("豆豆",)), Condition("brought", (1, None)),
    Condition("lapse_reason", (1, 2)), Condition("tag", (1,)),
]  # fmt: skip

Move = Callable[[], Done | None]


class Script:
    """One owner at one book. ``_past`` and ``_future`` are the tables before and after each action that can be undone."""

    def __init__(self, folder: Path, template: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.clock = Clock()
        self.path = folder / "book.kyb"
        self.book: Book = new_book(folder, template, self.clock)
        if seed % 2:
            self._have_a_past()
        self._read_all()
        self._past: list[tuple[Snapshot, Snapshot, str]] = []
        self._future: list[tuple[Snapshot, Snapshot, str]] = []
        self._moves: list[tuple[int, Move]] = [
            (5, self.add), (3, self.change), (2, self.delete), (2, self.restore), (14, self.come), (3, self.correct),
            (2, self.delete_visit), (2, self.restore_visit), (2, self.pin), (1, self.unpin), (2, self.tag),
            (2, self.source), (2, self.close), (2, self.open_again), (1, self.weekly_rest), (1, self.trade),
            (1, self.also_old), (2, self.load), (1, self.wrong_number), (2, self.field), (2, self.change_field),
            (1, self.rule), (2, self.tier), (1, self.no_tier),
            (3, self.touch), (1, self.correct_touch), (1, self.delete_touch), (1, self.restore_touch), (1, self.weights),
            (2, self.reason), (1, self.reasons), (2, self.attempt), (1, self.attempts), (1, self.hold_back),
            (2, self.turn_down), (2, self.segment), (1, self.segments), (2, self.say), (2, self.say_otherwise),
            (2, self.survey), (3, self.reply), (2, self.reply_otherwise),
            (2, self.turn_down), (2, self.segment), (1, self.segments), (8, self.answer), (2, self.answer_due), (1, self.strike),
            (1, self.plan), (3, self.merge), (2, self.part),
        ]  # fmt: skip

    def _have_a_past(self) -> None:
        """Half of the scripts begin in a shop that has been open for two years."""
        bulk_shop(self.book, self._histories(12), undoable=False)
        assert rhythm.refit(self.book)

    def _read_all(self) -> None:
        with self.book.read() as sql:
            self.book.haystack.build(sql)

    # steps -----------------------------------------------------------------------------------------------------------

    def step(self) -> None:
        """One thing happens, or time passes with it."""
        chance = self.random.random()
        if chance < 0.1:
            self.clock.day += self.random.randrange(90)
            self.book.count_up_to_today()  # as the window does at midnight
        if chance < 0.62:
            self._act()
        elif chance < 0.76:
            self._turn(self._undo)
        elif chance < 0.86:
            self._turn(self._redo)
        elif chance < 0.91:
            self._restart()
        elif chance < 0.94:
            self._refit()
        elif chance < 0.97:
            self._reckon()
        else:
            self._print()
        check(self.book, WORDS)
        self._left_alone()

    def _turn(self, turn: Callable[[], None]) -> None:
        for _ in range(self.random.randrange(1, 4)):
            turn()
            check(self.book, WORDS)
            self._left_alone()

    def _left_alone(self) -> None:
        """Who said 请勿再联系 is due by no rule, is offered on no list, and nothing of theirs waits."""
        with self.book.read() as sql:
            alone = set(sql.column("SELECT id FROM customer WHERE do_not_contact = 1"))
            if not alone:
                return
            waiting = [*due(sql, self.book.rhythms, self.clock.day), *acted(sql, self.clock.day + 400)]
        listed = [row.customer_id for row in draft(self.book, kind="all", share=0.0).rows]
        assert alone.isdisjoint([*(item.customer_id for item in waiting), *listed])

    def _act(self) -> None:
        move = self.random.choices([m for _, m in self._moves], [w for w, _ in self._moves])[0]
        before = self._tables()
        try:
            done = move()
        except Refused:
            assert self._tables() == before
            return
        after = self._tables()
        if done is None or done.changed.entry is None:
            assert after == before
            return
        assert after != before
        self._past.append((before, after, done.changed.label.key))
        self._future.clear()

    def _undo(self) -> None:
        if not self._past:
            with pytest.raises(NothingToUndo):
                history.undo(self.book)
            return
        self._names()
        history.undo(self.book)
        step = self._past.pop()
        self._future.append(step)
        assert self._tables() == step[0]

    def _redo(self) -> None:
        if not self._future:
            with pytest.raises(NothingToRedo):
                history.redo(self.book)
            return
        self._names()
        history.redo(self.book)
        step = self._future.pop()
        self._past.append(step)
        assert self._tables() == step[1]

    def _restart(self) -> None:
        self.book.close()
        self.book = open_book(self.path, who="店主", clock=self.clock)
        self._read_all()
        self._names()

    def _refit(self) -> None:
        """A fit is built, sometimes given up, and sometimes somebody comes while it is being built."""
        kind = self.random.randrange(3)
        before = self._tables()

        def meanwhile(done: int, of: int) -> bool:
            if kind == 2:
                self._act()
            return kind != 1

        finished = rhythm.refit(self.book, meanwhile)
        if not finished:
            rhythm.sweep(self.book)  # whoever gives up does not wait for that
        assert finished or kind == 1
        assert kind == 2 or self._tables() == before
        assert not finished or not rhythm.refit_due(self.book) or kind == 2

    def _reckon(self) -> None:
        """A snapshot is made, sometimes given up, and sometimes somebody comes while it is being made."""
        kind = self.random.randrange(4)
        before = self._tables()

        def meanwhile(done: int, of: int) -> bool:
            if kind == 2 and done:
                self._act()
            return kind != 1

        finished = refresh_standings(self.book, meanwhile)
        assert finished or kind == 1
        assert kind == 2 or self._tables() == before
        if finished and kind != 2:
            check_ground(self.book)

    def _print(self) -> None:
        before = self._tables()
        drawn = draft(self.book, kind=self.random.choice(["all", "calls", "lapsed"]), share=0.0)
        words = [{"name": row.name, "phone": row.phone} for row in drawn.rows]
        freeze(self.book, drawn=drawn, title="回访名单", paper="a4", words=words)
        assert self._tables() == before

    def _tables(self) -> Snapshot:
        return snapshot(self.book, but=PRINTED)

    def _names(self) -> None:
        back, again = history.next_labels(self.book)
        assert (back.key if back else None) == (self._past[-1][2] if self._past else None)
        assert (again.key if again else None) == (self._future[-1][2] if self._future else None)

    # two that are one ---------------------------------------------------------------------------------------------------------

    def merge(self) -> Done | None:
        kept, other = self._someone(), self._someone()
        if kept is None or other is None:
            return None
        chosen = {fact: self.random.choice(list(Of)) for fact in Fact if self.random.random() < 0.5}
        asked = {"other:merge_referred"} if self.random.random() < 0.7 else set()
        return merging.merge_customers(self.book, kept_id=kept, other_id=other, chosen=chosen, accepted=asked)

    def part(self) -> Done | None:
        gone = self._ids("SELECT id FROM customer WHERE merged_into_id IS NOT NULL ORDER BY id")
        return merging.part_customers(self.book, customer_id=self.random.choice(gone)) if gone else None

    # what is chosen from -----------------------------------------------------------------------------------------------

    def _ids(self, text: str) -> list[int]:
        with self.book.read() as sql:
            return sql.column(text)

    def _someone(self) -> int | None:
        ids = self._ids("SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id")
        return self.random.choice(ids) if ids else None

    def _a_visit(self, thrown: bool) -> int | None:
        ids = self._ids(
            "SELECT v.id FROM visit v JOIN customer c ON c.id = v.customer_id WHERE c.deleted_at IS NULL AND v.deleted_at IS"
            f"{' NOT' if thrown else ''} NULL ORDER BY v.id"
        )
        return self.random.choice(ids) if ids else None

    def _maybe(self, value: str, chance: float = 0.3) -> str:
        return value if self.random.random() < chance else ""

    def _name(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def _phone(self) -> str:
        if self.random.random() < 0.4:
            return self.random.choice(["13822045678", "021-66665678-801", "13956780000", "5678"])
        return (
            self.random.choice(["138", "139", "021-6666"])
            + f"{self.random.randrange(10**8):08}"[: self.random.choice([4, 8])]
        )

    def _entry(self) -> CustomerEntry:
        r, today = self.random, self.clock.day
        opening = None
        if r.random() < 0.25:
            first, last = today - r.randrange(400, 900), today - r.randrange(400)
            opening = OpeningEntry(
                self._maybe(str(r.randrange(1, 30)), 0.5), self._maybe("880", 0.5), self._maybe(typed_day(first), 0.5),
                self._maybe(typed_day(last), 0.5), self._maybe(str(r.randrange(1, 60)), 0.5),
            )  # fmt: skip
        return CustomerEntry(
            name=self._maybe(self._name(), 0.8), alias=r.choice(["李姐", "3栋阿姨"]), opening=opening,
            phones=[PhoneEntry(self._phone()) for _ in range(r.randrange(3))], wechat=self._maybe("wx_" + str(r.randrange(9))),
            member_no=self._maybe(f"V{r.randrange(4)}"), tags=r.sample(TAGS, r.randrange(3)),
            contacts=[ContactEntry(self._name(), self._maybe("13800138000"))] if r.random() < 0.1 else [],
            channel_id=r.choice([None, 1, 2, 30]), income_band=r.choice(INCOMES), do_not_contact=r.random() < 0.15,
            referrer_id=r.choice([None, self._someone()]), custom=self._custom(Owner.CUSTOMER),
        )  # fmt: skip

    def _visit(self) -> VisitEntry:
        r = self.random
        ago = r.choice([0, 0, r.randrange(60), r.randrange(500)])
        if r.random() < 0.04:
            ago = -r.choice([r.randrange(20), r.randrange(900)])
        return VisitEntry(
            amount=str(r.choice([0, 35, 75.5, 240, -20])), day=typed_day(self.clock.day - ago),
            items=self._maybe("剪发、染发×2", 0.2), note=self._maybe("老样子", 0.1),
            custom=self._custom(Owner.VISIT),
        )  # fmt: skip

    def _custom(self, owner: Owner) -> dict[int, str]:
        """Something typed into some of the owner's own fields, or rubbed out."""
        with self.book.read() as sql:
            known = fields(sql, owner, hidden=True)
        return {f.id: self.random.choice(TYPED[f.kind]) for f in known if self.random.random() < 0.6}

    _KEPT = frozenset(
        f"{name}:{key}" for name in ("phone", "phone2", "day", "amount")
        for key in ("day_future", "amount_negative", "phone_landline_length", "phone_mobile_short", "phone_mobile_prefix")
    )  # fmt: skip

    # what is done ------------------------------------------------------------------------------------------------------

    def add(self) -> Done:
        return customers.add_customer(self.book, entry=self._entry(), accepted=self._KEPT)

    def change(self) -> Done | None:
        who = self._someone()
        if who is None:
            return None
        return customers.change_customer(self.book, customer_id=who, entry=self._entry(), accepted=self._KEPT)

    def delete(self) -> Done | None:
        who = self._someone()
        return customers.delete_customer(self.book, customer_id=who) if who else None

    def restore(self) -> Done | None:
        thrown = self._ids("SELECT id FROM customer WHERE deleted_at IS NOT NULL ORDER BY id")
        return customers.restore_customer(self.book, customer_id=self.random.choice(thrown)) if thrown else None

    def come(self) -> Done | None:
        who = self._someone()
        if who is None:
            return None
        return visits.record_visit(self.book, customer_id=who, entry=self._visit(), accepted=self._KEPT)

    def correct(self) -> Done | None:
        found = self._a_visit(thrown=False)
        if found is None:
            return None
        return visits.change_visit(self.book, visit_id=found, entry=self._visit(), accepted=self._KEPT)

    def delete_visit(self) -> Done | None:
        found = self._a_visit(thrown=False)
        return visits.delete_visit(self.book, visit_id=found) if found else None

    def restore_visit(self) -> Done | None:
        found = self._a_visit(thrown=True)
        return visits.restore_visit(self.book, visit_id=found) if found else None

    def _touch(self) -> TouchEntry:
        r = self.random
        return TouchEntry(
            kind=r.choice(list(TouchKind)).value, outcome=r.choice(["", *(o.value for o in Outcome)]),
            wanted=self._maybe(r.choice(["剪发", "染发", "能不能上门"]), 0.4), cost=self._maybe("3.5"),
            day=typed_day(self.clock.day - r.randrange(-2, 90)), note=self._maybe("问价钱", 0.2),
        )  # fmt: skip

    def _a_touch(self, thrown: bool) -> int | None:
        ids = self._ids(
            "SELECT i.id FROM interaction i JOIN customer c ON c.id = i.customer_id WHERE c.deleted_at IS NULL"
            f" AND i.deleted_at IS{' NOT' if thrown else ''} NULL ORDER BY i.id"
        )
        return self.random.choice(ids) if ids else None

    def touch(self) -> Done | None:
        who = self._someone()
        return touches.record_touch(self.book, customer_id=who, entry=self._touch(), accepted=self._KEPT) if who else None

    def correct_touch(self) -> Done | None:
        found = self._a_touch(thrown=False)
        return touches.change_touch(self.book, touch_id=found, entry=self._touch(), accepted=self._KEPT) if found else None

    def delete_touch(self) -> Done | None:
        found = self._a_touch(thrown=False)
        return touches.delete_touch(self.book, touch_id=found) if found else None

    def restore_touch(self) -> Done | None:
        found = self._a_touch(thrown=True)
        return touches.restore_touch(self.book, touch_id=found) if found else None

    def _answer(self) -> AnswerEntry:
        r, outcome = self.random, self.random.choice(list(Outcome)).value
        return AnswerEntry(
            outcome, note=self._maybe("月底来"), promised=r.choice(["明天", "后天", ""]), score=self._maybe(r.choice("125")),
            reason_id=r.choice([None, 1, 2]), new_phone=self._maybe(r.choice(["18600001111", "13822045678", "12"]), 0.2),
        )  # fmt: skip

    def answer(self) -> Done | None:
        """A row of a printed list, typed for the first time or again; of whoever is still in the book, or not."""
        ids = self._ids("SELECT id FROM call_list_row ORDER BY id DESC LIMIT 30")
        if not ids:
            self._print()
            return None
        chosen = self.random.choice(ids)
        with self.book.read() as sql:
            row = paper_row(sql, chosen)
        assert row is not None
        seen = row.answer.touch_id if row.answer is not None else None
        return answer_row(self.book, row_id=chosen, entry=self._answer(), seen=seen)

    def answer_due(self) -> Done | None:
        """Somebody who is due is rung without a list."""
        with self.book.read() as sql:
            items: list[DueItem] = due(sql, self.book.rhythms, self.clock.day)
        if not items:
            return None
        item = self.random.choice(items)
        kept = [o for o in OUTCOMES.get(item.channel, tuple(Outcome))]
        entry = self._answer()
        if entry.outcome not in kept:
            return followups.dismiss(self.book, item=item)
        return answers.record_answer(self.book, item=item, entry=entry)

    def strike(self) -> Done | None:
        ids = self._ids("SELECT id FROM interaction WHERE follow_up_id IS NOT NULL AND deleted_at IS NULL ORDER BY id")
        return answers.strike_answer(self.book, interaction_id=self.random.choice(ids)) if ids else None

    def plan(self) -> Done | None:
        who = self._someone()
        return followups.plan(self.book, customer_id=who, day="明天", note="问问") if who else None

    def weights(self) -> Done:
        return shop.set_shop(self.book, potential_weights=tuple(self.random.randrange(4) for _ in range(4)))

    def pin(self) -> Done | None:
        who, stage = self._someone(), self.random.choice([Stage.LOYAL, Stage.LAPSED])
        return customers.pin(self.book, customer_id=who, stage=stage, why="亲口说的") if who else None

    def unpin(self) -> Done | None:
        pinned = self._ids("SELECT id FROM customer WHERE pin != '' AND deleted_at IS NULL ORDER BY id")
        return customers.unpin(self.book, customer_id=self.random.choice(pinned)) if pinned else None

    def tier(self) -> Done | None:
        who, tier = self._someone(), self.random.choice(TIERS)
        return tiers.pin_tier(self.book, customer_id=who, tier=tier, why="老板娘的朋友") if who else None

    def no_tier(self) -> Done | None:
        pinned = self._ids("SELECT id FROM customer WHERE tier_pin != '' AND deleted_at IS NULL ORDER BY id")
        return tiers.unpin_tier(self.book, customer_id=self.random.choice(pinned)) if pinned else None

    def rule(self) -> Done:
        r = self.random
        return shop.set_shop(
            self.book, tier_by=r.choice(["shares", "amounts"]), tier_shares=(r.randrange(40), r.randrange(30), r.randrange(40)),
            tier_weights=tuple(r.randrange(9) for _ in range(4)),
        )  # fmt: skip

    def tag(self) -> Done:
        ids = {who for _ in range(3) if (who := self._someone())}
        return customers.tag_customers(self.book, customer_ids=ids, tag=self.random.choice(TAGS))

    def source(self) -> Done:
        kind, r = self.random.randrange(4), self.random
        if kind == 0:
            return shop.add_channel(self.book, name=f"来源{r.randrange(5)}", family="online", natural=r.random() < 0.5)
        if kind == 1:
            return shop.change_channel(self.book, channel_id=r.randrange(1, 5), natural=r.random() < 0.5)
        if kind == 2:
            return shop.hide_channel(self.book, channel_id=r.randrange(1, 5), hidden=r.random() < 0.7)
        return shop.order_channels(self.book, channel_ids=r.sample(range(1, 20), 5))

    def close(self) -> Done:
        first = self.clock.day - self.random.randrange(-20, 200)
        last = first + self.random.randrange(30)
        return shop.add_calendar(self.book, first=first, last=last, word="放假", closed=self.random.random() < 0.8)

    def open_again(self) -> Done | None:
        ids = self._ids("SELECT id FROM calendar_day ORDER BY id")
        return shop.remove_calendar(self.book, calendar_id=self.random.choice(ids)) if ids else None

    def weekly_rest(self) -> Done:
        return shop.set_shop(self.book, closed_weekdays=self.random.choice([(), (0,), (5, 6)]))

    def trade(self) -> Done:
        return shop.set_shop(self.book, trade=self.random.choice(list(PRESETS)))

    def also_old(self) -> Done:
        return shop.set_shop(self.book, also_old=self.random.random() < 0.5)

    def field(self) -> Done | None:
        r, kind = self.random, self.random.choice(list(Kind))
        if r.random() < 0.2:
            return custom.take_given(self.book)
        return custom.add_field(
            self.book, owner=r.choice(list(Owner)), kind=kind, name=f"项目{r.randrange(4)}", choices="细软，受损", unit="km",
            searchable=r.random() < 0.8,
        )  # fmt: skip

    def change_field(self) -> Done | None:
        r, ids = self.random, self._ids("SELECT id FROM custom_field ORDER BY id")
        if not ids:
            return None
        what, field = r.randrange(4), r.choice(ids)
        if what == 0:
            return custom.hide_field(self.book, field_id=field, hidden=r.random() < 0.5)
        if what == 1:
            return custom.change_field(self.book, field_id=field, searchable=r.random() < 0.5)
        if what == 2:
            return custom.order_fields(self.book, field_ids=r.sample(ids, r.randrange(1, len(ids) + 1)))
        return custom.change_field(self.book, field_id=field, name=f"项目{r.randrange(9)}", choices="细软，一般", unit="kg")

    def _histories(self, many: int) -> list[tuple[str, str, list[tuple[int, int]]]]:
        r, today = self.random, self.clock.day
        histories = []
        for _ in range(many):
            gap, start = r.randrange(3, 40), today - r.randrange(400)
            days = {start - gap * i + r.randrange(3) for i in range(r.randrange(16))}
            histories.append((self._name(), self._maybe("13800008888"), [(d, r.randrange(1, 20_000)) for d in days]))
        return histories

    def load(self) -> Done:
        """As an import does: some customers with their visits, in one bulk entry."""
        bulk_shop(self.book, self._histories(self.random.randrange(1, 6)))
        with self.book.read() as sql:
            entry = sql.value("SELECT max(id) FROM journal")
        return Done(Changed(entry, Message("did_add_sample")))

    def reason(self) -> Done | None:
        who, given = self._someone(), self._ids("SELECT id FROM lapse ORDER BY id")
        if given and self.random.random() < 0.3:
            return lapse.remove_reason(self.book, lapse_id=self.random.choice(given))
        if who is None:
            return None
        if self.random.random() < 0.3:
            return customers.pin(
                self.book, customer_id=who, stage=Stage.LAPSED, why="搬走了", reason_id=self.random.randrange(1, 8)
            )
        return lapse.note_reason(self.book, customer_id=who, reason_id=self.random.randrange(1, 8), note=self._maybe("嫌贵"))

    def reasons(self) -> Done:
        kind, r = self.random.randrange(4), self.random
        if kind == 0:
            return lapse.add_reason(self.book, name=f"原因{r.randrange(4)}")
        if kind == 1:
            return lapse.change_reason(self.book, reason_id=r.randrange(1, 8), name=f"原因{r.randrange(4)}")
        if kind == 2:
            return lapse.hide_reason(self.book, reason_id=r.randrange(1, 8), hidden=r.random() < 0.7)
        return lapse.order_reasons(self.book, reason_ids=r.sample(range(1, 8), 3))

    def _try(self) -> AttemptEntry:
        r = self.random
        measure, day = r.choice(["call", "gift", "上门看望"]), typed_day(self.clock.day - r.randrange(90))
        return AttemptEntry(measure, self._maybe("20"), day, self._maybe("送了洗护"))

    def attempt(self) -> Done | None:
        made = self._ids("SELECT w.id FROM win_back w JOIN customer c ON c.id = w.customer_id"
                         " WHERE held = 0 AND c.deleted_at IS NULL ORDER BY w.id")  # fmt: skip
        if made and self.random.random() < 0.5:
            chosen = self.random.choice(made)
            if self.random.random() < 0.5:
                return winback.change_attempt(self.book, attempt_id=chosen, entry=self._try())
            return winback.remove_attempt(self.book, attempt_id=chosen)
        who = self._someone()
        return winback.record_attempt(self.book, customer_ids=[who], entry=self._try()) if who else None

    def attempts(self) -> Done | None:
        everybody = self._ids("SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id")
        many = self.random.sample(everybody, self.random.randrange(len(everybody) + 1))
        return winback.record_attempt(self.book, customer_ids=many, entry=self._try()) if len(many) > 1 else None

    def hold_back(self) -> Done | None:
        """Some of a list are left alone, others called: of a list printed before."""
        lists, everybody = self._ids("SELECT id FROM call_list ORDER BY id"), self._ids("SELECT id FROM customer ORDER BY id")
        if not lists or not everybody:
            return None
        some = self.random.sample(everybody, self.random.randrange(1, len(everybody) + 1))
        write = self.random.choice([winback.hold_back, winback.note_list])
        return write(self.book, list_id=self.random.choice(lists), customer_ids=some)

    def segment(self) -> Done | None:
        """A 客户细分 is saved, changed or deleted; some are refused: a name that is taken, a range the wrong way round."""
        there, r = self._ids("SELECT id FROM segment ORDER BY id"), self.random
        name, asked = r.choice(["熟客", "大手", "久没来", ""]), tuple(r.sample(ASKED, r.randrange(1, 3)))
        if not there or (len(there) < 3 and r.random() < 0.5):
            return segments.save_segment(self.book, name=name, conditions=asked)
        chosen = r.choice(there)
        if r.random() < 0.3:
            return segments.delete_segment(self.book, segment_id=chosen)
        if r.random() < 0.3:
            return segments.rename_segment(self.book, segment_id=chosen, name=name)
        return segments.change_segment(self.book, segment_id=chosen, name=name, conditions=asked)

    def segments(self) -> Done | None:
        there = self._ids("SELECT id FROM segment ORDER BY id")
        return segments.order_segments(self.book, segment_ids=self.random.sample(there, len(there))) if there else None

    def turn_down(self) -> Done | None:
        """不推荐; a second time nothing is written. It is not suggested again, by no table."""
        who, products = self._someone(), self._ids("SELECT id FROM product ORDER BY id")
        if who is None or not products:
            return None
        product = self.random.choice(products)
        done = likes.dismiss_suggestion(self.book, customer_id=who, product_id=product)
        with self.book.read() as sql:
            assert product in turned_down(sql, who)
        return done

    def _said(self, who: int) -> FeedbackEntry:
        r = self.random
        came = self._ids(f"SELECT id FROM visit WHERE customer_id = {who} AND deleted_at IS NULL AND day <= {self.clock.day}")
        return FeedbackEntry(
            r.choice(["", "1", "2", "４", "5", "6"]), self._maybe("等太久", 0.6), r.choice(list(Way)).value,
            r.choice([None, *came]), day=typed_day(self.clock.day - r.choice([0, 0, r.randrange(40)])),
        )  # fmt: skip

    def say(self) -> Done | None:
        who = self._someone()
        return feedback.record_feedback(self.book, customer_id=who, entry=self._said(who)) if who else None

    def say_otherwise(self) -> Done | None:
        """A 满意度 is corrected, thrown or taken back."""
        there = self._ids("SELECT f.id FROM feedback f JOIN customer c ON c.id = f.customer_id WHERE c.deleted_at IS NULL")
        if not there:
            return None
        chosen = self.random.choice(there)
        with self.book.read() as sql:
            who, gone = sql.rows("SELECT customer_id, deleted_at FROM feedback WHERE id = :id", id=chosen)[0]
        if gone is not None:
            return feedback.restore_feedback(self.book, feedback_id=chosen)
        if self.random.random() < 0.4:
            return feedback.delete_feedback(self.book, feedback_id=chosen)
        return feedback.change_feedback(self.book, feedback_id=chosen, entry=self._said(who))

    def survey(self) -> Done | None:
        """A 问卷 is made, changed, put away or in order; some are refused: nothing is asked, a field of that name is there."""
        there, r = self._ids("SELECT id FROM survey ORDER BY id"), self.random
        if there and r.random() < 0.2:
            return surveys.hide_survey(self.book, survey_id=r.choice(there), hidden=r.random() < 0.5)
        if there and r.random() < 0.2:
            return surveys.order_surveys(self.book, survey_ids=r.sample(there, len(there)))
        name, chosen = f"问卷{r.randrange(3)}", r.choice(there) if there and r.random() < 0.5 else None
        with self.book.read() as sql:
            free = [f.id for f in fields(sql, Owner.CUSTOMER, hidden=True)]
            asked = questions(sql, chosen) if chosen is not None else []
        kept = [QuestionEntry(q.text, q.field.kind.value, "，".join(q.field.choices), "", q.field.id, q.id) for q in asked]
        fresh = [
            QuestionEntry(f"问题{r.randrange(9)}？", kind.value, "细软，受损", field_id=r.choice([None, *free]))
            for kind in r.sample(list(Kind), r.randrange(3))
        ]
        entry = SurveyEntry(name, "", tuple(r.sample(kept, r.randrange(len(kept) + 1)) + fresh))
        if chosen is None:
            return surveys.make_survey(self.book, entry=entry)
        return surveys.change_survey(self.book, survey_id=chosen, entry=entry)

    def _answers(self, survey: int) -> ReplyEntry:
        with self.book.read() as sql:
            asked = questions(sql, survey)
        ago = self.random.choice([0, 0, self.random.randrange(60)])
        return ReplyEntry(
            {q.id: self.random.choice(TYPED[q.field.kind]) for q in asked if self.random.random() < 0.8},
            typed_day(self.clock.day - ago),
        )

    def reply(self) -> Done | None:
        who, there = self._someone(), self._ids("SELECT id FROM survey ORDER BY id")
        if who is None or not there:
            return None
        survey = self.random.choice(there)
        return replies.record_reply(
            self.book, survey_id=survey, customer_id=who, entry=self._answers(survey), accepted={"day:reply_twice"}
        )

    def reply_otherwise(self) -> Done | None:
        there = self._ids("SELECT r.id FROM survey_reply r JOIN customer c ON c.id = r.customer_id WHERE c.deleted_at IS NULL")
        if not there:
            return None
        chosen = self.random.choice(there)
        if self.random.random() < 0.4:
            return replies.strike_reply(self.book, reply_id=chosen)
        with self.book.read() as sql:
            survey = sql.value("SELECT survey_id FROM survey_reply WHERE id = :id", id=chosen)
        return replies.change_reply(self.book, reply_id=chosen, entry=self._answers(survey))

    def wrong_number(self) -> Done | None:
        ids = self._ids("SELECT p.id FROM phone p JOIN customer c ON c.id = p.customer_id WHERE c.deleted_at IS NULL")
        wrong = self.random.random() < 0.7
        return customers.mark_phone(self.book, phone_id=self.random.choice(ids), wrong=wrong) if ids else None


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_all_that_is_derived_is_as_from_scratch(tmp_path: Path, template: Path, seed: int) -> None:
    script = Script(tmp_path, template, seed)
    try:
        for _ in range(STEPS):
            script.step()
    finally:
        script.book.close()
