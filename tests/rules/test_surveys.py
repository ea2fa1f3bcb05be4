"""问卷: what is wrong with one, and what is kept of the answers."""

import pytest

from kyuanbook.language import say
from kyuanbook.rules.custom import FieldRow, Kind, Owner, kept_again
from kyuanbook.rules.surveys import (
    QuestionEntry,
    QuestionRow,
    ReplyEntry,
    SurveyEntry,
    by_place,
    clean_reply,
    clean_survey,
    field_of,
)

TODAY = 739_000


def wrong(*questions: QuestionEntry, name: str = "新客问卷") -> dict[str, str]:
    problems = clean_survey(SurveyEntry(name, "", questions))[1]
    return {p.field: say(p.message) for p in problems}


def asked(n: int) -> list[QuestionEntry]:
    return [QuestionEntry(f"第 {i} 个问题") for i in range(n)]


def test_one_to_ten_questions() -> None:
    assert wrong() == {"questions": "至少写一题"}
    assert wrong(QuestionEntry("  ")) == {"questions": "至少写一题"}
    assert wrong(*asked(10)) == {}
    assert wrong(*asked(11)) == {"questions": "最多 10 题，现在有 11 题：太长了没人肯答完"}
    assert wrong(*asked(10), QuestionEntry("")) == {}  # an empty line is no question


def test_each_question_says_what_is_wrong_with_it_where_it_was_typed() -> None:
    found = wrong(
        QuestionEntry("喜欢什么发型？", kind="choice"), QuestionEntry(""), QuestionEntry("喜欢什么发型？"),
        QuestionEntry("问" * 41), QuestionEntry("几次？", kind="number", unit="一个很长的计量单位"), name="",
    )  # fmt: skip
    assert set(found) == {"name", "choices1", "question3", "question4", "choices5"}
    assert found["question3"] == "这一题前面已经问过了" and "41" in found["question4"]


def test_two_questions_never_write_into_one_field() -> None:
    found = wrong(QuestionEntry("车牌？", field_id=3), QuestionEntry("再报一次车牌", field_id=3))
    assert found == {"question2": "前面有一题已经记到这一项了，换一项"}


def test_a_question_names_its_field() -> None:
    assert field_of("多久洗一次头？ ") == "多久洗一次头"
    assert field_of("How often do you wash your hair?") == "How often do you was"


FIELDS = {
    1: FieldRow(1, Owner.CUSTOMER, Kind.CHOICE, "来的原因", ("路过", "朋友介绍", "看到抖音")),
    2: FieldRow(2, Owner.CUSTOMER, Kind.NUMBER, "多久来一次", unit="天"),
    3: FieldRow(3, Owner.CUSTOMER, Kind.YES_NO, "想染发吗"),
    4: FieldRow(4, Owner.CUSTOMER, Kind.DATE, "上次染发"),
    5: FieldRow(5, Owner.CUSTOMER, Kind.TEXT, "还想说什么", hidden=True),
}
QUESTIONS = [QuestionRow(10 + i, i, f"{field.name}？", field) for i, field in FIELDS.items()]


def replied(**typed: str) -> tuple[dict[int, str | None], dict[str, str]]:
    answers = {int(key[1:]) + 10: text for key, text in typed.items()}
    kept, _, problems = clean_reply(QUESTIONS, ReplyEntry(answers), TODAY)
    return {i - 10: v.text if v else None for i, v in kept.items()}, {p.field: say(p.message) for p in problems}


def test_answers_are_kept_as_fields_keep_them() -> None:
    assert replied(q1="朋友介绍", q2="３０天", q3="√", q4="2024.3.5") == (
        {1: "朋友介绍", 2: "30", 3: "yes", 4: "2024-03-05"}, {}
    )  # fmt: skip
    assert replied(q1="2", q2="")[0] == {1: "朋友介绍", 2: None}


def test_an_answer_that_is_no_choice_and_one_to_a_question_put_away() -> None:
    kept, found = replied(q1="广告", q2="很久", q5="你好")
    assert kept == {1: None, 2: None}
    assert found["answer1"] == "这里请从中选一个：路过、朋友介绍、看到抖音"
    assert found["answer5"] == "第 5 题的“还想说什么”已停用，不再记。要记，先到“设置 → 自定义”里重新启用"
    assert set(found) == {"answer1", "answer2", "answer5"}
    assert replied(q1="4")[1] and replied(q1="0")[1]  # there is no fourth


def test_nothing_answered_is_no_reply() -> None:
    assert replied(q1="", q5="")[1] == {"answers": "一题都没答，没有什么可记的"}


def test_a_choice_that_is_itself_a_figure_is_meant_itself() -> None:
    field = FieldRow(1, Owner.CUSTOMER, Kind.CHOICE, "几口人", ("3", "2", "1"))
    assert by_place(field, "1") == "1" and by_place(FIELDS[1], "1") == "路过"


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (Kind.NUMBER, "-2.50", -2.5), (Kind.DATE, "2024-03-05", 738950.0), (Kind.YES_NO, "yes", 1.0),
        (Kind.YES_NO, "no", 0.0), (Kind.CHOICE, "路过", None),
    ],
)  # fmt: skip
def test_a_kept_text_has_its_number_again(kind: Kind, text: str, number: float | None) -> None:
    assert kept_again(kind, text) == (text, number)
