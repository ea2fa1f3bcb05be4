"""Every act of the program: by its key, by its line in the menu with that key, by the mouse."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.events import add_event, invite, sign_in
from kyuanbook.actions.feedback import record_feedback
from kyuanbook.actions.likes import refresh_likes
from kyuanbook.actions.partners import add_partner
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.rewards import give, start_scheme
from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.shop import add_staff, set_shop
from kyuanbook.actions.social import add_contact
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.surveys import make_survey
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.book.queries.surveys import questions
from kyuanbook.book.tables import CustomField, FollowRule
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.partners import PartnerForm
from kyuanbook.rules.reward_schemes import SchemeEntry
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.social import ContactEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import FEEDBACK, RFM, SEGMENTS, SURVEYS, TIERS
from kyuanbook.ui.analysis.surveys_section import SurveysSection
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.importing.page import ImportPage
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.paint import key_words
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.settings.page import CUSTOM, KEEPING, NAMES, RULES, SOURCES, SettingsPage
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.navigation import (
    ANALYSIS,
    BIN,
    CARD,
    CATCH_UP,
    CUSTOMERS,
    FOLLOW_UPS,
    IMPORT,
    LISTS,
    RESULTS,
    SETTINGS,
    TODAY,
)
from kyuanbook.ui.shell.navigation import SOURCES as ORIGINS
from kyuanbook.ui.sources.events_section import EventsSection
from kyuanbook.ui.sources.network_section import NetworkSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.partners_section import PartnersSection
from kyuanbook.ui.sources.referrals_section import ReferralsSection
from kyuanbook.ui.sources.sections import EVENTS, NETWORK, PARTNERS, REFERRALS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, regular
from tests.book.liking import hair_shop
from tests.ui.conftest import every_line, held

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screenless platform, of every menu

QT_KEYS = {"空格": "Space", "Enter": "Return", "Ctrl+Enter": "Ctrl+Return"}


class Case(NamedTuple):
    """An act's key; what must be so before; what is seen after it."""

    key: str
    before: Callable[[MainWindow], object]
    seen: Callable[[MainWindow], bool]


def nothing(_: MainWindow) -> None:
    """As the window opens."""


def at(page: str) -> Callable[[MainWindow], None]:
    return lambda window: window.nav.go(page)


def shows(page: str) -> Callable[[MainWindow], bool]:
    return lambda window: window.frame.shown() == page


def entry(name: str) -> Callable[[MainWindow], bool]:
    return lambda window: window.frame.panel() is getattr(window.start().panels, name)


def part_entry(name: str) -> Callable[[MainWindow], bool]:
    return lambda window: window.frame.panel() is getattr(window.start().panels.part, name)


def somebody(window: MainWindow) -> int:
    """王小明, who is to be called."""
    assert window.today.shown is not None
    return window.today.shown.calls[0].customer_id


def just_in(window: MainWindow) -> None:
    """Somebody came today, and that list has the focus."""
    record_visit(window.book, customer_id=somebody(window), entry=VisitEntry(amount="68"))
    window.today.came.setFocus()


def thrown(window: MainWindow) -> None:
    delete_customer(window.book, customer_id=somebody(window))
    window.nav.go(BIN)


def undone(window: MainWindow) -> None:
    delete_customer(window.book, customer_id=somebody(window))
    window.acts.undo()


def people(window: MainWindow) -> int:
    with window.book.read() as sql:
        return customer_count(sql)


def said(words: str) -> Callable[[MainWindow], bool]:
    return lambda window: words in window.frame.notice.text()


def asking(window: MainWindow) -> None:
    """The shop has a 问卷."""
    make_survey(window.book, entry=SurveyEntry("新客问卷", "", (QuestionEntry("住在哪个小区？"), QuestionEntry("还想说什么？"))))


