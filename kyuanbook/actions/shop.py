"""What the owner settles for the shop: its name and trade, its calendar, sources, staff and products."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.custom import change_trade
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.followups import change_trade_rules
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.origins import FIRST, LATEST
from kyuanbook.book.queries.shop import SETTING_NAMES, channel_name, channels
from kyuanbook.book.queries.shop import settings as settings_of
from kyuanbook.book.standing import rule_of
from kyuanbook.book.tables import CalendarDay, Channel, Product, Setting, Staff
from kyuanbook.book.unit import Unit
from kyuanbook.rules.campaign_entries import MOST_WINDOW
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.potential import MOST_WEIGHT, WEIGHTS
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.tiers_tried import rule_problems
from kyuanbook.rules.trades import PRESETS
from kyuanbook.rules.winback import MOST_SHARE
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

LONGEST_INTERVAL: Final = 3650  # days

MOST_DISCOUNT = 50  # percent a year


def set_up_shop(book: Book, *, name: str, trade: str) -> Done:
    """The first start: the shop's name and trade, which brings the fields it usually asks for."""
    clean, problems = clean_line(name, "shop_name", 30)
    refuse_unless(problems)
    _known_trade(trade)
    with book.write("set_up_shop" if clean else "set_up_shop_unnamed", label={"name": clean}) as unit:
        for key, value in (("name", clean), ("trade", trade), ("set_up", True)):
            _set(unit, key, value)
        change_trade(unit, trade)
        change_trade_rules(unit, trade)
    return Done(unit.changed)


def set_shop(book: Book, **settings: Any) -> Done:
    """Change settings of the shop, by the names of ``ShopSettings``. Another trade brings the fields it usually asks for."""
    unknown = set(settings) - set(SETTING_NAMES)
    if unknown:
        raise KeyError(*sorted(unknown))
    if "name" in settings:
        settings["name"], problems = clean_line(settings["name"], "shop_name", 30)
        refuse_unless(problems)
    if "trade" in settings:
        _known_trade(settings["trade"])
    if not 1 <= settings.get("calls_per_day", 1) <= 200:
        raise Refused([Problem("calls_per_day", Message("whole_number", {"most": 200}))])
    if not 0 <= settings.get("discount", 0) <= MOST_DISCOUNT:
        raise Refused([Problem("discount", Message("whole_from_nought", {"most": MOST_DISCOUNT}))])
    if not set(settings.get("closed_weekdays", ())) <= set(range(7)):
        raise ValueError(settings["closed_weekdays"])
    _check_tiers(book, settings)
    weights = settings.get("potential_weights")
    if weights is not None:
        _known_weights(tuple(weights))
    if not 0 <= settings.get("hold_back", 0) <= MOST_SHARE:
        raise ValueError(settings["hold_back"])
    _check_whole(settings)
    if settings.get("attribution", FIRST) not in (FIRST, LATEST):
        raise ValueError(settings["attribution"])
    with book.write("set_shop") as unit:
        if "trade" in settings and settings["trade"] != settings_of(unit.sql).trade:
            change_trade(unit, settings["trade"])
            change_trade_rules(unit, settings["trade"])
        for key, value in settings.items():
            _set(unit, key, value)
    return Done(unit.changed)


_WHOLE: Final = {  # setting -> (least, most)
    "pause_days": (0, 365), "retry_days": (1, 60), "retry_most": (1, 10), "low_score": (1, 4),
    "campaign_window": (0, MOST_WINDOW),
}  # fmt: skip


def _check_whole(settings: dict[str, Any]) -> None:
    for name, (least, most) in _WHOLE.items():
        if not least <= settings.get(name, least) <= most:
            key = "whole_number" if least else "whole_from_nought"
            raise Refused([Problem(name, Message(key, {"most": most}))])
    if not -1 <= settings.get("remind_at", -1) < 24 * 60:
        raise ValueError(settings["remind_at"])


def _check_tiers(book: Book, changes: dict[str, Any]) -> None:
    """The rule for tiers as it would be; what is not changed of it is as it is."""
    if not any(name.startswith("tier_") for name in changes):
        return
    with book.read() as sql:
        now = settings_of(sql)
    if changes.get("tier_by", now.tier_by) not in ("shares", "amounts"):
        raise ValueError(changes["tier_by"])
    refuse_unless(rule_problems(rule_of(now._replace(**changes))))


def add_calendar(book: Book, *, first: int, last: int, word: str, closed: bool) -> Done:
    """A closed time, or an event that explains a change, in 店铺日历. Days are ordinals, both inclusive."""
    clean = _calendar_word(first, last, word, closed)
    with book.write("add_calendar", label=_calendar_label(clean, first, last)) as unit:
        row = unit.insert(CalendarDay, first=first, last=last, word=clean, closed=closed)
    return Done(unit.changed, row)


