"""设置 → 自定义 by keyboard, each change undoable."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.custom import add_field
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.queries import custom
from kyuanbook.language import say
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce, Task
from kyuanbook.ui.settings.custom_section import CustomSection
from kyuanbook.ui.settings.page import CUSTOM, SettingsPage
from tests.book import factories
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Press = Callable[..., None]


@pytest.fixture
def section(page: SettingsPage, book: Book) -> CustomSection:
    set_up_shop(book, name="", trade="pets")
    page.show_section(CUSTOM)
    page.take_focus()
    return page.custom


def fields(book: Book) -> list[FieldRow]:
    with book.read() as sql:
        return custom.fields(sql, hidden=True)


def names(book: Book) -> list[str]:
    return [one.name for one in fields(book) if not one.hidden]


def test_it_lists_what_is_asked_for(section: CustomSection, book: Book) -> None:
    factories.customer(book, "王小明", custom={fields(book)[0].id: "豆豆"})
    section.read()
    assert listed(section.list)[0] == "每位客户，宠物名，文字，能搜索，记了 1 次"
    assert listed(section.list)[3] == "每次到店，体重，数字 kg"
    assert held() is section.list and section.offer_row.isHidden() and not section.empty.isVisible()


def test_a_field_is_added_by_keyboard(section: CustomSection, book: Book, frame: Frame, press: Press) -> None:
    section.name.setFocus()
    commit(held(), "芯片号")
    press(Key.Key_Tab, 3)
    assert held() is section.searchable
    press(Key.Key_Space)
    section.name.setFocus()
    press(Key.Key_Return)
    made = fields(book)[-1]
    assert (made.name, made.owner, made.kind, made.searchable) == ("芯片号", Owner.CUSTOMER, Kind.TEXT, True)
    assert held() is section.name and section.name.text() == "" and not section.searchable.isChecked()
    assert "加自定义项目“芯片号”" in frame.notice.text()
    undo(book)
    assert len(fields(book)) == 4


def test_a_choice_is_typed_as_words(section: CustomSection, book: Book, press: Press) -> None:
    assert not section.choices.isVisible() and not section.unit.isVisible()
    section.kind.setFocus()
    while section.kind.choice() != Kind.CHOICE.value:
        press(Key.Key_Down)
        section.kind.activated.emit(section.kind.currentIndex())
    assert section.choices.isVisible() and section.searchable.isVisible()
    section.name.setText("性别")
    section.choices.setFocus()
    commit(held(), "公，母，已绝育")
    press(Key.Key_Return)
    assert fields(book)[-1].choices == ("公", "母", "已绝育")
    assert listed(section.list)[-1] == "每位客户，性别，选一个：公、母、已绝育"


def choose(section: CustomSection, owner: Owner, kind: Kind) -> None:
    for combo, key in ((section.owner, owner.value), (section.kind, kind.value)):
        combo.choose(key)
        combo.chosen.emit(key)


def test_only_what_a_kind_has_is_asked(section: CustomSection) -> None:
    def asked() -> tuple[bool, bool, bool]:
        return section.choices.isVisible(), section.unit.isVisible(), section.searchable.isVisible()

    choose(section, Owner.CUSTOMER, Kind.NUMBER)
    assert asked() == (False, True, True)
    choose(section, Owner.VISIT, Kind.NUMBER)
    assert asked() == (False, True, False)
    choose(section, Owner.CUSTOMER, Kind.DATE)
    assert asked() == (False, False, False)


def test_what_is_wrong_is_said_beside_it(section: CustomSection, book: Book) -> None:
    section.name.setText("宠物名")
    section.store()
    problem = section.form.fields["name"].problem()
    assert problem is not None and "宠物名" in say(problem.message)
    choose(section, Owner.CUSTOMER, Kind.CHOICE)
    section.name.setText("性别")
    section.store()
    assert section.form.fields["choices"].problem() is not None and len(fields(book)) == 4


def test_a_field_is_renamed_and_keeps_its_kind(section: CustomSection, book: Book, press: Press) -> None:
    press(Key.Key_Return)
    assert held() is section.name and section.name.selectedText() == "宠物名"
    assert not section.kind.isEnabled() and section.searchable.isChecked()
    commit(held(), "狗名")
    press(Key.Key_Return)
    assert names(book)[0] == "狗名" and held() is section.list and section.editing is None
    undo(book)
    assert names(book)[0] == "宠物名"


def test_saving_it_unchanged_leaves_its_name_in_the_owner_s_language(section: CustomSection, book: Book) -> None:
    section.edit(fields(book)[0].id)
    section.store()
    with book.read() as sql:
        assert sql.value("SELECT name FROM custom_field WHERE code = 'pet'") == ""


def test_esc_gives_a_change_up(page: SettingsPage, section: CustomSection, book: Book, press: Press) -> None:
    press(Key.Key_Return)
    commit(held(), "别的")
    assert page.back_out() and not page.back_out()
    assert names(book)[0] == "宠物名" and section.name.text() == ""


def test_order_and_putting_away_by_keyboard(section: CustomSection, book: Book, press: Press) -> None:
    press(Key.Key_Down, keys=CONTROL)
    assert names(book)[:2] == ["品种", "宠物名"] and section.list.currentIndex().row() == 1
    press(Key.Key_Up, keys=CONTROL)
    assert names(book)[0] == "宠物名"
    press(Key.Key_Delete)
    assert names(book)[0] == "品种" and section.away.words() == "重新启用"
    assert "已停用" in listed(section.list)[0] and section.list_head.note.text() == "3 项，另停用 1 项"
    press(Key.Key_Delete)
    assert names(book)[0] == "宠物名"


def test_what_the_trade_brings_is_offered_to_a_book_without_it(page: SettingsPage, book: Book, press: Press) -> None:
    set_up_shop(book, name="", trade="pets")
    undo(book)
    page.show_section(CUSTOM)
    section = page.custom
    page.take_focus()
    assert held() is section.name and section.empty.isVisible() and not section.list.isVisible()
    assert section.offered == [] and section.offer_row.isHidden()  # 其他 brings nothing
    with book.write("set_shop") as unit:
        from kyuanbook.book.tables import Setting

        unit.insert(Setting, name="trade", value='"pets"')
    page.refresh()
    assert section.offer.text() == "同行常记的还有：宠物名、品种、疫苗到期、体重"
    QTest.keyClick(held(), Key.Key_A, CONTROL | SHIFT)
    assert names(book) == ["宠物名", "品种", "疫苗到期", "体重"] and section.offer_row.isHidden()


class Later(AtOnce):
    """Does a job only when it is told to, as a thread that has not come to it yet."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def run(self, job, done, failed, **more) -> Task:  # type: ignore[no-untyped-def]
        self.waiting.append(lambda: AtOnce.run(self, job, done, failed, **more))
        return Task()


def test_many_customers_are_found_otherwise_behind_the_window(section: CustomSection, book: Book) -> None:
    section.runner = later = Later()
    section.edit(fields(book)[0].id)
    section.searchable.click()
    section.store()
    section.store()  # Enter twice
    assert len(later.waiting) == 1 and fields(book)[0].searchable and section.editing is not None
    later.waiting.pop()()
    assert not fields(book)[0].searchable and section.editing is None
    section.edit(fields(book)[0].id)
    section.name.setText("品种")
    section.store()
    later.waiting.pop()()
    assert section.form.fields["name"].problem() is not None and section.editing is not None


def test_a_field_taken_back_while_it_is_changed(section: CustomSection, book: Book) -> None:
    made = add_field(book, owner=Owner.VISIT, kind=Kind.TEXT, name="疫苗名").id
    assert made is not None
    section.read()
    section.edit(made)
    undo(book)
    section.read()
    assert section.editing is None and section.kind.isEnabled()
