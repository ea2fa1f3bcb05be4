"""录入结果 by keyboard, in the real window: twenty rows of a list, interrupted, gone back to, taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.lapse import add_reason
from kyuanbook.actions.results import answer_row
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import DiskFull
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.touches import Outcome
from kyuanbook.ui.kit.choices import Chip
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.results.draft import RowDraft
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.shell.hub import ELSEWHERE
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock
from tests.ui.conftest import held, listed
from tests.ui.results.conftest import NAMES, printed, results, rows_of

Keys = Callable[[str], int]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def outcomes(book: Book, number: int) -> list[str]:
    return [row.answer.outcome.value if row.answer else "" for row in rows_of(book, number)]


def test_twenty_rows_by_keyboard_alone(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    """Two keys for most, a few more where there is something to say."""
    keys(f"{paper}⏎")
    assert page.title.note.text().startswith(f"名单 {paper}") and page.model.rowCount() == 20
    typed = ["1⏎", "2⏎", "3⏎", "4周六⏎", "52⏎", "6⏎", "1说月底来⏎", "2⏎", "1⏎", "4明天⇥带孩子⏎", *["1⏎"] * 10]
    pressed = [keys(one) for one in typed]
    assert sum(pressed) < 20 * 4
    assert outcomes(shop, paper) == [
        "reached", "no_answer", "wrong_number", "promised", "refused", "do_not_contact", "reached", "no_answer", "reached",
        "promised", *["reached"] * 10,
    ]  # fmt: skip
    answers = [row.answer for row in rows_of(shop, paper)]
    assert answers[6] is not None and answers[6].note == "说月底来"
    assert answers[9] is not None and answers[9].note == "带孩子" and answers[9].promised == shop.today() + 1
    assert page.done.isVisible() and held() is page.next_list
    assert page.progress.text() == "录了 20 行，都录完了" and page.foot.last.text() == "第 20 行已记 已接通"
    keys("⏎")
    assert page.printed is None and held() is page.chooser.number and NAMES[0] not in page.title.note.text()
    assert Outcome.REACHED.value in outcomes(shop, paper)


def open_it(page: ResultsPage, paper: int, keys: Keys) -> None:
    keys(f"{paper}⏎")


def test_the_number_is_read_however_it_is_written(page: ResultsPage, paper: int, keys: Keys) -> None:
    for typed in (f"00{paper}", f"#{paper}", f"名单 {paper}", f"NO.{paper}", "０" * 3 + chr(0xFF10 + paper)):
        page.chooser.number.setText(typed)
        page.chooser.submit()
        assert page.printed is not None and page.printed.id == paper, typed
        page.leave_list()
    keys("⏎")  # nothing typed: the newest of those still open
    assert page.printed is not None and page.printed.id == paper


def test_a_number_of_another_book_stays_with_what_to_do(page: ResultsPage, paper: int, keys: Keys) -> None:
    keys("8866⏎")
    assert page.printed is None and page.chooser.number.text() == "8866" and held() is page.chooser.number
    problem = page.chooser.field.problem()
    assert problem is not None and problem.message.key == "list_beyond"
    keys("x⏎")  # what stood there was selected
    problem = page.chooser.field.problem()
    assert problem is not None and problem.message.key == "list_number_unreadable"


def test_lists_still_open_are_offered_with_how_far_they_are(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    newer = printed(shop, 1)
    assert [line.split("，")[0] for line in listed(page.chooser.list)] == [f"名单 {newer}", f"名单 {paper}"]
    open_it(page, paper, keys)
    keys("1⏎")
    QTest.keyClick(held(), Key.Key_Escape)
    assert "录了 1/20" in listed(page.chooser.list)[1]
    keys("↓⏎")
    assert page.printed is not None and page.printed.id == newer


def test_gone_back_to_a_row_is_answered_anew_with_what_follows(
    page: ResultsPage, paper: int, shop: Book, keys: Keys
) -> None:
    open_it(page, paper, keys)
    keys("6⏎↑")
    assert page.row.draft().outcome == "do_not_contact" and page.row.name.text() == NAMES[0]
    keys("2⏎")
    first = rows_of(shop, paper)[0]
    assert first.answer is not None and first.answer.outcome is Outcome.NO_ANSWER and not first.left_alone
    assert page.model.data(page.model.index(0, 5)) == "3 天后再打，第 1 次没接"
    assert page.row.number.text() == "2"
    keys("↑⏎")  # nothing changed: nothing is written, on to the next that waits
    assert page.row.number.text() == "2"


def test_backspace_in_an_empty_note_leads_back_to_the_outcomes(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("2⌫1⏎")
    assert outcomes(shop, paper)[0] == "reached"


def test_each_row_is_one_step_to_take_back(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("1⏎2⏎")
    QTest.keyClick(held(), Key.Key_Z, CTRL)
    assert outcomes(shop, paper)[:2] == ["reached", ""] and page.foot.last.text() == ""
    assert page.row.number.text() == "2" and page.row.outcomes.isAncestorOf(held())  # back at that row
    QTest.keyClick(held(), Key.Key_Z, CTRL)
    assert outcomes(shop, paper)[:2] == ["", ""] and page.progress.text() == "录了 0 行，还有 20 行"
    assert page.row.number.text() == "1"
    keys("2⏎")
    assert outcomes(shop, paper)[:2] == ["no_answer", ""] and page.row.number.text() == "2"


def test_taken_back_a_row_is_in_hand_again_wherever_one_was(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("1⏎1⏎↑2⏎⇥说")  # the second typed again; of the third something is half typed
    assert page.row.number.text() == "3"
    QTest.mouseClick(page.foot.undo, Qt.MouseButton.LeftButton)
    assert outcomes(shop, paper)[:2] == ["reached", "reached"] and page.row.number.text() == "2"
    assert page.row.draft() == RowDraft("reached") and page.row.outcomes.isAncestorOf(held()) and page.foot.last.text() == ""
    keys("⏎")
    assert page.row.number.text() == "3" and page.row.draft() == RowDraft("", "说")
    keys("1⏎" * 18)
    assert page.done.isVisible()
    QTest.keyClick(held(), Key.Key_Z, CTRL)
    assert page.row.number.text() == "20" and not page.done.isVisible() and page.row.outcomes.isAncestorOf(held())


def test_taken_back_who_was_deleted_is_in_hand_again(
    page: ResultsPage, window: MainWindow, paper: int, shop: Book, keys: Keys
) -> None:
    open_it(page, paper, keys)
    window.acts.delete_customer(rows_of(shop, paper)[0].customer_id)
    assert page.row.number.text() == "2" and NAMES[0] in page.row.about.text()
    QTest.keyClick(held(), Key.Key_Z, CTRL)
    assert page.row.number.text() == "1" and page.row.outcomes.isAncestorOf(held()) and not page.row.about.text()
    change_customer(shop, customer_id=rows_of(shop, paper)[4].customer_id, entry=CustomerEntry(name="周五"))
    QTest.keyClick(held(), Key.Key_Z, CTRL)  # something else: the row stays
    assert page.row.number.text() == "1"


def test_a_row_half_typed_waits_over_the_pages_and_over_a_restart(
    page: ResultsPage, window: MainWindow, paper: int, shop: Book, keys: Keys, open_window: Callable[[Book], MainWindow]
) -> None:
    open_it(page, paper, keys)
    keys("1⏎4明天⇥带孩子")
    QTest.keyClick(held(), Key.Key_1, CTRL)
    QTest.keyClick(held(), Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert held() is not None and page.row.draft() == RowDraft("promised", "带孩子", "明天")
    assert not window.start().unsaved()  # nothing to ask about: it is kept
    window.close()
    again = results(open_window(shop))
    assert again.printed is not None and again.row.number.text() == "2"
    assert again.row.draft() == RowDraft("promised", "带孩子", "明天")
    keys("⏎")
    assert outcomes(shop, paper)[:2] == ["reached", "promised"] and again.drafts == {}


def test_esc_keeps_the_row_and_comes_back_to_it(page: ResultsPage, paper: int, window: MainWindow, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("↓↓1说")
    QTest.keyClick(held(), Key.Key_Escape)
    assert page.printed is None and held() is page.chooser.number
    open_it(page, paper, keys)
    assert page.row.number.text() == "3" and page.row.draft() == RowDraft("reached", "说")
    QTest.keyClick(held(), Key.Key_Escape)
    QTest.keyClick(held(), Key.Key_Escape)
    assert window.nav.here()[0] == "today"


def test_a_promise_needs_its_day(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("4⏎")
    problem = page.row.fields["promised"].problem()
    assert problem is not None and problem.cure == "明天" and held() is page.row.promised and not any(outcomes(shop, paper))
    page.row.fields["promised"].complaint.cure.click()
    keys("⏎")
    assert outcomes(shop, paper)[0] == "promised"


def test_a_note_without_an_outcome_asks_for_it(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("⇥月底来⏎")
    assert page.row.complaint.isVisible() and page.row.note.text() == "月底来" and not any(outcomes(shop, paper))
    keys("1⏎")
    first = rows_of(shop, paper)[0].answer
    assert first is not None and first.note == "月底来"


def test_why_is_asked_once_in_a_silence(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("5")
    assert page.row.reasons.isVisible()
    keys("1太贵⏎")
    first = rows_of(shop, paper)[0].answer
    assert first is not None and first.reason == "价格" and first.note == "太贵"
    again = printed(shop, rows_of(shop, paper)[0].customer_id)
    page.open_list(again)
    keys("5")
    assert not page.row.reasons.isVisible() and held() is page.row.note


def test_a_reason_chosen_stays_when_the_book_changes_beside_it(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("52")
    page.window().hub.tell(ELSEWHERE)  # type: ignore[attr-defined]
    assert page.row.draft().reason == "2"
    add_reason(shop, name="修路")
    assert page.row.draft().reason == "2" and len(page.row.reasons.findChildren(Chip)) == 8


def test_a_click_on_a_row_opens_it(page: ResultsPage, paper: int, keys: Keys) -> None:
    open_it(page, paper, keys)
    place = page.table.visualRect(page.model.index(4, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.row.number.text() == "5"


def test_what_the_figures_mean_now_is_said_and_the_others_are_greyed(page: ResultsPage, shop: Book, keys: Keys) -> None:
    page.open_list(printed(shop, 1, 2, asks_score=True))
    inside = page.row.inside
    outcome, score = inside._outcome_named, inside._score_named

    def look(chips: QWidget) -> QImage:
        return chips.grab().toImage()

    assert (outcome.now.text(), score.now.text()) == ("现在按 1–6", "")
    grey = look(inside.score)
    keys("1")  # on to the note: figures are part of it
    assert (outcome.now.text(), score.now.text()) == ("", "")
    keys("⇥")
    assert inside.score.isAncestorOf(held()) and (outcome.now.text(), score.now.text()) == ("", "现在按 1–5")
    assert look(inside.score) != grey
    keys("4")
    assert page.row.draft().score == "4" and page.row.draft().outcome == "reached"


def test_a_score_is_asked_where_the_paper_asks_it(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    assert not page.row.score.isVisible()
    page.open_list(printed(shop, 1, 2, asks_score=True))
    assert page.row.score.isVisible()
    keys("1太吵⇥2⏎")
    row = next(iter(page.rows.values()))
    assert row.answer is not None and row.answer.score == 2
    assert "不满意" in page.window().frame.notice.text()  # type: ignore[attr-defined]


def test_a_number_written_beside_is_theirs_by_one_key(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("3换了 159 0000 0032")
    assert page.row.new_phone.isVisible() and "159 0000 0032" in page.row.new_phone.words()
    QTest.keyClick(held(), Key.Key_N, CTRL)
    keys("⏎3约好20261128⏎")  # a day is no number
    rows = rows_of(shop, paper)
    assert not page.row.new_phone.isVisible()
    with shop.read() as sql:
        numbers = sql.rows("SELECT number, wrong FROM phone WHERE customer_id = :id ORDER BY id", id=rows[0].customer_id)
    assert numbers == [("13900001001", 1), ("15900000032", 0)]
    assert page.model.data(page.model.index(0, 5)) == "换了 159 0000 0032，已标记，还有 159****0032"


def test_who_is_gone_shows_and_says_why_and_is_passed_over(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    rows = rows_of(shop, paper)
    delete_customer(shop, customer_id=rows[1].customer_id)
    open_it(page, paper, keys)
    keys("1⏎")
    assert page.row.number.text() == "3"
    keys("↑")
    assert page.row.number.text() == "2" and "回收站" in page.row.about.text() and not page.row.outcomes.isVisible()
    keys("1⏎")
    assert outcomes(shop, paper)[:3] == ["reached", "", ""] and page.row.number.text() == "3"


def test_who_goes_while_their_row_is_open_leaves_the_keys_in_the_rows(
    page: ResultsPage, window: MainWindow, paper: int, shop: Book, keys: Keys, clock: Clock
) -> None:
    """A second window, or the command line, moves them to 回收站: the next row is open, and it is said why."""
    rows = rows_of(shop, paper)

    def goes(customer_id: int) -> None:
        with open_book(shop.path, who="阿杰", clock=clock) as other:
            delete_customer(other, customer_id=customer_id)
        window.hub.tell(ELSEWHERE)

    open_it(page, paper, keys)
    keys("1说")
    goes(rows[0].customer_id)
    assert page.row.number.text() == "2" and page.row.outcomes.isAncestorOf(held())
    assert NAMES[0] in page.row.about.text() and "回收站" in page.row.about.text() and page.row.about.isVisible()
    assert page.drafts == {rows[0].id: RowDraft("reached", "说")}  # should they come back
    keys("1⏎")
    assert outcomes(shop, paper)[:3] == ["", "reached", ""] and window.page() is page and page.row.number.text() == "3"
    assert NAMES[0] not in page.row.about.text()
    goes(rows[4].customer_id)  # of another row: nothing is said, nothing moves
    assert page.row.number.text() == "3" and not page.row.about.text()
    for row in rows[3:]:
        if row is not rows[4]:
            goes(row.customer_id)
    goes(rows[2].customer_id)  # the last that waits
    assert page.done.isVisible() and held() is page.next_list and NAMES[2] in window.frame.notice.text()


def test_who_goes_while_something_else_is_typed_into_takes_no_keys_away(
    page: ResultsPage, window: MainWindow, paper: int, shop: Book, keys: Keys, clock: Clock
) -> None:
    open_it(page, paper, keys)
    rows = rows_of(shop, paper)
    window.frame.search.setFocus()
    for row in (*rows[1:], rows[0]):
        with open_book(shop.path, who="阿杰", clock=clock) as other:
            delete_customer(other, customer_id=row.customer_id)
        window.hub.tell(ELSEWHERE)
        assert held() is window.frame.search, row.name
    assert page.done.isVisible()


def test_answered_elsewhere_meanwhile_it_asks_before_it_replaces(
    page: ResultsPage, paper: int, shop: Book, keys: Keys, clock: Clock
) -> None:
    open_it(page, paper, keys)
    keys("1说")
    with open_book(shop.path, who="阿杰", clock=clock) as other:
        answer_row(other, row_id=rows_of(shop, paper)[0].id, entry=AnswerEntry("no_answer"))
    page.window().hub.tell(ELSEWHERE)  # type: ignore[attr-defined]
    assert "别处" in page.row.about.text() and page.row.draft() == RowDraft("reached", "说")
    page.row.note.setFocus()
    keys("⏎")
    assert page.row.complaint.keep.isVisible() and outcomes(shop, paper)[0] == "no_answer"
    assert held() is page.row.complaint.keep
    keys("⏎")
    assert outcomes(shop, paper)[0] == "reached" and page.row.number.text() == "2"


def test_a_row_not_touched_here_shows_what_was_answered_elsewhere(
    page: ResultsPage, paper: int, shop: Book, keys: Keys, clock: Clock
) -> None:
    open_it(page, paper, keys)
    with open_book(shop.path, who="阿杰", clock=clock) as other:
        answer_row(other, row_id=rows_of(shop, paper)[0].id, entry=AnswerEntry("no_answer"))
    page.window().hub.tell(ELSEWHERE)  # type: ignore[attr-defined]
    assert page.row.draft().outcome == "no_answer" and page.progress.text() == "录了 1 行，还有 19 行"


def test_which_day_they_called_is_asked_once(page: ResultsPage, paper: int, shop: Book, keys: Keys, clock: Clock) -> None:
    clock.day += 2
    open_it(page, paper, keys)
    assert page.days.isVisible() and page.days.chips.isAncestorOf(held())
    page.days.chips.choose("yesterday")
    page.days.chips.chosen.emit("yesterday")
    keys("1⏎")
    first = rows_of(shop, paper)[0].answer
    assert first is not None and first.day == clock.day - 1
    page.leave_list()
    open_it(page, paper, keys)
    assert not page.days.chips.isAncestorOf(held()) and page.days.day == clock.day - 1
    page.days.chosen.emit(clock.day - 5)
    assert page.days.complaint.isVisible() and page.days.day == clock.day - 1


def test_a_clock_set_back_loses_nothing(page: ResultsPage, paper: int, shop: Book, keys: Keys, clock: Clock) -> None:
    open_it(page, paper, keys)
    clock.day -= 3
    keys("1说⏎")
    assert "电脑的日期" in page.row.complaint._words.text() and page.row.note.text() == "说"
    clock.day += 3
    page.row.note.setFocus()
    keys("⏎")
    assert outcomes(shop, paper)[0] == "reached"


def test_a_scanner_over_an_open_row_opens_the_other_list(page: ResultsPage, paper: int, shop: Book, keys: Keys) -> None:
    """Its figures are no outcome and no note; fingers are never so quick."""
    for _ in range(11):
        other = printed(shop, 1)
    open_it(page, paper, keys)
    page.row.scan.clock = lambda: 0.0
    keys(f"{other}⏎")
    assert page.printed is not None and page.printed.id == other and page.drafts == {} and not any(outcomes(shop, paper))


def test_a_book_that_cannot_be_written_keeps_the_row(
    page: ResultsPage, paper: int, shop: Book, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_it(page, paper, keys)
    keys("1说")

    def full(*_: object, **__: object) -> None:
        raise DiskFull(path="x")

    monkeypatch.setattr("kyuanbook.ui.results.page.acts.answer_row", full)
    keys("⏎")
    assert page.row.about.isVisible() and page.row.draft() == RowDraft("reached", "说")


def test_in_private_the_rows_tell_no_number(page: ResultsPage, paper: int, keys: Keys) -> None:
    open_it(page, paper, keys)
    keys("3换了 159 0000 0032⏎")
    try:
        QTest.keyClick(held(), Key.Key_F8)
        cells = [str(page.model.data(page.model.index(n, c))) for n in range(20) for c in range(6)]
        assert not any("139" in cell or "159" in cell for cell in (*cells, page.row.phone.text()))
    finally:
        privacy.turn(False)


def test_the_card_tells_which_row_of_which_list_it_was(
    page: ResultsPage, window: MainWindow, paper: int, shop: Book, keys: Keys
) -> None:
    page.open_list(printed(shop, 1, asks_score=True))
    keys("4明天⇥带孩子⇥4⏎")
    window.nav.go_to_card(1)
    lines = [line for line in listed(window.page().time_line.list) if "带孩子" in line]  # type: ignore[union-attr]
    assert len(lines) == 1  # its entry in the journal is no line of its own
    assert "约好再来 3月5日" in lines[0] and "满意度 4 分" in lines[0] and f"名单 {paper + 1} 第 1 行" in lines[0]