def change_calendar(book: Book, *, calendar_id: int, first: int, last: int, word: str, closed: bool) -> Done:
    """Correct an entry of 店铺日历."""
    clean = _calendar_word(first, last, word, closed)
    with book.write("change_calendar", label=_calendar_label(clean, first, last)) as unit:
        if unit.get(CalendarDay, calendar_id) is None:
            raise NoSuchRow(table="calendar_day", id=calendar_id)
        unit.update(CalendarDay, calendar_id, first=first, last=last, word=clean, closed=closed)
    return Done(unit.changed, calendar_id)


def _calendar_word(first: int, last: int, word: str, closed: bool) -> str:
    """The word cleaned; refused are days in the wrong order, and a closure of more than a year."""
    clean, problems = clean_line(word, "word", 30)
    found = list(problems)
    if last < first:
        found.append(Problem("last", Message("first_after_last")))
    if last - first > 366 and closed:
        found.append(Problem("last", Message("closed_over_a_year"), asks=False))
    refuse_unless(found)
    return clean


def _calendar_label(word: str, first: int, last: int) -> dict[str, object]:
    """What the entry is called in the journal: its word, else its days as one types them."""
    days = [date.fromordinal(day) for day in dict.fromkeys((first, last))]
    return {"word": word or "–".join(f"{day.year}.{day.month}.{day.day}" for day in days), "first": first, "last": last}


def remove_calendar(book: Book, *, calendar_id: int) -> Done:
    """Take an entry out of 店铺日历."""
    with book.write("remove_calendar") as unit:
        row = unit.get(CalendarDay, calendar_id)
        if row is None:
            raise NoSuchRow(table="calendar_day", id=calendar_id)
        unit.name(_calendar_label(row["word"], row["first"], row["last"]))
        unit.delete(CalendarDay, calendar_id)
    return Done(unit.changed)


# 来源渠道 ------------------------------------------------------------------------------------------------------------------


def add_channel(book: Book, *, name: str, family: str, natural: bool) -> Done:
    """A source of the owner's own, at the end of the list."""
    clean = _channel_name(name)
    with book.write("add_channel", label={"name": clean}) as unit:
        _not_taken(unit, clean, None)
        place = len(lookups.channel_order(unit.sql))
        row = unit.insert(Channel, family=ChannelFamily(family).value, name=clean, natural=natural, position=place)
    return Done(unit.changed, row)


def change_channel(
    book: Book, *, channel_id: int, name: str | None = None, natural: bool | None = None, family: str | None = None
) -> Done:
    """Rename a source, say whether it is natural or promoted, or of which family it is. Whoever came by it is not touched."""
    clean = _channel_name(name) if name is not None else None
    with book.write("change_channel") as unit:
        row = _channel(unit, channel_id)
        unit.name({"name": clean or channel_name(row["code"], row["name"])})
        if clean is not None:
            _not_taken(unit, clean, channel_id)
            unit.update(Channel, channel_id, name=clean)
        if natural is not None:
            unit.update(Channel, channel_id, natural=natural)
        if family is not None:
            unit.update(Channel, channel_id, family=ChannelFamily(family).value)
    return Done(unit.changed, channel_id)


def hide_channel(book: Book, *, channel_id: int, hidden: bool) -> Done:
    """Offer a source no more, or again; whoever came by it keeps it."""
    with book.write("hide_channel" if hidden else "show_channel") as unit:
        row = _channel(unit, channel_id)
        unit.name({"name": channel_name(row["code"], row["name"])})
        unit.update(Channel, channel_id, hidden=hidden)
    return Done(unit.changed, channel_id)


def order_channels(book: Book, *, channel_ids: Sequence[int]) -> Done:
    """Put the sources in the order given; those not named follow as they were."""
    with book.write("order_channels") as unit:
        put_in_order(unit, Channel, channel_ids, lookups.channel_order(unit.sql))
    return Done(unit.changed)


# 店员, 商品/服务 -----------------------------------------------------------------------------------------------------------


def add_staff(book: Book, *, name: str) -> Done:
    """A new 店员; one who had left and has the same name comes back."""
    return _offer(book, Staff, name, "add_staff")


def add_product(book: Book, *, name: str, interval: str = "") -> Done:
    """A new 商品/服务. ``interval``: days after which it is usually wanted again, as typed."""
    return _offer(book, Product, name, "add_product", **_interval(interval))


def change_staff(book: Book, *, staff_id: int, name: str) -> Done:
    """A 店员 is called otherwise from now on, also where they stand already."""
    return _rename(book, Staff, staff_id, name, "change_staff")


