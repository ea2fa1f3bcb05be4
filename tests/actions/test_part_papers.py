"""签到表 and 对账单 as the shop prints them, read back."""

import re

import pytest

from kyuanbook.actions import events
from kyuanbook.actions.consents import record_consent
from kyuanbook.actions.done import Book
from kyuanbook.actions.part_papers import (
    ALL,
    LAST_MONTH,
    PERIODS,
    THIS_MONTH,
    THIS_YEAR,
    period_days,
    print_sign_in,
    print_statement,
    surname,
)
from kyuanbook.actions.partners import add_partner, pay_partner
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.consents import ConsentEntry
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.partners import PartnerForm, PaymentForm
from tests.book.factories import DAY, customer, visit
from tests.paper.reading import text_of


def words(pdf: bytes) -> str:
    return text_of(pdf).replace("\r\n", " ")


def test_the_sign_in_sheet_has_who_may_come_and_room_for_others(book: Book) -> None:
    set_up_shop(book, name="禾木理发", trade="hair")
    event = events.add_event(book, entry=EventEntry("护发沙龙", "明天", time="14:30", place="二楼")).id
    assert event is not None
    ids = [customer(book, "王敏", "13800005678"), customer(book, "李雷"), customer(book, "韩梅")]
    events.invite(book, event_id=event, customer_ids=ids)
    with book.read() as sql:
        declined = sql.value("SELECT id FROM event_guest WHERE customer_id = :id", id=ids[1])
    events.answer(book, guest_id=declined, state=GuestState.DECLINED)
    text = words(print_sign_in(book, event_id=event).pdf)
    for word in ("护发沙龙 签到表", "禾木理发", "14:30", "二楼", "王敏", "韩梅", "签名", "138****5678"):
        assert word in text, word
    assert "李雷" not in text and "13800005678" not in text  # it lies open on a table
    assert "10" in re.findall(r"\b\d+\b", text)  # two guests and eight empty rows
    with pytest.raises(NoSuchRow):
        print_sign_in(book, event_id=99)


def test_the_statement_adds_up_and_tells_no_more_than_was_agreed_to(book: Book) -> None:
    zhang = add_partner(book, form=PartnerForm("张记干洗", commission="all", amount="10")).id
    assert zhang is not None
    agreed, other = customer(book, "王敏", partner_id=zhang), customer(book, "李雷雷", partner_id=zhang)
    record_consent(book, customer_id=agreed, entry=ConsentEntry(partner_id=zhang))
    visit(book, agreed, "200")
    visit(book, other, "55")
    pay_partner(book, partner_id=zhang, form=PaymentForm("20", note="微信"))
    text = words(print_statement(book, partner_id=zhang).pdf)
    for word in (
        "张记干洗 对账单", "佣金，王敏，2026年3月4日到店", "佣金，李＊＊", "¥20.00", "¥5.50", "付出，微信", "每次消费的 10%",
        "到今天还应付 ¥5.50。", "没同意给资料的客人只印姓。",
    ):  # fmt: skip
        assert word in text, word
    assert "李雷雷" not in text and text.count("¥25.50") == 2  # the balance on the way, and the sum of what was due


def test_a_period_begins_with_what_was_carried_over(book: Book) -> None:
    zhang = add_partner(book, form=PartnerForm("张记干洗", commission="each", amount="15")).id
    assert zhang is not None
    visit(book, customer(book, "王敏", partner_id=zhang), "200")
    assert "上期结转" not in words(print_statement(book, partner_id=zhang, period=ALL).pdf)
    last = words(print_statement(book, partner_id=zhang, period=LAST_MONTH).pdf)
    assert "上期结转" in last and "2026年2月1日 到 2026年2月28日" in last and "王" not in last
    assert "到今天还应付 ¥15.00。" in last  # whatever the period
    this = words(print_statement(book, partner_id=zhang, period=THIS_MONTH).pdf)
    assert "佣金，王＊" in this and this.count("¥15.00") == 6


def test_periods_are_those_of_the_calendar() -> None:
    assert [period_days(period, DAY)[0] - DAY for period in PERIODS] == [1 - DAY, -3, -31, -62]
    assert period_days(LAST_MONTH, DAY)[1] == DAY - 4 and period_days(THIS_YEAR, DAY)[1] == DAY


def test_a_surname_tells_only_who_knows() -> None:
    assert (surname("王敏"), surname("李"), surname("")) == ("王＊", "李", "")
