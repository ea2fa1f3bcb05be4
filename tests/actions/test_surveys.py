"""问卷: made and changed with their fields; replies typed back, corrected, struck out."""

import pytest

from kyuanbook.actions import history
from kyuanbook.actions.custom import add_field, change_field, hide_field
from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.replies import change_reply, record_reply, strike_reply
from kyuanbook.actions.shop import set_shop, set_up_shop
from kyuanbook.actions.surveys import change_survey, hide_survey, make_survey, order_surveys
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.custom import fields, of_customer
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.book.queries.surveys import Stopped, Told, questions, replies_of, surveys, told
from kyuanbook.language import say
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, snapshot, typed_day

ASKED = (
    QuestionEntry("从哪里知道我们的？", "choice", "路过，朋友介绍，抖音"), QuestionEntry("多久剪一次？", "number", unit="天"),
    QuestionEntry("想染发吗？", "yes_no"), QuestionEntry("还想说什么？"),
)  # fmt: skip


@pytest.fixture
def survey(book: Book) -> int:
    done = make_survey(book, entry=SurveyEntry("新客问卷", "耽误您一分钟", ASKED))
    assert done.id is not None
    return done.id


def typed(book: Book, survey: int, *answers: str, day: str = "") -> ReplyEntry:
    with book.read() as sql:
        return ReplyEntry({one.id: text for one, text in zip(questions(sql, survey), answers, strict=False)}, day)


def replied(book: Book, survey: int, who: int, *answers: str, day: str = "", accepted: bool = False) -> int:
    keep = {"day:reply_twice"} if accepted else ()
    done = record_reply(
        book, survey_id=survey, customer_id=who, entry=typed(book, survey, *answers, day=day), accepted=keep
    )
    assert done.id is not None
    return done.id


def stands(book: Book, who: int) -> dict[str, str]:
    with book.read() as sql:
        return {one.field.name: one.text for one in of_customer(sql, who)}


def tell(book: Book, survey: int) -> tuple[Told, ...]:
    with book.read() as sql:
        return told(sql, survey)


def entry_of(book: Book, survey: int) -> list[QuestionEntry]:
    with book.read() as sql:
        return [
            QuestionEntry(one.text, one.field.kind.value, "，".join(one.field.choices), one.field.unit, one.field.id, one.id)
            for one in questions(sql, survey)
        ]


def test_a_survey_brings_its_fields_and_one_undo_takes_all_of_it_back(book: Book) -> None:
    before = snapshot(book)
    done = make_survey(book, entry=SurveyEntry("新客问卷", "", ASKED))
    assert say(done.changed.label) == "加问卷“新客问卷”" and done.id is not None
    with book.read() as sql:
        assert [(f.name, f.kind, f.choices, f.unit) for f in fields(sql, Owner.CUSTOMER)] == [
            ("从哪里知道我们的", Kind.CHOICE, ("路过", "朋友介绍", "抖音"), ""), ("多久剪一次", Kind.NUMBER, (), "天"),
            ("想染发吗", Kind.YES_NO, (), ""), ("还想说什么", Kind.TEXT, (), ""),
        ]  # fmt: skip
        assert next((one.number, one.text) for one in questions(sql, done.id)) == (1, "从哪里知道我们的？")
    after = snapshot(book)
    history.undo(book)
    assert snapshot(book) == before
    history.redo(book)
    assert snapshot(book) == after


def test_a_question_may_write_into_a_field_that_is_there(book: Book) -> None:
    field = add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌").id
    survey = make_survey(book, entry=SurveyEntry("车主问卷", "", (QuestionEntry("您的车牌？", field_id=field),))).id
    with book.read() as sql:
        assert len(fields(sql)) == 1 and [one.field.id for one in questions(sql, survey or 0)] == [field]


def test_what_is_refused_changes_nothing(book: Book, survey: int) -> None:
    before = snapshot(book)
    for entry, words in (
        (SurveyEntry("空的"), "至少写一题"),
        (
            SurveyEntry("长的", "", tuple(QuestionEntry(f"问题{i}") for i in range(11))),
            "最多 10 题，现在有 11 题：太长了没人肯答完",
        ),
        (SurveyEntry("新客问卷", "", (QuestionEntry("住哪？"),)), "已经有一份叫“新客问卷”的问卷，换个名字"),
        (
            SurveyEntry("老客问卷", "", (QuestionEntry("住哪？"), QuestionEntry("想染发吗"))),
            "已经有叫“想染发吗”的自定义项目：在“记什么”里选它，或换个问法",
        ),
    ):
        with pytest.raises(Refused) as refused:
            make_survey(book, entry=entry)
        assert say(refused.value.problems[0].message) == words
    with pytest.raises(NoSuchRow):
        make_survey(book, entry=SurveyEntry("别的", "", (QuestionEntry("住哪？", field_id=99),)))
    assert snapshot(book) == before


