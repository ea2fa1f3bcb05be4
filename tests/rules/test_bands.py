"""收入档次 and age bands."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.bands import AGE_BANDS, AGES, INCOMES, age_band, birth_years, income_label

TODAY = date(2026, 11, 22).toordinal()


def test_incomes_rise_from_not_known_each_with_its_word() -> None:
    assert [say(income_label(band)) for band in INCOMES] == ["不填", "一般", "中等", "较高", "很高"]


def test_ages_follow_one_another_without_a_gap() -> None:
    assert AGES[0].first == 0 and AGES[-1].last is None
    for younger, older in itertools.pairwise(AGES):
        assert younger.last is not None and older.first == younger.last + 1
    assert [say(band.label) for band in (AGES[0], AGES[2], AGES[-1])] == ["18 岁以下", "26–35 岁", "65 岁以上"]


def test_a_band_goes_by_the_year_and_an_unknown_or_coming_year_has_none() -> None:
    assert age_band(2000, TODAY) == "26" and age_band(1991, TODAY) == "26" and age_band(1990, TODAY) == "36"
    assert age_band(2026, TODAY) == "u18" and age_band(1900, TODAY) == "66"
    assert age_band(None, TODAY) == age_band(2027, TODAY) == ""


@given(st.integers(1880, 2030))
def test_the_years_of_a_band_are_those_that_fall_into_it(year: int) -> None:
    band = age_band(year, TODAY)
    found = [code for code in AGE_BANDS if birth_years(code, TODAY)[0] <= year <= birth_years(code, TODAY)[1]]
    assert found == ([band] if band else [])
