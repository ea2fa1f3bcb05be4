"""记满意度: a score from 1 to 5, the customer's words, about which visit. Enter saves."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import feedback as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import feedback as kept
from kyuanbook.book.queries import shop
from kyuanbook.language import clauses, say, tr, tr_as
from kyuanbook.rules.answers import SCORES
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.feedback import FeedbackEntry, Way, clean_feedback
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.dated_panel import TODAY, DatedPanel, number
from kyuanbook.ui.entry.finding import find_numbered
from kyuanbook.ui.entry.keyed_chips import KeyedChips
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme

VISITS = 12  # offered; an older one is known when it is corrected


class FeedbackPanel(DatedPanel):
    """满意度, new or corrected."""

    topic = "feedback"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记满意度"), find_numbered(book), parent)
        self._visits: dict[int, cards.VisitRow] = {}
        self._seen: kept.FeedbackRow | None = None
        self._build(theme)
        self._lay_out(theme)

    def _build(self, theme: Theme) -> None:
        scores = [Choice(str(n), str(n)) for n in SCORES]
        self.score = KeyedChips(theme, tr("打几分"), scores, tr("没打分"), hint=tr("1 很不满意，5 很满意"))
        ways = [Choice(way.value, say(way.label)) for way in Way]
        self.way = Combo(theme, ways)
        self.visit = Combo(theme)
        self.customer.setPlaceholderText(tr("姓名、手机后四位、小票上的编号"))
        self.score.submitted.connect(self.submit)
        self.visit.chosen.connect(lambda _: self._follow_visit())

    def _lay_out(self, theme: Theme) -> None:
        form = self.form
        form.add("customer", Field(theme, tr_as("one", "客户"), self.customer))
        form.add_widget(self.score)
        form.add("words", self.watch("words", Field(theme, tr("客人的话"), self.note)))
        form.add("visit", Field(theme, tr("说的是哪一次"), self.visit))
        form.add_row(
            ("day", self.watch("day", Field(theme, tr("哪天说的"), self.day))),
            ("staff", Field(theme, tr("谁接待的"), self.staff)),
        )
        form.add("way", Field(theme, tr("怎么说的"), self.way))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(form)
        chips = self.score.chips_in_order()
        self._chain_of(
            self.who.another, self.customer, *chips, self.note, self.visit, self.day, self.staff, self.way
        )

    # opening -----------------------------------------------------------------------------------------------------------

    def record(self, customer_id: int | None = None, visit_id: int | None = None) -> None:
        """Something new, of a customer in hand or of one still to be picked; about the visit in hand, else the last."""
        self._stand(None, tr("记满意度"))
        fresh = FeedbackEntry(day=tr(TODAY), way=self.way.choice(), visit_id=visit_id)
        self.begin(("said of", customer_id), (customer_id, fresh))
        self.who.another.setVisible(customer_id is None)

    def change(self, feedback_id: int) -> None:
        """Correct what was said. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            found = kept.feedback(sql, feedback_id)
        if found is None:
            raise NoSuchRow(table="feedback", id=feedback_id)
        customer_id, seen = found
        self._stand(feedback_id, tr("改一次满意度"), seen)
        self.begin(("said", feedback_id), (customer_id, as_typed.feedback(seen, self.book.today())))
        self.who.another.hide()

    def _stand(self, feedback_id: int | None, title: str, seen: kept.FeedbackRow | None = None) -> None:
        self._stand_for(feedback_id, title)
        self._seen = seen
        with self.book.read() as sql:
            staff = shop.staff(sql)
        self._offer_staff(staff, seen)

    # the customer ------------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._take_last_visit()
        self.score.take_focus()

    def _show_customer(self, customer_id: int | None) -> None:
        card, came = self.who.show_of(self.book, customer_id)
        self.customer_id = None if card is None else card.id
        self.customer.choose(None)
        self.form.fields["customer"].setVisible(card is None)
        self._offer_visits(came)

    def _offer_visits(self, came: Sequence[cards.VisitRow]) -> None:
        self._visits = {one.id: one for one in came}
        today, seen = self.book.today(), self._seen
        offered = [Choice(str(one.id), _visit_words(one, today)) for one in came[:VISITS]]
        if seen is not None and seen.visit_id is not None and all(one.key != str(seen.visit_id) for one in offered):
            old = self._visits.get(seen.visit_id)
            offered.append(Choice(str(seen.visit_id), _visit_words(old, today) if old else tr("已在回收站的那次")))
        self.visit.set_choices([Choice("", tr("不单说哪一次")), *offered])
        self.form.fields["visit"].setVisible(bool(offered))

    def _take_last_visit(self) -> None:
        last = next(iter(self._visits), None)
        self.visit.choose("" if last is None else str(last))
        self._follow_visit()

    def _follow_visit(self) -> None:
        """Whoever served them then."""
        chosen = self._visits.get(number(self.visit.choice()) or 0)
        if chosen is None:
            return
        self.staff.choose("" if chosen.staff_id is None else str(chosen.staff_id))

    def first_field(self) -> QWidget | None:
        """The search for a customer; of one in hand, the score."""
        return self.score.current() if self.customer_id is not None else super().first_field()

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> tuple[int | None, FeedbackEntry]:
        entry = FeedbackEntry(
            score=self.score.choice(), words=self.note.text(), way=self.way.choice(), visit_id=number(self.visit.choice()),
            staff_id=self._staff_chosen(), day=self.day.text(),
        )  # fmt: skip
        return self.customer_id, entry

    def _fill(self, state: tuple[int | None, FeedbackEntry]) -> None:
        customer_id, entry = state
        fresh = self.row_id is None and not (entry.score or entry.words)
        self._show_customer(customer_id)
        self.score.choose(entry.score)
        self.note.setText(entry.words)
        self.way.choose(entry.way)
        self.day.setText(entry.day)
        if fresh and (entry.visit_id is None or entry.visit_id not in self._visits):
            self._take_last_visit()
            return
        self.visit.choose("" if entry.visit_id is None else str(entry.visit_id))
        self.staff.choose("" if entry.staff_id is None else str(entry.staff_id))
        if fresh:
            self._follow_visit()

    def _problems(self) -> Sequence[Problem]:
        return clean_feedback(self._state()[1], self.book.today())[1]

    def _record(self, customer_id: int, entry: FeedbackEntry, accepted: Collection[str]) -> Done:
        return acts.record_feedback(self.book, customer_id=customer_id, entry=entry, accepted=accepted)

    def _correct(self, row_id: int, entry: FeedbackEntry, accepted: Collection[str]) -> Done:
        return acts.change_feedback(self.book, feedback_id=row_id, entry=entry, accepted=accepted)


def _visit_words(one: cards.VisitRow, today: int) -> str:
    """``10月7日 剪发 ¥68``."""
    parts = say(day_words(one.day, today)), clauses(one.items.split("、")), amount_words(one.amount_cents)
    return " ".join(filter(None, parts))