EVERYWHERE = (
    Case("Ctrl+F", nothing, lambda w: w.frame.search.hasFocus()),
    Case("F3", nothing, entry("visit")),
    Case("F4", nothing, entry("customer")),
    Case("F5", nothing, entry("touch")),
    Case("Ctrl+Shift+M", nothing, entry("feedback")),
    Case("Ctrl+Shift+W", asking, entry("reply")),
    Case("F6", nothing, shows(CATCH_UP)),
    Case("Shift+F6", nothing, shows(RESULTS)),
    Case("Ctrl+E", just_in, lambda w: entry("visit")(w) and w.start().panels.visit.row_id is not None),
    Case("F2", nothing, lambda w: entry("customer")(w) and w.start().panels.customer.customer_id == somebody(w)),
    Case("Shift+F2", nothing, lambda w: entry("merging")(w) and w.start().panels.merging.who.name.text() == "王小明"),
    Case("Ctrl+T", nothing, entry("tags")),
    Case("Ctrl+D", nothing, entry("pins")),
    Case("Ctrl+G", nothing, entry("pin_tiers")),
    Case("Ctrl+W", nothing, entry("why")),
    Case("Ctrl+J", nothing, entry("attempt")),
    Case("Ctrl+Shift+H", nothing, entry("plans")),
    Case("Delete", nothing, lambda w: people(w) == 2),
    Case("Ctrl+P", nothing, shows("print")),
    Case("Ctrl+Shift+P", nothing, shows("register")),
    Case("Ctrl+Shift+T", nothing, shows("forms")),
    Case("Ctrl+Shift+I", nothing, shows("papers")),
    Case("Ctrl+1", at(BIN), shows(TODAY)),
    Case("Ctrl+2", nothing, shows(CUSTOMERS)),
    Case("Ctrl+3", nothing, shows(FOLLOW_UPS)),
    Case("Ctrl+4", nothing, shows(ORIGINS)),
    Case("Ctrl+5", nothing, shows(ANALYSIS)),
    Case("Ctrl+6", nothing, shows(SETTINGS)),
    Case("Ctrl+7", nothing, shows(BIN)),
    Case("Ctrl+8", nothing, shows(LISTS)),
    Case("Esc", at(BIN), shows(TODAY)),
    Case("Ctrl+Z", thrown, lambda w: people(w) == 3),
    Case("Ctrl+Shift+Z", undone, lambda w: people(w) == 2),
    Case("F1", nothing, lambda w: w.start().help.is_open()),
    Case("Ctrl+9", nothing, shows(IMPORT)),
    Case("Ctrl+B", nothing, said("已备份")),
    Case("F8", nothing, lambda w: privacy.on),
    Case("F10", nothing, lambda w: w.start().menu.menu.isVisible()),
    Case("Ctrl+Q", nothing, lambda w: not w.isVisible()),
)


def do(window: MainWindow, way: str, key: str) -> None:
    """Press the key, or click the act's line in the menu."""
    if way == "key":
        QTest.keySequence(held(), QKeySequence(QT_KEYS.get(key, key)))
    else:
        line_of(opened(window), key).trigger()