def test_questions_are_changed_put_in_another_order_and_left_out(book: Book, survey: int) -> None:
    was = entry_of(book, survey)
    otherwise = QuestionEntry("从哪里来？", "choice", "路过，熟人", "", was[0].field_id, was[0].id)
    now = (was[2], otherwise, QuestionEntry("住多远？", "number"))
    change_survey(book, survey_id=survey, entry=SurveyEntry("新客问卷", "", now))
    with book.read() as sql:
        found = questions(sql, survey)
        assert [(one.number, one.text, one.field.name) for one in found] == [
            (1, "想染发吗？", "想染发吗"), (2, "从哪里来？", "从哪里知道我们的"), (3, "住多远？", "住多远"),
        ]  # fmt: skip
        assert found[1].field.choices == ("路过", "熟人")
        assert len(fields(sql, Owner.CUSTOMER)) == 5  # what is asked no more keeps its field
    history.undo(book)
    assert entry_of(book, survey) == was
    unchanged = change_survey(book, survey_id=survey, entry=SurveyEntry("新客问卷", "耽误您一分钟", tuple(was)))
    assert unchanged.changed.entry is None


def test_put_away_and_put_in_order(book: Book, survey: int) -> None:
    other = make_survey(book, entry=SurveyEntry("老客问卷", "", (QuestionEntry("住哪？"),))).id or 0
    order_surveys(book, survey_ids=[other])
    hide_survey(book, survey_id=survey, hidden=True)
    with book.read() as sql:
        assert [row.name for row in surveys(sql)] == ["老客问卷"]
        assert [(row.name, row.hidden, row.questions) for row in surveys(sql, hidden=True)] == [
            ("老客问卷", False, 1), ("新客问卷", True, 4)
        ]  # fmt: skip


def test_a_trade_that_goes_leaves_the_field_a_question_needs(book: Book) -> None:
    set_up_shop(book, name="车行", trade="car_repair")
    with book.read() as sql:
        plate = next(f for f in fields(sql) if f.code == "plate")
    make_survey(book, entry=SurveyEntry("车主问卷", "", (QuestionEntry("车牌？", field_id=plate.id),)))
    set_shop(book, trade="hair")
    with book.read() as sql:
        codes = {f.code for f in fields(sql)}
    assert "plate" in codes and "car" not in codes and "hair_quality" in codes


def test_a_reply_becomes_fields_that_can_be_filtered_by(book: Book, survey: int) -> None:
    who, other = customer(book, "王小明"), customer(book, "施若男")
    before = snapshot(book)
    done = record_reply(book, survey_id=survey, customer_id=who, entry=typed(book, survey, "2", "３０", "是", " 便宜点 "))
    assert say(done.changed.label) == "录问卷“新客问卷” 王小明" and done.changed.customers == {who}
    assert stands(book, who) == {"从哪里知道我们的": "朋友介绍", "多久剪一次": "30", "想染发吗": "yes", "还想说什么": "便宜点"}
    replied(book, survey, other, "抖音")
    with book.read() as sql:
        field = questions(sql, survey)[0].field.id
        asked = (Condition(f"custom:{field}", ("朋友介绍",)),)
        assert list(customer_ids(sql, book.today(), Filter(conditions=asked))) == [who]
        (row,) = replies_of(sql, who)
    assert (row.survey, row.day) == ("新客问卷", book.today()) and list(row.said.values()) == ["朋友介绍", "30", "yes", "便宜点"]
    history.undo(book)
    history.undo(book)
    assert snapshot(book) == before


def test_bad_answers_are_refused_with_every_reason_and_nothing_is_written(book: Book, survey: int) -> None:
    who = customer(book, "王小明")
    before = snapshot(book)
    with pytest.raises(Refused) as refused:
        replied(book, survey, who, "广告", "很久")
    assert [p.field for p in refused.value.problems] == ["answer1", "answer2"]
    with pytest.raises(Refused):
        replied(book, survey, who)
    with pytest.raises(NoSuchRow):
        replied(book, 99, who, "1")
    delete_customer(book, customer_id=who)
    with pytest.raises(NoSuchRow):
        replied(book, survey, who, "1")
    history.undo(book)
    assert snapshot(book) == before


