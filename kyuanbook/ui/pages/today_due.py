"""What is due for 回访 today, 今日's calls among it: one line below them that adds up to the number beside the tab."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr, trn
from kyuanbook.rules.followups import RANKED, Kind
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class DueLine(Part):
    """``wanted``: the page 回访. By which reasons they come up is told where it has room, whole or not at all."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._long, self._short = "", ""
        self.words = Label(theme, "", ink="ink2", parent=self)
        self.link = Button(theme, tr("回访"), kind="link", icon="phone-outgoing", key="Ctrl+3", bind=False, parent=self)
        self.link.clicked.connect(self.wanted)
        across = row(theme, self, gap=8)
        across.addWidget(self.words)
        across.addWidget(self.link)
        across.addStretch(1)

    def show_counts(self, counts: Mapping[Kind, int], called: int) -> None:
        """So many of each reason. ``called``: so many calls stand above; they are named as those where they are the same people,
        not where one of them is due for another reason or was put off to today."""
        above = sum(counts.get(kind, 0) for kind in RANKED)
        above = above if above == called else 0
        others = [(kind, counts[kind]) for kind in Kind if counts.get(kind) and not (above and kind in RANKED)]
        many = sum(n for _, n in others)
        whole = trn("今天回访 {n} 位", above + many)
        calls = [tr("上面的电话 {n}", n=above)] if above else []
        kinds = tr("、").join([*calls, *(tr("{kind} {n}", kind=say(kind.label), n=n) for kind, n in others)])
        self._long = tr("{many}：{kinds}", many=whole, kinds=kinds)
        rest = tr("、").join([*calls, tr("其他 {n}", n=many)])
        self._short = tr("{many}：{kinds}", many=whole, kinds=rest) if above else whole
        self.setVisible(any(kind not in RANKED for kind, _ in others))
        self.restyle()

    def restyle(self) -> None:
        """What has room."""
        room = self.width() - self.theme.px(8)
        keyed = self.link.width_with_key(True)
        wide = self.theme.metrics(14).horizontalAdvance(self._long)
        self.link.spare(key=wide + keyed <= room or self.theme.metrics(14).horizontalAdvance(self._short) + keyed <= room)
        self.words.set_text(self._long if wide + self.link.sizeHint().width() <= room else self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width it may tell more."""
        super().resizeEvent(event)
        self.restyle()
