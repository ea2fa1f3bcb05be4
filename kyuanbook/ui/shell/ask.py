"""The rare question with buttons that are verbs; the safe one is the default."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

Answer = tuple[str, Callable[[], None]]


class Ask(QDialog):
    """``safe``: what Enter and Esc mean. Shown by ``open()``: nothing waits for it but the owner."""

    def __init__(
        self, theme: Theme, title: str, words: str, safe: Answer, others: Sequence[Answer], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(380))
        self.buttons: list[Button] = []
        down = column(theme, self, gap=12, margins=(24, 20, 24, 20))
        down.addWidget(Label(theme, title, size=20, serif=True))
        down.addWidget(Prose(theme, words))
        across = row(theme, gap=8, margins=(0, 8, 0, 0))
        across.addStretch(1)
        for i, (word, act) in enumerate((*others, safe)):
            last = i == len(others)
            button = Button(theme, word, kind="filled" if last else "outlined", danger=not last)
            button.clicked.connect(lambda _=False, a=act: self._answer(a))
            across.addWidget(button)
            self.buttons.append(button)
        down.addLayout(across)
        self._safe = safe[1]
        self.buttons[-1].setFocus()

    def _answer(self, act: Callable[[], None]) -> None:
        self._safe = lambda: None
        self.accept()
        act()

    def reject(self) -> None:
        """Esc, or the dialog's own close button."""
        safe, self._safe = self._safe, lambda: None
        super().reject()
        safe()
