"""Which parts 分析 has, in order. Each is imported when it is first shown."""

from collections.abc import Callable
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.language import later
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts

Maker = Callable[[Theme, Book, Acts, Runs], AnalysisSection]


def _accuracy(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.accuracy_section import AccuracySection

    return AccuracySection(theme, book, acts, runner)


def _tiers(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.tiers_section import TiersSection

    return TiersSection(theme, book, acts, runner)


def _rfm(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.rfm_section import RfmSection

    return RfmSection(theme, book, acts, runner)


def _prospects(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.prospects_section import ProspectsSection

    return ProspectsSection(theme, book, acts, runner)


TIERS: Final = "tiers"
RFM: Final = "rfm"
ACCURACY: Final = "accuracy"
PROSPECTS: Final = "prospects"
SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = (
    (TIERS, later("等级"), _tiers),
    (RFM, later("RFM"), _rfm),
    (ACCURACY, later("准不准"), _accuracy),
    (PROSPECTS, later("潜在客户"), _prospects),
)  # fmt: skip
