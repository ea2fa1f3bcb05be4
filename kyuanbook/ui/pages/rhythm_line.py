"""到店节奏, painted: what :mod:`kyuanbook.rules.rhythm_picture` laid out, in the look's colours; its dots can be pressed."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.rhythm_picture import Arc, Dot, Event, Picture, Placed, Span, place, ticks
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.paint import Run
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme

WORDS: Final = 22  # px of the line of words
FOOT: Final = 30  # of the axis with its months
CHART: Final = 98
LOW_CHART: Final = 58
TOP: Final = 22  # of the chart, kept for the day of 流失
DOT: Final = 4.5
REACH: Final = 10  # a dot is meant from so far
LABEL_GAP: Final = 12


class RhythmLine(Part):
    """The picture of one customer. ``day_chosen``: a dot was clicked, or Enter pressed on it; ← → go from dot to dot.

    ``low``: where the window is low, the same with flatter arcs.
    """

    said_as = "Graphic"
    day_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.picture: Picture | None = None
        self.low = False
        self._today = 0
        self._hovered: Dot | Event | None = None
        self._current: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture | None, today: int) -> None:
        """Draw this; None: hide."""
        self.picture, self._today = picture, today
        self._hovered, self._current = None, None
        self.setAccessibleName(self.words())
        self.setAccessibleDescription("")
        self.updateGeometry()
        self.update()

    def set_low(self, low: bool) -> None:
        """Flatter, or as high as the look has it."""
        if low != self.low:
            self.low = low
            self.updateGeometry()

    def high(self, *, low: bool) -> int:
        """Its height, flatter or not, in px."""
        return self.theme.px(WORDS + (LOW_CHART if low else CHART) + FOOT)

    def sizeHint(self) -> QSize:
        """150 high, 110 when low."""
        return QSize(self.theme.px(320), self.high(low=self.low))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, never cut."""
        return QSize(self.theme.px(160), self.sizeHint().height())

    # in words ------------------------------------------------------------------------------------------------------------

    def words(self) -> str:
        """All that it shows, for who cannot see it."""
        p = self.picture
        if p is None:
            return ""
        turn = tr("{day}起算流失", day=say(p.turn_words)) if p.turn_words is not None else ""
        parts = [self._said()[0], *(say(words) for words in p.due_words[:1])]
        return clauses([*parts, say(p.late_words) if p.late_words is not None else "", turn])

    def _said(self) -> list[str]:
        assert self.picture is not None
        return [tr("到店节奏：{words}", words=say(words)) for words in self.picture.words]

    def _due_runs(self) -> list[tuple[Run, ...]]:
        """The band in its ink, how late it is bold; the fuller first."""
        p, t = self.picture, self.theme.tokens
        assert p is not None
        late = say(p.late_words) if p.late_words is not None else ""
        ink = t.warn if p.overdue and p.stage.value == "at_risk" else t.ink
        found = []
        for words in p.due_words:
            band = Run(say(words) + (tr("，") if late else ""), ink=t.accent)
            found.append((band, Run(late, bold=True, ink=ink)) if late else (band,))
        return [*found, (Run(late, bold=True, ink=ink),)] if late else found

    def dot_words(self, dot: Dot) -> str:
        """``10月7日，¥68``."""
        times = trn("{n} 次", dot.times) if dot.times > 1 else ""
        amount = amount_words(dot.cents) if dot.times else tr("记本以前")
        return clauses((say(day_words(dot.day, self._today)), times, amount))

    def event_words(self, event: Event) -> str:
        """``2月16日–23日，春节放假``."""
        first, last = (say(day_words(day, self._today)) for day in (event.span.first, event.span.last))
        return clauses((first if first == last else f"{first}–{last}", event.word))

    def placed(self) -> Placed:
        """Where the words stand now."""
        assert self.picture is not None
        theme = self.theme
        said = [theme.metrics(13).horizontalAdvance(words) for words in self._said()]
        due = [paint.runs_width(theme, runs, size=13) for runs in self._due_runs()]
        today = theme.metrics(13, bold=True).horizontalAdvance(tr("今天"))
        return place(self.width(), said, due, self._x(self.picture.today), today, theme.px(24))

    # where ---------------------------------------------------------------------------------------------------------------

    def _x(self, at: float) -> int:
        return round(at * self.width())

    def _base(self) -> int:
        """Where the axis lies."""
        return self.height() - self.theme.px(FOOT)

    def _foot_of_arcs(self) -> float:
        return self._base() - self.theme.px(DOT + 4) - self.theme.px(DOT)

    def _rise(self) -> float:
        """px of an arc of height 1."""
        return self._foot_of_arcs() - self.theme.px(WORDS + (TOP if not self.low else 6))

    def meant_at(self, x: int) -> Dot | Event | None:
        """The nearest dot within reach of ``x``, else what stood in 店铺日历 then."""
        if self.picture is None:
            return None
        reach = self.theme.px(REACH)
        near = min(self.picture.dots, key=lambda dot: abs(self._x(dot.at) - x), default=None)
        if near is not None and abs(self._x(near.at) - x) <= reach:
            return near
        inside = (e for e in self.picture.events if self._x(e.span.start) - 4 <= x <= self._x(e.span.end) + 4)
        return next(inside, None)

    # painting ------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, bands, arcs, dots, the axis; the dot in hand with its words last."""
        if self.picture is None:
            return
        painter, picture = QPainter(self), self.picture
        for happened in picture.events:
            self._draw_event(painter, happened)
        if picture.due is not None:
            self._fill(painter, picture.due, self.theme.tokens.accent_t)
        if picture.late is not None:
            self._draw_late(painter, picture.late)
        self._draw_axis(painter, picture)
        self._draw_arcs(painter, picture)
        if picture.turn is not None:
            self._draw_turn(painter, picture)
        self._draw_today(painter, picture)
        self._draw_dots(painter, picture)
        held = picture.dots[self._current] if self._current is not None and self.hasFocus() else None
        if (chosen := self._hovered or held) is not None:
            self._draw_label(painter, chosen)

    def _ink(self, picture: Picture) -> str:
        """Of the silence: warning while it warns, brown when given up, quiet while it is nobody's fault."""
        if not picture.overdue:
            return self.theme.tokens.edge
        return self.theme.stage("lapsed").word if picture.stage.value == "lapsed" else self.theme.tokens.warn

    def _box(self, span: Span) -> QRect:
        top, left = self.theme.px(WORDS + 4), self._x(span.start)
        return QRect(left, top, max(self.theme.px(3), self._x(span.end) - left), self._base() - top)

    def _fill(self, painter: QPainter, span: Span, colour: str) -> None:
        painter.fillRect(self._box(span), self.theme.colour(colour))

    def _draw_late(self, painter: QPainter, span: Span) -> None:
        """Ground, and lines that rise to the right."""
        assert self.picture is not None
        theme, px, box = self.theme, self.theme.px, self._box(span)
        warns = self.picture.overdue and self.picture.stage.value == "at_risk"
        painter.fillRect(box, theme.colour(theme.tokens.warn_t if warns else theme.tokens.sunk))
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour(self._ink(self.picture))
        lines = type(colour)(colour)
        lines.setAlphaF(0.38)
        painter.setPen(QPen(lines, max(1.0, theme.scale)))
        step = px(7)
        for x in range(box.left() - box.height(), box.right() + 1, step):
            painter.drawLine(x, box.bottom() + 1, x + box.height(), box.top())
        painter.restore()

    def _draw_event(self, painter: QPainter, event: Event) -> None:
        """A closed time as a thick piece of the axis, anything else as a short stroke on it."""
        t, px = self.theme.tokens, self.theme.px
        left = self._x(event.span.start)
        width = max(px(3), self._x(event.span.end) - left)
        box = QRect(left, self._base() - (px(4) if event.closed else px(8)), width if event.closed else px(2), px(8))
        painter.fillRect(box, self.theme.colour(t.rule2 if event.closed else t.margin))

    def _draw_axis(self, painter: QPainter, picture: Picture) -> None:
        theme, t, px, base = self.theme, self.theme.tokens, self.theme.px, self._base()
        paint.rule(painter, theme, 0, base, self.width(), t.edge)
        widest = max(theme.metrics(13).horizontalAdvance(words) for words in (tr("12月"), tr("2026年")))
        for tick in ticks(picture.first, picture.last, (widest + px(LABEL_GAP)) / max(1, self.width())):
            if tick.at >= 0:
                painter.fillRect(QRect(self._x(tick.at), base, 1, px(5)), theme.colour(t.rule2))
            if tick.label_at is not None:
                box = QRect(self._x(tick.label_at) - widest, base + px(6), 2 * widest, px(20))
                paint.write(painter, theme, box, say(tick.label), t.ink2, size=13, align=paint.CENTRE)

    def _draw_arcs(self, painter: QPainter, picture: Picture) -> None:
        theme, t = self.theme, self.theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(t.edge), 1.4 * theme.scale))
        for arc in picture.arcs:
            painter.drawPath(self._path(arc))
        if picture.flight is not None:
            pen = QPen(theme.colour(self._ink(picture)), 1.8 * theme.scale)
            pen.setDashPattern([4, 2.5])
            painter.setPen(pen)
            painter.drawPath(self._rising(picture.flight))
        painter.restore()

    def _path(self, arc: Arc) -> QPainterPath:
        """A whole arc; its top is at ¾ of what it is bent to."""
        foot, bend = self._foot_of_arcs(), self._rise() * arc.height * 4 / 3
        left, right = arc.start * self.width(), arc.end * self.width()
        path = QPainterPath(QPointF(left, foot))
        lean = (right - left) * 0.12
        path.cubicTo(QPointF(left + lean, foot - bend), QPointF(right - lean, foot - bend), QPointF(right, foot))
        return path

    def _rising(self, arc: Arc) -> QPainterPath:
        """An arc still in the air: it rises, then waits."""
        foot, top = self._foot_of_arcs(), self._foot_of_arcs() - self._rise() * min(0.85, arc.height)
        left, right = arc.start * self.width(), arc.end * self.width()
        path = QPainterPath(QPointF(left, foot))
        span = right - left
        path.cubicTo(QPointF(left + span * 0.12, top + 2), QPointF(left + span * 0.4, top), QPointF(right, top))
        return path

    def _draw_dots(self, painter: QPainter, picture: Picture) -> None:
        """A dot a day; a ring round it for several visits; remembered ones are hollow."""
        theme, t = self.theme, self.theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, y = DOT * theme.scale, self._base() - theme.px(DOT + 4)
        for i, dot in enumerate(picture.dots):
            middle = QPointF(dot.at * self.width(), y)
            painter.setPen(QPen(theme.colour(t.accent), 1.5 * theme.scale) if not dot.times else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(t.accent if dot.times else t.sheet))
            painter.drawEllipse(middle, radius, radius)
            if dot.times > 1:
                self._ring(painter, middle, radius + 2.5 * theme.scale, t.accent, 1.2)
            if i == self._current and self.hasFocus():
                self._ring(painter, middle, radius + 4 * theme.scale, t.focus, 2)
        painter.restore()

    def _ring(self, painter: QPainter, middle: QPointF, radius: float, colour: str, width: float) -> None:
        painter.setPen(QPen(self.theme.colour(colour), width * self.theme.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)

    def _draw_turn(self, painter: QPainter, picture: Picture) -> None:
        """The day of 流失: a broken line, the shape and the day beside it, on the side that has room."""
        theme, px, turn = self.theme, self.theme.px, picture.turn
        assert turn is not None and picture.turn_words is not None
        ink, x = theme.stage("lapsed").word, self._x(turn.at)
        top = px(WORDS + 4)
        words = say(picture.turn_words)
        width = theme.metrics(13).horizontalAdvance(words)
        shape, today = px(11), self._x(picture.today)
        sides = {True: (x - shape // 2, x + shape // 2 + px(8) + width), False: (x - shape // 2 - px(8) - width, x + shape // 2)}
        clear = [right for right, (a, b) in sides.items() if a >= 0 and b <= self.width() and not a <= today <= b]
        rightward = clear[0] if clear else x >= today
        if self.placed().today_x is None:  # 今天 stands beside its line, and would be read as of this day
            start, end = sides[rightward]
            if start < today + px(5 + 24) + theme.metrics(13, bold=True).horizontalAdvance(tr("今天")) and end > today:
                top += px(20)
        pen = QPen(theme.colour(ink), max(1.0, theme.scale))
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(x, top + px(18), x, self._base())
        left = x - shape // 2 if rightward else x + shape // 2 - shape
        shapes.draw_mark(painter, theme, left, top + px(10), "lapsed", ink, 11)
        start = left + shape + px(6) if rightward else left - px(6) - width
        if not clear:
            return  # no room for the day: the sentence above says it
        ground = QRect(start - px(3), top, width + px(6), px(20))
        if picture.late is not None and turn.at <= picture.today:
            painter.fillRect(ground, theme.colour(theme.tokens.sheet))
        paint.write(painter, theme, QRect(start, top, width, px(20)), words, theme.tokens.ink2, size=13)

    def _draw_today(self, painter: QPainter, picture: Picture) -> None:
        """The words over the picture, and the line of today below its word."""
        theme, t, px, placed = self.theme, self.theme.tokens, self.theme.px, self.placed()
        line = QRect(0, 0, self.width(), px(20))
        paint.write(painter, theme, line, self._said()[placed.said], t.ink2, size=13)
        if placed.due is not None:
            rest = line.adjusted(placed.due_x, 0, 0, 0)
            paint.write_runs(painter, theme, rest, self._due_runs()[placed.due], t.accent, size=13)
        x, word = self._x(picture.today), tr("今天")
        painter.fillRect(QRect(x - px(1), px(WORDS), px(2), self._base() - px(WORDS) + 1), theme.colour(t.ink))
        wide = theme.metrics(13, bold=True).horizontalAdvance(word)
        right = x + px(5) + wide <= self.width()  # beside its line, on the side that has room
        box = QRect(x + px(5) if right else x - px(5) - wide, px(WORDS), wide, px(20))
        if placed.today_x is not None:
            box = line.adjusted(placed.today_x, 0, 0, 0)
        paint.write(painter, theme, box, word, t.ink, size=13, bold=True)

    def label(self, what: Dot | Event) -> tuple[QRect, str]:
        """Where the words of a dot or an event stand, over it and within the picture; and the words."""
        px = self.theme.px
        words = self.dot_words(what) if isinstance(what, Dot) else self.event_words(what)
        at = what.at if isinstance(what, Dot) else (what.span.start + what.span.end) / 2
        width = self.theme.metrics(13).horizontalAdvance(words) + px(20)
        left = max(0, min(self._x(at) - width // 2, self.width() - width))
        return QRect(left, self._base() - px(DOT * 2 + 14) - px(28), width, px(28)), words

    def _draw_label(self, painter: QPainter, what: Dot | Event) -> None:
        theme, t = self.theme, self.theme.tokens
        box, words = self.label(what)
        paint.rounded(painter, theme, box, 4, fill=t.notice)
        paint.write(painter, theme, box, words, t.on_notice, size=13, align=paint.CENTRE)

    # hands ---------------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over a dot its words show."""
        point = event.position().toPoint()
        self._hover(self.meant_at(point.x()) if point.y() > self.theme.px(WORDS) else None)

    def leaveEvent(self, event: QEvent) -> None:
        """No dot is hovered."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, what: Dot | Event | None) -> None:
        if what != self._hovered:
            self._hovered = what
            self.setCursor(Qt.CursorShape.PointingHandCursor if _leads(what) else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a dot goes to its visit."""
        what = self.meant_at(event.position().toPoint().x())
        if event.button() == Qt.MouseButton.LeftButton and isinstance(what, Dot) and _leads(what):
            self.day_chosen.emit(what.day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the newest dot."""
        super().focusInEvent(event)
        if self.picture is not None and self._current is None:
            self._take(len(self.picture.dots) - 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No dot is in hand."""
        super().focusOutEvent(event)
        self.update()

    def _take(self, which: int) -> None:
        assert self.picture is not None
        if self.picture.dots:
            self._current = max(0, min(which, len(self.picture.dots) - 1))
            self.setAccessibleDescription(self.dot_words(self.picture.dots[self._current]))
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → from dot to dot, Home and End to the ends, Enter to the visit."""
        if self.picture is None or self._current is None:
            super().keyPressEvent(event)
            return
        key, dot, many = Qt.Key(event.key()), self.picture.dots[self._current], len(self.picture.dots)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -many, Qt.Key.Key_End: many}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _leads(dot):
            self.day_chosen.emit(dot.day)
        elif key in steps:
            self._take(self._current + steps[key])
        else:
            super().keyPressEvent(event)


def _leads(what: Dot | Event | None) -> bool:
    """Whether pressing this leads to a visit."""
    return isinstance(what, Dot) and bool(what.times)
