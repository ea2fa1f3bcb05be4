"""Whom the counter search finds, and who may be the one being entered. The first picture does without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kyuanbook.book.queries.customers import CustomerRow, customer_rows
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.book.search import Haystack, search
from kyuanbook.rules.codes import customer_of_code
from kyuanbook.rules.duplicates import Sketch, likeness, strength
from kyuanbook.rules.names import readings
from kyuanbook.rules.phones import normalise
from kyuanbook.rules.search_keys import query_words
from kyuanbook.rules.words import Message


def find_customers(sql: Reader, haystack: Haystack, typed: str, today: int, limit: int = 20) -> list[CustomerRow]:
    """What the search box shows for what was typed: best first; of a 介绍码 whose it is."""
    found = search(sql, haystack, query_words(typed), limit)
    coded = customer_of_code(typed)
    if coded is not None:
        found = [coded, *(one for one in found if one != coded)][:limit]
    return customer_rows(sql, found, today)


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer already in the book who may be the one being entered, and why, surest reason first."""

    row: CustomerRow
    why: tuple[Message, ...]


def look_alikes(sql: Reader, haystack: Haystack, typed: Sketch, today: int, limit: int = 5) -> list[Likely]:
    """Who in the book may be the one being typed, likeliest first. Builds the search where nobody has yet."""
    if not haystack.ready:
        haystack.build(sql)
    numbers = [p.number for p in map(normalise, typed.phones) if p.number]
    ids: list[int] = []
    if numbers:
        ids += sql.column(
            f"SELECT DISTINCT customer_id FROM phone WHERE number IN ({marks(len(numbers))}) LIMIT 20", **named(numbers)
        )
    for words in _asked_for(typed, numbers):
        ids += search(sql, haystack, words, 20)
    likely = []
    for row in customer_rows(sql, list(dict.fromkeys(ids)), today):
        why = likeness(typed, _sketch(sql, row.id))
        if why:
            likely.append(Likely(row, why))
    likely.sort(key=lambda found: strength(found.why))
    return likely[:limit]


def _asked_for(typed: Sketch, numbers: Sequence[str]) -> list[list[str]]:
    names = [name for name in (typed.name, typed.alias) if name]
    asked = [query_words(name) for name in names]
    asked += [["".join(said).lower()] for name in names for said in readings(name)[:1] if len(said) > 1]
    asked += [[number[-8:]] for number in numbers if len(number) >= 8]
    asked += [query_words(word) for word in (typed.member_no, typed.wechat) if word]
    return [words for words in asked if words]


def alike(sql: Reader, haystack: Haystack, customer_id: int, today: int) -> list[Likely]:
    """Who else in the book may be a customer of it, likeliest first."""
    found = look_alikes(sql, haystack, _sketch(sql, customer_id), today)
    return [one for one in found if one.row.id != customer_id]


def _sketch(sql: Reader, customer_id: int) -> Sketch:
    name, alias, member_no, wechat = sql.one(
        "SELECT name, alias, member_no, wechat FROM customer WHERE id = :id", id=customer_id
    ) or ("", "", "", "")
    phones = sql.column("SELECT number FROM phone WHERE customer_id = :id", id=customer_id)
    return Sketch(name=name, alias=alias, phones=tuple(phones), member_no=member_no, wechat=wechat)
