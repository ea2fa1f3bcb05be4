"""A struck answer taken out of 回收站: all that had followed comes back, or nothing does and it is said why."""

import random
from typing import Any

import pytest

from kyuanbook.actions.answers import record_answer, strike_answer
from kyuanbook.actions.customers import change_customer, mark_phone
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.feedback import delete_feedback, restore_feedback
from kyuanbook.actions.followups import dismiss, plan, postpone
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.lapse import note_reason
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.touches import change_touch, delete_touch, record_touch, restore_touch
from kyuanbook.book.errors import BookError, NothingToRedo, NothingToUndo
from kyuanbook.book.queries.card import card
from kyuanbook.book.queries.due import DueItem, due
from kyuanbook.book.queries.results import paper_rows
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchEntry, TouchKind
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry import as_typed
from tests.actions.test_results import printed
from tests.book.factories import Clock, Snapshot, customer, regular, snapshot, visit

ANSWERS = (
    AnswerEntry("reached", "月底来", score="1"), AnswerEntry("reached", "好", score="5"), AnswerEntry("no_answer"),
    AnswerEntry("wrong_number", "换了", new_phone="186 0000 1111"), AnswerEntry("wrong_number"),
    AnswerEntry("promised", "带孩子", "明天"), AnswerEntry("promised", "", "3.20", score="2"),
    AnswerEntry("refused", "太贵", reason_id=2), AnswerEntry("refused"), AnswerEntry("do_not_contact", "别打了"),
)  # fmt: skip
STRIKES = (lambda book, i: delete_touch(book, touch_id=i), lambda book, i: strike_answer(book, interaction_id=i))


@pytest.fixture
def shop(book: Book) -> Book:
    """One who stays away, one who promised a day, one with two reasons to be rung."""
    set_shop(book, retry_most=2)
    away = regular(book, "王小明", 14, 8, 60, "68", "13822045678")
    customer(book, "欧阳雪", "15012347713", "15900000032")
    customer(book, "楼下阿姨")
    plan(book, customer_id=2, day="今天", note="问问")
    plan(book, customer_id=2, day="昨天", note="还有这个")
    plan(book, customer_id=3, day="今天")
    refresh_calls(book)
    assert away == 1
    return book


def up(book: Book, who: int) -> list[DueItem]:
    with book.read() as sql:
        return [item for item in due(sql, book.rhythms, book.today()) if item.customer_id == who]


def answered(book: Book, who: int, entry: AnswerEntry) -> int:
    done = record_answer(book, item=up(book, who)[0], entry=entry)
    assert done.id is not None
    return done.id


def alike(tables: Snapshot) -> dict[str, dict[int, dict[str, Any]]]:
    """But for the instant at which something was thrown."""
    return {
        name: {i: {c: bool(v) if c == "deleted_at" else v for c, v in row.items()} for i, row in rows.items()}
        for name, rows in tables.items()
    }


def refused(book: Book, touch: int) -> str:
    before = snapshot(book)
    with pytest.raises(Refused) as caught:
        restore_touch(book, touch_id=touch)
    assert snapshot(book) == before, "nothing comes back"
    return say(caught.value.problems[0].message)


# at once -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strike", STRIKES)
@pytest.mark.parametrize("entry", ANSWERS)
@pytest.mark.parametrize("who", [1, 2])
def test_of_an_answer_from_the_desk_everything_comes_back(shop: Book, who: int, entry: AnswerEntry, strike: Any) -> None:
    touch = answered(shop, who, entry)
    before = snapshot(shop)
    strike(shop, touch)
    struck = snapshot(shop)
    assert alike(struck) != alike(before)
    restore_touch(shop, touch_id=touch)
    assert snapshot(shop) == before
    undo(shop)
    assert snapshot(shop) == struck
    redo(shop)
    assert snapshot(shop) == before
    strike(shop, touch)  # and it goes again as it went
    assert alike(snapshot(shop)) == alike(struck)
    restore_touch(shop, touch_id=touch)
    assert snapshot(shop) == before


@pytest.mark.parametrize("entry", ANSWERS)
def test_of_a_row_of_a_list_everything_comes_back(shop: Book, entry: AnswerEntry) -> None:
    number = printed(shop, 1, 2)
    with shop.read() as sql:
        row = paper_rows(sql, number)[0]
    done = answer_row(shop, row_id=row.id, entry=entry)
    before = snapshot(shop)
    delete_touch(shop, touch_id=done.id or 0)
    restore_touch(shop, touch_id=done.id or 0)
    assert snapshot(shop) == before


