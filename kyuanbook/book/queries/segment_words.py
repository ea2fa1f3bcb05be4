"""客户细分 in words: what can be asked of a customer, with the choices there are in this book, and a segment as a sentence."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from kyuanbook.book.queries import lapse, shop
from kyuanbook.book.queries.classes import class_word
from kyuanbook.book.queries.custom import fields
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.segments import SHAPES
from kyuanbook.book.reader import Reader
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.bands import AGES, INCOMES, income_label
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.custom import FieldRow, Kind
from kyuanbook.rules.dates import full_day, month_name
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.segments import CUSTOM, RANGES, TRAITS, Condition, Conditions, Shape, Value
from kyuanbook.rules.words import Message

OWN: Final = "own"  # the head under which the owner's own fields are offered
_HOLE: Final = "\0"


class Ask(NamedTuple):
    """Something that can be asked. ``choices``: (value, its word), for what is picked; ``unit``: of an own number."""

    trait: str
    name: str
    head: str
    shape: Shape
    choices: tuple[tuple[Value, str], ...] = ()
    unit: str = ""

    def word(self, value: Value) -> str:
        """What a value is called, also one that is offered no more."""
        known = dict(self.choices)
        return known[value] if value in known else value if isinstance(value, str) and value else tr("已经没有的一项")


def asks(sql: Reader) -> dict[str, Ask]:
    """Everything, in the order in which it is offered; what was put away too, for a segment may ask for it."""
    found = {
        code: Ask(code, say(Message(f"trait_{code}")), trait.group, trait.shape, _choices(sql, code))
        for code, trait in TRAITS.items()
    }
    for field in fields(sql, hidden=True):
        own = _own(field)
        found[own.trait] = own
    return found


def _own(field: FieldRow) -> Ask:
    shape = SHAPES[field.kind]
    choices: tuple[tuple[Value, str], ...] = ()
    if field.kind is Kind.CHOICE:
        choices = tuple((word, word) for word in field.choices)
    if shape is Shape.YES_NO:
        choices = ((1, say(Message("custom_yes"))), (0, say(Message("custom_no"))))
    return Ask(f"{CUSTOM}{field.id}", field.name, OWN, shape, choices, field.unit)


def _choices(sql: Reader, code: str) -> tuple[tuple[Value, str], ...]:
    trait = TRAITS[code]
    if trait.shape is Shape.YES_NO:
        return ((1, say(Message(f"holds_{code}"))), (0, say(Message(f"holds_not_{code}"))))
    if trait.shape is Shape.BIRTHDAY:
        return tuple((month, say(month_name(month))) for month in range(1, 13))
    if code in _FROM_BOOK:
        return tuple((one.id, one.name) for one in _FROM_BOOK[code](sql))
    return tuple((value, _WORD[code](value)) for value in _CODES.get(code, trait.choices)) if code in _WORD else ()


def _sources(sql: Reader) -> Iterable[shop.ChannelRow]:
    return shop.channels(sql, hidden=True)


_FROM_BOOK: Final[Mapping[str, Callable[[Reader], Iterable[shop.ChannelRow | shop.Named | lapse.ReasonRow]]]] = {
    "source": _sources,
    "tag": shop.tags,
    "product": lambda sql: shop.products(sql, hidden=True),
    "staff": lambda sql: shop.staff(sql, hidden=True),
    "lapse_reason": lambda sql: lapse.reasons(sql, hidden=True),
}
_CODES: Final = {"age": tuple(band.code for band in AGES), "income": INCOMES[1:]}
_AGE: Final = {band.code: band.label for band in AGES}
_WORD: Final[Mapping[str, Callable[[str], str]]] = {
    "stage": lambda code: say(Message(f"stage_{code}")),
    "kind": class_word,
    "tier": class_word,
    "rfm": class_word,
    "sex": lambda code: {"female": tr("女"), "male": tr("男")}.get(code, tr("没记性别")),
    "age": lambda code: say(_AGE[code]),
    "income": lambda code: say(income_label(code)),
    "family": lambda code: say(ChannelFamily(code).label),
}


def as_conditions(chosen: Filter) -> Conditions | None:
    """A filter of 客户 as conditions; None for one that names its people, or a cell of the RFM grid."""
    if chosen.ids is not None or chosen.cell is not None:
        return None
    plain: tuple[tuple[str, Value | bool], ...] = (
        ("stage", chosen.stage.value if chosen.stage else None), ("kind", chosen.kind), ("again", chosen.again),
        ("tier", chosen.tier), ("rfm", chosen.group), ("source", chosen.channel_id), ("natural", chosen.natural),
        ("tag", chosen.tag_id), ("do_not_contact", chosen.do_not_contact),
    )  # fmt: skip
    asked = (Condition(t, (int(v) if isinstance(v, bool) else v,)) for t, v in plain if v is not None)
    return (*asked, *chosen.conditions)


# a segment as a sentence ---------------------------------------------------------------------------------------------------


def sentence(conditions: Conditions, known: Mapping[str, Ask]) -> str:
    """``忠诚或回头客，近一年花了 ¥1,000 以上，不是附近上班的``."""
    return clauses(said(condition, known) for condition in conditions)


def said(condition: Condition, known: Mapping[str, Ask]) -> str:
    """One condition. One that cannot be asked here is named as such: nobody belongs to its segment."""
    ask = known.get(condition.trait)
    if ask is None:
        return tr("有一条认不出")
    if ask.shape is Shape.YES_NO:
        held = _yes_no(ask, bool(condition.values[0]))
    elif ask.shape in RANGES:
        held = _filled(ask, _range(ask, condition.values))
    elif ask.shape is Shape.WORDS:
        held = _filled(ask, either(tr("“{word}”", word=value) for value in condition.values))
    else:
        held = _filled(ask, either(ask.word(value) for value in condition.values))
    return _around(tr("不是{what}的", what=_HOLE), held) if condition.but else held


def _yes_no(ask: Ask, yes: bool) -> str:
    if ask.head == OWN:
        return ask.name + tr("：") + ask.word(int(yes))
    return ask.word(int(yes))


def _filled(ask: Ask, what: str) -> str:
    if ask.head == OWN:
        return _beside(ask.name, what) if ask.shape in RANGES else ask.name + tr("：") + what
    return _around(say(Message(f"said_{ask.trait}", {"what": _HOLE})), what)


def either(words: Iterable[str]) -> str:
    """``忠诚、新客或回头``."""
    *most, last = words
    return _beside(_beside(listed(most), tr("或")), last) if most else last


def _range(ask: Ask, values: tuple[Value, ...]) -> str:
    low, high = values
    if ask.shape is Shape.DATE:
        return _dates(low, high)
    if low is not None and high is not None:
        if low == high:
            return tr("正好 {n}", n=_figure(ask, high))
        return tr("{low} 到 {high}", low=_bare(ask, low), high=_figure(ask, high))
    if low is not None:
        return _beside(_figure(ask, low), tr("以上"))
    return _beside(_figure(ask, high), tr("以下"))


def _dates(low: Value, high: Value) -> str:
    if high is None:
        return tr("{day}起", day=_day(low))
    if low is None:
        return tr("到{day}为止", day=_day(high))
    return _day(low) if low == high else tr("{low}到{high}", low=_day(low), high=_day(high))


def _day(value: Value) -> str:
    assert isinstance(value, int | float)
    return say(full_day(int(value)))


def _figure(ask: Ask, value: Value) -> str:
    """With its unit: ``¥1,000``, ``60 天``, ``5 次``, ``85000 km``."""
    assert isinstance(value, int | float)
    n, unit = int(value), ask.unit
    if ask.shape is Shape.DAYS:
        return trn("{n} 天", n)
    if ask.trait in ("visits", "year_visits"):
        return trn("{n} 次", n)
    if ask.trait == "brought":
        return trn("{n} 位", n)
    if ask.trait == "potential":
        return trn("{n} 分", n)
    return f"{_bare(ask, value)} {unit}".rstrip()


def _bare(ask: Ask, value: Value) -> str:
    assert isinstance(value, int | float)
    if ask.shape is Shape.MONEY:
        return amount_words(int(value), exact=int(value) % 100 != 0)
    return f"{value:,g}".replace("-", "−") if abs(value) < 1e6 else f"{value:,.0f}".replace("-", "−")


def _around(template: str, what: str) -> str:
    before, _, after = template.partition(_HOLE)
    return _beside(_beside(before, what), after)


def _beside(left: str, right: str) -> str:
    """Together, with a space between a Han character and a Latin one or a figure."""
    return f"{left} {right}" if left and right and _is_han(left[-1]) != _is_han(right[0]) and _meet(left, right) else left + right


def _meet(left: str, right: str) -> bool:
    return all(_is_han(sign) or sign == "¥" or (sign.isascii() and sign.isalnum()) for sign in (left[-1], right[0]))


def _is_han(sign: str) -> bool:
    return "一" <= sign <= "鿿"
