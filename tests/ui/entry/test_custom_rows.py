"""自定义项目 as they are filled in: at the counter with a visit, and with a customer."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.custom import add_field, change_field, hide_field
from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import custom
from kyuanbook.language import say
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.ui.entry.custom_rows import CustomRows
from kyuanbook.ui.entry.customer_panel import CustomerPanel
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.window import MainWindow
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def visit(theme: Theme, book: Book, frame: Frame) -> Iterator[VisitPanel]:
    made = VisitPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame) -> Iterator[CustomerPanel]:
    made = CustomerPanel(theme, book, frame)
    made.hide()
    yield made


def number(book: Book, code: str) -> int:
    with book.read() as sql:
        return next(f.id for f in custom.fields(sql, hidden=True) if f.code == code or f.name == code)


def at(rows: CustomRows, name: str) -> Field:
    """The field called so."""
    return next(rows.fields[one.id] for one in rows.asked if one.name == name)


def hints(rows: CustomRows) -> dict[str, str]:
    return {one.name: rows.fields[one.id].hint.text() for one in rows.asked if rows.fields[one.id].hint.text()}


def last_visit(book: Book, who: int) -> cards.VisitRow:
    with book.read() as sql:
        return cards.visits(sql, who)[0]


def the_card(book: Book, who: int) -> cards.Card:
    with book.read() as sql:
        found = cards.card(sql, book.rhythms, who, book.today())
    assert found is not None
    return found


def glasses(book: Book) -> int:
    """林小满 had her eyes measured once, and came for drops since."""
    set_up_shop(book, name="明视眼镜", trade="glasses")
    who = factories.customer(book, "林小满")
    lenses = {number(book, "right_sphere"): "-2.50", number(book, "left_sphere"): "-3.00", number(book, "pupils"): "63"}
    factories.visit(book, who, "880", 400, items="配镜，镜布×2", custom=lenses)
    return who


def record(panel: VisitPanel, frame: Frame, who: int | None) -> None:
    panel.record(who)
    frame.open_panel(panel)


# a visit -------------------------------------------------------------------------------------------------------------------


def test_a_shop_without_fields_is_asked_for_none(visit: VisitPanel, frame: Frame, book: Book) -> None:
    record(visit, frame, factories.customer(book, "林小满"))
    assert visit.custom.isHidden() and not visit.again_row.isVisible()
    assert visit.custom.texts() == {}


def test_the_last_value_stands_beside_the_new_one(visit: VisitPanel, frame: Frame, book: Book) -> None:
    who = glasses(book)
    record(visit, frame, who)
    assert hints(visit.custom) == {"右眼球镜": "上次 −2.50", "左眼球镜": "上次 −3.00", "瞳距": "上次 63 mm"}
    factories.visit(book, who, "30", 3, items="滴眼液")
    record(visit, frame, who)
    assert hints(visit.custom)["右眼球镜"].endswith("−2.50") and "上次" not in hints(visit.custom)["右眼球镜"]
    assert at(visit.custom, "右眼球镜").editor.accessibleDescription() == hints(visit.custom)["右眼球镜"]


def test_as_last_time_fills_what_is_empty_and_leaves_the_price(
    visit: VisitPanel, frame: Frame, book: Book, press: Press
) -> None:
    who = glasses(book)
    record(visit, frame, who)
    at(visit.custom, "右眼球镜").set_text("-2.75")
    press(Key.Key_F7)
    assert visit.items.words == ["配镜", "镜布×2"]
    assert at(visit.custom, "右眼球镜").text() == "-2.75" and at(visit.custom, "左眼球镜").text() == "-3.00"
    assert held() is visit.amount and visit.amount.text() == ""
    QTest.keyClicks(held(), "980")
    press(Key.Key_Return)
    seen = last_visit(book, who)
    assert (seen.amount_cents, seen.items, seen.day) == (98000, "配镜、镜布×2", book.today())
    assert [one.said() for one in seen.custom] == ["右眼球镜 −2.75", "左眼球镜 −3.00", "瞳距 63 mm"]


def test_as_last_time_takes_the_last_visit_alone(visit: VisitPanel, frame: Frame, book: Book) -> None:
    who = glasses(book)
    factories.visit(book, who, "30", 3, items="滴眼液")
    record(visit, frame, who)
    visit.again.click()
    assert visit.items.words == ["滴眼液"] and at(visit.custom, "右眼球镜").text() == ""


def test_there_is_no_last_time_for_one_who_never_came_nor_in_a_correction(
    visit: VisitPanel, frame: Frame, book: Book
) -> None:
    who = glasses(book)
    record(visit, frame, who)
    assert visit.again_row.isVisible()
    record(visit, frame, factories.customer(book, "新来的"))
    assert not visit.again_row.isVisible() and hints(visit.custom) == {}
    visit.as_last_time()
    assert visit.items.words == []
    visit.change(last_visit(book, who).id)
    assert not visit.again_row.isVisible() and at(visit.custom, "右眼球镜").text() == "-2.50"


def test_a_wrong_number_is_said_under_its_field_and_stays(
    visit: VisitPanel, frame: Frame, book: Book, press: Press
) -> None:
    who = glasses(book)
    record(visit, frame, who)
    visit.amount.setText("880")
    axis = at(visit.custom, "左眼轴位")
    axis.editor.setFocus()
    commit(axis.editor, "十")
    press(Key.Key_Return)
    problem = axis.problem()
    assert problem is not None and say(problem.message) == "这里只填一个数，如 12 或 -2.5"
    assert held() is axis.editor and axis.text() == "十" and last_visit(book, who).items == "配镜、镜布×2"
    axis.set_text("10")
    press(Key.Key_Return)
    assert [one.said() for one in last_visit(book, who).custom] == ["左眼轴位 10"]


def test_tab_goes_through_the_fields_as_they_are_read(
    visit: VisitPanel, frame: Frame, book: Book, press: Press
) -> None:
    set_up_shop(book, name="", trade="food")
    who = factories.customer(book, "林小满")
    factories.visit(book, who, "30", 3, items="米线")
    record(visit, frame, who)
    passed = []
    for _ in range(5):
        passed.append(held())
        press(Key.Key_Tab)
    table, guests = (at(visit.custom, name).editor for name in ("桌号", "人数"))
    assert passed == [visit.amount, visit.items, table, guests, visit.day], "照上次 has its key"


def test_a_visit_is_corrected_in_its_own_fields(visit: VisitPanel, frame: Frame, book: Book, press: Press) -> None:
    who = glasses(book)
    visit.change(last_visit(book, who).id)
    frame.open_panel(visit)
    at(visit.custom, "右眼球镜").set_text("")
    at(visit.custom, "瞳距").set_text("64mm")
    visit.submit()
    assert [one.said() for one in last_visit(book, who).custom] == ["左眼球镜 −3.00", "瞳距 64 mm"]


def test_what_was_typed_comes_back_with_the_draft(visit: VisitPanel, frame: Frame, book: Book, press: Press) -> None:
    who = glasses(book)
    record(visit, frame, who)
    at(visit.custom, "右眼球镜").set_text("-9")
    press(Key.Key_Escape)
    hide_field(book, field_id=number(book, "left_sphere"), hidden=True)  # other fields are asked for meanwhile
    record(visit, frame, who)
    assert visit.draft_line.isVisible() and at(visit.custom, "右眼球镜").text() == "-9"
    assert "左眼球镜" not in [one.name for one in visit.custom.asked]
    visit.amount.setText("1")
    visit.submit()
    assert [one.said() for one in last_visit(book, who).custom] == ["右眼球镜 −9"]


def test_fields_follow_the_settings(visit: VisitPanel, frame: Frame, book: Book) -> None:
    who = factories.customer(book, "林小满")
    record(visit, frame, who)
    made = add_field(book, owner=Owner.VISIT, kind=Kind.YES_NO, name="带走").id
    assert made is not None
    record(visit, frame, who)
    combo = at(visit.custom, "带走").editor
    assert isinstance(combo, Combo) and [combo.itemText(i) for i in range(combo.count())] == ["不填", "是", "否"]
    change_field(book, field_id=made, name="打包")
    record(visit, frame, who)
    assert [f.label.text() for f in visit.custom.fields.values()] == ["打包"]
    assert [name for name in visit.form.fields if name.startswith("custom")] == ["customer", f"custom{made}"]


# a customer ----------------------------------------------------------------------------------------------------------------


def test_a_pet_is_asked_at_once_and_its_breed_under_more(
    panel: CustomerPanel, frame: Frame, book: Book, press: Press
) -> None:
    set_up_shop(book, name="", trade="pets")
    panel.new()
    frame.open_panel(panel)
    inside = panel.inside
    assert at(inside.searched, "宠物名").isVisible() and not at(inside.custom, "品种").isVisible()
    commit(held(), "王小明")
    at(inside.searched, "宠物名").editor.setFocus()
    commit(held(), "豆豆")
    press(Key.Key_Return)
    (who,) = _found(book, "dd")
    assert [one.said() for one in the_card(book, who).custom] == ["宠物名 豆豆"]


def _found(book: Book, typed: str) -> list[int]:
    from kyuanbook.book.search import search
    from kyuanbook.rules.search_keys import query_words

    with book.read() as sql:
        return search(sql, book.haystack, query_words(typed), 9)


def test_a_problem_under_more_unfolds_it(panel: CustomerPanel, frame: Frame, book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    panel.new("王小明")
    frame.open_panel(panel)
    at(panel.inside.custom, "疫苗到期").set_text("2月30日")
    panel.submit()
    problem = at(panel.inside.custom, "疫苗到期").problem()
    assert panel.inside.shows_more and problem is not None and "日历上没有这一天" in say(problem.message)
    assert at(panel.inside.custom, "疫苗到期").isVisible()


def test_a_day_is_read_back_in_its_field(panel: CustomerPanel, frame: Frame, book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    panel.new()
    frame.open_panel(panel)
    line = at(panel.inside.custom, "疫苗到期").editor
    line.setText("3.5")  # type: ignore[union-attr]
    assert line.echo() == "2026年3月5日 周四"  # type: ignore[union-attr]


def test_a_customer_is_corrected_and_a_word_no_longer_offered_stays(
    panel: CustomerPanel, frame: Frame, book: Book
) -> None:
    set_up_shop(book, name="", trade="hair")
    quality = number(book, "hair_quality")
    who = factories.customer(book, "王小明", custom={quality: "粗硬", number(book, "allergy"): "染膏"})
    change_field(book, field_id=quality, choices="细软，一般")
    panel.edit(who)
    frame.open_panel(panel)
    assert at(panel.inside.custom, "发质").text() == "粗硬" and not panel.changed_by_hand()
    at(panel.inside.custom, "过敏").set_text("")
    panel.submit()
    assert [one.said() for one in the_card(book, who).custom] == ["发质 粗硬"]


def test_a_change_elsewhere_is_taken_field_by_field(panel: CustomerPanel, frame: Frame, book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    pet, breed = number(book, "pet"), number(book, "breed")
    who = factories.customer(book, "王小明", custom={pet: "豆豆", breed: "柯基"})
    heard: list[Done] = []
    panel.done.connect(heard.append)
    panel.edit(who)
    frame.open_panel(panel)
    at(panel.inside.searched, "宠物名").set_text("球球")
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明", custom={breed: "柴犬"}))
    panel.submit()
    assert not heard
    panel.trouble.cure.click()
    panel.submit()
    assert heard and [one.said() for one in the_card(book, who).custom] == ["宠物名 球球", "品种 柴犬"]


def test_nothing_typed_into_them_is_nothing_changed(panel: CustomerPanel, frame: Frame, book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    panel.new()
    frame.open_panel(panel)
    assert not panel.changed_by_hand()
    at(panel.inside.searched, "宠物名").set_text("豆豆")
    assert panel.changed_by_hand()


# the whole window ----------------------------------------------------------------------------------------------------------


def test_as_last_time_stands_in_the_menu_while_a_visit_is_entered(window: MainWindow) -> None:
    assert window.today.shown is not None
    factories.visit(window.book, window.today.shown.calls[0].customer_id, "68", 61, items="剪发")
    assert "F7" not in [act.key for act in window.start().menu.here()]
    window.nav.go_to_card(window.today.shown.calls[0].customer_id)
    who = window.in_hand()
    assert who is not None
    factories.visit(window.book, who, "68", 1, items="剪发")
    window.record_visit()
    (act,) = [act for act in window.start().menu.here() if act.key == "F7"]
    assert act.possible()
    act.do()
    assert window.start().panels.visit.items.words == ["剪发"]
