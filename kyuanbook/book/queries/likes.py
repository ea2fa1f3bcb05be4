"""What one customer likes: what they buy, what is due again, what might be welcome. Read for the card."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book import likes
from kyuanbook.book.queries import lookups, shop
from kyuanbook.book.queries.stages import COUNTED
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.likes import GOODS, Pair, due, due_parts, due_reason, is_due, suggestions
from kyuanbook.rules.trades import OTHER
from kyuanbook.rules.words import Message

SHOWN: Final = 5  # favourites on a card
DUE_SHOWN: Final = 3


class Favourite(NamedTuple):
    """A product bought on ``times`` days, last on ``last``; ``due_day``: when it is due again, None where nobody can say."""

    product_id: int
    name: str
    times: int
    last: int
    due_day: int | None


class DueAgain(NamedTuple):
    """A product to be had again: in words, and with what its gap was made of."""

    product_id: int
    name: str
    due_day: int
    words: Message
    parts: tuple[Message, ...]


class Suggestion(NamedTuple):
    """A product they have not had, and why it might be welcome."""

    product_id: int
    name: str
    reason: Message


class CustomerLikes(NamedTuple):
    """``favourites``: the most bought first; ``due``: the most bought first; both empty where no product was written down."""

    favourites: tuple[Favourite, ...]
    due: tuple[DueAgain, ...]
    suggestion: Suggestion | None


def shown_due(found: CustomerLikes) -> tuple[DueAgain, ...]:
    """Those for which there is room on a card."""
    return found.due[:DUE_SHOWN]


class _Product(NamedTuple):
    name: str
    interval: int | None
    hidden: bool


NOTHING: Final = CustomerLikes((), (), None)


def likes_of(sql: Reader, customer_id: int, today: int) -> CustomerLikes:
    """What ``customer_id`` likes, by all their visits and the shop's table of the day."""
    bought, products = _purchases(sql, customer_id)
    if not bought:
        return NOTHING
    table, calendar, done = likes.kept(sql), shop.open_days(sql), _done(sql)
    favourites, dues = [], []
    for product in sorted(bought, key=lambda p: (-len(bought[p]), -bought[p][-1], p)):
        days, what = bought[product], products[product]
        found = due(days, table.usual.get(product), what.interval, calendar)
        favourites.append(Favourite(product, what.name, len(days), days[-1], found.day if found else None))
        if found is not None and not what.hidden and is_due(found, days[-1], today, calendar):
            why = due_reason(found, days[-1], today, calendar)
            words = Message("like_due_done" if done else "like_due_bought", {"product": what.name, "why": why})
            dues.append(DueAgain(product, what.name, found.day, words, due_parts(found, calendar)))
    return CustomerLikes(tuple(favourites), tuple(dues), _suggestion(sql, customer_id, bought, table.pairs, done=done))


def suggestion_for(sql: Reader, customer_id: int) -> Suggestion | None:
    """What might be welcome to them, for the entry at the counter."""
    bought, _ = _purchases(sql, customer_id)
    return _suggestion(sql, customer_id, bought, likes.kept(sql).pairs, done=_done(sql)) if bought else None


def _purchases(sql: Reader, customer_id: int) -> tuple[dict[int, list[int]], dict[int, _Product]]:
    """(product -> the days, rising, each once; what each product is)."""
    bought: defaultdict[int, list[int]] = defaultdict(list)
    products: dict[int, _Product] = {}
    for product, name, interval, hidden, day in sql.rows(
        "SELECT i.product_id, p.name, p.interval_days, p.hidden, v.day FROM visit v CROSS JOIN visit_item i"
        " ON i.visit_id = v.id CROSS JOIN product p ON p.id = i.product_id WHERE v.customer_id = :id"
        f" AND v.deleted_at IS NULL AND v.day <= {COUNTED} ORDER BY v.day",
        id=customer_id,
    ):
        products.setdefault(product, _Product(name, interval, bool(hidden)))
        if not bought[product] or bought[product][-1] != day:
            bought[product].append(day)
    return bought, products


def _suggestion(
    sql: Reader, customer_id: int, bought: dict[int, list[int]], pairs: Sequence[Pair], *, done: bool
) -> Suggestion | None:
    found = suggestions(bought, pairs)
    if not found:
        return None
    turned_down = lookups.turned_down(sql, customer_id)
    ids = sorted({one.product for one in found} | {one.because for one in found})
    names = {
        i: (name, hidden)
        for i, name, hidden in sql.rows(f"SELECT id, name, hidden FROM product WHERE id IN ({marks(len(ids))})", **named(ids))
    }
    for one in found:
        if one.product in turned_down or one.product not in names or names[one.product][1]:
            continue
        name, because = names[one.product][0], names[one.because][0]
        numbers = {"because": because, "buyers": one.buyers, "both": one.both, "product": name}
        return Suggestion(one.product, name, Message("like_also_done" if done else "like_also_bought", numbers))
    return None


def _done(sql: Reader) -> bool:
    """Whether what the shop sells is done rather than bought."""
    text = sql.value("SELECT value FROM setting WHERE name = 'trade'")
    return (text.strip('"') if text else OTHER) not in GOODS


def intervals(sql: Reader) -> dict[int, int]:
    """The owner's own word: after how many days a product is usually wanted again."""
    return dict(sql.rows("SELECT id, interval_days FROM product WHERE interval_days IS NOT NULL"))
