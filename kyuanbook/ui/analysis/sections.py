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


def _lapse(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.lapse_section import LapseSection

    return LapseSection(theme, book, acts, runner)


def _winback(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.winback_section import WinBackSection

    return WinBackSection(theme, book, acts, runner)


def _won(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.won_section import WonSection

    return WonSection(theme, book, acts, runner)


def _segments(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.segments_section import SegmentsSection

    return SegmentsSection(theme, book, acts, runner)


def _feedback(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.feedback_section import FeedbackSection

    return FeedbackSection(theme, book, acts, runner)


def _surveys(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.analysis.surveys_section import SurveysSection

    return SurveysSection(theme, book, acts, runner)


TIERS: Final = "tiers"
RFM: Final = "rfm"
SEGMENTS: Final = "segments"
PROSPECTS: Final = "prospects"
LAPSE: Final = "lapse"
WINBACK: Final = "winback"
WON: Final = "won"
FEEDBACK: Final = "feedback"
SURVEYS: Final = "surveys"
ACCURACY: Final = "accuracy"
SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = (
    (TIERS, later("等级"), _tiers),
    (RFM, later("八类客户"), _rfm),
    (SEGMENTS, later("客户细分"), _segments),
    (PROSPECTS, later("潜在客户"), _prospects),
    (LAPSE, later("流失原因"), _lapse),
    (WINBACK, later("挽回"), _winback),
    (WON, later("回访成效"), _won),
    (FEEDBACK, later("满意度"), _feedback),
    (SURVEYS, later("问卷"), _surveys),
    (ACCURACY, later("准不准"), _accuracy),
)  # fmt: skip
