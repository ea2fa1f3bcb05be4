"""One printed list as it was printed: printed again, lengthened by a sheet, its messages sent, voided."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import list_acts, list_export, lists, reprint
from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.list_export import Ready
from kyuanbook.actions.lists import Draft
from kyuanbook.actions.reprint import Reopened
from kyuanbook.actions.sheets import CallSheet, Printed
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.file_dialog import file_name
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.preview import PDF
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.lists.messages import ADDRESS_KEY, COPY_KEY, SKIP_KEY, Messages
from kyuanbook.ui.lists.page import VOID_KEY
from kyuanbook.ui.lists.words import list_title, state_words
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.drawing import GoOn
from kyuanbook.ui.printing.excel_out import ExcelOut, Listed
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.printing.over_paper import over_paper
from kyuanbook.ui.printing.set_behind import STOP_KEY, SetBehind
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

MORE_KEY: Final = "Ctrl+Shift+E"
MOST_MORE: Final = 20  # rows of one more sheet
ALL: Final = "all"


class Second(NamedTuple):
    """One more sheet that is looked at and not yet printed."""

    drawn: Draft
    sheet: CallSheet
    printed: Printed


class ListPage(BookPage):
    """Nothing on the paper changes any more; only what came back of it does."""

    topic = "list"
    results_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("名单"))
        self.memory = memory
        self.number = 0
        self.list: Reopened | None = None
        self.second: Second | None = None
        self._held = self._keeping = False
        self.more = Button(theme, tr("再加一张"), kind="link", icon="plus", key=MORE_KEY)
        self.results = Button(theme, tr("录入结果"), kind="link", icon="clipboard-check", key="Shift+F6", bind=False)
        self.void = Button(theme, tr("作废"), kind="link", icon="x", key=VOID_KEY)
        self.note = Prose(theme, size=13)
        self.note.hide()
        self.messages = Messages(theme)
        self.preview = ListPreview(theme, self.keep, (), (PDF, list_export.SUFFIX))
        self.preview.printer_name, self.preview.copies = memory.now.printer, memory.now.copies
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key=STOP_KEY)
        self.behind = SetBehind(book, runner, self.progress, tr("正在排名单"), self.stop)
        self.excel = ExcelOut(self.behind, acts, self._listed, self.keep)
        for link in (self.results, self.more, self.void):
            self.title.add(link)
        down = over_paper(theme, self, self.body)
        for part in (self.note, self.messages, self.progress):
            down.addWidget(part)
        down.addWidget(self.preview, 1)
        self._connect()

    def _connect(self) -> None:
        self.results.clicked.connect(self.results_wanted)
        self.more.clicked.connect(self.add_sheet)
        self.void.clicked.connect(self.void_list)
        self.messages.sent.connect(self._sent)
        self.preview.size_chosen.connect(lambda _: self._set())
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: self.acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.other_wanted.connect(self._export)
        self.preview.failed.connect(lambda words: self.acts.say(words, icon="circle-alert"))
        self.behind.done.connect(self._made)
        self.behind.failed.connect(self._failed)
        self.behind.stopped.connect(self._was_stopped)

    def own_acts(self) -> Sequence[Act]:
        """All that can be done with it."""
        save, messages = self.preview.save_button, self.messages

        def shown(button: QWidget) -> Callable[[], bool]:
            return lambda: button.isVisibleTo(self) and button.isEnabled()

        return (
            Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled),
            Act(messages.copy.words(), COPY_KEY, messages.copy.click, bind=False, can=shown(messages.copy)),
            Act(messages.address.words(), ADDRESS_KEY, messages.address.click, bind=False, can=shown(messages.address)),
            Act(messages.skip.words(), SKIP_KEY, messages.skip.click, bind=False, can=shown(messages.skip)),
            Act(self.more.words(), MORE_KEY, self.more.click, bind=False, can=self.more.isEnabled),
            Act(self.void.words(), VOID_KEY, self.void.click, bind=False, can=self.void.isEnabled),
            Act(tr("停下"), STOP_KEY, self.behind.cancel, bind=False, can=shown(self.stop)),
        )

    def list_in_hand(self) -> int:
        """This one, while it holds."""
        return self.number if self.results.isEnabled() else 0

    # showing it ----------------------------------------------------------------------------------------------------------

    def show_list(self, number: int) -> bool:
        """As printed; False when there is no such list (the owner was told)."""
        try:
            found = reprint.reopen(self.book, number=number)
        except BookError as error:
            self.acts.tell_error(error)
            return False
        self.number, self.list, self.second, self._stale = number, found, None, False
        kept = self.memory.of_page("print").get(found.row.kind)
        printer = kept.get("printer") if isinstance(kept, dict) else None
        self.preview.printer_name = printer if isinstance(printer, str) else self.memory.now.printer
        many = found.row.sheets
        choices = [Choice(ALL, tr("全部 {n} 张", n=many)), *(Choice(str(i), tr("第 {n} 张", n=i)) for i in range(1, many + 1))]
        self.preview.sizes.set_choices(choices if many > 1 else ())
        self.preview.sizes.choose(ALL)
        self.preview.sizes.setVisible(many > 1)
        self._say()
        self._set()
        return True

    def concerns(self, changed: Changed) -> bool:
        """What came back of it, what was sent, whether it was voided."""
        return changed.entry is None or changed.touches("call_list", "call_list_row", "interaction", "customer")

    def read(self) -> None:
        """The paper stays, what is said of it is read anew; not while one more sheet is kept, which is in front."""
        if self.number and not self._keeping:
            sheets_before = self.list.row.sheets if self.list is not None else 0
            self.list = reprint.reopen(self.book, number=self.number)
            if self.list.row.sheets != sheets_before:
                self.show_list(self.number)
            self._say()

    def _say(self) -> None:
        if self.list is None:
            return
        row, void = self.list.row, self.list.row.voided_at is not None
        when = say(day_words(row.day, self.book.today()))
        who = tr("{day}由{who}打印", day=when, who=row.printed_by) if row.printed_by else tr("{day}打印", day=when)
        number = tr("名单号 {number}", number=row.id)
        self.title.set_title(list_title(row), "　".join([number, who, trn("{n} 位", row.rows), state_words(row)]))
        self.more.setEnabled(not void and self.second is None and self.list.faithful)
        for link in (self.results, self.void):
            link.setEnabled(not void and self.second is None)
        notes = []
        if void:
            notes.append(tr("这份名单作废了：上面的人会照常再列入回访。按撤销可以收回。"))
        if not self.list.faithful:
            notes.append(tr("这份是旧版本印的，当时的版式没有留下，这里按现在的版式显示。"))
        if self.second is not None:
            notes.append(tr("这是要加的第 {n} 张，还没印：印了或存了才算数，按 Esc 不加。", n=row.sheets + 1))
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))
        self.messages.show_rows(self.list.rows, can=not void and self.second is None)
        self.preview.print_button.set_best(not void and self.messages.isHidden())

    def _set(self) -> None:
        found = self.list
        if found is None:
            return
        self.excel.give_up()
        chosen = self.preview.sizes.choice()
        part = int(chosen) if chosen.isdigit() else None
        self._allow(False)
        self.preview.file_name = file_name(f"{list_title(found.row)} {found.row.id}", PDF)
        self.behind.begin(partial(_again, found, part))

    def _failed(self, error: BookError) -> None:
        self.excel.going = False
        self.acts.tell_error(error)

    def _was_stopped(self) -> None:
        if self.excel.going:
            self.excel.give_up()
        else:
            self._allow(self.preview.paper is not None)

    def _made(self, made: object) -> None:
        if isinstance(made, Ready):
            if self.excel.made(made):
                self.acts.say(tr("已存为 {name}", name=made.target.name), icon="check")
            return
        if isinstance(made, Second):
            if not made.drawn.rows:
                self.acts.say(tr("没有别的人可加了：该回访的都已经在名单上"), icon="info")
                self._allow(True)
                return
            self.second = made
            self._say()
        printed = made.printed if isinstance(made, Second) else made
        assert isinstance(printed, Printed)
        self.preview.show_pdf(printed.pdf)
        self._allow(True)

    def _allow(self, free: bool) -> None:
        """While something is set 打印 is grey; the focus waits on the paper and comes back."""
        button = self.preview.print_button
        if not free and button.hasFocus():
            self._held = True
            self.preview.view.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setEnabled(free)
        self.preview.save_button.setEnabled(free)
        if free and self._held:
            self._held = False
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    # one more sheet ------------------------------------------------------------------------------------------------------

    def add_sheet(self) -> None:
        """Draw up one more sheet of those who are due and stand on none of it, to be looked at first."""
        if self.list is not None and self.second is None:
            self.excel.give_up()
            self._allow(False)
            self.behind.begin(partial(_second, self.book, self.list))

    def back_out(self) -> bool:
        """Esc gives up the sheet that is looked at."""
        if self.second is None:
            return False
        self.second = None
        self._say()
        self._set()
        return True

    def keep(self) -> bool:
        """A list that is printed already is kept; one more sheet is kept now. False: it can't be."""
        if self.second is None:
            return self.list is not None
        assert self.list is not None
        second, self.second = self.second, None
        self._keeping = True
        try:
            done = reprint.keep_second(self.book, list_=self.list, drawn=second.drawn, sheet=second.sheet)
        except BookError as error:
            self._keeping = False
            self.acts.tell_error(error)
            self.show_list(self.number)
            return False
        self._keeping = False
        self.list = reprint.reopen(self.book, number=self.number)
        self._offer_sheets()
        self._say()
        self.acts.tell(done)
        return True

    def _offer_sheets(self) -> None:
        """The sheet just kept stays in front."""
        assert self.list is not None
        many = self.list.row.sheets
        choices = [Choice(str(i), tr("第 {n} 张", n=i)) for i in range(1, many + 1)]
        self.preview.sizes.set_choices([Choice(ALL, tr("全部 {n} 张", n=many)), *choices])
        self.preview.sizes.choose(str(many))
        self.preview.sizes.show()

    # out of the program --------------------------------------------------------------------------------------------------

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.print_button.isEnabled():
            self.preview.ask_printer()

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.acts.say(tr("已送到打印机 {name}", name=printer), icon="check")

    def _export(self, name: str) -> None:
        if self.list is not None:
            self.excel.write(name)

    def _listed(self) -> Listed:
        """All its sheets, the one that is looked at among them."""
        found, second = self.list, self.second
        assert found is not None
        messages = {row.number: row.words.get("message", "") for row in found.rows}
        if second is None:
            return Listed(found.sheets, messages)
        beside = zip(second.sheet.rows, second.drawn.about, strict=True)
        return Listed([*found.sheets, second.sheet], messages | {row.number: about.words for row, about in beside})

    def void_list(self) -> None:
        """作废, undone by 撤销."""
        self.acts.attempt(lambda: list_acts.void_list(self.book, list_id=self.number))

    def _sent(self, list_row: int, by: str) -> None:
        """It lies in the clipboard: written down as sent."""
        self.acts.attempt(lambda: list_acts.mark_sent(self.book, list_row_id=list_row, by=by))

    def take_focus(self) -> None:
        """On the next message, else on 打印."""
        button = self.messages.copy if self.messages.isVisibleTo(self) and self.messages.copy.isEnabled() else None
        QTimer.singleShot(
            0, self, lambda: (button or self.preview.print_button).setFocus(Qt.FocusReason.OtherFocusReason)
        )


def _again(found: Reopened, part: int | None, go_on: GoOn) -> Printed:
    return reprint.set_again(found, part, go_on)


def _second(book: Book, found: Reopened, go_on: GoOn) -> Second:
    from kyuanbook.paper.calls import call_list

    drawn: lists.Draft = reprint.more_rows(book, list_=found, limit=MOST_MORE)
    sheet = reprint.second_sheet(book, list_=found, drawn=drawn, progress=go_on)
    return Second(drawn, sheet, call_list(sheet, found.paper, go_on))
