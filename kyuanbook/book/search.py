"""The counter search: one UTF-8 text of everybody's keys in order of last visit, scanned by ``bytes.find``.

A record is ``\\n`` + the customer's id in control characters + the keys, each between U+001F, as
``rules.search_keys.record_keys`` makes them. No query can contain a control character, so nothing but keys is ever
found. What changed since the text was built stands in a small overlay and is merged by last visit.

A match at the beginning of a key, or of figures at its end (the last four), comes before one in the middle; within each,
who came last comes first: as ``rules.search_keys.rank`` has it.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.reader import Reader, marks, named

KEY: Final = b"\x1f"
RECORD: Final = b"\n"
_DIGITS: Final = bytes(range(0x0E, 0x1E))  # sixteen control characters that nobody types
_VALUE: Final = {digit: value for value, digit in enumerate(_DIGITS)}
_PATIENCE: Final = 1_500  # matches in the middle of keys looked at before only beginnings are sought
_SHORT: Final = range(2, 5)  # bytes of a word that ``re`` looks for in less time than ``bytes.find``
_CROWDED: Final = 400  # changed customers beside the text from which on it is worth building anew, in the background
_OVERLAY: Final = 5_000  # no more than these are held: a greater change has the text built at once


def header(customer_id: int) -> str:
    """The id in sixteen control characters, most significant first."""
    digits = []
    while customer_id:
        customer_id, rest = divmod(customer_id, 16)
        digits.append(_DIGITS[rest])
    return bytes(reversed(digits)).decode()


def _id(record_head: bytes) -> int:
    value = 0
    for digit in record_head:
        value = value * 16 + _VALUE[digit]
    return value


class _Found(NamedTuple):
    """Matches so far, best kind first; ``seen`` keeps a customer from being found twice."""

    front: list[int]
    middle: list[int]
    seen: set[int]


class Haystack:
    """The text and its overlay. Built in one read; asked from the GUI thread; safe to rebuild in a worker."""

    def __init__(self) -> None:
        self._text = b""
        self._stale: set[int] = set()  # customers whose record in the text no longer holds
        self._overlay: dict[int, bytes] = {}
        self._late: set[int] = set()  # whose last visit is another, not what they are found by: read with the next keystroke
        self._lock = threading.Lock()
        self._missed: list[set[int | None]] = []  # of each build under way: who changed while it reads
        self.ready = False

    def build(self, sql: Reader) -> None:
        """Read everybody's keys anew. What a unit of work changes meanwhile is taken in before it returns."""
        missed: set[int | None] = set()
        with self._lock:
            self._missed.append(missed)
        # as bytes, whole: a str of it would take four bytes a character for the sake of one rare name
        text = sql.value(
            "SELECT CAST(char(10) || group_concat(keys, char(10)) || char(10) AS BLOB) FROM"
            " (SELECT keys FROM search_row ORDER BY last_day DESC, customer_id DESC)"
        )
        with self._lock:
            self._text = text or b""
            self._stale, self._overlay, self._late = set(), {}, set()
            self._missed = [other for other in self._missed if other is not missed]
            self.ready = True
        if missed:
            self.update(sql, None if None in missed else [customer for customer in missed if customer is not None])

    def came(self, customers: Iterable[int]) -> None:
        """They are found as before, and came later than the text says: it is put right before anybody looks."""
        with self._lock:
            for missed in self._missed:
                missed.update(customers)
            if self.ready:
                self._late.update(customers)

    def catch_up(self, sql: Reader) -> None:
        """Before a search: lay over the text who :meth:`came`."""
        with self._lock:
            late = sorted(self._late)
            if late and self.ready and len(self._overlay) + len(late) <= _OVERLAY:
                self._lay_over(sql, late)
                return
        if late:
            self.build(sql)

    def update(self, sql: Reader, customers: Iterable[int] | None) -> None:
        """Take in what a unit of work changed; None: anybody may have changed."""
        ids = None if customers is None else list(customers)
        with self._lock:
            for missed in self._missed:
                missed.update([None] if ids is None else ids)
            if not self.ready:
                return
            if ids is not None and len(self._overlay) + len(ids) <= _OVERLAY:
                self._lay_over(sql, ids)
                return
        self.build(sql)

    @property
    def crowded(self) -> bool:
        """True when so much has changed since the text was built that each keystroke begins to feel it."""
        return len(self._overlay) + len(self._late) > _CROWDED

    def _lay_over(self, sql: Reader, ids: Sequence[int]) -> None:
        at = marks(len(ids))
        rows = sql.rows(f"SELECT customer_id, keys FROM search_row WHERE customer_id IN ({at})", **named(ids))
        self._late.difference_update(ids)
        for customer in ids:
            self._stale.add(customer)
            self._overlay.pop(customer, None)
        for customer, keys in rows:
            self._overlay[customer] = keys.encode()

    @property
    def text(self) -> bytes:
        """The text as it was built, without the overlay."""
        return self._text

    def find(self, words: Sequence[str], limit: int) -> tuple[list[int], list[int], bool]:
        """Customers who match every word: (at a key's beginning or end, in its middle, whether both are in order).

        The text's come in the order of last visit, those of the overlay before them in none: then :func:`search` has them
        put in order. At most about ``limit`` of each from the text.
        """
        needles = sorted((w.encode() for w in words if w), key=len, reverse=True)
        if not needles:
            return [], [], True
        with self._lock:
            text, stale, overlay = self._text, self._stale, list(self._overlay.items())
            stale = set(stale)
        found = _Found([], [], stale)
        for customer, keys in overlay:
            if all(n in keys for n in needles):
                (found.front if _at_edge(keys, needles) else found.middle).append(customer)
        extra = len(found.front), len(found.middle)
        _scan(text, needles, limit, extra, found)
        return found.front, found.middle, extra == (0, 0)


