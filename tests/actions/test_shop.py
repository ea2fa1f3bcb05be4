"""What the owner settles for the shop: name, trade, calendar, sources, staff and products."""

from datetime import date
from typing import Any

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import (
    add_calendar,
    add_channel,
    add_product,
    add_staff,
    change_calendar,
    change_channel,
    change_product,
    change_staff,
    hide_channel,
    hide_product,
    hide_staff,
    order_channels,
    remove_calendar,
    set_shop,
    set_up_shop,
)
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.card import card
from kyuanbook.book.queries.customers import Filter, customer_ids, customer_rows
from kyuanbook.book.queries.shop import ChannelRow, ShopSettings, calendar_rows, channels, products, settings, staff
from kyuanbook.language import ENGLISH, say, use
from kyuanbook.rules.channels import USUAL_CHANNELS
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, customer, snapshot, visit
from tests.book.truth import check


def settings_of(book: Book) -> ShopSettings:
    with book.read() as sql:
        return settings(sql)


def sources(book: Book, **which: bool) -> list[ChannelRow]:
    with book.read() as sql:
        return channels(sql, **which)


def only_problem(attempt: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as found:
        attempt()
    (problem,) = found.value.problems
    assert len(say(problem.message)) >= 4
    return problem.field, problem.message.key


def test_the_first_start_names_the_shop_and_its_trade(book: Book) -> None:
    assert settings_of(book) == ShopSettings()
    set_up_shop(book, name=" 小丽\n理发店 ", trade="hair")
    assert settings_of(book) == ShopSettings(name="小丽 理发店", trade="hair", set_up=True)
    undo(book)
    assert settings_of(book) == ShopSettings()
    assert only_problem(lambda: set_up_shop(book, name="长" * 99, trade="hair")) == ("shop_name", "text_too_long")
    assert only_problem(lambda: set_up_shop(book, name="店", trade="espionage")) == ("trade", "trade_unknown")


def test_each_setting_is_kept_and_taken_back(book: Book) -> None:
    values: dict[str, Any] = {
        "name": "老店", "trade": "fruit", "calls_per_day": 25, "also_old": True, "closed_weekdays": (0, 6), "set_up": True,
    }  # fmt: skip
    for name, value in values.items():
        set_shop(book, **{name: value})
        assert getattr(settings_of(book), name) == value
        assert set_shop(book, **{name: value}).changed.entry is None
    assert settings_of(book) == ShopSettings(**values)
    for _ in values:
        undo(book)
    assert settings_of(book) == ShopSettings()


@pytest.mark.parametrize("many", [0, -1, 201])
def test_how_many_can_be_called_is_a_sensible_number(book: Book, many: int) -> None:
    assert only_problem(lambda: set_shop(book, calls_per_day=many)) == ("calls_per_day", "whole_number")


def test_what_is_no_setting_or_no_weekday_is_our_own_mistake(book: Book) -> None:
    """A weekday that isn't one would keep the calendar from ever being read again."""
    before = snapshot(book)
    with pytest.raises(KeyError):
        set_shop(book, colour="red")
    with pytest.raises(ValueError, match="7"):
        set_shop(book, closed_weekdays=(7,))
    assert snapshot(book) == before


def test_the_calendar_is_kept_newest_first(book: Book) -> None:
    add_calendar(book, first=DAY - 40, last=DAY - 30, word="春节", closed=True)
    done = add_calendar(book, first=DAY - 3, last=DAY - 3, word=" 同行开店\n", closed=False)
    assert say(done.changed.label) == "在店铺日历记上“同行开店”"
    with book.read() as sql:
        assert [(c.first, c.last, c.closed, c.word) for c in calendar_rows(sql)] == [
            (DAY - 3, DAY - 3, False, "同行开店"), (DAY - 40, DAY - 30, True, "春节"),
        ]  # fmt: skip
    assert done.id is not None
    assert say(remove_calendar(book, calendar_id=done.id).changed.label) == "从店铺日历去掉“同行开店”"
    with pytest.raises(NoSuchRow):
        remove_calendar(book, calendar_id=done.id)


def test_an_entry_without_a_word_is_called_by_its_days(book: Book) -> None:
    done = add_calendar(book, first=DAY, last=DAY + 1, word="", closed=True)
    first, last = (date.fromordinal(day) for day in (DAY, DAY + 1))
    days = "–".join(f"{day.year}.{day.month}.{day.day}" for day in (first, last))
    assert say(done.changed.label) == f"在店铺日历记上“{days}”"
    changed = change_calendar(book, calendar_id=done.id or 0, first=DAY, last=DAY, word="装修", closed=False)
    assert say(changed.changed.label) == "改店铺日历的“装修”"
    with book.read() as sql:
        assert [(c.first, c.last, c.closed, c.word) for c in calendar_rows(sql)] == [(DAY, DAY, False, "装修")]
    with pytest.raises(NoSuchRow):
        change_calendar(book, calendar_id=404, first=DAY, last=DAY, word="", closed=True)


def test_a_closure_must_make_sense(book: Book) -> None:
    assert only_problem(lambda: add_calendar(book, first=DAY, last=DAY - 1, word="", closed=True)) == (
        "last", "first_after_last",
    )  # fmt: skip
    assert only_problem(lambda: add_calendar(book, first=DAY, last=DAY + 400, word="", closed=True)) == (
        "last", "closed_over_a_year",
    )  # fmt: skip
    assert only_problem(lambda: add_calendar(book, first=DAY, last=DAY, word="长" * 99, closed=True))[0] == "word"
    add_calendar(book, first=DAY, last=DAY + 400, word="修路", closed=False)


# 来源渠道 -----------------------------------------------------------------------------------------------------------------


def test_all_the_usual_sources_are_there_on_the_first_day(book: Book) -> None:
    found = sources(book)
    assert [(c.family, c.code, c.natural) for c in found] == [
        (c.family.value, c.code, c.natural) for c in USUAL_CHANNELS
    ]
    assert all(c.name and not c.name.startswith("channel_") for c in found)
    assert len({c.name for c in found}) == len(found)
    use(ENGLISH)
    assert sources(book)[0].family == found[0].family


def test_a_source_can_be_renamed_added_ordered_and_hidden_and_is_never_lost(book: Book) -> None:
    who = customer(book, "王小明", channel_id=1)
    change_channel(book, channel_id=1, name="路过橱窗", natural=False)
    added = add_channel(book, name="小区团购", family="online", natural=False).id
    assert added is not None
    order_channels(book, channel_ids=[added, 3])
    hide_channel(book, channel_id=1, hidden=True)
    shown = sources(book, counted=True)
    assert [c.id for c in shown[:3]] == [added, 3, 2]
    assert 1 not in [c.id for c in shown]
    hidden = next(c for c in sources(book, hidden=True, counted=True) if c.id == 1)
    assert (hidden.name, hidden.natural, hidden.hidden, hidden.customers) == ("路过橱窗", False, True, 1)
    with book.read() as sql:
        found = card(sql, book.rhythms, who, DAY)
        assert found is not None and found.first_source == "路过橱窗"
        assert customer_rows(sql, [who], DAY)[0].source == "路过橱窗"
        assert list(customer_ids(sql, DAY, Filter(channel_id=1))) == [who]
        assert list(customer_ids(sql, DAY, Filter(natural=False))) == [who]
    delete_customer(book, customer_id=who)
    assert next(c for c in sources(book, hidden=True, counted=True) if c.id == 1).customers == 0
    assert say(hide_channel(book, channel_id=1, hidden=False).changed.label) == "重新启用来源“路过橱窗”"
    for _ in range(6):
        undo(book)
    assert [(c.code, c.name) for c in sources(book)][:3] == [(c.code, c.name) for c in sources(book, hidden=True)][:3]


def test_a_source_needs_a_name_of_its_own(book: Book) -> None:
    for name in ("", " \n", "\u200b"):
        assert only_problem(lambda n=name: add_channel(book, name=n, family="online", natural=True)) == (
            "name",
            "text_empty",
        )
    assert only_problem(lambda: change_channel(book, channel_id=1, name="长" * 99)) == ("name", "text_too_long")
    hide_channel(book, channel_id=2, hidden=True)
    hidden = next(c.name for c in sources(book, hidden=True) if c.id == 2)
    for taken in (sources(book)[0].name, hidden):
        assert only_problem(lambda n=taken: add_channel(book, name=n, family="online", natural=True)) == (
            "name", "channel_taken",
        )  # fmt: skip
        assert only_problem(lambda n=taken: change_channel(book, channel_id=5, name=n)) == ("name", "channel_taken")
    change_channel(book, channel_id=5, name=next(c.name for c in sources(book) if c.id == 5))  # its own is no clash


def test_a_source_that_is_not_there_is_said_so(book: Book) -> None:
    before = snapshot(book)
    for attempt in (
        lambda: change_channel(book, channel_id=404, natural=True),
        lambda: hide_channel(book, channel_id=404, hidden=True),
        lambda: order_channels(book, channel_ids=[2, 404]),
    ):
        with pytest.raises(NoSuchRow):
            attempt()
    assert snapshot(book) == before


# 店员, 商品/服务 -----------------------------------------------------------------------------------------------------------


def test_staff_who_left_stay_where_they_stand_and_can_come_back(book: Book) -> None:
    who, li = customer(book, "王小明"), add_staff(book, name=" 小丽 ").id
    add_staff(book, name="阿强")
    assert li is not None
    visit(book, who, staff_id=li)
    hide_staff(book, staff_id=li)
    with book.read() as sql:
        assert [s.name for s in staff(sql)] == ["阿强"]
        assert sql.column("SELECT name FROM staff WHERE id = (SELECT staff_id FROM visit)") == ["小丽"]
        assert [(s.name, s.hidden) for s in staff(sql, hidden=True)] == [("小丽", True), ("阿强", False)]
    assert say(hide_staff(book, staff_id=li, hidden=False).changed.label) == "重新启用店员 小丽"
    with book.read() as sql:
        assert [s.name for s in staff(sql)] == ["小丽", "阿强"]  # in the order in which they came
    hide_staff(book, staff_id=li)
    assert add_staff(book, name="小丽").id == li
    assert add_staff(book, name="小丽").changed.entry is None
    with book.read() as sql:
        assert sorted(s.name for s in staff(sql)) == ["小丽", "阿强"]


def test_products_are_offered_the_most_used_first(book: Book) -> None:
    for name in ("剪发", "染发", "烫发"):
        add_product(book, name=name)
    who = customer(book, "王小明")
    visit(book, who, items="烫发、染发")
    visit(book, who, items="烫发")
    with book.read() as sql:
        assert [p.name for p in products(sql)] == ["烫发", "染发", "剪发"]
    hide_product(book, product_id=3)
    with book.read() as sql:
        assert [p.name for p in products(sql)] == ["染发", "剪发"]
        assert [p.name for p in products(sql, hidden=True)] == ["烫发", "染发", "剪发"]
    assert say(hide_product(book, product_id=3, hidden=False).changed.label) == "重新启用商品“烫发”"
    with book.read() as sql:
        assert [p.name for p in products(sql)] == ["烫发", "染发", "剪发"]
    check(book, ["王"])


def test_what_was_sold_of_late_is_offered_before_what_was_sold_most_long_ago(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = customer(book, "王小明")
    for items in ("烫发", "烫发", "烫发", "染发", "染发", "剪发"):
        visit(book, who, items=items)
    with book.read() as sql:
        assert [p.name for p in products(sql)] == ["烫发", "染发", "剪发"]
        monkeypatch.setattr("kyuanbook.book.queries.shop._OF_LATE", 3)
        assert [p.name for p in products(sql)] == ["染发", "剪发", "烫发"]


def test_staff_and_products_need_a_name_and_a_number(book: Book) -> None:
    for offer in (add_staff, add_product):
        assert only_problem(lambda o=offer: o(book, name=" ")) == ("name", "text_empty")
        assert only_problem(lambda o=offer: o(book, name="长" * 99)) == ("name", "text_too_long")
    with pytest.raises(NoSuchRow):
        hide_staff(book, staff_id=404)
    with pytest.raises(NoSuchRow):
        hide_product(book, product_id=404)


def test_staff_and_products_are_called_otherwise_also_where_they_stand_and_undo_knows_the_old_name(book: Book) -> None:
    who, li = customer(book, "王小明"), add_staff(book, name="小丽").id
    cut, dye = add_product(book, name="剪发").id, add_product(book, name="染发").id
    assert li is not None and cut is not None and dye is not None
    visit(book, who, staff_id=li)
    assert change_staff(book, staff_id=li, name=" 李丽 ").changed.label.numbers["name"] == "李丽"
    change_product(book, product_id=cut, name="精剪")
    with book.read() as sql:
        assert sql.column("SELECT name FROM staff WHERE id = (SELECT staff_id FROM visit)") == ["李丽"]
        assert {p.name for p in products(sql)} == {"精剪", "染发"}
    undo(book)
    with book.read() as sql:
        assert {p.name for p in products(sql)} == {"剪发", "染发"}
    check(book, ["王"])


def test_two_of_one_name_are_refused_a_hidden_one_counts_too(book: Book) -> None:
    li, qiang = add_staff(book, name="小丽").id, add_staff(book, name="阿强").id
    assert li is not None and qiang is not None
    hide_staff(book, staff_id=li)
    assert only_problem(lambda: change_staff(book, staff_id=qiang, name="小丽")) == ("name", "name_taken")
    assert only_problem(lambda: change_staff(book, staff_id=qiang, name="")) == ("name", "text_empty")
    assert change_staff(book, staff_id=qiang, name="阿强").changed.entry is None
    with pytest.raises(NoSuchRow):
        change_product(book, product_id=404, name="剪发")
