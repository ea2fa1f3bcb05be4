"""What no command does: each other thing that an owner enters, and every other paper, once, over the sample shop."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kyuanbook.rules.words import Refused
from kyuanbook.selftest.run import Failed

if TYPE_CHECKING:
    from kyuanbook.actions.done import Book, Done
    from kyuanbook.paper.sheets import Printed

PEOPLE: Final = 3  # that an event is for


def check(folder: Path) -> None:
    """Raises Failed where a paper has no page or what was entered is not there."""
    from kyuanbook.book.book import open_book
    from kyuanbook.book.queries.finding import find_customers

    with open_book(folder / "left.kyb", who="自检") as book:
        with book.read() as sql:
            book.haystack.build(sql)
            who = [row.id for row in find_customers(sql, book.haystack, "w", book.today(), PEOPLE)]
        if len(who) < PEOPLE:
            raise Failed("the sample shop has nobody to try this with")
        _campaigns(book, folder)
        _events(book, folder, who)
        _partners(book, folder, who)
        _referrals(book, folder, who)
        _network(book, folder, who)
        _at_the_counter(book, folder, who)


def _campaigns(book: "Book", folder: Path) -> None:
    from kyuanbook.actions import campaigns, flyers, source_report
    from kyuanbook.book.queries import shop
    from kyuanbook.book.queries.sources import Asked
    from kyuanbook.paper.flyer_sheet import PAPERS, FlyerForm
    from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
    from kyuanbook.rules.periods import Span, around
    from kyuanbook.rules.sources import By

    with book.read() as sql:
        channel = shop.channels(sql)[0].id
    entry = CampaignEntry("自检的活动", channel_id=channel, first="昨天", last="今天", code="ZJ99")
    number = _meant(partial(campaigns.add_campaign, book, entry=entry))
    _meant(partial(campaigns.add_cost, book, entry=CostEntry("120", note="印刷"), campaign_id=number))
    for form in FlyerForm:
        paper = PAPERS[form][0]
        _keep(folder, f"{form.value}", flyers.print_flyer(book, campaign_id=number, form=form, paper=paper))
    span, today = Span.YEAR, book.today()
    asked = Asked(By.CHANNEL, span, around(span, today), today)
    _keep(folder, "sources", source_report.print_report(book, asked=asked))


def _events(book: "Book", folder: Path, who: Sequence[int]) -> None:
    from kyuanbook.actions import events, part_papers
    from kyuanbook.book.queries.events import guests
    from kyuanbook.rules.events import EventEntry

    number = _meant(partial(events.add_event, book, entry=EventEntry("自检的沙龙", "今天")))
    events.invite(book, event_id=number, customer_ids=who)
    events.sign_in(book, event_id=number, customer_id=who[0])
    with book.read() as sql:
        if len(guests(sql, number, book.today())) != len(who):
            raise Failed("not all who were invited are on the list of an event")
    _keep(folder, "sign-in", part_papers.print_sign_in(book, event_id=number))


def _partners(book: "Book", folder: Path, who: Sequence[int]) -> None:
    from kyuanbook.actions import consents, part_papers, partners
    from kyuanbook.rules.consents import ConsentEntry
    from kyuanbook.rules.partners import Commission, PartnerForm, PaymentForm

    form = PartnerForm("自检的花店", commission=Commission.EACH, amount="10")
    number = _meant(partial(partners.add_partner, book, form=form))
    partners.send_to_partner(book, customer_id=who[0], partner_id=number)
    _meant(partial(partners.pay_partner, book, partner_id=number, form=PaymentForm("5")))
    _meant(partial(consents.record_consent, book, customer_id=who[0], entry=ConsentEntry(partner_id=number)))
    _keep(folder, "statement", part_papers.print_statement(book, partner_id=number))


def _referrals(book: "Book", folder: Path, who: Sequence[int]) -> None:
    from kyuanbook.actions import referral_papers, rewards
    from kyuanbook.book.queries import rewards as known
    from kyuanbook.paper.forms import FormPaper
    from kyuanbook.rules.referrals import BY_MONEY

    with book.read() as sql:
        owed = known.owed(sql)
    if not owed:
        raise Failed("the sample shop owes nobody a reward")
    given = rewards.give(book, customer_id=owed[0].customer_id)
    _keep(folder, "receipt", referral_papers.print_receipt(book, entry_id=_number(given.id), paper=FormPaper.ROLL80))
    rewards.take_back(book, entry_id=_number(given.id))
    _keep(folder, "referral-cards", referral_papers.print_cards(book, customer_ids=who))
    _keep(folder, "board", referral_papers.print_board(book, by=BY_MONEY))
    _keep(folder, "tree", referral_papers.print_tree(book, customer_id=owed[0].customer_id))


def _network(book: "Book", folder: Path, who: Sequence[int]) -> None:
    from kyuanbook.actions import network as papers
    from kyuanbook.actions import relations, social
    from kyuanbook.book.queries import network
    from kyuanbook.book.queries import relations as known
    from kyuanbook.rules.network import Dot, Link, layout
    from kyuanbook.rules.social import ContactEntry

    with book.read() as sql:
        kind = known.kinds(sql)[0].id
    relations.add_relation(book, customer_id=who[0], side=known.Side.CUSTOMER, other_id=who[1], kind_id=kind)
    contact = _meant(partial(social.add_contact, book, entry=ContactEntry(handle="zijian-99", name="自检的网友")))
    _meant(partial(social.become_customer, book, contact_id=contact, name="自检的网友"))
    with book.read() as sql:
        found = network.network(sql, network.key_of(network.What.CUSTOMER, who[0]), book.today())
    if found is None or len(found.nodes) < 2:
        raise Failed("a relation is not in the network")
    dots = [Dot(node.key, node.name, None) for node in found.nodes]
    made = layout(found.middle, dots, [Link(edge.one, edge.other, edge.tie.value) for edge in found.edges], lambda _: 80)
    _keep(folder, "network", papers.print_network(papers.network_sheet(book, found, made)))


def _at_the_counter(book: "Book", folder: Path, who: Sequence[int]) -> None:
    from kyuanbook.actions import forms, handouts, lists, register, replies, surveys
    from kyuanbook.book.queries.surveys import questions
    from kyuanbook.paper.forms import FormPaper
    from kyuanbook.paper.sheets import Paper
    from kyuanbook.rules.custom import Kind
    from kyuanbook.rules.labels import STOCKS
    from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry

    _keep(folder, "register", register.print_register(book, paper=Paper.A4))
    _keep(folder, "slips", forms.print_slips(book, paper=FormPaper.ROLL58, customer_ids=who))
    asked = SurveyEntry("自检的问卷", questions=(QuestionEntry("常喝什么茶？"), QuestionEntry("还会来吗？", Kind.YES_NO.value)))
    number = _meant(partial(surveys.make_survey, book, entry=asked))
    with book.read() as sql:
        answers = {one.id: "龙井" for one in questions(sql, number)[:1]}
    _meant(partial(replies.record_reply, book, survey_id=number, customer_id=who[0], entry=ReplyEntry(answers)))
    _keep(folder, "survey", forms.print_survey(book, survey_id=number, paper=FormPaper.A4, customer_ids=who))
    drawn = lists.draft(book, kind="all", limit=PEOPLE)
    for form in handouts.FORMS:
        made = handouts.handout(book, form=form, drawn=drawn, stock=STOCKS["21"])
        _keep(folder, form, made.printed)


def _keep(folder: Path, name: str, printed: "Printed") -> None:
    if not printed.pdf.startswith(b"%PDF") or not printed.pages:
        raise Failed(f"no page of {name}")
    (folder / f"paper-{name}.pdf").write_bytes(printed.pdf)


def _number(made: int | None) -> int:
    if made is None:
        raise Failed("what was entered has no number")
    return made


def _meant(act: Callable[..., "Done"]) -> int:
    """Do it; where something is asked, it was meant so."""
    try:
        return _number(act().id)
    except Refused as refused:
        if not refused.only_asks:
            raise
        return _number(act(accepted=[problem.answer for problem in refused.problems]).id)
