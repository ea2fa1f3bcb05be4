"""回访名单: who is on it, in which order, and that it stays as printed."""

import json
from collections.abc import Sequence

import pytest

from kyuanbook.actions.customers import change_customer, delete_customer, mark_phone, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.lists import Draft, draft, freeze
from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries.calls import KINDS
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.today import today_page
from kyuanbook.language import say
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.stages import Stage
from tests.book.factories import DAY, Clock, bulk_shop, customer, visit
from tests.book.truth import Truth, table


@pytest.fixture
def shop(book: Book) -> list[int]:
    """Forty regulars of a weekly shop; some stopped, some long ago."""
    ids = bulk_shop(
        book,
        [
            (f"客{i}", f"138{i:08}", [(DAY - i * 4 - 7 * v, 1000 + 500 * i) for v in range(2 + i % 7)])
            for i in range(40)
        ],
    )  # fmt: skip
    assert refit(book)
    return list(ids)


def on(drawn: Draft) -> list[int]:
    return [row.customer_id for row in drawn.rows]


def hear_no_more(book: Book, who: int) -> None:
    with book.read() as sql:
        name = sql.value("SELECT name FROM customer WHERE id = :id", id=who)
        phone = sql.value("SELECT number FROM phone WHERE customer_id = :id", id=who)
    entry = CustomerEntry(name=name, phones=[PhoneEntry(phone)], do_not_contact=True)
    change_customer(book, customer_id=who, entry=entry)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_said_do_not_contact_or_was_thrown_away_is_on_no_list(book: Book, shop: list[int], kind: str) -> None:
    pin(book, customer_id=shop[0], stage=Stage.LOYAL)
    before = on(draft(book, kind=kind))
    assert before or kind in ("prospect", "new", "won_back")
    if not before:
        return
    hear_no_more(book, before[0])
    if len(before) > 1:
        delete_customer(book, customer_id=before[-1])
    assert on(draft(book, kind=kind)) == before[1:-1]
    for chosen in (Filter(do_not_contact=True), Filter(do_not_contact=None)):  # no filter is a way round
        assert not {before[0], *before[-1:]} & set(on(draft(book, kind=kind, chosen=chosen)))
    assert on(draft(book, customer_ids=[before[0], *before[-1:]])) == []
    refresh_calls(book)
    with book.read() as sql:
        page = today_page(sql, book.rhythms, DAY, shown=100)
    assert not {before[0], *before[-1:]} & {row.customer_id for row in page.calls}


def test_a_ranking_made_before_they_said_so_does_not_show_them(book: Book, shop: list[int]) -> None:
    refresh_calls(book)
    with book.read() as sql:
        first, second, third = (row.customer_id for row in today_page(sql, book.rhythms, DAY, shown=3).calls)
    hear_no_more(book, first)
    delete_customer(book, customer_id=second)
    visit(book, third)
    with book.read() as sql:
        assert not {first, second, third} & {
            row.customer_id for row in today_page(sql, book.rhythms, DAY, shown=100).calls
        }


def test_the_order_is_most_to_lose_first(book: Book, shop: list[int]) -> None:
    for kind in ("calls", "lapsed", "at_risk", "all"):
        drawn = draft(book, kind=kind)
        with book.read() as sql:
            assert [(r.customer_id, r.value_cents) for r in drawn.rows] == Truth(sql, DAY).ranked(kind)
        assert len(drawn.rows) >= 3
        values = [row.value_cents for row in drawn.rows]
        assert values == sorted(values, reverse=True)
        assert on(draft(book, kind=kind, limit=3)) == on(drawn)[:3]
    assert all(row.value_cents > 0 for row in draft(book, kind="lapsed").rows)


def test_who_can_not_be_reached_is_not_on_todays_list(book: Book, shop: list[int]) -> None:
    first, second = on(draft(book))[:2]
    with book.read() as sql:
        phones = dict(sql.rows("SELECT customer_id, id FROM phone"))
    mark_phone(book, phone_id=phones[first], wrong=True)
    assert first not in on(draft(book))
    mark_phone(book, phone_id=phones[second], wrong=True)
    change_customer(book, customer_id=second, entry=CustomerEntry(name="客", wechat="wx1"))
    assert second in on(draft(book))


def test_a_list_of_those_picked(book: Book, shop: list[int]) -> None:
    drawn = draft(book, customer_ids=[shop[5], shop[30], 404, shop[5]])
    assert sorted(on(drawn)) == [shop[5], shop[30]]
    assert drawn.kind == "picked"
    assert draft(book, customer_ids=[]).rows == ()


