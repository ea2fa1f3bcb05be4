"""Trees, chains and ambassadors in a real book; a card's code finds whose it is."""

import random

from kyuanbook.actions import rewards as acts
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.rhythm import refit
from kyuanbook.book.book import Book
from kyuanbook.book.queries import rewards
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.book.queries.referrals import Found, below_of, referrals, tree_of
from kyuanbook.book.tables import Customer, Visit
from kyuanbook.rules.codes import code_of
from kyuanbook.rules.reward_schemes import SchemeEntry
from tests.book.factories import DAY, Clock, customer, standing_of, visit


def found(book: Book) -> Found:
    with book.read() as sql:
        return referrals(sql, book.today(), lambda done, of: True)


def family(book: Book, seed: int, many: int) -> list[int]:
    """A random forest, some of whom came."""
    rnd = random.Random(seed)
    with book.write("add_sample", bulk=True) as unit:
        first = unit.next_id(Customer)
        unit.insert_many(
            Customer,
            [
                {
                    "name": f"客{i}", "created_at": unit.at, "created_day": DAY - rnd.randrange(300),
                    "referrer_id": first + rnd.randrange(i) if i and rnd.random() < 0.7 else None,
                    "opening": rnd.random() < 0.1, "opening_total_cents": 7_00,
                    "deleted_at": unit.at if rnd.random() < 0.1 else None,
                }
                for i in range(many)
            ],
        )  # fmt: skip
        unit.insert_many(
            Visit,
            [
                {
                    "customer_id": first + rnd.randrange(many), "day": DAY - rnd.randrange(200), "created_at": unit.at,
                    "amount_cents": rnd.randrange(20_000), "deleted_at": unit.at if rnd.random() < 0.1 else None,
                }
                for _ in range(many * 3)
            ],
        )  # fmt: skip
    return list(range(first, first + many))


def test_the_sums_of_every_tree_are_those_of_the_visits_and_of_the_snapshot(book: Book) -> None:
    for seed in range(3):
        ids = family(book, seed, 60)
        refit(book)
        with book.read() as sql:
            up = dict(sql.rows("SELECT id, referrer_id FROM customer"))
            away = set(sql.column("SELECT id FROM customer WHERE deleted_at IS NOT NULL"))
            sums = "SELECT customer_id, sum(amount_cents) FROM visit WHERE deleted_at IS NULL GROUP BY customer_id"
            spent = dict(sql.rows(sums))
            for root in ids:
                there = set()
                for one in ids:
                    at = up[one]
                    while at is not None and at != root:
                        at = up[at]
                    if at == root:
                        there.add(one)
                tree = tree_of(sql, root, DAY)
                assert tree is not None and {b.node.id for b in tree.branches} == there
                assert tree.below == below_of(sql, root, DAY)
                assert tree.below.people == len(there - away)
                assert tree.below.spent_cents == sum(spent.get(i, 0) for i in there - away)
                worth = {i: standing_of(sql, i) for i in there - away}
                assert tree.below.expected_cents == sum(w.clv_cents for w in worth.values() if w is not None)
                assert [i for i, _ in tree.above] == chain_of(up, root)


def chain_of(up: dict[int, int | None], at: int) -> list[int]:
    found = []
    above = up[at]
    while above is not None:
        found.append(above)
        above = up[above]
    return found


def test_the_board_counts_who_stayed_and_names_who_is_worth_most(book: Book) -> None:
    loud, quiet, rich = customer(book, "大喇叭"), customer(book, "细水长流"), customer(book, "贵人")
    for i in range(5):
        visit(book, customer(book, f"一次{i}", referrer_id=loud), "10", ago=300)
    for i in range(2):
        stays = customer(book, f"常来{i}", referrer_id=quiet)
        for ago in (40, 30, 20, 10):
            visit(book, stays, "50", ago=ago)
    visit(book, customer(book, "大单", referrer_id=rich), "9000", ago=5)
    seen = found(book)
    assert [seen.names[one.id] for one in seen.best] == ["细水长流", "贵人", "大喇叭"]
    assert [seen.names[one.id] for one in seen.richest] == ["贵人", "细水长流", "大喇叭"]
    assert (seen.best[0].stayed, seen.best[2].brought, seen.best[2].stayed) == (2, 5, 0)
    assert seen.came == 8 and seen.everybody == 11
    delete_customer(book, customer_id=quiet)
    assert [seen.names[one.id] for one in found(book).best] == ["贵人", "大喇叭"]


def test_the_scheme_is_judged_before_and_after_each_change(book: Book, clock: Clock) -> None:
    old = customer(book, "张姐")
    visit(book, customer(book, "早", referrer_id=old), "100")
    clock.day += 30
    acts.start_scheme(book, entry=SchemeEntry("money", "20"))
    for name in ("甲", "乙"):
        visit(book, customer(book, name, referrer_id=old), "100")
    customer(book, "只登记", referrer_id=old)
    acts.give(book, customer_id=old)
    clock.day += 30
    acts.start_scheme(book, entry=SchemeEntry("goods", "毛巾", "money", "5"))
    visit(book, customer(book, "丙", referrer_id=old), "300")
    before, first, second = found(book).judged
    assert (before.span.scheme, len(before.ids), before.cost_cents, before.spent_cents) == (None, 1, 0, 10_000)
    assert (len(first.ids), len(first.came), first.cost_cents, first.each_cents) == (3, 2, 4_000, 2_000)
    assert (len(second.ids), second.cost_cents, second.goods, second.spent_cents) == (1, 500, 1, 30_000)
    assert before.days == 30 and first.days == 30
    with book.read() as sql:
        totals = rewards.totals(sql)
    assert totals == rewards.Totals(4_000, 0, 500, 1)


def test_a_code_finds_whose_it_is_before_all_others(book: Book) -> None:
    who, other = customer(book, "王小明"), customer(book, "J", "13800001234")
    with book.read() as sql:
        for typed in (code_of(who), code_of(who).lower(), f" {code_of(who)[:2]}-{code_of(who)[2:]} "):
            assert [row.id for row in find_customers(sql, book.haystack, typed, DAY)] == [who]
        assert other in [row.id for row in find_customers(sql, book.haystack, "J", DAY)]
        wrong = f"J{who}{(int(code_of(who)[-1]) + 1) % 10}"
        assert who not in [row.id for row in find_customers(sql, book.haystack, wrong, DAY)]
        assert find_customers(sql, book.haystack, code_of(99_999), DAY) == []


