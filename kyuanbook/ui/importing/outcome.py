"""What becomes of the rows of a table: numbers to choose from, and below them the rows with their reasons."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal

from kyuanbook.actions.importing import Plan
from kyuanbook.language import clauses, tr, trn
from kyuanbook.rules.import_plan import LEFT_OUT, Fate, Planned
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.privacy import DOTS, phone_words, privacy, said
from kyuanbook.ui.kit.rows import INSET, GroupHead, OneLine, Row, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading

NEW, THERE, LEFT, ODD = "new", "there", "left", "odd"
MOST: Final = 200  # rows shown; a table of thousands is looked through in the spreadsheet


class Outcome(Part):
    """``card_wanted``: somebody who is in the book; ``looked_at``: other rows were asked for."""

    card_wanted = Signal(int)
    looked_at = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.plan: Plan | None = None
        self._brought = False
        choices = (
            Choice(NEW, tr("新客户"), 0), Choice(THERE, tr("已在本里"), 0), Choice(LEFT, tr("有问题"), 0),
            Choice(ODD, tr("要看一眼"), 0),
        )  # fmt: skip
        self.chips = Chips(theme, choices, name=tr("导入后会怎样"))
        self.rows = Rows(theme, name=tr("这些行"), lead_width=72, fitted=True)
        self.rows.shows_current = True
        self.chips.chosen.connect(self.look_at)
        self.rows.opened.connect(self._open)
        down = column(theme, self, gap=12, margins=(INSET, 0, INSET, 0))  # the row in hand reaches beyond: lay it in a Bleed
        self.head = Heading(theme, tr("导入后会怎样"))
        down.addWidget(self.head)
        down.addWidget(self.chips)
        down.addLayout(Bleed(theme, self.rows))

    def show_plan(self, plan: Plan) -> None:
        """Another; what was looked at is looked at still, where there is any of it."""
        self.plan = plan
        self.chips.set_counts({key: len(find(plan)) for key, find in _FOUND.items()})
        self.chips.offer([key for key in _FOUND if key != ODD or plan.odd])
        if not _FOUND[self.chips.choice()](plan):
            self.choose(next((key for key, find in _FOUND.items() if find(plan)), NEW))
        else:
            self._fill()

    def tell(self, brought: bool) -> None:
        """Whether it was done, or what it would be."""
        self._brought = brought
        self.head.words.set_text(tr("已经导入") if brought else tr("导入后会怎样"))
        self._say_fate()

    def _say_fate(self) -> None:
        """What becomes of the rows that are looked at."""
        if self.plan is None:
            return
        stay = tr("已在本里的补上空着的内容") if self.plan.wanted.fill else tr("已在本里的原样不动")
        odd = tr("要看一眼的也导入了，看看对不对") if self._brought else tr("要看一眼的照样会导入，先看看对不对")
        left = tr("有问题的没导入，改好再来") if self._brought else tr("有问题的不会导入，改好再来")
        self.head.note.set_text({THERE: stay, LEFT: left, ODD: odd}.get(self.chips.choice(), ""))

    def choose(self, key: str) -> None:
        """Look at these."""
        self.chips.choose(key)
        self._fill()

    def look_at(self, key: str) -> None:
        """The same, and have them in sight."""
        self.choose(key)
        self.looked_at.emit()

    def say_anew(self) -> None:
        """隐私 was switched."""
        self._fill()

    def _fill(self) -> None:
        if self.plan is None:
            return
        found = _FOUND[self.chips.choice()](self.plan)
        lines: list[Row] = [_line(one) for one in found[:MOST]]
        if len(found) > MOST:
            lines.append(GroupHead(trn("还有 {n} 行", len(found) - MOST)))
        self.rows.show_rows(lines)
        self.rows.setVisible(bool(lines))
        self._say_fate()

    def _open(self, number: int) -> None:
        """Enter on a row of somebody in the book: their card."""
        found = [] if self.plan is None else [one for one in self.plan.rows if one.row.number == number]
        if found and found[0].there is not None:
            self.card_wanted.emit(found[0].there)


def _line(one: Planned) -> OneLine:
    reasons = tr("；").join(said(_hidden(why)) for why in one.reasons())
    note = reasons or clauses(phone_words(phone.number) for phone in one.row.clean.phones)
    return OneLine(
        one.row.number, tr("第 {n} 行", n=one.row.number), one.row.name or tr("没有姓名"), note=note, folds=True,
        bold=True,
    )  # fmt: skip


def _hidden(why: Message) -> Message:
    """In private what stands in the cell is not told: it may be a number."""
    return Message(why.key, {**why.numbers, "text": DOTS}) if privacy.on and "text" in why.numbers else why


def _left(plan: Plan) -> Sequence[Planned]:
    return plan.of(*LEFT_OUT)


_FOUND: Final[dict[str, Callable[[Plan], Sequence[Planned]]]] = {
    NEW: lambda plan: plan.of(Fate.NEW), THERE: lambda plan: plan.of(Fate.THERE), LEFT: _left, ODD: lambda plan: plan.odd,
}  # fmt: skip
