"""名单 and a printed list; the print page as labels, slips, cards; what is left out; what does not fit."""

from kyuanbook.actions import handouts, list_acts, lists, sheets
from kyuanbook.actions.followups import plan
from kyuanbook.actions.sheets import Paper
from kyuanbook.book.queries import list_rows
from kyuanbook.rules.labels import OWN
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.lists.page import ListsPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.print_flow import open_list
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.navigation import LISTS
from tests.shots.page_shots import page
from tests.shots.shot import HARD, Pose, Shot, settle


def printed(p: Photographer, kind: str = list_rows.DUE, limit: int | None = 12, again: bool = False) -> int:
    """A list of that kind, kept; its number."""
    says = sheets.Says(words=True)
    drawn = lists.draft(p.book, kind=kind, limit=limit, share=0.0, again=again)
    _, done = sheets.print_list(p.book, drawn=drawn, paper=Paper.A4, says=says)
    assert done.id is not None
    return done.id


def several(p: Photographer) -> None:
    """名单 with some printed, one voided, one partly sent."""
    first = printed(p)
    printed(p, "lapsed", 20)
    list_acts.void_list(p.book, list_id=printed(p, "all", 8))
    with p.book.read() as sql:
        row = sql.value("SELECT id FROM call_list_row WHERE list_id = :list AND number = 1", list=first)
    list_acts.mark_sent(p.book, list_row_id=row)
    page(p, LISTS, ListsPage)


def opened(p: Photographer) -> ListPage:
    """A list as it was printed."""
    p.works.open_printed(printed(p))
    found = p.window.frame.page()
    assert isinstance(found, ListPage)
    settle(200)
    return found


def just_opened(p: Photographer) -> None:
    """One message sent, its notice still there."""
    opened(p).messages.copy_next()
    settle(50)


def by_mail(p: Photographer) -> None:
    """Nobody has an address for mail."""
    messages = opened(p).messages
    messages.by.choose("email")
    messages._show()


def voided(p: Photographer) -> None:
    """A list that holds no more."""
    opened(p).void_list()


def lengthened(p: Photographer) -> None:
    """One more sheet, looked at."""
    shown = opened(p)
    shown.add_sheet()
    settle(200)


def wanted(**how: object) -> Pose:
    """The print page for that."""

    def pose(p: Photographer) -> None:
        _page(p, Wanted(**how))  # type: ignore[arg-type]

    return pose


def _page(p: Photographer, what: Wanted) -> PrintPage:
    open_list(p.window, what)
    found = p.window.frame.page()
    assert isinstance(found, PrintPage)
    settle(200)
    return found


def said_and_waiting(p: Photographer) -> None:
    """Some stand on a list already; with what to say, numbers masked."""
    printed(p, limit=5)
    shown = _page(p, Wanted(kind=list_rows.DUE))
    shown.options.words.setChecked(True)
    shown.options.phones.setChecked(False)
    shown._decide()
    settle(200)


def too_wide(p: Photographer) -> None:
    """A label that does not fit the sheet."""
    shown = _page(p, Wanted(kind="all", form=handouts.LABELS))
    shown.preview.sizes.choose(OWN)
    shown._choose_paper(OWN)
    shown.label_form.sides["width"].editor.setText("220")
    shown._labels_typed()
    settle(100)


def appointments(p: Photographer) -> None:
    """Slips for those who promised a day."""
    from kyuanbook.actions.answers import record_answer
    from kyuanbook.rules.answers import AnswerEntry

    for about in lists.draft(p.book, kind=list_rows.DUE, limit=3).about:
        assert about.item is not None
        record_answer(p.book, item=about.item, entry=AnswerEntry("promised", "染发，要两个小时", "周六"))
    _page(p, Wanted(kind=list_rows.COMING, form=handouts.APPOINTMENTS))


def planned_by_hand(p: Photographer) -> None:
    """Somebody the owner put down for today among what is due by itself."""
    first = lists.draft(p.book, kind="all", limit=1).rows[0]
    plan(p.book, customer_id=first.customer_id, day="今天", note="问问孩子考得怎么样")
    _page(p, Wanted(kind=list_rows.DUE))


SHOTS = (
    Shot("lists", several), Shot("list", just_opened), Shot("list-mail", by_mail), Shot("list-void", voided),
    Shot("list-more", lengthened), Shot("print-due", planned_by_hand), Shot("print-waiting", said_and_waiting),
    Shot("print-labels", wanted(kind="all", form=handouts.LABELS)), Shot("print-labels-wrong", too_wide),
    Shot("print-appointments", appointments),
    Shot("print-wishes", wanted(kind=list_rows.BIRTHDAYS, form=handouts.WISHES)),
    Shot("print-cards", wanted(kind="at_risk", form=handouts.CARDS, limit=3)),
    Shot("print-found", wanted(typed="王")), Shot("list", just_opened, HARD),
    Shot("print-labels", wanted(kind="all", form=handouts.LABELS), HARD),
    Shot("print-cards", wanted(kind="all", form=handouts.CARDS), HARD),
)  # fmt: skip


def none(p: Photographer) -> None:
    """No list was printed yet."""
    page(p, LISTS, ListsPage)


EMPTY = (Shot("lists", none),)
