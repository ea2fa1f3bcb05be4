"""今日 beside the calls: a week full of birthdays, their rest opened, a birthday in hand, low and narrow windows."""

from datetime import date

from PySide6.QtCore import Qt

from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.visits import record_visit
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, VisitEntry
from kyuanbook.ui.pages.today_side import Section, Side
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import TODAY
from tests.shots.shot import Shot

BORN = (("沈雪梅", 0, False), ("欧阳娜娜慕容雪", 0, True), ("王芳", 2, False), ("Anna Miao", 5, False))
CAME = (("石颖", 3), ("林玉兰", 3), ("吴振华", 4), ("折一鸣", 5))


def week(p: Photographer) -> Side:
    """A full week: birthdays today, one of somebody not to be called; new customers to thank."""
    today = p.book.today()
    for i, (name, after, mute) in enumerate(BORN):
        on = date.fromordinal(today + after)
        phones = [PhoneEntry(f"1390001{i:04}")]
        entry = CustomerEntry(name=name, phones=phones, birthday=f"{on.month}.{on.day}", do_not_contact=mute)
        add_customer(p.book, entry=entry)
    for i, (name, ago) in enumerate(CAME):
        entry = CustomerEntry(name=name, phones=[PhoneEntry(f"1370001{i:04}")])
        done = add_customer(p.book, entry=entry)
        assert done.id is not None
        day = date.fromordinal(today - ago).isoformat()
        record_visit(p.book, customer_id=done.id, entry=VisitEntry(amount="176", day=day, items="女士剪发、发膜护理、烫发"))
    p.turn_to(TODAY)
    return p.window.today.side


def shown(section: Section | None) -> Section:
    """A section with somebody in it."""
    assert section is not None
    return section


def full(p: Photographer) -> None:
    """As it opens."""
    week(p)


def rest(p: Photographer) -> None:
    """还有 N 位 of the birthdays, opened in place."""
    more = shown(week(p).birthdays).more
    assert more is not None
    more.click()


def in_hand(p: Photographer) -> None:
    """Come to by the keyboard."""
    shown(week(p).thanks).list.setFocus(Qt.FocusReason.TabFocusReason)


def low(p: Photographer) -> None:
    """The smallest window we draw for."""
    p.window.resize(1024, 700)
    week(p)


SHOTS = (
    Shot("today-week", full), Shot("today-week-rest", rest), Shot("today-week-in-hand", in_hand),
    Shot("today-week-1024", low),
)  # fmt: skip
