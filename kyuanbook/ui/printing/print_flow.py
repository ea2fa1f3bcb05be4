"""Ctrl P from any page: the customers picked, else what the page in front shows, drawn up as a list to look at."""

from typing import Final

from kyuanbook.actions import handouts
from kyuanbook.book.queries import calls
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.flyer_page import FLYER, FlyerPage
from kyuanbook.ui.printing.forms_page import FORMS, FormsPage
from kyuanbook.ui.printing.network_page import NetworkPaperPage
from kyuanbook.ui.printing.papers_page import PAPERS, Papers, PapersPage
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.printing.register_page import REGISTER, RegisterPage
from kyuanbook.ui.printing.report_page import REPORT, ReportPage
from kyuanbook.ui.printing.report_page import Wanted as WantedReport
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.navigation import CARD, LIST
from kyuanbook.ui.sources.paper_page import PaperPage

PRINT: Final = "print"


def open_print(desk: Desk) -> None:
    """Show the list; pressed again there, print it."""
    page = desk.page()
    if isinstance(
        page,
        PrintPage | RegisterPage | ListPage | FormsPage | FlyerPage | PaperPage | PapersPage | NetworkPaperPage | ReportPage,
    ):
        page.print_now()
        return
    own = getattr(page, "print_own", None)
    if callable(own) and own():
        return
    if page is not None and page.prints_register:
        open_register(desk)
        return
    typed = desk.frame.search.text().strip() if desk.frame.search.hasFocus() else ""
    open_list(desk, Wanted(typed=typed) if typed else wanted_of(page, card=desk.nav.here()[0] == CARD))


def open_list(desk: Desk, wanted: Wanted) -> None:
    """Show a list of those."""
    if not desk.frame.has_page(PRINT):
        made = PrintPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(PRINT, desk.join(made))
    desk.frame.open_under(PRINT, desk.frame.shown())
    shown = desk.nav.page(PRINT)
    assert isinstance(shown, PrintPage)
    shown.show_list(wanted)
    desk.nav.go(PRINT)


def open_printed(desk: Desk, number: int) -> None:
    """A printed list, as it was printed. Nothing opens when there is none of that number: that is said."""
    if not desk.frame.has_page(LIST):
        made = ListPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(LIST, desk.join(made))
    shown = desk.nav.page(LIST)
    assert isinstance(shown, ListPage)
    if shown.show_list(number):
        desk.frame.open_under(LIST, desk.frame.shown())
        desk.nav.go(LIST)


def open_register(desk: Desk) -> None:
    """当日到店登记表, empty, to be looked at and printed."""
    if not desk.frame.has_page(REGISTER):
        made = RegisterPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(REGISTER, desk.join(made))
    desk.frame.open_under(REGISTER, desk.frame.shown())
    desk.nav.go(REGISTER)


def open_forms(desk: Desk, form: str = "") -> None:
    """满意度小票 and 问卷, for the picked or empty; ``form``: which to begin with."""
    page = desk.page()
    if isinstance(page, FormsPage):
        page.print_now()
        return
    picked = tuple(page.picked()) if page is not None else ()
    if not desk.frame.has_page(FORMS):
        made = FormsPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(FORMS, desk.join(made))
    desk.frame.open_under(FORMS, desk.frame.shown())
    shown = desk.nav.page(FORMS)
    assert isinstance(shown, FormsPage)
    shown.show_forms(form, picked)
    desk.nav.go(FORMS)


def open_flyer(desk: Desk, campaign_id: int) -> None:
    """The flyer or coupon of a campaign, to be looked at and printed."""
    if not desk.frame.has_page(FLYER):
        made = FlyerPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(FLYER, desk.join(made))
    desk.frame.open_under(FLYER, desk.frame.shown())
    shown = desk.nav.page(FLYER)
    assert isinstance(shown, FlyerPage)
    shown.show_campaign(campaign_id)
    desk.nav.go(FLYER)


def open_papers(desk: Desk, papers: Papers) -> None:
    """Whatever is to be printed, to be looked at first."""
    if not desk.frame.has_page(PAPERS):
        made = PapersPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(PAPERS, desk.join(made))
    desk.frame.open_under(PAPERS, desk.frame.shown())
    shown = desk.nav.page(PAPERS)
    assert isinstance(shown, PapersPage)
    shown.show_papers(papers)
    desk.nav.go(PAPERS)


def open_report(desk: Desk, wanted: int | WantedReport) -> None:
    """月报 of the month in which a day lies, or a 来源报表."""
    if not desk.frame.has_page(REPORT):
        made = ReportPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(REPORT, desk.join(made))
    desk.frame.open_under(REPORT, desk.frame.shown())
    shown = desk.nav.page(REPORT)
    assert isinstance(shown, ReportPage)
    if isinstance(wanted, WantedReport):
        shown.show_report(wanted)
    else:
        shown.show_month(wanted)
    desk.nav.go(REPORT)


def wanted_of(page: BookPage | None, *, card: bool = False) -> Wanted:
    """What a list is of that is asked for on ``page``; on a ``card`` it is the card. A page that knows better says so by
    ``wanted_list``."""
    own = getattr(page, "wanted_list", None)
    if callable(own) and (found := own()) is not None:
        assert isinstance(found, Wanted)
        return found
    customer = page.in_hand() if page is not None and card else None
    if customer is not None:
        return Wanted(picked=(customer,), form=handouts.CARDS)
    picked = tuple(page.picked()) if page is not None else ()
    if picked:
        return Wanted(picked=picked)
    chosen = getattr(page, "chosen", None)
    if callable(chosen):  # 客户: the whole of what is filtered there
        people = getattr(page, "people", None)
        return wanted_within(chosen(), people.title if people is not None else "")
    return Wanted(kind=calls.CALLS, chosen=EVERYBODY)


def wanted_within(chosen: Filter, name: str = "") -> Wanted:
    """A list of all of a filter; ``name``: what they are called together."""
    return Wanted(kind=calls.ALL if chosen.stage is None else chosen.stage.value, chosen=chosen, name=name)
