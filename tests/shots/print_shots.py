"""The print preview on every paper, at work, with nobody to print."""

from kyuanbook.actions.sheets import Paper
from kyuanbook.language import tr
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.print_page import PrintPage
from tests.shots.feedback_shots import asked
from tests.shots.page_shots import called, nobody
from tests.shots.shot import HARD, Pose, Shot, settle


def preview(p: Photographer) -> PrintPage:
    """The list of calls, set."""
    called(p)
    p.window.print_list()
    found = p.window.frame.page()
    assert isinstance(found, PrintPage)
    return found


def printed_on(paper: Paper) -> Pose:
    """Seen on one paper."""

    def pose(p: Photographer) -> None:
        p.window.memory.change(paper=paper.value)
        preview(p)
        settle(200)  # the pages are drawn in threads of Qt's own

    return pose


def all_of_them(p: Photographer) -> None:
    """Everybody, among them characters that no font has."""
    page = preview(p)
    page.kinds.choose("all")
    page._choose()
    settle(200)


def working(p: Photographer) -> None:
    """A long list being set."""
    page = preview(p)
    page._allow(False)
    page.progress.set_progress(412, 1000, tr("正在排名单"))
    page.progress.show()
    settle(200)


def asking(p: Photographer) -> None:
    """A 问卷 asked with the list."""
    survey = asked(p)
    page = preview(p)
    page.options.survey.choose(str(survey))
    page._decide()
    settle(200)


def of_nobody(p: Photographer) -> None:
    """A list with nobody on it."""
    nobody(p)
    p.window.print_list()
    settle(100)


SHOTS = (
    *(Shot(f"print-{paper.value}", printed_on(paper)) for paper in Paper),
    Shot("print-working", working), Shot("print-asking", asking), Shot("print-nobody", of_nobody),
    Shot("print-all", all_of_them, HARD),
)  # fmt: skip
