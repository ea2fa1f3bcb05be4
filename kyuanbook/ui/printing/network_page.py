"""The picture of 客户网络 looked at before it is printed or kept as PDF: on one sheet, or a large one on several."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer

from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.network import ACROSS, NetworkSheet, fewest, network_sheet, print_network
from kyuanbook.actions.sheets import Paper, Printed, paper_name
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.network import Network
from kyuanbook.language import tr, trn
from kyuanbook.rules.network import Layout
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

PAPER: Final = "network-paper"


class NetworkPaperPage(BookPage):
    """Stays on the picture it was opened with."""

    topic = "sources-network"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印关系图"))
        self.memory, self.runner = memory, runner
        self.sheet: NetworkSheet | None = None
        self._run = 0
        self.counts = Combo(theme, [Choice(str(n), trn("{n} 张纸", n * n)) for n in ACROSS], small=True)
        self.counts.setAccessibleName(tr("拼成几张"))
        sizes = [Choice(Paper.A4_LANDSCAPE.value, paper_name(Paper.A4_LANDSCAPE))]
        self.preview = ListPreview(theme, lambda: True, sizes)
        self.preview.printer_name = memory.now.printer
        choices = Part(theme)
        row(theme, choices, margins=(0, 0, 6, 0)).addWidget(self.counts)
        self.title.add(choices)
        self.body.addWidget(self.preview, 1)
        self.counts.chosen.connect(lambda _: self.draw())
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: acts.say(words, icon="circle-alert"))

    def show_drawing(self, found: Network, made: Layout) -> None:
        """This one, on as few sheets as its names can be read on."""
        self.sheet = network_sheet(self.book, found, made)
        self.counts.choose(str(fewest(self.sheet)))
        self.preview.file_name = f"{self.sheet.title.replace('：', ' ').replace(': ', ' ')}.pdf"
        self.draw()

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        if self.sheet is None:
            return
        self._run += 1
        run, book = self._run, self.book
        work = partial(print_network, self.sheet, across=int(self.counts.choice()))

        def job(_: Progress, cancelled: Cancelled) -> Printed:
            with at_work(book, cancelled):
                return work()

        def finished(printed: Printed) -> None:
            if run == self._run:
                self.preview.show_pdf(printed.pdf)
                self.title.note.set_text(trn("{n} 页", printed.pages))

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            self.acts.tell_error(error)

        self.runner.run(job, finished, failed)

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.page_count():
            self.preview.ask_printer()

    def own_acts(self) -> Sequence[Act]:
        """存为 PDF."""
        save = self.preview.save_button
        return (Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled),)

    def concerns(self, changed: Changed) -> bool:
        """A picture does not change under the owner's eyes."""
        return False

    def entered(self) -> None:
        """:meth:`show_drawing` drew it."""

    def privacy_changed(self) -> None:
        """No amount stands on it."""

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
