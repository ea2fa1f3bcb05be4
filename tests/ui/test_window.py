"""The window as a whole, by keyboard: entries, undo, the menu, a second start, the command line beside it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook.actions import history, rhythm
from kyuanbook.actions.custom import change_field
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.search import keys_due, renew_keys
from kyuanbook.actions.standing import standings_due
from kyuanbook.actions.visits import record_visit
from kyuanbook.book import derived
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import lookups
from kyuanbook.book.search import search
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.fit import preset_fit
from kyuanbook.rules.search_keys import query_words
from kyuanbook.ui.kit.runner import Runner
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.printing.print_flow import PRINT
from kyuanbook.ui.shell.ask import Ask
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import CUSTOMERS, TODAY
from kyuanbook.ui.shell.single import Single
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock, bulk_shop, customer, plates, regular
from tests.ui.conftest import every_line, held, listed
from tests.ui.kit.input_method import commit

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def amounts(window: MainWindow) -> list[str]:
    """Who came today."""
    return listed(window.today.came)


def test_a_visit_by_keyboard_undone_and_redone(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F3)
    QTest.keyClicks(held(), "68+30*2")
    press(Qt.Key.Key_Return)
    assert amounts(window) == ["10:00，王小明，¥128"]
    assert window.frame.notice.text() == "已记：王小明 到店 ¥128.00，预警 → 忠诚"
    assert held() is not window.frame.search, "Ctrl Z must not meet a line that undoes its own typing"
    press(Qt.Key.Key_Z, keys=CTRL)
    assert amounts(window) == []
    assert window.frame.notice.text() == "已撤销：记一次到店 王小明"
    press(Qt.Key.Key_Z, keys=CTRL | SHIFT)
    assert len(amounts(window)) == 1
    window.frame.notice.link.click()
    assert amounts(window) == []


def test_a_plain_visit_is_four_keys_once_the_customer_is_found(
    window: MainWindow, shop: Book, press: Callable[..., None]
) -> None:
    """F3, 6, 8, Enter, from any page with a customer in hand; the chip on the card changes at once."""
    with shop.read() as sql:
        who = sql.value("SELECT id FROM customer WHERE name = '王小明'")
    window.nav.go_to_card(who)
    card = window.page()
    assert isinstance(card, CardPage) and card.stage.stage == "at_risk"
    pressed = 0
    for key in (Qt.Key.Key_F3, Qt.Key.Key_6, Qt.Key.Key_8, Qt.Key.Key_Return):
        QTest.keyClick(held(), key)
        pressed += 1
    assert pressed == 4 and window.frame.notice.text() == "已记：王小明 到店 ¥68.00，预警 → 忠诚"
    assert card.stage.stage == "loyal" and not window.start().panels.is_open()


def test_a_new_customer_by_keyboard_then_their_visit(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F4)
    commit(held(), "翟国庆")
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == "card"
    card = window.page()
    assert card is not None and card.title.words.text() == "翟国庆"
    press(Qt.Key.Key_F3)
    QTest.keyClicks(held(), "38")
    press(Qt.Key.Key_Return)
    assert window.today.isVisible() is False
    window.nav.go("today")
    assert amounts(window) == ["10:00，翟国庆，新客，¥38"]


def test_search_from_any_page(window: MainWindow, press: Callable[..., None]) -> None:
    window.nav.go("bin")
    press(Qt.Key.Key_F, keys=CTRL)
    commit(held(), "欧阳")
    assert [row.name for row in window.start().popup.model.rows] == ["欧阳雪"]
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == "card"
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == "bin"


def test_escape_in_the_search_goes_back_to_the_page_step_by_step(window: MainWindow, press: Callable[..., None]) -> None:
    window.nav.go("customers")
    press(Qt.Key.Key_F, keys=CTRL)
    QTest.keyClicks(held(), "w")
    press(Qt.Key.Key_Escape, times=2)
    assert held() is window.frame.search and window.frame.search.text() == ""
    press(Qt.Key.Key_Escape)
    assert held() is not window.frame.search and window.frame.shown() == "customers"


def test_a_name_nobody_has_goes_on_as_a_new_customer(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F, keys=CTRL)
    commit(held(), "乐嘉怡")
    assert not window.start().popup.model.rows
    press(Qt.Key.Key_F4)
    assert held().text() == "乐嘉怡"  # type: ignore[attr-defined]  # the name


def test_delete_moves_to_the_bin_and_the_notice_takes_it_back(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Delete)
    assert window.frame.notice.text() == "已移到回收站：王小明"
    assert listed(window.today.calls.list) == []
    window.frame.notice.link.click()
    assert len(listed(window.today.calls.list)) == 1


def test_f2_corrects_the_one_in_hand(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F2)
    panel = window.start().panels.customer
    assert window.start().panels.is_open() and panel.customer_id == window.today.calls.list.current_id()
    press(Qt.Key.Key_Escape)
    assert not window.start().panels.is_open()
    assert held() is window.today.calls.list


def test_pages_by_key(window: MainWindow, press: Callable[..., None]) -> None:
    for key, page in ((2, "customers"), (3, "followups"), (5, "analysis"), (6, "settings"), (7, "bin"), (1, "today")):
        press(Qt.Key(Qt.Key.Key_0 + key), keys=CTRL)
        assert window.frame.shown() == page


def test_every_act_stands_in_the_menu_with_its_key(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F3)
    QTest.keyClicks(held(), "68")
    press(Qt.Key.Key_Return)
    menu = window.start().menu.menu
    menu.aboutToShow.emit()
    shown = {a.text().partition("\t")[0]: a.text().partition("\t")[2] for a in every_line(menu) if a.text()}
    assert shown["撤销：记一次到店 王小明"] == "Ctrl Z"
    assert shown["重做"] == "Ctrl Shift Z"
    assert all(shown.values())
    assert {"记到店", "新客户", "改资料", "打印名单", "移到回收站", "加标签", "今日", "客户", "设置", "回收站"} <= set(
        shown
    )
    keys = [act.key for act in window.start().menu.acts()]
    assert len(keys) == len(set(keys))
    next(a for a in menu.actions() if a.text().startswith("撤销")).trigger()
    assert amounts(window) == []


def test_nothing_to_undo_is_said(window: MainWindow) -> None:
    for _ in range(100):
        if not window.acts.undo_name():
            break
        window.acts.undo()
    window.acts.undo()
    assert window.frame.notice.text() == "没有可以撤销的"


def test_trouble_with_the_book_is_a_sentence_and_a_page_survives_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, press: Callable[..., None]
) -> None:
    window.start().panels  # noqa: B018  # made before the disk fills up

    def full(*_: object, **__: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(window.book, "write", full)
    press(Qt.Key.Key_Delete)
    assert window.frame.notice.text().startswith("硬盘满了")
    assert not window.frame.notice.timer.isActive(), "it stays until the owner has read it"


# closing -----------------------------------------------------------------------------------------------------------------


def typed_and_left(window: MainWindow, press: Callable[..., None]) -> None:
    """A new customer half typed, the panel left."""
    press(Qt.Key.Key_F4)
    commit(held(), "缪")
    press(Qt.Key.Key_Escape)


def test_closing_with_something_typed_asks_and_going_back_shows_it(
    window: MainWindow, press: Callable[..., None]
) -> None:
    typed_and_left(window, press)
    window.close()
    assert window.isVisible()
    ask = window.findChild(Ask)
    assert ask is not None
    assert said_by(ask) == "新客户缪填了还没保存，不保存就没有了。"
    assert [button.words() for button in ask.buttons] == ["不保存", "回去接着填", "保存"]
    ask.buttons[1].click()
    panels = window.start().panels
    assert panels.is_open() and panels.customer.inside.name.text() == "缪"


def said_by(ask: Ask) -> str:
    """The sentence of the question."""
    return next(prose.text() for prose in ask.findChildren(Prose))


def test_the_question_names_whose_entries_they_are(window: MainWindow, shop: Book) -> None:
    with shop.read() as sql:
        third, known = sql.rows("SELECT customer_id, max(id) FROM visit")[0]
        one, other = sql.column("SELECT id FROM customer WHERE id != :id ORDER BY id LIMIT 2", id=third)
        names = [lookups.name_of(sql, i) for i in (one, other, third)]
    panels = window.start().panels
    panels.record_visit(one)
    panels.visit.amount.setText("35")
    window.frame.close_panel()
    panels.record_touch(other)
    panels.touch.note.setText("问价钱")
    window.frame.close_panel()
    assert window.start().unsaved_words() == f"{names[0]}的到店、{names[1]}的联系"
    panels.change_visit(known)
    panels.visit.amount.setText("36")
    window.frame.close_panel()
    panels.record_visit(None)
    panels.visit.amount.setText("37")
    assert "还没选客户的到店" in window.start().unsaved_words() and f"{names[2]}的到店" in window.start().unsaved_words()
    panels.pin(one)
    panels.pins.why.setText("老顾客")
    assert window.start().unsaved_words().endswith("等 5 处")


def test_closing_saves_all_that_was_typed_and_opens_nothing_after_it(
    window: MainWindow, press: Callable[..., None], shop: Book, qtbot: QtBot
) -> None:
    panels = window.start().panels
    with shop.read() as sql:
        one, other = sql.column("SELECT id FROM customer ORDER BY id LIMIT 2")
    for of, amount in ((one, "35"), (other, "36")):
        panels.record_visit(of)
        panels.visit.amount.setText(amount)
        window.frame.close_panel()
    typed_and_left(window, press)
    panels.record_visit(other)
    window.close()
    ask = window.findChild(Ask)
    assert ask is not None and ask.focusWidget() is ask.buttons[-1]
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(ask.buttons[-1], Qt.Key.Key_Return)
    assert not window.start().unsaved() and not panels.is_open()
    with shop.read() as sql:
        assert sql.column("SELECT customer_id FROM visit ORDER BY id DESC LIMIT 2") in ([one, other], [other, one])
        assert sql.value("SELECT count(*) FROM customer WHERE name = '缪'") == 1


def test_a_visit_does_not_place_the_whole_window_anew(
    window: MainWindow, shop: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[int] = []
    monkeypatch.setattr(window.frame, "place", lambda: placed.append(1))
    with shop.read() as sql:
        one = sql.value("SELECT min(id) FROM customer")
    record_visit(shop, customer_id=one, entry=VisitEntry(amount="68"))
    assert not placed, "all of it would be painted, 10 ms under the owner's hands"


def test_closing_saves_the_rest_but_merges_nobody_by_the_way(window: MainWindow, shop: Book) -> None:
    panels = window.start().panels
    with shop.read() as sql:
        one, other = sql.column("SELECT id FROM customer ORDER BY id LIMIT 2")
        before = sql.value("SELECT count(*) FROM visit")
    panels.merge(one, other)
    window.frame.close_panel()
    panels.record_visit(one)
    panels.visit.amount.setText("35")
    window.close()
    window.asked.buttons[-1].click()
    assert window.isVisible() and window.frame.panel() is panels.merging
    assert panels.merging.trouble.accessibleName().startswith("关店不会替您合并")
    with shop.read() as sql:
        assert sql.value("SELECT count(*) FROM visit") == before + 1
        assert sql.value("SELECT count(*) FROM customer WHERE merged_into_id IS NOT NULL") == 0
    window.close()
    assert [button.words() for button in window.asked.buttons] == ["不保存", "回去接着填"], "nothing is left that it saves"
    window.asked.buttons[-1].click()
    assert window.isVisible() and panels.unsaved() == (("merge customers", one),)


def test_what_cannot_be_saved_keeps_the_window_open_and_says_why_beside_the_field(window: MainWindow, shop: Book) -> None:
    panels = window.start().panels
    with shop.read() as sql:
        one, other = sql.column("SELECT id FROM customer ORDER BY id LIMIT 2")
    for of, amount in ((one, "很多"), (other, "36")):
        panels.record_visit(of)
        panels.visit.amount.setText(amount)
        window.frame.close_panel()
    window.close()
    window.asked.buttons[-1].click()
    assert window.isVisible() and panels.is_open()
    assert panels.visit.amount.text() == "很多" and panels.visit.form.fields["amount"].problem() is not None
    assert panels.unsaved()[0] == ("visit of", one)


def test_esc_at_the_question_goes_back(window: MainWindow, press: Callable[..., None]) -> None:
    typed_and_left(window, press)
    window.close()
    QTest.keyClick(window.asked, Qt.Key.Key_Escape)
    assert window.isVisible() and window.start().panels.customer.inside.name.text() == "缪"


def test_closing_all_the_same(window: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    typed_and_left(window, press)
    window.close()
    ask = window.findChild(Ask)
    assert ask is not None
    with qtbot.waitSignal(window.closed):
        ask.buttons[0].click()
    assert not window.isVisible()


def test_with_nothing_typed_it_closes_and_remembers_its_place(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()
    assert window.memory.now.window


# beside others -----------------------------------------------------------------------------------------------------------


def test_what_the_command_line_writes_comes_in_by_itself(window: MainWindow, shop: Book, clock: Clock) -> None:
    window.start().begin()
    freshness = window.start().freshness
    assert freshness is not None
    with open_book(shop.path, who="命令行", clock=clock) as beside:
        customer(beside, "单文博", "18600003350")
    freshness.look()
    assert window.frame.tabs.button("customers").tab.count == 4
    window.frame.search.setText("swb")
    assert [row.name for row in window.start().popup.model.rows] == ["单文博"]
    seen: list[object] = []
    window.hub.changed.connect(seen.append)
    freshness.look()
    assert seen == [], "what did not change is not read again"


def test_behind_the_window_what_a_crash_left_goes_and_the_search_is_built_anew(window: MainWindow, shop: Book) -> None:
    with shop.write_derived() as sql:
        left = derived.put_fit(sql, preset_fit(9), trade="fruit", day=shop.today(), visits=0, repeats=0)
        derived.point(sql, "fit_next", left)
    window.start().begin()
    with shop.read() as sql:
        assert sql.value("SELECT value FROM pointer WHERE name = 'fit_next'") is None
        assert sql.column("SELECT DISTINCT fit_id FROM derived") == [shop.rhythms.in_force(sql)[0]]
    bulk_shop(shop, [(f"客户{n}", "", []) for n in range(450)])
    assert shop.haystack.crowded
    window.start().chores.rank()
    assert not shop.haystack.crowded


def test_a_window_that_stays_open_fits_the_rhythm_anew_as_the_book_grows(window: MainWindow, shop: Book) -> None:
    window.start().begin()
    chores = window.start().chores

    def fit() -> int:
        with shop.read() as sql:
            return shop.rhythms.in_force(sql)[0]

    before = fit()
    chores.rank()
    assert fit() == before, "nothing is fitted anew while the book is as it was"
    regular(shop, "新来的", gap=5, visits=25, ago=1)
    chores._fitting = True
    chores.rank()
    assert fit() == before, "one is on its way"
    chores._fitting = False
    chores._again.timeout.emit()
    assert fit() != before
    assert not rhythm.refit_due(shop) and not standings_due(shop)


def test_behind_the_window_a_field_of_very_many_is_searched(window: MainWindow, shop: Book) -> None:
    window.start().begin()
    plate, (first, *_) = plates(shop, 300)
    window.acts.tell(change_field(shop, field_id=plate, searchable=True))
    assert not keys_due(shop)
    with shop.read() as sql:
        assert search(sql, shop.haystack, query_words(f"粤B{first:05}"), 5) == [first]


def test_what_a_crash_left_of_it_is_done_at_the_next_start(
    shop: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    plate, _ = plates(shop, 300)
    change_field(shop, field_id=plate, searchable=True)
    assert keys_due(shop) and not renew_keys(shop, lambda _: False)
    open_window(shop).start().begin()
    assert not keys_due(shop)


def second_start(book: Path) -> subprocess.Popen[bytes]:
    """The program once more on the same book, as the owner would start it."""
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    return subprocess.Popen([sys.executable, "-m", "kyuanbook", "--book", str(book)], env=env)


def test_a_second_start_brings_the_first_to_the_front_and_ends(
    tmp_path: Path, own_data_folder: Path, qtbot: QtBot
) -> None:
    own_data_folder.mkdir()
    first = Single(tmp_path / "book.kyb", own_data_folder)
    assert first.is_first() and first.listen()
    with qtbot.waitSignal(first.asked, timeout=30_000):
        second = second_start(tmp_path / "book.kyb")
    try:
        assert second.wait(30) == 0
    finally:
        second.kill()
    assert not (tmp_path / "book.kyb").exists(), "the second never opened the book"
    first.let_go()


def test_a_window_that_was_killed_does_not_keep_the_next_one_out(
    tmp_path: Path, own_data_folder: Path, qapp: QApplication
) -> None:
    own_data_folder.mkdir()
    hold = (
        "import sys, time; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from kyuanbook.ui.shell.single import Single; app = QCoreApplication([]);"
        "s = Single(Path(sys.argv[1]), Path(sys.argv[2])); assert s.is_first() and s.listen();"
        "print('held', flush=True); app.exec()"
    )
    book = tmp_path / "book.kyb"
    process = subprocess.Popen([sys.executable, "-c", hold, str(book), str(own_data_folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    assert not Single(book, own_data_folder).is_first()
    process.kill()
    process.wait()
    process.stdout.close()
    after = Single(book, own_data_folder)
    assert after.is_first() and after.listen()
    after.let_go()


def test_a_link_to_the_book_is_the_same_book(tmp_path: Path, own_data_folder: Path) -> None:
    own_data_folder.mkdir()
    (tmp_path / "book.kyb").touch()
    (tmp_path / "desk.kyb").symlink_to(tmp_path / "book.kyb")
    first = Single(tmp_path / "book.kyb", own_data_folder)
    assert first.is_first()
    assert not Single(tmp_path / "desk.kyb", own_data_folder).is_first()
    assert Single(tmp_path / "other.kyb", own_data_folder).is_first()
    first.let_go()


def test_the_list_opens_under_the_tab_it_was_asked_for_on(window: MainWindow) -> None:
    for key in (CUSTOMERS, TODAY):
        window.nav.go(key)
        window.print_list()
        assert window.frame.shown() == PRINT
        assert window.frame.tabs.open_box() == window.frame.tabs.button(key).geometry()
        window.nav.back()


def test_what_takes_long_is_taken_back_behind_the_window_and_can_be_stopped(
    shop: Book, theme: Theme, memory: Memory, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kyuanbook.book.journal.LONG", 0)
    runner = Runner()
    window = MainWindow(shop, theme, memory, lambda: runner)
    window.start()
    window.show()
    who = customer(shop, "区志强")
    held, real = Event(), history.undo

    def slowly(book: Book, go_on: Callable[[], bool]) -> Done:
        held.wait(10)
        return real(book, go_on)

    monkeypatch.setattr("kyuanbook.actions.history.undo", slowly)
    window.acts.undo()
    assert "正在撤销" in window.frame.notice.text()
    window.acts.undo()  # once more while it is on its way: not twice
    window.frame.notice.link.click()  # 停下
    held.set()
    qtbot.waitUntil(lambda: "没有撤销" in window.frame.notice.text())
    with shop.read() as sql:
        assert sql.value("SELECT count(*) FROM customer WHERE id = :id", id=who) == 1
    window.acts.undo()
    qtbot.waitUntil(lambda: "已撤销" in window.frame.notice.text())
    with shop.read() as sql:
        assert sql.value("SELECT count(*) FROM customer WHERE id = :id", id=who) == 0
    runner.stop()
    window.close_for_good()
    window.deleteLater()
