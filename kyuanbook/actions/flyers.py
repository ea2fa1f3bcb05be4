"""Flyers and coupons of a campaign in the owner's words. Nothing is written into the book."""

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import campaigns, shop
from kyuanbook.language import say, tr
from kyuanbook.paper.flyer_sheet import PAPERS, FlyerForm, FlyerSheet
from kyuanbook.paper.sheets import Paper, Printed
from kyuanbook.rules.campaigns import CampaignKind
from kyuanbook.rules.dates import near_day

__all__ = ["PAPERS", "FlyerForm", "Paper", "Printed", "flyer_sheet", "form_name", "print_flyer"]


def form_name(form: FlyerForm) -> str:
    """What it is called where it is picked."""
    return {FlyerForm.FLYER: tr("传单"), FlyerForm.COUPON: tr("优惠券")}[form]


def print_flyer(book: Book, *, campaign_id: int, form: FlyerForm, paper: Paper) -> Printed:
    """A campaign on paper. Raises NoSuchRow."""
    from kyuanbook.paper.flyers import flyers

    return flyers(flyer_sheet(book, campaign_id, form), form, paper)


def flyer_sheet(book: Book, campaign_id: int, form: FlyerForm) -> FlyerSheet:
    """The words of it."""
    with book.read() as sql:
        one, name = campaigns.campaign(sql, campaign_id), shop.settings(sql).name
    if one is None:
        raise NoSuchRow(table="campaign", id=campaign_id)
    today = book.today()
    days = ""
    if one.kind != CampaignKind.CONTENT and one.last is not None:
        first, last = say(near_day(one.first, today)), say(near_day(one.last, today))
        days = tr("{day}当天有效", day=first) if one.first == one.last else tr("{first} – {last} 有效", first=first, last=last)
    return FlyerSheet(
        title=f"{form_name(form)} {one.name}", shop=name, head=one.name, offer=one.offer, words=one.words, days=days,
        code=one.code, say=tr("到店出示，或报这个编号"),
    )  # fmt: skip
