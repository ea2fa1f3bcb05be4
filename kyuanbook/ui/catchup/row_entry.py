"""The row being typed: who, how much, and what else the shop writes down. Enter saves it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.daybook import Parts
from kyuanbook.language import say, tr
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.words import Problem
from kyuanbook.ui.catchup.columns import GAP, INSET, WIDTHS, stretching, turn_width, width_of_all
from kyuanbook.ui.entry.finding import find_customer
from kyuanbook.ui.entry.many_picker import ManyPicker
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Complaint, Field, Form, cure_words
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.privacy import typed_amount
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

NEW: Final = "new:"
FIRST_LINE: Final = ("customer", "amount")
WIDEST: Final = 16_777_215  # Qt's own bound
TIGHT: Final = 520  # px of the page's column
LABEL: Final = 22  # px of a field's name over it, where columns don't say it


class RowEntry(Part):
    """``fixes``: corrects a row that is in the book already; whose it is stands fast.

    ``stored``: Enter. ``picked``: a customer was found (or is no longer). ``new_wanted``: F4 with the name typed.
    ``above_wanted``: ↑.
    """

    stored = Signal()
    picked = Signal()
    new_wanted = Signal(str)
    above_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, *, fixes: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.book, self.fixes = book, fixes
        self.customer_id: int | None = None
        self._parts = Parts((), ())
        self._room, self._waits = 0, False
        self._make(theme)
        self._lay_out(theme)
        self._connect()
        self.show_parts(self._parts)

    def _make(self, theme: Theme) -> None:
        self.number = Label(theme, "", size=16, bold=True, ink="accent")
        self.name = Label(theme, "", size=16, bold=True)
        self.customer = Picker(theme, self._find, placeholder=tr("姓名、拼音、后四位"), list_width=360)
        self.amount = Line(theme, echo=_sum_words, placeholder="35+20*2")
        self.items = ManyPicker(theme, counted=True, placeholder=tr("可不填"))
        self.staff = Combo(theme)
        self.time = Line(theme, placeholder="14:30")
        self.note = Line(theme, placeholder=tr("可不填"))
        self.save = Button(theme, tr("改好") if self.fixes else tr("存下"), kind="filled", key="Enter")
        self.about = Prose(theme, "", size=13)
        self.complaint = Complaint(theme)
        self.complaint.hide()
        self.wrong: tuple[str, Problem] | None = None
        self.form = Form(theme)
        self.fields = {
            "customer": Field(theme, tr("姓名"), self.customer), "amount": Field(theme, tr("金额"), self.amount),
            "items": Field(theme, tr("做了什么"), self.items), "staff": Field(theme, tr("店员"), self.staff),
            "time": Field(theme, tr("时间"), self.time), "note": Field(theme, tr("备注"), self.note),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.hint.hide()
            self.form.adopt(name, field)

    def _lay_out(self, theme: Theme) -> None:
        """Two lines of fields, side by side where there is room: then all of it is one line under the columns. Very large
        type in a small window takes a third."""
        self._heads: list[QHBoxLayout] = []
        self._lines, self._second = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2))
        first, second, third = (row(theme, gap=GAP) for _ in range(3))
        first.addLayout(self._beside(self.number))
        first.addLayout(self._beside(self.name))
        for name in FIRST_LINE:
            first.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        for line, names in ((second, ("items", "staff")), (third, ("time", "note"))):
            for name in names:
                line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        third.addLayout(self._beside(self.save))
        self._halves = (second, third)
        for half in self._halves:
            self._second.addLayout(half)
        self._lines.addLayout(first)
        self._between = QHBoxLayout()  # where there are two lines, what is wrong in the first stands below that one
        self._lines.addLayout(self._between)
        self._lines.addLayout(self._second, 1)
        self._first = first
        inside = Part(theme)
        inside.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.form.add_widget(inside)
        down = column(theme, self, gap=4, margins=(INSET, 10, 0, 8))
        down.addWidget(self.form)
        self._below = QHBoxLayout()
        self._below.addWidget(self.about, 1)
        self._below.addWidget(self.complaint, 1)
        down.addLayout(self._below)
        self.name.setVisible(self.fixes)
        self.fields["customer"].setVisible(not self.fixes)

    def _beside(self, widget: QWidget) -> QHBoxLayout:
        """What has no name over it keeps level with the fields that have."""
        box = QHBoxLayout()
        box.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._heads.append(box)
        return box

    def _connect(self) -> None:
        self.form.submitted.connect(self.stored)
        self.save.clicked.connect(self.stored)
        self.customer.picked.connect(self._customer_picked)
        self.complaint.cure.clicked.connect(self._take_cure)
        self.complaint.keep.clicked.connect(self._keep_it)
        for name, field in self.fields.items():
            editor = field.editor
            signal = editor.chosen if isinstance(editor, Combo) else editor.committed
            signal.connect(lambda _, n=name: self._forget(n))

    def _forget(self, name: str) -> None:
        """Something else stands in the field: what was said of it, and answered, is past."""
        self.form.accepted -= {answer for answer in self.form.accepted if answer.startswith(f"{name}:")}
        if self.wrong is not None and self.wrong[0] == name:
            self.complain(())

    # how it stands ---------------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts) -> None:
        """Ask only for what the shop uses."""
        self._parts = parts
        self.items.offer_from(parts.products)
        self.staff.set_choices([Choice("", tr("不填")), *(Choice(str(one.id), one.name) for one in parts.staff)])
        self.fields["items"].setVisible(bool(parts.products))
        self.fields["staff"].setVisible(bool(parts.staff))
        self.restyle()

    def fit(self, room: int) -> None:
        """So wide is the page's column, in px."""
        if room != self._room:
            self._room = room
            self.restyle()

    def stacked(self) -> bool:
        """Whether the fields take two lines: the table has dropped columns, so they can't stand under them."""
        return self.theme.compact or self._room < self.theme.px(width_of_all(self.theme, self._parts))

    def restyle(self) -> None:
        """Under the columns of the table, or on two lines with a name over each field."""
        px, compact = self.theme.px, self.stacked()
        way, tight = QBoxLayout.Direction, self._room < px(TIGHT)
        self._second.setDirection(way.TopToBottom if tight else way.LeftToRight)
        self._second.setSpacing(px(GAP))
        self._lines.setDirection(way.TopToBottom if compact else way.LeftToRight)
        self._lines.setSpacing(px(GAP))
        stretch = stretching(self._parts)
        for half, names in zip(self._halves, (("items", "staff"), ("time", "note")), strict=True):
            self._second.setStretchFactor(half, 1 if compact or stretch in names else 0)
        for name, field in self.fields.items():
            field.label.setVisible(compact)
            width = px(WIDTHS[name] - GAP)
            fixed = not compact and name != stretch
            field.setMinimumWidth(width if fixed else 0)
            field.setMaximumWidth(width if fixed else WIDEST)
        if compact:
            self.fields["time"].setMaximumWidth(px(WIDTHS["time"]))
        self.number.setFixedWidth(px(24 if tight else WIDTHS["row"] - INSET))
        self._first.setStretchFactor(self.fields["customer"], 7 if tight else 1)
        self._first.setStretchFactor(self.fields["amount"], 4 if tight else 1)
        self.name.setFixedWidth(px(WIDTHS["customer"] - GAP))
        for label in (self.number, self.name):
            label.setFixedHeight(px(40))
        named = px(LABEL) if compact else 0
        for box, down in zip(self._heads, (0, 0, 2), strict=True):
            box.setContentsMargins(0, named + px(down), 0, 0)
        spare = px(turn_width(self.theme) - GAP) - self.save.sizeHint().width()
        self._second.setContentsMargins(
            px(WIDTHS["row"] - INSET + GAP) if compact and not tight else 0, 0, 0 if compact else max(0, spare), 0
        )
        self._lines.setContentsMargins(0, 0, px(INSET) if compact else 0, 0)
        self._place_below()
        self.updateGeometry()

    def show_number(self, number: int) -> None:
        """Which row of the day it is."""
        self.number.set_text(str(number))
        self.setAccessibleName(tr("第 {n} 行", n=number))

    def tell(self, words: str, ink: str = "ink2") -> None:
        """The line below: what to do, who it is, what stands in the way."""
        self.about.set_text(words, ink=ink)
        self._place_below()

    def complain(self, problems: Sequence[Problem]) -> None:
        """One sentence below the first field that is wrong, with its cure; the field is outlined and has the focus."""
        if self.wrong is not None:
            self._outline(self.wrong[0], None)
        first = next(iter(problems), None)
        self.wrong = None if first is None or first.field not in self.fields else (first.field, first)
        self.complaint.setVisible(self.wrong is not None)
        self.about.setVisible(self.wrong is None)
        if self.wrong is not None and first is not None:
            self._outline(first.field, first)
            cure = "" if first.cure is None else cure_words(first.cure)
            self.complaint.show_problem(say(first.message), cure, first.asks)
            self.fields[first.field].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first is not None:
            self.tell(say(first.message), "seal")
        self._place_below()

    def _outline(self, name: str, problem: Problem | None) -> None:
        editor = self.fields[name].editor
        editor.set_wrong(problem is not None, asked=problem is not None and problem.asks)
        editor.setAccessibleDescription("" if problem is None else say(problem.message))

    def _take_cure(self) -> None:
        if self.wrong is not None and self.wrong[1].cure is not None:
            name, problem = self.wrong
            self.fields[name].set_text(str(problem.cure))
            self.complain(())
            self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_it(self) -> None:
        if self.wrong is not None:
            self.form.accepted.add(self.wrong[1].answer)
            self.complain(())
            self.stored.emit()

    def _place_below(self) -> None:
        """The sentence stands under its field, as far left as it needs to be read whole."""
        px, left = self.theme.px, self.theme.px(INSET if self._room < self.theme.px(TIGHT) else WIDTHS["row"] + GAP)
        above = self.stacked() and self.wrong is not None and self.wrong[0] in FIRST_LINE
        place, other = (self._between, self._below) if above else (self._below, self._between)
        if place.indexOf(self.complaint) < 0:
            other.removeWidget(self.complaint)
            place.addWidget(self.complaint, 1)
        if self.wrong is not None:
            sentence = self.theme.metrics(13).horizontalAdvance(say(self.wrong[1].message)) + px(60)
            links = sum(b.sizeHint().width() for b in (self.complaint.cure, self.complaint.keep) if not b.isHidden())
            at = self.fields[self.wrong[0]].mapTo(self, QPoint(0, 0)).x()
            left = max(left, min(at, self.width() - sentence - links))
        self._below.setContentsMargins(left - px(INSET), 0, 0, 0)
        self._between.setContentsMargins(left - px(INSET) if above else 0, 0, 0, 0)
        self.about.setMinimumHeight(0)  # Qt never says less than that
        self.about.setMinimumHeight(max(0, self.about.heightForWidth(self.width() - left)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence under its field."""
        super().resizeEvent(event)
        self._place_below()

    # the customer ------------------------------------------------------------------------------------------------------------

    def _find(self, typed: str) -> Sequence[Option]:
        found = list(find_customer(self.book)(typed))
        name = typed.strip()
        return [*found, Option(f"{NEW}{name}", tr("记成新客户“{name}”", name=name), "F4")] if name else found

    def _customer_picked(self, key: str) -> None:
        if key.startswith(NEW):
            name = key.removeprefix(NEW)
            self.customer.setText(name)  # it stays while the new customer is entered, and if they are not
            self.new_wanted.emit(name)
            return
        self.customer_id = int(key) if key else None
        self.picked.emit()
        if key:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_customer(self, customer_id: int, name: str) -> None:
        """This one; the amount is next."""
        self.customer_id = customer_id
        self.name.set_text(name)
        self.customer.choose(Option(str(customer_id), name))
        self.complain(())
        self.picked.emit()

    def typed_name(self) -> str:
        """What stands in the search and is nobody yet."""
        return self.customer.text().strip() if self.customer_id is None else ""

    # the entry ---------------------------------------------------------------------------------------------------------------

    def entry(self, day: str) -> VisitEntry:
        """What stands here, for ``day`` as it is typed."""
        staff = self.staff.choice()
        return VisitEntry(
            amount=self.amount.text(), items=self.items.text(), day=day, time=self.time.text(),
            staff_id=int(staff) if staff else None, note=self.note.text(),
        )  # fmt: skip

    def fill(self, entry: VisitEntry) -> None:
        """Put an entry here."""
        self.complain(())
        self.form.accepted.clear()
        self.amount.setText(entry.amount)
        self.items.setText(entry.items)
        self.time.setText(entry.time)
        self.staff.choose("" if entry.staff_id is None else str(entry.staff_id))
        self.note.setText(entry.note)

    def offer_staff(self, choice: Choice) -> None:
        """One more of the staff, who was put away since."""
        choices = [Choice("", tr("不填")), *(Choice(str(one.id), one.name) for one in self._parts.staff)]
        self.staff.set_choices([*choices, choice])

    def empty(self) -> None:
        """Ready for the next; whoever served this one likely serves the next."""
        self.customer_id = None
        self.customer.choose(None)
        self.fill(replace(VisitEntry(), staff_id=self.entry("").staff_id))

    def touched(self) -> bool:
        """Whether anything was typed here."""
        lines = (self.customer, self.amount, self.items, self.time, self.note)
        return any(line.text().strip() for line in lines)

    # keys and looks ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ goes to the rows above."""
        if event.key() == Qt.Key.Key_Up and not event.modifiers():
            self.above_wanted.emit()
        else:
            super().keyPressEvent(event)

    def set_waiting(self, waits: bool) -> None:
        """Another row is in hand: this one has neither its ground nor its bar."""
        self._waits = waits
        self.number.set_text(self.number.text(), ink="ink3" if waits else "accent")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of an opened row, its bar, the rule below."""
        painter, t, px = QPainter(self), self.theme.tokens, self.theme.px
        if not self._waits:
            painter.fillRect(self.rect(), self.theme.colour(t.accent_wide))
            painter.fillRect(QRect(0, 0, px(3), self.height()), self.theme.colour(t.accent))
        paint.rule(painter, self.theme, 0, self.height() - 1, self.width(), t.rule)


def _sum_words(typed: str) -> str:
    """= ¥75.00, where it was a sum."""
    cents, _ = parse_amount(typed)
    plain = typed.strip().replace(".", "", 1).isdecimal()
    return "" if cents is None or plain else f"= {typed_amount(cents)}"
