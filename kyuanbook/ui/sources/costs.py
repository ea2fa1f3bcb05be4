"""花费 of a campaign, an event, a channel or a partner: the list with its sum, and the entry."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import costs as acts
from kyuanbook.actions.costs import SpentOn
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.costs import CostRow, cost, spent_on_name
from kyuanbook.language import say, tr
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.costs import CostEntry, clean_cost
from kyuanbook.rules.dates import day_words, near_day, read_day, weekday
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.privacy import amount_words, typed_amount
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label
from kyuanbook.ui.pages.section import on_key
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

COST_KEY = "Ctrl+K"
TODAY = "今天"


class CostPanel(EntryPanel):
    """记花费: how much, when, for what."""

    topic = "costs"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记花费"), tr("保存"), parent)
        self.cost_id: int | None = None
        self._on = SpentOn()
        self.what = Label(theme, "", size=16, bold=True)
        self.amount = Line(theme, echo=_sum_words)
        self.day = Line(theme, icon="calendar", echo=self._day_words)
        self.note = Line(theme, placeholder=tr("如 印传单、场地、茶点"))
        self.form.add("amount", self.watch("amount", Field(theme, tr("花了多少"), self.amount)))
        self.form.add("day", self.watch("day", Field(theme, tr("日期"), self.day)))
        self.form.add("note", self.watch("note", Field(theme, tr("花在哪里"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.what)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def record(self, on: SpentOn) -> None:
        """A new one. Raises BookError."""
        with self.book.read() as sql:
            name = spent_on_name(sql, **on._asdict())
        if name is None:
            raise NoSuchRow(table="campaign", id=on.campaign_id or on.channel_id or on.partner_id)
        self._stand(None, on, name, tr("记花费"))
        self.begin(("cost of", on), CostEntry(day=tr(TODAY)))

    def change(self, cost_id: int) -> None:
        """Correct one. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen = cost(sql, cost_id)
            name = spent_on_name(sql, seen.campaign_id, seen.channel_id, seen.partner_id) if seen is not None else None
        if seen is None or name is None:
            raise NoSuchRow(table="cost", id=cost_id)
        self._stand(cost_id, SpentOn(seen.campaign_id, seen.channel_id, seen.partner_id), name, tr("改一笔花费"))
        today = self.book.today()
        self.begin(("cost", cost_id), CostEntry(as_typed.amount(seen.cents), as_typed.day(seen.day, today), seen.note))

    def _stand(self, cost_id: int | None, on: SpentOn, name: str, title: str) -> None:
        self._keep()
        self._key = None
        self.cost_id, self._on = cost_id, on
        self.what.set_text(name)
        self.entitle(title, changes=cost_id is not None)

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
        return acts.add_cost(self.book, on=self._on, entry=self._state(), accepted=accepted)

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today)
        return "" if day is None else tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))


def _sum_words(typed: str) -> str:
    cents, _ = parse_amount(typed)
    return "" if cents is None else f"= {typed_amount(cents)}"


class CostList(Part):
    """What was spent, the newest first, with its sum. ``add_wanted``; ``edit_wanted``, ``remove_wanted``: of one entry."""

    add_wanted = Signal()
    edit_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, *, bind: bool = True) -> None:
        """``bind``: take the key; False where the page has it in hand."""
        super().__init__(theme)
        self.head = Heading(theme, tr("花费"))
        self.add = Button(theme, tr("记花费"), kind="link", icon="plus", key=COST_KEY, bind=bind)
        self.list = Rows(theme, name=tr("花费"), lead_width=88, lead_size=14, height=36, fitted=True)
        self.head.add(self.add)
        down = column(theme, self)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.list))
        self.add.clicked.connect(self.add_wanted)
        self.list.opened.connect(self.edit_wanted)
        on_key(self.list, "Del", self._remove)
        RowMenu(self.list, lambda: (self.row_acts(),))

    def show_costs(self, costs: Sequence[CostRow], today: int, budget_cents: int | None = None) -> None:
        """These; with what was meant to be spent, if anything was said."""
        self.list.show_rows([_line(one, today) for one in costs])
        self.list.setVisible(bool(costs))
        spent = sum(one.cents for one in costs)
        words = tr("共 {amount}", amount=amount_words(spent)) if costs else ""
        if budget_cents is not None:
            budget = amount_words(budget_cents)
            words = tr("共 {amount}，预算 {budget}", amount=amount_words(spent), budget=budget)
        self.head.note.set_text(words)

    def row_acts(self) -> Sequence[Act]:
        """What can be done with the entry in hand."""
        chosen = self.list.current_id()
        if chosen is None:
            return ()
        return (
            Act(tr("改这笔花费"), "Enter", lambda: self.edit_wanted.emit(chosen), bind=False),
            Act(tr("去掉这笔花费"), "Del", self._remove, bind=False),
        )

    def _remove(self) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            self.remove_wanted.emit(chosen)


def _line(one: CostRow, today: int) -> OneLine:
    name, day = one.note or tr("没写花在哪里"), say(day_words(one.day, today))
    return OneLine(one.id, day, name, end=amount_words(one.cents), folds=True)
