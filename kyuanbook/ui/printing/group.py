"""What is decided over a preview, put together: a word at the left, and beside it what belongs to it."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

TIGHT: Final = 560  # px across at 100 %: narrower the word stands above
GAP: Final = 12
SIZE: Final = 13


class Led(Part):
    """The words of all that stands over one preview are one column (:func:`in_column`)."""

    def __init__(self, theme: Theme, word: str, inside: QWidget) -> None:
        super().__init__(theme)
        self.word = Label(theme, word, size=SIZE, ink="ink2")
        self._column = 0
        self._lead = row(theme, self, gap=GAP, margins=(0, 8, 0, 0))
        self._lead.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        self._lead.addWidget(inside, 1)
        self.restyle()

    def word_width(self) -> int:
        """px that its word takes."""
        return self.theme.metrics(SIZE).horizontalAdvance(self.word.text()) + self.theme.px(2)

    def set_column(self, width: int) -> None:
        """So wide is the column of words."""
        self._column = width
        self._fit()

    def restyle(self) -> None:
        """The word is level with what stands on the first line."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the word stands above."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        above = 0 < self.width() < self.theme.px(TIGHT)
        self._lead.setDirection(QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight)
        self._lead.setSpacing(self.theme.px(2 if above else GAP))
        self.word.setFixedSize(max(self._column, self.word_width()), self.theme.px(20) if above else self._level())
        self.word.setVisible(bool(self.word.text()) or not above)

    def _level(self) -> int:
        """px of height of the line that the word stands beside."""
        return self.theme.px(20)


class Group(Led):
    """On as many lines as it takes."""

    def __init__(self, theme: Theme, word: str, widgets: Sequence[QWidget], *, gap: int = 8) -> None:
        self.flow = Flow(theme, widgets, gap=gap)
        super().__init__(theme, word, self.flow)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Others, in this order; with nothing in it the group is not there."""
        self.setVisible(bool(widgets))
        if widgets:
            self.flow.set_widgets(widgets)
            self._fit()

    def _level(self) -> int:
        return self.flow.first_line()


def in_column(groups: Iterable[Led]) -> None:
    """Their words are one column, as wide as the widest."""
    groups = tuple(groups)
    width = max(group.word_width() for group in groups)
    for group in groups:
        group.set_column(width)
