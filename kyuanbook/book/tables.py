"""The tables. Days are proleptic ordinals (``date(day + 1721424.5)`` in SQL), money is integer cents (分), instants are
epoch seconds in UTC; ``version`` counts the changes of a row, so that a stale write is noticed.

Imported only when something is written: the first picture is read by SQL text alone.
"""

from typing import Any

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from kyuanbook.book.derived_tables import METADATA as METADATA
from kyuanbook.book.desk_tables import (
    CallList as CallList,
)
from kyuanbook.book.desk_tables import (
    CallListRow as CallListRow,
)
from kyuanbook.book.desk_tables import (
    Feedback as Feedback,
)
from kyuanbook.book.desk_tables import (
    FollowRule as FollowRule,
)
from kyuanbook.book.desk_tables import (
    FollowUp as FollowUp,
)
from kyuanbook.book.desk_tables import (
    Survey as Survey,
)
from kyuanbook.book.desk_tables import (
    SurveyQuestion as SurveyQuestion,
)
from kyuanbook.book.desk_tables import (
    SurveyReply as SurveyReply,
)
from kyuanbook.book.row import NOTHING, NOUGHT
from kyuanbook.book.row import Row as Row
from kyuanbook.book.source_tables import (
    Campaign as Campaign,
)
from kyuanbook.book.source_tables import (
    Consent as Consent,
)
from kyuanbook.book.source_tables import (
    Cost as Cost,
)
from kyuanbook.book.source_tables import (
    EventGuest as EventGuest,
)
from kyuanbook.book.source_tables import (
    MonthReport as MonthReport,
)
from kyuanbook.book.source_tables import (
    Partner as Partner,
)
from kyuanbook.book.source_tables import (
    PartnerEntry as PartnerEntry,
)
from kyuanbook.book.source_tables import (
    PartnerPerson as PartnerPerson,
)
from kyuanbook.book.source_tables import (
    PartnerSent as PartnerSent,
)
from kyuanbook.book.source_tables import (
    Relation as Relation,
)
from kyuanbook.book.source_tables import (
    RelationKind as RelationKind,
)
from kyuanbook.book.source_tables import (
    RewardEntry as RewardEntry,
)
from kyuanbook.book.source_tables import (
    RewardRule as RewardRule,
)
from kyuanbook.book.source_tables import (
    SocialContact as SocialContact,
)
from kyuanbook.book.source_tables import (
    SocialNote as SocialNote,
)


class Setting(Row, table=True):
    """One setting of the shop, as JSON, so that it travels with the book."""

    __tablename__ = "setting"
    name: str = Field(unique=True)
    value: str


class Channel(Row, table=True):
    """来源渠道: a way in. ``code`` names one that came with the program, which speaks the owner's language while ``name`` is
    empty; the owner may rename and hide, never lose it. ``merged_into_id``: it counts as that one from now on, whatever
    happened bears its own number still."""

    __tablename__ = "channel"
    family: str
    code: str | None = None
    name: str = ""
    natural: bool
    position: int
    hidden: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="channel.id")


class Staff(Row, table=True):
    """店员."""

    __tablename__ = "staff"
    name: str
    position: int = Field(default=0, sa_column_kwargs=NOUGHT)
    hidden: bool = False


class Product(Row, table=True):
    """商品/服务."""

    __tablename__ = "product"
    name: str
    price_cents: int | None = None
    interval_days: int | None = None
    hidden: bool = False


class Tag(Row, table=True):
    """标签: a free word on a customer."""

    __tablename__ = "tag"
    name: str = Field(unique=True)


class CalendarDay(Row, table=True):
    """店铺日历: closed days, and events that explain a change. Both ends belong to it."""

    __tablename__ = "calendar_day"
    first: int
    last: int
    closed: bool
    word: str


