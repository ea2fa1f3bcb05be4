"""值多少 on the card: each figure adds up from the parts that stand below it; nothing is claimed that is not known."""

import re

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refit
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.queries.worth import CardWorth, worth_of
from kyuanbook.rules.entries import OpeningEntry
from kyuanbook.rules.money import amount_words
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.card_worth import worth_told
from kyuanbook.ui.pages.explained import Told
from tests.book.factories import customer, regular, visit


@pytest.fixture
def fitted(book: Book) -> Book:
    """王小明, who comes every 14 days and is late; a regular; one who came once long ago; a prospect."""
    regular(book, "王小明", gap=14, visits=8, ago=40, amount="68")
    regular(book, "欧阳雪", gap=10, visits=9, ago=3, amount="120")
    visit(book, customer(book, "盖小雨"), "35", 900)
    customer(book, "施若男")
    refit(book)
    refresh_standings(book)
    return book


def worth(book: Book, who: int) -> CardWorth:
    with book.read() as sql:
        found = worth_of(sql, book.rhythms, who, book.today())
    assert found is not None
    return found


def told(book: Book, who: int) -> dict[str, Told]:
    return {one.name: one for one in worth_told(worth(book, who))}


def test_the_parts_make_the_figures(fitted: Book) -> None:
    found, said = worth(fitted, 1), told(fitted, 1)
    assert list(said)[1:] == ["往后一年", "往后每次约", "可能损失"]
    assert found.own_cents == 8 * 68_00 and found.own_n == 8
    assert found.worth.basket_cents == round((found.own_cents + found.shop_cents) / 9)
    assert "自己 8 次共 ¥544" in said["往后每次约"].parts and "除以 9" in said["往后每次约"].parts
    assert found.worth.risk_cents == round((1 - found.stake.chance) * found.stake.spend_cents / 2)
    assert f"{found.horizon_days} 天内再来" == next(iter(said))
    assert 0 < found.worth.clv_cents < found.worth.visits_ahead * found.worth.basket_cents


def test_without_a_discount_the_year_is_visits_times_basket(fitted: Book) -> None:
    set_shop(fitted, discount=0)
    found = worth(fitted, 2)
    assert found.worth.clv_cents == pytest.approx(found.worth.visits_ahead * found.worth.basket_cents, rel=0.001)
    assert "打掉" not in told(fitted, 2)["往后一年"].parts


def test_of_the_lapsed_the_last_spend_halved_by_silence(fitted: Book) -> None:
    found, said = worth(fitted, 3), told(fitted, 3)
    assert found.stake.lapsed and found.worth.risk_cents >= 1
    assert "最后那" in said["可能损失"].parts and "减半" in said["可能损失"].parts


def test_a_prospect_may_bring_what_their_kind_brings(fitted: Book) -> None:
    found, said = worth(fitted, 4), told(fitted, 4)
    assert list(said) == ["有望带来"]
    assert found.worth.clv_cents == round(found.rate * found.newcomer_cents) > 0
    rate, newcomer = re.findall(r"[0-9.,]+(?=%|，两)", said["有望带来"].parts)
    product = float(rate) / 100 * float(newcomer.replace(",", ""))
    assert amount_words(round(product * 100)) == said["有望带来"].value  # what is read multiplies


def test_a_shop_that_saw_nobody_twice_is_told_no_chances(book: Book) -> None:
    visit(book, customer(book, "王小明"), "68", 3)
    customer(book, "施若男")
    refresh_standings(book)
    assert list(told(book, 1)) == ["往后每次约"] and told(book, 2) == {}


def test_money_nobody_remembers_is_no_part_of_a_basket(fitted: Book) -> None:
    who = customer(fitted, "老街坊", opening=OpeningEntry(visits="30"))
    visit(fitted, who, "50")
    found = worth(fitted, who)
    assert (found.own_cents, found.own_n) == (50_00, 1)


def test_a_changed_visit_changes_it_at_once(fitted: Book) -> None:
    before = worth(fitted, 1).worth
    visit(fitted, 1, "1000")
    after = worth(fitted, 1).worth
    assert after.basket_cents > before.basket_cents and after.p > before.p


def test_private_hides_the_money_and_not_the_chances(fitted: Book) -> None:
    privacy.turn(True)
    try:
        said = told(fitted, 1)
    finally:
        privacy.turn(False)
    assert said["往后一年"].value == "¥•••" and "成" in next(iter(said.values())).value
