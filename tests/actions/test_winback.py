"""挽回: what was tried and what came of it; whom the lot leaves alone, and that they are left alone."""

import random
from datetime import date

import pytest

from kyuanbook.actions import winback
from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.lists import Draft, draft, freeze
from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.held import experiments, trying
from kyuanbook.book.queries.lapsed import report
from kyuanbook.book.queries.replay import stages
from kyuanbook.book.queries.today import today_page
from kyuanbook.book.queries.winback import AttemptRow, attempts, own_measures, returns_of
from kyuanbook.language import say
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.winback import AttemptEntry, Verdict
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, bulk_shop, customer, typed_day, visit


def tried(book: Book, who: int) -> list[AttemptRow]:
    with book.read() as sql:
        return attempts(sql, book.rhythms, who)


@pytest.fixture
def shop(book: Book) -> list[int]:
    """120 regulars of a weekly shop, all silent for long."""
    ids = bulk_shop(
        book, [(f"客{i}", f"138{i:08}", [(DAY - 40 - i % 40 - 7 * v, 1000 + 10 * i) for v in range(5)]) for i in range(120)]
    )
    bulk_shop(book, [(f"常{i}", "", [(DAY - 7 * v - i, 2000) for v in range(30)]) for i in range(40)])
    assert refit(book)
    return list(ids)


# attempts ------------------------------------------------------------------------------------------------------------------


