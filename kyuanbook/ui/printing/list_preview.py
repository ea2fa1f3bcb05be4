"""The preview of a list: kept under its number before anything of it leaves the program."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent

from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.preview import PDF, Preview
from kyuanbook.ui.kit.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEAST: Final = 300  # px high at 100 %: its bar and something of the paper
LARGEST: Final = 1.15  # of the paper's own size, at 100 % type


class ListPreview(Preview):
    """``keep``: asked before a page is printed or written as PDF; False: nothing is. Of another kind whoever writes it asks."""

    def __init__(
        self, theme: Theme, keep: Callable[[], bool], sizes: Sequence[Choice], kinds: Sequence[str] = (PDF,)
    ) -> None:
        super().__init__(theme, sizes=sizes, bind=False, kinds=kinds)
        self._keep = keep
        self.restyle()

    def restyle(self) -> None:
        """No less of it than is worth looking at: where there is less room the page scrolls."""
        super().restyle()
        self.setMinimumHeight(self.theme.px(LEAST))

    def save_to(self, name: str) -> None:
        """Keep, then write."""
        if self.is_other(name) or self._keep():
            super().save_to(name)

    def print_on(self, printer: "QPrinter") -> None:
        """Keep, then print."""
        if self._keep():
            super().print_on(printer)

    def show_pdf(self, data: bytes) -> None:
        """Show these, at a size one can read."""
        super().show_pdf(data)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room, but never blown up: a receipt stays narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.paper is None:
            return
        natural = self.paper.document.pagePointSize(0).width() * self.view.logicalDpiX() / 72
        room = self.width() - self.theme.px(32)
        self.view.setZoomMode(self.view.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.2, min(room / natural, LARGEST * self.theme.scale)))
