"""Below the table: 导入, what it would do or did, and the rows that were left out."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

BRING_KEY, SAVE_KEY = "Ctrl+S", "Ctrl+L"
GAP, LEAST = 16, 120


class Foot(Part):
    """Where it is narrow the link's key and icon go, so that the sum stays readable."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.bring = Button(theme, tr("导入"), kind="filled", icon="import", key=BRING_KEY)
        self.save = Button(theme, tr("存下没导入的行"), kind="link", icon="save", key=SAVE_KEY)
        self.sum = Prose(theme, "", ink="ink2")
        across = row(theme, self, gap=GAP, margins=(0, 9, 0, 10))
        across.addWidget(self.bring)
        across.addWidget(self.sum, 1)
        across.addWidget(self.save)

    def minimumSizeHint(self) -> QSize:
        """Both buttons, the link without key and icon, and some of the sum."""
        wide = self.bring.least_width() + self.save.least_width() + self.theme.px(2 * GAP + LEAST)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Fit again."""
        self._fit()

    def say(self, words: str) -> None:
        """The sum."""
        self.sum.set_text(words)
        self._fit()

    def _fit(self) -> None:
        px = self.theme.px
        words = self.theme.metrics(14).horizontalAdvance(self.sum.text())
        taken = self.bring.width_with_key(True) + words + px(2 * GAP)
        roomy = taken + self.save.width_with_key(True) <= self.width()
        self.save.spare(key=roomy, icon=roomy)
        self.bring.spare(key=taken + self.save.least_width() <= self.width(), icon=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rule above."""
        paint.rule(QPainter(self), self.theme, 0, 0, self.width(), self.theme.tokens.rule2)
