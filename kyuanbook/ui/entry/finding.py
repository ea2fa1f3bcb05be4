"""What the pickers of an entry offer while one types: customers by the counter search, sources and words by sound."""

from collections.abc import Callable, Iterable, Sequence

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import customers, finding, shop
from kyuanbook.language import say, tr
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.search_keys import matches, query_words, record_keys
from kyuanbook.rules.text import line_of
from kyuanbook.ui.came import without_day
from kyuanbook.ui.kit.picker import Option
from kyuanbook.ui.kit.privacy import phone_words

MOST = 7
MOST_DIGITS = 9  # of a customer's number
Find = Callable[[str], Sequence[Option]]


def sounds_like(name: str, typed: str) -> bool:
    """Whether ``typed`` is part of the name, or of its pinyin or initials (``dy`` finds 抖音). Nothing typed fits all."""
    return matches(record_keys(name), query_words(typed))


def choose_from(names: Iterable[str], typed: str) -> list[str]:
    """Those of ``names`` that fit, the one typed exactly first."""
    fitting = [name for name in names if sounds_like(name, typed)]
    return sorted(fitting, key=lambda name: name != typed.strip())


def find_customer(book: Book) -> Find:
    """Customers by name, pinyin, part of a number; with masked number and last visit at the right."""

    def find(typed: str) -> Sequence[Option]:
        if not typed.strip():
            return ()
        today = book.today()
        try:
            with book.read() as sql:
                if not book.haystack.ready:  # the window builds it in the background; whoever is quicker
                    book.haystack.build(sql)
                rows = finding.find_customers(sql, book.haystack, typed, today, MOST)
        except BookError:  # nothing to offer from a book that is gone; saving says what to do
            return ()
        return [Option(str(r.id), r.name, _beside(r, today)) for r in rows]

    return find


def nobody_found(typed: str) -> str:
    """Said while no customer fits what is typed."""
    return tr("没有找到“{typed}”，换拼音首字母或手机后四位试试。", typed=typed)


def no_customer_yet(typed: str) -> str:
    """… where a new one can be entered first."""
    return tr("没有找到“{typed}”，换拼音首字母或手机后四位试试；新来的先按 F4 记下。", typed=typed)


def no_referrer(typed: str) -> str:
    """… where it can be left open who it was."""
    return tr("没有找到“{typed}”，换拼音首字母或手机后四位试试；还没记过的先空着，以后按 F2 补上。", typed=typed)


def no_channel(typed: str) -> str:
    """Said while no source fits what is typed."""
    return tr("没有找到“{typed}”，换个字或拼音首字母试试；没有的到“设置 → 来源渠道”里加。", typed=typed)


def find_numbered(book: Book) -> Find:
    """As :func:`find_customer`; who bears the number that stands on a slip or a 问卷 comes first."""
    usual = find_customer(book)

    def find(typed: str) -> Sequence[Option]:
        digits = line_of(typed)
        if not (digits.isdecimal() and len(digits) < MOST_DIGITS):
            return usual(typed)
        try:
            with book.read() as sql:
                rows = customers.customer_rows(sql, [int(digits)], book.today())
        except BookError:
            return ()
        first = [Option(str(r.id), r.name, tr("编号 {n}", n=r.id)) for r in rows]
        return [*first, *(one for one in usual(typed) if all(one.key != other.key for other in first))]

    return find


def _beside(row: customers.CustomerRow, today: int) -> str:
    last = say(day_words(row.last_day, today)) if row.last_day is not None else without_day(row.came)
    return f"{phone_words(row.phone)}　{last}" if row.phone else last


def find_channel(book: Book) -> Find:
    """来源渠道 in the owner's order, each with its family."""

    def find(typed: str) -> Sequence[Option]:
        try:
            with book.read() as sql:
                offered = shop.channels(sql)
        except BookError:
            return ()
        return [channel_option(row) for row in offered if sounds_like(row.name, typed)]

    return find


def channel_option(row: shop.ChannelRow) -> Option:
    """A source as it is offered."""
    return Option(str(row.id), row.name, say(ChannelFamily(row.family).label))
