"""自定义项目: what a shop writes down beside the usual, on a customer or on a visit; what each trade brings; how what is
typed becomes what the book keeps.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules import text
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.words import Message, Problem

NAME_LIMIT: Final = 20
TEXT_LIMIT: Final = 200
UNIT_LIMIT: Final = 8
CHOICE_LIMIT: Final = 20
MOST_CHOICES: Final = 30
MOST_NUMBER: Final = 10**12  # more is a number dialled or pasted by mistake
_APART: Final = re.compile(r"[,，、;；\n]")
_NUMBER: Final = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]{0,6}))?(万?)")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?万?")
_MINUS: Final = re.compile("[−–—‒﹣﹘]|负|ー")


class Kind(StrEnum):
    """What can be written in a field."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"

    @property
    def label(self) -> Message:
        """文字, 数字, 日期, 选一个, 是或否."""
        return Message(f"custom_kind_{self.value}")


class Owner(StrEnum):
    """Of whom or what it is written."""

    CUSTOMER = "customer"
    VISIT = "visit"

    @property
    def label(self) -> Message:
        """每位客户, 每次到店."""
        return Message(f"custom_of_{self.value}")


class FieldRow(NamedTuple):
    """A field as it is asked for. ``name`` in the owner's language; ``code``: of one that a trade brought."""

    id: int
    owner: Owner
    kind: Kind
    name: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    searchable: bool = False
    code: str | None = None
    hidden: bool = False
    position: int = 0
    version: int = 1


class Clean(NamedTuple):
    """A value as the book keeps it: a number and a day as plain figures (-2.50, 2026-11-23), ``yes`` or ``no``, or the
    words; ``number``: what it is compared by."""

    text: str
    number: float | None = None


# what is typed into them -------------------------------------------------------------------------------------------------


def problem_name(field_id: int) -> str:
    """The name under which the problems of a field go."""
    return f"custom{field_id}"


def clean_values(
    fields: Sequence[FieldRow], typed: Mapping[int, str], today: int
) -> tuple[dict[int, Clean | None], tuple[Problem, ...]]:
    """What is kept in each field that was typed into, None in one that was left or made empty, and all that is wrong."""
    kept: dict[int, Clean | None] = {}
    problems: list[Problem] = []
    for field in fields:
        if field.id in typed:
            kept[field.id], wrong = clean_value(field, typed[field.id], today)
            problems += wrong
    return kept, tuple(problems)


def clean_value(field: FieldRow, typed: str, today: int) -> tuple[Clean | None, tuple[Problem, ...]]:
    """What is kept of ``typed``; None for nothing."""
    name = problem_name(field.id)
    line, too_long = text.clean_line(typed, name, TEXT_LIMIT)
    if too_long or not line:
        return None, too_long
    if field.kind is Kind.NUMBER:
        return _number(line, field.unit, name)
    if field.kind is Kind.DATE:
        return _day(line, today, name)
    if field.kind is Kind.CHOICE:
        return _choice(line, field.choices, name)
    return _yes_no(line, name) if field.kind is Kind.YES_NO else (Clean(line), ())


def _number(line: str, unit: str, name: str) -> tuple[Clean | None, tuple[Problem, ...]]:
    """−2.50, +1.25, 8.5万, 85,000 km, full-width or not; the decimals stay as written."""
    typed = _MINUS.sub("-", unicodedata.normalize("NFKC", line)).replace(" ", "").lower()
    typed = typed.removesuffix(unit.replace(" ", "").lower()) if unit else typed
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    match = _NUMBER.fullmatch(typed)
    if match is None or not (match[2] or match[3]):
        return None, (Problem(name, Message("custom_number")),)
    sign, whole, part, many = match[1], match[2], match[3] or "", bool(match[4])
    if many:  # 8.5万 is 85000
        whole, part = whole + part[:4].ljust(4, "0"), part[4:]
    written = f"{sign}{whole.lstrip('0') or '0'}" + (f".{part}" if part else "")
    if abs(float(written)) >= MOST_NUMBER:
        return None, (Problem(name, Message("custom_number_big")),)
    return Clean(written, float(written)), ()


def _day(line: str, today: int, name: str) -> tuple[Clean | None, tuple[Problem, ...]]:
    day, wrong = read_day(line, today, name, allow_future=True)
    if day is not None:
        return Clean(date.fromordinal(day).isoformat(), float(day)), wrong
    return None, wrong or (Problem(name, Message("day_unreadable")),)


def _choice(line: str, choices: Sequence[str], name: str) -> tuple[Clean | None, tuple[Problem, ...]]:
    found = next((word for word in choices if word.casefold() == line.casefold()), None)
    if found is None:
        return None, (Problem(name, Message("custom_choice", {"choices": "、".join(choices)})),)
    return Clean(found), ()


_YES: Final = frozenset({"是", "有", "对", "要", "yes", "y", "true", "1", "√", "✓", "✔"})
_NO: Final = frozenset({"否", "没有", "无", "不", "不是", "不要", "no", "n", "false", "0", "×", "✗"})


def _yes_no(line: str, name: str) -> tuple[Clean | None, tuple[Problem, ...]]:
    if line.casefold() in _YES:
        return Clean("yes", 1.0), ()
    if line.casefold() in _NO:
        return Clean("no", 0.0), ()
    return None, (Problem(name, Message("custom_yes_no")),)


