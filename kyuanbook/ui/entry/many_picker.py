"""A line that holds several words, each in a chip: what was done, tags. Typing offers what the shop already knows."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from kyuanbook.language import listed, tr
from kyuanbook.rules.entries import read_items
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.finding import choose_from
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme

CHIP: Final = 28
PITCH: Final = 34
GAP: Final = 6
ROOM: Final = 96  # the least width left for typing beside chips
_APART: Final = re.compile(r"[,，、;；\n]")
_TIMES: Final = re.compile(r"\s*[×*xX]\s*(\d{1,3})\s*$")


class ManyPicker(Picker):
    """Words apart by comma or Enter; Backspace takes the last one back, a click on its × any. Enter on an empty line
    submits. ``text()`` is all of them, apart by ，.
    """

    def __init__(self, theme: Theme, *, placeholder: str = "", counted: bool = False) -> None:
        """``counted``: a word may end in ×2; the same word again adds up."""
        self.words: list[str] = []
        self._names: tuple[str, ...] = ()
        self._counted = counted
        self._invitation = placeholder
        super().__init__(theme, self._fitting, placeholder=placeholder)

    def offer_from(self, names: Sequence[str]) -> None:
        """The words the shop knows, most used first."""
        self._names = tuple(names)

    # the value ---------------------------------------------------------------------------------------------------------

    def typed(self) -> str:
        """What stands in the line beside the chips."""
        return super().text()

    def text(self) -> str:
        """All words, what is still being typed too."""
        return "，".join(filter(None, (*self.words, self.typed().strip())))

    def setText(self, text: str | None) -> None:
        """Replace all words."""
        self.words = self._united(_APART.split(text or ""))
        super().setText("")
        self._told()

    def values(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(self._united([*self.words, self.typed()]))

    def add(self, typed: str) -> None:
        """Make ``typed`` a chip and empty the line."""
        self.words = self._united([*self.words, *_APART.split(typed)])
        super().setText("")
        self._told()

    def remove(self, place: int) -> None:
        """Take a chip away."""
        del self.words[place]
        self._told()

    def _united(self, words: Sequence[str]) -> list[str]:
        words = [w.strip() for w in words if w.strip()]
        if not self._counted:
            return list(dict.fromkeys(words))
        wrong: list[Problem] = []
        items = read_items("，".join(words), wrong)
        if wrong:  # said beside the field; what was typed stays as it is
            return words
        return [item.name if item.quantity == 1 else f"{item.name}×{item.quantity}" for item in items]

    def _told(self) -> None:
        self.setPlaceholderText("" if self.words else self._invitation)
        self.setAccessibleDescription(listed(self.words))
        self.restyle()
        self.committed.emit(self.text())

    def _changed(self, text: str) -> None:
        self.committed.emit(self.text())

    # offering ----------------------------------------------------------------------------------------------------------

    def _fitting(self, typed: str) -> Sequence[Option]:
        word = _TIMES.sub("", typed) if self._counted else typed
        names = choose_from(self._names, word)
        if not self._counted:
            names = [name for name in names if name not in self.words]
        return [Option(name, name) for name in names]

    def _typed(self, text: str) -> None:
        if _APART.search(text):
            *whole, rest = _APART.split(text)
            self.add("，".join(whole))
            super(Picker, self).setText(rest.lstrip())
            text = rest
        if text.strip():
            self.offer(text)
        else:
            self.close_list()

    def choose(self, option: Option | None) -> None:
        """A row of the list was taken: it becomes a chip, with the ×2 typed after it."""
        if option is None:
            self.setText("")
            return
        times = _TIMES.search(self.typed()) if self._counted else None
        self.add(f"{option.word}×{times[1]}" if times else option.word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes a word before it submits; Backspace on an empty line takes the last word back."""
        composing = self.composing or self.just_composed()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not composing and enter and not self.is_open() and self.typed().strip():
            self.add(self.typed())
            event.accept()
        elif not composing and event.key() == Qt.Key.Key_Backspace and not self.typed() and self.words:
            self.remove(len(self.words) - 1)
            event.accept()
        elif not composing and event.key() == Qt.Key.Key_Down and not self.is_open():
            self.offer(self.typed())
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being typed becomes a word."""
        super().focusOutEvent(event)
        if self.typed().strip() and event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.add(self.typed())

    # chips -------------------------------------------------------------------------------------------------------------

    def _boxes(self) -> tuple[list[QRect], int, int]:
        """(box of each chip, left edge of the typing, its row from 0)."""
        px, metrics = self.theme.px, self.theme.metrics(14)
        left, right = px(GAP), self.width() - px(GAP)
        x, line, boxes = left, 0, []
        for word in self.words:
            wide = min(metrics.horizontalAdvance(word) + px(36), right - left)
            if x > left and x + wide > right:
                x, line = left, line + 1
            boxes.append(QRect(x, px(GAP) + line * px(PITCH), wide, px(CHIP)))
            x += wide + px(GAP)
        if x > left and right - x < px(ROOM):
            x, line = left, line + 1
        return boxes, x, line

    def restyle(self) -> None:
        """As many rows as the chips need; the typing goes on after the last."""
        super().restyle()
        px = self.theme.px
        _, x, line = self._boxes()
        self.setFixedHeight(px(40) + line * px(PITCH))
        self.setTextMargins(max(0, x - px(GAP)) if self.words else 0, line * px(PITCH), 0, 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a chip's × takes it away."""
        boxes, _, _ = self._boxes()
        at = event.position().toPoint()
        for place, box in enumerate(boxes):
            if box.contains(at):
                if at.x() > box.right() - self.theme.px(26):
                    self.remove(place)
                return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, then its chips."""
        super().paintEvent(event)
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        for word, box in zip(self.words, self._boxes()[0], strict=True):
            paint.rounded(painter, theme, box, 4, fill=t.sunk)
            paint.write(painter, theme, box.adjusted(px(10), 0, -px(24), 0), word, t.ink)
            paint.image(painter, theme, box.right() - px(21), box.center().y() + 1, "x", t.ink2, 13)

    def hint(self) -> str:
        """How to part the words."""
        return tr("逗号或 Enter 隔开")
