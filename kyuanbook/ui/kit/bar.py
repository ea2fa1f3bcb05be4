"""A bar as wide as its place, that fills."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

WHOLE = 1_000


class Bar(Part):
    """``at``: how far it is, of a thousand. It never goes back."""

    said_as = "ProgressBar"

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.at = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """8 high."""
        self.setFixedHeight(self.theme.px(8))

    def go_to(self, at: int) -> None:
        """Fill up to there."""
        self.at = max(self.at, min(at, WHOLE))
        self.setAccessibleDescription(f"{self.at * 100 // WHOLE}%")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The groove, and what is done."""
        painter, theme, box = QPainter(self), self.theme, self.rect()
        paint.rounded(painter, theme, box, 4, fill=theme.tokens.rule2)
        if self.at:
            box.setWidth(max(box.height(), box.width() * self.at // WHOLE))
            paint.rounded(painter, theme, box, 4, fill=theme.tokens.accent)
