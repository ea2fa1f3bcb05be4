"""来源: several parts, one in front at a time."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.language import tr, tr_as
from kyuanbook.ui.analysis.page import FiguresPage
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.sections import Maker
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.sources.sections import SECTIONS


class SourcesPage(FiguresPage):
    """Where customers come from, what that brought and cost. ``report_wanted``: 月报 of a day's month, or a report on paper."""

    report_wanted = Signal(object)

    about = "sources"
    drawing_wanted = Signal(object)
    contact_wanted = Signal(object)
    said_wanted = Signal(int)
    become_wanted = Signal(int)
    tie_wanted = Signal(int)
    relation_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs) -> None:
        super().__init__(
            theme, book, hub, acts, runner, tr_as("page", "来源"), SECTIONS, (tr("来源的下一部分"), tr("来源的上一部分"))
        )

    def print_own(self) -> bool:
        """Ctrl P: what the part in front prints of its own; False where it has nothing."""
        own = getattr(self.section(), "print_own", None)
        return bool(callable(own) and own())

    def _making(self, maker: Maker) -> Callable[[], AnalysisSection]:
        made = super()._making(maker)

        def joined() -> AnalysisSection:
            section = made()
            if hasattr(section, "report_wanted"):
                section.report_wanted.connect(self.report_wanted)
            return section

        return joined
