"""关系: which kinds of relations are offered, what they are called, and which of them make one home."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import relations as acts_of_relations
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries.relations import KindRow, kinds
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.settings.ordered import OrderedSection, how_many
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

HOME_KEY = "Ctrl+H"


class RelationsSection(OrderedSection[KindRow]):
    """The kinds in the order in which they are offered."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts, tr("关系"), lead_width=28)
        self.form = Form(theme)
        self.line = Line(theme)
        self.form.add("name", Field(theme, tr("新的关系"), self.line, hint=tr("Enter 加上")))
        self.renaming = Label(theme, "", size=13, ink="ink2", icon="pencil")
        self.renaming.hide()
        self.home = Button(theme, tr("算一家"), kind="link", icon="users-round", key=HOME_KEY, bind=False)
        self.list_head.add(self.home)
        listed, told = Part(theme), Part(theme)
        left = column(theme, listed, gap=8, margins=SIDES)
        for widget in (self.list_head, self.form, self.renaming):
            left.addWidget(widget)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, told, gap=8, margins=SIDES)
        right.addWidget(Heading(theme, tr("怎么用")))
        for words in (
            tr("客户卡上按 Shift F4 记下谁和谁是什么关系；也能和合作伙伴、社交联系人有关系。"),
            tr("“算一家”的关系把几位连成一家：卡上和关系图里，人数、累计和往后一年合在一起看。"),
            tr("停用的关系不再列出来，已经记下的不变。"),
        ):
            right.addWidget(Prose(theme, words))
        right.addStretch(1)
        self.side_by_side(listed, told, (55, 45))
        self.form.submitted.connect(self.store)
        self.home.clicked.connect(self.turn_home)
        on_key(self.list, HOME_KEY, self.turn_home)

    def first(self) -> QWidget:
        """The line for a new kind."""
        return self.line

    def read(self) -> None:
        """All kinds, those put away too."""
        with self.book.read() as sql:
            self.rows = kinds(sql, hidden=True, counted=True)
        self.list.show_rows([_line(i, one) for i, one in enumerate(self.rows, 1)])
        self.list_head.note.set_text(how_many(self.rows, lambda n: trn("{n} 种", n)))
        if self.row(self.editing) is None:
            self._show_editing(None)
        self.show_foot()

    def show_foot(self) -> None:
        """What 算一家 does with the one in hand, too."""
        super().show_foot()
        one = self.row(self.list.current_id())
        self.home.set_text(tr("不算一家") if one is not None and one.household else tr("算一家"))
        self.home.setEnabled(one is not None)

    def row_acts(self) -> Sequence[Act]:
        """Making it one home, or no more."""
        there = self.list.current_id() is not None
        return (*super().row_acts(), Act(self.home.words(), HOME_KEY, self.turn_home, bind=False, can=lambda: there))

    def edit(self, row_id: int) -> None:
        """Put a kind's name into the line."""
        one = self.row(row_id)
        if one is None:
            return
        self._show_editing(row_id)
        self.form.complain(())
        self.line.setText(one.name)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _show_editing(self, kind_id: int | None) -> None:
        self.editing = kind_id
        one = self.row(kind_id)
        self.renaming.setVisible(one is not None)
        if one is not None:
            self.renaming.set_text(tr("给“{name}”改名，Enter 存，Esc 不改", name=one.name))

    def store(self) -> None:
        """Add what was typed, or call the one in hand so."""
        one, typed = self.editing, self.line.text()
        if one is None:
            if self.do(self.form, lambda: acts_of_relations.add_kind(self.book, name=typed)) is not None:
                self.line.setText("")
        elif self.do(self.form, lambda: acts_of_relations.change_kind(self.book, kind_id=one, name=typed)) is not None:
            self.leave()

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self._show_editing(None)
        self.form.complain(())
        self.line.setText("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_home(self) -> None:
        """Those so related are one home, or no more."""
        one = self.row(self.list.current_id())
        if one is not None:
            self._turn(
                lambda: acts_of_relations.change_kind(self.book, kind_id=one.id, household=not one.household)
            )

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_relations.order_kinds(self.book, kind_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_relations.hide_kind(self.book, kind_id=row_id, hidden=hidden)


def _line(place: int, one: KindRow) -> OneLine:
    marks = [tr("算一家")] if one.household else []
    marks += [tr("已停用")] if one.hidden else []
    return OneLine(
        one.id, str(place), one.name, note="　".join(marks), end=trn("{n} 条", one.used) if one.used else ""
    )
