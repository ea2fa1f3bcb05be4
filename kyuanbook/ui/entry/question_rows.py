"""The questions of a 问卷 in an entry, as they stand on the paper: boxes to choose, lines to write on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.custom import FieldRow, Kind, clean_value
from kyuanbook.rules.dates import full_day, weekday
from kyuanbook.rules.surveys import QuestionRow, answer_name
from kyuanbook.rules.words import Message
from kyuanbook.ui.entry.keyed_chips import KeyedChips
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

MOST_CHIPS: Final = 9  # as many as there are keys; of more choices one picks from a list
WORDS: Final = 320  # px of a question beside its answer
BESIDE: Final = 700  # px across at 100 % type: with less the answer stands below


class Asker(Protocol):
    """Whoever they stand in: says what is wrong with an answer under it."""

    def take_in(self, name: str, field: Field) -> None:
        """Another field, whose problems bear ``name``."""

    def leave_out(self, name: str, field: Field) -> None:
        """It goes."""

    def bring_in_sight(self, widget: QWidget) -> None:
        """Scroll to what has the focus now."""


class QuestionRows(Part):
    """Builds the rows anew for each 问卷. ``relaid``: Tab has other ways to go. ``typed``: an answer changed. ``finished``: Enter
    in the last."""

    relaid = Signal()
    typed = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, asker: Asker, today: Callable[[], int], *, beside: bool = False) -> None:
        """``beside``: the answers stand right of their questions where there is room."""
        super().__init__(theme)
        self._asker, self._today, self._beside = asker, today, beside
        self.asked: tuple[QuestionRow, ...] = ()
        self.rows: dict[int, KeyedChips | Field] = {}
        self._words: list[Prose] = []
        self._pairs: list[QBoxLayout] = []
        self._down = column(theme, self)
        self._inside = QWidget()
        self._down.addWidget(self._inside)

    def ask(self, questions: Sequence[QuestionRow]) -> None:
        """Ask these; those whose field is put away are not asked, but named."""
        for one in self.asked:
            row = self.rows.get(one.id)
            if isinstance(row, Field):
                self._asker.leave_out(answer_name(one.number), row)
        self._inside.hide()
        self._down.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        self._down.addWidget(self._inside)
        self.asked = tuple(questions)
        down = column(self.theme, self._inside, gap=8 if self._beside else 16)
        self.rows, self._words, self._pairs = {}, [], []
        for one in questions:
            if one.hidden:
                down.addWidget(Prose(self.theme, tr("第 {n} 题不再问：它记到的项目已停用。", n=one.number), size=13, ink="ink3"))
            else:
                self._lay(one, down)
        self._fit()
        self.relaid.emit()

    def _lay(self, one: QuestionRow, down: QBoxLayout) -> None:
        words = tr("{n}. {question}", n=one.number, question=one.text)
        choices = _choices(one.field)
        row: KeyedChips | Field
        if 0 < len(choices) <= MOST_CHIPS:
            row = KeyedChips(self.theme, words, choices, tr("没答"), long=True, bare=self._beside)
            row.submitted.connect(lambda: self._go_on(one.id))
            row.chosen.connect(lambda _: self.typed.emit())
        else:
            row = self._field(one, words)
        self.rows[one.id] = row
        if isinstance(row, KeyedChips) and not self._beside:
            down.addWidget(row)
            return
        prose = Prose(self.theme, words, size=13)
        pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.addWidget(prose, 0, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(row, 2)
        if isinstance(row, Field) and self._beside:
            pair.addStretch(1)
        pair.setSpacing(self.theme.px(4))
        down.addLayout(pair)
        self._words.append(prose)
        self._pairs.append(pair)

    def _field(self, one: QuestionRow, words: str) -> Field:
        field = Field(self.theme, words, self._editor(one.field))
        for part in (field.label, field.hint):  # it would be cut: the question stands above on as many lines as it takes
            part.hide()
        editor = field.editor
        self._asker.take_in(answer_name(one.number), field)
        editor.submitted.connect(lambda: self._go_on(one.id))
        if isinstance(editor, Combo):
            editor.submits = True
            editor.chosen.connect(lambda _: self.typed.emit())
        else:
            editor.committed.connect(lambda _: self.typed.emit())
        return field

    def _editor(self, field: FieldRow) -> Line | Combo:
        if field.kind is Kind.CHOICE:
            return Combo(self.theme, [Choice("", tr("没答")), *_choices(field)])
        if field.kind is Kind.NUMBER:
            line = Line(self.theme, echo=lambda _: field.unit)
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            return line
        if field.kind is Kind.DATE:
            return Line(self.theme, icon="calendar", echo=lambda typed: self._day_words(field, typed))
        return Line(self.theme)

    def _day_words(self, field: FieldRow, typed: str) -> str:
        value, _ = clean_value(field, typed, self._today())
        if value is None or value.number is None:
            return ""
        words = say(full_day(int(value.number)))
        return "" if words == typed.strip() else tr("{day} {weekday}", day=words, weekday=say(weekday(int(value.number))))

    # where they stand ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the answers stand below."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit()

    def _fit(self) -> None:
        if not self._beside:
            return
        beside = self.width() >= self.theme.px(BESIDE)
        ways = QBoxLayout.Direction
        for words, pair in zip(self._words, self._pairs, strict=True):
            pair.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
            pair.setSpacing(self.theme.px(16 if beside else 4))
            words.setFixedWidth(self.theme.px(WORDS)) if beside else _set_free(words)
            words.setContentsMargins(0, self.theme.px(9 if beside else 0), 0, 0)

    # what stands there -----------------------------------------------------------------------------------------------------

    def answers(self) -> dict[int, str]:
        """As typed, by question; of a choice its word."""
        return {i: row.choice() if isinstance(row, KeyedChips) else row.text() for i, row in self.rows.items()}

    def fill(self, answers: Mapping[int, str]) -> None:
        """Show these."""
        for i, row in self.rows.items():
            if isinstance(row, KeyedChips):
                row.choose(answers.get(i, ""))
            else:
                row.set_text(answers.get(i, ""))

    def _go_on(self, question: int) -> None:
        if not self.step(question, 1):
            self.finished.emit()

    def step(self, question: int, way: int) -> bool:
        """To the question after, or before; False: there is none."""
        ids = list(self.rows)
        place = ids.index(question) + way
        if not 0 <= place < len(ids):
            return False
        self.take_focus(ids[place])
        return True

    def question_of(self, widget: QWidget) -> int | None:
        """In which question's answer a widget stands."""
        return next((i for i, row in self.rows.items() if row is widget or row.isAncestorOf(widget)), None)

    def take_focus(self, question: int) -> None:
        """Begin with a question."""
        where = self.stop(question)
        where.setFocus(Qt.FocusReason.TabFocusReason)
        self._asker.bring_in_sight(where)

    def stop(self, question: int) -> QWidget:
        """What takes the keys of a question."""
        row = self.rows[question]
        return row.current() if isinstance(row, KeyedChips) else row.editor

    def first(self) -> QWidget | None:
        """The first question."""
        return self.stop(next(iter(self.rows))) if self.rows else None

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        found: list[QWidget] = []
        for row in self.rows.values():
            found += row.chips_in_order() if isinstance(row, KeyedChips) else [row.editor]
        return found


_ANY: Final = 16777215  # Qt's own


def _set_free(words: Prose) -> None:
    words.setMinimumWidth(0)
    words.setMaximumWidth(_ANY)


def _choices(field: FieldRow) -> list[Choice]:
    if field.kind is Kind.YES_NO:
        return [Choice("yes", say(Message("custom_yes"))), Choice("no", say(Message("custom_no")))]
    return [Choice(word, word) for word in field.choices] if field.kind is Kind.CHOICE else []
