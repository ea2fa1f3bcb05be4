"""The version of the book's tables, and how an older book becomes a present one."""

from pathlib import Path
from typing import Any, Final

from kyuanbook.book.errors import NewerBook, NotABook
from kyuanbook.book.reader import Reader
from kyuanbook.book.sqlite import Connection, driver

HEAD: Final = "0006"  # numbers with leading zeros: they compare as they follow one another
MIGRATIONS: Final = Path(__file__).with_name("migrations")


def version(sql: Reader, path: Path) -> str:
    """The book's version, "" for a file with nothing in it yet.

    Raises NotABook for somebody else's database, NewerBook for one from a newer program.
    """
    try:
        tables = set(sql.column("SELECT name FROM sqlite_master WHERE type = 'table'"))
    except driver.DatabaseError as error:
        raise NotABook(path=str(path)) from error
    if not tables:
        return ""
    if not {"alembic_version", "journal", "customer"} <= tables:
        raise NotABook(path=str(path))
    found = str(sql.value("SELECT version_num FROM alembic_version") or "")
    if found > HEAD:
        raise NewerBook(path=str(path), found=found, known=HEAD)
    return found


def migrate(connection: Connection) -> None:
    """Bring the tables to HEAD on a writable driver connection, in one transaction."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["output_buffer"] = None
    engine = create_engine("sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(sa_connection: Any) -> None:
        sa_connection.exec_driver_sql("BEGIN IMMEDIATE")

    connection.execute("PRAGMA foreign_keys = OFF")  # a table made anew is dropped on the way
    try:
        with engine.begin() as sa_connection:
            config.attributes["connection"] = sa_connection
            command.upgrade(config, "head")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise LookupError("a migration left rows that point nowhere")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