def opened(window: MainWindow) -> QMenu:
    """The menu behind the seal, opened by a click on it."""
    menu = window.start().menu.menu
    QTest.mouseClick(window.frame.seal, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    menu.close()
    return menu


def line_of(menu: QMenu, key: str) -> QAction:
    """The line that shows this key, in the menu or behind a word of it; it can be chosen."""
    lines = [a for a in every_line(menu) if a.text().partition("\t")[2] == key_words(key)]
    assert lines and lines[0].isEnabled(), key
    return lines[0]


@pytest.mark.parametrize("way", ["key", "menu"])
@pytest.mark.parametrize("case", EVERYWHERE, ids=lambda case: case.key)
def test_by_key_and_by_the_menu(window: MainWindow, case: Case, way: str) -> None:
    case.before(window)
    assert not case.seen(window)
    do(window, way, case.key)
    assert case.seen(window)
    window.start().menu.menu.close()


def test_no_act_is_left_out_above(window: MainWindow) -> None:
    assert [act.key for act in window.start().menu.acts()] == [case.key for case in EVERYWHERE]


# acts of one page ------------------------------------------------------------------------------------------------------


def on_card(window: MainWindow) -> None:
    window.nav.go_to_card(somebody(window))


def liked(window: MainWindow) -> int:
    """On the card of one to whom something might be suggested."""
    who = hair_shop(window.book)
    refresh_likes(window.book)
    window.nav.go_to_card(who)
    return who


def liked_at_the_counter(window: MainWindow) -> None:
    """Of the same, 记到店 stands open."""
    window.start().panels.record_visit(liked(window))


def turned_down(window: MainWindow) -> bool:
    with window.book.read() as sql:
        return bool(sql.value("SELECT count(*) FROM dismissal"))


def nothing_copied(window: MainWindow) -> None:
    on_card(window)
    QGuiApplication.clipboard().clear()


def pinned(window: MainWindow) -> None:
    pin(window.book, customer_id=somebody(window), stage=Stage.LOYAL, why="")
    on_card(window)


def tier_pinned(window: MainWindow) -> None:
    pin_tier(window.book, customer_id=somebody(window), tier="big", why="")
    on_card(window)


def thrown_card(window: MainWindow) -> None:
    customer = somebody(window)
    delete_customer(window.book, customer_id=customer)
    window.nav.go_to_card(customer)


def part(name: str) -> Callable[[MainWindow], None]:
    def turn(window: MainWindow) -> None:
        window.nav.go(SETTINGS)
        settings(window).show_section(name)

    return turn


def settings(window: MainWindow) -> SettingsPage:
    page = window.nav.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


def sources(window: MainWindow) -> None:
    """The second source in hand."""
    part(SOURCES)(window)
    rows = settings(window).sources.list
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))


def _analysis(window: MainWindow, key: str) -> AnalysisPage:
    refresh_standings(window.book)
    window.nav.go(ANALYSIS)
    shown = window.nav.page(ANALYSIS)
    assert isinstance(shown, AnalysisPage)
    shown.show_section(key)
    shown.take_focus()
    return shown


def tiers(window: MainWindow) -> None:
    """The tiers, the first in hand."""
    _analysis(window, TIERS)


def rfm(window: MainWindow) -> None:
    """The groups, the first in hand: of as many as can be parted in fifths."""
    for name in ("甲一", "乙二", "丙三"):
        regular(window.book, name, gap=7, visits=2, ago=1)
    _analysis(window, RFM)


def scored(window: MainWindow) -> None:
    """满意度, of one score."""
    record_feedback(window.book, customer_id=somebody(window), entry=FeedbackEntry("2", "等太久"))
    _analysis(window, FEEDBACK)


def surveyed(window: MainWindow) -> None:
    """问卷, two of them, the second in hand, answered by one."""
    asking(window)
    make_survey(window.book, entry=SurveyEntry("老客问卷", "", (QuestionEntry("想要什么？"),)))
    with window.book.read() as sql:
        question = questions(sql, 2)[0].id
    record_reply(window.book, survey_id=2, customer_id=somebody(window), entry=ReplyEntry({question: "空调"}))
    rows = _surveys(window).list
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))


def _surveys(window: MainWindow) -> SurveysSection:
    section = _analysis(window, SURVEYS).section() if window.frame.shown() != ANALYSIS else page(window).section()  # type: ignore[attr-defined]
    assert isinstance(section, SurveysSection)
    return section


def _source_part(window: MainWindow, key: str) -> EventsSection | PartnersSection:
    window.nav.go("sources")
    shown = window.nav.page("sources")
    assert isinstance(shown, SourcesPage)
    shown.show_section(key)
    shown.take_focus()
    section = shown.section()
    assert isinstance(section, EventsSection | PartnersSection)
    return section


def evented(window: MainWindow) -> None:
    """客户活动, one of yesterday, to which somebody was invited and came."""
    event = add_event(window.book, entry=EventEntry("护发沙龙", "昨天")).id
    assert event is not None
    invite(window.book, event_id=event, customer_ids=[somebody(window)])
    sign_in(window.book, event_id=event, customer_id=somebody(window))
    _source_part(window, EVENTS)


