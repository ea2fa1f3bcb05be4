"""满意度: how content they are, month by month, by who served them, what they bought, where they came from; and what the low
ones said.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import feedback
from kyuanbook.book.queries.feedback import Given, Group, Report, Said
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words, month_name
from kyuanbook.rules.feedback import Mean
from kyuanbook.ui.analysis.cross_table import Cell, Line
from kyuanbook.ui.analysis.month_scores import MonthScores
from kyuanbook.ui.analysis.split_section import SplitSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.part import Bleed
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import FORMS_KEY

STAFF, PRODUCT, SOURCE = "staff", "product", "source"
LOW_SHOWN: Final = 100
GROUPS_SHOWN: Final = 12


class FeedbackSection(SplitSection):
    """A sentence, the months, the groups by the split chosen, the low ones. ``forms_wanted``: slips are to be printed."""

    forms_wanted = Signal(str)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = (
            tr("近一年还没有人打过分"),
            tr("客人当面说、电话里说，按 Ctrl+Shift+M 记下；或印些小票放在柜台，收回来照着录。"),
        )
        self.slips_too = Button(theme, tr("打印小票、问卷"), icon="printer", key=FORMS_KEY, bind=False)
        super().__init__(theme, book, acts, runner, nothing, tr("满意度"), _splits(), parent, self.slips_too)
        self.report: Report | None = None
        self.low: list[Said] = []
        self.before = Prose(theme, size=13)
        self.months = MonthScores(theme, tr("每月平均"))
        self.said = Rows(theme, name=tr("不满意的怎么说"), lead_width=96, lead_size=14, height=40, fitted=True)
        self.slips = Button(theme, tr("打印小票、问卷"), kind="link", icon="printer", key=FORMS_KEY, bind=False)
        self.places = (self.months, self.table, self.said)
        self._lay_out(theme)
        self.months.opened.connect(lambda _, place: self.open_month(place))
        self.said.opened.connect(lambda place: self.card_wanted.emit(self.low[place].customer_id))
        for button in (self.slips, self.slips_too):
            button.clicked.connect(lambda: self.forms_wanted.emit(self.form_in_hand()))

    def _lay_out(self, theme: Theme) -> None:
        head = Heading(theme, tr("每月平均"), tr("竖线是实际可能在的范围，空心的人太少"))
        head.add(self.slips)
        down = self._lay_first(head, self.months, tr("分开看"))
        down.addWidget(self.before)
        down.addSpacing(theme.px(8))
        self.low_head = Heading(theme, tr("不满意的怎么说"))
        down.addWidget(self.low_head)
        down.addLayout(Bleed(theme, self.said))

    def form_in_hand(self) -> str:
        """The slip."""
        return "slip"

    # reading -----------------------------------------------------------------------------------------------------------------

    def _gather(self, today: int, go_on: GoOn) -> Report:
        with self.book.read() as sql:
            return feedback.report(sql, today)

    def _show(self, found: Report) -> None:
        self.report, self.low = found, found.low()[:LOW_SHOWN]
        if not found.given:
            self._show_only(self.empty)
            return
        self.sentence.setText(_sentence(found.whole()))
        self.months.show_months(found.by_month(), found.low_score)
        self.before.setText(trn("一年以前还打过 {n} 次分，没算在内。", found.before) if found.before else "")
        self.before.setVisible(bool(found.before))
        self._show_table()
        self.said.show_rows([_line(place, one, found.today) for place, one in enumerate(self.low)])
        self.low_head.note.set_text(trn("{n} 条", len(found.low())))
        for part in (self.low_head, self.said):
            part.setVisible(bool(self.low))
        self._show_only(self.told)

    def _show_table(self) -> None:
        if self.report is None:
            return
        heads = [tr("几次"), tr("平均"), tr("大约在"), tr("不满意")]
        groups = self.groups()
        self.table.show_lines(heads, [_group_line(one) for one in groups])

    def groups(self) -> list[Group]:
        """By the split chosen; of very many the first."""
        return self.report.groups(_split(self.splits.choice()))[:GROUPS_SHOWN] if self.report is not None else []

    # the people --------------------------------------------------------------------------------------------------------------

    def open_month(self, place: int) -> None:
        """Who gave a score in that month."""
        if self.report is not None:
            month = self.months.months[place][0]
            self._open(tr("{month}打过分的", month=say(month_name(month % 12 + 1))), self.report.of_month(month))

    def _told_of(self, line: int, place: int) -> str:
        return tr("满意度：{what}", what=clauses((self.table.lines[line].name, self.table.heads[place])))

    def in_hand(self) -> int | None:
        """The customer of the line in hand, among those not content."""
        place = self.said.current_id() if self.said.hasFocus() else None
        return None if place is None else self.low[place].customer_id


def _sentence(whole: Mean) -> str:
    mean, low = f"{whole.mean:.1f}", trn("不满意的 {n} 次", whole.lows) if whole.lows else tr("没有不满意的")
    if whole.few:
        return clauses((trn("近一年只打过 {n} 次分，平均 {mean} 分", whole.n, mean=mean), low, tr("人太少，还说不准。")))
    reach = tr("实际大约在 {low} 到 {high} 之间", low=f"{whole.low:.1f}", high=f"{whole.high:.1f}")
    return clauses((trn("近一年打分 {n} 次，平均 {mean} 分", whole.n, mean=mean), reach, low)) + tr("。")


def _group_line(one: Group) -> Line:
    mean = one.mean
    reach = tr("人太少") if mean.few else f"{mean.low:.1f}–{mean.high:.1f}"
    return Line(
        one.word or tr("没写"),
        (
            Cell(f"{mean.n:,}", one.customers), Cell(f"{mean.mean:.1f}"), Cell(reach),
            Cell(f"{mean.lows:,}" if mean.lows else "—", one.low_customers),
        ),
        quiet=not one.word,
    )  # fmt: skip


def _line(place: int, one: Said, today: int) -> OneLine:
    note = "　".join(filter(None, (one.words or tr("没说什么"), one.items, one.staff)))
    return OneLine(
        place, say(day_words(one.day, today)), one.name, note=note, end=trn("{n} 分", one.score), bold=True, folds=True
    )


def _splits() -> list[Choice]:
    return [Choice(STAFF, tr("按店员")), Choice(PRODUCT, tr("按商品")), Choice(SOURCE, tr("按来源"))]


def _split(key: str) -> Callable[[Given], Iterable[str]]:
    if key == PRODUCT:
        return lambda one: one.products
    if key == SOURCE:
        return lambda one: (one.source,) if one.source else ()
    return lambda one: (one.staff,) if one.staff else ()
