"""记花费: one thing that was paid for, of a campaign or of a source."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import campaigns as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import campaigns, partners, shop
from kyuanbook.language import tr
from kyuanbook.rules.campaign_entries import CostEntry, clean_cost
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.sources.typed import past_day, sum_words


class PaidFor(NamedTuple):
    """What is paid for: one of the three."""

    campaign_id: int | None = None
    channel_id: int | None = None
    partner_id: int | None = None


class CostPanel(EntryPanel):
    """``cost_id``: what is corrected, None for a new one."""

    topic = "sources-campaigns"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记花费"), tr("记上"), parent)
        self.cost_id: int | None = None
        self._of = PaidFor()
        self.what = Label(theme, "", size=16, bold=True)
        self.amount = Line(theme, echo=sum_words, big=True)
        self.day = Line(theme, icon="calendar", echo=lambda typed: past_day(typed, book.today()))
        self.note = Line(theme, placeholder=tr("如 印 1000 张"))
        self.form.add("amount", self.watch("amount", Field(theme, tr("花了多少"), self.amount)))
        self.form.add("day", self.watch("day", Field(theme, tr("日期"), self.day)))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.what)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def record(self, of: PaidFor) -> None:
        """Something more was paid. Raises BookError."""
        self._stand(None, of, tr("记花费"))
        self.begin(("cost of", of), CostEntry(day=tr("今天")))

    def change(self, cost_id: int) -> None:
        """Correct one. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            found = campaigns.cost(sql, cost_id)
        if found is None:
            raise NoSuchRow(table="cost", id=cost_id)
        paid, *of = found
        self._stand(cost_id, PaidFor(*of), tr("改一笔花费"))
        entry = CostEntry(as_typed.amount(paid.cents) or "0", as_typed.day(paid.day, self.book.today()), paid.note)
        self.begin(("cost", cost_id), entry)

    def _stand(self, cost_id: int | None, of: PaidFor, title: str) -> None:
        self._keep()
        self._key = None
        self.cost_id, self._of = cost_id, of
        self.entitle(title, changes=cost_id is not None)
        self.what.set_text(paid_for(self.book, of))

    def _state(self) -> CostEntry:
        return CostEntry(self.amount.text(), self.day.text(), self.note.text())

    def _fill(self, state: CostEntry) -> None:
        self.amount.setText(state.amount)
        self.day.setText(state.day)
        self.note.setText(state.note)

    def _problems(self) -> Sequence[Problem]:
        return clean_cost(self._state(), self.book.today())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        if self.cost_id is not None:
            return acts.change_cost(self.book, cost_id=self.cost_id, entry=self._state(), accepted=accepted)
        return acts.add_cost(self.book, entry=self._state(), accepted=accepted, **self._of._asdict())


def paid_for(book: Book, of: PaidFor) -> str:
    """What a payment is for, in words. Raises NoSuchRow."""
    with book.read() as sql:
        if of.campaign_id is not None:
            campaign = campaigns.campaign(sql, of.campaign_id)
            name = None if campaign is None else campaign.name
        elif of.partner_id is not None:
            name = partners.partner_name(sql, of.partner_id)
        else:
            name = next((one.name for one in shop.channels(sql, hidden=True) if one.id == of.channel_id), None)
    if name is None:
        table = "campaign" if of.campaign_id is not None else "partner" if of.partner_id is not None else "channel"
        raise NoSuchRow(table=table, id=of.campaign_id or of.partner_id or of.channel_id)
    return name
