"""What is known beside visits: custom fields, touches, why people stop, attempts to win them back, segments; and a dated
snapshot of what each customer is worth.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REASONS = ("price", "quality", "service", "moved", "rival", "no_need", "other")  # of GLOSSARY, in its order


def upgrade() -> None:
    """New tables and columns; nothing the owner wrote is touched."""
    op.create_table(
        "basis",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_basis")),
    )
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("searchable", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
    )
    op.create_table(
        "lapse_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lapse_reason")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    op.create_table(
        "standing",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("p", sa.Float(), nullable=False),
        sa.Column("visits_ahead", sa.Float(), nullable=False),
        sa.Column("clv_cents", sa.Integer(), nullable=False),
        sa.Column("risk_cents", sa.Integer(), nullable=False),
        sa.Column("basket_cents", sa.Integer(), nullable=False),
        sa.Column("year_cents", sa.Integer(), nullable=False),
        sa.Column("year_visits", sa.Integer(), nullable=False),
        sa.Column("r", sa.Integer(), nullable=False),
        sa.Column("f", sa.Integer(), nullable=False),
        sa.Column("m", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("potential", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_standing")),
    )
    op.create_index("ix_standing_tier", "standing", ["tier"], unique=False)
    op.create_table(
        "tier_change",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "day", name=op.f("pk_tier_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_dismissal_customer_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_dismissal_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
    )
    op.create_index("ix_dismissal_customer_id", "dismissal", ["customer_id"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_interaction_customer_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_interaction_product_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_interaction_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
    )
    op.create_index("ix_interaction_customer_day", "interaction", ["customer_id", "day"], unique=False)
    op.create_index("ix_interaction_day", "interaction", ["day"], unique=False)
    op.create_index(
        "ix_interaction_deleted",
        "interaction",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_table(
        "lapse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_lapse_customer_id")),
        sa.ForeignKeyConstraint(["reason_id"], ["lapse_reason.id"], name=op.f("fk_lapse_reason_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lapse")),
    )
    op.create_index("ix_lapse_customer_id", "lapse", ["customer_id"], unique=False)
    op.create_index("ix_lapse_day", "lapse", ["day"], unique=False)
    op.create_table(
        "win_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_win_back_customer_id")),
        sa.ForeignKeyConstraint(["list_id"], ["call_list.id"], name=op.f("fk_win_back_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_win_back")),
    )
    op.create_index("ix_win_back_customer_id", "win_back", ["customer_id"], unique=False)
    op.create_index("ix_win_back_day", "win_back", ["day"], unique=False)
    op.create_table(
        "custom_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_custom_value_customer_id")),
        sa.ForeignKeyConstraint(["field_id"], ["custom_field.id"], name=op.f("fk_custom_value_field_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_custom_value_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
    )
    op.create_index("ix_custom_value_customer_id", "custom_value", ["customer_id"], unique=False)
    op.create_index(
        "ix_custom_value_number",
        "custom_value",
        ["field_id", "number"],
        unique=False,
        sqlite_where=sa.text("number IS NOT NULL"),
    )
    op.create_index("ix_custom_value_text", "custom_value", ["field_id", "text"], unique=False)
    op.create_index(
        "ix_custom_value_visit",
        "custom_value",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
    )
    op.add_column("customer", sa.Column("income_band", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("customer", sa.Column("tier_pin", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("customer", sa.Column("tier_pin_by", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("customer", sa.Column("tier_pin_day", sa.Integer(), nullable=True))
    op.add_column("customer", sa.Column("tier_pin_why", sa.String(), server_default=sa.text("''"), nullable=False))
    reasons = sa.table("lapse_reason", *(sa.column(c) for c in ("version", "code", "name", "position", "hidden")))
    op.bulk_insert(
        reasons,
        [{"version": 1, "code": c, "name": "", "position": i, "hidden": False} for i, c in enumerate(REASONS)],
    )
