"""Chips under a word, as a field has it; figures choose them and Enter goes on, as boxes are ticked on paper."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
RUB_OUT: Final = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0)


def _with_key(theme: Theme, choice: Choice) -> Chip:
    return KeyChip(theme, choice, low=True)


class KeyedChips(Part):
    """``none``: the word of a chip for none of ``choices``, which stands last and is chosen first; the keys 1 to 9 choose the
    others, 0 and Backspace none. ``chosen``: another one is; ``submitted``: Enter on the chosen one."""

    chosen = Signal(str)
    submitted = Signal()

    def __init__(
        self, theme: Theme, word: str, choices: Sequence[Choice], none: str, *, hint: str = "", long: bool = False,
        bare: bool = False,
    ) -> None:  # fmt: skip
        """``long``: the word is a whole question and may take several lines; ``bare``: it stands elsewhere, and each choice
        shows its key."""
        super().__init__(theme)
        if bare:
            choices = [Choice(one.key, one.word, n) for n, one in enumerate(choices, 1)]
        self.keys = tuple(one.key for one in choices)
        self.label = Prose(theme, word, size=13) if long else Label(theme, word, size=13, ink="ink2")
        self.hint = Label(theme, hint, size=13, ink="ink3", right=True)
        first = Choice("", none, 0 if bare else None)
        self.chips = Chips(theme, [first, *choices], name=word, make=_with_key if bare else None)
        self.chips.put_last("")
        self.chips.choose("")
        self.chips.setAccessibleDescription(hint)
        head = row(theme, gap=8)
        head.addWidget(self.label, 1 if long else 0)
        head.addWidget(self.hint, 0 if long else 1)
        down = column(theme, self, gap=4)
        if bare:
            for part in (self.label, self.hint):
                part.setParent(self)
                part.hide()
        else:
            down.addLayout(head)
        down.addWidget(self.chips)
        self.chips.chosen.connect(self.chosen)
        for chip in self.chips.findChildren(Chip):
            chip.installEventFilter(self)

    def choice(self) -> str:
        """The key of what is chosen."""
        return self.chips.choice()

    def choose(self, key: str) -> None:
        """Choose without telling anyone; what is none of them is none."""
        self.chips.choose(key if key in self.keys else "")

    def current(self) -> Chip:
        """The chip that is chosen: where the focus goes."""
        return next(chip for chip in self.chips.findChildren(Chip) if chip.isChecked())

    def chips_in_order(self) -> list[Chip]:
        """As Tab meets them."""
        none, *others = self.chips.findChildren(Chip)
        return [*others, none]

    def take_focus(self) -> None:
        """Put the focus on what is chosen."""
        self.current().setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Figures choose; Enter on the chosen one goes on, one not chosen yet it chooses."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, Chip):
            return super().eventFilter(watched, event)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = event.key() - Qt.Key.Key_1.value
        if plain and 0 <= place < min(9, len(self.keys)):
            self._take(self.keys[place])
            return True
        if plain and event.key() in RUB_OUT:
            self._take("")
            return True
        if plain and event.key() in ENTER and watched.isChecked():
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _take(self, key: str) -> None:
        self.chips.choose(key)
        self.take_focus()
        self.chosen.emit(key)
