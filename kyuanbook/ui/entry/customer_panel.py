"""新客户 and 改资料: name, phone and source at once, all else under 更多. Enter saves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import customers as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError, NoSuchRow, Stale
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import custom, finding, shop
from kyuanbook.language import say, tr
from kyuanbook.rules.birthdays import Calendar, read_birthday
from kyuanbook.rules.custom import Owner, problem_name, with_kept
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.duplicates import Sketch
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, clean_customer
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.customer_fields import CustomerFields
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.sources import campaign_known, campaign_option
from kyuanbook.ui.kit.theme import Theme

ASK_AFTER = 150  # ms of rest in typing before likely duplicates are looked for
PICKED = {"channel": "channel_id", "latest": "latest_channel_id", "referrer": "referrer_id"}


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry as it stands in the panel, with the words of what was picked (or is not yet one that can be)."""

    entry: CustomerEntry
    channel: str = ""
    latest: str = ""
    referrer: str = ""


class CustomerPanel(EntryPanel):
    """A customer, new or corrected. ``opened``: the owner found them already in the book."""

    opened = Signal(int)

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("新客户"), tr("保存"), parent)
        self.customer_id: int | None = None
        self._seen: int | None = None
        self.inside = CustomerFields(theme, book, self)
        self.likely = self.inside.likely
        self.likely.opened.connect(self._open_likely)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(ASK_AFTER)
        self._asking.timeout.connect(self.ask_likely)
        self.inside.known_changed.connect(self._asking.start)
        self.closed.connect(self._asking.stop)
        self.inside.birthday.committed.connect(self._read_birthday_back)
        self.inside.birth_rule.chosen.connect(self._say_birthday)
        self.inside.more.clicked.connect(lambda: self.show_more(not self.inside.shows_more))
        self.inside.relaid.connect(self._chain)
        self.trouble.cure.clicked.connect(self._take_theirs)
        self.body.addWidget(self.draft_line)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.form)
        self._chain()

    def _chain(self) -> None:
        self._chain_of(*self.inside.editors())

    def show_more(self, more: bool) -> None:
        """Fold or unfold all that is seldom asked at the counter."""
        self.inside.show_more(more)
        self._chain()

    @property
    def topic(self) -> str:  # type: ignore[override]  # it is two entries in one
        """Help about a new customer, or about correcting one."""
        return "new-customer" if self.customer_id is None else "change-customer"

    # opening -----------------------------------------------------------------------------------------------------------

    def new(self, typed: str = "", campaign_id: int | None = None) -> None:
        """A new customer. ``typed``: what stood in the search box, a name or a number; ``campaign_id``: what they came by.
        Raises BookError."""
        typed = typed.strip()
        digits = sum(char.isdigit() for char in typed) > len(typed) // 2
        entry = CustomerEntry(phones=(PhoneEntry(typed),)) if digits else CustomerEntry(name=typed)
        came_by = campaign_known(self.book, campaign_id)
        if came_by is not None:
            entry = replace(entry, channel_id=came_by.channel_id, campaign_id=came_by.id)
        self._stand(None, None, tr("新客户"))
        self.begin(("new", typed), Typed(entry, came_by.name if came_by is not None else ""))
        self.show_more(self._state() != self._fresh and self._uses_more())
        if came_by is not None:
            self.inside.channel.choose(campaign_option(came_by))  # what was typed before may have come by another

    def edit(self, customer_id: int) -> None:
        """Correct what is written of a customer. Raises BookError when they are no longer there."""
        card = self._card(customer_id)
        self._stand(customer_id, card.version, tr("改资料"))
        self.begin(("edit", customer_id), self._typed_of(card))
        self.show_more(True)

    def _stand(self, customer_id: int | None, seen: int | None, title: str) -> None:
        self._keep()
        self._key = None
        self.customer_id, self._seen = customer_id, seen
        self.entitle(title, changes=customer_id is not None)
        with self.book.read() as sql:
            self.inside.tags.offer_from([tag.name for tag in shop.tags(sql)])
            asked, written = custom.fields(sql, Owner.CUSTOMER), custom.of_customer(sql, customer_id or 0)
        self.inside.ask(with_kept(asked, custom.texts(written)))

    def _card(self, customer_id: int) -> cards.Card:
        with self.book.read() as sql:
            card = cards.card(sql, self.book.rhythms, customer_id, self.book.today())
        if card is None or card.deleted:
            raise NoSuchRow(table="customer", id=customer_id)
        return card

    def _typed_of(self, card: cards.Card) -> Typed:
        entry = as_typed.customer(card, self.book.today())
        referrer = card.referrer.name if card.referrer else ""
        return Typed(entry, card.first_campaign or card.first_source, card.latest_campaign or card.latest_source, referrer)

    def _uses_more(self) -> bool:
        entry = self._state().entry
        at_once = {**dict.fromkeys(entry.custom, ""), **self.inside.searched.texts()}
        return entry != CustomerEntry(
            name=entry.name, phones=entry.phones, channel_id=entry.channel_id, campaign_id=entry.campaign_id, custom=at_once
        )  # fmt: skip

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> Typed:
        picked = {name: picker.text() for name, picker in self.inside.pickers().items()}
        return Typed(self.inside.entry(), **picked)

    def _fill(self, state: Typed) -> None:
        words = {name: getattr(state, name) for name in PICKED}
        self.inside.fill(state.entry, words)
        self._read_birthday_back()
        self._asking.stop()
        self.ask_likely()

    def _problems(self) -> Sequence[Problem]:
        problems = list(clean_customer(self.inside.entry(), self.book.today(), self.inside.asked())[1])
        for name, picker in self.inside.pickers().items():
            if picker.text().strip() and not picker.choice():
                key = "referrer_unknown" if name == "referrer" else "channel_unknown"
                problems.append(Problem(name, Message(key, {"name": picker.text().strip()})))
        return problems

    def _write(self, accepted: Collection[str]) -> Done:
        refused = [p for p in self._problems() if not (p.asks and p.answer in accepted)]
        if refused:
            raise Refused(refused)
        entry = self.inside.entry()
        if self.customer_id is None:
            return acts.add_customer(self.book, entry=entry, accepted=accepted)
        return acts.change_customer(
            self.book, customer_id=self.customer_id, entry=entry, seen=self._seen, accepted=accepted
        )

    def _homeless_words(self, problem: Problem) -> str:
        if not problem.field.startswith("contacts"):
            return super()._homeless_words(problem)
        return tr("联系人 {n}：{problem}", n=_contact(problem), problem=say(problem.message))

    def _show_homeless(self, problem: Problem) -> None:
        super()._show_homeless(problem)
        elsewhere = any(f.problem() is not None for f in self.form.fields.values())
        if problem.field.startswith("contacts") and not elsewhere:
            line = self.inside.contacts.number_of(_contact(problem))
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(line))

    def _reveal(self, names: Collection[str]) -> None:
        if set(names) - {"name", "phone", "channel", *(problem_name(one.id) for one in self.inside.searched.asked)}:
            self.show_more(True)

    # likely duplicates ---------------------------------------------------------------------------------------------------

    def ask_likely(self) -> None:
        """Look in the book for who may be the one being typed."""
        if self._key is None:
            return
        e = self.inside.entry()
        sketch = Sketch(
            name=e.name.strip(), alias=e.alias.strip(), phones=tuple(p.typed for p in e.phones if p.typed.strip()),
            wechat=e.wechat.strip(), member_no=e.member_no.strip(),
        )  # fmt: skip
        if sketch == Sketch():
            self.likely.show_likely(())
            return
        try:
            found = self._look_alikes(sketch)
        except BookError:  # a stick pulled out: saving says so, with what to do
            found = []
        known = self.customer_id
        self.likely.show_likely([one for one in found if one.row.id != known])
        self._chain()

    def _look_alikes(self, sketch: Sketch) -> list[finding.Likely]:
        with self.book.read() as sql:
            return finding.look_alikes(sql, self.book.haystack, sketch, self.book.today())

    def _open_likely(self, customer_id: int) -> None:
        self.dismissed.emit()
        self.opened.emit(customer_id)

    # the birthday, read back ---------------------------------------------------------------------------------------------

    def _read_birthday_back(self, _: str = "") -> None:
        born, problems = read_birthday(self.inside.birthday.text(), self.book.today())
        self.inside.offer_birth_rules(None if any(not p.asks for p in problems) else born)
        self._say_birthday()

    def _say_birthday(self, _: str = "") -> None:
        today = self.book.today()
        born, problems = read_birthday(self.inside.birthday.text(), today)
        hint = tr("1988.8.3、农历八月初三")
        if born is not None and not problems:
            born = born.kept_by(self.inside.birth_rule.choice())
            words, kept = say(born.words), born.next_on_or_after(today)
            told = kept is not None and (born.calendar is Calendar.LUNAR or len(born.choices) > 1)
            hint = tr("{birthday}，下次 {day}", birthday=words, day=say(day_words(kept, today))) if told else words
        self.form.fields["birthday"].hint.set_text(hint)

    # changed elsewhere -----------------------------------------------------------------------------------------------------

    def _say_trouble(self, error: BookError) -> None:
        if isinstance(error, Stale) and self.customer_id is not None:
            self._show_trouble(tr("这位客户刚在别处改过，您改的还没存上。"), tr("把两边合起来"))
        else:
            super()._say_trouble(error)

    def _take_theirs(self) -> None:
        """What the other place changed comes in; what was typed here stays."""
        if self.customer_id is None:
            return
        try:
            card = self._card(self.customer_id)
        except BookError as error:
            super()._say_trouble(error)
            return
        base, mine, theirs = self._fresh, self._state(), self._typed_of(card)
        self._seen = card.version
        self._fill(theirs)
        self._fresh = self._state()
        self._fill(merged(base, mine, self._fresh))
        self._show_trouble(tr("那边的改动已取来，您改的还在，请看一遍再保存"))


def _contact(problem: Problem) -> int:
    """Which contact person it is about, the first being 1."""
    return int(problem.field.removeprefix("contacts") or 1)


def merged(base: Typed, mine: Typed, theirs: Typed) -> Typed:
    """Field by field: what was changed here, else what stands there."""
    names = [f.name for f in fields(CustomerEntry)]
    kept = {n: getattr(mine.entry, n) for n in names if getattr(mine.entry, n) != getattr(base.entry, n)}
    if "custom" in kept:
        own = {i: text for i, text in mine.entry.custom.items() if text != base.entry.custom.get(i, "")}
        kept["custom"] = {**theirs.entry.custom, **own}
    words = {n: getattr(mine, n) for n in PICKED if getattr(mine, n) != getattr(base, n)}
    return replace(theirs, entry=replace(theirs.entry, **kept), **words)
