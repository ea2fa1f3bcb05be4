"""The outcomes of getting in touch, each on its key, in the words of the way it was done; only those that way can have."""

from typing import Final

from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind, outcome_label
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.theme import Theme

NUMBERS: Final = {outcome: str(place) for place, outcome in enumerate(Outcome, 1)}
BY_NUMBER: Final = {number: outcome for outcome, number in NUMBERS.items()}


class Outcomes(Chips):
    """``chosen``: an outcome's value. ``across``: so many beside one another, all of one width; 0: as many as fit."""

    def __init__(self, theme: Theme, *, across: int = 0, parent: QWidget | None = None) -> None:
        def make(theme: Theme, choice: Choice) -> Chip:
            return KeyChip(theme, choice, danger=choice.key == Outcome.DO_NOT_CONTACT, tight=bool(across))

        super().__init__(theme, [_choice(TouchKind.CALL, one) for one in Outcome], name=tr("结果"), make=make, across=across,
                         parent=parent)  # fmt: skip

    def show_channel(self, channel: TouchKind) -> None:
        """Those a touch of this kind can have, in its words."""
        for one in Outcome:
            self.set_word(one.value, _choice(channel, one).word)
        self.offer([one.value for one in OUTCOMES.get(channel, tuple(Outcome))])

    def offers(self, outcome: Outcome) -> bool:
        """Whether it can be chosen now."""
        return outcome.value not in self._away


def _choice(channel: TouchKind, outcome: Outcome) -> Choice:
    return Choice(outcome.value, say(outcome_label(channel, outcome)), int(NUMBERS[outcome]))
