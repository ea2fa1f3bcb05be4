"""来源报表: what each source brought, kept and cost, in sentences, in a table and in pictures; each figure opens its people."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.actions import source_pictures as pictures
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.source_pictures import Behind, Told
from kyuanbook.book.queries import shop, sources
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.origins import FIRST, LATEST
from kyuanbook.book.queries.source_months import Months, months
from kyuanbook.book.queries.sources import NATURAL, PROMOTED, Asked, Report
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.paper.chart_parts import Chart, Ink
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.periods import words
from kyuanbook.rules.source_words import best_words, busy_words, worst_words
from kyuanbook.rules.sources import By, Column
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.privacy import amount_words, privacy
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.printing.report_page import Wanted as WantedReport
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.sources.chart_view import ChartView, Shown
from kyuanbook.ui.sources.period_bar import BACK_KEY, ON_KEY, PeriodBar
from kyuanbook.ui.sources.report_table import MORE, NAMED, Key, ReportTable, people, word

MONTH_KEY: Final = "Ctrl+Shift+U"
PAPER_KEY: Final = "Ctrl+Shift+Y"
WHOLE_KEY: Final = "Ctrl+L"
ABOVE: Final = (pictures.MIX, pictures.STAY)  # the table; the others stand below it


class Found(NamedTuple):
    """What was read: for the table and for the pictures."""

    report: Report
    months: Months


class ReportSection(BehindSection):
    """``report_wanted``: 月报 of a day's month, or this report on paper, as :class:`WantedReport`."""

    report_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = (
            tr("这段时间没有人来，也没有花钱"),
            tr("换一段时间看看。记客户时选上来源，记下花费，这里就看得出哪个来源好、哪笔钱花得不值。"),
        )
        super().__init__(theme, book, acts, runner, nothing, parent)
        self.found: Found | None = None
        self._build_controls(theme)
        self.best, self.worst, self.busy = (Prose(theme, size=15, ink="ink") for _ in range(3))
        self.table = ReportTable(theme, tr("来源报表"))
        self.detail, self.caution = Prose(theme, size=13, ink="ink"), Prose(theme, size=13)
        self.charts = {
            key: ChartView(theme, pictures.title_of(key), partial(self._draw_behind, key)) for key in pictures.PICTURES
        }
        self.places = (self.table, *self.charts.values())
        self._pairs: list[QBoxLayout] = []
        self._lay_out(theme)
        self._connect()
        self.restyle()

    # building ----------------------------------------------------------------------------------------------------------------

    def _build_controls(self, theme: Theme) -> None:
        def combo(name: str, choices: Sequence[Choice]) -> Combo:
            made = Combo(theme, choices, small=True)
            made.setAccessibleName(name)
            return made

        families = [Choice(family.value, say(family.label)) for family in ChannelFamily]
        only = [Choice("", tr("所有来源")), Choice(NATURAL, tr("只看自然客源")), Choice(PROMOTED, tr("只看人工客源")), *families]
        self.by = combo(tr("按什么看"), [Choice(by.value, say(by.label)) for by in By])
        self.only = combo(tr("只看哪些"), only)
        self.which = combo(tr("算首次来源还是最近来源"), [Choice(FIRST, tr("按首次来源")), Choice(LATEST, tr("按最近来源"))])
        self.sort = combo(tr("按哪一列排"), [_by(key) for key in (NAMED, *Column, MORE)])
        self.whole = Tick(theme, tr("全部列"))
        self.whole.bind(WHOLE_KEY)
        self.period = PeriodBar(theme, self.book.today())
        self.month = Button(theme, tr("月报"), icon="printer", key=MONTH_KEY, small=True)
        self.paper = Button(theme, tr("打印报表"), icon="printer", key=PAPER_KEY, small=True)

    def _lay_out(self, theme: Theme) -> None:
        above = Part(theme)
        down = column(theme, above, gap=8, margins=SIDES)
        self._chosen = (self.by, self.period, self.only, self.which, self.month, self.paper)
        self.controls = Flow(theme, self._chosen, gap=8)
        down.addWidget(self.controls)
        days = row(theme, gap=12)
        days.addWidget(self.period.form, 2)
        days.addWidget(self.period.take)
        days.addStretch(1)
        self._pairs.append(days)
        down.addLayout(days)
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        outer.insertWidget(0, above)
        told = column(theme, self.told, gap=8, margins=SIDES)
        told.addSpacing(theme.px(8))
        for prose in (self.best, self.worst, self.busy):
            told.addWidget(prose)
        told.addLayout(self._side_by_side(theme, pictures.MIX, pictures.STAY))
        told.addSpacing(theme.px(8))
        for part in (Flow(theme, (self.sort, self.whole)), self.table, self.detail, self.caution):
            told.addWidget(part)
        told.addLayout(self._side_by_side(theme, pictures.PAIRS, pictures.FUNNEL))
        told.addLayout(self._side_by_side(theme, pictures.BACK, pictures.HEAT))
        self._tab_as_read()

    def _tab_as_read(self) -> None:
        """Tab goes on as one reads: the table stands below the first two pictures."""
        period, charts = self.period, self.charts
        order = (
            self.by, period.spans, period.before, period.after, self.only, self.which, self.month, self.paper,
            period.first, period.last, period.take, charts[pictures.MIX], charts[pictures.STAY], self.sort, self.whole,
            self.table,
            charts[pictures.PAIRS], charts[pictures.FUNNEL], charts[pictures.BACK], charts[pictures.HEAT],
        )  # fmt: skip
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _side_by_side(self, theme: Theme, left: str, right: str) -> QBoxLayout:
        across = row(theme, gap=44, margins=(0, 8, 0, 0))
        for key in (left, right):
            holder = Part(theme)
            down = column(theme, holder, gap=8)
            down.addWidget(Heading(theme, pictures.title_of(key), tr("点一格，看是哪些人")))
            down.addWidget(self.charts[key])
            down.addStretch(1)
            across.addWidget(holder, 1)
        self._pairs.append(across)
        return across

    def _connect(self) -> None:
        for combo in (self.by, self.only):
            combo.chosen.connect(lambda _: self.gather())
        self.which.chosen.connect(self._attribute)
        self.sort.chosen.connect(lambda key: self.table.sort_by(_key(key), key != NAMED))
        self.whole.toggled.connect(self.table.show_whole)
        self.period.chosen.connect(self._period_chosen)
        self.table.opened.connect(self._open)
        self.table.sorted_by.connect(self._sorted)
        self.table.pointed.connect(self._tell_detail)
        self.month.clicked.connect(self.want_month)
        self.paper.clicked.connect(self.want_paper)
        privacy.changed.connect(self._hide_or_show)
        for chart in self.charts.values():
            chart.opened.connect(self._open_part)

    def restyle(self) -> None:
        """Large type: pictures one under the other."""
        super().restyle()
        if hasattr(self, "period"):
            self.period.form.setMaximumWidth(self.theme.px(420))
        for pair in getattr(self, "_pairs", ()):
            compact = self.theme.compact
            pair.setDirection(QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight)

    # reading -----------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read anew, unless nothing changed since."""
        today = self.book.today()
        if today != self.period.today:
            self.period.today = today
            self.period.show_period(self.period.span, self.period.period)
        with self.book.read() as sql:
            self.which.choose(shop.settings(sql).attribution)
        super().read()

    def asked(self) -> Asked:
        """What is asked for now."""
        span, period = self.period.span, self.period.period
        return Asked(By(self.by.choice()), span, period, self.book.today(), self.which.choice(), self.only.choice())

    def _gather(self, today: int, go_on: GoOn) -> Found:
        asked = self._asked_for
        with self.book.read() as sql:
            known = sources.known(sql, self.book.rhythms, asked, today, go_on)
            return Found(sources.told(sql, known, go_on), months(sql, known))

    def gather(self) -> None:
        """Read all of it, for what is asked now."""
        self._asked_for = self.asked()
        super().gather()

    def _show(self, found: Found) -> None:
        self.found = found
        if not found.report.rows:
            self._show_only(self.empty)
            return
        self.table.show_report(found.report)
        self.sort.set_choices([_by(key) for key in self.table.all_keys()])
        self.sort.choose(str(self.table.sort))
        self._tell(found.report)
        self._show_only(self.told)
        self._draw()

    def _tell(self, report: Report) -> None:
        """The sentences above and below the table."""
        now = {row.group: row.now for row in report.rows}
        best = best_words(report.verdicts, now, report.named, report.horizon)
        worst = worst_words(report.verdicts, now, report.named, amount_words)
        busy = busy_words(report.verdicts, now, report.named)
        for prose, message in ((self.best, best), (self.worst, worst), (self.busy, busy)):
            prose.setVisible(message is not None)
            prose.setText(say(message) + tr("。") if message is not None else "")
        self.caution.setText(
            trn(
                "新客是这段时间第一次来的人，至今收入是他们到今天一共花的；再来、忠诚、流失只算来满 {n} 个营业日的人。",
                report.horizon,
            )
        )

    def _period_chosen(self) -> None:
        """Its words are longer or shorter: what stands beside them moves."""
        self.controls.set_widgets(self._chosen)
        self.gather()

    # pictures ----------------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self.found is None:
            return
        told = Told(self.found.report, self.found.months, self.table.rows, amount_words)
        for key, chart in self.charts.items():
            chart.show_chart(partial(_drawn, key, told))

    def _draw_behind(self, key: str, look: Callable[[], Shown], done: Callable[[Shown], None]) -> None:
        self.behind(look, done, key)

    def _hide_or_show(self) -> None:
        """隐私: amounts are hidden everywhere, in pictures too."""
        if self.found is not None and self.told.isVisibleTo(self):
            self.table.show_report(self.found.report)
            self._tell(self.found.report)
            self._draw()

    # acting ------------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """What can be done now; in a time in which nothing happened, which time."""
        place = super().first()
        return self.by if place is self else place

    def to_remember(self) -> dict[str, Any]:
        """Whether all columns are wanted."""
        return {"whole": self.table.whole}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was left."""
        self.whole.setChecked(kept.get("whole") is True)

    def own_acts(self) -> Sequence[Act]:
        """月报, on paper, all columns, the time before and after."""
        return (
            *super().own_acts(),
            Act(tr("月报"), MONTH_KEY, self.want_month, bind=False),
            Act(tr("打印报表"), PAPER_KEY, self.want_paper, bind=False),
            Act(tr("全部列"), WHOLE_KEY, self.whole.click, bind=False),
            Act(tr("前一段时间"), BACK_KEY, lambda: self.period.step(-1), bind=False),
            Act(tr("后一段时间"), ON_KEY, lambda: self.period.step(1), bind=False),
        )

    def want_month(self) -> None:
        """月报 of the month the report ends in."""
        self.report_wanted.emit(min(self.period.period.last, self.book.today()))

    def want_paper(self) -> None:
        """This report on paper."""
        self.report_wanted.emit(WantedReport(self.asked(), str(self.table.sort), self.table.down))

    def print_own(self) -> bool:
        """Ctrl P prints the report, where there is one."""
        if self.told.isVisibleTo(self):
            self.want_paper()
        return self.told.isVisibleTo(self)

    def _attribute(self, which: str) -> None:
        """The switch holds for the whole shop, and can be taken back."""
        self.do(None, lambda: set_shop(self.book, attribution=which))
        self.read()

    def _sorted(self, key: str) -> None:
        self.sort.choose(key)
        if self.found is not None:
            self._draw()

    def _tell_detail(self) -> None:
        """What the field in hand says, in a sentence."""
        rows, _ = self.table.size_in_cells()
        row_in_hand, place = self.table.at
        self.detail.setText(self.table.said(row_in_hand, place) if rows and row_in_hand else "")
        self.detail.setVisible(bool(self.detail.text()))

    def _open(self, row_number: int, place: int) -> None:
        """Who stands behind a figure."""
        if row_number == 0 or self.found is None:
            return
        key = self.table.keys[place]
        name, now, _ = self.table.figures(row_number)
        what = word(Column.WON) if key in (NAMED, MORE) else word(key)
        title = tr("来源：{what}", what=clauses((name, self._period_words(), what)))
        self.people_wanted.emit(People(title, Filter(ids=people(now, key))))

    def _period_words(self) -> str:
        assert self.found is not None
        asked = self.found.report.asked
        return say(words(asked.span, asked.period))

    def _open_part(self, stands: Behind) -> None:
        self.people_wanted.emit(People(tr("来源：{what}", what=stands.title), Filter(ids=stands.ids)))


def _key(chosen: str) -> Key:
    return chosen if chosen in (NAMED, MORE) else Column(chosen)


def _by(key: Key) -> Choice:
    return Choice(str(key), tr("按{column}排", column=word(key)))


def _drawn(key: str, told: Told, wide: float, ink: Ink) -> Chart:
    return pictures.drawn(key, told, wide, ink)