def guested(window: MainWindow) -> None:
    """… and the guest in hand."""
    evented(window)
    _source_part(window, EVENTS).guests.setFocus()  # type: ignore[union-attr]


def _guest(window: MainWindow) -> str:
    with window.book.read() as sql:
        return str(sql.value("SELECT state FROM event_guest"))


def partnered(window: MainWindow) -> None:
    """合作伙伴, one of them, who sent somebody."""
    partner = add_partner(window.book, form=PartnerForm("张记干洗")).id
    customer(window.book, "王敏", partner_id=partner)
    _source_part(window, PARTNERS)


def befriended(window: MainWindow) -> None:
    """A card in a shop with two partners."""
    for name in ("张记干洗", "半夏花店"):
        add_partner(window.book, form=PartnerForm(name))
    on_card(window)


def networked(window: MainWindow) -> NetworkSection:
    """来源, its 客户网络 in front: 王小明 brought 盖小雨."""
    window.nav.go(ORIGINS)
    shown = window.nav.page(ORIGINS)
    assert isinstance(shown, SourcesPage)
    shown.show_section(NETWORK)
    shown.take_focus()
    section = shown.section()
    assert isinstance(section, NetworkSection)
    return section


def asked_online(window: MainWindow) -> None:
    """Its social contacts, one in hand."""
    add_contact(window.book, entry=ContactEntry("douyin", "momo"))
    networked(window).turn()


def segmented(window: MainWindow) -> None:
    """One 客户细分, in hand."""
    save_segment(window.book, name="老客", conditions=(Condition("again", (1,)),))
    _analysis(window, SEGMENTS)


def owing(window: MainWindow) -> None:
    """王小明 is to get something for having brought 盖小雨; their card."""
    start_scheme(window.book, entry=SchemeEntry(referrer_what="20"))
    with window.book.read() as sql:
        newcomer = sql.value("SELECT id FROM customer WHERE referrer_id = :id", id=somebody(window))
    record_visit(window.book, customer_id=newcomer, entry=VisitEntry(amount="68"))
    on_card(window)


def referred(window: MainWindow) -> None:
    """转介绍, what is owed in hand."""
    owing(window)
    window.nav.go(ORIGINS)
    shown = window.nav.page(ORIGINS)
    assert isinstance(shown, SourcesPage)
    shown.show_section(REFERRALS)
    shown.take_focus()


def given(window: MainWindow) -> None:
    """The same, given: the line of the ledger in hand."""
    referred(window)
    give(window.book, customer_id=somebody(window))
    referrals_part(window).ledger.setFocus()


def referrals_part(window: MainWindow) -> ReferralsSection:
    shown = window.nav.page(ORIGINS)
    assert isinstance(shown, SourcesPage)
    section = shown.section()
    assert isinstance(section, ReferralsSection)
    return section


def names(window: MainWindow) -> None:
    """The second of three members of staff, in hand."""
    part(NAMES)(window)
    staff = settings(window).names.staff
    for name in ("阿杰", "小雅", "小周"):
        staff.line.setText(name)
        staff.store()
    staff.list.setFocus()
    staff.list.setCurrentIndex(staff.list.rows.index(1))


def rules(window: MainWindow) -> None:
    """The second rule in hand."""
    part(RULES)(window)
    rows = settings(window).rules.list
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))


def rule_typed(window: MainWindow) -> None:
    """A rule changed, not kept yet."""
    rules(window)
    section = settings(window).rules
    section.edit(section.rows[1].id)
    section.form.days.setText("2")


def rule_missing(window: MainWindow) -> None:
    """A rule that the trade usually has is not there."""
    with window.book.write("set_shop") as unit:
        unit.delete(FollowRule, unit.sql.value("SELECT id FROM follow_rule WHERE code = 'care_hair'"))
    part(RULES)(window)


