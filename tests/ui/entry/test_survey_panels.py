"""问卷 made in a panel, and its replies typed back by keys alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.custom import add_field, hide_field
from kyuanbook.actions.done import Book
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import custom, surveys
from kyuanbook.book.queries.surveys import ReplyRow
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.ui.entry.reply_panel import ReplyPanel
from kyuanbook.ui.entry.survey_panel import SurveyPanel
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from tests.actions.test_surveys import ASKED, stands
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def customer(book: Book) -> int:
    return factories.customer(book, "王小明", "13822045678")


@pytest.fixture
def survey(book: Book) -> int:
    return make_survey(book, entry=SurveyEntry("新客问卷", "耽误您一分钟", ASKED)).id or 0


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame, customer: int) -> Iterator[ReplyPanel]:
    made = ReplyPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def editor(theme: Theme, book: Book, frame: Frame) -> Iterator[SurveyPanel]:
    made = SurveyPanel(theme, book, frame)
    made.hide()
    yield made


def replies(book: Book, customer: int) -> list[ReplyRow]:
    with book.read() as sql:
        return surveys.replies_of(sql, customer)


def record(panel: ReplyPanel, frame: Frame, customer: int | None) -> None:
    panel.record(customer)
    frame.open_panel(panel)


def made(book: Book, number: int = 1) -> list[tuple[str, Kind, tuple[str, ...]]]:
    with book.read() as sql:
        return [(one.text, one.field.kind, one.field.choices) for one in surveys.questions(sql, number)]


# a reply -------------------------------------------------------------------------------------------------------------------


def test_enter_goes_from_question_to_question_and_behind_the_last_saves(
    panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int, press: Press
) -> None:
    record(panel, frame, None)
    QTest.keyClicks(panel.customer, str(customer))  # the number on the paper
    press(Key.Key_Return)
    assert held().accessibleName() == "没答"
    press(Key.Key_2)
    press(Key.Key_Return)
    QTest.keyClicks(held(), "30")
    press(Key.Key_Return)
    press(Key.Key_Return)  # 想染发吗: no answer
    commit(held(), "便宜点")
    assert not replies(book, customer)
    press(Key.Key_Return)
    (row,) = replies(book, customer)
    assert list(row.said.values()) == ["朋友介绍", "30", "便宜点"] and frame.panels.panel is None
    assert stands(book, customer)["从哪里知道我们的"] == "朋友介绍"


def test_what_is_wrong_stands_under_its_question_and_nothing_typed_is_lost(
    panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int, press: Press
) -> None:
    record(panel, frame, customer)
    ids = list(panel.questions.rows)
    panel.questions.fill({ids[0]: "路过", ids[1]: "很久"})
    panel.submit()
    assert panel.form.fields["answer2"].problem() is not None and held() is panel.form.fields["answer2"].editor
    assert panel.questions.answers()[ids[1]] == "很久" and not replies(book, customer)
    panel.questions.fill({})
    panel.submit()
    assert panel.trouble.accessibleName() == "一题都没答，没有什么可记的"
    panel.questions.fill({ids[0]: "路过"})
    press(Key.Key_Escape)
    record(panel, frame, customer)
    assert panel.draft_line.isVisible() and panel.questions.answers()[ids[0]] == "路过"


def test_who_answered_before_is_told_and_asked_about_on_the_same_day(
    panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int
) -> None:
    with book.read() as sql:
        first = surveys.questions(sql, survey)[0].id
    record_reply(book, survey_id=survey, customer_id=customer, entry=ReplyEntry({first: "路过"}))
    record(panel, frame, customer)
    assert panel.before.text().startswith("今天答过一份。")
    panel.questions.fill({first: "抖音"})
    panel.submit()
    assert len(replies(book, customer)) == 1
    panel.form.fields["day"].complaint.keep.click()
    assert len(replies(book, customer)) == 2


def test_a_reply_is_corrected(panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int) -> None:
    with book.read() as sql:
        first = surveys.questions(sql, survey)[0].id
    row = record_reply(book, survey_id=survey, customer_id=customer, entry=ReplyEntry({first: "路过"})).id or 0
    panel.change(row)
    frame.open_panel(panel)
    assert panel.questions.answers()[first] == "路过" and not panel.changed_by_hand()
    panel.questions.fill({first: "抖音"})
    panel.submit()
    assert stands(book, customer) == {"从哪里知道我们的": "抖音"}
    with pytest.raises(NoSuchRow):
        panel.change(99)


def test_a_question_put_away_is_named_and_not_asked(
    panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int
) -> None:
    with book.read() as sql:
        hide_field(book, field_id=surveys.questions(sql, survey)[0].field.id, hidden=True)
    record(panel, frame, customer)
    assert len(panel.questions.rows) == 3 and [one.hidden for one in panel.questions.asked] == [True, False, False, False]


def test_another_survey_keeps_what_was_answered_to_the_first(
    panel: ReplyPanel, frame: Frame, book: Book, customer: int, survey: int
) -> None:
    other = make_survey(book, entry=SurveyEntry("老客问卷", "", (QuestionEntry("还要什么？"),))).id or 0
    record(panel, frame, customer)
    panel.survey.choose(str(other))
    panel.survey.chosen.emit(str(other))
    assert len(panel.questions.rows) == 1
    panel.questions.fill({next(iter(panel.questions.rows)): "空调"})
    panel.submit()
    assert replies(book, customer)[0].survey == "老客问卷"


# making one ------------------------------------------------------------------------------------------------------------------


def test_by_keys_alone_a_survey_grows_line_by_line(editor: SurveyPanel, frame: Frame, book: Book, press: Press) -> None:
    editor.make()
    frame.open_panel(editor)
    commit(held(), "新客问卷")
    press(Key.Key_Tab, 2)
    commit(held(), "住在哪个小区？")
    assert [one.isVisible() for one in editor.rows[:3]] == [True, True, False]
    press(Key.Key_Tab, 2)
    commit(held(), "从哪里知道我们的？")
    press(Key.Key_Tab)
    press(Key.Key_Down, 3)  # 文字, 数字, 日期, 选一个
    press(Key.Key_Tab)
    commit(held(), "路过，朋友介绍")
    press(Key.Key_Up, keys=CTRL)  # the second becomes the first
    press(Key.Key_Return)
    assert made(book) == [
        ("从哪里知道我们的？", Kind.CHOICE, ("路过", "朋友介绍")), ("住在哪个小区？", Kind.TEXT, ())
    ]  # fmt: skip


def test_what_is_missing_stands_where_it_is_missing(editor: SurveyPanel, frame: Frame, book: Book) -> None:
    editor.make()
    frame.open_panel(editor)
    editor.submit()
    assert editor.form.fields["name"].problem() is not None
    editor.name.setText("新客问卷")
    editor.submit()
    assert editor.trouble.accessibleName() == "至少写一题"
    editor.rows[0].text.setText("从哪里知道我们的？")
    editor.rows[0].kind.choose("choice")
    editor.submit()
    assert editor.form.fields["choices1"].problem() is not None
    with book.read() as sql:
        assert not surveys.surveys(sql, hidden=True) and not custom.fields(sql)


def test_a_field_that_is_there_is_asked_and_changed_questions_keep_theirs(
    editor: SurveyPanel, frame: Frame, book: Book, survey: int
) -> None:
    plate = add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌").id
    editor.open_for(survey)
    frame.open_panel(editor)
    assert not editor.changed_by_hand() and editor.rows[1].choices.text() == "天" and not editor.rows[1].choices.isEnabled()
    editor.rows[1].text.setText("")  # asked no more
    editor.rows[4].text.setText("您的车牌？")
    editor.rows[4].kind.choose(f"field:{plate}")
    editor.submit()
    with book.read() as sql:
        found = surveys.questions(sql, survey)
        assert [one.text for one in found] == ["从哪里知道我们的？", "想染发吗？", "还想说什么？", "您的车牌？"]
        assert found[3].field.id == plate and len(custom.fields(sql)) == 5


def test_no_more_than_ten_can_be_written(editor: SurveyPanel, frame: Frame) -> None:
    editor.make()
    frame.open_panel(editor)
    for n, one in enumerate(editor.rows, 1):
        one.text.setText(f"问题{n}")
    assert len(editor.rows) == 10 and all(one.isVisible() for one in editor.rows)
    assert not editor._problems()[1:] and editor._problems()[0].field == "name"
