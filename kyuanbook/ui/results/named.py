"""Chips under their word, as a field has it; each on its key."""

from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class Named(Part):
    """A word, and below it the chips."""

    def __init__(self, theme: Theme, word: str, chips: Chips) -> None:
        super().__init__(theme)
        self._column = column(theme, self, gap=2)
        self._column.addWidget(Label(theme, word, size=13, ink="ink2"))
        self._chips = chips
        self._column.addWidget(chips)

    def put(self, chips: Chips) -> None:
        """Others in their place."""
        self._column.replaceWidget(self._chips, chips)
        self._chips = chips


def low(theme: Theme, choice: Choice) -> Chip:
    """A chip no higher than a field."""
    return KeyChip(theme, choice, low=True)
