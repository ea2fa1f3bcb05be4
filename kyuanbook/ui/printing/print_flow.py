"""Ctrl P from any page: the customers picked, else what the page in front shows, drawn up as a list to look at."""

from typing import Final

from kyuanbook.book.queries import calls
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.print_page import PrintPage, Wanted
from kyuanbook.ui.printing.register_page import REGISTER, RegisterPage
from kyuanbook.ui.shell.desk import Desk

PRINT: Final = "print"


def open_print(desk: Desk) -> None:
    """Show the list; pressed again there, print it."""
    page = desk.page()
    if isinstance(page, PrintPage | RegisterPage):
        page.print_now()
        return
    if page is not None and page.prints_register:
        open_register(desk)
        return
    open_list(desk, wanted_of(page, desk.shop.calls_per_day))


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


def open_register(desk: Desk) -> None:
    """当日到店登记表, empty, to be looked at and printed."""
    if not desk.frame.has_page(REGISTER):
        made = RegisterPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(REGISTER, desk.join(made))
    desk.frame.open_under(REGISTER, desk.frame.shown())
    desk.nav.go(REGISTER)


def wanted_of(page: BookPage | None, calls_per_day: int) -> Wanted:
    """What a list is of that is asked for on ``page``."""
    picked = tuple(page.picked()) if page is not None else ()
    due = getattr(page, "due_people", None)
    if not picked and callable(due):  # 回访: whom it lists
        picked = due()
    if picked:
        return Wanted(picked=picked)
    chosen = getattr(page, "chosen", None)
    if callable(chosen):  # 客户: the whole of what is filtered there
        return wanted_within(chosen())
    return Wanted(kind=calls.CALLS, chosen=EVERYBODY)


def wanted_within(chosen: Filter) -> Wanted:
    """A list of all of a filter."""
    return Wanted(kind=calls.ALL if chosen.stage is None else chosen.stage.value, chosen=chosen)
