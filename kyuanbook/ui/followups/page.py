"""回访: who is due today and why, the week ahead, and the one in hand, about whom what came of it is written down."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Happening
from kyuanbook.book.queries.customers import EVERYBODY
from kyuanbook.book.queries.due import loads_of
from kyuanbook.book.queries.due_page import DuePage, due_page
from kyuanbook.book.queries.due_rows import ClosedRow, DueRow
from kyuanbook.book.queries.list_rows import DUE
from kyuanbook.book.queries.touches import touches
from kyuanbook.language import tr
from kyuanbook.ui.entry.outcomes import BY_NUMBER
from kyuanbook.ui.followups import lines
from kyuanbook.ui.followups.answering import STAYS, Answering, Key, key_of
from kyuanbook.ui.followups.chosen import DONE, LATE, NOBODY, TODAY, VIEWS, WEEK, Chosen
from kyuanbook.ui.followups.layout import DueSheet, nothing_words
from kyuanbook.ui.followups.looked import Looked, rows_of
from kyuanbook.ui.followups.page_acts import LETTERS, acts_of, beside, outcomes_of
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.row_kinds import Row
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.behind import Behind
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Fold, Group
from kyuanbook.ui.shell.row_acts import about_customer
from kyuanbook.ui.shell.row_menu import Groups, RowMenu


class FollowUpsPage(BookPage):
    """``results_wanted``: 录入结果; ``lists_wanted``: the lists printed so far."""

    topic = "followups"
    print_wanted = Signal()
    results_wanted = Signal()
    lists_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("回访"))
        self.found: DuePage | None = None
        self.rows: Sequence[DueRow] | Sequence[ClosedRow] = ()
        self.all_calls = 0  # the day on which the owner asked for those beyond what can be rung
        self._staff, self._reading = "", False
        self._lent = False  # the days have the keyboard only while nobody is listed
        self._seen: Chosen | None = None
        self._looking = Behind(book, acts, runner, self)
        self.print_link = Button(theme, tr("打印名单"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.results_link = Button(theme, tr("录入结果"), kind="link", icon="clipboard-check", key="Shift+F6", bind=False)
        self.lists_link = Button(theme, tr("名单"), kind="link", icon="history", key="Ctrl+8", bind=False)
        for link in (self.print_link, self.results_link, self.lists_link):
            self.title.add(link)
        self.sheet = DueSheet(theme, book.today(), self)
        self.strip, self.views, self.list, self.person = self.sheet.strip, self.sheet.views, self.sheet.list, self.sheet.person
        self.body.addLayout(self.sheet.bled())
        self.answering = Answering(book, acts, self.person)
        self.menu = RowMenu(self.list, self.row_menu)
        self._connect()

    def _connect(self) -> None:
        self.print_link.clicked.connect(self.print_wanted)
        self.results_link.clicked.connect(self.results_wanted)
        self.lists_link.clicked.connect(self.lists_wanted)
        self.strip.chosen.connect(self._day_chosen)
        self.strip.used.connect(self._keep_days)
        self.strip.left.connect(self.take_focus)
        self.views.chosen.connect(lambda _: self._show_again())
        self.sheet.staff.chosen.connect(self._staff_chosen)
        self.sheet.more.clicked.connect(self.show_all_calls)
        self.list.opened.connect(self._open)
        self.list.moved.connect(lambda _: self._follow())
        self.answering.answered.connect(self._answered)
        self.answering.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.person.reopen_wanted.connect(self.reopen)
        self.person.to_say.copy.clicked.connect(self.copy_words)
        for keys, do in (
            ("Ctrl+C", self.copy_words), ("Ctrl+H", self.person.toggle_number), ("Ctrl+PgDown", lambda: self.turn(1)),
            ("Ctrl+PgUp", lambda: self.turn(-1)), ("Ctrl+Right", lambda: self.strip.step(1)),
            ("Ctrl+Left", lambda: self.strip.step(-1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    # reading -------------------------------------------------------------------------------------------------------------

    def chosen(self) -> Chosen:
        """What the owner wants to see now."""
        return Chosen(self.views.choice(), self.strip.day(), self._staff)

    def read(self) -> None:
        """The whole page, in a thread: somebody may be due for every customer."""
        self._reading = True
        book, today, chosen = self.book, self.book.today(), self.chosen()
        all_calls = self.all_calls == today

        def look() -> tuple[Looked, str]:
            with book.read() as sql:
                found = due_page(sql, book.rhythms, today, all_calls=all_calls)
            return rows_of(book, found, chosen), lines.last_week(book)

        def done(seen: tuple[Looked, str]) -> None:
            self._reading = False
            self.title.note.set_text(seen[1])
            self._take(seen[0])

        self._looking.look(look, done, "page", self._say_working)

    def _say_working(self) -> None:
        if self.found is None:
            self.sheet.show_nothing(tr("正在翻看"), "")

    def _show_again(self) -> None:
        """Other rows of what was read."""
        found, book, chosen = self.found, self.book, self.chosen()
        if found is None or self._reading:  # the book changed meanwhile
            self.read()
            return

        self._looking.look(lambda: rows_of(book, found, chosen), self._take, "page")

    # showing -------------------------------------------------------------------------------------------------------------

    def _take(self, seen: Looked) -> None:
        self.found = found = seen.page
        self._offer_staff(found)
        chosen = self.chosen()
        day = chosen.day_of(found)
        week = {of: chosen.of_staff(items) for of, items in found.by_day.items()}
        self.strip.show_loads(loads_of(week), found.day, day)
        self.views.set_word(TODAY, lines.day_head(day, found.day) if day == found.day else lines.day_short(day))
        self.views.set_counts({
            TODAY: len(week[day]), LATE: len(chosen.late(found)), WEEK: sum(map(len, week.values())),
            DONE: len(chosen.closed(found)),
        })  # fmt: skip
        self.person.form.today = found.day
        shown = chosen._replace(day=day)
        same, self._seen = shown == self._seen, shown
        self._show_rows(seen.rows, seen.in_all, stay=same)

    def _offer_staff(self, found: DuePage) -> None:
        staff = self.sheet.staff
        staff.set_choices([
            Choice("", tr("所有人")), *(Choice(str(one.id), one.name) for one in found.staff), Choice(NOBODY, tr("没人管的"))
        ])  # fmt: skip
        staff.choose(self._staff)
        staff.setVisible(bool(found.staff))
        if staff.choice() != self._staff:  # whoever it was left the shop
            self._staff = ""

    def _show_rows(self, rows: Sequence[DueRow] | Sequence[ClosedRow], in_all: int, *, stay: bool) -> None:
        assert self.found is not None
        rows, gone = self._with_held(rows) if stay else (list(rows), False)  # another look is another list
        before = self.current()
        place = list(self.rows).index(before) if before is not None else 0  # type: ignore[arg-type]
        self.rows = rows
        self.person.say_gone(
            tr("这位刚在别处办过，或者不用再打了。写的还在：要记就按 Enter，不要就点“不记了”。") if gone else ""
        )
        self.list.show_rows(self._lines(), stay=stay)
        self._move_on(before, place)
        self.sheet.show_more(self.found.beyond if self._is_today() else 0, max(0, in_all - len(rows)))
        if not rows:
            self._say_nothing()
        else:
            self.sheet.show_list()
            if self._lent and self.strip.has_focus():
                self.take_focus()
        self._follow()

    def _move_on(self, before: DueRow | ClosedRow | None, place: int) -> None:
        """Who was just answered may be up still for something else, far down: the next row is in hand then, not they."""
        one = self.current()
        if not (isinstance(before, DueRow) and isinstance(one, DueRow)) or self.answering.held() is not None:
            return
        if key_of(before.item) == self.answering.written != key_of(one.item) and one.customer_id == before.customer_id:
            self.list.go_to(self.rows[min(place, len(self.rows) - 1)].customer_id)

    def _say_nothing(self) -> None:
        assert self.found is not None
        if self.list.hasFocus():  # it goes from sight: else the keyboard would be anywhere
            self._lend()
        self.sheet.show_nothing(*nothing_words(self.views.choice(), self.found, self.chosen().day_of(self.found)))

    def _is_today(self) -> bool:
        found = self.found
        return found is not None and self.views.choice() == TODAY and self.chosen().day_of(found) == found.day

    def _with_held(self, rows: Sequence[Any]) -> tuple[Sequence[Any], bool]:
        """The row about which something is being typed stays where it stood, though it may be due no more."""
        held = self.answering.held()
        found = list(rows)
        if held is None or self.views.choice() == DONE or any(r.customer_id == held.customer_id for r in found):
            return found, False
        place = next((i for i, row in enumerate(self.rows) if row.customer_id == held.customer_id), 0)
        found.insert(min(place, len(found)), held)
        return found, True

    def _lines(self) -> list[Row]:
        assert self.found is not None
        due = [row for row in self.rows if isinstance(row, DueRow)]
        if self.views.choice() == DONE:
            return lines.closed_by_day([row for row in self.rows if isinstance(row, ClosedRow)], self.found.day)
        return lines.by_day(due, self.found.day) if self.views.choice() == WEEK else lines.by_reason(due)

    def current(self) -> DueRow | ClosedRow | None:
        """Whose row is in hand."""
        id_ = self.list.current_id()
        if self.views.choice() == DONE:
            return next((r for r in self.rows if isinstance(r, ClosedRow) and r.closed.follow_up_id == id_), None)
        return next((row for row in self.rows if row.customer_id == id_), None)

    def _follow(self) -> None:
        """The person beside is the one in hand."""
        one = self.current()
        if one is None or self.found is None:
            self.answering.show_nobody()
            self.person.show_nobody()
            return
        if isinstance(one, DueRow):
            live = one.item.due_day <= self.found.day or one.item in self.found.by_day[self.found.day]
            self.answering.show(one, live=live, staff=tuple(self.found.staff))
        else:
            self.answering.show_nobody()
            self.person.show_closed(one)
        self.person.show_place(list(self.rows).index(one) + 1, len(self.rows))  # type: ignore[arg-type]
        self.person.show_before(self._before(one.customer_id), self.found.day)

    def _before(self, customer_id: int) -> list[Happening]:
        with self.book.read() as sql:
            found = [Happening(v.day, visit=v) for v in cards.visits(sql, customer_id)]
            found += [Happening(t.day, touch=t) for t in touches(sql, customer_id)]
        return sorted(found, key=lambda one: -one.day)

    # choosing ------------------------------------------------------------------------------------------------------------

    def _day_chosen(self, day: int) -> None:
        self.views.choose(TODAY)
        self._show_again()
        announce(self.strip, lines.day_head(day, self.book.today()))

    def _staff_chosen(self, key: str) -> None:
        self._staff = key
        self._show_again()
        self.looks_changed.emit()

    def turn(self, by: int) -> None:
        """The next of 今天, 逾期, 这周, 办过的, or the one before."""
        self.views.choose(VIEWS[(VIEWS.index(self.views.choice()) + by) % len(VIEWS)])
        self._show_again()

    def show_all_calls(self) -> None:
        """Those too who are worth a call but more than can be rung in a day."""
        self.all_calls = self.book.today()
        self.read()
        self.list.setFocus()

    def to_remember(self) -> dict[str, Any]:
        """Whose."""
        return {"staff": self._staff}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """The same again."""
        staff = kept.get("staff")
        self._staff = staff if isinstance(staff, str) and (staff == NOBODY or staff.isdecimal()) else ""

    def due_people(self) -> tuple[int, ...]:
        """Whom 打印名单 is about: those shown, but for what is done."""
        return tuple(row.customer_id for row in self.rows if isinstance(row, DueRow))

    def wanted_list(self) -> Wanted:
        """打印名单: what is due, so that the answers typed back are about it; of another day than today the people."""
        chosen, found = self.chosen(), self.found
        people = self.due_people()
        if found is None or chosen.view not in (TODAY, LATE) or chosen.day_of(found) != found.day:
            return Wanted(picked=people) if people else Wanted(kind=DUE)
        everybody = chosen.view == TODAY and not chosen.staff and self.all_calls != found.day
        return Wanted(kind=DUE, chosen=EVERYBODY if everybody else EVERYBODY._replace(ids=people))

    # acts ----------------------------------------------------------------------------------------------------------------

    def _answered(self, key: Key, act: str) -> None:
        """The row leaves at once, the next is in hand; what the book says comes behind it."""
        if act not in STAYS:
            self.rows = [row for row in self.rows if not (isinstance(row, DueRow) and key_of(row.item) == key)]  # type: ignore[assignment]
            self.list.show_rows(self._lines(), stay=True)
            if not self.rows and self.found is not None:
                self._say_nothing()
        self._follow()
        self.take_focus()

    def reopen(self) -> None:
        """重新列入."""
        one = self.current()
        if isinstance(one, ClosedRow):
            self.answering.reopen(one.closed.follow_up_id)
            self.take_focus()

    def copy_words(self) -> None:
        """What to say, its places filled, to the clipboard."""
        one = self.current()
        if isinstance(one, DueRow) and one.words:
            QGuiApplication.clipboard().setText(one.words)
            self.acts.say(tr("已复制要对{name}说的话", name=one.name), icon="copy")

    def _open(self, _: int) -> None:
        one = self.current()
        if one is not None:
            self.card_wanted.emit(one.customer_id)

    def own_acts(self) -> Group:
        """The outcomes and the other acts upon the one in hand, and the ways about the page."""
        return acts_of(self)

    def begin(self, act: str) -> None:
        """An outcome or another act, of the one in hand."""
        self.answering.begin(act)
        self.sheet.bring_in_sight(self.person.form.first())

    def row_menu(self) -> Groups:
        """What can be done with the row in hand."""
        if self.current() is None:
            return ()
        outcomes = [act for act in outcomes_of(self) if act.possible()]
        mine = [Fold(tr("结果"), outcomes)] if outcomes else []
        return ((*mine, *(act for act in beside(self) if act.possible())), about_customer(self))

    # keys ----------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures are outcomes, a few letters the other acts; whatever else is typed begins a search."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        typed = event.text().upper()
        act = BY_NUMBER[typed].value if typed in BY_NUMBER else LETTERS.get(typed, "")
        if held:
            super().keyPressEvent(event)
        elif act and self.person.offers(act):
            self.begin(act)
        elif typed == "R" and isinstance(self.current(), ClosedRow):
            self.reopen()
        elif typed == "A" and self.sheet.more.isVisibleTo(self):
            self.show_all_calls()
        elif act and self.rows:
            event.accept()  # an outcome that this one can't have: no search is meant
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """The list; while it is empty, the days."""
        if self.rows:
            self._lent = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._lend()

    def _lend(self) -> None:
        """The keyboard to the days, until somebody is listed."""
        self._lent = True
        self.strip.take_focus()

    def _keep_days(self) -> None:
        """The owner walks the days: the keyboard stays there, whoever is listed."""
        self._lent = False

    def in_hand(self) -> int | None:
        """Whoever the row in hand is about."""
        one = self.current()
        return None if one is None else one.customer_id

    def back_out(self) -> bool:
        """Esc: from another day or look back to today's."""
        if self.found is None or self._is_today():
            return False
        self.views.choose(TODAY)
        self.strip.choose(self.found.day)
        self._show_again()
        self.take_focus()
        return True

    def unsaved(self) -> bool:
        """Whether an answer was typed that is not written down."""
        return self.answering.unsaved()

    def save_unsaved(self) -> bool:
        """The answers; the one that can't be written down is in hand, if it is listed now, and says why."""
        left = self.answering.save_unsaved()
        if left is not None and self.answering.held() is None and any(r.customer_id == left.customer_id for r in self.rows):
            self.list.go_to(left.customer_id)
            self.answering.submit()
        return left is None
