"""当日到店登记表 looked at before it is printed: how many pages, on which paper. It is empty, so nothing is kept of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer

from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.register import MOST_PAGES, PAPERS, Paper, Printed, print_register
from kyuanbook.actions.sheets import paper_name
from kyuanbook.book.errors import BookError
from kyuanbook.language import tr, trn
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

REGISTER: Final = "register"


class RegisterPage(BookPage):
    """The empty sheet, as it comes out."""

    topic = "catch-up"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印空白登记表"))
        self.memory, self.runner = memory, runner
        self._run = 0
        counts = [Choice(str(n), trn("{n} 页", n)) for n in range(1, MOST_PAGES + 1)]
        self.counts = Combo(theme, counts, small=True)
        self.counts.setAccessibleName(tr("几页"))
        sizes = [Choice(paper.value, paper_name(paper)) for paper in PAPERS]
        self.preview = ListPreview(theme, lambda: True, sizes)
        self.preview.printer_name = memory.now.printer
        self.preview.file_name = tr("当日到店登记表") + ".pdf"
        choices = Part(theme)
        row(theme, choices, margins=(0, 0, 6, 0)).addWidget(self.counts)
        self.title.add(choices)
        self.body.addWidget(self.preview, 1)
        self.counts.chosen.connect(lambda _: self.draw())
        self.preview.size_chosen.connect(self._choose_paper)
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: acts.say(words, icon="circle-alert"))

    def paper(self) -> Paper:
        """The paper used last."""
        return Paper(self.memory.now.paper) if self.memory.now.paper in PAPERS else Paper.A4

    def _choose_paper(self, paper: str) -> None:
        self.memory.change(paper=paper)
        self.draw()

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        self._run += 1
        run, book = self._run, self.book
        work = partial(print_register, book, paper=self.paper(), pages=int(self.counts.choice()))
        self.preview.sizes.choose(self.paper().value)

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
        """The first member of staff gives the sheet a column; a visit changes nothing."""
        return changed.entry is None or changed.touches("staff", "setting")

    def read(self) -> None:
        """Draw it up."""
        self.draw()

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