def test_what_was_tried_and_whether_they_came(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    for ago in (160, 150, 140):
        visit(book, who, ago=ago)
    done = winback.record_attempt(book, customer_ids=[who], entry=AttemptEntry("offer", "20", "3天前", "八折"))
    assert say(done.changed.label) == "记一次挽回 王小明"
    (one,) = tried(book, who)
    assert (one.word, one.cost_cents, one.day, one.note, one.came) == ("优惠", 2000, DAY - 3, "八折", None)
    assert one.waits(DAY) and not one.waits(one.until + 1)
    clock.day = one.until
    visit(book, who)
    assert tried(book, who)[0].came == one.until
    undo(book)
    clock.day += 1
    visit(book, who)
    assert tried(book, who)[0].came is None


def test_a_visit_of_the_same_day_counts_if_it_came_after(book: Book, clock: Clock) -> None:
    early, late = customer(book, "早"), customer(book, "晚")
    visit(book, early)
    clock.minute += 10
    winback.record_attempt(book, customer_ids=[early, late], entry=AttemptEntry("call"))
    clock.minute += 10
    visit(book, late)
    assert tried(book, early)[0].came is None and tried(book, late)[0].came == DAY


def test_with_many_at_once(book: Book, shop: list[int]) -> None:
    done = winback.record_attempt(book, customer_ids=[*shop[:30], shop[0]], entry=AttemptEntry("短信", "0.1"))
    assert say(done.changed.label) == "给 30 位记一次挽回"
    assert all(tried(book, i)[0].word == "短信" for i in shop[:30]) and not tried(book, shop[30])
    with book.read() as sql:
        assert own_measures(sql) == ["短信"]
    undo(book)
    assert not tried(book, shop[0])
    redo(book)
    assert tried(book, shop[0])


def test_an_attempt_is_corrected_and_struck_out(book: Book) -> None:
    who = customer(book, "王小明")
    made = winback.record_attempt(book, customer_ids=[who], entry=AttemptEntry()).id
    assert made is not None
    winback.change_attempt(book, attempt_id=made, entry=AttemptEntry("gift", "35", "昨天"))
    assert [(a.measure, a.cost_cents, a.day) for a in tried(book, who)] == [("gift", 3500, DAY - 1)]
    winback.remove_attempt(book, attempt_id=made)
    assert tried(book, who) == []
    for act in (lambda: winback.remove_attempt(book, attempt_id=made),
                lambda: winback.change_attempt(book, attempt_id=made, entry=AttemptEntry())):  # fmt: skip
        with pytest.raises(NoSuchRow):
            act()
    with pytest.raises(Refused):
        winback.record_attempt(book, customer_ids=[who], entry=AttemptEntry(measure=""))
    with pytest.raises(NoSuchRow):
        winback.record_attempt(book, customer_ids=[404], entry=AttemptEntry())


def test_how_they_came_back(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    days = [DAY - 3000, DAY - 2993, DAY - 2986, DAY - 2000, DAY - 1993, DAY]
    for day in days[:-1]:
        visit(book, who, ago=DAY - day)
    winback.record_attempt(book, customer_ids=[who], entry=AttemptEntry("gift", day="昨天"))
    visit(book, who)
    with book.read() as sql:
        back = returns_of(sql, book.rhythms, who, days, DAY, attempts(sql, book.rhythms, who))
    assert [(b.day, b.away, b.by.measure if b.by else None) for b in back] == [
        (DAY, 1993, "gift"), (DAY - 2000, 986, None),
    ]  # fmt: skip


# left alone ----------------------------------------------------------------------------------------------------------------


def printed(book: Book, kind: str = "lapsed", **how: object) -> Draft:
    drawn = draft(book, kind=kind, **how)  # type: ignore[arg-type]  # of draft
    freeze(book, drawn=drawn, title="", paper="a4", words=[{"name": row.name} for row in drawn.rows])
    return drawn


def on(drawn: Draft) -> set[int]:
    return {row.customer_id for row in drawn.rows}


def test_who_stopped_coming_before_the_book_came_back_too(book: Book) -> None:
    """期初 is history: stage, report and card say the same of the first visit after a long time."""
    who = customer(book, "张", opening=OpeningEntry(visits="12", total="800", first="2020-01-01", last="2021-01-01", gap="30"))
    for ago in (30, 2):
        visit(book, who, ago=ago)
    never_away = customer(book, "李", opening=OpeningEntry(visits="3", first="2015-01-01", last=typed_day(DAY - 40)))
    visit(book, never_away, ago=3)
    with book.read() as sql:
        back = returns_of(sql, book.rhythms, who, [DAY - 30, DAY - 2], DAY, [])
        assert [(one.day, one.away) for one in back] == [(DAY - 30, DAY - 30 - date(2021, 1, 1).toordinal())]
        assert [(won.customer_id, won.back) for won in report(sql, book.rhythms, DAY).won] == [(who, back[0])]
        assert dict(stages(sql, book.rhythms, DAY))[who] is Stage.WON_BACK
        assert returns_of(sql, book.rhythms, never_away, [DAY - 3], DAY, []) == []


def test_by_default_nobody_is_left_alone(book: Book, shop: list[int]) -> None:
    assert all(draft(book, kind=kind).held == () for kind in ("lapsed", "at_risk", "calls", "all"))
    with pytest.raises(ValueError, match=r"0\.7"):
        set_shop(book, hold_back=0.7)


def test_a_share_is_left_alone_and_stays_off_every_list(book: Book, shop: list[int], clock: Clock) -> None:
    whole = on(draft(book, kind="lapsed"))
    set_shop(book, hold_back=0.2)
    drawn = draft(book, kind="lapsed")
    assert drawn == draft(book, kind="lapsed")  # drawn again the lot falls on the same
    assert len(drawn.held) == round(len(whole) * 0.2) > 3 and on(drawn) | set(drawn.held) == whole
    printed(book)
    held = set(drawn.held)
    refresh_calls(book)
    with book.read() as sql:
        assert not held & {row.customer_id for row in today_page(sql, book.rhythms, DAY, shown=200).calls}
    for kind in ("lapsed", "calls", "at_risk"):
        again = draft(book, kind=kind)
        assert not held & on(again) and not held & set(again.held)
        assert not set(again.held) & on(drawn)  # who is being called is not drawn
    assert held <= on(draft(book, customer_ids=sorted(held)))  # picked by hand: the owner means it
    assert held <= on(draft(book, kind="all"))
    assert not draft(book, kind="all").held and not draft(book, customer_ids=shop).held
    clock.day += drawn.horizon
    assert not held & on(draft(book, kind="lapsed", share=0.0))
    clock.day += 1
    assert held <= on(draft(book, kind="lapsed", share=0.0))


def test_for_one_list_it_can_be_turned_off_and_a_limit_is_filled(book: Book, shop: list[int]) -> None:
    set_shop(book, hold_back=0.2)
    assert draft(book, kind="lapsed", share=0.0).held == ()
    limited = draft(book, kind="lapsed", limit=20)
    assert len(limited.rows) == 20 and len(limited.held) == 5
    assert draft(book, kind="lapsed", limit=20, chosen=Filter(channel_id=9)).rows == ()


def test_a_ranking_made_before_the_draw_does_not_show_them(book: Book, shop: list[int]) -> None:
    refresh_calls(book)
    with book.read() as sql:
        before = {row.customer_id for row in today_page(sql, book.rhythms, DAY, shown=200).calls}
    set_shop(book, hold_back=0.2)
    held = set(printed(book).held)
    assert held & before
    with book.read() as sql:
        assert {row.customer_id for row in today_page(sql, book.rhythms, DAY, shown=200).calls} == before - held


def test_the_draw_can_be_taken_back_the_list_stays_printed(book: Book, shop: list[int]) -> None:
    set_shop(book, hold_back=0.2)
    drawn = printed(book)
    assert say(undo(book).notes[0]) == f"名单 1 留下 {len(drawn.held)} 位不打"
    assert set(drawn.held) <= on(draft(book, kind="lapsed", share=0.0))
    with book.read() as sql:
        assert sql.value("SELECT row_count FROM call_list") == len(drawn.rows)
        assert experiments(sql, book.rhythms, DAY) == ()
    redo(book)
    while _undone(book):
        pass
    with book.read() as sql:  # back to before there was anybody, and nothing stands in the way
        assert sql.value("SELECT count(*) FROM customer") == sql.value("SELECT count(*) FROM win_back") == 0


def _undone(book: Book) -> bool:
    with book.read() as sql:
        left = sql.value("SELECT 1 FROM journal WHERE state = 0 LIMIT 1") is not None
    if left:
        undo(book)
    return left


def test_all_of_a_list_in_one_stroke(book: Book, shop: list[int]) -> None:
    drawn = printed(book)
    done = winback.note_list(book, list_id=drawn.number, customer_ids=on(drawn))
    assert say(done.changed.label) == f"名单 1 记上挽回，{len(drawn.rows)} 位"
    assert all(tried(book, i)[0].list_id == drawn.number for i in on(drawn))
    undo(book)
    assert not any(tried(book, i) for i in on(drawn))
    with pytest.raises(NoSuchRow):
        winback.note_list(book, list_id=99, customer_ids=[shop[0]])


# what it says ----------------------------------------------------------------------------------------------------------------


def come_back(book: Book, ids: list[int], share: float, seed: int) -> int:
    chosen = random.Random(seed).sample(ids, round(len(ids) * share))
    for i in chosen:
        visit(book, i)
    return len(chosen)


def test_called_against_left_alone(book: Book, shop: list[int], clock: Clock) -> None:
    set_shop(book, hold_back=0.5)
    drawn = printed(book)
    clock.day += 2
    called = come_back(book, sorted(on(drawn)), 0.9, 1)
    held = come_back(book, sorted(drawn.held), 0.1, 2)
    add_customer(book, entry=CustomerEntry(name="新"))
    with book.read() as sql:
        (one,) = experiments(sql, book.rhythms, clock.day)
        assert not one.ripe and trying(sql, book.rhythms, clock.day).answer.verdict is Verdict.NOTHING
    clock.day = one.until + 1
    with book.read() as sql:
        found = trying(sql, book.rhythms, clock.day)
    (one,) = found.experiments
    assert one.ripe and (len(one.called.ids), len(one.called.came)) == (len(drawn.rows), called)
    assert (len(one.held.ids), len(one.held.came)) == (len(drawn.held), held)
    assert found.answer.verdict.claims
    assert found.answer.won == pytest.approx(len(drawn.rows) * (called / len(drawn.rows) - held / len(drawn.held)))


def test_nobody_is_counted_twice(book: Book, shop: list[int], clock: Clock) -> None:
    set_shop(book, hold_back=0.2)
    first = printed(book)
    clock.day += 1
    bulk_shop(book, [(f"又{i}", f"139{i:08}", [(DAY - 70 - 7 * v, 900) for v in range(5)]) for i in range(20)])
    second = printed(book)
    assert on(first) & on(second) and second.held
    with book.read() as sql:
        newer, older = experiments(sql, book.rhythms, clock.day)
    assert set(older.called.ids) == on(first) and set(newer.called.ids) == on(second) - on(first)
    assert not set(newer.held.ids) & set(older.held.ids)


def test_what_each_measure_has_cost(book: Book, clock: Clock) -> None:
    came, stayed = customer(book, "来"), customer(book, "没来")
    for who in (came, stayed):
        visit(book, who, ago=200)
        winback.record_attempt(book, customer_ids=[who], entry=AttemptEntry("gift", "30"))
    winback.record_attempt(book, customer_ids=[stayed], entry=AttemptEntry("call"))
    clock.day += 1
    visit(book, came)
    with book.read() as sql:
        assert all((m.tried, m.each_cents) == (0, None) for m in trying(sql, book.rhythms, clock.day).measures)
    clock.day = tried(book, stayed)[0].until + 1
    winback.record_attempt(book, customer_ids=[stayed], entry=AttemptEntry("gift", "30"))
    with book.read() as sql:
        by = {m.measure: m for m in trying(sql, book.rhythms, clock.day).measures}
    assert (by["gift"].tried, by["gift"].waiting, by["gift"].cost_cents, by["gift"].each_cents) == (2, 1, 6000, 6000)
    assert by["gift"].came == (came,) and by["call"].came == () and by["call"].each_cents is None
