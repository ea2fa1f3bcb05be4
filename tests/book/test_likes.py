"""The shop's table of likes, and what a card reads of one customer."""

from collections.abc import Callable
from typing import Any

import pytest

from kyuanbook.actions import history
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.likes import dismiss_suggestion, refresh_likes
from kyuanbook.actions.shop import add_product, change_product, hide_product, set_shop
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.visits import delete_visit, record_visit
from kyuanbook.book import likes
from kyuanbook.book.book import Book
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.likes import NOTHING, CustomerLikes, intervals, likes_of, suggestion_for
from kyuanbook.language import say
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.likes import Pair, ShopLikes, Usual
from tests.book.factories import Clock, customer, snapshot, visit
from tests.book.liking import DYED, hair_shop, liking_shop


def of(book: Book, customer_id: int) -> CustomerLikes:
    with book.read() as sql:
        return likes_of(sql, customer_id, book.today())


def kept(book: Book) -> ShopLikes:
    with book.read() as sql:
        return likes.kept(sql)


def product(book: Book, name: str) -> int:
    with book.read() as sql:
        return int(sql.value("SELECT id FROM product WHERE name = :name", name=name))


def due_words(book: Book, customer_id: int) -> list[str]:
    return [say(one.words) for one in of(book, customer_id).due]


def suggested(book: Book, customer_id: int) -> str | None:
    found = of(book, customer_id).suggestion
    with book.read() as sql:
        assert suggestion_for(sql, customer_id) == found
    return None if found is None else found.name


def test_what_is_bought_due_and_welcome(book: Book) -> None:
    who = hair_shop(book)
    assert refresh_likes(book)
    found = of(book, who)
    roots, care = product(book, "补染发根"), product(book, "头皮护理")
    assert kept(book).usual[roots] == Usual(gap=45, gaps=15, judged=1, again=1)
    [favourite] = found.favourites
    assert (favourite.name, favourite.times, favourite.last) == ("补染发根", 4, book.today() - 60)
    assert favourite.due_day == book.today() - 15
    assert due_words(book, who) == ["该再做了：补染发根（按 45 天左右一次，已 60 天）"]
    assert [say(p) for p in found.due[0].parts] == ["自己近 3 次平均隔 45 天", "本店客人多隔 45 天"]
    assert found.suggestion is not None and found.suggestion.product_id == care
    assert say(found.suggestion.reason) == "做过“补染发根”的 13 位老客里，有 12 位也做“头皮护理”，这位还没做过"


def test_a_shop_that_sells_says_buy(book: Book) -> None:
    who = hair_shop(book)
    refresh_likes(book)
    set_shop(book, trade="pharmacy")
    assert due_words(book, who)[0].startswith("该再买了：补染发根")
    found = of(book, who).suggestion
    assert found is not None and "也买“头皮护理”，这位还没买过" in say(found.reason)


def test_without_a_table_the_customer_s_own_gaps_speak(book: Book) -> None:
    who = hair_shop(book)
    assert kept(book) == ShopLikes(0, {}, ())
    assert due_words(book, who) == ["该再做了：补染发根（平时约 45 天一次，已 60 天）"]
    assert suggested(book, who) is None


def test_the_owner_s_interval_goes_first(book: Book) -> None:
    who = hair_shop(book)
    refresh_likes(book)
    change_product(book, product_id=product(book, "补染发根"), name="补染发根", interval="90")
    assert due_words(book, who) == []  # (135 + 2 × 90) ÷ 5 = 63
    change_product(book, product_id=product(book, "补染发根"), name="补染发根", interval="80")
    assert due_words(book, who) == ["该再做了：补染发根（按 59 天左右一次，已 60 天）"]
    with book.read() as sql:
        assert intervals(sql) == {product(book, "补染发根"): 80}


def test_a_visit_takes_it_off_at_once(book: Book) -> None:
    who = hair_shop(book)
    refresh_likes(book)
    record_visit(book, customer_id=who, entry=VisitEntry(amount="138", items="补染发根，头皮护理"))
    assert due_words(book, who) == [] and suggested(book, who) is None
    history.undo(book)
    assert len(due_words(book, who)) == 1 and suggested(book, who) == "头皮护理"


def test_turned_down_once_is_turned_down_for_this_customer(book: Book) -> None:
    who = hair_shop(book)
    other = liking_shop(book, DYED)[0]
    refresh_likes(book)
    before, care = snapshot(book), product(book, "头皮护理")
    done = dismiss_suggestion(book, customer_id=who, product_id=care)
    assert say(done.changed.label) == "停止给客1推荐“头皮护理”"
    assert suggested(book, who) is None and suggested(book, other) == "头皮护理"
    assert refresh_likes(book) and suggested(book, who) is None
    assert dismiss_suggestion(book, customer_id=who, product_id=care).changed.entry is None
    history.undo(book)
    assert snapshot(book) == before and suggested(book, who) == "头皮护理"
    history.redo(book)
    assert suggested(book, who) is None


