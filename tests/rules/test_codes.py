"""介绍码: read as it was printed, however it is typed; a slip is never somebody else."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.codes import code_of, customer_of_code

NUMBERS = st.integers(1, 10**9)


def test_as_printed_and_as_typed() -> None:
    assert code_of(572) == "J5724"  # Damm's own example
    for typed in ("J5724", "j5724", " J 572-4 ", "Ｊ５７２４"):
        assert customer_of_code(typed) == 572
    for wrong in ("5724", "J", "J4", "J5725", "J05724", "J57a4", "王小明", "J" + "1" * 40, "j²³"):
        assert customer_of_code(wrong) is None


@given(NUMBERS)
def test_every_code_is_read_back(number: int) -> None:
    assert customer_of_code(code_of(number)) == number


@given(NUMBERS, st.data())
def test_one_wrong_figure_or_two_exchanged_are_found(number: int, data: st.DataObject) -> None:
    figures = code_of(number)[1:]
    at = data.draw(st.integers(0, len(figures) - 1))
    other = data.draw(st.sampled_from([f for f in "0123456789" if f != figures[at]]))
    assert customer_of_code(f"J{figures[:at]}{other}{figures[at + 1 :]}") is None
    if at + 1 < len(figures) and figures[at] != figures[at + 1]:
        exchanged = figures[:at] + figures[at + 1] + figures[at] + figures[at + 2 :]
        assert customer_of_code(f"J{exchanged}") is None
