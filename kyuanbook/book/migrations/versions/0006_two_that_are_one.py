"""Customers who turn out to be one: into whom a customer was merged.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column and its index; nothing the owner wrote is touched."""
    op.execute(
        "ALTER TABLE customer ADD COLUMN merged_into_id INTEGER CONSTRAINT fk_customer_merged_into_id REFERENCES customer (id)"
    )
    op.create_index("ix_customer_merged", "customer", ["merged_into_id"], sqlite_where=sa.text("merged_into_id IS NOT NULL"))
