"""签到: who stands at the door is found as at the counter, and ticked by Enter; the line is empty again for the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import events as acts
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import events
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.dates import time_words
from kyuanbook.rules.search_keys import matches, query_words, rank, record_keys
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry.finding import find_customer
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Bleed
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.privacy import phone_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label
from kyuanbook.ui.shell.acts import Acts

NEW = "new:"
MOST = 6  # and somebody new below them


class DoorPanel(Panel):
    """Guests of the event come first in what is offered; then everybody in the book; last somebody new."""

    topic = "sources-events"

    def __init__(self, theme: Theme, book: Book, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("签到"), parent)
        self.book, self.acts = book, acts
        self.event_id = 0
        self._accepted: set[str] = set()
        self._last: int | None = None  # who was ticked last: at the top, whoever else came in the same minute
        self._usual = find_customer(book)
        self.what = Label(theme, "", size=16, bold=True)
        self.one = Picker(theme, self._find, placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search")
        self.field = Field(theme, tr("谁来了"), self.one, hint=tr("Enter 签到"))
        self.head = Heading(theme, tr("已到"))
        self.came = Rows(theme, name=tr("已到"), lead_width=56, lead_size=14, height=36, fitted=True)
        self.body.addWidget(self.what)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.field)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.head)
        self.body.addLayout(Bleed(theme, self.came))
        self.body.addStretch(1)
        self.one.picked.connect(self._tick)
        self.field.kept.connect(self._all_the_same)

    def open_for(self, event_id: int) -> None:
        """At the door of this event. Raises BookError."""
        with self.book.read() as sql:
            event = events.event(sql, event_id)
        if event is None:
            raise NoSuchRow(table="campaign", id=event_id)
        self.event_id = event_id
        self.what.set_text(event.name)
        self.one.choose(None)
        self.field.complain(None)
        self._show()

    def first_field(self) -> QWidget:
        """The line."""
        return self.one

    def _find(self, typed: str) -> Sequence[Option]:
        words = query_words(typed)
        if not typed.strip():
            return ()
        try:
            with self.book.read() as sql:
                guests = events.guests(sql, self.event_id, self.book.today())
        except BookError:
            return ()
        known = {
            g.customer_id: Option(str(g.customer_id), g.name, _beside(g)) for g in guests if _begins(g, words)
        }
        others = [one for one in self._usual(typed) if int(one.key) not in known]
        by_id = {g.customer_id: g for g in guests}
        others = [Option(o.key, o.word, _beside(by_id[int(o.key)])) if int(o.key) in by_id else o for o in others]
        new = Option(f"{NEW}{typed.strip()}", tr("新客户 {typed}", typed=typed.strip()), tr("记下并签到"))
        return [*list(known.values())[:MOST], *others[: max(0, MOST - len(known))], new]

    def _tick(self, key: str) -> None:
        if not key:
            return
        self._accepted = set()
        self._do(key)

    def _all_the_same(self, answer: str) -> None:
        """The number is odd, and that is how it is."""
        self._accepted.add(answer)
        self._do(f"{NEW}{self.one.text()}")

    def _do(self, key: str) -> None:
        typed = key.removeprefix(NEW)
        try:
            if key.startswith(NEW):
                done = acts.sign_in_new(self.book, event_id=self.event_id, typed=typed, accepted=self._accepted)
                self._last = done.id
            else:
                done = acts.sign_in(self.book, event_id=self.event_id, customer_id=int(key))
                self._last = int(key)
        except Refused as refused:
            self.one.choose(None)
            self.one.setText(typed)
            self.field.complain(refused.problems[0])
        except BookError as error:
            self.acts.tell_error(error)
        else:
            self.one.choose(None)
            self.field.complain(None)
            self.acts.tell(done)
            self._show()
        self.one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        with self.book.read() as sql:
            guests = events.guests(sql, self.event_id, self.book.today())
        came = [g for g in guests if g.state is GuestState.CAME]
        many = trn("{n} 位", len(came))
        waits = sum(g.state in (GuestState.INVITED, GuestState.COMING) for g in guests)
        self.head.note.set_text(clauses((many, trn("还有 {n} 位没到", waits) if waits else "")))
        latest = sorted(reversed(came), key=lambda one: one.customer_id != self._last)
        self.came.show_rows([_came_line(one) for one in latest])


def _begins(guest: events.Guest, words: Sequence[str]) -> bool:
    """Whether what was typed begins a name or ends a number of theirs: what is found in the middle waits its turn."""
    record = record_keys(guest.name, phones=(guest.phone,) if guest.phone else ())
    return matches(record, words) and rank(record, words) == 0


def _came_line(guest: events.Guest) -> OneLine:
    stage = guest.stage.value if guest.stage is not None else ""
    return OneLine(guest.id, time_words(guest.minute), guest.name, stage, end="" if guest.invited else tr("没请过"))


def _beside(guest: events.Guest) -> str:
    word = tr("已签到") if guest.state is GuestState.CAME else say(guest.state.label)
    return f"{phone_words(guest.phone)}　{word}" if guest.phone else word
