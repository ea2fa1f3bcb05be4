"""打印名单: which customers, on which paper; looked at before it is printed or kept as a file. Its number is given then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal

from kyuanbook.actions import handouts, list_export, lists, sheets
from kyuanbook.actions.done import Book, Changed, Done
from kyuanbook.actions.list_export import Ready
from kyuanbook.actions.sheets import Paper
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.surveys import surveys
from kyuanbook.language import listed, tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.file_dialog import file_name
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.preview import PDF
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.drawing import LIST, Drawn, GoOn, Look, Wanted, drawn_up, kept
from kyuanbook.ui.printing.excel_out import ExcelOut, Listed
from kyuanbook.ui.printing.given_line import GivenLine
from kyuanbook.ui.printing.group import in_column
from kyuanbook.ui.printing.label_form import LabelForm, stock_choices
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.printing.options import Options
from kyuanbook.ui.printing.over_paper import over_paper
from kyuanbook.ui.printing.print_acts import acts_of
from kyuanbook.ui.printing.set_behind import STOP_KEY, SetBehind
from kyuanbook.ui.printing.waiting_line import WaitingLine
from kyuanbook.ui.printing.who_choices import PICKED, WhoChoices
from kyuanbook.ui.printing.winback_line import WinBackLine
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

__all__ = ["PICKED", "Drawn", "PrintPage", "Wanted"]

TIGHT: Final = 720  # px across, at 100 %: what is asked stands below the title
OWN: Final = "print"  # under which the page remembers itself, a part for each kind of list


class PrintPage(BookPage):
    """Stays on what it was opened with: a list does not change under the owner's eyes."""

    topic = "print"
    lists_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印名单"))
        self.memory, self.runner = memory, runner
        self.wanted = Wanted()
        self.drawn: Drawn | None = None
        self._focus_waits = False
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.who = WhoChoices(theme, self.book, self.acts)
        self.kinds, self.classes, self.limits, self.own = self.who.kinds, self.who.classes, self.who.limits, self.who.own
        self.label_form = LabelForm(theme)
        self.missing = Label(theme, "", size=13, ink="warn", icon="triangle-alert")
        self.missing.hide()
        sizes = [Choice(paper.value, sheets.paper_name(paper)) for paper in Paper]
        self.preview = ListPreview(theme, self.keep, sizes, (PDF, list_export.SUFFIX))
        self.options = Options(theme, self.preview.lend_sizes())
        self.printed = Button(theme, tr("印过的名单"), kind="link", icon="history", key="Ctrl+8", bind=False)
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key=STOP_KEY)
        self.behind = SetBehind(self.book, self.runner, self.progress, tr("正在排名单"), self.stop)
        self.excel = ExcelOut(self.behind, self.acts, self._listed, self.keep)
        self.waiting, self.given = WaitingLine(theme), GivenLine(theme, self.book)
        self.winback = WinBackLine(theme)

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.printed)
        down = over_paper(theme, self, self.body)
        for part in (
            self.who, self.given, self.waiting, self.options, self.label_form, self.winback, self.missing, self.progress
        ):  # fmt: skip
            down.addWidget(part)
        down.addWidget(self.preview, 1)
        self.restyle()

    def restyle(self) -> None:
        """What leads the lines is one column."""
        super().restyle()
        in_column((self.who, self.given, self.waiting, self.options.made, self.options.told, self.winback))

    def _connect(self) -> None:
        self.who.chosen.connect(self._choose)
        self.options.formed.connect(self._form)
        self.options.sorted.connect(self._sort)
        self.options.decided.connect(self._decide)
        self.printed.clicked.connect(self.lists_wanted)
        self.label_form.typed.connect(self._labels_typed)
        self.waiting.turned.connect(self._again)
        self.given.chosen.connect(self._give)
        self.winback.turned.connect(self._turn)
        self.preview.size_chosen.connect(self._choose_paper)
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(self._was_saved)
        self.preview.other_wanted.connect(self._export)
        self.preview.failed.connect(self._tell_failed)
        self.behind.done.connect(self._made)
        self.behind.failed.connect(self._failed)
        self.behind.stopped.connect(self._was_stopped)

    def own_acts(self) -> Sequence[Act]:
        """存为文件; what is decided for this list, and asked over one of those who stay away; 停下."""
        return acts_of(self)

    # what the list is of -------------------------------------------------------------------------------------------------

    def show_list(self, wanted: Wanted) -> None:
        """Draw up a list and show it."""
        self.wanted = wanted
        self.drawn = None
        self.winback.begin()
        self.given.begin(wanted.partner_id)
        self.who.show_wanted(wanted)
        self.options.forms.choose(wanted.form)
        self.who.give_to(self.given.combo, self.given.offered)
        self._recall()
        self.draw()

    def _recall(self) -> None:
        """Printer, copies, paper and what was decided last for this kind of list."""
        kept, now, form = self._kept(), self.memory.now, self.wanted.form
        with self.book.read() as sql:
            self.options.offer_surveys(surveys(sql))
        self.options.recall(kept, self.wanted.kind, self.wanted.sort)
        self.wanted = replace(self.wanted, sort=self.options.sorts.choice())
        printer, copies = kept.get("printer"), kept.get("copies")
        self.preview.printer_name = printer if isinstance(printer, str) else now.printer
        self.preview.copies = copies if type(copies) is int and 1 <= copies <= 99 else now.copies
        papers = handouts.papers_of(form) if form not in (LIST, handouts.LABELS) else tuple(Paper)
        sizes = [Choice(paper.value, sheets.paper_name(paper)) for paper in papers]
        self.preview.sizes.set_choices(stock_choices() if form == handouts.LABELS else sizes)
        paper = kept.get("paper")
        self.preview.sizes.choose(paper if isinstance(paper, str) else now.paper)
        self.label_form.setVisible(form == handouts.LABELS)
        if form == handouts.LABELS:
            self.label_form.recall(kept)
            self.label_form.choose(self.preview.sizes.choice())

    def _kind(self) -> str:
        """Lists of one kind are printed in one way: the same printer, the same paper."""
        of = PICKED if self.wanted.by_hand else self.wanted.kind
        return of if self.wanted.form == LIST else self.wanted.form

    def _kept(self) -> dict[str, Any]:
        found = self.memory.of_page(OWN).get(self._kind())
        return dict(found) if isinstance(found, dict) else {}

    def _remember(self, **values: Any) -> None:
        kept = {**self._kept(), **self.options.to_remember(), **values}
        if self.wanted.form == handouts.LABELS:
            kept |= self.label_form.to_remember()
        self.memory.remember(OWN, **{self._kind(): kept})

    def paper(self) -> Paper:
        """The paper chosen: the one used last for such a list."""
        chosen = self.preview.sizes.choice()
        return Paper(chosen) if chosen in list(Paper) else Paper.A4

    def _look(self) -> Look | None:
        """How it is to come out; None while the size of the labels cannot be read."""
        says = self.options.says()
        if self.wanted.form != handouts.LABELS:
            return Look(self.paper(), says=says)
        sized = self.label_form.read()
        return None if sized is None else Look(stock=sized[0], start=sized[1], says=says)

    def _choose(self) -> None:
        kind = self.wanted.kind
        self._anew(replace(self.who.wanted(self.wanted), holds=self.winback.holds))
        if self.wanted.kind != kind:
            self.options.offer_sorts(self.wanted.kind, self.wanted.sort)

    def _form(self) -> None:
        self.wanted = replace(self.wanted, form=self.options.form())
        self._recall()
        self._anew(self.wanted)

    def _sort(self) -> None:
        self._anew(replace(self.wanted, sort=self.options.sorts.choice()))
        self._remember()

    def _give(self) -> None:
        """The list is given to a partner, or is the shop's own after all."""
        self._anew(replace(self.wanted, partner_id=self.given.partner_id()))

    def _again(self) -> None:
        self._anew(replace(self.wanted, again=self.waiting.again))

    def _turn(self) -> None:
        """Leave nobody alone on this list, or the share after all."""
        self._anew(replace(self.wanted, holds=self.winback.holds))

    def _anew(self, wanted: Wanted) -> None:
        self.wanted, self.drawn = wanted, None
        self.draw()

    def _decide(self) -> None:
        """Other words for the same people."""
        self._remember()
        self.draw(self.drawn)

    def _labels_typed(self) -> None:
        self._remember(paper=self.preview.sizes.choice())
        self.draw(self.drawn)

    def _choose_paper(self, paper: str) -> None:
        self._remember(paper=paper)
        if self.wanted.form == LIST:
            self.memory.change(paper=paper)
        if self.wanted.form == handouts.LABELS:
            self.label_form.choose(paper)
        self.draw(self.drawn)

    # drawing it up -------------------------------------------------------------------------------------------------------

    def draw(self, again: Drawn | None = None) -> None:
        """Make the PDF, off the GUI thread; ``again``: the same list, on the paper now chosen."""
        look = self._look()
        self.excel.give_up()
        if self.preview.print_button.hasFocus():  # it is greyed meanwhile: the focus comes back to it
            self._focus_waits = True
            self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow(False)
        if look is None:  # what lies there is not what the fields say: it must not go out
            self.behind.drop()
            return
        work: Callable[[GoOn], Drawn] = partial(_work, self.book, self.wanted, look, again)
        self.behind.begin(work)

    def cancel(self) -> None:
        """Stop what is being drawn up, or written."""
        self.behind.cancel()

    def _was_stopped(self) -> None:
        if self.excel.going:
            self.excel.give_up()
            return
        self.title.note.set_text(tr("已停下"))
        self._allow(self.drawn is not None)

    def _failed(self, error: BookError) -> None:
        self.excel.going = False
        self.acts.tell_error(error)

    def _made(self, made: Drawn | Ready) -> None:
        """A list that was set, or a file of it."""
        if isinstance(made, Drawn):
            self._show(made)
        elif self.excel.made(made):
            self._was_saved(str(made.target))

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        sheet, frozen = drawn.sheet, drawn.done is not None
        name = f"{sheet.title} {sheet.number}" if sheet is not None else handouts.form_name(self.wanted.form)
        self.preview.file_name = file_name(name, PDF)
        self.preview.show_pdf(drawn.printed.pdf)
        number = [tr("名单号 {number}", number=sheet.number)] if sheet is not None else []
        nobody = tr("没有人可印，换一换“印谁”")
        self.title.note.set_text("　".join([trn("共 {n} 位", drawn.many), *number]) if drawn.many else nobody)
        missing = drawn.printed.missing
        self.given.show_drawn(drawn.draft.not_agreed, frozen=frozen)
        self.waiting.show_drawn(drawn, self.wanted.again, offers=self.wanted.form == LIST and not frozen)
        self.winback.show_draft(drawn.draft, drawn.share, drawn.until, kept=frozen)
        if sheet is None:
            self.winback.hide()
        options = self.options
        for part in options.decisions():
            part.setEnabled(not frozen)  # as printed: another paper shows the same words
        self.missing.setVisible(bool(missing))
        self.missing.set_text(
            trn("有 {n} 个字哪种字体里都没有，印成了 〓：{which}", len(missing), which=listed(missing))
        )
        self._allow(drawn.many > 0)
        if self._focus_waits and self.kinds.hasFocus():
            self._focus()

    def _allow(self, free: bool) -> None:
        self.preview.print_button.setEnabled(free)
        self.preview.save_button.setEnabled(free)

    # out of the program --------------------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Keep the list as printed, once. Labels, slips and cards are not kept. False: it can't be, or there is nobody."""
        drawn = self.drawn
        if drawn is None or not drawn.many:
            return False
        if drawn.done is not None or drawn.sheet is None:
            return True
        try:
            drawn = kept(self.book, drawn)
        except BookError as error:
            self.acts.tell_error(error)
            return False
        assert drawn.done is not None
        self._show(replace(drawn, done=self._noted(drawn.draft, drawn.done)))
        return True

    def _noted(self, draft: lists.Draft, done: Done) -> Done:
        """What is told of the printing; asked for, calling is noted of all who stay away, and it is that which 撤销 takes
        back."""
        away = draft.staying_away()
        if done.id is None or not away or not self.winback.note.isChecked():
            return done
        from kyuanbook.actions.winback import note_list

        try:
            noted = note_list(self.book, list_id=done.id, customer_ids=away)
        except BookError as error:  # the list is kept all the same
            self.acts.tell_error(error)
            return done
        return Done(noted.changed, done.id)

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer
        self._remember(printer=printer, copies=self.preview.copies, paper=self.preview.sizes.choice())
        if self.drawn is not None and self.drawn.done is not None:
            self.acts.tell(self.drawn.done)
        else:
            self.acts.say(tr("已送到打印机 {name}", name=printer), icon="check")

    def _was_saved(self, name: str) -> None:
        if self.drawn is None:
            return
        sheet, file = self.drawn.sheet, Path(name).name
        words = tr("已存为 {name}", name=file)
        if sheet is not None:
            words = tr("已存为 {name}，名单号 {number}", name=file, number=sheet.number)
        self.acts.say(words, icon="check")

    def _export(self, name: str) -> None:
        """As Excel, in the words of the paper."""
        drawn = self.drawn
        if drawn is None or drawn.sheet is None:
            self.acts.say(tr("标签和贺条只能存为 PDF，存成表格请先选“印成名单”"), icon="circle-alert")
            return
        self.excel.write(name)

    def _listed(self) -> Listed:
        drawn = self.drawn
        assert drawn is not None and drawn.sheet is not None
        rows = drawn.sheet.rows
        return Listed([drawn.sheet], {row.number: about.words for row, about in zip(rows, drawn.draft.about, strict=True)})

    def _tell_failed(self, words: str) -> None:
        """What went wrong with the printing; a list that got its number meanwhile is safe, and that is said."""
        drawn = self.drawn
        if drawn is not None and drawn.done is not None and drawn.sheet is not None:
            words += tr("。名单已经存好，名单号 {number}", number=drawn.sheet.number)
        self.acts.say(words, icon="circle-alert")

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
        if not self.isVisible():
            return  # left meanwhile: the focus is another page's
        button = self.preview.print_button
        self._focus_waits = not button.isEnabled()
        (button if button.isEnabled() else self.kinds).setFocus(Qt.FocusReason.OtherFocusReason)


def _work(book: Book, wanted: Wanted, look: Look, before: Drawn | None, go_on: GoOn) -> Drawn:
    return drawn_up(book, wanted, look, go_on, before)
