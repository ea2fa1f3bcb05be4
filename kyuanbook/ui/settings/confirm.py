"""The one dialog: for what 撤销 can't take back. Its buttons are verbs; doing nothing is what Enter and Esc do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.dialog import Dialog
from kyuanbook.ui.kit.theme import Theme


class Confirm(Dialog):
    """A title, what will happen, two verbs. ``accepted`` only when the owner went for it."""

    def __init__(self, theme: Theme, title: str, text: str, do: str, leave: str, parent: QWidget) -> None:
        super().__init__(theme, title, text, parent)
        self.do = Button(theme, do, danger=True)
        self.leave = Button(theme, leave, kind="filled", key="Esc")
        self.do.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        self.add_button(self.do)
        self.add_button(self.leave)
        self.leave.setFocus(Qt.FocusReason.TabFocusReason)