class Customer(Row, table=True):
    """A person or firm in the book. ``partner_id``: who sent them; ``natural``: None as their channel has it; ``deleted_at``
    set: it lies in 回收站, where ``merged_into_id`` says who they turned out to be."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
        # a week's birthdays are a few of these keys, whatever the size of the book
        Index(
            "ix_customer_birth", "birth_month", "birth_day", "birth_calendar", sqlite_where=text("birth_month IS NOT NULL")
        ),
        Index("ix_customer_member_no", "member_no", sqlite_where=text("member_no != ''")),
        Index("ix_customer_pin", "pin", sqlite_where=text("pin != ''")),
        Index("ix_customer_created", "created_day"),  # 潜在 gone quiet: found by the day they came into the book
        Index("ix_customer_campaign", "first_campaign_id", sqlite_where=text("first_campaign_id IS NOT NULL")),
        Index("ix_customer_partner", "partner_id", sqlite_where=text("partner_id IS NOT NULL")),
        Index("ix_customer_merged", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
        {"sqlite_autoincrement": True},  # a number once on paper never names somebody else
    )
    kind: str = "person"
    name: str = ""
    alias: str = ""
    sex: str = ""
    birth_calendar: str = ""
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    birth_leap: bool = False
    birth_rule: str = Field(default="", sa_column_kwargs=NOTHING)
    email: str = ""
    wechat: str = ""
    address: str = ""
    occupation: str = ""
    member_no: str = ""
    note: str = ""
    first_channel_id: int | None = Field(default=None, foreign_key="channel.id", index=True)
    first_source_day: int | None = None
    latest_channel_id: int | None = Field(default=None, foreign_key="channel.id")
    latest_source_day: int | None = None
    first_campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    latest_campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    partner_id: int | None = Field(default=None, foreign_key="partner.id")
    natural: bool | None = None
    referrer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    do_not_contact: bool = False
    opening: bool = False
    opening_visits: int | None = None
    opening_total_cents: int = 0
    opening_first: int | None = None
    opening_last: int | None = None
    opening_gap: int | None = None
    pin: str = ""
    pin_by: str = ""
    pin_day: int | None = None
    pin_why: str = ""
    income_band: str = Field(default="", sa_column_kwargs=NOTHING)
    tier_pin: str = Field(default="", sa_column_kwargs=NOTHING)
    tier_pin_by: str = Field(default="", sa_column_kwargs=NOTHING)
    tier_pin_day: int | None = None
    tier_pin_why: str = Field(default="", sa_column_kwargs=NOTHING)
    created_at: int
    created_day: int
    deleted_at: int | None = None
    merged_into_id: int | None = Field(default=None, foreign_key="customer.id")


class Phone(Row, table=True):
    """A number of a customer: as compared and searched, and as it was typed."""

    __tablename__ = "phone"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    number: str = Field(index=True)
    typed: str
    label: str = ""
    wrong: bool = False
    position: int = 0


class ContactPerson(Row, table=True):
    """联系人: a person to speak to at a customer that is a firm."""

    __tablename__ = "contact_person"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str
    phone: str = ""
    role: str = ""
    note: str = ""
    position: int = 0


class CustomerTag(Row, table=True):
    """Which customer bears which tag."""

    __tablename__ = "customer_tag"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    tag_id: int = Field(foreign_key="tag.id", index=True)


class Visit(Row, table=True):
    """到店: a purchase or a service received. ``minute`` of the day, or None when only the day is known; ``channel_id``,
    ``campaign_id``: what brought it, where that was said."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_customer_day", "customer_id", "day"),
        # a day's visits in the order of the clock, its sums without touching the rows
        Index("ix_visit_day", "day", "minute", "customer_id", "amount_cents", "deleted_at"),
        Index("ix_visit_campaign", "campaign_id", sqlite_where=text("campaign_id IS NOT NULL")),
        Index("ix_visit_channel", "channel_id", sqlite_where=text("channel_id IS NOT NULL")),
        Index("ix_visit_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
    )
    customer_id: int = Field(foreign_key="customer.id")
    day: int
    minute: int | None = None
    amount_cents: int
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    note: str = ""
    created_at: int
    deleted_at: int | None = None


class VisitItem(Row, table=True):
    """What was bought or done in a visit; ``name`` as it was then, whatever the product is called now."""

    __tablename__ = "visit_item"
    visit_id: int = Field(foreign_key="visit.id", index=True)
    product_id: int | None = Field(default=None, foreign_key="product.id")
    name: str
    quantity: int = 1
    position: int = 0


class CustomField(Row, table=True):
    """自定义项目: what the owner writes down beside the usual, on a customer or on a visit. ``kind``: a code of
    ``rules.custom``; ``code``: of one that came with the trade; ``choices``: JSON list of words."""

    __tablename__ = "custom_field"
    owner: str
    kind: str
    name: str
    code: str | None = None
    choices: str = ""
    unit: str = ""
    searchable: bool = False
    position: int
    hidden: bool = False