def test_a_question_whose_field_was_put_away_keeps_its_number_and_takes_no_answer(book: Book, survey: int) -> None:
    who = customer(book, "王小明")
    first = replied(book, survey, who, "1", "30")
    with book.read() as sql:
        field = questions(sql, survey)[1].field.id
    hide_field(book, field_id=field, hidden=True)
    with book.read() as sql:
        assert [(one.number, one.hidden) for one in questions(sql, survey)] == [(1, False), (2, True), (3, False), (4, False)]
    with pytest.raises(Refused) as refused:
        replied(book, survey, who, "1", "20", day="昨天")
    assert "第 2 题" in say(refused.value.problems[0].message)
    change_reply(book, reply_id=first, entry=typed(book, survey, "3", "", "否"))
    with book.read() as sql:
        assert list(replies_of(sql, who)[0].said.values()) == ["30", "抖音", "no"]  # what was answered then stays


def test_two_replies_of_one_customer(book: Book, survey: int, clock: Clock) -> None:
    who = customer(book, "王小明")
    old = replied(book, survey, who, "路过", "30")
    with pytest.raises(Refused) as refused:
        replied(book, survey, who, "抖音")
    assert refused.value.only_asks and say(refused.value.problems[0].message) == "这一天已经录过王小明的这份问卷了，再录一份？"
    clock.day += 100
    new = replied(book, survey, who, "抖音", "", "是")
    assert stands(book, who) == {"从哪里知道我们的": "抖音", "多久剪一次": "30", "想染发吗": "yes"}
    late = replied(book, survey, who, "朋友介绍", day=typed_day(clock.day - 50))  # typed late: what was said since stands
    assert stands(book, who)["从哪里知道我们的"] == "抖音"
    assert [len(one.customers) for one in tell(book, survey)[0].choices] == [0, 0, 1]  # counted once, as said last
    strike_reply(book, reply_id=new)
    assert stands(book, who) == {"从哪里知道我们的": "朋友介绍", "多久剪一次": "30"}
    strike_reply(book, reply_id=late)
    strike_reply(book, reply_id=old)
    assert stands(book, who) == {}
    for _ in range(3):
        history.undo(book)
    assert stands(book, who) == {"从哪里知道我们的": "抖音", "多久剪一次": "30", "想染发吗": "yes"}


def test_struck_out_a_reply_gives_back_what_stood_there_before_and_leaves_what_was_written_since(
    book: Book, survey: int
) -> None:
    with book.read() as sql:
        ids = [one.field.id for one in questions(sql, survey)]
    who = customer(book, "王小明", custom={ids[0]: "路过", ids[3]: "别打电话"})
    row = replied(book, survey, who, "抖音", "30", "", "有点贵")
    change_customer(
        book, customer_id=who, entry=CustomerEntry(name="王小明", custom={ids[1]: "45"}), accepted=()
    )
    change_reply(book, reply_id=row, entry=typed(book, survey, "朋友介绍", "28", "", ""))
    assert stands(book, who) == {"从哪里知道我们的": "朋友介绍", "多久剪一次": "45", "还想说什么": "别打电话"}
    strike_reply(book, reply_id=row)
    assert stands(book, who) == {"从哪里知道我们的": "路过", "多久剪一次": "45", "还想说什么": "别打电话"}
    with pytest.raises(NoSuchRow):
        strike_reply(book, reply_id=row)


def test_a_correction_adds_answers_and_changes_the_day(book: Book, survey: int) -> None:
    who = customer(book, "王小明")
    row = replied(book, survey, who, "抖音")
    done = change_reply(book, reply_id=row, entry=typed(book, survey, "抖音", "30", day="昨天"))
    assert say(done.changed.label) == "改问卷“新客问卷” 王小明"
    assert stands(book, who) == {"从哪里知道我们的": "抖音", "多久剪一次": "30"}
    again = change_reply(book, reply_id=row, entry=typed(book, survey, "抖音", "30", day="昨天"))
    assert again.changed.entry is None
    with pytest.raises(Refused):
        change_reply(book, reply_id=row, entry=typed(book, survey, "", "", "", ""))


def test_what_was_answered_is_told_question_by_question(book: Book, survey: int) -> None:
    for i in range(12):
        who = customer(book, f"客人{i}")
        replied(book, survey, who, "抖音" if i % 3 else "路过", str(20 + i), "是" if i < 4 else "", f"话{i}")
    with book.read() as sql:
        field = questions(sql, survey)[0].field.id
    change_field(book, field_id=field, choices="朋友介绍，抖音")
    choice, number, yes, words = tell(book, survey)
    assert [(one.word, len(one.customers)) for one in choice.choices] == [("朋友介绍", 0), ("抖音", 8), ("路过", 4)]
    assert number.mean is not None and not number.mean.few and number.mean.mean == 25.5
    assert [(one.word, len(one.customers)) for one in yes.choices] == [("yes", 4), ("no", 0)]
    assert [text for _, text in words.newest] == ["话11", "话10", "话9", "话8", "话7"] and len(words.customers) == 12
    with book.read() as sql, pytest.raises(Stopped):
        told(sql, survey, lambda _done, _of: False)
