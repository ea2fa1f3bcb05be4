"""Figures with the parts each is made of, in plain words below it: nothing is a black box."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.language import clauses
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


class Told(NamedTuple):
    """A figure: what it is called, how much it is, and how it comes about."""

    name: str
    value: str
    parts: str = ""


class _Line(QWidget):
    """One of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name, self.value = Label(theme, "", ink="ink2"), Label(theme, "", bold=True)
        self.parts = Prose(theme, size=13)
        down = column(theme, self, margins=(0, 8, 0, 0))
        across = row(theme, gap=12)
        across.addWidget(self.name)
        across.addStretch(1)
        across.addWidget(self.value, 0, Qt.AlignmentFlag.AlignRight)
        down.addLayout(across)
        down.addWidget(self.parts)

    def show_told(self, told: Told) -> None:
        self.name.set_text(told.name)
        self.value.set_text(told.value)
        self.parts.setText(told.parts)
        self.parts.setVisible(bool(told.parts))


class Explained(Part):
    """The figures, one below the other."""

    said_as = "StaticText"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._down = column(theme, self, margins=(0, 0, 0, 4))
        self._lines: list[_Line] = []

    def show_told(self, told: Sequence[Told]) -> None:
        """These, in this order."""
        while len(self._lines) < len(told):
            self._lines.append(_Line(self.theme))
            self._down.addWidget(self._lines[-1])
        for line, one in zip(self._lines, told, strict=False):
            line.show_told(one)
        for i, line in enumerate(self._lines):
            line.setVisible(i < len(told))
        self.setAccessibleName("；".join(clauses((f"{t.name} {t.value}", t.parts)) for t in told))

    def texts(self) -> list[tuple[str, str, str]]:
        """What is shown: (name, value, parts) of each."""
        return [
            (line.name.text(), line.value.text(), line.parts.text()) for line in self._lines if not line.isHidden()
        ]
