"""准不准: how good the marking is here, told from the shop's own past."""

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.shell.acts import Acts


class AccuracySection(AnalysisSection):
    """Says what it will know."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        words = tr("到店记得够久以后，这里拿店里自己的过去来检验：标了流失的，后来有几位又来了。")
        self.empty = Empty(theme, tr("还看不出准不准"), words)
        down = column(theme, self, margins=(12, 8, 16, 0))
        down.addWidget(self.empty)
        down.addStretch(1)
