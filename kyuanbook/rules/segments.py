"""客户细分: a saved filter, built by picking. Conditions as data, the same on screen, in the book and on the command line.

A segment is all of its conditions at once; a condition is one trait with the values that will do (any of them), or with a
range. Nothing is stored of who belongs: members move in and out by themselves.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.rfm import GROUPS
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tiers import TIERS
from kyuanbook.rules.words import Message, Problem

NAME_LIMIT: Final = 20
CUSTOM: Final = "custom:"  # and the number of a field the owner added
MOST: Final = 12  # conditions: more is a mistake, and nobody could read it


class Shape(StrEnum):
    """How a trait is asked for."""

    CHOICE = "choice"  # values: codes or numbers of what was picked, any of which will do
    YES_NO = "yes_no"  # values: (1,) or (0,)
    WORDS = "words"  # values: texts, any of which is contained
    NUMBER = "number"  # values: (lowest or None, highest or None)
    MONEY = "money"  # the same in cents
    DAYS = "days"  # the same in calendar days
    DATE = "date"  # the same, ordinals
    BIRTHDAY = "birthday"  # values: months 1 to 12, of the calendar the birthday is kept in


RANGES: Final = frozenset({Shape.NUMBER, Shape.MONEY, Shape.DAYS, Shape.DATE})


class Trait(NamedTuple):
    """Something one can ask of a customer. ``code`` names its sentence ``trait_{code}`` too; ``group``: under which head it
    is offered; ``choices``: codes to pick from, where they do not come from the book."""

    code: str
    group: str
    shape: Shape
    choices: tuple[str, ...] = ()


WHO, FROM, DID, STANDS, KEPT = "who", "from", "did", "stands", "kept"
HEADS: Final = (STANDS, DID, WHO, FROM, KEPT)  # in the order in which they are offered; sentences trait_head_{head}
FAMILIES: Final = tuple(family.value for family in ChannelFamily)

TRAITS: Final[dict[str, Trait]] = {
    trait.code: trait
    for trait in (
        Trait("stage", STANDS, Shape.CHOICE, tuple(s.value for s in Stage)),
        Trait("kind", STANDS, Shape.CHOICE, ("prospect", "existing", "lapsed")),
        Trait("again", STANDS, Shape.YES_NO),
        Trait("tier", STANDS, Shape.CHOICE, TIERS),
        Trait("rfm", STANDS, Shape.CHOICE, tuple(GROUPS)),
        Trait("clv", STANDS, Shape.MONEY),
        Trait("risk", STANDS, Shape.MONEY),
        Trait("potential", STANDS, Shape.NUMBER),
        Trait("silent", DID, Shape.DAYS),
        Trait("visits", DID, Shape.NUMBER),
        Trait("year_visits", DID, Shape.NUMBER),
        Trait("total", DID, Shape.MONEY),
        Trait("year_total", DID, Shape.MONEY),
        Trait("basket", DID, Shape.MONEY),
        Trait("gap", DID, Shape.DAYS),
        Trait("first_day", DID, Shape.DATE),
        Trait("last_day", DID, Shape.DATE),
        Trait("product", DID, Shape.CHOICE),
        Trait("staff", DID, Shape.CHOICE),
        Trait("sex", WHO, Shape.CHOICE, ("female", "male", "")),
        Trait("age", WHO, Shape.CHOICE),
        Trait("birthday", WHO, Shape.BIRTHDAY),
        Trait("income", WHO, Shape.CHOICE),
        Trait("occupation", WHO, Shape.WORDS),
        Trait("address", WHO, Shape.WORDS),
        Trait("tag", WHO, Shape.CHOICE),
        Trait("firm", WHO, Shape.YES_NO),
        Trait("source", FROM, Shape.CHOICE),
        Trait("family", FROM, Shape.CHOICE, FAMILIES),
        Trait("natural", FROM, Shape.YES_NO),
        Trait("referred", FROM, Shape.YES_NO),
        Trait("brought", FROM, Shape.NUMBER),
        Trait("added", FROM, Shape.DATE),
        Trait("member", KEPT, Shape.YES_NO),
        Trait("reachable", KEPT, Shape.YES_NO),
        Trait("wechat", KEPT, Shape.YES_NO),
        Trait("do_not_contact", KEPT, Shape.YES_NO),
        Trait("lapse_reason", KEPT, Shape.CHOICE),
    )
}

Value = str | int | float | None


class Condition(NamedTuple):
    """One line of a segment. ``but``: everybody for whom it does not hold."""

    trait: str
    values: tuple[Value, ...]
    but: bool = False

    @property
    def field_id(self) -> int | None:
        """The number of the custom field it asks for."""
        return int(self.trait.removeprefix(CUSTOM)) if self.trait.startswith(CUSTOM) else None


Conditions = tuple[Condition, ...]


def pack(conditions: Iterable[Condition]) -> str:
    """As a segment is kept."""
    return json.dumps([[c.trait, list(c.values), c.but] for c in conditions], ensure_ascii=False)


def unpack(text: str) -> Conditions:
    """Back from :func:`pack`; what a later version asks and this one does not know is an error, never left out: the
    segment would hold others than its owner meant."""
    return tuple(Condition(str(trait), tuple(values), bool(but)) for trait, values, but in json.loads(text))


def unknown(conditions: Iterable[Condition], fields: Mapping[int, Shape]) -> list[Condition]:
    """Those that cannot be asked here: of a later version, or of a custom field that is in the book no more."""
    return [c for c in conditions if shape_of(c, fields) is None]


def shape_of(condition: Condition, fields: Mapping[int, Shape]) -> Shape | None:
    """``fields``: the shape of each custom field by its number."""
    if condition.field_id is not None:
        return fields.get(condition.field_id)
    trait = TRAITS.get(condition.trait)
    return None if trait is None else trait.shape


def complaints(conditions: Sequence[Condition], fields: Mapping[int, Shape]) -> list[Problem]:
    """What keeps conditions from being asked; the problem's field is ``condition{i}``."""
    found = []
    if not conditions:
        found.append(Problem("conditions", Message("segment_empty")))
    if len(conditions) > MOST:
        found.append(Problem("conditions", Message("segment_too_many", {"most": MOST})))
    for i, condition in enumerate(conditions):
        shape = shape_of(condition, fields)
        if shape is None or (shape in RANGES and len(condition.values) != 2):  # or kept while its field was of another kind
            found.append(Problem(f"condition{i}", Message("segment_unknown")))
        elif shape in RANGES:
            low, high = condition.values
            if low is None and high is None:
                found.append(Problem(f"condition{i}", Message("segment_no_range")))
            elif low is not None and high is not None and low > high:  # type: ignore[operator]  # numbers, both
                found.append(Problem(f"condition{i}", Message("segment_reversed")))
        elif not condition.values:
            found.append(Problem(f"condition{i}", Message("segment_nothing_picked")))
    return found


