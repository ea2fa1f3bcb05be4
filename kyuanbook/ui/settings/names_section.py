"""店员 and 商品/服务: two lists of names. What is put away stays where it was written and in its place in the list."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.likes import intervals
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label
from kyuanbook.ui.pages.section import SIDES, Section, on_key
from kyuanbook.ui.settings.ordered import how_many, moved
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

Attempt = Callable[[Form | None, Callable[[], Done]], Done | None]


class NameList(Part):
    """A line to add a name, and the names. Enter on one puts it into the line to be called otherwise, Delete puts it away,
    or lists it again. ``hide`` takes the number and whether it goes."""

    def __init__(
        self, theme: Theme, title: str, label: str, attempt: Attempt,
        add: Callable[[str], Done], rename: Callable[[int, str], Done], hide: Callable[[int, bool], Done],
        counted: Callable[[int], str],
    ) -> None:  # fmt: skip
        super().__init__(theme)
        self._attempt, self._add, self._rename, self._hide = attempt, add, rename, hide
        self._counted = counted
        self._names: dict[int, shop.Named] = {}
        self.editing: int | None = None
        self._label = label
        self.head = Heading(theme, title)
        self.form = Form(theme)
        self.line = Line(theme)
        self.form.add("name", Field(theme, label, self.line, hint=tr("Enter 加上")))
        self.renaming = Label(theme, "", size=13, ink="ink2", icon="pencil")
        self.renaming.hide()
        self.form.submitted.connect(self.store)
        self.list = Rows(theme, name=title, whole=False, headed=True, lead_width=28, height=40)
        on_key(self.list, "Del", self.put_away)
        self.list.opened.connect(self.edit)
        self.list.moved.connect(lambda _: self._show_away())
        RowMenu(self.list, lambda: (self.own_acts(),))
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter", bind=False)
        self.change.clicked.connect(self._edit_current)
        self.away = Button(theme, tr("停用"), kind="link", icon="minus", key="Del", bind=False)
        self.away.clicked.connect(self.put_away)
        down = column(theme, self, gap=8, margins=SIDES)
        self.head.add(self.change)
        self.head.add(self.away)
        down.addWidget(self.head)
        down.addWidget(self.form)
        down.addWidget(self.renaming)
        down.addLayout(Bleed(theme, self.list), 1)

    def _line(self, place: str, one: shop.Named) -> OneLine:
        return OneLine(one.id, place, one.name, note=tr("已停用") if one.hidden else "")

    def own_acts(self) -> Sequence[Act]:
        """改 and 停用 (or 重新启用), of the name in hand."""
        return (
            Act(tr("改"), "Enter", self._edit_current, bind=False),
            Act(self.away.words(), "Del", self.put_away, bind=False),
        )

    def show_names(self, names: Sequence[shop.Named]) -> None:
        """These."""
        self._names = {one.id: one for one in names}
        offered = itertools.count(1)
        self.list.show_rows([self._line("" if one.hidden else str(next(offered)), one) for one in names])
        self.head.note.set_text(how_many(names, self._counted))
        for button in (self.change, self.away):
            button.setEnabled(bool(names))
        self._show_away()
        if self.editing not in self._names:
            self._show_editing(None)

    def store(self) -> None:
        """Add what was typed, or call the one in hand so."""
        one, typed = self.editing, self.line.text()
        if one is None:
            if self._attempt(self.form, lambda: self._add(typed)) is not None:
                self.line.setText("")
        elif self._attempt(self.form, lambda: self._rename(one, typed)) is not None:
            self.leave()

    def edit(self, row: int) -> None:
        """Put a name into the line."""
        self._show_editing(row)
        self.form.complain(())
        self.line.setText(self._names[row].name)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _edit_current(self) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            self.edit(chosen)

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self._show_editing(None)
        self.form.complain(())
        self.line.setText("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editing(self, row: int | None) -> None:
        self.editing = row
        self.renaming.setVisible(row is not None)
        if row is None:
            self.form.fields["name"].call(self._label, tr("Enter 加上"))
        else:
            self.form.fields["name"].call(tr("改名"), "")
            self.list.go_to(row)
            self.list.shows_current = True  # whose name it is
            self.renaming.set_text(tr("给“{name}”改名，Enter 存，Esc 不改", name=self._names[row].name))

    def _in_hand(self) -> shop.Named | None:
        chosen = self.list.current_id()
        return None if chosen is None else self._names.get(chosen)

    def _show_away(self) -> None:
        """What Delete does with the name in hand."""
        one = self._in_hand()
        back = one is not None and one.hidden
        self.away.icon_name = "archive-restore" if back else "minus"
        self.away.set_text(tr("重新启用") if back else tr("停用"))

    def put_away(self) -> None:
        """Offer the one in hand no more, or again."""
        one = self._in_hand()
        if one is not None:
            self._attempt(None, lambda: self._hide(one.id, not one.hidden))


class StaffList(NameList):
    """In the order in which they are offered; Ctrl ↑ and ↓ move one. ``order`` takes the numbers in their new order."""

    def __init__(self, theme: Theme, *rest: Any, order: Callable[[Sequence[int]], Done]) -> None:
        super().__init__(theme, *rest)
        self._order = order
        self.up = Button(theme, tr("上移"), kind="link", icon="arrow-up", key="Ctrl+Up", bind=False)
        self.down = Button(theme, tr("下移"), kind="link", icon="arrow-down", key="Ctrl+Down", bind=False)
        for button, key, step in ((self.up, "Ctrl+Up", -1), (self.down, "Ctrl+Down", 1)):
            self.head.add(button)
            button.clicked.connect(lambda _=False, step=step: self.move_row(step))
            on_key(self.list, key, lambda step=step: self.move_row(step))

    def show_names(self, names: Sequence[shop.Named]) -> None:
        """These."""
        super().show_names(names)
        for button in (self.up, self.down):
            button.setEnabled(len(names) > 1)

    def own_acts(self) -> Sequence[Act]:
        """Moving one, too."""
        return (
            *super().own_acts(),
            Act(tr("上移"), "Ctrl+Up", lambda: self.move_row(-1), bind=False),
            Act(tr("下移"), "Ctrl+Down", lambda: self.move_row(1), bind=False),
        )

    def move_row(self, step: int) -> None:
        """One place up or down."""
        ids = moved(list(self._names), self.list.current_id(), step)
        if ids:
            self._attempt(None, lambda: self._order(ids))


class ProductList(NameList):
    """With a second line, for the days after which one is wanted again; :attr:`intervals` says those of all."""

    def __init__(self, theme: Theme, *rest: Any) -> None:
        super().__init__(theme, *rest)
        self.intervals: dict[int, int] = {}
        self.interval = Line(theme)
        self.form.add("interval", Field(theme, tr("多少天做一次（或买一次）"), self.interval, hint=tr("可不填，按平时算")))
        QWidget.setTabOrder(self.line, self.interval)

    def _line(self, place: str, one: shop.Named) -> OneLine:
        days = self.intervals.get(one.id)
        return super()._line(place, one)._replace(end=trn("{n} 天一次", days) if days is not None else "")

    def _show_editing(self, row: int | None) -> None:
        super()._show_editing(row)
        if row is not None:
            self.renaming.set_text(tr("正在改“{name}”，Enter 存，Esc 不改", name=self._names[row].name))

    def store(self) -> None:
        """Both lines."""
        adding = self.editing is None
        super().store()
        if adding and not self.line.text():
            self.interval.setText("")

    def edit(self, row: int) -> None:
        """Both lines."""
        self.interval.setText(str(self.intervals.get(row, "")))
        super().edit(row)

    def leave(self) -> None:
        """Both lines."""
        self.interval.setText("")
        super().leave()


class NamesSection(Section):
    """Two lists side by side."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts)
        self.staff = StaffList(
            theme, tr("店员"), tr("新店员"), self.do,
            lambda name: acts_of_shop.add_staff(book, name=name),
            lambda i, name: acts_of_shop.change_staff(book, staff_id=i, name=name),
            lambda i, away: acts_of_shop.hide_staff(book, staff_id=i, hidden=away),
            lambda n: trn("{n} 位", n), order=lambda ids: acts_of_shop.order_staff(book, staff_ids=ids),
        )  # fmt: skip
        self.products = ProductList(
            theme, tr("商品和服务"), tr("新商品或服务"), self.do,
            lambda name: acts_of_shop.add_product(book, name=name, interval=self.products.interval.text()),
            lambda i, name: acts_of_shop.change_product(
                book, product_id=i, name=name, interval=self.products.interval.text()
            ),
            lambda i, away: acts_of_shop.hide_product(book, product_id=i, hidden=away),
            lambda n: trn("{n} 个", n),
        )  # fmt: skip
        self.side_by_side(self.staff, self.products, (1, 1))

    def own_acts(self) -> Sequence[Act]:
        """Those of the list that has the focus."""
        held = next((names for names in (self.staff, self.products) if names.list.hasFocus()), None)
        return () if held is None else held.own_acts()

    def back_out(self) -> bool:
        """Esc gives up a change of name."""
        for names in (self.staff, self.products):
            if names.editing is not None:
                names.leave()
                return True
        return False

    def first(self) -> QWidget:
        """The line for a new member of staff."""
        return self.staff.line

    def read(self) -> None:
        """Both lists."""
        with self.book.read() as sql:
            staff, products = shop.staff(sql, hidden=True), shop.products(sql, hidden=True)
            self.products.intervals = intervals(sql)
        self.staff.show_names(staff)
        self.products.show_names(products)