def test_nobody_and_nothing_cannot_be_turned_down(book: Book) -> None:
    who = hair_shop(book)
    with pytest.raises(NoSuchRow):
        dismiss_suggestion(book, customer_id=999, product_id=product(book, "头皮护理"))
    with pytest.raises(NoSuchRow):
        dismiss_suggestion(book, customer_id=who, product_id=999)
    delete_customer(book, customer_id=who)
    with pytest.raises(NoSuchRow):
        dismiss_suggestion(book, customer_id=who, product_id=product(book, "头皮护理"))


def test_a_product_put_away_is_neither_due_nor_suggested(book: Book) -> None:
    who = hair_shop(book)
    refresh_likes(book)
    for name in ("头皮护理", "补染发根"):
        hide_product(book, product_id=product(book, name))
    found = of(book, who)
    assert [one.name for one in found.favourites] == ["补染发根"]  # what was, was
    assert found.due == () and found.suggestion is None


@pytest.mark.parametrize("customers", [0, 1, 10])
def test_small_shops(book: Book, customers: int) -> None:
    add_product(book, name="没人买过")
    ids = [customer(book, f"客{i}") for i in range(customers)]
    assert refresh_likes(book)
    assert (kept(book).usual, kept(book).pairs) == ({}, ())
    for i in ids:
        visit(book, i, ago=30)
        assert of(book, i) == NOTHING  # nothing was written down of what they bought
        visit(book, i, items="剪发")
    assert refresh_likes(book)
    for i in ids:
        [only] = of(book, i).favourites
        assert (only.name, only.times, only.due_day) == ("剪发", 1, None)
    assert kept(book).pairs == ()


def test_visits_and_customers_thrown_away_and_days_to_come_count_for_nothing(book: Book, clock: Clock) -> None:
    one, gone = liking_shop(book, [(10, "剪发"), (20, "剪发")], [(10, "剪发"), (50, "剪发")])
    delete_customer(book, customer_id=gone)
    delete_visit(book, visit_id=visit(book, one, items="剪发", ago=3))
    liking_shop(book, [(-40, "剪发"), (5, "剪发")])
    refresh_likes(book)
    assert kept(book).usual[product(book, "剪发")] == Usual(gap=10, gaps=1, judged=1, again=1)
    assert of(book, one).favourites[0].times == 2


def test_the_clock_set_back_makes_nothing_due(book: Book, clock: Clock) -> None:
    who = hair_shop(book)
    refresh_likes(book)
    clock.day -= 100
    assert due_words(book, who) == []
    assert refresh_likes(book)


def test_it_is_made_anew_with_the_standings(book: Book) -> None:
    who = hair_shop(book)
    assert refresh_standings(book)
    assert kept(book).day == book.today() and suggested(book, who) == "头皮护理"
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM basis WHERE name = 'likes'") == 1


def test_stopped_it_stays_as_it_was(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    hair_shop(book)
    refresh_likes(book)
    before = kept(book)
    monkeypatch.setattr(likes, "AT_ONCE", 10)
    answers = iter([True, True, False])
    liking_shop(book, *[[(1, "别的"), (2, "别的")]] * 20)
    assert not refresh_likes(book, lambda: next(answers))
    assert kept(book) == before
    assert refresh_likes(book) and product(book, "别的") in kept(book).usual


def test_read_a_few_at_a_time_it_is_the_same(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    hair_shop(book)
    refresh_likes(book)
    whole = kept(book)
    assert whole.pairs and isinstance(whole.pairs[0], Pair)
    monkeypatch.setattr(likes, "AT_ONCE", 7)
    refresh_likes(book)
    assert kept(book) == whole


READS: list[Callable[[Any], object]] = [lambda sql: likes_of(sql, 1, 740_000), lambda sql: suggestion_for(sql, 1)]


@pytest.mark.parametrize("read", READS)
def test_one_customer_is_read_by_index(book: Book, read: Callable[[Any], object]) -> None:
    hair_shop(book)
    refresh_likes(book)
    with book.read() as sql:
        asked = _Asked(sql)
        read(asked)
        plans = [row[3] for text, known in asked.asked for row in sql.rows("EXPLAIN QUERY PLAN " + text, **known)]
    tables = ("visit", "visit_item", "product", "dismissal", "basis", "v ", "i ", "p ")
    assert len(plans) >= 5
    assert not [p for p in plans if p.startswith("SCAN") and p.removeprefix("SCAN ").startswith(tables)], plans


class _Asked:
    """A reader that remembers what it was asked."""

    def __init__(self, sql: Any) -> None:
        self._sql = sql
        self.asked: list[tuple[str, dict[str, object]]] = []

    def once(self, what: str, read: Callable[[], Any]) -> Any:
        return read()

    def __getattr__(self, way: str) -> Callable[..., Any]:
        def ask(text: str, **known: object) -> Any:
            self.asked.append((text, known))
            return getattr(self._sql, way)(text, **known)

        return ask
