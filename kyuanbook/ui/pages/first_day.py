"""The first day: the page itself, ruled and empty, and the ways to begin."""

from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.language import tr, trn
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.choices import BigChoice
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose

LINE: Final = 52
LINES: Final = 9
SAMPLE: Final = 200


class RuledLines(Part):
    """The lines of a page on which nothing stands yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Numbered lines; on the first, what will stand there."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        for i in range(min(LINES, self.height() // px(LINE))):
            box = QRect(0, i * px(LINE), self.width(), px(LINE))
            paint.write(painter, theme, box, str(i + 1), t.ink3)
            if i == 0:
                first = tr("第一位客户的名字")
                paint.write(painter, theme, box.adjusted(px(30), 0, 0, 0), first, t.ink2, size=16, serif=True)
            paint.rule(painter, theme, 0, box.bottom(), box.width(), t.rule2 if i == 0 else t.rule)


class FirstDay(Part):
    """Left the ruled page, right what to do."""

    new_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.new = BigChoice(
            theme,
            tr("记第一位客户"),
            tr("姓名、手机、来源，三格就够"),
            icon="user-round-plus",
            key="F4",
            filled=True,
            bind=False,
        )
        note = trn("{n} 位假客户，随时一键清掉", SAMPLE)
        self.sample = BigChoice(theme, tr("先看看样板店"), note, icon="store")
        self.new.clicked.connect(lambda: self.new_wanted.emit())
        self.sample.clicked.connect(lambda: self.sample_wanted.emit())
        across = row(theme, self, gap=44, margins=(INSET, 20, INSET + 10, 0))
        left = column(theme)
        left.addWidget(Heading(theme, tr("该打的电话"), trn("{n} 位", 0)))
        left.addWidget(RuledLines(theme), 1)
        right = column(theme, gap=12)
        right.addWidget(Label(theme, tr("这一页还空着"), size=24, serif=True))
        right.addWidget(Prose(theme, tr("记下第一位客户，从明天起这里会告诉你该给谁打电话。")))
        right.addSpacing(theme.px(12))
        right.addWidget(self.new)
        right.addWidget(self.sample)
        right.addStretch(1)
        across.addLayout(left, 48)
        across.addSpacing(theme.px(60))
        across.addLayout(right, 52)
