"""客户细分: none yet, some with one in hand, one being built, refused, and chosen in 客户."""

from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.queries.segments import segments
from kyuanbook.book.queries.shop import channels
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import SEGMENTS
from kyuanbook.ui.analysis.segments_section import SegmentsSection
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import ANALYSIS, CUSTOMERS
from tests.shots.page_shots import page
from tests.shots.shot import Shot


def save_some(p: Photographer) -> None:
    """Three of them, unless the picture before has."""
    with p.book.read() as sql:
        if segments(sql):
            return
        nearby = next(c.id for c in channels(sql) if c.code == "nearby")
    regulars = (
        Condition("stage", ("loyal", "returning")), Condition("year_total", (100_000, None)),
        Condition("source", (nearby,), but=True),
    )  # fmt: skip
    save_segment(p.book, name="大手熟客", conditions=regulars)
    save_segment(p.book, name="三个月没来的老客", conditions=(Condition("again", (1,)), Condition("silent", (90, None))))
    save_segment(p.book, name="3 月生日", conditions=(Condition("birthday", (3,)), Condition("reachable", (1,))))


def _section(p: Photographer) -> SegmentsSection:
    refresh_standings(p.book)
    shown = page(p, ANALYSIS, AnalysisPage)
    shown.show_section(SEGMENTS)
    found = shown.section()
    assert isinstance(found, SegmentsSection)
    return found


def none(p: Photographer) -> None:
    """Nothing saved yet."""
    _section(p)


def some(p: Photographer) -> None:
    """Three, the first in hand."""
    save_some(p)
    _section(p).table.setFocus()


def building(p: Photographer) -> None:
    """The first being changed."""
    save_some(p)
    section = _section(p)
    section.edit()
    section.editor.add.picked.emit("product")
    section.count()


def refused(p: Photographer) -> None:
    """A range the wrong way round, a choice without anything picked, and a name that is taken."""
    save_some(p)
    section = _section(p)
    section.begin()
    section.editor.name.setText("3 月生日")
    section.editor.add.picked.emit("year_total")
    section.editor.rows[0].lines[0].setText("800")
    section.editor.rows[0].lines[1].setText("100")
    section.editor.add.picked.emit("tier")
    section.save()


def in_customers(p: Photographer) -> None:
    """客户 of one of them."""
    save_some(p)
    refresh_standings(p.book)
    shown = page(p, CUSTOMERS, CustomersPage)
    shown.refresh()
    shown.sources.classes.choose("segment:1")
    shown.refresh()


SHOTS = (
    Shot("analysis-segments", some), Shot("analysis-segments-building", building), Shot("analysis-segments-error", refused),
    Shot("customers-segment", in_customers),
)  # fmt: skip
EMPTY = (Shot("analysis-segments", none),)
