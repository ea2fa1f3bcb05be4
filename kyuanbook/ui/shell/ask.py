"""The rare question with buttons that are verbs; nothing is lost by Enter or by Esc."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.dialog import Dialog
from kyuanbook.ui.kit.theme import Theme

Answer = tuple[str, Callable[[], None]]


class Ask(Dialog):
    """``best``: what Enter means, and the last button; ``safe``: what Esc means. Shown by ``open()``: nothing waits for it but
    the owner."""

    def __init__(
        self, theme: Theme, title: str, words: str, *, others: Sequence[Answer], safe: Answer, best: Answer | None,
        parent: QWidget,
    ) -> None:  # fmt: skip
        """``safe``: what Esc does too; ``best``: None where nothing is better."""
        super().__init__(theme, title, words, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons: list[Button] = []
        answers = (*others, safe, best) if best is not None else (*others, safe)
        for i, (word, act) in enumerate(answers):
            kind = "filled" if i == len(answers) - 1 else "outlined"
            button = Button(theme, word, kind=kind, danger=i < len(others))
            button.clicked.connect(lambda _=False, a=act: self._answer(a))
            self.add_button(button)
            self.buttons.append(button)
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
