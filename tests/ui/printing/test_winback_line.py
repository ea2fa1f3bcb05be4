"""Over a list of those who stay away: how many are left alone, turned off for one list, and a call noted of all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries import calls
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.print_page import PrintPage, Wanted
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from tests.book.factories import DAY, bulk_shop

LAPSED = Wanted(kind="lapsed")


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame, tmp_path: Path) -> Iterator[PrintPage]:
    bulk_shop(book, [(f"客{i}", f"138{i:08}", [(DAY - 300 - 7 * v, 1000) for v in range(4)]) for i in range(20)])
    hub = Hub(book)
    made = PrintPage(theme, book, hub, Acts(book, frame), Memory(tmp_path / "settings.json"), AtOnce())
    frame.add_page("print", made, tab="today")
    frame.show_page("print")
    yield made
    hub.stop()


def rows(book: Book, what: str) -> int:
    with book.read() as sql:
        return int(sql.value(f"SELECT count(*) FROM win_back WHERE {what}"))


def test_by_default_nobody_is_left_alone_and_nothing_noted(page: PrintPage, book: Book) -> None:
    page.show_list(LAPSED)
    assert page.winback.isVisible() and page.winback.words.text() == "" and not page.winback.turn.isVisible()
    assert page.keep() and rows(book, "1") == 0


def test_it_says_how_many_are_left_alone_and_why(page: PrintPage, book: Book) -> None:
    set_shop(book, hold_back=0.2)
    page.show_list(LAPSED)
    assert page.drawn is not None and len(page.drawn.draft.rows) == 16
    assert "抽签留下 4 位不打" in page.winback.words.text() and "电话有没有用" in page.winback.words.text()
    page.winback.turn.click()
    assert page.drawn is not None and len(page.drawn.draft.rows) == 20
    assert "全都打" in page.winback.words.text() and page.winback.turn.words() == "还是留几位"
    page.limits.choose("10")
    page._choose()
    assert page.drawn.draft.held == ()
    page.winback.turn.click()
    assert page.drawn is not None and len(page.drawn.draft.rows) == 10 and len(page.drawn.draft.held) in (2, 3)
    assert page.keep()
    assert rows(book, "held = 1") == len(page.drawn.draft.held) and not page.winback.turn.isVisible()
    page.show_list(LAPSED)
    assert page.winback.holds


def test_a_list_too_short_to_leave_anybody_alone_says_so(page: PrintPage, book: Book) -> None:
    """Silence would pass for a comparison that goes on."""
    set_shop(book, hold_back=0.2)
    page.show_list(Wanted(kind="lapsed", limit=2))
    assert page.winback.words.text() == "这份名单只有 2 位，太短，抽不出人留下，这次全都打。"
    assert page.winback.words.isVisible() and not page.winback.turn.isVisible()
    page.show_list(LAPSED)
    assert "抽签留下 4 位" in page.winback.words.text() and page.keep()
    page.show_list(LAPSED)
    assert page.winback.words.text() == "这些人最近都上过名单，不再抽人留下，这次全都打。"
    bulk_shop(book, [("新到期", "13999999999", [(DAY - 300 - 7 * v, 1000) for v in range(4)])])
    page.show_list(LAPSED)
    assert page.winback.words.text() == "最近没上过名单的只有 1 位，太少，抽不出人留下，这次全都打。"
    set_shop(book, hold_back=0.0)
    page.show_list(LAPSED)
    assert page.winback.words.text() == ""


def test_a_call_is_noted_of_all_in_one_stroke(page: PrintPage, book: Book) -> None:
    page.show_list(LAPSED)
    page.winback.note.click()
    assert page.keep() and page.keep()
    assert rows(book, "held = 0 AND list_id = 1 AND measure = 'call'") == 20
    assert page.drawn is not None and page.drawn.done is not None
    assert page.drawn.done.changed.undoable and page.drawn.done.id == 1
    undo(book)
    assert rows(book, "1") == 0
    page.show_list(LAPSED)
    assert not page.winback.note.isChecked()


def test_over_other_lists_it_does_not_stand(page: PrintPage, book: Book) -> None:
    set_shop(book, hold_back=0.2)
    page.show_list(Wanted(kind=calls.ALL))
    assert not page.winback.isVisible() and page.drawn is not None and page.drawn.draft.held == ()
    page.winback.note.setChecked(True)
    assert page.keep() and rows(book, "1") == 0
    page.show_list(Wanted(picked=(1, 2, 3)))
    assert not page.winback.isVisible()
