"""喜好: what a customer buys, what is due again, and one thing that might be welcome."""

from typing import Final

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.likes import NOTHING, SHOWN, CustomerLikes, DueAgain, Favourite, likes_of, shown_due
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.card_part import CardPart
from kyuanbook.ui.suggested import Suggested

REFUSE_KEY: Final = "Ctrl+Shift+R"


def _whole(text: str) -> str:
    """A figure stays with its 天: no line begins with the word alone."""
    return text.replace(" 天", "\u00a0天")


def _fact(one: Favourite, today: int) -> Fact:
    return Fact(f"{one.times} {trn('次', one.times)}", one.name, say(day_words(one.last, today)))


class _DueLine(Part):
    """``该再做了：补染发根（按 45 天左右一次，已 60 天）``, below it what the gap was made of."""

    said_as = "StaticText"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.words, self.parts = Prose(theme, ink="warn"), Prose(theme, size=13)
        down = column(theme, self, margins=(0, 8, 0, 0))
        down.addWidget(self.words)
        down.addWidget(self.parts)

    def show_due(self, due: DueAgain) -> None:
        self.words.setText(_whole(say(due.words)))
        self.parts.setText(_whole(clauses(map(say, due.parts))))
        self.parts.setVisible(bool(due.parts))
        self.setAccessibleName(clauses((self.words.text(), self.parts.text())))


class LikesPart(CardPart):
    """Only of somebody for whom a product was ever written down. ``turned_down``: the product that is not wanted."""

    turned_down = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("喜好"))
        self.likes: CustomerLikes = NOTHING
        self.favourites = Facts(theme)
        self.dues: list[_DueLine] = []
        self.suggested = Suggested(theme, REFUSE_KEY)
        self.suggested.turned_down.connect(self.turned_down)
        self._due_place = column(theme)
        self.down.addWidget(self.favourites)
        self.down.addLayout(self._due_place)
        self.down.addWidget(self.suggested)

    def read(self, book: Book, card: Card, today: int) -> None:
        """Their purchases, and the shop's table of the day."""
        with book.read() as sql:
            self.likes = likes_of(sql, card.id, today)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """The most bought, how often and when last; nobody is asked about one who lies in 回收站."""
        found = self.likes
        self.favourites.set_facts([_fact(one, today) for one in found.favourites[:SHOWN]])
        self._show_due(() if card.deleted else shown_due(found))
        self.suggested.show_suggestion(None if card.deleted else found.suggestion)
        self.setVisible(bool(found.favourites))

    def _show_due(self, due: tuple[DueAgain, ...]) -> None:
        while len(self.dues) < len(due):
            self.dues.append(_DueLine(self.theme))
            self._due_place.addWidget(self.dues[-1])
        for line, one in zip(self.dues, due, strict=False):
            line.show_due(one)
        for i, line in enumerate(self.dues):
            line.setVisible(i < len(due))

    def texts(self) -> list[str]:
        """What is said to be due."""
        return [line.words.text() for line in self.dues if not line.isHidden()]
