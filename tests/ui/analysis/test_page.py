"""分析: its parts one at a time, and the way to the people behind a figure."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.customers import Filter
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import ACCURACY, SECTIONS
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.navigation import ANALYSIS, CUSTOMERS
from kyuanbook.ui.window import MainWindow

Press = Callable[..., None]


def analysis(window: MainWindow) -> AnalysisPage:
    window.nav.go(ANALYSIS)
    page = window.page()
    assert isinstance(page, AnalysisPage)
    return page


def customers(window: MainWindow) -> CustomersPage:
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


def test_a_part_is_made_when_it_is_first_shown(page: AnalysisPage) -> None:
    assert page.parts() == tuple(key for key, _, _ in SECTIONS)
    assert list(page._sections) == [page.chips.choice()]
    for key in page.parts():
        page.show_section(key)
        assert page.topic == f"analysis-{key}" and page.section() is page.part(key)


def test_the_part_in_front_is_found_again(page: AnalysisPage) -> None:
    page.show_section(ACCURACY)
    assert page.to_remember() == {"section": ACCURACY}
    page.recall({"section": "no such part"})
    page.recall(page.to_remember())
    assert page.section() is page.part(ACCURACY)


def test_the_people_behind_a_figure_are_shown_and_left_again(window: MainWindow, press: Press) -> None:
    analysis(window).people_wanted.emit(People("几位要紧的人", Filter(ids=(3, 1, 999))))
    page = customers(window)
    assert page.title.words.text() == "几位要紧的人" and page.title.note.text() == "2 位"
    assert set(page.model.ids()) == {1, 3} and page.accessibleName() == "客户"
    assert page.show_all_link.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.title.words.text() == "客户" and len(page.model.ids()) > 2
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == ANALYSIS


def test_chips_choose_and_count_among_the_people_shown(window: MainWindow, shop: Book) -> None:
    analysis(window).people_wanted.emit(People("两位", Filter(ids=(1, 3))))
    page = customers(window)
    with shop.read() as sql:
        from kyuanbook.book.queries.customers import customer_rows

        stage = customer_rows(sql, [1], shop.today())[0].stage
    page.chips.choose(stage.value)
    page.chips.chosen.emit(stage.value)
    assert 1 in page.model.ids() and set(page.model.ids()) <= {1, 3}
    assert page.title.note.text().endswith("共 2 位")
    assert page.chips._chips[""].choice.count == 2


def test_a_filter_is_shown_under_its_title(window: MainWindow) -> None:
    analysis(window).people_wanted.emit(People("流失的", Filter(stage=Stage.LAPSED)))
    page = customers(window)
    assert page.title.words.text() == "流失的" and page.chosen() == Filter(stage=Stage.LAPSED)


def test_a_list_of_the_people_behind_a_figure_is_printed(window: MainWindow) -> None:
    analysis(window).list_wanted.emit(People("两位", Filter(ids=(1, 3))))
    page = window.page()
    assert isinstance(page, PrintPage) and page.wanted.chosen == Filter(ids=(1, 3))


def test_back_leads_to_the_analysis(window: MainWindow) -> None:
    window.nav.go(CUSTOMERS)
    analysis(window)
    window.nav.back()
    assert window.frame.shown() == CUSTOMERS
