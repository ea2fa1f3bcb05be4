"""店铺日历: days the shop is shut, every week or from–to, and events that explain a change."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import full_day, month_day, read_day, weekday
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.section import SIDES, Section, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

CLOSED, EVENT = "closed", "event"


def nearest(text: str, today: int, field: str) -> tuple[int | None, tuple[Problem, ...]]:
    """The day meant by ``text``, before or after today, whichever is nearer: a holiday may be over or to come."""
    back, wrong = read_day(text, today, field, allow_future=False)
    on, _ = read_day(text, today, field, allow_future=True)
    days = [day for day in (back, on) if day is not None]
    if not days:
        return None, wrong
    return min(days, key=lambda day: abs(day - today)), ()


def typed(day: int) -> str:
    """A day as one types it, with its year."""
    that = date.fromordinal(day)
    return f"{that.year}.{that.month}.{that.day}"


class CalendarSection(Section):
    """Left what is entered, right the form."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts)
        self.weekly = [Tick(theme, say(Message(f"weekday_{n}"))) for n in range(1, 8)]
        for tick in self.weekly:
            tick.clicked.connect(self.save_weekly)
        self.list = Rows(theme, name=tr("店铺日历"), whole=False, headed=True, lead_width=190, height=40)
        self.rows: Sequence[shop.CalendarRow] = ()
        self.editing: int | None = None
        self.list.opened.connect(self.edit)
        on_key(self.list, "Del", self.remove)
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter")
        self.change.clicked.connect(self.edit_current)
        self.take_out = Button(theme, tr("去掉"), kind="link", icon="trash-2", key="Del", bind=False)
        self.take_out.clicked.connect(self.remove)
        RowMenu(self.list, lambda: (self.own_acts(),))
        self._build_form(theme)
        self._lay_out(theme)

    def _build_form(self, theme: Theme) -> None:
        self.form = Form(theme)
        self.kind = Combo(theme, [Choice(CLOSED, tr("店休")), Choice(EVENT, tr("事件"))])
        self.first_day = Line(theme, icon="calendar", echo=self._echo)
        self.last_day = Line(theme, icon="calendar", echo=self._echo, placeholder=tr("只有一天就不填"))
        self.word = Line(theme, placeholder=tr("春节、装修、对面开了一家"))
        self.form.add("kind", Field(theme, tr("店休还是事件"), self.kind))
        self.form.add("first", Field(theme, tr("从哪天"), self.first_day, hint=tr("1.28、昨天")))
        self.form.add("last", Field(theme, tr("到哪天"), self.last_day))
        self.form.add("word", Field(theme, tr("说明"), self.word))
        self.form.submitted.connect(self.add)
        self.head = Heading(theme, tr("记一段"))
        self.save = Button(theme, tr("记上"), kind="filled", icon="check", key="Enter")
        self.cancel = Button(theme, tr("不改了"), kind="quiet", key="Esc")
        self.save.clicked.connect(self.add)
        self.cancel.clicked.connect(self.leave)
        self.cancel.hide()

    def _lay_out(self, theme: Theme) -> None:
        listed, entry = Part(theme), Part(theme)
        left = column(theme, listed, gap=8, margins=SIDES)
        left.addWidget(Heading(theme, tr("每周休息")))
        left.addWidget(Flow(theme, self.weekly, gap=16))
        left.addSpacing(theme.px(8))
        self.list_head = Heading(theme, tr("店休和事件"))
        self.list_head.add(self.change)
        self.list_head.add(self.take_out)
        left.addWidget(self.list_head)
        self.empty = Prose(theme, tr("还没有。放假、涨价、对面开了一家，在“记一段”里记上，节奏图上就看得出为什么。"))
        left.addWidget(self.empty)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, entry, gap=12, margins=SIDES)
        right.addWidget(self.head)
        right.addWidget(self.form)
        right.addWidget(Prose(theme, tr("店休的日子不算在没来的天数里；事件只是提个醒，不改变计算。"), size=13))
        right.addWidget(Actions(theme, [self.save, self.cancel]))
        right.addStretch(1)
        self.side_by_side(listed, entry, (60, 40))

    def own_acts(self) -> Sequence[Act]:
        """改, 去掉."""

        def there() -> bool:
            return self.list.current_id() is not None

        return (
            Act(tr("改"), "Enter", self.edit_current, bind=False, can=there),
            Act(tr("去掉"), "Del", self.remove, bind=False, can=there),
        )

    def first(self) -> QWidget:
        """The first weekday."""
        return self.weekly[0]

    def read(self) -> None:
        """The calendar as it is."""
        with self.book.read() as sql:
            self.rows, settings = shop.calendar_rows(sql), shop.settings(sql)
        for number, tick in enumerate(self.weekly):
            tick.setChecked(number in settings.closed_weekdays)
        self.list.show_rows([_line(one) for one in self.rows])
        self.empty.setVisible(not self.rows)
        for button in (self.change, self.take_out):
            button.setEnabled(bool(self.rows))
        if self._row(self.editing) is None:
            self._stand_for(None)  # the one being corrected was taken out elsewhere: what was typed is a new one

    def _row(self, calendar_id: int | None) -> shop.CalendarRow | None:
        return next((one for one in self.rows if one.id == calendar_id), None)

    def _stand_for(self, editing: int | None) -> None:
        """Let the form be about an entry, or a new one."""
        self.editing = editing
        self.head.words.set_text(tr("记一段") if editing is None else tr("改这一段"))
        self.save.set_text(tr("记上") if editing is None else tr("保存"))
        self.cancel.setVisible(editing is not None)

    def edit_current(self) -> None:
        """Put the row in hand into the form."""
        chosen = self.list.current_id()
        if chosen is not None:
            self.edit(chosen)

    def edit(self, calendar_id: int) -> None:
        """Put an entry into the form."""
        one = self._row(calendar_id)
        if one is None:
            return
        self.form.complain(())
        self._stand_for(calendar_id)
        self.kind.choose(CLOSED if one.closed else EVENT)
        self.first_day.setText(typed(one.first))
        self.last_day.setText("" if one.last == one.first else typed(one.last))
        self.word.setText(one.word)
        self.first_day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.first_day.selectAll()

    def leave(self) -> None:
        """Back to a new one, and to the list."""
        self._stand_for(None)
        self._empty()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc gives up a change."""
        if self.editing is None:
            return False
        self.leave()
        return True

    def _empty(self) -> None:
        self.form.complain(())
        for line in (self.first_day, self.last_day, self.word):
            line.setText("")

    def save_weekly(self) -> None:
        """The days of the week that are ticked are shut."""
        shut = tuple(number for number, tick in enumerate(self.weekly) if tick.isChecked())
        if len(shut) == 7:
            self.acts.say(tr("一周总要开一天门"), icon="circle-alert")
            self.read()
            return
        self.do(None, lambda: acts_of_shop.set_shop(self.book, closed_weekdays=shut))

    def add(self) -> None:
        """Enter what stands in the form, or correct by it."""
        corrected = self.editing is not None
        if self.do(self.form, self._add) is None:
            return
        if corrected:
            self.leave()
        else:
            self._empty()
            self.first_day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> Done:
        today = self.book.today()
        first, wrong = nearest(self.first_day.text(), today, "first")
        problems = list(wrong)
        if first is None and not wrong:
            problems.append(Problem("first", Message("text_empty")))
        last, wrong = nearest(self.last_day.text(), today, "last")
        problems += wrong
        if problems or first is None:
            raise Refused(problems)
        last, word, closed = first if last is None else last, self.word.text(), self.kind.choice() == CLOSED
        if self.editing is None:
            return acts_of_shop.add_calendar(self.book, first=first, last=last, word=word, closed=closed)
        return acts_of_shop.change_calendar(
            self.book, calendar_id=self.editing, first=first, last=last, word=word, closed=closed
        )

    def remove(self) -> None:
        """Take the row in hand out."""
        chosen = self.list.current_id()
        if chosen is not None:
            self.do(None, lambda: acts_of_shop.remove_calendar(self.book, calendar_id=chosen))

    def _echo(self, text: str) -> str:
        day, _ = nearest(text, self.book.today(), "first")
        return "" if day is None else tr("{day} {weekday}", day=say(full_day(day)), weekday=say(weekday(day)))


def _line(one: shop.CalendarRow) -> OneLine:
    days = say(full_day(one.first))
    if one.last != one.first:
        days = tr("{first} 到 {last}", first=days, last=say(month_day(one.last)))
    kind = trn("店休 {n} 天", one.last - one.first + 1) if one.closed else tr("事件")
    return OneLine(one.id, days, one.word or (tr("店休") if one.closed else tr("事件")), end=kind)
