"""A paper of 来源 looked at before it is printed or kept as a file: 签到表, 对账单. Nothing is kept of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.errors import BookError
from kyuanbook.language import tr, trn
from kyuanbook.paper.sheets import Printed
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.file_dialog import file_name
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.preview import PDF
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

PAPER: Final = "paper"


@dataclass(frozen=True, slots=True)
class PaperJob:
    """``make``: the PDF for a choice (""  where there is none); ``called``: what the choices are about; ``topic``: the help."""

    title: str
    make: Callable[[str], Printed]
    topic: str
    choices: tuple[Choice, ...] = ()
    called: str = ""


class PaperPage(BookPage):
    """One paper at a time; :meth:`show_paper` says which."""

    topic = "sources-partners"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印"))
        self.memory, self.runner = memory, runner
        self.job: PaperJob | None = None
        self._run = 0
        self.choices = Combo(theme, small=True)
        self.preview = ListPreview(theme, lambda: True, [Choice("a4", tr("A4"))])
        self.preview.printer_name = memory.now.printer
        beside = Part(theme)
        row(theme, beside, margins=(0, 0, 6, 0)).addWidget(self.choices)
        self.title.add(beside)
        self.body.addWidget(self.preview, 1)
        self.choices.chosen.connect(lambda _: self.draw())
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: acts.say(words, icon="circle-alert"))

    def show_paper(self, job: PaperJob) -> None:
        """This one."""
        self.job = job
        self.topic = job.topic  # type: ignore[misc]  # each paper has its own help
        self.title.set_title(job.title)
        self.choices.set_choices(list(job.choices))
        self.choices.setVisible(bool(job.choices))
        if job.called:
            self.choices.setAccessibleName(job.called)
        self.preview.file_name = file_name(job.title, PDF)
        self.draw()

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        job, book = self.job, self.book
        if job is None:
            return
        self._run += 1
        run, chosen = self._run, self.choices.choice() if job.choices else ""

        def work(_: Progress, cancelled: Cancelled) -> Printed:
            with at_work(book, cancelled):
                return job.make(chosen)

        def finished(printed: Printed) -> None:
            if run == self._run:
                self.preview.show_pdf(printed.pdf)
                self.title.note.set_text(trn("{n} 页", printed.pages))

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            self.acts.tell_error(error)

        self.runner.run(work, finished, failed)

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
        """What was drawn up stays as it is looked at."""
        return False

    def entered(self) -> None:
        """Nothing is stale: :meth:`show_paper` drew it up."""

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))


def open_paper(desk: Desk, job: PaperJob) -> None:
    """Show a paper."""
    if not desk.frame.has_page(PAPER):
        desk.frame.add_page(PAPER, desk.join(PaperPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)))
    desk.frame.open_under(PAPER, desk.frame.shown())
    shown = desk.nav.page(PAPER)
    assert isinstance(shown, PaperPage)
    shown.show_paper(job)
    desk.nav.go(PAPER)
