"""The entry panels: as they open, filled, refused, put by and taken up again, with their lists open."""

from PySide6.QtCore import Qt

from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries import card as cards
from kyuanbook.rules.entries import CustomerEntry, VisitEntry
from kyuanbook.ui.entry.customer_panel import CustomerPanel
from kyuanbook.ui.entry.sources import by_customer
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.pictures import Photographer
from tests.shots.page_shots import called, picked
from tests.shots.shot import Shot, settle


def visit(p: Photographer) -> VisitPanel:
    """記到店 of the first to be called."""
    called(p)
    p.window.record_visit()
    return p.works.panels.visit


def filled_visit(p: Photographer) -> None:
    """All that can be said of a visit, with its sum and day read back."""
    panel = visit(p)
    panel.amount.setText("35+20*2")
    panel.items.setText("染发，女士剪发×2，头皮护理")
    panel.day.setText("周六")
    panel.time.setText("14:30")
    panel.note.setText("换了新的染膏")


def refused_visit(p: Photographer) -> None:
    """A day that has not come, no amount, and the notice of the visit before."""
    done = record_visit(p.book, customer_id=called(p), entry=VisitEntry(amount="68"))
    panel = visit(p)
    panel.amount.setText("68+")
    panel.day.setText("明天")
    panel.time.setText("25:00")
    panel.submit()
    p.window.acts.tell(done)


def tied_to_nobody(p: Photographer) -> None:
    """The referrer, and nobody fits what is typed."""
    panel = new_customer(p)
    panel.inside.channel.choose(by_customer(p.book))
    panel.inside._channel_picked(panel.inside.channel.choice())
    panel.inside.referrer.setFocus()
    panel.inside.referrer.setText("尉迟恭")
    panel.inside.referrer.offer("尉迟恭")


def visit_of_whom(p: Photographer) -> None:
    """F3 with nobody in hand: the search for the customer is open."""
    called(p)
    panel = p.works.panels.visit
    p.works.panels.record_visit(None)
    panel.customer.setFocus()
    panel.customer.setText("w")
    panel.customer.offer("w")


def visit_items(p: Photographer) -> None:
    """What was done, offered while it is typed."""
    panel = visit(p)
    panel.items.setFocus()
    panel.items.offer("")


def visit_staff(p: Photographer) -> None:
    """The list of staff."""
    visit(p).staff.showPopup()


def put_by_visit(p: Photographer) -> None:
    """A visit left half written and taken up again."""
    panel = visit(p)
    panel.amount.setText("128")
    panel.note.setText("说下周带女儿来")
    p.window.frame.close_panel()
    settle()
    p.window.record_visit()


def corrected_visit(p: Photographer) -> None:
    """A visit of before, corrected."""
    called(p)
    today = p.window.today.shown
    assert today is not None
    p.works.panels.change_visit(today.visits[0].visit_id)


def new_customer(p: Photographer) -> CustomerPanel:
    """新客户, nothing typed."""
    called(p)
    p.window.new_customer()
    return p.works.panels.customer


def likely(p: Photographer) -> None:
    """A new customer whose name somebody bears."""
    panel = new_customer(p)
    panel.inside.name.setText("王小明")
    panel.ask_likely()


def refused_customer(p: Photographer) -> None:
    """A number too short, a source that is none, no name."""
    panel = new_customer(p)
    panel.inside.phones.rows[0].number.setText("1380013")
    panel.inside.channel.setText("电梯广告")
    panel.inside.channel.close_list()
    panel.submit()


def refused_more(p: Photographer) -> None:
    """Everything under 更多, most of it refused."""
    panel = new_customer(p)
    inside = panel.inside
    panel.show_more(True)
    inside.name.setText("林小满")
    inside.birthday.setText("2月30日")
    inside.email.setText("xiaoman@")
    inside.referrer.setText("谁也不是")
    inside.referrer.close_list()
    inside.opening.tick.setChecked(True)
    inside.opening.lines["visits"].setText("很多")
    inside.opening.lines["first"].setText("后天")
    panel.submit()
    settle(5)


def source_list(p: Photographer) -> None:
    """The sources offered."""
    panel = new_customer(p)
    panel.inside.name.setText("林小满")
    panel.inside.channel.setFocus()
    panel.inside.channel.offer("")