@pytest.mark.parametrize("tries", [1, 2])
def test_how_often_nobody_answered_comes_back(shop: Book, clock: Clock, tries: int) -> None:
    touch = 0
    for _ in range(tries):
        touch = answered(shop, 3, AnswerEntry("no_answer"))
        clock.day += 3
    before = snapshot(shop)
    delete_touch(shop, touch_id=touch)
    restore_touch(shop, touch_id=touch)
    assert snapshot(shop) == before and (up(shop, 3) == []) == (tries == 2)


def test_numbers_given_away_meanwhile_are_others_then(shop: Book) -> None:
    """What was made and removed leaves numbers free, which somebody else's rows take: it comes back under new ones, tied
    together as before."""
    touch = answered(shop, 1, AnswerEntry("promised", "带孩子", "明天"))
    with shop.read() as sql:
        made = sql.column("SELECT id FROM follow_up WHERE customer_id = 1 ORDER BY id")
    delete_touch(shop, touch_id=touch)
    for _ in made:
        plan(shop, customer_id=3, day="明天")
    restore_touch(shop, touch_id=touch)
    with shop.read() as sql:
        (own, promise) = sql.rows("SELECT id, kind, state, source_id FROM follow_up WHERE customer_id = 1 ORDER BY id")
        about = sql.value("SELECT follow_up_id FROM interaction WHERE id = :id", id=touch)
    assert own[0] not in made and (about, promise[3]) == (own[0], own[0]) and promise[1:3] == ("promised", "open")
    strike_answer(shop, interaction_id=touch)
    with shop.read() as sql:
        assert sql.value("SELECT count(*) FROM follow_up WHERE customer_id = 1") == 0


# when something was made of it since -----------------------------------------------------------------------------------------


def test_a_row_typed_anew_keeps_its_new_answer(shop: Book) -> None:
    number = printed(shop, 1)
    with shop.read() as sql:
        row = paper_rows(sql, number)[0]
    touch = answer_row(shop, row_id=row.id, entry=AnswerEntry("do_not_contact")).id or 0
    delete_touch(shop, touch_id=touch)
    answer_row(shop, row_id=row.id, entry=AnswerEntry("reached"))
    assert refused(shop, touch) == (
        f"王小明的这条“请勿再联系”取不回来：名单 {number} 第 1 行后来又录过；要留着就在客户卡上重新记一次"
    )


def test_who_was_rung_again_about_it_since(shop: Book) -> None:
    touch = answered(shop, 1, AnswerEntry("no_answer"))
    delete_touch(shop, touch_id=touch)
    answered(shop, 1, AnswerEntry("reached"))
    assert "后来又为这件事联系过，或者改过" in refused(shop, touch)
    two = answered(shop, 2, AnswerEntry("reached"))
    delete_touch(shop, touch_id=two)
    postpone(shop, item=up(shop, 2)[0], day="后天", note="")
    assert "后来又为这件事联系过，或者改过" in refused(shop, two)


def test_who_promised_another_day_since(shop: Book) -> None:
    """The one reason is struck, about the other they promise a day."""
    item = up(shop, 2)[0]
    touch = answered(shop, 2, AnswerEntry("promised", "", "3.10"))
    delete_touch(shop, touch_id=touch)
    with shop.read() as sql:
        other = sql.value("SELECT id FROM follow_up WHERE customer_id = 2 AND id != :id", id=item.follow_up_id)
    record_answer(shop, item=item._replace(follow_up_id=other), entry=AnswerEntry("promised", "", "3.20"))
    assert "后来又约了 3月20日" in refused(shop, touch)


def test_a_number_changed_since_is_not_marked(shop: Book) -> None:
    touch = answered(shop, 2, AnswerEntry("wrong_number"))
    delete_touch(shop, touch_id=touch)
    entry = CustomerEntry(name="欧阳雪", phones=[PhoneEntry("18800001111"), PhoneEntry("15900000032")])
    change_customer(shop, customer_id=2, entry=entry)
    assert "号码后来改过" in refused(shop, touch)


def test_what_somebody_else_said_too_stays_theirs(shop: Book) -> None:
    """The number was marked by hand meanwhile: the answer comes back, and struck again it does not take that mark away."""
    touch = answered(shop, 2, AnswerEntry("wrong_number"))
    delete_touch(shop, touch_id=touch)
    with shop.read() as sql:
        phone = sql.value("SELECT id FROM phone WHERE customer_id = 2 ORDER BY position LIMIT 1")
    mark_phone(shop, phone_id=phone, wrong=True)
    between = snapshot(shop)
    restore_touch(shop, touch_id=touch)
    delete_touch(shop, touch_id=touch)
    assert alike(snapshot(shop)) == alike(between)


