"""自定义项目: what the shop writes down beside the usual; add, rename, put in order, put away. What is written stays."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import custom as acts_of_custom
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import custom
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.custom import FieldRow, Kind, Owner, can_be_searched
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.settings.ordered import OrderedSection, how_many
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

TAKE_KEY = "Ctrl+Shift+A"


class CustomSection(OrderedSection[FieldRow]):
    """The list at the left, in the order in which entries ask; at the right one field."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, acts, tr("自定义项目"), lead_width=76)
        self.runner = runner
        self._busy = False
        self.offered: list[str] = []
        self._build_list(theme)
        self._build_form(theme)
        self._lay_out(theme)
        self._connect()

    def _build_list(self, theme: Theme) -> None:
        self.offer = Prose(theme, "", size=13)
        self.take = Button(theme, tr("加上这些"), kind="link", icon="plus", key=TAKE_KEY)
        self.empty = Prose(theme, tr("还没有自定义项目。在“加一项”里写个名称，比如车牌、染烫配方，按 Enter 就加上了。"))

    def _build_form(self, theme: Theme) -> None:
        self.head = Heading(theme, tr("加一项"))
        self.form = Form(theme)
        self.name, self.choices, self.unit = Line(theme), Line(theme, placeholder=tr("细软，一般，粗硬")), Line(theme)
        self.owner = Combo(theme, [Choice(o.value, say(o.label)) for o in Owner])
        self.kind = Combo(theme, [Choice(k.value, say(k.label)) for k in Kind])
        self.searchable = Tick(theme, tr("能按它找客户，像车牌、宠物名"))
        self.form.add("name", Field(theme, tr("名称"), self.name))
        self.form.add_row(
            ("owner", Field(theme, tr("什么时候记"), self.owner)), ("kind", Field(theme, tr("记什么"), self.kind))
        )
        self.form.add("choices", Field(theme, tr("可以选的"), self.choices, hint=tr("用逗号隔开")))
        self.form.add("unit", Field(theme, tr("计量单位"), self.unit, hint=tr("如 km、kg，可不填")))
        self.form.add_widget(self.searchable)
        self.save = Button(theme, tr("保存"), kind="filled", icon="check", key="Enter")
        self.cancel = Button(theme, tr("不改了"), kind="quiet", key="Esc")

    def _lay_out(self, theme: Theme) -> None:
        shown, entry = Part(theme), Part(theme)
        left = column(theme, shown, margins=SIDES)
        left.addWidget(self.list_head)
        self.offer_row = Part(theme)
        across = row(theme, self.offer_row, gap=8, margins=(0, 8, 0, 0))
        across.addWidget(self.offer, 1)
        across.addLayout(Bleed(theme, self.take, left=0, right=6))
        left.addWidget(self.offer_row)
        self.empty_row = Part(theme)
        column(theme, self.empty_row, margins=(0, 8, 0, 0)).addWidget(self.empty)
        left.addWidget(self.empty_row)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, entry, gap=12, margins=SIDES)
        right.addWidget(self.head)
        right.addWidget(self.form)
        right.addWidget(Actions(theme, [self.save, self.cancel]))
        right.addStretch(1)
        self.side_by_side(shown, entry, (60, 40))

    def _connect(self) -> None:
        self.take.clicked.connect(self.take_offered)
        for combo in (self.owner, self.kind):
            combo.chosen.connect(lambda _: self._show_details())
        self.form.submitted.connect(self.store)
        self.save.clicked.connect(self.store)
        self.cancel.clicked.connect(self.leave)

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the field in hand, and 加上这些."""
        take = Act(tr("加上这些"), TAKE_KEY, self.take_offered, bind=False, can=lambda: bool(self.offered))
        return (*self.row_acts(), take)

    def first(self) -> QWidget:
        """The list, or where the first field is named."""
        return self.list if self.rows else self.name

    def read(self) -> None:
        """All fields, those put away too, with how often each was written in."""
        with self.book.read() as sql:
            self.rows, counts = custom.fields(sql, hidden=True), custom.counts(sql)
        self.list.show_rows([_line(one, counts.get(one.id, 0)) for one in self.rows])
        self.list_head.note.set_text(how_many(self.rows, lambda n: trn("{n} 项", n)))
        self.offered = acts_of_custom.offered(self.book)
        self.offer.setText(tr("同行常记的还有：{names}", names=listed(self.offered)))
        self.offer_row.setVisible(bool(self.offered))
        self.empty_row.setVisible(not self.rows)
        self.list.setVisible(bool(self.rows))
        if self.editing is not None and self.row(self.editing) is None:
            self.editing = None  # taken back elsewhere: what was typed is a new one
        self.show_foot()
        self._show_form()

    # adding and changing -------------------------------------------------------------------------------------------------

    def edit(self, row_id: int) -> None:
        """Put a field into the form."""
        self.editing = row_id
        self._show_form(fill=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self.editing = None
        self._show_form(fill=True)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, fill: bool = False) -> None:
        one = self.row(self.editing)
        self.head.words.set_text(tr("加一项") if one is None else tr("改这一项"))
        for combo in (self.owner, self.kind):  # what is written in it would not fit another kind
            combo.setEnabled(one is None)
        self.cancel.setVisible(one is not None)
        if fill:
            self.form.complain(())
            self.name.setText("" if one is None else one.name)
            self.choices.setText("" if one is None else tr("，").join(one.choices))
            self.unit.setText("" if one is None else one.unit)
            self.searchable.setChecked(one is not None and one.searchable)
            if one is not None:
                self.owner.choose(one.owner.value)
                self.kind.choose(one.kind.value)
        self._show_details()

    def _show_details(self) -> None:
        """Only what this kind of field has."""
        owner, kind = Owner(self.owner.choice()), Kind(self.kind.choice())
        self.form.fields["choices"].setVisible(kind is Kind.CHOICE)
        self.form.fields["unit"].setVisible(kind is Kind.NUMBER)
        self.searchable.setVisible(can_be_searched(owner, kind))

    def store(self) -> None:
        """Keep the form."""
        one = self.row(self.editing)
        if one is not None:
            self._behind(self.form, self._change(one), self.leave)
        elif self.do(self.form, self._add) is not None:
            self.leave()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)  # one after the other is named

    def _add(self) -> Done:
        return acts_of_custom.add_field(
            self.book, owner=Owner(self.owner.choice()), kind=Kind(self.kind.choice()), name=self.name.text(),
            choices=self.choices.text(), unit=self.unit.text(), searchable=self.searchable.isChecked(),
        )  # fmt: skip

    def _change(self, one: FieldRow) -> Callable[[], Done]:
        name = self.name.text() if self.name.text() != one.name else None  # else it keeps speaking the owner's language
        choices, unit, searchable = self.choices.text(), self.unit.text(), self.searchable.isChecked()
        return lambda: acts_of_custom.change_field(
            self.book, field_id=one.id, name=name, choices=choices, unit=unit, searchable=searchable
        )

    def _behind(self, form: Form | None, work: Callable[[], Done], then: Callable[[], None]) -> None:
        """As :meth:`do`, but behind the window: what very many customers are found by may have to be written anew."""
        if self._busy:
            return
        self._busy = True
        said = after_a_while(self, lambda: self.acts.say(tr("正在更新搜索，请稍等")))

        def job(progress: Progress, cancelled: Cancelled) -> Done:
            try:
                return work()
            finally:
                self.book.release_reader()

        def over(outcome: Callable[[], Done]) -> None:
            said.stop()
            self._busy = False
            if self.do(form, outcome) is not None:
                then()

        self.runner.run(job, lambda done: over(lambda: done), lambda error: over(lambda: _raised(error)))

    # order, putting away, what the trade brings ----------------------------------------------------------------------------

    def take_offered(self) -> None:
        """加上这些: what shops of this trade usually write down."""
        if self.offered:
            self.do(None, lambda: acts_of_custom.take_given(self.book))

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_custom.order_fields(self.book, field_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_custom.hide_field(self.book, field_id=row_id, hidden=hidden)

    def _turn(self, work: Callable[[], Done]) -> None:
        self._behind(None, work, lambda: None)


def _raised(error: Exception) -> Done:
    """What was raised behind the window, raised here."""
    raise error


def _line(one: FieldRow, written: int) -> OneLine:
    kind = f"{say(one.kind.label)} {one.unit}".rstrip()
    if one.choices:
        kind = tr("{kind}：{choices}", kind=kind, choices=listed(one.choices))
    searched = tr("能搜索") if one.searchable else ""
    note = clauses((kind, searched, tr("已停用") if one.hidden else ""))
    end = trn("记了 {n} 次", written) if written else ""
    return OneLine(one.id, say(one.owner.label), one.name, note=note, end=end, folds=True)
