"""Picking several: each a chip to press; of many, those picked as chips and a list with the rest."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.rules.segments import Value
from kyuanbook.ui.kit.choices import Chip, Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.line import ENTER
from kyuanbook.ui.kit.theme import Theme

FEW: Final = 14  # more choices come as a list
_OPENS: Final = (*ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4)


class PickChip(Chip):
    """One of which any number may be chosen."""

    def __init__(self, theme: Theme, choice: Choice) -> None:
        super().__init__(theme, choice)
        self.setAutoExclusive(False)


class AddCombo(Combo):
    """A list that adds what is picked, and says what it adds when it is closed. Any key opens it; none picks unseen.

    ``picked``: the key. Choices without a key are heads.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, small=True)
        self._words = words
        self.setAccessibleName(words)
        self.chosen.connect(self._picked)

    def offer(self, choices: Sequence[Choice]) -> None:
        """These, below the words."""
        self.clear()
        self.addItem(self._words, "")
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for choice in choices:
            self.addItem(choice.word if choice.key == "" else f"　{choice.word}", choice.key)
            if not choice.key:
                model.item(self.count() - 1).setEnabled(False)
        self.setCurrentIndex(0)

    def _picked(self, key: str) -> None:
        self.setCurrentIndex(0)
        if key:
            self.picked.emit(key)

    def sizeHint(self) -> QSize:
        """As wide as what it says when closed."""
        words = self.theme.metrics(14).horizontalAdvance(self._words)
        return QSize(words + self.theme.px(12 + 8 + 16 + 12), super().sizeHint().height())

    def showPopup(self) -> None:
        """As wide as what is offered."""
        metrics = self.theme.metrics(14)
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(widest + self.theme.px(40))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of a list opens it."""
        if event.key() in _OPENS:
            self.showPopup()
        else:
            event.ignore()


class Picks(Flow):
    """``changed``: another is picked, or one no more."""

    said_as = "Grouping"
    changed = Signal()

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[Value, str]], picked: Sequence[Value]) -> None:
        self._values = [value for value, _ in choices]
        self.few = len(choices) <= FEW
        self.chips = [self._chip(theme, i, word) for i, (_, word) in enumerate(choices)] if self.few else []
        self.add = AddCombo(theme, tr("再选一样"))
        super().__init__(theme, self.chips or [self.add], gap=8)
        self.setAccessibleName(name)
        self._words = dict(choices)
        self.add.setVisible(not self.few)
        self.add.setAccessibleName(name)
        self.add.picked.connect(lambda key: self._take(int(key)))
        for value in picked:
            self._put(value)
        self._offer()

    def _chip(self, theme: Theme, place: int, word: str) -> PickChip:
        chip = PickChip(theme, Choice(str(place), word))
        chip.clicked.connect(lambda: self._clicked(chip))
        return chip

    def picked(self) -> tuple[Value, ...]:
        """The values picked, in the order of the chips."""
        return tuple(self._values[int(chip.choice.key)] for chip in self.chips if chip.isChecked())

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.chips] if self.few else [self.add, *self.chips]

    def _put(self, value: Value) -> None:
        """Pick a value; one that is offered no more stays."""
        if value not in self._values:
            self._values.append(value)
            self._words[value] = str(value) if isinstance(value, str) and value else tr("已经没有的一项")
            if self.few:
                self.chips.append(self._chip(self.theme, len(self._values) - 1, self._words[value]))
        place = self._values.index(value)
        if not self.few:
            self.chips.append(self._chip(self.theme, place, self._words[value]))
        next(chip for chip in self.chips if chip.choice.key == str(place)).setChecked(True)

    def _take(self, place: int) -> None:
        self._put(self._values[place])
        self._offer()
        self.changed.emit()

    def _clicked(self, chip: PickChip) -> None:
        if not self.few:  # no more among those picked: the list offers it again
            at_hand = chip.hasFocus()
            self.chips.remove(chip)
            self._offer()
            chip.hide()
            chip.deleteLater()
            if at_hand:
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _offer(self) -> None:
        picked = set(self.picked())
        if not self.few:
            rest = [(i, value) for i, value in enumerate(self._values) if value not in picked]
            self.add.offer([Choice(str(i), self._words[value]) for i, value in rest])
        self.set_widgets(self.chips if self.few else [*self.chips, self.add])
