"""The row being typed: one key for the outcome, then what belongs to it. Enter saves it and goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.results import cannot
from kyuanbook.book.queries.lapse import ReasonRow
from kyuanbook.book.queries.list_survey import ListSurvey
from kyuanbook.book.queries.results import PaperList, PaperRow
from kyuanbook.language import say, tr
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Complaint
from kyuanbook.ui.kit.open_table import INSET
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.results import words
from kyuanbook.ui.results.draft import EMPTY, RowDraft
from kyuanbook.ui.results.row_fields import RowFields
from kyuanbook.ui.results.row_keys import RowKeys


class RowAnswer(Part):
    """``stored``: Enter with something typed. ``passed``: Enter with nothing. ``moved``: ↑ ↓. ``typed``: something changed.
    ``scanned``: the number of another list was scanned. ``in_sight``: what has the focus now."""

    stored = Signal()
    passed = Signal()
    moved = Signal(int)
    typed = Signal()
    scanned = Signal(str)
    in_sight = Signal(QWidget)

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.row: PaperRow | None = None
        self.keys = RowKeys(self)
        self.scan = self.keys.scan
        self._before = EMPTY  # what stood here when the row was opened
        self._unscanned = EMPTY  # what stood here before the figures came that may be a scanner's
        self._takes_phone = False
        self._asked: Problem | None = None
        self._make(theme, book)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme, book: Book) -> None:
        self.number = Label(theme, "", size=16, bold=True, ink="accent")
        self.name = Label(theme, "", size=16, bold=True)
        self.phone = Label(theme, "", size=14, ink="ink2")
        self.why = Prose(theme, "", size=14)
        self.inside = RowFields(theme, book, self.keys)
        self.form, self.fields = self.inside.form, self.inside.fields
        self.outcomes, self.note, self.promised = self.inside.outcomes, self.inside.note, self.inside.promised
        self.score, self.questions, self.save = self.inside.score, self.inside.questions, self.inside.save
        self.new_phone = Button(theme, "", kind="link", icon="plus", key="Ctrl+N", bind=False, size=13)
        self.about = Prose(theme, "", size=13)
        self.complaint = Complaint(theme)

    def _lay_out(self, theme: Theme) -> None:
        self._down = column(theme, self, gap=8, margins=(INSET, 12, INSET, 16))
        head = row(theme, gap=16)
        for part in (self.number, self.name, self.phone):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.why, 1)
        self._down.addLayout(head)
        self._inner = column(theme)
        self._inner.addWidget(self.inside)
        self._down.addLayout(self._inner)
        offer = self._offer = row(theme)
        offer.addWidget(self.new_phone)
        offer.addStretch(1)
        self._down.addLayout(offer)
        below = self._below = column(theme)
        below.addWidget(self.about)
        below.addWidget(self.complaint)
        self._down.addLayout(below)
        self.complaint.hide()
        self.new_phone.hide()

    def _connect(self) -> None:
        inside, keys = self.inside, self.keys
        inside.chose.connect(self._chose)
        inside.typed.connect(self._changed)
        inside.entered.connect(self.submit)
        inside.questions.finished.connect(self.save_now)
        inside.in_sight.connect(self.in_sight)
        inside.save.clicked.connect(self.save_now)
        inside.save_now.clicked.connect(self.save_now)
        keys.entered.connect(self.submit)
        keys.saved.connect(self.save_now)
        keys.moved.connect(self.moved)
        keys.stepped.connect(inside.step)
        keys.figure.connect(self._take_figure)
        keys.back.connect(inside.outcomes.take_focus)
        keys.began.connect(self._keep_unscanned)
        keys.scanned.connect(self._was_scanned)
        self.new_phone.clicked.connect(self.take_phone)
        self.complaint.keep.clicked.connect(self._keep_it)

    def set_reasons(self, reasons: Sequence[ReasonRow]) -> None:
        """The reasons the shop offers, each on its key; what is chosen stays."""
        self.inside.set_reasons(reasons)

    @property
    def reasons(self) -> QWidget:
        """Why they stay away; made anew when the shop offers others."""
        return self.inside.reasons

    # the row -------------------------------------------------------------------------------------------------------------

    def show_row(
        self, printed: PaperRow, draft: RowDraft, before: RowDraft, *, of: PaperList, asks_reason: bool,
        survey: ListSurvey | None = None, replied: str = "",
    ) -> None:  # fmt: skip
        """This one, with what was typed of it so far. ``before``: what the book has; ``of``: the list; ``replied``: that they
        answered its 问卷 elsewhere already."""
        self.row, self._before = printed, before
        self.form.accepted.clear()
        self.say_row(printed)
        self.inside.ask(
            printed.channel(of.channel), score=of.asks_score, reason=asks_reason or bool(before.reason), survey=survey,
            before=replied,
        )  # fmt: skip
        self.fill(draft)
        why = cannot(printed)
        self.inside.setVisible(why is None)
        self.complain(())
        self.tell(words.merged(printed) if why is None else say(why), "warn")
        if why is None and printed.left_alone and printed.answer is None:
            self.tell(tr("打印以后标了请勿再联系；已经打了就照样录。"), "warn")

    def say_row(self, printed: PaperRow) -> None:
        """Whose row it is, as on the paper."""
        self.number.set_text(str(printed.number))
        self.name.set_text(printed.name)
        self.phone.set_text(words.phone(printed))
        self.why.set_text(words.reason(printed))

    def fill(self, draft: RowDraft) -> None:
        """Put what was typed here."""
        self._takes_phone = draft.takes_phone
        self.inside.fill(draft)
        self._offer_phone()

    def draft(self) -> RowDraft:
        """What stands here."""
        return replace(self.inside.draft(), takes_phone=self._takes_phone and self.phone_found() is not None)

    def is_touched(self) -> bool:
        """Whether anything stands here that the book has not."""
        return self.draft() != self._before

    def phone_found(self) -> str | None:
        """The number in the note."""
        return self.inside.phone_found()

    def focus_first(self) -> None:
        """Where the key of the outcome is pressed; in a row that can't be answered nothing can be typed."""
        if self.inside.isHidden():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.outcomes.take_focus()

    # typing --------------------------------------------------------------------------------------------------------------

    def choose(self, outcome: str) -> None:
        """One key: this outcome; the typing goes on where it has something to ask."""
        self.outcomes.choose(outcome)
        self._chose(outcome)

    def _chose(self, _: str) -> None:
        self.inside.fit_outcome()
        self._changed("outcome")
        self.inside.after_outcome()

    def _changed(self, name: str = "") -> None:
        if name:
            self.form.accepted -= {answer for answer in self.form.accepted if answer.startswith(f"{name}:")}
        if name == "outcome":
            self.complain(())
        self._offer_phone()
        self.typed.emit()

    def _offer_phone(self) -> None:
        found = self.phone_found()
        self.new_phone.setVisible(found is not None)
        if found is None:
            return
        taken = self._takes_phone
        self.new_phone.icon_name = "check" if taken else "plus"
        words = tr("会记下新号码 {phone}，再按一次不记", phone=found) if taken else tr("{phone} 记成新号码", phone=found)
        self.new_phone.set_text(words)

    def take_phone(self) -> None:
        """Ctrl N: the number in the note is theirs from now on, or not after all."""
        if self.phone_found() is not None:
            self._takes_phone = not self._takes_phone
            self._changed()

    def submit(self) -> None:
        """Enter: on to the questions, where some are asked; else what stands here."""
        held = self.focusWidget()
        untouched = not self.is_touched() and not (held is self.note and self.inside.asks_questions())
        if self.inside.isHidden() or untouched:
            self.passed.emit()
        elif not self.inside.ask_first():
            self.save_now()

    def save_now(self) -> None:
        """What stands here, if anything does, whatever is still asked."""
        if self.inside.isHidden() or not self.is_touched():
            self.passed.emit()
        elif not self.outcomes.choice():
            self.complain([Problem("outcome", Message("outcome_missing"))])
        else:
            self.stored.emit()

    # what is wrong -------------------------------------------------------------------------------------------------------

    def tell(self, sentence: str, ink: str = "ink2") -> None:
        """A word below the fields."""
        self.about.set_text(sentence, ink=ink)
        self.about.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def complain(self, problems: Sequence[Problem]) -> None:
        """Each under its field; what has none below them all. What was typed stays."""
        rest = self.form.complain(problems)
        self.complaint.setVisible(bool(rest))
        self._asked = rest[0] if rest else None
        if rest:
            self.tell("")
            self.complaint.show_problem(say(rest[0].message), "", rest[0].asks)
            if len(rest) == len(problems):
                self.complaint.keep.setFocus(Qt.FocusReason.TabFocusReason) if rest[0].asks else self.outcomes.take_focus()

    def _keep_it(self) -> None:
        if self._asked is not None:
            self.form.accepted.add(self._asked.answer)
            self.complain(())
            self.stored.emit()

    # keys ----------------------------------------------------------------------------------------------------------------

    def _keep_unscanned(self) -> None:
        self._unscanned = self.draft()

    def _was_scanned(self, number: str) -> None:
        """Its figures were no answer."""
        self.fill(self._unscanned)
        self._changed()
        self.scanned.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A row that can't be answered has the focus itself: Enter goes on."""
        if not self.keys.scans(event) and not self.keys.take(event):
            super().keyPressEvent(event)

    def _take_figure(self, figure: int) -> None:
        """In a row that can't be answered it is nobody's."""
        if not self.inside.isHidden():
            self.inside.take_figure(figure, self.focusWidget() or self)

    # looks ---------------------------------------------------------------------------------------------------------------

    def fit(self, room: int, places: Mapping[str, int]) -> None:
        """``room``: px of the page's column; ``places``: column -> px from the left, of those shown."""
        tight, px, gap = self.inside.fit(room), self.theme.px, self.theme.px(16)
        name, phone, why = (places.get(key, 0) for key in ("name", "phone", "why"))
        self.number.setMinimumWidth(max(0, name - px(INSET) - gap + px(8)))
        self.name.setMinimumWidth(max(0, phone - name - gap) if phone else 0)
        self.phone.setMinimumWidth(max(0, why - phone - gap) if phone and why else 0)
        left = 0 if tight else max(0, name - px(INSET) + px(8))
        self._inner.setContentsMargins(left, px(4), 0, 0)
        self._offer.setContentsMargins(max(0, left - px(6)), 0, 0, 0)
        self._below.setContentsMargins(left, 0, 0, 0)
        self.updateGeometry()

    def restyle(self) -> None:
        """Follow the scale."""
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        """Laid over a row it takes the table's ink: its words have their own."""
        super().showEvent(event)
        for prose in self.findChildren(Prose):
            prose.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width the words take other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of an opened row, its bar, the rule below."""
        painter, t, px = QPainter(self), self.theme.tokens, self.theme.px
        painter.fillRect(self.rect(), self.theme.colour(t.accent_wide))
        painter.fillRect(0, 0, px(3), self.height(), self.theme.colour(t.accent))
        paint.rule(painter, self.theme, 0, self.height() - 1, self.width(), t.rule)
