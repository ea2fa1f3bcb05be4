"""What is typed back: an answer, the number of a list, a telephone number written beside it."""

import pytest

from kyuanbook.rules.answers import (
    AnswerEntry,
    Followed,
    clean_answer,
    number_in,
    printed_number,
    read_list_number,
    read_score,
    unpacked,
)
from kyuanbook.rules.touches import Outcome, TouchKind

TODAY = 739_679


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1120", 1120), ("001120", 1120), ("１１２０", 1120), (" 11 20 ", 1120), ("#1120", 1120), ("＃1120", 1120),
        ("名单1120", 1120), ("回访名单 1120 号", 1120), ("第 7 号", 7), ("No. 12", 12), ("LIST 12", 12), ("№12", 12),
        ("", None), ("0", None), ("abc", None), ("11a20", None), ("-5", None), ("1234567890", None), ("1.5", None),
    ],
)  # fmt: skip
def test_the_number_of_a_list_is_read_however_it_is_written(typed: str, number: int | None) -> None:
    found, problems = read_list_number(typed)
    assert found == number
    assert [p.message.key for p in problems] == (["list_number_unreadable"] if typed and number is None else [])


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("换了 159 0000 0032", "159 0000 0032"), ("换了15900000032，打这个", "159 0000 0032"),
        ("１５９００００００３２", "159 0000 0032"), ("打 021-66668888", "021 6666 8888"), ("约 20261128", None),
        ("¥1,240", None), ("月底来", None), ("11.28 下午 3 点", None), ("1590000003", None),
    ],
)  # fmt: skip
def test_a_telephone_number_beside_an_answer_is_found_and_a_day_is_none(note: str, number: str | None) -> None:
    assert number_in(note) == number


def test_the_number_on_the_paper_is_found_whole_masked_and_among_several() -> None:
    theirs = [(1, "13822045678", True), (2, "13922045678", False), (3, "02166668888-801", False)]
    assert printed_number("139 2204 5678", theirs) == 2
    assert printed_number("138****5678", theirs) == 1
    assert printed_number("021 6666 8888 转 801", theirs) == 3
    assert printed_number("186 0000 1111", theirs) is None
    assert printed_number("138****5678", [(1, "13822045678", True), (2, "13833335678", False)]) == 2  # the right one first


def test_what_followed_is_kept_and_read_again() -> None:
    whole = Followed(True, ("open", 5, 0, None), ("done", 5, 1, 6), (3, 4), 9, 739_700, True, 2, 7, 8, 1)
    assert unpacked(whole.packed()) == whole
    assert unpacked("") == Followed() and unpacked(Followed().packed()) == Followed()
    assert unpacked('{"made": true, "of_a_later_version": 1}') == Followed(made=True)


def test_a_new_number_must_be_whole_and_a_score_from_one_to_five() -> None:
    clean, problems = clean_answer(AnswerEntry("wrong_number", new_phone="15900000032"), TouchKind.CALL, TODAY)
    assert not problems and clean.new_phone is not None and clean.new_phone.number == "15900000032"
    _, problems = clean_answer(AnswerEntry("wrong_number", new_phone="1590"), TouchKind.CALL, TODAY)
    assert [p.message.key for p in problems] == ["new_phone_unreadable"]
    assert read_score("５分") == (5, ()) and read_score("") == (None, ()) and read_score("6")[1] and read_score("²")[1]


def test_an_outcome_the_channel_cannot_have_is_refused() -> None:
    _, problems = clean_answer(AnswerEntry(Outcome.WRONG_NUMBER), TouchKind.WECHAT, TODAY)
    assert [p.message.key for p in problems] == ["outcome_not_of_channel"]
