"""今日: whom to call, most to lose first; beside it birthdays, who came, whom to thank. The first thing the owner sees, so it
imports little."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.today import Today, any_last_week, today_page, week_room
from kyuanbook.language import tr
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.figures import Figures
from kyuanbook.ui.kit.part import Bleed, Part, column, move, row
from kyuanbook.ui.kit.rows import INSET, TWO, Rows, TwoLine
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages import today_rows
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.today_remarks import Remark, Remarks
from kyuanbook.ui.pages.today_side import BAR, FIRST, Side
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub

if TYPE_CHECKING:
    from kyuanbook.book.queries.week import Week
    from kyuanbook.rules.followups import Kind
    from kyuanbook.rules.won import Week as LastWeek
    from kyuanbook.ui.pages.first_day import FirstDay
    from kyuanbook.ui.pages.today_due import DueLine

MOST: Final = 200  # calls the ranking keeps; birthdays and thanks shown once the owner asked for the rest
STACKED_BELOW: Final = 760  # px of the page at 100 % type
TIGHT: Final = 520  # … and with less of which the remarks would leave it no room
GAP, LEFT, RIGHT = 44, 65, 32  # px between the columns, and their shares of the rest
ABOVE: Final = 10  # px between the figures and the columns
LEAST, LEAST_STACKED = 2, 5  # rows shown however low the window; where the page scrolls, it need not be so few

DUE: Final = 32  # px kept below the calls for the line about the rest of 回访, so that nothing shifts when it is counted

HALF_OF: Final = 5  # of fewer it would be a guess about one


class Calls(Part):
    """该打的电话: as many rows as fit, the rest one line with its number."""

    print_wanted = Signal()
    more_wanted = Signal()
    due_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.due: DueLine | None = None
        self._counts: Mapping[Kind, int] = {}
        self._lines: Sequence[TwoLine] = ()
        self.today: Today | None = None
        self.expanded, self.least = False, LEAST
        self.head = Heading(theme, tr("该打的电话"), parent=self)
        self.order = Label(theme, tr("可能损失大的在前"), size=13, ink="ink2", parent=self.head)
        self.print_link = Button(theme, tr("打印名单"), kind="link", icon="printer", key="Ctrl+P", bind=False, parent=self.head)
        self.print_link.clicked.connect(self.print_wanted)
        self.open_button = Button(theme, tr("打开"), kind="filled", key="Enter", small=True, parent=self)
        self.touch_button = Button(theme, tr("记联系"), key="F5", bind=False, small=True, parent=self)
        self.list = Rows(theme, name=tr("该打的电话"), actions=[self.open_button, self.touch_button], whole=False, parent=self)
        self.more = Button(theme, "", kind="link", drops=True, parent=self)
        self.more.clicked.connect(self._more)
        self.half = Label(theme, "", size=13, ink="ink2", parent=self)
        self.quiet = Prose(theme, "", parent=self)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing shifts
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        self.head.add(self.order)
        self.head.add(self.print_link)
        down = column(theme, self, margins=(INSET, 0, INSET + BAR, 0))
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.list, left=INSET, right=INSET + BAR))
        foot = row(theme, margins=(20, 6, 0, 0))
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.half)
        down.addLayout(foot)
        quiet = row(theme, margins=(0, 10, 0, 0))
        quiet.addWidget(self.quiet)
        down.addLayout(quiet)
        self._due_place = row(theme, margins=(26, 0, 0, 0))
        down.addLayout(self._due_place)
        down.addStretch(1)

    def show_due(self, counts: "Mapping[Kind, int]") -> None:
        """How many more are due for 回访, by what reason. Behind the first picture."""
        if self.due is None:
            from kyuanbook.ui.pages.today_due import DueLine

            self.due = DueLine(self.theme, self)
            self.due.wanted.connect(self.due_wanted)
            self._due_place.addWidget(self.due)
        self._counts = counts
        self._show_due()
        self.place()

    def _show_due(self) -> None:
        if self.due is not None and self.today is not None:
            self.due.show_counts(self._counts, self.today.calls_today)

    def show_calls(self, today: Today) -> None:
        """These, of so many."""
        self.today = today
        lines = self._lines = today_rows.call_lines(today.calls, today.day)
        self.head.note.set_text(today_rows.calls_words(today, whole=self.expanded))
        self.order.set_text(tr("可能损失大的在前") if today.fitted else tr("花得多、又久没来的在前"))
        self.half.set_text(today_rows.anyway_words(today))
        for part in (self.list, self.half, self.order, self.print_link):
            part.setVisible(bool(lines))
        self.half.setVisible(today.calls_in_all >= HALF_OF)
        self.quiet.setVisible(not lines)
        self.quiet.setText(today_rows.nobody_words(today))
        self._show_due()
        self.place()

    def room(self) -> int:
        """How many rows fit between head and foot."""
        free = self.height() - self.head.sizeHint().height() - self.theme.px(6 + 32 + DUE)
        return max(self.least, free // self.theme.px(TWO))

    def place(self) -> None:
        """Show what fits; all of them, scrolling, once the owner asked for the rest."""
        fit = min(self.room(), len(self._lines))
        shown = self._lines if self.expanded else self._lines[:fit]
        if tuple(shown) != self.list.rows.rows:
            self.list.show_rows(shown, stay=True)
        self.list.setFixedHeight(fit * self.theme.px(TWO))
        left = self.today is not None and self.today.calls_in_all > len(shown)
        self.more.set_text(today_rows.rest_words(self.today, len(shown)) if self.today is not None else "")
        self.more.setVisible(left and not self.expanded)
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()  # at once: no picture in which the foot stands where a row now is

    def _more(self) -> None:
        self.expanded = True
        self.more_wanted.emit()
        self.list.setFocus()

    def set_least(self, least: int) -> None:
        """Never fewer rows than that, if there are so many."""
        if least != self.least:
            self.least = least
            self.updateGeometry()
            self.place()

    def minimumSizeHint(self) -> QSize:
        """Head, the fewest rows, foot."""
        return QSize(self.theme.px(320), self.theme.px(36 + min(self.least, max(LEAST, len(self._lines))) * TWO + 38 + DUE))

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, another number of rows."""
        super().resizeEvent(event)
        self.place()


