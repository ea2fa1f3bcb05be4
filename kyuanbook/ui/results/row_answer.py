"""The row being typed: one key for the outcome, then what belongs to it. Enter saves it and goes on."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.results import cannot
from kyuanbook.book.queries.lapse import ReasonRow
from kyuanbook.book.queries.results import PaperRow
from kyuanbook.language import say, tr
from kyuanbook.rules.answers import SCORES, number_in
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.catchup.day_bar import long_day
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.fields import Complaint, Field, Form
from kyuanbook.ui.kit.key_chips import KeyChip
from kyuanbook.ui.kit.line import ENTER, Line
from kyuanbook.ui.kit.open_table import INSET
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.results import words
from kyuanbook.ui.results.draft import EMPTY, RowDraft
from kyuanbook.ui.results.scan import Scan

TIGHT: Final = 820  # px of the page's column: with less the fields stand in two lines


class RowAnswer(Part):
    """``stored``: Enter with something typed. ``passed``: Enter with nothing. ``moved``: ↑ ↓. ``typed``: something changed.
    ``scanned``: the number of another list was scanned."""

    stored = Signal()
    passed = Signal()
    moved = Signal(int)
    typed = Signal()
    scanned = Signal(str)

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.book = book
        self.row: PaperRow | None = None
        self.scan = Scan()
        self._before = EMPTY  # what stood here when the row was opened
        self._unscanned = EMPTY  # what stood here before the figures came that may be a scanner's
        self._asks_score = self._asks_reason = self._filling = self._takes_phone = False
        self._asked: Problem | None = None
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.number = Label(theme, "", size=16, bold=True, ink="accent")
        self.name = Label(theme, "", size=16, bold=True)
        self.phone = Label(theme, "", size=14, ink="ink2")
        self.why = Prose(theme, "", size=14)
        keyed = [Choice(o.value, tr(words.SHORT[o]), n) for n, o in enumerate(Outcome, 1)]

        def outcome(theme: Theme, choice: Choice) -> Chip:
            return KeyChip(theme, choice, danger=choice.key == Outcome.DO_NOT_CONTACT)

        self.outcomes = Chips(theme, keyed, name=tr("结果"), make=outcome)
        self.score = Chips(theme, [Choice(str(n), str(n), n) for n in SCORES], name=tr("满意度"), make=_low)
        self.reasons = Chips(theme, [], name=tr("为什么"), make=_low)
        self.promised = Line(theme, icon="calendar", placeholder=tr("周六、12.3"), echo=self._echo)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.save = Button(theme, tr("下一行"), kind="filled", key="Enter")
        self.new_phone = Button(theme, "", kind="link", icon="plus", key="Ctrl+N", bind=False, size=13)
        self.about = Prose(theme, "", size=13)
        self.complaint = Complaint(theme)
        self.form = Form(theme)
        self.fields = {
            "promised": Field(theme, tr("约在哪天"), self.promised), "note": Field(theme, tr("备注"), self.note),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.hint.hide()
            self.form.adopt(name, field)

    def _lay_out(self, theme: Theme) -> None:
        self._down = column(theme, self, gap=8, margins=(INSET, 12, INSET, 16))
        head = row(theme, gap=16)
        for part in (self.number, self.name, self.phone):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.why, 1)
        self._down.addLayout(head)
        self._inside = Part(theme)
        inside = self._inner = column(theme, self._inside, gap=12)
        inside.addWidget(self.outcomes)
        self._why_named = _Named(theme, tr("为什么（可不填）"), self.reasons)
        inside.addWidget(self._why_named)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first, second = row(theme, gap=20), row(theme, gap=20)
        first.addWidget(self.fields["promised"], 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.fields["note"], 1, Qt.AlignmentFlag.AlignTop)
        self._score_named = _Named(theme, tr("满意度（可不填）"), self.score)
        second.addWidget(self._score_named, 0, Qt.AlignmentFlag.AlignTop)
        second.addStretch(1)
        level = self._level = column(theme)
        level.addWidget(self.save)
        level.addStretch(1)
        second.addLayout(level)
        self._across.addLayout(first, 1)
        self._across.addLayout(second)
        inside.addLayout(self._across)
        self._down.addWidget(self._inside)
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
        self.fields["promised"].setMinimumWidth(theme.px(176))

    def _connect(self) -> None:
        self.outcomes.chosen.connect(lambda key: self.choose(key))
        self.reasons.chosen.connect(lambda _: self._changed())
        self.score.chosen.connect(lambda _: self._changed())
        self.promised.committed.connect(lambda _: self._changed("promised"))
        self.note.committed.connect(lambda _: self._changed("note"))
        self.form.submitted.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.new_phone.clicked.connect(self.take_phone)
        self.complaint.keep.clicked.connect(self._keep_it)
        for line in (self.promised, self.note):
            line.installEventFilter(self)
        for chips in (self.outcomes, self.score):
            self._watch(chips)

    def _watch(self, chips: Chips) -> None:
        for chip in chips.findChildren(Chip):
            chip.installEventFilter(self)

    def set_reasons(self, reasons: Sequence[ReasonRow]) -> None:
        """The reasons the shop offers, each on its key; what is chosen stays."""
        known = [Choice(str(one.id), one.name, n) for n, one in enumerate(reasons, 1)][:9]
        if known == [chip.choice for chip in self.reasons.findChildren(Chip)]:
            return
        chosen = self.reasons.choice()
        fresh = Chips(self.theme, known, name=tr("为什么"), make=_low)
        fresh.chosen.connect(lambda _: self._changed())
        self._watch(fresh)
        self._why_named.put(fresh)
        self.reasons.deleteLater()
        self.reasons = fresh
        if chosen in {one.key for one in known}:
            fresh.choose(chosen)

    # the row -------------------------------------------------------------------------------------------------------------

    def show_row(
        self, printed: PaperRow, draft: RowDraft, before: RowDraft, *, channel: TouchKind, asks_score: bool, asks_reason: bool
    ) -> None:
        """This one, with what was typed of it so far. ``before``: what the book has."""
        self.row, self._before = printed, before
        self._asks_score, self._asks_reason = asks_score, asks_reason or bool(before.reason)
        self.form.accepted.clear()
        self.say_row(printed)
        self.outcomes.offer([outcome.value for outcome in OUTCOMES.get(channel, tuple(Outcome))])
        self.fill(draft)
        why = cannot(printed)
        self._inside.setVisible(why is None)
        self.complain(())
        self.tell("" if why is None else say(why), "warn")
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
        self._filling = True
        self.outcomes.choose(draft.outcome)
        self.note.setText(draft.note)
        self.promised.setText(draft.promised)
        self.score.choose(draft.score)
        self.reasons.choose(draft.reason if draft.reason in {c.choice.key for c in self.reasons.findChildren(Chip)} else "")
        self._takes_phone = draft.takes_phone
        self._filling = False
        self._fit_fields()

    def draft(self) -> RowDraft:
        """What stands here."""
        return RowDraft(
            self.outcomes.choice(), self.note.text(), self.promised.text(), self.score.choice(), self.reasons.choice(),
            self._takes_phone and self.phone_found() is not None,
        )  # fmt: skip

    def is_touched(self) -> bool:
        """Whether something else stands here than the book has."""
        return self.draft() != self._before

    def phone_found(self) -> str | None:
        """The number in the note."""
        return number_in(self.note.text())

    def focus_first(self) -> None:
        """Where the key of the outcome is pressed; in a row that can't be answered nothing can be typed."""
        if self._inside.isHidden():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.outcomes.take_focus()

    # typing --------------------------------------------------------------------------------------------------------------

    def choose(self, outcome: str) -> None:
        """One key: this outcome; the typing goes on where it has something to ask."""
        self.outcomes.choose(outcome)
        self._fit_fields()
        self._changed("outcome")
        if outcome == Outcome.PROMISED:
            self.promised.setFocus(Qt.FocusReason.OtherFocusReason)
        elif outcome == Outcome.REFUSED and not self._why_named.isHidden():
            self.reasons.take_focus()
        else:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, name: str = "") -> None:
        if self._filling:
            return
        if name:
            self.form.accepted -= {answer for answer in self.form.accepted if answer.startswith(f"{name}:")}
        if name == "outcome":
            self.complain(())
        self._offer_phone()
        self.typed.emit()

    def _fit_fields(self) -> None:
        """Only what the outcome asks for."""
        chosen = self.outcomes.choice()
        self.fields["promised"].setVisible(chosen == Outcome.PROMISED)
        self._why_named.setVisible(chosen == Outcome.REFUSED and self._asks_reason)
        self._score_named.setVisible(self._asks_score)
        self._offer_phone()

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
        """Enter: what stands here, if anything does."""
        draft = self.draft()
        if self._inside.isHidden() or draft == self._before:
            self.passed.emit()
        elif not draft.outcome:
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scanner's figures are a list's number wherever they fall; an emptied note leads back to the outcomes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._scans(event):
            return True
        if watched is self.note or watched is self.promised:
            line = watched
            assert isinstance(line, Line)
            back = event.key() == Qt.Key.Key_Backspace and not line.text() and not line.composing
            if back or event.key() == Qt.Key.Key_Up:
                self.outcomes.take_focus()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.moved.emit(1)
                return True
            return super().eventFilter(watched, event)
        return self._take_key(event)

    def _scans(self, event: QKeyEvent) -> bool:
        draft = self.draft()
        number = self.scan.take(event)
        if self.scan.begins():
            self._unscanned = draft
        if number:
            self.fill(self._unscanned)
            self._changed()
            self.scanned.emit(number)
        return bool(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A row that can't be answered has the focus itself: Enter goes on."""
        if not self._scans(event) and not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Where chips have the focus: figures choose, Enter saves, ↑ ↓ another row."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            return False
        if key in ENTER:
            self.submit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif event.text().isdecimal() and len(event.text()) == 1:
            return self._take_figure(int(event.text()))
        else:
            return False
        return True

    def _take_figure(self, figure: int) -> bool:
        """Of the chips that have the focus; in a row that can't be answered it is nobody's."""
        if self._inside.isHidden():
            return True
        of = next((c for c in (self.reasons, self.score) if c.isAncestorOf(_held(self))), self.outcomes)
        chip = next((c for c in of.findChildren(Chip) if c.choice.count == figure and not c.isHidden()), None)
        if chip is None:
            return True
        if of is self.outcomes:
            self.choose(chip.choice.key)
        else:
            of.choose("" if chip.isChecked() else chip.choice.key)
            self._changed()
            (self.note if of is self.reasons else chip).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # looks ---------------------------------------------------------------------------------------------------------------

    def _echo(self, typed: str) -> str:
        day, _ = read_day(typed, self.book.today(), allow_future=True)
        return "" if day is None or self.theme.compact else long_day(day, self.book.today())

    def fit(self, room: int, places: Mapping[str, int]) -> None:
        """``room``: px of the page's column; ``places``: column -> px from the left, of those shown."""
        tight = room < self.theme.px(TIGHT)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(self.theme.px(8 if tight else 20))
        px, gap = self.theme.px, self.theme.px(16)
        name, phone, why = (places.get(key, 0) for key in ("name", "phone", "why"))
        self.number.setMinimumWidth(max(0, name - px(INSET) - gap + px(8)))
        self.name.setMinimumWidth(max(0, phone - name - gap) if phone else 0)
        self.phone.setMinimumWidth(max(0, why - phone - gap) if phone and why else 0)
        beside = not tight or self._asks_score  # then it stands under the names of the fields beside it
        self._level.setContentsMargins(0, px(24) if beside else 0, 0, 0)
        left = 0 if tight else max(0, name - px(INSET) + px(8))
        self._inner.setContentsMargins(left, px(4), 0, 0)
        self._offer.setContentsMargins(max(0, left - px(6)), 0, 0, 0)
        self._below.setContentsMargins(left, 0, 0, 0)
        self.fields["promised"].setMinimumWidth(px(240))
        self.updateGeometry()

    def restyle(self) -> None:
        """Follow the scale."""
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        """Laid over a row it takes the table's ink: its words have their own."""
        super().showEvent(event)
        for prose in (self.why, self.about):
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


class _Named(Part):
    """Chips under their word, as a field has it."""

    def __init__(self, theme: Theme, word: str, chips: Chips) -> None:
        super().__init__(theme)
        self._column = column(theme, self, gap=2)
        self._column.addWidget(Label(theme, word, size=13, ink="ink2"))
        self._chips = chips
        self._column.addWidget(chips)

    def put(self, chips: Chips) -> None:
        """Others in their place."""
        self._column.replaceWidget(self._chips, chips)
        self._chips = chips


def _low(theme: Theme, choice: Choice) -> Chip:
    return KeyChip(theme, choice, low=True)


def _held(of: QWidget) -> QWidget:
    held = of.focusWidget()
    return of if held is None else held
