"""The facts of 潜力 are those of the tables, for one as for many; the shop's averages are of its last year."""

from random import Random

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.shop import add_product
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.touches import delete_touch, record_touch
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book import standing
from kyuanbook.book.queries import potential as potential_queries
from kyuanbook.book.queries.potential import facts, kept_shop_facts, read, shop_at_hand, shop_facts, written
from kyuanbook.book.queries.promising import potential_of, promising
from kyuanbook.book.queries.worth import worth_of
from kyuanbook.rules.entries import OpeningEntry
from kyuanbook.rules.potential import HALF, YEAR, PotentialFacts, PotentialShop
from kyuanbook.rules.touches import TouchEntry
from tests.book.factories import customer, standing_of, typed_day, visit


def touched(book: Book, who: int, ago: int = 0, **typed: str) -> int:
    entry = TouchEntry(day=typed_day(book.today() - ago), **typed)
    done = record_touch(book, customer_id=who, entry=entry)
    assert done.id is not None
    return done.id


def of(book: Book, *ids: int) -> dict[int, PotentialFacts]:
    with book.read() as sql:
        return facts(sql, ids, book.today())


def test_the_facts_of_one_customer(book: Book) -> None:
    add_product(book, name="烫发")
    who = customer(book, "王小明", birthday="2000.1.1", channel_id=3, income_band="high")
    for ago, amount in ((YEAR, "10"), (YEAR - 1, "20"), (HALF, "30"), (HALF - 1, "40"), (0, "50")):
        visit(book, who, amount, ago)
    delete_visit(book, visit_id=visit(book, who, "999", 1))
    touched(book, who, kind="enquiry", wanted="烫发")
    touched(book, who, kind="asked", wanted="美甲")
    touched(book, who, ago=YEAR, kind="asked", wanted="烫发")
    touched(book, who, kind="sample", wanted="烫发", outcome="refused")
    touched(book, who, kind="trial")
    touched(book, who, kind="call", outcome="promised")
    touched(book, who, kind="call", outcome="no_answer")
    delete_touch(book, touch_id=touched(book, who, kind="trial"))
    assert of(book, who) == {who: PotentialFacts(
        came=True, income="high", age="26", channel_id=3, visits=5, spent_cents=15_000, since=book.today() - YEAR, year=4,
        recent=2, before=2, touches=7, enquiries=2, contacts=3, answers=1, wanted=3, carried=2, tried=2, turned_down=1,
    )}  # fmt: skip


def test_somebody_of_whom_nothing_is_known_and_one_known_from_before(book: Book) -> None:
    nobody = customer(book, "施若男")
    regular = customer(book, "老解", opening=OpeningEntry(visits="20"))
    assert of(book, nobody, regular, 99) == {nobody: PotentialFacts(), regular: PotentialFacts(came=True)}
    assert of(book) == {}


def test_a_visit_or_touch_of_a_day_to_come_says_nothing_yet(book: Book) -> None:
    who = customer(book, "施若男")
    record_touch(book, customer_id=who, entry=TouchEntry(day="明天"), accepted={"day:day_future"})
    assert of(book, who)[who].touches == 0


def test_many_are_read_as_one_by_one(book: Book) -> None:
    add_sample(book, customers=80)
    with book.read() as sql:
        ids = sql.column("SELECT id FROM customer")
        together = facts(sql, ids, book.today())
        assert together == {i: facts(sql, [i], book.today())[i] for i in ids}
    assert sum(f.touches for f in together.values()) > 10


def test_the_shops_averages_are_of_its_last_year(book: Book) -> None:
    young = customer(book, "甲", birthday="2000.1.1", channel_id=3)
    old = customer(book, "乙", birthday="1950.1.1", channel_id=4)
    other = customer(book, "丙", channel_id=3)
    for who, ago, amount in (
        (young, 0, "100"), (young, HALF, "100"), (old, HALF, "40"), (old, YEAR - 1, "40"), (other, 5, "20"),
        (other, YEAR, "9999"),
    ):  # fmt: skip
        visit(book, who, amount, ago)
    delete_customer(book, customer_id=customer(book, "丁"))
    with book.read() as sql:
        shop = shop_facts(sql, book.today())
    assert shop == PotentialShop(
        book.today(), book.today() - YEAR, 6_000, 5 / 3, 2, 3, {"26": (1, 1), "66": (0, 2)}, {3: (2, 1), 4: (0, 2)}
    )
    assert read(written(shop)) == shop