# what is typed ------------------------------------------------------------------------------------------------------------

_FIGURE: Final = re.compile(r"(-?\d{1,12}(?:\.\d{1,4})?)\s*(?:[^\d.\-]{0,10})")  # and the unit, if it was written
_APART: Final = re.compile(r"[、,，;；]")


def read_bound(shape: Shape, typed: str, today: int, field: str) -> tuple[int | float | None, list[Problem]]:
    """One end of a range as typed: an amount, a day, days or a number as elsewhere in the program; None for nothing."""
    if shape in (Shape.MONEY, Shape.DATE):
        found, problems = parse_amount(typed, field) if shape is Shape.MONEY else read_day(typed, today, field)
        return found, [] if found is not None else list(problems)  # what asks is no question here
    plain = unicodedata.normalize("NFKC", typed).replace("−", "-").strip()
    if not plain:
        return None, []
    match = _FIGURE.fullmatch(plain.replace(",", ""))
    value = float(match[1]) if match else 0.5
    if not match or (shape is Shape.DAYS and value % 1):
        return None, [Problem(field, Message("segment_number"))]
    return (int(value) if value % 1 == 0 else value), []


def typed_bound(shape: Shape, value: Value) -> str:
    """It again as one types it."""
    if value is None:
        return ""
    assert isinstance(value, int | float)
    if shape is Shape.MONEY:
        cents = int(value)
        return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"
    if shape is Shape.DATE:
        return date.fromordinal(int(value)).isoformat().replace("-", ".")
    return str(value)


def read_words(typed: str) -> tuple[str, ...]:
    """The words to look for, apart by commas."""
    return tuple(dict.fromkeys(word for word in (part.strip() for part in _APART.split(typed)) if word))
