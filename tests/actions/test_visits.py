"""What the owner does with a visit: the counter never waits and is never blocked."""

from typing import Any

import pytest

from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.shop import add_staff
from kyuanbook.actions.visits import change_visit, delete_visit, record_visit, restore_visit
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.card import VisitRow, card, recycle_bin, timeline, visits
from kyuanbook.book.queries.card import visit as visit_of
from kyuanbook.book.queries.shop import products
from kyuanbook.book.queries.today import today_page
from kyuanbook.language import say
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Problem, Refused
from tests.book.factories import DAY, Clock, customer, snapshot, typed_day, visit
from tests.book.truth import check


def only(book: Book, who: int) -> VisitRow:
    with book.read() as sql:
        (found,) = visits(sql, who)
    return found


def test_a_visit_is_one_line_of_typing(book: Book) -> None:
    who = customer(book, "王小明")
    done = record_visit(book, customer_id=who, entry=VisitEntry(amount="35+20*2", items="剪发，染发×2 , 剪发"))
    found = only(book, who)
    assert (found.id, found.day, found.minute, found.amount_cents) == (done.id, DAY, 600, 7500)
    assert found.items == "剪发×2、染发×2"
    assert say(done.changed.label) == "记一次到店 王小明"
    assert done.changed.customers == {who}
    assert done.notes == ()
    with book.read() as sql:
        assert [p.name for p in products(sql)] == ["剪发", "染发"]  # offered from now on
    check(book, ["王"])


def test_day_time_staff_and_note_are_kept(book: Book) -> None:
    who, staff = customer(book, "王小明"), add_staff(book, name="小丽").id
    entry = VisitEntry("120", day="昨天", time="下午2点半", staff_id=staff, note="短一点\n下次早来")
    record_visit(book, customer_id=who, entry=entry)
    found = only(book, who)
    assert (found.day, found.minute, found.staff, found.note) == (DAY - 1, 870, "小丽", "短一点\n下次早来")
    record_visit(book, customer_id=who, entry=VisitEntry("0", day="前天"))
    with book.read() as sql:
        assert [(v.day, v.minute, v.amount_cents, v.gap) for v in visits(sql, who)] == [
            (DAY - 1, 870, 12_000, 1), (DAY - 2, None, 0, None),
        ]  # fmt: skip


def test_what_is_typed_back_from_paper_has_the_time_written_there_or_none(book: Book) -> None:
    who = customer(book, "王小明")
    record_visit(book, customer_id=who, entry=VisitEntry("35"), now=False)
    assert only(book, who).minute is None and only(book, who).day == DAY
    other = customer(book, "陈桂芳")
    record_visit(book, customer_id=other, entry=VisitEntry("35", time="9:05"), now=False)
    assert only(book, other).minute == 545


REFUSED = [
    ({"amount": "很多"}, "amount", "amount_unreadable"),
    ({"amount": "9" * 200}, "amount", "amount_unreadable"),
    ({"amount": "9" * 30}, "amount", "amount_impossible"),
    ({"amount": "1/0"}, "amount", "amount_unreadable"),
    ({"amount": "🌸"}, "amount", "amount_unreadable"),
    ({"day": "2月30日"}, "day", "day_impossible"),
    ({"day": "那天"}, "day", "day_unreadable"),
    ({"day": "1850-1-1"}, "day", "day_out_of_range"),
    ({"day": "99999天前"}, "day", "day_unreadable"),
    ({"time": "25:00"}, "time", "time_unreadable"),
    ({"items": "剪" * 50}, "items", "text_too_long"),
    ({"items": "剪发、" * 2000}, "items", "text_too_long"),
    ({"items": "剪发×1000"}, "items", "whole_number"),
    ({"items": "剪发×0"}, "items", "whole_number"),
    ({"items": "剪发×" + "9" * 300}, "items", "whole_number"),
    ({"note": "长" * 5000}, "note", "text_too_long"),
]
ASKED = [
    ({"amount": "-35"}, "amount", "amount_negative"),
    ({"amount": "2000000"}, "amount", "amount_absurd"),
    ({"day": "明天"}, "day", "day_future"),
]


