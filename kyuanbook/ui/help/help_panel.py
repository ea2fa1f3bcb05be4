"""The panel that F1 opens: one text at a time, links to others, the way back."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.help.parts import KeyRow, KeyRows, LinkList, PictureView
from kyuanbook.ui.help.passage import PassageView
from kyuanbook.ui.help.topics import KEYS, START, Block, Head, Links, Passage, Picture, topic
from kyuanbook.ui.kit.buttons import IconButton
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading

SHUT_OUT: Final = (Qt.Key.Key_Delete, Qt.Key.Key_F2)  # whoever reads means nobody on the page behind
BACK: Final = "Alt+Left"


class Text(Part):
    """All of one text; a screen reader reads it through when it is shown."""

    said_as = "Document"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class HelpPanel(Panel):
    """``turned``: another text is shown. Arrows scroll; Tab goes from link to link; Alt ← goes back, Esc leaves."""

    holds = False
    topic = START
    turned = Signal(str)

    def __init__(self, theme: Theme, keys: Callable[[], Sequence[KeyRow]], parent: QWidget | None = None) -> None:
        """``keys``: every act and its key, asked for when they are shown."""
        super().__init__(theme, tr("帮助"), parent)
        self._keys = keys
        self._way: list[str] = []
        self.shown = ""
        self.text = Text(theme)
        self.back_button = IconButton(theme, "chevron-left", tr("返回"), key=BACK)
        self.back_button.clicked.connect(self.back)
        self.back_button.hide()
        self.head.insertWidget(0, self.back_button)
        self.body.addWidget(self.text)
        self.body.addStretch(1)

    def open_at(self, key: str) -> None:
        """Begin with this text: nothing to go back to."""
        self._way = []
        self._show(key)

    def go(self, key: str) -> None:
        """Follow a link."""
        if key != self.shown:
            self._way.append(self.shown)
            self._show(key)

    def back(self) -> None:
        """To the text the link stood in."""
        if self._way:
            self._show(self._way.pop())

    def _show(self, key: str) -> None:
        found = topic(key)
        self.shown = key
        self.title.set_text(found.title)
        self.setAccessibleName(tr("帮助：{title}", title=found.title))
        self.back_button.setVisible(bool(self._way))
        before, self.text = self.text, Text(self.theme)
        self.text.setAccessibleName(found.title)
        self.text.setAccessibleDescription(found.said())
        down = column(self.theme, self.text, gap=8, margins=(0, 8, 0, 0))
        for block in (*found.blocks, _ways_on(key)):
            down.addWidget(self._view(block))
        self.body.replaceWidget(before, self.text)
        self.text.show()
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        before.hide()
        before.deleteLater()
        self.scroller.verticalScrollBar().setValue(0)
        self.turned.emit(key)

    def _view(self, block: Block) -> QWidget:
        if isinstance(block, Head):
            return Heading(self.theme, block.text)
        if isinstance(block, Passage):
            return PassageView(self.theme, block)
        if isinstance(block, Picture):
            return PictureView(self.theme, block)
        if isinstance(block, Links):
            return LinkList(self.theme, block, self.go)
        return KeyRows(self.theme, self._keys())

    def first_field(self) -> QWidget | None:
        """The text itself, so that arrows scroll and a screen reader reads."""
        return self.text

    def stops(self) -> list[QWidget]:
        """Text, links, back, close."""
        links = [b for part in self.text.findChildren(LinkList) for b in part.buttons]
        back = [self.back_button] if self.back_button.isVisibleTo(self) else []
        return [self.text, *links, *back, self.escape]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages scroll."""
        bar, key = self.scroller.verticalScrollBar(), Qt.Key(event.key())
        line, page = self.theme.px(48), bar.pageStep()
        steps = {
            Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line, Qt.Key.Key_PageDown: page, Qt.Key.Key_Space: page,
            Qt.Key.Key_PageUp: -page, Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if key in steps:
            bar.setValue(bar.value() + steps[key])
        elif key == Qt.Key.Key_Backspace:
            self.back()
        elif key not in SHUT_OUT:
            super().keyPressEvent(event)


def _ways_on(key: str) -> Links:
    """Below each text: the overview and the list of keys."""
    ways = ((tr("客源本怎么用"), START), (tr("全部按键"), KEYS))
    return Links(tuple(way for way in ways if way[1] != key))
