"""What the search box shows for what was typed: rows of the book made into rows of the popup."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.campaigns import CampaignRow, by_code
from kyuanbook.book.queries.customers import CustomerRow
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.names import pinyin_with_tones
from kyuanbook.rules.search_keys import fold, query_words
from kyuanbook.ui.came import without_day
from kyuanbook.ui.kit.found import Found, FoundRows
from kyuanbook.ui.kit.privacy import amount_words, phone_words

SHOWN: Final = 30
_LETTERS: Final = re.compile(r"[a-z]+")
Pieces = tuple[tuple[str, bool], ...]


class Finder:
    """Answers each keystroke from the book's haystack; reads it at the first if the background has not yet."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, typed: str) -> FoundRows:
        """The best for ``typed``, in the popup's rows. Raises BookError."""
        today = self._book.today()
        with self._book.read() as sql:
            if not self._book.haystack.ready:
                self._book.haystack.build(sql)
            rows = find_customers(sql, self._book.haystack, typed, today, SHOWN)
            coded = by_code(sql, typed)
        names, first = [row.name for row in rows], 0
        if coded is not None:
            names, first = [coded.name, *names], 1
        return FoundRows(
            names,
            lambda place: coded_row(coded, today) if coded and not place else found_row(rows[place - first], typed, today),
        )


def coded_row(one: CampaignRow, today: int) -> Found:
    """The campaign whose printed code was typed."""
    return Found(one.id, one.name, ((one.code, True),), "", say(one.state(today).label), one.channel, one.offer, coded=True)


def found_row(row: CustomerRow, typed: str, today: int) -> Found:
    """One row of the popup."""
    last = without_day(row.came) if row.last_day is None else tr("{day}来过", day=say(day_words(row.last_day, today)))
    spent = row.total_cents or (row.visits and row.total_cents is not None)
    return Found(
        row.id, row.name, spelled(row.name, typed), row.stage.value, last, phone_words(row.phone) if row.phone else "",
        tr("累计 {amount}", amount=amount_words(row.total_cents)) if spent else "",
    )  # fmt: skip


def spelled(name: str, typed: str) -> Pieces:
    """The name's pinyin in pieces, True where the typed letters are: ``**W**áng **X**iǎo **M**íng`` for wxm."""
    syllables, bare = _syllables(name)
    hits = [0] * len(syllables)
    for word in query_words(typed):
        if _LETTERS.fullmatch(word):
            for place, length in _taken(word.replace("v", "u"), [b.replace("v", "u") for b in bare]):
                hits[place] = max(hits[place], length)
    pieces: list[tuple[str, bool]] = []
    for i, (syllable, hit) in enumerate(zip(syllables, hits, strict=True)):
        end = " " if i + 1 < len(syllables) else ""
        pieces += [(syllable[:hit], True), (syllable[hit:] + end, False)]
    return tuple(piece for piece in pieces if piece[0])


@lru_cache(maxsize=2048)  # the next letter finds mostly the same names
def _syllables(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """With their tones as shown, and bare as typed."""
    syllables = tuple(pinyin_with_tones(name).split())
    return syllables, tuple(fold(syllable) for syllable in syllables)


def _taken(word: str, syllables: Sequence[str]) -> list[tuple[int, int]]:
    """(syllable, letters of it) that ``word`` stands for, from the first syllable it can begin at; [] for none."""
    for start in range(len(syllables)):
        found = _from(word, syllables, start)
        if found is not None:
            return found
    return []


def _from(word: str, syllables: Sequence[str], at: int) -> list[tuple[int, int]] | None:
    if not word:
        return []
    if at == len(syllables):
        return None
    for length in range(len(syllables[at]), 0, -1):
        if word.startswith(syllables[at][:length]):
            rest = _from(word[length:], syllables, at + 1)
            if rest is not None:
                return [(at, length), *rest]
    return None