@pytest.mark.parametrize(("fields", "field", "key"), [*REFUSED, *ASKED])
def test_what_is_wrong_is_said_beside_its_field(book: Book, fields: dict[str, Any], field: str, key: str) -> None:
    who = customer(book, "王小明")
    kept = visit(book, who)
    before, asked = snapshot(book), (fields, field, key) in ASKED
    problems: list[Problem] = []
    for attempt in (
        lambda: record_visit(book, customer_id=who, entry=VisitEntry(**{"amount": "35", **fields})),
        lambda: change_visit(book, visit_id=kept, entry=VisitEntry(**{"amount": "35", **fields})),
    ):
        with pytest.raises(Refused) as found:
            attempt()
        (problem,) = found.value.problems
        assert (problem.field, problem.message.key, problem.asks) == (field, key, asked)
        assert len(say(problem.message)) > 4
        problems.append(problem)
    assert snapshot(book) == before
    answers = {p.answer for p in problems}
    if asked:
        record_visit(book, customer_id=who, entry=VisitEntry(**{"amount": "35", **fields}), accepted=answers)
        change_visit(book, visit_id=kept, entry=VisitEntry(**{"amount": "35", **fields}), accepted=answers)
        assert snapshot(book) != before
        check(book, ["王"])
    else:
        with pytest.raises(Refused):
            record_visit(book, customer_id=who, entry=VisitEntry(**{"amount": "35", **fields}), accepted=answers)


def test_what_was_accepted_stays_accepted_while_the_visit_is_corrected(book: Book) -> None:
    """One answer for one question: accepting a refund does not accept a future day."""
    who = customer(book, "王小明")
    with pytest.raises(Refused) as found:
        record_visit(book, customer_id=who, entry=VisitEntry("-35", day="明天"), accepted={"amount:amount_negative"})
    assert [p.answer for p in found.value.problems] == ["day:day_future"]


@pytest.mark.parametrize("dirty", ["３５", " 35\n", "\u202e35\u200b", "35元", "¥35.00", "35块"])
def test_an_amount_pasted_from_anywhere(book: Book, dirty: str) -> None:
    who = customer(book, "王小明")
    record_visit(book, customer_id=who, entry=VisitEntry(dirty, items="\u200b剪\x07发\u202e", note=" 好\r\n\u0000 "))
    found = only(book, who)
    assert (found.amount_cents, found.items, found.note) == (3500, "剪发", "好")


def test_a_correction_moves_all_that_hangs_on_it(book: Book) -> None:
    who = customer(book, "王小明")
    done = record_visit(book, customer_id=who, entry=VisitEntry("35", items="剪发、洗发", note="x"))
    assert done.id is not None
    before = snapshot(book)
    entry = VisitEntry("80", items="染发×2", day=typed_day(DAY - 9), time="9:05")
    changed = change_visit(book, visit_id=done.id, entry=entry)
    assert say(changed.changed.label) == "改一次到店 王小明"
    found = only(book, who)
    assert (found.day, found.minute, found.amount_cents, found.items, found.note) == (DAY - 9, 545, 8000, "染发×2", "")
    assert change_visit(book, visit_id=done.id, entry=entry).changed.entry is None
    check(book, ["王"])
    undo(book)
    assert snapshot(book) == before
    check(book, ["王"])
    with book.read() as sql:
        assert visit_of(sql, done.id) == (who, only(book, who))
        assert visit_of(sql, 404) is None


