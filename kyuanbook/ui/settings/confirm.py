"""The one dialog: for what 撤销 can't take back. Its buttons are verbs; doing nothing is what Enter and Esc do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

WIDTH = 440


class Confirm(QDialog):
    """A title, what will happen, two verbs. ``accepted`` only when the owner went for it."""

    def __init__(self, theme: Theme, title: str, text: str, do: str, leave: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setModal(True)
        self.setFixedWidth(theme.px(WIDTH))
        self.words = Prose(theme, text, size=14, ink="ink")
        self.do = Button(theme, do, danger=True)
        self.leave = Button(theme, leave, kind="filled", key="Esc")
        self.do.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        down = column(theme, self, gap=16, margins=(28, 24, 28, 24))
        down.addWidget(Label(theme, title, size=20, serif=True))
        down.addWidget(self.words)
        across = row(theme, gap=12)
        across.addStretch(1)
        across.addWidget(self.leave)
        across.addWidget(self.do)
        down.addLayout(across)
        self.leave.setFocus(Qt.FocusReason.TabFocusReason)
