"""补记: wet hands, the PC off: many visits of a day typed back, row by row. A row is in the book once its Enter is pressed."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import visits
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import daybook
from kyuanbook.book.queries.daybook import DayVisit, Parts
from kyuanbook.language import say, tr
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.catchup import columns, words
from kyuanbook.ui.catchup.columns import GAP
from kyuanbook.ui.catchup.correction import Correction
from kyuanbook.ui.catchup.day_bar import DayBar, long_day
from kyuanbook.ui.catchup.foot import Foot
from kyuanbook.ui.catchup.ledger import BlankRows, Ledger
from kyuanbook.ui.catchup.row_entry import RowEntry
from kyuanbook.ui.catchup.saving import corrections_saved, row_saved
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.paged import PagedModel
from kyuanbook.ui.kit.part import Bleed, column
from kyuanbook.ui.kit.scroll import Area, QuietScrollBar
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

SIDE: Final = 28  # px at each side of the page's column
BAR: Final = 16  # px of the table's scroll bar, which stands beside the page's column
ABOVE: Final = 28  # px over a field, with its name
THIN: Final = 10  # px of any other


class CatchUpPage(BookPage):
    """The visits of one day in the order in which they were written down, and below them the row being typed.

    ``add_wanted``: a new customer is to be entered under the name that stands in the row.
    """

    topic = "catch-up"
    print_wanted = Signal()
    add_wanted = Signal()
    prints_register = True

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, tr("补记"))
        self.day = 0
        self.rows: dict[int, DayVisit] = {}
        self.turned: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        self._parts = Parts((), ())
        self._stage = ""  # of the customer in the row, before the visit
        self._last: int | None = None  # the row written last, while nothing else was done
        self._writing = False
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.print_link = Button(theme, tr("打印空白登记表"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.days = DayBar(theme, self.book)
        self.model: PagedModel[DayVisit] = PagedModel(
            self._columns(), lambda ids: [self.rows.get(i) for i in ids],
            describe=lambda r: columns.sentence(self._numbers[r.id], r), parent=self,
        )  # fmt: skip
        self.ledger = Ledger(theme, self.model, name=tr("这一天已录的"))
        self.ledger.turned = self.turned
        self.row = RowEntry(theme, self.book)
        self.fix = RowEntry(theme, self.book, fixes=True, parent=self)
        self.fix.hide()
        self.correction = Correction(self.book, self.fix)
        self.blank = BlankRows(theme)
        self.foot = Foot(theme)

    def _columns(self) -> list[columns.Column[DayVisit]]:
        # laid out anew while a day is turned, it has the rows of the day before for a moment
        return columns.columns(self.theme, self._parts, lambda r: self._numbers.get(r.id, 0))

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.print_link)
        self.area = _scrolled(self)
        down = column(theme, self.area.widget(), margins=(0, 0, BAR - THIN, 0))
        down.addWidget(self.days)
        down.addLayout(Bleed(theme, self.ledger, left=0, right=BAR), 1000)
        down.addWidget(self.row)
        down.addWidget(self.blank, 1)
        self.body.addLayout(Bleed(theme, self.area, left=0, right=BAR), 1)
        self.body.addWidget(self.foot)

    def _connect(self) -> None:
        self.print_link.clicked.connect(lambda: self.print_wanted.emit())
        self.days.chosen.connect(self.turn_to)
        self.days.left.connect(self.take_focus)
        self.days.wronged.connect(self._day_wronged)
        self.days.chips.chosen.connect(lambda _: self.area.ensureWidgetVisible(self.days))
        self.ledger.opened.connect(self.correct)
        self.ledger.left_below.connect(self.take_focus)
        self.row.stored.connect(self.store)
        self.row.picked.connect(self._tell_who)
        self.row.new_wanted.connect(lambda _: self.add_wanted.emit())
        self.row.above_wanted.connect(self._to_rows)
        self.fix.stored.connect(self.store_correction)
        self.fix.above_wanted.connect(self._leave_correction)
        self.foot.undo.clicked.connect(lambda: self.acts.undo())
        RowMenu(self.ledger, self.row_acts)

    # the day -----------------------------------------------------------------------------------------------------------------

    def turn_to(self, day: int) -> None:
        """Another day; what is being typed stays and will be of that day."""
        self._leave_correction()
        self.day, self._last = day, None
        self.foot.tell("")
        self.refresh()

    def read(self) -> None:
        """The rows of the day, their sum, and the columns the shop uses by now."""
        today = self.book.today()
        with self.book.read() as sql:
            if not self.day:
                self.day = daybook.usual_day(sql, today, self.book.minute())
            rows, parts = daybook.day_visits(sql, self.day, today), daybook.parts(sql)
        self.rows = {one.id: one for one in rows}
        self._numbers = {one.id: n for n, one in enumerate(rows, 1)}
        self.days.show_day(self.day)
        self._say_day()
        if parts != self._parts:
            self._parts = parts
            self._renew_columns()
        self._show_rows([one.id for one in rows])
        if self._last not in self.rows or not self._writing:
            self._last = None
            self.foot.tell("")
        self.foot.show_sum(rows)

    def _say_day(self) -> None:
        """Over the page: which day the rows are of; none while what stands in the field is none."""
        self.title.set_title(tr("补记"), "" if self.days.wrong else long_day(self.day, self.book.today()))

    def _day_wronged(self, wrong: bool) -> None:
        self.row.save.setEnabled(not wrong)
        self._say_day()

    def _renew_columns(self) -> None:
        self.ledger.set_columns(self._columns())
        self.ledger.make_room()
        for entry in (self.row, self.fix):
            kept = entry.staff.choice()
            entry.show_parts(self._parts)
            entry.staff.choose(kept)

    def _show_rows(self, ids: Sequence[int]) -> None:
        place = self.ledger.currentIndex().row()
        grown = len(ids) > len(self.model.ids())
        top = self.ledger.verticalScrollBar().value()
        if self.correction.visit is not None and self.correction.visit not in self.rows:
            self._leave_correction()
        self.model.set_ids(ids)
        self.ledger.make_room()
        if ids and self.ledger.hasFocus():
            self.ledger.setCurrentIndex(self.model.index(min(max(0, place), len(ids) - 1), 0))
        self.row.show_number(len(ids) + 1)
        self.blank.number_from(len(ids) + 2)
        if grown:
            QTimer.singleShot(0, self.ledger, self.ledger.scrollToBottom)
        else:
            self.ledger.verticalScrollBar().setValue(top)
        self._tell_who()

    # the row being typed --------------------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Enter: into the book, and on to the next row."""
        entry, customer = self.row, self.row.customer_id
        if self.days.wrong:  # of which day? that comes first
            self.days.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if customer is None:
            entry.complain([Problem("customer", Message("pick_customer"))])
            return
        typed = entry.entry(as_typed.day(self.day, self.book.today()))
        before = self._stage

        def write(accepted: Collection[str]) -> Done:
            return visits.record_visit(self.book, customer_id=customer, entry=typed, accepted=accepted, now=False)

        done = self._write(entry, write)
        if done is None or done.id is None:
            return
        if before:
            self.turned[done.id] = before
        entry.empty()
        self._tell_who()
        self._told(done)
        entry.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, entry: RowEntry, write: Callable[[Collection[str]], Done]) -> Done | None:
        """Do it; None when it was refused (said beside the field) or the book can't take it (said below)."""
        self._writing = True
        try:
            return write(entry.form.accepted)
        except Refused as refused:
            entry.complain(refused.problems)
        except BookError as error:
            entry.tell(say(error.message), "seal")
        finally:
            self._writing = False
        self._see(entry)
        return None

    def _see(self, entry: RowEntry) -> None:
        """The whole of it, once it has its height; where that is more than there is, the field that has the focus."""

        def see() -> None:
            for part in (entry, self.area.widget()):
                layout = part.layout()
                if layout is not None:
                    layout.activate()
            self.area.ensureWidgetVisible(entry, 0, self.theme.px(GAP))
            held = entry.focusWidget()
            if held is not None:
                self.area.ensureWidgetVisible(held, 0, self.theme.px(ABOVE))

        QTimer.singleShot(0, entry, see)

    def _told(self, done: Done) -> None:
        """The foot says which row it was; the notice only what else happened by itself."""
        self._last = done.id
        seen = self.rows.get(done.id or 0)
        if seen is None:  # corrected to another day elsewhere, or not of this day
            self.acts.tell(done)
            return
        said = words.done(done.changed.label, self.turned.get(seen.id, ""), seen)
        self.foot.tell(tr("第 {n} 行{said}", n=self._numbers[seen.id], said=said))
        if done.notes:
            self.acts.tell(done)

    def _tell_who(self) -> None:
        """Below the row: who was found, that they are in the day's rows already, or what to do."""
        customer, today, card = self.row.customer_id, self.book.today(), None
        if customer is not None:
            with self.book.read() as sql:
                card = cards.card(sql, self.book.rhythms, customer, today)
        twice = next((one for one in self.rows.values() if one.customer_id == customer), None)
        if card is None:
            self.row.tell(words.invitation())
        elif twice is not None:
            self.row.tell(words.came_already(self._numbers[twice.id], twice), "warn")
        else:
            self.row.tell(words.who(card, today))
        self._stage = "" if card is None else card.stage.value

    def typed_name(self) -> str:
        """F4 takes over what stands in the search of the row."""
        return self.row.typed_name()

    def takes_up(self, customer_id: int) -> bool:
        """The new customer stands in the row, unless another does already."""
        if self.row.customer_id is not None:
            return False
        with self.book.read() as sql:
            card = cards.card(sql, self.book.rhythms, customer_id, self.book.today())
        if card is None or card.deleted:
            return False
        self.row.take_customer(customer_id, card.shown_name)
        self.row.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def unsaved(self) -> bool:
        """Whether something stands in the row, or in a correction, that is not in the book."""
        return self.row.touched() or self.correction.unsaved()

    def save_unsaved(self) -> bool:
        """The corrections, then the row; False at the first that can't be."""
        return corrections_saved(self) and row_saved(self)

    # rows in the book -----------------------------------------------------------------------------------------------------------

    def correct(self, visit: int) -> None:
        """Enter on a row: it opens where it stands."""
        self._leave_correction()
        row = self.rows.get(visit)
        if row is None or not self.correction.begin(row, self._numbers[visit], self._parts):
            return
        self.ledger.open_row(visit, self.fix)
        self._fill_again()
        self.fix.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fix.amount.selectAll()
        self._see(self.fix)

    def store_correction(self) -> None:
        """Enter in an open row."""
        visit = self.correction.visit
        if visit is None:
            return
        typed = self.fix.entry(as_typed.day(self.day, self.book.today()))

        def write(accepted: Collection[str]) -> Done:
            return visits.change_visit(self.book, visit_id=visit, entry=typed, accepted=accepted)

        done = self._write(self.fix, write)
        if done is not None:
            self._close_correction()
            self._told(done)
            self._to_row(visit)

    def _leave_correction(self) -> None:
        """Esc: what was typed there waits for the next time it is opened."""
        visit = self.correction.visit
        if visit is not None:
            self.correction.put_by(self.rows)
            self._close_correction()
            self._to_row(visit)

    def _close_correction(self) -> None:
        self.correction.visit = None
        self.ledger.close_row()
        self.fix.setParent(self)
        self.fix.hide()
        self._fill_again()

    def _fill_again(self) -> None:
        """One filled button: that of the row in hand. Where there is little room the other row waits unseen."""
        fixing = self.correction.visit is not None
        self.row.setVisible(not fixing or not self.row.stacked())
        for entry, other in ((self.row, fixing), (self.fix, not fixing)):
            entry.save.kind = "outlined" if other else "filled"
            entry.save.update()
            entry.set_waiting(other)

    def delete_in_hand(self) -> None:
        """Delete: the row in hand goes to 回收站."""
        visit = self.ledger.current_id() if self.ledger.hasFocus() else None
        if visit is not None:
            self.correction.forget(visit)
            self.acts.delete_visit(visit)
            if not self.rows:
                self.take_focus()

    def _to_rows(self) -> None:
        """↑ from the row being typed."""
        if self.model.ids():
            self._to_row(self.model.ids()[-1])

    def _to_row(self, visit: int) -> None:
        self.ledger.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ledger.go_to(visit)

    def restyle(self) -> None:
        """The last column is as wide as its words."""
        self._renew_columns()
        for entry in (self.row, self.fix):
            entry.fit(self.width() - 2 * self.theme.px(SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields stand under the columns while all of those are there."""
        super().resizeEvent(event)
        for entry in (self.row, self.fix):
            entry.fit(self.width() - 2 * self.theme.px(SIDE))

    # as a page ------------------------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Where the typing goes on."""
        self.typed_into().setFocus(Qt.FocusReason.OtherFocusReason)
        self._see(self.row)

    def in_hand(self) -> int | None:
        """Whose row it is."""
        if self.ledger.hasFocus():
            seen = self.rows.get(self.ledger.current_id() or 0)
            return None if seen is None else seen.customer_id
        return self.row.customer_id

    def visit_in_hand(self) -> int | None:
        """The row in hand: Ctrl E opens all of it beside the page, its day too."""
        return self.ledger.current_id() if self.ledger.hasFocus() else None

    def row_acts(self) -> Groups:
        """What can be done with the row in hand."""
        visit, customer = self.visit_in_hand(), self.in_hand()
        if visit is None or customer is None:
            return ()
        return (
            (
                Act(tr("改这一行"), "Enter", lambda: self.correct(visit), bind=False),
                Act(tr("改这次到店"), "Ctrl+E", lambda: self.visit_edit_wanted.emit(visit), bind=False),
                Act(tr("移到回收站"), "Delete", self.delete_in_hand, bind=False),
            ),
            (Act(tr("改资料"), "F2", lambda: self.edit_wanted.emit(customer), bind=False),),
        )

    def back_out(self) -> bool:
        """Esc: out of a correction; else back to where the owner came from, and the row waits."""
        if self.correction.visit is None:
            return False
        self._leave_correction()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on a row begin the next one."""
        text = event.text()
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if text and text.isprintable() and not text.isspace() and not held and self.ledger.hasFocus():
            self.take_focus()
            self.typed_into().insert(text)
        else:
            super().keyPressEvent(event)

    def typed_into(self) -> Line:
        """What is typed or composed on a row goes here."""
        return self.row.customer if self.row.customer_id is None else self.row.amount


def _scrolled(page: QWidget) -> Area:
    """Scrolls only where large type leaves no room for a row and the one being typed."""
    area = Area(page)
    area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidget(QWidget())
    return area
