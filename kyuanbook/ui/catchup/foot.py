"""The foot of 补记: the sum to hold against the till, and the row written last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from kyuanbook.book.queries.daybook import DayVisit
from kyuanbook.language import clauses, tr, trn
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class Foot(Part):
    """The sum to hold against the till; that rows are safe; the row written last, and its 撤销."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.sum = Label(theme, "", size=16, bold=True)
        self.safe = Label(theme, tr("每一行录完就存好了，随时可以停，回来接着录。"), size=13, ink="ink2", icon="check")
        self.last = Label(theme, "", size=14, ink="ink2", right=True)
        self.undo = Button(theme, tr("撤销"), kind="link", key="Ctrl+Z", bind=False)
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        across = row(theme, self, gap=20, margins=(0, 8, 0, 4))
        across.addWidget(self.sum)
        across.addWidget(self.safe)
        across.addWidget(self.last, 1)
        across.addWidget(self.undo)
        self.tell("")
        self.restyle()

    def restyle(self) -> None:
        """As high without its link as with it."""
        self.setFixedHeight(self.theme.px(44))

    def show_sum(self, rows: Sequence[DayVisit]) -> None:
        """``已录 14 位，共 ¥1,286``."""
        people = len({one.customer_id for one in rows})
        cents = sum(one.amount_cents for one in rows)
        total = tr("共 {amount}", amount=amount_words(cents, exact=bool(cents % 100)))
        often = trn("{n} 次", len(rows)) if len(rows) != people else ""
        self.sum.set_text(clauses((trn("已录 {n} 位", people), often, total)) if rows else tr("这一天还没有录"))
        self._fit()

    def tell(self, words: str) -> None:
        """What was done last; "": nothing that could be taken back from here."""
        self.last.set_text(words)
        self.undo.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large type leaves no room for that all is safe, or for the key."""
        told, px = bool(self.last.text()), self.theme.px
        self.undo.spare(key=not self.theme.compact)
        wide = self.sum.sizeHint().width() + px(20) + self.safe.sizeHint().width()
        self.safe.setVisible(not (told and self.theme.compact) and wide <= self.width())
        self.sum.setMinimumWidth(self.sum.sizeHint().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rule above."""
        paint.rule(QPainter(self), self.theme, 0, 0, self.width(), self.theme.tokens.rule2)
