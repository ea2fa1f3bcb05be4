"""请人: who is invited to an event: all of a 客户细分 or of a stage, those picked in 客户, or one after the other by search."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import events as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import customers, events, lists, lookups, segments
from kyuanbook.book.queries.customers import Filter
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_customer, no_customer_yet
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

NOBODY, PICKED = "", "picked"
SEGMENT, STAGE = "segment:", "stage:"
NAMED = 12


class Typed(NamedTuple):
    """``whom``: the key of a whole class; ``ids``: those found one after the other."""

    whom: str = NOBODY
    ids: tuple[int, ...] = ()


class InvitePanel(EntryPanel):
    """Says how many will be invited before they are, and who is left out."""

    topic = "sources-events"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("请人"), tr("请他们"), parent)
        self.event_id = 0
        self._picked: tuple[int, ...] = ()
        self._ids: tuple[int, ...] = ()
        self._names: dict[int, str] = {}
        self._classes: dict[str, Filter] = {}
        self.leave.set_text(tr("不请了"))
        self.what = Label(theme, "", size=16, bold=True)
        self.whom = Combo(theme)
        self.one = Picker(
            theme, find_customer(book), placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search", nothing=no_customer_yet
        )  # fmt: skip
        self.chosen = Prose(theme, "")
        self.counted = Prose(theme, "", size=13)
        self.form.add("guests", Field(theme, tr("请谁"), self.whom))
        self.form.add("one", Field(theme, tr("再一位一位加"), self.one))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.what)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.chosen)
        self.body.addWidget(self.counted)
        self.whom.chosen.connect(lambda _: self._count())
        self.one.picked.connect(self._add)

    def choose(self, event_id: int, picked: Sequence[int] = ()) -> None:
        """To which event; ``picked``: in 客户. Raises BookError."""
        with self.book.read() as sql:
            event, saved = events.event(sql, event_id), segments.segments(sql)
        if event is None:
            raise NoSuchRow(table="campaign", id=event_id)
        self._keep()
        self._key = None
        self.event_id, self._picked = event_id, tuple(picked)
        self.what.set_text(event.name)
        self._classes = {f"{SEGMENT}{one.id}": Filter(conditions=one.conditions) for one in saved}
        self._classes |= {f"{STAGE}{stage.value}": Filter(stage=stage) for stage in Stage}
        choices = [Choice(NOBODY, tr("只请下面加的"))]
        if picked:
            choices.append(Choice(PICKED, trn("客户页上选中的 {n} 位", len(picked))))
        choices += [Choice(f"{SEGMENT}{one.id}", tr("客户细分：{name}", name=one.name)) for one in saved]
        choices += [Choice(f"{STAGE}{stage.value}", say(Message(f"stage_{stage.value}"))) for stage in Stage]
        self.whom.set_choices(choices)
        self.begin(("invite", event_id), Typed(PICKED if picked else NOBODY))

    def _add(self, key: str) -> None:
        if not key:
            return
        with self.book.read() as sql:
            self._names[int(key)] = lookups.name_of(sql, int(key)) or ""
        self._ids = tuple(dict.fromkeys((*self._ids, int(key))))
        self.one.choose(None)
        self.one.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def wanted(self) -> tuple[int, ...]:
        """All of them, each once."""
        found: tuple[int, ...] = ()
        whom = self.whom.choice()
        if whom == PICKED:
            found = self._picked
        elif whom in self._classes:
            with self.book.read() as sql:
                found = tuple(customers.customer_ids(sql, self.book.today(), self._classes[whom]))
        return tuple(dict.fromkeys((*found, *self._ids)))

    def _count(self) -> None:
        """How many of them are new, may be invited, and are left out."""
        wanted = self.wanted()
        with self.book.read() as sql:
            may = set(lists.may_be_called(sql, wanted))
            there = {one.customer_id for one in events.guests(sql, self.event_id)}
        names = [self._names.get(i, "") for i in self._ids]
        words = listed(names[:NAMED])
        self.chosen.setText(trn("{names}等 {n} 位", len(names), names=words) if len(names) > NAMED else words)
        self.chosen.setVisible(bool(names))
        new, out = len(may - there), len(wanted) - len(may)
        said = trn("会请 {n} 位。", new) if wanted else tr("先选请谁，或一位一位找出来。")
        if out:
            said += trn("有 {n} 位请勿联系，不请。", out)
        self.counted.setText(said)

    # the form ----------------------------------------------------------------------------------------------------------

    def _state(self) -> Typed:
        return Typed(self.whom.choice(), self._ids)

    def _fill(self, state: Typed) -> None:
        self.whom.choose(state.whom)
        self._ids = state.ids
        self.one.choose(None)
        self._count()

    def _problems(self) -> Sequence[Problem]:
        return () if self.wanted() else (Problem("guests", Message("invite_whom")),)

    def _write(self, accepted: Collection[str]) -> Done:
        wanted = self.wanted()
        if not wanted:
            raise Refused(self._problems())
        return acts.invite(self.book, event_id=self.event_id, customer_ids=wanted)
