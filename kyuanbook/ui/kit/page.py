"""A page of the sheet: title over the double rule, actions at its right, the body below."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

LINE: Final = 168  # px of a progress
LEAST_LINE: Final = 56
SMALL: Final = 20  # of a title that would be cut
HANG: Final = 11  # px by which a way back hangs over the page's left edge


class PageTitle(Part):
    """The title line, 63 high: serif words, a note beside them, links at the right, 朱丝栏 below. Where it is narrow the keys
    of the links go first, then the note, then the links' icons; then the words are smaller, then the links stand below."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", *, size: int = 24, parent: QWidget | None = None
    ) -> None:
        """``size``: 24 px; 30 for the name on a card."""
        super().__init__(theme, parent)
        self.words = Label(theme, title, size=size, serif=True, heading=True, parent=self)
        self.note = Label(theme, note, size=14, ink="ink2", parent=self)
        self._lead = row(theme, gap=8)
        self._links = row(theme, gap=16)
        self._linked: list[Button] = []
        self._size = size
        self._folded = False
        self._both = row(theme, self, gap=14, margins=(HANG, 5, 0, 0))
        across = self._across = row(theme, gap=14)
        across.addLayout(self._lead)
        across.addWidget(self.words)
        across.addWidget(self.note)
        across.addStretch(1)
        self._both.addLayout(across, 1)
        self._both.addLayout(self._links)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str, note: str = "") -> None:
        """Other words."""
        self.words.set_text(title)
        self.note.set_text(note)

    def add(self, widget: QWidget) -> None:
        """Put a link or figure at the right; a link's own padding hangs over the page's edge."""
        self._note_link(widget)
        self._links.addLayout(Bleed(self.theme, widget, left=-6, right=6))

    def add_before(self, widget: QWidget) -> None:
        """Put a way back before the title: its arrow stands at the page's edge, its target reaches beyond."""
        self._lead.addLayout(_Tucked(self.theme, widget, left=HANG, right=14))

    def add_after(self, widget: QWidget) -> None:
        """Put something between title and note: a stage chip."""
        self._across.insertWidget(2, widget)

    def add_beside(self, widget: QWidget) -> None:
        """Put a link behind the note: what cures what the note says."""
        self._note_link(widget)
        self._across.insertWidget(self._across.indexOf(self.note) + 1, widget)

    def _note_link(self, widget: QWidget) -> None:
        if isinstance(widget, Button):
            self._linked.append(widget)

    def event(self, event: QEvent) -> bool:
        """Other words, another width: fit again."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        links = [link for link in self._linked if not link.isHidden()]
        note = self._across.spacing() + self.note.sizeHint().width()
        whole, bare = (sum(link.width_with_key(key) for link in links) for key in (True, False))
        large = self.theme.metrics(self._size, serif=True).horizontalAdvance(self.words.text())
        rest = self._across.sizeHint().width() + self._links.sizeHint().width() + self._both.spacing()
        rest += self._both.contentsMargins().left() - self.words.sizeHint().width() + large
        rest -= sum(link.sizeHint().width() for link in links) + (0 if self.note.isHidden() else note)
        keys = rest + note + whole <= self.width()
        for link in links:
            link.spare(key=keys, icon=keys or rest + bare <= self.width())
        self.note.setVisible(rest + note + (whole if keys else bare) <= self.width())
        spared = sum(link.least_width() for link in links)
        self.words.set_size(self._size if rest + spared <= self.width() else SMALL)
        small = self.theme.metrics(SMALL, serif=True).horizontalAdvance(self.words.text())
        self._fold(rest - large + small + spared > self.width())

    def _fold(self, folded: bool) -> None:
        """What is added stands below, where even the smaller words would be cut beside it."""
        folded = folded and self._links.sizeHint().width() > 0
        if folded:
            self.words.set_size(self._size)
        if folded != self._folded:
            self._folded = folded
            way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
            self._both.setDirection(way)
            self._links.setAlignment(Qt.AlignmentFlag.AlignRight if folded else Qt.AlignmentFlag(0))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """63 high at 100 %, 30 more for links below."""
        return QSize(super().sizeHint().width(), self.theme.px(63 + 30 if self._folded else 63))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The double rule."""
        left = self.theme.px(HANG)
        paint.double_rule(QPainter(self), self.theme, left, self.height() - self.theme.px(4), self.width() - left)


