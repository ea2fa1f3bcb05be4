"""挽回: does calling bring anybody back, what each measure has cost, and who came back."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import held, lapsed
from kyuanbook.book.queries.customers import CustomerRow, Filter, customer_rows
from kyuanbook.book.queries.held import ByMeasure, Experiment, Trying
from kyuanbook.book.queries.lapsed import GoOn, Won
from kyuanbook.book.queries.winback import measure_word
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words, near_day
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.cross_table import Cell, CrossTable, Line
from kyuanbook.ui.kit.part import Bleed, column
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.card_winback import back_words
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts

WON_SHOWN = 50


class Found(NamedTuple):
    """``won``: who came back lately; ``names``: of the first of them."""

    trying: Trying
    won: tuple[Won, ...]
    names: dict[int, CustomerRow]
    today: int


class WinBackSection(BehindSection):
    """The answer in words, the lists it rests on, the measures, the people."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = (
            tr("还没记过挽回，也没有人赢回"),
            tr("在客户卡上按 Ctrl J 记下试过什么，这里就看得出有没有用、花得值不值。"),
        )
        super().__init__(theme, book, acts, runner, nothing, parent)
        self.found: Found | None = None
        self.answer = Prose(theme, size=15, ink="ink")
        self.won_words, self.planned = Prose(theme, ink="ink"), Prose(theme, size=13)
        self.lists = Rows(theme, name=tr("抽签留过人的名单"), lead_width=96, lead_size=14, height=40)
        self.measures = CrossTable(theme, tr("每种办法"))
        self.won = Rows(theme, name=tr("赢回的人"), lead_width=96, lead_size=14, height=40, fitted=True)
        self.places = (self.lists, self.measures, self.won)
        self.won_head = Heading(theme, tr("赢回的人"))
        self.measures_head = Heading(theme, tr("每种办法花了多少"))
        self.caution = Prose(theme, size=13)
        self._lay_out(theme)
        self.lists.opened.connect(self.open_list)
        self.measures.opened.connect(self.open_measure)
        self.won.opened.connect(self.card_wanted)

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self.told, gap=8, margins=SIDES)
        down.addWidget(Heading(theme, tr("打电话有没有用")))
        for prose in (self.answer, self.won_words, self.planned):
            down.addWidget(prose)
        down.addLayout(Bleed(theme, self.lists))
        down.addSpacing(theme.px(8))
        down.addWidget(self.measures_head)
        down.addWidget(self.measures)
        down.addWidget(self.caution)
        down.addSpacing(theme.px(8))
        down.addWidget(self.won_head)
        down.addLayout(Bleed(theme, self.won))

    # reading -----------------------------------------------------------------------------------------------------------------

    def _gather(self, today: int, go_on: GoOn) -> Found:
        with self.book.read() as sql:
            trying = held.trying(sql, self.book.rhythms, today)
            won = lapsed.report(sql, self.book.rhythms, today, go_on).won
            ids = list(dict.fromkeys(one.customer_id for one in won[:WON_SHOWN]))
            return Found(trying, won, {row.id: row for row in customer_rows(sql, ids, today)}, today)

    def _show(self, found: Found) -> None:
        self.found = found
        trying = found.trying
        if not trying.experiments and not trying.measures and not found.won and not trying.share:
            self._show_only(self.empty)
            return
        self._show_answer(trying, found.today)
        self.lists.show_rows([_list_line(one, found.today) for one in trying.experiments])
        self.lists.setVisible(bool(trying.experiments))
        self._show_measures(trying.measures, trying.horizon)
        self._show_won(found)
        self._show_only(self.told)

    def _show_answer(self, trying: Trying, today: int) -> None:
        answer, ripe = trying.answer, any(one.ripe for one in trying.experiments)
        said = say(answer.words) + tr("。")
        if not ripe and trying.experiments:
            said = tr("第一份留过人的名单还没到期，要等到 {day}。", day=say(near_day(trying.experiments[-1].until, today)))
        elif not ripe:
            said += tr("到“设置 → 流失原因”里可以让每份名单抽签留下几位。") if not trying.share else ""
        self.answer.setText(said)
        self.won_words.setVisible(answer.verdict.claims)
        if answer.verdict.claims:
            won, low, high = round(answer.won), max(0, round(answer.won_low)), round(answer.won_high)
            self.won_words.setText(
                tr(
                    "打电话多请回来大约 {won} 位（{low} 到 {high} 位之间）；"
                    "来了的 {came} 位里，另外约 {rest} 位不打也会来，没算在内。",
                    won=won, low=low, high=high, came=answer.called_came, rest=answer.called_came - won,
                )
            )  # fmt: skip
        many = answer.called + answer.held
        self.planned.setText(
            tr(
                "要看得出电话多请回来两成，名单上前后大约要有 {needed} 位，现在等满日子的有 {many} 位。",
                needed=answer.needed, many=many,
            )
        )  # fmt: skip
        self.planned.setVisible((bool(trying.experiments) or trying.share > 0) and many < answer.needed)

    def _show_measures(self, measures: Sequence[ByMeasure], horizon: int) -> None:
        heads = [tr("等满的"), tr("来了"), tr("花费"), tr("请回一位要花"), tr("还在等")]
        self.measures.show_lines(heads, [_measure_line(one) for one in measures])
        for part in (self.measures_head, self.measures, self.caution):
            part.setVisible(bool(measures))
        self.caution.setText(
            trn("试过以后 {n} 天内来了算来了。里面有些本来就会来，所以请回一位其实更贵；多贵，要留下几位不打才知道。", horizon)
        )

    def _show_won(self, found: Found) -> None:
        shown = [one for one in found.won[:WON_SHOWN] if one.customer_id in found.names]
        lines = []
        for one in shown:
            row = found.names[one.customer_id]
            day = say(day_words(one.back.day, found.today))
            note = back_words(one.back)
            lines.append(OneLine(one.customer_id, day, row.name, row.stage.value, note, bold=True, folds=True))
        self.won.show_rows(lines)
        self.won_head.note.set_text(trn("近一年 {n} 次", len(found.won)))
        for part in (self.won_head, self.won):
            part.setVisible(bool(lines))

    # the people --------------------------------------------------------------------------------------------------------------

    def open_list(self, list_id: int) -> None:
        """Whoever was on a list or left alone."""
        one = next((e for e in self.found.trying.experiments if e.list_id == list_id), None) if self.found else None
        if one is not None:
            title = tr("名单 {number}：打了的和留下的", number=list_id)
            self.people_wanted.emit(People(title, Filter(ids=(*one.called.ids, *one.held.ids))))

    def open_measure(self, row: int, place: int) -> None:
        """Who stands behind a figure."""
        title = tr("挽回：{what}", what=clauses((self.measures.lines[row].name, self.measures.heads[place])))
        self.people_wanted.emit(People(title, Filter(ids=self.measures.cell(row, place).ids)))


def _list_line(one: Experiment, today: int) -> OneLine:
    day = say(day_words(one.day, today))
    called = trn("打了 {n} 位，来了 {came} 位", len(one.called.ids), came=len(one.called.came))
    left = trn("留下 {n} 位，来了 {came} 位", len(one.held.ids), came=len(one.held.came))
    end = tr("已等满") if one.ripe else tr("等到 {day}", day=say(near_day(one.until, today)))
    name, note = tr("名单 {number}", number=one.list_id), tr("{called}；{left}", called=called, left=left)
    return OneLine(one.list_id, day, name, note=note, end=end, folds=True)


def _measure_line(one: ByMeasure) -> Line:
    each = "—" if one.each_cents is None else amount_words(one.each_cents) if one.each_cents else tr("没花钱")
    waiting = f"{one.waiting:,}" if one.waiting else "—"
    return Line(
        measure_word(one.measure),
        (
            Cell(f"{one.tried:,}" if one.tried else "—", one.customers),
            Cell(f"{len(one.came):,}" if one.came or one.tried else "—", one.came),
            Cell(amount_words(one.cost_cents) if one.cost_cents else "—"), Cell(each), Cell(waiting),
        ),
    )  # fmt: skip
