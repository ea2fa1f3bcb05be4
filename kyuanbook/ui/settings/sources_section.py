"""来源渠道: rename, add, put in order, put away. Whoever came by a source keeps it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.touched import touched
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.channels import NATURAL, PROMOTED, ChannelFamily
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.settings.ordered import OrderedSection, how_many
from kyuanbook.ui.settings.source_counting import SourceCounting
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.sources.channel_panels import change_words


def _widest_family(theme: Theme) -> int:
    """px at 100 % of the longest name of a family, with what parts it from the source's."""
    advance = theme.metrics(13).horizontalAdvance
    return max(76, round(max(advance(say(family.label)) for family in ChannelFamily) / theme.scale) + 12)


class SourcesSection(OrderedSection[shop.ChannelRow]):
    """The list at the left, in the order in which sources are offered; at the right what one is called."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, acts, tr("来源渠道"), lead_width=_widest_family(theme))
        self._build_form(theme)
        self.counting = SourceCounting(theme, book, acts, runner, self.do)
        self._lay_out(theme)
        self.form.submitted.connect(self.store)
        self.save.clicked.connect(self.store)
        self.cancel.clicked.connect(self.leave)

    def _build_form(self, theme: Theme) -> None:
        self.head = Heading(theme, tr("加一个来源"))
        self.form = Form(theme)
        self.name = Line(theme)
        self.family = Combo(theme, [Choice(f.value, say(f.label)) for f in ChannelFamily])
        self.natural = Combo(theme, [Choice("natural", say(NATURAL)), Choice("promoted", say(PROMOTED))])
        self.form.add("name", Field(theme, tr("名称"), self.name))
        self.form.add("family", Field(theme, tr("大类"), self.family))
        self.form.add("natural", Field(theme, tr("自然还是人工"), self.natural))
        self.behind = Prose(theme, "", size=13)
        self.form.add_widget(self.behind)
        self.natural.chosen.connect(lambda _: self._tell())
        self.save = Button(theme, tr("保存"), kind="filled", icon="check", key="Enter")
        self.cancel = Button(theme, tr("不改了"), kind="quiet", key="Esc")

    def _lay_out(self, theme: Theme) -> None:
        listed, entry = Part(theme), Part(theme)
        left = column(theme, listed, margins=SIDES)
        left.addWidget(self.list_head)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, entry, gap=12, margins=SIDES)
        right.addWidget(self.head)
        right.addWidget(self.form)
        right.addWidget(Actions(theme, [self.save, self.cancel]))
        right.addSpacing(theme.px(16))
        right.addWidget(self.counting)
        right.addStretch(1)
        self.side_by_side(listed, entry, (60, 40))

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def read(self) -> None:
        """All sources, those put away too, with how many came by each."""
        with self.book.read() as sql:
            self.rows = shop.channels(sql, hidden=True, counted=True)
        self.list.show_rows([_line(one) for one in self.rows])
        self.list_head.note.set_text(how_many(self.rows, lambda n: trn("{n} 个", n)))
        self.show_foot()
        self._show_form()
        self.counting.read()

    # renaming and adding -------------------------------------------------------------------------------------------------

    def edit(self, row_id: int) -> None:
        """Put a source into the form."""
        self.editing = row_id
        self._show_form(fill=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self.editing = None
        self._show_form(fill=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, fill: bool = False) -> None:
        one = self.row(self.editing)
        self.head.words.set_text(tr("加一个来源") if one is None else tr("改来源"))
        self.cancel.setVisible(one is not None)
        self._tell()
        if not fill:
            return
        self.form.complain(())
        self.name.setText("" if one is None else one.name)
        if one is not None:
            self.family.choose(one.family)
            self.natural.choose("natural" if one.natural else "promoted")
            self._tell()

    def _tell(self) -> None:
        """How many customers stand behind the one in the form; of a new one what natural means."""
        one = self.row(self.editing)
        if one is None:
            self.behind.setText(tr("自然客源是自己找来的，人工客源是花力气、花钱招来的。"))
            return
        with self.book.read() as sql:
            found = touched(sql, one.id)
        self.behind.setText(change_words(found, one.natural, self.natural.choice() == "natural"))

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
        one = self.row(self.editing)
        if one is None:
            return acts_of_shop.add_channel(
                self.book, name=self.name.text(), family=self.family.choice(), natural=natural
            )
        name = self.name.text() if self.name.text() != one.name else None
        return acts_of_shop.change_channel(
            self.book, channel_id=one.id, name=name, natural=natural, family=self.family.choice()
        )

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_shop.order_channels(self.book, channel_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_shop.hide_channel(self.book, channel_id=row_id, hidden=hidden)


def _line(one: shop.ChannelRow) -> OneLine:
    kind = say(NATURAL if one.natural else PROMOTED)
    note = tr("{kind}，已停用", kind=kind) if one.hidden else kind
    if one.into is not None:
        note = tr("已并到别的来源")
    family = say(ChannelFamily(one.family).label)
    return OneLine(one.id, family, one.name, note=note, end=trn("{n} 位", one.customers) if one.customers else "")
