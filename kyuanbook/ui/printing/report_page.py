"""月报 and 来源报表 looked at before they are printed. A 月报 is kept as it was printed; and can be had again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer

from kyuanbook.actions import month_report
from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.month_report import KeptReport, Stopped
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.sources import Asked
from kyuanbook.language import say, tr, trn
from kyuanbook.paper.month import MonthSheet
from kyuanbook.paper.sheets import Cancelled as SetNoMore
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.dates import near_day
from kyuanbook.rules.lapses import month_of
from kyuanbook.rules.periods import month_words, words
from kyuanbook.rules.sources import Column
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Task, after_a_while
from kyuanbook.ui.kit.runner import Stopped as Given
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.printing.set_behind import STOP_KEY
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

REPORT: Final = "report"
NOW: Final = ""  # reckoned now, not as it was printed
BACK_KEY, ON_KEY = "Alt+PgUp", "Alt+PgDown"


class Wanted(NamedTuple):
    """A 来源报表 on paper: what is asked, and by which column its rows stand."""

    asked: Asked
    sort: str
    down: bool


class Made(NamedTuple):
    """Set; of a 月报 with its words and the fit it was reckoned by, so that it can be kept."""

    printed: Printed
    sheet: MonthSheet | None = None
    fit: int = 0


class ReportPage(BookPage):
    """The pages, as they come out."""

    topic = "sources-report"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("月报"))
        self.memory, self.runner = memory, runner
        self.month = month_of(book.today())
        self.wanted: Wanted | None = None
        self.made: Made | None = None
        self._kept: list[KeptReport] = []
        self._run = 0
        self._task: Task | None = None
        self.before = IconButton(theme, "chevron-left", tr("前一个月"), key=BACK_KEY)
        self.after = IconButton(theme, "chevron-right", tr("后一个月"), key=ON_KEY)
        self.words = Label(theme, "", size=14)
        self.versions = Combo(theme, small=True)
        self.versions.setAccessibleName(tr("现在算的，还是以前印的"))
        self.preview = ListPreview(theme, lambda: True, [])
        self.preview.printer_name = memory.now.printer
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key=STOP_KEY)
        self.progress.add(self.stop)
        self.progress.hide()
        self._months = Part(theme)
        across = row(theme, self._months, gap=4, margins=(0, 0, 6, 0))
        for part in (self.before, self.words, self.after, self.versions):
            across.addWidget(part)
        self.title.add(self._months)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.preview, 1)
        self._connect()

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.versions.chosen.connect(lambda _: self.draw())
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(self._was_saved)
        self.preview.failed.connect(lambda said: self.acts.say(said, icon="circle-alert"))
        self.stop.clicked.connect(self.cancel)

    # what is shown -------------------------------------------------------------------------------------------------------

    def show_month(self, day: int) -> None:
        """月报 of the month in which ``day`` lies."""
        self.wanted, self.month = None, month_of(day)
        self._offer()
        self.draw()

    def show_report(self, wanted: Wanted) -> None:
        """来源报表."""
        self.wanted = wanted
        self.draw()

    def step(self, by: int) -> None:
        """A month on or back; none that has not begun."""
        if self.wanted is None and self.month + by <= month_of(self.book.today()):
            self.month += by
            self._offer()
            self.draw()

    def _offer(self) -> None:
        """Reckoned now, or as it was printed."""
        self._kept = month_report.kept_of(self.book, self.month)
        now = self.book.today()
        printed = [Choice(str(one.id), tr("{day}印的", day=say(near_day(one.day, now)))) for one in self._kept]
        self.versions.set_choices([Choice(NOW, tr("现在算的")), *printed])
        self.versions.choose(NOW)

    def draw(self) -> None:
        """Make the PDF, off the GUI thread; only the last one asked for is shown."""
        self.cancel()
        self._run += 1
        run, book, make = self._run, self.book, self._maker()
        self._months.setVisible(self.wanted is None)
        self.versions.setVisible(bool(self._kept))
        self.after.setEnabled(self.month < month_of(book.today()))
        self.words.set_text(say(month_words(self.month)))
        self.title.words.set_text(tr("月报") if self.wanted is None else tr("来源报表"))
        name = tr("{month}月报", month=say(month_words(self.month)))
        if self.wanted is not None:
            name = tr("来源报表，{period}", period=say(words(self.wanted.asked.span, self.wanted.asked.period)))
        self.preview.file_name = f"{name}.pdf"
        show = after_a_while(self, self.progress.show)
        self.progress.set_progress(0, None, tr("正在翻看记录"))

        def job(progress: Progress, cancelled: Cancelled) -> Made:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            with at_work(book, cancelled):
                try:
                    return make(go_on)
                except (Stopped, SetNoMore):
                    raise Given from None

        def over() -> bool:
            show.stop()
            if run == self._run:
                self.progress.hide()
            return run == self._run

        def finished(made: Made) -> None:
            if over():
                self.made = made
                self.preview.show_pdf(made.printed.pdf)
                self.title.note.set_text(trn("{n} 页", made.printed.pages))

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if over():
                self.acts.tell_error(error)

        def told(so_far: int, of: int | None) -> None:
            if run == self._run:
                self.progress.set_progress(so_far, of, tr("正在翻看记录"))

        self._task = self.runner.run(job, finished, failed, progress=told, stopped=lambda: over() and None)

    def _maker(self) -> Callable[[Callable[[int, int], bool]], Made]:
        book, month, wanted = self.book, self.month, self.wanted
        if wanted is not None:
            from kyuanbook.actions.source_report import print_report

            sort = Column(wanted.sort) if wanted.sort in set(Column) else Column.REVENUE
            return lambda go_on: Made(print_report(book, asked=wanted.asked, sort=sort, down=wanted.down, go_on=go_on))
        kept = next((one for one in self._kept if str(one.id) == self.versions.choice()), None)
        if kept is not None:
            return lambda _: Made(month_report.print_again(kept))

        def reckoned(go_on: Callable[[int, int], bool]) -> Made:
            sheet, fit = month_report.month_sheet(book, month, go_on)
            return Made(month_report.set_month(sheet), sheet, fit)

        return reckoned

    def cancel(self) -> None:
        """Stop what is being set."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # printed, saved ------------------------------------------------------------------------------------------------------

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer
        self._keep()

    def _was_saved(self, name: str) -> None:
        self._keep()
        self.acts.say(tr("已存为 {name}", name=Path(name).name), icon="check")

    def _keep(self) -> None:
        """A 月报 is kept as it came out."""
        if self.made is None or self.made.sheet is None:
            return
        try:
            month_report.keep(self.book, month=self.month, sheet=self.made.sheet, fit=self.made.fit)
        except BookError as error:
            self.acts.tell_error(error)
            return
        self._offer()
        self.versions.setVisible(True)

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.page_count():
            self.preview.ask_printer()

    # as a page -----------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """存为 PDF, stopping, another month."""
        save = self.preview.save_button

        def of_month() -> bool:
            return self.wanted is None

        return (
            Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled),
            Act(tr("停下"), STOP_KEY, self.cancel, bind=False, can=lambda: self.stop.isVisibleTo(self)),
            Act(tr("前一个月"), BACK_KEY, lambda: self.step(-1), bind=False, can=of_month),
            Act(tr("后一个月"), ON_KEY, lambda: self.step(1), bind=False, can=of_month),
        )

    def concerns(self, changed: Changed) -> bool:
        """Whatever changes what it says; not that it was kept."""
        return changed.entry is None or bool(changed.tables - {"month_report"})

    def entered(self) -> None:
        """Whoever opened it drew it."""

    def read(self) -> None:
        """Draw it anew."""
        if self.wanted is None:
            self._offer()
        self.draw()

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
