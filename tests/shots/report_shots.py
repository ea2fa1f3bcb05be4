"""来源报表 and 月报: as they open, scrolled to table and pictures, over days of one's own, with nothing to tell; on paper."""

from PySide6.QtCore import Qt

from kyuanbook.actions import source_pictures as pictures
from kyuanbook.rules.periods import Span
from kyuanbook.rules.sources import By, Column
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.report_page import ReportPage
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.report_section import ReportSection
from kyuanbook.ui.sources.sections import REPORT
from tests.shots.page_shots import page
from tests.shots.shot import HARD, Pose, Shot, settle


def section(p: Photographer) -> ReportSection:
    """The report in front."""
    sources = page(p, SOURCES, SourcesPage)
    sources.show_section(REPORT)
    found = sources.part(REPORT)
    assert isinstance(found, ReportSection)
    settle(400)
    return found


def _choose(found: ReportSection, span: Span) -> None:
    found.period.spans.choose(span.value)
    found.period.spans.chosen.emit(span.value)
    settle(400)


def shown(p: Photographer) -> None:
    """As it opens."""
    section(p)


def _scrolled(found: ReportSection, part: object) -> None:
    holder = found.parentWidget()
    while holder is not None and not isinstance(holder, Area):
        holder = holder.parentWidget()
    assert isinstance(holder, Area)
    holder.verticalScrollBar().setValue(part.mapTo(found, part.rect().topLeft()).y() - 40)  # type: ignore[attr-defined]
    settle(200)


def table(p: Photographer) -> None:
    """All there ever was, a figure in hand."""
    found = section(p)
    _choose(found, Span.ALL)
    found.table.sort_by(Column.COST, True)
    found.table.setFocus(Qt.FocusReason.TabFocusReason)
    keys = found.table.keys
    found.table.at = (1, keys.index(Column.ROI) if Column.ROI in keys else len(keys) - 1)
    found.table._say()
    _scrolled(found, found.table)


def below(p: Photographer) -> None:
    """The pictures below the table, one of their parts in hand."""
    found = section(p)
    _choose(found, Span.ALL)
    chart = found.charts[pictures.HEAT]
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    _scrolled(found, found.charts[pictures.PAIRS])


def days(p: Photographer) -> None:
    """Days of one's own that end before they begin."""
    found = section(p)
    _choose(found, Span.DAYS)
    found.period.first.setText("2026-10-20")
    found.period.last.setText("2026-10-02")
    found.period.take_days()


def family(p: Photographer) -> None:
    """By family, promoted sources only."""
    found = section(p)
    found.by.choose(By.FAMILY.value)
    found.only.choose("promoted")
    found.by.chosen.emit(By.FAMILY.value)
    settle(400)


def on_paper(*, month: bool) -> Pose:
    """月报, or the report, before it is printed."""

    def pose(p: Photographer) -> None:
        found = section(p)
        if month:
            found.period.step(-1)
            found.want_month()
        else:
            found.want_paper()
        assert isinstance(p.window.page(), ReportPage)
        settle(600)

    return pose


SHOTS = (
    Shot("sources-report", shown), Shot("sources-report-table", table), Shot("sources-report-pictures", below),
    Shot("sources-report-days", days), Shot("sources-report-family", family), Shot("sources-month", on_paper(month=True)),
    Shot("sources-paper", on_paper(month=False)), Shot("sources-report", shown, HARD),
)  # fmt: skip
EMPTY = (Shot("sources-report", shown),)