def test_who_said_no_more_calls_is_left_alone_again_by_all_that_came_up_since(shop: Book) -> None:
    touch = answered(shop, 2, AnswerEntry("do_not_contact"))
    delete_touch(shop, touch_id=touch)
    plan(shop, customer_id=2, day="今天", note="新的")
    assert len(up(shop, 2)) == 1
    between = snapshot(shop)
    done = restore_touch(shop, touch_id=touch)
    assert "以后" in say(done.notes[0]) or "联系" in say(done.notes[0])
    assert up(shop, 2) == []
    with shop.read() as sql:
        assert sql.value("SELECT count(*) FROM follow_up WHERE customer_id = 2 AND state = 'open'") == 0
    delete_touch(shop, touch_id=touch)
    assert alike(snapshot(shop)) == alike(between)


def test_a_score_taken_back_by_itself_comes_once(shop: Book) -> None:
    touch = answered(shop, 1, AnswerEntry("reached", score="1"))
    before = snapshot(shop)
    delete_touch(shop, touch_id=touch)
    with shop.read() as sql:
        said = sql.value("SELECT id FROM feedback")
    restore_feedback(shop, feedback_id=said)
    restore_touch(shop, touch_id=touch)
    assert snapshot(shop) == before


# any order -------------------------------------------------------------------------------------------------------------------


