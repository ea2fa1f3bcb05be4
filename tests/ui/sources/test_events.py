"""客户活动 in the real window, by keyboard: planned, guests invited, ticked at the door, paid for, looked back at."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kyuanbook.actions import events as acts
from kyuanbook.actions.campaigns import add_cost
from kyuanbook.actions.done import Book
from kyuanbook.actions.segments import save_segment
from kyuanbook.book.queries import events
from kyuanbook.book.queries.events import Guest
from kyuanbook.rules.campaign_entries import CostEntry
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.navigation import CUSTOMERS, SOURCES
from kyuanbook.ui.sources.events_section import EventsSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.paper_page import PAPER, PaperPage
from kyuanbook.ui.sources.sections import EVENTS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock, customer, visit
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit

Press = Callable[..., None]
Key = Qt.Key


def keys(window: MainWindow, sequence: str) -> None:
    QTest.keySequence(held(), QKeySequence(sequence))


def part(window: MainWindow) -> EventsSection:
    window.nav.go(SOURCES)
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(EVENTS)
    page.take_focus()
    section = page.section()
    assert isinstance(section, EventsSection)
    return section


def salon(book: Book, day: str = "明天", **more: object) -> int:
    done = acts.add_event(book, entry=EventEntry("护发沙龙", day, **more))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def guests(book: Book, event: int) -> list[Guest]:
    with book.read() as sql:
        return events.guests(sql, event, book.today())


def to(line: object, press: Press) -> None:
    """Tab until the focus is there."""
    for _ in range(30):
        if held() is line:
            return
        press(Key.Key_Tab)
    raise AssertionError(line)


def test_planned_by_keyboard_and_what_is_wrong_is_said_and_stays(window: MainWindow, book: Book, press: Press) -> None:
    section = part(window)
    assert section.nothing.isVisible() and section.first() is section.new
    keys(window, "Ctrl+N")
    panel = window.start().panels.part.event
    assert window.frame.panel() is panel and held() is panel.name
    commit(panel.name, "护发沙龙")
    press(Key.Key_Return)
    assert "请填哪一天" in panel.first.accessibleDescription()
    QTest.keyClicks(panel.first, "2026.3.20")
    to(panel.last, press)
    QTest.keyClicks(panel.last, "2026.3.1")
    press(Key.Key_Return)
    assert "结束的日子在开始之前" in panel.last.accessibleDescription() and panel.name.text() == "护发沙龙"
    panel.last.selectAll()
    QTest.keyClicks(panel.last, "2026.3.21")
    press(Key.Key_Return)
    assert window.frame.panel() is None
    assert [one.name for one in section.rows] == ["护发沙龙"] and "计划中" in listed(section.list)[0]
    assert "3月20日 周五 到 3月21日 周六" in section.when.text()
    window.acts.undo()
    assert section.rows == [] and section.nothing.isVisible()


def test_enter_changes_it_and_delete_puts_it_away(window: MainWindow, book: Book, press: Press) -> None:
    salon(book, place="二楼")
    section = part(window)
    assert held() is section.list
    press(Key.Key_Return)
    panel = window.start().panels.part.event
    assert panel.place.text() == "二楼" and panel.last.text() == ""
    panel.place.setText("一楼")
    panel.submit()
    assert "一楼" in section.when.text()
    section.list.setFocus()
    press(Key.Key_Delete)
    assert section.away.words() == "重新列出" and "已收起" in listed(section.list)[0]


def test_a_segment_a_stage_those_picked_and_one_found_are_invited(window: MainWindow, book: Book, press: Press) -> None:
    event = salon(book)
    customer(book, "盖丽", do_not_contact=True)
    save_segment(book, name="来过的", conditions=(Condition("visits", (1, None)),))
    window.nav.go(CUSTOMERS)
    page = window.nav.page(CUSTOMERS)
    assert isinstance(page, CustomersPage)
    page.pick_all()
    section = part(window)
    assert not section.answers.isVisible()
    keys(window, "Ctrl+M")
    panel = window.start().panels.part.invite
    assert window.frame.panel() is panel and panel.whom.choice() == "picked"
    assert panel.counted.text() == "会请 3 位。有 1 位请勿联系，不请。"
    panel.whom.choose("segment:1")
    panel._count()
    assert panel.counted.text() == "会请 2 位。"
    panel.whom.choose("stage:prospect")
    panel._count()
    assert panel.counted.text() == "会请 1 位。有 1 位请勿联系，不请。"
    panel.one.setFocus()
    QTest.keyClicks(panel.one, "5678")
    press(Key.Key_Return)
    assert panel.chosen.text() == "王小明" and "会请 2 位" in panel.counted.text()
    press(Key.Key_Return)
    assert sorted(g.name for g in guests(book, event)) == ["王小明", "盖小雨"]
    assert window.frame.notice.text() == "已请 2 位来“护发沙龙”。另有 1 位请勿联系或在回收站，没有请"
    assert section.answers.isVisible() and "Alt 1 会来" in section.answers.text()


def test_nobody_chosen_is_said(window: MainWindow, book: Book, press: Press) -> None:
    salon(book)
    part(window)
    keys(window, "Ctrl+M")
    panel = window.start().panels.part.invite
    panel.submit()
    assert "请选请谁" in panel.whom.accessibleDescription()


@pytest.fixture
def invited(book: Book, shop: Book) -> int:
    event = salon(book)
    with book.read() as sql:
        ids = sql.column("SELECT id FROM customer ORDER BY id")
    acts.invite(book, event_id=event, customer_ids=ids)
    return event


def test_what_guests_say_is_noted_by_key(window: MainWindow, book: Book, invited: int, press: Press) -> None:
    section = part(window)
    section.guests.setFocus()
    for key, state in (
        ("Alt+1", GuestState.COMING), ("Alt+2", GuestState.DECLINED), ("Alt+3", GuestState.CAME), ("Alt+4", GuestState.INVITED)
    ):  # fmt: skip
        guest = section.guest()
        assert guest is not None
        keys(window, key)
        assert next(g for g in guests(book, invited) if g.id == guest.id).state is state
        section.guests.go_to(guest.id)
    press(Key.Key_Delete)
    assert len(guests(book, invited)) == 2
    assert section.in_hand() == section.guest().customer_id  # type: ignore[union-attr]
    press(Key.Key_Return)
    assert window.frame.shown() == "card"


def test_at_the_door_type_and_enter(window: MainWindow, book: Book, invited: int, press: Press) -> None:
    walked = customer(book, "李雷", "13900001234")
    part(window)
    keys(window, "Ctrl+O")
    door = window.start().panels.part.door
    assert window.frame.panel() is door and held() is door.one
    QTest.keyClicks(door.one, "wxm")
    press(Key.Key_Return)
    assert held() is door.one and door.one.text() == "" and "签到" in window.frame.notice.text()
    QTest.keyClicks(door.one, "1234")
    press(Key.Key_Return)
    assert listed(door.came) and "没请过" in listed(door.came)[0]
    commit(door.one, "周小燕 13800009999")
    assert [one.word for one in door.one.options] == ["新客户 周小燕 13800009999"]
    press(Key.Key_Return)
    came = [g.name for g in guests(book, invited) if g.state is GuestState.CAME]
    assert sorted(came) == ["周小燕", "李雷", "王小明"] and walked
    assert "3 位" in door.head.note.text() and "还有 2 位没到" in door.head.note.text()
    window.acts.undo()
    assert len([g for g in guests(book, invited) if g.state is GuestState.CAME]) == 2


def test_a_number_without_a_name_is_said_and_what_was_typed_stays(window: MainWindow, book: Book, press: Press) -> None:
    salon(book)
    part(window)
    keys(window, "Ctrl+O")
    door = window.start().panels.part.door
    QTest.keyClicks(door.one, "13800009999")
    press(Key.Key_Return)
    assert door.field.problem() is not None and door.one.text() == "13800009999"
    press(Key.Key_Escape)
    assert window.frame.panel() is None


def test_a_ticked_guest_is_marked_so_and_stays_once(window: MainWindow, book: Book, invited: int, press: Press) -> None:
    part(window)
    keys(window, "Ctrl+O")
    door = window.start().panels.part.door
    for _ in range(2):
        QTest.keyClicks(door.one, "wxm")
        press(Key.Key_Return)
    assert len(listed(door.came)) == 1
    assert any("已签到" in one.note for one in door._find("wxm"))


def test_the_invitation_list_goes_the_way_of_all_lists(window: MainWindow, book: Book, invited: int) -> None:
    section = part(window)
    acts.answer(book, guest_id=guests(book, invited)[0].id, state=GuestState.DECLINED)
    keys(window, "Ctrl+L")
    page = window.frame.page()
    assert isinstance(page, PrintPage) and page.drawn is not None and page.drawn.sheet is not None
    assert page.drawn.many == 2 and "护发沙龙 邀请名单" in page.drawn.sheet.title
    assert section.print_guests.words() == "邀请名单"


def test_the_sign_in_sheet_is_looked_at_before_it_is_printed(window: MainWindow, book: Book, invited: int) -> None:
    part(window)
    keys(window, "Ctrl+U")
    page = window.frame.page()
    assert window.frame.shown() == PAPER and isinstance(page, PaperPage)
    assert page.title.words.text() == "护发沙龙 签到表" and page.preview.page_count() == 1 and page.topic == "sources-events"
    assert not page.choices.isVisible() and page.preview.file_name == "护发沙龙 签到表.pdf"


def test_what_it_cost_and_what_followed(window: MainWindow, book: Book, clock: Clock, press: Press) -> None:
    event = salon(book, "今天", budget="300")
    old, new = customer(book, "李雷"), customer(book, "韩梅")
    visit(book, old, "50", ago=20)
    for who in (old, new):
        acts.sign_in(book, event_id=event, customer_id=who)
    section = part(window)
    assert not section.after.isVisible() and "预算 ¥300" in section.when.text()
    keys(window, "Ctrl+K")
    panel = window.start().panels.sources.cost
    assert window.frame.panel() is panel and panel.what.text() == "护发沙龙"
    QTest.keyClicks(panel.amount, "100")
    press(Key.Key_Return)
    assert "共 ¥100" in section.costs.head.note.text()
    clock.day += 31
    visit(book, old, "150")
    visit(book, new, "250", ago=5)
    window.hub.changed.emit(window.acts.attempt(lambda: add_cost(book, campaign_id=event, entry=CostEntry("60"))).changed)  # type: ignore[union-attr]
    assert [f.value for f in section.after._facts] == [
        "来了 1 位，到店 1 次，¥250；新来的 1 位里 1 位来消费了", "来了 2 位，到店 2 次，¥400；新来的 1 位里 1 位来消费了",
    ]  # fmt: skip
    assert section.after_note.text().startswith("花了 ¥160，到场每位 ¥80，后来的消费是花费的 2.5 倍，90 天还没满")
    keys(window, "Ctrl+I")
    assert window.frame.shown() == CUSTOMERS