class CustomValue(Row, table=True):
    """What is written in a custom field: of a customer, or of one of their visits. ``text`` as shown; ``number`` what it is
    compared by (a number, a day, 1 or 0)."""

    __tablename__ = "custom_value"
    __table_args__ = (
        Index("ix_custom_value_text", "field_id", "text"),
        Index("ix_custom_value_number", "field_id", "number", sqlite_where=text("number IS NOT NULL")),
        Index("ix_custom_value_visit", "visit_id", sqlite_where=text("visit_id IS NOT NULL")),
    )
    field_id: int = Field(foreign_key="custom_field.id")
    customer_id: int = Field(foreign_key="customer.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    text: str
    number: float | None = None


class Interaction(Row, table=True):
    """联系记录: a touch that is not a visit. ``kind``: a code of ``rules.touches``; ``wanted``: what they asked for, in words;
    ``follow_up_id``: what it was about; ``phone_id``: the number rung; ``list_row_id``: the row of a printed list it was typed
    back from (neither a foreign key: a number may be struck out, and the paper outlives what is undone); ``followed``: JSON of
    what followed from it by itself (``rules.answers.Followed``), so that it can be taken back."""

    __tablename__ = "interaction"
    __table_args__ = (
        Index("ix_interaction_customer_day", "customer_id", "day"),
        Index("ix_interaction_day", "day"),
        Index("ix_interaction_list_row", "list_row_id", sqlite_where=text("list_row_id IS NOT NULL")),
        Index("ix_interaction_follow_up", "follow_up_id", sqlite_where=text("follow_up_id IS NOT NULL")),
        Index("ix_interaction_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
    )
    customer_id: int = Field(foreign_key="customer.id")
    day: int
    minute: int | None = None
    kind: str
    outcome: str = ""
    product_id: int | None = Field(default=None, foreign_key="product.id")
    wanted: str = ""
    cost_cents: int = 0
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    note: str = ""
    follow_up_id: int | None = Field(default=None, foreign_key="follow_up.id")
    phone_id: int | None = None
    list_row_id: int | None = None
    followed: str = Field(default="", sa_column_kwargs=NOTHING)
    created_at: int
    deleted_at: int | None = None


class LapseReason(Row, table=True):
    """流失原因. ``code`` names one that came with the program, which speaks the owner's language while ``name`` is empty."""

    __tablename__ = "lapse_reason"
    code: str | None = None
    name: str = ""
    position: int
    hidden: bool = False


class Lapse(Row, table=True):
    """Why a customer stopped coming, as they or the owner said on ``day``."""

    __tablename__ = "lapse"
    __table_args__ = (Index("ix_lapse_day", "day"),)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    reason_id: int = Field(foreign_key="lapse_reason.id")
    day: int
    note: str = ""
    who: str = ""


class WinBack(Row, table=True):
    """挽回: one attempt to bring a customer back, or, ``held``, one who was drawn by lot to be left alone, so that it can be
    said what trying does. ``batch``: those drawn together; ``measure``: a code of ``rules.winback``."""

    __tablename__ = "win_back"
    __table_args__ = (Index("ix_win_back_day", "day"),)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    day: int
    measure: str = ""
    cost_cents: int = 0
    note: str = ""
    held: bool = False
    batch: int | None = None
    list_id: int | None = Field(default=None, foreign_key="call_list.id")
    created_at: int


class Segment(Row, table=True):
    """客户细分: a saved filter; ``conditions`` as ``rules.segments`` writes them."""

    __tablename__ = "segment"
    name: str
    conditions: str
    position: int
    created_day: int


class Dismissal(Row, table=True):
    """A product suggested for a customer and turned down: it is not suggested to them again."""

    __tablename__ = "dismissal"
    customer_id: int = Field(foreign_key="customer.id", index=True)
    product_id: int = Field(foreign_key="product.id")
    day: int


class Journal(SQLModel, table=True):
    """操作记录: one change to the book; undo reads it. Never edited but for ``state`` and, at undo, what was created."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_state", "state", "id", sqlite_where=text("state < 2")),
        Index("ix_journal_customer", "customer_id", sqlite_where=text("customer_id IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: int
    day: int
    who: str
    action: str
    label: str
    customer_id: int | None = None
    kind: str
    target_id: int | None = None
    state: int
    changes: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


JOURNALLED: dict[str, type[Row]] = {
    str(table.__tablename__): table
    for table in (
        Setting, Channel, Staff, Product, Tag, CalendarDay, CustomField, LapseReason, Segment, Partner, PartnerPerson,
        Campaign, Cost, FollowRule, Survey, SurveyQuestion, RewardRule, RelationKind, Customer, Phone, ContactPerson,
        CustomerTag, Visit, VisitItem, CustomValue, FollowUp, Interaction, Lapse, Dismissal, CallList, CallListRow, WinBack,
        Feedback, SurveyReply, EventGuest, PartnerSent, PartnerEntry, Consent, RewardEntry, SocialContact, SocialNote,
        Relation, MonthReport,
    )
}  # fmt: skip


def core(table: type[SQLModel]) -> Any:
    """The SQLAlchemy table behind a SQLModel class."""
    return table.__table__  # type: ignore[attr-defined]
