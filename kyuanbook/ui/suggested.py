"""One product that might be welcome to a customer, why, and a link by which it is suggested to them no more."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.book.queries.likes import Suggestion
from kyuanbook.language import say, tr
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


class Suggested(Part):
    """Hidden while there is nothing to suggest. ``turned_down``: the product that is not wanted.

    ``brief``: where type is large the reason is said on hover alone, and what is to be typed below stays in sight.
    """

    said_as = "StaticText"
    turned_down = Signal(int)

    def __init__(self, theme: Theme, key: str, *, brief: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._shown: Suggestion | None = None
        self._brief = brief
        self.what = Label(theme, "", bold=True)
        self.why = Prose(theme, size=13)
        self.refuse = Button(theme, tr("不推荐"), kind="link", key=key)
        self.refuse.clicked.connect(self._turn_down)
        across = row(theme, gap=12)
        across.addWidget(self.what, 1)
        across.addLayout(Bleed(theme, self.refuse, left=0, right=6))
        down = column(theme, self, margins=(0, 4, 0, 4))
        down.addLayout(across)
        down.addWidget(self.why)
        self.hide()
        self.restyle()

    def restyle(self) -> None:
        """Follow the scale."""
        brief = self._brief and self.theme.compact
        self.why.setVisible(not brief)
        self.what.setToolTip(self.why.text() if brief else "")

    def show_suggestion(self, found: Suggestion | None) -> None:
        """This one, or none."""
        self._shown = found
        if found is not None:
            self.what.set_text(tr("可以推荐：{product}", product=found.name))
            self.why.setText(say(found.reason))
            self.restyle()
            self._fit()
            self.setAccessibleName(tr("{what}，{why}", what=self.what.text(), why=self.why.text()))
        self.setVisible(found is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow the name of the product goes before the link's key."""
        words = self.what.sizeHint().width() + self.theme.px(12)
        self.refuse.spare(key=words + self.refuse.width_with_key(True) <= self.width())

    def _turn_down(self) -> None:
        if self._shown is not None:
            self.turned_down.emit(self._shown.product_id)
