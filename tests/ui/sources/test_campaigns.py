"""来源 in the real window, by keyboard: a campaign is planned, paid for, known at the counter, and struck out; a source is
merged and parted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.campaigns import add_campaign, add_cost
from kyuanbook.actions.channels import merge_channel
from kyuanbook.actions.consents import record_consent
from kyuanbook.actions.done import Book
from kyuanbook.actions.segments import save_segment
from kyuanbook.book.queries import campaigns
from kyuanbook.book.queries.card import card
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
from kyuanbook.rules.consents import ConsentEntry, ConsentKind
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.printing.flyer_page import FLYER, FlyerPage
from kyuanbook.ui.shell.navigation import CUSTOMERS, SOURCES
from kyuanbook.ui.sources.campaigns_section import CampaignsSection
from kyuanbook.ui.sources.channels_section import ChannelsSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.sections import CAMPAIGNS, CHANNELS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, customer, snapshot, typed_day, visit
from tests.paper.reading import text_of
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Press = Callable[..., None]
Key = Qt.Key
FLYERS = 7


def keys(window: MainWindow, sequence: str) -> None:
    QTest.keySequence(held(), QKeySequence(sequence))


def sources(window: MainWindow, part: str) -> SourcesPage:
    window.nav.go(SOURCES)
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(part)
    page.take_focus()
    return page


def campaigns_part(window: MainWindow) -> CampaignsSection:
    part = sources(window, CAMPAIGNS).section()
    assert isinstance(part, CampaignsSection)
    return part


def channels_part(window: MainWindow) -> ChannelsSection:
    part = sources(window, CHANNELS).section()
    assert isinstance(part, ChannelsSection)
    return part


def planned(book: Book, name: str = "开学传单", **more: object) -> int:
    entry = CampaignEntry(**{"name": name, "channel_id": FLYERS, "first": typed_day(DAY - 5), "code": "KX09", **more})  # type: ignore[arg-type]
    done = add_campaign(book, entry=entry)
    assert done.id is not None
    return done.id


def go_to(widget: QWidget, press: Press) -> None:
    """Tab until the focus is there."""
    for _ in range(30):
        if held() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(widget.accessibleName())


def test_one_is_planned_paid_for_and_known_at_the_counter(window: MainWindow, book: Book, press: Press) -> None:
    keys(window, "Ctrl+4")
    keys(window, "Ctrl+PgDown")
    part = campaigns_part(window)
    assert part.empty.isVisible() and not part.table.isVisible()
    keys(window, "Ctrl+N")
    panel = window.start().panels.sources.campaign
    assert window.frame.panel() is panel
    go_to(panel.name, press)
    commit(held(), "开学传单")
    assert panel.form.fields["code"].hint.text() == "可用 KXCD01"
    go_to(panel.channel, press)
    QTest.keyClicks(held(), "cd")
    press(Key.Key_Return)
    go_to(panel.code, press)
    QTest.keyClicks(held(), "kx 09")
    go_to(panel.budget, press)
    QTest.keyClicks(held(), "600")
    press(Key.Key_Return)
    assert window.frame.panel() is None
    line = part.table.in_hand()
    assert line is not None and (line.row.name, line.row.code, line.row.budget_cents) == ("开学传单", "KX09", 600_00)
    part.table.setFocus()
    keys(window, "Ctrl+K")
    QTest.keyClicks(held(), "180+20")
    press(Key.Key_Return)
    assert part.came.text() == "花了 ¥200，还没有带来人。" and len(part.costs.list.rows.rows) == 1
    keys(window, "Ctrl+F")
    QTest.keyClicks(held(), "kx09")
    popup = window.start().popup
    found = popup.current()
    assert found is not None and (found.name, found.coded) == ("开学传单", True)
    press(Key.Key_Return)
    entry = window.start().panels.customer
    assert window.frame.panel() is entry and entry.inside.channel.text() == "开学传单"
    commit(held(), "刘新")
    press(Key.Key_Return)
    with book.read() as sql:
        new = card(sql, book.rhythms, max(customer_ids(sql, book.today())), book.today())
    assert new is not None and (new.name, new.first_source, new.first_campaign) == ("刘新", "传单", "开学传单")
    part = campaigns_part(window)
    assert part.came.text().startswith("还没有人买过，1 位潜在")


def test_a_coupon_brings_a_regular_back(window: MainWindow, book: Book, press: Press) -> None:
    one = planned(book)
    keys(window, "Ctrl+F")
    QTest.keyClicks(held(), "KX09")
    press(Key.Key_F3)
    panel = window.start().panels.visit
    assert window.frame.panel() is panel and panel.source.picker.text() == "开学传单"
    assert held() is panel.customer
    QTest.keyClicks(held(), "oyx")
    press(Key.Key_Return)
    QTest.keyClicks(held(), "38")
    press(Key.Key_Return)
    with book.read() as sql:
        found = campaigns.came_by(sql, one)
        came = card(sql, book.rhythms, found[0], book.today())
    assert came is not None and (came.name, came.latest_campaign, came.first_campaign) == ("欧阳雪", "开学传单", "")
    part = campaigns_part(window)
    assert part.visits.isVisible() and not part.people.isVisible()
    seen: list[People] = []
    part.people_wanted.connect(seen.append)
    keys(window, "Ctrl+I")
    assert seen[0].chosen == Filter(ids=found) and window.frame.shown() == CUSTOMERS


def test_a_plain_visit_asks_for_no_key_more(window: MainWindow, book: Book, press: Press) -> None:
    planned(book)
    with book.read() as sql:
        who = min(customer_ids(sql, book.today()))
    window.start().panels.record_visit(who)
    panel = window.start().panels.visit
    assert panel.source.field.isVisible() and held() is panel.amount
    QTest.keyClicks(held(), "68")
    press(Key.Key_Return)
    assert window.frame.panel() is None
    with book.read() as sql:
        assert sql.one("SELECT amount_cents, channel_id, campaign_id FROM visit ORDER BY id DESC LIMIT 1") == (68_00, None, None)


def test_without_anything_running_a_quiet_link_asks(window: MainWindow, book: Book) -> None:
    window.start().panels.record_visit(None)
    panel = window.start().panels.visit
    assert not panel.source.field.isVisible() and panel.source.more.isVisible()
    panel.source.more.click()
    assert panel.source.field.isVisible() and held() is panel.source.picker


def test_what_is_no_source_stays_as_it_was_typed(window: MainWindow, book: Book, press: Press) -> None:
    window.start().panels.record_visit(max_customer(book))
    panel = window.start().panels.visit
    panel.source.more.click()
    QTest.keyClicks(held(), "zzz")
    panel.amount.setText("5")
    panel.submit()
    problem = panel.form.fields["source"].problem()
    assert problem is not None and problem.message.key == "channel_unknown"
    assert panel.source.picker.text() == "zzz" and window.frame.panel() is panel


def max_customer(book: Book) -> int:
    with book.read() as sql:
        return max(customer_ids(sql, book.today()))


def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(window: MainWindow, book: Book, press: Press) -> None:
    planned(book)
    part = campaigns_part(window)
    part.add()
    panel = window.start().panels.sources.campaign
    panel.name.setText("开学传单")
    panel.begins.setText("3.10")
    panel.ends.setText("3.9")
    panel.code.setText("kx09")
    panel.submit()
    wrong = {name: f.problem().message.key for name, f in panel.form.fields.items() if f.problem() is not None}  # type: ignore[union-attr]
    assert wrong == {"channel": "campaign_channel_missing", "last": "campaign_ends_first"}
    panel.channel.setText("没有的")
    panel.ends.setText("3.20")
    panel.submit()
    assert panel.form.fields["channel"].problem().message.key == "channel_unknown"  # type: ignore[union-attr]
    panel.channel.setText("")
    panel.channel.offer("cd")
    panel.channel._take(0)
    panel.submit()
    wrong = {name: f.problem().message.key for name, f in panel.form.fields.items() if f.problem() is not None}  # type: ignore[union-attr]
    assert wrong == {"name": "campaign_taken", "code": "campaign_code_taken"}
    assert panel.name.text() == "开学传单" and panel.code.text() == "kx09"
    with book.read() as sql:
        assert len(campaigns.campaigns(sql)) == 1
    press(Key.Key_Escape)
    part.add()
    assert panel.name.text() == "开学传单" and panel.draft_line.isVisible()
    assert window.start().unsaved_words() == "活动“开学传单”"


def test_deleting_one_that_brought_somebody_puts_it_away_and_says_so(window: MainWindow, book: Book, press: Press) -> None:
    bare, used = planned(book, "白印的", code=""), planned(book)
    customer(book, "来了的", channel_id=FLYERS, campaign_id=used)
    part = campaigns_part(window)
    part.table.go_to(bare)
    assert part.away.words() == "删去"
    keys(window, "Del")
    assert [line.row.name for line in part.table.rows.values()] == ["开学传单"]
    part.table.go_to(used)
    assert part.away.words() == "收起"
    keys(window, "Del")
    assert "只收起，不删" in window.frame.notice.text() and part.table.rows[used].row.hidden
    assert part.away.words() == "重新列出"
    keys(window, "Del")
    assert not part.table.rows[used].row.hidden


def test_its_people_its_money_its_payments(window: MainWindow, book: Book, press: Press) -> None:
    one = planned(book)
    add_cost(book, campaign_id=one, entry=CostEntry("100", note="印"))
    add_cost(book, campaign_id=one, entry=CostEntry("50", note="发"))
    buyer, asker = customer(book, "买过的", channel_id=FLYERS), customer(book, "来问的", channel_id=FLYERS)
    visit(book, buyer, "300")
    part = campaigns_part(window)
    assert part.came.text() == "带来 1 位客户，1 位潜在，一共花了 ¥300；花费 ¥150，合每位 ¥150。"
    press(Key.Key_Return)
    assert window.frame.shown() == CUSTOMERS
    page = window.nav.page(CUSTOMERS)
    assert isinstance(page, CustomersPage) and sorted(page.model.ids()) == [buyer, asker]
    part = campaigns_part(window)
    part.costs.list.setFocus()
    press(Key.Key_Return)
    panel = window.start().panels.sources.cost
    assert window.frame.panel() is panel and panel.amount.text() in ("100", "50")
    press(Key.Key_Escape)
    part.costs.list.setFocus()
    keys(window, "Del")
    assert len(part.costs.list.rows.rows) == 1
    privacy.turn(True)
    try:
        part.read()
        assert "¥300" not in part.came.text()
    finally:
        privacy.turn(False)


def test_whom_it_is_meant_for_are_a_list_away(window: MainWindow, book: Book) -> None:
    group = save_segment(book, name="常来的", conditions=(Condition("visits", (6, None)),)).id
    planned(book, segment_id=group)
    part = campaigns_part(window)
    assert part.meant.isVisible()
    keys(window, "Ctrl+Return")
    assert window.frame.shown() == "print"


@pytest.mark.parametrize("form", ["flyer", "coupon"])
def test_its_paper_bears_the_code(window: MainWindow, book: Book, form: str, tmp_path: Path) -> None:
    planned(book, offer="减 10 元", words="老客带新客")
    campaigns_part(window)
    keys(window, "Ctrl+L")
    page = window.nav.page(FLYER)
    assert window.frame.shown() == FLYER and isinstance(page, FlyerPage) and not page.no_code.isVisible()
    page.forms.choose(form)
    page.forms.chosen.emit(form)
    assert page.preview.paper is not None
    text = text_of(page.preview.paper.data)
    for word in ("禾木理发", "开学传单", "减 10 元", "老客带新客", "KX09"):
        assert word in text, word
    sizes = {page.preview.sizes.itemData(i) for i in range(page.preview.sizes.count())}
    assert sizes == ({"a4", "a5"} if form == "flyer" else {"a4", "roll80", "roll58"})
    page.preview.save_to(str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == page.preview.paper.data
    keys(window, "Esc")
    assert window.frame.shown() == SOURCES


def test_paper_without_a_code_says_so(window: MainWindow, book: Book) -> None:
    planned(book, code="")
    campaigns_part(window)
    keys(window, "Ctrl+L")
    page = window.nav.page(FLYER)
    assert isinstance(page, FlyerPage) and page.no_code.isVisible()


# 渠道 ----------------------------------------------------------------------------------------------------------------------


def test_the_sources_by_family_sorted_by_any_column(window: MainWindow, book: Book, press: Press) -> None:
    customer(book, "甲", channel_id=11)
    customer(book, "乙", channel_id=11, latest_channel_id=12)
    part = channels_part(window)
    rows = part.table.rows
    assert (rows[11].first, rows[11].latest, rows[11].prospects, rows[12].latest) == (2, 1, 2, 1)
    part.table.sort_wanted.emit("first", True)
    assert part.table.paged.id_at(0) == 11
    part.table.sort_wanted.emit("first", False)
    assert part.table.paged.id_at(part.table.paged.rowCount() - 1) == 11
    part.table.go_to(11)
    press(Key.Key_Return)
    page = window.nav.page(CUSTOMERS)
    assert isinstance(page, CustomersPage) and len(page.model.ids()) == 2


def test_one_is_merged_by_keyboard_after_saying_how_many_and_taken_back(
    window: MainWindow, book: Book, press: Press
) -> None:
    who = customer(book, "甲", channel_id=FLYERS)
    visit(book, who, channel_id=FLYERS)
    part = channels_part(window)
    before = snapshot(book)
    part.table.go_to(FLYERS)
    keys(window, "Ctrl+U")
    panel = window.start().panels.sources.merge
    assert window.frame.panel() is panel and "1 位客户、1 次到店" in panel.behind.text()
    press(Key.Key_Return)
    assert panel.form.fields["into"].problem() is not None  # nothing picked yet
    QTest.keyClicks(held(), "dy")
    press(Key.Key_Return)
    assert "“抖音”" in panel.behind.text()
    press(Key.Key_Return)
    assert window.frame.panel() is None and part.table.rows[11].first == 1 and part.table.rows[FLYERS].into == "抖音"
    part.table.setFocus()
    part.table.go_to(FLYERS)
    assert part.merge.words() == "分开" and part.note.isVisible()
    keys(window, "Ctrl+U")
    assert part.table.rows[11].first == 0 and snapshot(book) == before
    window.acts.undo()
    assert part.table.rows[11].first == 1
    window.acts.undo()
    assert snapshot(book) == before


def test_changing_one_says_first_whom_it_touches(window: MainWindow, book: Book, press: Press) -> None:
    customer(book, "甲", channel_id=FLYERS)
    customer(book, "乙", channel_id=FLYERS, natural="promoted")
    part = channels_part(window)
    part.table.go_to(FLYERS)
    keys(window, "Ctrl+M")
    panel = window.start().panels.sources.channel
    assert "2 位客户" in panel.behind.text() and "从此算" not in panel.behind.text()
    panel.natural.choose("natural")
    panel.natural.chosen.emit("natural")
    assert "其中 1 位从此算自然客源" in panel.behind.text()
    panel.name.setText("发传单")
    panel.submit()
    assert (part.table.rows[FLYERS].name, part.table.rows[FLYERS].natural) == ("发传单", True)
    window.acts.undo()
    assert (part.table.rows[FLYERS].name, part.table.rows[FLYERS].natural) == ("传单", False)


def test_a_new_source_of_those_who_walk_in_is_natural(window: MainWindow) -> None:
    part = channels_part(window)
    keys(window, "Ctrl+N")
    panel = window.start().panels.sources.channel
    for family, natural in (("walk_in", "natural"), ("online", "promoted")):
        panel.family.choose(family)
        panel.family.chosen.emit(family)
        assert panel.natural.choice() == natural
    window.frame.close_panel()
    part.table.go_to(FLYERS)
    keys(window, "Ctrl+M")
    panel.family.choose("walk_in")
    panel.family.chosen.emit("walk_in")
    assert panel.natural.choice() == "promoted", "one's own mark stays"


def test_money_spent_on_a_source_beside_any_campaign(window: MainWindow, book: Book, press: Press) -> None:
    part = channels_part(window)
    part.table.go_to(17)
    keys(window, "Ctrl+K")
    QTest.keyClicks(held(), "980")
    press(Key.Key_Return)
    assert part.table.rows[17].cents == 980_00 and part.costs.isVisible()
    assert part.table.rows[17].first == 0  # a cost with no customers is shown, not refused


def test_a_mailing_s_list_is_of_those_who_agreed(window: MainWindow, book: Book) -> None:
    agreed = customer(book, "同意的", email="a@example.com")
    customer(book, "没问过的", email="b@example.com")
    record_consent(book, customer_id=agreed, entry=ConsentEntry(ConsentKind.MESSAGES))
    planned(book, "换季邮件", kind="content", channel_id=19, link="https://example.com/care", code="")
    part = campaigns_part(window)
    seen: list[People] = []
    part.list_wanted.connect(seen.append)
    part.print_meant()
    assert seen[0].chosen.ids == (agreed,) and "同意收消息" in part.facts.accessibleName()


def test_a_source_merged_away_is_offered_no_more_and_the_filter_counts_it_in(window: MainWindow, book: Book) -> None:
    one, other = customer(book, "甲", channel_id=FLYERS), customer(book, "乙", channel_id=11)
    merge_channel(book, channel_id=FLYERS, into_id=11)
    window.nav.go(CUSTOMERS)
    page = window.nav.page(CUSTOMERS)
    assert isinstance(page, CustomersPage)
    source = page.sources.source
    assert source.findData(str(FLYERS)) < 0 <= source.findData("11")
    source.choose("11")
    source.chosen.emit("11")
    assert sorted(page.model.ids()) == [one, other]
    assert {row.source for row in page._fetch([one, other]) if row is not None} == {"抖音"}
