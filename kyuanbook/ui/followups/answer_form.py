"""What is asked once an outcome, or another act, was chosen: a day, a note, a score, a reason, somebody else. Enter writes it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.answers import SCORES
from kyuanbook.rules.touches import Outcome
from kyuanbook.rules.words import Problem
from kyuanbook.ui.followups import lines
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Actions, Complaint, Field, Form
from kyuanbook.ui.kit.line import ENTER, Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

POSTPONE, HAND_OVER, DISMISS = "postpone", "hand_over", "dismiss"
SPOKE: Final = frozenset({Outcome.REACHED.value, Outcome.PROMISED.value, Outcome.REFUSED.value})


class Draft(NamedTuple):
    """What stands in the form: ``act``, an outcome or one of the three others, "" for none; and what was typed, chosen."""

    act: str = ""
    day: str = ""
    note: str = ""
    score: str = ""
    reason: str = ""
    staff: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen but the act itself."""
        return not (self.day or self.note or self.score or self.reason)


class AnswerForm(Part):
    """``submitted``: Enter. ``dropped``: what was typed shall go. ``left``: Esc."""

    submitted = Signal()
    dropped = Signal()
    left = Signal()

    def __init__(self, theme: Theme, today: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.today, self.act = today, ""
        self.head = Label(theme, "", size=16, bold=True, parent=self)
        self.about = Prose(theme, "", size=13, parent=self)
        self.day = Line(theme, icon="calendar", placeholder=tr("明天、周六、12.3"), echo=self._day_words)
        self.reason, self.staff = Combo(theme), Combo(theme)
        self.note = Line(theme, placeholder=tr("可不填"))
        self.score = Chips(theme, [Choice("", tr("没问")), *(Choice(str(n), str(n)) for n in SCORES)], name=tr("满意度"))
        self.form = Form(theme, self)
        self.form.add("promised", Field(theme, tr("约在哪天"), self.day))
        self.form.add("reason", Field(theme, tr("为什么不来了"), self.reason, hint=tr("可不填")))
        self.form.add("staff", Field(theme, tr("交给谁"), self.staff))
        self.form.add("note", Field(theme, tr("备注"), self.note))
        self.scored = Part(theme)
        down = column(theme, self.scored, gap=4)
        down.addWidget(Label(theme, tr("满意度"), size=13, ink="ink2"))
        down.addWidget(self.score)
        self.trouble = Complaint(theme)
        self.save = Button(theme, tr("记下"), kind="filled", icon="check", key="Enter")
        self.drop = Button(theme, tr("不记了"), kind="quiet")
        self.save.clicked.connect(self.submitted)
        self.drop.clicked.connect(self.dropped)
        self.form.submitted.connect(self.submitted)
        for chip in self.score.findChildren(Chip):
            chip.installEventFilter(self)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, gap=12)
        for part in (self.head, self.about, self.form, self.scored, self.trouble, Actions(theme, [self.save, self.drop])):
            down.addWidget(part)
        self.trouble.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter writes from a chosen score as from a line; one not chosen yet it chooses."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(watched, Chip) and watched.isChecked() and event.key() in ENTER:  # type: ignore[attr-defined]
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    # what is asked -------------------------------------------------------------------------------------------------------

    def ask(self, act: str, words: str, *, reasons: Sequence[Choice], staff: Sequence[Choice], scores: bool) -> None:
        """Ask what belongs to ``act``, called ``words``. ``reasons``: to choose from, none: not asked."""
        self.act = act
        fields = self.form.fields
        self.form.complain(())
        self.trouble.hide()
        self.head.set_text(words)
        self.head.setVisible(act in (POSTPONE, HAND_OVER, DISMISS))  # of an outcome its key says it
        self.about.setText(self._about(act))
        self.about.setVisible(bool(self.about.text()))
        self.reason.set_choices([Choice("", tr("没说")), *reasons])
        self.staff.set_choices(staff)
        fields["promised"].setVisible(act in (Outcome.PROMISED, POSTPONE))
        fields["promised"].label.set_text(tr("推迟到哪天") if act == POSTPONE else tr("约在哪天"))
        fields["reason"].setVisible(act == Outcome.REFUSED and bool(reasons))
        fields["staff"].setVisible(act == HAND_OVER)
        fields["note"].setVisible(act != HAND_OVER)
        fields["note"].label.set_text(tr("为什么不打") if act == DISMISS else tr("备注"))
        self.scored.setVisible(scores and act in SPOKE)
        self.save.set_text(_verb(act))

    @staticmethod
    def _about(act: str) -> str:
        if act == Outcome.DO_NOT_CONTACT:
            return tr("以后哪份名单上都没有这位。")
        if act == DISMISS:
            return tr("这一次不打，下回到期还会提醒。")
        return ""

    def fill(self, draft: Draft) -> None:
        """Put back what stood there."""
        self.day.setText(draft.day)
        self.note.setText(draft.note)
        self.score.choose(draft.score)
        self.reason.choose(draft.reason)
        self.staff.choose(draft.staff)

    def draft(self) -> Draft:
        """What stands there."""
        return Draft(
            self.act, self.day.text(), self.note.text(), self.score.choice(), self.reason.choice(), self.staff.choice()
        )

    def complain(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong beside its field; of a field that is not here at the foot."""
        homeless = self.form.complain([p._replace(field="promised") if p.field == "day" else p for p in problems])
        self.trouble.setVisible(bool(homeless))
        if homeless:
            self.say_trouble(say(homeless[0].message))

    def say_trouble(self, sentence: str) -> None:
        """One sentence at the foot."""
        self.trouble.show()
        self.trouble.show_problem(sentence, "", False)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        shown = [field.editor for field in self.form.fields.values() if not field.isHidden()]
        return shown[0] if shown else self.save

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as read."""
        lines: list[QWidget] = [field.editor for field in self.form.fields.values()]
        return [*lines, *self.score.findChildren(Chip), self.save, self.drop]

    def _day_words(self, typed: str) -> str:
        return lines.day_told(typed, self.today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, what was typed stays; figures choose a score."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() in [str(n) for n in SCORES] and self.scored.isAncestorOf(self.focusWidget() or self):
            self.score.choose(event.text())
            self.score.take_focus()
        else:
            event.accept()  # a figure that nobody here wants is no outcome of the page's


def _verb(act: str) -> str:
    return {POSTPONE: tr("推迟"), HAND_OVER: tr("交出去"), DISMISS: tr("这次不打")}.get(act, tr("记下"))
