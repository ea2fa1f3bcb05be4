"""Two small entries about who stays away: why, and what was tried to bring them back."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import lapse, winback
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups, shop
from kyuanbook.book.queries.lapse import ReasonRow, last_visit, reasons, said_of_now
from kyuanbook.book.queries.winback import attempt, own_measures
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.dates import full_day, month_day, read_day, weekday
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.winback import MEASURES, AttemptEntry, clean_attempt
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.privacy import typed_amount
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

OWN = "own:"
TODAY = "今天"


def reason_choices(offered: Sequence[ReasonRow], none: str) -> list[Choice]:
    """The reasons to choose from, and before them that none is."""
    return [Choice("", none), *(Choice(str(one.id), one.name) for one in offered)]


class ReasonPanel(EntryPanel):
    """流失原因: what the customer said, or what the owner has heard of it."""

    topic = "lapse"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("为什么不来了"), tr("记上"), parent)
        self._customer_id = 0
        self.who = Label(theme, "", size=16, bold=True)
        self.reason = Combo(theme)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.form.add("reason", Field(theme, tr("流失原因"), self.reason))
        self.form.add("why", self.watch("why", Field(theme, tr("原话"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Prose(theme, tr("别的原因可以在“设置 → 流失原因”里加。"), size=13))

    def choose(self, customer_id: int) -> None:
        """Whom it is about; what was said of this silence before stands there. Raises BookError."""
        with self.book.read() as sql:
            name = lookups.name_of(sql, customer_id)
            if name is None:
                raise NoSuchRow(table="customer", id=customer_id)
            offered = reasons(sql)
            before = said_of_now(sql, customer_id, last_visit(sql, customer_id, self.book.today()))
            if before is not None and all(one.id != before.reason_id for one in offered):
                offered.append(ReasonRow(before.reason_id, None, before.reason, hidden=True))
        self._customer_id = customer_id
        self.who.set_text(name)
        self.reason.set_choices(reason_choices(offered, tr("请选一个")))
        self.begin(("why", customer_id), (str(before.reason_id), before.note) if before is not None else ("", ""))

    def _state(self) -> tuple[str, str]:
        return self.reason.choice(), self.note.text()

    def _fill(self, state: tuple[str, str]) -> None:
        self.reason.choose(state[0])
        self.note.setText(state[1])

    def _problems(self) -> Sequence[Problem]:
        missing = () if self.reason.choice() else (Problem("reason", Message("reason_missing")),)
        return (*missing, *clean_line(self.note.text(), "why", lapse.WHY_LIMIT)[1])

    def _write(self, accepted: Collection[str]) -> Done:
        if not self.reason.choice():
            raise Refused(self._problems())
        return lapse.note_reason(
            self.book, customer_id=self._customer_id, reason_id=int(self.reason.choice()), note=self.note.text()
        )


class AttemptPanel(EntryPanel):
    """记挽回: how it was tried, what it cost, when; with one customer, or with all those picked."""

    topic = "winback"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记挽回"), tr("保存"), parent)
        self._ids: tuple[int, ...] = ()
        self.attempt_id: int | None = None
        self.who = Label(theme, "", size=16, bold=True)
        self.measure = Combo(theme)
        self.own = Line(theme, placeholder=tr("如 上门看望"))
        self.cost = Line(theme, placeholder=tr("可不填"), echo=_sum_words)
        self.day = Line(theme, icon="calendar", echo=self._day_words)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.form.add("way", Field(theme, tr("用什么办法"), self.measure))
        self.form.add("measure", self.watch("measure", Field(theme, tr("自己写"), self.own)))
        self.form.add("cost", self.watch("cost", Field(theme, tr("花费"), self.cost)))
        self.form.add("day", self.watch("day", Field(theme, tr("日期"), self.day)))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.measure.chosen.connect(lambda _: self._show_own(focus=True))
        self._horizon, self._calendar = 0, ALWAYS_OPEN
        self.until = Prose(theme, "", size=13)
        self.day.textChanged.connect(lambda _: self._show_until())
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.until)

    # beginning -----------------------------------------------------------------------------------------------------------

    def record(self, customer_ids: Sequence[int]) -> None:
        """A new attempt with these. Raises BookError."""
        ids = tuple(customer_ids)
        with self.book.read() as sql:
            name = lookups.name_of(sql, ids[0]) if len(ids) == 1 else trn("选中的 {n} 位", len(ids))
        if name is None:
            raise NoSuchRow(table="customer", id=ids[0])
        self._show(None, ids, name, tr("记挽回"))
        self.begin(("try", ids), AttemptEntry(day=tr(TODAY)))

    def change(self, attempt_id: int) -> None:
        """Correct one. Raises BookError when it is no longer there."""
        today = self.book.today()
        with self.book.read() as sql:
            made = attempt(sql, self.book.rhythms, attempt_id)
            name = lookups.name_of(sql, made.customer_id) if made is not None else None
        if made is None or name is None:
            raise NoSuchRow(table="win_back", id=attempt_id)
        self._show(attempt_id, (made.customer_id,), name, tr("改一次挽回"))
        cost, day = as_typed.amount(made.cost_cents), as_typed.day(made.day, today)
        self.begin(("tried", attempt_id), AttemptEntry(made.measure, cost, day, made.note))

    def _show(self, attempt_id: int | None, ids: tuple[int, ...], name: str, title: str) -> None:
        self._keep()
        self._key = None
        self.attempt_id, self._ids = attempt_id, ids
        self.who.set_text(name)
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.form.fields["cost"].hint.set_text(tr("每位") if len(ids) > 1 else "")
        with self.book.read() as sql:
            own, self._horizon = own_measures(sql), self.book.rhythms.in_force(sql)[1].fit.horizon
            self._calendar = shop.open_days(sql)
        offered = [Choice(m.value, say(m.label)) for m in MEASURES] + [Choice(f"{OWN}{word}", word) for word in own]
        self.measure.set_choices([*offered, Choice(OWN, tr("自己写…"))])
        self._show_until()

    def _show_until(self) -> None:
        """How long it is waited. Where open days count, until which day that is: on the card stand days on the wall."""
        if self._calendar.plain:
            self.until.setText(tr("{days}内来了，就算挽回成了。", days=trn("{n} 天", self._horizon)))
            return
        today = self.book.today()
        day, _ = read_day(self.day.text(), today)
        until = say(full_day(self._calendar.after(today if day is None else day, self._horizon)))
        days = trn("{n} 个营业日", self._horizon)
        self.until.setText(tr("{days}内来了，就算挽回成了；店休的日子不算，算到 {until}。", days=days, until=until))

    def _show_own(self, *, focus: bool = False) -> None:
        wanted = self.measure.choice() == OWN
        self.form.fields["measure"].setVisible(wanted)
        if wanted and focus:
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    # what stands there -----------------------------------------------------------------------------------------------------

    def _entry(self) -> AttemptEntry:
        way = self.measure.choice()
        word = self.own.text() if way == OWN else way.removeprefix(OWN)
        return AttemptEntry(word, self.cost.text(), self.day.text(), self.note.text())

    def _state(self) -> AttemptEntry:
        return self._entry()

    def _fill(self, state: AttemptEntry) -> None:
        known = {choice: choice.removeprefix(OWN) for choice in self._ways() if choice != OWN}
        way = next((choice for choice, word in known.items() if word == state.measure), OWN)
        self.measure.choose(way)
        self.own.setText(state.measure if way == OWN else "")
        self.cost.setText(state.cost)
        self.day.setText(state.day)
        self.note.setText(state.note)
        self._show_own()

    def _ways(self) -> list[str]:
        return [str(self.measure.itemData(i)) for i in range(self.measure.count())]

    def _problems(self) -> Sequence[Problem]:
        return clean_attempt(self._entry(), self.book.today())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        if self.attempt_id is not None:
            return winback.change_attempt(
                self.book, attempt_id=self.attempt_id, entry=self._entry(), accepted=accepted
            )
        return winback.record_attempt(self.book, customer_ids=self._ids, entry=self._entry(), accepted=accepted)

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today)
        if day is None:
            return ""
        near = say(month_day(day) if abs(today - day) < 300 else full_day(day))
        return tr("{day} {weekday}", day=near, weekday=say(weekday(day)))


def _sum_words(typed: str) -> str:
    cents, _ = parse_amount(typed)
    return "" if cents is None else f"= {typed_amount(cents)}"
