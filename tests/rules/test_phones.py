"""One number in every spelling; an impossible one asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules import phones
from kyuanbook.rules.phones import PhoneKind, first_number, masked, normalise, same_phone, shown, split_phones

MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "13822045678", "138 2204 5678", "138-2204-5678", "138.2204.5678", "１３８２２０４５６７８", "+86 138 2204 5678",
        "+8613822045678", "0086-138-2204-5678", "86-13822045678", "8613822045678", "(+86)13822045678",
        "（86）138 2204 5678", "013822045678",
        " 138\u00a02204\u200b5678\n", "13822045678.0", "手机：13822045678", "Tel: 138—2204—5678",
        "\u202a+86 138 2204 5678\u202c", "+86 0138 2204 5678", "١٣٨٢٢٠٤٥٦٧٨",
    ],
)  # fmt: skip
def test_one_mobile_in_every_spelling(typed: str) -> None:
    phone = normalise(typed)
    assert (phone.number, phone.extension, phone.kind, phone.problems) == ("13822045678", "", PhoneKind.MOBILE, ())
    assert phone.shown == "138 2204 5678" and masked(phone.number) == "138****5678"


@pytest.mark.parametrize(
    ("typed", "number", "extension", "kind", "seen"),
    [
        ("021-66668888", "02166668888", "", PhoneKind.LANDLINE, "021 6666 8888"),
        ("(010)6666 8888", "01066668888", "", PhoneKind.LANDLINE, "010 6666 8888"),
        ("0571-8888888", "05718888888", "", PhoneKind.LANDLINE, "0571 888 8888"),
        ("0755 8888 8888", "075588888888", "", PhoneKind.LANDLINE, "0755 8888 8888"),
        ("+86 21 6666 8888", "02166668888", "", PhoneKind.LANDLINE, "021 6666 8888"),
        ("+86-755-88888888", "075588888888", "", PhoneKind.LANDLINE, "0755 8888 8888"),
        ("021-66668888转801", "02166668888", "801", PhoneKind.LANDLINE, "021 6666 8888 转 801"),
        ("021-66668888-801", "02166668888", "801", PhoneKind.LANDLINE, "021 6666 8888 转 801"),
        ("021 66668888 ext. 801", "02166668888", "801", PhoneKind.LANDLINE, "021 6666 8888 转 801"),
        ("02166668888x801", "02166668888", "801", PhoneKind.LANDLINE, "021 6666 8888 转 801"),
        ("66668888 分机 12", "66668888", "12", PhoneKind.LOCAL, "6666 8888 转 12"),
        ("6666888", "6666888", "", PhoneKind.LOCAL, "666 6888"),
        ("400-820-8820", "4008208820", "", PhoneKind.SERVICE, "400 820 8820"),
        ("+86 400 820 8820", "4008208820", "", PhoneKind.SERVICE, "400 820 8820"),
        ("+852 9123 4567", "+85291234567", "", PhoneKind.ABROAD, "+852 9123 4567"),
        ("00852-91234567", "+85291234567", "", PhoneKind.ABROAD, "+852 9123 4567"),
        ("+853 6612 3456", "+85366123456", "", PhoneKind.ABROAD, "+853 6612 3456"),
        ("+886 912 345 678", "+886912345678", "", PhoneKind.ABROAD, "+886 912 345 678"),
        ("+1 (415) 555-0123", "+14155550123", "", PhoneKind.ABROAD, "+14155550123"),
    ],
)  # fmt: skip
def test_other_numbers(typed: str, number: str, extension: str, kind: PhoneKind, seen: str) -> None:
    phone = normalise(typed)
    assert (phone.number, phone.extension, phone.kind, phone.problems) == (number, extension, kind, ())
    assert phone.shown == seen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("138220456", "这个手机号少了两位"),
        ("1382204567", "这个手机号少了一位"),
        ("138220456789", "这个手机号多了一位"),
        ("12822045678", "没有 12 开头的手机号，请核对"),
        ("1382204567813900001111", "这里像有两个号码，请分开填"),
        ("021-6666888", "这个座机号的位数不对，请核对区号"),
        ("5678", "这个号码只有 4 位，请核对"),
        ("1" * 20, "这个号码有 20 位，太长了，请核对"),
        ("+852 123", "+852 的号码位数不对，请核对"),
        ("--", "这里要填电话号码"),
    ],
)
def test_an_impossible_number_asks_and_is_kept(typed: str, sentence: str) -> None:
    phone = normalise(typed, "phone")
    (problem,) = phone.problems
    assert problem.asks and problem.field == "phone" and say(problem.message) == sentence
    assert phone.number.lstrip("+") == "".join(c for c in typed if c.isdigit())


def test_letters_are_refused_with_the_number_in_them_as_cure() -> None:
    (problem,) = normalise("13822045678 老公").problems
    assert not problem.asks and problem.cure == "138 2204 5678"
    (problem,) = normalise("问他要").problems
    assert not problem.asks and problem.cure is None and problem.message.key == "phone_no_digits"
    (problem,) = normalise("1-800-FLOWERS").problems
    assert not problem.asks and problem.cure is None


def test_nothing_is_no_phone() -> None:
    for nothing in ("", None, "  ", "\u200b"):
        assert (normalise(nothing).number, normalise(nothing).problems) == ("", ())


def test_same_phone_in_any_spelling() -> None:
    same = [("138 2204 5678", "+8613822045678"), ("66668888", "021-66668888"), ("021-66668888转801", "02166668888")]
    for a, b in same:
        assert same_phone(normalise(a), normalise(b)) and same_phone(normalise(b), normalise(a))
    other = [
        ("13822045678", "13822045679"), ("66668888", "0755-66668880"), ("", ""), ("5678", "13822045678"),
        ("021-66668888转801", "021-66668888转802"), ("+85291234567", "91234567"),
    ]  # fmt: skip
    for a, b in other:
        assert not same_phone(normalise(a), normalise(b)) and not same_phone(normalise(b), normalise(a))


def test_masks_hide_four_figures_at_least() -> None:
    assert [masked(n) for n in ("02166668888", "66668888", "+85291234567", "4008208820", "5678", "12", "")] == [
        "021****8888", "****8888", "+852****4567", "400****8820", "****78", "****", "****",
    ]  # fmt: skip


def test_a_cell_with_several_numbers_is_split() -> None:
    assert split_phones("13822045678、021-66668888") == ("13822045678", "021-66668888")
    assert split_phones("13822045678/13900001111") == ("13822045678", "13900001111")
    assert split_phones("13822045678 13900001111") == ("13822045678", "13900001111")
    assert split_phones("1382204567813900001111") == ("13822045678", "13900001111")
    assert split_phones("138 2204 5678") == ("138 2204 5678",)
    assert split_phones(" ") == ()


def test_a_number_is_found_in_words() -> None:
    assert first_number("老公13822045678") == "138 2204 5678"
    assert first_number("3栋201") is None


@given(MOBILE, st.lists(st.sampled_from([" ", "-", ".", "\u200b", "　"]), min_size=11, max_size=11))
def test_separators_change_nothing(number: str, separators: list[str]) -> None:
    typed = "".join(digit + sign for digit, sign in zip(number, separators, strict=True))
    assert normalise(typed).number == number


@given(st.text(max_size=30))
def test_any_text_is_read_and_what_was_read_is_stable(typed: str) -> None:
    phone = normalise(typed)
    masked(phone.number)
    split_phones(typed)
    again = normalise(shown(phone.number, phone.extension))
    if not phone.problems:
        assert (again.number, again.extension, again.kind) == (phone.number, phone.extension, phone.kind)
    assert set(phone.number) <= set("+0123456789") and set(phone.extension) <= set("0123456789")


@given(st.from_regex(r"[+]?[0-9 \-x转()]{0,24}", fullmatch=True))
def test_figures_read_the_same_again(typed: str) -> None:
    test_any_text_is_read_and_what_was_read_is_stable.hypothesis.inner_test(typed)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("number", "part", "local"),
    [
        ("02166668888", "66668888", False), ("02166668888-801", "66668888-801", False), ("05718888777", "8888777", False),
        ("66668888", "", True), ("8888777-12", "", True), ("13822045678", "", False), ("+85291234567", "", False),
        ("4008001234", "", False), ("12", "", False), ("", "", False),
    ],
)  # fmt: skip
def test_a_landline_without_its_area_code(number: str, part: str, local: bool) -> None:
    assert phones.local_part(number) == part
    assert phones.is_local(number) is local