def test_a_filter_narrows_a_list(book: Book, shop: list[int]) -> None:
    who = on(draft(book))[4]
    with book.read() as sql:
        number = sql.value("SELECT number FROM phone WHERE customer_id = :id", id=who)
    change_customer(book, customer_id=who, entry=CustomerEntry(name="客", phones=[PhoneEntry(number)], channel_id=3))
    for kind in ("calls", "all"):
        assert on(draft(book, kind=kind, chosen=Filter(channel_id=3))) == [who]
    assert on(draft(book, kind="prospect", chosen=Filter(channel_id=3))) == []


def test_also_old_looks_further_back(book: Book, shop: list[int]) -> None:
    before = on(draft(book))
    set_shop(book, also_old=True)
    assert set(before) < set(on(draft(book)))
    with book.read() as sql:
        assert [(r.customer_id, r.value_cents) for r in draft(book).rows] == Truth(sql, DAY).ranked("calls")


def test_each_row_says_what_the_caller_needs(book: Book) -> None:
    who = customer(book, "王小明", "13822045678", note="怕吵")
    for ago in range(60, 130, 10):
        visit(book, who, "50", ago=ago)
    (row,) = draft(book, kind="all").rows
    assert (row.name, row.phone, row.note, row.last_day, row.usual_gap) == (
        "王小明",
        "13822045678",
        "怕吵",
        DAY - 60,
        10,
    )
    assert row.year_cents == 35_000
    assert "10" in say(row.reason) and "60" in say(row.reason)


def words(drawn: Draft) -> Sequence[dict[str, str]]:
    return [{"name": row.name, "reason": say(row.reason)} for row in drawn.rows]


def test_a_list_is_kept_in_the_words_that_were_printed(book: Book, shop: list[int], clock: Clock) -> None:
    drawn = draft(book, limit=3)
    done = freeze(book, drawn=drawn, title="今天该联系谁", paper="a4", words=words(drawn))
    assert done.id == drawn.number == 1
    assert say(done.changed.label) == "打印名单 1，3 位"
    with book.read() as sql:
        kept = table(sql, "call_list"), table(sql, "call_list_row")
        fit = sql.value("SELECT value FROM pointer WHERE name = 'fit'")
    (printed,) = kept[0]
    assert {k: printed[k] for k in ("title", "paper", "day", "printed_by", "printed_at", "fit_id", "row_count", "kind")} == {
        "title": "今天该联系谁", "paper": "a4", "day": DAY, "printed_by": "店主", "printed_at": int(clock()), "fit_id": fit,
        "row_count": 3, "kind": "calls",
    }  # fmt: skip
    assert [(r["number"], r["customer_id"], json.loads(r["words"])) for r in kept[1]] == [
        (i, row.customer_id, said) for i, (row, said) in enumerate(zip(drawn.rows, words(drawn), strict=True), 1)
    ]
    change_customer(book, customer_id=on(drawn)[0], entry=CustomerEntry(name="改了名"))
    delete_customer(book, customer_id=on(drawn)[1])
    visit(book, on(drawn)[2])
    for _ in range(4):  # back to before there was anybody
        undo(book)
    with book.read() as sql:
        assert (table(sql, "call_list"), table(sql, "call_list_row")) == kept
        assert sql.value("SELECT count(*) FROM customer") == 0


def test_each_list_has_a_number_of_its_own(book: Book, shop: list[int]) -> None:
    first = draft(book, limit=2)
    meanwhile = draft(book, kind="lapsed", limit=2)
    assert first.number == meanwhile.number == 1
    assert freeze(book, drawn=meanwhile, title="", paper="a5", words=words(meanwhile)).id == 1
    assert freeze(book, drawn=first, title="", paper="a5", words=words(first)).id == 2
    assert draft(book).number == 3
    with pytest.raises(ValueError, match="zip"):
        freeze(book, drawn=first, title="", paper="a5", words=words(first)[:1])
    assert draft(book).number == 3


def test_drawing_up_writes_nothing(book: Book, shop: list[int]) -> None:
    with book.read() as sql:
        before = sql.value("SELECT max(id) FROM journal"), book.data_version()
    draft(book, kind="all")
    with book.read() as sql:
        assert (sql.value("SELECT max(id) FROM journal"), book.data_version()) == before


def test_while_nothing_is_fitted_silence_times_spend_makes_the_order(book: Book) -> None:
    long_away = customer(book, "久", "13800000001")
    dear = customer(book, "贵", "13800000002")
    visit(book, long_away, ago=110, amount="100")
    visit(book, dear, ago=80, amount="120")
    drawn = draft(book)
    assert not drawn.fitted
    assert [row.customer_id for row in drawn.rows] == [long_away, dear]
    assert drawn.rows[0].value_cents < drawn.rows[1].value_cents
