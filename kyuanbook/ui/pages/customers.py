"""客户: everybody, any number of them; filtered by stage, source and tag, sorted by any column, picked for a list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import customers, shop, stages
from kyuanbook.book.queries.customers import CustomerRow, Filter
from kyuanbook.language import tr, trn
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.paged import PagedModel
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Label
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.customer_columns import UPWARD, columns, sentence
from kyuanbook.ui.pages.source_filter import SourceFilter
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_acts import about_customer
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

if TYPE_CHECKING:
    from kyuanbook.ui.pages.side_card import SideCard

FIRST_SORT: Final = "last"
SIDE_FROM: Final = 1600  # px of the window, at 100 %
ROOM_FROM: Final = 1800  # with less, chips and both filters would take two lines beside the card


class CustomersPage(BookPage):
    """The table. ``print_wanted``: a list of what is picked, else of what the filter shows."""

    topic = "customers"
    print_wanted = Signal()
    tag_wanted = Signal()
    new_wanted = Signal()
    sort_chosen = Signal(str, bool)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, *, sort: str = "", down: bool = True) -> None:
        """``sort``, ``down``: as the owner left the table last."""
        super().__init__(theme, book, hub, acts, tr("客户"))
        self.sort, self.down = (sort, down) if sort in customers.SORTS else (FIRST_SORT, True)
        self.print_link = Button(theme, tr("打印名单"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.chips = Chips(theme, _chip_choices(), name=tr("阶段"))
        self.sources = SourceFilter(theme)
        self.model: PagedModel[CustomerRow] = PagedModel(
            columns(book.today), self._fetch, describe=lambda r: sentence(book.today(), r), parent=self
        )
        self.table = Table(theme, self.model, name=tr("客户"), ticks=True)
        self.table.show_sort(self.sort, self.down)
        self.bar = SelectionBar(theme)
        new = Button(theme, tr("新客户"), icon="user-round-plus", key="F4", bind=False)
        new.clicked.connect(lambda: self.new_wanted.emit())
        self.nobody = Empty(theme, tr("这里还没有人"), tr("换个阶段或来源看看，或者记一位新客户。"), new)
        self.side: SideCard | None = None
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.print_link)
        left = column(theme)
        across = row(theme, gap=8, margins=(0, 12, 0, 12))
        across.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignTop)
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
        self.chips.chosen.connect(lambda _: self.refresh())
        self.sources.chosen.connect(self.refresh)
        self.table.opened.connect(self.card_wanted)
        self.table.moved.connect(lambda id_: self.side is not None and self.side.show_soon(id_))
        self.table.sort_wanted.connect(self.sort_by)
        self.menu = RowMenu(self.table, self.row_menu)
        self.model.checks_changed.connect(self._show_picked)
        self.bar.print_wanted.connect(self.print_wanted)
        self.bar.tag_wanted.connect(self.tag_wanted)
        self.bar.cleared.connect(self.back_out)

    def chosen(self) -> Filter:
        """What the chips and the source say."""
        key = self.chips.choice()
        return Filter(
            stage=Stage(key) if key else None, channel_id=self.sources.channel_id, tag_id=self.sources.tag_id,
            natural=self.sources.natural,
        )  # fmt: skip

    def _fetch(self, ids: Sequence[int]) -> list[CustomerRow | None]:
        with self.book.read() as sql:
            found = {r.id: r for r in customers.customer_rows(sql, ids, self.book.today())}
        return [found.get(i) for i in ids]

    def read(self) -> None:
        """The counts, and the ids in order; rows come when they are seen. The current row stays on its customer."""
        today, chosen = self.book.today(), self.chosen()
        with self.book.read() as sql:
            self.sources.offer(shop.channels(sql, hidden=True), shop.tags(sql))
            counts = stages.stage_counts(sql, today)
            ids = customers.customer_ids(sql, today, chosen, self.sort, self.down)
        in_all = sum(counts.values())
        self.chips.set_counts({"": in_all, **{stage.value: n for stage, n in counts.items()}})
        self.title.set_title(
            tr("客户"), trn("{n} 位", len(ids)) if chosen != customers.EVERYBODY else trn("{n} 位", in_all)
        )
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
        if self.side is not None:
            self.side.show_now(self.table.current_id() if ids else None)
        self._show_picked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """From 1600 the current row's short card stands beside the table."""
        super().resizeEvent(event)
        self._fit_side()

    def restyle(self) -> None:
        """Large type leaves no room for it."""
        self._fit_side()

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
        self.sources.set_folded(self.side is not None and self.window().width() < self.theme.px(ROOM_FROM))

    def sort_by(self, key: str, down: bool) -> None:
        """Sort by a column; one not sorted by before begins at its natural end."""
        if key not in customers.SORTS:
            return
        self.down = down if key == self.sort else key not in UPWARD
        self.sort = key
        self.table.show_sort(self.sort, self.down)
        self.sort_chosen.emit(self.sort, self.down)
        self.refresh()
        if self.model.ids():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _show_picked(self) -> None:
        self.bar.show_count(len(self.model.checked))

    def row_menu(self) -> Groups:
        """What can be done with the current row, and with those picked."""
        return (
            about_customer(self),
            (
                Act(tr("选中"), tr("空格"), lambda: self.model.toggle(self.table.currentIndex().row()), bind=False),
                Act(tr("全选"), "Ctrl+A", self.pick_all, bind=False),
                Act(tr("加标签"), "Ctrl+T", self.tag_wanted.emit, bind=False),
                Act(tr("打印名单"), "Ctrl+P", self.print_wanted.emit, bind=False),
            ),
            (Act(tr("移到回收站"), "Delete", self.delete_in_hand, bind=False),),
        )

    def own_acts(self) -> Sequence[Act]:
        """Picking and sorting."""
        key = Qt.Key
        return (
            Act(tr("选中"), tr("空格"), lambda: self.model.toggle(self.table.currentIndex().row()), bind=False),
            Act(tr("全选"), "Ctrl+A", self.pick_all, bind=False),
            Act(tr("换一列排序"), "Ctrl+Right", lambda: self.table.sort_by_key(key.Key_Right), bind=False),
            Act(tr("从小到大排"), "Ctrl+Up", lambda: self.table.sort_by_key(key.Key_Up), bind=False),
            Act(tr("从大到小排"), "Ctrl+Down", lambda: self.table.sort_by_key(key.Key_Down), bind=False),
        )

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
        """Untick all."""
        if not self.model.checked:
            return False
        self.model.check_all(False)
        return True


