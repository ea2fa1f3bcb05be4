"""录入结果: the outcomes typed back from the paper in the evening. A row is in the book once its Enter is pressed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import results as acts
from kyuanbook.actions.done import Book, Changed, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import lapse, results
from kyuanbook.book.queries.list_survey import survey_of_list
from kyuanbook.book.queries.results import PaperList, PaperRow, Whose
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.words import Message, Refused
from kyuanbook.ui.catchup.day_bar import DayBar
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.open_table import OpenTable
from kyuanbook.ui.kit.paged import PagedModel
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.scroll import Area, QuietScrollBar
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.results import draft as drafts
from kyuanbook.ui.results import words
from kyuanbook.ui.results.chooser import Chooser
from kyuanbook.ui.results.columns import ResultsDelegate, columns
from kyuanbook.ui.results.foot import Foot
from kyuanbook.ui.results.progress import Progress
from kyuanbook.ui.results.row_answer import RowAnswer
from kyuanbook.ui.results.row_fields import NOW_KEY
from kyuanbook.ui.results.row_typing import Sheet, Typing
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act

SIDE: Final = 28  # px at each side of the page's column
BAR: Final = 16  # px of the table's scroll bar, which stands beside the page's column
THIN: Final = 10  # px of any other
NARROW: Final = 640  # px of the page: with less the line of the progress goes
UNDID: Final = "did_undo"
LOUD: Final = frozenset({"score_is_low"})  # what a notice says beside the row


class ResultsPage(BookPage):
    """The number of a list, then its rows as on the paper; only the one being typed is open.

    ``print_wanted``: there is no list to type back yet.
    """

    topic = "results"
    print_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, tr("录入结果"))
        self.printed: PaperList | None = None
        self.rows: dict[int, PaperRow] = {}
        self._asked_day = False  # once a session
        self._wanted = 0  # the list that was open when the program was closed
        self._last: int | None = None  # the row written last, while nothing else was done
        self._make(theme)
        self._lay_out(theme)
        self.typing = Typing(self.book, self.table, self.area, self.row, (self.days,))
        self.drafts = self.typing.drafts
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.progress = Progress(theme)
        self.another = Button(theme, tr("换一张名单"), kind="link", icon="clipboard-check", key="Esc", bind=False)
        self.chooser = Chooser(theme)
        self.days = DayBar(theme, self.book, name=tr("这些电话是哪天打的"))
        self.model: PagedModel[PaperRow] = PagedModel(
            columns(self.book.today), lambda ids: [self.rows.get(i) for i in ids],
            describe=lambda r: words.sentence(r, self.book.today()), parent=self,
        )  # fmt: skip
        self.table = OpenTable(theme, self.model, name=tr("名单上的人"))
        self.table.setItemDelegate(ResultsDelegate(theme, self.table))
        self.row = RowAnswer(theme, self.book, self)
        self.row.hide()
        self.next_list = Button(theme, tr("录下一张名单"), kind="filled", key="Enter")
        kept = tr("结果已经记到每位客户的往来里；要改哪一行，选中它按 Enter。")
        self.done = Empty(theme, tr("这张名单录完了"), kept, self.next_list)
        self.foot = Foot(theme)

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.progress)
        self.title.add(self.another)
        self.typed = Part(theme)
        inside = column(theme, self.typed)
        self.area = _scrolled(self)
        down = column(theme, self.area.widget(), margins=(0, 0, BAR - THIN, 0))
        down.addWidget(self.days)
        down.addLayout(Bleed(theme, self.table, left=0, right=BAR), 1000)
        down.addWidget(self.done)
        down.addStretch(1)
        inside.addLayout(Bleed(theme, self.area, left=0, right=BAR), 1)
        inside.addWidget(self.foot)
        self.choosing = Area(self)
        self.choosing.setWidget(self.chooser)
        self._choosing = Bleed(theme, self.choosing)
        self.body.addLayout(self._choosing, 1)
        self.body.addWidget(self.typed, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.open_list)
        self.chooser.print_wanted.connect(self.print_wanted)
        self.another.clicked.connect(self.leave_list)
        self.next_list.clicked.connect(self.leave_list)
        self.days.chosen.connect(self._turn_to)
        self.days.left.connect(self.typing.focus_row)
        self.table.opened.connect(self.open_row)
        self.table.clicked.connect(lambda index: self.open_row(self.model.id_at(index.row())))
        self.typing.opened.connect(self._opened)
        self.typing.stored.connect(self._stored)
        self.typing.over.connect(self._all_typed)
        self.typing.kept.connect(self.looks_changed)
        self.typing.lost.connect(self._lost)
        self.row.scanned.connect(self._scanned)
        self.foot.undo.clicked.connect(lambda: self.acts.undo())

    # which list ----------------------------------------------------------------------------------------------------------

    def open_list(self, number: int) -> None:
        """The rows of that list, at the first that waits. What is wrong with the number is said under it."""
        try:
            found = acts.find_list(self.book, number=number)
        except Refused as refused:
            self.typing.close()
            self.printed = None
            self.refresh()
            self.chooser.number.setText(str(number))
            self.chooser.complain(refused.problems[0])
            return
        except BookError as error:
            self.acts.tell_error(error)
            return
        self.typing.close()
        self.printed, self._last = found, None
        self.foot.tell("")
        if self.typing.day is not None and self.typing.day < found.day:
            self.typing.day = None
        self.refresh()
        self.chooser.clear()
        self.typing.go_on(first=True)
        if not self._asked_day and found.day < self.book.today() and self.typing.open is not None:
            self._asked_day = True
            self.days.chips.take_focus()

    def leave_list(self) -> None:
        """Another list, or none; what is half typed waits."""
        self.typing.close()
        self.printed = None
        self.refresh()
        self.chooser.take_focus()

    def _scanned(self, number: str) -> None:
        """The code on another paper was read while a row was open."""
        if self.printed is None or int(number) != self.printed.id:
            self.open_list(int(number))

    def _turn_to(self, day: int) -> None:
        """The day the calls were made."""
        printed = self.printed
        if printed is not None and day < printed.day:
            self.days.complain(say(Message("answered_before_printed", {"day": month_day(printed.day)})))
            self.days.show_day(self.typing.day_or_today())
            return
        self.typing.day = None if day == self.book.today() else day
        self.days.show_day(day)

    # reading -------------------------------------------------------------------------------------------------------------

    def concerns(self, changed: Changed) -> bool:
        """Lists, answers, customers, numbers, what is asked."""
        return changed.entry is None or changed.touches(
            "call_list", "call_list_row", "interaction", "customer", "phone", "feedback", "follow_up", "lapse", "lapse_reason",
            "survey", "survey_question", "custom_field", "survey_reply",
        )  # fmt: skip

    def _book_changed(self, changed: Changed) -> None:
        """撤销 of a row leads back to it."""
        before, held = self.rows, self.window().focusWidget()
        here = held is None or self.isAncestorOf(held)
        super()._book_changed(changed)
        if changed.label.key == UNDID and self.isVisible() and self.printed is not None:
            self._back_to(before, focus=here)

    def _back_to(self, before: Mapping[int, PaperRow], *, focus: bool) -> None:
        """To the row that is other than it was, if one is. ``focus``: the keys were on this page, not in a panel over it."""
        turned = [i for i, row in self.rows.items() if i in before and _stands(row) != _stands(before[i])]
        if len(turned) == 1:
            self._last = None
            self.foot.tell("")
            self.typing.open_row(turned[0], focus=focus)

    def read(self) -> None:
        """The list that is open with what is answered of it, else those still open."""
        with self.book.read() as sql:
            if self._wanted and self.printed is None:
                self.printed = results.paper_list(sql, self._wanted)
                self._wanted = 0
            elif self.printed is not None:
                self.printed = results.paper_list(sql, self.printed.id)
            if self.printed is not None and self.printed.voided:
                self.acts.say(say(Message("results_list_voided", {"number": self.printed.id})), icon="circle-alert")
                self.printed = None
            rows = results.paper_rows(sql, self.printed.id) if self.printed is not None else []
            lists = results.open_lists(sql, self.book.today()) if self.printed is None else []
            reasons = lapse.reasons(sql)
            survey = survey_of_list(sql, self.printed.id) if self.printed is not None else None
        self.rows = {one.id: one for one in rows}
        self.row.set_reasons(reasons)
        self._show(lists, None if self.printed is None else Sheet(self.printed, self.rows, survey))

    def _show(self, lists: Sequence[PaperList], sheet: Sheet | None) -> None:
        printed, today = self.printed, self.book.today()
        for part in (self.typed, self.progress, self.another):
            part.setVisible(printed is not None)
        self.choosing.setVisible(printed is None)
        self.body.setStretchFactor(self._choosing, int(printed is None))  # a layout of nothing seen would still take its half
        if printed is None:
            self.title.set_title(tr("录入结果"), "")
            self.typing.close()
            self.typing.show_sheet(None)
            self.chooser.show_lists(lists, today)
            return
        self.title.set_title(tr("录入结果"), words.about_list(printed, today))
        self.progress.show_progress(printed.answered, printed.answered + printed.left, words.progress(printed))
        self.days.setVisible(printed.day < today)
        self.days.show_day(self.typing.day_or_today())
        self._show_rows([one.id for one in self.rows.values()])
        self.typing.show_sheet(sheet)
        self.done.setVisible(self.typing.open is None and not printed.left)
        if self._last is not None and not self.typing.writing and self.rows[self._last].answer is None:
            self._last = None
            self.foot.tell("")

    def _show_rows(self, ids: list[int]) -> None:
        if list(self.model.ids()) != ids:
            self.model.set_ids(ids)
        else:
            self.model.refresh()
        self.table.make_room()

    # rows ----------------------------------------------------------------------------------------------------------------

    def open_row(self, row_id: int) -> None:
        """Enter on a row, or a click: it opens where it stands."""
        self.typing.open_row(row_id)

    def _opened(self) -> None:
        self.done.hide()
        self._fit()

    def _stored(self, row: PaperRow, done: Done) -> None:
        self._last = row.id
        self.foot.tell(words.told(self.rows[row.id]))
        if any(note.key in LOUD for note in done.notes):
            self.acts.tell(done)

    def _lost(self, why: str) -> None:
        """Whose row was open is there no more: that is said where the typing goes on."""
        if self.typing.open is not None:
            self.row.tell(why, "warn")
        else:
            self.acts.say(why, icon="circle-alert")

    def _all_typed(self, focus: bool) -> None:
        self.done.setVisible(bool(self.rows))
        if focus:
            self.next_list.setFocus(Qt.FocusReason.OtherFocusReason)

    # as a page -----------------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Where the typing goes on."""
        if self.printed is None:
            self.chooser.take_focus()
        elif self.typing.open is not None:
            self.typing.focus_row()
        else:
            self.typing.go_on(first=True)

    def in_hand(self) -> int | None:
        """Whose row it is, while they are in the book."""
        row = self.typing.current()
        return row.customer_id if row is not None and row.whose is Whose.HERE else None

    def own_acts(self) -> Sequence[Act]:
        """The number in the note, another list."""
        if self.printed is None:
            return ()
        return (
            Act(tr("备注里的号码记成新号码"), "Ctrl+N", self.row.take_phone, bind=False, can=self._offers_phone),
            Act(tr("这一行先存好，剩下的题不问了"), NOW_KEY, self.row.save_now, bind=False, can=self._asks),
            Act(tr("换一张名单"), "Esc", self.leave_list, bind=False),
        )  # fmt: skip

    def _offers_phone(self) -> bool:
        return self.typing.open is not None and self.row.phone_found() is not None

    def _asks(self) -> bool:
        return self.typing.open is not None and self.row.inside.asks_questions()

    def back_out(self) -> bool:
        """Esc: to the numbers of lists, then back; what is half typed waits."""
        if self.printed is None:
            return False
        self.leave_list()
        return True

    def to_remember(self) -> dict[str, Any]:
        """The list that is open and every row half typed, over a restart."""
        rows = {str(row): one.kept() for row, one in self.drafts.items()}
        return {"book": str(self.book.path), "list": self.printed.id if self.printed else self._wanted, "rows": rows}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Of this book alone."""
        if kept.get("book") != str(self.book.path):
            return
        number, rows = kept.get("list"), kept.get("rows")
        self._wanted = number if isinstance(number, int) else 0
        for row, one in rows.items() if isinstance(rows, Mapping) else ():
            read = drafts.read(one)
            if read is not None and str(row).isdecimal():
                self.drafts[int(row)] = read

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on the row begin its note."""
        text = event.text()
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.keyCombination().toCombined() == _CTRL_N and self.typing.open is not None:
            self.row.take_phone()
        elif text and text.isprintable() and not text.isspace() and not held and self._types():
            self.typed_into().setFocus(Qt.FocusReason.OtherFocusReason)
            self.typed_into().insert(text)
        else:
            super().keyPressEvent(event)

    def _types(self) -> bool:
        typed = self.typing.open is not None and self.in_hand() is not None and not self.row.inside.in_questions()
        return self.printed is None or typed

    def typed_into(self) -> Line:
        """What is typed or composed here goes there."""
        return self.chooser.number if self.printed is None else self.row.note

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open row stands under the columns of the others."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.progress.set_bare(self.width() < self.theme.px(NARROW))
        shown = [i for i in range(len(self.table.columns)) if not self.table.isColumnHidden(i)]
        places = {self.table.columns[i].key: self.table.columnViewportPosition(i) for i in shown}
        self.row.fit(self.width() - 2 * self.theme.px(SIDE), places)
        self.table.make_room()


_CTRL_N: Final = int(Qt.KeyboardModifier.ControlModifier.value) | int(Qt.Key.Key_N.value)


def _stands(row: PaperRow) -> tuple[object, ...]:
    """What 撤销 of a row, or of what became of its customer, turns back: not what follows from other things too. The number of
    a touch that took another's place may be that one's."""
    said = row.answer
    typed = () if said is None else (said.touch_id, said.outcome, said.note, said.day, said.promised, said.score)
    return (row.whose, row.reply, *typed)


def _scrolled(page: QWidget) -> Area:
    """Scrolls only where large type leaves no room for the row being typed."""
    area = Area(page)
    area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidget(QWidget())
    return area
