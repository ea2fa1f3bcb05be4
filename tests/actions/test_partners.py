"""合作伙伴 in the book: their account follows the visits of those they sent, in the same step."""

import pytest

from kyuanbook.actions import partners as acts
from kyuanbook.actions.customers import change_customer, delete_customer, restore_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.visits import change_visit, delete_visit, restore_visit
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import partners
from kyuanbook.book.queries.partners import AccountLine
from kyuanbook.language import say
from kyuanbook.rules.entries import ContactEntry, VisitEntry
from kyuanbook.rules.partners import PartnerForm, PaymentForm
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry import as_typed
from tests.book.factories import Clock, customer, visit


def partner(book: Book, name: str = "张记干洗", commission: str = "all", amount: str = "10", days: str = "") -> int:
    done = acts.add_partner(book, form=PartnerForm(name, commission=commission, amount=amount, days=days))
    assert done.id is not None
    return done.id


def account(book: Book, who: int) -> list[AccountLine]:
    with book.read() as sql:
        return partners.account(sql, who)


def owed(book: Book, who: int) -> int:
    with book.read() as sql:
        return partners.owed(sql, who)


def test_a_visit_of_whom_they_sent_is_owed_for_at_once(book: Book) -> None:
    zhang = partner(book)
    who, other = customer(book, "王敏", partner_id=zhang), customer(book, "李雷")
    visit(book, who, "200")
    visit(book, other, "500")
    assert [(one.kind, one.cents, one.customer) for one in account(book, zhang)] == [("owed", 20_00, "王敏")]
    with book.read() as sql:
        row = partners.partners(sql)[0]
        assert (row.brought, row.given, row.owed_cents) == (1, 0, 20_00)
        assert [(one.name, one.visits, one.cents) for one in partners.brought(sql, zhang, book.today())] == [("王敏", 1, 200_00)]


def test_a_visit_corrected_struck_out_and_taken_back_counters_its_commission(book: Book) -> None:
    zhang = partner(book)
    who = customer(book, "王敏", partner_id=zhang)
    seen = visit(book, who, "200")
    change_visit(book, visit_id=seen, entry=VisitEntry(amount="300"))
    assert [(one.kind, one.cents) for one in account(book, zhang)] == [("owed", 20_00), ("counter", -20_00), ("owed", 30_00)]
    before = account(book, zhang)
    delete_visit(book, visit_id=seen)
    assert owed(book, zhang) == 0
    restore_visit(book, visit_id=seen)
    assert owed(book, zhang) == 30_00
    lines = account(book, zhang)
    assert [one._replace(countered=False) for one in lines[:3]] == [one._replace(countered=False) for one in before]
    assert [one.countered for one in lines] == [True, False, True, False, False]


def test_undo_takes_the_line_with_the_visit_and_redo_brings_both(book: Book) -> None:
    zhang = partner(book)
    who = customer(book, "王敏", partner_id=zhang)
    visit(book, who, "200")
    undo(book)
    assert account(book, zhang) == []
    redo(book)
    assert owed(book, zhang) == 20_00


def test_a_customer_in_the_bin_is_owed_nothing_for(book: Book) -> None:
    zhang = partner(book)
    who = customer(book, "王敏", partner_id=zhang)
    visit(book, who, "200")
    delete_customer(book, customer_id=who)
    assert owed(book, zhang) == 0
    restore_customer(book, customer_id=who)
    assert owed(book, zhang) == 20_00


def test_another_partner_named_afterwards_is_owed_instead(book: Book) -> None:
    zhang, li = partner(book), partner(book, "李姐花店", "each", "15")
    who = customer(book, "王敏", partner_id=zhang)
    visit(book, who, "200")
    with book.read() as sql:
        card = cards.card(sql, book.rhythms, who, book.today())
    assert card is not None and card.partner_id == zhang
    entry = as_typed.customer(card, book.today())
    change_customer(book, customer_id=who, entry=entry)
    assert owed(book, zhang) == 20_00  # nothing was changed by saving it again
    from dataclasses import replace

    change_customer(book, customer_id=who, entry=replace(entry, partner_id=li))
    assert (owed(book, zhang), owed(book, li)) == (0, 15_00)


