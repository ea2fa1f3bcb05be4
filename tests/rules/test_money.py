"""Amounts as typed, in cents."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.amounts import ABSURD_CENTS, MOST_CENTS, parse_amount
from kyuanbook.rules.money import amount_words


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("35", 3500), ("35+20*2", 7500), ("(35+20)*2", 11000), ("1.5", 150), (".5", 50), ("5.", 500), ("0", 0),
        ("３５＋２０×２", 7500), ("（35+20）×2÷4", 2750), ("¥1,240.50", 124050), ("￥１，２４０", 124000),
        ("35元", 3500), ("35块", 3500), ("35块5", 3550), ("35元5角", 3550), ("1.2万", 1200000),
        ("200*90%", 18000), ("200*8折", 16000),
        ("100-30", 7000), ("100−30", 7000), ("100/3", 3333), ("200/3", 6667), ("0.005", 1), ("0.004", 0),
        (" 3 5 ", 3500), ("35=", 3500), ("1 240", 124000), ("2*-3+10", 400), ("12,34,567" , None), ("RMB 35", 3500),
        ("1.005", 101), ("12x3", 3600), ("1,240,000*0+1,000", 100000),
    ],
)  # fmt: skip
def test_amounts(typed: str, cents: int | None) -> None:
    value, problems = parse_amount(typed)
    assert value == cents and bool(problems) is (cents is None)


@pytest.mark.parametrize("typed", ["", None, "  ", "\u3000"])
def test_nothing_typed_is_no_amount(typed: str | None) -> None:
    assert parse_amount(typed) == (None, ())


@pytest.mark.parametrize(
    "typed",
    ["abc", "1/0", "35+", "*3", "(35", "35)", "1..2", "1.2.3", "9**9**9", "--", "=", "()", "3(4)", "王", "1e9", "1,2",
     "(" * 90 + "1", "1" * 101, "__import__('os')", "½", "٣٥x", "三十五"],
)  # fmt: skip
def test_nonsense_is_refused_beside_the_field(typed: str) -> None:
    cents, (problem,) = parse_amount(typed, "paid")
    assert cents is None and problem.field == "paid" and not problem.asks
    assert say(problem.message) == "金额看不懂，请写成 35 或 35+20*2"


def test_a_negative_amount_asks_and_offers_the_positive() -> None:
    cents, (problem,) = parse_amount("-75.5")
    assert (cents, problem.asks, problem.cure, problem.message.key) == (-7550, True, "75.50", "amount_negative")


def test_an_absurd_amount_asks() -> None:
    assert parse_amount("1000000") == (ABSURD_CENTS, ())
    cents, (problem,) = parse_amount("1000000.01")
    assert cents == ABSURD_CENTS + 1 and problem.asks
    assert say(problem.message) == "¥1,000,000，比一般的大很多，请核对"
    cents, (problem,) = parse_amount("9" * 90)
    assert cents is None and not problem.asks and problem.message.key == "amount_impossible"


@pytest.mark.parametrize(
    ("cents", "listed", "booked"),
    [
        (124000, "¥1,240", "¥1,240.00"), (7500, "¥75", "¥75.00"), (7550, "¥76", "¥75.50"), (-7500, "−¥75", "−¥75.00"),
        (0, "¥0", "¥0.00"), (40, "¥0.40", "¥0.40"), (999, "¥9.99", "¥9.99"), (1049, "¥10", "¥10.49"), (None, "—", "—"),
        (123456789, "¥1,234,568", "¥1,234,567.89"),
    ],
)  # fmt: skip
def test_shown(cents: int | None, listed: str, booked: str) -> None:
    assert (amount_words(cents), amount_words(cents, exact=True)) == (listed, booked)


@given(st.integers(-ABSURD_CENTS, ABSURD_CENTS))
def test_what_is_booked_reads_back(cents: int) -> None:
    assert parse_amount(amount_words(cents, exact=True))[0] == cents


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 999)), max_size=8), st.integers(0, 999))
def test_sums_are_what_arithmetic_says(steps: list[tuple[str, int]], first: int) -> None:
    typed = str(first) + "".join(sign + str(number) for sign, number in steps)
    true = Fraction(eval(typed)) * 100
    assert parse_amount(typed)[0] == (true if abs(true) <= MOST_CENTS else None)


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(typed: str) -> None:
    cents, problems = parse_amount(typed)
    assert cents is None or isinstance(cents, int)
    assert len(problems) <= 1


@given(st.text("0123456789.+-*/()（）×÷,，元块万%折¥ ", max_size=60))
def test_any_sum_is_read_or_refused(typed: str) -> None:
    test_any_text_is_read_or_refused.hypothesis.inner_test(typed)  # type: ignore[attr-defined]
