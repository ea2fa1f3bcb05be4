"""Whose entry it is: name, stage, and what happened last, over a rule."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Card, VisitRow
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.came import without_day
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.privacy import amount_words, privacy
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, StageMark


class Who(Part):
    """One line, 46 high. ``another``: the link by which another customer is taken, hidden unless wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._shown: tuple[Card, VisitRow | None, int] | None = None
        self.name = Label(theme, "", size=16, bold=True)
        self.stage = StageMark(theme)
        self.last = Label(theme, "", size=13, ink="ink2", right=True)
        self.another = Button(theme, tr("换一位"), kind="link")
        across = row(theme, self, gap=12, margins=(0, 0, 0, 12))
        across.addWidget(self.name)
        across.addWidget(self.stage)
        across.addWidget(self.last, 1)
        across.addWidget(self.another)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        privacy.changed.connect(self._say_again)

    def show_card(self, card: Card, last: VisitRow | None, today: int) -> None:
        """Say who it is and when they last came."""
        self._shown = (card, last, today)
        self.name.set_text(card.shown_name)
        self.stage.set_stage(card.stage.value, pinned=card.pin is not None, why=say(card.reason))
        self.last.set_text(_last_words(card, last, today))
        self.setAccessibleName(clauses((card.shown_name, self.stage.accessibleName(), self.last.text())))

    def show_of(
        self, book: Book, customer_id: int | None, but: int | None = None
    ) -> tuple[Card | None, Sequence[VisitRow]]:  # fmt: skip
        """Read and show whom an entry is of, with their visits, the newest first; None: nobody yet, or not in the book any
        more. ``but``: the visit that is being corrected is not their last."""
        card, came = None, list[VisitRow]()
        if customer_id is not None:
            today = book.today()
            with book.read() as sql:
                card = cards.card(sql, book.rhythms, customer_id, today)
                came = cards.visits(sql, customer_id)
            if card is not None:
                self.show_card(card, next((one for one in came if one.id != but), None), today)
        self.setVisible(card is not None)
        return card, came if card is not None else []

    def _say_again(self) -> None:
        if self._shown is not None:
            self.show_card(*self._shown)

    def sizeHint(self) -> QSize:
        """46 high at 100 %."""
        return QSize(super().sizeHint().width(), self.theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule below."""
        paint.rule(QPainter(self), self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.margin)


def _last_words(card: Card, last: VisitRow | None, today: int) -> str:
    if last is None:
        if card.last_day is None:
            return without_day(card.came)
        return tr("上次 {day}", day=say(day_words(card.last_day, today)))
    did = clauses(last.items.split("、"))
    done = f"{did} {amount_words(last.amount_cents)}".strip()
    return tr("上次 {day}，{done}", day=say(day_words(last.day, today)), done=done)