def test_another_rule_holds_from_today(book: Book, clock: Clock) -> None:
    zhang = partner(book)
    who = customer(book, "王敏", partner_id=zhang)
    visit(book, who, "200", ago=3)
    acts.change_partner(book, partner_id=zhang, form=PartnerForm("张记干洗", commission="all", amount="50"))
    assert owed(book, zhang) == 20_00
    visit(book, who, "100")
    assert owed(book, zhang) == 70_00
    old = visit(book, who, "100", ago=5)
    assert owed(book, zhang) == 80_00  # by the terms of that time
    delete_visit(book, visit_id=old)
    assert owed(book, zhang) == 70_00
    clock.day += 1
    acts.change_partner(book, partner_id=zhang, form=PartnerForm("张记", commission="all", amount="50"))
    with book.read() as sql:
        seen = partners.partner(sql, zhang)
    assert seen is not None and seen.since == book.today() - 1  # only another name


def test_paid_too_much_is_asked_and_a_payment_is_countered_not_erased(book: Book) -> None:
    zhang = partner(book)
    visit(book, customer(book, "王敏", partner_id=zhang), "200")
    with pytest.raises(Refused) as refused:
        acts.pay_partner(book, partner_id=zhang, form=PaymentForm("25"))
    assert refused.value.only_asks and owed(book, zhang) == 20_00
    done = acts.pay_partner(book, partner_id=zhang, form=PaymentForm("25"), accepted={"amount:payment_over"})
    assert say(done.changed.label) == "记付款给“张记干洗”" and owed(book, zhang) == -5_00
    assert done.id is not None
    acts.counter_payment(book, entry_id=done.id)
    assert owed(book, zhang) == 20_00 and [one.kind for one in account(book, zhang)] == ["owed", "paid", "counter"]
    with pytest.raises(Refused, match="countered_already"):
        acts.counter_payment(book, entry_id=done.id)
    with pytest.raises(Refused, match="counter_by_visit"):
        acts.counter_payment(book, entry_id=account(book, zhang)[0].id)


def test_a_partner_with_an_open_account_is_not_deleted_but_put_away(book: Book) -> None:
    zhang = partner(book)
    who = customer(book, "王敏", partner_id=zhang)
    visit(book, who, "200")
    with pytest.raises(Refused) as refused:
        acts.delete_partner(book, partner_id=zhang)
    assert say(refused.value.problems[0].message) == "还欠张记干洗 ¥20.00，账没结清不能删；不再合作就停用它"
    acts.pay_partner(book, partner_id=zhang, form=PaymentForm("20"))
    with pytest.raises(Refused, match="partner_used"):
        acts.delete_partner(book, partner_id=zhang)
    acts.hide_partner(book, partner_id=zhang, hidden=True)
    with book.read() as sql:
        assert partners.partners(sql) == [] and len(partners.partners(sql, hidden=True)) == 1


def test_one_of_whom_nothing_hangs_is_deleted_with_its_people(book: Book) -> None:
    form = PartnerForm("张记干洗", people=(ContactEntry("张师傅", "13900000001", "老板"),))
    zhang = acts.add_partner(book, form=form).id
    assert zhang is not None
    with book.read() as sql:
        seen = partners.partner(sql, zhang)
    assert seen is not None and seen.people == form.people
    acts.delete_partner(book, partner_id=zhang)
    with book.read() as sql:
        assert partners.partner(sql, zhang) is None and sql.value("SELECT count(*) FROM partner_person") == 0
    undo(book)
    with book.read() as sql:
        assert partners.partner(sql, zhang) == seen


def test_the_same_name_twice_is_refused(book: Book) -> None:
    partner(book)
    with pytest.raises(Refused, match="partner_taken"):
        partner(book)


def test_sent_to_them_and_taken_back(book: Book) -> None:
    zhang = partner(book)
    who = customer(book, "王敏")
    done = acts.send_to_partner(book, customer_id=who, partner_id=zhang, note="洗大衣")
    assert say(done.changed.label) == "送去 张记干洗：王敏" and done.id is not None
    with book.read() as sql:
        assert [(one.partner, one.note) for one in partners.sent_of(sql, who)] == [("张记干洗", "洗大衣")]
        assert [one.name for one in partners.sent_to(sql, zhang)] == ["王敏"]
        likely = partners.likely_partner(sql)
        assert likely is not None and likely.name == "张记干洗"
    acts.unsend(book, sent_id=done.id)
    with book.read() as sql:
        assert partners.sent_of(sql, who) == [] and partners.partners(sql)[0].given == 0
    undo(book)
    delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert partners.sent_to(sql, zhang) == [] and partners.partners(sql)[0].given == 0
