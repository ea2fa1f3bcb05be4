"""An editor with its label, a hint at the right, and below it what is wrong, with the cure as a link."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from kyuanbook.language import later, say, tr
from kyuanbook.rules.words import Problem
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

Editor = Line | Lines | Combo
CLEAR: Final = 4  # px between a label and what is typed below it: the focus ring stands between them
CURE_SHOWN: Final = 20  # characters
DAYS: Final = (later("今天"), later("明天"))  # what rules offer in place of a day


class Complaint(Part):
    """One sentence with its icon, and links that cure it: beside the sentence where they fit, else below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._icon = Label(theme, "", icon="circle-alert", size=13, ink="seal")
        self._words = Prose(theme, size=13, ink="seal")
        self.cure = Button(theme, "", kind="link", size=13)
        self.keep = Button(theme, tr("照样保存"), kind="link", size=13)
        self._across = row(theme, self)
        sentence = row(theme)
        sentence.addWidget(self._icon)
        sentence.addWidget(self._words, 1)
        links = row(theme)
        links.addWidget(self.cure)
        links.addWidget(self.keep)
        links.addStretch(1)
        self._across.addLayout(sentence)
        self._across.addLayout(links, 1)
        self._links = links

    def restyle(self) -> None:
        """Fit again."""
        self._fit()

    def show_problem(self, sentence: str, cure: str, asks: bool) -> None:
        """Say ``sentence``; offer ``cure`` (its words) and, for a question, to keep the value."""
        ink = "warn" if asks else "seal"  # a question has the amber of its field
        self._icon.set_text("", ink=ink)
        self._words.set_text(sentence, ink=ink)
        announce(self, sentence)
        self.cure.setVisible(bool(cure))
        self.cure.set_text(cure)
        self.keep.setVisible(asks)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The links below: a sentence beside them never makes the form wider than its panel, which then would stay so."""
        widest = max((b.sizeHint().width() for b in (self.cure, self.keep) if not b.isHidden()), default=0)
        return QSize(self.theme.px(18) + widest, super().minimumSizeHint().height())

    def _links_width(self) -> int:
        return sum(b.sizeHint().width() for b in (self.cure, self.keep) if not b.isHidden())

    def _fit(self) -> None:
        words = self.theme.metrics(13).horizontalAdvance(self._words.text()) + self.theme.px(4)
        beside = self.theme.px(24) + words + self._links_width() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._across.setDirection(way)
        stacked = not beside and self.theme.px(18) + self._links_width() > self.width()
        self._links.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._links.setContentsMargins(0 if beside else self.theme.px(18), 0, 0, 0)
        self._words.setMinimumWidth(words if beside else 0)
        room = max(1, self.width() - self.theme.px(24))  # a layout within layouts doesn't ask how high this width makes it
        self._words.setMinimumHeight(0)  # Qt never says less than that
        self._words.setMinimumHeight(0 if beside else max(0, self._words.heightForWidth(room)))


def cure_words(value: str) -> str:
    """The words of the link that puts ``value`` in; of a long one its beginning: no link is wider than its panel."""
    return tr("改成 {value}", value=value if len(value) <= CURE_SHOWN else value[: CURE_SHOWN - 1] + "…")


class Field(Part):
    """Label, editor, and the line below for a problem.

    ``cured``: the owner took the offered value (it already stands in the editor). ``kept``: the owner answered a
    question with 照样保存; its argument is ``Problem.answer``, to be passed to the action as accepted.
    """

    cured = Signal(str)
    kept = Signal(str)

    def __init__(
        self, theme: Theme, label: str, editor: Editor, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.editor = editor
        self.label = Label(theme, label, size=13, ink="ink2")
        self.hint = Label(theme, hint, size=13, ink="ink3", right=True)
        self._problem: Problem | None = None
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        self._lay_out(theme, editor)
        (editor.chosen if isinstance(editor, Combo) else editor.committed).connect(self._typed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _lay_out(self, theme: Theme, editor: Editor) -> None:
        head = row(theme, gap=8)
        head.addWidget(self.label)
        head.addWidget(self.hint, 1)
        self.complaint = Complaint(theme)
        down = column(theme, self, gap=CLEAR)
        down.addLayout(head)
        down.addWidget(editor)
        down.addWidget(self.complaint)
        self.complaint.hide()
        self.complaint.cure.clicked.connect(self._take_cure)
        self.complaint.keep.clicked.connect(self._keep_it)

    def event(self, event: QEvent) -> bool:
        """A hint stands there whole or not at all."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and self.hint.text():
            wide = self.label.sizeHint().width() + self.theme.px(8) + self.hint.sizeHint().width()
            self.hint.setVisible(wide <= self.width())
        return super().event(event)

    def text(self) -> str:
        """What was entered; for a list the chosen key."""
        return self.editor.choice() if isinstance(self.editor, Combo) else self.editor.text()

    def call(self, label: str, hint: str | None = None) -> None:
        """Another name, with its hint."""
        self.label.set_text(label)
        self.editor.setAccessibleName(label)
        if hint is not None:
            self.hint.set_text(hint)
            self.hint.setVisible(bool(hint))

    def choice(self) -> str:
        """The key picked, for a list or a picker; the text of any other."""
        return self.editor.choice() if isinstance(self.editor, Combo | Picker) else self.editor.text()

    def set_text(self, text: str) -> None:
        """Put a value there; for a list choose a key."""
        if isinstance(self.editor, Combo):
            self.editor.choose(text)
        elif self.editor.text() != text:
            self.editor.setText(text)

    def _typed(self, text: str) -> None:
        if self._problem is not None:
            self.complain(None)

    def complain(self, problem: Problem | None, *, cure_word: str = "") -> None:
        """Say what is wrong under the field, or that nothing is. What was typed stays.

        ``cure_word``: the words of the cure's link, 改成 … when empty.
        """
        if problem is not None and problem.cure in DAYS:  # typed in the owner's language, as they would
            problem = problem._replace(cure=tr(problem.cure))
        self._problem = problem
        self.complaint.setVisible(problem is not None)
        self.editor.set_wrong(problem is not None, asked=problem is not None and problem.asks)
        self.editor.setAccessibleDescription(self.hint.text() if problem is None else say(problem.message))
        if problem is None:
            return
        cure = "" if problem.cure is None else cure_word or cure_words(problem.cure)
        self.complaint.show_problem(say(problem.message), cure, problem.asks)

    def problem(self) -> Problem | None:
        """What is being complained of."""
        return self._problem

    def _take_cure(self) -> None:
        problem = self._problem
        if problem is not None and problem.cure is not None:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)  # first: the focus of a link that goes wanders off
            self.set_text(problem.cure)
            self.complain(None)
            self.cured.emit(problem.cure)

    def _keep_it(self) -> None:
        problem = self._problem
        if problem is not None:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.complain(None)
            self.kept.emit(problem.answer)


