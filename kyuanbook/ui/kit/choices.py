"""Choosing: chips with counts, a quiet row of segments, wide choices of two lines, a box to tick."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme


class BigChoice(Pressable):
    """A wide choice of two lines: icon, bold word, what it does, key. 64 high; for a first day and empty pages."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        note: str,
        *,
        icon: str,
        key: str = "",
        filled: bool = False,
        bind: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._note, self._icon, self._key, self._filled = note, icon, key, filled
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if bind:
            self.bind(key)

    def sizeHint(self) -> QSize:
        """Wide enough for the longer line."""
        px = self.theme.px
        words = self.theme.metrics(16, bold=True).horizontalAdvance(self.words())
        note = self.theme.metrics(13).horizontalAdvance(self._note)
        key = self.theme.metrics(13).horizontalAdvance(paint.key_words(self._key))
        return QSize(max(words, note) + key + px(56 + 18 + 24), self._high(self.width()))

    def minimumSizeHint(self) -> QSize:
        """As wide as its word and key; what it does may take more lines."""
        key = self.theme.metrics(13).horizontalAdvance(paint.key_words(self._key))
        words = self.theme.metrics(16, bold=True).horizontalAdvance(self.words())
        return QSize(words + key + self.theme.px(56 + 18 + 24), self._high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, perhaps other lines."""
        super().resizeEvent(event)
        if self._high(event.size().width()) != self._high(event.oldSize().width()):
            self.updateGeometry()

    def _room(self, width: int) -> int:
        """px for the note."""
        key = self.theme.metrics(13).horizontalAdvance(paint.key_words(self._key))
        return width - self.theme.px(56 + 18) - (key + self.theme.px(24) if key else 0)

    def _high(self, width: int) -> int:
        """px: 64, and 20 for each line more."""
        metrics, room = self.theme.metrics(13), self._room(width)
        if room <= 0 or metrics.horizontalAdvance(self._note) <= room:
            return self.theme.px(64)
        lines = metrics.boundingRect(QRect(0, 0, room, 9999), paint.WRAPPED, self._note).height() / metrics.lineSpacing()
        return self.theme.px(64) + self.theme.px(20) * (round(lines) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines beside the icon."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        if self._filled:
            fill = t.accent_press if self.isDown() else t.accent_hover if self.underMouse() else t.accent
            ink, ink2, picture, edge = t.on_accent, t.on_accent, t.on_accent, ""
        else:
            fill = t.rule if self.isDown() else t.sunk if self.underMouse() else t.raised
            ink, ink2, picture, edge = t.ink, t.ink2, t.accent, t.edge
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge=edge)
        paint.image(painter, theme, px(18), self.height() // 2, self._icon, picture, 22)
        wide = self.width() - px(56) - px(18)
        paint.write(painter, theme, QRect(px(56), px(10), wide, px(24)), self.words(), ink, size=16, bold=True)
        note = QRect(px(56), px(34), self._room(self.width()), self.height() - px(44))
        if note.height() > px(20):
            paint.write_lines(painter, theme, note, self._note, ink2, size=13)
        else:
            paint.write(painter, theme, note, self._note, ink2, size=13)
        key = paint.key_words(self._key)
        paint.write(painter, theme, self.rect().adjusted(0, 0, -px(18), 0), key, ink2, size=13, align=paint.RIGHT)


class Tick(Pressable):
    """A box to tick and its words."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """32 high: no target is smaller."""
        words = self.theme.metrics(14).horizontalAdvance(self.words())
        return QSize(self.theme.px(16 + 10) + words if words else self.theme.px(32), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box and words."""
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        draw_tick(painter, theme, 0, self.height() // 2, self.isChecked(), over=self.underMouse())
        ink = theme.tokens.ink if self.isEnabled() else theme.tokens.ink3
        paint.write(painter, theme, self.rect().adjusted(px(26), 0, 0, 0), self.words(), ink)


def draw_tick(painter: QPainter, theme: Theme, left: int, middle: int, on: bool, *, over: bool = False) -> None:
    """The 16 px box of a tick, in lists as in forms."""
    t, px = theme.tokens, theme.px
    box = QRect(left, middle - px(16) // 2, px(16), px(16))
    if on:
        paint.rounded(painter, theme, box, 3, fill=t.accent_hover if over else t.accent)
        _draw_check(painter, theme, box)
    else:
        paint.rounded(painter, theme, box, 3, fill=t.raised, edge=t.edge_hover if over else t.edge)


def _draw_check(painter: QPainter, theme: Theme, box: QRect) -> None:
    """A check stout enough for 16 px; an icon of that size would be a hairline."""
    unit = box.width() / 16
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(theme.colour(theme.tokens.on_accent), 1.8 * unit, line, cap, join))
    points = ((4.0, 8.3), (6.9, 11.1), (12.1, 5.3))
    painter.drawPolyline([QPointF(box.left() + x * unit, box.top() + y * unit) for x, y in points])
    painter.restore()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its key, the word, how many it stands for (None: no count), a stage whose shape stands before."""

    key: str
    word: str
    count: int | None = None
    stage: str = ""


class Chip(Pressable):
    """One choice of a row of chips; filled with accent when chosen."""

    def __init__(self, theme: Theme, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(theme, choice.word, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to a screen reader as to the eye
        self.muted = False
        self.choice = choice
        self.set_choice(choice)

    def set_choice(self, choice: Choice) -> None:
        """A new count."""
        self.choice = choice
        self.setAccessibleName(f"{choice.word} {choice.count}" if choice.count is not None else choice.word)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; of one that is chosen already it is meant for the whole form."""
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _count(self) -> str:
        return "" if self.choice.count is None or self.theme.compact else f"{self.choice.count:,}"

    def sizeHint(self) -> QSize:
        """34 high; the bold word's width, so that choosing shifts nothing."""
        px, width = self.theme.px, self.theme.metrics(14).horizontalAdvance(self.choice.word)
        width += px(12) + px(6) if self.choice.stage else 0
        width += px(8) + self.theme.metrics(13).horizontalAdvance(self._count()) if self._count() else 0
        return QSize(width + px(24), px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shape, word, count."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        on, over = self.isChecked() and not self.muted, self.underMouse()
        fill = (t.accent_hover if over else t.accent) if on else t.sunk if over else t.raised
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge="" if on else t.edge)
        ink, quiet = (t.on_accent, t.on_accent) if on else (t.ink, t.ink2)
        x, middle = px(12), self.height() // 2
        if self.choice.stage:
            colour = t.on_accent if on else theme.stage(self.choice.stage).word
            x += shapes.draw_mark(painter, theme, x, middle, self.choice.stage, colour, 12) + px(6)
        rest = QRect(x, 0, self.width() - x, self.height())
        x += paint.write(painter, theme, rest, self.choice.word, ink) + px(8)
        paint.write(painter, theme, QRect(x, 0, self.width() - x, self.height()), self._count(), quiet, size=13)


class Segment(Chip):
    """One choice of a quiet row: no edge, accent_t when chosen (全部 到店 联系 改动)."""

    def sizeHint(self) -> QSize:
        """Wide enough for its bold word; 32 high."""
        px, bold = self.theme.px, self.theme.metrics(14, bold=True).horizontalAdvance(self.choice.word)
        count = px(6) + self.theme.metrics(13).horizontalAdvance(self._count()) if self._count() else 0
        return QSize(bold + count + px(20), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Word and count."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        on = self.isChecked()
        if on or self.underMouse():
            box = self.rect().adjusted(0, px(2), 0, -px(2))
            paint.rounded(painter, theme, box, 4, fill=t.accent_t if on else t.sunk)
        box = self.rect().adjusted(px(10), 0, 0, 0)
        x = px(10) + paint.write(painter, theme, box, self.choice.word, t.accent if on else t.ink2, bold=on) + px(6)
        paint.write(painter, theme, QRect(x, 0, self.width() - x, self.height()), self._count(), t.ink2, size=13)


class View(Segment):
    """One of several looks at the same thing, underlined when chosen (今天 逾期 这周): stands on a rule."""

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self.theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Word and count over the line."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        on = self.isChecked()
        ink = t.accent if on else t.ink if self.underMouse() else t.ink2
        x = paint.write(painter, theme, self.rect(), self.choice.word, ink, size=14, bold=on) + px(6)
        wide = x + paint.write(
            painter, theme, self.rect().adjusted(x, 0, 0, 0), self._count(), t.accent if on else t.ink2, size=13
        )
        if on:
            paint.fill(painter, theme, QRect(0, self.height() - px(2), wide, px(2)), t.accent)


class Chips(Part):
    """A row of which one is chosen. Arrows move within it, Tab leaves it."""

    said_as = "Grouping"
    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[Choice],
        *,
        name: str,
        quiet: bool = False,
        views: bool = False,
        make: Callable[[Theme, Choice], Chip] | None = None,
        across: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """``quiet``: without edges, as over a time line; ``views``: underlined. ``name`` is said by screen readers. ``make``:
        another sort of chip, of which none is chosen at first. ``across``: so many in a line, all of one width, fewer where
        their words need it; 0: as many as fit."""
        super().__init__(theme, parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        kind = make or (View if views else Segment if quiet else Chip)
        self._chips = {c.key: kind(theme, c) for c in choices}
        self._gap, self._across = 2 if quiet or views else 8, across
        self._away: set[str] = set()
        self._given = 0  # px across, as last laid out
        for chip in self._chips.values():
            self._group.addButton(chip)
            chip.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if choices and make is None:
            self._chips[choices[0].key].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def _clicked(self, chip: QAbstractButton) -> None:
        if isinstance(chip, Chip):
            self.chosen.emit(chip.choice.key)

    def restyle(self) -> None:
        """Follow the scale."""
        self._flow(self.width(), place=True)

    def sizeHint(self) -> QSize:
        """As wide as all on one line, as high as the lines it takes in the width it has."""
        gap = self.theme.px(self._gap)
        sizes = [chip.sizeHint() for chip in self._offered()]
        wide = sum(s.width() + gap for s in sizes) - gap
        if self._across:
            wide = self._across * (max((s.width() for s in sizes), default=0) + gap) - gap
        return QSize(wide, self._flow(self._given or wide, place=False))

    def minimumSizeHint(self) -> QSize:
        """The widest chip: the others go below."""
        sizes = [chip.sizeHint() for chip in self._offered()]
        return QSize(max((s.width() for s in sizes), default=0), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Lines enough for every chip uncut."""
        return self._flow(width, place=False)

    def lines(self, width: int) -> int:
        """How many lines the chips take in so many px."""
        high, gap = max((chip.sizeHint().height() for chip in self._offered()), default=1), self.theme.px(self._gap)
        return (self._flow(width, place=False) + gap) // (high + gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chips out again; in another width they may take other lines."""
        super().resizeEvent(event)
        if self.width() != self._given:
            self._given = self.width()
            self.updateGeometry()
        self._flow(self.width(), place=True)

    def _flow(self, width: int, *, place: bool) -> int:
        """Chips from left to right, on to the next line where one would not fit. Returns the height in px."""
        gap, x, y, line = self.theme.px(self._gap), 0, 0, 0
        even = self._even(width)
        for chip in self._offered():
            size = chip.sizeHint()
            if even:
                size.setWidth(even)
            if x and x + size.width() > width:
                x, y, line = 0, y + line + gap, 0
            if place:
                chip.setGeometry(x, y, size.width(), size.height())
            x, line = x + size.width() + gap, max(line, size.height())
        return y + line

    def _even(self, width: int) -> int:
        """Px of each where all are of one width; 0 where they are not."""
        if not self._across:
            return 0
        gap, widest = self.theme.px(self._gap), max((chip.sizeHint().width() for chip in self._offered()), default=1)
        beside = max(1, min(self._across, (width + gap) // (widest + gap)))
        return max(widest, (width - gap * (beside - 1)) // beside)

    def offer(self, keys: Collection[str]) -> None:
        """Only these; a chip that is not offered keeps its place in the order."""
        self._away = self._chips.keys() - set(keys)
        for key, chip in self._chips.items():
            chip.setVisible(key not in self._away)
        self.updateGeometry()
        self._flow(self.width(), place=True)

    def _offered(self) -> list[Chip]:
        return [chip for key, chip in self._chips.items() if key not in self._away]

    def choice(self) -> str:
        """The key of what is chosen."""
        chip = self._group.checkedButton()
        return chip.choice.key if isinstance(chip, Chip) else ""

    def take_focus(self) -> None:
        """Put the focus on what is chosen, else on the first."""
        chip = self._group.checkedButton() or next(iter(self._offered()), None)
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Choose without telling anyone; "": none. Raises KeyError."""
        if key or "" in self._chips:
            self._chips[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for chip in self._chips.values():
            chip.setChecked(False)
        self._group.setExclusive(True)

    def set_word(self, key: str, word: str) -> None:
        """Call one otherwise. Raises KeyError."""
        chip = self._chips[key]
        chip.set_choice(Choice(key, word, chip.choice.count, chip.choice.stage))
        self.updateGeometry()
        self._flow(self.width(), place=True)

    def mute(self, key: str, muted: bool) -> None:
        """Don't fill this one even when it is chosen: something beside the row chooses as well."""
        chip = self._chips[key]
        if chip.muted != muted:
            chip.muted = muted
            chip.update()

    def put_last(self, key: str) -> None:
        """Have one stand behind all others. Raises KeyError."""
        self._chips[key] = self._chips.pop(key)
        order = list(self._chips.values())
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._flow(self.width(), place=True)

    def set_counts(self, counts: dict[str, int]) -> None:
        """New numbers beside the words."""
        for key, chip in self._chips.items():
            if key in counts and chip.choice.count != counts[key]:
                chip.set_choice(Choice(key, chip.choice.word, counts[key], chip.choice.stage))
        self.updateGeometry()
        self._flow(self.width(), place=True)  # the row may be as wide as before, and its chips wider