def change_product(book: Book, *, product_id: int, name: str, interval: str | None = None) -> Done:
    """Another name for a 商品/服务, or another interval; None leaves it, "" takes it off."""
    rest = {} if interval is None else {"interval_days": None, **_interval(interval)}
    return _rename(book, Product, product_id, name, "change_product", **rest)


def hide_staff(book: Book, *, staff_id: int, hidden: bool = True) -> Done:
    """A 店员 who left: offered no more, kept where they stand; or one who is back."""
    return _put_away(book, Staff, staff_id, "hide_staff" if hidden else "show_staff", hidden)


def order_staff(book: Book, *, staff_ids: Sequence[int]) -> Done:
    """Put the 店员 in the order in which they are to be offered; those not named follow as they were."""
    with book.write("order_staff") as unit:
        put_in_order(unit, Staff, staff_ids, lookups.staff_order(unit.sql))
    return Done(unit.changed)


def hide_product(book: Book, *, product_id: int, hidden: bool = True) -> Done:
    """A 商品/服务 no longer sold, or sold again."""
    return _put_away(book, Product, product_id, "hide_product" if hidden else "show_product", hidden)


def _interval(typed: str) -> dict[str, Any]:
    """The column it goes into, if anything was typed. Raises Refused."""
    days = typed.strip().removesuffix("天").strip()
    if not days:
        return {}
    if not days.isdecimal() or not 1 <= int(days) <= LONGEST_INTERVAL:
        raise Refused([Problem("interval", Message("whole_number", {"most": LONGEST_INTERVAL}))])
    return {"interval_days": int(days)}


def _offer(book: Book, table: type[Staff] | type[Product], name: str, action: str, **rest: Any) -> Done:
    clean, problems = clean_line(name, "name", 30, required=True)
    refuse_unless(problems)
    with book.write(action, label={"name": clean}) as unit:
        found = lookups.offered_id(unit.sql, "staff" if table is Staff else "product", clean)
        if found is None:
            last = {"position": lookups.next_staff_place(unit.sql)} if table is Staff else {}
            found = unit.insert(table, name=clean, **last, **rest)
        else:
            unit.update(table, found, hidden=False, **rest)
    return Done(unit.changed, found)


def _rename(
    book: Book, table: type[Staff] | type[Product], row_id: int, name: str, action: str, **rest: Any
) -> Done:  # fmt: skip
    clean, problems = clean_line(name, "name", 30, required=True)
    refuse_unless(problems)
    with book.write(action, label={"name": clean}) as unit:
        if unit.get(table, row_id) is None:
            raise NoSuchRow(table=str(table.__tablename__), id=row_id)
        taken = lookups.offered_id(unit.sql, "staff" if table is Staff else "product", clean)
        if taken not in (None, row_id):
            raise Refused([Problem("name", Message("name_taken", {"name": clean}))])
        unit.update(table, row_id, name=clean, **rest)
    return Done(unit.changed, row_id)


def _put_away(book: Book, table: type[Staff] | type[Product], row_id: int, action: str, hidden: bool) -> Done:
    with book.write(action) as unit:
        row = unit.get(table, row_id)
        if row is None:
            raise NoSuchRow(table=str(table.__tablename__), id=row_id)
        unit.name({"name": row["name"]})
        unit.update(table, row_id, hidden=hidden)
    return Done(unit.changed, row_id)


# inside ------------------------------------------------------------------------------------------------------------------


def _set(unit: Unit, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    found = lookups.setting_id(unit.sql, name)
    if found is None:
        unit.insert(Setting, name=name, value=text)
    else:
        unit.update(Setting, found, value=text)


def _known_trade(trade: str) -> None:
    if trade not in PRESETS:
        raise Refused([Problem("trade", Message("trade_unknown"))])


def _known_weights(weights: tuple[int, ...]) -> None:
    """Four, each from nothing to the most; if none counted there would be no score."""
    if len(weights) != len(WEIGHTS) or not set(weights) <= set(range(MOST_WEIGHT + 1)):
        raise ValueError(weights)
    if not any(weights):
        raise Refused([Problem("potential_weights", Message("weights_all_nothing"))])


def _channel_name(name: str) -> str:
    clean, problems = clean_line(name, "name", 20, required=True)
    refuse_unless(problems)
    return clean


def _channel(unit: Unit, channel_id: int) -> dict[str, Any]:
    row = unit.get(Channel, channel_id)
    if row is None:
        raise NoSuchRow(table="channel", id=channel_id)
    return row


def _not_taken(unit: Unit, name: str, channel_id: int | None) -> None:
    if any(c.name == name and c.id != channel_id for c in channels(unit.sql, hidden=True)):
        raise Refused([Problem("name", Message("channel_taken", {"name": name}))])
