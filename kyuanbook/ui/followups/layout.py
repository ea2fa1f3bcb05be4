"""How the page 回访 is laid out: the week on top, below it the list and the one in hand; one under the other where it is
narrow."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.book.queries.due_page import DuePage
from kyuanbook.language import tr, trn
from kyuanbook.ui.followups import lines
from kyuanbook.ui.followups.chosen import DONE, LATE, TODAY, VIEWS, WEEK
from kyuanbook.ui.followups.people import HEIGHT, PeopleList
from kyuanbook.ui.followups.person import Person
from kyuanbook.ui.followups.week import WeekStrip
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Label

STACKED_BELOW: Final = 680  # px of the page at 100 % type
LEFT, RIGHT, BETWEEN = 62, 38, 28
BAR: Final = 10  # px of the list's scroll bar
STACKED_ROWS: Final = 6


class ViewBar(Part):
    """The looks at the list and whose, over the rule of a section's head."""

    def __init__(self, theme: Theme, views: Chips, staff: Combo) -> None:
        super().__init__(theme)
        across = row(theme, self, gap=12)
        across.addWidget(views, 1)
        across.addWidget(staff)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule."""
        paint.rule(QPainter(self), self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.margin)


class DueSheet(Part):
    """The parts of the page, placed."""

    def __init__(self, theme: Theme, today: int, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._stacked = False
        self.area = Area(self)
        inside = self._inside = QWidget(self.area)
        self.area.setWidget(inside)
        self.strip = WeekStrip(theme, inside)
        words = {TODAY: tr("今天"), LATE: tr("逾期"), WEEK: tr("这周"), DONE: tr("办过的")}
        self.views = Chips(theme, [Choice(key, words[key], 0) for key in VIEWS], name=tr("看哪些"), views=True)
        self.staff = Combo(theme, small=True)
        self.staff.setAccessibleName(tr("谁负责"))
        self.list = PeopleList(theme, name=tr("要回访的人"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing shifts
        self.more = Button(theme, "", kind="link", key="A", bind=False, drops=True)
        self.rest = Label(theme, "", size=13, ink="ink2")
        self.empty = Empty(theme, "", "")
        self.person = Person(theme, today, inside)
        self._lay_out(theme, inside)
        self.area.resized.connect(self._fit)
        inside.installEventFilter(self)
        for before, after in pairwise(self._stops()):
            QWidget.setTabOrder(before, after)
        self.show_more(0, 0)
        self.staff.hide()
        self.empty.hide()

    def _lay_out(self, theme: Theme, inside: QWidget) -> None:
        column(theme, self).addWidget(self.area)
        down = column(theme, inside, margins=(INSET, 14, INSET + BAR, 12))
        down.addWidget(self.strip)
        down.addSpacing(theme.px(12))
        across = self._across = row(theme, gap=BETWEEN)
        down.addLayout(across, 1)
        left = self._left = Part(theme)
        list_down = self._list_down = column(theme, left, margins=(INSET, 0, INSET + BAR, 0))
        list_down.addWidget(ViewBar(theme, self.views, self.staff))
        self._listed = Bleed(theme, self.list, left=INSET, right=INSET + BAR)
        list_down.addLayout(self._listed, 1)
        list_down.addWidget(self.empty, 1)
        foot = row(theme)
        foot.addLayout(Bleed(theme, self.more, left=6, right=0))
        foot.addWidget(self.rest)
        foot.addStretch(1)
        list_down.addLayout(foot)
        list_down.addStretch(0)
        across.addLayout(Bleed(theme, left, left=INSET, right=INSET + BAR), LEFT)
        across.addWidget(self.person, RIGHT)

    def _stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [*self.strip.cells, *self.views.findChildren(Chip), self.staff, self.list, self.more, *self.person.stops()]

    def bled(self) -> Bleed:
        """Itself, a little wider than the page's column: rows in hand reach beyond it, the bar stands beside."""
        return Bleed(self.theme, self, left=INSET, right=INSET + BAR)

    def show_more(self, beyond: int, unlisted: int) -> None:
        """Those worth a call beyond what can be rung, and those too many to be listed."""
        self.more.set_text(trn("另有 {n} 位可以改天打", beyond))
        self.more.setVisible(bool(beyond))
        self.rest.set_text(trn("另有 {n} 位没列出来", unlisted) if unlisted else "")
        self.rest.setVisible(bool(unlisted))

    def show_nothing(self, title: str, words: str) -> None:
        """Why the list is empty."""
        self.empty.title.set_text(title)
        self.empty.words.setText(words)
        self.empty.show()
        self.list.hide()
        self._list_down.setStretchFactor(self._listed, 0)  # a layout of nothing seen would still take its half

    def show_list(self) -> None:
        """Somebody is in it."""
        self.list.show()
        self._list_down.setStretchFactor(self._listed, 1)
        self.empty.hide()
        self._fit()

    def bring_in_sight(self, widget: QWidget) -> None:
        """Where the page scrolls, down to what has the focus."""
        if self._stacked:
            self.area.ensureWidgetVisible(widget)

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit()

    def _fit(self) -> None:
        """Side by side, or one under the other."""
        stacked = self.area.width() < self.theme.px(STACKED_BELOW)
        if stacked != self._stacked:
            self._stacked = stacked
            way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
            self._across.setDirection(way)
            self.person.set_whole(stacked)
        shares = (1, 1) if self.theme.compact else (LEFT, RIGHT)  # large words need the room that keys and form have
        for place, share in enumerate(shares):
            self._across.setStretch(place, 0 if stacked else share)
        rows = sum(self.list.row_height(r) for r in self.list.rows.rows[: STACKED_ROWS + 2])
        least = min(rows, self.theme.px(HEIGHT * (STACKED_ROWS + 3))) if stacked else self.theme.px(HEIGHT * 3)
        self.list.setMinimumHeight(least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is inside is as high as it needs at its width."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            layout = self._inside.layout()
            if layout is not None and layout.hasHeightForWidth():
                self._inside.setMinimumHeight(layout.minimumHeightForWidth(self._inside.width()))
        return super().eventFilter(watched, event)


def nothing_words(view: str, found: DuePage, day: int) -> tuple[str, str]:
    """What is said while nobody is listed, and what to do."""
    if not found.any_customer:
        return tr("还没有客户"), tr("按 F4 记下第一位；到了该联系的日子，这里就有名字。")
    if view == LATE:
        return tr("没有逾期的"), tr("该办的都在日子里办了。")
    if view == DONE:
        return tr("这几天还没办过回访"), tr("打过、推掉的都会在这里留七天，弄错了能重新列入。")
    if view == WEEK:
        return tr("这周没有要回访的"), tr("生日、新客道谢、约好没来的，到日子会自己排进来。")
    if day != found.day:
        words = tr("到日子才知道的（约好没来、刚超期的），那天会再加上。")
        return tr("{day}还没有要回访的", day=lines.day_head(day, found.day)), words
    return tr("今天没有要回访的"), tr("生日、新客道谢、约好没来的，到日子会自己排进来。")
