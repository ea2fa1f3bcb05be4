"""录入结果: the outcomes typed back from the paper in the evening. A row is in the book once its Enter is pressed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import results as acts
from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import lapse, results
from kyuanbook.book.queries.results import PaperList, PaperRow, Whose
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.words import Message, Refused
from kyuanbook.ui.catchup.day_bar import DayBar
from kyuanbook.ui.entry import as_typed
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
from kyuanbook.ui.results.draft import RowDraft
from kyuanbook.ui.results.foot import Foot
from kyuanbook.ui.results.progress import Progress
from kyuanbook.ui.results.row_answer import RowAnswer
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act

SIDE: Final = 28  # px at each side of the page's column
BAR: Final = 16  # px of the table's scroll bar, which stands beside the page's column
THIN: Final = 10  # px of any other
NARROW: Final = 640  # px of the page: with less the line of the progress goes
ABOVE: Final = 28  # px over a field, with its name
AROUND: Final = 3  # rows seen above and below the one that is open
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
        self.drafts: dict[int, RowDraft] = {}
        self.day: int | None = None  # of the calls; None: today
        self._asked_day = False  # once a session
        self._wanted = 0  # the list that was open when the program was closed
        self._open: int | None = None  # the row being typed
        self._seen: int | None = None  # the touch that stood in it when it was opened
        self._last: int | None = None  # the row written last, while nothing else was done
        self._writing = False
        self._make(theme)
        self._lay_out(theme)
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
        self.typing = Part(theme)
        inside = column(theme, self.typing)
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
        self.body.addWidget(self.typing, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.open_list)
        self.chooser.print_wanted.connect(self.print_wanted)
        self.another.clicked.connect(self.leave_list)
        self.next_list.clicked.connect(self.leave_list)
        self.days.chosen.connect(self._turn_to)
        self.days.left.connect(self.focus_row)
        self.table.opened.connect(self.open_row)
        self.table.clicked.connect(lambda index: self.open_row(self.model.id_at(index.row())))
        self.row.stored.connect(self.store)
        self.row.passed.connect(self.go_on)
        self.row.moved.connect(self._step)
        self.row.typed.connect(self._keep_draft)
        self.row.scanned.connect(self._scanned)
        self.foot.undo.clicked.connect(lambda: self.acts.undo())

    # which list ----------------------------------------------------------------------------------------------------------

    def open_list(self, number: int) -> None:
        """The rows of that list, at the first that waits. What is wrong with the number is said under it."""
        try:
            found = acts.find_list(self.book, number=number)
        except Refused as refused:
            self._close_row()
            self.printed = None
            self.refresh()
            self.chooser.number.setText(str(number))
            self.chooser.complain(refused.problems[0])
            return
        except BookError as error:
            self.acts.tell_error(error)
            return
        self._close_row()
        self.printed, self._last = found, None
        self.foot.tell("")
        if self.day is not None and self.day < found.day:
            self.day = None
        self.refresh()
        self.chooser.clear()
        self.go_on(first=True)
        if not self._asked_day and found.day < self.book.today() and self._open is not None:
            self._asked_day = True
            self.days.chips.take_focus()

    def leave_list(self) -> None:
        """Another list, or none; what is half typed waits."""
        self._close_row()
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
            self.days.show_day(self._day())
            return
        self.day = None if day == self.book.today() else day
        self.days.show_day(day)

    def _day(self) -> int:
        return self.book.today() if self.day is None else self.day

    # reading -------------------------------------------------------------------------------------------------------------

    def concerns(self, changed: Changed) -> bool:
        """Lists, answers, customers, numbers."""
        return changed.entry is None or changed.touches(
            "call_list", "call_list_row", "interaction", "customer", "phone", "feedback", "follow_up", "lapse", "lapse_reason"
        )

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
        self.rows = {one.id: one for one in rows}
        self.row.set_reasons(reasons)
        self._show(lists)

    def _show(self, lists: Sequence[PaperList]) -> None:
        printed, today = self.printed, self.book.today()
        for part in (self.typing, self.progress, self.another):
            part.setVisible(printed is not None)
        self.choosing.setVisible(printed is None)
        self.body.setStretchFactor(self._choosing, int(printed is None))  # a layout of nothing seen would still take its half
        if printed is None:
            self.title.set_title(tr("录入结果"), "")
            self._close_row()
            self.chooser.show_lists(lists, today)
            return
        self.title.set_title(tr("录入结果"), words.about_list(printed, today))
        self.progress.show_progress(printed.answered, printed.answered + printed.left, words.progress(printed))
        self.days.setVisible(printed.day < today)
        self.days.show_day(self._day())
        self._show_rows([one.id for one in self.rows.values()])
        self.done.setVisible(self._open is None and not printed.left)
        if self._last is not None and not self._writing and self.rows[self._last].answer is None:
            self._last = None
            self.foot.tell("")

    def _show_rows(self, ids: list[int]) -> None:
        if list(self.model.ids()) != ids:
            self.model.set_ids(ids)
        else:
            self.model.refresh()
        self.table.make_room()
        row = self.rows.get(self._open) if self._open is not None else None
        if self._open is not None and row is None:
            self._close_row()
        elif row is not None and not self._writing:
            self._seen_elsewhere(row)

    def _seen_elsewhere(self, row: PaperRow) -> None:
        """The open row was answered, or its customer went, while it was being typed here."""
        now = row.answer.touch_id if row.answer is not None else None
        self.row.say_row(row)
        if now == self._seen and (self.row.row is None or self.row.row.whose is row.whose):
            return
        if not self.row.is_touched() or row.whose is not Whose.HERE:
            self._fill(row)
        elif row.answer is not None:
            said = tr("这一行刚在别处记了“{outcome}”；这里打的还在，按 Enter 会先问。", outcome=words.outcome(row.answer))
            self.row.tell(said, "warn")

    # the row being typed -------------------------------------------------------------------------------------------------

    def open_row(self, row_id: int) -> None:
        """Enter on a row, or the next: it opens where it stands."""
        row = self.rows.get(row_id)
        if row is None or self.printed is None:
            return
        self._close_row()
        self._open = row_id
        self._fill(row)
        self.done.hide()
        self.table.go_to(row_id)
        self.table.open_row(row_id, self.row)
        self._fit()
        self.row.focus_first()
        QTimer.singleShot(0, self.table, self._see)

    def _fill(self, row: PaperRow) -> None:
        assert self.printed is not None
        self._seen = row.answer.touch_id if row.answer is not None else None
        before = drafts.from_answer(row.answer, self.book.today())
        with self.book.read() as sql:
            wants = results.wants_reason(sql, row.customer_id)
        self.row.show_row(
            row, self.drafts.get(row.id, before), before, channel=self.printed.channel, asks_score=self.printed.asks_score,
            asks_reason=wants,
        )  # fmt: skip

    def _close_row(self) -> None:
        """What was typed of it waits for the next time it is opened."""
        if self._open is None:
            return
        self._keep_draft()
        self._open = self._seen = None
        self.table.close_row()
        self.row.setParent(self)
        self.row.hide()

    def _keep_draft(self) -> None:
        row_id = self._open
        if row_id is None:
            return
        if self.row.is_touched():
            self.drafts[row_id] = self.row.draft()
        else:
            self.drafts.pop(row_id, None)
        self.looks_changed.emit()
        QTimer.singleShot(0, self.table, self._see_held)

    def _see(self) -> None:
        """Some rows above and below it too, as the paper lies on the counter."""
        if self._open is None:
            return
        self.table.make_room()
        place = self.model.row_of(self._open)
        for near in (place + AROUND, place - AROUND, place):
            self.table.scrollTo(self.model.index(min(max(0, near), self.model.rowCount() - 1), 0))
        self.area.ensureWidgetVisible(self.row, 0, 0)
        self._see_held()

    def _see_held(self) -> None:
        """Where very large type leaves no room for the whole row, the field that is typed into."""
        self.table.make_room()
        for part in (self.row, self.days):
            held = part.focusWidget()
            if held is not None and held.hasFocus():
                self.area.ensureWidgetVisible(held, 0, self.theme.px(ABOVE))

    def store(self) -> None:
        """Enter: into the book, and on to the next row."""
        row_id = self._open
        if row_id is None:
            return
        today = self.book.today()
        entry = self.row.draft().entry(as_typed.day(self._day(), today), self.row.phone_found() or "")
        self._writing = True
        try:
            done = acts.answer_row(
                self.book, row_id=row_id, entry=entry, seen=self._seen, accepted=self.row.form.accepted
            )
        except Refused as refused:
            self.row.complain(refused.problems)
            QTimer.singleShot(0, self.table, self._see_held)
            return
        except BookError as error:
            self.row.tell(say(error.message), "seal")
            return
        finally:
            self._writing = False
        self._last = row_id
        self.drafts.pop(row_id, None)
        row = self.rows[row_id]
        self.foot.tell(words.told(row))
        if any(note.key in LOUD for note in done.notes):
            self.acts.tell(done)
        self._leave_written()
        self.go_on(after=row)

    def _leave_written(self) -> None:
        self._open = self._seen = None
        self.table.close_row()
        self.row.setParent(self)
        self.row.hide()
        self.looks_changed.emit()

    def go_on(self, *, first: bool = False, after: PaperRow | None = None) -> None:
        """The next row that waits for its answer, from the one in hand on; after the last of them, nothing more to do."""
        now = after if after is not None else self.rows.get(self._open or 0)
        waiting = [r for r in self.rows.values() if r.answer is None and r.whose is Whose.HERE]
        if now is not None:
            later = [r for r in waiting if r.number > now.number]
            waiting = [*later, *(r for r in waiting if r.number < now.number)]
        half = next((r for r in waiting if r.id in self.drafts), None) if first else None
        if waiting:
            self.open_row((half or waiting[0]).id)
            return
        self._close_row()
        self.done.setVisible(bool(self.rows))
        self.next_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, way: int) -> None:
        """↑ ↓: the row above or below, answered or not."""
        place = self.model.row_of(self._open or 0) + way
        if 0 <= place < self.model.rowCount():
            self.open_row(self.model.id_at(place))

    def focus_row(self) -> None:
        """The day is told: on with the typing."""
        if self._open is not None:
            self.row.focus_first()

    # as a page -----------------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Where the typing goes on."""
        if self.printed is None:
            self.chooser.take_focus()
        elif self._open is not None:
            self.row.focus_first()
        else:
            self.go_on(first=True)

    def in_hand(self) -> int | None:
        """Whose row it is, while they are in the book."""
        row = self.rows.get(self._open or 0)
        return row.customer_id if row is not None and row.whose is Whose.HERE else None

    def own_acts(self) -> Sequence[Act]:
        """The number in the note, another list."""
        if self.printed is None:
            return ()
        return (
            Act(tr("备注里的号码记成新号码"), "Ctrl+N", self.row.take_phone, bind=False, can=self._offers_phone),
            Act(tr("换一张名单"), "Esc", self.leave_list, bind=False),
        )  # fmt: skip

    def _offers_phone(self) -> bool:
        return self._open is not None and self.row.phone_found() is not None

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
        if event.keyCombination().toCombined() == _CTRL_N and self._open is not None:
            self.row.take_phone()
        elif text and text.isprintable() and not text.isspace() and not held and self._types():
            self.typed_into().setFocus(Qt.FocusReason.OtherFocusReason)
            self.typed_into().insert(text)
        else:
            super().keyPressEvent(event)

    def _types(self) -> bool:
        return self.printed is None or (self._open is not None and self.in_hand() is not None)

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


def _scrolled(page: QWidget) -> Area:
    """Scrolls only where large type leaves no room for the row being typed."""
    area = Area(page)
    area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidget(QWidget())
    return area