class TodayPage(BookPage):
    """The first page. ``remark_taken``: the owner took up a remark's action."""

    topic = "today"
    print_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()
    import_wanted = Signal()
    remark_taken = Signal(str)
    catch_up_wanted = Signal()
    follow_ups_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, hub, acts, tr("今日"), parent=parent)
        self.shown: Today | None = None
        self._whose: dict[int, int] = {}
        self._asked_rest = 0  # the day on which the owner asked for the rest of the calls
        # from the outside in: a widget that is given its parent late has its whole inside styled once more
        self.area = Area(self)  # scrolls only where large type leaves no room for the fewest rows
        self.inside = QStackedWidget(self.area)
        self.area.setWidget(self.inside)
        self.day = QWidget(self.inside)
        self.figures = Figures(theme, parent=self.day)
        self.calls = Calls(theme, self.day)
        self.side = Side(theme, self.day)
        self.came = self.side.came.list
        self.catch_up = Button(
            theme, tr("补记"), kind="link", icon="clipboard-check", key="F6", bind=False, parent=self.side.came.head
        )
        self.side.came.add(self.catch_up)
        self._whole = False  # the first picture only keeps the room of birthdays and thanks
        self.first_day: FirstDay | None = None
        self.remarks = Remarks(theme, self)
        self.alarm: Remarks | None = None  # made when there is something to cry
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self.day, margins=(INSET, 0, INSET + BAR, 0))
        down.addWidget(self.figures)
        across = self._across = row(theme, gap=GAP)
        down.addLayout(across, 1)
        self._below = column(theme)
        down.addLayout(self._below)
        left = column(theme, margins=(0, ABOVE, 0, 0))
        left.addLayout(Bleed(theme, self.calls, left=INSET, right=INSET + BAR), 1)
        right = column(theme, margins=(0, ABOVE, 0, 0))
        right.addLayout(Bleed(theme, self.side, left=INSET, right=INSET + BAR), 1)
        across.addLayout(left, LEFT)
        across.addLayout(right, RIGHT)
        self.inside.addWidget(self.day)
        self.body.addLayout(Bleed(theme, self.area, left=INSET, right=INSET + BAR), 1)
        self.body.addWidget(self.remarks)

    def _fit(self) -> None:
        """Where two columns would cut names and amounts, the second stands below who is to be called. Where the page must
        scroll in any case, nothing on it need be short."""
        right = (self.title.width() - self.theme.px(GAP)) * RIGHT // (LEFT + RIGHT)
        stacked = self.width() < self.theme.px(STACKED_BELOW) or right < self.side.least_wide()
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self.calls.set_least(LEAST_STACKED if stacked else LEAST)
        tight = self.width() < self.theme.px(TIGHT) and self.inside.currentIndex() == 0
        place = self._below if tight else self.body  # what the owner should know scrolls as well
        if place.indexOf(self.remarks) < 0:
            move(self.remarks, place)
        room = self.area.height() - self.figures.high(self.title.width()) - self.theme.px(ABOVE)
        self.side.set_tall(stacked or room < self.side.least(tall=False))

    def _connect(self) -> None:
        self.area.resized.connect(self._fit)
        self.calls.list.opened.connect(self.card_wanted)
        self.calls.open_button.clicked.connect(lambda: self._about_call(self.card_wanted))
        self.calls.touch_button.clicked.connect(lambda: self._about_call(self.touch_wanted))
        self.calls.print_wanted.connect(self.print_wanted)
        self.calls.more_wanted.connect(self._show_rest)
        self.calls.due_wanted.connect(self.follow_ups_wanted)
        self.catch_up.clicked.connect(self.catch_up_wanted)
        self.came.opened.connect(lambda visit: self.card_wanted.emit(self._whose[visit]))
        self.side.opened.connect(self.card_wanted)
        self.side.more_wanted.connect(self._refresh_week)
        self.calls.list.moved.connect(self._follow)
        self.side.moved.connect(self._follow)
        self.remarks.taken.connect(self.remark_taken)

    def _follow(self) -> None:
        """Where the page scrolls, the row that the arrows reach is in sight."""
        rows = next((rows for rows in (self.calls.list, *self.side.lists()) if rows.hasFocus()), None)
        if rows is not None:
            row = rows.visualRect(rows.currentIndex())
            at = rows.viewport().mapTo(self.inside, row.center())
            self.area.ensureVisible(at.x(), at.y(), 0, row.height())

    def _about_call(self, wanted: object) -> None:
        customer = self.calls.list.current_id()
        if customer is not None:
            wanted.emit(customer)  # type: ignore[attr-defined]  # a bound signal of this page

    def _show_rest(self) -> None:
        self._asked_rest = self.book.today()
        self.refresh()
        self.looks_changed.emit()

    def to_remember(self) -> dict[str, Any]:
        """Whether all calls are shown: for that day only."""
        return {"all_calls": self._asked_rest}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """All of them, if the owner asked for them today."""
        asked = kept.get("all_calls")
        self._asked_rest = asked if type(asked) is int else 0

    def read(self) -> None:
        """The whole page in a handful of reads."""
        day = self.book.today()
        self.calls.expanded = self._asked_rest == day
        if self.shown is not None and self.shown.day != day:
            self.side.forget_the_rest()
        with self.book.read() as sql:
            shown = today_page(sql, self.book.rhythms, day, shown=MOST if self.calls.expanded else None)
            room = week_room(sql, day, FIRST + 1) if not self._whole else (None, 0)
            rang = not self._whole and any_last_week(sql, day)
        self.show_today(shown)
        if shown.empty:
            return
        if self._whole:
            self._show_week(shown, *self._read_week(day))
        else:
            self._keep_room(shown, *room, rang=rang)

    def _read_week(self, day: int) -> "tuple[Week, LastWeek | None]":
        """The birthdays and the thanks, and what came of last week's calls."""
        from kyuanbook.book.queries.week import week_page
        from kyuanbook.book.queries.won import last_week

        birthdays, thanks = (MOST if s is not None and s.expanded else FIRST for s in (self.side.birthdays, self.side.thanks))
        with self.book.read() as sql:
            return week_page(sql, day, birthdays, thanks), last_week(sql, self.book.rhythms, day)

    def complete(self) -> None:
        """What the first picture left out. Once."""
        if not self._whole:
            self._whole = True
            self._refresh_week()

    def _refresh_week(self) -> None:
        if self.shown is None or self.shown.empty:
            return
        try:
            week = self._read_week(self.shown.day)
        except BookError as error:
            self.acts.tell_error(error)
        else:
            self._show_week(self.shown, *week)

    def show_due(self, counts: "Mapping[Kind, int]") -> None:
        """What of 回访 is not among the calls."""
        self.calls.show_due(counts)

    def show_today(self, today: Today) -> None:
        """Put the rows where they stand."""
        self.shown = today
        self.title.set_title(*today_rows.title_words(today.day))
        if today.empty:
            self.inside.setCurrentWidget(self._first_day())
            return
        self.inside.setCurrentIndex(0)
        self.calls.show_calls(today)
        self._whose = {visit.visit_id: visit.customer_id for visit in today.visits}
        self.side.came.show_lines(today_rows.visit_lines(today.visits), today.came)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """What the owner should know: at the foot, but for what matters more than anything here."""
        loud = [remark for remark in remarks if remark.loud]
        if loud and self.alarm is None:
            self.alarm = Remarks(self.theme, self)
            self.alarm.taken.connect(self.remark_taken)
            self.body.insertWidget(0, self.alarm)
        if self.alarm is not None:
            self.alarm.show_remarks(loud)
        self.remarks.show_remarks([remark for remark in remarks if not remark.loud])

    def _keep_room(self, today: Today, birthdays: int | None, thanks: int, *, rang: bool) -> None:
        """The first picture: where the week's birthdays and the thanks will stand, and what came of last week's calls."""
        later = [] if birthdays is None else [today_rows.birthdays_figure(None)]
        later += [today_rows.last_week_figure(None)] if rang else []
        self.figures.set_figures(today_rows.figures(today) + later)
        self.side.keep_room(birthdays or 0, thanks)
        self._fit()

    def _show_week(self, today: Today, week: "Week", rang: "LastWeek | None") -> None:
        born, thanks = week.birthdays, today_rows.thanks_lines(week.thanks.rows, today.day)
        last = [] if born is None else [today_rows.birthdays_figure(born)]
        last += [today_rows.last_week_figure(rang)] if rang is not None else []
        self.figures.set_figures(today_rows.figures(today) + last)
        lines = today_rows.birthday_lines(born.rows if born is not None else (), today.day)
        self.side.show_week(lines, born.in_all if born is not None else 0, thanks, week.thanks.in_all)
        self.side.tab_after(self.calls.more)
        self._fit()

    def _first_day(self) -> "FirstDay":
        """The empty page; made only for a shop that has nobody yet."""
        if self.first_day is None:
            from kyuanbook.ui.pages.first_day import FirstDay

            self.first_day = FirstDay(self.theme)
            self.first_day.new_wanted.connect(self.new_wanted)
            self.first_day.sample_wanted.connect(self.sample_wanted)
            self.first_day.import_wanted.connect(self.import_wanted)
            self.inside.addWidget(self.first_day)
        return self.first_day

    def take_focus(self) -> None:
        """The calls, or the first of the three ways to begin."""
        if self.shown is not None and self.shown.empty:
            self._first_day().new.setFocus()
        else:
            (self.calls.list if self.calls.list.isVisibleTo(self) else self.came).setFocus()

    def visit_in_hand(self) -> int | None:
        """The visit of the current line, while 刚到店 has the focus."""
        visit = self.came.current_id() if self.came.hasFocus() else None
        return visit if visit in self._whose else None

    def delete_in_hand(self) -> None:
        """The visit, if 刚到店 has the focus: its rows are visits; else the customer to be called."""
        visit = self.visit_in_hand()
        if visit is not None:
            self.acts.delete_visit(visit)
        else:
            super().delete_in_hand()

    def in_hand(self) -> int | None:
        """Whoever the list with the focus is at; else who is to be called."""
        if self.shown is None or self.shown.empty:
            return None
        if self.came.hasFocus():
            return self._whose.get(self.came.current_id() or 0)
        for section in (self.side.birthdays, self.side.thanks):
            if section is not None and section.list.hasFocus():
                return section.list.current_id()
        return self.calls.list.current_id() if self.calls.list.isVisibleTo(self) else None
