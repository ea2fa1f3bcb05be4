"""What the menu of a customer's row offers, on every page alike; and the menus of 今日 and of the search."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from kyuanbook.language import tr
from kyuanbook.ui.kit.search_popup import SearchPopup
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.today import TodayPage
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.menu import FEEDBACK_KEY, MERGE_KEY, REPLY_KEY, Act, Fold, Group
from kyuanbook.ui.shell.row_menu import Groups, RowMenu, is_menu_key


def about_customer(page: BookPage) -> Group:
    """Opening, a visit, corrections: of the customer in hand on ``page``."""
    customer = page.in_hand()
    if customer is None:
        return ()

    def wants(signal: object) -> Callable[[], object]:
        return lambda: signal.emit(customer)  # type: ignore[attr-defined]  # a bound signal of the page

    return (
        Act(tr("打开"), "Enter", wants(page.card_wanted), bind=False),
        Act(tr("记到店"), "F3", wants(page.visit_wanted), bind=False),
        Act(tr("记联系"), "F5", wants(page.touch_wanted), bind=False),
        Act(tr("改资料"), "F2", wants(page.edit_wanted), bind=False),
        Fold(tr("更多"), _seldom(page, customer, wants)),
    )


def _seldom(page: BookPage, customer: int, wants: Callable[[object], Callable[[], object]]) -> tuple[Act, ...]:
    return (
        Act(tr("记满意度"), FEEDBACK_KEY, wants(page.feedback_wanted), bind=False),
        Act(tr("录问卷"), REPLY_KEY, wants(page.reply_wanted), bind=False),
        Act(tr("手工标注"), "Ctrl+D", wants(page.pin_wanted), bind=False),
        Act(tr("标等级"), "Ctrl+G", wants(page.tier_wanted), bind=False),
        Act(tr("流失原因"), "Ctrl+W", wants(page.reason_wanted), bind=False),
        Act(tr("安排回访"), "Ctrl+Shift+H", wants(page.plan_wanted), bind=False),
        Act(tr("合并客户"), MERGE_KEY, wants(page.merge_wanted), bind=False),
        Act(tr("记挽回"), "Ctrl+J", lambda: page.attempt_wanted.emit(tuple(page.picked()) or (customer,)), bind=False),
    )


def join_row_menus(desk: Desk, popup: SearchPopup) -> None:
    """The menus of the lists that stand from the start."""
    today = desk.today
    RowMenu(today.calls.list, lambda: _call(desk, today))
    RowMenu(today.came, lambda: _visit(desk, today))
    for rows in today.side.lists():
        if rows is not today.came:
            RowMenu(rows, lambda: _person(desk, today))
    today.side.made.connect(lambda rows: RowMenu(rows, lambda: _person(desk, today)))
    _MenuKey(popup, RowMenu(popup.list, lambda: _found(popup)))


def _call(desk: Desk, today: TodayPage) -> Groups:
    about, throw = _person(desk, today)
    return (about, (Act(tr("打印名单"), "Ctrl+P", desk.print_list, bind=False), *throw))


def _person(desk: Desk, today: TodayPage) -> Groups:
    tag = Act(tr("加标签"), "Ctrl+T", desk.tag_picked, bind=False)
    return ((*about_customer(today), tag), (Act(tr("移到回收站"), "Delete", desk.delete, bind=False),))


def _visit(desk: Desk, today: TodayPage) -> Groups:
    if today.visit_in_hand() is None:
        return ()
    change = Act(tr("改这次到店"), "Ctrl+E", desk.edit_visit, bind=False)
    return (about_customer(today), (change, Act(tr("移到回收站"), "Delete", desk.delete, bind=False)))


def _found(popup: SearchPopup) -> Groups:
    found = popup.current()
    if found is None:
        return ()
    if found.coded:
        return (
            (
                Act(tr("新客户"), "Enter", lambda: popup.open_found(found), bind=False),
                Act(tr("记到店"), "F3", lambda: popup.open_found(found, visit=True), bind=False),
            ),
        )
    return (
        (
            Act(tr("打开"), "Enter", lambda: popup.leave_to(popup.opened, found.id), bind=False),
            Act(tr("记到店"), "F3", lambda: popup.leave_to(popup.visit_wanted, found.id), bind=False),
        ),
    )


class _MenuKey(QObject):
    """The focus stays in the search box: its menu key means the row in hand while the list stands open."""

    def __init__(self, popup: SearchPopup, menu: RowMenu) -> None:
        super().__init__(popup)
        self._popup, self._menu = popup, menu
        popup.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only the key; a right click on the box is the line's own."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_menu_key(event)
        if pressed and self._popup.current() is not None:
            self._menu.open_at_row()
            return True
        return False
