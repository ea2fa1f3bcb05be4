"""Words on the page: labels, the stage beside its shape, headings over a rule, figures, an empty page."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kyuanbook.language import clauses
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.paint import Run
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rare import explain
from kyuanbook.ui.kit.theme import Theme

SMALLEST: Final = 14  # of a lone big figure
JOINER: Final = "\u2060"  # between two characters: no line ends here
TOGETHER: Final = 4  # characters at the end of a sentence
HAN: Final = ("\u4e00", "\u9fff")
LINES = {12: 18, 13: 20, 14: 22, 15: 24, 16: 24, 20: 28, 22: 30, 24: 32, 30: 44}


class Label(Part):
    """One line of text, or of pieces (:class:`Run`), in one look; never wraps, shortens with …."""

    said_as = "StaticText"

    def __init__(
        self,
        theme: Theme,
        text: str | Sequence[Run] = "",
        *,
        size: int = 14,
        ink: str = "ink",
        bold: bool = False,
        serif: bool = False,
        right: bool = False,
        icon: str = "",
        heading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``ink``: a token's name, also for the ``icon`` before the words. ``heading``: to a screen reader too."""
        super().__init__(theme, parent)
        if heading:  # before its first word: a reader asks then, and once
            self.said_as = "Heading"
        self._size, self._ink, self._bold, self._serif, self._right, self._icon = size, ink, bold, serif, right, icon
        self._text = ""
        self._runs: tuple[Run, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str | Sequence[Run], *, ink: str = "") -> None:
        """Say something else; ``ink`` may change with it."""
        self._runs = () if isinstance(text, str) else tuple(text)
        self._text = text if isinstance(text, str) else "".join(r.text for r in text)
        self._ink = ink or self._ink
        self.setAccessibleName(self._text)
        explain(self, self.theme, self._text)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Another before the words, where there is one."""
        self._icon = icon
        self.update()

    def set_size(self, size: int) -> None:
        """Larger or smaller."""
        if size != self._size:
            self._size = size
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """The words, without their look."""
        return self._text

    def _lead(self) -> int:
        return self.theme.px(24) if self._icon else 0

    def _runs_width(self) -> int:
        return paint.runs_width(self.theme, self._runs, size=self._size)

    def sizeHint(self) -> QSize:
        """Exactly the text's width and its line's height; the serif's letters reach lower than a line of Han does."""
        metrics, high = self.theme.metrics(self._size, bold=self._bold, serif=self._serif), self.theme.px(LINES[self._size])
        width = self._runs_width() if self._runs else metrics.horizontalAdvance(self._text)
        return QSize(width + self._lead(), max(high, metrics.height()) if self._serif else high)

    def minimumSizeHint(self) -> QSize:
        """Narrower than its text a label shortens."""
        return QSize(min(self.sizeHint().width(), self.theme.px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        ink = getattr(self.theme.tokens, self._ink) if self.isEnabled() else self.theme.tokens.ink3
        box = self.rect().adjusted(self._lead(), 0, 0, 0)
        if self._icon:
            paint.image(painter, self.theme, 0, self.rect().center().y() + 1, self._icon, ink)
        if self._runs:
            paint.write_runs(painter, self.theme, box, self._runs, ink, size=self._size)
            return
        align = paint.RIGHT if self._right else paint.LEFT
        paint.write(
            painter, self.theme, box, self._text, ink, size=self._size, bold=self._bold, serif=self._serif, align=align
        )


def whole_end(text: str) -> str:
    """``text`` whose last characters stay together: no last line of a single one, or of one and its 。"""
    tail = text[-TOGETHER:]
    if len(text) < 3 * TOGETHER or " " in tail or not any(HAN[0] <= char <= HAN[1] for char in tail):
        return text
    return text[:-TOGETHER] + JOINER.join(tail)


def no_lone_end(text: str) -> str:
    """A few words of Han on two lines: the last is never a single character."""
    return text[:-1] + JOINER + text[-1] if text and HAN[0] <= text[-1] <= HAN[1] else text


class Prose(QLabel):
    """Text that may run over several lines."""

    def __init__(
        self, theme: Theme, text: str = "", *, size: int = 14, ink: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._size, self._ink, self._said = theme, size, ink, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self.restyle()
        theme.changed.connect(self.restyle)

    def setText(self, text: str) -> None:
        """Say something else; what can be copied stays as it was typed."""
        copied = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        self._said = text
        super().setText(text if copied else self.theme.faces.shown(whole_end(text)))
        explain(self, self.theme, text)

    def text(self) -> str:
        """What it says."""
        return self._said.replace(JOINER, "")

    def set_text(self, text: str, *, ink: str = "") -> None:
        """Say something else; ``ink`` may change with it."""
        self.setText(text)
        if ink and ink != self._ink:
            self._ink = ink
            self.restyle()

    def restyle(self) -> None:
        """Font and colour as the theme has them now."""
        self.setFont(self.theme.font(self._size))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self.theme.colour(getattr(self.theme.tokens, self._ink)))
        self.setPalette(palette)


class StageMark(Part):
    """A customer's stage: shape and word, or the full chip (``chip``). Empty until a stage is set."""

    said_as = "StaticText"

    def __init__(self, theme: Theme, stage: str = "", *, chip: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._chip = chip
        self.stage, self.pinned = stage, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stage(stage)

    def set_stage(self, stage: str, *, pinned: bool = False, why: str = "") -> None:
        """Show another stage; ``why`` (who pinned it, the reason) is said on hover."""
        self.stage, self.pinned = stage, pinned
        self.setToolTip(why)
        self.setAccessibleName(shapes.stage_word(stage) if stage else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The chip or word, no more."""
        if not self.stage:
            return QSize(0, self.theme.px(24))
        width = (
            shapes.chip_width(self.theme, self.stage) + (self.theme.px(20) if self.pinned else 0)
            if self._chip
            else shapes.word_width(self.theme, self.stage, pinned=self.pinned)
        )
        return QSize(width + 1, self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, with a pin when the stage was set by hand."""
        if not self.stage:
            return
        painter = QPainter(self)
        middle = self.height() // 2
        if not self._chip:
            shapes.draw_word(painter, self.theme, self.rect(), self.stage, pinned=self.pinned)
            return
        width = shapes.draw_chip(painter, self.theme, 0, middle, self.stage)
        if self.pinned:
            ink = self.theme.stage(self.stage).word
            paint.image(painter, self.theme, width + self.theme.px(4), middle, "pin", ink, 14)


class Heading(Part):
    """A section head over one margin rule: bold words, a quiet note, and room at the right for links. Where it is narrow
    the keys of the links go first, then the note, then the links' icons, then the links to a line of their own; the words
    never."""

    def __init__(self, theme: Theme, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.words = Label(theme, text, size=16, bold=True, heading=True, parent=self)
        self.note = Label(theme, note, size=14, ink="ink2", parent=self)
        self._both = row(theme, self, gap=8, margins=(0, 0, 0, 2))
        first, self._ends = row(theme, gap=8), row(theme, gap=8)
        first.addWidget(self.words)
        first.addWidget(self.note)
        self._both.addLayout(first)
        self._both.addLayout(self._ends, 1)
        self._ends.addStretch(1)
        self._added: list[QWidget] = []
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Other words, another width: fit again."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        links = [w for w in self._added if isinstance(w, Button) and not w.isHidden()]
        others = sum(w.sizeHint().width() for w in self._added if w not in links and not w.isHidden())
        shown = sum(not w.isHidden() for w in self._added)
        room = self.width() - self.words.sizeHint().width() - others - shown * self.theme.px(16)
        note = self.theme.px(8) + self.note.sizeHint().width() if self.note.text() else 0
        whole, bare = (sum(link.width_with_key(key) for link in links) for key in (True, False))
        self._fold(sum(link.least_width() for link in links) > room)
        beside = room if not self._folded else self.width() - others - shown * self.theme.px(16)
        keys = whole + (0 if self._folded else note) <= beside
        for link in links:
            link.spare(key=keys, icon=keys or bare <= beside)
        room = self.width() - self.words.sizeHint().width() if self._folded else room - (whole if keys else bare)
        self.note.setVisible(note <= room)

    def _fold(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
            self._both.setDirection(way)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The words, or what is beside them without its keys and icons."""
        shown = [w for w in self._added if not w.isHidden()]
        beside = sum(w.least_width() if isinstance(w, Button) else w.sizeHint().width() for w in shown)
        beside += len(shown) * self.theme.px(16)
        return QSize(max(self.words.sizeHint().width(), beside), self.sizeHint().height())

    def add(self, widget: QWidget) -> None:
        """Put a note, link or choice at the right end; a link's own padding hangs over the edge."""
        self._added.append(widget)
        self._ends.addSpacing(self.theme.px(8))
        if isinstance(widget, Button) and widget.kind in ("link", "quiet"):
            self._ends.addLayout(Bleed(self.theme, widget, left=-6, right=6))
        else:
            self._ends.addWidget(widget)

    def sizeHint(self) -> QSize:
        """36 px high at 100 %, 34 more for links on a line of their own."""
        return QSize(super().sizeHint().width(), self.theme.px(36 + 34 if self._folded else 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule below."""
        paint.rule(QPainter(self), self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.margin)


class Figure(NamedTuple):
    """A lone big number: what it is, the number with its unit, and what it compares to in words."""

    name: str
    value: str
    unit: str = ""
    note: str = ""
    urgent: bool = False


class Figures(Part):
    """Figures side by side, hairlines between them (``lines``), a rule below; where their words would be cut, in more rows."""

    said_as = "StaticText"

    def __init__(self, theme: Theme, *, lines: bool = True, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lines, self._size = lines, size
        self._figures: tuple[Figure, ...] = ()
        self._hinted = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in equal columns."""
        self._figures = tuple(figures)
        self.setAccessibleName(clauses(f"{f.name} {f.value} {f.unit} {f.note}".strip() for f in figures))
        self.updateGeometry()
        self.update()

    def across(self, width: int) -> int:
        """How many stand side by side in so many px."""
        many, px = max(1, len(self._figures)), self.theme.px
        if not self._lines or many < 3 or width <= 0:
            return many
        small = self.theme.metrics(13).horizontalAdvance
        widest = max((small(words) for f in self._figures for words in (f.name, f.note)), default=0)
        ways = dict.fromkeys(-(-many // rows) for rows in range(1, many + 1))  # evenly dealt: five stand as 5, 3 + 2, 2 + 2 + 1
        return next((n for n in ways if width // n - px(28) >= widest), (many + 1) // 2)

    def high(self, width: int) -> int:
        """So wide, so high: 85 px with notes, 64 without, in one row or more."""
        tall = any(f.note for f in self._figures)
        rows = -(-max(1, len(self._figures)) // self.across(width))
        return rows * self.theme.px(85 if tall else 64)

    def sizeHint(self) -> QSize:
        """As high as its present width needs."""
        self._hinted = self.across(self.width())
        return QSize(self.theme.px(120) * max(1, len(self._figures)), self.high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, it may need another row."""
        super().resizeEvent(event)
        if self.across(self.width()) != self._hinted:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One column a figure."""
        painter, px = QPainter(self), self.theme.px
        if not self._figures:
            return
        many = self.across(self.width())
        step, high = self.width() / many, self.high(self.width()) // -(-len(self._figures) // many)
        size = self._fitting(round(step) - px(28))
        for i, figure in enumerate(self._figures):
            place, top = i % many, i // many * high
            left = round(place * step) + (px(20) if place and self._lines else 0)
            if self._lines and place:
                line = QRect(round(place * step), top + px(14), 1, px(60))
                paint.fill(painter, self.theme, line, self.theme.tokens.rule)
            painter.translate(0, top)
            self._draw(painter, figure, left, round(step) - px(28), size)
            painter.translate(0, -top)
        if self._lines:
            paint.rule(painter, self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.rule)

    def _fitting(self, width: int) -> int:
        """The size in which the longest of them stands whole, all in one size: millions are small, never cut."""
        size = self._size
        while size > SMALLEST and any(self._width(f, size) > width for f in self._figures):
            size -= 2
        return size

    def _width(self, figure: Figure, size: int) -> int:
        value = self.theme.metrics(size, serif=True).horizontalAdvance(figure.value)
        unit = self.theme.metrics(13).horizontalAdvance(figure.unit)
        return value + (self.theme.px(5) + unit if unit else 0)

    def _draw(self, painter: QPainter, figure: Figure, left: int, width: int, size: int) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        ink = t.seal if figure.urgent else t.ink
        paint.write(painter, theme, QRect(left, px(10), width, px(20)), figure.name, t.ink2, size=13)
        big = QRect(left, px(29), width, px(32))
        x = left + paint.write(painter, theme, big, figure.value, ink, size=size, serif=True)
        unit = QRect(x + px(5), px(30), max(0, left + width - x - px(5)), px(34))
        paint.write(painter, theme, unit, figure.unit, t.ink2, size=13)
        paint.write(painter, theme, QRect(left, px(60), width, px(20)), figure.note, t.ink2, size=13)


class Empty(Part):
    """What will stand here once there is something, and the one thing to do about it."""

    def __init__(
        self, theme: Theme, title: str, words: str = "", action: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        down = column(theme, self, gap=8, margins=(0, 28, 0, 28))
        self.title = Label(theme, title, size=22, serif=True)
        self.words = Prose(theme, words)
        down.addWidget(self.title)
        down.addWidget(self.words)
        if action is not None:
            across: QHBoxLayout = row(theme, margins=(0, 8, 0, 0))
            across.addWidget(action)
            across.addStretch(1)
            down.addLayout(across)
        down.addStretch(1)


def bold_part(text: str, part: str) -> tuple[Run, ...]:
    """``text`` with the first ``part`` in bold: 已记：**曾雅琴** 到店."""
    before, found, after = text.partition(part) if part else (text, "", "")
    runs = (Run(before), Run(found, bold=True), Run(after))
    return tuple(r for r in runs if r.text)
