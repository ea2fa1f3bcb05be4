"""The pictures of a 来源报表, in the owner's words: what each bar is, how much, and who stands behind it."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.source_months import UNKNOWN, Months
from kyuanbook.book.queries.sources import Report, SourceRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.paper import charts
from kyuanbook.paper.chart_parts import ON_PAPER, Chart, Ink
from kyuanbook.paper.charts import Bar, Cell, HeatRow, Pair, Piece, Step
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import month_name
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.periods import month_words, words
from kyuanbook.rules.shares import FEW
from kyuanbook.rules.source_words import Amount, figure_words
from kyuanbook.rules.sources import Column
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message

MOST_ROWS: Final = 10  # of a picture
HIGH: Final = 250.0  # of bars side by side
MIX, STAY, PAIRS, FUNNEL, HEAT, BACK = "mix", "stay", "pairs", "funnel", "heat", "back"
PICTURES: Final = (MIX, STAY, PAIRS, FUNNEL, HEAT, BACK)
STAGES: Final = (
    Stage.PROSPECT, Stage.NEW, Stage.RETURNING, Stage.LOYAL, Stage.WON_BACK, Stage.AT_RISK, Stage.LAPSED
)  # fmt: skip


class Behind(NamedTuple):
    """Who stands behind a part: what they are called together, and who they are."""

    title: str
    ids: tuple[int, ...]


class Told(NamedTuple):
    """What the pictures are drawn from. ``rows``: of the report in the order it is shown; ``amount``: how money is written."""

    report: Report
    months: Months
    rows: Sequence[SourceRow]
    amount: Amount = amount_words


def title_of(picture: str) -> str:
    """What stands over a picture."""
    return {
        MIX: tr("近 12 个月，每月新来多少位"), STAY: tr("登记过的人，现在怎样"), PAIRS: tr("花了多少，来了多少"),
        FUNNEL: tr("从潜在到忠诚"), HEAT: tr("后来还来的有多少"), BACK: tr("近 12 个月，新客和老客"),
    }[picture]  # fmt: skip


def drawn(picture: str, told: Told, wide: float, ink: Ink = ON_PAPER) -> Chart:
    """A picture, so wide."""
    make: Callable[[Told, float, Ink], Chart] = _MAKERS[picture]
    return make(told, wide, ink)


def _behind(title: str, ids: Sequence[int]) -> tuple[Behind, str]:
    """What a part stands for, and that in words."""
    return Behind(title, tuple(ids)), clauses((title, trn("{n} 位", len(ids))))


def _mix(told: Told, wide: float, ink: Ink) -> Chart:
    legend, months = family_legend(told.months), told.months
    bars = []
    for month in months.months:
        pieces = []
        for kind, word in legend:
            ids = months.mix.get((month, kind), ())
            stands, said = _behind(clauses((say(month_words(month)), tr("{source}新来的", source=word))), ids)
            pieces.append(Piece(kind, len(ids), stands, said))
        bars.append(_bar(month, pieces))
    return charts.stacked(bars, legend, wide, HIGH, ink)


def _bar(month: int, pieces: Sequence[Piece]) -> Bar:
    many = sum(piece.value for piece in pieces)
    return Bar(say(month_name(month % 12 + 1)), pieces, f"{many:,.0f}" if many else "")


def family_legend(months: Months) -> list[tuple[str, str]]:
    """The families that brought anybody in these months, in their order; at the end those of whom it is not known."""
    there = {family for _, family in months.mix}
    found = [(str(family), say(family.label)) for family in reversed(ChannelFamily) if family.value in there]
    return [*found, (UNKNOWN, tr("不知道来源"))] if UNKNOWN in there else found


def _back(told: Told, wide: float, ink: Ink) -> Chart:
    months, bars = told.months, []
    legend = [("fresh", tr("第一次来")), ("back", tr("以前来过"))]
    for month in months.months:
        pieces = []
        for (kind, word), ids in zip(legend, (months.fresh[month], months.back[month]), strict=True):
            stands, said = _behind(clauses((say(month_words(month)), word)), ids)
            pieces.append(Piece(kind, len(ids), stands, said))
        bars.append(_bar(month, pieces))
    return charts.stacked(bars, legend, wide, HIGH, ink)


def _stay(told: Told, wide: float, ink: Ink) -> Chart:
    bars, there = [], set()
    for row in [row for row in told.rows if row.now.stages][:MOST_ROWS]:
        pieces = []
        for stage in STAGES:
            ids = row.now.stages.get(stage, [])
            if ids:
                there.add(stage)
            stands, said = _behind(clauses((row.name, _stage(stage))), ids)
            pieces.append(Piece(stage.value, len(ids), stands, said))
        bars.append(Bar(row.name, pieces, trn("{n} 位", int(sum(piece.value for piece in pieces)))))
    return charts.stay(bars, [(stage.value, _stage(stage)) for stage in STAGES if stage in there], wide, ink)


def _stage(stage: Stage) -> str:
    return say(Message(f"stage_{stage.value}"))


def _pairs(told: Told, wide: float, ink: Ink) -> Chart:
    shown = sorted((row for row in told.rows if row.now.won or row.now.cost), key=lambda row: (-row.now.cost, -len(row.now.won)))
    rows = []
    for row in shown[:MOST_ROWS]:
        cost, won = (say(figure_words(row.now, column, told.amount)) for column in (Column.COST, Column.WON))
        title = clauses((row.name, say(words(told.report.asked.span, told.report.asked.period))))
        said = clauses((row.name, f"{tr('花费')} {cost}", f"{tr('新客')} {won}"))
        rows.append(Pair(row.name, row.now.cost, cost, len(row.now.won), won, Behind(title, tuple(row.now.won)), said))
    return charts.pairs(rows, (tr("花费"), tr("新客")), wide, ink)


def _funnel(told: Told, wide: float, ink: Ink) -> Chart:
    found = told.report.funnel
    steps: list[Step] = []
    period = say(words(told.report.asked.span, told.report.asked.period))
    for kind, word, ids in (
        (Stage.PROSPECT, tr("登记过"), found.all), (Stage.NEW, tr("来过"), found.came),
        (Stage.RETURNING, tr("再来过"), found.again), (Stage.LOYAL, "", found.loyal),
    ):  # fmt: skip
        before = len(steps[-1].stands.ids) if steps and isinstance(steps[-1].stands, Behind) else 0
        note = tr("前一步的 {share}", share=f"{len(ids) / before:.0%}") if before else ""
        stands, said = _behind(clauses((period, _stage(kind), word)), ids)
        name = word or _stage(kind)  # a step is not the stage they are in today
        steps.append(Step(kind.value, name, len(ids), trn("{n} 位", len(ids)), note, stands, clauses((said, note))))
    return charts.funnel(steps, wide, ink)


def _heat(told: Told, wide: float, ink: Ink) -> Chart:
    months, rows = told.months, []
    for begun in months.months:
        all_of = months.fresh[begun]
        cells = []
        for month in range(begun, months.months[-1] + 1):
            ids = months.stayed.get((begun, month), ())
            share, text = _kept(len(ids), len(all_of))
            title = tr("{begun}第一次来，{month}来的", begun=say(month_words(begun)), month=say(month_words(month)))
            stands, said = _behind(title, ids)
            still = tr("这个月还没过完") if month == months.months[-1] and not months.over else ""
            cells.append(Cell(share, text, stands, clauses((said, text if share is not None else "", still))))
        rows.append(HeatRow(say(month_words(begun)), f"{len(all_of):,}" if all_of else "—", cells if all_of else []))
    later = [tr("当月"), *(trn("{n} 月后", n) for n in range(1, len(months.months)))]
    return charts.heat(rows, (tr("第一次来"), tr("人数")), later, wide, ink)


def _kept(part: int, whole: int) -> tuple[float | None, str]:
    """Of few it is counted, and no share is told."""
    if whole < FEW:
        return None, f"{part}/{whole}"
    return part / whole, f"{part / whole:.0%}"


_MAKERS: Final = {MIX: _mix, STAY: _stay, PAIRS: _pairs, FUNNEL: _funnel, HEAT: _heat, BACK: _back}
