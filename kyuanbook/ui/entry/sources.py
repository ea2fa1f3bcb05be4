"""What the source fields of an entry offer: 来源渠道, under each what is running on it; a printed code picks its campaign."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import campaigns, shop
from kyuanbook.book.queries.campaigns import CampaignRow
from kyuanbook.book.queries.shop import ChannelRow
from kyuanbook.language import say, tr
from kyuanbook.rules.channels import BY_CUSTOMER, NATURAL, PROMOTED
from kyuanbook.rules.codes import customer_of_code
from kyuanbook.ui.entry.finding import Find, channel_option, find_customer, sounds_like
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.picker import Option, Picker

CARD: Final = "card:"  # then whose 介绍卡 it is: what an option's key stands for
CAMPAIGN: Final = "campaign:"  # then its number and that of its source: what an option's key stands for


class Picked(NamedTuple):
    """What stands in a source field."""

    channel_id: int | None = None
    campaign_id: int | None = None


def find_source(book: Book) -> Find:
    """Sources in the owner's order, what is running below its own; a campaign whose code is typed stands first."""

    def find(typed: str) -> Sequence[Option]:
        try:
            with book.read() as sql:
                offered, at_work = shop.channels(sql), campaigns.running(sql, book.today())
                coded = campaigns.by_code(sql, typed)
        except BookError:  # nothing to offer from a book that is gone; saving says what to do
            return ()
        found = [] if coded is None else [campaign_option(coded)]
        at_work = [one for one in at_work if coded is None or one.id != coded.id]
        for row in offered:
            fits = sounds_like(row.name, typed)
            found += [channel_option(row)] if fits else []
            own = [one for one in at_work if one.channel_id == row.id]
            found += [campaign_option(one) for one in own if fits or sounds_like(one.name, typed)]
        listed = {row.id for row in offered}
        rest = [one for one in at_work if one.channel_id not in listed and sounds_like(one.name, typed)]
        return [*found, *map(campaign_option, rest)]

    return find


def no_source(typed: str) -> str:
    """Said while neither a source nor a campaign fits what is typed."""
    return tr("没有找到“{typed}”，换个字或拼音首字母试试；没有的先空着，到“设置 → 来源渠道”里加。", typed=typed)


def find_way(book: Book) -> Find:
    """As :func:`find_source`; whoever bears the code on a 介绍卡 comes first."""
    sources, people = find_source(book), find_customer(book)

    def find(typed: str) -> Sequence[Option]:
        who = customer_of_code(typed)
        bearers = [] if who is None else [one for one in people(typed) if one.key == str(who)]
        return [*(Option(f"{CARD}{one.key}", one.word, tr("凭介绍卡")) for one in bearers), *sources(typed)]

    return find


def by_customer(book: Book) -> Option | None:
    """客户介绍, as it is called in this shop; None where it is offered no more."""
    try:
        with book.read() as sql:
            return next((channel_option(row) for row in shop.channels(sql) if row.code == BY_CUSTOMER), None)
    except BookError:
        return None


def campaign_known(book: Book, campaign_id: int | None) -> CampaignRow | None:
    """The campaign that somebody came by; None for none, or one that is gone. Raises BookError."""
    if campaign_id is None:
        return None
    with book.read() as sql:
        return campaigns.campaign(sql, campaign_id)


def campaign_option(one: CampaignRow) -> Option:
    """A campaign as it is offered, its source and its code at the right."""
    return Option(_key(one.channel_id, one.id), one.name, "　".join(filter(None, (one.channel, one.code))))


def source_option(channel_id: int | None, campaign_id: int | None, word: str) -> Option | None:
    """What is kept, as the field shows it; None for nothing."""
    if campaign_id is not None:
        return Option(_key(channel_id, campaign_id), word)
    return None if channel_id is None else Option(str(channel_id), word)


def picked_source(picker: Picker) -> Picked:
    """What was picked in a field of :func:`find_source`."""
    key = picker.choice()
    if key.startswith(CARD):  # not taken to its two fields yet
        return Picked()
    if not key.startswith(CAMPAIGN):
        return Picked(int(key) if key else None)
    campaign, _, channel = key.removeprefix(CAMPAIGN).partition(":")
    return Picked(int(channel) if channel else None, int(campaign))


def channel_of(book: Book, picker: Picker) -> ChannelRow | None:
    """The source that was picked, itself or by its campaign; None for none, or while the book can't be read."""
    chosen = picked_source(picker).channel_id
    if chosen is None:
        return None
    try:
        with book.read() as sql:
            return next((one for one in shop.channels(sql, hidden=True) if one.id == chosen), None)
    except BookError:
        return None


def _key(channel_id: int | None, campaign_id: int) -> str:
    return f"{CAMPAIGN}{campaign_id}:{'' if channel_id is None else channel_id}"


def natural_choices() -> list[Choice]:
    """自然还是人工 of a customer: as their source has it, or set for them."""
    return [Choice("", tr("按来源算")), Choice("natural", say(NATURAL)), Choice("promoted", say(PROMOTED))]
