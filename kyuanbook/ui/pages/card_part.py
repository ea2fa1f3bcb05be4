"""What every part at the right of the card is: a head and what stands under it."""

from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import Card
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading

TOP: Final = 12  # px above a part


class CardPart(Part):
    """A head and what stands under it; 12 above it."""

    def __init__(self, theme: Theme, head: str = "", *, above: int = TOP, sides: tuple[int, int] = (0, 0)) -> None:
        """``sides``: px left and right, at 100 %, over which a list in it bleeds; lay such a part in a Bleed of as much."""
        super().__init__(theme)
        self.down = column(theme, self, margins=(sides[0], above, sides[1], 0))
        self.head = Heading(theme, head, parent=self)
        if head:
            self.down.addWidget(self.head)
        else:
            self.head.hide()

    def read(self, book: Book, card: Card, today: int) -> None:
        """Fetch what the card itself does not hold; asked once, before :meth:`show_card`. May raise BookError."""

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Say it of this customer. ``numbers_open``: whole numbers, not masked."""
