"""往来 on a card: visits, touches and changes, newest first, all or one kind of them."""

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.book.queries.card import Happening
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import INSET, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages import happenings

BAR: Final = 10  # px of the scroll bar, which stands beside the column
ROW: Final = 40
MOST: Final = 6  # lines where the page scrolls as well
Length = Literal["room", "few", "all"]


class TimeLine(Part):
    """Lay it in a :class:`Bleed` of INSET and INSET + BAR. ``visit_opened``, ``touch_opened``, ``attempt_opened``,
    ``feedback_opened``, ``reply_opened``: Enter on one."""

    visit_opened = Signal(int)
    touch_opened = Signal(int)
    attempt_opened = Signal(int)
    feedback_opened = Signal(int)
    reply_opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.happened: Sequence[Happening] = ()
        self._today = 0
        self._length: Length = "room"
        self.kinds = Chips(theme, _kinds(), name=tr("往来"), quiet=True)
        self.head = Heading(theme, tr("往来"))
        self.head.add(self.kinds)
        self.list = Rows(theme, name=tr("往来"), whole=False, fitted=True, lead_size=14, height=ROW)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it scrolls: what room there is
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing shifts
        self.nothing = Prose(theme, tr("还没有到店记录。来了按 F3 记一笔。"))
        down = column(theme, self, margins=(INSET, 0, INSET + BAR, 0))
        down.addWidget(self.head)
        down.addWidget(self.nothing)
        down.addLayout(Bleed(theme, self.list, left=INSET, right=INSET + BAR), 100)
        down.addStretch(1)
        self.kinds.chosen.connect(lambda _: self._show())
        self.list.opened.connect(self._open)
        self.list.verticalScrollBar().rangeChanged.connect(self._grow)

    def show_happened(self, happened: Sequence[Happening], today: int) -> None:
        """These, as far as they are of the kind chosen."""
        self.happened, self._today = happened, today
        self._show()

    def _show(self) -> None:
        listed = happenings.rows(self.happened, self._today, self.kinds.choice())
        self.list.show_rows(listed)
        self.head.note.set_text(trn("{n} 条", len(listed)))
        self.list.setVisible(bool(listed))
        self.nothing.setVisible(not listed)
        self.restyle()

    def set_length(self, length: Length) -> None:
        """Of the list: what room there is; a few lines or all of them, where the page scrolls."""
        if length != self._length:
            self._length = length
            self.restyle()

    def restyle(self) -> None:
        """Follow the scale."""
        rows = self.list.rows.rows if self._length != "room" else ()
        shown = rows[:MOST] if self._length == "few" else rows
        self.list.setMinimumHeight(sum(map(self.list.row_height, shown)))

    def _grow(self, least: int, most: int) -> None:
        """In another width more lines fold: where the page scrolls, the list need not as well."""
        if self._length == "all" and most > 0:
            self.list.setMinimumHeight(self.list.height() + most)

    def choose(self, kind: object) -> None:
        """Of which kind they were last time."""
        if kind in (happenings.VISITS, happenings.TOUCHES, happenings.CHANGES):
            self.kinds.choose(str(kind))

    def _in_hand(self) -> Happening | None:
        """The current line, while the list has the focus."""
        place = self.list.current_id()
        return None if place is None or not self.list.hasFocus() else self.happened[place]

    def visit_in_hand(self) -> int | None:
        """The visit of the current line."""
        line = self._in_hand()
        return None if line is None or line.visit is None else line.visit.id

    def attempt_in_hand(self) -> int | None:
        """The attempt of the current line; to be left alone by lot is none."""
        line = self._in_hand()
        return None if line is None or line.attempt is None or line.attempt.held else line.attempt.id

    def said_in_hand(self) -> int | None:
        """The reason of the current line."""
        line = self._in_hand()
        return None if line is None or line.said is None else line.said.id

    def touch_in_hand(self) -> int | None:
        """The touch of the current line."""
        line = self._in_hand()
        return None if line is None or line.touch is None else line.touch.id

    def feedback_in_hand(self) -> int | None:
        """The 满意度 of the current line."""
        line = self._in_hand()
        return None if line is None or line.feedback is None else line.feedback.id

    def reply_in_hand(self) -> int | None:
        """The 问卷 of the current line."""
        line = self._in_hand()
        return None if line is None or line.reply is None else line.reply.id

    def _open(self, place: int) -> None:
        line = self.happened[place]
        if line.visit is not None:
            self.visit_opened.emit(line.visit.id)
        elif line.attempt is not None and not line.attempt.held:
            self.attempt_opened.emit(line.attempt.id)
        elif line.touch is not None:
            self.touch_opened.emit(line.touch.id)
        elif line.feedback is not None:
            self.feedback_opened.emit(line.feedback.id)
        elif line.reply is not None:
            self.reply_opened.emit(line.reply.id)

    def go_to_day(self, day: int) -> None:
        """The newest visit of ``day``, in hand."""
        place = next((i for i, one in enumerate(self.happened) if one.visit is not None and one.day == day), None)
        if place is None:
            return
        if self.kinds.choice() not in ("", happenings.VISITS):
            self.kinds.choose("")
            self._show()
        self.list.go_to(place)
        self.list.setFocus()
        self.list.scrollTo(self.list.currentIndex(), Rows.ScrollHint.PositionAtCenter)


def _kinds() -> list[Choice]:
    kinds = ((happenings.VISITS, tr("到店")), (happenings.TOUCHES, tr("联系")), (happenings.CHANGES, tr("改动")))
    return [Choice("", tr("全部")), *(Choice(key, word) for key, word in kinds)]
