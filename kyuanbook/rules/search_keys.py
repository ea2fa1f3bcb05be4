"""What a customer is found by: one line of keys for a text scanned with ``bytes.find``, and the words of a query.

A line is ``␟王小明␟wangxiaoming␟wxm␟wangxm␟13822045678␟``: every key begins after and ends before U+001F, so that a
match at the start of a key (``␟wang``) or at the end of a number (``5678␟``) can be told from one in the middle. It
never holds a line break. Keys and queries pass through the same :func:`fold`, and hold no blanks.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kyuanbook.rules.names import COMPOUND, readings, split_name

SEPARATOR: Final = "\x1f"
MOST_SYLLABLES: Final = 8  # of a longer name, a firm's, the first syllables and the initials of all

_PLAIN: Final = re.compile(r"[\u4e00-\u9fffa-z0-9]*")
_FIGURES: Final = re.compile(r"[\d+()（）./\-‐‑‒–—―−·]*\d[\d()（）./\-‐‑‒–—―−·]*")
_NOT_FIGURE: Final = re.compile(r"\D")
_HOME: Final = re.compile(r"\+86|0086(?=[-\d]{5})")  # 0086 alone may be the last four figures of a number
_WHOLE_PHONE: Final = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|852\d{8}|853\d{8}|886\d{8,9}")
_DOT: Final = re.compile(r"(?<=[a-z0-9])[·•‧・](?=[a-z0-9])")  # 粤B·12345 is 粤B12345
_SIGN_IN_PLATE: Final = re.compile(r"(?<=[a-z0-9])[-._](?=[a-z0-9])")
_VALUES_APART: Final = re.compile(r"[,，、;；/]")
_NAME_AND_FIGURES: Final = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]+)(\d{3,})")


def fold(text: str) -> str:
    """The form two spellings of one thing share: small, half-width, Latin letters without marks (``wáng`` → ``wang``,
    ``lü`` → ``lu``), no control or invisible characters. Blanks stay. Idempotent.
    """
    if _PLAIN.fullmatch(text):
        return text
    for _ in range(4):  # NFKC after casefold can bring forth new capitals; it settles at the second round
        folded = unicodedata.normalize("NFKC", text.casefold())
        folded = unicodedata.normalize("NFKC", "".join(_kept(unicodedata.normalize("NFD", folded))))
        if folded == text:
            break
        text = folded
    return text


def _kept(text: str) -> Iterable[str]:
    """Without marks on Latin letters, and without what nobody can type."""
    base = ""
    for char in text:
        if unicodedata.combining(char):
            if base.isascii():
                continue
        else:
            base = char
        category = unicodedata.category(char)
        if category in ("Zs", "Zl", "Zp") or char in "\n\t\r":
            yield " "
        elif category not in ("Cc", "Cf", "Cs"):
            yield char


def _key(text: str) -> str:
    """One key: folded, without blanks and the dot in a plate; figures with signs between them (``138-2204``) without the
    signs."""
    folded = _DOT.sub("", fold(text)).replace(" ", "")
    return _NOT_FIGURE.sub("", folded) if _FIGURES.fullmatch(folded) else folded


@lru_cache(maxsize=1024)
def spoken_keys(name: str) -> tuple[str, ...]:
    """Full pinyin, initials, and first syllable(s) with initials, of every way ``name`` is read; ü as v and as u."""
    surname, _ = split_name(fold(name))
    compound = len(surname) if surname in COMPOUND else 0
    keys: dict[str, None] = {}
    for syllables in readings(fold(name)):
        initials = "".join(s[0] for s in syllables)
        keys["".join(syllables[:MOST_SYLLABLES])] = None
        keys[initials] = None
        if 3 <= len(syllables) <= MOST_SYLLABLES:
            keys[syllables[0] + initials[1:]] = None
        if compound and len(syllables) - compound > 1:
            keys["".join(syllables[:compound]) + initials[compound:]] = None
    for key in list(keys):
        if "v" in key and key.isascii():
            keys[re.sub(r"(?<=[ln])v", "u", key)] = None
    return tuple(keys)


def record_keys(
    name: str,
    alias: str = "",
    phones: Iterable[str] = (),
    member_no: str = "",
    people: Iterable[str] = (),
    words: Iterable[str] = (),
    values: Iterable[str] = (),
) -> str:
    """The line of one customer.

    ``phones``: normalised numbers, without extensions. ``people``: contact persons, found by pinyin like the customer.
    ``words``: company, tags, WeChat names: found as written. ``values``: what stands in the owner's own fields that are
    searched, a plate or the names of dogs (豆豆、球球): as written and by pinyin. Empty values are skipped.
    """
    keys: list[str] = []
    for person in (name, alias, *people):
        keys.append(_key(person))
        keys += spoken_keys(person)
    keys += [_key(phone) for phone in phones]
    keys += map(_key, (member_no, *words))
    for value in values:
        for part in _VALUES_APART.split(value):
            keys += (_key(part), _SIGN_IN_PLATE.sub("", _key(part)), *spoken_keys(part))
    return SEPARATOR + "".join(key + SEPARATOR for key in _needed(keys))


def _needed(keys: Sequence[str]) -> list[str]:
    """Without the empty, the repeated, and those that another key begins with (not figures: their end counts too)."""
    distinct = list(dict.fromkeys(key.replace(SEPARATOR, "").replace("\n", "") for key in keys))
    order = sorted(distinct)  # all that begin with a key stand right behind it
    begun = {key for key, o in pairwise(order) if o.startswith(key) and not key[-1:].isdigit()}
    return [key for key in distinct if key not in begun and key]


def query_words(text: str) -> list[str]:
    """The words that must all be found in one record; [] for a blank query.

    Groups of figures that together are one whole phone (``138 2204 5678``) are one word; otherwise each must match
    (``138 5678``: begins and ends). ``王5678`` is two words, as if typed with a blank; +86 is dropped.
    """
    words: list[str] = []
    group: list[str] = []
    for part in fold(text).split():
        part = _HOME.sub("", part) if part[0] in "+0" else part
        if _FIGURES.fullmatch(part):
            group.append(_NOT_FIGURE.sub("", part))
            continue
        words += _one_phone(group)
        group = []
        both = _NAME_AND_FIGURES.fullmatch(part)
        words += both.groups() if both else (_DOT.sub("", part),) if part else ()
    return list(dict.fromkeys(words + _one_phone(group)))


def _one_phone(group: list[str]) -> list[str]:
    """Groups of figures joined if they are one whole phone number."""
    joined = re.sub(r"^(?:0086|86)(?=1\d{10}$)", "", "".join(group))
    if _WHOLE_PHONE.fullmatch(joined):
        return [joined]
    return group


def matches(record: str, words: Iterable[str]) -> bool:
    """Whether every word is somewhere in the line."""
    return all(word in record for word in words)


def rank(record: str, words: Iterable[str]) -> int:
    """0 if every word begins a key or ends a number, 1 if one of them is only found in the middle."""
    return 0 if all(SEPARATOR + w in record or (w.isdigit() and w + SEPARATOR in record) for w in words) else 1