def _chip_choices() -> list[Choice]:
    return [Choice("", tr("全部"), 0)] + [Choice(s, shapes.stage_word(s), 0, s) for s in shapes.STAGES]


class SelectionBar(Part):
    """What to do with the picked rows; there only while some are."""

    print_wanted = Signal()
    tag_wanted = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.count = Label(theme, "", bold=True)
        self.print_button = Button(theme, tr("打印名单"), icon="printer", key="Ctrl+P", bind=False)
        self.tag_button = Button(theme, tr("加标签"), icon="tag", key="Ctrl+T", bind=False)
        self.clear_button = Button(theme, tr("取消"), kind="quiet", key="Esc")
        self.print_button.clicked.connect(lambda: self.print_wanted.emit())
        self.tag_button.clicked.connect(lambda: self.tag_wanted.emit())
        self.clear_button.clicked.connect(lambda: self.cleared.emit())
        down = column(theme, self)
        across = row(theme, gap=8, margins=(0, 12, 0, 12))
        across.addWidget(self.count)
        across.addSpacing(theme.px(12))
        for button in (self.print_button, self.tag_button, self.clear_button):
            across.addWidget(button)
        across.addStretch(1)
        down.addLayout(across)
        self.hide()

    def show_count(self, n: int) -> None:
        """``已选 3 位``; hidden for none."""
        self.count.set_text(trn("已选 {n} 位", n))
        self.setVisible(bool(n))
