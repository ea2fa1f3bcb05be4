"""自定义项目: what is typed, what is kept, what each trade brings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import ENGLISH, say, use
from kyuanbook.rules.custom import (
    GIVEN,
    MOST_CHOICES,
    Clean,
    FieldRow,
    Kind,
    Owner,
    can_be_searched,
    clean_choices,
    clean_name,
    clean_unit,
    clean_value,
    clean_values,
    problem_name,
    typed_again,
    with_kept,
)
from kyuanbook.rules.search_keys import matches, query_words, record_keys
from kyuanbook.rules.text import line_of
from kyuanbook.rules.trades import PRESETS
from kyuanbook.sentences.table import SENTENCES

TODAY = date(2026, 11, 22).toordinal()


def a_field(kind: Kind, *, choices: tuple[str, ...] = (), unit: str = "") -> FieldRow:
    return FieldRow(7, Owner.CUSTOMER, kind, "项目", choices, unit)


def kept(field: FieldRow, typed: str) -> Clean:
    value, problems = clean_value(field, typed, TODAY)
    assert problems == () and value is not None, problems
    return value


def refused(field: FieldRow, typed: str) -> str:
    """The sentence said beside the field."""
    value, problems = clean_value(field, typed, TODAY)
    assert value is None
    (problem,) = problems
    assert problem.field == "custom7" and not problem.asks
    return say(problem.message)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("typed", ["", "   ", "\u3000", "\u200b\x00\n"])
def test_nothing_is_nothing(kind: Kind, typed: str) -> None:
    assert clean_value(a_field(kind), typed, TODAY) == (None, ())


def test_words_are_cleaned_and_kept() -> None:
    assert kept(a_field(Kind.TEXT), " 粤Ｂ１２３４５\n\x07 ").text == "粤B12345"
    assert kept(a_field(Kind.TEXT), "字" * 200).text == "字" * 200
    assert "最多 200 个字" in refused(a_field(Kind.TEXT), "字" * 201)


@pytest.mark.parametrize(
    ("typed", "text", "number"),
    [
        ("12", "12", 12.0), ("-2.50", "-2.50", -2.5), ("−2.50", "-2.50", -2.5), ("－１．７５", "-1.75", -1.75),
        ("+1.25", "+1.25", 1.25), ("8.5万", "85000", 85000.0), ("85,000 KM", "85000", 85000.0), ("85000km", "85000", 85000.0),
        ("０８５", "85", 85.0), ("0", "0", 0.0), ("-0.00", "-0.00", 0.0), (".5", "0.5", 0.5), ("5.", "5", 5.0),
        ("负3", "-3", -3.0),
        ("1.23456万", "12345.6", 12345.6), ("00000000000000000000000007", "7", 7.0),
        ("999999999999", "999999999999", 999999999999.0),
    ],
)  # fmt: skip
def test_a_number_in_any_writing(typed: str, text: str, number: float) -> None:
    assert kept(a_field(Kind.NUMBER, unit="km"), typed) == Clean(text, number)


@pytest.mark.parametrize("typed", ["abc", "12.3.4", "--3", "1,2", "12 岁", "+", ".", "-", "1e9", "½x", "5kg", "一百", "∞"])
def test_what_is_no_number_says_so(typed: str) -> None:
    assert refused(a_field(Kind.NUMBER, unit="km"), typed) == "这里只填一个数，如 12 或 -2.5"


@pytest.mark.parametrize("typed", ["1000000000000", "-99999999999999", "99999999999万", "9" * 150])
def test_a_number_too_great(typed: str) -> None:
    assert refused(a_field(Kind.NUMBER), typed) == "这个数太大，请核对"


def test_a_day_is_the_next_one_meant() -> None:
    field = a_field(Kind.DATE)
    assert kept(field, "3.5").text == "2027-03-05"  # a vaccine that runs out lies ahead
    assert kept(field, "２０２５年９月２日") == Clean("2025-09-02", float(date(2025, 9, 2).toordinal()))
    assert refused(field, "2月30日") == "日历上没有这一天，请核对"
    assert refused(field, "很久以后") == "日期看不懂，请写成 12.3、明天或周六"
    assert "年份要在" in refused(field, "9999.1.1")


def test_one_of_the_choices() -> None:
    field = a_field(Kind.CHOICE, choices=("细软", "粗硬", "ABC"))
    assert kept(field, " 粗硬 ").text == "粗硬" and kept(field, "abc").text == "ABC"
    assert refused(field, "卷") == "这里请从中选一个：细软、粗硬、ABC"
    (again,) = with_kept([field], {7: "卷"})
    assert kept(again, "卷").text == "卷"  # it stood there before the word was taken from the choices
    assert with_kept([field, a_field(Kind.TEXT)], {7: "细软"}) == [field, a_field(Kind.TEXT)]


@pytest.mark.parametrize("typed", ["是", "有", "Y", "yes", "1"])
def test_yes(typed: str) -> None:
    assert kept(a_field(Kind.YES_NO), typed) == Clean("yes", 1.0)


@pytest.mark.parametrize("typed", ["否", "没有", "No", "0", "×"])
def test_no(typed: str) -> None:
    assert kept(a_field(Kind.YES_NO), typed) == Clean("no", 0.0)


def test_neither_yes_nor_no() -> None:
    assert refused(a_field(Kind.YES_NO), "也许") == "这里请填 是 或 否"


def test_only_what_was_typed_into_is_kept_and_all_that_is_wrong_is_said() -> None:
    fields = [a_field(Kind.TEXT)._replace(id=1), a_field(Kind.NUMBER)._replace(id=2), a_field(Kind.DATE)._replace(id=12)]
    values, problems = clean_values(fields, {1: "", 2: "x", 12: "2月31日", 99: "别处"}, TODAY)
    assert values == {1: None, 2: None, 12: None}
    assert [p.field for p in problems] == [problem_name(2), problem_name(12)]


@given(st.sampled_from(list(Kind)), st.text(max_size=300))
def test_whatever_is_typed_is_kept_in_a_form_that_reads_back_the_same(kind: Kind, typed: str) -> None:
    field = a_field(kind, choices=("细软", "粗硬"), unit="km")
    value, problems = clean_value(field, typed, TODAY)
    if value is None:
        assert problems or not line_of(typed)
        return
    assert problems == () and "\n" not in value.text and value.text
    assert clean_value(field, typed_again(field, value.text), TODAY) == (value, ())


@given(st.floats(-999_999_999, 999_999_999, allow_nan=False), st.integers(0, 6))
def test_a_number_is_compared_by_what_it_says(number: float, places: int) -> None:
    written = f"{number:.{places}f}"
    value = kept(a_field(Kind.NUMBER), written)
    assert value.number == float(written) == float(value.text)


def test_names_units_and_choices() -> None:
    assert clean_name(" 车牌 ") == ("车牌", ())
    assert [say(p.message) for p in clean_name("")[1]] == ["这里要填"]
    assert clean_name("字" * 21)[1] and clean_unit("字" * 9)[1]
    assert clean_choices("细软, 粗硬、细软；卷\n ，") == (("细软", "粗硬", "卷"), ())
    assert [say(p.message) for p in clean_choices(" ，、")[1]] == ["请写上可以选的词，用逗号隔开"]
    assert clean_choices("字" * 21)[1][0].cure is None
    assert clean_choices("，".join(map(str, range(MOST_CHOICES + 1))))[1]


def test_customers_are_not_found_by_a_day_nor_by_their_visits() -> None:
    assert can_be_searched(Owner.CUSTOMER, Kind.TEXT) and can_be_searched(Owner.CUSTOMER, Kind.CHOICE)
    assert not can_be_searched(Owner.CUSTOMER, Kind.DATE) and not can_be_searched(Owner.CUSTOMER, Kind.YES_NO)
    assert not can_be_searched(Owner.VISIT, Kind.TEXT)


# what a trade brings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trade", list(GIVEN))
def test_what_a_trade_brings_can_be_named_and_used(trade: str) -> None:
    assert trade in PRESETS
    codes = [one.code for one in GIVEN[trade]]
    assert codes and len(codes) == len(set(codes))
    names = [say(one.name) for one in GIVEN[trade]]
    assert len(names) == len(set(names)) and all(clean_name(name)[1] == () for name in names)
    for one in GIVEN[trade]:
        assert clean_unit(one.unit)[1] == () and (one.kind is Kind.NUMBER or not one.unit)
        assert not one.searchable or can_be_searched(one.owner, one.kind)
        assert (one.choices is not None) is (one.kind is Kind.CHOICE)
        if one.choices is not None:
            words, problems = clean_choices(say(one.choices))
            assert len(words) >= 2 and problems == ()


def test_every_trade_but_the_last_brings_something_and_every_sentence_is_brought() -> None:
    assert set(PRESETS) - set(GIVEN) == {"other"}
    brought = {m.key for fields in GIVEN.values() for one in fields for m in (one.name, one.choices) if m is not None}
    first = list(SENTENCES).index("custom_hair_formula")
    assert brought == {key for key in list(SENTENCES)[first:] if key.startswith("custom_")}


def test_choices_come_in_the_owner_s_language() -> None:
    use(ENGLISH)
    quality = next(one for one in GIVEN["hair"] if one.choices is not None)
    assert quality.choices is not None and len(clean_choices(say(quality.choices))[0]) == 4


# found by ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["粤B12345", "粤b·12345", "粤B 12345", "b123", "12345", "2345", "粤"])
@pytest.mark.parametrize("plate", ["粤B12345", "粤B·12345", "粤B-12345", "粤Ｂ 12345"])
def test_a_plate_is_found_however_it_is_written(plate: str, typed: str) -> None:
    assert matches(record_keys(name="王小明", values=[plate]), query_words(typed))


@pytest.mark.parametrize("typed", ["豆豆", "dd", "doudou", "球", "qq", "王 豆豆", "wxm dd"])
def test_a_dog_is_found_like_a_person(typed: str) -> None:
    assert matches(record_keys(name="王小明", values=["豆豆、球球"]), query_words(typed))
