"""社交联系人: written down and corrected; what was said; made a customer, or tied to one."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import social as acts_of_social
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import shop, social
from kyuanbook.book.queries.social import ContactRow
from kyuanbook.language import clauses, say, tr, tr_as, trn
from kyuanbook.rules.dates import day_words, near_day, read_day, weekday
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, clean_customer
from kyuanbook.rules.social import ContactEntry, Platform, clean_contact, clean_said
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_customer, nobody_found
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.section import on_key

TODAY: Final = "今天"


class ContactPanel(EntryPanel):
    """A handle, new or corrected; of an old one with all that was said, of which Delete strikes out a line."""

    topic = "social"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记社交联系人"), tr("保存"), parent)
        self.contact_id: int | None = None
        self._version = 0
        self.platform = Combo(theme, [Choice(one.value, say(one.label)) for one in Platform])
        self.handle = Line(theme)
        self.name = Line(theme, placeholder=tr("可不填"))
        self.words = Line(theme, placeholder=tr("可不填，如 烫发多少钱"))
        self.channel, self.campaign = Combo(theme), Combo(theme)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.form.add("platform", Field(theme, tr("在哪里"), self.platform))
        self.form.add("handle", self.watch("handle", Field(theme, tr("账号"), self.handle)))
        self.form.add("name", self.watch("name", Field(theme, tr("怎么称呼"), self.name)))
        self.form.add("said", self.watch("said", Field(theme, tr("说了什么、问了什么"), self.words)))
        self.form.add("channel", Field(theme, tr_as("one", "来源渠道"), self.channel))
        self.form.add("campaign", Field(theme, tr_as("one", "推广活动"), self.campaign))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.said_head = Heading(theme, tr("说过的话"))
        self.said = Rows(theme, name=tr("说过的话"), fitted=True, lead_size=13)
        on_key(self.said, "Del", self.strike)
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.said_head)
        self.body.addLayout(Bleed(theme, self.said))

    def open_for(self, contact_id: int | None) -> None:
        """A new one, or one to correct. Raises BookError."""
        self._keep()
        self._key = None
        with self.book.read() as sql:
            row = social.contact(sql, contact_id) if contact_id is not None else None
            channels, campaigns = shop.channels(sql), social.campaigns_offered(sql)
        if contact_id is not None and row is None:
            raise NoSuchRow(table="social_contact", id=contact_id)
        self.contact_id, self._version = contact_id, row.version if row is not None else 0
        self.entitle(tr("记社交联系人") if row is None else tr("改社交联系人"), changes=row is not None)
        offered = [Choice("", tr("不填")), *(Choice(str(one.id), one.name) for one in channels)]
        if row is not None and row.channel_id is not None and all(one.id != row.channel_id for one in channels):
            offered.append(Choice(str(row.channel_id), row.channel))
        self.channel.set_choices(offered)
        brought = [Choice("", tr("不填")), *(Choice(str(i), name) for i, name in campaigns)]
        if row is not None and row.campaign_id is not None and all(i != row.campaign_id for i, _ in campaigns):
            brought.append(Choice(str(row.campaign_id), row.campaign))
        self.campaign.set_choices(brought)
        self.form.fields["campaign"].setVisible(len(brought) > 1)
        self.form.fields["said"].setVisible(row is None)
        self._show_said()
        fresh = ContactEntry() if row is None else _entry(row)
        self.begin(("contact", contact_id), fresh)

    def _show_said(self) -> None:
        today = self.book.today()
        with self.book.read() as sql:
            found = social.said_of(sql, self.contact_id) if self.contact_id is not None else []
        self.said.show_rows([OneLine(one.id, say(day_words(one.day, today)), one.words, folds=True) for one in found])
        self.said_head.note.set_text(clauses((trn("{n} 句", len(found)), tr("Del 去掉一句"))))
        for part in (self.said_head, self.said):
            part.setVisible(bool(found))

    def strike(self) -> None:
        """It was not said."""
        chosen = self.said.current_id()
        if chosen is not None:
            self.done.emit(acts_of_social.strike_said(self.book, note_id=chosen))
            self._show_said()

    def _entry(self) -> ContactEntry:
        channel, campaign = self.channel.choice(), self.campaign.choice()
        return ContactEntry(
            self.platform.choice(), self.handle.text(), self.name.text(), self.note.text(),
            int(channel) if channel else None, int(campaign) if campaign else None, self.words.text(),
        )  # fmt: skip

    def _state(self) -> ContactEntry:
        return self._entry()

    def _fill(self, state: ContactEntry) -> None:
        self.platform.choose(state.platform)
        for line, text in (
            (self.handle, state.handle), (self.name, state.name), (self.note, state.note), (self.words, state.said),
        ):  # fmt: skip
            line.setText(text)
        self.channel.choose("" if state.channel_id is None else str(state.channel_id))
        self.campaign.choose("" if state.campaign_id is None else str(state.campaign_id))

    def _problems(self) -> Sequence[Problem]:
        return clean_contact(self._entry())[2]

    def _write(self, accepted: Collection[str]) -> Done:
        if self.contact_id is None:
            return acts_of_social.add_contact(self.book, entry=self._entry(), accepted=accepted)
        return acts_of_social.change_contact(
            self.book, contact_id=self.contact_id, entry=self._entry(), seen=self._version, accepted=accepted
        )


def _entry(row: ContactRow) -> ContactEntry:
    return ContactEntry(row.platform, row.handle, row.name, row.note, row.channel_id, row.campaign_id)


class OfContact(EntryPanel):
    """What the three below share: whose handle it is about."""

    topic = "social"

    def __init__(self, theme: Theme, book: Book, title: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, title, save, parent)
        self.contact_id = 0
        self.who = Label(theme, "", size=16, bold=True)
        self.about = Prose(theme, "", size=13)

    def _lay(self) -> None:
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addWidget(self.about)
        self.body.addSpacing(self.theme.px(12))
        self.body.addWidget(self.form)

    def _stand_for(self, contact_id: int) -> ContactRow:
        self._keep()
        self._key = None
        with self.book.read() as sql:
            row = social.contact(sql, contact_id)
        if row is None:
            raise NoSuchRow(table="social_contact", id=contact_id)
        self.contact_id = contact_id
        self.who.set_text(row.called)
        where = say(Platform(row.platform).label)
        self.about.setText(clauses((where, row.handle if row.name else "", trn("说过 {n} 句", row.notes) if row.notes else "")))
        return row


class SaidPanel(OfContact):
    """记一句: what they said, on a day."""

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记一句"), tr("记上"), parent)
        self.words = Line(theme)
        self.day = Line(theme, icon="calendar", echo=self._day_words)
        self.form.add("said", self.watch("said", Field(theme, tr("说了什么、问了什么"), self.words)))
        self.form.add("day", self.watch("day", Field(theme, tr("日期"), self.day)))
        self._lay()

    def choose(self, contact_id: int) -> None:
        """Of whom. Raises BookError."""
        self._stand_for(contact_id)
        self.begin(("said of contact", contact_id), ("", tr(TODAY)))

    def _state(self) -> tuple[str, str]:
        return self.words.text(), self.day.text()

    def _fill(self, state: tuple[str, str]) -> None:
        self.words.setText(state[0])
        self.day.setText(state[1])

    def _problems(self) -> Sequence[Problem]:
        return clean_said(self.words.text(), self.day.text(), self.book.today())[2]

    def _write(self, accepted: Collection[str]) -> Done:
        return acts_of_social.note_said(
            self.book, contact_id=self.contact_id, words=self.words.text(), day=self.day.text(), accepted=accepted
        )

    def _cure_word(self, problem: Problem) -> str:
        return tr("改成今天") if problem.field == "day" and problem.cure == TODAY else ""

    def _day_words(self, typed: str) -> str:
        day, _ = read_day(typed, self.book.today())
        if day is None:
            return ""
        return tr("{day} {weekday}", day=say(near_day(day, self.book.today())), weekday=say(weekday(day)))


class BecomePanel(OfContact):
    """记成客户: the name, a number if there is one; all else comes with the handle."""

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记成客户"), tr("记成客户"), parent)
        self.name, self.phone = Line(theme), Line(theme, placeholder=tr("可不填"))
        self.form.add("name", self.watch("name", Field(theme, tr("姓名"), self.name)))
        self.form.add("phone", self.watch("phone", Field(theme, tr("电话"), self.phone)))
        self._lay()
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Prose(theme, tr("说过的话记进往来，各在原来那天；来源渠道和推广活动也带过去。"), size=13))

    def choose(self, contact_id: int) -> None:
        """Of whom. Raises BookError."""
        row = self._stand_for(contact_id)
        self.begin(("become", contact_id), (row.name, ""))

    def _state(self) -> tuple[str, str]:
        return self.name.text(), self.phone.text()

    def _fill(self, state: tuple[str, str]) -> None:
        self.name.setText(state[0])
        self.phone.setText(state[1])

    def _problems(self) -> Sequence[Problem]:
        name, phone = self._state()
        entry = CustomerEntry(name=name, phones=(PhoneEntry(phone),) if phone.strip() else ())
        return clean_customer(entry, self.book.today())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        name, phone = self._state()
        return acts_of_social.become_customer(
            self.book, contact_id=self.contact_id, name=name, phone=phone, accepted=accepted
        )


class TiePanel(OfContact):
    """就是这位客户: whose the handle is, found by the counter search."""

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("就是这位客户"), tr("就是他"), parent)
        self.customer = Picker(
            theme, find_customer(book), placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search", nothing=nobody_found
        )  # fmt: skip
        self.form.add("customer", Field(theme, tr_as("one", "客户"), self.customer))
        self._lay()
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Prose(theme, tr("说过的话记进他的往来；不知道他怎么来的，就按这里的来源渠道。"), size=13))

    def choose(self, contact_id: int) -> None:
        """Which handle. Raises BookError."""
        self._stand_for(contact_id)
        self.begin(("tie", contact_id), (None, ""))

    def _state(self) -> tuple[Option | None, str]:
        key = self.customer.choice()
        return Option(key, self.customer.text()) if key else None, self.customer.text()

    def _fill(self, state: tuple[Option | None, str]) -> None:
        self.customer.choose(state[0])
        self.customer.setText(state[1])
        self.customer.close_list()

    def _problems(self) -> Sequence[Problem]:
        return () if self.customer.choice() else (Problem("customer", Message("contact_customer_missing")),)

    def _write(self, accepted: Collection[str]) -> Done:
        problems = self._problems()
        if problems:
            raise Refused(problems)
        return acts_of_social.tie_contact(
            self.book, contact_id=self.contact_id, customer_id=int(self.customer.choice())
        )
