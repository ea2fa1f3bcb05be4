"""What 记到店, 记联系 and 记满意度 do alike: something of one customer on one day, new or corrected."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.shop import Named
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import month_day, near_day, read_day, weekday
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import no_customer_yet
from kyuanbook.ui.entry.who import Who
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme

TODAY = "今天"


class Served(Protocol):
    """What is corrected, with whoever did it."""

    @property
    def staff_id(self) -> int | None:
        """Their number."""

    @property
    def staff(self) -> str:
        """What they are called."""


class DatedPanel(EntryPanel):
    """Makes the editors both ask with; whoever derives lays them out, and says how to show a customer, read and write.
    ``customer_id``: who it is of, None until picked. ``row_id``: what is corrected, None for a new one."""

    def __init__(
        self, theme: Theme, book: Book, title: str, find: Callable[[str], Sequence[Option]], parent: QWidget | None = None
    ) -> None:
        """``find``: offers customers for what is typed."""
        super().__init__(theme, book, title, tr("保存"), parent)
        self.customer_id: int | None = None
        self.row_id: int | None = None
        self._staff_id = ""
        self.who = Who(theme)
        self.who.another.clicked.connect(self.choose_another)
        self.customer = Picker(
            theme, find, placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search", nothing=no_customer_yet
        )  # fmt: skip
        self.customer.picked.connect(self._customer_picked)
        self.day = Line(theme, icon="calendar", echo=self._day_words)
        self.time = Line(theme, placeholder="14:30")
        self.staff = Combo(theme)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.day.committed.connect(lambda _: self._day_typed())

    # for whoever derives -----------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """A customer was picked: on to what is asked next."""
        raise AssertionError

    def _show_customer(self, customer_id: int | None) -> None:
        """Show whom it is of; None: the search for one."""
        raise AssertionError

    def _state(self) -> tuple[int | None, Any]:
        """The customer, and the entry as typed."""
        raise AssertionError

    def _record(self, customer_id: int, entry: Any, accepted: Collection[str]) -> Done:
        """Write down a new one."""
        raise AssertionError

    def _correct(self, row_id: int, entry: Any, accepted: Collection[str]) -> Done:
        """Write down what became of an old one."""
        raise AssertionError

    # opening -----------------------------------------------------------------------------------------------------------

    def _stand_for(self, row_id: int | None, title: str) -> None:
        self._keep()
        self._key = None
        self.row_id = row_id
        self.entitle(title, changes=row_id is not None)

    def _offer_staff(self, staff: Sequence[Named], seen: Served | None) -> None:
        """Those at work, and whoever stands in what is corrected."""
        choices = [Choice("", tr("不填"))] + [Choice(str(one.id), one.name) for one in staff]
        if seen is not None and seen.staff_id is not None and all(one.id != seen.staff_id for one in staff):
            choices.append(Choice(str(seen.staff_id), seen.staff))
        self.staff.set_choices(choices)
        self.form.fields["staff"].setVisible(len(choices) > 1)

    def _customer_picked(self, key: str) -> None:
        if not key:
            return
        try:
            self._show_customer(int(key))
        except BookError as error:
            self._say_trouble(error)
            return
        self._go_on()

    def choose_another(self) -> None:
        """Back to the search for a customer."""
        self._show_customer(None)
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    # the form ----------------------------------------------------------------------------------------------------------

    def _staff_chosen(self) -> int | None:
        return number(self.staff.choice())

    def _fill_usual(self, entry: Any) -> None:
        """What both ask."""
        self.day.setText(entry.day)
        self.time.setText(entry.time)
        self.staff.choose("" if entry.staff_id is None else str(entry.staff_id))
        self.note.setText(entry.note)
        self._show_time()

    def _day_typed(self) -> None:
        self._show_time()

    def _show_time(self) -> None:
        """The hour is asked only where it isn't now, and of what has one."""
        day, _ = read_day(self.day.text(), self.book.today())
        if "time" in self.form.fields:
            self.form.fields["time"].setVisible(self.row_id is not None or day not in (None, self.book.today()))

    def _write(self, accepted: Collection[str]) -> Done:
        customer_id, entry = self._state()
        if "time" in self.form.fields and self.form.fields["time"].isHidden():
            entry = replace(entry, time="")
        if customer_id is None:
            raise Refused([Problem("customer", Message("pick_customer"))])
        self._staff_id = self.staff.choice()
        if self.row_id is not None:
            return self._correct(self.row_id, entry, accepted)
        return self._record(customer_id, entry, accepted)

    # words -------------------------------------------------------------------------------------------------------------

    def _day_words(self, typed: str) -> str:
        """11月22日 周日, beside what was typed."""
        day, _ = read_day(typed, self.book.today())
        return "" if day is None else tr("{day} {weekday}", day=self._near(day), weekday=say(weekday(day)))

    def _near(self, day: int) -> str:
        """11月22日; in another year with that."""
        return say(near_day(day, self.book.today()))

    def _cure_word(self, problem: Problem) -> str:
        if problem.field == "day" and problem.cure == TODAY:
            return tr("改成今天 {day}", day=say(month_day(self.book.today())))
        return ""


def number(key: str) -> int | None:
    """A choice's key as the id it stands for."""
    return int(key) if key else None
