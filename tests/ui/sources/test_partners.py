"""合作伙伴 in the real window, by keyboard: entered, paid, their account, whom we sent; consent and one key on the card; the
list that they get."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kyuanbook.actions import partners as acts
from kyuanbook.actions.consents import record_consent
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import consents, partners
from kyuanbook.book.queries.shop import channels
from kyuanbook.rules.campaign_entries import CampaignEntry
from kyuanbook.rules.consents import ConsentEntry
from kyuanbook.rules.partners import PartnerForm
from kyuanbook.ui.entry.finding import channel_option
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.printing.print_flow import open_list
from kyuanbook.ui.printing.print_page import PrintPage, Wanted
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.paper_page import PaperPage
from kyuanbook.ui.sources.partners_section import PartnersSection
from kyuanbook.ui.sources.sections import PARTNERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit

Press = Callable[..., None]
Key = Qt.Key


def keys(window: MainWindow, sequence: str) -> None:
    QTest.keySequence(held(), QKeySequence(sequence))


def part(window: MainWindow) -> PartnersSection:
    window.nav.go(SOURCES)
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(PARTNERS)
    page.take_focus()
    section = page.section()
    assert isinstance(section, PartnersSection)
    return section


def partner(book: Book, name: str = "张记干洗") -> int:
    done = acts.add_partner(book, form=PartnerForm(name, commission="all", amount="10", phone="13800002468"))
    assert done.id is not None
    return done.id


def owed(book: Book, who: int) -> int:
    with book.read() as sql:
        return partners.owed(sql, who)


def card_of(window: MainWindow, who: int) -> CardPage:
    window.nav.go_to_card(who)
    page = window.nav.page(CARD)
    assert isinstance(page, CardPage)
    return page


@pytest.fixture
def zhang(shop: Book) -> int:
    """A partner who sent 王敏, who came once for 200."""
    made = partner(shop)
    visit(shop, customer(shop, "王敏", "13911112222", partner_id=made), "200")
    return made


def test_entered_by_keyboard_and_too_much_is_refused(window: MainWindow, book: Book, press: Press) -> None:
    section = part(window)
    assert section.nothing.isVisible() and section.first() is section.new
    keys(window, "Ctrl+N")
    panel = window.start().panels.part.partner
    assert window.frame.panel() is panel and held() is panel.name
    commit(panel.name, "张记干洗")
    panel.commission.choose("first")
    panel._show_rule()
    panel.amount.setFocus()
    QTest.keyClicks(panel.amount, "120")
    press(Key.Key_Return)
    assert "佣金不能超过消费的 100%" in panel.amount.accessibleDescription() and panel.name.text() == "张记干洗"
    panel.amount.selectAll()
    QTest.keyClicks(panel.amount, "12")
    press(Key.Key_Return)
    assert window.frame.panel() is None and [one.name for one in section.rows] == ["张记干洗"]
    assert ("佣金", "首次消费的 12%") in [(f.name, f.value) for f in section.facts._facts]


def test_what_was_typed_is_still_there_after_esc(window: MainWindow, book: Book, press: Press) -> None:
    part(window)
    keys(window, "Ctrl+N")
    panel = window.start().panels.part.partner
    commit(panel.name, "半夏花店")
    press(Key.Key_Escape)
    assert window.frame.panel() is None
    assert window.start().panels.unsaved_words() == ["合作伙伴“半夏花店”"]
    keys(window, "Ctrl+N")
    assert panel.name.text() == "半夏花店" and panel.draft_line.isVisible()


def test_the_account_is_seen_paid_and_countered(window: MainWindow, book: Book, zhang: int, press: Press) -> None:
    section = part(window)
    assert "欠 ¥20.00" in listed(section.list)[0] and "共欠 ¥20.00" in section.list_head.note.text()
    assert "佣金，王敏" in listed(section.account)[0] and "+¥20.00" in listed(section.account)[0]
    keys(window, "Ctrl+M")
    panel = window.start().panels.part.pay
    assert window.frame.panel() is panel and panel.amount.text() == "20"
    panel.amount.selectAll()
    QTest.keyClicks(panel.amount, "30")
    press(Key.Key_Return)
    field = panel.form.fields["amount"]
    assert "只欠 ¥20.00" in panel.amount.accessibleDescription() and field.complaint.keep.isVisible()
    field.complaint.keep.click()
    assert owed(book, zhang) == -10_00 and section.head.note.text() == "多付了 ¥10.00"
    section.account.setFocus()
    section.account.setCurrentIndex(section.account.rows.index(0))
    press(Key.Key_Delete)
    assert owed(book, zhang) == 20_00 and len(listed(section.account)) == 3
    section.account.setCurrentIndex(section.account.rows.index(2))
    press(Key.Key_Delete)
    assert "佣金跟着到店走" in window.frame.notice.text() and owed(book, zhang) == 20_00


def test_one_with_an_open_account_is_not_deleted(window: MainWindow, book: Book, zhang: int, press: Press) -> None:
    section = part(window)
    keys(window, "Shift+Del")
    assert window.frame.notice.text() == "还欠张记干洗 ¥20.00，账没结清不能删；不再合作就停用它" and len(section.rows) == 1
    press(Key.Key_Delete)
    assert section.rows[0].hidden and section.away.words() == "重新启用"


def test_in_private_no_amount_is_told(window: MainWindow, zhang: int) -> None:
    section = part(window)
    privacy.turn(True)
    words = [*listed(section.list), *listed(section.account), section.head.note.text(), section.facts.accessibleName()]
    privacy.turn(False)
    assert not any(told in one for one in words for told in ("20.00", "¥20", "2468")), words


def test_the_statement_is_looked_at_for_any_period(window: MainWindow, zhang: int) -> None:
    part(window)
    keys(window, "Ctrl+O")
    page = window.frame.page()
    assert isinstance(page, PaperPage) and page.title.words.text() == "张记干洗 对账单" and page.topic == "sources-partners"
    assert page.preview.page_count() == 1 and page.choices.isVisible()
    before = page.job
    page.choices.choose("last")
    page.draw()
    assert page.job is before and page.preview.page_count() == 1


def test_those_they_sent_are_a_key_away(window: MainWindow, zhang: int) -> None:
    section = part(window)
    assert "王敏" in listed(section.brought)[0] and "¥200" in listed(section.brought)[0]
    keys(window, "Ctrl+I")
    assert window.frame.shown() == CUSTOMERS


def test_one_key_on_the_card_sends_and_is_taken_back(window: MainWindow, book: Book, zhang: int, press: Press) -> None:
    who = customer(book, "李雷")
    page = card_of(window, who)
    keys(window, "Ctrl+K")
    assert "送去 张记干洗：李雷" in window.frame.notice.text()
    keys(window, "Ctrl+K")
    assert window.frame.notice.text() == "今天已经送李雷去过张记干洗，不用再记" and len(page.known.partners.sent.rows.rows) == 1
    assert "送去 张记干洗" in listed(page.known.partners.sent)[0]
    window.acts.undo()
    assert listed(page.known.partners.sent) == []
    partner(book, "半夏花店")
    page.refresh()
    keys(window, "Ctrl+Shift+K")
    panel = window.start().panels.part.sent
    assert window.frame.panel() is panel
    panel.partner.choose("2")
    panel.submit()
    with book.read() as sql:
        assert [one.partner for one in partners.sent_of(sql, who)] == ["半夏花店"]
    assert page.known.partners.send.words() == "送去 半夏花店"  # whoever was sent somebody last
    page.known.partners.sent.setFocus()
    press(Key.Key_Delete)
    with book.read() as sql:
        assert partners.sent_of(sql, who) == []


def test_sent_there_is_undone_from_their_own_page_too(window: MainWindow, book: Book, zhang: int, press: Press) -> None:
    acts.send_to_partner(book, customer_id=customer(book, "李雷"), partner_id=zhang)
    section = part(window)
    section.sent.setFocus()
    press(Key.Key_Delete)
    assert not section.sent.isVisible() and section.sent_none.isVisible()


def test_consent_is_noted_withdrawn_and_removed_on_the_card(window: MainWindow, book: Book, zhang: int, press: Press) -> None:
    who = customer(book, "李雷")
    page = card_of(window, who)
    keys(window, "Ctrl+U")
    panel = window.start().panels.part.consent
    assert window.frame.panel() is panel and not panel.withdrawn.isVisible()
    panel.partner.choose(str(zhang))
    panel.how.setFocus()
    commit(panel.how, "口头")
    press(Key.Key_Return)
    rows = page.known.consents.list
    assert "资料可以给张记干洗" in listed(rows)[0] and "口头" in listed(rows)[0]
    rows.setFocus()
    keys(window, "Ctrl+Shift+U")
    assert "撤回" in listed(rows)[0]
    window.acts.undo()
    rows.setFocus()
    press(Key.Key_Return)
    assert panel.consent_id is not None and panel.withdrawn.isVisible() and panel.how.text() == "口头"
    panel.withdrawn.setFocus()
    commit(panel.withdrawn, "前天")
    press(Key.Key_Return)
    assert "撤回的日子在同意之前" in panel.withdrawn.accessibleDescription()
    press(Key.Key_Escape)
    rows.setFocus()
    press(Key.Key_Delete)
    with book.read() as sql:
        assert consents.consents(sql, who) == []


def test_who_sent_a_new_customer_is_asked_beside_a_partners_source(window: MainWindow, book: Book, zhang: int) -> None:
    with book.read() as sql:
        ids = {one.code: one for one in channels(sql)}
    panel = window.start().panels.customer
    window.new_customer()
    sender = panel.inside.sender
    commit(panel.inside.name, "赵云")
    assert not sender.isVisible()
    panel.inside.channel.choose(channel_option(ids["flyer"]))
    panel.inside.channel.picked.emit(str(ids["flyer"].id))
    assert not sender.isVisible()
    panel.inside.channel.choose(channel_option(ids["alliance"]))
    panel.inside.channel.picked.emit(str(ids["alliance"].id))
    assert sender.isVisible() and [sender.combo.itemText(i) for i in range(sender.combo.count())] == ["不填", "张记干洗"]
    sender.combo.choose(str(zhang))
    panel.submit()
    with book.read() as sql:
        assert [one.name for one in partners.brought(sql, zhang, book.today())] == ["王敏", "赵云"]
        who = next(one.customer_id for one in partners.brought(sql, zhang, book.today()) if one.name == "赵云")
    assert ("谁带来的", "张记干洗") in [(f.name, f.value) for f in card_of(window, who).known.partners.facts._facts]
    visit(book, who, "100")
    assert owed(book, zhang) == 30_00


def test_a_list_for_a_partner_says_how_many_were_left_out(window: MainWindow, book: Book, zhang: int) -> None:
    with book.read() as sql:
        first = sql.value("SELECT id FROM customer ORDER BY id LIMIT 1")
    record_consent(book, customer_id=first, entry=ConsentEntry())
    open_list(window, Wanted(kind="all"))
    page = window.frame.page()
    assert isinstance(page, PrintPage) and page.drawn is not None and page.drawn.many == 4
    assert page.given.combo.isVisible() and not page.given.isVisible()
    page.given.combo.choose(str(zhang))
    page.given.chosen.emit()
    assert page.drawn is not None and page.drawn.many == 1 and page.drawn.sheet is not None
    assert "有 3 位没同意" in page.given.words.text() and "给张记干洗" in page.drawn.sheet.title
    assert [row.value for row in page.drawn.sheet.rows] == [""]
    page.keep()
    with book.read() as sql:
        assert sql.value("SELECT partner_id FROM call_list ORDER BY id DESC LIMIT 1") == zhang
    assert not page.given.combo.isEnabled()


def test_a_shop_without_partners_is_asked_for_none(window: MainWindow) -> None:
    open_list(window, Wanted(kind="all"))
    page = window.frame.page()
    assert isinstance(page, PrintPage) and not page.given.isVisible()
    card = card_of(window, 1)
    assert not card.known.partners.isVisible() and card.known.consents.isVisible()


def test_what_is_done_together_stands_with_the_partner(window: MainWindow, book: Book, zhang: int) -> None:
    with book.read() as sql:
        flyer = next(one.id for one in channels(sql) if one.code == "flyer")
    panel = window.start().panels.sources.campaign
    window.start().panels.open_entry("campaign", None)
    assert panel.form.fields["partner"].isVisible()
    panel._fill(panel._state()._replace(entry=CampaignEntry(name="联名传单", channel_id=flyer, partner_id=zhang), channel="传单"))
    panel.submit()
    window.start().panels.open_entry("campaign", 1)
    assert panel.partner.choice() == str(zhang)  # as it was kept
    window.frame.close_panel()
    section = part(window)
    assert "联名传单" in listed(section.joint)[0]
