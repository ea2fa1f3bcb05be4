"""自定义项目 in an entry: a field for each thing the shop asks for, what was written there last beside it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.custom import FieldRow, Kind, Owner, clean_value, problem_name, typed_again
from kyuanbook.rules.dates import full_day, weekday
from kyuanbook.rules.words import Message
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme


class CustomRows(Part):
    """Builds the fields anew whenever the shop asks for others. ``relaid``: Tab has other ways to go; ``typed``: something
    stands otherwise in one of them."""

    relaid = Signal()
    typed = Signal()

    def __init__(self, theme: Theme, panel: EntryPanel, today: Callable[[], int]) -> None:
        super().__init__(theme)
        self._panel, self._today = panel, today
        self.asked: tuple[FieldRow, ...] = ()
        self.fields: dict[int, Field] = {}
        self._down = column(theme, self)
        self._inside = QWidget()
        self._down.addWidget(self._inside)
        self.hide()

    # which ---------------------------------------------------------------------------------------------------------------

    def ask(self, fields: Sequence[FieldRow]) -> None:
        """Ask for these from now on; what was typed is the caller's to fill in again."""
        if tuple(fields) == self.asked:
            return
        for field_id, field in self.fields.items():
            self._panel.unwatch(field)
            self._panel.form.leave_out(problem_name(field_id))
        self._inside.hide()
        self._down.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        self._down.addWidget(self._inside)
        self.asked = tuple(fields)
        self.fields = {one.id: self._field(one) for one in fields}
        self._lay_out()
        self.setVisible(bool(fields))
        self.relaid.emit()

    def _field(self, one: FieldRow) -> Field:
        field = Field(self.theme, one.name, self._editor(one))
        name = problem_name(one.id)
        self._panel.watch(name, field)
        self._panel.form.adopt(name, field)
        editor = field.editor
        (editor.chosen if isinstance(editor, Combo) else editor.committed).connect(lambda _: self.typed.emit())
        return field

    def _editor(self, one: FieldRow) -> Line | Combo:
        if one.kind is Kind.CHOICE:
            return Combo(self.theme, _choices(one))
        if one.kind is Kind.YES_NO:
            yes, no = say(Message("custom_yes")), say(Message("custom_no"))
            return Combo(self.theme, [Choice("", tr("不填")), Choice("yes", yes), Choice("no", no)])
        if one.kind is Kind.NUMBER:
            line = Line(self.theme, echo=lambda _: one.unit)
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            return line
        if one.kind is Kind.DATE:
            return Line(self.theme, icon="calendar", echo=lambda typed: self._day_words(one, typed))
        return Line(self.theme)

    def _day_words(self, one: FieldRow, typed: str) -> str:
        value, _ = clean_value(one, typed, self._today())
        if value is None or value.number is None:
            return ""
        day = int(value.number)
        words = say(full_day(day))
        return "" if words == typed.strip() else tr("{day} {weekday}", day=words, weekday=say(weekday(day)))

    def _lay_out(self) -> None:
        down = column(self.theme, self._inside, gap=16)
        for narrow, group in groupby(self.asked, _is_narrow):
            fields = [self.fields[one.id] for one in group]
            for start in range(0, len(fields), 2 if narrow else 1):
                pair = fields[start : start + 2] if narrow else fields[start : start + 1]
                across = row(self.theme, gap=16)
                for field in pair:
                    across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                down.addLayout(across)

    # what stands there -----------------------------------------------------------------------------------------------------

    def texts(self) -> dict[int, str]:
        """As typed; of a list the chosen word."""
        return {field_id: field.text() for field_id, field in self.fields.items()}

    def fill(self, typed: Mapping[int, str]) -> None:
        """Show these; a word that is no longer among the choices stays one here."""
        for one in self.asked:
            text, field = typed.get(one.id, ""), self.fields[one.id]
            if one.kind is Kind.CHOICE and isinstance(field.editor, Combo):
                field.editor.set_choices(_choices(one, text))
            field.set_text(text)

    def fill_empty(self, kept: Mapping[int, str]) -> None:
        """Put what the book keeps where nothing was typed yet."""
        typed = self.texts()
        again = {one.id: typed_again(one, kept[one.id]) for one in self.asked if kept.get(one.id)}
        self.fill({**again, **{field_id: text for field_id, text in typed.items() if text.strip()}})
        self.typed.emit()

    def tell_last(self, words: Mapping[int, str]) -> None:
        """What was written last, beside the fields; whole on hover."""
        for field_id, field in self.fields.items():
            said = words.get(field_id, "")
            field.hint.set_text(said)
            field.hint.setToolTip(said)
            field.editor.setAccessibleDescription(said)

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        return [field.editor for field in self.fields.values()]


def _choices(one: FieldRow, kept: str = "") -> list[Choice]:
    words = one.choices if not kept or kept in one.choices else (*one.choices, kept)
    return [Choice("", tr("不填")), *(Choice(word, word) for word in words)]


def _is_narrow(one: FieldRow) -> bool:
    """Two stand side by side; not a day, which is read back in its field, nor words of a visit: they may be a recipe."""
    return one.kind is not Kind.DATE and (one.owner is Owner.CUSTOMER or one.kind is not Kind.TEXT)
