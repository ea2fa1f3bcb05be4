"""Which parts 来源 has, in order. Each is imported when it is first shown."""

from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.language import later
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.sections import Maker
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts


def _referrals(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.referrals_section import ReferralsSection

    return ReferralsSection(theme, book, acts, runner)


REFERRALS: Final = "referrals"
SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = (
    (REFERRALS, later("转介绍"), _referrals),
)  # fmt: skip
