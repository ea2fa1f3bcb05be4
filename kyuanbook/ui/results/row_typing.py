"""The open row of 录入结果: filled, kept half typed, written down, and on to the next that waits."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import results as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import results
from kyuanbook.book.queries.list_survey import ListSurvey
from kyuanbook.book.queries.results import PaperList, PaperRow, Whose
from kyuanbook.book.queries.surveys import replies_of
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.kit.open_table import OpenTable
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.results import draft as drafts
from kyuanbook.ui.results import words
from kyuanbook.ui.results.draft import RowDraft
from kyuanbook.ui.results.row_answer import RowAnswer

ABOVE: Final = 28  # px over a field, with its name
AROUND: Final = 3  # rows seen above and below the one that is open


class Sheet(NamedTuple):
    """What is typed back: the list, its rows, what is asked with it."""

    printed: PaperList
    rows: dict[int, PaperRow]
    survey: ListSurvey | None


class Typing(QObject):
    """``stored``: a row is in the book (its PaperRow as it was, the Done). ``over``: no row waits any more, and
    whether the keys go where one goes on. ``opened``: one is
    open. ``kept``: what is half typed changed. ``lost``: whose row was open can't be answered any more, and why; the next one
    that waits is open now, if any does."""

    stored = Signal(object, object)
    over = Signal(bool)
    opened = Signal()
    kept = Signal()
    lost = Signal(str)

    def __init__(self, book: Book, table: OpenTable, area: Area, row: RowAnswer, beside: Sequence[QWidget]) -> None:
        """``beside``: other parts of the page that are typed into."""
        super().__init__(row)
        self._book, self._table, self._area, self.row, self._beside = book, table, area, row, beside
        self._home = row.parentWidget()
        self.sheet: Sheet | None = None
        self.day: int | None = None  # of the calls; None: today
        self.drafts: dict[int, RowDraft] = {}
        self.open: int | None = None  # the row being typed
        self.writing = False
        self._seen: int | None = None  # the touch that stood in it when it was opened
        row.stored.connect(self.store)
        row.passed.connect(self.go_on)
        row.moved.connect(self._step)
        row.typed.connect(self._keep_draft)
        row.in_sight.connect(lambda _: QTimer.singleShot(0, self._table, self.see_held))

    def current(self) -> PaperRow | None:
        """The row that is open."""
        return self.sheet.rows.get(self.open) if self.sheet is not None and self.open is not None else None

    def day_or_today(self) -> int:
        """When the calls were made."""
        return self._book.today() if self.day is None else self.day

    # opening and closing ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet | None) -> None:
        """The list was read anew: what is open follows it."""
        self.sheet = sheet
        row = self.current()
        if self.open is not None and row is None:
            self.close()
        elif row is not None and not self.writing:
            self._seen_elsewhere(row)

    def open_row(self, row_id: int, *, focus: bool = True) -> None:
        """Enter on a row, or the next: it opens where it stands. ``focus``: and is typed into."""
        row = self.sheet.rows.get(row_id) if self.sheet is not None else None
        if row is None:
            return
        self.close()
        self.open = row_id
        self._fill(row)
        self._table.go_to(row_id)
        self._table.open_row(row_id, self.row)
        self.opened.emit()
        if focus:
            self.row.focus_first()
        QTimer.singleShot(0, self._table, self._see)

    def _fill(self, row: PaperRow) -> None:
        assert self.sheet is not None
        printed, survey = self.sheet.printed, self.sheet.survey
        self._seen = row.answer.touch_id if row.answer is not None else None
        before = drafts.from_answer(row.answer, self._book.today(), survey, row.reply)
        with self._book.read() as sql:
            wants = results.wants_reason(sql, row.customer_id)
            there = [one for one in replies_of(sql, row.customer_id) if survey and one.survey_id == survey.survey_id]
        others = [one for one in there if one.list_row_id != row.id]
        replied = tr("{day}答过一份", day=say(day_words(others[0].day, self._book.today()))) if others else ""
        self.row.show_row(
            row, self.drafts.get(row.id, before), before, of=printed, asks_reason=wants,
            survey=drafts.with_said(survey, row.reply), replied=replied,
        )  # fmt: skip

    def _seen_elsewhere(self, row: PaperRow) -> None:
        """The open row was answered, or its customer went, while it was being typed here."""
        if row.whose is not Whose.HERE and self.row.row is not None and self.row.row.whose is Whose.HERE:
            self._pass_over(row)
            return
        now = row.answer.touch_id if row.answer is not None else None
        self.row.say_row(row)
        if now == self._seen and (self.row.row is None or self.row.row.whose is row.whose):
            return
        if not self.row.is_touched() or row.whose is not Whose.HERE:
            self._fill(row)
        elif row.answer is not None:
            said = tr("这一行刚在别处记了“{outcome}”；这里打的还在，按 Enter 会先问。", outcome=words.outcome(row.answer))
            self.row.tell(said, "warn")

    def _pass_over(self, row: PaperRow) -> None:
        """Whose row it is went from the book while it was open: what is typed of it waits, should they come back; on with the
        next. The keys go on there, but only if they went here: a panel that is open keeps them."""
        held = self.row.window().focusWidget()
        here = held is None or held is self._table or self._table.isAncestorOf(held)
        self.close()
        self.go_on(after=row, focus=here)
        why = acts.cannot(row)
        if why is not None:
            self.lost.emit(say(why))

    def close(self) -> None:
        """What was typed of it waits for the next time it is opened."""
        if self.open is not None:
            self._keep_draft()
            self._leave()

    def _leave(self) -> None:
        self.open = self._seen = None
        self._table.close_row()
        self.row.setParent(self._home)
        self.row.hide()

    def _keep_draft(self) -> None:
        row_id = self.open
        if row_id is None:
            return
        if self.row.is_touched():
            self.drafts[row_id] = self.row.draft()
        else:
            self.drafts.pop(row_id, None)
        self.kept.emit()
        QTimer.singleShot(0, self._table, self.see_held)

    # in sight --------------------------------------------------------------------------------------------------------------

    def _see(self) -> None:
        """Some rows above and below it too, as the paper lies on the counter."""
        if self.open is None:
            return
        self._table.make_room()
        model = self._table.paged
        place = model.row_of(self.open)
        for near in (place + AROUND, place - AROUND, place):
            self._table.scrollTo(model.index(min(max(0, near), model.rowCount() - 1), 0))
        self._area.ensureWidgetVisible(self.row, 0, 0)
        self.see_held()

    def see_held(self) -> None:
        """Where very large type leaves no room for the whole row, the field that is typed into."""
        self._table.make_room()
        for part in (self.row, *self._beside):
            held = part.focusWidget()
            if held is not None and held.hasFocus():
                self._area.ensureWidgetVisible(held, 0, self.row.theme.px(ABOVE))

    # writing ---------------------------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Enter: into the book, and on to the next row."""
        row = self.current()
        if row is None or self.sheet is None:
            return
        draft = self.row.draft()
        entry = draft.entry(as_typed.day(self.day_or_today(), self._book.today()), self.row.phone_found() or "")
        self.writing = True
        try:
            done: Done = acts.answer_row(
                self._book, row_id=row.id, entry=entry, seen=self._seen, accepted=self.row.form.accepted,
                reply=draft.reply(drafts.with_said(self.sheet.survey, row.reply)),
            )  # fmt: skip
        except Refused as refused:
            self.row.complain(refused.problems)
            QTimer.singleShot(0, self._table, self.see_held)
            return
        except BookError as error:
            self.row.tell(say(error.message), "seal")
            return
        finally:
            self.writing = False
        self.drafts.pop(row.id, None)
        self.stored.emit(row, done)
        self._leave()
        self.kept.emit()
        self.go_on(after=row)

    def go_on(self, *, first: bool = False, after: PaperRow | None = None, focus: bool = True) -> None:
        """The next row that waits for its answer, from the one in hand on; after the last of them, nothing more to do.
        ``focus``: the keys go there."""
        now = after if after is not None else self.current()
        rows = self.sheet.rows.values() if self.sheet is not None else ()
        waiting = [r for r in rows if r.answer is None and r.whose is Whose.HERE]
        if now is not None:
            later = [r for r in waiting if r.number > now.number]
            waiting = [*later, *(r for r in waiting if r.number < now.number)]
        half = next((r for r in waiting if r.id in self.drafts), None) if first else None
        if waiting:
            self.open_row((half or waiting[0]).id, focus=focus)
            return
        self.close()
        self.over.emit(focus)

    def _step(self, way: int) -> None:
        """↑ ↓: the row above or below, answered or not."""
        model = self._table.paged
        place = model.row_of(self.open or 0) + way
        if 0 <= place < model.rowCount():
            self.open_row(model.id_at(place))

    def focus_row(self) -> None:
        """On with the typing."""
        if self.open is not None:
            self.row.focus_first()
