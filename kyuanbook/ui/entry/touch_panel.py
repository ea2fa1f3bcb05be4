"""记联系: an enquiry, a call, a sample given: which sort, what they wanted, how it came out. Enter saves."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import touches as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import shop
from kyuanbook.book.queries import touches as kept
from kyuanbook.language import say, tr, tr_as
from kyuanbook.rules.touches import OUTCOMES, TouchEntry, TouchKind, clean_interaction, outcome_label
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.dated_panel import TODAY, DatedPanel, number
from kyuanbook.ui.entry.finding import choose_from, find_customer
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class Named(Part):
    """A row of chips under its word, as a field has it."""

    def __init__(self, theme: Theme, word: str, chips: Sequence[Chips]) -> None:
        super().__init__(theme)
        down = column(theme, self, gap=4)
        down.addWidget(Label(theme, word, size=13, ink="ink2"))
        for one in chips:
            down.addWidget(one)


class TouchPanel(DatedPanel):
    """A touch, new or corrected."""

    topic = "touch"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("记联系"), find_customer(book), parent)
        self._products: tuple[str, ...] = ()
        self._build(theme)
        self._lay_out(theme)

    def _build(self, theme: Theme) -> None:
        self.kind = Chips(theme, [Choice(k.value, say(k.label)) for k in TouchKind], name=tr("怎么联系"))
        self.kind.chosen.connect(lambda _: self._show_outcomes())
        self._outcomes: dict[TouchKind, Chips] = {}
        for kind, known in OUTCOMES.items():
            words = [Choice("", tr("不填"))] + [Choice(o.value, say(outcome_label(kind, o))) for o in known]
            self._outcomes[kind] = Chips(theme, words, name=tr("结果"))
        self.wanted = Picker(theme, self._offer, placeholder=tr("从列表里选，或写下原话"))
        self.cost = Line(theme)

    def _lay_out(self, theme: Theme) -> None:
        self.outcome = Named(theme, tr("结果"), list(self._outcomes.values()))
        form = self.form
        form.add("customer", Field(theme, tr_as("one", "客户"), self.customer))
        form.add_widget(Named(theme, tr("怎么联系"), [self.kind]))
        form.add_widget(self.outcome)
        form.add("wanted", self.watch("wanted", Field(theme, tr("商品，或想要什么"), self.wanted, hint=tr("可不填"))))
        form.add_row(
            ("day", self.watch("day", Field(theme, tr("日期"), self.day))),
            ("cost", self.watch("cost", Field(theme, tr("店里花了"), self.cost, hint=tr("可不填")))),
        )
        form.add_row(
            ("time", self.watch("time", Field(theme, tr("时间"), self.time, hint=tr("可不填")))),
            ("staff", Field(theme, tr("店员"), self.staff)),
        )
        form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(form)
        chips = [chip for row in (self.kind, *self._outcomes.values()) for chip in row.findChildren(Chip)]
        rest = (self.wanted, self.day, self.cost, self.time, self.staff, self.note)
        self._chain_of(self.who.another, self.customer, *chips, *rest)

    def _offer(self, typed: str) -> Sequence[Option]:
        return [Option(name, name) for name in choose_from(self._products, typed)]

    # opening -----------------------------------------------------------------------------------------------------------

    def record(self, customer_id: int | None = None) -> None:
        """A new touch, of a customer in hand or of one still to be picked."""
        self._stand(None, tr("记联系"))
        fresh = TouchEntry(day=tr(TODAY), staff_id=number(self._staff_id))
        self.begin(("touch of", customer_id), (customer_id, fresh))
        self.who.another.setVisible(customer_id is None)

    def change(self, touch_id: int) -> None:
        """Correct a touch. Raises BookError when it is no longer there."""
        with self.book.read() as sql:
            found = kept.touch(sql, touch_id)
        if found is None:
            raise NoSuchRow(table="interaction", id=touch_id)
        customer_id, seen = found
        self._stand(touch_id, tr("改一次联系"), seen)
        self.begin(("touch", touch_id), (customer_id, as_typed.touch(seen, self.book.today())))
        self.who.another.hide()

    def _stand(self, touch_id: int | None, title: str, seen: kept.TouchRow | None = None) -> None:
        self._stand_for(touch_id, title)
        with self.book.read() as sql:
            staff, products = shop.staff(sql), shop.products(sql)
        self._offer_staff(staff, seen)
        self._products = tuple(one.name for one in products)

    # the customer ------------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._first_chip().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_customer(self, customer_id: int | None) -> None:
        card, _ = self.who.show_of(self.book, customer_id)
        self.customer_id = None if card is None else card.id
        self.customer.choose(None)
        self.form.fields["customer"].setVisible(card is None)

    def _first_chip(self) -> QWidget:
        return next(chip for chip in self.kind.findChildren(Chip) if chip.isChecked())

    def first_field(self) -> QWidget | None:
        """The search for a customer; of one in hand, the sort of touch."""
        return self._first_chip() if self.customer_id is not None else super().first_field()

    # the form ------------------------------------------------------------------------------------------------------------

    def _outcome(self) -> str:
        chips = self._outcomes.get(TouchKind(self.kind.choice()))
        return "" if chips is None else chips.choice()

    def _state(self) -> tuple[int | None, TouchEntry]:
        entry = TouchEntry(
            kind=self.kind.choice(), outcome=self._outcome(), wanted=self.wanted.text(), cost=self.cost.text(),
            day=self.day.text(), time=self.time.text(), staff_id=self._staff_chosen(),
            note=self.note.text(),
        )  # fmt: skip
        return self.customer_id, entry

    def _fill(self, state: tuple[int | None, TouchEntry]) -> None:
        customer_id, entry = state
        self._show_customer(customer_id)
        kind = TouchKind(entry.kind)
        self.kind.choose(kind.value)
        for of, chips in self._outcomes.items():
            chips.choose(entry.outcome if of is kind and entry.outcome in OUTCOMES[of] else "")
        self.wanted.choose(None)
        self.wanted.setText(entry.wanted)
        self.wanted.close_list()
        self.cost.setText(entry.cost)
        self._show_outcomes()
        self._fill_usual(entry)

    def _show_outcomes(self) -> None:
        """Only those the sort of touch can have."""
        shown = self._outcomes.get(TouchKind(self.kind.choice()))
        for chips in self._outcomes.values():
            chips.setVisible(chips is shown)
        self.outcome.setVisible(shown is not None)
        must = self.kind.choice() == TouchKind.ASKED
        self.form.fields["wanted"].hint.set_text("" if must else tr("可不填"))

    def _problems(self) -> Sequence[Problem]:
        return clean_interaction(self._state()[1], self.book.today(), None)[1]

    def _record(self, customer_id: int, entry: TouchEntry, accepted: Collection[str]) -> Done:
        return acts.record_touch(self.book, customer_id=customer_id, entry=entry, accepted=accepted)

    def _correct(self, row_id: int, entry: TouchEntry, accepted: Collection[str]) -> Done:
        return acts.change_touch(self.book, touch_id=row_id, entry=entry, accepted=accepted)
