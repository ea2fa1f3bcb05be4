"""装入样板店: a shop of invented people to look at and to try things on, taken out again by one 撤销."""

import json
from collections.abc import Callable, Collection
from typing import Any

from kyuanbook.actions.custom import bring
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.rhythm import fit_within, sweep
from kyuanbook.actions.sample_campaigns import add_campaigns
from kyuanbook.actions.sample_costs import add_costs
from kyuanbook.actions.sample_network import add_network
from kyuanbook.actions.sample_partners import add_partners
from kyuanbook.actions.sample_referrals import add_rewards
from kyuanbook.actions.sample_winback import add_stories
from kyuanbook.book.queries import lookups, prospects
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.book.queries.shop import channels, settings
from kyuanbook.book.tables import (
    CalendarDay,
    ContactPerson,
    Customer,
    CustomerTag,
    CustomValue,
    Interaction,
    Phone,
    Product,
    Setting,
    Staff,
    Tag,
    Visit,
    VisitItem,
)
from kyuanbook.book.unit import Unit
from kyuanbook.exchange import sample, sample_cast, sample_custom, sample_touches, sample_words
from kyuanbook.rules.words import Message, Problem, refuse_unless

Progress = Callable[[int, int], bool]  # (customers written, of) -> go on?

MOST_CUSTOMERS = 5_000_000
MOST_YEARS = 30


def add_sample(
    book: Book, *, customers: int = 200, years: float = 2, seed: int = 1, today: int | None = None,
    accepted: Collection[str] = (), progress: Progress | None = None,
) -> Done:  # fmt: skip
    """Write the sample shop into the book: the same for the same ``customers``, ``years``, ``seed`` and day.

    Asks first when the book has customers already. When ``progress`` says stop, nothing is written and ``id`` is None.
    The shop's rhythm is fitted in the same stroke; ranking the calls is the caller's next step (``rhythm.refresh_calls``).
    """
    with book.read() as sql:
        there = customer_count(sql)
    refuse_unless(_problems(customers, years, there), accepted)
    shop = sample.SampleShop(customers, years, seed, book.today() if today is None else today)
    try:
        with book.write("add_sample", bulk=True) as unit:
            ids = _furnish(unit, shop)
            written = 0
            for batch in shop.batches(ids):
                _write(unit, batch)
                if not written:  # a sample of any size has as many as can be looked at
                    _write_formulas(unit, batch, ids, seed)
                written += len(batch.customers)
                if progress is not None and not progress(written, customers):
                    raise _Stopped
            _tell(unit, shop, ids, seed)
            add_costs(unit, ids.channels, shop.calendar.first, shop.calendar.today, customers)
            fit_within(unit, shop.calendar.today)
            add_stories(unit, ids.customer, shop.calendar.today, seed)
            drawn = ids.customer + len(sample_cast.CAST)
            add_campaigns(unit, drawn, ids.channels, shop.calendar.today)
            names = sample_touches.cast_names(ids.customer, shop.customers)
            add_partners(unit, ids.customer, drawn, names, ids.channels, shop.calendar.today)
            add_rewards(unit, shop.calendar.today)
            add_network(unit, ids.customer, shop.customers, shop.calendar.today, seed)
    except _Stopped:
        return Done(unit.changed)
    sweep(book)
    return Done(unit.changed, ids.customer)


class _Stopped(Exception):
    """The owner changed their mind; the transaction goes back."""


def _problems(customers: int, years: float, there: int) -> list[Problem]:
    found = []
    if not 1 <= customers <= MOST_CUSTOMERS:
        found.append(Problem("customers", Message("whole_number", {"most": MOST_CUSTOMERS})))
    if not 0 < years <= MOST_YEARS:
        found.append(Problem("years", Message("whole_number", {"most": MOST_YEARS})))
    if there:
        found.append(Problem("book", Message("sample_among_customers", {"n": there}), asks=True))
    return found


