"""What stands behind the first picture: search, keys, menu, panels, freshness, chores. Made right after the first paint."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kyuanbook import __version__
from kyuanbook.actions.done import Changed
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.language import listed, tr, tr_as, trn
from kyuanbook.rules.words import Message
from kyuanbook.ui.find import SHOWN, Finder
from kyuanbook.ui.kit.found import NOBODY, FoundRows
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.privacy_mark import KEY as PRIVACY_KEY
from kyuanbook.ui.kit.search_popup import SearchPopup
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.shell.chores import Chores
from kyuanbook.ui.shell.daily_notice import DailyNotice
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.due_watch import DueWatch
from kyuanbook.ui.shell.freshness import Freshness
from kyuanbook.ui.shell.menu import (
    CARDS_KEY,
    FEEDBACK_KEY,
    FORMS_KEY,
    IMPORT_KEY,
    MERGE_KEY,
    REPLY_KEY,
    Act,
    Fold,
    Group,
    Menu,
)
from kyuanbook.ui.shell.navigation import (
    ANALYSIS,
    BIN,
    CATCH_UP,
    CUSTOMERS,
    FOLLOW_UPS,
    IMPORT,
    LISTS,
    SETTINGS,
    SOURCES,
    TODAY,
)
from kyuanbook.ui.shell.remarks import ABOUT_PLACE, Noted
from kyuanbook.ui.shell.row_acts import join_row_menus
from kyuanbook.ui.shell.ways import Ways

if TYPE_CHECKING:
    from collections import Counter

    from kyuanbook.rules.followups import Kind
    from kyuanbook.ui.help.flow import Help
    from kyuanbook.ui.shell.panels import Panels

NAMED: Final = 3  # unsaved entries that are named, before only their number is


class Works(Ways):
    """Joined to one window; :meth:`begin` starts what runs by itself."""

    def __init__(self, window: Desk) -> None:
        super().__init__(window)
        self._over = False
        self._find = Finder(window.book)
        self.popup = SearchPopup(window.theme, window.frame, window.frame.search, self._search, most=SHOWN)
        self.chores = Chores(window.book, window.runner, window.hub, window.acts, window.memory, self)
        self.noted = Noted()
        self.due = DueWatch(window.book, window.hub, window.acts, window.runner, self)
        self.menu = Menu(window.frame, self._groups(), self._own_acts)
        self.daily = DailyNotice(window.book, window.runner, window.frame, window.memory, self)
        self.freshness: Freshness | None = None
        self._connect()
        self._count()
        self.due.look()

    def _connect(self) -> None:
        window = self.window
        self.popup.opened.connect(window.nav.go_to_card)
        self.popup.visit_wanted.connect(self._visit_of_found)
        self.popup.new_wanted.connect(lambda typed: self.panels.add_customer(typed))
        self.popup.coded_wanted.connect(self._by_code)
        window.frame.visit_wanted.connect(window.record_visit)
        window.frame.new_wanted.connect(window.new_customer)
        window.frame.privacy_wanted.connect(self.switch_privacy)
        privacy.changed.connect(self.popup.refresh)
        window.frame.set_menu(self.menu.menu)
        window.hub.changed.connect(self._changed)
        window.memory.changed.connect(self._settings_changed)
        self.chores.noted.connect(self.note)
        self.due.counted.connect(self._due_counted)
        self.chores.searchable.connect(self.popup.refresh)
        self.chores.ranked.connect(self.daily.start)
        self.daily.wanted.connect(self.to_due)
        join_row_menus(window, self.popup)

    def begin(self) -> None:
        """Watch the book, and do the chores; not in a window closed before its first picture was shown."""
        if self._over:
            return
        self.freshness = Freshness(self.window.book, self)
        self.freshness.moved.connect(self.chores.somebody_wrote)
        self.freshness.new_day.connect(self.chores.day_began)
        self.freshness.lost.connect(self.window.acts.tell_error)
        self.chores.begin()
        if not self.window.shop.set_up:
            self.first_start()
        self._say_upgraded()

    def _say_upgraded(self) -> None:
        """Once after a newer version was installed over the one before."""
        before = self.window.memory.now.last_version
        if before != __version__:
            self.window.memory.change(last_version=__version__)
            if before and self.window.shop.set_up:
                self.note((Message("upgraded", {"version": __version__}),))

    def stop(self) -> None:
        """The window closes."""
        self._over = True
        self.chores.stop()
        self.daily.stop()
        self.due.stop()
        if self.freshness is not None:
            self.freshness.timer.stop()

    @cached_property
    def panels(self) -> "Panels":
        """The entry panels; they need the actions, which come in behind the first picture."""
        from kyuanbook.ui.shell.panels import Panels

        window = self.window
        made = Panels(window.frame, window.book, window.theme, window.acts)
        made.added.connect(self._go_on_with)
        made.card_wanted.connect(self._go_on_with)
        made.receipt_wanted.connect(lambda entry: self.referrals.print_receipt(entry))
        return made

    @cached_property
    def help(self) -> "Help":
        """What F1 opens."""
        from kyuanbook.ui.help.flow import Help
        from kyuanbook.ui.help.parts import KeyRow

        def keys() -> list[KeyRow]:
            acts = (*self.menu.here(), *self.menu.acts())
            return [KeyRow(act.otherwise or act.name(), act.key) for act in acts]

        return Help(self.window, self.popup, keys)

    def _own_acts(self) -> Group:
        page = self.window.page()
        beside = self.panels.own_acts() if self.panels_made() else ()
        return (*beside, *(page.own_acts() if page is not None else ()))

    def _go_on_with(self, customer: int) -> None:
        """A customer was entered or found: the page they were wanted on goes on, else their card opens."""
        page = self.window.page()
        if page is None or not page.takes_up(customer):
            self.window.nav.go_to_card(customer)

    def panels_made(self) -> bool:
        """Whether any panel was wanted yet."""
        return "panels" in self.__dict__

    def unsaved(self) -> tuple[Hashable, ...]:
        """What was typed and not saved: keys for :meth:`reopen`."""
        pages = [(key, self.window.frame.peek(key)) for key in (CATCH_UP, FOLLOW_UPS)]
        rows = [key for key, page in pages if isinstance(page, BookPage) and page.unsaved()]
        return (*(self.panels.unsaved() if self.panels_made() else ()), *rows)

    def unsaved_words(self) -> str:
        """``王小明的到店、新客户李丽华``: the first of them, and how many there are."""
        try:
            found = self.panels.unsaved_words() if self.panels_made() else []
        except BookError:  # the book cannot be read: what was typed is asked about all the same
            found = []
        left = self.unsaved()
        found += [tr("补记的一行")] if CATCH_UP in left else []
        found += [tr("回访的结果")] if FOLLOW_UPS in left else []
        words = listed(found[:NAMED]) or tr("有内容")
        return trn("{what}等 {n} 处", len(found), what=words) if len(found) > NAMED else words

    def saves_something(self) -> bool:
        """Whether :meth:`save_unsaved` would save any of it."""
        return set(self.unsaved()) != set(self.panels.only_by_hand() if self.panels_made() else ())

    def save_unsaved(self) -> bool:
        """Save what was typed, one after the other; False: one that can't be saved stands open and says what is wrong."""
        if self.panels_made() and not self.panels.save_unsaved():
            return False
        for key in (CATCH_UP, FOLLOW_UPS):
            page = self.window.frame.peek(key)
            if isinstance(page, BookPage) and page.unsaved():
                self.panels.put_by()
                self.reopen(key)
                if not page.save_unsaved():
                    return False
        if self.panels_made():
            self.panels.show_by_hand()
        return not self.unsaved()

    def reopen(self, key: Hashable) -> None:
        """Show again what was typed."""
        if key in (CATCH_UP, FOLLOW_UPS):
            self.window.nav.go(str(key))
        else:
            self.panels.reopen(key)

    def _search(self, typed: str) -> FoundRows:
        try:
            return self._find(typed)
        except BookError as error:
            self.window.acts.tell_error(error)
            return NOBODY

    def _visit_of_found(self, customer: int) -> None:
        page = self.window.page()
        if page is not None:
            page.take_focus()  # when the entry is closed the focus comes back to the page, not to an empty search
        self.panels.record_visit(customer)

    def _by_code(self, campaign: int, visit: bool) -> None:
        """The printed code of a campaign was typed: who comes by it is entered, or their visit."""
        page = self.window.page()
        if page is not None:
            page.take_focus()
        if visit:
            self.panels.record_visit(None, campaign)
        else:
            self.panels.add_customer(campaign_id=campaign)

    # the menu ------------------------------------------------------------------------------------------------------------

    def _whom(self) -> str:
        """Whom what stands below is about."""
        customer, name = self.window.in_hand(), None
        if customer is not None:
            with suppress(BookError), self.window.book.read() as sql:
                name = lookups.name_of(sql, customer)
        return tr("这位客户：{name}", name=name) if name else tr("这位客户")

    def _groups(self) -> list[list[Act | Fold]]:
        """First what goes behind a word, then what is wanted at once."""
        window = self.window
        nav, acts = window.nav, window.acts

        def somebody() -> bool:
            return window.in_hand() is not None

        def for_cards() -> bool:
            return somebody() or (self.window.frame.shown() == SOURCES and self.referrals.board() is not None)

        def anybody() -> bool:
            return window.today.shown is not None and not window.today.shown.empty

        record, customer, paper, ways, more = (
            (
                Act(tr("找客户"), "Ctrl+F", self._to_search, bind=False),
                Act(tr("记到店"), "F3", window.record_visit, bind=False, can=anybody),
                Act(tr("新客户"), "F4", window.new_customer, bind=False),
                Act(tr("记联系"), "F5", window.record_touch, can=anybody),
                Act(tr("记满意度"), FEEDBACK_KEY, self.record_feedback, can=anybody),
                Act(tr("录问卷"), REPLY_KEY, self.record_reply, can=anybody),
                Act(tr("补记"), "F6", self.catch_up, can=anybody),
                Act(tr("录入结果"), "Shift+F6", self.open_results, can=anybody),
                Act(tr("改这次到店"), "Ctrl+E", window.edit_visit, can=lambda: window.visit_in_hand() is not None),
            ),
            (
                Act(tr("改资料"), "F2", window.edit_customer, bind=False, can=somebody),
                Act(tr("合并客户"), MERGE_KEY, self.merge_customers, can=somebody),
                Act(tr("加标签"), "Ctrl+T", window.tag_picked, can=somebody),
                Act(tr("手工标注"), "Ctrl+D", window.pin, can=somebody),
                Act(tr("标等级"), "Ctrl+G", window.pin_tier, can=somebody),
                Act(tr("流失原因"), "Ctrl+W", self.note_reason, can=somebody),
                Act(tr("记挽回"), "Ctrl+J", self.record_attempt, can=somebody),
                Act(tr("安排回访"), "Ctrl+Shift+H", self.plan_follow_up, can=somebody),
                Act(tr("移到回收站"), "Delete", window.delete, bind=False, can=somebody),
            ),
            (
                Act(tr("打印名单"), "Ctrl+P", window.print_list, can=anybody),
                Act(tr("打印空白登记表"), "Ctrl+Shift+P", self.print_register),
                Act(tr("打印小票、问卷"), FORMS_KEY, self.print_forms),
                Act(tr("打印介绍卡"), CARDS_KEY, lambda: self.referrals.print_cards(), can=for_cards),
            ),
            (
                Act(tr("今日"), "Ctrl+1", lambda: nav.go(TODAY)),
                Act(tr("客户"), "Ctrl+2", lambda: nav.go(CUSTOMERS)),
                Act(tr("回访"), "Ctrl+3", lambda: nav.go(FOLLOW_UPS)),
                Act(tr_as("page", "来源"), "Ctrl+4", lambda: nav.go(SOURCES)),
                Act(tr("分析"), "Ctrl+5", lambda: nav.go(ANALYSIS)),
                Act(tr("设置"), "Ctrl+6", lambda: nav.go(SETTINGS)),
                Act(tr("回收站"), "Ctrl+7", lambda: nav.go(BIN)),
                Act(tr("名单"), "Ctrl+8", lambda: nav.go(LISTS)),
                Act(tr("返回"), "Esc", window.back_out, bind=False),
            ),
            (
                Act(tr("导入客户"), IMPORT_KEY, lambda: nav.go(IMPORT)),
                Act(tr("立即备份"), "Ctrl+B", self.back_up),
                Act(tr("隐私：遮住电话和金额"), PRIVACY_KEY, self.switch_privacy, on=lambda: privacy.on),
                Act(tr("打开菜单"), "F10", window.frame.open_menu),
                Act(tr("退出"), "Ctrl+Q", window.close),
            ),
        )
        return [
            [
                Fold(tr("记一笔"), record, always=True), Fold(self._whom, customer, always=True),
                Fold(tr("打印"), paper, always=True), Fold(tr("去哪一页"), ways, always=True),
            ],
            [
                Act(acts.undo_name, "Ctrl+Z", lambda: self._turn(acts.undo), can=self._may_turn, otherwise=tr("撤销")),
                Act(acts.redo_name, "Ctrl+Shift+Z", lambda: self._turn(acts.redo), can=self._may_turn, otherwise=tr("重做")),
            ],
            [Act(tr("帮助"), "F1", window.show_help), Fold(tr("更多"), more, always=True)],
        ]  # fmt: skip

    def note_reason(self) -> None:
        """Ctrl+W: why the customer in hand stays away."""
        customer = self.window.in_hand()
        if customer is not None:
            self.panels.note_reason(customer)

    def record_feedback(self) -> None:
        """What the customer in hand said, of the visit in hand."""
        self.panels.record_feedback(self.window.in_hand(), self.window.visit_in_hand())

    def record_reply(self) -> None:
        """A 问卷 that the customer in hand answered: the one in hand, where the page has one."""
        page = self.window.page()
        form = page.form_in_hand() if page is not None else ""
        self.panels.record_reply(self.window.in_hand(), int(form) if form.isdecimal() else None)

    def record_attempt(self) -> None:
        """Ctrl+J: what was tried with the picked, else with the one in hand."""
        page, customer = self.window.page(), self.window.in_hand()
        if page is not None:
            self.panels.record_attempt(page.picked() or (() if customer is None else (customer,)))

    def plan_follow_up(self) -> None:
        """Ctrl+Shift+H: have the customer in hand come up on a day."""
        customer = self.window.in_hand()
        if customer is not None:
            self.panels.plan(customer)

    def merge_customers(self) -> None:
        """Shift+F2: the customer in hand and another are one; where two are picked, these."""
        page, customer = self.window.page(), self.window.in_hand()
        picked = list(page.picked()) if page is not None else []
        if len(picked) == 2:
            self.panels.merge(*(picked if customer not in picked else [customer, *(i for i in picked if i != customer)]))
        elif customer is not None:
            self.panels.merge(customer)

    def _may_turn(self) -> bool:
        """While an entry stands open its lines have the key; beyond them only what a notice offers is taken back, nothing
        that is out of sight."""
        entering = self.panels_made() and self.panels.is_open()
        return not entering or self.window.frame.notice.offers()

    def _turn(self, act: Callable[[], None]) -> None:
        if self._may_turn():
            act()

    def switch_privacy(self) -> None:
        """F8: hide numbers and amounts, or show them again; it stays so over a restart."""
        on = not privacy.on
        self.window.memory.change(private=on)
        privacy.turn(on)
        hidden = tr("电话、微信和金额已遮住，再按一次 F8 就显示；打印出来的照常")
        self.window.acts.say(hidden if on else tr("电话和金额已显示"), icon="eye-off" if on else "eye")

    def to_due(self) -> None:
        """去回访: whom to get in touch with today."""
        self.window.nav.go(FOLLOW_UPS)

    def _to_search(self) -> None:
        self.window.frame.search.setFocus()

    # what there is to say ---------------------------------------------------------------------------------------------------

    def note(self, messages: tuple[Message, ...]) -> None:
        """Sentences for the foot of 今日."""
        self.noted.add(messages)
        self.window.today.show_remarks(self.noted.remarks())

    def take_up(self, action: str) -> None:
        """The owner took up a remark: all lead to the settings, where places, backups and what is new are."""
        from kyuanbook.ui.settings.page import ABOUT, KEEPING, SettingsPage

        page = self.window.nav.page(SETTINGS)
        assert isinstance(page, SettingsPage)
        self.window.nav.go(SETTINGS)
        page.show_section(ABOUT if action == ABOUT else KEEPING)

    def back_up(self) -> None:
        """立即备份, seen where backups are."""
        self.take_up("")
        page = self.window.nav.page(SETTINGS)
        page.keeping.back_up()  # type: ignore[attr-defined]  # the page under SETTINGS is a SettingsPage

    def _settings_changed(self, names: frozenset[str]) -> None:
        if "second_place" in names and self.window.memory.now.second_place:
            self.noted.forget(ABOUT_PLACE)
            self.window.today.show_remarks(self.noted.remarks())

    def _changed(self, changed: Changed) -> None:
        self.popup.refresh()
        if changed.entry is None or changed.touches("customer"):
            self._count()

    def _count(self) -> None:
        """How many customers there are, beside their tab."""
        with self.window.book.read() as sql:
            many = customer_count(sql)
        self.window.frame.tabs.set_count(CUSTOMERS, many or None)

    def _due_counted(self, counts: "Counter[Kind]") -> None:
        """Beside the tab whoever is due today; on 今日 those who are not among its calls."""
        many = sum(counts.values())
        self.window.frame.tabs.set_count(FOLLOW_UPS, many or None, urgent=True)
        self.window.today.show_due(counts)