def custom(window: MainWindow) -> None:
    """The second field of a hairdresser's in hand."""
    part(CUSTOM)(window)
    rows = settings(window).custom.list
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))


def one_missing(window: MainWindow) -> None:
    """A field that the trade usually has is not there."""
    with window.book.write("set_shop") as unit:
        unit.delete(CustomField, 1)
    part(CUSTOM)(window)


def printing(window: MainWindow) -> None:
    window.print_list()


def printing_held(window: MainWindow) -> None:
    """A list some of whom are left alone."""
    for i in range(4):
        regular(window.book, f"久{i}", gap=14, visits=6, ago=60, phone=f"1380000000{i}")
    set_shop(window.book, hold_back=0.5)
    window.print_list()


def due(window: MainWindow) -> None:
    """回访, the one who is to be called in hand, and staff to hand them to."""
    add_staff(window.book, name="阿杰")
    window.nav.go(FOLLOW_UPS)


def due_uncopied(window: MainWindow) -> None:
    due(window)
    QGuiApplication.clipboard().clear()


def answering(window: MainWindow) -> None:
    """What came of it is being written down."""
    due(window)
    followups(window).answering.begin("promised")


def followups(window: MainWindow) -> FollowUpsPage:
    page = window.nav.page(FOLLOW_UPS)
    assert isinstance(page, FollowUpsPage)
    return page


def done_with(window: MainWindow) -> None:
    """办过的: the one who is not to be called this time in hand."""
    due(window)
    followups(window).answering.begin("dismiss")
    followups(window).answering.submit()
    followups(window).turn(-1)
    followups(window).take_focus()


def asks(act: str) -> Callable[[MainWindow], bool]:
    return lambda window: followups(window).person.form.act == act


def in_private(window: MainWindow) -> None:
    due(window)
    privacy.turn(True)


def imported(window: MainWindow) -> ImportPage:
    """A table looked at, one of whose rows is wrong."""
    QGuiApplication.clipboard().setText("姓名\t电话\n张三\t13900001111\n李四\t1.38E+10\n")
    window.nav.go(IMPORT)
    shown = window.page()
    assert isinstance(shown, ImportPage)
    shown.take_clipboard()
    return shown


def import_empty(window: MainWindow) -> ImportPage:
    """Nothing chosen yet, a table on the clipboard."""
    shown = imported(window)
    shown.path, shown.table, shown.plan = None, None, None
    shown._show()
    shown.take_focus()
    return shown


def importing(window: MainWindow) -> ImportPage:
    shown = window.page()
    assert isinstance(shown, ImportPage)
    return shown


def page(window: MainWindow) -> Page:
    shown = window.frame.page()
    assert shown is not None
    return shown


def asked(window: MainWindow) -> bool:
    """A dialog of the backups is open."""
    return settings(window).keeping.dialog is not None


def picked(window: MainWindow) -> int:
    shown = window.page()
    assert shown is not None
    return len(shown.picked())


def sorted_by(window: MainWindow) -> tuple[str, bool]:
    shown = page(window)
    return shown.sort, shown.down  # type: ignore[attr-defined]  # 客户


