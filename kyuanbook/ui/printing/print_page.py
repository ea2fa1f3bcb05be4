"""打印名单: which customers, on which paper; looked at before it is printed or kept as a PDF. Its number is given then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.actions import lists, sheets
from kyuanbook.actions.done import Book, Changed, Done
from kyuanbook.actions.sheets import CallSheet, Paper, Printed
from kyuanbook.actions.titles import title_within
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import calls, classes, segments, shop
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.file_dialog import file_name
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, move, row
from kyuanbook.ui.kit.preview import Preview
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.class_combo import ClassCombo
from kyuanbook.ui.pages.own_classes import OwnClasses
from kyuanbook.ui.printing.winback_line import HOLD_KEY, NOTE_KEY, WinBackLine
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PICKED: Final = "picked"
LIMITS: Final = (10, 20, 50, 100)
TIGHT: Final = 720  # px across, at 100 %
LARGEST: Final = 1.15  # of the paper's own size, at 100 % type


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is of: a kind of ``calls.KINDS`` within a filter, or the customers picked; at most ``limit``. ``holds``:
    the shop's share of those who stay away is left alone by lot. ``name``: what people are called whom no filter says."""

    kind: str = calls.CALLS
    chosen: Filter = EVERYBODY
    picked: tuple[int, ...] = ()
    limit: int | None = None
    holds: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A list drawn up and set. ``done``: it was kept under its number."""

    draft: lists.Draft
    sheet: CallSheet
    printed: Printed
    done: Done | None = None
    share: float = 0.0  # the shop's
    until: int = 0  # the last day on which those drawn are left alone


class ListPreview(Preview):
    """A preview that has the list kept under its number before a page of it leaves the program."""

    def __init__(self, theme: Theme, keep: Callable[[], bool], sizes: Sequence[Choice]) -> None:
        super().__init__(theme, sizes=sizes, bind=False)
        self._keep = keep

    def save_to(self, name: str) -> None:
        """Keep, then write."""
        if self._keep():
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


class PrintPage(BookPage):
    """Stays on what it was opened with: a list does not change under the owner's eyes."""

    topic = "print"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印名单"))
        self.memory, self.runner = memory, runner
        self.wanted = self._offered = Wanted()
        self._base = EVERYBODY  # what was offered, but for the class
        self.drawn: Drawn | None = None
        self._task: Task | None = None
        self._run = 0
        self._focus_waits = False
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.kinds = Combo(theme, small=True)
        self.kinds.setAccessibleName(tr("哪些客户"))
        self.own = OwnClasses(self.book, self.acts)
        self.classes = ClassCombo(theme, self.own.class_counts, self.own.sizes)
        limits = [Choice(str(n), trn("最多 {n} 位", n)) for n in LIMITS]
        self.limits = Combo(theme, [Choice("", tr("全部")), *limits], small=True)
        self.limits.setAccessibleName(tr("最多几位"))
        self.missing = Label(theme, "", size=13, ink="warn", icon="triangle-alert")
        self.missing.hide()
        sizes = [Choice(paper.value, sheets.paper_name(paper)) for paper in Paper]
        self.preview = ListPreview(theme, self.keep, sizes)
        self.preview.printer_name = self.memory.now.printer
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link")
        self.progress.add(self.stop)
        self.progress.hide()
        self.winback = WinBackLine(theme)

    def _lay_out(self, theme: Theme) -> None:
        self._choices, beside = Part(theme), Part(theme)
        self._across = row(theme, self._choices, gap=8)
        for combo in (self.kinds, self.classes, self.limits):
            self._across.addWidget(combo)
        self._beside, self._below = row(theme, beside, margins=(0, 0, 6, 0)), row(theme)
        self._beside.addWidget(self._choices)
        self.title.add(beside)
        self.body.addLayout(self._below)
        self.body.addWidget(self.winback)
        self.body.addWidget(self.missing)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.preview, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Very large type leaves no room for the choices beside the title, or on one line."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        place = self._below if self.width() < self.theme.px(TIGHT) else self._beside
        if place.indexOf(self._choices) < 0:
            move(self._choices, place)
        wide = sum(combo.sizeHint().width() + self.theme.px(8) for combo in (self.kinds, self.classes, self.limits))
        high = place is self._below and wide > self.width() - 2 * self.theme.px(28)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if high else QBoxLayout.Direction.LeftToRight)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _: self._choose())
        self.classes.chosen.connect(lambda _: self._choose())
        self.limits.chosen.connect(lambda _: self._choose())
        self.preview.size_chosen.connect(self._choose_paper)
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(self._was_saved)
        self.preview.failed.connect(lambda words: self.acts.say(words, icon="circle-alert"))
        self.stop.clicked.connect(self.cancel)
        self.winback.turned.connect(self._turn)

    def own_acts(self) -> Sequence[Act]:
        """存为 PDF; what is asked over a list of those who stay away."""
        save, line = self.preview.save_button, self.winback

        def shown(button: QWidget) -> Callable[[], bool]:
            return lambda: button.isVisibleTo(self) and button.isEnabled()

        return (
            Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled),
            Act(line.note.words(), NOTE_KEY, line.note.click, bind=False, can=shown(line.note), on=line.note.isChecked),
            Act(line.turn.words(), HOLD_KEY, line.turn.click, bind=False, can=shown(line.turn)),
        )

    # what the list is of -------------------------------------------------------------------------------------------------

    def show_list(self, wanted: Wanted) -> None:
        """Draw up a list and show it."""
        self.wanted = self._offered = wanted
        self.drawn = None
        self.winback.begin()
        with self.book.read() as sql:
            self.classes.offer_own(self.own.take(segments.segments(sql)))
        self._take_apart(wanted.chosen)
        kinds = [Choice(kind, self._kind_words(kind)) for kind in calls.KINDS]
        if wanted.picked:
            kinds.insert(0, Choice(PICKED, trn("选中的 {n} 位", len(wanted.picked))))
        self.kinds.set_choices(kinds)
        self.kinds.choose(PICKED if wanted.picked else wanted.kind)
        self.classes.setEnabled(not wanted.picked)
        self.limits.choose("" if wanted.limit is None else str(wanted.limit))
        self.preview.sizes.choose(self.paper().value)
        self._place()
        self.draw()

    def _take_apart(self, chosen: Filter) -> None:
        """A class that was asked for stands in the list of classes, where another can be chosen."""
        key = next(iter(classes.classes_of(chosen)), "") or self.own.key_of(chosen.conditions)
        self.classes.choose(key)
        self._base = chosen._replace(conditions=()) if self.own.of(key) else classes.without_class(chosen, key)

    def _chosen(self, kind: str) -> Filter:
        """Within what was offered, if its kind still is, those of the class."""
        within, key = self._base if kind == self._offered.kind else EVERYBODY, self.classes.choice()
        within = within._replace(conditions=(*within.conditions, *self.own.of(key)))
        return classes.within_class(within, key)

    def paper(self) -> Paper:
        """The paper used last."""
        return Paper(self.memory.now.paper) if self.memory.now.paper in list(Paper) else Paper.A4

    def _choose(self) -> None:
        kind, limit, offered = self.kinds.choice(), self.limits.choice(), self._offered
        self.classes.setEnabled(kind != PICKED)
        self.wanted = Wanted(
            kind=calls.CALLS if kind == PICKED else kind,
            chosen=EVERYBODY if kind == PICKED else self._chosen(kind),
            picked=offered.picked if kind == PICKED else (),
            limit=int(limit) if limit else None,
            holds=self.winback.holds,
            name=offered.name,
        )
        self.drawn = None
        self.draw()

    def _turn(self) -> None:
        """Leave nobody alone on this list, or the share after all."""
        self.wanted = replace(self.wanted, holds=self.winback.holds)
        self.drawn = None
        self.draw()

    def _kind_words(self, kind: str) -> str:
        within = kind == self._offered.kind and self._base not in (EVERYBODY, Filter(stage=self._base.stage))
        words = _kind_words(kind)
        return tr("{kind}，按刚才的筛选", kind=words) if within else words

    def _choose_paper(self, paper: str) -> None:
        self.memory.change(paper=paper)
        self.draw(self.drawn)

    # drawing it up -------------------------------------------------------------------------------------------------------

    def draw(self, again: Drawn | None = None) -> None:
        """Make the PDF, off the GUI thread; ``again``: the same list, on the paper now chosen."""
        self.cancel()
        self._run += 1
        run, book, wanted, paper = self._run, self.book, self.wanted, self.paper()
        show = after_a_while(self, self.progress.show)
        self.progress.set_progress(0, None, tr("正在排名单"))
        self._allow(False)

        def job(progress: Progress, cancelled: Cancelled) -> Drawn:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            with at_work(book, cancelled):
                try:
                    return _drawn(book, wanted, paper, go_on, again)
                except sheets.Cancelled:
                    raise Stopped from None

        def over() -> bool:
            show.stop()
            if run == self._run:
                self.progress.hide()
            return run == self._run

        def finished(drawn: Drawn) -> None:
            if over():
                self._show(drawn)

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if over():
                self.acts.tell_error(error)

        def told(so_far: int, of: int | None) -> None:
            if run == self._run:
                self.progress.set_progress(so_far, of, tr("正在排名单"))

        self._task = self.runner.run(job, finished, failed, progress=told, stopped=lambda: self._was_stopped(over()))

    def cancel(self) -> None:
        """Stop what is being drawn up."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _was_stopped(self, ours: bool) -> None:
        if ours:
            self.title.note.set_text(tr("已停下"))
            self._allow(self.drawn is not None)

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        rows = len(drawn.draft.rows)
        self.preview.file_name = file_name(f"{drawn.sheet.title} {drawn.sheet.number}", ".pdf")
        self.preview.show_pdf(drawn.printed.pdf)
        number = tr("名单号 {number}", number=drawn.sheet.number)
        self.title.note.set_text(f"{trn('共 {n} 位', rows)}　{number}")
        missing = drawn.printed.missing
        self.winback.show_draft(drawn.draft, drawn.share, drawn.until, kept=drawn.done is not None)
        self.missing.setVisible(bool(missing))
        self.missing.set_text(
            trn("有 {n} 个字哪种字体里都没有，印成了 〓：{which}", len(missing), which=listed(missing))
        )
        self._allow(rows > 0)
        if self._focus_waits and self.kinds.hasFocus():
            self._focus()

    def _allow(self, free: bool) -> None:
        self.preview.print_button.setEnabled(free)
        self.preview.save_button.setEnabled(free)

    # out of the program --------------------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Keep the list as printed, once; it is set anew should its number have gone to another. False: it can't be kept."""
        drawn = self.drawn
        if drawn is None or not drawn.draft.rows:
            return False
        if drawn.done is not None:
            return True
        try:
            done, sheet = sheets.keep(self.book, drawn=drawn.draft, sheet=drawn.sheet, paper=self.paper())
        except BookError as error:
            self.acts.tell_error(error)
            return False
        printed = drawn.printed
        if sheet.number != drawn.sheet.number:
            printed = _set(sheet, self.paper(), lambda _done, _of: True)
        done = self._noted(drawn.draft, done)
        self._show(replace(drawn, sheet=sheet, printed=printed, done=done))
        return True

    def _noted(self, draft: lists.Draft, done: Done) -> Done:
        """What is told of the printing; asked for, calling is noted of everybody on the list, and it is that which 撤销
        takes back."""
        if done.id is None or draft.kind not in calls.WINNING or not self.winback.note.isChecked():
            return done
        from kyuanbook.actions.winback import note_list

        try:
            noted = note_list(self.book, list_id=done.id, customer_ids=[row.customer_id for row in draft.rows])
        except BookError as error:  # the list is kept all the same
            self.acts.tell_error(error)
            return done
        return Done(noted.changed, done.id)

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer
        if self.drawn is not None and self.drawn.done is not None:
            self.acts.tell(self.drawn.done)

    def _was_saved(self, name: str) -> None:
        if self.drawn is not None:
            number = self.drawn.sheet.number
            self.acts.say(tr("已存为 {name}，名单号 {number}", name=Path(name).name, number=number), icon="check")

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.print_button.isEnabled():
            self.preview.ask_printer()

    # as a page -----------------------------------------------------------------------------------------------------------

    def concerns(self, changed: Changed) -> bool:
        """What is looked at stays as it was drawn up."""
        return False

    def entered(self) -> None:
        """Nothing is stale: :meth:`show_list` drew it up."""

    def take_focus(self) -> None:
        """On 打印 as soon as there is something to print."""
        self._focus_waits = True
        QTimer.singleShot(0, self, self._focus)

    def _focus(self) -> None:
        button = self.preview.print_button
        self._focus_waits = not button.isEnabled()
        (button if button.isEnabled() else self.kinds).setFocus(Qt.FocusReason.OtherFocusReason)


