"""Words on the page: labels, the stage beside its shape, headings over a rule, an empty page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.paint import Run
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.rare import explain
from kyuanbook.ui.kit.theme import Theme

JOINER: Final = "\u2060"  # between two characters: no line ends here
TOGETHER: Final = 4  # characters at the end of a sentence
HAN: Final = ("\u4e00", "\u9fff")
WRAPPED_LEFT: Final = paint.WRAPPED | int(Qt.AlignmentFlag.AlignLeft.value)
LINES = {12: 18, 13: 20, 14: 22, 15: 24, 16: 24, 20: 28, 22: 30, 24: 32, 30: 44}


class Label(Part):
    """One line of text, or of pieces (:class:`Run`), in one look; shortens with …, or ``wraps`` on to more lines."""

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
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``ink``: a token's name, also for the ``icon`` before the words. ``heading``: to a screen reader too."""
        super().__init__(theme, parent)
        if heading:  # before its first word: a reader asks then, and once
            self.said_as = "Heading"
        self._size, self._ink, self._bold, self._serif, self._right, self._icon = size, ink, bold, serif, right, icon
        self._text = ""
        self._runs: tuple[Run, ...] = ()
        free, fixed = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        policy = QSizePolicy(free, free if wraps else fixed)  # what is fixed, Qt keeps as high as one line
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str | Sequence[Run], *, ink: str = "") -> None:
        """Say something else; ``ink`` may change with it."""
        before = self._text, self._runs, self._ink
        self._runs = () if isinstance(text, str) else tuple(text)
        self._text = text if isinstance(text, str) else "".join(r.text for r in text)
        self._ink = ink or self._ink
        if (self._text, self._runs, self._ink) == before:
            return
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
        """Narrower than its text a label shortens; one that wraps never cuts a word."""
        whole = self.sizeHint()
        least = self._widest_word() + self._lead() if self._wraps() else self.theme.px(40)
        return QSize(min(whole.width(), least), whole.height())

    def _wraps(self) -> bool:
        return self.sizePolicy().hasHeightForWidth() and not self._runs

    def _widest_word(self) -> int:
        """px of the longest that stays on one line; of Han four characters do."""
        advance = self.theme.metrics(self._size, bold=self._bold, serif=self._serif).horizontalAdvance
        han = any(HAN[0] <= char <= HAN[1] for char in self._text)
        return max(map(advance, [self._text[:TOGETHER]] if han else self._text.split()), default=0) + 1

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        whole = self.sizeHint()
        if width <= 0 or width >= whole.width() or not self._wraps():
            return whole.height()
        metrics = self.theme.metrics(self._size, bold=self._bold, serif=self._serif)
        box = QRect(0, 0, width - self._lead(), 9999)
        lines = metrics.boundingRect(box, WRAPPED_LEFT, no_lone_end(self._text)).height() / metrics.lineSpacing()
        return max(1, round(lines)) * max(whole.height(), metrics.lineSpacing())

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
        if self._wraps() and self.sizeHint().width() > self.width():
            words = no_lone_end(self._text)
            paint.write_lines(
                painter, self.theme, box, words, ink, size=self._size, bold=self._bold, serif=self._serif, flags=WRAPPED_LEFT
            )
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
    the keys of the links go first, then the note, then the links' icons, then the links to lines of their own; the words
    never, they wrap."""

    def __init__(self, theme: Theme, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.words = Label(theme, text, size=16, bold=True, heading=True, wraps=True, parent=self)
        self.note = Label(theme, note, size=14, ink="ink2", parent=self)
        self._added: list[QWidget] = []
        self._hinted = (QSize(0, theme.px(36)), 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Put a note, link or choice at the right end; a link's own padding hangs over the edge."""
        self._added.append(widget)
        hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()
        widget.setParent(self)
        widget.setVisible(not hidden)

    def event(self, event: QEvent) -> bool:
        """Other words, another width: fit again."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return super().event(event)

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit()

    def _fit(self) -> None:
        px, shown = self.theme.px, self._shown()
        links = [w for w in shown if isinstance(w, Button)]
        others = sum(w.sizeHint().width() for w in shown if w not in links) + len(shown) * px(16)
        words, note = self.words.sizeHint().width(), self.note.sizeHint().width()
        beside = px(8) + note if self.note.text() else 0
        whole, bare = (sum(link.width_with_key(key) for link in links) for key in (True, False))
        folded = bool(shown) and words + others + sum(link.least_width() for link in links) > self.width()
        room = self.width() - others - (0 if folded else words)
        keys = whole + (0 if folded else beside) <= room
        for link in links:
            link.spare(key=keys, icon=keys or bare <= room)
        room = self.width() - words if folded else room - (whole if keys else bare)
        self.note.setVisible(beside <= room)
        self._place(shown, folded)

    def _place(self, shown: Sequence[QWidget], folded: bool) -> None:
        """The words on top; what is added at their right, or below in as many lines as it takes."""
        px, words, note = self.theme.px, self.words, self.note.sizeHint()
        wide = min(self.width(), words.sizeHint().width())
        high = words.heightForWidth(wide)
        words.setGeometry(0, px(5), wide, high)
        if not self.note.isHidden():
            self.note.setGeometry(wide + px(8), px(5) + (high - note.height()) // 2, note.width(), note.height())
        top, line = px(2), high + px(6)
        for some in self._lines(shown) if folded else [list(shown)]:
            if folded:
                top, line = top + line, px(34)
            right = self.width()
            for widget in reversed(some):
                size = widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
                over = px(6) if isinstance(widget, Button) and widget.kind in ("link", "quiet") else 0
                widget.setGeometry(QRect(QPoint(right + over - size.width(), top + (line - size.height()) // 2), size))
                right -= size.width() + px(16)
        hints = QSize(self._least(), top + line + px(4)), self._whole()
        if hints != self._hinted:
            self._hinted = hints
            self.updateGeometry()

    def _lines(self, shown: Sequence[QWidget]) -> list[list[QWidget]]:
        """Which of them stand on one line, from the left."""
        lines: list[list[QWidget]] = []
        left = 0
        for widget in shown:
            need = widget.sizeHint().width()
            if not lines or left < need:
                lines.append([])
                left = self.width()
            lines[-1].append(widget)
            left -= need + self.theme.px(16)
        return lines

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._added if not widget.isHidden()]

    def _least(self) -> int:
        sizes = [w.least_width() if isinstance(w, Button) else w.sizeHint().width() for w in self._shown()]
        return max(self.words.minimumSizeHint().width(), *sizes, 0)

    def _whole(self) -> int:
        """px of all on one line, as they stand now."""
        beside = [self.note] if self.note.text() and not self.note.isHidden() else []
        beside += self._shown()
        return self.words.sizeHint().width() + sum(w.sizeHint().width() + self.theme.px(16) for w in beside)

    def minimumSizeHint(self) -> QSize:
        """The longest word, or the widest of what is beside it without its key and icon."""
        return QSize(self._least(), self._hinted[0].height())

    def sizeHint(self) -> QSize:
        """36 px high at 100 %, more for words on two lines and for links on lines of their own."""
        return QSize(self._whole(), self._hinted[0].height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule below."""
        paint.rule(QPainter(self), self.theme, 0, self.height() - 1, self.width(), self.theme.tokens.margin)


class Empty(Part):
    """What will stand here once there is something, and the one thing to do about it."""

    def __init__(
        self, theme: Theme, title: str, words: str = "", action: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        down = self._down = column(theme, self, gap=8)
        self.title = Label(theme, title, size=22, serif=True, wraps=True)
        self.words = Prose(theme, words)
        down.addWidget(self.title)
        down.addWidget(self.words)
        if action is not None:
            across: QHBoxLayout = row(theme, margins=(0, 8, 0, 0))
            across.addWidget(action)
            across.addStretch(1)
            down.addLayout(across)
        down.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Large type needs the room around it."""
        px, compact = self.theme.px, self.theme.compact
        self._down.setContentsMargins(0, px(12 if compact else 28), 0, px(0 if compact else 28))


def bold_part(text: str, part: str) -> tuple[Run, ...]:
    """``text`` with the first ``part`` in bold: 已记：**曾雅琴** 到店."""
    before, found, after = text.partition(part) if part else (text, "", "")
    runs = (Run(before), Run(found, bold=True), Run(after))
    return tuple(r for r in runs if r.text)
