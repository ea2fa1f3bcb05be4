"""English is complete, fits its Chinese, and is compiled."""

import importlib.util
import re
from types import ModuleType

import pytest

from kyuanbook import language
from kyuanbook.paths import resource
from kyuanbook.rules import lunar
from kyuanbook.rules.words import Message
from kyuanbook.sentences.table import COUNTED, SENTENCES

PLACE = re.compile(r"\{(\w+)\}")
CHINESE = re.compile(r"[㐀-鿿，。：；（）、“”‘’]")  # those quotation marks are as wide as a character in our fonts
FILLED_TOO = {"n", "m", "d", "leap"}  # figures beside the Chinese words for them: 八月 and 8


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_make", resource("translations", "make.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both(text: object) -> tuple[str, ...]:
    """The one or two forms of an entry."""
    return text if isinstance(text, tuple) else (str(text),)


def test_every_sentence_has_english(make: ModuleType) -> None:
    assert make.missing(make.renewed(make.read())) == []


def test_no_english_is_left_of_what_is_no_longer_said(make: ModuleType) -> None:
    assert {(both(m.id)[0], m.context) for m in make.read() if m.id} == set(make.sentences())


def test_english_names_no_place_that_the_chinese_does_not_fill(make: ModuleType) -> None:
    for message in make.read():
        chinese = both(message.id)[0]
        for text in both(message.string) if chinese else ():
            assert set(PLACE.findall(text)) <= set(PLACE.findall(chinese)) | FILLED_TOO, chinese
            assert not CHINESE.search(text), chinese


def test_english_leaves_no_number_out(make: ModuleType) -> None:
    """What the Chinese says is said for many too; for one, the figure may be a word."""
    in_words = {"missing": "n", "extra": "n", "month": "m", "day": "d"}
    for message in make.read():
        chinese = both(message.id)[0]
        english = set(PLACE.findall(both(message.string)[-1])) if chinese else set()
        for place in set(PLACE.findall(chinese)) if chinese else ():
            assert place in english or in_words.get(place) in english or "农历" in chinese, chinese


def test_the_compiled_catalogue_is_of_this_text(make: ModuleType) -> None:
    language.use(language.ENGLISH)
    for message in make.read():
        chinese, english = both(message.id)[0], both(message.string)
        if not chinese:
            continue
        if message.context:
            assert language.tr_as(message.context, chinese) == english[0]
        elif len(english) == 1:
            assert language.tr(chinese) == english[0]
        elif not set(PLACE.findall(chinese)) - {"n"}:
            assert [language.trn(chinese, n) for n in (1, 5)] == [
                text.format(n=n) for text, n in zip(english, (1, 5), strict=True)
            ]


def test_a_reason_is_said_in_both_languages() -> None:
    reason = Message("overdue_own_gap", {"gap": 14, "silent": 47})
    assert language.say(reason) == "平时约 14 天来一次，已 47 天没来"
    language.use(language.ENGLISH)
    assert language.say(reason) == "Usually every 14 days, away 47"


def test_one_and_many_differ_in_english() -> None:
    language.use(language.ENGLISH)
    assert language.say(Message("overdue_own_gap", {"gap": 1, "silent": 9})) == "Usually every day, away 9"
    assert [language.trn("{n} 位客户", n) for n in (0, 1, 2)] == ["0 customers", "1 customer", "2 customers"]


def test_a_word_that_is_two_in_english() -> None:
    assert language.tr_as("one", "客户") == language.tr("客户") == "客户"
    language.use(language.ENGLISH)
    assert (language.tr("客户"), language.tr_as("one", "客户")) == ("Customers", "Customer")


def test_a_leap_month_is_said_in_english_too() -> None:
    assert language.say(lunar.lunar_message(4, 1, leap=True)) == "农历闰四月初一"
    language.use(language.ENGLISH)
    assert language.say(lunar.lunar_message(4, 1, leap=True)) == "lunar month 4 (leap), day 1"
    assert language.say(lunar.lunar_message(10, 15)) == "lunar month 10, day 15"


def test_words_are_listed_with_the_marks_of_the_language() -> None:
    assert language.listed(["老客", "爱聊天"]) == "老客、爱聊天"
    assert language.clauses(["a", "", "b"]) == "a，b"
    language.use(language.ENGLISH)
    assert language.listed(["a", "b"]) == language.clauses(["a", "", "b"]) == "a, b"


def test_a_number_that_is_counted_stands_with_its_sentence() -> None:
    for key, number in COUNTED.items():
        assert f"{{{number}}}" in SENTENCES[key] or number in FILLED_TOO, key


def test_a_sentence_is_one_line_without_a_full_stop_in_labels() -> None:
    for key, text in SENTENCES.items():
        assert "\n" not in text, key
        assert text == text.strip(), key
