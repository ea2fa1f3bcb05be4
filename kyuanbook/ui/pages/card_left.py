"""The left column of a card: where they stand and why, the picture of their visits, 往来."""

from typing import Final

from PySide6.QtCore import Qt

from kyuanbook.book.queries.card import Card
from kyuanbook.language import say, tr
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, move, row
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages import card_words
from kyuanbook.ui.pages.card_parts import Banner
from kyuanbook.ui.pages.card_winback import HANG, WhyLine
from kyuanbook.ui.pages.rhythm_line import RhythmLine
from kyuanbook.ui.pages.time_line import BAR, TimeLine

BELOW: Final = 78  # px of what stands between picture and time line


class Left(Part):
    """Its parts are the card's own; the page says how much room there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.pin_link = Button(theme, tr("手工标注"), kind="link", key="Ctrl+D", bind=False)
        self.banner = Banner(theme, self.pin_link)
        self.pin_icon = Label(theme, "", ink="ink2", icon="pin")
        self.pin_line = Prose(theme)
        self.unpin_link = Button(theme, tr("去掉标注"), kind="link", key="Ctrl+Shift+D")
        self.bin_line = Label(theme, tr("这位客户在回收站里"), ink="seal", icon="trash-2")
        self.restore_link = Button(theme, tr("取回"), kind="link", key="Ctrl+R")
        self.why = WhyLine(theme)
        self.rhythm = RhythmLine(theme)
        self.time_line = TimeLine(theme)
        self._rhythm_shown, self._folded, self._rolls = True, False, False
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        down = self._down = column(theme, self)
        self._rhythm_place = column(theme, margins=(0, 8, 0, 4))
        self._rhythm_place.addWidget(self.rhythm)
        thrown = row(theme, gap=8, margins=(0, 4, 0, 4))
        for widget in (self.bin_line, self.restore_link):
            thrown.addWidget(widget)
        thrown.addStretch(1)
        pinned = row(theme, margins=(0, 4, 12, 4))
        words = row(theme, margins=(0, 5, 0, 0))  # their first line level with the link's word
        words.addWidget(self.pin_icon, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.pin_line, 1, Qt.AlignmentFlag.AlignTop)
        pinned.addLayout(words, 1)
        pinned.addSpacing(theme.px(16))
        pinned.addWidget(self.unpin_link, 0, Qt.AlignmentFlag.AlignTop)
        down.addLayout(thrown)
        down.addWidget(self.banner)
        down.addLayout(Bleed(theme, self.why, left=HANG, right=0))
        down.addLayout(pinned)
        down.addLayout(self._rhythm_place)
        down.addSpacing(theme.px(8))
        down.addLayout(Bleed(theme, self.time_line, left=INSET, right=INSET + BAR), 1)
        self._rhythm_below = column(theme)
        down.addLayout(self._rhythm_below)

    def show_card(self, card: Card, today: int) -> None:
        """Where they stand, whether by hand, and whether they are in 回收站."""
        warns = card.overdue and card.stage_by_rule.value == "at_risk"
        turning = card_words.turning(card, today)
        self.banner.show_reason(say(card.reason), turning, card.stage_by_rule.value, warns=warns)
        self.pin_line.setText(card_words.pin_words(card, today))
        pinned = card.pin is not None
        for part in (self.pin_line, self.pin_icon, self.unpin_link):
            part.setVisible(pinned)
        for part in (self.bin_line, self.restore_link):
            part.setVisible(card.deleted)
        self.pin_link.setVisible(not card.deleted)

    def spare(self, *, keys: bool) -> None:
        """Where it is tight links give up their keys."""
        for link in (self.pin_link, self.restore_link):
            link.spare(key=keys)
        for link in (self.why.ask, self.why.attempt):
            link.spare(key=not self.theme.compact)
        self.unpin_link.spare(key=not self.theme.compact)  # who pinned and why comes first

    def taken(self, card: Card | None) -> int:
        """px of all but picture and time line."""
        px, high = self.theme.px, self.banner.sizeHint().height()
        if card is not None and card.pin is not None:
            high += max(px(32), self.pin_line.heightForWidth(self.pin_line.width()))
        if card is not None and card.deleted:
            high += px(32)
        return high + (self.why.heightForWidth(self.why.width()) if not self.why.isHidden() else 0) + px(BELOW)

    def set_folded(self, folded: bool) -> None:
        """In one column with what is known the picture stands below the time line."""
        self._folded = folded
        move(self.rhythm, self._rhythm_below if folded else self._rhythm_place)

    def show_rhythm(self) -> None:
        """The picture, where there is one."""
        shown = self.rhythm.picture is not None
        if shown != self._rhythm_shown:
            self._rhythm_shown = shown
            self.rhythm.setVisible(shown)
            self.space(rolls=self._rolls)

    def space(self, *, rolls: bool) -> None:
        """Room around them. ``rolls``: all of this scrolls as one, its bar where the time line's own would be."""
        px, self._rolls = self.theme.px, rolls  # 14 above with what the hidden line takes
        self._down.setContentsMargins(px(INSET), px(6), px(INSET if rolls else INSET + BAR), 0)
        top, bottom = (8, 4) if self._rhythm_shown and not self._folded else (0, 0)
        self._rhythm_place.setContentsMargins(0, px(top), 0, px(bottom))
