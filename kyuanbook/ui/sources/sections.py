"""Which parts 来源 has, in order. Each is imported when it is first shown."""

from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.language import later
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.sections import Maker
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts


def _report(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.report_section import ReportSection

    return ReportSection(theme, book, acts, runner)


REPORT: Final = "report"
SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = (
    (REPORT, later("来源报表"), _report),
)  # fmt: skip
