"""Chips under their word, as a field has it; each on its key. While the figures mean them, the word says so."""

from kyuanbook.language import tr
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class Named(Part):
    """A word, and below it the chips."""

    def __init__(self, theme: Theme, word: str, chips: Chips) -> None:
        super().__init__(theme)
        self.now = Label(theme, "", size=13, bold=True, ink="accent")
        self._taking = False
        self._column = column(theme, self, gap=2)
        head = row(theme, gap=12)
        head.addWidget(Label(theme, word, size=13, ink="ink2"))
        head.addWidget(self.now)
        head.addStretch(1)
        self._column.addLayout(head)
        self._chips = chips
        self._column.addWidget(chips)

    def put(self, chips: Chips) -> None:
        """Others in their place."""
        self._column.replaceWidget(self._chips, chips)
        self._chips = chips
        self.take_figures(self._taking)

    def take_figures(self, taking: bool) -> None:
        """Whether a figure pressed now chooses one of these: the word says which figures, else the chips are greyed."""
        self._taking = taking
        chips = [chip for chip in self._chips.findChildren(KeyChip) if not chip.isHidden()]
        for chip in chips:
            chip.set_waits(not taking)
        keys = [chip.choice.count for chip in chips if chip.choice.count is not None]
        self.now.set_text(tr("现在按 {first}–{last}", first=min(keys), last=max(keys)) if taking and keys else "")


def low(theme: Theme, choice: Choice) -> Chip:
    """A chip no higher than a field."""
    return KeyChip(theme, choice, low=True)
