"""Buttons beside each other, on to the next line where the page is too narrow for all."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme


class Flow(Part):
    """Its widgets from left to right, each in its own size. No narrower than the widest; as high as its width needs."""

    def __init__(self, theme: Theme, widgets: Sequence[QWidget], *, gap: int = 12) -> None:
        super().__init__(theme)
        self._widgets, self._gap, self._given = tuple(widgets), gap, 0
        for widget in self._widgets:
            widget.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Others, in this order."""
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            if widget.parent() is not self:
                widget.setParent(self)
                widget.show()
        self.updateGeometry()
        self.restyle()

    def sizeHint(self) -> QSize:
        """All on one line, as high as the lines they take in the width there is."""
        sizes = [_size(widget) for widget in self._widgets]
        wide = sum(size.width() for size in sizes) + self.theme.px(self._gap) * (len(sizes) - 1)
        return QSize(wide, self._flow(self._given or wide, place=False))

    def minimumSizeHint(self) -> QSize:
        """The widest of them."""
        return QSize(max(_size(widget).width() for widget in self._widgets), self.sizeHint().height())

    def first_line(self) -> int:
        """How high the first line is."""
        width, x, high = self._given or self.sizeHint().width(), 0, 0
        for size in map(_size, self._widgets):
            if x and x + size.width() > width:
                break
            x, high = x + size.width() + self.theme.px(self._gap), max(high, size.height())
        return high

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, perhaps other lines."""
        super().resizeEvent(event)
        if self.width() != self._given:
            self._given = self.width()
            self.updateGeometry()
        self.restyle()

    def restyle(self) -> None:
        """Follow the scale."""
        self._flow(self.width(), place=True)

    def _flow(self, width: int, *, place: bool) -> int:
        """Place them, or only say how high they are."""
        gap, x, y, high = self.theme.px(self._gap), 0, 0, 0
        line: list[tuple[QWidget, int, QSize]] = []

        def end() -> None:
            for widget, left, size in line if place else ():
                widget.setGeometry(left, y + (high - size.height()) // 2, size.width(), size.height())
            line.clear()

        for widget in self._widgets:
            size = _size(widget)
            if x and x + size.width() > width:
                end()
                x, y, high = 0, y + high + self.theme.px(8), 0
            line.append((widget, x, size))
            x, high = x + size.width() + gap, max(high, size.height())
        end()
        return y + high


def _size(widget: QWidget) -> QSize:
    """What it wants, within what it was told to be."""
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