class _Tucked(Bleed):
    """A :class:`Bleed` that takes no more room than what does not hang over."""

    def _less(self, size: QSize) -> QSize:
        return size - QSize(self._theme.px(self._left) + self._theme.px(self._right), 0)

    def sizeHint(self) -> QSize:
        """Without what hangs over."""
        return self._less(super().sizeHint())

    def minimumSize(self) -> QSize:
        """Without what hangs over."""
        return self._less(super().minimumSize())

    def maximumSize(self) -> QSize:
        """Without what hangs over."""
        return self._less(super().maximumSize())


class Page(Part):
    """A sheet's page. Build into ``body`` (a column). Bleeding parts go in through :class:`Bleed`.

    ``scrolls``: the body scrolls under the title when it is higher than the window, as large type needs; leave it out
    only where a table or list scrolls by itself. Override :meth:`entered` for what happens each time it is shown.
    ``topic``: the help about it.
    """

    topic: str = ""
    said_as = "Pane"

    def __init__(
        self,
        theme: Theme,
        title: str,
        note: str = "",
        *,
        scrolls: bool = False,
        size: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(title)
        self.title = PageTitle(theme, title, note, size=size, parent=self)
        down = column(theme, self)
        head = column(theme, margins=(28 - HANG, 0, 28, 0))
        head.addWidget(self.title)
        down.addLayout(head)
        if scrolls:
            self.body = column(theme, _scrolled(self, down), margins=(28, 0, 28, 12))
        else:
            self.body = column(theme, margins=(28, 0, 28, 0))
            down.addLayout(self.body, 1)

    def entered(self) -> None:
        """The page comes to the front: focus its first thing, refresh what is stale."""

    def narrow(self) -> bool:
        """True below a window of 1100 or from 140 % type."""
        return self.theme.compact


def _scrolled(page: QWidget, down: QVBoxLayout) -> QWidget:
    """The inside of a scroll area laid under the page's title."""
    inside, area = QWidget(), Area(page)
    area.setWidget(inside)
    down.addWidget(area, 1)
    return inside


class ProgressLine(Part):
    """A line that fills, its words, and 取消. Nothing shows in the first 300 ms of what it stands for (see runner).

    Where it is narrow the key of 取消 goes, then the line is shorter, so that its words stay whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._done, self._total = 0, 0
        self._added: list[QWidget] = []
        self.words = Label(theme, "", size=14, ink="ink2")
        self._across = row(theme, self, gap=16)
        self._line = QWidget()
        self._across.addWidget(self._line)
        self._across.addWidget(self.words)
        self._across.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """A link at the right: 取消. Its key goes where the words would be cut."""
        self._across.addWidget(widget)
        self._added.append(widget)

    def event(self, event: QEvent) -> bool:
        """Other words, another width: fit again."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        px, links = self.theme.px, [w for w in self._added if isinstance(w, Button) and not w.isHidden()]
        gaps = self._across.spacing() * (len(links) + 2)
        room = self.width() - self.words.sizeHint().width() - gaps
        keys = px(LINE) + sum(link.width_with_key(True) for link in links) <= room
        for link in links:
            link.spare(key=keys, icon=True)
        rest = room - sum(link.sizeHint().width() for link in links)
        self._line.setFixedWidth(max(px(LEAST_LINE), min(px(LINE), rest)))

    def set_progress(self, done: int, total: int | None, words: str = "") -> None:
        """``total`` None or 0: how long is not known, the line stays half full."""
        self._done, self._total = done, total or 0
        self.words.set_text(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """32 high."""
        return QSize(self.theme.px(360), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, 8 high, 168 wide where there is room."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        bar = QRect(0, self.height() // 2 - px(4), self._line.width(), px(8))
        paint.rounded(painter, theme, bar, 4, fill=t.rule)
        share = min(1.0, self._done / self._total) if self._total else 0.5
        if share:
            paint.rounded(
                painter, theme, QRect(bar.x(), bar.y(), round(bar.width() * share), bar.height()), 4, fill=t.accent
            )


class Sheet(QWidget):
    """What the frame stacks its pages on. Passes its size to whoever floats above it (the notice)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.floating: list[Part] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep floating parts in place."""
        super().resizeEvent(event)
        for part in self.floating:
            part.restyle()
