"""Writing down what came of getting in touch. What was typed about somebody stands there again when they are in hand again."""

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from kyuanbook.actions import followups
from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.due_page import reasons_to_ask
from kyuanbook.book.queries.due_rows import DueRow
from kyuanbook.book.queries.shop import Named
from kyuanbook.language import say, tr
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.touches import Outcome, outcome_label
from kyuanbook.rules.words import Refused
from kyuanbook.ui.followups.answer_form import DISMISS, HAND_OVER, POSTPONE, Draft
from kyuanbook.ui.followups.person import Person
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.shell.acts import Acts

SCORED: Final = frozenset({Kind.LOW_SCORE, Kind.AFTER_CARE, Kind.THANK})  # one asks how it was
STAYS: Final = frozenset({HAND_OVER, Outcome.WRONG_NUMBER.value})  # they may be up still: somebody else's, the next number


class Key(NamedTuple):
    """One reason to get in touch with one customer, whatever was written about it since."""

    customer_id: int
    kind: Kind
    rule_id: int | None
    occurrence: int


def key_of(item: DueItem) -> Key:
    """Of what is due."""
    return Key(item.customer_id, item.kind, item.rule_id, item.occurrence)


class Answering(QObject):
    """Over the person in hand. ``answered``: written down (the key, what was chosen). ``left``: the keyboard goes back to the
    list."""

    answered = Signal(object, str)
    left = Signal()

    def __init__(self, book: Book, acts: Acts, person: Person) -> None:
        super().__init__(person)
        self._book, self._acts, self.person, self.form = book, acts, person, person.form
        self._due: DueRow | None = None
        self._staff: tuple[Named, ...] = ()
        self._drafts: dict[Key, tuple[DueItem, Draft]] = {}
        self._writing: Key | None = None
        self.written: Key | None = None  # about which something was written down last, or is being so
        person.act_wanted.connect(self.begin)
        self.form.submitted.connect(self.submit)
        self.form.dropped.connect(self.drop)
        self.form.left.connect(self.leave)

    # who is in hand ------------------------------------------------------------------------------------------------------

    def show(self, due: DueRow, *, live: bool, staff: tuple[Named, ...]) -> None:
        """This one is in hand; of the same as before what is being typed stays as it is."""
        same = self._due is not None and key_of(self._due.item) == key_of(due.item) and self.person.asking()
        if not same:
            self._put_by()
        self._due, self._staff = due, staff
        self.person.show_due(due, live=live, staffed=bool(staff))
        if same:
            return
        _, draft = self._drafts.get(key_of(due.item), (due.item, None))
        if draft is not None and live and self.person.offers(draft.act):
            self._ask(draft.act)
            self.form.fill(draft)
            self.person.show_form(True)
        else:
            self.person.show_form(False)

    def show_nobody(self) -> None:
        """Nobody, or somebody of whom nothing is asked."""
        self._put_by()
        self._due = None
        self.form.act = ""

    def _put_by(self) -> None:
        if self._due is None or not self.person.asking():
            return
        key, draft = key_of(self._due.item), self.form.draft()
        self._drafts.pop(key, None)
        if not draft.is_empty and key != self._writing:
            self._drafts[key] = (self._due.item, draft)

    def held(self) -> DueRow | None:
        """Whose answer is being typed: the row stays, whatever becomes of it elsewhere."""
        if self._due is None or not self.person.asking() or self.form.draft().is_empty:
            return None
        return None if key_of(self._due.item) == self._writing else self._due

    def unsaved(self) -> bool:
        """Whether something was typed that is not written down."""
        return bool(self._drafts) or self.held() is not None

    def save_unsaved(self) -> Key | None:
        """Write down all that was typed. Gives the first that can't be: it stands in the form, or why it can't is told."""
        while (due := self.held()) is not None:
            self.submit()
            if self.held() is due:
                return key_of(due.item)
        for key, (item, draft) in tuple(self._drafts.items()):
            try:
                done = self._write(item, draft)
            except Refused as refused:
                self._acts.say(say(refused.problems[0].message))
                return key
            except BookError as error:
                self._acts.tell_error(error)
                return key
            del self._drafts[key]
            self._acts.tell(done)
        return None

    def forget(self) -> None:
        """Drop all that was typed."""
        self._drafts.clear()
        self.drop()

    # an act --------------------------------------------------------------------------------------------------------------

    def begin(self, act: str) -> None:
        """Ask what belongs to an outcome or another act; of another than before the note goes along."""
        if not self.person.offers(act):
            return
        before = self.form.draft() if self.person.asking() else Draft()
        self._ask(act)
        self.form.fill(before._replace(act=act))
        self.person.show_form(True)
        first = self.form.first()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.person.bring_in_sight(self.form.save)
        self.person.bring_in_sight(first)

    def _ask(self, act: str) -> None:
        assert self._due is not None
        item = self._due.item
        reasons: list[Choice] = []
        if act == Outcome.REFUSED:
            with self._book.read() as sql:
                offered = reasons_to_ask(sql, item.customer_id, self._book.today())
            reasons = [Choice(str(one.id), one.name) for one in offered]
        staff = [Choice("", tr("谁有空谁打")), *(Choice(str(one.id), one.name) for one in self._staff)]
        self.form.ask(act, self._word(act), reasons=reasons, staff=staff, scores=item.kind in SCORED)

    def _word(self, act: str) -> str:
        assert self._due is not None
        others = {POSTPONE: tr("推迟到…"), HAND_OVER: tr("交给别人"), DISMISS: tr("这次不打")}
        return others.get(act) or say(outcome_label(self._due.item.channel, Outcome(act)))

    def submit(self) -> None:
        """Write it down, or say what keeps it from being written; what was typed stays."""
        if self._due is None or not self.person.asking():
            return
        item, draft = self._due.item, self.form.draft()
        self._writing = self.written = key_of(item)
        try:
            done = self._write(item, draft)
        except Refused as refused:
            self._writing = None
            self.form.complain(refused.problems)
        except BookError as error:
            self._writing = None
            self.form.say_trouble(say(error.message))
        else:
            self._over(done, draft.act)

    def _over(self, done: Done, act: str) -> None:
        key = self._writing
        assert key is not None
        self._drafts.pop(key, None)
        if self._due is not None and key_of(self._due.item) == key:
            self.person.show_form(False)
        self._writing = None
        self._acts.tell(done)
        self.answered.emit(key, act)

    def _write(self, item: DueItem, draft: Draft) -> Done:
        if draft.act == POSTPONE:
            return followups.postpone(self._book, item=item, day=draft.day, note=draft.note)
        if draft.act == HAND_OVER:
            return followups.hand_over(self._book, item=item, staff_id=int(draft.staff) if draft.staff else None)
        if draft.act == DISMISS:
            return followups.dismiss(self._book, item=item, note=draft.note)
        entry = AnswerEntry(
            draft.act, draft.note, draft.day, draft.score, int(draft.reason) if draft.reason else None, item.staff_id
        )
        return record_answer(self._book, item=item, entry=entry)

    def leave(self) -> None:
        """Esc: back to the list. What was typed stays; where nothing was, the form goes."""
        if self.form.draft().is_empty:
            self.person.show_form(False)
        self.left.emit()

    def drop(self) -> None:
        """不记了: what was typed goes."""
        if self._due is not None:
            self._drafts.pop(key_of(self._due.item), None)
        self.form.fill(Draft())
        self.person.show_form(False)
        self.left.emit()

    def reopen(self, follow_up_id: int) -> None:
        """It was not done after all."""
        self._acts.attempt(lambda: followups.reopen(self._book, follow_up_id=follow_up_id))