HERE = (
    Case("空格", at(CUSTOMERS), lambda w: picked(w) == 1),
    Case("Ctrl+A", at(CUSTOMERS), lambda w: picked(w) == 3),
    Case("Ctrl+Right", at(CUSTOMERS), lambda w: sorted_by(w)[0] != "last"),
    Case("Ctrl+Up", at(CUSTOMERS), lambda w: sorted_by(w) == ("last", False)),
    Case("Ctrl+H", on_card, lambda w: "138 2204 5678" in page(w).phone.text()),  # type: ignore[attr-defined]
    Case("Ctrl+C", nothing_copied, lambda _: QGuiApplication.clipboard().text() == "13822045678"),
    Case("Ctrl+Shift+D", pinned, lambda w: not page(w).unpin_link.isVisible()),  # type: ignore[attr-defined]
    Case("Ctrl+Shift+G", tier_pinned, lambda w: not page(w).tier.isVisible()),  # type: ignore[attr-defined]
    Case("Ctrl+Shift+R", liked, turned_down),
    Case("F9", liked_at_the_counter, turned_down),
    Case("Ctrl+R", thrown_card, lambda w: people(w) == 3),
    Case("Enter", thrown, lambda w: people(w) == 3),
    Case("Ctrl+PgDown", at(SETTINGS), lambda w: settings(w).topic == "settings-sources"),
    Case("Ctrl+PgUp", at(SETTINGS), lambda w: settings(w).topic == "settings-about"),
    Case("Enter", sources, lambda w: settings(w).sources.editing is not None),
    Case("Ctrl+Up", sources, lambda w: settings(w).sources.list.currentIndex().row() == 0),
    Case("Ctrl+Down", sources, lambda w: settings(w).sources.list.currentIndex().row() == 2),
    Case("Del", sources, lambda w: settings(w).sources.away.words() == "重新启用"),
    Case("Enter", names, lambda w: settings(w).names.staff.editing is not None),
    Case("Del", names, lambda w: settings(w).names.staff.away.words() == "重新启用"),
    Case("Ctrl+Up", names, lambda w: settings(w).names.staff.list.currentIndex().row() == 0),
    Case("Ctrl+Down", names, lambda w: settings(w).names.staff.list.currentIndex().row() == 2),
    Case("Enter", rules, lambda w: settings(w).rules.editing is not None),
    Case("Del", rules, lambda w: settings(w).rules.away.words() == "重新启用"),
    Case("Ctrl+Up", rules, lambda w: settings(w).rules.list.currentIndex().row() == 0),
    Case("Ctrl+Down", rules, lambda w: settings(w).rules.list.currentIndex().row() == 2),
    Case("Ctrl+S", rule_typed, lambda w: settings(w).rules.rows[1].days == 2),
    Case("Ctrl+Shift+A", rule_missing, lambda w: len(settings(w).rules.rows) == 11),
    Case("Enter", custom, lambda w: settings(w).custom.editing is not None),
    Case("Ctrl+Up", custom, lambda w: settings(w).custom.list.currentIndex().row() == 0),
    Case("Ctrl+Down", custom, lambda w: settings(w).custom.list.currentIndex().row() == 2),
    Case("Del", custom, lambda w: settings(w).custom.away.words() == "重新启用"),
    Case("Ctrl+Shift+A", one_missing, lambda w: len(settings(w).custom.rows) == 3),
    Case("Enter", tiers, shows(CUSTOMERS)),
    Case("Ctrl+Enter", tiers, shows("print")),
    Case("Enter", rfm, shows(CUSTOMERS)),
    Case("Ctrl+Enter", rfm, shows("print")),
    Case("Ctrl+N", evented, part_entry("event")),
    Case("Enter", evented, part_entry("event")),
    Case("Del", evented, lambda w: _source_part(w, EVENTS).away.words() == "重新列出"),
    Case("Ctrl+M", evented, part_entry("invite")),
    Case("Ctrl+O", evented, part_entry("door")),
    Case("Ctrl+L", evented, shows("print")),
    Case("Ctrl+U", evented, shows("paper")),
    Case("Ctrl+I", evented, shows(CUSTOMERS)),
    Case("Ctrl+K", evented, lambda w: w.frame.panel() is w.start().panels.sources.cost),
    Case("Alt+1", guested, lambda w: _guest(w) == "coming"),
    Case("Alt+2", guested, lambda w: _guest(w) == "declined"),
    Case("Alt+4", guested, lambda w: _guest(w) == "invited"),
    Case("Ctrl+N", partnered, part_entry("partner")),
    Case("Enter", partnered, part_entry("partner")),
    Case("Del", partnered, lambda w: _source_part(w, PARTNERS).away.words() == "重新启用"),
    Case("Shift+Del", partnered, said("已有往来")),
    Case("Ctrl+M", partnered, part_entry("pay")),
    Case("Ctrl+O", partnered, shows("paper")),
    Case("Ctrl+I", partnered, shows(CUSTOMERS)),
    Case("Ctrl+K", partnered, lambda w: w.frame.panel() is w.start().panels.sources.cost),
    Case("Ctrl+K", befriended, said("送去 张记干洗")),
    Case("Ctrl+Shift+K", befriended, part_entry("sent")),
    Case("Ctrl+U", on_card, part_entry("consent")),
    Case("Ctrl+N", surveyed, entry("survey")),
    Case("Enter", surveyed, entry("survey")),
    Case("Ctrl+Up", surveyed, lambda w: _surveys(w).list.currentIndex().row() == 0),
    Case("Del", surveyed, lambda w: _surveys(w).away.words() == "重新启用"),
    Case("Ctrl+I", surveyed, shows(CUSTOMERS)),
    Case("Ctrl+M", owing, entry("give")),
    Case("Ctrl+L", owing, shows(ORIGINS)),
    Case("Ctrl+K", referred, entry("give")),
    Case("Ctrl+U", referred, shows("papers")),
    Case("Ctrl+Shift+U", referred, shows("papers")),
    Case("Ctrl+N", referred, entry("scheme")),
    Case("Ctrl+M", referred, said("停转介绍奖励办法")),
    Case("Ctrl+I", given, shows("papers")),
    Case("Ctrl+Shift+V", given, said("收回介绍奖励 王小明")),
    *(
        Case(key, due, asks(act))
        for key, act in (
            ("1", "reached"), ("2", "no_answer"), ("3", "wrong_number"), ("4", "promised"), ("5", "refused"),
            ("6", "do_not_contact"), ("D", "postpone"), ("G", "hand_over"), ("X", "dismiss"),
        )
    ),
    Case("Ctrl+C", due_uncopied, lambda _: "禾木理发" in QGuiApplication.clipboard().text()),
    Case("R", done_with, lambda w: followups(w).found is not None and not followups(w).found.closed),  # type: ignore[union-attr]
    Case("Ctrl+H", in_private, lambda w: "138 2204 5678" in followups(w).person.reach.text()),
    Case("Ctrl+Right", due, lambda w: followups(w).strip.cells[1].isChecked()),
    Case("Ctrl+PgDown", due, lambda w: followups(w).views.choice() == "late"),
    Case("Ctrl+PgUp", due, lambda w: followups(w).views.choice() == "done"),
    Case("Ctrl+Shift+J", printing, lambda w: page(w).winback.note.isChecked()),  # type: ignore[attr-defined]
    Case("Ctrl+Shift+L", printing_held, lambda w: not page(w).winback.holds),  # type: ignore[attr-defined]
    Case("Ctrl+S", imported, lambda w: people(w) == 4),
    Case("Ctrl+L", imported, lambda w: importing(w).dialog is not None),
    Case("Ctrl+O", imported, lambda w: importing(w).dialog is not None),
    Case("Ctrl+O", import_empty, lambda w: importing(w).dialog is not None),
    Case("Ctrl+V", import_empty, lambda w: importing(w).plan is not None),
    Case("Ctrl+S", printing, lambda w: bool(w.frame.findChildren(QFileDialog))),
    Case("Ctrl+U", part(KEEPING), asked),
    Case("Ctrl+K", part(KEEPING), asked),
    Case("Shift+F4", on_card, entry("relation")),
    Case("Ctrl+Shift+N", on_card, shows(ORIGINS)),
    Case("Ctrl+L", networked, lambda w: networked(w).contacts.isVisible()),
    Case("Ctrl+N", asked_online, entry("contact")),
    Case("Ctrl+Enter", asked_online, entry("said")),
    Case("Ctrl+M", asked_online, entry("become")),
    Case("Ctrl+I", asked_online, entry("tie")),
    Case("Ctrl+O", part(KEEPING), asked),
    Case("Ctrl+R", part(KEEPING), asked),
    Case("Ctrl+Shift+B", part(KEEPING), asked),
)