def test_several_visits_on_one_day_are_one(book: Book) -> None:
    """As on the rest of the card, where they are one visit that brought the sum of them."""
    who, other = customer(book, "甲"), customer(book, "乙")
    for amount in ("30", "50", "40"):
        visit(book, who, amount, HALF + 3)
    for ago in (HALF + 3, 1, 1):
        visit(book, other, "60", ago)
    found = of(book, who, other)
    assert (found[who].visits, found[who].spent_cents, found[who].year, found[who].before) == (1, 12_000, 1, 1)
    assert (found[other].visits, found[other].year, found[other].recent, found[other].before) == (2, 2, 1, 1)
    refresh_standings(book)
    with book.read() as sql:
        shop = shop_facts(sql, book.today())
        assert (shop.basket_cents, shop.visits_each, shop.recent, shop.before) == (10_000, 1.5, 1, 2)
        card = worth_of(sql, book.rhythms, who, book.today())
        assert card is not None and card.own_cents // card.own_n == found[who].spent_cents // found[who].visits
        kept = standing_of(sql, who)
        assert kept is not None and (kept.year_visits, kept.year_cents) == (1, 12_000)


def test_a_new_book_has_averages_of_nothing_and_a_potential_for_everybody(book: Book) -> None:
    with book.read() as sql:
        assert shop_facts(sql, book.today()) == PotentialShop(book.today())
        assert potential_of(sql, 1, book.today()) is None
        assert promising(sql, book.today()).scored() == []
    who = customer(book, "施若男")
    with book.read() as sql:
        found = potential_of(sql, who, book.today())
    assert found is not None and (found.score, found.confidence) == (50, 0)


def keep(book: Book, shop: PotentialShop) -> None:
    """As a snapshot that goes by ``shop`` is kept."""
    refresh_standings(book)
    with book.write_derived() as sql:
        ground = standing.ground(sql)
        assert ground is not None
        standing.finish(sql, ground._replace(potential=shop))


def test_a_snapshot_keeps_what_the_shop_was_like_that_day(book: Book) -> None:
    visit(book, customer(book, "王小明"), "68", 3)
    refresh_standings(book)
    with book.read() as sql:
        assert kept_shop_facts(sql, book.today()) == shop_facts(sql, book.today())
        own = standing_of(sql, 1)
        found = potential_of(sql, 1, book.today())
    assert own is not None and found is not None and found.confidence
    assert (own.potential, own.confidence) == (found.score, found.confidence)


def test_what_was_reckoned_of_the_shop_holds_for_its_day(book: Book) -> None:
    shop = PotentialShop(book.today(), 1, 5_000, 2.5, 9, 8, {"26": (9, 8)}, {3: (1, 2)})
    keep(book, shop)
    with book.read() as sql:
        assert kept_shop_facts(sql, book.today()) == shop
        assert kept_shop_facts(sql, book.today() + 1) is None


def test_a_card_takes_what_is_at_hand_and_waits_for_nothing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(book, customer(book, "王小明"), "68", 3)
    with book.read() as sql:
        assert shop_at_hand(sql, book.today()) == shop_facts(sql, book.today())
        monkeypatch.setattr(potential_queries, "SMALL", 0)
        assert shop_at_hand(sql, book.today()) == PotentialShop(book.today())
    kept = PotentialShop(book.today() - 3, 1, 5_000, 2.5, 9, 8)
    keep(book, kept)
    with book.read() as sql:
        assert shop_at_hand(sql, book.today()) == kept._replace(day=book.today())


def test_every_look_up_of_one_customer_goes_by_an_index(book: Book) -> None:
    """Opening a card reads no table from end to end, however many customers there are."""
    from kyuanbook.book.queries.potential import _TOUCHES, _VISITS

    days = {"today": 1, "year": 0, "half": 0}
    with book.read() as sql:
        for text in (_TOUCHES, _VISITS):
            used = {name: value for name, value in days.items() if f":{name}" in text}
            plan = " ".join(row[3] for row in sql.rows(f"EXPLAIN QUERY PLAN {text}", ids="[1]", **used))
            assert "USING INDEX ix_" in plan and "SCAN visit" not in plan and "SCAN interaction" not in plan


def test_the_most_promising_stand_first(book: Book) -> None:
    lot = Random(5)
    for i in range(30):
        who = customer(book, f"客{i}", income_band=lot.choice(["", "plain", "top"]))
        for _ in range(lot.randrange(3)):
            touched(book, who, kind=lot.choice(["call", "enquiry", "sample"]), ago=lot.randrange(50))
    with book.read() as sql:
        scored = promising(sql, book.today()).scored()
        assert [score for _, score in scored] == [potential_of(sql, one.id, book.today()) for one, _ in scored]
    scores = [score.score for _, score in scored]
    assert len(scores) == 30 and scores == sorted(scores, reverse=True) and scores[0] > scores[-1]
