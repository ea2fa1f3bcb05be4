"""回收站: what was deleted, the last first. Enter takes it back."""

from collections.abc import Sequence
from datetime import datetime

from kyuanbook.actions.customers import restore_customer
from kyuanbook.actions.done import Book, Changed, Done
from kyuanbook.actions.feedback import restore_feedback
from kyuanbook.actions.social import restore_contact
from kyuanbook.actions.touches import restore_touch
from kyuanbook.actions.visits import restore_visit
from kyuanbook.book.queries.card import Thrown, recycle_bin
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words, time_words
from kyuanbook.rules.social import Platform
from kyuanbook.rules.touches import TouchKind
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed
from kyuanbook.ui.kit.privacy import amount_words, contact_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.happenings import TOUCH_ICONS
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu


class BinPage(BookPage):
    """Nothing is ever lost by Delete: it lies here."""

    topic = "bin"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, tr("回收站"))
        self.thrown: Sequence[Thrown] = ()
        self.list = Rows(theme, name=tr("回收站"), whole=False, headed=True, fitted=True, height=40)
        self.list.opened.connect(self.restore)
        self.take_back = Button(theme, tr("取回"), kind="link", icon="archive-restore", key="Enter")
        self.take_back.clicked.connect(self.restore_current)
        self.empty = Empty(theme, tr("回收站是空的"), tr("删掉的客户、到店、联系、满意度和社交联系人会在这里，随时可以取回。"))
        self.body.addLayout(Bleed(theme, self.list), 1)
        self.body.addWidget(self.empty, 100)
        self.title.add(self.take_back)
        RowMenu(self.list, lambda: (self.own_acts(),))

    def concerns(self, changed: Changed) -> bool:
        """Anything that is thrown or taken back is a customer, a visit, a touch, a 满意度 or a social contact."""
        return changed.entry is None or changed.touches("customer", "visit", "interaction", "feedback", "social_contact")

    def read(self) -> None:
        """What lies here now."""
        with self.book.read() as sql:
            self.thrown = recycle_bin(sql)
        today = self.book.today()
        self.list.show_rows([_line(place, one, today) for place, one in enumerate(self.thrown)], stay=True)
        there = bool(self.thrown)
        self.list.setVisible(there)
        self.take_back.setVisible(there)
        self.empty.setVisible(not there)
        self.title.set_title(tr("回收站"), trn("{n} 条", len(self.thrown)) if there else "")

    def take_focus(self) -> None:
        """Into the list."""
        (self.list if self.thrown else self).setFocus()

    def own_acts(self) -> Sequence[Act]:
        """取回."""
        return (Act(tr("取回"), "Enter", self.restore_current, bind=False, can=lambda: bool(self.thrown)),)

    def restore_current(self) -> None:
        """Take back the row in hand."""
        place = self.list.current_id()
        if place is not None:
            self.restore(place)

    def restore(self, place: int) -> None:
        """Take back the row at ``place``."""
        one = self.thrown[place]
        self.acts.attempt(lambda: self._restore(one))

    def _restore(self, one: Thrown) -> Done:
        if one.table == "customer":
            return restore_customer(self.book, customer_id=one.id)
        if one.table == "interaction":
            return restore_touch(self.book, touch_id=one.id)
        if one.table == "feedback":
            return restore_feedback(self.book, feedback_id=one.id)
        if one.table == "social_contact":
            return restore_contact(self.book, contact_id=one.id)
        return restore_visit(self.book, visit_id=one.id)


def _line(place: int, one: Thrown, today: int) -> OneLine:
    at = datetime.fromtimestamp(one.deleted_at)
    lead = f"{say(day_words(at.date().toordinal(), today))} {time_words(at.hour * 60 + at.minute)}"
    if one.table == "customer":
        note = tr("并入了{name}，取回就是分开", name=one.kind) if one.kind else tr("客户，连同往来")
        return OneLine(place, lead, one.name, note=note, icon="user-round", bold=True, is_whole=True)
    if one.table == "interaction":
        kind = say(TouchKind(one.kind).label)
        note = tr("{day}的一次联系：{kind}", day=say(day_words(one.day, today)), kind=kind)
        return OneLine(place, lead, one.name, note=note, icon=TOUCH_ICONS[one.kind], bold=True)
    if one.table == "feedback":
        score = trn("{n} 分", int(one.kind)) if one.kind else ""
        note = tr("{day}的一次满意度", day=say(day_words(one.day, today)))
        return OneLine(place, lead, one.name, note=note, end=score, icon="smile", bold=True)
    if one.table == "social_contact":
        note = tr("{platform}上的社交联系人", platform=say(Platform(one.kind).label))
        return OneLine(place, lead, contact_words(one.name), note=note, icon="message-circle", bold=True)
    note = tr("{day}的一次到店", day=say(day_words(one.day, today)))
    return OneLine(place, lead, one.name, note=note, end=amount_words(one.amount_cents), icon="notebook-pen", bold=True)
