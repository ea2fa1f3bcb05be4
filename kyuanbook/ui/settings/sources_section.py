"""来源渠道: rename, add, put in order, put away. Whoever came by a source keeps it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.channels import NATURAL, PROMOTED, ChannelFamily
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.section import SIDES, Section, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu


class SourcesSection(Section):
    """The list at the left, in the order in which sources are offered; at the right what one is called."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts)
        self.rows: Sequence[shop.ChannelRow] = ()
        self.editing: int | None = None
        self.list = Rows(theme, name=tr("来源渠道"), whole=False, headed=True, lead_width=76, height=40)
        self._build_list_foot(theme)
        self._build_form(theme)
        self._lay_out(theme)
        self._keys()

    def _build_list_foot(self, theme: Theme) -> None:
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter")
        self.up = Button(theme, tr("上移"), kind="link", icon="arrow-up", key="Ctrl+Up", bind=False)
        self.down = Button(theme, tr("下移"), kind="link", icon="arrow-down", key="Ctrl+Down", bind=False)
        self.away = Button(theme, tr("收起"), kind="link", icon="eye-off", key="Del", bind=False)

    def _build_form(self, theme: Theme) -> None:
        self.head = Heading(theme, tr("加一个来源"))
        self.form = Form(theme)
        self.name = Line(theme)
        self.family = Combo(theme, [Choice(f.value, say(f.label)) for f in ChannelFamily])
        self.natural = Combo(theme, [Choice("natural", say(NATURAL)), Choice("promoted", say(PROMOTED))])
        self.form.add("name", Field(theme, tr("名称"), self.name))
        self.form.add("family", Field(theme, tr("大类"), self.family))
        self.form.add("natural", Field(theme, tr("自然还是人工"), self.natural))
        self.form.add_widget(Prose(theme, tr("自然客源是自己找来的，人工客源是花力气、花钱招来的。"), size=13))
        self.save = Button(theme, tr("保存"), kind="filled", icon="check", key="Enter")
        self.cancel = Button(theme, tr("不改了"), kind="quiet", key="Esc")

    def _lay_out(self, theme: Theme) -> None:
        listed, entry = Part(theme), Part(theme)
        left = column(theme, listed, margins=SIDES)
        self.list_head = Heading(theme, tr("来源渠道"))
        for button in (self.change, self.up, self.down, self.away):
            self.list_head.add(button)
        left.addWidget(self.list_head)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, entry, gap=12, margins=SIDES)
        right.addWidget(self.head)
        right.addWidget(self.form)
        right.addWidget(Actions(theme, [self.save, self.cancel]))
        right.addStretch(1)
        self.side_by_side(listed, entry, (60, 40))

    def _keys(self) -> None:
        self.list.opened.connect(self.edit)
        RowMenu(self.list, lambda: (self.own_acts(),))
        self.list.moved.connect(lambda _: self._show_foot())
        self.change.clicked.connect(lambda: self._current(self.edit))
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(1))
        self.away.clicked.connect(self.hide_or_show)
        on_key(self.list, "Ctrl+Up", lambda: self.move_row(-1))
        on_key(self.list, "Ctrl+Down", lambda: self.move_row(1))
        on_key(self.list, "Del", self.hide_or_show)
        self.form.submitted.connect(self.store)
        self.save.clicked.connect(self.store)
        self.cancel.clicked.connect(self.leave)

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the source in hand."""

        def there() -> bool:
            return self.list.current_id() is not None

        return (
            Act(tr("改"), "Enter", lambda: self._current(self.edit), bind=False, can=there),
            Act(tr("上移"), "Ctrl+Up", lambda: self.move_row(-1), bind=False, can=there),
            Act(tr("下移"), "Ctrl+Down", lambda: self.move_row(1), bind=False, can=there),
            Act(self.away.words(), "Del", self.hide_or_show, bind=False, can=there),
        )

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def read(self) -> None:
        """All sources, those put away too, with how many came by each."""
        with self.book.read() as sql:
            self.rows = shop.channels(sql, hidden=True, counted=True)
        self.list.show_rows([_line(one) for one in self.rows])
        self.list_head.note.set_text(trn("{n} 个", sum(not one.hidden for one in self.rows)))
        self._show_foot()
        self._show_form()

    def _row(self, channel_id: int | None) -> shop.ChannelRow | None:
        return next((one for one in self.rows if one.id == channel_id), None)

    def _current(self, do: object) -> None:
        chosen = self.list.current_id()
        if chosen is not None and callable(do):
            do(chosen)

    def _show_foot(self) -> None:
        one = self._row(self.list.current_id())
        back = one is not None and one.hidden
        self.away.icon_name = "eye" if back else "eye-off"
        self.away.set_text(tr("重新列出") if back else tr("收起"))
        for button in (self.change, self.up, self.down, self.away):
            button.setEnabled(one is not None)

    # renaming and adding -------------------------------------------------------------------------------------------------

    def edit(self, channel_id: int) -> None:
        """Put a source into the form."""
        self.editing = channel_id
        self._show_form(fill=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self.editing = None
        self._show_form(fill=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, fill: bool = False) -> None:
        one = self._row(self.editing)
        self.head.words.set_text(tr("加一个来源") if one is None else tr("改来源"))
        self.family.setEnabled(one is None)
        self.cancel.setVisible(one is not None)
        if not fill:
            return
        self.form.complain(())
        self.name.setText("" if one is None else one.name)
        if one is not None:
            self.family.choose(one.family)
            self.natural.choose("natural" if one.natural else "promoted")

    def store(self) -> None:
        """Keep the form."""
        done = self.do(self.form, self._store)
        if done is None:
            return
        self.leave()
        if done.id is not None:
            self.list.go_to(done.id)  # a new one stands at the end: there it is seen, and put in its place

    def _store(self) -> Done:
        natural = self.natural.choice() == "natural"
        one = self._row(self.editing)
        if one is None:
            return acts_of_shop.add_channel(
                self.book, name=self.name.text(), family=self.family.choice(), natural=natural
            )
        name = self.name.text() if self.name.text() != one.name else None
        return acts_of_shop.change_channel(self.book, channel_id=one.id, name=name, natural=natural)

    # order and putting away ----------------------------------------------------------------------------------------------

    def move_row(self, step: int) -> None:
        """One place up or down."""
        ids = [one.id for one in self.rows]
        chosen = self.list.current_id()
        if chosen is None:
            return
        place = ids.index(chosen)
        if 0 <= place + step < len(ids):
            ids[place], ids[place + step] = ids[place + step], ids[place]
            self.do(None, lambda: acts_of_shop.order_channels(self.book, channel_ids=ids))

    def hide_or_show(self) -> None:
        """Offer the source in hand no more, or again."""
        one = self._row(self.list.current_id())
        if one is not None:
            self.do(None, lambda: acts_of_shop.hide_channel(self.book, channel_id=one.id, hidden=not one.hidden))

    def back_out(self) -> bool:
        """Esc gives up a change."""
        if self.editing is None:
            return False
        self.leave()
        return True


def _line(one: shop.ChannelRow) -> OneLine:
    kind = say(NATURAL if one.natural else PROMOTED)
    note = tr("{kind}，已收起", kind=kind) if one.hidden else kind
    family = say(ChannelFamily(one.family).label)
    return OneLine(one.id, family, one.name, note=note, end=trn("{n} 位", one.customers) if one.customers else "")
