"""分析: each part, with enough past, with too little, and while it is being worked out."""

from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.visits import record_visit
from kyuanbook.rules.entries import CustomerEntry, VisitEntry
from kyuanbook.ui.analysis.accuracy_section import AccuracySection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import ACCURACY
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import ANALYSIS
from tests.shots.page_shots import page
from tests.shots.shot import Shot, settle


def accuracy(p: Photographer) -> AccuracySection:
    """准不准 in front, worked out."""
    analysis = page(p, ANALYSIS, AnalysisPage)
    analysis.show_section(ACCURACY)
    section = analysis.part(ACCURACY)
    assert isinstance(section, AccuracySection)
    settle(400)
    return section


def shown(p: Photographer) -> None:
    """What the past says."""
    accuracy(p)


def closer(p: Photographer) -> None:
    """All there is to know."""
    accuracy(p).fold()


def working(p: Photographer) -> None:
    """On its way."""
    section = accuracy(p)
    section.progress.set_progress(5, 12, section.progress.words.text())
    section._show_only(section.progress)


def halted(p: Photographer) -> None:
    """The owner had it stop."""
    accuracy(p).cancel()


def young(p: Photographer) -> None:
    """A shop that only began."""
    done = add_customer(p.book, entry=CustomerEntry(name="王小明"))
    assert done.id is not None
    record_visit(p.book, customer_id=done.id, entry=VisitEntry(amount="68"))
    accuracy(p)


SHOTS = (
    Shot("analysis-accuracy", shown), Shot("analysis-accuracy-closer", closer),
    Shot("analysis-accuracy-working", working), Shot("analysis-accuracy-stopped", halted),
)  # fmt: skip
EMPTY = (Shot("analysis-accuracy", shown), Shot("analysis-accuracy-young", young))
