"""What stands in a picture, measured: every text that was painted, where, in which ink, and whether it fits.

The kit paints all its words through ``paint.write`` and ``paint.write_lines``; while :func:`listening`, each call is
noted. Labels and lines of Qt's own are walked.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QLineEdit, QWidget

from kyuanbook.paths import resource
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import FONT_FILES, Theme
from kyuanbook.ui.kit.tokens import contrast

LEAST = 4.5
_ONE = 1  # px of grace: rounding
_SIDE = 3  # … and what a letter may hang over its advance


@dataclass(frozen=True)
class Text:
    """One text as it stands: on which widget, the box it was given, what its letters cover, both in the subject."""

    words: str
    on: QWidget
    box: QRect
    ink_box: QRect
    ink: str
    cut: bool
    alive: bool


@contextmanager
def listening(theme: Theme) -> Iterator[list[tuple[str, QWidget, QRect, QRect, str, bool]]]:
    """Note what is painted; (words, on, box, letters, ink, cut) in the widget's own place."""
    heard: list[tuple[str, QWidget, QRect, QRect, str, bool]] = []
    write, lines, runs_written = paint.write, paint.write_lines, paint.write_runs

    def note(painter: QPainter, box: QRect, words: str, metrics: QFontMetrics, flags: int, ink: str, cut: bool) -> None:
        on = painter.device()
        if isinstance(on, QWidget):
            moved = painter.worldTransform().mapRect(box)
            heard.append((words, on, moved, _letters(metrics, moved, flags, words), ink, cut))

    def heard_write(
        painter: QPainter, theme: Theme, box: QRect, text: str, ink: str, *, size: int = 14, bold: bool = False,
        serif: bool = False, align: Qt.AlignmentFlag = paint.LEFT,
    ) -> int:  # fmt: skip
        if text:
            metrics = theme.metrics(size, bold=bold, serif=serif)
            cut = metrics.horizontalAdvance(text) > box.width()
            note(painter, box, text, metrics, align.value, ink, cut)
        return write(painter, theme, box, text, ink, size=size, bold=bold, serif=serif, align=align)

    def heard_runs(
        painter: QPainter, theme: Theme, box: QRect, runs: Sequence[paint.Run], ink: str, *, size: int = 14
    ) -> int:
        """Pieces of one line are one text."""
        whole, width = "".join(run.text for run in runs), paint.runs_width(theme, runs, size=size)
        before = len(heard)
        done = runs_written(painter, theme, box, runs, ink, size=size)
        del heard[before:]
        for run in runs[:1]:
            metrics = theme.metrics(run.size or size, bold=run.bold)
            note(painter, box, whole, metrics, paint.LEFT.value, run.ink or ink, width > box.width())
        return done

    def heard_lines(
        painter: QPainter, theme: Theme, box: QRect, text: str, ink: str, *, size: int = 14, bold: bool = False,
        serif: bool = False, flags: int = paint.WRAPPED,
    ) -> None:  # fmt: skip
        metrics = theme.metrics(size, bold=bold, serif=serif)
        needed = metrics.boundingRect(QRect(0, 0, box.width(), 9999), flags, text)
        half = metrics.lineSpacing() // 2
        note(painter, box, text, metrics, flags, ink, needed.height() > box.height() + half or needed.width() > box.width())
        lines(painter, theme, box, text, ink, size=size, bold=bold, serif=serif, flags=flags)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paint, "write", heard_write)
        patch.setattr(paint, "write_lines", heard_lines)
        patch.setattr(paint, "write_runs", heard_runs)
        yield heard


@lru_cache(maxsize=4096)
def _tight(metrics_key: tuple[int, int], words: str, _metrics: "_Held") -> QRect:
    return _metrics.metrics.tightBoundingRect(words)


@dataclass(frozen=True)
class _Held:
    """Metrics that may be a key: by what they measure."""

    key: tuple[int, int]
    metrics: QFontMetrics

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.key == other.key


def _letters(metrics: QFontMetrics, box: QRect, flags: int, words: str) -> QRect:
    """What the letters themselves cover, were there room."""
    if flags & (Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value):
        return metrics.boundingRect(box, flags, words)
    key = (metrics.height() * 1000 + metrics.ascent(), metrics.horizontalAdvance("中aLvmW"))
    tight = _tight(key, words, _Held(key, metrics))
    width = metrics.horizontalAdvance(words)
    x = box.left()
    if flags & Qt.AlignmentFlag.AlignRight.value:
        x = box.right() + 1 - min(width, box.width())
    elif flags & Qt.AlignmentFlag.AlignHCenter.value:
        x = box.left() + (box.width() - width) // 2
    top = box.top() if flags & Qt.AlignmentFlag.AlignTop.value else box.top() + (box.height() - metrics.height()) // 2
    found = tight.translated(x, top + metrics.ascent())
    return found.intersected(QRect(box.left(), found.top(), box.width(), found.height())) if width > box.width() else found


def texts(subject: QWidget, theme: Theme) -> tuple[QImage, list[Text]]:
    """A picture of ``subject``, and all that is written on it."""
    with listening(theme) as heard:
        image = subject.grab().toImage()
    found = [_text(subject, *one) for one in heard]
    for label in subject.findChildren(QLabel):
        if label.isVisible() and label.text():
            found.append(_label(subject, label))
    for line in subject.findChildren(QLineEdit):
        if line.isVisible() and (line.text() or line.placeholderText()):
            found.append(_line(subject, line, theme))
    return image, found


def _text(subject: QWidget, words: str, on: QWidget, box: QRect, letters: QRect, ink: str, cut: bool) -> Text:
    corner = on.mapTo(subject, QPoint())
    return Text(words, on, box.translated(corner), letters.translated(corner), ink, cut, on.isEnabled())


