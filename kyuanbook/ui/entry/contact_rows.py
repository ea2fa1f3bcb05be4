"""The persons to speak to at a firm: name, phone, what they do there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.rules.entries import ContactEntry
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class ContactRow(Part):
    """One person in one line. The note of a person is kept as it was."""

    def __init__(self, theme: Theme, place: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._note = ""
        words = (tr("姓名"), tr("电话"), tr("职务"))
        self.lines = tuple(Line(theme, placeholder=word) for word in words)
        across = row(theme, self, gap=8)
        for line, word, share in zip(self.lines, words, (3, 4, 3), strict=True):
            line.setAccessibleName(tr("联系人 {n} 的{what}", n=place + 1, what=word))
            across.addWidget(line, share)

    def entry(self) -> ContactEntry:
        """As typed."""
        name, phone, role = (line.text() for line in self.lines)
        return ContactEntry(name, phone, role, self._note)

    def fill(self, entry: ContactEntry) -> None:
        """Show a person."""
        self._note = entry.note
        for line, text in zip(self.lines, (entry.name, entry.phone, entry.role), strict=True):
            line.setText(text)


class ContactRows(Part):
    """All persons, and a link for one more. ``submitted``: Enter; ``grown``: a row was added."""

    submitted = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows: list[ContactRow] = []
        self._down = column(theme, self, gap=6)
        self._down.addWidget(Label(theme, tr("联系人"), size=13, ink="ink2"))
        self.another = Button(theme, tr("再加一位"), kind="link", icon="plus")
        self.another.clicked.connect(self.add_another)
        foot = row(theme)
        foot.addLayout(Bleed(theme, self.another, left=6, right=0))
        foot.addStretch(1)
        self._down.addLayout(foot)
        self._add()

    def _add(self) -> ContactRow:
        made = ContactRow(self.theme, len(self.rows), self)
        self.rows.append(made)
        self._down.insertWidget(len(self.rows), made)
        for line in made.lines:
            line.submitted.connect(self.submitted)
        return made

    def add_another(self) -> None:
        """One row more, and there."""
        made = self._add()
        self.grown.emit()
        made.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _filled(self) -> list[ContactRow]:
        return [one for one in self.rows if any(line.text().strip() for line in one.lines)]

    def entries(self) -> tuple[ContactEntry, ...]:
        """As typed, without the empty."""
        return tuple(one.entry() for one in self._filled())

    def number_of(self, n: int) -> Line:
        """Where the number of the nth entry stands."""
        return self._filled()[n - 1].lines[1]

    def fill(self, entries: Sequence[ContactEntry]) -> None:
        """Show these."""
        while len(self.rows) < len(entries):
            self._add()
        for place, one in enumerate(self.rows):
            one.fill(entries[place] if place < len(entries) else ContactEntry(""))
            one.setVisible(place < max(1, len(entries)))
        self.grown.emit()

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        return [line for one in self.rows for line in one.lines] + [self.another]
