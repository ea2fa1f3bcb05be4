"""授权同意 in the book, and the list that a partner gets."""

from kyuanbook.actions import consents
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.lists import draft
from kyuanbook.actions.partners import add_partner
from kyuanbook.actions.sheets import Paper, print_list
from kyuanbook.book.queries import consents as kept
from kyuanbook.book.queries.consents import ConsentRow
from kyuanbook.language import say
from kyuanbook.rules.consents import ConsentEntry
from kyuanbook.rules.partners import PartnerForm
from tests.book.factories import customer, visit


def of(book: Book, who: int) -> list[ConsentRow]:
    with book.read() as sql:
        return kept.consents(sql, who)


def test_given_corrected_withdrawn_struck_out(book: Book) -> None:
    who = customer(book, "王敏")
    done = consents.record_consent(book, customer_id=who, entry=ConsentEntry(day="昨天", how="口头"))
    assert say(done.changed.label) == "记授权同意 王敏" and done.id is not None
    assert [(one.how, one.holds(book.today())) for one in of(book, who)] == [("口头", True)]
    consents.change_consent(book, consent_id=done.id, entry=ConsentEntry("photos", day="前天", how="签字"))
    assert of(book, who)[0].kind == "photos"
    consents.withdraw_consent(book, consent_id=done.id)
    assert of(book, who)[0].withdrawn_day == book.today() and not of(book, who)[0].holds(book.today())
    undo(book)
    assert of(book, who)[0].holds(book.today())
    consents.remove_consent(book, consent_id=done.id)
    assert of(book, who) == []


def test_a_list_for_a_partner_holds_only_who_agreed_and_says_how_many_were_left_out(book: Book) -> None:
    zhang = add_partner(book, form=PartnerForm("张记干洗")).id
    li = add_partner(book, form=PartnerForm("李姐花店")).id
    assert zhang is not None and li is not None
    anybody, only_li, nobody, messages = (customer(book, name) for name in ("甲", "乙", "丙", "丁"))
    for who in (anybody, only_li, nobody, messages):
        visit(book, who)
    consents.record_consent(book, customer_id=anybody, entry=ConsentEntry())
    consents.record_consent(book, customer_id=only_li, entry=ConsentEntry(partner_id=li))
    consents.record_consent(book, customer_id=messages, entry=ConsentEntry("messages"))
    drawn = draft(book, kind="all", partner_id=zhang)
    assert [row.name for row in drawn.rows] == ["甲"] and drawn.not_agreed == 3
    assert {row.name for row in draft(book, kind="all", partner_id=li).rows} == {"甲", "乙"}
    picked = draft(book, customer_ids=[nobody, anybody], partner_id=zhang)
    assert [row.name for row in picked.rows] == ["甲"] and picked.not_agreed == 1
    assert len(draft(book, kind="all").rows) == 4  # for the shop itself
    _, done = print_list(book, drawn=drawn, paper=Paper.A4)
    with book.read() as sql:
        assert sql.value("SELECT partner_id FROM call_list WHERE id = :id", id=done.id) == zhang
