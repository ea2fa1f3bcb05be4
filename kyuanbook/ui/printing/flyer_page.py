"""The flyer or coupon of a campaign looked at before it is printed: which of the two, on which paper. Nothing is kept of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer

from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.flyers import PAPERS, FlyerForm, Paper, Printed, form_name, print_flyer
from kyuanbook.actions.sheets import paper_name
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import campaigns
from kyuanbook.language import tr
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.file_dialog import file_name
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

FLYER: Final = "flyer"


class FlyerPage(BookPage):
    """A campaign's paper, as it comes out."""

    topic = "sources-campaigns"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("印传单、券"))
        self.memory, self.runner = memory, runner
        self.campaign_id = 0
        self._run = 0
        self._papers: dict[FlyerForm, Paper] = {}
        self.forms = Combo(theme, [Choice(form.value, form_name(form)) for form in FlyerForm], small=True)
        self.forms.setAccessibleName(tr("印什么"))
        self.preview = ListPreview(theme, lambda: True, [Choice(Paper.A4.value, paper_name(Paper.A4))])
        self.preview.printer_name = memory.now.printer
        self.no_code = Prose(theme, tr("这个活动还没有编号，印出来柜台认不出：回到“推广活动”按 Ctrl M 写一个。"), ink="warn")
        choices = Part(theme)
        row(theme, choices, margins=(0, 0, 6, 0)).addWidget(self.forms)
        self.title.add(choices)
        self.body.addWidget(self.no_code)
        self.body.addWidget(self.preview, 1)
        self.forms.chosen.connect(lambda _: self._offer_papers())
        self.preview.size_chosen.connect(self._choose_paper)
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: acts.say(words, icon="circle-alert"))

    def show_campaign(self, campaign_id: int) -> None:
        """Of this one."""
        self.campaign_id = campaign_id
        self._offer_papers()

    def form(self) -> FlyerForm:
        """Flyer or coupon."""
        return FlyerForm(self.forms.choice())

    def paper(self) -> Paper:
        """The one used last for the like."""
        return self._papers.get(self.form(), PAPERS[self.form()][0])

    def _offer_papers(self) -> None:
        self.preview.sizes.set_choices([Choice(one.value, paper_name(one)) for one in PAPERS[self.form()]])
        self.preview.sizes.choose(self.paper().value)
        self.draw()

    def _choose_paper(self, paper: str) -> None:
        self._papers[self.form()] = Paper(paper)
        self.draw()

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        if not self.campaign_id:
            return
        self._run += 1
        run, book = self._run, self.book
        try:
            with book.read() as sql:
                one = campaigns.campaign(sql, self.campaign_id)
            if one is None:
                raise NoSuchRow(table="campaign", id=self.campaign_id)
        except BookError as error:
            self.acts.tell_error(error)
            return
        self.title.note.set_text(one.name)
        self.no_code.setVisible(not one.code)
        self.preview.file_name = file_name(f"{form_name(self.form())} {one.name}", ".pdf")
        work = partial(print_flyer, book, campaign_id=one.id, form=self.form(), paper=self.paper())

        def job(_: Progress, cancelled: Cancelled) -> Printed:
            with at_work(book, cancelled):
                return work()

        def finished(printed: Printed) -> None:
            if run == self._run:
                self.preview.show_pdf(printed.pdf)

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
        """Other words, another name of the shop."""
        return changed.entry is None or changed.touches("campaign", "setting")

    def entered(self) -> None:
        """:meth:`show_campaign` drew it."""

    def read(self) -> None:
        """Draw it anew."""
        self.draw()

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
