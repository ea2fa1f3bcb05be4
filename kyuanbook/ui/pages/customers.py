"""客户: everybody, any number of them; filtered by stage, source and tag, sorted by any column, picked for a list."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import classes, customers, segments, shop, stages
from kyuanbook.book.queries.customers import CustomerRow, Filter
from kyuanbook.language import tr, trn
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.arranged import MENU
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.columns import read as read_columns
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.paged import PagedModel
from kyuanbook.ui.kit.part import Bleed, column, row
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.customer_columns import SOURCE, TAGS, UPWARD, columns, sentence
from kyuanbook.ui.pages.own_classes import OwnClasses
from kyuanbook.ui.pages.selection_bar import SelectionBar
from kyuanbook.ui.pages.source_filter import SourceFilter
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import IMPORT_KEY, Act, Fold
from kyuanbook.ui.shell.row_acts import about_customer
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

if TYPE_CHECKING:
    from kyuanbook.ui.pages.people import People
    from kyuanbook.ui.pages.side_card import SideCard

FIRST_SORT: Final = "last"
SIDE_FROM: Final = 1600  # px of the window, at 100 %
LINES: Final = 2  # of chips at most: with more of them the table has no room


class CustomersPage(BookPage):
    """The table. ``print_wanted``: a list of what is picked, else of what the filter shows. ``segment_wanted``: conditions
    to be kept as a 客户细分."""

    topic = "customers"
    print_wanted = Signal()
    tag_wanted = Signal()
    new_wanted = Signal()
    import_wanted = Signal()
    segment_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, tr("客户"))
        self.sort, self.down = FIRST_SORT, True
        self._place: tuple[int, int] | None = None
        self.people: People | None = None
        self.print_link = Button(theme, tr("打印名单"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.import_link = Button(theme, tr("导入客户"), kind="link", icon="import", key=IMPORT_KEY, bind=False)
        self.show_all_link = Button(theme, tr("显示全部"), kind="link", key="Esc")
        self.keep_link = Button(theme, tr("存成客户细分"), kind="link", key="Ctrl+Shift+S")
        self.chips = Chips(theme, _chip_choices(), name=tr("阶段"))
        self.stages = Combo(theme, small=True)  # in place of the chips, where those would leave the table no room
        self.stages.setAccessibleName(tr("阶段"))
        self.own = OwnClasses(book, acts)
        self.sources = SourceFilter(theme, self.own.class_counts, self.own.sizes)
        self.model: PagedModel[CustomerRow] = PagedModel(
            columns(book.today), self._fetch, describe=lambda r: sentence(book.today(), r), parent=self
        )
        self.table = Table(theme, self.model, name=tr("客户"), ticks=True)
        self.table.show_sort(self.sort, self.down)
        self.bar = SelectionBar(theme)
        self.new_button = Button(theme, tr("新客户"), icon="user-round-plus", key="F4", bind=False)
        self.all_button = Button(theme, tr("显示全部"), kind="filled", key="Esc", bind=False)
        self.ways = Flow(theme, (self.all_button, self.new_button))
        self.nobody = Empty(theme, tr("这里还没有人"), "", self.ways)
        self.side: SideCard | None = None
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.print_link)
        self.title.add(self.import_link)
        self.title.add_beside(self.keep_link)
        self.title.add_beside(self.show_all_link)  # before the other
        left = column(theme)
        across = row(theme, gap=8, margins=(0, 12, 0, 12))
        across.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.stages, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.sources, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        left.addLayout(across)
        left.addLayout(Bleed(theme, self.table, left=0, right=16), 1)
        left.addWidget(self.nobody, 100)
        self._beside = row(theme, gap=44)
        self._beside.addLayout(left, 1)
        self.body.addLayout(self._beside, 1)
        self.body.addWidget(self.bar)

    def _connect(self) -> None:
        self.print_link.clicked.connect(lambda: self.print_wanted.emit())
        self.import_link.clicked.connect(lambda: self.import_wanted.emit())
        self.new_button.clicked.connect(lambda: self.new_wanted.emit())
        for shows in (self.show_all_link, self.all_button):
            shows.clicked.connect(self.show_all)
        self.keep_link.clicked.connect(self.keep_filter)
        self.chips.chosen.connect(lambda _: self._filtered())
        self.stages.chosen.connect(self._stage_chosen)
        self.sources.chosen.connect(self._filtered)
        self.table.looks_changed.connect(self.looks_changed)
        self.table.opened.connect(self.card_wanted)
        self.table.moved.connect(lambda id_: self.side is not None and self.side.show_soon(id_))
        self.table.sort_wanted.connect(self.sort_by)
        self.menu = RowMenu(self.table, self.row_menu)
        self.model.checks_changed.connect(self._show_picked)
        self.bar.print_wanted.connect(self.print_wanted)
        self.bar.tag_wanted.connect(self.tag_wanted)
        self.bar.cleared.connect(lambda: self.model.check_all(False))

    def chosen(self) -> Filter:
        """What the chips and the source say, within the people shown."""
        within, key, sources = self._within(), self.chips.choice(), self.sources
        chosen = within._replace(
            stage=Stage(key) if key else within.stage,
            channel_id=within.channel_id if sources.channel_id is None else sources.channel_id,
            tag_id=within.tag_id if sources.tag_id is None else sources.tag_id,
            natural=within.natural if sources.natural is None else sources.natural,
        )
        chosen = chosen._replace(conditions=(*within.conditions, *self.own.of(sources.classes.choice())))
        return classes.within_class(chosen, sources.classes.choice())

    def _within(self) -> Filter:
        return customers.EVERYBODY if self.people is None else self.people.chosen

    def show_people(self, people: "People") -> None:
        """Just these, until 显示全部; chips and lists choose among them."""
        self.people = people
        self.chips.choose("")
        self.sources.clear()
        self._filtered()

    def _fetch(self, ids: Sequence[int]) -> list[CustomerRow | None]:
        with self.book.read() as sql:
            found = {r.id: r for r in customers.customer_rows(sql, ids, self.book.today())}
        return [found.get(i) for i in ids]

    def read(self) -> None:
        """The counts, and the ids in order; rows come when they are seen. The current row stays on its customer."""
        today = self.book.today()
        with self.book.read() as sql:
            tags, sourced = shop.tags(sql), customers.any_source(sql)
            anybody = customers.anybody(sql)
            offered = [one for one in shop.channels(sql, hidden=True) if one.into is None]
            self.sources.offer(offered, tags, sourced=sourced, anybody=anybody)
            self.sources.classes.offer_own(self.own.take(segments.segments(sql)))
            chosen = self.chosen()
            within = self._within()
            everybody = within == customers.EVERYBODY
            counts = stages.stage_counts(sql, today) if everybody else customers.stage_counts_within(sql, today, within)
            ids = customers.customer_ids(sql, today, chosen, self.sort, self.down)
        in_all = sum(counts.values())
        many = {"": in_all, **{stage.value: n for stage, n in counts.items()}}
        self.chips.set_counts(many)
        self.stages.set_choices([Choice(c.key, f"{c.word} {many.get(c.key, 0):,}") for c in _chip_choices()])
        self.stages.choose(self.chips.choice())
        self.sources.show_on()
        self.chips.mute("", bool(self.sources.on()))
        self.table.set_unused({key for key, used in ((TAGS, tags), (SOURCE, sourced)) if not used})
        self._fold()
        self._fit_stages()
        some = chosen != customers.EVERYBODY
        self.show_all_link.setVisible(some and bool(ids))  # with nobody it stands below, larger
        shown = trn("{n} 位", len(ids))
        name = tr("客户") if self.people is None else self.people.title
        self.title.set_title(name, tr("{shown}，共 {all} 位", shown=shown, all=f"{in_all:,}") if chosen != within else shown)
        self._show_ids(ids)

    def _show_ids(self, ids: Sequence[int]) -> None:
        kept, place = self.table.current_id(), self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        if self.model.checked:
            self.model.checked &= set(ids)
        self.model.set_ids(ids)
        if kept is not None and self.model.row_of(kept) >= 0:
            self.table.go_to(kept)
            self.table.verticalScrollBar().setValue(top)
        elif ids:
            self.table.setCurrentIndex(self.model.index(min(max(0, place), len(ids) - 1), 0))
        self.table.setVisible(bool(ids))
        self.print_link.setVisible(bool(ids))
        self.nobody.setVisible(not ids)
        some = self.chosen() != customers.EVERYBODY
        self.all_button.setVisible(some)
        self.ways.set_widgets((self.all_button, self.new_button) if some else (self.new_button,))
        self.nobody.words.setText(
            tr("换个阶段或来源看看，或者记一位新客户。") if some else tr("记下的每一位客户都会排在这里。")
        )
        if self.side is not None:
            self.side.show_now(self.table.current_id() if ids else None)
        self._show_picked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """From 1600 the current row's short card stands beside the table."""
        super().resizeEvent(event)
        self._fit_side()
        self._fit_stages()

    def restyle(self) -> None:
        """Large type leaves no room for it."""
        self._fit_side()
        self._fit_stages()

    def _fit_stages(self) -> None:
        """One list in place of the chips, where those would take a third line: large type in a small window. What keeps
        the filter leaves the title room then (its key and the menu remain)."""
        room = self._across() - self.sources.sizeHint().width() - self.theme.px(8)
        tight = self.chips.lines(room) > LINES
        self.chips.setVisible(not tight)
        self.stages.setVisible(tight)
        self.keep_link.setVisible(not tight and self._worth_keeping())

    def _worth_keeping(self) -> bool:
        return bool(self.own.worth_keeping(self.chosen()))

    def _across(self) -> int:
        """px for chips and lists."""
        inner = self.body.contentsMargins()
        room = self.width() - inner.left() - inner.right()
        return room if self.side is None else room - self.side.maximumWidth() - self.theme.px(44)

    def _stage_chosen(self, stage: str) -> None:
        self.chips.choose(stage)
        self._filtered()

    def _fit_side(self) -> None:
        wide = self.window().width() >= self.theme.px(SIDE_FROM)
        if wide and self.side is None:
            from kyuanbook.ui.pages.side_card import SideCard

            self.side = SideCard(self.theme, self.book)
            self.side.opened.connect(self.card_wanted)
            self.side.failed.connect(self.acts.tell_error)
            self._beside.addWidget(self.side)
            self.side.show()
            self.side.show_now(self.table.current_id())
        elif not wide and self.side is not None:
            self._beside.removeWidget(self.side)
            self.side.hide()
            self.side.deleteLater()
            self.side = None
        if self.side is not None:
            self.side.fit(self.window().width())
        self._fold()

    def _fold(self) -> None:
        """One button for the lists where they would not stand beside the chips."""
        self.sources.fit(self._across() - self.chips.sizeHint().width() - self.theme.px(8))

    def _filtered(self) -> None:
        self.refresh()
        self.looks_changed.emit()

    def keep_filter(self) -> None:
        """What is chosen, as a 客户细分."""
        if asked := self.own.worth_keeping(self.chosen()):
            self.segment_wanted.emit(asked)

    def show_all(self) -> None:
        """Everybody again, whatever people, stage, source or tag were chosen."""
        self.people = None
        self.chips.choose("")
        self.sources.clear()
        self._filtered()
        self.table.setFocus()

    # what is found again -------------------------------------------------------------------------------------------------

    def to_remember(self) -> dict[str, Any]:
        """Columns, sorting, filter, the row in hand and where the table was scrolled."""
        return {
            "sort": self.sort, "down": self.down, "columns": self.table.looks().plain(), "stage": self.chips.choice(),
            "source": self.sources.source.choice(), "tag": self.sources.tag.choice(),
            "class": self.sources.classes.choice(),
            "current": self.table.current_id(), "top": self.table.verticalScrollBar().value(),
        }  # fmt: skip

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As the owner left it."""
        if kept.get("sort") in customers.SORTS:
            self.sort, self.down = str(kept["sort"]), kept.get("down") is not False
            self.table.show_sort(self.sort, self.down)
        own = self.table.own_looks()
        self.table.set_looks(read_columns(kept.get("columns"), own.order, own.hidden))
        if kept.get("stage") in shapes.STAGES:
            self.chips.choose(str(kept["stage"]))
        self.sources.recall(kept.get("source"), kept.get("tag"), kept.get("class"))
        current, top = kept.get("current"), kept.get("top")
        if type(current) is int and type(top) is int:
            self._place = current, top

    def entered(self) -> None:
        """The first time, back to where it was scrolled when the program was closed: as soon as the table has its height."""
        super().entered()
        if self._place is not None:
            QTimer.singleShot(0, self, self._scroll_back)

    def _scroll_back(self) -> None:
        place, self._place = self._place, None
        if place is not None and self.model.row_of(place[0]) >= 0:
            self.table.go_to(place[0])
            self.table.verticalScrollBar().setValue(place[1])

    def sort_by(self, key: str, down: bool) -> None:
        """Sort by a column; one not sorted by before begins at its natural end."""
        if key not in customers.SORTS:
            return
        self.down = down if key == self.sort else key not in UPWARD
        self.sort = key
        self.table.show_sort(self.sort, self.down)
        self.refresh()
        self.looks_changed.emit()
        if self.model.ids():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _show_picked(self) -> None:
        self.bar.show_count(len(self.model.checked))

    def row_menu(self) -> Groups:
        """What can be done with the current row, and with those picked."""
        return (
            about_customer(self),
            (
                Act(tr("加标签"), "Ctrl+T", self.tag_wanted.emit, bind=False),
                Act(tr("打印名单"), "Ctrl+P", self.print_wanted.emit, bind=False),
                Fold(tr("选人和列"), (
                    Act(tr("选中"), tr("空格"), lambda: self.model.toggle(self.table.currentIndex().row()), bind=False),
                    Act(tr("全选"), "Ctrl+A", self.pick_all, bind=False),
                    Act(tr("列的宽窄和次序"), MENU, self.table.open_column_menu, bind=False),
                )),
            ),
            (Act(tr("移到回收站"), "Delete", self.delete_in_hand, bind=False),),
        )  # fmt: skip

    def own_acts(self) -> Sequence[Act]:
        """Picking, sorting, columns."""
        key = Qt.Key
        return (
            Act(tr("选中"), tr("空格"), lambda: self.model.toggle(self.table.currentIndex().row()), bind=False),
            Act(tr("全选"), "Ctrl+A", self.pick_all, bind=False),
            Act(tr("换一列排序"), "Ctrl+Right", lambda: self.table.sort_by_key(key.Key_Right), bind=False),
            Act(tr("从小到大排"), "Ctrl+Up", lambda: self.table.sort_by_key(key.Key_Up), bind=False),
            Act(tr("从大到小排"), "Ctrl+Down", lambda: self.table.sort_by_key(key.Key_Down), bind=False),
            Act(tr("列的宽窄和次序"), MENU, self.table.open_column_menu, bind=False),
            Act(
                tr("存成客户细分"), "Ctrl+Shift+S", self.keep_filter, bind=False,
                can=self._worth_keeping,
            ),
        )  # fmt: skip

    def pick_all(self) -> None:
        """All that is shown; once more, nobody."""
        self.model.check_all(not self.model.all_checked())

    def take_focus(self) -> None:
        """The table."""
        self.table.setFocus()

    def in_hand(self) -> int | None:
        """The current row."""
        return self.table.current_id() if self.table.isVisibleTo(self) else None

    def picked(self) -> Sequence[int]:
        """The ticked rows, in the table's order."""
        return [i for i in self.model.ids() if i in self.model.checked] if self.model.checked else ()

    def back_out(self) -> bool:
        """Untick all; then show all."""
        if self.model.checked:
            self.model.check_all(False)
        elif self.chosen() != customers.EVERYBODY:
            self.show_all()
        else:
            return False
        return True


def _chip_choices() -> list[Choice]:
    return [Choice("", tr("全部"), 0)] + [Choice(s, shapes.stage_word(s), 0, s) for s in shapes.STAGES]
