"""The tables of where customers come from: campaigns and what they cost, partners, referral rewards, the customer network.
Columns as in :mod:`kyuanbook.book.tables`, which has them all. A rate is in hundredths of a percent.
"""

from sqlalchemy import Index, text
from sqlmodel import Field

from kyuanbook.book.row import Row


class Partner(Row, table=True):
    """合作伙伴: another business that sends us customers and to which we send ours. ``kind``: of ``rules.partners``;
    ``channel_id``: the 来源渠道 of those they send; ``commission``: how it is reckoned, a code of ``rules.partners``;
    ``commission_days``: after a customer's first visit, None for ever; ``commission_since``: visits before that day keep the
    terms they had, None where there were no others."""

    __tablename__ = "partner"
    kind: str
    name: str
    phone: str = ""
    wechat: str = ""
    address: str = ""
    note: str = ""
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    commission: str = ""
    commission_cents: int = 0
    commission_rate: int = 0
    commission_days: int | None = None
    commission_since: int | None = None
    created_day: int
    hidden: bool = False


class PartnerPerson(Row, table=True):
    """联系人 at a partner."""

    __tablename__ = "partner_person"
    partner_id: int = Field(foreign_key="partner.id", index=True)
    name: str
    phone: str = ""
    role: str = ""
    note: str = ""
    position: int = 0


class Campaign(Row, table=True):
    """推广活动, 客户活动 or 内容: money and work spent over a time. ``kind``: of ``rules.campaigns``; ``last``: None while it
    has no end; ``minute``: of the day an event begins; ``code``: printed on flyers or coupons, by which it is known at the
    counter; ``window_days``: how long after its end it still counts, None for the shop's own; ``segment_id``: no foreign key,
    a 客户细分 may be struck out."""

    __tablename__ = "campaign"
    __table_args__ = (Index("ix_campaign_code", "code", unique=True, sqlite_where=text("code != ''")),)
    kind: str
    name: str
    channel_id: int | None = Field(default=None, foreign_key="channel.id", index=True)
    partner_id: int | None = Field(default=None, foreign_key="partner.id", index=True)
    first: int
    last: int | None = None
    minute: int | None = None
    place: str = ""
    budget_cents: int | None = None
    offer: str = ""
    segment_id: int | None = None
    words: str = ""
    code: str = ""
    link: str = ""
    window_days: int | None = None
    note: str = ""
    created_day: int
    hidden: bool = False


class Cost(Row, table=True):
    """花费: what was spent on a campaign, or on a channel or partner beside any campaign. One of the three is named."""

    __tablename__ = "cost"
    __table_args__ = (Index("ix_cost_day", "day"),)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id", index=True)
    partner_id: int | None = Field(default=None, foreign_key="partner.id", index=True)
    day: int
    cents: int
    note: str = ""
    created_at: int


class EventGuest(Row, table=True):
    """Whom an event was meant for. ``state``: of ``rules.campaigns``: invited, coming, declined, came."""

    __tablename__ = "event_guest"
    __table_args__ = (Index("ix_event_guest", "campaign_id", "customer_id", unique=True),)
    campaign_id: int = Field(foreign_key="campaign.id")
    customer_id: int = Field(foreign_key="customer.id", index=True)
    state: str
    invited_day: int | None = None
    came_day: int | None = None
    minute: int | None = None
    note: str = ""


