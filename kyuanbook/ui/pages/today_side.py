"""The column beside the calls: 七天内的生日, 刚到店, 该道谢的新客. They share its height in whole rows.

The first picture shows who came, with the room of the other two kept; those are made behind it.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import say, tr, trn
from kyuanbook.rules.lunar import lunar_message
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.rows import INSET, ONE, OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label

FIRST: Final = 3  # birthdays and thanks shown before the owner asks for the rest
BAR: Final = 10  # px of a list's scroll bar, which stands beside the page's column
LEAD: Final = 54  # px for a day or a time, where words of the language need no more
NAME: Final = "欧阳娜娜"
HEAD, LINK, GAP = 36, 32, 10


class Wish(NamedTuple):
    """What a section would show: its ``rows``; the ``least`` of them, and the ``first`` before others get more; ``more``:
    how many there are beyond its rows, told in a line below with those that found no room; None: no line, it scrolls;
    ``asked``: the owner wants to see it all."""

    rows: int
    least: int
    first: int
    more: int | None = None
    asked: bool = False

    def high(self, shown: int, row: int, link: int) -> int:
        """Of ``shown`` rows and the line below them, in px."""
        return shown * row + (link if self.more is not None and self.rows + self.more > shown else 0)


NOTHING: Final = Wish(0, 0, 0)


def deal(room: int, row: int, link: int, wishes: Sequence[Wish]) -> list[int]:
    """How many rows each section shows in ``room`` px: the least, then each its first in turn, then what was asked for, then
    all there are."""
    shown = [min(wish.rows, wish.least) for wish in wishes]
    high = [wish.high(n, row, link) for wish, n in zip(wishes, shown, strict=True)]
    first = [min(wish.rows, wish.first) for wish in wishes]
    asked = [wish.rows if wish.asked else few for wish, few in zip(wishes, first, strict=True)]
    for wanted in (first, asked, [wish.rows for wish in wishes]):
        for place, (wish, most) in enumerate(zip(wishes, wanted, strict=True)):
            free = room - sum(high) + high[place]
            if wish.high(most, row, link) > free:
                most = (free - (link if wish.more is not None else 0)) // row
            shown[place] = max(shown[place], most)
            high[place] = wish.high(shown[place], row, link)
    return shown


class Section(Part):
    """A head and its rows. ``empty``: what is said while there are none; without it the section is then not there.

    ``links``: the rest is one line with its number, which opens them in place (``more_wanted``); else the list scrolls.
    """

    more_wanted = Signal()

    def __init__(
        self, theme: Theme, title: str, lead: int, parent: QWidget, *, links: bool = True, empty: str = ""
    ) -> None:
        super().__init__(theme, parent)
        self.lines: tuple[OneLine, ...] = ()
        self.in_all, self.expanded = 0, False
        self.head = Heading(theme, title, parent=self)
        self.link: Button | None = None
        self.list = Rows(theme, name=title, whole=False, lead_width=lead, parent=self)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing shifts
        self.none = Label(theme, empty, ink="ink2", parent=self) if empty else None
        self.more = Button(theme, "", kind="link", drops=True, parent=self) if links else None
        if self.more is not None:
            self.more.clicked.connect(self._more)

    def add(self, link: Button) -> None:
        """A link at the right of the head."""
        self.head.add(link)
        self.link = link

    def show_lines(self, lines: Sequence[OneLine], in_all: int) -> None:
        """These, of so many."""
        self.lines, self.in_all = tuple(lines), in_all
        self.head.note.set_text(trn("{n} 位", in_all) if in_all else "")
        self.list.setVisible(bool(lines))
        if self.none is not None:
            self.none.setVisible(not lines)
        else:
            self.setVisible(bool(lines))

    def _more(self) -> None:
        """The rest, in place; the row in hand is the first that was not seen yet."""
        seen, self.expanded = len(self.list.rows.rows), True
        self.more_wanted.emit()
        self.list.setFocus()
        self.list.go_to(self.lines[min(seen, len(self.lines) - 1)].id)

    def place(self, box: QRect, shown: int) -> None:
        """Stand in ``box``, ``shown`` rows high."""
        scrolls = self.more is None or self.expanded
        lines = self.lines if scrolls else self.lines[:shown]
        if lines != self.list.rows.rows:
            self.list.show_rows(lines, stay=True)
        px, inset = self.theme.px, self.theme.px(INSET)
        self.setGeometry(box)
        wide = box.width() - inset - px(INSET + BAR)
        self.head.setGeometry(inset, 0, wide, px(HEAD))
        self.list.setGeometry(0, px(HEAD), box.width(), shown * px(ONE))
        if self.none is not None:
            self.none.setGeometry(inset, px(HEAD + 8), wide, px(22))
        if self.more is not None:
            self.more.set_text(trn("还有 {n} 位", max(0, self.in_all - shown)))
            self.more.setVisible(shown < self.in_all and not self.expanded)
            size = self.more.sizeHint()
            self.more.setGeometry(inset - px(6), px(HEAD) + shown * px(ONE), size.width(), size.height())


class Side(Part):
    """The column; lay it in a Bleed, its lists reach beyond it. ``more_wanted``: the rest of the birthdays or the thanks,
    to be read and shown. ``opened``: the customer of a row of birthdays or thanks. ``moved``: another row is in hand.
    ``made``: a list (:class:`Rows`) is there from now on."""

    more_wanted = Signal()
    opened = Signal(int)
    moved = Signal()
    made = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.tall = False  # the page scrolls: no need to be short
        self._lead = max(LEAD, round(theme.metrics(13).horizontalAdvance(tr("明天")) / theme.scale) + 12)
        self._kept = (0, 0)  # for how many birthdays and thanks room is kept
        self.came = Section(theme, tr("刚到店"), self._lead, self, links=False, empty=tr("记下的到店会排在这里"))
        self.came.list.moved.connect(self.moved)
        self.birthdays: Section | None = None
        self.thanks: Section | None = None

    # what it shows -------------------------------------------------------------------------------------------------------

    def show_came(self, lines: Sequence[OneLine], came: int) -> None:
        """刚到店."""
        self.came.show_lines(lines, came)

    def keep_room(self, birthdays: int, thanks: int) -> None:
        """For so many, who will be shown behind the first picture."""
        self._kept = (birthdays, thanks)
        self.arrange()

    def show_week(
        self, birthdays: Sequence[OneLine], birthdays_in_all: int, thanks: Sequence[OneLine], thanks_in_all: int
    ) -> None:
        """七天内的生日 and 该道谢的新客; what has nobody is not there."""
        if self.birthdays is None and birthdays:
            self.birthdays = self._made(tr("七天内的生日"))
        if self.thanks is None and thanks:
            self.thanks = self._made(tr("该道谢的新客"))
        if self.birthdays is not None:
            self.birthdays.show_lines(birthdays, birthdays_in_all)
        if self.thanks is not None:
            self.thanks.show_lines(thanks, thanks_in_all)
        self.keep_room(birthdays_in_all, thanks_in_all)

    def _made(self, title: str) -> Section:
        section = Section(self.theme, title, self._lead, self)
        section.list.opened.connect(self.opened)
        section.list.moved.connect(self.moved)
        section.more_wanted.connect(self.more_wanted)
        self.made.emit(section.list)
        return section

    def lists(self) -> list[Rows]:
        """Those there are, from the top."""
        return [section.list for section in (self.birthdays, self.came, self.thanks) if section is not None]

    def tab_after(self, before: QWidget) -> None:
        """Tab goes from ``before`` down the column."""
        for section in (self.birthdays, self.came, self.thanks):
            for widget in (section.link, section.list, section.more) if section is not None else ():
                if widget is not None:
                    QWidget.setTabOrder(before, widget)
                    before = widget

    def forget_the_rest(self) -> None:
        """A new day: of everything the first few again."""
        for section in (self.birthdays, self.thanks):
            if section is not None:
                section.expanded = False

    def set_tall(self, tall: bool) -> None:
        """Whether the page scrolls, so that nothing need be short."""
        if tall is not self.tall:
            self.tall = tall
            self.arrange()

    # where it stands -----------------------------------------------------------------------------------------------------

    def _wishes(self, tall: bool) -> list[Wish]:
        came = max(1, len(self.came.lines))  # the sentence that nobody came has the room of a row
        return [
            self._wish(self.birthdays, self._kept[0], tall),
            Wish(came, 5 if tall else 1, FIRST),
            self._wish(self.thanks, self._kept[1], tall),
        ]

    def _wish(self, section: Section | None, in_all: int, tall: bool) -> Wish:
        if not in_all:
            return NOTHING
        if section is not None and section.expanded:
            return Wish(len(section.lines), 8 if tall else FIRST, FIRST, asked=True)
        rows = min(in_all, FIRST)
        return Wish(rows, FIRST if tall else 1, FIRST, in_all - rows)

    def _heads(self, wishes: Sequence[Wish]) -> int:
        """Heads and the gaps between sections, in px."""
        many = sum(wish.rows > 0 for wish in wishes)
        return many * self.theme.px(HEAD) + (many - 1) * self.theme.px(GAP)

    def arrange(self) -> None:
        """Other rows, or another number of them."""
        self.updateGeometry()
        self.place()

    def place(self) -> None:
        """Give each section its rows, from the top."""
        px, wishes, top = self.theme.px, self._wishes(self.tall), 0
        row, link = px(ONE), px(LINK)
        shown = deal(self.height() - self._heads(wishes), row, link, wishes)
        for section, wish, rows in zip((self.birthdays, self.came, self.thanks), wishes, shown, strict=True):
            if not wish.rows:
                continue
            high = px(HEAD) + wish.high(rows, row, link)
            if section is not None:
                section.place(QRect(0, top, self.width(), high), rows)
            top += high + px(GAP)

    def least(self, tall: bool) -> int:
        """The height of the least rows of each section, in px."""
        wishes, px = self._wishes(tall), self.theme.px
        return self._heads(wishes) + sum(w.high(min(w.rows, w.least), px(ONE), px(LINK)) for w in wishes)

    def least_wide(self) -> int:
        """In what width a row with its name, and every head, is uncut, in px."""
        small, name = self.theme.metrics(13).horizontalAdvance, self.theme.metrics(15).horizontalAdvance(NAME)
        row = self.theme.px(self._lead + 12) + name + small(say(lunar_message(12, 29)))
        heads = [section.head.sizeHint().width() for section in (self.birthdays, self.came, self.thanks) if section]
        return max(row, *heads)

    def minimumSizeHint(self) -> QSize:
        """No lower than that."""
        return QSize(self.theme.px(220), self.least(self.tall))

    def sizeHint(self) -> QSize:
        """It takes what there is."""
        return self.minimumSizeHint()

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, another number of rows."""
        super().resizeEvent(event)
        self.place()