class Form(Part):
    """Fields one under another; Enter goes on to the next, in the last it submits. ``kept`` gathers the answers."""

    submitted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.fields: dict[str, Field] = {}
        self.accepted: set[str] = set()
        self._down = column(theme, self, gap=16)

    def add(self, name: str, field: Field, *, submits: bool = True) -> Field:
        """Add ``field`` under the name its problems bear. ``submits``: Enter in it sends the form."""
        self.adopt(name, field, submits=submits)
        self._down.addWidget(field)
        return field

    def add_row(self, *named: tuple[str, Field]) -> None:
        """Add fields side by side."""
        across = row(self.theme, gap=16)
        for name, field in named:
            self.adopt(name, field)
            across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._down.addLayout(across)

    def add_widget(self, widget: QWidget) -> None:
        """Something that is not a field: a note, likely duplicates."""
        self._down.addWidget(widget)

    def adopt(self, name: str, field: Field, *, submits: bool = True) -> None:
        """Count ``field`` in, wherever it is laid out."""
        self.fields[name] = field
        field.kept.connect(self._kept)
        if submits and isinstance(field.editor, Line | Lines | Combo):
            field.editor.submitted.connect(self.submitted)
        if submits and isinstance(field.editor, Combo):
            field.editor.submits = True

    def leave_out(self, name: str) -> None:
        """Count a field in no longer: it goes."""
        self.fields.pop(name, None)

    def _kept(self, answer: str) -> None:
        self.accepted.add(answer)
        self.submitted.emit()

    def values(self) -> dict[str, str]:
        """What stands in each field."""
        return {name: field.text() for name, field in self.fields.items()}

    def complain(self, problems: Iterable[Problem], cure_words: dict[str, str] | None = None) -> tuple[Problem, ...]:
        """Show each problem under its field and focus the first. Returns those that belong to no field here."""
        by_field: dict[str, Problem] = {}
        for problem in problems:
            by_field.setdefault(problem.field, problem)
        wrong = [field for name, field in self.fields.items() if name in by_field]
        for name, field in self.fields.items():
            field.complain(by_field.get(name), cure_word=(cure_words or {}).get(name, ""))
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return tuple(p for p in by_field.values() if p.field not in self.fields)

    def clear(self) -> None:
        """Empty every field and forget the answers."""
        self.accepted.clear()
        for field in self.fields.values():
            field.complain(None)
            field.set_text("")


class Actions(Part):
    """The foot of a form: the filled act, then quiet ones, 24 apart."""

    def __init__(self, theme: Theme, buttons: Sequence[Button], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        across = row(theme, self, gap=12)
        for button in buttons:
            across.addWidget(button)
        across.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are none of a button's go on to the panel."""
        event.ignore()
