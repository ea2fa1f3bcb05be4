"""记满意度 as it is done at a counter: by keys alone, about the right visit, and without losing what was typed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.feedback import delete_feedback
from kyuanbook.actions.shop import add_staff
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.feedback import FeedbackRow, feedback_of
from kyuanbook.language import say
from kyuanbook.ui.entry.feedback_panel import FeedbackPanel
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def customer(book: Book) -> int:
    """Somebody whom 阿杰 served three days ago and 小琳 ten days ago."""
    staff = [add_staff(book, name=name).id for name in ("阿杰", "小琳")]
    who = factories.customer(book, "王小明", "13822045678")
    factories.visit(book, who, ago=10, items="染发", staff_id=staff[1])
    factories.visit(book, who, ago=3, items="剪发", staff_id=staff[0])
    return who


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame, customer: int) -> Iterator[FeedbackPanel]:
    made = FeedbackPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def done(panel: FeedbackPanel) -> list[Done]:
    heard: list[Done] = []
    panel.done.connect(heard.append)
    return heard


def record(panel: FeedbackPanel, frame: Frame, customer: int | None, visit: int | None = None) -> None:
    panel.record(customer, visit)
    frame.open_panel(panel)


def told(book: Book, customer: int) -> list[FeedbackRow]:
    with book.read() as sql:
        return feedback_of(sql, customer)


def test_a_score_is_two_keys_and_is_about_the_last_visit(
    panel: FeedbackPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    assert panel.who.name.text() == "王小明" and held().accessibleName() == "没打分"
    press(Key.Key_2)
    assert panel.score.choice() == "2" and held().accessibleName() == "2"
    press(Key.Key_Return)
    (row,) = told(book, customer)
    assert (row.score, row.items, row.staff, row.day) == (2, "剪发", "阿杰", book.today())
    assert [say(note) for note in done[0].notes] == ["不满意，已列入今天的回访"] and frame.panels.panel is None


def test_words_alone_about_another_visit_whose_staff_go_with_it(
    panel: FeedbackPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    press(Key.Key_5)
    press(Key.Key_Backspace)  # taken back
    press(Key.Key_Tab)
    commit(held(), "颜色太深")
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Return)
    (row,) = told(book, customer)
    assert (row.score, row.words, row.items, row.staff) == (None, "颜色太深", "染发", "小琳")


def test_neither_score_nor_words_is_said_and_a_day_to_come_is_asked_about(
    panel: FeedbackPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    press(Key.Key_Return)
    assert panel.trouble.isVisible() and panel.trouble.accessibleName() == "打个分，或写下客人的话"
    panel.day.setText("明天")
    press(Key.Key_4)
    press(Key.Key_Return)
    assert not told(book, customer) and panel.form.fields["day"].problem() is not None
    panel.form.fields["day"].complaint.cure.click()
    panel.submit()
    assert told(book, customer)[0].score == 4


def test_somebody_is_found_by_the_number_on_the_slip(
    panel: FeedbackPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, None)
    QTest.keyClicks(panel.customer, str(customer))
    assert next((o.key, o.word, o.note) for o in panel.customer.options) == (str(customer), "王小明", f"编号 {customer}")
    press(Key.Key_Return)
    assert panel.customer_id == customer and held().accessibleName() == "没打分"
    press(Key.Key_3)
    press(Key.Key_Return)
    assert (told(book, customer)[0].score, told(book, customer)[0].items) == (3, "剪发")


def test_nobody_picked_is_said_beside_the_search(panel: FeedbackPanel, frame: Frame) -> None:
    record(panel, frame, None)
    panel.score.choose("4")
    panel.submit()
    assert panel.form.fields["customer"].problem() is not None


def test_a_correction_begins_with_what_stands_there(
    panel: FeedbackPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    press(Key.Key_2)
    press(Key.Key_Return)
    row = told(book, customer)[0]
    panel.change(row.id)
    frame.open_panel(panel)
    assert not panel.changed_by_hand() and panel.title.text() == "改一次满意度"
    press(Key.Key_5)
    press(Key.Key_Return)
    assert told(book, customer)[0] == FeedbackRow(**{**_as_dict(row), "score": 5})
    delete_feedback(book, feedback_id=row.id)
    with pytest.raises(NoSuchRow):
        panel.change(row.id)


def _as_dict(row: FeedbackRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in FeedbackRow.__slots__}  # type: ignore[attr-defined]


def test_what_was_typed_is_there_again(panel: FeedbackPanel, frame: Frame, customer: int, press: Press) -> None:
    record(panel, frame, customer)
    press(Key.Key_1)
    panel.note.setText("等太久")
    press(Key.Key_Escape)
    assert panel.unsaved() == (("said of", customer),)
    record(panel, frame, customer)
    assert (panel.score.choice(), panel.note.text()) == ("1", "等太久") and panel.draft_line.isVisible()
