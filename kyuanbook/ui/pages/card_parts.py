"""Parts of the card: the reason's banner, who brought whom."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.book.queries.card import Person
from kyuanbook.language import clauses, tr, trn
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.buttons import Button, Pressable
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.rare import explain
from kyuanbook.ui.kit.theme import Theme

BROUGHT_SHOWN: Final = 5
BOX: Final = 30
PITCH: Final = 38


class Banner(Part):
    """Why the customer stands where they stand, in one line; amber when overdue. ``link``: the one thing to do, if any."""

    said_as = "StaticText"

    def __init__(self, theme: Theme, link: Button | None = None) -> None:
        super().__init__(theme)
        self._reason, self._turning, self._stage, self._warns = "", "", "", False
        self.link = link
        if link is not None:
            link.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reason(self, reason: str, turning: str, stage: str, *, warns: bool) -> None:
        """``turning``: the day that changes it. ``stage``: whose shape stands before."""
        self._reason, self._turning, self._stage, self._warns = reason, turning, stage, warns
        self.setAccessibleName(clauses((reason, turning)))
        self._place()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """All it says."""
        return self.accessibleName()

    def _taken(self) -> int:
        """px the link takes at the right of a line."""
        return self.link.sizeHint().width() + self.theme.px(12 + 12) if self._has_link() else self.theme.px(12)

    def _has_link(self) -> bool:
        return self.link is not None and not self.link.isHidden()

    def _lines(self, width: int) -> tuple[int, bool]:
        """(lines of the reason, whether day and link have their own line below). The reason has the whole width then: a
        link beside it would break it for nothing."""
        px, bold = self.theme.px, self.theme.metrics(15, bold=True)
        words = bold.horizontalAdvance(self._reason)
        turning = self.theme.metrics(15).horizontalAdvance(self._turning) + px(16) if self._turning else 0
        if words + turning <= width - px(42) - self._taken():
            return 1, False
        room, below = width - px(42 + 12), bool(self._turning) or self._has_link()
        if words <= room:
            return 1, below
        if at_clause(bold, self._reason, room) != self._reason:
            return 2, below
        high = bold.boundingRect(QRect(0, 0, max(room, px(60)), px(9999)), paint.WRAPPED, self._reason).height()
        return max(2, round(high / bold.lineSpacing())), below

    def sizeHint(self) -> QSize:
        """46 high; 24 more for each further line."""
        lines, below = self._lines(self.width()) if self.width() > 0 else (1, False)
        return QSize(self.theme.px(320), self.theme.px(46 + 24 * (lines - 1 + below)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its words."""
        return QSize(self.theme.px(200), self.sizeHint().height())

    def restyle(self) -> None:
        """Follow the scale."""
        self._place()

    def event(self, event: QEvent) -> bool:
        """The link has other words, or gave up its key."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another line."""
        super().resizeEvent(event)
        self._place()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _last(self) -> int:
        """Where the middle of the last line is."""
        _, below = self._lines(self.width())
        return self.height() - self.theme.px(24) if below else self.height() // 2

    def _place(self) -> None:
        if self.link is not None:
            size = self.link.sizeHint()
            x = self.width() - self.theme.px(12) - size.width()
            self.link.setGeometry(x, self._last() - size.height() // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, shape, bold reason, quiet day."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        paint.rounded(painter, theme, self.rect(), 6, fill=t.warn_t if self._warns else t.sunk)
        lines, below = self._lines(self.width())
        beside = self.width() - px(42) - self._taken()
        whole = self.width() - px(42 + 12)
        first = QRect(px(42), px(10) if below else 0, whole if below else beside, self.height())
        first.setHeight(px(26 + 24 * (lines - 1)) if below else self.height())
        middle = px(10 + 13) if below or lines > 1 else first.center().y() + 1
        if self._stage:
            ink = t.warn if self._warns else theme.stage(self._stage).word
            shapes.draw_mark(painter, theme, px(14), middle, self._stage, ink, 17)
        if lines == 1:
            x = paint.write(painter, theme, first, self._reason, t.ink, size=15, bold=True)
        else:
            x = 0
            words = at_clause(theme.metrics(15, bold=True), self._reason, first.width())
            paint.write_lines(painter, theme, first, words, t.ink, size=15, bold=True)
        rest = first.adjusted(x + px(16), 0, 0, 0)
        if below:
            rest = QRect(first.left(), self._last() - px(13), beside, px(26))
        paint.write(painter, theme, rest, self._turning, t.ink2, size=15)


def at_clause(metrics: QFontMetrics, words: str, room: int) -> str:
    """``words`` broken after a comma, where both halves then fit; else as they are."""
    comma = tr("，").rstrip()
    places = [i + len(comma) for i in range(len(words)) if words.startswith(comma, i)]
    for place in reversed(places):
        first, rest = words[:place].rstrip(), words[place:].lstrip()
        if rest and max(metrics.horizontalAdvance(first), metrics.horizontalAdvance(rest)) <= room:
            return f"{first}\n{rest}"
    return words


class PersonBox(Pressable):
    """Somebody beside the customer: shape and name in a box; pressing opens the card."""

    def __init__(self, theme: Theme, person: Person, parent: Part, *, part: str = "", me: bool = False) -> None:
        """``part``: what the lines show to the eye: who brought whom."""
        super().__init__(theme, person.name, parent)
        self.person, self._me = person, me
        stage = shapes.stage_word(person.stage.value) if person.stage is not None else ""
        self.setAccessibleDescription(clauses((part, stage)))
        explain(self, theme, person.name)
        self.setEnabled(not me)

    def sizeHint(self) -> QSize:
        """Shape, name and padding; a long name is shortened at 132."""
        px = self.theme.px
        shape = px(12) + px(6) if self.person.stage is not None else 0
        words = self.theme.metrics(14, bold=self._me).horizontalAdvance(self.words())
        return QSize(min(px(132), px(20) + shape + words), px(BOX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        fill = t.accent_t if self._me else t.sunk if self.underMouse() else t.raised
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge=t.accent if self._me else t.rule2)
        x = px(10)
        if self.person.stage is not None:
            ink = theme.stage(self.person.stage.value).word
            x += shapes.draw_mark(painter, theme, x, self.height() // 2, self.person.stage.value, ink, 12) + px(6)
        box = QRect(x, 0, self.width() - x - px(8), self.height())
        paint.write(painter, theme, box, self.words(), t.ink, bold=self._me)


class Descent(Part):
    """谁介绍谁: who brought the customer, the customer, whom they brought, joined by lines. ``opened``: a box was pressed."""

    said_as = "Grouping"
    opened = Signal(int)
    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.boxes: list[PersonBox] = []
        self._before: PersonBox | None = None
        self._me: PersonBox | None = None
        self._after: list[PersonBox] = []
        self.more = Button(theme, "", kind="link", parent=self)
        self.more.clicked.connect(lambda: self._show_all())
        self.setAccessibleName(tr("谁介绍谁"))
        self._all: tuple[Person | None, Person | None, tuple[Person, ...]] = (None, None, ())
        self._shown = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_people(
        self, before: Person | None, me: Person, after: Sequence[Person], *, shown: int = BROUGHT_SHOWN
    ) -> None:
        """Of those brought the first few, the rest behind a link."""
        anybody = before is not None or bool(after)
        self.setVisible(anybody)
        if not anybody or ((before, me, tuple(after)) == self._all and shown == self._shown):
            return
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self._all, self._shown = (before, me, tuple(after)), shown
        self._before = PersonBox(self.theme, before, self, part=tr("介绍人")) if before is not None else None
        self._me = PersonBox(self.theme, me, self, me=True)
        self._after = [PersonBox(self.theme, person, self, part=tr("带来的")) for person in after[:shown]]
        self.boxes = [b for b in (self._before, self._me, *self._after) if b is not None]
        for box in self.boxes:
            box.clicked.connect(lambda _=False, id_=box.person.id: self.opened.emit(id_))
            box.show()
        rest = len(after) - len(self._after)
        self.more.set_text(trn("还有 {n} 位", rest))
        self.more.setVisible(rest > 0)
        self.updateGeometry()
        self._place()

    def _show_all(self) -> None:
        before, me, after = self._all
        if me is not None:
            self.show_people(before, me, after, shown=len(after))

    def sizeHint(self) -> QSize:
        """As high as those brought."""
        lines = max(1, len(self._after))
        more = self.theme.px(36) if not self.more.isHidden() else 0
        return QSize(self.theme.px(300), self.theme.px(10 + lines * PITCH) + more)

    def restyle(self) -> None:
        """Follow the scale."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the boxes apart."""
        super().resizeEvent(event)
        self._place()

    def _most(self, room: int) -> int:
        """How wide a box may be: as it likes where all stand side by side, else its share."""
        columns = [[box] for box in (self._before, self._me) if box is not None] + ([self._after] if self._after else [])
        wanted = sum(max(box.sizeHint().width() for box in boxes) for boxes in columns)
        return room if wanted <= room else room // len(columns)

    def _place(self) -> None:
        if self._me is None:
            return
        px, top = self.theme.px, self.theme.px(10)
        lines = max(1, len(self._after))
        middle = top + (lines * px(PITCH) - px(PITCH - BOX)) // 2 - px(BOX) // 2
        x, gap, bend = 0, px(26), px(34)
        most = self._most(self.width() - (bend if self._after else 0) - (gap if self._before is not None else 0))
        if self._before is not None:
            size = self._before.sizeHint()
            self._before.setGeometry(0, middle, min(most, size.width()), size.height())
            x = self._before.width() + gap
        size = self._me.sizeHint()
        self._me.setGeometry(x, middle, min(most, size.width()), size.height())
        x += self._me.width() + bend
        for i, box in enumerate(self._after):
            size = box.sizeHint()
            box.setGeometry(x, top + i * px(PITCH), min(size.width(), max(px(60), self.width() - x)), size.height())
        size = self.more.sizeHint()
        self.more.setGeometry(x - px(6), top + lines * px(PITCH), size.width(), size.height())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines between the boxes."""
        if self._me is None:
            return
        painter, px = QPainter(self), self.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour(self.theme.tokens.edge), max(1.0, self.theme.scale)))
        me = self._me.geometry()
        y = me.center().y() + 0.5
        if self._before is not None:
            painter.drawLine(QPointF(self._before.geometry().right() + 1, y), QPointF(me.left(), y))
        for box in self._after:
            start, end = QPointF(me.right() + 1, y), QPointF(box.x(), box.geometry().center().y() + 0.5)
            path = QPainterPath(start)
            bend = px(17)
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
            painter.drawPath(path)