class PartnerSent(Row, table=True):
    """A customer of ours whom we sent to a partner."""

    __tablename__ = "partner_sent"
    __table_args__ = (Index("ix_partner_sent_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),)
    partner_id: int = Field(foreign_key="partner.id", index=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    day: int
    note: str = ""
    created_at: int
    deleted_at: int | None = None


class PartnerEntry(Row, table=True):
    """A line of a partner's account, never edited, only countered. ``cents``: positive what we owe more, negative what we
    owe less; ``kind``: of ``rules.partners``; ``entry_id``: the line that it counters; ``terms``: by which it was reckoned, as
    ``rules.partners`` writes them."""

    __tablename__ = "partner_entry"
    partner_id: int = Field(foreign_key="partner.id", index=True)
    day: int
    kind: str
    cents: int
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    entry_id: int | None = Field(default=None, foreign_key="partner_entry.id")
    terms: str = ""
    note: str = ""
    who: str = ""
    created_at: int


class Consent(Row, table=True):
    """授权同意: what a customer agreed to, when and how. ``kind``: of ``rules.consents``; ``partner_id``: None for all."""

    __tablename__ = "consent"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str
    partner_id: int | None = Field(default=None, foreign_key="partner.id")
    day: int
    how: str = ""
    note: str = ""
    withdrawn_day: int | None = None


class RewardRule(Row, table=True):
    """转介绍奖励规则. ``referrer_...``, ``newcomer_...``: what each gets, ``form`` of ``rules.rewards`` ("" nothing), in cents,
    as a share of the first purchase or in goods; ``due``: of ``rules.rewards``; ``cap_month``: rewards a referrer may get in a
    calendar month; ``first``, ``last``: who was entered within them. Another scheme is another row: the old one ends."""

    __tablename__ = "reward_rule"
    name: str = ""
    referrer_form: str = ""
    referrer_cents: int = 0
    referrer_rate: int = 0
    referrer_goods: str = ""
    newcomer_form: str = ""
    newcomer_cents: int = 0
    newcomer_rate: int = 0
    newcomer_goods: str = ""
    due: str
    due_cents: int = 0
    due_visits: int = 0
    cap_month: int | None = None
    first: int
    last: int | None = None
    created_day: int


class RewardEntry(Row, table=True):
    """A line of the rewards' ledger, never edited, only countered. ``customer_id``: who gets it; ``referred_id``: for whose
    coming; ``role``, ``kind``, ``form``: of ``rules.rewards``; ``visit_id``: the visit by which it was due; ``entry_id``: what
    was owed and is given, or what is countered."""

    __tablename__ = "reward_entry"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    referred_id: int = Field(foreign_key="customer.id", index=True)
    rule_id: int = Field(foreign_key="reward_rule.id", index=True)
    role: str
    kind: str
    form: str
    cents: int = 0
    goods: str = ""
    day: int
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    entry_id: int | None = Field(default=None, foreign_key="reward_entry.id", index=True)
    note: str = ""
    who: str = ""
    created_at: int


class RelationKind(Row, table=True):
    """What two people are to each other. ``code`` names one that came with the program, which speaks the owner's language
    while ``name`` is empty; ``household``: those so related are one 家."""

    __tablename__ = "relation_kind"
    code: str | None = None
    name: str = ""
    household: bool = False
    position: int
    hidden: bool = False


class SocialContact(Row, table=True):
    """社交联系人: a handle on a social platform (a code of ``rules.social``), tied to a customer or not yet."""

    __tablename__ = "social_contact"
    __table_args__ = (Index("ix_social_contact_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),)
    platform: str
    handle: str
    name: str = ""
    note: str = ""
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    created_day: int
    created_at: int
    deleted_at: int | None = None


class SocialNote(Row, table=True):
    """What was said or asked over a social platform, by somebody who was not yet a customer."""

    __tablename__ = "social_note"
    contact_id: int = Field(foreign_key="social_contact.id", index=True)
    day: int
    words: str


class Relation(Row, table=True):
    """关系 of a customer with another, a partner or a social contact: one of the three is named."""

    __tablename__ = "relation"
    kind_id: int = Field(foreign_key="relation_kind.id")
    customer_id: int = Field(foreign_key="customer.id", index=True)
    other_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    partner_id: int | None = Field(default=None, foreign_key="partner.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="social_contact.id", index=True)
    note: str = ""
    day: int


class MonthReport(Row, table=True):
    """月报 as it was printed, and by which parameters. ``month``: counted on, as ``rules.lapses`` has it; ``words``: JSON of
    all that stands on the page, so that it is printed again identically."""

    __tablename__ = "month_report"
    month: int = Field(index=True)
    day: int
    fit_id: int = Field(foreign_key="fit.id")
    printed_by: str = ""
    printed_at: int
    words: str
