"""The main window: puts the frame, the pages and their works together. The first picture needs little; the rest follows it."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.queries import shop
from kyuanbook.language import tr, tr_as
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.tabs import Tab
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.today import TodayPage
from kyuanbook.ui.shell import place
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import (
    ANALYSIS,
    BIN,
    CARD,
    CATCH_UP,
    CUSTOMERS,
    FOLLOW_UPS,
    HELP,
    IMPORT,
    LISTS,
    RESULTS,
    SETTINGS,
    SOURCES,
    TODAY,
    Navigation,
)
from kyuanbook.ui.shell.recall import Recall

if TYPE_CHECKING:
    from kyuanbook.ui.kit.runner import Runs
    from kyuanbook.ui.shell.works import Works

SIZE: Final = QSize(1366, 768)
LEAST: Final = QSize(760, 520)


class MainWindow(QMainWindow):
    """``painted``: the first picture has been shown. ``closed``: the owner closed it; the book may be closed now.

    ``reopen_wanted``: close the book, do this with its file, open what it gives (恢复, 换电脑, another book).
    """

    painted = Signal()
    closed = Signal()
    reopen_wanted = Signal(object)

    def __init__(self, book: Book, theme: Theme, memory: Memory, runner: Callable[[], "Runs"]) -> None:
        super().__init__()
        self.book, self.theme, self.memory, self._runner = book, theme, memory, runner
        privacy.turn(memory.now.private)
        with book.read() as sql:
            self.shop = shop.settings(sql)
        self.frame = Frame(theme, shop=self.shop.name or tr("客源本"), tabs=_tabs(), foot=_foot(), parent=self)
        self.setCentralWidget(self.frame)
        self.hub = Hub(book, self)
        self.acts = Acts(book, self.frame, self, runner)
        self.today = TodayPage(theme, book, self.hub, self.acts, self.frame.stack)
        self.recall = Recall(self.frame, memory)
        makers = self._makers()
        self.nav = Navigation(self.frame, {key: self.recall.making(key, make) for key, make in makers.items()})
        self.works: Works | None = None
        self._close_anyway = False
        self._shop_shown: tuple[str, bool] | None = None
        self.frame.opened.connect(self._open_tab)
        self.hub.changed.connect(self._book_changed)
        self.join(self.today)
        self.frame.installEventFilter(self)
        self._take_place()
        self.nav.go(TODAY)
        self._show_shop()

    def _take_place(self) -> None:
        """Where and how large it stood last time; else as large as the screen kindly allows."""
        primary = QGuiApplication.primaryScreen()
        screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
        boxes = [place.Box(*screen.availableGeometry().getRect()) for screen in screens]
        before = place.read(self.memory.now.window)
        if before is None:
            room = place.room(boxes[0]) if boxes else None  # a PC whose screen is off tells of none
            self.resize(SIZE if room is None else SIZE.boundedTo(QSize(room.width, room.height)))
        else:
            self.setGeometry(*place.placed(before.box, boxes, before.bar))
            if before.maximised:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.setMinimumSize(LEAST.boundedTo(self.size()))

    def _makers(self) -> dict[str, Callable[[], Page]]:
        """Pages are imported when they are first wanted."""

        def customers() -> Page:
            from kyuanbook.ui.pages.customers import CustomersPage

            return self.join(CustomersPage(self.theme, self.book, self.hub, self.acts))

        def card() -> Page:
            from kyuanbook.ui.pages.card import CardPage

            page = CardPage(self.theme, self.book, self.hub, self.acts)
            page.gone.connect(self.nav.back)
            return self.join(page)

        def analysis() -> Page:
            return self.start().analysis_page()

        def sources() -> Page:
            return self.start().sources_page()

        def settings() -> Page:
            return self.start().settings_page()

        def recycle_bin() -> Page:
            return self.start().bin_page()

        def catch_up() -> Page:
            return self.start().catch_up_page()

        def printed_lists() -> Page:
            return self.start().lists_page()

        def import_customers() -> Page:
            return self.start().import_page()

        def follow_ups() -> Page:
            return self.start().follow_ups_page()

        def results() -> Page:
            return self.start().results_page()

        return {
            TODAY: lambda: self.today, CUSTOMERS: customers, CARD: card, SETTINGS: settings, BIN: recycle_bin,
            CATCH_UP: catch_up, ANALYSIS: analysis, FOLLOW_UPS: follow_ups, LISTS: printed_lists, RESULTS: results,
            SOURCES: sources, IMPORT: import_customers,
        }  # fmt: skip

    def join(self, page: BookPage) -> BookPage:
        """Lead what a page wants to where it goes."""
        page.card_wanted.connect(self.nav.go_to_card)
        page.delete_wanted.connect(self.acts.delete_customer)
        page.visit_wanted.connect(lambda customer: self.start().panels.record_visit(customer))
        page.edit_wanted.connect(lambda customer: self.start().panels.change_customer(customer))
        for name, act in (
            ("print_wanted", self.print_list), ("new_wanted", self.new_customer), ("tag_wanted", self.tag_picked),
            ("back_wanted", self.nav.back), ("sample_wanted", self.add_sample), ("remark_taken", self._remark_taken),
            ("pin_wanted", lambda customer: self.start().panels.pin(customer)),
            ("tier_wanted", lambda customer: self.start().panels.pin_tier(customer)),
            ("reason_wanted", lambda customer: self.start().panels.note_reason(customer)),
            ("attempt_wanted", lambda customers: self.start().panels.record_attempt(customers)),
            ("attempt_edit_wanted", lambda attempt: self.start().panels.change_attempt(attempt)),
            ("visit_edit_wanted", lambda visit: self.start().panels.change_visit(visit)),
            ("touch_wanted", lambda customer: self.start().panels.record_touch(customer)),
            ("touch_edit_wanted", lambda touch: self.start().panels.change_touch(touch)),
            ("feedback_wanted", lambda customer: self.start().panels.record_feedback(customer, self.visit_in_hand())),
            ("feedback_edit_wanted", lambda said: self.start().panels.change_feedback(said)),
            ("reply_wanted", lambda customer: self.start().panels.record_reply(customer)),
            ("reply_edit_wanted", lambda reply: self.start().panels.change_reply(reply)),
            ("survey_reply_wanted", lambda survey: self.start().panels.record_reply(None, survey)),
            ("survey_edit_wanted", lambda survey: self.start().panels.edit_survey(survey)),
            ("forms_wanted", lambda form: self.start().print_forms(form)),
            ("entry_wanted", lambda which, of: self.start().panels.open_entry(which, of)),
            ("flyer_wanted", lambda campaign: self.start().print_flyer(campaign)),
            ("reward_wanted", lambda customer: self.start().panels.give_reward(customer)),
            ("scheme_wanted", lambda: self.start().panels.change_scheme()),
            ("papers_wanted", lambda papers: self.start().referrals.print_papers(papers)),
            ("tree_wanted", lambda customer: self.start().referrals.show_tree(customer)),
            ("merge_wanted", lambda _: self.start().merge_customers()),
            ("plan_wanted", lambda customer: self.start().panels.plan(customer)),
            ("follow_ups_wanted", lambda: self.nav.go(FOLLOW_UPS)),
            ("catch_up_wanted", lambda: self.start().catch_up()), ("add_wanted", self.new_customer),
            ("results_wanted", lambda: self.start().open_results()),
            ("people_wanted", lambda people: self.start().show_people(people)),
            ("list_wanted", lambda people: self.start().print_people(people)),
            ("segment_wanted", lambda conditions: self.start().keep_segment(conditions)),
            ("list_opened", lambda number: self.start().open_printed(number)),
            ("lists_wanted", lambda: self.nav.go(LISTS)),
            ("import_wanted", lambda: self.nav.go(IMPORT)),
            ("reckon_wanted", lambda: self.start().chores.reckon()),
            ("paper_wanted", self._print_paper),
            ("relation_wanted", lambda customer: self.start().panels.relate(customer)),
            ("network_wanted", lambda key: self.start().show_network(key)),
            ("drawing_wanted", lambda drawn: self.start().print_network(drawn)),
            ("contact_wanted", lambda contact: self.start().panels.edit_contact(contact)),
            ("said_wanted", lambda contact: self.start().panels.note_said(contact)),
            ("become_wanted", lambda contact: self.start().panels.make_customer(contact)),
            ("tie_wanted", lambda contact: self.start().panels.tie_contact(contact)),
        ):  # fmt: skip
            if hasattr(page, name):
                getattr(page, name).connect(act)
        return page

    # after the first picture ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the frame starts the rest."""
        if event.type() == QEvent.Type.Paint and self.works is None:
            self.frame.removeEventFilter(self)
            QTimer.singleShot(0, self, self._first_paint)
        return super().eventFilter(watched, event)

    def _first_paint(self) -> None:
        self.painted.emit()
        from kyuanbook.ui.kit.steady import steady

        steady()
        self.start().begin()

    @property
    def runner(self) -> "Runs":
        """What runs jobs behind the window."""
        return self._runner()

    def start(self) -> "Works":
        """Search, keys, menu, panels: all that the first picture does without. Once."""
        if self.works is None:
            self.today.complete()
            from kyuanbook.ui.shell.works import Works

            self.works = Works(self)
        return self.works

    # acts ----------------------------------------------------------------------------------------------------------------

    def page(self) -> BookPage | None:
        """The page in front, if it is one over the book."""
        page = self.frame.page()
        return page if isinstance(page, BookPage) else None

    def in_hand(self) -> int | None:
        """The customer that F3, F2 and Delete are about; nobody while an entry is open."""
        page = self.page()
        return None if page is None or self.start().panels.is_open() else page.in_hand()

    def record_visit(self) -> None:
        """F3."""
        self.start().panels.record_visit(self.in_hand())

    def new_customer(self) -> None:
        """F4."""
        page = self.page()
        self.start().panels.add_customer("" if page is None else page.typed_name())

    def edit_customer(self) -> None:
        """F2."""
        customer = self.in_hand()
        if customer is not None:
            self.start().panels.change_customer(customer)

    def delete(self) -> None:
        """Delete."""
        page = self.page()
        if page is not None and not self.start().panels.is_open():
            page.delete_in_hand()

    def pin(self) -> None:
        """Ctrl+D: 手工标注."""
        customer = self.in_hand()
        if customer is not None:
            self.start().panels.pin(customer)

    def pin_tier(self) -> None:
        """Ctrl+G: 标等级."""
        customer = self.in_hand()
        if customer is not None:
            self.start().panels.pin_tier(customer)

    def record_touch(self) -> None:
        """F5: 记联系."""
        self.start().panels.record_touch(self.in_hand())

    def visit_in_hand(self) -> int | None:
        """The visit that Ctrl+E is about; none while an entry is open."""
        page = self.page()
        return None if page is None or self.start().panels.is_open() else page.visit_in_hand()

    def edit_visit(self) -> None:
        """Ctrl+E."""
        visit = self.visit_in_hand()
        if visit is not None:
            self.start().panels.change_visit(visit)

    def show_help(self) -> None:
        """F1."""
        self.start().help.toggle()

    def _open_tab(self, key: str) -> None:
        if key == HELP:
            self.show_help()
        else:
            self.nav.go(key)

    def tag_picked(self) -> None:
        """Ctrl+T: the picked, else the one in hand."""
        page, customer = self.page(), self.in_hand()
        if page is not None:
            self.start().panels.tag(page.picked() or (() if customer is None else (customer,)))

    def print_list(self) -> None:
        """Ctrl+P: the picked, else what the page shows."""
        self.start().print_list()

    def add_sample(self) -> None:
        """The sample shop, behind the window."""
        self.start().chores.add_sample()

    def reopen(self, work: object) -> None:
        """Whoever owns the book closes it, does ``work`` with its file, and opens what it gives. Asks as closing does."""
        left = self.start().unsaved()
        if left:
            self._ask_about(left[0], lambda: self.reopen_wanted.emit(work))
        else:
            self.reopen_wanted.emit(work)

    def _print_paper(self, job: object) -> None:
        """A paper of 来源 that is not kept: 签到表, 对账单."""
        from kyuanbook.ui.sources.paper_page import PaperJob, open_paper

        assert isinstance(job, PaperJob)
        open_paper(self, job)

    def _remark_taken(self, action: str) -> None:
        self.start().take_up(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc backs out, Delete and F2 are about the customer in hand: keys no widget wanted."""
        acts = {Qt.Key.Key_Escape: self.back_out, Qt.Key.Key_Delete: self.delete, Qt.Key.Key_F2: self.edit_customer}
        act = acts.get(Qt.Key(event.key()))
        if act is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            act()

    def back_out(self) -> None:
        """Esc: the panel, the search, then what the page holds, then the way back."""
        page = self.page()
        if self.frame.panel() is not None:
            self.frame.close_panel()
        elif page is not None and self.frame.search.hasFocus():
            page.take_focus()
        elif page is None or not page.back_out():
            self.nav.back()

    # the book changed ----------------------------------------------------------------------------------------------------

    def _book_changed(self, changed: Changed) -> None:
        if changed.entry is None or changed.touches("setting"):
            with self.book.read() as sql:
                self.shop = shop.settings(sql)
        self._show_shop()

    def _show_shop(self) -> None:
        """The shop's name; nobody comes to a shop without customers."""
        empty = self.today.shown is not None and self.today.shown.empty
        if (self.shop.name, empty) == self._shop_shown:  # to place the frame paints all of the window, and all changes come here
            return
        self._shop_shown = self.shop.name, empty
        name = self.shop.name or tr("客源本")
        self.setWindowTitle(tr("{name} · 客源本", name=name) if self.shop.name else name)
        self.frame.seal.set_shop(name)
        self.frame.visit_button.setVisible(not empty)
        self.frame.place()

    # closing -------------------------------------------------------------------------------------------------------------

    def come_forward(self) -> None:
        """A second start wants it in front."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed and not saved is asked about first."""
        if self.works is not None and not self._close_anyway:
            left = self.works.unsaved()
            if left:
                event.ignore()
                self._ask_about(left[0], self._close_now)
                return
        self.recall.keep_all()
        stood = self.normalGeometry() if self.normalGeometry().isValid() else self.geometry()
        self.memory.change(window=place.Place(place.Box(*stood.getRect()), self.isMaximized(), self._bar()).written())
        self.memory.flush()
        if self.works is not None:
            self.works.stop()
        self.hub.stop()
        event.accept()
        self.closed.emit()

    def _bar(self) -> int:
        """px of the system's title bar above the window; maximised it has none to be seen, or another one."""
        if not self.isMaximized() and (bar := self.geometry().top() - self.frameGeometry().top()) > 0:
            return bar
        before = place.read(self.memory.now.window)
        return before.bar if before is not None else place.TITLE_BAR

    def _ask_about(self, key: Hashable, then: Callable[[], None]) -> None:
        from kyuanbook.ui.shell.ask import Ask

        works = self.start()
        words = tr("{what}填了还没保存，不保存就没有了。", what=works.unsaved_words())

        def save() -> None:
            if works.save_unsaved():
                then()

        back, drop = (tr("回去接着填"), lambda: works.reopen(key)), (tr("不保存"), then)
        best = (tr("保存"), save) if works.saves_something() else None
        self.asked = Ask(self.theme, tr("还没保存"), words, others=[drop], safe=back, best=best, parent=self)
        self.asked.open()

    def _close_now(self) -> None:
        self._close_anyway = True
        self.close()

    def close_for_good(self) -> None:
        """Close without asking: another book takes this one's place."""
        self._close_anyway = True
        self.close()


def _tabs() -> list[Tab]:
    return [
        Tab(TODAY, tr("今日"), "sun"), Tab(CUSTOMERS, tr("客户"), "users"), Tab(FOLLOW_UPS, tr("回访"), "phone-outgoing"),
        Tab(SOURCES, tr_as("page", "来源"), "waypoints"), Tab(ANALYSIS, tr("分析"), "chart-column"),
    ]  # fmt: skip


def _foot() -> list[Tab]:
    return [
        Tab(SETTINGS, tr("设置"), "settings"), Tab(BIN, tr("回收站"), "trash-2"), Tab(HELP, tr("帮助"), "circle-help"),
    ]  # fmt: skip
