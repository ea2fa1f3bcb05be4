"""来源报表 and 月报 in the whole window: every act by key and in the menu; looked at, saved, kept, had again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kyuanbook.actions.month_report import kept_of
from kyuanbook.book.book import Book
from kyuanbook.rules.lapses import month_of
from kyuanbook.rules.periods import Span
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.printing.report_page import NOW, ReportPage
from kyuanbook.ui.shell.navigation import CUSTOMERS, SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.report_section import ReportSection
from kyuanbook.ui.sources.sections import REPORT
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, Clock, typed_day, visit
from tests.book.planted import GOOD, planted
from tests.paper.reading import text_of
from tests.ui.conftest import held
from tests.ui.shell.test_every_act import NO_ACTS, acts_now, buttons


def part(window: MainWindow) -> ReportSection:
    window.nav.go(SOURCES)
    page = window.page()
    assert isinstance(page, SourcesPage)
    page.show_section(REPORT)
    section = page.section()
    assert isinstance(section, ReportSection)
    return section


def on_report(window: MainWindow) -> None:
    planted(window.book)
    part(window)
    page = window.page()
    assert page is not None
    page.take_focus()


def on_month(window: MainWindow) -> None:
    on_report(window)
    part(window).want_month()


def on_paper(window: MainWindow) -> None:
    on_report(window)
    part(window).want_paper()


TURNS = pytest.mark.parametrize("turn", [on_report, on_month, on_paper])


@TURNS
def test_whatever_is_clicked_has_a_key_and_stands_in_the_menu(
    window: MainWindow, turn: Callable[[MainWindow], None]
) -> None:
    turn(window)
    known = acts_now(window) | {"打印": "Ctrl+P"}
    for button in [b for b in buttons(window.frame) if b.window() is window and b.words() not in NO_ACTS]:
        assert button.key, button.words()
        assert known[button.words()] == button.key


@TURNS
def test_no_key_does_two_things(window: MainWindow, turn: Callable[[MainWindow], None]) -> None:
    turn(window)
    works, meant = window.start(), dict[str, set[str]]()
    for act in (*works.menu.here(), *works.menu.acts()):
        meant.setdefault(act.key, set()).add(act.name())
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}


def report_page(window: MainWindow) -> ReportPage:
    page = window.page()
    assert isinstance(page, ReportPage)
    return page


@pytest.mark.parametrize(("keys", "title"), [("Ctrl+Shift+U", "月报"), ("Ctrl+Shift+Y", "来源报表"), ("Ctrl+P", "来源报表")])
def test_by_its_keys_on_paper(window: MainWindow, keys: str, title: str) -> None:
    on_report(window)
    QTest.keySequence(held(), QKeySequence(keys))
    page = report_page(window)
    assert page.title.words.text() == title and page.preview.page_count() >= 1
    window.back_out()
    assert window.frame.shown() == SOURCES


def test_a_figure_leads_to_its_people_and_esc_back(window: MainWindow) -> None:
    on_report(window)
    section = part(window)
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, CustomersPage) and window.frame.shown() == CUSTOMERS and page.people is not None
    assert len(page.table.paged.ids()) == len(section.table.rows[0].now.won)


def test_a_month_is_kept_when_it_is_saved_and_can_be_had_again(
    window: MainWindow, book: Book, tmp_path: Path, clock: Clock
) -> None:
    on_month(window)
    page = report_page(window)
    QTest.keySequence(held(), QKeySequence("Alt+PgUp"))
    month = month_of(DAY) - 1
    assert page.month == month and page.words.text() == "2026年2月"
    first = page.preview.paper.data if page.preview.paper else b""
    assert not kept_of(book, month)
    page.preview.save_to(str(tmp_path / "二月.pdf"))
    (kept,) = kept_of(book, month)
    assert (tmp_path / "二月.pdf").read_bytes() == first and page.versions.isVisible()
    clock.day += 20
    with book.read() as sql:
        who = sql.value("SELECT id FROM customer WHERE name = :name", name=f"{GOOD}0")
    visit(book, who, "777", ago=40)
    page.refresh()
    assert page.preview.paper is not None and page.preview.paper.data != first
    page.versions.choose(str(kept.id))
    page.versions.chosen.emit(str(kept.id))
    assert page.preview.paper.data == first and "2026年2月月报" in text_of(first)
    assert page.versions.choice() != NOW
    page.preview.save_to(str(tmp_path / "又一份.pdf"))
    assert len(kept_of(book, month)) == 1  # what was printed before is not kept twice


def test_no_month_to_come(window: MainWindow) -> None:
    on_month(window)
    page = report_page(window)
    page.step(1)
    assert page.month == month_of(DAY) and not page.after.isEnabled()


def test_where_nothing_happened_ctrl_p_prints_a_list_as_everywhere(window: MainWindow) -> None:
    section = part(window)
    section.only.choose("partner")
    section.only.chosen.emit("partner")
    assert section.empty.isVisible() and not section.print_own()


def test_choosing_what_to_look_at_leaves_the_keyboard_there(window: MainWindow) -> None:
    """One filter is chosen after the other; the table is one key away."""
    on_report(window)
    section = part(window)
    assert section.table.hasFocus(), "on coming here it begins in the table"
    for combo in (section.by, section.only, section.which):
        combo.setFocus()
        before, seen = combo.choice(), section.found
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.choice() != before and section.found is not seen and combo.hasFocus()


def test_days_of_ones_own_are_typed_at_once(window: MainWindow) -> None:
    on_report(window)
    period = part(window).period
    period.spans.setFocus()
    period.spans.choose(Span.DAYS.value)
    period.spans.chosen.emit(Span.DAYS.value)
    assert period.first.hasFocus() and period.first.selectedText() == period.first.text() != ""
    QTest.keyClicks(period.first, typed_day(DAY - 40))
    QTest.keyClick(period.first, Qt.Key.Key_Return)
    assert period.period.first == DAY - 40 and period.first.hasFocus()
