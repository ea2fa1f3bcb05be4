"""What is typed of one row: the outcome, and only what it asks for; then the answers to the list's 问卷."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.lapse import ReasonRow
from kyuanbook.book.queries.list_survey import ListSurvey
from kyuanbook.language import listed, tr
from kyuanbook.rules.answers import SCORES, number_in
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.touches import Outcome, TouchKind
from kyuanbook.ui.catchup.day_bar import long_day
from kyuanbook.ui.entry.outcomes import Outcomes
from kyuanbook.ui.entry.question_rows import QuestionRows
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.results.draft import SPOKE, RowDraft
from kyuanbook.ui.results.named import Named, low
from kyuanbook.ui.results.row_keys import RowKeys

NOW_KEY: Final = "Ctrl+Enter"
TIGHT: Final = 820  # px of the page's column: with less the fields stand in two lines


class RowFields(Part):
    """``chose``: an outcome, by hand or by its key. ``typed``: something changed, the name of what. ``entered``: Enter.
    ``in_sight``: what has the focus now."""

    chose = Signal(str)
    typed = Signal(str)
    entered = Signal()
    in_sight = Signal(QWidget)

    def __init__(self, theme: Theme, book: Book, keys: RowKeys, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.book, self._keys = book, keys
        self.survey: ListSurvey | None = None
        self._asks_score = self._asks_reason = self._filling = False
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.outcomes = Outcomes(theme)
        self.score = Chips(theme, [Choice(str(n), str(n), n) for n in SCORES], name=tr("满意度"), make=low)
        self.reasons = Chips(theme, [], name=tr("为什么"), make=low)
        self.promised = Line(theme, icon="calendar", placeholder=tr("周六、12.3"), echo=self._echo)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.save = Button(theme, tr("下一行"), kind="filled", key="Enter")
        self.save_now = Button(theme, tr("存好，下一行"), kind="filled", key=NOW_KEY, bind=False)
        self.form = Form(theme)
        self.fields = {
            "promised": Field(theme, tr("约在哪天"), self.promised), "note": Field(theme, tr("备注"), self.note),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.hint.hide()
            self.form.adopt(name, field)
        self.questions = QuestionRows(theme, self, self.book.today, beside=True)
        self.asked = Label(theme, "", size=13, bold=True, ink="ink2")
        self.asked_note = Prose(theme, "", size=13)

    def _lay_out(self, theme: Theme) -> None:
        inside = column(theme, self, gap=12)
        self._outcome_named = Named(theme, tr("结果"), self.outcomes)
        inside.addWidget(self._outcome_named)
        self._why_named = Named(theme, tr("为什么（可不填）"), self.reasons)
        inside.addWidget(self._why_named)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first, second = row(theme, gap=20), row(theme, gap=20)
        first.addWidget(self.fields["promised"], 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.fields["note"], 1, Qt.AlignmentFlag.AlignTop)
        self._score_named = Named(theme, tr("满意度（可不填）"), self.score)
        second.addWidget(self._score_named, 0, Qt.AlignmentFlag.AlignTop)
        second.addStretch(1)
        self._level = column(theme)
        self._level.addWidget(self.save)
        self._level.addStretch(1)
        second.addLayout(self._level)
        self._across.addLayout(first, 1)
        self._across.addLayout(second)
        inside.addLayout(self._across)
        self._asking = Part(theme)
        below = column(theme, self._asking, gap=8, margins=(0, 4, 0, 0))
        head = row(theme, gap=12)
        head.addWidget(self.asked)
        head.addWidget(self.asked_note, 1)
        below.addLayout(head)
        below.addWidget(self.questions)
        foot = row(theme)
        foot.addStretch(1)
        foot.addWidget(self.save_now)
        below.addLayout(foot)
        inside.addWidget(self._asking)
        self._asking.hide()
        self.fields["promised"].setMinimumWidth(theme.px(176))

    def _connect(self) -> None:
        self.outcomes.chosen.connect(self.chose)
        self.reasons.chosen.connect(lambda _: self._tell("reason"))
        self.score.chosen.connect(lambda _: self._tell("score"))
        self.promised.committed.connect(lambda _: self._tell("promised"))
        self.note.committed.connect(lambda _: self._tell("note"))
        self.questions.typed.connect(lambda: self._tell("answers"))
        self.form.submitted.connect(self.entered)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._say_figures)
        for line in (self.promised, self.note):
            self._keys.watch(line)
        for chips in (self.outcomes, self.score):
            self._keys.watch_chips(chips)

    def _say_figures(self) -> None:
        """What a figure pressed now is about: an outcome, a reason or a score; in a line it is a figure."""
        held = QApplication.focusWidget()
        for named in (self._outcome_named, self._why_named, self._score_named):
            named.take_figures(held is not None and named.isAncestorOf(held))

    def _tell(self, name: str) -> None:
        if not self._filling:
            self.typed.emit(name)

    # the questions stand here ---------------------------------------------------------------------------------------------

    def take_in(self, name: str, field: Field) -> None:
        """An answer that is typed."""
        self.form.adopt(name, field, submits=False)

    def leave_out(self, name: str, field: Field) -> None:
        """It goes."""
        self.form.leave_out(name)

    def bring_in_sight(self, widget: QWidget) -> None:
        """The page scrolls."""
        self.in_sight.emit(widget)

    # what is asked -------------------------------------------------------------------------------------------------------

    def set_reasons(self, reasons: Sequence[ReasonRow]) -> None:
        """The reasons the shop offers, each on its key; what is chosen stays."""
        known = [Choice(str(one.id), one.name, n) for n, one in enumerate(reasons, 1)][:9]
        if known == [chip.choice for chip in self.reasons.findChildren(Chip)]:
            return
        chosen = self.reasons.choice()
        fresh = Chips(self.theme, known, name=tr("为什么"), make=low)
        fresh.chosen.connect(lambda _: self._tell("reason"))
        self._keys.watch_chips(fresh)
        self._why_named.put(fresh)
        self.reasons.deleteLater()
        self.reasons = fresh
        if chosen in {one.key for one in known}:
            fresh.choose(chosen)

    def ask(self, channel: TouchKind, *, score: bool, reason: bool, survey: ListSurvey | None, before: str = "") -> None:
        """What may be asked of this row. ``before``: that they answered the 问卷 elsewhere already."""
        self._asks_score, self._asks_reason = score, reason
        self.outcomes.show_channel(channel)
        if survey != self.survey:
            self.survey = survey
            self.questions.ask(survey.questions if survey is not None else ())
            self._keys.watch_answers(self.questions.editors())
            self._chain()
            self.asked.set_text(tr("问卷“{survey}”", survey=survey.name) if survey is not None else "")
        gone = survey.gone if survey is not None else ()
        left_out = tr("第 {n} 题已从问卷里去掉，不用录。", n=listed(map(str, gone))) if gone else ""
        self.asked_note.setText(" ".join(filter(None, (before, left_out))))

    def _chain(self) -> None:
        """Tab goes as one reads."""
        score = self.score.findChildren(Chip)
        for before, after in pairwise((self.note, *score, self.save, *self.questions.editors(), self.save_now)):
            QWidget.setTabOrder(before, after)

    def asks_questions(self) -> bool:
        """Whether the 问卷 is asked now: of whoever was spoken to."""
        return bool(self.questions.rows) and self.outcomes.choice() in SPOKE

    def fit_outcome(self) -> None:
        """Only what the outcome asks for."""
        chosen, asks = self.outcomes.choice(), self.asks_questions()
        self.fields["promised"].setVisible(chosen == Outcome.PROMISED)
        self._why_named.setVisible(chosen == Outcome.REFUSED and self._asks_reason)
        self._score_named.setVisible(self._asks_score)
        self._asking.setVisible(asks)
        self.save.setVisible(not asks)  # then Enter goes on to the questions

    def after_outcome(self) -> None:
        """The typing goes on where the outcome has something to ask."""
        chosen = self.outcomes.choice()
        if chosen == Outcome.PROMISED:
            self.promised.setFocus(Qt.FocusReason.OtherFocusReason)
        elif chosen == Outcome.REFUSED and not self._why_named.isHidden():
            self.reasons.take_focus()
        else:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_first(self) -> bool:
        """Enter outside the questions goes to the first of them; False: none is asked, or one of them has the focus."""
        if not self.asks_questions() or self.in_questions():
            return False
        self.questions.take_focus(next(iter(self.questions.rows)))
        return True

    def in_questions(self) -> bool:
        """Whether one of them has the focus."""
        held = self.focusWidget()
        return held is not None and held.hasFocus() and self._asking.isAncestorOf(held)

    def step(self, way: int) -> None:
        """↑ ↓ in the questions; above the first stands the note."""
        held = self.focusWidget()
        at = self.questions.question_of(held) if held is not None else None
        if at is not None and not self.questions.step(at, way) and way < 0:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_figure(self, figure: int, held: QWidget) -> None:
        """Of the chips that have the focus."""
        of = next((c for c in (self.reasons, self.score) if c.isAncestorOf(held)), self.outcomes)
        chip = next((c for c in of.findChildren(Chip) if c.choice.count == figure and not c.isHidden()), None)
        if chip is None:
            return
        if of is self.outcomes:
            self.outcomes.choose(chip.choice.key)
            self.chose.emit(chip.choice.key)
            return
        of.choose("" if chip.isChecked() else chip.choice.key)
        self._tell("reason" if of is self.reasons else "score")
        (self.note if of is self.reasons else chip).setFocus(Qt.FocusReason.OtherFocusReason)

    # what stands here ------------------------------------------------------------------------------------------------------

    def fill(self, draft: RowDraft) -> None:
        """Put what was typed here."""
        self._filling = True
        self.outcomes.choose(draft.outcome)
        self.note.setText(draft.note)
        self.promised.setText(draft.promised)
        self.score.choose(draft.score)
        self.reasons.choose(draft.reason if draft.reason in {c.choice.key for c in self.reasons.findChildren(Chip)} else "")
        self.questions.fill(draft.answers)
        self._filling = False
        self.fit_outcome()
        self._say_figures()

    def draft(self) -> RowDraft:
        """What stands here."""
        return RowDraft(
            self.outcomes.choice(), self.note.text(), self.promised.text(), self.score.choice(), self.reasons.choice(),
            answers={i: text for i, text in self.questions.answers().items() if text.strip()},
        )  # fmt: skip

    def phone_found(self) -> str | None:
        """The number in the note."""
        return number_in(self.note.text())

    # looks ---------------------------------------------------------------------------------------------------------------

    def _echo(self, typed: str) -> str:
        day, _ = read_day(typed, self.book.today(), allow_future=True)
        return "" if day is None or self.theme.compact else long_day(day, self.book.today())

    def fit(self, room: int) -> bool:
        """``room``: px of the page's column. Whether it is tight."""
        tight = room < self.theme.px(TIGHT)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(self.theme.px(8 if tight else 20))
        beside = not tight or self._asks_score  # then it stands under the names of the fields beside it
        self._level.setContentsMargins(0, self.theme.px(24) if beside else 0, 0, 0)
        self.fields["promised"].setMinimumWidth(self.theme.px(200))
        self.fields["note"].setMinimumWidth(self.theme.px(120))
        return tight
