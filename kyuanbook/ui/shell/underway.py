"""A small window while no book is open: what is being done with it, how far it is, and 停下."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent

from kyuanbook.language import tr
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.bar import Bar
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

WIDTH: Final = 440


class Underway(Part):
    """``stop_wanted``: by its button, by Esc or by closing it. It goes away when whoever made it says :meth:`end`."""

    stop_wanted = Signal()

    def __init__(self, theme: Theme, title: str, text: str) -> None:
        super().__init__(theme)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._ended = self._stopping = False
        self.text = Prose(theme, text)
        self.step = Label(theme, "")
        self.bar = Bar(theme, title)
        self.stop = Button(theme, tr("停下"), key="Esc")
        self.stop.clicked.connect(self._stop)
        down = column(theme, self, gap=12, margins=(28, 24, 28, 24))
        down.addWidget(Label(theme, title, size=20, serif=True, heading=True))
        down.addWidget(self.text)
        down.addSpacing(theme.px(4))
        down.addWidget(self.step)
        down.addWidget(self.bar)
        across = row(theme, margins=(0, 8, 0, 0))
        across.addStretch(1)
        across.addWidget(self.stop)
        down.addLayout(across)
        self.setFixedWidth(theme.px(WIDTH))
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_over(self, place: QRect) -> None:
        """Show it in the middle of where the other window stood."""
        self.adjustSize()
        box = QRect(0, 0, self.width(), self.height())
        box.moveCenter(place.center())
        self.move(box.topLeft())
        self.show()
        self.activateWindow()

    def come_forward(self) -> None:
        """A second start wants to see it."""
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, at: int, step: str, may_stop: bool) -> None:
        """How far it is of a thousand, what is being done, and whether it can still be stopped."""
        if not self._stopping:
            self.bar.go_to(at)
        if not (self._stopping and may_stop):
            self._say(step)
        if not may_stop:
            self.stop.setEnabled(False)

    def _say(self, step: str) -> None:
        if step != self.step.text():
            self.step.set_text(step)
            announce(self, step)

    def _stop(self) -> None:
        if self.stop.isEnabled():
            self._stopping = True
            self.stop.setEnabled(False)
            self._say(tr("正在停下"))
            self.stop_wanted.emit()

    def end(self) -> None:
        """It is over."""
        self._ended = True
        self.close()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button is 停下: it stands until what it tells of is over."""
        if not self._ended:
            event.ignore()
            self._stop()

    def sizeHint(self) -> QSize:
        """As high as its words need at this width."""
        width = self.theme.px(WIDTH)
        layout = self.layout()
        return QSize(width, layout.heightForWidth(width) if layout is not None else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet."""
        QPainter(self).fillRect(self.rect(), self.theme.colour(self.theme.tokens.sheet))