def with_kept(fields: Iterable[FieldRow], written: Mapping[int, str]) -> list[FieldRow]:
    """The fields, a choice that stands written among the choices of its field though it is offered no more."""
    return [
        field._replace(choices=(*field.choices, written[field.id]))
        if field.kind is Kind.CHOICE and written.get(field.id) and written[field.id] not in field.choices
        else field
        for field in fields
    ]


def typed_again(field: FieldRow, kept: str) -> str:
    """A value as one types it."""
    return kept.replace("-", ".") if field.kind is Kind.DATE else kept


def kept_again(kind: Kind, kept: str) -> Clean:
    """A text as the book keeps it, with the number it is compared by."""
    if kind is Kind.NUMBER:
        return Clean(kept, float(kept))
    if kind is Kind.DATE:
        return Clean(kept, float(date.fromisoformat(kept).toordinal()))
    return Clean(kept, float(kept == "yes") if kind is Kind.YES_NO else None)


def can_be_searched(owner: Owner, kind: Kind) -> bool:
    """Whether customers can be found by it: by a plate, not by a day or a yes, and not by each of their visits."""
    return owner is Owner.CUSTOMER and kind in (Kind.TEXT, Kind.NUMBER, Kind.CHOICE)


# the fields themselves ---------------------------------------------------------------------------------------------------


def clean_name(typed: str) -> tuple[str, tuple[Problem, ...]]:
    """What a field is called."""
    return text.clean_line(typed, "name", NAME_LIMIT, required=True)


def clean_choices(typed: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The words to choose from, apart by commas or lines."""
    words = tuple(dict.fromkeys(filter(None, (text.line_of(word) for word in _APART.split(typed)))))
    problems: list[Problem] = []
    if not words:
        problems.append(Problem("choices", Message("custom_choices_missing")))
    if len(words) > MOST_CHOICES:
        problems.append(Problem("choices", Message("custom_choices_many", {"most": MOST_CHOICES})))
    for word in words:
        _, wrong = text.clean_line(word, "choices", CHOICE_LIMIT)
        problems += (problem._replace(cure=None) for problem in wrong)  # the cure would take all the others away
    return words, tuple(problems)


def clean_unit(typed: str) -> tuple[str, tuple[Problem, ...]]:
    """What a number is counted in."""
    return text.clean_line(typed, "unit", UNIT_LIMIT)


# what a trade brings -----------------------------------------------------------------------------------------------------


class Given(NamedTuple):
    """A field that comes with a trade. Its name is the sentence ``custom_<code>``, its choices ``custom_<code>_choices``."""

    code: str
    owner: Owner
    kind: Kind = Kind.TEXT
    searchable: bool = False
    unit: str = ""

    @property
    def name(self) -> Message:
        """What it is called while the owner has not called it otherwise."""
        return Message(f"custom_{self.code}")

    @property
    def choices(self) -> Message | None:
        """Its words to choose from, in one sentence apart by commas."""
        return Message(f"custom_{self.code}_choices") if self.kind is Kind.CHOICE else None


_OF, _AT = Owner.CUSTOMER, Owner.VISIT
GIVEN: Final[Mapping[str, tuple[Given, ...]]] = {
    "hair": (
        Given("hair_formula", _AT), Given("hair_quality", _OF, Kind.CHOICE), Given("allergy", _OF),
    ),
    "nails": (
        Given("nail_style", _AT), Given("nail_shape", _OF, Kind.CHOICE), Given("allergy", _OF),
    ),
    "fruit": (Given("door", _OF, searchable=True), Given("taste", _OF)),
    "food": (Given("table", _AT), Given("guests", _AT, Kind.NUMBER), Given("avoids", _OF)),
    "pharmacy": (
        Given("pressure", _AT), Given("sugar", _AT, Kind.NUMBER, unit="mmol/L"), Given("drug_allergy", _OF),
        Given("chronic", _OF), Given("insured", _OF, Kind.YES_NO),
    ),
    "glasses": (
        # each eye's number beside the other's, as entries lay them out two by two
        *(Given(f"{side}_{what}", _AT, Kind.NUMBER) for what in ("sphere", "cylinder", "axis") for side in ("right", "left")),
        Given("pupils", _AT, Kind.NUMBER, unit="mm"), Given("frame", _AT),
    ),
    "pets": (
        Given("pet", _OF, searchable=True), Given("breed", _OF), Given("vaccine_until", _OF, Kind.DATE),
        Given("pet_weight", _AT, Kind.NUMBER, unit="kg"),
    ),
    "car_repair": (
        Given("plate", _OF, searchable=True), Given("car", _OF), Given("insurance_until", _OF, Kind.DATE),
        Given("mileage", _AT, Kind.NUMBER, unit="km"),
    ),
    "training": (
        Given("pupil", _OF, searchable=True), Given("school", _OF), Given("paid_until", _OF, Kind.DATE),
        Given("lessons_left", _AT, Kind.NUMBER),
    ),
    "clothes": (Given("size", _OF), Given("waist", _OF, Kind.NUMBER, unit="cm"), Given("style", _OF)),
}  # fmt: skip


def given(trade: str) -> tuple[Given, ...]:
    """What a shop of this trade usually writes down; nothing for 其他."""
    return GIVEN.get(trade, ())
