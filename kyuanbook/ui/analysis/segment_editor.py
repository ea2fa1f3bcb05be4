"""A 客户细分 as it is being built: its name, its conditions one under another, how it reads and how many belong."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from kyuanbook.book.queries.segment_words import OWN, Ask, sentence
from kyuanbook.book.queries.segments import SegmentRow
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.segments import CUSTOM, HEADS, MOST, Condition, Conditions, Shape, complaints
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.analysis.condition_row import ConditionRow
from kyuanbook.ui.analysis.picks import AddCombo
from kyuanbook.ui.analysis.tally_table import percent
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.figures import Figure, Figures
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose

KEY = "Ctrl+S"
_NOT_YET: Final = frozenset({"segment_empty", "segment_nothing_picked", "segment_no_range"})


class SegmentEditor(Part):
    """``typed``: something else stands there: count anew. ``save_wanted``, ``leave_wanted``."""

    typed = Signal()
    save_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.editing: SegmentRow | None = None
        self.rows: list[ConditionRow] = []
        self._known: Mapping[str, Ask] = {}
        self._today = 0
        self._shown: tuple[str, Conditions] = ("", ())
        self.head = Heading(theme, "")
        self.name = Line(theme, placeholder=tr("如 半年没来的老客"))
        self.form = Form(theme)
        self.form.add("name", Field(theme, tr("名字"), self.name), submits=False)
        self.all = Label(theme, tr("条件，全都符合才算"), size=13, ink="ink2")
        self.add = AddCombo(theme, tr("加一个条件"))
        self.wrong = Label(theme, "", size=13, ink="seal", icon="circle-alert")
        self.wrong.hide()
        self.reads = Prose(theme, "", size=15, ink="ink")
        self.count = Figures(theme, lines=False, size=22)
        self.note = Label(theme, "", size=13, ink="ink2")
        self.save = Button(theme, tr("保存"), kind="filled", icon="check", key=KEY)
        self.leave = Button(theme, tr("不改了"), kind="quiet", key="Esc")
        self._lay_out(theme)
        self._connect()
        self.show_segment(None)

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, gap=10)
        for part in (self.head, self.form, self.count, self.note, self.reads, self.all):
            down.addWidget(part)
        self._under = column(theme)
        down.addLayout(self._under)
        across = row(theme)
        across.addWidget(self.add)
        across.addStretch(1)
        down.addLayout(across)
        down.addWidget(self.wrong)
        down.addWidget(Actions(theme, [self.save, self.leave]))

    def _connect(self) -> None:
        self.name.submitted.connect(self._named)
        self.name.committed.connect(lambda _: self._show_state())
        self.add.picked.connect(self._added)
        self.save.clicked.connect(lambda: self.save_wanted.emit())
        self.leave.clicked.connect(lambda: self.leave_wanted.emit())

    def _named(self) -> None:
        """Enter: on to the first condition, or save."""
        if self.rows:
            self.save_wanted.emit()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    # what can be asked, what stands there ----------------------------------------------------------------------------------

    def offer(self, known: Mapping[str, Ask], today: int) -> None:
        """What there is to ask in this book."""
        self._today = today
        if known == self._known:
            return
        self._known = known
        heads = {head: say(Message(f"trait_head_{head}")) for head in HEADS} | {OWN: tr("自己加的项目")}
        choices: list[Choice] = []
        for head, word in heads.items():
            under = [ask for ask in known.values() if ask.head == head and (ask.choices or ask.shape is not Shape.CHOICE)]
            choices += [Choice("", word)] if under else []
            choices += [Choice(ask.trait, ask.name) for ask in under]
        self.add.offer(choices)

    def show_segment(self, segment: SegmentRow | None) -> None:
        """Put a saved one there, or begin a new one."""
        self.editing = segment
        self.put(segment.name if segment is not None else "", segment.conditions if segment is not None else ())

    def put(self, name: str, conditions: Conditions) -> None:
        """A name and conditions, as if just opened."""
        self.head.words.set_text(tr("新的客户细分") if self.editing is None else tr("改“{name}”", name=self.editing.name))
        self.name.setText(name)
        self.form.complain(())
        for line in self.rows:
            self._drop(line)
        self.rows = []
        for condition in conditions:
            self._append(condition.trait, condition)
        self._shown = (name, self.conditions()[0])
        self._complain(())
        self._changed()

    def is_ready(self) -> bool:
        """Whether it is known what can be asked."""
        return bool(self._known)

    def fill(self, conditions: Conditions) -> None:
        """Conditions as if they had just been picked."""
        for condition in conditions:
            self._append(condition.trait, condition)
        self._changed()

    def touched(self) -> bool:
        """Whether it is other than what was put there."""
        return (self.name.text(), self.conditions()[0]) != self._shown

    def conditions(self) -> tuple[Conditions, list[Problem]]:
        """All of them, and what cannot be read."""
        found: list[Condition] = []
        problems: list[Problem] = []
        for i, line in enumerate(self.rows):
            condition, wrong = line.read()
            found.append(condition)
            problems += [problem._replace(field=f"condition{i}:{problem.field}") for problem in wrong]
        return tuple(found), problems

    def countable(self) -> Conditions | None:
        """What can be counted already: the conditions that are finished; None where one is wrong or none is finished."""
        finished = tuple(line.read()[0] for line in self.rows if line.finished())
        return None if not finished or self._wrong(finished) else finished

    def _wrong(self, conditions: Sequence[Condition]) -> list[Problem]:
        fields = {int(t.removeprefix(CUSTOM)): ask.shape for t, ask in self._known.items() if t.startswith(CUSTOM)}
        return self.conditions()[1] + complaints(conditions, fields)

    # conditions ------------------------------------------------------------------------------------------------------------

    def _added(self, trait: str) -> None:
        if len(self.rows) >= MOST:
            self._say(Message("segment_too_many", {"most": MOST}))
            return
        line = self._append(trait, None)
        self._changed()
        line.first().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, line, lambda: self._into_view(line))  # it has no place before it is laid out

    def _into_view(self, line: ConditionRow) -> None:
        """What was added below what is seen is seen too."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(line, 0, self.theme.px(100))

    def _append(self, trait: str, condition: Condition | None) -> ConditionRow:
        ask = self._known.get(trait) or Ask(trait, tr("有一条认不出"), OWN, Shape.CHOICE)
        line = ConditionRow(self.theme, ask, condition, self._today)
        line.changed.connect(self._changed)
        line.removed.connect(lambda: self._remove(line))
        line.submitted.connect(self.save_wanted)
        self.rows.append(line)
        self._under.addWidget(line)
        line.show()  # at once: the focus goes there
        return line

    def _order(self) -> None:
        """Tab goes downward, whatever came later."""
        stops = [self.name, *(stop for line in self.rows for stop in line.stops()), self.add, self.save, self.leave]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _remove(self, line: ConditionRow) -> None:
        self.rows.remove(line)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(line)
        self._changed()

    def _drop(self, line: ConditionRow) -> None:
        self._under.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _changed(self) -> None:
        read = [line.read()[0] for line in self.rows]
        finished = tuple(condition for condition in read if any(value is not None for value in condition.values))
        self.reads.setText(sentence(finished, self._known) + tr("。") if finished else "")
        self.reads.setVisible(bool(self.reads.text()))
        for line in self.rows:
            line.complain(None)
        self.wrong.hide()
        self._order()
        self._show_state()
        self.typed.emit()

    def check(self) -> None:
        """Say what is wrong with what is typed already; what was not picked yet is not wrong yet."""
        self._complain_of(p for p in self.problems() if p.message.key not in _NOT_YET)

    def _show_state(self) -> None:
        self.leave.setVisible(self.editing is not None or self.touched())

    # saying ----------------------------------------------------------------------------------------------------------------

    def show_count(self, n: int | None, of: int) -> None:
        """``32 位，占 8%``; None: not to be said."""
        unfinished = sum(not line.finished() for line in self.rows)
        value = "—" if n is None else f"{n:,}"
        figures = [
            Figure(tr("符合的客户"), value, "" if n is None else trn("位", n)),
            Figure(tr("占全部客户"), "—" if n is None else percent(n / of if of else None)),
        ]
        self.count.set_figures(figures)
        self.note.set_text(trn("有 {n} 个条件还没选，没算进去", unfinished) if unfinished and n is not None else "")
        self.note.setVisible(bool(self.note.text()))
        if n is not None:
            announce(self, self.count.accessibleName())

    def problems(self) -> list[Problem]:
        """All that keeps it from being saved, but its name."""
        return self._wrong(self.conditions()[0])

    def complain(self, problems: Sequence[Problem]) -> None:
        """Each beside what it is about; the first has the focus."""
        self.form.complain([p for p in problems if p.field == "name"])
        self._complain(problems)

    def _complain(self, problems: Sequence[Problem]) -> None:
        for line in self.rows:
            line.complain(None)
        self.wrong.hide()
        first = self._complain_of(problems)
        for problem in problems:
            if problem.field == "conditions":
                self._say(problem.message)
                first = first or self.add
        if first is not None and not any(p.field == "name" for p in problems):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain_of(self, problems: Iterable[Problem]) -> QWidget | None:
        """Each beside its condition. Returns where the first of them is put right."""
        first: QWidget | None = None
        for problem in problems:
            place, _, end = problem.field.removeprefix("condition").partition(":")
            if place.isdigit() and int(place) < len(self.rows):
                line = self.rows[int(place)]
                if not line.wrong.isVisibleTo(line):
                    line.complain(problem.message, end=end)
                first = first or (line.lines[1] if end == "high" else line.first())
        return first

    def _say(self, message: Message) -> None:
        self.wrong.set_text(say(message))
        self.wrong.show()
        announce(self, self.wrong.text())
