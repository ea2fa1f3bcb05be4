"""合作伙伴, entered or changed: who, whom to speak to, what they are given for whom they send."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import partners as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import partners, shop
from kyuanbook.language import say, tr
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.partners import COMMISSIONS, KINDS, Commission, PartnerForm, clean_partner, percent_typed
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.contact_rows import ContactRows
from kyuanbook.ui.entry.dated_panel import number
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose


class PartnerPanel(EntryPanel):
    """``partner_id``: what is changed, None for a new one."""

    topic = "sources-partners"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("新的合作伙伴"), tr("保存"), parent)
        self.partner_id: int | None = None
        self.name = Line(theme, placeholder=tr("如 张记干洗"))
        self.kind = Combo(theme, [Choice(kind.value, say(kind.label)) for kind in KINDS])
        self.channel = Combo(theme)
        self.commission = Combo(theme, [Choice(one.value, say(one.label)) for one in COMMISSIONS])
        self.amount, self.days = Line(theme), Line(theme, placeholder=tr("一直算"))
        self.phone, self.wechat, self.address = Line(theme), Line(theme), Line(theme)
        self.people = ContactRows(theme)
        self.note = Lines(theme, lines=2)
        self.since = Prose(theme, tr("改了佣金，从今天的到店起照新的算；以前的照原来说好的。"), size=13)
        self.form.add("name", self.watch("name", Field(theme, tr("叫什么"), self.name)))
        self.form.add("kind", Field(theme, tr("哪一类"), self.kind))
        self.form.add("commission", Field(theme, tr("佣金"), self.commission))
        self.form.add_row(
            ("amount", self.watch("amount", Field(theme, tr("多少"), self.amount))),
            ("days", self.watch("days", Field(theme, tr("从第一次到店算几天"), self.days))),
        )
        self.form.add_widget(self.since)
        self.form.add("phone", self.watch("phone", Field(theme, tr("电话"), self.phone)))
        self.form.add_widget(self.people)
        self.form.add("channel", Field(theme, tr("他们带来的人算哪个来源"), self.channel))
        self.form.add("wechat", self.watch("wechat", Field(theme, tr("微信"), self.wechat)))
        self.form.add("address", self.watch("address", Field(theme, tr("地址"), self.address)))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note, hint=tr("Ctrl Enter 保存"))))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.form)
        self.commission.chosen.connect(lambda _: self._show_rule())
        self.people.submitted.connect(self.form.submitted)
        self.people.grown.connect(self._chain)
        self._chain()

    def _chain(self) -> None:
        self._chain_of(
            self.name, self.kind, self.commission, self.amount, self.days, self.phone, *self.people.editors(), self.channel,
            self.wechat, self.address, self.note,
        )  # fmt: skip

    def open_for(self, partner_id: int | None) -> None:
        """Enter one, or change that one. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen = partners.partner(sql, partner_id) if partner_id is not None else None
            channels = [one for one in shop.channels(sql, hidden=True) if one.family == ChannelFamily.PARTNER]
        if partner_id is not None and seen is None:
            raise NoSuchRow(table="partner", id=partner_id)
        self._keep()
        self._key = None
        self.partner_id = partner_id
        self.entitle(tr("新的合作伙伴") if partner_id is None else tr("改合作伙伴"), changes=partner_id is not None)
        kept = None if seen is None else seen.channel_id
        offered = [one for one in channels if not one.hidden or one.id == kept]
        self.channel.set_choices([Choice("", tr("不填")), *(Choice(str(one.id), one.name) for one in offered)])
        self.since.setVisible(partner_id is not None)
        self.begin(("partner", partner_id), PartnerForm() if seen is None else _form(seen))

    def _show_rule(self) -> None:
        way = self.commission.choice()
        amount, days = self.form.fields["amount"], self.form.fields["days"]
        amount.setVisible(way != Commission.NONE)
        amount.call(tr("每位多少钱") if way == Commission.EACH else tr("百分之几"))
        self.amount.setPlaceholderText("20" if way == Commission.EACH else "10")
        days.setVisible(way == Commission.ALL)

    def _state(self) -> PartnerForm:
        return PartnerForm(
            self.name.text(), self.kind.choice(), self.phone.text(), self.wechat.text(), self.address.text(), self.note.text(),
            number(self.channel.choice()), self.commission.choice(), self.amount.text(), self.days.text(), self.people.entries(),
        )  # fmt: skip

    def _fill(self, state: PartnerForm) -> None:
        self.name.setText(state.name)
        self.kind.choose(state.kind)
        self.channel.choose("" if state.channel_id is None else str(state.channel_id))
        self.commission.choose(state.commission)
        for line, text in (
            (self.amount, state.amount), (self.days, state.days), (self.phone, state.phone), (self.wechat, state.wechat),
            (self.address, state.address),
        ):  # fmt: skip
            line.setText(text)
        self.note.setText(state.note)
        self.people.fill(state.people)
        self._show_rule()

    def _problems(self) -> Sequence[Problem]:
        return [_placed(one) for one in clean_partner(self._state())[1]]

    def _write(self, accepted: Collection[str]) -> Done:
        form = self._state()
        if self.partner_id is None:
            return acts.add_partner(self.book, form=form, accepted=accepted)
        return acts.change_partner(self.book, partner_id=self.partner_id, form=form, accepted=accepted)

    def _complain(self, problems: Sequence[Problem]) -> None:
        super()._complain([_placed(one) for one in problems])


def _placed(problem: Problem) -> Problem:
    """What is wrong with a commission is said where its figure is typed."""
    return problem._replace(field="amount") if problem.field == "commission" else problem


def _form(seen: partners.PartnerSeen) -> PartnerForm:
    terms = seen.terms
    amount = as_typed.amount(terms.cents) if terms.commission == Commission.EACH else percent_typed(terms.rate)
    return PartnerForm(
        seen.name, seen.kind, seen.phone, seen.wechat, seen.address, seen.note, seen.channel_id, terms.commission,
        "" if terms.commission == Commission.NONE else amount, "" if terms.days is None else str(terms.days), seen.people,
    )  # fmt: skip