@pytest.mark.parametrize("way", ["key", "menu"])
@pytest.mark.parametrize("case", HERE, ids=lambda case: f"{case.before.__name__}-{case.key}")
def test_what_can_be_done_on_one_page_alone(window: MainWindow, case: Case, way: str) -> None:
    case.before(window)
    assert not case.seen(window)
    do(window, way, case.key)
    assert case.seen(window)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    privacy.turn(False)


# the other way round: whatever can be clicked ---------------------------------------------------------------------------

NO_ACTS = {"更多", "取消", "停下", "保存", "不改了", "记上", "记下", "不记了"}  # of a form or a choice: Tab and Enter, Esc


def buttons(root: QWidget) -> list[Button]:
    return [b for b in root.findChildren(Button) if b.isVisible() and b.isEnabled() and b.words()]


def acts_now(window: MainWindow) -> dict[str, str]:
    works = window.start()
    acts: list[Act] = [*works.menu.here(), *works.menu.acts()]
    return {act.name(): act.key for act in acts}


TURNS = pytest.mark.parametrize(
    "turn",
    [
        at(TODAY), at(CUSTOMERS), on_card, liked, pinned, tier_pinned, thrown_card, thrown, sources, names, custom,
        one_missing, rules, rule_typed, rule_missing, part(KEEPING), evented, guested, partnered, befriended, tiers, rfm,
        segmented, scored, surveyed, due, answering, owing, referred, given, networked, asked_online,
        imported, import_empty,
    ],
)  # fmt: skip


