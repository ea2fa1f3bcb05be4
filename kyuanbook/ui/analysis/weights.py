"""怎么算潜力: how much each of the four parts counts, with what that would change."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.potential import PARTS, PotentialWeights
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.shell.menu import Act

KEY: Final = "Ctrl+S"


def weight_words() -> tuple[str, ...]:
    """0 to 3 in words."""
    return tr("不看"), tr("少看"), tr("照常"), tr("多看")


class Weights(Part):
    """Four lists and what they would change, said before it is saved. ``saved``: bears the weights."""

    saved = Signal(object)

    def __init__(self, theme: Theme, effect: Callable[[PotentialWeights], str], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._effect_of, self._now = effect, PotentialWeights()
        choices = [Choice(str(i), word) for i, word in enumerate(weight_words())]
        self.lists = {name: Combo(theme, choices) for name in PARTS}
        self.head = Heading(theme, tr("怎么算潜力"))
        self.save = Button(theme, tr("照这样算"), kind="link", icon="check", key=KEY, bind=False)
        self.save.clicked.connect(self.store)
        self.head.add(self.save)
        self.effect = Prose(theme, "", size=13)
        down = column(theme, self, gap=8)
        down.addWidget(self.head)
        for pair in (PARTS[:2], PARTS[2:]):
            across = row(theme, gap=16)
            for name in pair:
                across.addWidget(Field(theme, say(Message(f"potential_{name}")), self.lists[name]), 1)
                self.lists[name].chosen.connect(lambda _: self._changed())
            down.addLayout(across)
        down.addLayout(Bleed(theme, self.effect, left=0, right=0))
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.activated.connect(self.store)

    def show_weights(self, weights: PotentialWeights) -> None:
        """As they are kept."""
        self._now = weights
        self._fill()

    def _fill(self) -> None:
        for name, weight in zip(PARTS, self._now, strict=True):
            self.lists[name].choose(str(weight))
        self._changed()

    def weights(self) -> PotentialWeights:
        """As they stand here."""
        return PotentialWeights(*(int(self.lists[name].choice()) for name in PARTS))

    def changed(self) -> bool:
        """Whether they are other than those kept."""
        return self.weights() != self._now

    def _changed(self) -> None:
        chosen = self.weights()
        ours = self.changed()
        self.save.setVisible(ours)
        if not any(chosen):
            self.effect.setText(tr("四样里至少要有一样算数"))
        else:
            self.effect.setText(self._effect_of(chosen) if ours else tr("不知道的不扣分，只是看得没那么准。"))

    def store(self) -> None:
        """照这样算: keep them."""
        if self.changed():
            self.saved.emit(self.weights())

    def give_up(self) -> bool:
        """Back to those kept; False when they are."""
        if not self.changed():
            return False
        self._fill()
        return True

    def own_acts(self) -> Sequence[Act]:
        """照这样算, while there is something to keep."""
        return (Act(tr("照这样算"), KEY, self.store, bind=False, can=self.changed),)
