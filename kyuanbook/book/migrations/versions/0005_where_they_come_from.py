"""Where customers come from: campaigns and what they cost, partners, referral rewards, the customer network.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = (("family", False), ("household", True), ("friend", False), ("colleague", False), ("neighbour", False))
# (table, column, parent) of what a later version learnt about an older row
LEARNT = (
    ("channel", "merged_into_id", "channel"),
    ("customer", "first_campaign_id", "campaign"),
    ("customer", "latest_campaign_id", "campaign"),
    ("customer", "partner_id", "partner"),
    ("visit", "channel_id", "channel"),
    ("visit", "campaign_id", "campaign"),
    ("follow_rule", "campaign_id", "campaign"),
    ("call_list", "campaign_id", "campaign"),
    ("call_list", "partner_id", "partner"),
)


def _table(name: str, *columns: sa.Column[object], **parents: str) -> None:
    """A table with what every row has."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{name}_{column}"))
            for column, parent in parents.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _number(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _words(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _yes_no(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=nullable)


def upgrade() -> None:
    """New tables, columns and indexes; nothing the owner wrote is touched."""
    _table(
        "partner",
        _words("kind"), _words("name"), _words("phone"), _words("wechat"), _words("address"), _words("note"),
        _number("channel_id", nullable=True), _words("commission"), _number("commission_cents"),
        _number("commission_rate"), _number("commission_days", nullable=True),
        _number("commission_since", nullable=True), _number("created_day"), _yes_no("hidden"), channel_id="channel",
    )  # fmt: skip
    _table(
        "partner_person",
        _number("partner_id"), _words("name"), _words("phone"), _words("role"), _words("note"), _number("position"),
        partner_id="partner",
    )  # fmt: skip
    op.create_index("ix_partner_person_partner_id", "partner_person", ["partner_id"])
    _table(
        "campaign",
        _words("kind"), _words("name"), _number("channel_id", nullable=True), _number("partner_id", nullable=True),
        _number("first"), _number("last", nullable=True), _number("minute", nullable=True), _words("place"),
        _number("budget_cents", nullable=True), _words("offer"), _number("segment_id", nullable=True),
        _words("words"), _words("code"), _words("link"), _number("window_days", nullable=True), _words("note"),
        _number("created_day"), _yes_no("hidden"), channel_id="channel", partner_id="partner",
    )  # fmt: skip
    op.create_index("ix_campaign_channel_id", "campaign", ["channel_id"])
    op.create_index("ix_campaign_code", "campaign", ["code"], unique=True, sqlite_where=sa.text("code != ''"))
    op.create_index("ix_campaign_partner_id", "campaign", ["partner_id"])
    _table(
        "cost",
        _number("campaign_id", nullable=True), _number("channel_id", nullable=True),
        _number("partner_id", nullable=True), _number("day"), _number("cents"), _words("note"), _number("created_at"),
        campaign_id="campaign", channel_id="channel", partner_id="partner",
    )  # fmt: skip
    op.create_index("ix_cost_campaign_id", "cost", ["campaign_id"])
    op.create_index("ix_cost_channel_id", "cost", ["channel_id"])
    op.create_index("ix_cost_day", "cost", ["day"])
    op.create_index("ix_cost_partner_id", "cost", ["partner_id"])
    _table(
        "reward_rule",
        _words("name"), _words("referrer_form"), _number("referrer_cents"), _number("referrer_rate"),
        _words("referrer_goods"), _words("newcomer_form"), _number("newcomer_cents"), _number("newcomer_rate"),
        _words("newcomer_goods"), _words("due"), _number("due_cents"), _number("due_visits"),
        _number("cap_month", nullable=True), _number("first"), _number("last", nullable=True), _number("created_day"),
    )  # fmt: skip
    _table(
        "relation_kind",
        _words("code", nullable=True), _words("name"), _yes_no("household"), _number("position"), _yes_no("hidden"),
    )  # fmt: skip
    _table(
        "event_guest",
        _number("campaign_id"), _number("customer_id"), _words("state"), _number("invited_day", nullable=True),
        _number("came_day", nullable=True), _number("minute", nullable=True), _words("note"), campaign_id="campaign",
        customer_id="customer",
    )  # fmt: skip
    op.create_index("ix_event_guest", "event_guest", ["campaign_id", "customer_id"], unique=True)
    op.create_index("ix_event_guest_customer_id", "event_guest", ["customer_id"])
    _table(
        "partner_sent",
        _number("partner_id"), _number("customer_id"), _number("day"), _words("note"), _number("created_at"),
        _number("deleted_at", nullable=True), partner_id="partner", customer_id="customer",
    )  # fmt: skip
    op.create_index("ix_partner_sent_customer_id", "partner_sent", ["customer_id"])
    op.create_index(
        "ix_partner_sent_deleted", "partner_sent", ["deleted_at"], sqlite_where=sa.text("deleted_at IS NOT NULL")
    )
    op.create_index("ix_partner_sent_partner_id", "partner_sent", ["partner_id"])
    _table(
        "partner_entry",
        _number("partner_id"), _number("day"), _words("kind"), _number("cents"),
        _number("customer_id", nullable=True), _number("visit_id", nullable=True), _number("entry_id", nullable=True),
        _words("terms"), _words("note"), _words("who"), _number("created_at"), partner_id="partner",
        customer_id="customer", visit_id="visit", entry_id="partner_entry",
    )  # fmt: skip
    op.create_index("ix_partner_entry_customer_id", "partner_entry", ["customer_id"])
    op.create_index("ix_partner_entry_partner_id", "partner_entry", ["partner_id"])
    _table(
        "consent",
        _number("customer_id"), _words("kind"), _number("partner_id", nullable=True), _number("day"), _words("how"),
        _words("note"), _number("withdrawn_day", nullable=True), customer_id="customer", partner_id="partner",
    )  # fmt: skip
    op.create_index("ix_consent_customer_id", "consent", ["customer_id"])
    _table(
        "reward_entry",
        _number("customer_id"), _number("referred_id"), _number("rule_id"), _words("role"), _words("kind"),
        _words("form"), _number("cents"), _words("goods"), _number("day"), _number("visit_id", nullable=True),
        _number("entry_id", nullable=True), _words("note"), _words("who"), _number("created_at"),
        customer_id="customer", referred_id="customer", rule_id="reward_rule", visit_id="visit",
        entry_id="reward_entry",
    )  # fmt: skip
    op.create_index("ix_reward_entry_customer_id", "reward_entry", ["customer_id"])
    op.create_index("ix_reward_entry_entry_id", "reward_entry", ["entry_id"])
    op.create_index("ix_reward_entry_referred_id", "reward_entry", ["referred_id"])
    op.create_index("ix_reward_entry_rule_id", "reward_entry", ["rule_id"])
    _table(
        "social_contact",
        _words("platform"), _words("handle"), _words("name"), _words("note"), _number("customer_id", nullable=True),
        _number("channel_id", nullable=True), _number("campaign_id", nullable=True), _number("created_day"),
        _number("created_at"), _number("deleted_at", nullable=True), customer_id="customer", channel_id="channel",
        campaign_id="campaign",
    )  # fmt: skip
    op.create_index("ix_social_contact_customer_id", "social_contact", ["customer_id"])
    op.create_index(
        "ix_social_contact_deleted", "social_contact", ["deleted_at"], sqlite_where=sa.text("deleted_at IS NOT NULL")
    )
    _table(
        "social_note",
        _number("contact_id"), _number("day"), _words("words"), contact_id="social_contact",
    )  # fmt: skip
    op.create_index("ix_social_note_contact_id", "social_note", ["contact_id"])
    _table(
        "relation",
        _number("kind_id"), _number("customer_id"), _number("other_id", nullable=True),
        _number("partner_id", nullable=True), _number("contact_id", nullable=True), _words("note"), _number("day"),
        kind_id="relation_kind", customer_id="customer", other_id="customer", partner_id="partner",
        contact_id="social_contact",
    )  # fmt: skip
    op.create_index("ix_relation_contact_id", "relation", ["contact_id"])
    op.create_index("ix_relation_customer_id", "relation", ["customer_id"])
    op.create_index("ix_relation_other_id", "relation", ["other_id"])
    op.create_index("ix_relation_partner_id", "relation", ["partner_id"])
    _table(
        "month_report",
        _number("month"), _number("day"), _number("fit_id"), _words("printed_by"), _number("printed_at"), _words("words"),
        fit_id="fit",
    )  # fmt: skip
    op.create_index("ix_month_report_month", "month_report", ["month"])
    for table, column, parent in LEARNT:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT fk_{table}_{column} REFERENCES {parent} (id)"
        )
    op.add_column("customer", _yes_no("natural", nullable=True))
    op.create_index(
        "ix_customer_campaign", "customer", ["first_campaign_id"], sqlite_where=sa.text("first_campaign_id IS NOT NULL")
    )
    op.create_index("ix_customer_partner", "customer", ["partner_id"], sqlite_where=sa.text("partner_id IS NOT NULL"))
    op.create_index("ix_visit_campaign", "visit", ["campaign_id"], sqlite_where=sa.text("campaign_id IS NOT NULL"))
    op.create_index("ix_visit_channel", "visit", ["channel_id"], sqlite_where=sa.text("channel_id IS NOT NULL"))
    op.execute(
        "INSERT INTO follow_rule (version, code, kind, name, days, cents, channel, words, position, hidden) SELECT 1,"
        " 'reward_owed', 'reward_owed', '', 0, 0, 'wechat', '', coalesce(max(position) + 1, 0), 0 FROM follow_rule"
    )
    kinds = sa.table("relation_kind", *(sa.column(c) for c in ("version", "code", "name", "household", "position", "hidden")))
    op.bulk_insert(
        kinds,
        [
            {"version": 1, "code": code, "name": "", "household": household, "position": place, "hidden": False}
            for place, (code, household) in enumerate(KINDS)
        ],
    )
