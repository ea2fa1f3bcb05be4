"""来源: several parts, one in front at a time."""

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.analysis.page import FiguresPage
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.sources.sections import SECTIONS


class SourcesPage(FiguresPage):
    """Where customers come from, what that brought and cost."""

    about = "sources"
    drawing_wanted = Signal(object)
    contact_wanted = Signal(object)
    said_wanted = Signal(int)
    become_wanted = Signal(int)
    tie_wanted = Signal(int)
    relation_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs) -> None:
        super().__init__(
            theme, book, hub, acts, runner, tr("来源"), SECTIONS, (tr("来源的下一部分"), tr("来源的上一部分"))
        )

    def print_own(self) -> bool:
        """Ctrl P: what the part in front prints of its own; False where it has nothing."""
        own = getattr(self.section(), "print_own", None)
        return bool(callable(own) and own())