class Walk:
    """Somebody who answers, strikes, takes back and does other things in any order; each strike is tried back at once."""

    def __init__(self, book: Book, clock: Clock, seed: int) -> None:
        self.book, self.clock, self.r = book, clock, random.Random(seed)
        self.lists = [printed(book, 1, 2, 3)]
        self.struck: dict[int, list[tuple[str, int, dict[str, Any], dict[str, Any] | None]]] = {}
        self.came, self.stayed = 0, 0

    def go(self, steps: int) -> None:
        moves = [self.answer] * 4 + [self.row] * 3 + [self.strike] * 4 + [self.restore] * 4
        moves += [self.plan, self.visit, self.later, self.phone, self.alone, self.score, self.reason, self.touch, self.undo,
                  self.correct, self.dismiss, self.print]  # fmt: skip
        for _ in range(steps):
            try:
                self.r.choice(moves)()
            except (Refused, BookError, NothingToRedo, NothingToUndo):
                continue

    def _entry(self, offered: tuple[Outcome, ...]) -> AnswerEntry:
        r = self.r
        return AnswerEntry(
            r.choice(offered).value, r.choice(["", "月底来"]), r.choice(["明天", "后天"]), r.choice(["", "1", "5"]),
            r.choice([None, 1, 2]), new_phone=r.choice(["", "", "18600001111"]),
        )  # fmt: skip

    def answer(self) -> None:
        items = [item for who in (1, 2, 3) for item in up(self.book, who)]
        if items:
            item = self.r.choice(items)
            record_answer(self.book, item=item, entry=self._entry(OUTCOMES[item.channel]))

    def row(self) -> None:
        with self.book.read() as sql:
            rows = paper_rows(sql, self.r.choice(self.lists))
        if not rows:  # they were all to be left alone when it was printed
            return
        row = self.r.choice(rows)
        seen = row.answer.touch_id if row.answer else None
        answer_row(self.book, row_id=row.id, entry=self._entry(tuple(Outcome)), seen=seen)

    def _touches(self, thrown: bool) -> list[int]:
        where = "deleted_at IS NOT NULL" if thrown else "deleted_at IS NULL AND followed != ''"
        with self.book.read() as sql:
            return sql.column(f"SELECT id FROM interaction WHERE {where} ORDER BY id")

    def strike(self) -> None:
        ids = self._touches(False)
        if not ids:
            return
        touch, how = self.r.choice(ids), self.r.choice(STRIKES)
        before = snapshot(self.book)
        how(self.book, touch)
        struck = snapshot(self.book)
        restore_touch(self.book, touch_id=touch)
        assert snapshot(self.book) == before
        undo(self.book)
        assert snapshot(self.book) == struck
        self.struck[touch] = [
            (table, i, row, struck[table].get(i))
            for table, rows in before.items() for i, row in rows.items() if struck[table].get(i) != row
        ]  # fmt: skip

    def restore(self) -> None:
        ids = self._touches(True)
        if not ids:
            return
        touch, before = self.r.choice(ids), snapshot(self.book)
        try:
            restore_touch(self.book, touch_id=touch)
        except Refused:
            assert snapshot(self.book) == before
            self.stayed += 1
            return
        self.came += 1
        self._as_before(touch)
        self._hold()

    def _as_before(self, touch: int) -> None:
        """Every row that went or changed with the touch stands again as it did before that; of what bears another number the
        rest is the same."""
        now = snapshot(self.book)
        for table, row, was, left in self.struck[touch]:
            if left is not None:
                tied = ("followed", "follow_up_id") if table == "interaction" else ()
                changed = [column for column in was if was[column] != left[column] and column not in tied]
                thrown = table == "feedback" and now[table][row]["deleted_at"] not in (None, left["deleted_at"])
                assert thrown or all(now[table][row][c] == was[c] for c in changed), (table, row, changed)
            elif table in ("lapse", "win_back"):  # said again meanwhile, it is told once
                assert [one for one in now[table].values() if one["customer_id"] == was["customer_id"]]
            else:
                loose = {"id", "source_id", "position"}
                plain = {c: v for c, v in was.items() if c not in loose}
                assert plain in [{c: v for c, v in one.items() if c not in loose} for one in now[table].values()], (table, was)
        tied_to = now["interaction"][touch]["follow_up_id"]
        assert tied_to is None or now["follow_up"][tied_to]["customer_id"] == now["interaction"][touch]["customer_id"]

    def _hold(self) -> None:
        """What never may be: two answers in a row of a list, two follow-ups of one reason, somebody left alone on a list."""
        with self.book.read() as sql:
            assert sql.rows("SELECT list_row_id FROM interaction WHERE deleted_at IS NULL AND list_row_id IS NOT NULL"
                            " GROUP BY list_row_id HAVING count(*) > 1") == []  # fmt: skip
            assert sql.rows("SELECT customer_id, rule_id, kind, occurrence FROM follow_up WHERE kind != 'picked' AND kind !="
                            " 'promised' GROUP BY 1, 2, 3, 4 HAVING count(*) > 1") == []  # fmt: skip
            alone = sql.column("SELECT id FROM customer WHERE do_not_contact = 1")
            assert sql.rows("SELECT id FROM interaction WHERE follow_up_id IS NOT NULL AND follow_up_id NOT IN"
                            " (SELECT id FROM follow_up)") == []  # fmt: skip
        assert not [who for who in alone if up(self.book, who)]

    def plan(self) -> None:
        plan(self.book, customer_id=self.r.choice([1, 2, 3]), day=self.r.choice(["今天", "明天"]))

    def dismiss(self) -> None:
        items = [item for who in (1, 2, 3) for item in up(self.book, who)]
        if items:
            item = self.r.choice(items)
            self.r.choice([lambda: dismiss(self.book, item=item), lambda: postpone(self.book, item=item, day="后天", note="")])()

    def visit(self) -> None:
        visit(self.book, self.r.choice([1, 2, 3]))

    def later(self) -> None:
        self.clock.day += self.r.choice([1, 3, 8])
        refresh_calls(self.book)

    def print(self) -> None:
        self.lists.append(printed(self.book, 1, 2, 3))

    def _card(self, who: int) -> CustomerEntry:
        with self.book.read() as sql:
            found = card(sql, self.book.rhythms, who, self.book.today())
        assert found is not None
        return as_typed.customer(found, self.book.today())

    def phone(self) -> None:
        who = self.r.choice([1, 2])
        entry = self._card(who)
        change_customer(self.book, customer_id=who, entry=CustomerEntry(
            name=entry.name, phones=(PhoneEntry(f"1880000{self.r.randrange(1000, 9999)}"), *entry.phones[1:]),
            do_not_contact=entry.do_not_contact,
        ))  # fmt: skip

    def alone(self) -> None:
        who = self.r.choice([1, 2, 3])
        entry = self._card(who)
        change_customer(self.book, customer_id=who, entry=CustomerEntry(
            name=entry.name, phones=entry.phones, do_not_contact=not entry.do_not_contact,
        ))  # fmt: skip

    def score(self) -> None:
        with self.book.read() as sql:
            there = sql.rows("SELECT id, deleted_at IS NULL FROM feedback")
        if there:
            feedback, here = self.r.choice(there)
            (delete_feedback if here else restore_feedback)(self.book, feedback_id=feedback)

    def reason(self) -> None:
        note_reason(self.book, customer_id=1, reason_id=self.r.choice([1, 2, 3]))

    def touch(self) -> None:
        record_touch(self.book, customer_id=self.r.choice([1, 2, 3]), entry=TouchEntry("call", "reached"))

    def correct(self) -> None:
        ids = self._touches(False)
        if ids:
            change_touch(self.book, touch_id=self.r.choice(ids), entry=TouchEntry(
                TouchKind.CALL.value, self.r.choice(["reached", "no_answer", "refused", "wrong_number"]), day="今天",
            ))  # fmt: skip

    def undo(self) -> Done:
        return self.r.choice([undo, undo, redo])(self.book)


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_it_comes_back_whole_or_not_at_all(shop: Book, clock: Clock, seed: int) -> None:
    walk = Walk(shop, clock, seed)
    walk.go(90)
    assert walk.came and walk.stayed, "both were met"
