"""The bar at the foot of 客户 for the rows that are picked."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label


class SelectionBar(Part):
    """What to do with the picked rows; there only while some are."""

    print_wanted = Signal()
    tag_wanted = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.count = Label(theme, "", bold=True)
        self.print_button = Button(theme, tr("打印名单"), icon="printer", key="Ctrl+P", bind=False)
        self.tag_button = Button(theme, tr("加标签"), icon="tag", key="Ctrl+T", bind=False)
        self.clear_button = Button(theme, tr("取消"), kind="quiet", key="Esc")
        self.print_button.clicked.connect(lambda: self.print_wanted.emit())
        self.tag_button.clicked.connect(lambda: self.tag_wanted.emit())
        self.clear_button.clicked.connect(lambda: self.cleared.emit())
        down = column(theme, self)
        across = row(theme, gap=8, margins=(0, 12, 0, 12))
        across.addWidget(self.count)
        across.addSpacing(theme.px(12))
        self._buttons = (self.print_button, self.tag_button, self.clear_button)
        for button in self._buttons:
            across.addWidget(button)
        across.addStretch(1)
        down.addLayout(across)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the keys go first, then the icons."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.count.sizeHint().width() - self.theme.px(12 + 8 * len(self._buttons))
        whole, bare = (sum(button.width_with_key(key) for button in self._buttons) for key in (True, False))
        for button in self._buttons:
            button.spare(key=whole <= room, icon=bare <= room)

    def show_count(self, n: int) -> None:
        """``已选 3 位``; hidden for none."""
        self.count.set_text(trn("已选 {n} 位", n))
        self._fit()
        if n or self.isVisible():
            announce(self, self.count.text())
        self.setVisible(bool(n))