@TURNS
def test_whatever_is_clicked_has_a_key_and_stands_in_the_menu(
    window: MainWindow, turn: Callable[[MainWindow], object]
) -> None:
    turn(window)
    known = acts_now(window) | {"打开": "Enter", "打印": "Ctrl+P"}
    shown = [b for b in buttons(window.frame) if b.window() is window and b.words() not in NO_ACTS]
    assert len(shown) >= 2
    for button in shown:
        if button in window.today.remarks.links or button is window.today.calls.more:
            continue
        if button.words().startswith("【"):
            continue  # what it puts into the words to say can be typed there
        assert button.key, button.words()
        assert known[button.words()] == button.key


@TURNS
def test_no_key_does_two_things(window: MainWindow, turn: Callable[[MainWindow], object]) -> None:
    turn(window)
    works, meant = window.start(), dict[str, set[str]]()
    for act in (*works.menu.here(), *works.menu.acts()):
        meant.setdefault(act.key, set()).add(act.name())
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}


def test_each_page_is_reached_by_a_click_on_its_tab(window: MainWindow) -> None:
    for key in (CUSTOMERS, FOLLOW_UPS, ANALYSIS, SETTINGS, BIN, TODAY):
        QTest.mouseClick(window.frame.tabs.button(key), Qt.MouseButton.LeftButton)
        assert window.frame.shown() == key


def test_a_double_click_opens(window: MainWindow, book: Book, qtbot: QtBot) -> None:
    for name in (TODAY, CUSTOMERS):
        window.nav.go(name)
        view = window.today.calls.list if name == TODAY else page(window).table  # type: ignore[attr-defined]
        where = view.visualRect(view.currentIndex()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
        assert window.frame.shown() == CARD


def test_an_open_entry_keeps_what_was_saved_before_out_of_its_undo(window: MainWindow, book: Book) -> None:
    """Ctrl+Z in an empty form does not reach behind it, but for what a notice offers there and then."""
    window.acts.tell(record_visit(book, customer_id=somebody(window), entry=VisitEntry(amount="35")))
    window.record_visit()
    visits = window.today.shown.visits if window.today.shown is not None else ()
    window.frame.notice.close_notice()
    undo = next(act for act in window.start().menu.acts() if act.key == "Ctrl+Z")
    undo.do()
    assert not undo.possible() and window.today.shown is not None and len(window.today.shown.visits) == len(visits)
    window.frame.close_panel()
    assert undo.possible()
    undo.do()
    assert window.today.shown is not None and len(window.today.shown.visits) == len(visits) - 1
