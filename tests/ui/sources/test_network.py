"""客户网络 in the window: walked by keyboard and by mouse, read, related, printed; handles that become customers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.done import Book
from kyuanbook.actions.relations import add_relation
from kyuanbook.actions.social import add_contact
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.book.queries.network import Tie
from kyuanbook.book.queries.relations import Side, relations_of
from kyuanbook.book.queries.social import contacts
from kyuanbook.book.queries.touches import touches
from kyuanbook.book.tables import Customer, Partner
from kyuanbook.rules.social import ContactEntry
from kyuanbook.ui.entry.contact_panels import BecomePanel, ContactPanel, SaidPanel, TiePanel
from kyuanbook.ui.entry.relation_panel import RelationPanel
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.printing.network_page import PAPER, NetworkPaperPage
from kyuanbook.ui.shell.navigation import BIN, CARD, SETTINGS, SOURCES
from kyuanbook.ui.sources.network_marks import name_widths
from kyuanbook.ui.sources.network_section import NetworkSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.sections import NETWORK
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit
from tests.ui.kit.pointer import pointed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screenless platform, of every menu

Press = Callable[..., None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def who(window: MainWindow) -> dict[str, int]:
    """王小明 brought 盖小雨 (as the shop has it) and lives with 欧阳雪; 盖小雨 brought 周子涵, who knows a partner."""
    book = window.book
    with book.read() as sql:
        found = {name: number for number, name in sql.rows("SELECT id, name FROM customer")}
    found["周子涵"] = customer(book, "周子涵", referrer_id=found["盖小雨"])
    relate(book, found["王小明"], found["欧阳雪"], 2)
    with book.write("add_sample") as unit:
        partner = unit.insert(Partner, kind="alliance", name="张记干洗", created_day=unit.day)
    add_relation(book, customer_id=found["周子涵"], side=Side.PARTNER, other_id=partner, kind_id=3)
    return found


def relate(book: Book, one: int, other: int, kind: int = 1) -> None:
    add_relation(book, customer_id=one, side=Side.CUSTOMER, other_id=other, kind_id=kind)


def section(window: MainWindow) -> NetworkSection:
    """客户网络, in front."""
    window.nav.go(SOURCES)
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(NETWORK)
    page.take_focus()
    found = page.section()
    assert isinstance(found, NetworkSection)
    return found


def middle(shown: NetworkSection) -> str:
    assert shown.found is not None
    return next(node.name for node in shown.found.nodes if node.key == shown.found.middle)


def name_of(shown: NetworkSection, key: str) -> str:
    assert shown.found is not None
    return next(node.name for node in shown.found.nodes if node.key == key)


# the picture -------------------------------------------------------------------------------------------------------------


def test_it_begins_with_whoever_brought_most_and_the_focus_in_it(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    assert middle(shown) == "王小明" and held() is shown.view
    assert shown.found is not None and len(shown.found.nodes) == 5
    assert {edge.tie for edge in shown.found.edges} == {Tie.BROUGHT, Tie.HOUSEHOLD, Tie.PARTNER}
    assert shown.view.accessibleName() == "客户网络，王小明在中间"
    assert shown.head.note.text() == "连着 4 个" and not shown.empty.isVisible()


def test_enter_walks_on_and_backspace_and_escape_go_back(window: MainWindow, who: dict[str, int], press: Press) -> None:
    shown = section(window)
    shown.view.hold(f"c{who['盖小雨']}")
    press(Qt.Key.Key_Return)
    assert middle(shown) == "盖小雨"
    shown.view.hold(f"c{who['周子涵']}")
    press(Qt.Key.Key_Return)
    assert middle(shown) == "周子涵" and shown.back.isVisible()
    press(Qt.Key.Key_Backspace)
    assert middle(shown) == "盖小雨"
    press(Qt.Key.Key_Escape)
    assert middle(shown) == "王小明" and window.frame.shown() == SOURCES
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() != SOURCES, "at the beginning of the way Esc leaves the page"


def test_a_click_walks_and_a_drag_does_not(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    place = shown.view.place_of(f"c{who['欧阳雪']}")
    QTest.mousePress(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    pointed(shown.view.viewport(), place + QPoint(60, 30), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(60, 30))
    assert middle(shown) == "王小明"
    shown.view.fit()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=shown.view.place_of(f"c{who['欧阳雪']}"))
    assert middle(shown) == "欧阳雪"
    QTest.mouseClick(shown.back, Qt.MouseButton.LeftButton)
    assert middle(shown) == "王小明"


def test_arrows_reach_everybody(window: MainWindow, who: dict[str, int], press: Press) -> None:
    shown = section(window)
    seen, waiting = {shown.view.key}, [shown.view.key]
    while waiting:
        start = waiting.pop()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            shown.view.hold(start)
            press(key)
            before, after = shown.view.marks[start].place, shown.view.marks[shown.view.key].place
            way = {Qt.Key.Key_Right: after.x - before.x, Qt.Key.Key_Left: before.x - after.x,
                   Qt.Key.Key_Down: after.y - before.y, Qt.Key.Key_Up: before.y - after.y}[key]  # fmt: skip
            assert way > 0 or shown.view.key == start
            if shown.view.key not in seen:
                seen.add(shown.view.key)
                waiting.append(shown.view.key)
    assert seen == set(shown.view.marks)
    press(Qt.Key.Key_Home)
    assert shown.view.key == shown.middle


def test_what_has_the_focus_is_read_in_words(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    shown.view.hold(f"c{who['盖小雨']}")
    words = shown.reading.text()
    assert words.startswith("盖小雨，潜在，累计 ¥0") and words.endswith("王小明介绍来的")
    assert shown.view.accessibleDescription() == words
    shown.view.hold(f"c{who['欧阳雪']}")
    words = shown.reading.text().replace("\u2060", "")
    assert "和王小明：住一起" in words and "一家 2 位（王小明、欧阳雪）：累计 ¥1,264" in words
    shown.view.hold("p1")
    assert shown.reading.text().replace("\u2060", "") == "张记干洗，合作伙伴，图上连着 1 个"
    assert shown.in_hand() is None and not shown.card.isEnabled()


def test_hovering_reads_and_leaving_reads_the_one_in_hand_again(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    pointed(shown.view.viewport(), shown.view.place_of(f"c{who['欧阳雪']}"))
    assert shown.reading.text().startswith("欧阳雪") and shown.view.key == f"c{who['王小明']}"
    pointed(shown.view.viewport(), QPoint(3, 3))
    assert shown.reading.text().startswith("王小明")


def test_privacy_hides_amounts_at_once(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    assert "¥544" in shown.reading.text()
    window.start().switch_privacy()
    try:
        assert "¥544" not in shown.reading.text() and "¥•••" in shown.reading.text()
    finally:
        window.start().switch_privacy()
    assert not privacy.on and "¥544" in shown.reading.text()


def test_nearer_farther_and_all_of_it(window: MainWindow, who: dict[str, int], press: Press) -> None:
    shown = section(window)
    begun = shown.view.zoom()
    press(Qt.Key.Key_Plus)
    assert shown.view.zoom() > begun
    press(Qt.Key.Key_Minus, times=4)
    assert shown.view.zoom() < begun
    press(Qt.Key.Key_0)
    assert shown.view.zoom() == begun
    press(Qt.Key.Key_Equal, keys=CTRL)
    assert shown.view.zoom() > begun
    QTest.mouseClick(shown.whole, Qt.MouseButton.LeftButton)
    assert shown.view.zoom() == begun
    assert begun <= 1.0, "never larger than the rest of the page"


def test_only_so_many_steps(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    shown.steps.choose("1")
    shown.steps.chosen.emit("1")
    assert shown.found is not None
    assert {node.name for node in shown.found.nodes} == {"王小明", "盖小雨", "欧阳雪"}


def test_somebody_else_found_by_the_counter_search(window: MainWindow, who: dict[str, int], press: Press) -> None:
    shown = section(window)
    shown.other.setFocus()
    QTest.keyClicks(shown.other, "oyx")
    press(Qt.Key.Key_Return)
    assert middle(shown) == "欧阳雪" and held() is shown.view and not shown.other.text()


def test_it_leads_to_the_card_and_its_keys_are_about_the_one_in_hand(
    window: MainWindow, who: dict[str, int], press: Press
) -> None:
    shown = section(window)
    shown.view.hold(f"c{who['盖小雨']}")
    press(Qt.Key.Key_F3)
    assert window.start().panels.visit.customer_id == who["盖小雨"]
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return, keys=CTRL)
    assert window.nav.here() == (CARD, who["盖小雨"])


def test_from_the_card_and_back_to_it(window: MainWindow, who: dict[str, int], press: Press) -> None:
    window.nav.go_to_card(who["盖小雨"])
    press(Qt.Key.Key_N, keys=CTRL | SHIFT)
    assert window.frame.shown() == SOURCES
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    shown = page.section()
    assert isinstance(shown, NetworkSection) and middle(shown) == "盖小雨"
    press(Qt.Key.Key_Escape)
    assert window.nav.here() == (CARD, who["盖小雨"])


def test_what_can_be_done_stands_in_its_menu(window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    shown.view.hold(f"c{who['盖小雨']}")
    assert [act.key for group in shown.groups() for act in group] == ["Enter", "Ctrl+Enter", "Shift+F4"]
    shown.view.open_menu()
    assert shown.view.menu is not None and len(shown.view.menu.actions()) == 3
    shown.view.menu.close()


def test_who_is_deleted_meanwhile_leaves_it(window: MainWindow, who: dict[str, int], press: Press) -> None:
    shown = section(window)
    shown.view.hold(f"c{who['盖小雨']}")
    press(Qt.Key.Key_Delete)
    assert shown.found is not None and f"c{who['盖小雨']}" not in shown.view.marks
    window.acts.undo()
    assert f"c{who['盖小雨']}" in shown.view.marks


def test_a_shop_in_which_nobody_belongs_to_anybody(book: Book, open_window: Callable[[Book], MainWindow]) -> None:
    customer(book, "王小明")
    window = open_window(book)
    shown = section(window)
    assert shown.empty.isVisible() and not shown.view.isVisible() and held() is shown.other
    QTest.keyClicks(shown.other, "wxm")
    QTest.keyClick(shown.other, Qt.Key.Key_Return)
    assert middle(shown) == "王小明" and shown.head.note.text() == "还没记过和谁有关系"


def test_five_hundred_are_laid_out_behind_the_window(window: MainWindow, who: dict[str, int]) -> None:
    book = window.book
    with book.write("add_sample", bulk=True) as unit:
        unit.insert_many(
            Customer,
            [
                {"name": f"客{i}", "referrer_id": who["王小明"] if i % 3 else who["盖小雨"], "created_at": 1,
                 "created_day": unit.day}
                for i in range(600)
            ],
        )  # fmt: skip
    shown = section(window)
    assert shown.found is not None and len(shown.view.marks) == 500
    assert "还有" in shown.head.note.text() and shown.view.zoom() >= 0.6
    shown.view.fit()
    assert shown.view.zoom() < 0.6


def test_names_are_as_wide_as_they_are_written(theme: Theme, window: MainWindow, who: dict[str, int]) -> None:
    shown = section(window)
    assert shown.found is not None
    widths = name_widths(shown.found.nodes)
    assert widths["王小明"] > 40 and set(widths) == {"王小明", "盖小雨", "欧阳雪", "周子涵", "张记干洗"}


# paper -------------------------------------------------------------------------------------------------------------------


def test_ctrl_p_shows_it_on_paper(window: MainWindow, who: dict[str, int], press: Press) -> None:
    section(window)
    press(Qt.Key.Key_P, keys=CTRL)
    assert window.frame.shown() == PAPER
    page = window.nav.page(PAPER)
    assert isinstance(page, NetworkPaperPage)
    assert page.preview.page_count() == 1 and page.preview.file_name == "客户网络 王小明.pdf"
    page.counts.choose("2")
    page.counts.chosen.emit("2")
    assert page.preview.page_count() == 4
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == SOURCES


# relations ---------------------------------------------------------------------------------------------------------------


def card(window: MainWindow, customer_id: int) -> CardPage:
    window.nav.go_to_card(customer_id)
    page = window.nav.page(CARD)
    assert isinstance(page, CardPage)
    return page


def related(window: MainWindow, customer_id: int) -> list[tuple[str, str]]:
    with window.book.read() as sql:
        return [(one.kind, one.name) for one in relations_of(sql, customer_id, window.book.today())]


def test_added_on_the_card_by_the_counter_search(window: MainWindow, who: dict[str, int], press: Press) -> None:
    page = card(window, who["盖小雨"])
    press(Qt.Key.Key_F4, keys=SHIFT)
    panel = window.frame.panel()
    assert isinstance(panel, RelationPanel) and held() is panel.other
    QTest.keyClicks(panel.other, "7713")
    press(Qt.Key.Key_Return)
    panel.kind.choose("4")
    panel.note.setText("同一个办公室")
    panel.submit()
    assert related(window, who["盖小雨"]) == [("同事", "欧阳雪")] and window.frame.panel() is None
    assert listed(page.known.relations.list)[0].startswith("同事，欧阳雪，")
    assert window.frame.notice.text().startswith("已记关系：盖小雨和欧阳雪，同事")
    press(Qt.Key.Key_Z, keys=CTRL)
    assert related(window, who["盖小雨"]) == []


def test_bad_input_is_said_in_the_form_and_nothing_typed_is_lost(window: MainWindow, who: dict[str, int]) -> None:
    card(window, who["盖小雨"])
    panels = window.start().panels
    panels.relate(who["盖小雨"])
    panel = panels.relation
    panel.other.setText("谁也不是")
    panel.submit()
    problems = {name: field.problem() for name, field in panel.form.fields.items()}
    assert problems["other"] is not None and problems["kind"] is not None and panel.other.text() == "谁也不是"
    panel.other.choose(panel.other._find("gaixiaoyu")[0])
    panel.kind.choose("1")
    panel.submit()
    shown = panel.trouble.accessibleName() or panel.form.fields["other"].complaint._words.text()
    assert "不能和自己有关系" in shown.replace("\u2060", "")
    window.frame.close_panel()


def test_a_partner_is_found_too(window: MainWindow, who: dict[str, int]) -> None:
    card(window, who["王小明"])
    panels = window.start().panels
    panels.relate(who["王小明"])
    (found,) = panels.relation.other._find("zjgx")
    assert (found.word, found.note, found.key) == ("张记干洗", "合作伙伴", "p1")
    panels.relation.other.choose(found)
    panels.relation.kind.choose("3")
    panels.relation.submit()
    assert related(window, who["王小明"]) == [("住一起", "欧阳雪"), ("朋友", "张记干洗")]


def test_delete_on_a_line_removes_the_relation_and_not_the_customer(
    window: MainWindow, who: dict[str, int], press: Press
) -> None:
    page = card(window, who["王小明"])
    rows = page.known.relations.list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Delete)
    assert related(window, who["王小明"]) == [] and window.nav.here() == (CARD, who["王小明"])
    with window.book.read() as sql:
        assert customer_count(sql) == 4
    window.acts.undo()
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    window.delete()
    assert related(window, who["王小明"]) == [], "by the menu's line just so"


def test_a_line_leads_to_whoever_it_is(window: MainWindow, who: dict[str, int], press: Press) -> None:
    page = card(window, who["王小明"])
    page.known.relations.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    assert window.nav.here() == (CARD, who["欧阳雪"])
    card(window, who["周子涵"]).known.relations.list.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == SOURCES and section(window).middle == "p1"


def test_a_household_is_told_as_one(window: MainWindow, who: dict[str, int]) -> None:
    page = card(window, who["王小明"])
    told = page.known.relations.together.text().replace("\u2060", "")
    assert told.startswith("一家 2 位（王小明、欧阳雪）：累计 ¥1,264")
    page = card(window, who["周子涵"])
    assert not page.known.relations.together.isVisible()


def test_kinds_in_the_settings(window: MainWindow, who: dict[str, int], press: Press) -> None:
    window.nav.go(SETTINGS)
    page = window.nav.page(SETTINGS)
    page.show_section("relations")  # type: ignore[attr-defined]
    part = page.relations  # type: ignore[attr-defined]
    part.first().setFocus()
    commit(held(), "师徒")
    press(Qt.Key.Key_Return)
    assert [row.name for row in part.rows][-1] == "师徒"
    part.list.setFocus()
    part.list.go_to(part.rows[-1].id)
    press(Qt.Key.Key_H, keys=CTRL)
    assert part.rows[-1].household
    press(Qt.Key.Key_Up, keys=CTRL)
    assert part.rows[-2].name == "师徒"
    press(Qt.Key.Key_Delete)
    assert part.rows[-2].hidden
    press(Qt.Key.Key_Return)
    part.line.setText("家人")
    press(Qt.Key.Key_Return)
    assert part.form.fields["name"].problem() is not None
    press(Qt.Key.Key_Escape)
    assert part.editing is None


# social contacts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def momo(window: MainWindow) -> int:
    done = add_contact(window.book, entry=ContactEntry("douyin", "momo_在路上", "默默", said="烫发多少钱？"))
    assert done.id is not None
    return done.id


def handles(window: MainWindow) -> NetworkSection:
    shown = section(window)
    shown.turn()
    return shown


def test_written_down_by_keyboard(window: MainWindow, press: Press) -> None:
    shown = handles(window)
    assert shown.contacts.empty.isVisible() and held() is shown.contacts.empty_new
    press(Qt.Key.Key_N, keys=CTRL)
    panel = window.frame.panel()
    assert isinstance(panel, ContactPanel)
    panel.submit()
    assert panel.form.fields["handle"].problem() is not None
    panel.platform.choose("xiaohongshu")
    panel.handle.setText("小鹿爱吃桃")
    panel.words.setText("冷棕要不要漂？")
    panel.submit()
    assert listed(shown.contacts.list)[0].startswith("小红书，小鹿爱吃桃，冷棕要不要漂？")
    assert shown.contacts.list.isVisible() and not shown.contacts.empty.isVisible()


def test_found_by_a_few_letters(window: MainWindow, momo: int) -> None:
    add_contact(window.book, entry=ContactEntry("qq", "285501937", "小川"))
    shown = handles(window)
    for typed, many in (("momo", 1), ("mm", 1), ("xc", 1), ("2855", 1), ("烫发", 1), ("抖音", 1), ("zzz", 0), ("", 2)):
        shown.contacts.line.setText(typed)
        shown.contacts.line.committed.emit(typed)
        assert len(shown.contacts.list.rows.rows) == many, typed
    assert not shown.contacts.nobody.isVisible()


def test_it_becomes_a_customer_whose_card_opens(window: MainWindow, momo: int, press: Press) -> None:
    handles(window)
    press(Qt.Key.Key_M, keys=CTRL)
    panel = window.frame.panel()
    assert isinstance(panel, BecomePanel) and panel.name.text() == "默默"
    panel.name.setText("莫小墨")
    panel.phone.setText("12")
    panel.submit()
    assert panel.form.fields["phone"].problem() is not None and panel.name.text() == "莫小墨"
    panel.phone.setText("13800001111")
    panel.submit()
    key, new = window.nav.here()
    assert key == CARD
    with window.book.read() as sql:
        assert [one.note for one in touches(sql, new)] == ["抖音：烫发多少钱？"]
        assert contacts(sql)[0].customer == "莫小墨"
    window.acts.undo()
    with window.book.read() as sql:
        assert contacts(sql)[0].customer_id is None


def test_it_is_tied_to_one_who_is_known(window: MainWindow, momo: int, press: Press) -> None:
    shown = handles(window)
    press(Qt.Key.Key_I, keys=CTRL)
    panel = window.frame.panel()
    assert isinstance(panel, TiePanel)
    panel.submit()
    assert panel.form.fields["customer"].problem() is not None
    QTest.keyClicks(panel.customer, "gxy")
    press(Qt.Key.Key_Return)
    panel.submit()
    assert "是盖小雨" in listed(shown.contacts.list)[0]
    assert not shown.contacts.become.isVisible() and shown.contacts.card.isVisible()
    shown.contacts.list.setFocus()
    press(Qt.Key.Key_O, keys=CTRL)
    assert window.frame.shown() == CARD


def test_a_remark_more_and_one_struck_out(window: MainWindow, momo: int, press: Press) -> None:
    shown = handles(window)
    press(Qt.Key.Key_Return, keys=CTRL)
    panel = window.frame.panel()
    assert isinstance(panel, SaidPanel)
    panel.words.setText("周六有空吗")
    panel.submit()
    assert "周六有空吗" in listed(shown.contacts.list)[0]
    shown.contacts.list.setFocus()
    press(Qt.Key.Key_Return)
    panel = window.frame.panel()
    assert isinstance(panel, ContactPanel) and len(panel.said.rows.rows) == 2
    panel.said.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Delete)
    assert len(panel.said.rows.rows) == 1
    window.frame.close_panel()
    assert "周六有空吗" not in listed(shown.contacts.list)[0]


def test_to_the_bin_and_back(window: MainWindow, momo: int, press: Press) -> None:
    shown = handles(window)
    press(Qt.Key.Key_Delete)
    assert not shown.contacts.rows
    window.nav.go(BIN)
    page = window.nav.page(BIN)
    assert "默默，抖音上的社交联系人" in listed(page.list)[0]  # type: ignore[attr-defined]
    press(Qt.Key.Key_Return)
    with window.book.read() as sql:
        assert [one.id for one in contacts(sql)] == [momo]


def test_in_private_no_handle_is_told(window: MainWindow, momo: int) -> None:
    shown = handles(window)
    window.start().switch_privacy()
    try:
        assert "momo" not in listed(shown.contacts.list)[0]
    finally:
        window.start().switch_privacy()
    assert "momo" in listed(shown.contacts.list)[0]


def test_in_private_no_handle_stands_in_the_picture_or_on_a_card(window: MainWindow, who: dict[str, int]) -> None:
    handle = add_contact(window.book, entry=ContactEntry("qq", "285501937")).id
    assert handle is not None
    add_relation(window.book, customer_id=who["王小明"], side=Side.CONTACT, other_id=handle, kind_id=3)
    shown = section(window)
    assert name_of(shown, f"s{handle}") == "285501937"
    window.start().switch_privacy()
    try:
        assert "285" not in name_of(shown, f"s{handle}")
        page = card(window, who["王小明"])
        assert not [row for row in listed(page.known.relations.list) if "285" in row]
    finally:
        window.start().switch_privacy()
    assert [row for row in listed(page.known.relations.list) if "285501937" in row]


def test_what_was_typed_and_not_saved_is_named(window: MainWindow, momo: int) -> None:
    handles(window)
    panels = window.start().panels
    panels.make_customer(momo)
    panels.become.name.setText("莫")
    assert panels.unsaved_words() == ["社交联系人默默"]
    window.frame.close_panel()
    panels.edit_contact(None)
    panels.contact.handle.setText("abc")
    assert "社交联系人abc" in panels.unsaved_words()
    window.frame.close_panel()


def test_no_key_does_two_things_and_every_button_has_its_own(window: MainWindow, who: dict[str, int], momo: int) -> None:
    for turned in (False, True):
        shown = section(window)
        if turned != (shown.views.choice() != "picture"):
            shown.turn()
        meant = dict[str, set[str]]()
        for act in (*window.start().menu.here(), *window.start().menu.acts()):
            meant.setdefault(act.key, set()).add(act.name())
        assert {key: names for key, names in meant.items() if len(names) > 1} == {}
