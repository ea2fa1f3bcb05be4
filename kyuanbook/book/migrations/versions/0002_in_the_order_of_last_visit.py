"""The search's rows in the order of last visit; birthdays found by month and day.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The rows are carried over in their new order."""
    op.create_index(
        "ix_customer_birth",
        "customer",
        ["birth_month", "birth_day", "birth_calendar"],
        unique=False,
        sqlite_where=sa.text("birth_month IS NOT NULL"),
    )
    op.drop_index("ix_search_row_sort_key", table_name="search_row")
    op.rename_table("search_row", "search_row_before")
    op.create_table(
        "search_row",
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("keys", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("last_day", "customer_id", name="pk_search_row"),
        sa.UniqueConstraint("customer_id", name="uq_search_row_customer_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO search_row (last_day, customer_id, sort_key, keys)"
        " SELECT last_day, customer_id, sort_key, keys FROM search_row_before ORDER BY last_day, customer_id"
    )
    op.drop_table("search_row_before")
    op.create_index("ix_search_row_sort_key", "search_row", ["sort_key"], unique=False)
