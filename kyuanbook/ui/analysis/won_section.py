"""回访成效: what each list and each rule came to, in figures that open the people and in a sentence below them."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import won as wins
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.won import ListWon, RuleWon, Won
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.won import Figures, Week, judged, told
from kyuanbook.rules.words import Message
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.cross_table import Cell, CrossTable, Line
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.pages.today_rows import last_week_words
from kyuanbook.ui.shell.acts import Acts

TOLD_BELOW = (5, 2, 6, 4)  # 成本, 约好, 还在等, 花了: left out where there is no room, all but 还在等 are in the sentence


class Found(NamedTuple):
    """``week``: None where nobody was got in touch with last week."""

    won: Won
    week: Week | None


class WonSection(BehindSection):
    """Last week in a sentence, the rules, the lists."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = (
            tr("还没有回访的结果"),
            tr("打完电话把结果录回来，这里就看得出联系上几位、来了几位、花了多少。"),
        )
        super().__init__(theme, book, acts, runner, nothing, parent)
        self.found: Found | None = None
        self.week, self.caution = Prose(theme, size=15, ink="ink"), Prose(theme, size=13)
        self.rules_head, self.lists_head = Heading(theme, tr("每条规则")), Heading(theme, tr("每份名单"))
        self.rules_head.note.set_text(tr("点蓝色的数字，看是哪些人"))
        self.rules, self.lists = CrossTable(theme, tr("每条规则")), CrossTable(theme, tr("每份名单"))
        self.places = (self.rules, self.lists)
        down = column(theme, self.told, gap=8, margins=SIDES)
        for part in (self.week, self.rules_head, self.rules, self.lists_head, self.lists, self.caution):
            down.addWidget(part)
        self.rules.opened.connect(lambda row, place: self._open(self.rules, row, place))
        self.lists.opened.connect(lambda row, place: self._open(self.lists, row, place))

    def _gather(self, today: int, go_on: GoOn) -> Found:
        with self.book.read() as sql:
            return Found(wins.won(sql, self.book.rhythms, today), wins.last_week(sql, self.book.rhythms, today))

    def _show(self, found: Found) -> None:
        self.found = found
        everything = found.won
        if not everything.lists and not everything.rules:
            self._show_only(self.empty)
            return
        self.week.setVisible(found.week is not None)
        if found.week is not None:
            self.week.setText(last_week_words(found.week))
        heads = [tr("找过"), tr("联系上"), tr("约好"), tr("来店"), tr("花了"), tr("成本"), tr("还在等")]
        self.rules.show_lines(heads, [_rule_line(one) for one in everything.rules], TOLD_BELOW)
        self.lists.show_lines([tr("名单上"), *heads[1:]], [_list_line(one) for one in everything.lists], TOLD_BELOW)
        for parts, there in (
            ((self.rules_head, self.rules), everything.rules), ((self.lists_head, self.lists), everything.lists)
        ):  # fmt: skip
            for part in parts:
                part.setVisible(bool(there))
        self.caution.setText(
            trn("找过以后 {n} 个营业日内来了算来店，还没到期又没来的算还在等。同一次到店可能同时算在几行里。", everything.horizon)
        )
        self._show_only(self.told)

    def _open(self, table: CrossTable, row: int, place: int) -> None:
        """Who stands behind a figure."""
        title = tr("回访成效：{what}", what=clauses((table.lines[row].name, table.heads[place])))
        self.people_wanted.emit(People(title, Filter(ids=table.cell(row, place).ids)))


def sentence(parts: Iterable[Message], *more: str) -> str:
    """``联系上 9 位，来店 4 位。才 12 位，……``: what came of it, then what may be concluded."""
    first = clauses(say(part) for part in parts)
    return "".join(words + tr("。") for words in (first, *more) if words)


def _rule_line(one: RuleWon) -> Line:
    verdict = judged(one.figures, one.answer)
    note = sentence(told(one.figures, amount_words), say(verdict) if verdict is not None else "")
    return Line(one.name, _cells(one.figures), note=note)


def _list_line(one: ListWon) -> Line:
    name = tr("名单 {number}，{day}", number=one.list_id, day=say(month_day(one.day)))
    return Line(name, _cells(one.figures), quiet=one.unanswered == len(one.figures.tried), note=list_words(one))


def list_words(one: ListWon) -> str:
    """What a list came to, in words: for its line here and on its own page."""
    if one.unanswered and one.unanswered == len(one.figures.tried) and not one.figures.came:
        return tr("还没录回结果。")
    verdict = judged(one.figures, one.answer, one.waits)
    waits = trn("还有 {n} 位没录结果", one.unanswered) if one.unanswered else ""
    until = "" if one.ripe else tr("来店算到 {day}", day=say(month_day(one.until)))
    return sentence(
        told(one.figures, amount_words), clauses((waits, until)), say(verdict) if verdict is not None else ""
    )


def _cells(found: Figures) -> tuple[Cell, ...]:
    groups = (found.tried, found.reached, found.promised, found.came)
    money = (found.spent_cents if found.came else 0, found.cost_cents)
    return (
        *(Cell(f"{len(ids):,}" if ids else "—", ids) for ids in groups),
        *(Cell(amount_words(cents) if cents else "—") for cents in money),
        Cell(f"{len(found.waiting):,}" if found.waiting else "—", found.waiting),
    )
