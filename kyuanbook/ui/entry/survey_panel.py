"""问卷, made or changed: its name, what is said first, and up to ten questions one under another. An empty line at the end
begins the next; a question whose text is rubbed out goes.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.actions import surveys as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import custom
from kyuanbook.book.queries import surveys as kept
from kyuanbook.language import say, tr
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.rules.surveys import MOST_QUESTIONS, QuestionEntry, SurveyEntry, clean_survey
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.buttons import IconButton
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.paint import key_words
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.shell.menu import Act

OF: Final = "field:"
UP, DOWN = "Ctrl+Up", "Ctrl+Down"


class QuestionEditor(Part):
    """One question: its words, what is written down, and what can be chosen or counted in."""

    def __init__(self, theme: Theme, panel: "SurveyPanel", n: int) -> None:
        super().__init__(theme)
        self._id: int | None = None
        self._fields: dict[int, FieldRow] = {}
        self.text = Line(theme, placeholder=tr("如 从哪里知道我们的？") if n == 1 else "")
        self.kind = Combo(theme)
        self.choices = Line(theme)
        self.question = Field(theme, tr("第 {n} 题", n=n), self.text)
        self.what = Field(theme, tr("记什么"), self.kind)
        self.details = Field(theme, tr("可以选的"), self.choices)
        self.up, self.down = IconButton(theme, "arrow-up", tr("上移")), IconButton(theme, "arrow-down", tr("下移"))
        whole = column(theme, self, gap=8)
        across = row(theme, gap=4)
        across.addWidget(self.question, 1)
        for button, key in ((self.up, UP), (self.down, DOWN)):
            button.setToolTip(f"{button.words()}  {key_words(key)}")
            place = button.sizePolicy()
            place.setRetainSizeWhenHidden(True)
            button.setSizePolicy(place)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from question to question
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(across)
        whole.addWidget(self.what)
        whole.addWidget(self.details)
        panel.form.adopt(f"question{n}", panel.watch(f"question{n}", self.question))
        panel.form.adopt(f"kind{n}", self.what)
        panel.form.adopt(f"choices{n}", panel.watch(f"choices{n}", self.details))
        self.kind.chosen.connect(lambda _: self._kind_chosen())

    def offer(self, fields: Sequence[FieldRow]) -> None:
        """What can be written down: anew, or into a field that is there."""
        self._fields = {one.id: one for one in fields}
        anew = [Choice(kind.value, say(kind.label)) for kind in Kind]
        there = [Choice(f"{OF}{one.id}", tr("记到：{name}", name=one.name)) for one in fields]
        self.kind.set_choices([*anew, *there])

    def entry(self) -> QuestionEntry:
        """As typed."""
        field = self._field()
        kind = field.kind if field is not None else Kind(self.kind.choice())
        return QuestionEntry(
            text=self.text.text(), kind=kind.value, choices=self.choices.text() if kind is Kind.CHOICE else "",
            unit=self.choices.text() if kind is Kind.NUMBER else "", field_id=None if field is None else field.id, id=self._id,
        )  # fmt: skip

    def fill(self, one: QuestionEntry) -> None:
        """Show it."""
        self._id = one.id
        self.text.setText(one.text)
        self.kind.choose(f"{OF}{one.field_id}" if one.field_id in self._fields else one.kind)
        self.choices.setText(one.unit if one.kind == Kind.NUMBER else one.choices)
        self._show_details()

    def _field(self) -> FieldRow | None:
        chosen = self.kind.choice()
        return self._fields.get(int(chosen.removeprefix(OF))) if chosen.startswith(OF) else None

    def _kind_chosen(self) -> None:
        field = self._field()
        if field is not None:
            self.choices.setText(field.unit if field.kind is Kind.NUMBER else "，".join(field.choices))
        self._show_details()

    def _show_details(self) -> None:
        """Words to choose from, or a unit; the unit of a field that is there is its own."""
        field = self._field()
        kind = field.kind if field is not None else Kind(self.kind.choice())
        self.details.setVisible(kind in (Kind.CHOICE, Kind.NUMBER))
        number = kind is Kind.NUMBER
        self.details.label.set_text(tr("计量单位") if number else tr("可以选的"))
        self.choices.setAccessibleName(self.details.label.text())
        self.choices.setPlaceholderText(tr("可不填") if number else tr("路过，朋友介绍"))
        self.choices.setEnabled(not (number and field is not None))

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        return [self.text, self.kind, self.choices]


class SurveyPanel(EntryPanel):
    """``survey_id``: what is changed, None for a new one."""

    topic = "survey"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("新的问卷"), tr("保存"), parent)
        self.survey_id: int | None = None
        self.name, self.words = Line(theme), Line(theme, placeholder=tr("可不填，如 耽误您一分钟"))
        self.form.add("name", self.watch("name", Field(theme, tr("问卷叫什么"), self.name)))
        self.form.add("words", self.watch("words", Field(theme, tr("开头的话"), self.words)))
        self.rows = [QuestionEditor(theme, self, n) for n in range(1, MOST_QUESTIONS + 1)]
        for place, one in enumerate(self.rows):
            self.form.add_widget(one)
            one.text.committed.connect(lambda _: self._show_rows())
            one.up.clicked.connect(lambda place=place: self.move_question(place, -1))
            one.down.clicked.connect(lambda place=place: self.move_question(place, 1))
        self.note = Prose(theme, tr("答案记到客户的自定义项目里，“客户细分”里就能按它们找人。"), size=13)
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.note)
        for keys, step in ((UP, -1), (DOWN, 1)):  # not by the panel's own keys: the arrows are its scroller's
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._move_held(step))
        self._chain_of(self.name, self.words, *(editor for one in self.rows for editor in one.editors()))

    # opening -----------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """A new one."""
        self._stand(None, tr("新的问卷"))
        self.begin(("survey", None), SurveyEntry())

    def change(self, survey_id: int) -> None:
        """Change one. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            seen, asked = kept.survey(sql, survey_id), kept.questions(sql, survey_id)
        if seen is None:
            raise NoSuchRow(table="survey", id=survey_id)
        self._stand(survey_id, tr("改问卷"))
        questions = tuple(
            QuestionEntry(one.text, one.field.kind.value, "，".join(one.field.choices), one.field.unit, one.field.id, one.id)
            for one in asked
        )
        self.begin(("survey", survey_id), SurveyEntry(seen.name, seen.words, questions))

    def open_for(self, survey_id: int | None) -> None:
        """Make one, or change that one."""
        if survey_id is None:
            self.make()
        else:
            self.change(survey_id)

    def _stand(self, survey_id: int | None, title: str) -> None:
        self._keep()
        self._key = None
        self.survey_id = survey_id
        self.title.set_text(title)
        self.setAccessibleName(title)
        with self.book.read() as sql:
            asked = kept.questions(sql, survey_id) if survey_id is not None else []
            own = {one.field.id for one in asked}
            fields = [f for f in custom.fields(sql, Owner.CUSTOMER, hidden=True) if not f.hidden or f.id in own]
        for one in self.rows:
            one.offer(fields)

    # the questions -----------------------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        """Those that are written, and one more."""
        used = max((n for n, one in enumerate(self.rows, 1) if one.text.text().strip()), default=0)
        shown = min(used + 1, MOST_QUESTIONS)
        for n, one in enumerate(self.rows, 1):
            one.setVisible(n <= shown)
            one.up.setVisible(1 < n <= used)
            one.down.setVisible(n < used)

    def move_question(self, place: int, step: int) -> None:
        """One question up or down, the focus with it."""
        other = place + step
        if not 0 <= other < len(self.rows) or self.rows[other].isHidden() or not self.rows[place].text.text().strip():
            return
        here, there = self.rows[place].entry(), self.rows[other].entry()
        if not there.text.strip():
            return
        self.rows[place].fill(there)
        self.rows[other].fill(here)
        self.rows[other].text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroller.ensureWidgetVisible(self.rows[other])

    def _at(self) -> int | None:
        held = QApplication.focusWidget()
        return next((i for i, one in enumerate(self.rows) if held is not None and one.isAncestorOf(held)), None)

    def _move_held(self, step: int) -> None:
        place = self._at()
        if place is not None:
            self.move_question(place, step)

    def own_acts(self) -> Sequence[Act]:
        """Moving the question in hand."""
        return (
            Act(tr("上移"), UP, lambda: self._move_held(-1), bind=False, can=lambda: self._at() is not None),
            Act(tr("下移"), DOWN, lambda: self._move_held(1), bind=False, can=lambda: self._at() is not None),
        )

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> SurveyEntry:
        entries = [one.entry() for one in self.rows]
        return SurveyEntry(self.name.text(), self.words.text(), tuple(entries))

    def _fill(self, state: Any) -> None:
        self.name.setText(state.name)
        self.words.setText(state.words)
        blank = QuestionEntry()
        for place, one in enumerate(self.rows):
            one.fill(state.questions[place] if place < len(state.questions) else blank)
        self._show_rows()

    def _problems(self) -> Sequence[Problem]:
        return clean_survey(self._state())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        if self.survey_id is None:
            return acts.make_survey(self.book, entry=self._state())
        return acts.change_survey(self.book, survey_id=self.survey_id, entry=self._state())
