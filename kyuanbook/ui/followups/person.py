"""The one in hand: how to reach them, why, what to say, what came of it; below, what was before."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.book.queries.card import Happening
from kyuanbook.book.queries.due_rows import ClosedRow, DueRow
from kyuanbook.language import tr
from kyuanbook.rules.touches import Outcome
from kyuanbook.ui.entry.outcomes import Outcomes
from kyuanbook.ui.followups import lines
from kyuanbook.ui.followups.answer_form import AnswerForm
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose, StageMark
from kyuanbook.ui.pages import happenings

BEFORE: Final = 5  # lines of what was before
SIDE: Final = 24


class ToSay(Part):
    """Words to say on quiet ground, with a link that copies them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.copy = Button(theme, tr("复制"), kind="link", key="Ctrl+C", bind=False, size=13)
        self.words = Prose(theme, "", ink="ink")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        down = column(theme, self, margins=(14, 4, 8, 10))
        head = row(theme)
        head.addWidget(Label(theme, tr("可以这么说"), size=13, ink="ink2"), 1)
        head.addWidget(self.copy)
        down.addLayout(head)
        down.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        paint.rounded(QPainter(self), self.theme, self.rect(), 6, fill=self.theme.tokens.sunk)


class Person(Part):
    """``act_wanted``: an outcome's value or one of the other acts. ``reopen_wanted``: it was not done after all."""

    act_wanted = Signal(str)
    reopen_wanted = Signal()

    def __init__(self, theme: Theme, today: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.shown: DueRow | ClosedRow | None = None
        self.open_ = False  # the number is told in private too
        self._whole, self._staffed, self._live = False, False, True
        self._area = Area(self)
        inside = self._inside = QWidget(self._area)
        self._area.setWidget(inside)
        self.name = Label(theme, "", size=24, serif=True, heading=True, parent=inside)
        self.stage = StageMark(theme, parent=inside)
        self.place = Label(theme, "", size=13, ink="ink2", right=True, parent=inside)
        self.reach = Prose(theme, "", size=22, ink="ink", parent=inside)
        self.picture = Label(theme, "", size=22, ink="accent", icon="phone", parent=inside)
        self.why = Prose(theme, "", parent=inside)
        self.listed = Prose(theme, "", size=13, parent=inside)
        self.to_say = ToSay(theme, inside)
        self.keys = Outcomes(theme, across=3, parent=inside)
        self.keys.chosen.connect(self.act_wanted)
        self.acts = {
            act: Button(theme, word, kind="quiet", key=key, bind=False)
            for act, word, key in (
                ("postpone", tr("推迟到…"), "D"), ("hand_over", tr("交给别人"), "G"), ("dismiss", tr("这次不打"), "X"),
            )
        }  # fmt: skip
        for act, button in self.acts.items():
            button.clicked.connect(lambda _=False, a=act: self.act_wanted.emit(a))
        self.others = Flow(theme, list(self.acts.values()), gap=16)
        self.gone_words = Prose(theme, "", size=13, ink="warn", parent=inside)
        self.form = AnswerForm(theme, today, inside)
        self.waits = Prose(theme, "", parent=inside)
        self.again = Button(theme, tr("重新列入"), icon="undo-2", key="R", bind=False, parent=inside)
        self.again.clicked.connect(self.reopen_wanted)
        self.before_head = Label(theme, tr("以前"), size=13, bold=True, ink="ink2", heading=True, parent=inside)
        self.before = Rows(theme, name=tr("以前"), fitted=True, height=34, inset=False, parent=inside)
        self._lay_out(theme, inside)
        inside.installEventFilter(self)

    def _lay_out(self, theme: Theme, inside: QWidget) -> None:
        column(theme, self, margins=(1, 6, 3, 6)).addWidget(self._area)
        down = column(theme, inside, gap=12, margins=(SIDE - 1, 12, SIDE - 3, 12))
        head = row(theme, gap=12)
        head.addWidget(self.name)
        head.addWidget(self.stage)
        head.addStretch(1)
        head.addWidget(self.place)
        number = row(theme, gap=6)
        number.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        number.addWidget(self.reach, 1)
        told = column(theme, gap=4)
        told.addLayout(head)
        told.addLayout(number)
        told.addWidget(self.why)
        told.addWidget(self.listed)
        again = row(theme)
        again.addWidget(self.again)
        again.addStretch(1)
        before = column(theme, gap=4)
        before.addWidget(self.before_head)
        before.addWidget(self.before)
        down.addLayout(told)
        for part in (self.to_say, self.keys, self.gone_words, self.form, self.waits):
            down.addWidget(part)
        down.addLayout(again)
        down.addLayout(Bleed(theme, self.others, left=6, right=6))
        down.addLayout(before)
        down.addStretch(1)
        self.show_nobody()

    # whom it shows -------------------------------------------------------------------------------------------------------

    def show_nobody(self) -> None:
        """Nobody is in hand."""
        self.shown = None
        self.hide()

    def show_due(self, due: DueRow, *, live: bool, staffed: bool) -> None:
        """Somebody who is due; ``live``: what came of it can be written down now, it is their day."""
        if self.shown is None or self.shown.customer_id != due.customer_id:
            self.open_ = False
            self._area.verticalScrollBar().setValue(0)
        self.shown, self._staffed, self._live = due, staffed, live
        self._show_head(due.name, due.stage.value, due.pinned)
        reach = lines.reach(due, open_=self.open_)
        self.reach.setText(reach.words or "—")
        self.picture.set_icon(reach.icon)
        self.why.setText(lines.why_words(due))
        self.listed.setText(tr("在名单 {n} 上，结果还没录", n=due.list_id) if due.list_id is not None else "")
        self.to_say.words.setText(due.words)
        self.keys.show_channel(due.item.channel)
        self.waits.setText("" if live else tr("还没到日子，到那天会在“今天”里。"))
        self._show_parts()

    def show_closed(self, closed: ClosedRow) -> None:
        """Somebody about whom it is over."""
        self.shown, self._live = closed, False
        self._show_head(closed.name, closed.stage.value, closed.pinned)
        self.reach.setText(lines.number_words(closed.phone) or "—")
        self.picture.set_icon("phone")
        self.why.setText(lines.closed_words(closed))
        self.listed.setText("")
        self.waits.setText(tr("弄错了可以重新列入，今天就会再提醒。"))
        self._show_parts()

    def _show_head(self, name: str, stage: str, pinned: bool) -> None:
        self.name.set_text(name)
        self.stage.set_stage(stage, pinned=pinned)
        self.show()

    def show_place(self, n: int, of: int) -> None:
        """第 2 行，共 12 行."""
        self.place.set_text(tr("第 {n} 行，共 {of} 行", n=n, of=of) if of else "")
        self.place.setMinimumWidth(self.place.sizeHint().width())  # a long name gives way

    def show_before(self, happened: Sequence[Happening], today: int) -> None:
        """Earlier touches and visits, the newest first."""
        rows = happenings.rows(list(happened)[:BEFORE], today)
        self.before.show_rows(rows)
        self.before_head.setVisible(bool(rows) and not self.asking())
        self.before.setVisible(bool(rows) and not self.asking())

    # what is asked -------------------------------------------------------------------------------------------------------

    def asking(self) -> bool:
        """Whether the form stands open."""
        return bool(self.form.act)

    def show_form(self, shown: bool) -> None:
        """The form in the place of the other acts and of what was before."""
        if not shown:
            self.form.act = ""
        self.keys.choose(self.form.act)
        self._show_parts()

    def say_gone(self, words: str) -> None:
        """The row is due no more, what was typed about it stays."""
        self.gone_words.setText(words)
        self.gone_words.setVisible(bool(words))

    def _show_parts(self) -> None:
        due, asking = isinstance(self.shown, DueRow), self.asking()
        answered = due and self._live
        self.to_say.setVisible(due and not asking)  # it was said by then, and the form is seen whole
        self.keys.setVisible(answered)
        self.form.setVisible(answered and asking)
        self.others.setVisible(answered and not asking)
        self.acts["hand_over"].setVisible(self._staffed)
        self.others.set_widgets([b for act, b in self.acts.items() if act != "hand_over" or self._staffed])
        self.gone_words.setVisible(answered and bool(self.gone_words.text()))
        self.waits.setVisible(bool(self.waits.text()) and not answered)
        self.again.setVisible(isinstance(self.shown, ClosedRow))
        self.listed.setVisible(bool(self.listed.text()))
        shown = bool(self.before.rows.rows) and not asking
        self.before_head.setVisible(shown)
        self.before.setVisible(shown)
        self._fit()

    def toggle_number(self) -> None:
        """Tell it though it is private, or hide it again."""
        self.open_ = not self.open_
        if isinstance(self.shown, DueRow):
            self.show_due(self.shown, live=self._live, staffed=self._staffed)

    def offers(self, act: str) -> bool:
        """Whether an act can be chosen now."""
        if not isinstance(self.shown, DueRow) or not self._live:
            return False
        if act in set(Outcome):
            return self.keys.offers(Outcome(act))
        return act != "hand_over" or self._staffed

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        return [self.to_say.copy, *self.keys.shown(), *self.form.stops(), self.again, *self.acts.values(), self.before]

    # where it stands -----------------------------------------------------------------------------------------------------

    def set_whole(self, whole: bool) -> None:
        """As high as all of it: the page scrolls; else it scrolls itself."""
        if whole != self._whole:
            self._whole = whole
            self._fit()

    def bring_in_sight(self, widget: QWidget) -> None:
        """Scroll to what has the focus."""
        self._area.ensureWidgetVisible(widget)

    def _fit(self) -> None:
        layout = self._inside.layout()
        high = 0
        if layout is not None:
            wide = max(1, self._area.viewport().width())
            high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
            self._inside.setMinimumHeight(high)
        self._area.setMinimumHeight(high if self._whole else 0)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is inside takes another height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Follow the scale."""
        self.place.setMinimumWidth(self.place.sizeHint().width())
        self._fit()

    def sizeHint(self) -> QSize:
        """It takes what there is."""
        return QSize(self.theme.px(424), self.theme.px(420))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised ground, rounded."""
        t = self.theme.tokens
        paint.rounded(QPainter(self), self.theme, self.rect(), 10, fill=t.raised, edge=t.rule2)
