"""满意度小票 and 问卷 looked at before they are printed: which, for whom or how many, on which paper. Nothing is kept of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent

from kyuanbook.actions import forms
from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.forms import FormPaper, Printed
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.surveys import SurveyRow, surveys
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, move, row
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.print_page import TIGHT, ListPreview
from kyuanbook.ui.printing.set_behind import STOP_KEY
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

FORMS: Final = "forms"
SLIP: Final = "slip"
PICKED: Final = "picked"
COPIES: Final = (1, 2, 5, 8, 16, 24, 40)
ON_A4: Final = 8  # slips


class FormsPage(BookPage):
    """The forms, as they come out."""

    topic = "forms"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印小票、问卷"))
        self.memory, self.runner = memory, runner
        self.people: tuple[int, ...] = ()
        self._papers: dict[bool, FormPaper] = {}  # slip or not -> the paper used last
        self._run = 0
        self._task: Task | None = None
        self.kinds, self.whom = Combo(theme, small=True), Combo(theme, small=True)
        self.kinds.setAccessibleName(tr("印什么"))
        self.whom.setAccessibleName(tr("给谁"))
        self.preview = ListPreview(theme, lambda: True, [Choice(p.value, forms.form_paper_name(p)) for p in forms.SLIP_PAPERS])
        self.preview.printer_name = memory.now.printer
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key=STOP_KEY)
        self.progress.add(self.stop)
        self.progress.hide()
        self._choices, beside = Part(theme), Part(theme)
        across = row(theme, self._choices, gap=8)
        across.addWidget(self.kinds)
        across.addWidget(self.whom)
        self._beside, self._below = row(theme, beside, margins=(0, 0, 6, 0)), row(theme)
        self._beside.addWidget(self._choices)
        self.title.add(beside)
        self.body.addLayout(self._below)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.preview, 1)
        self._connect()

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _: self._choose_kind())
        self.whom.chosen.connect(lambda _: self.draw())
        self.preview.size_chosen.connect(self._choose_paper)
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: self.acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: self.acts.say(words, icon="circle-alert"))
        self.stop.clicked.connect(self.cancel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Very large type leaves no room for the choices beside the title."""
        super().resizeEvent(event)
        place = self._below if self.width() < self.theme.px(TIGHT) else self._beside
        if place.indexOf(self._choices) < 0:
            move(self._choices, place)

    # what is printed -----------------------------------------------------------------------------------------------------

    def show_forms(self, form: str, people: Sequence[int]) -> None:
        """Begin with ``form`` (:data:`SLIP`, or a 问卷 by its number; "" for the one before), for ``people`` or empty."""
        self.people = tuple(people)
        self._offer(form or self.kinds.choice())
        self._offer_whom(PICKED if self.people else "")
        self.draw()

    def _offer(self, form: str) -> None:
        with self.book.read() as sql:
            there: list[SurveyRow] = [one for one in surveys(sql) if one.questions]
        offered = [Choice(SLIP, tr("满意度小票")), *(Choice(str(one.id), one.name) for one in there)]
        self.kinds.set_choices(offered)
        self.kinds.choose(form if any(one.key == form for one in offered) else SLIP)

    def _offer_whom(self, chosen: str) -> None:
        """The picked, or empty ones: so many slips, so many questionnaires."""
        picked = [Choice(PICKED, trn("选中的 {n} 位", len(self.people)))] if self.people else []
        self.whom.set_choices([*picked, *(Choice(str(n), trn("空白的 {n} 张", n)) for n in COPIES)])
        self.whom.choose(chosen or str(ON_A4 if self.is_slip() else 1))

    def is_slip(self) -> bool:
        """满意度小票, not a 问卷."""
        return self.kinds.choice() == SLIP

    def _choose_kind(self) -> None:
        self._offer_whom(PICKED if self.whom.choice() == PICKED else "")
        self.draw()

    def papers(self) -> tuple[FormPaper, ...]:
        """On which it comes."""
        return forms.SLIP_PAPERS if self.is_slip() else forms.SURVEY_PAPERS

    def paper(self) -> FormPaper:
        """The one used last for the like."""
        return self._papers.get(self.is_slip(), FormPaper.A4)

    def _choose_paper(self, paper: str) -> None:
        self._papers[self.is_slip()] = FormPaper(paper)
        self.draw()

    # drawing ---------------------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        self.cancel()
        self._run += 1
        run, book = self._run, self.book
        picked = self.whom.choice() == PICKED
        ids, copies = (self.people, 1) if picked else ((), int(self.whom.choice()))
        if self.is_slip():
            work = partial(forms.print_slips, book, paper=self.paper(), customer_ids=ids, copies=copies)
        else:
            work = partial(
                forms.print_survey, book, survey_id=int(self.kinds.choice()), paper=self.paper(), customer_ids=ids, copies=copies
            )  # fmt: skip
        self.preview.sizes.set_choices([Choice(p.value, forms.form_paper_name(p)) for p in self.papers()])
        self.preview.sizes.choose(self.paper().value)
        self.preview.file_name = f"{self.kinds.currentText()}.pdf"
        show = after_a_while(self, self.progress.show)
        self.progress.set_progress(0, None, tr("正在排版"))

        def job(progress: Progress, cancelled: Cancelled) -> Printed:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            with at_work(book, cancelled):
                try:
                    return work(progress=go_on)
                except forms.Cancelled:
                    raise Stopped from None

        def over() -> bool:
            show.stop()
            if run == self._run:
                self.progress.hide()
            return run == self._run

        def finished(printed: Printed) -> None:
            if over():
                self.preview.show_pdf(printed.pdf)
                self.title.note.set_text(trn("{n} 页", printed.pages))

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if over():
                self.acts.tell_error(error)

        def told(so_far: int, of: int | None) -> None:
            if run == self._run:
                self.progress.set_progress(so_far, of, tr("正在排版"))

        self._task = self.runner.run(job, finished, failed, progress=told, stopped=lambda: over() and None)

    def cancel(self) -> None:
        """Stop what is being set."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.page_count():
            self.preview.ask_printer()

    # as a page -----------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """存为 PDF; stopping."""
        save = self.preview.save_button
        stop = Act(tr("停下"), STOP_KEY, self.cancel, bind=False, can=lambda: self.stop.isVisibleTo(self))
        return (Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled), stop)

    def concerns(self, changed: Changed) -> bool:
        """Another name of the shop, other questions."""
        return changed.entry is None or changed.touches("setting", "survey", "survey_question", "custom_field")

    def entered(self) -> None:
        """:meth:`show_forms` drew it."""

    def read(self) -> None:
        """Draw it anew."""
        chosen, whom = self.kinds.choice(), self.whom.choice()
        self._offer(chosen)
        self._offer_whom(whom if self.kinds.choice() == chosen else "")
        self.draw()

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
