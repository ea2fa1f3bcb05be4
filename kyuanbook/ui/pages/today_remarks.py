"""What the owner should know, at the foot of 今日; that the book is damaged, at its top."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


class Remark(NamedTuple):
    """A line at the foot of the page: what the owner should know, and the one thing to do about it (a key the window
    knows; "": nothing)."""

    text: str
    icon: str = "info"
    action: str = ""
    word: str = ""
    urgent: bool = False
    loud: bool = False  # nothing on the page matters more


class Remarks(Part):
    """The lines at the foot of 今日; nothing at all when there is nothing to say."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.shown: tuple[Remark, ...] = ()
        self._down = column(theme, self, margins=(0, 4, 0, 8))
        self.links: list[Button] = []
        self._said: list[Prose] = []
        self.hide()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """These lines."""
        if tuple(remarks) == self.shown:
            return
        self.shown = tuple(remarks)
        while self._down.count():
            item = self._down.takeAt(0)
            line = item.widget() if item is not None else None
            if line is not None:
                line.deleteLater()
        self.links, self._said = [], []
        for remark in remarks:
            self._down.addWidget(self._line(remark))
        self.restyle()
        self.setVisible(bool(remarks))

    def restyle(self) -> None:
        """A sentence takes its own width, so that its link follows it; one too long runs over."""
        for words in self._said:
            metrics = words.fontMetrics()
            words.setMaximumWidth(metrics.horizontalAdvance(words.text()) + self.theme.px(4))

    def _line(self, remark: Remark) -> QWidget:
        line = QWidget()
        across = row(self.theme, line, gap=8)
        ink = "seal" if remark.loud else "warn" if remark.urgent else "ink2"
        words = Prose(self.theme, remark.text, size=15 if remark.loud else 13, ink=ink, parent=line)
        self._said.append(words)
        across.addWidget(Label(self.theme, "", size=13, ink=ink, icon=remark.icon, parent=line))
        across.addWidget(words, 1000)
        if remark.action:
            link = Button(self.theme, remark.word, kind="outlined" if remark.loud else "link", small=True, parent=line)
            link.clicked.connect(lambda: self.taken.emit(remark.action))
            self.links.append(link)
            across.addWidget(link)
        across.addStretch(1)
        return line
