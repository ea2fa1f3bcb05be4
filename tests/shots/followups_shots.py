"""回访: the page in its looks, an outcome being written down, one refused, a day full of birthdays; 安排回访."""

from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt

from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.followups import dismiss, hand_over, plan
from kyuanbook.actions.shop import add_staff
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries.due import DueItem, due
from kyuanbook.book.queries.shop import staff
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.touches import Outcome
from kyuanbook.rules.words import Refused
from kyuanbook.ui.followups.chosen import DONE, LATE, WEEK
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import FOLLOW_UPS
from tests.shots.page_shots import called, page
from tests.shots.shot import HARD, Shot, on


def items(p: Photographer) -> list[DueItem]:
    """Who is due."""
    with p.book.read() as sql:
        return due(sql, p.book.rhythms, p.book.today())


def followups(p: Photographer) -> FollowUpsPage:
    """A full page: every reason the sample has, a few born this week, some shared out among the staff."""
    today = p.book.today()
    for i, (name, after) in enumerate((("孙丽华", 0), ("沈雪梅", 1), ("石颖", 3), *((f"生日{i}", 9) for i in range(22)))):
        on = date.fromordinal(today + after)
        entry = CustomerEntry(name=name, phones=[PhoneEntry(f"1390002{i:04}")], birthday=f"{on.month}.{on.day}")
        add_customer(p.book, entry=entry)
    new = add_customer(p.book, entry=CustomerEntry(name="冼美玲", phones=[PhoneEntry("13300000917")]))
    assert new.id is not None
    day = date.fromordinal(today - 3).isoformat()
    record_visit(p.book, customer_id=new.id, entry=VisitEntry(amount="68", day=day, items="剪发"))
    plan(p.book, customer_id=new.id, day="明天", note="问问新发型打理得顺不顺手")
    with p.book.read() as sql:
        people = staff(sql) or []
    if not people:
        add_staff(p.book, name="小雅")
        add_staff(p.book, name="阿杰")
        with p.book.read() as sql:
            people = staff(sql)
    for place, item in enumerate(items(p)[:8]):
        one = people[place % len(people)].id
        with suppress(Refused):  # posed before, or promised to them, it is theirs already
            hand_over(p.book, item=item, staff_id=one)
    shown = page(p, FOLLOW_UPS, FollowUpsPage)
    shown.list.setFocus(Qt.FocusReason.TabFocusReason)
    return shown


def full(p: Photographer) -> None:
    """As it opens, the second in hand."""
    shown = followups(p)
    shown.list.go_to(shown.rows[1].customer_id)


def promised(p: Photographer) -> None:
    """约好再来, refused without a day."""
    shown = followups(p)
    shown.answering.begin(Outcome.PROMISED.value)
    shown.person.form.note.setText("想剪短，问能不能带孩子一起")
    shown.answering.submit()


def refused(p: Photographer) -> None:
    """拒绝, with the reason to choose."""
    followups(p).answering.begin(Outcome.REFUSED.value)


def scored(p: Photographer) -> None:
    """A new customer is thanked, and says how it was."""
    shown = followups(p)
    row = next((row for row in shown.rows if row.item.kind is Kind.THANK), shown.rows[0])  # type: ignore[union-attr]
    shown.list.go_to(row.customer_id)
    shown.answering.begin(Outcome.REACHED.value)
    shown.person.form.score.choose("5")


def postponed(p: Photographer) -> None:
    """推迟到, being typed."""
    shown = followups(p)
    shown.answering.begin("postpone")
    shown.person.form.day.setText("周六")


def left(p: Photographer) -> None:
    """不再联系, chosen; nothing else is asked."""
    followups(p).answering.begin(Outcome.DO_NOT_CONTACT.value)


def answered(p: Photographer) -> None:
    """Written down: the notice, the next in hand."""
    shown = followups(p)
    shown.answering.begin(Outcome.NO_ANSWER.value)
    shown.answering.submit()


def week(p: Photographer) -> None:
    """这周, under its days."""
    shown = followups(p)
    shown.views.choose(WEEK)
    shown._show_again()


def ahead(p: Photographer) -> None:
    """A day to come: who will be due, to be read only."""
    shown = followups(p)
    load = max((cell.load for cell in shown.strip.cells[1:]), key=lambda one: one.many)
    shown.strip.choose(load.day)
    shown._day_chosen(load.day)


def late(p: Photographer) -> None:
    """逾期: nobody, or those who are."""
    shown = followups(p)
    shown.views.choose(LATE)
    shown._show_again()


def done(p: Photographer) -> None:
    """办过的, with what can be listed again."""
    shown = followups(p)
    for note in ("出国了，过年回来", ""):
        dismiss(p.book, item=items(p)[0], note=note)
    shown.answering.begin(Outcome.REACHED.value)
    shown.person.form.note.setText("说月底来")
    shown.answering.submit()
    shown.views.choose(DONE)
    shown._show_again()
    p.window.frame.notice.close_notice()




def on_today(p: Photographer) -> None:
    """今日, with the line about what else is due."""
    followups(p)
    p.turn_to("today")


def planned(p: Photographer) -> None:
    """安排回访, refused without a day."""
    customer = called(p)
    p.works.panels.plan(customer)
    p.works.panels.plans.note.setText("问问新换的药膏用得怎么样")
    p.works.panels.plans.submit()


SHOTS = (
    Shot("followups", full), Shot("followups-promised", promised), Shot("followups-refused", refused),
    Shot("followups-scored", scored), Shot("followups-postpone", postponed), Shot("followups-left", left),
    Shot("followups-answered", answered), Shot("followups-week", week), Shot("followups-ahead", ahead),
    Shot("followups-late", late), Shot("followups-done", done), Shot("followups-today", on_today),
    Shot("followups-plan", planned), Shot("followups", on(FOLLOW_UPS), HARD),
)  # fmt: skip
EMPTY = (Shot("followups", on(FOLLOW_UPS)),)