def _edges(needle: bytes) -> tuple[bytes, ...]:
    """What a word looks like where it begins a key, or, of figures, ends one."""
    return (KEY + needle, needle + KEY) if needle.isdigit() else (KEY + needle,)


def _at_edge(record: bytes, needles: Sequence[bytes]) -> bool:
    return all(any(edge in record for edge in _edges(n)) for n in needles)


def _finder(text: bytes, word: bytes) -> Callable[[bytes, int], int]:
    """``bytes.find`` of (word, from where on), or what does the same in 0.6 to 0.95 of its time for the words that take it
    longest: of those ``re`` looks for the first byte alone. A longer word ``find`` passes over in strides.
    """
    if len(word) not in _SHORT:
        return text.find
    search = re.compile(re.escape(word)).search

    def find(_word: bytes, start: int) -> int:
        there = search(text, start)
        return there.start() if there else -1

    return find


def _scan(text: bytes, needles: Sequence[bytes], limit: int, extra: tuple[int, int], found: _Found) -> None:
    """One pass for the longest word; at each record it stands in the others are looked for."""
    first, others = needles[0], needles[1:]
    edges, edges_of_others = _edges(first), [_edges(n) for n in others]
    find, find_first, tries = text.find, _finder(text, first), 0
    front_full, middle_full = limit + extra[0], limit + extra[1]
    # only where a key begins: one word's are found by one search for the rest of the text, figures' by two, each from its start
    patience = _PATIENCE if others or len(edges) > 1 else 0
    at = find_first(first, 0)
    rfind = text.rfind
    while at >= 0:
        start = rfind(RECORD, 0, at)
        end = find(RECORD, at)
        for other in others:
            there = find(other, start)
            if not 0 <= there < end:  # on to the record that has it: the ones between are none of ours
                if there < 0:
                    return
                end = max(end, rfind(RECORD, 0, there))
                break
        else:
            edge = _at_one(text, edges, start, end)
            if edge and others:
                edge = all(_at_one(text, marks_of, start, end) for marks_of in edges_of_others)
            if edge or len(found.middle) < middle_full:
                _take(text, start, found, edge)
            if len(found.front) >= front_full:
                return
        tries += 1
        if tries >= patience and len(found.middle) >= middle_full:
            _scan_edges(text, needles, end, front_full, found)
            return
        at = find_first(first, end)


def _scan_edges(text: bytes, needles: Sequence[bytes], at: int, full: int, found: _Found) -> None:
    """From ``at`` on only where the longest word begins or ends a key: searches that skip the many others."""
    marks_of = _edges(needles[0])
    nexts = [text.find(m, at) for m in marks_of]
    while max(nexts) >= 0 and len(found.front) < full:
        here = min(n for n in nexts if n >= 0)
        start, end = text.rfind(RECORD, 0, here), text.find(RECORD, here + 1)
        if _matches(text, needles, start, end) and all(_at_one(text, _edges(n), start, end) for n in needles):
            _take(text, start, found, True)
        nexts = [n if n < 0 or n >= end else text.find(m, end) for n, m in zip(nexts, marks_of, strict=True)]


def _matches(text: bytes, needles: Sequence[bytes], start: int, end: int) -> bool:
    return all(text.find(n, start, end) >= 0 for n in needles)


def _at_one(text: bytes, edges: Sequence[bytes], start: int, end: int) -> bool:
    for edge in edges:  # noqa: SIM110 - any() takes three times as long, and it is asked of each record found
        if text.find(edge, start, end) >= 0:
            return True
    return False


def _take(text: bytes, start: int, found: _Found, edge: bool) -> None:
    customer = _id(text[start + 1 : text.index(KEY, start)])
    if customer not in found.seen:
        found.seen.add(customer)
        (found.front if edge else found.middle).append(customer)


def by_last_visit(sql: Reader, customers: Sequence[int]) -> list[int]:
    """The customers in the text's order: who came last first."""
    if not customers:
        return []
    return [
        int(i)
        for i in sql.column(
            f"SELECT customer_id FROM search_row WHERE customer_id IN ({marks(len(customers))})"
            " ORDER BY last_day DESC, customer_id DESC",
            **named(customers),
        )
    ]


def search(sql: Reader, haystack: Haystack, words: Sequence[str], limit: int) -> list[int]:
    """The first ``limit`` customers for ``words``, best first."""
    haystack.catch_up(sql)
    front, middle, in_order = haystack.find(words, limit)
    if in_order:
        return (front[:limit] + middle)[:limit]
    best = by_last_visit(sql, front)[:limit]
    if len(best) < limit:
        best += by_last_visit(sql, middle)[: limit - len(best)]
    return best
