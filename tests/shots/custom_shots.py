"""自定义项目: their part of the settings, the entries that ask for them, the card that shows them."""

from PySide6.QtCore import Qt

from kyuanbook.actions.custom import add_field, hide_field
from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries import custom
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, VisitEntry
from kyuanbook.ui.entry.custom_rows import CustomRows
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.settings.page import CUSTOM
from tests.shots.settings_shots import part
from tests.shots.shot import EMPTY as NOTHING
from tests.shots.shot import Shot, settle


def named(p: Photographer, words: dict[str, str]) -> dict[int, str]:
    """What is typed, by the code of the field."""
    with p.book.read() as sql:
        return {f.id: words[f.code] for f in custom.fields(sql) if f.code in words}


def write(rows: CustomRows, words: dict[str, str]) -> None:
    """Type into the fields, by their codes."""
    rows.fill({one.id: words.get(one.code or "", "") for one in rows.asked})


def listed(p: Photographer) -> None:
    """The list, one of the owner's own in it, one put away."""
    add_field(p.book, owner=Owner.CUSTOMER, kind=Kind.NUMBER, name="停车位", searchable=True)
    with p.book.read() as sql:
        hide_field(p.book, field_id=custom.fields(sql)[2].id, hidden=True)
    part(p, CUSTOM).custom.list.setFocus(Qt.FocusReason.TabFocusReason)


def choice_refused(p: Photographer) -> None:
    """A choice without words to choose from, called as another is."""
    section = part(p, CUSTOM).custom
    section.name.setText(section.rows[1].name)
    section.kind.choose(Kind.CHOICE.value)
    section.kind.chosen.emit(Kind.CHOICE.value)
    section.choices.setFocus()
    section.store()
    settle()


def changed(p: Photographer) -> None:
    """A choice being changed."""
    section = part(p, CUSTOM).custom
    section.edit(section.rows[1].id)


def offered(p: Photographer) -> None:
    """A shop that has written down nothing yet, of a trade that brings something."""
    set_shop(p.book, trade="car_repair")
    with p.book.write("set_shop") as unit:
        from kyuanbook.book.tables import CustomField

        unit.delete_many(CustomField, [f.id for f in custom.fields(unit.sql)])
    part(p, CUSTOM)


def none(p: Photographer) -> None:
    """Nothing brought, nothing added."""
    part(p, CUSTOM)


def visit_of(p: Photographer, trade: str, now: dict[str, str], last: dict[str, str], items: str) -> VisitPanel:
    """记到店 of somebody who came once with ``last``."""
    set_shop(p.book, trade=trade)
    who = add_customer(p.book, entry=CustomerEntry(name="林小满", phones=[PhoneEntry("13900001234")])).id
    assert who is not None
    entry = VisitEntry(amount="288", day="11.2", items=items, custom=named(p, last))
    record_visit(p.book, customer_id=who, entry=entry)
    p.works.panels.record_visit(who)
    panel = p.works.panels.visit
    write(panel.custom, now)
    panel.amount.setText("288" if now else "")
    settle(5)
    return panel


def formula(p: Photographer) -> None:
    """染烫配方 beside the last one; nothing typed yet."""
    visit_of(p, "hair", {}, {"hair_formula": "6/43 30g + 7/1 20g，双氧 6% 1:1，停 35 分钟"}, "染发")


def as_last_time(p: Photographer) -> None:
    """… 照上次."""
    visit_of(p, "hair", {}, {"hair_formula": "6/43 30g + 7/1 20g，双氧 6% 1:1，停 35 分钟"}, "染发").as_last_time()


LENSES = {
    "right_sphere": "-2.50", "right_cylinder": "-0.75", "right_axis": "175", "left_sphere": "-3.00", "left_cylinder": "-1.00",
    "left_axis": "10", "pupils": "63", "frame": "暴龙 1.60 防蓝光",
}  # fmt: skip


def lenses(p: Photographer) -> None:
    """Both eyes, one of the numbers none."""
    now = LENSES | {"right_sphere": "-2.75", "left_axis": "十"}
    panel = visit_of(p, "glasses", now, LENSES, "配镜")
    panel.submit()
    settle(5)


def pet(p: Photographer) -> None:
    """A new customer of a pet shop: the pet at once, the rest under 更多."""
    set_shop(p.book, trade="pets")
    p.window.new_customer()
    inside = p.works.panels.customer.inside
    inside.name.setText("林小满")
    write(inside.searched, {"pet": "豆豆、球球"})


def pet_more(p: Photographer) -> None:
    """… with 更多 unfolded, a day read back."""
    pet(p)
    panel = p.works.panels.customer
    panel.show_more(True)
    write(panel.inside.custom, {"breed": "柯基", "vaccine_until": "3.5"})
    settle(5)


def card(p: Photographer) -> None:
    """The card of a car's owner."""
    set_shop(p.book, trade="car_repair")
    words = {"plate": "粤B12345", "car": "朗逸 2019", "insurance_until": "2027.3.5"}
    entry = CustomerEntry(name="林小满", phones=[PhoneEntry("13900001234")], custom=named(p, words))
    who = add_customer(p.book, entry=entry).id
    assert who is not None
    for day, mileage in (("3.2", "76000"), ("9.8", "85000")):
        visit = VisitEntry(amount="880", day=day, items="保养", note="刹车片还能用半年", custom=named(p, {"mileage": mileage}))
        record_visit(p.book, customer_id=who, entry=visit)
    p.window.nav.go_to_card(who)


SHOTS = (
    Shot("settings-custom", listed), Shot("settings-custom-error", choice_refused), Shot("settings-custom-change", changed),
    Shot("visit-custom", formula), Shot("visit-custom-again", as_last_time), Shot("visit-custom-lenses", lenses),
    Shot("new-custom", pet), Shot("new-custom-more", pet_more), Shot("card-custom", card),
    Shot("settings-custom-offered", offered, NOTHING), Shot("settings-custom-none", none, NOTHING),
)  # fmt: skip
