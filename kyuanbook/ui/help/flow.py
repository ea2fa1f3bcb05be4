"""F1 from anywhere: which text is meant, and the panel that shows it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from kyuanbook.ui.help.help_panel import HelpPanel
from kyuanbook.ui.help.parts import KeyRow
from kyuanbook.ui.help.topics import START
from kyuanbook.ui.kit.search_popup import SearchPopup
from kyuanbook.ui.shell.desk import Desk


class Help(QObject):
    """Joined to one window. Help about an entry stands over it; when it goes, the entry is there as it was."""

    def __init__(self, desk: Desk, popup: SearchPopup, keys: Callable[[], Sequence[KeyRow]]) -> None:
        super().__init__(desk.frame)
        self._desk, self._popup = desk, popup
        self.panel = HelpPanel(desk.theme, keys, desk.frame)
        self.panel.hide()
        desk.frame.page_shown.connect(self._follow)

    def is_open(self) -> bool:
        """Whether help stands beside the page."""
        return self._desk.frame.panel() is self.panel

    def meant(self) -> str:
        """The text about what is in front: the entry, the search, else the page."""
        frame = self._desk.frame
        panel, page = frame.panel(), frame.page()
        if panel is not None:
            return panel.topic or START
        if frame.search.hasFocus() or not self._popup.isHidden():
            return "search"
        return page.topic if page is not None and page.topic else START

    def toggle(self) -> None:
        """F1; once more puts it away."""
        if self.is_open():
            self._desk.frame.close_panel()
            return
        self.panel.open_at(self.meant())
        if not self._popup.isHidden():
            self._popup.close_popup()
        self._desk.frame.open_panel(self.panel, over=True)

    def _follow(self, _: str) -> None:
        """Another page came to the front while help is read: help is about that one."""
        page = self._desk.frame.page()
        if self.is_open() and page is not None and page.topic:
            self.panel.open_at(page.topic)
