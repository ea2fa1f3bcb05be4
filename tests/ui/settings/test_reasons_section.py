"""设置, 流失原因: added, renamed, put away, ordered; and the share left alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.lapse import reasons
from kyuanbook.ui.settings.page import REASONS, SettingsPage
from kyuanbook.ui.settings.reasons_section import ReasonsSection
from tests.ui.conftest import held, listed

Press = Callable[..., None]


@pytest.fixture
def section(page: SettingsPage) -> ReasonsSection:
    page.show_section(REASONS)
    page.take_focus()
    return page.reasons


def offered(book: Book) -> list[str]:
    with book.read() as sql:
        return [one.name for one in reasons(sql)]


def test_a_reason_is_added_renamed_ordered_and_put_away(section: ReasonsSection, book: Book, press: Press) -> None:
    assert held() is section.line
    section.line.setText("门口修路")
    press(Qt.Key.Key_Return)
    assert offered(book)[-1] == "门口修路" and section.line.text() == ""
    section.list.setFocus()
    section.list.go_to(section.rows[0].id)
    press(Qt.Key.Key_Down, keys=Qt.KeyboardModifier.ControlModifier)
    assert offered(book)[:2] == ["质量", "价格"]
    press(Qt.Key.Key_Up, keys=Qt.KeyboardModifier.ControlModifier)
    assert offered(book)[:2] == ["价格", "质量"]
    section.edit(section.rows[0].id)
    section.line.setText("质量")
    section.store()
    assert section.form.fields["name"].problem() is not None
    section.line.setText("嫌贵")
    section.store()
    assert offered(book)[0] == "嫌贵" and section.editing is None
    section.list.setFocus()
    press(Qt.Key.Key_Delete)
    assert "嫌贵" not in offered(book) and any("嫌贵" in line and "已停用" in line for line in listed(section.list))
    assert section.away.words() == "重新启用"
    section.away.click()
    assert "嫌贵" in offered(book)


def test_esc_gives_up_a_change_of_name(section: ReasonsSection, page: SettingsPage) -> None:
    section.edit(section.rows[0].id)
    section.line.setText("别的")
    assert page.back_out() and section.editing is None and section.line.text() == ""
    assert not page.back_out()


def test_a_share_is_left_alone_only_if_the_owner_wants_it(section: ReasonsSection, book: Book) -> None:
    def share() -> float:
        with book.read() as sql:
            return shop.settings(sql).hold_back

    assert share() == 0 and not section.held.isChecked() and not section.share.isEnabled()
    assert section.share.choice() == "20"
    section.held.click()
    assert share() == 0.2 and section.share.isEnabled()
    assert "20%" in section.needed.text() and "357" in section.needed.text()
    section.share.choose("50")
    section.share.chosen.emit("50")
    assert share() == 0.5 and "226" in section.needed.text()
    section.held.click()
    assert share() == 0
