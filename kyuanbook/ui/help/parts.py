"""What else a help text is made of: a picture of the program, the list of all keys, ways to other texts."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import clauses
from kyuanbook.ui.help.topics import Links, Picture, picture_file
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme

SHARP: Final = 2  # pixels of a picture to one of the page
ROW: Final = 32
RADIUS: Final = 6


class PictureView(Part):
    """The picture as wide as there is room, never wider than it was taken; in the dark that of the dark program."""

    def __init__(self, theme: Theme, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = picture.name
        self.pixmap = self._picture()
        self.setAccessibleName(picture.alt)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _picture(self) -> QPixmap:
        return QPixmap(str(picture_file(self._name, dark=self.theme.tokens.dark)))

    def restyle(self) -> None:
        """Follow the theme."""
        self.pixmap = self._picture()

    def _shown(self, width: int) -> QSize:
        full = self.pixmap.width() / SHARP * self.theme.scale
        wide = min(float(width), full)
        return QSize(round(wide), round(wide * self.pixmap.height() / max(1, self.pixmap.width())))

    def heightForWidth(self, width: int) -> int:
        """In proportion."""
        return self._shown(width).height()

    def sizeHint(self) -> QSize:
        """At a panel's width."""
        return self._shown(self.width() or self.theme.px(364))

    def minimumSizeHint(self) -> QSize:
        """It shrinks with the panel."""
        return QSize(self.theme.px(120), self._shown(self.theme.px(120)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with round corners and an edge."""
        painter, theme = QPainter(self), self.theme
        box = QRect(0, 0, self._shown(self.width()).width(), self._shown(self.width()).height())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), theme.px(RADIUS), theme.px(RADIUS))
        painter.setClipPath(path)
        painter.drawPixmap(box, self.pixmap)
        painter.setClipping(False)
        paint.rounded(painter, theme, box, RADIUS, edge=theme.tokens.rule2)


class KeyRow(NamedTuple):
    """An act and its key."""

    name: str
    key: str


class KeyRows(Part):
    """Every act in the order of the menu, its key at the right."""

    def __init__(self, theme: Theme, rows: Sequence[KeyRow], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows = tuple(rows)
        self.setAccessibleName(clauses(f"{row.name} {paint.key_words(row.key)}" for row in rows))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self.theme.px(280), self.theme.px(ROW) * len(self.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, key, a rule below each."""
        painter, theme, t, high = QPainter(self), self.theme, self.theme.tokens, self.theme.px(ROW)
        for i, row in enumerate(self.rows):
            box = QRect(0, i * high, self.width(), high)
            cap = paint.key_cap(painter, theme, self.width(), box.center().y() + 1, row.key, t.ink)
            paint.write(painter, theme, box.adjusted(0, 0, -cap - theme.px(12), 0), row.name, t.ink)
            paint.rule(painter, theme, 0, box.bottom(), self.width(), t.rule)


class LinkList(Part):
    """Ways to other texts, one under the other."""

    def __init__(self, theme: Theme, links: Links, go: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.buttons: list[Button] = []
        down = column(theme, self)
        for words, topic in links.links:
            button = Button(theme, words, kind="link", icon="chevron-right")
            button.clicked.connect(lambda _=False, t=topic: go(t))
            down.addWidget(button)
            self.buttons.append(button)