def test_a_visit_goes_to_the_bin_and_comes_back(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    kept = visit(book, who, "35")
    before = snapshot(book)
    clock.minute += 5
    assert say(delete_visit(book, visit_id=kept).changed.label) == "移到回收站：王小明 的一次到店"
    thrown = int(clock())
    clock.minute += 5
    assert delete_visit(book, visit_id=kept).changed.entry is None  # thrown once, it keeps its time
    with book.read() as sql:
        assert visits(sql, who) == []
        assert visit_of(sql, kept) is None
        assert [(t.table, t.id, t.name, t.day, t.amount_cents, t.deleted_at) for t in recycle_bin(sql)] == [
            ("visit", kept, "王小明", DAY, 3500, thrown)
        ]
        assert today_page(sql, book.rhythms, DAY).came == 0
    check(book, ["王"])
    with pytest.raises(NoSuchRow):
        change_visit(book, visit_id=kept, entry=VisitEntry("1"))
    assert say(restore_visit(book, visit_id=kept).changed.label) == "从回收站取回：王小明 的一次到店"
    assert snapshot(book) == before
    assert restore_visit(book, visit_id=kept).changed.entry is None
    check(book, ["王"])


def test_visits_of_a_thrown_customer_go_with_them(book: Book) -> None:
    who = customer(book, "王小明")
    visit(book, who)
    visit(book, who)
    delete_visit(book, visit_id=1)
    delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert [t.table for t in recycle_bin(sql)] == ["customer"]
        page = today_page(sql, book.rhythms, DAY)
    assert (page.came, page.income_cents, page.visits) == (0, 0, ())


def test_what_is_not_there_is_said_so(book: Book) -> None:
    who = customer(book, "王小明")
    before = snapshot(book)
    for attempt in (
        lambda: record_visit(book, customer_id=404, entry=VisitEntry("1")),
        lambda: record_visit(book, customer_id=who, entry=VisitEntry("1", staff_id=404)),
        lambda: change_visit(book, visit_id=404, entry=VisitEntry("1")),
        lambda: delete_visit(book, visit_id=404),
        lambda: restore_visit(book, visit_id=404),
    ):
        with pytest.raises(NoSuchRow):
            attempt()
    kept = visit(book, who)
    with pytest.raises(NoSuchRow):
        change_visit(book, visit_id=kept, entry=VisitEntry("1", staff_id=404))
    undo(book)
    assert snapshot(book) == before


def test_a_visit_takes_a_lapsed_pin_off_and_says_so(book: Book) -> None:
    who, other = customer(book, "王小明"), customer(book, "李丽华")
    pin(book, customer_id=who, stage=Stage.LAPSED, why="搬走了")
    pin(book, customer_id=other, stage=Stage.LOYAL)
    before = snapshot(book)
    done = record_visit(book, customer_id=who, entry=VisitEntry("35"))
    assert [say(note) for note in done.notes] == ["已去掉“流失”标注"]
    assert record_visit(book, customer_id=other, entry=VisitEntry("35")).notes == ()
    with book.read() as sql:
        stages = [(found.pin, found.stage) for i in (who, other) if (found := card(sql, book.rhythms, i, DAY))]
    assert stages[0] == (None, Stage.NEW)
    assert stages[1][1] is Stage.LOYAL
    check(book, ["王"])
    undo(book)
    undo(book)
    assert snapshot(book) == before
    redo(book)
    check(book, ["王"])


def test_the_time_line_tells_visits_and_changes_newest_first(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    visit(book, who, "35", items="剪发")
    clock.day += 5
    pin(book, customer_id=who, stage=Stage.LOYAL)
    visit(book, who, "80")
    visit(book, who, "20", ago=2)
    clock.day += 1
    change_visit(book, visit_id=1, entry=VisitEntry("36", day=typed_day(DAY), time="10:00"))
    with book.read() as sql:
        lines = timeline(sql, who)
    told = [(h.day - DAY, h.visit.amount_cents if h.visit else say(h.entry.label) if h.entry else "") for h in lines]
    assert told == [
        (6, "改一次到店 王小明"), (5, 8000), (5, "标为忠诚 王小明"), (3, 2000), (0, 3600), (0, "记新客户 王小明"),
    ]  # fmt: skip


def test_the_first_page_counts_today(book: Book, clock: Clock) -> None:
    one, two = customer(book, "王小明"), customer(book, "李丽华")
    with book.read() as sql:
        assert not today_page(sql, book.rhythms, DAY).empty
    visit(book, one, "35", ago=7)
    visit(book, one, "35", items="剪发×2")
    clock.minute += 10
    visit(book, two, "80")
    visit(book, one, "5")
    with book.read() as sql:
        page = today_page(sql, book.rhythms, DAY)
    assert (page.came, page.income_cents, page.came_week_ago) == (2, 12_000, 1)
    assert [(v.name, v.minute, v.items, v.amount_cents, v.stage) for v in page.visits] == [
        ("王小明", 610, "", 500, Stage.RETURNING), ("李丽华", 610, "", 8000, Stage.NEW),
        ("王小明", 600, "剪发×2", 3500, Stage.RETURNING),
    ]  # fmt: skip


def test_no_amount_asks_and_may_be_kept(book: Book) -> None:
    who = customer(book, "王小明")
    with pytest.raises(Refused) as refused:
        record_visit(book, customer_id=who, entry=VisitEntry())
    assert refused.value.only_asks
    assert [p.answer for p in refused.value.problems] == ["amount:amount_missing"]
    done = record_visit(book, customer_id=who, entry=VisitEntry(), accepted={"amount:amount_missing"})
    assert done.id is not None
