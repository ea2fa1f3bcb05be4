"""流失原因: who stopped coming in the last twelve months, why, and where they had come from."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import lapsed
from kyuanbook.book.queries.lapsed import Gone, GoOn, Report
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import month_name
from kyuanbook.rules.tiers import NAMES, TIERS
from kyuanbook.ui.analysis.cross_table import Cell, Line
from kyuanbook.ui.analysis.month_bars import Month, MonthBars
from kyuanbook.ui.analysis.split_section import SplitSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

MONTH, SOURCE, PRODUCT, TIER = "month", "source", "product", "tier"
COLUMNS: Final = 4  # of a split, the rest together
COMPACT_COLUMNS: Final = 2
MONTHS: Final = 6  # as columns, the last first; their heads are short


class LapseSection(SplitSection):
    """A sentence, the months, the reasons by the split chosen."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = tr("近一年还没有人流失"), tr("有人久不来了，这里会按月数出来，并看都是为什么。")
        super().__init__(theme, book, acts, runner, nothing, tr("流失原因"), _splits(), parent)
        self.report: Report | None = None
        self.early = Prose(theme, size=13)
        self.bars = MonthBars(theme, tr("每月流失"))
        self.places = (self.bars,)
        self.unasked = Button(theme, "", kind="link", icon="users", key="Ctrl+I")
        self._lay_out(theme)
        self.bars.opened.connect(lambda _, place: self.open_month(place))
        self.unasked.clicked.connect(self.open_unasked)

    def _lay_out(self, theme: Theme) -> None:
        months = Heading(theme, tr("每月流失"), tr("实心的知道原因"))
        months.add(self.unasked)
        down = self._lay_first(months, self.bars, tr("都是为什么"))
        down.addWidget(self.early)
        down.addWidget(
            Prose(
                theme, size=13,
                text=tr("流失按每位自己的节奏算，从前的也照现在的节奏翻看；来了又走的，每走一次算一次。商品看走以前最后一次买的，等级是现在的。"),
            )
        )  # fmt: skip

    def own_acts(self) -> tuple[Act, ...]:
        """Those of whom nobody knows why."""
        words = self.unasked.words() or tr("流失了，还没问为什么")
        shown = Act(words, "Ctrl+I", self.open_unasked, bind=False, can=lambda: self.unasked.isVisibleTo(self))
        return (shown, *super().own_acts())

    def restyle(self) -> None:
        """Large type leaves room for fewer columns."""
        super().restyle()
        if self.report is not None:
            self._show_table()

    # reading -----------------------------------------------------------------------------------------------------------------

    def _gather(self, today: int, go_on: GoOn) -> Report:
        with self.book.read() as sql:
            return lapsed.report(sql, self.book.rhythms, today, go_on)

    def _show(self, found: Report) -> None:
        self.report = found
        if not found.gone:
            self._show_only(self.empty)
            return
        known = [one for one in found.gone if one.reason is not None]
        self.sentence.setText(self._sentence(found, known))
        each, told = Counter(one.month for one in found.gone), Counter(one.month for one in known)
        self.bars.show_months([Month(month, each[month], told[month]) for month in found.months])
        self.early.setText(
            trn("另有 {n} 位说了原因，按节奏还没到流失那天，没算在内。", len(found.early)) if found.early else ""
        )
        self.early.setVisible(bool(found.early))
        unasked = self._unasked()
        self.unasked.set_text(trn("还没问过的 {n} 位", len(unasked)))
        self.unasked.setVisible(bool(unasked))
        self._show_table()
        self._show_only(self.told)

    def _sentence(self, found: Report, known: Sequence[Gone]) -> str:
        times = trn("近一年流失 {n} 次", len(found.gone))
        if not known:
            return clauses((times, tr("还没问过一位为什么。")))
        of = tr("知道原因的 {known} 次，占 {percent}%", known=len(known), percent=round(100 * len(known) / len(found.gone)))
        (reason, most), *_ = Counter(one.reason for one in known).most_common(1)
        name = next((r.name for r in found.reasons if r.id == reason), "")
        return clauses((times, of, tr("最多的是“{reason}”，{n} 次。", reason=name, n=most)))

    def _unasked(self) -> tuple[int, ...]:
        """Who has not come back, and nobody knows why."""
        gone = self.report.gone if self.report is not None else ()
        return tuple(dict.fromkeys(one.customer_id for one in gone if one.reason is None and one.back is None))

    # the table -----------------------------------------------------------------------------------------------------------------

    def _show_table(self) -> None:
        if self.report is None:
            return
        gone, of = self.report.gone, _split(self.splits.choice())
        shown = COMPACT_COLUMNS if self.theme.compact else COLUMNS
        counted = Counter(of(one) for one in gone if of(one))
        kept = [word for word, _ in counted.most_common(shown)]
        if self.splits.choice() == TIER:
            kept = [tr(NAMES[tier]) for tier in TIERS if tr(NAMES[tier]) in counted]
        if self.splits.choice() == MONTH:
            months = [_month(month) for month in reversed(self.report.months)]
            kept = months[: COMPACT_COLUMNS if self.theme.compact else MONTHS]
        rest = any(of(one) not in kept for one in gone)
        others = tr("更早") if self.splits.choice() == MONTH else tr("其他或不明")
        heads = [tr("合计"), *kept, *([others] if rest else [])]

        def line(name: str, ones: Sequence[Gone], *, quiet: bool = False) -> Line:
            columns = [ones, *([o for o in ones if of(o) == word] for word in kept)]
            columns += [[o for o in ones if of(o) not in kept]] if rest else []
            return Line(name, tuple(_cell(column) for column in columns), quiet)

        reasons = [(r, [o for o in gone if o.reason == r.id]) for r in self.report.reasons]
        lines = [line(r.name, ones) for r, ones in sorted(reasons, key=lambda pair: -len(pair[1])) if ones]
        unasked = [o for o in gone if o.reason is None]
        lines += [line(tr("还没问"), unasked, quiet=True)] if unasked else []
        self.table.show_lines(heads, lines)

    # the people ----------------------------------------------------------------------------------------------------------------

    def open_month(self, place: int) -> None:
        """Who lapsed in that month."""
        if self.report is None:
            return
        month = self.report.months[place]
        ids = [one.customer_id for one in self.report.gone if one.month == month]
        self._open(tr("{month}流失的", month=_month(month)), ids)

    def _told_of(self, line: int, place: int) -> str:
        name, head = self.table.lines[line].name, self.table.heads[place]
        return tr("流失：{reason}", reason=name if place == 0 else clauses((name, head)))

    def open_unasked(self) -> None:
        """Of whom nobody knows why."""
        self._open(tr("流失了，还没问为什么"), self._unasked())


def _splits() -> list[Choice]:
    splits = (SOURCE, tr("按来源")), (PRODUCT, tr("按商品")), (TIER, tr("按等级")), (MONTH, tr("按月份"))
    return [Choice(key, word) for key, word in splits]


def _split(key: str) -> Callable[[Gone], str]:
    if key == TIER:
        return lambda one: tr(NAMES[one.tier]) if one.tier else ""
    if key == MONTH:
        return lambda one: _month(one.month)
    return (lambda one: one.product) if key == PRODUCT else (lambda one: one.source)


def _month(month: int) -> str:
    return say(month_name(month % 12 + 1))


def _cell(ones: Sequence[Gone]) -> Cell:
    return Cell(f"{len(ones):,}" if ones else "—", tuple(one.customer_id for one in ones))
