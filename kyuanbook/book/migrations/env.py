"""Alembic's environment: runs the steps on the connection it is handed, never on one of its own making."""

from alembic import context

from kyuanbook.book.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
