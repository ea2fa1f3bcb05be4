"""Small entries about partners: paying one, sending a customer there, what a customer agreed to."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import consents, partners
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import consents as kept
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries import partners as rows
from kyuanbook.language import say, tr
from kyuanbook.rules.consents import KINDS, ConsentEntry, ConsentKind, clean_consent
from kyuanbook.rules.dates import near_day, read_day, weekday
from kyuanbook.rules.partners import PaymentForm, clean_payment
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.dated_panel import number
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

TODAY = "今天"


class _DayPanel(EntryPanel):
    """One with a name over it and a day in it."""

    topic = "sources-partners"

    def __init__(self, theme: Theme, book: Book, title: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, title, save, parent)
        self.who = Label(theme, "", size=16, bold=True)
        self.day = Line(theme, icon="calendar", echo=self._day_words)
        self.note = Line(theme, placeholder=tr("可不填"))

    def _lay(self) -> None:
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(self.theme.px(12))
        self.body.addWidget(self.form)

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today)
        return "" if day is None else tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))


class PayPanel(_DayPanel):
    """记付款: what was paid to a partner. What is owed stands there already."""

    topic = "sources-partners"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记付款"), tr("付了"), parent)
        self.partner_id, self._owed = 0, 0
        self.amount = Line(theme)
        self.owed = Prose(theme, "")
        self.form.add("amount", self.watch("amount", Field(theme, tr("付了多少"), self.amount)))
        self.form.add("day", self.watch("day", Field(theme, tr("日期"), self.day)))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self._lay()
        self.body.insertWidget(2, self.owed)

    def choose(self, partner_id: int) -> None:
        """To whom. Raises BookError."""
        with self.book.read() as sql:
            name, self._owed = rows.partner_name(sql, partner_id), rows.owed(sql, partner_id)
        if name is None:
            raise NoSuchRow(table="partner", id=partner_id)
        self._keep()
        self._key = None
        self.partner_id = partner_id
        self.who.set_text(name)
        self.owed.setText(tr("现在欠 {amount}", amount=amount_words(max(0, self._owed), exact=True)))
        self.begin(("pay", partner_id), PaymentForm(as_typed.amount(max(0, self._owed)), tr(TODAY)))

    def _state(self) -> PaymentForm:
        return PaymentForm(self.amount.text(), self.day.text(), self.note.text())

    def _fill(self, state: PaymentForm) -> None:
        self.amount.setText(state.amount)
        self.day.setText(state.day)
        self.note.setText(state.note)

    def _problems(self) -> Sequence[Problem]:
        return clean_payment(self._state(), self.book.today(), self._owed)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return partners.pay_partner(self.book, partner_id=self.partner_id, form=self._state(), accepted=accepted)


class SentTyped(NamedTuple):
    """What stands in 送去别家."""

    partner: str = ""
    note: str = ""


class SentPanel(_DayPanel):
    """送去别家: to which partner a customer was sent."""

    topic = "sources-partners"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("送去合作伙伴"), tr("送去了"), parent)
        self._customer_id = 0
        self.partner = Combo(theme)
        self.form.add("partner", Field(theme, tr("送去哪一家"), self.partner))
        self.form.add("note", self.watch("note", Field(theme, tr("为什么事"), self.note)))
        self._lay()

    def choose(self, customer_id: int) -> None:
        """Whom. Raises BookError."""
        with self.book.read() as sql:
            name, offered, likely = lookups.name_of(sql, customer_id), rows.offered(sql), rows.likely_partner(sql)
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._keep()
        self._key = None
        self._customer_id = customer_id
        self.who.set_text(name)
        self.partner.set_choices([Choice(str(one.id), one.name) for one in offered])
        self.begin(("sent", customer_id), SentTyped(str(likely.id) if likely is not None else ""))

    def _state(self) -> SentTyped:
        return SentTyped(self.partner.choice(), self.note.text())

    def _fill(self, state: SentTyped) -> None:
        self.partner.choose(state.partner)
        self.note.setText(state.note)

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.note.text(), "note", partners.NOTE_LIMIT)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return partners.send_to_partner(
            self.book, customer_id=self._customer_id, partner_id=int(self.partner.choice()), note=self.note.text()
        )


class ConsentPanel(_DayPanel):
    """记授权同意: what a customer agreed to, when and how; and, where it was taken back, when."""

    topic = "consents"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记授权同意"), tr("保存"), parent)
        self._customer_id = 0
        self.consent_id: int | None = None
        self.kind = Combo(theme, [Choice(kind.value, say(kind.label)) for kind in KINDS])
        self.partner = Combo(theme)
        self.how = Line(theme, placeholder=tr("口头、签字、微信"))
        self.withdrawn = Line(theme, icon="calendar", placeholder=tr("没有撤回"), echo=self._day_words)
        self.form.add("kind", Field(theme, tr("同意了什么"), self.kind))
        self.form.add("partner", Field(theme, tr("可以给谁"), self.partner))
        self.form.add("day", self.watch("day", Field(theme, tr("哪天同意的"), self.day)))
        self.form.add("how", self.watch("how", Field(theme, tr("怎么同意的"), self.how)))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.form.add("withdrawn", self.watch("withdrawn", Field(theme, tr("哪天撤回的"), self.withdrawn)))
        self.kind.chosen.connect(lambda _: self._show_partner())
        self._lay()

    def record(self, customer_id: int) -> None:
        """A new one. Raises BookError."""
        self._stand(None, customer_id, tr("记授权同意"))
        self.begin(("consent of", customer_id), ConsentEntry(day=tr(TODAY)))

    def change(self, consent_id: int) -> None:
        """Correct one, or say when it was taken back. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen = kept.consent(sql, consent_id)
        if seen is None:
            raise NoSuchRow(table="consent", id=consent_id)
        self._stand(consent_id, seen.customer_id, tr("改授权同意"), (seen.partner_id, seen.partner))
        today = self.book.today()
        given, withdrawn = (as_typed.day(day, today) for day in (seen.day, seen.withdrawn_day))
        entry = ConsentEntry(seen.kind, seen.partner_id, given, seen.how, seen.note, withdrawn)
        self.begin(("consent", consent_id), entry)

    def _stand(
        self, consent_id: int | None, customer_id: int, title: str, also: tuple[int | None, str] = (None, "")
    ) -> None:
        with self.book.read() as sql:
            name, offered = lookups.name_of(sql, customer_id), rows.offered(sql)
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._keep()
        self._key = None
        self.consent_id, self._customer_id = consent_id, customer_id
        self.who.set_text(name)
        self.entitle(title, changes=consent_id is not None)
        choices = [Choice("", tr("哪一家都可以")), *(Choice(str(one.id), tr("只给{name}", name=one.name)) for one in offered)]
        if also[0] is not None and all(one.id != also[0] for one in offered):
            choices.append(Choice(str(also[0]), tr("只给{name}", name=also[1])))
        self.partner.set_choices(choices)
        self.form.fields["withdrawn"].setVisible(consent_id is not None)

    def _show_partner(self) -> None:
        self.form.fields["partner"].setVisible(self.kind.choice() == ConsentKind.SHARE and self.partner.count() > 1)

    def _state(self) -> ConsentEntry:
        return ConsentEntry(
            self.kind.choice(), number(self.partner.choice()), self.day.text(), self.how.text(), self.note.text(),
            self.withdrawn.text(),
        )  # fmt: skip

    def _fill(self, state: ConsentEntry) -> None:
        self.kind.choose(state.kind)
        self.partner.choose("" if state.partner_id is None else str(state.partner_id))
        for line, text in (
            (self.day, state.day), (self.how, state.how), (self.note, state.note), (self.withdrawn, state.withdrawn)
        ):  # fmt: skip
            line.setText(text)
        self._show_partner()

    def _problems(self) -> Sequence[Problem]:
        return clean_consent(self._state(), self.book.today())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        if self.consent_id is not None:
            return consents.change_consent(self.book, consent_id=self.consent_id, entry=self._state(), accepted=accepted)
        return consents.record_consent(self.book, customer_id=self._customer_id, entry=self._state(), accepted=accepted)
