"""客户活动, planned or changed: what, when, where, by which way people come to it, what it may cost, what to say."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import events as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import events, shop
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import near_day, read_day, time_words, weekday
from kyuanbook.rules.events import EventEntry, clean_event
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.dated_panel import number
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_channel, no_channel
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.sources.partner_choices import partner_choices


class Typed(NamedTuple):
    """What stands in the panel; ``channel``: the words of the source, picked or not."""

    entry: EventEntry
    channel: str = ""


class EventPanel(EntryPanel):
    """``event_id``: what is changed, None for a new one."""

    topic = "sources-events"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("新的客户活动"), tr("保存"), parent)
        self.event_id: int | None = None
        self.name = Line(theme, placeholder=tr("如 护发沙龙"))
        self.first = Line(theme, icon="calendar", placeholder=tr("明天、周六、12.3"), echo=self._day_words)
        self.last = Line(theme, icon="calendar", placeholder=tr("一天的不用填"), echo=self._day_words)
        self.time, self.place = Line(theme, placeholder="14:30"), Line(theme, placeholder=tr("可不填"))
        self.channel = Picker(theme, find_channel(book), placeholder=tr("可不填，如 沙龙、讲座、直播"), nothing=no_channel)
        self.partner = Combo(theme)
        self.budget = Line(theme, placeholder=tr("可不填"))
        self.words = Lines(theme, lines=2)
        self.note = Lines(theme, lines=2)
        self.form.add("name", self.watch("name", Field(theme, tr("活动叫什么"), self.name)))
        self.form.add("first", self.watch("first", Field(theme, tr("哪一天"), self.first)))
        self.form.add("last", self.watch("last", Field(theme, tr("哪一天结束"), self.last)))
        self.form.add_row(
            ("time", self.watch("time", Field(theme, tr("几点"), self.time))),
            ("place", self.watch("place", Field(theme, tr("在哪里"), self.place))),
        )
        self.form.add("channel", self.watch("channel", Field(theme, tr("来的人算哪个来源"), self.channel)))
        self.form.add("partner", Field(theme, tr("和谁一起办"), self.partner))
        self.form.add("budget", self.watch("budget", Field(theme, tr("预算"), self.budget)))
        self.form.add("words", self.watch("words", Field(theme, tr("邀请的话"), self.words, hint=tr("Ctrl Enter 保存"))))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.form)
        self._chain_of(
            self.name, self.first, self.last, self.time, self.place, self.channel, self.partner, self.budget, self.words,
            self.note,
        )  # fmt: skip

    # opening -----------------------------------------------------------------------------------------------------------

    def open_for(self, event_id: int | None) -> None:
        """Plan one, or change that one. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen = events.event(sql, event_id) if event_id is not None else None
            channels = {one.id: one.name for one in shop.channels(sql, hidden=True)}
        if event_id is not None and seen is None:
            raise NoSuchRow(table="campaign", id=event_id)
        self._keep()
        self._key = None
        self.event_id = event_id
        self.entitle(tr("新的客户活动") if event_id is None else tr("改客户活动"), changes=event_id is not None)
        choices = partner_choices(self.book, seen.partner_id if seen is not None else None)
        self.partner.set_choices(choices)
        self.form.fields["partner"].setVisible(len(choices) > 1)
        if seen is None:
            self.begin(("event", None), Typed(EventEntry()))
            return
        budget = "" if seen.budget_cents is None else as_typed.amount(seen.budget_cents) or "0"
        entry = EventEntry(
            seen.name, _typed_day(seen.first), _typed_day(seen.last) if seen.last > seen.first else "", time_words(seen.minute),
            seen.place, seen.channel_id, seen.partner_id, budget, seen.words, seen.note,
        )  # fmt: skip
        self.begin(("event", event_id), Typed(entry, channels.get(seen.channel_id or 0, "")))

    # the form ----------------------------------------------------------------------------------------------------------

    def _state(self) -> Typed:
        entry = EventEntry(
            self.name.text(), self.first.text(), self.last.text(), self.time.text(), self.place.text(),
            number(self.channel.choice()), number(self.partner.choice()), self.budget.text(), self.words.text(),
            self.note.text(),
        )  # fmt: skip
        return Typed(entry, self.channel.text())

    def _fill(self, state: Typed) -> None:
        one = state.entry
        for line, text in (
            (self.name, one.name), (self.first, one.first), (self.last, one.last), (self.time, one.time), (self.place, one.place),
            (self.budget, one.budget),
        ):  # fmt: skip
            line.setText(text)
        self.words.setText(one.words)
        self.note.setText(one.note)
        self.channel.choose(None if one.channel_id is None else Option(str(one.channel_id), state.channel))
        if one.channel_id is None:
            self.channel.setText(state.channel)
        self.partner.choose("" if one.partner_id is None else str(one.partner_id))

    def _problems(self) -> Sequence[Problem]:
        found = clean_event(self._state().entry, self.book.today())[1]
        if self.channel.text().strip() and not self.channel.choice():
            found += (Problem("channel", Message("channel_unknown", {"name": self.channel.text().strip()})),)
        return found

    def _write(self, accepted: Collection[str]) -> Done:
        refused = [p for p in self._problems() if not (p.asks and p.answer in accepted)]
        if refused:
            raise Refused(refused)
        entry = self._state().entry
        if self.event_id is None:
            return acts.add_event(self.book, entry=entry, accepted=accepted)
        return acts.change_event(self.book, event_id=self.event_id, entry=entry, accepted=accepted)

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today, allow_future=True)
        return "" if day is None else tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))


def _typed_day(day: int) -> str:
    """A day with its year: one without it would be read as one to come."""
    on = date.fromordinal(day)
    return f"{on.year}.{on.month}.{on.day}"
