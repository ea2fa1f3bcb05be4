"""录问卷: what a customer answered, typed back from paper or while they are on the phone. Enter goes from question to
question and behind the last one saves.
"""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import replies as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import surveys as kept
from kyuanbook.language import say, tr, tr_as
from kyuanbook.rules.dates import day_words, full_day, month_day, read_day, weekday
from kyuanbook.rules.surveys import ReplyEntry, clean_reply
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.dated_panel import TODAY
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_numbered, no_customer_yet
from kyuanbook.ui.entry.question_rows import QuestionRows
from kyuanbook.ui.entry.who import Who
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

State = tuple[int | None, int, ReplyEntry]


class ReplyPanel(EntryPanel):
    """A reply, new or corrected. ``row_id``: what is corrected."""

    topic = "survey-reply"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("录问卷"), tr("保存"), parent)
        self.customer_id: int | None = None
        self.row_id: int | None = None
        self._survey_id = 0
        self._list_row_id: int | None = None
        self._offered: dict[int, kept.SurveyRow] = {}
        self.who = Who(theme)
        self.customer = Picker(
            theme, find_numbered(book), placeholder=tr("姓名、手机后四位、纸上的编号"), icon="search", nothing=no_customer_yet
        )  # fmt: skip
        self.survey, self.day = Combo(theme), Line(theme, icon="calendar", echo=self._day_words)
        self.words, self.before = Prose(theme, "", size=13), Prose(theme, "", size=13)
        self.questions = QuestionRows(theme, self, book.today)
        self._lay_out(theme)
        self.customer.picked.connect(self._customer_picked)
        self.who.another.clicked.connect(self.choose_another)
        self.survey.chosen.connect(lambda key: self._choose_survey(int(key)))
        self.questions.relaid.connect(self._chain)
        self.questions.finished.connect(self.submit)

    def _lay_out(self, theme: Theme) -> None:
        form = self.form
        form.add("customer", Field(theme, tr_as("one", "客户"), self.customer))
        form.add_row(
            ("survey", Field(theme, tr_as("one", "问卷"), self.survey)),
            ("day", self.watch("day", Field(theme, tr("哪天答的"), self.day))),
        )
        form.add_widget(self.words)
        form.add_widget(self.questions)
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addWidget(self.before)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(form)

    def _chain(self) -> None:
        self._chain_of(self.who.another, self.customer, self.survey, self.day, *self.questions.editors())

    # the questions stand here ---------------------------------------------------------------------------------------------

    def take_in(self, name: str, field: Field) -> None:
        """An answer that is typed."""
        self.watch(name, field)
        self.form.adopt(name, field, submits=False)

    def leave_out(self, name: str, field: Field) -> None:
        """It goes."""
        self.unwatch(field)
        self.form.leave_out(name)

    def bring_in_sight(self, widget: QWidget) -> None:
        """Scroll to it."""
        self.scroller.ensureWidgetVisible(widget, 0, self.theme.px(60))

    # opening -----------------------------------------------------------------------------------------------------------

    def record(self, customer_id: int | None = None, survey_id: int | None = None, list_row_id: int | None = None) -> None:
        """A new reply, of a customer in hand or of one still to be picked. ``list_row_id``: the row of the printed list it is
        typed back from. Raises NoSuchRow when there is no 问卷."""
        with self.book.read() as sql:
            offered = kept.surveys(sql)
            if survey_id is not None and all(one.id != survey_id for one in offered):
                offered += [one for one in (kept.survey(sql, survey_id),) if one is not None]
        offered = [one for one in offered if one.questions]
        if not offered or (survey_id is not None and all(one.id != survey_id for one in offered)):
            raise NoSuchRow(table="survey", id=survey_id or 0)
        self._stand(None, tr("录问卷"), offered)
        self._list_row_id = list_row_id
        chosen = survey_id if survey_id is not None else self._survey_id if self._survey_id in self._offered else offered[0].id
        self._ask(chosen)
        fresh = (customer_id, chosen, ReplyEntry({i: "" for i in self.questions.rows}, tr(TODAY)))
        self.begin(("reply of", (customer_id, survey_id)), fresh)
        self.who.another.setVisible(customer_id is None)

    def change(self, reply_id: int) -> None:
        """Correct a reply. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen = kept.reply(sql, reply_id)
            row = kept.survey(sql, seen.survey_id) if seen is not None else None
            asked = kept.questions(sql, seen.survey_id) if seen is not None else []
        if seen is None or row is None:
            raise NoSuchRow(table="survey_reply", id=reply_id)
        self._stand(reply_id, tr("改一份问卷"), [row])
        self._ask(row.id)
        entry = as_typed.reply(seen, [one for one in asked if not one.hidden], self.book.today())
        self.begin(("reply", reply_id), (seen.customer_id, row.id, entry))
        self.who.another.hide()

    def _stand(self, reply_id: int | None, title: str, offered: Sequence[kept.SurveyRow]) -> None:
        self._keep()
        self._key = None
        self.row_id, self._list_row_id = reply_id, None
        self.title.set_text(title)
        self.setAccessibleName(title)
        self._offered = {one.id: one for one in offered}
        self.survey.set_choices([Choice(str(one.id), one.name) for one in offered])

    def _ask(self, survey_id: int) -> None:
        with self.book.read() as sql:
            asked = kept.questions(sql, survey_id)
        self._survey_id = survey_id
        row = self._offered[survey_id]
        self.survey.choose(str(survey_id))
        self.survey.setEnabled(len(self._offered) > 1)
        self.words.setText(tr("“{words}”", words=row.words) if row.words else "")
        self.words.setVisible(bool(row.words))
        self.questions.ask(asked)

    def _choose_survey(self, survey_id: int) -> None:
        """Other questions; what both ask stays answered."""
        answers = self.questions.answers()
        self._ask(survey_id)
        self.questions.fill(answers)
        self._show_before()

    # the customer ------------------------------------------------------------------------------------------------------

    def _customer_picked(self, key: str) -> None:
        if not key:
            return
        try:
            self._show_customer(int(key))
        except BookError as error:
            self._say_trouble(error)
            return
        first = self.questions.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def choose_another(self) -> None:
        """Back to the search for a customer."""
        self._show_customer(None)
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_customer(self, customer_id: int | None) -> None:
        card, _ = self.who.show_of(self.book, customer_id)
        self.customer_id = None if card is None else card.id
        self.customer.choose(None)
        self.form.fields["customer"].setVisible(card is None)
        self._show_before()

    def _show_before(self) -> None:
        """Who answered before is not asked again by mistake."""
        there: list[kept.ReplyRow] = []
        if self.customer_id is not None and self.row_id is None:
            with self.book.read() as sql:
                there = [one for one in kept.replies_of(sql, self.customer_id) if one.survey_id == self._survey_id]
        self.before.setVisible(bool(there))
        if there:
            day = say(day_words(there[0].day, self.book.today()))
            self.before.setText(tr("{day}答过一份。要改那一份，到客户卡的往来里选中按 Enter。", day=day))

    def first_field(self) -> QWidget | None:
        """The search for a customer; of one in hand, the first question."""
        return self.questions.first() if self.customer_id is not None else super().first_field()

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> State:
        return self.customer_id, self._survey_id, ReplyEntry(self.questions.answers(), self.day.text())

    def _fill(self, state: Any) -> None:
        customer_id, survey_id, entry = state
        if survey_id != self._survey_id and survey_id in self._offered:
            self._ask(survey_id)
        self._show_customer(customer_id)
        self.questions.fill(entry.answers)
        self.day.setText(entry.day)

    def _problems(self) -> Sequence[Problem]:
        asked = [one for one in self.questions.asked if not one.hidden]
        return clean_reply(asked, self._state()[2], self.book.today())[2]

    def _write(self, accepted: Collection[str]) -> Done:
        customer_id, survey_id, entry = self._state()
        if customer_id is None:
            raise Refused([Problem("customer", Message("pick_customer"))])
        if self.row_id is not None:
            return acts.change_reply(self.book, reply_id=self.row_id, entry=entry, accepted=accepted)
        return acts.record_reply(
            self.book, survey_id=survey_id, customer_id=customer_id, entry=entry, accepted=accepted,
            list_row_id=self._list_row_id,
        )  # fmt: skip

    # words -------------------------------------------------------------------------------------------------------------

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today)
        if day is None:
            return ""
        near = say(month_day(day) if abs(today - day) < 300 else full_day(day))
        return tr("{day} {weekday}", day=near, weekday=say(weekday(day)))

    def _cure_word(self, problem: Problem) -> str:
        if problem.field == "day" and problem.cure == TODAY:
            return tr("改成今天 {day}", day=say(month_day(self.book.today())))
        return ""
