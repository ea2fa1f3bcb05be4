"""The follow-up desk: rules, what was acted upon, lists as printed, what customers said and answered.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# (code, kind, days, channel, hidden) of the rules that come with every trade, as this version shipped them
USUAL = (
    ("low_score", "low_score", 0, "call", False),
    ("promised", "promised", 1, "call", False),
    ("birthday", "birthday", 3, "wechat", False),
    ("overdue", "overdue", 0, "call", False),
    ("lapsed", "lapsed", 0, "call", False),
    ("thank", "thank", 3, "wechat", False),
    ("product_due", "product_due", 0, "wechat", False),
    ("prospect", "prospect", 14, "wechat", False),
    ("anniversary", "anniversary", 0, "wechat", True),
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


def _added(name: str, kind: type[sa.Integer | sa.String | sa.Boolean], default: str) -> sa.Column[object]:
    return sa.Column(name, kind, server_default=sa.text(default), nullable=False)


def upgrade() -> None:
    """New tables, columns and indexes; nothing the owner wrote is touched."""
    _table(
        "follow_rule",
        _words("code", nullable=True), _words("kind"), _words("name"), _number("days"), _number("cents"),
        _words("channel"), _words("words"), _number("staff_id", nullable=True), _number("pause_days", nullable=True),
        _number("product_id", nullable=True), _number("segment_id", nullable=True), _number("position"),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        staff_id="staff", product_id="product",
    )  # fmt: skip
    _table(
        "follow_up",
        _number("rule_id", nullable=True), _words("kind"), _number("customer_id"), _number("occurrence"),
        _number("due_day"), _words("state"), _number("tries"), _number("staff_id", nullable=True), _words("note"),
        _number("source_id", nullable=True), _number("created_day"), _number("closed_day", nullable=True),
        rule_id="follow_rule", customer_id="customer", staff_id="staff", source_id="follow_up",
    )  # fmt: skip
    op.create_index(
        "ix_follow_up_open", "follow_up", ["due_day", "customer_id"], sqlite_where=sa.text("state = 'open'")
    )
    op.create_index("ix_follow_up_customer", "follow_up", ["customer_id", "rule_id", "occurrence"])
    op.create_index("ix_follow_up_closed", "follow_up", ["closed_day"], sqlite_where=sa.text("closed_day IS NOT NULL"))
    _table("survey", _words("name"), _words("words"), _number("position"), sa.Column("hidden", sa.Boolean(), nullable=False))
    _table(
        "survey_question",
        _number("survey_id"), _number("field_id"), _words("text"), _number("position"),
        survey_id="survey", field_id="custom_field",
    )  # fmt: skip
    op.create_index("ix_survey_question_survey_id", "survey_question", ["survey_id"])
    _table(
        "survey_reply",
        _number("survey_id"), _number("customer_id"), _number("day"), _words("answers"),
        _number("list_row_id", nullable=True), _number("created_at"),
        survey_id="survey", customer_id="customer",
    )  # fmt: skip
    op.create_index("ix_survey_reply_survey", "survey_reply", ["survey_id", "day"])
    op.create_index("ix_survey_reply_customer_id", "survey_reply", ["customer_id"])
    op.execute(
        "ALTER TABLE interaction ADD COLUMN follow_up_id INTEGER"
        " CONSTRAINT fk_interaction_follow_up_id REFERENCES follow_up (id)"
    )
    op.add_column("interaction", _number("phone_id", nullable=True))
    op.add_column("interaction", _number("list_row_id", nullable=True))
    op.add_column("interaction", _added("followed", sa.String, "''"))
    op.create_index(
        "ix_interaction_list_row", "interaction", ["list_row_id"], sqlite_where=sa.text("list_row_id IS NOT NULL")
    )
    op.create_index(
        "ix_interaction_follow_up", "interaction", ["follow_up_id"], sqlite_where=sa.text("follow_up_id IS NOT NULL")
    )
    _table(
        "feedback",
        _number("customer_id"), _number("day"), _number("score", nullable=True), _words("words"), _words("way"),
        _number("visit_id", nullable=True), _number("staff_id", nullable=True), _number("interaction_id", nullable=True),
        _number("created_at"), _number("deleted_at", nullable=True),
        customer_id="customer", visit_id="visit", staff_id="staff", interaction_id="interaction",
    )  # fmt: skip
    op.create_index("ix_feedback_customer_day", "feedback", ["customer_id", "day"])
    op.create_index("ix_feedback_day", "feedback", ["day", "score"])
    op.create_index("ix_feedback_deleted", "feedback", ["deleted_at"], sqlite_where=sa.text("deleted_at IS NOT NULL"))
    op.add_column("call_list", _added("frame", sa.String, "''"))
    op.add_column("call_list", _added("channel", sa.String, "''"))
    op.add_column("call_list", _added("sheets", sa.Integer, "1"))
    op.add_column("call_list", _added("offer_cents", sa.Integer, "0"))
    op.add_column("call_list", _number("survey_id", nullable=True))
    op.add_column("call_list", _added("asks_score", sa.Boolean, "0"))
    op.add_column("call_list", _number("voided_at", nullable=True))
    op.add_column("call_list_row", _added("sheet", sa.Integer, "1"))
    op.add_column("call_list_row", _number("rule_id", nullable=True))
    op.add_column("call_list_row", _added("follow_kind", sa.String, "''"))
    op.add_column("call_list_row", _added("occurrence", sa.Integer, "0"))
    op.add_column("call_list_row", _number("sent_at", nullable=True))
    op.drop_index("ix_call_list_row_customer_id", "call_list_row")
    op.create_index("ix_call_list_row_customer", "call_list_row", ["customer_id", "list_id"])
    op.add_column("customer", _added("birth_rule", sa.String, "''"))
    op.create_index("ix_customer_created", "customer", ["created_day"])
    op.add_column("staff", _added("position", sa.Integer, "0"))
    op.execute("UPDATE staff SET position = id")
    op.create_index("ix_derived_risk", "derived", ["fit_id", "at_risk_day"])
    op.create_index("ix_derived_first", "derived", ["fit_id", "first_day"])
    op.create_table(
        "due_again",
        _number("customer_id"), _number("product_id"), _number("last_day"), _number("due_day"), _number("until_day"),
        sa.PrimaryKeyConstraint("customer_id", "product_id", name=op.f("pk_due_again")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_due_again_day", "due_again", ["due_day", "product_id", "last_day", "until_day"])
    rules = sa.table(
        "follow_rule",
        *(
            sa.column(c)
            for c in ("version", "code", "kind", "name", "days", "cents", "channel", "words", "position", "hidden")
        ),
    )
    op.bulk_insert(
        rules,
        [
            {
                "version": 1, "code": code, "kind": kind, "name": "", "days": days, "cents": 0, "channel": channel,
                "words": "", "position": place, "hidden": hidden,
            }
            for place, (code, kind, days, channel, hidden) in enumerate(USUAL)
        ],
    )  # fmt: skip
