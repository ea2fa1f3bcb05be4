"""安排回访: have a customer come up on a day of the owner's choosing."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import followups
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups, shop
from kyuanbook.language import tr
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.followups import lines
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


class PlanPanel(EntryPanel):
    """The day, why, who does it."""

    topic = "followups"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("安排回访"), tr("排上"), parent)
        self.leave.set_text(tr("不安排了"))
        self._customer_id = 0
        self.who = Label(theme, "", size=16, bold=True)
        self.day = Line(theme, icon="calendar", placeholder=tr("明天、周六、12.3"), echo=self._day_words)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.staff = Combo(theme)
        self.form.add("day", self.watch("day", Field(theme, tr("哪天回访"), self.day)))
        self.form.add("note", self.watch("note", Field(theme, tr("为什么事"), self.note)))
        self.form.add("staff", Field(theme, tr("交给谁"), self.staff))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Prose(theme, tr("到了那天会列在“回访”里。"), size=13))

    def choose(self, customer_id: int) -> None:
        """Whom it is about. Raises BookError."""
        with self.book.read() as sql:
            name, staff = lookups.name_of(sql, customer_id), shop.staff(sql)
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._customer_id = customer_id
        self.who.set_text(name)
        self.staff.set_choices([Choice("", tr("谁有空谁打")), *(Choice(str(one.id), one.name) for one in staff)])
        self.form.fields["staff"].setVisible(bool(staff))
        self.begin(("plan", customer_id), ("", "", ""))

    def _state(self) -> tuple[str, str, str]:
        return self.day.text(), self.note.text(), self.staff.choice()

    def _fill(self, state: tuple[str, str, str]) -> None:
        self.day.setText(state[0])
        self.note.setText(state[1])
        self.staff.choose(state[2])

    def _problems(self) -> Sequence[Problem]:
        _, wrong = read_day(self.day.text(), self.book.today(), "day", allow_future=True)
        return (*wrong, *clean_line(self.note.text(), "note", followups.NOTE_LIMIT)[1])

    def _write(self, accepted: Collection[str]) -> Done:
        staff = self.staff.choice()
        return followups.plan(
            self.book, customer_id=self._customer_id, day=self.day.text(), note=self.note.text(),
            staff_id=int(staff) if staff else None,
        )  # fmt: skip

    def _day_words(self, typed: str) -> str:
        return lines.day_told(typed, self.book.today())
