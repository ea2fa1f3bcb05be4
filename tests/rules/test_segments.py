"""客户细分 as data: kept and read back the same; what cannot be asked is said, never left out; what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.segments import (
    HEADS,
    MOST,
    RANGES,
    TRAITS,
    Condition,
    Shape,
    Value,
    complaints,
    pack,
    read_bound,
    read_words,
    typed_bound,
    unknown,
    unpack,
)
from tests.rules.test_dates import TODAY

FIELDS = {1: Shape.WORDS, 2: Shape.NUMBER}
VALUES = st.one_of(st.text(max_size=5), st.integers(-(10**9), 10**9), st.none(), st.floats(-1e9, 1e9))
CONDITIONS = st.lists(
    st.builds(Condition, st.sampled_from([*TRAITS, "custom:1"]), st.lists(VALUES, max_size=4).map(tuple), st.booleans()),
    max_size=5,
).map(tuple)


@given(CONDITIONS)
def test_what_is_kept_is_read_back_the_same(conditions: tuple[Condition, ...]) -> None:
    assert unpack(pack(conditions)) == conditions


def test_every_trait_stands_under_a_head_once() -> None:
    assert {trait.group for trait in TRAITS.values()} == set(HEADS)
    assert all(trait.code == code for code, trait in TRAITS.items())


def _keys(*conditions: Condition) -> list[tuple[str, str]]:
    return [(problem.field, problem.message.key) for problem in complaints(conditions, FIELDS)]


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        (Condition("zodiac", ("龙",)), "segment_unknown"), (Condition("custom:9", ("x",)), "segment_unknown"),
        (Condition("total", (None, None)), "segment_no_range"), (Condition("custom:2", (3, 2)), "segment_reversed"),
        (Condition("silent", (9, 3)), "segment_reversed"), (Condition("stage", ()), "segment_nothing_picked"),
        (Condition("custom:1", ()), "segment_nothing_picked"),
    ],
)  # fmt: skip
def test_what_keeps_one_from_being_asked(condition: Condition, key: str) -> None:
    fine = Condition("again", (1,))
    assert _keys(fine, condition) == [("condition1", key)]
    assert (unknown([fine, condition], FIELDS) == [condition]) is (key == "segment_unknown")


@pytest.mark.parametrize("condition", [
    Condition("total", (0, None)), Condition("total", (None, 0)), Condition("silent", (3, 3)), Condition("custom:2", (-1.5, 2)),
    Condition("stage", ("loyal",), True), Condition("custom:1", ("x",)),
])  # fmt: skip
def test_what_can_be_asked(condition: Condition) -> None:
    assert _keys(condition) == []


def test_none_and_too_many() -> None:
    assert _keys() == [("conditions", "segment_empty")]
    assert _keys(*[Condition("again", (1,))] * MOST) == []
    assert _keys(*[Condition("again", (1,))] * (MOST + 1)) == [("conditions", "segment_too_many")]


@pytest.mark.parametrize(
    ("shape", "typed", "value"),
    [
        (Shape.MONEY, "1000", 100_000), (Shape.MONEY, "¥8.5", 850), (Shape.MONEY, "1.2万", 1_200_000), (Shape.MONEY, "-5", -500),
        (Shape.DAYS, "90", 90), (Shape.DAYS, "９０ 天", 90), (Shape.NUMBER, "3 次", 3), (Shape.NUMBER, "−2.50", -2.5),
        (Shape.NUMBER, "85,000 km", 85_000), (Shape.NUMBER, "  ", None), (Shape.MONEY, "", None), (Shape.DATE, "", None),
        (Shape.DATE, "昨天", TODAY - 1),
    ],
)  # fmt: skip
def test_what_is_typed_at_either_end(shape: Shape, typed: str, value: Value) -> None:
    assert read_bound(shape, typed, TODAY, "low") == (value, [])


@pytest.mark.parametrize(
    ("shape", "typed"),
    [(Shape.MONEY, "很多"), (Shape.DAYS, "1.5"), (Shape.DAYS, "三个月"), (Shape.NUMBER, "1-2"), (Shape.DATE, "2026.2.30")],
)
def test_what_cannot_be_read_is_said(shape: Shape, typed: str) -> None:
    value, problems = read_bound(shape, typed, TODAY, "high")
    assert value is None and [p.field for p in problems] == ["high"]


@given(st.sampled_from(sorted(RANGES)), st.integers(0, 10**6))
def test_a_bound_typed_again_means_the_same(shape: Shape, n: int) -> None:
    value = TODAY - n % 3_000 if shape is Shape.DATE else n
    assert read_bound(shape, typed_bound(shape, value), TODAY, "low") == (value, [])
    assert typed_bound(shape, None) == ""


def test_words_come_apart_by_commas() -> None:
    assert read_words(" 教师、IT 工程师，,教师 ") == ("教师", "IT 工程师")