def _kind_words(kind: str) -> str:
    if kind == calls.CALLS:
        return tr("该打的电话")
    if kind == calls.ALL:
        return tr("全部客户")
    return say(Message(f"stage_{kind}"))


def _drawn(book: Book, wanted: Wanted, paper: Paper, go_on: Callable[[int, int], bool], again: Drawn | None) -> Drawn:
    """Draw up and set; a list already drawn up is only set."""
    if again is not None:
        return replace(again, printed=_set(again.sheet, paper, go_on))
    if wanted.picked:
        draft = lists.draft(book, customer_ids=wanted.picked, limit=wanted.limit)
    else:
        share = None if wanted.holds else 0.0
        draft = lists.draft(book, kind=wanted.kind, chosen=wanted.chosen, limit=wanted.limit, share=share)
    with book.read() as sql:
        title = title_within(sql, draft.kind, wanted.chosen, wanted.name)
    sheet = sheets.call_sheet(book, drawn=draft, title=title, progress=go_on)
    with book.read() as sql:
        held, until = shop.settings(sql).hold_back, shop.open_days(sql).after(draft.day, draft.horizon)
    return Drawn(draft, sheet, _set(sheet, paper, go_on), None, held, until)


def _set(sheet: CallSheet, paper: Paper, go_on: Callable[[int, int], bool]) -> Printed:
    from kyuanbook.paper.calls import call_list

    return call_list(sheet, paper, go_on)