def _furnish(unit: Unit, shop: sample.SampleShop) -> sample.Ids:
    """Shop, calendar, staff, products and tags; what the owner has settled already stays."""
    _settle(unit, {
        "name": sample_words.SHOP, "trade": sample_words.TRADE, "closed_weekdays": [shop.calendar.rest], "set_up": True,
    })  # fmt: skip
    calendar = shop.calendar
    days = [(first, last, True, sample_words.CLOSED_NEW_YEAR) for first, last in calendar.closed]
    events = (calendar.rise, sample_words.RISE), (calendar.rival, sample_words.RIVAL)
    days += [(day, day, False, word) for day, word in events]
    unit.insert_rows(CalendarDay, ("first", "last", "closed", "word"), days)
    staff = [_offered(unit, Staff, "staff", name, hidden=name == sample_words.LEFT) for name in sample_words.STAFF]
    products = [
        _offered(unit, Product, "product", o.name, price_cents=o.after, interval_days=o.interval)
        for o in sample_words.OFFERS
    ]
    tags = {name: _tag(unit, name) for name in sample_words.TAGS}
    sources = {c.code: c.id for c in channels(unit.sql, hidden=True) if c.code}
    return sample.Ids(unit.next_id(Customer), unit.next_id(Visit), sources, staff, products, tags)


def _write(unit: Unit, batch: sample.Batch) -> None:
    for table, columns, rows in (
        (Customer, sample.CUSTOMER, batch.customers),
        (Phone, sample.PHONE, batch.phones),
        (ContactPerson, sample.CONTACT, batch.contacts),
        (CustomerTag, sample.BEARS, batch.bears),
        (Visit, sample.VISIT, batch.visits),
        (VisitItem, sample.ITEM, batch.items),
    ):
        unit.insert_rows(table, columns, rows)


def _write_formulas(unit: Unit, batch: sample.Batch, ids: sample.Ids, seed: int) -> None:
    """The fields that come with the trade; 染烫配方 with the visits of those dyed and permed."""
    bring(unit, settings(unit.sql).trade)
    field = next((i for i, code, _ in lookups.given_fields(unit.sql) if code == sample_custom.FORMULA), None)
    if field is not None:
        rows = sample_custom.formulas(batch, ids.products, field, seed)
        unit.insert_rows(CustomValue, sample_custom.VALUE, rows)


def _tell(unit: Unit, shop: sample.SampleShop, ids: sample.Ids, seed: int) -> None:
    """What some of them asked for and were given, and how well off a few look."""
    names = sample_touches.cast_names(ids.customer, shop.customers)
    drawn = ids.customer + len(sample_cast.CAST)
    waiting = prospects.never_came(unit.sql, drawn, sample_touches.PROSPECTS)
    middle = drawn + max(0, shop.customers - len(sample_cast.CAST)) // 2
    seen = waiting + prospects.first_days(unit.sql, middle, round(len(waiting) * sample_touches.WON))
    products = dict(zip((offer.name for offer in sample_words.OFFERS), ids.products, strict=True))
    rows = sample_touches.touches(seed, shop.calendar.today, seen, names, products, ids.staff)
    unit.insert_rows(Interaction, sample_touches.TOUCH, list(rows))
    for name, band in sample_touches.INCOMES.items():
        if name in names:
            unit.update(Customer, names[name], income_band=band)


def _settle(unit: Unit, settings: dict[str, Any]) -> None:
    for name, value in settings.items():
        if lookups.setting_id(unit.sql, name) is None:
            unit.insert(Setting, name=name, value=json.dumps(value, ensure_ascii=False))


def _offered(unit: Unit, table: type[Staff] | type[Product], kind: lookups.Offered, name: str, **values: Any) -> int:
    found = lookups.offered_id(unit.sql, kind, name)
    if found is not None:
        return found
    last = {"position": lookups.next_staff_place(unit.sql)} if table is Staff else {}
    return unit.insert(table, name=name, **last, **values)


def _tag(unit: Unit, name: str) -> int:
    found = lookups.tag_id(unit.sql, name)
    return found if found is not None else unit.insert(Tag, name=name)
