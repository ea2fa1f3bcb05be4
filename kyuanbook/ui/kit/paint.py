"""Small strokes that all painted parts share: text in a box, boxes, rules, key hints."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from kyuanbook.ui.kit.faces import Piece
from kyuanbook.ui.kit.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
ELLIPSIS = Qt.TextElideMode.ElideRight


class Run(NamedTuple):
    """A piece of one line of text with its own look. ``ink``: a token's value; empty: the line's own."""

    text: str
    bold: bool = False
    ink: str = ""
    size: int = 0


def write(
    painter: QPainter,
    theme: Theme,
    box: QRect,
    text: str,
    ink: str,
    *,
    size: int = 14,
    bold: bool = False,
    serif: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw one line of text in ``box``, shortened with … only when it would not fit. Returns its width in px."""
    if not text:
        return 0
    text = theme.faces.shown(text)
    if bold or serif:
        pieces = theme.faces.pieces(text, serif=serif)
        if len(pieces) > 1:
            return _write_pieces(painter, theme, box, pieces, ink, size=size, bold=bold, serif=serif, align=align)
        if not pieces[0][1]:
            bold = serif = False
    metrics = theme.metrics(size, bold=bold, serif=serif)
    width = metrics.horizontalAdvance(text)
    if width > box.width():
        text = metrics.elidedText(text, ELLIPSIS, box.width())
        width = box.width()
    painter.setFont(theme.font(size, bold=bold, serif=serif))
    painter.setPen(theme.colour(ink))
    painter.drawText(box, align, text)
    return width


def _write_pieces(
    painter: QPainter, theme: Theme, box: QRect, pieces: Sequence[Piece], ink: str, *, size: int, bold: bool, serif: bool,
    align: Qt.AlignmentFlag,
) -> int:  # fmt: skip
    """A line of which some characters are too rare for the face: those in the plain one, all on one base line."""
    looks = {True: (theme.font(size, bold=bold, serif=serif), theme.metrics(size, bold=bold, serif=serif)),
             False: (theme.font(size), theme.metrics(size))}  # fmt: skip
    face = looks[True][1]
    width = sum(looks[heavy][1].horizontalAdvance(text) for text, heavy in pieces)
    if width > box.width():
        cut = face.elidedText("".join(text for text, _ in pieces), ELLIPSIS, box.width())
        pieces, width = theme.faces.pieces(cut, serif=serif), box.width()
    x = box.left()
    if align & Qt.AlignmentFlag.AlignRight:
        x = box.right() + 1 - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x += (box.width() - width) // 2
    y = box.top() + face.ascent() + (0 if align & Qt.AlignmentFlag.AlignTop else (box.height() - face.height()) / 2)
    painter.setPen(theme.colour(ink))
    for text, heavy in pieces:
        font, metrics = looks[heavy]
        painter.setFont(font)
        painter.drawText(QPointF(x, y), text)
        x += metrics.horizontalAdvance(text)
    return width


WRAPPED = int(Qt.AlignmentFlag.AlignVCenter.value) | int(Qt.TextFlag.TextWordWrap.value)


def write_lines(
    painter: QPainter, theme: Theme, box: QRect, text: str, ink: str, *, size: int = 14, bold: bool = False,
    serif: bool = False, flags: int = WRAPPED,
) -> None:  # fmt: skip
    """Draw ``text`` over as many lines as it takes, centred in the height of ``box``. ``flags``: Qt's, how it breaks."""
    text = theme.faces.shown(text)
    has = (bold or serif) and all(has for _, has in theme.faces.pieces(text, serif=serif))
    painter.setFont(theme.font(size, bold=bold and has, serif=serif and has))
    painter.setPen(theme.colour(ink))
    painter.drawText(box, flags, text)


def write_runs(painter: QPainter, theme: Theme, box: QRect, runs: Sequence[Run], ink: str, *, size: int = 14) -> int:
    """Draw ``runs`` one after another on one line. Returns their width in px."""
    x = box.left()
    for run in runs:
        rest = QRect(x, box.top(), max(0, box.right() + 1 - x), box.height())
        x += write(painter, theme, rest, run.text, run.ink or ink, size=run.size or size, bold=run.bold)
    return x - box.left()


def runs_width(theme: Theme, runs: Sequence[Run], *, size: int = 14) -> int:
    """Width of ``runs`` on one line, in px."""
    return sum(theme.metrics(r.size or size, bold=r.bold).horizontalAdvance(r.text) for r in runs)


def shortened(metrics: QFontMetrics, text: str, width: int) -> str:
    """``text`` if it fits ``width`` px, else its beginning and …."""
    return metrics.elidedText(text, ELLIPSIS, width)


def rounded(
    painter: QPainter, theme: Theme, box: QRect, radius: float, *, fill: str = "", edge: str = "", width: float = 1
) -> None:
    """A rounded box; its edge lies inside ``box`` on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    r = theme.px(radius) - inset
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), r, r)
    painter.restore()


def fill(painter: QPainter, theme: Theme, box: QRect, colour: str) -> None:
    """One colour all over ``box``. Not Qt's fillRect: to choose among its many forms PySide loads gradients, 2 ms at start."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawRect(box)
    painter.restore()


def rule(painter: QPainter, theme: Theme, x: int, y: int, width: int, colour: str) -> None:
    """A horizontal hairline."""
    fill(painter, theme, QRect(x, y, width, 1), colour)


def double_rule(painter: QPainter, theme: Theme, x: int, y: int, width: int) -> None:
    """朱丝栏 under a page title: two hairlines, three pixels in all at 100 %."""
    rule(painter, theme, x, y, width, theme.tokens.margin)
    rule(painter, theme, x, y + theme.px(3), width, theme.tokens.margin)


def key_words(key: str) -> str:
    """A key as it stands on a control: ``Ctrl+P`` → ``Ctrl P``, ``Ctrl+Up`` → ``Ctrl ↑``."""
    return " ".join(ARROWS.get(part, part) for part in key.split("+"))


def key_cap(painter: QPainter, theme: Theme, right: int, middle: int, key: str, ink: str = "") -> int:
    """A key in its outlined cap, ending at ``right``, centred on ``middle``. Returns its width in px."""
    words, t = key_words(key), theme.tokens
    width = theme.metrics(12).horizontalAdvance(words) + theme.px(10)
    height = theme.px(20)
    box = QRect(right - width, middle - height // 2, width, height)
    rounded(painter, theme, box, 4, edge=t.rule2)
    write(painter, theme, box, words, ink or t.ink2, size=12, align=CENTRE)
    return width


def image(painter: QPainter, theme: Theme, x: int, middle: int, name: str, ink: str, size: int = 18) -> int:
    """An icon with its left edge at ``x``, centred on ``middle``. Returns its width in px."""
    device = painter.device()
    pixmap = theme.icon(name, ink, size, device.devicePixelRatio() if device else 1.0)
    painter.drawPixmap(x, middle - theme.px(size) // 2, pixmap)
    return theme.px(size)
