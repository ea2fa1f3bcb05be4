"""The owner's language. Chinese is the source; one gettext catalogue in ``resources/translations`` gives English."""

import gettext
import re
from collections.abc import Iterable, Mapping
from typing import Final

from kyuanbook.paths import resource
from kyuanbook.rules.words import Message
from kyuanbook.sentences.table import COUNTED, SENTENCES

CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)
OURS: Final = frozenset({"day", "when", "tier", "last"})  # places filled with a word or a figure of ours: 今天, 7月13日, VIP
_BEFORE: Final = {place: re.compile(rf"(?<=[\u4e00-\u9fff]) (?={{{place}}})") for place in OURS}
_BEHIND: Final = {place: re.compile(rf"(?<={{{place}}}) (?=[\u4e00-\u9fff])") for place in OURS}


class _Speech:
    """Which catalogue is spoken now; one process speaks one language at a time, as Qt's own buttons do."""

    language = CHINESE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak ``language`` (one of :data:`LANGUAGES`) from now on. Raises ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _Speech.language = language
    if language == CHINESE:
        _Speech.catalogue = gettext.NullTranslations()
    else:
        _Speech.catalogue = gettext.translation("kyuanbook", str(resource("translations")), [language])


def current() -> str:
    """The language spoken now."""
    return _Speech.language


def tr(text: str, /, **numbers: object) -> str:
    """``text`` (Chinese, the msgid) in the owner's language, its {places} filled."""
    spoken = _Speech.catalogue.gettext(text)
    return _filled(spoken, numbers) if numbers else spoken


def tr_as(what: str, text: str, /) -> str:
    """As :func:`tr` for a Chinese word that is two in English: ``tr_as("one", "客户")`` is Customer, 客户 Customers."""
    return _Speech.catalogue.pgettext(what, text)


def later(text: str) -> str:
    """``text`` as it is: a msgid put by until somebody says it with :func:`tr`; the catalogue finds it here."""
    return text


def trn(text: str, n: int, /, **numbers: object) -> str:
    """As :func:`tr` for sentences whose English differs for one and many; ``{n}`` is filled with ``n``, thousands apart."""
    return _filled(_Speech.catalogue.ngettext(text, text, n), {"n": f"{n:,}", **numbers})


def say(message: Message) -> str:
    """The sentence of a rule's message. Messages among its numbers are said first."""
    numbers = {k: say(v) if isinstance(v, Message) else v for k, v in message.numbers.items()}
    sentence = SENTENCES[message.key]
    counted = numbers.get(COUNTED.get(message.key, ""))
    if not isinstance(counted, int):
        return tr(sentence, **numbers)
    return _filled(_Speech.catalogue.ngettext(sentence, sentence, counted), numbers)


def _filled(text: str, numbers: Mapping[str, object]) -> str:
    """``text`` with its places filled. A space sets a figure off from Han, none stands between Han and Han: 上次 7月13日,
    上次今天. Of what the owner typed nothing is touched."""
    if _Speech.language == CHINESE and not OURS.isdisjoint(numbers):
        for place in OURS.intersection(numbers):
            word = str(numbers[place])
            if word and _is_han(word[0]):
                text = _BEFORE[place].sub("", text)
            if word and _is_han(word[-1]):
                text = _BEHIND[place].sub("", text)
    return text.format(**numbers)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def listed(words: Iterable[str]) -> str:
    """``老客、爱聊天``: words side by side."""
    return tr("、").join(words)


def clauses(parts: Iterable[str]) -> str:
    """``来过 3 次，约 14 天来一次``: parts of one sentence; empty ones are left out."""
    return tr("，").join(part for part in parts if part)
