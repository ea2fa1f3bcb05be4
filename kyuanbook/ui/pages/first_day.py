"""The first day: the page itself, ruled and empty, and the ways to begin."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.choices import BigChoice
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages import today_rows
from kyuanbook.ui.shell.menu import IMPORT_KEY

LINE: Final = 52
LINES: Final = 9
STACKED_BELOW: Final = 700  # px of the page at 100 % type
GAP, GAP_STACKED = 104, 28


class RuledLines(Part):
    """The lines of a page on which nothing stands yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """A few lines, the first with its words uncut."""
        px, words = self.theme.px, self.theme.metrics(16, serif=True).horizontalAdvance(tr("第一位客户的名字"))
        return QSize(px(30) + words, 3 * px(LINE))

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
    import_wanted = Signal()

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
        note = tr("200 位假客户，撤销一次就全清掉")
        self.sample = BigChoice(theme, tr("先看看样板店"), note, icon="store")
        self.bring = BigChoice(
            theme, tr("导入客户"), tr("老客在 WPS 或 Excel 表里，一次全记进来"), icon="import", key=IMPORT_KEY, bind=False
        )
        self.lines = RuledLines(theme)
        self.new.clicked.connect(lambda: self.new_wanted.emit())
        self.sample.clicked.connect(lambda: self.sample_wanted.emit())
        self.bring.clicked.connect(lambda: self.import_wanted.emit())
        across = self._across = row(theme, self, gap=GAP, margins=(INSET, 20, INSET + 10, 0))
        left = column(theme)
        left.addWidget(Heading(theme, tr("该打的电话"), today_rows.people(0)))
        left.addWidget(self.lines, 1)
        right = column(theme, gap=12)
        right.addWidget(Label(theme, tr("这一页还空着"), size=24, serif=True))
        right.addWidget(Prose(theme, tr("记下第一位客户，从明天起这里会告诉你该给谁打电话。")))
        right.addSpacing(theme.px(12))
        right.addWidget(self.new)
        right.addWidget(self.bring)
        right.addWidget(self.sample)
        right.addWidget(Prose(theme, tr("老客不用一次录完，来一位记一位，从前来过多少次也能写上。"), size=13))
        right.addStretch(1)
        across.addLayout(left, 48)
        across.addLayout(right, 52)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of the two: they may stand one below the other."""
        sides = [self._across.itemAt(i).minimumSize().width() for i in range(self._across.count())]
        around = self._across.contentsMargins()
        return QSize(max(sides) + around.left() + around.right(), super().minimumSizeHint().height())

    def restyle(self) -> None:
        """Where the ruled page would cut its words, it stands below what to do."""
        stacked = self.width() < self.theme.px(STACKED_BELOW)
        way = QBoxLayout.Direction
        self._across.setDirection(way.BottomToTop if stacked else way.LeftToRight)
        self._across.setSpacing(self.theme.px(GAP_STACKED if stacked else GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self.restyle()