def more(p: Photographer, *, down: float = 0.0) -> CustomerPanel:
    """更多 unfolded, scrolled down by a share."""
    panel = new_customer(p)
    panel.inside.name.setText("林小满")
    panel.show_more(True)
    settle(5)
    bar = panel.scroller.verticalScrollBar()
    bar.setValue(round(bar.maximum() * down))
    return panel


def firm(p: Photographer) -> None:
    """A firm, with those to speak to."""
    panel = more(p)
    panel.inside.kind.choose("firm")
    panel.show_more(True)
    panel.inside.contacts.add_another()
    panel.inside.contacts.rows[0].lines[0].setText("欧阳明日")
    settle(5)
    panel.scroller.ensureWidgetVisible(panel.inside.contacts)


def lunar(p: Photographer) -> None:
    """A lunar birthday, read back with its solar day."""
    panel = more(p)
    panel.inside.birthday.setText("农历八月初三")
    panel.inside.birthday.setFocus()


def leap_month(p: Photographer) -> None:
    """A birthday that many years lack: how it is kept is asked."""
    panel = more(p)
    panel.inside.birthday.setText("闰六月三十")
    settle(5)
    panel.inside.birth_rule.setFocus()
    panel.scroller.ensureWidgetVisible(panel.inside.birth_rule)


def opening(p: Photographer) -> None:
    """期初 of a regular from before the book."""
    panel = more(p)
    panel.inside.opening.tick.setChecked(True)
    settle(5)
    bar = panel.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())


def put_by_customer(p: Photographer) -> None:
    """A new customer left half written and taken up again."""
    panel = new_customer(p)
    panel.inside.name.setText("林小满")
    p.window.frame.close_panel()
    settle()
    p.window.new_customer()


def change(p: Photographer) -> CustomerPanel:
    """A customer corrected."""
    called(p)
    p.window.edit_customer()
    return p.works.panels.customer


def corrected(p: Photographer) -> None:
    """… as it opens."""
    change(p)


def stale(p: Photographer) -> None:
    """… while somebody corrects them elsewhere."""
    customer = called(p)
    panel = change(p)
    with p.book.read() as sql:
        card = cards.card(sql, p.book.rhythms, customer, p.book.today())
    assert card is not None
    entry = CustomerEntry(name=card.name, note="从别处改的", referrer_id=card.referrer.id if card.referrer else None)
    change_customer(p.book, customer_id=customer, entry=entry, seen=None)
    panel.inside.name.setText(card.name + "儿")
    panel.submit()


def tagging(p: Photographer) -> None:
    """A tag for the picked, those there are offered."""
    picked(p)
    p.window.tag_picked()
    settle()
    p.works.panels.tags.tag.setFocus(Qt.FocusReason.OtherFocusReason)
    p.works.panels.tags.tag.offer("")


def no_tag(p: Photographer) -> None:
    """No tag typed."""
    picked(p)
    p.window.tag_picked()
    p.works.panels.tags.submit()


def pinning(p: Photographer) -> None:
    """手工标注."""
    p.works.panels.pin(called(p))


SHOTS = (
    Shot("visit", lambda p: (visit(p), None)[1]), Shot("visit-filled", filled_visit), Shot("visit-error", refused_visit),
    Shot("visit-whom", visit_of_whom), Shot("visit-items", visit_items), Shot("visit-staff", visit_staff),
    Shot("visit-draft", put_by_visit), Shot("visit-change", corrected_visit),
    Shot("new", lambda p: (new_customer(p), None)[1]), Shot("new-likely", likely), Shot("new-error", refused_customer),
    Shot("new-more", lambda p: (more(p), None)[1]), Shot("new-more-below", lambda p: (more(p, down=0.5), None)[1]),
    Shot("new-more-error", refused_more), Shot("new-source", source_list),
    Shot("new-nobody", tied_to_nobody), Shot("new-firm", firm), Shot("new-lunar", lunar),
    Shot("new-leap", leap_month),
    Shot("new-opening", opening), Shot("new-draft", put_by_customer),
    Shot("change", corrected), Shot("change-stale", stale), Shot("tag", tagging), Shot("tag-error", no_tag), Shot("pin", pinning),
)  # fmt: skip
