"""What every widget of the kit is: it knows its theme and follows it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kyuanbook.ui.kit.theme import Theme


class Part(QWidget):
    """A widget that redraws when the theme changes. Override :meth:`restyle` to set sizes; call it once.

    ``said_as``: what it is to a screen reader (see :mod:`~kyuanbook.ui.kit.spoken`); "": a part of the layout, passed over.
    """

    said_as: str = ""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        theme.changed.connect(self._follow)

    def _follow(self) -> None:
        self.restyle()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Set what depends on scale or colours."""


class Bleed(QHBoxLayout):
    """Holds one widget that reaches ``left`` and ``right`` px (at 100 %) beyond its place: current rows. None: not yet."""

    def __init__(self, theme: Theme, widget: QWidget | None, *, left: int = 12, right: int = 12) -> None:
        super().__init__()
        self._theme, self._left, self._right = theme, left, right
        self.setContentsMargins(0, 0, 0, 0)
        if widget is not None:
            self.addWidget(widget)

    def setGeometry(self, rect: QRect) -> None:  # Qt's name
        """Place the widget a little wider than asked."""
        super().setGeometry(rect.adjusted(-self._theme.px(self._left), 0, self._theme.px(self._right), 0))


@contextmanager
def kept_focus(widget: QWidget) -> Iterator[None]:
    """While ``widget`` is put elsewhere: what has the focus in it keeps it."""
    held = QApplication.focusWidget()
    yield
    if held is not None and (held is widget or widget.isAncestorOf(held)):
        held.setFocus()


def move(widget: QWidget, layout: QBoxLayout) -> None:
    """Put ``widget`` at the end of another layout; what has the focus in it keeps it."""
    with kept_focus(widget):
        layout.addWidget(widget)


def column(theme: Theme, parent: QWidget | None = None, *, gap: int = 0, margins: tuple[int, ...] = ()) -> QVBoxLayout:
    """A layout downward, without Qt's own margins. ``gap`` and ``margins`` (left, top, right, bottom) at 100 %."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    _space(theme, layout, gap, margins)
    return layout


def row(theme: Theme, parent: QWidget | None = None, *, gap: int = 0, margins: tuple[int, ...] = ()) -> QHBoxLayout:
    """A layout across, without Qt's own margins. ``gap`` and ``margins`` at 100 %."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    _space(theme, layout, gap, margins)
    return layout


def _space(theme: Theme, layout: QBoxLayout, gap: int, margins: tuple[int, ...]) -> None:
    _Spacing(theme, layout, gap, margins or (0, 0, 0, 0)).set()


class _Spacing(QObject):
    """Keeps a layout's gaps in the scale; lives and dies with the layout."""

    def __init__(self, theme: Theme, layout: QBoxLayout, gap: int, margins: tuple[int, ...]) -> None:
        super().__init__(layout)
        self._theme, self._layout, self._gap, self._margins = theme, layout, gap, margins
        theme.changed.connect(self.set)

    def set(self) -> None:
        """Give the layout its gaps in the present scale."""
        left, top, right, bottom = (self._theme.px(m) for m in self._margins)
        self._layout.setSpacing(self._theme.px(self._gap))
        self._layout.setContentsMargins(left, top, right, bottom)
