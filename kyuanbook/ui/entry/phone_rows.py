"""The numbers of a customer: the first alone at the counter, with label and 空号 when more is asked; any number of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr, tr_as
from kyuanbook.rules.entries import PhoneEntry
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Tick
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.theme import Theme


class PhoneRow(Part):
    """Number, label (家, 公司, 老伴), 空号."""

    def __init__(self, theme: Theme, place: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name = "phone" if place == 0 else f"phone{place + 1}"
        self.number = Line(theme)
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.field = Field(theme, tr("电话") if place == 0 else tr("电话 {n}", n=place + 1), self.number)
        self.label = Line(theme, placeholder=tr("家、公司"), limit=40)
        self.label_field = Field(theme, tr("标注"), self.label)
        self.wrong = Tick(theme, tr_as("short", "空号"))
        across = row(theme, self, gap=12)
        across.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        self.label_field.setMaximumWidth(theme.px(104))
        across.addWidget(self.label_field, 0, Qt.AlignmentFlag.AlignTop)
        beside = column(theme, margins=(0, 26, 0, 0))
        beside.addWidget(self.wrong)
        beside.addStretch(1)
        across.addLayout(beside)

    def restyle(self) -> None:
        """The label keeps its width."""
        self.label_field.setMaximumWidth(self.theme.px(104))

    def show_more(self, more: bool) -> None:
        """With label and 空号, or the number alone."""
        self.label_field.setVisible(more)
        self.wrong.setVisible(more)

    def entry(self) -> PhoneEntry:
        """As typed."""
        return PhoneEntry(self.number.text(), self.label.text(), self.wrong.isChecked())

    def fill(self, entry: PhoneEntry) -> None:
        """Show a number."""
        self.number.setText(entry.typed)
        self.label.setText(entry.label)
        self.wrong.setChecked(entry.wrong)


class PhoneRows(Part):
    """All numbers. ``typed``: one of them changed; ``grown``: a row was added (tab order)."""

    typed = Signal()
    grown = Signal()

    def __init__(
        self, theme: Theme, form: Form, watch: Callable[[str, Field], Field], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._form, self._watch, self._more = form, watch, False
        self.rows: list[PhoneRow] = []
        self._down = column(theme, self, gap=12)
        self.another = Button(theme, tr("再加一个电话"), kind="link", icon="plus")
        self.another.clicked.connect(self.add_another)
        foot = row(theme)
        foot.addLayout(Bleed(theme, self.another, left=6, right=0))
        foot.addStretch(1)
        self._down.addLayout(foot)
        self._add()
        self.show_more(False)

    def _add(self) -> PhoneRow:
        made = PhoneRow(self.theme, len(self.rows), self)
        self.rows.append(made)
        self._down.insertWidget(len(self.rows) - 1, made)
        self._watch(made.name, made.field)
        self._form.adopt(made.name, made.field)
        made.label.submitted.connect(self._form.submitted)
        made.number.committed.connect(lambda _: self.typed.emit())
        made.show_more(self._more)
        return made

    def add_another(self) -> None:
        """One row more, and there."""
        made = self._add()
        self.grown.emit()
        made.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_more(self, more: bool) -> None:
        """Labels, 空号 and further numbers; numbers that stand there are never hidden."""
        self._more = more
        self.another.setVisible(more)
        for place, one in enumerate(self.rows):
            one.show_more(more)
            one.setVisible(more or place == 0 or bool(one.number.text()))

    def entries(self) -> tuple[PhoneEntry, ...]:
        """As typed, the empty rows at the end left out."""
        found = [one.entry() for one in self.rows]
        while found and not found[-1].typed.strip():
            found.pop()
        return tuple(found)

    def fill(self, entries: Sequence[PhoneEntry]) -> None:
        """Show these."""
        while len(self.rows) < len(entries):
            self._add()
        for place, one in enumerate(self.rows):
            one.fill(entries[place] if place < len(entries) else PhoneEntry(""))
        for one in self.rows[max(1, len(entries)) :]:
            one.hide()
        self.grown.emit()

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        return [w for one in self.rows for w in (one.number, one.label, one.wrong)] + [self.another]
