"""记到店: what was paid, what was done, on which day, by whom. Enter saves."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import visits
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import custom, daybook, shop
from kyuanbook.book.queries.likes import suggestion_for
from kyuanbook.language import clauses, say, tr, tr_as
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.custom import Owner, with_kept
from kyuanbook.rules.dates import day_words, read_day
from kyuanbook.rules.entries import VisitEntry, clean_visit
from kyuanbook.rules.outlook import Outlook
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.custom_rows import CustomRows
from kyuanbook.ui.entry.dated_panel import TODAY, DatedPanel, number
from kyuanbook.ui.entry.finding import find_customer
from kyuanbook.ui.entry.many_picker import ManyPicker
from kyuanbook.ui.entry.sources import campaign_known
from kyuanbook.ui.entry.visit_source import VisitSource
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, row
from kyuanbook.ui.kit.picker import Option
from kyuanbook.ui.kit.privacy import typed_amount
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.suggested import Suggested

NEW = "new:"
REFUSE_KEY = "F9"  # the card beside it, perhaps of somebody else, has a key of its own


class VisitPanel(DatedPanel):
    """A visit, new or corrected. ``new_wanted``: nobody of that name is in the book, the owner wants to enter them.
    ``turned_down``: a customer, and the product that is not to be suggested to them."""

    topic = "visit"
    new_wanted = Signal(str)
    turned_down = Signal(int, int)

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记到店"), self._find, parent)
        self._offers_items = False
        self.last: cards.VisitRow | None = None
        self.suggested = Suggested(theme, REFUSE_KEY, brief=True)
        self.suggested.turned_down.connect(self._turn_down)
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        self.amount = Line(theme, echo=_sum_words, big=True)
        self.items = ManyPicker(theme, counted=True, placeholder=tr("可不填"))
        self.form.add("customer", Field(theme, tr_as("one", "客户"), self.customer))
        self.form.add("amount", self.watch("amount", Field(theme, tr("金额"), self.amount, hint=tr("可写 35+20*2"))))
        self._build_again(theme)
        self.form.add("items", Field(theme, tr("做了什么"), self.items, hint=self.items.hint()))
        self.custom = CustomRows(theme, self, self.book.today)
        self.custom.relaid.connect(self._chain)
        self.form.add_widget(self.custom)
        self.form.add_row(
            ("day", self.watch("day", Field(theme, tr("日期"), self.day))),
            ("staff", Field(theme, tr("店员"), self.staff)),
        )
        self.form.add("time", self.watch("time", Field(theme, tr("时间"), self.time, hint=tr("可不填"))))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.source = VisitSource(theme, self.book, self)
        self.more = Button(theme, tr("做了什么"), kind="link", icon="plus")
        self.more.clicked.connect(self._ask_items)
        self.more_row = QWidget()
        across = row(theme, self.more_row)
        across.addLayout(Bleed(theme, self.more, left=6, right=-6))
        across.addStretch(1)
        self.after = Label(theme, "", size=13, ink="ink2")
        self._lay_out(theme)

    def _build_again(self, theme: Theme) -> None:
        self.again = Button(theme, tr("照上次"), kind="link", icon="history", key="F7")
        self.again.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # from the amount Tab goes on to the next field; F7 is at hand
        self.again.clicked.connect(self.as_last_time)
        self.again_row = QWidget()
        across = row(theme, self.again_row)
        across.addLayout(Bleed(theme, self.again, left=6, right=-6))
        across.addStretch(1)
        self.again_row.hide()
        self.form.add_widget(self.again_row)

    def _lay_out(self, theme: Theme) -> None:
        self.form.add_widget(self.more_row)
        foot = self.foot.layout()
        if foot is not None:
            foot.addWidget(self.after)
        self.body.addLayout(row(theme, margins=(0, 4, 0, 0)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addWidget(self.suggested)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.form)
        self._chain()

    def _chain(self) -> None:
        usual = {name: f.editor for name, f in self.form.fields.items()}
        before = ("customer", "amount")
        after = (self.day, self.staff, self.time, self.note, *self.source.stops(), self.more)
        self._chain_of(
            self.who.another, self.suggested.refuse, *(usual[name] for name in before), self.items,
            *self.custom.editors(), *after,
        )  # fmt: skip

    def _show_items(self, wanted: bool) -> None:
        """Asked for once the shop has written down anything of the kind; until then a quiet link begins it."""
        self.form.fields["items"].setVisible(wanted)
        self.more_row.setVisible(not wanted)

    def _ask_items(self) -> None:
        self._show_items(True)
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    # opening -----------------------------------------------------------------------------------------------------------

    def record(self, customer_id: int | None = None, campaign_id: int | None = None) -> None:
        """A new visit, of a customer in hand or of one still to be picked; ``campaign_id``: what they came by."""
        self._offer_choices()
        self._stand_for(None, tr("记到店"))
        self._ask_custom()
        came_by, fresh = campaign_known(self.book, campaign_id), VisitEntry(day=tr(TODAY), staff_id=number(self._staff_id))
        if came_by is not None:
            fresh = replace(fresh, channel_id=came_by.channel_id, campaign_id=came_by.id, source=came_by.name)
        self.begin(("visit of", customer_id), (customer_id, fresh))
        self.who.another.setVisible(customer_id is None)
        if came_by is not None:
            self.source.name(came_by)

    def change(self, visit_id: int) -> None:
        """Correct a visit. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            found = cards.visit(sql, visit_id)
        if found is None:
            raise NoSuchRow(table="visit", id=visit_id)
        customer_id, seen = found
        self._offer_choices(seen)
        self._stand_for(visit_id, tr("改一次到店"))
        self._ask_custom(seen)
        self.begin(("visit", visit_id), (customer_id, as_typed.visit(seen, self.book.today())))
        self.who.another.hide()

    def _offer_choices(self, seen: cards.VisitRow | None = None) -> None:
        with self.book.read() as sql:
            staff, products = shop.staff(sql), shop.products(sql)
        self._offer_staff(staff, seen)
        self.items.offer_from([one.name for one in products])
        self._offers_items = bool(products)

    def _ask_custom(self, seen: cards.VisitRow | None = None) -> None:
        """The fields the shop asks for."""
        with self.book.read() as sql:
            asked = custom.fields(sql, Owner.VISIT)
        self.custom.ask(with_kept(asked, custom.texts(seen.custom) if seen is not None else {}))

    # the customer ------------------------------------------------------------------------------------------------------

    def _find(self, typed: str) -> Sequence[Option]:
        found = list(find_customer(self.book)(typed))
        name = typed.strip()
        return [*found, Option(f"{NEW}{name}", tr("记新客户“{name}”", name=name))] if name else found

    def _customer_picked(self, key: str) -> None:
        if key.startswith(NEW):
            self.customer.choose(None)
            self.new_wanted.emit(key.removeprefix(NEW))
        else:
            super()._customer_picked(key)

    def _go_on(self) -> None:
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_customer(self, customer_id: int | None) -> None:
        card, came = self.who.show_of(self.book, customer_id, but=self.row_id)
        self._show_last(came)
        self.customer_id = None if card is None else card.id
        self._show_suggestion()
        self._tell_after()
        self.customer.choose(None)
        self.form.fields["customer"].setVisible(card is None)

    # the last time -----------------------------------------------------------------------------------------------------

    def _show_last(self, came: Sequence[cards.VisitRow]) -> None:
        """What was written last beside each field: of the last visit, or with its day of one before."""
        today = self.book.today()
        others = [visit for visit in came if visit.id != self.row_id]
        self.last = others[0] if others else None
        words: dict[int, str] = {}
        for visit in others:
            for one in visit.custom:
                said = tr("上次 {what}", what=one.words())
                if visit is not self.last:
                    said = f"{say(day_words(visit.day, today))} {one.words()}"
                words.setdefault(one.field.id, said)
        self.custom.tell_last(words)
        self._offer_again()

    def _offer_again(self) -> None:
        """Only where there is something to take over."""
        self.again_row.setVisible(self.row_id is None and self._can_repeat())

    def _can_repeat(self) -> bool:
        return self.last is not None and bool(self.last.items or self.last.custom)

    def as_last_time(self) -> None:
        """照上次: what was done and what was written then, where nothing stands yet. What it costs is typed: it may be
        another price today."""
        if self.last is None or not self.again_row.isVisibleTo(self):
            return
        if not self.items.text():
            self.items.setText(as_typed.visit(self.last, self.book.today()).items)
            self._show_items(True)
        self.custom.fill_empty(custom.texts(self.last.custom))
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def own_acts(self) -> Sequence[Act]:
        """照上次 and 不推荐, for the menu while this stands open."""
        return (
            Act(tr("照上次"), "F7", self.as_last_time, bind=False, can=lambda: self.again_row.isVisibleTo(self)),
            Act(
                tr("不推荐"), REFUSE_KEY, self.suggested.refuse.click, bind=False,
                can=lambda: self.suggested.isVisibleTo(self),
            ),
        )  # fmt: skip

    # what might be welcome -----------------------------------------------------------------------------------------------

    def _show_suggestion(self) -> None:
        """What might be welcome to whoever stands at the counter; nothing while a visit of another day is corrected."""
        found = None
        if self.customer_id is not None and self.row_id is None:
            with self.book.read() as sql:
                found = suggestion_for(sql, self.customer_id)
        self.suggested.show_suggestion(found)

    def _turn_down(self, product: int) -> None:
        if self.customer_id is not None:
            self.turned_down.emit(self.customer_id, product)
            self._show_suggestion()
            if self.suggested.isHidden():
                self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> tuple[int | None, VisitEntry]:
        entry = VisitEntry(
            amount=self.amount.text(), items=self.items.text(), day=self.day.text(), time=self.time.text(),
            staff_id=self._staff_chosen(), note=self.note.text(), custom=self.custom.texts(), **self.source.named(),
        )  # fmt: skip
        return self.customer_id, entry

    def _fill(self, state: tuple[int | None, VisitEntry]) -> None:
        customer_id, entry = state
        self._show_customer(customer_id)
        self.amount.setText(entry.amount)
        self.items.setText(entry.items)
        self.custom.fill(entry.custom)
        self._show_items(self._offers_items or bool(entry.items))
        self.source.fill(entry)
        self._fill_usual(entry)

    def _day_typed(self) -> None:
        super()._day_typed()
        self._tell_after()

    def _reveal(self, names: Collection[str]) -> None:
        if "source" in names:
            self.source.ask()

    def _problems(self) -> Sequence[Problem]:
        return clean_visit(self._state()[1], self.book.today(), None, self.custom.asked)[1]

    def _record(self, customer_id: int, entry: VisitEntry, accepted: Collection[str]) -> Done:
        return visits.record_visit(self.book, customer_id=customer_id, entry=entry, accepted=accepted)

    def _correct(self, row_id: int, entry: VisitEntry, accepted: Collection[str]) -> Done:
        return visits.change_visit(self.book, visit_id=row_id, entry=entry, accepted=accepted)

    def _tell_after(self) -> None:
        """保存后阶段：回头客，下次约在 12月14日前后: by the rules, nothing is written for it."""
        try:
            ahead = self._ahead()
        except BookError:  # saving will say what is the matter
            ahead = None
        self.after.setVisible(ahead is not None)
        if ahead is not None:
            due = "" if ahead.due is None else tr("下次约在 {day}前后", day=self._near(ahead.due))
            stage = tr("保存后阶段：{stage}", stage=stage_word(ahead.stage.value))
            self.after.set_text(clauses((stage, due)))

    def _ahead(self) -> Outlook | None:
        today = self.book.today()
        day, _ = read_day(self.day.text(), today)
        if self.customer_id is None or (day is None and self.day.text().strip()) or (day or today) > today:
            return None  # nothing is told of a day that can't be saved
        with self.book.read() as sql:
            return daybook.after_visit(
                sql, self.book.rhythms, self.customer_id, day or today, today, but=self.row_id
            )


def _sum_words(typed: str) -> str:
    """= ¥75.00"""
    cents, _ = parse_amount(typed)
    return "" if cents is None else f"= {typed_amount(cents)}"