def _label(subject: QWidget, label: QLabel) -> Text:
    corner, room = label.mapTo(subject, QPoint()), label.contentsRect()
    flags = label.alignment().value | (Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0)
    needed = label.fontMetrics().boundingRect(QRect(room.left(), room.top(), room.width(), 9999), flags, label.text())
    half = label.fontMetrics().lineSpacing() // 2  # Qt leaves out the leading now and then, a line is more
    cut = needed.height() > room.height() + half or needed.width() > room.width() + _ONE
    stands = label.fontMetrics().boundingRect(room, flags, label.text())
    ink = label.palette().color(label.foregroundRole()).name()
    return Text(label.text(), label, room.translated(corner), stands.translated(corner), ink, cut, label.isEnabled())


def _line(subject: QWidget, line: QLineEdit, theme: Theme) -> Text:
    corner, margins = line.mapTo(subject, QPoint()), line.textMargins()
    side = theme.px(11) + 3  # the style sheet's padding, the edge, and Qt's own two pixels
    room = line.rect().adjusted(side + margins.left(), 0, -side - margins.right(), 0)
    metrics, typed = line.fontMetrics(), line.displayText()
    words = typed or line.placeholderText()
    cut = not typed and metrics.horizontalAdvance(words) > room.width()
    ink = "" if typed else theme.tokens.ink3  # what is typed may be selected: its ink is the style sheet's
    whole = line.rect().adjusted(2, 2, -2, -2)  # nothing of others may stand anywhere in a field
    return Text(words, line, room.translated(corner), whole.translated(corner), ink, cut, line.isEnabled())


# what may be wrong -------------------------------------------------------------------------------------------------------


def seen(subject: QWidget, text: Text, at: QPoint) -> bool:
    """Whether the widget is the one to be seen at this point: no panel, list or notice lies over it."""
    top = subject.childAt(at) or subject
    while isinstance(top, QWidget) and top.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
        parent = top.parentWidget()
        if parent is None:
            break
        top = parent
    while top is not text.on and text.on.isAncestorOf(top):
        if QRect(top.mapTo(subject, QPoint()), top.size()).contains(text.ink_box):
            return False  # a row's own fields stand on the whole of it
        top = top.parentWidget()
    return top is text.on


def clipped(subject: QWidget, text: Text) -> bool:
    """Whether the letters reach out of the widget, or it out of those it stands in; what scrolls may hide above and below."""
    widget: QWidget | None = text.on
    letters, upright = text.ink_box, True
    while widget is not None:
        place = QRect(widget.mapTo(subject, QPoint()), widget.size())
        parent = widget.parentWidget()
        if (isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget) or isinstance(widget, QAbstractItemView):
            upright = False
        if letters.left() < place.left() - _SIDE or letters.right() > place.right() + _SIDE:
            return True
        if upright and (letters.top() < place.top() - _SIDE or letters.bottom() > place.bottom() + _SIDE):
            return True
        if widget is subject:
            return False
        widget = parent
    return False


def on_view(subject: QWidget, text: Text) -> bool:
    """Whether any of it is to be seen: not scrolled away, not covered."""
    widget: QWidget | None = text.on
    left = text.ink_box
    while widget is not None and widget is not subject:
        left = left.intersected(QRect(widget.mapTo(subject, QPoint()), widget.size()))
        widget = widget.parentWidget()
    half = QSize(text.ink_box.width() // 2, text.ink_box.height() // 2)
    return left.height() > half.height() and left.width() > half.width() and seen(subject, text, left.center())


def overlaps(subject: QWidget, found: list[Text]) -> Iterator[tuple[Text, Text]]:
    """Pairs of texts whose letters stand on one another, both to be seen there."""
    placed = sorted(found, key=lambda text: text.ink_box.top())
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if other.ink_box.top() > one.ink_box.bottom():
                break
            common = one.ink_box.intersected(other.ink_box)
            if one.on is other.on and isinstance(one.on, QLineEdit):
                continue  # its own icon, echo, chips
            wide = common.width() > 1 + _ONE and common.height() > 1 + _ONE
            if wide and all(seen(subject, text, common.center()) for text in (one, other)):
                yield one, other


def ground(image: QImage, box: QRect) -> str:
    """The colour most of ``box`` has: what the letters stand on."""
    box = box.intersected(image.rect())
    across, down = max(1, box.width() // 10), max(1, box.height() // 4)
    colours = Counter(
        image.pixel(x, y)
        for y in range(box.top(), box.bottom() + 1, down)
        for x in range(box.left(), box.right() + 1, across)
    )
    return f"#{colours.most_common(1)[0][0] & 0xFFFFFF:06X}" if colours else ""


def faint(subject: QWidget, image: QImage, text: Text) -> float:
    """The contrast of a text that has too little, else 0."""
    around = text.ink_box.adjusted(-2, -2, 2, 2)
    if not all(seen(subject, text, at) for at in (text.ink_box.topLeft(), text.ink_box.bottomRight())):
        return 0.0
    on = ground(image, around)
    ratio = contrast(text.ink, on) if on and text.ink else 21.0
    return ratio if ratio < LEAST else 0.0


_raw: list[QRawFont] = []


def _fonts() -> list[QRawFont]:
    if not _raw:
        _raw.extend(QRawFont(str(resource("fonts", name)), 14) for name in FONT_FILES if resource("fonts", name).exists())
    return _raw


@lru_cache(maxsize=8192)
def has_glyph(char: str) -> bool:
    """Whether a font of ours has it."""
    return any(font.supportsCharacter(ord(char)) for font in _fonts())


def tofu(words: str) -> str:
    """The characters that no font of ours has."""
    return "".join(c for c in words if not c.isspace() and not has_glyph(c))

