"""社交联系人: every handle written down, those that are nobody's yet first; one line finds among them."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import social as acts_of_social
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.social import ContactRow, contacts
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.search_keys import matches, query_words, record_keys
from kyuanbook.rules.social import Platform
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.privacy import contact_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Label
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu
from kyuanbook.ui.sources.just_added import JustAdded

NEW_KEY: Final = "Ctrl+N"
SAID_KEY: Final = "Ctrl+Enter"
BECOME_KEY: Final = "Ctrl+M"
TIE_KEY: Final = "Ctrl+I"
CARD_KEY: Final = "Ctrl+O"


class Contacts(Part):
    """``edited``: a handle's number, None for a new one; ``said``, ``becomes``, ``tied``: the one in hand; ``card_wanted``:
    the customer whose it is."""

    edited = Signal(object)
    said = Signal(int)
    becomes = Signal(int)
    tied = Signal(int)
    card_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme)
        self.book, self.acts = book, acts
        self.rows: list[ContactRow] = []
        self._just_added = JustAdded()
        self.head = Heading(theme, tr("社交联系人"))
        self.line = Line(theme, icon="search", placeholder=tr("找账号、名字、说过的话"))
        self.line.setAccessibleName(tr("找社交联系人"))
        self.new = Button(theme, tr("记一个"), kind="link", icon="plus", key=NEW_KEY)
        self.note = Button(theme, tr("记一句"), kind="link", icon="message-circle", key=SAID_KEY, bind=False)
        self.become = Button(theme, tr("记成客户"), kind="link", icon="user-plus", key=BECOME_KEY, bind=False)
        self.tie = Button(theme, tr("就是这位客户"), kind="link", icon="user-round", key=TIE_KEY, bind=False)
        self.card = Button(theme, tr("打开客户卡"), kind="link", key=CARD_KEY, bind=False)
        self.list = Rows(theme, name=tr("社交联系人"), whole=False, headed=True, fitted=True, lead_size=14, height=40)
        self.nobody = Label(theme, tr("没有找到"), size=14, ink="ink2")
        self.empty_new = Button(theme, tr("记一个社交联系人"), icon="plus", key=NEW_KEY)
        self.empty = Empty(
            theme, tr("还没有社交联系人"),
            tr("在微信、抖音、小红书上问过、还不是客户的人，先记下账号和说过的话；来了以后一键记成客户，话都带过去。"),
            self.empty_new,
        )  # fmt: skip
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        self.head.add(self.new)
        self.about = Flow(theme, [self.note, self.become, self.tie, self.card], gap=8)
        down = self._down = column(theme, self, gap=8, margins=SIDES)
        down.addWidget(self.head)
        down.addWidget(self.line)
        down.addLayout(Bleed(theme, self.about, left=6, right=0))
        down.addWidget(self.nobody)
        self._there = Bleed(theme, self.list)
        down.addLayout(self._there, 1)
        down.addWidget(self.empty)

    def _connect(self) -> None:
        self.line.committed.connect(lambda _: self._show())
        self.line.submitted.connect(self.list.setFocus)
        self.list.opened.connect(lambda number: self.edited.emit(number))
        self.list.moved.connect(lambda _: self._show_head())
        RowMenu(self.list, lambda: (self.row_acts(),))
        for button in (self.new, self.empty_new):
            button.clicked.connect(self.add)
        for button, key, act in (
            (self.note, SAID_KEY, self.say), (self.become, BECOME_KEY, self.make_customer), (self.tie, TIE_KEY, self.tie_it),
            (self.card, CARD_KEY, self.open_card),
        ):  # fmt: skip
            button.clicked.connect(act)
            on_key(self.list, "Ctrl+Return" if key == SAID_KEY else key, act)
        on_key(self.list, "Del", self.throw_away)

    def restyle(self) -> None:
        """Large type leaves no room for keys."""
        for button in (self.note, self.become, self.tie, self.card, self.new):
            button.spare(key=not self.theme.compact)

    # showing ---------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All of them."""
        with self.book.read() as sql:
            self.rows = contacts(sql)
        self._show()
        new = self._just_added.among([one.id for one in self.rows])
        if new is not None:
            self.list.go_to(new)

    def _show(self) -> None:
        today, words = self.book.today(), query_words(self.line.text())
        fitting = [one for one in self.rows if not words or matches(_keys(one), words)]
        self.list.show_rows([_line(one, today) for one in fitting], stay=True)
        there = bool(self.rows)
        for part in (self.line, self.list, self.head):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.nobody.setVisible(there and not fitting)
        self.list.setVisible(bool(fitting))
        self._down.setStretchFactor(self._there, int(there))  # a layout of nothing seen would still take its share
        self.about.setVisible(bool(fitting))
        self.head.note.set_text(trn("{n} 个", len(self.rows)))
        self._show_head()

    def in_hand(self) -> ContactRow | None:
        """The row the acts are about."""
        chosen = self.list.current_id() if self.list.isVisibleTo(self) else None
        return next((one for one in self.rows if one.id == chosen), None)

    def _show_head(self) -> None:
        one = self.in_hand()
        nobodys = one is not None and one.customer_id is None
        self.note.setEnabled(one is not None)
        for button in (self.become, self.tie):
            button.setVisible(one is None or nobodys)
            button.setEnabled(nobodys)
        self.card.setVisible(one is not None and not nobodys)
        own = [self.card] if one is not None and not nobodys else [self.become, self.tie]
        self.about.set_widgets([self.note, *own])

    def first(self) -> QWidget:
        """The list; of an empty one what begins it."""
        return self.list if self.list.isVisibleTo(self) else self.empty_new if not self.rows else self.line

    # acts --------------------------------------------------------------------------------------------------------------------

    def row_acts(self) -> Sequence[Act]:
        """What can be done with the one in hand."""
        one = self.in_hand()
        if one is None:
            return ()
        nobodys = one.customer_id is None
        return (
            Act(tr("改"), "Enter", lambda: self.edited.emit(one.id), bind=False),
            Act(tr("记一句"), SAID_KEY, self.say, bind=False),
            *(
                (
                    Act(tr("记成客户"), BECOME_KEY, self.make_customer, bind=False),
                    Act(tr("就是这位客户"), TIE_KEY, self.tie_it, bind=False),
                )
                if nobodys
                else (Act(tr("打开客户卡"), CARD_KEY, self.open_card, bind=False),)
            ),
            Act(tr("删掉"), "Del", self.throw_away, bind=False),
        )

    def own_acts(self) -> Sequence[Act]:
        """The same, and a new one."""
        words = tr("记一个") if self.rows else tr("记一个社交联系人")
        return (Act(words, NEW_KEY, self.add, bind=False), *self.row_acts())

    def add(self) -> None:
        """Another; it is in hand once it is saved."""
        self._just_added.begin(one.id for one in self.rows)
        self.edited.emit(None)

    def _with(self, act: Callable[[ContactRow], object]) -> None:
        one = self.in_hand()
        if one is not None:
            act(one)

    def say(self) -> None:
        """记一句."""
        self._with(lambda one: self.said.emit(one.id))

    def make_customer(self) -> None:
        """记成客户."""
        self._with(lambda one: self.becomes.emit(one.id) if one.customer_id is None else None)

    def tie_it(self) -> None:
        """就是这位客户."""
        self._with(lambda one: self.tied.emit(one.id) if one.customer_id is None else None)

    def open_card(self) -> None:
        """Of the customer whose it is."""
        self._with(lambda one: self.card_wanted.emit(one.customer_id) if one.customer_id is not None else None)

    def throw_away(self) -> None:
        """To 回收站."""
        self._with(lambda one: self.acts.attempt(lambda: acts_of_social.delete_contact(self.book, contact_id=one.id)))


def platform_word(platform: str) -> str:
    """抖音."""
    return say(Platform(platform).label)


def _keys(one: ContactRow) -> str:
    """By what a handle is found: as it is written, the name by sound too."""
    words = (one.handle, platform_word(one.platform), one.note, one.last_words, one.customer, one.channel)
    return record_keys(one.name, words=words)


def _line(one: ContactRow, today: int) -> OneLine:
    """``抖音 默默 momo_在路上　烫发多少钱？ … 昨天``."""
    handle = contact_words(one.handle) if one.name else ""
    whose = tr("是{name}", name=one.customer) if one.customer_id is not None else ""
    note = "　".join(filter(None, (handle, whose, one.last_words or one.note)))
    day = one.last_day if one.last_day is not None else one.created_day
    said = trn("说过 {n} 句", one.notes) if one.notes else ""
    return OneLine(
        one.id, platform_word(one.platform), one.name or contact_words(one.handle), note=note,
        end=say(day_words(day, today)), bold=True, folds=True, aside=clauses((said, one.channel, one.campaign)),
    )  # fmt: skip
