"""The tables: what the migrations make is what the models say, and an older book keeps what its owner wrote."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from kyuanbook.book import schema
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import NewerBook, NotABook
from kyuanbook.book.reader import Reader
from kyuanbook.book.schema import HEAD
from kyuanbook.book.search import Haystack, search
from kyuanbook.book.sqlite import driver
from kyuanbook.book.tables import JOURNALLED, METADATA
from tests.book.factories import Clock, customer, snapshot, visit

FOLDER = schema.MIGRATIONS


def engine_on(connection: Any) -> Any:
    return create_engine("sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool)


def shape(connection: Any) -> dict[str, Any]:
    """Columns, keys, indexes and options of each table, whatever their order in the text."""
    found: dict[str, Any] = {}
    for name, text in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if name.startswith(("sqlite_", "alembic_")):
            continue
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOTNULL", (name,)
        )
        found[name] = (
            {tuple(c[1:]) for c in connection.execute(f"PRAGMA table_info({name})")},
            {tuple(k[2:]) for k in connection.execute(f"PRAGMA foreign_key_list({name})")},
            {(i[2], i[3], i[4]) for i in connection.execute(f"PRAGMA index_list({name})")},
            {(i, " ".join(sql.replace('"', "").split()).replace("IF NOT EXISTS ", "")) for i, sql in indexes},
            ["AUTOINCREMENT" in text, "WITHOUT ROWID" in text],
        )
    return found


def test_migrated_is_modelled() -> None:
    migrated, modelled = (
        driver.connect(":memory:", isolation_level=None),
        driver.connect(":memory:", isolation_level=None),
    )
    schema.migrate(migrated)
    METADATA.create_all(engine_on(modelled))
    assert shape(migrated) == shape(modelled)
    with engine_on(migrated).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    migrated.close()
    modelled.close()


def test_the_head_the_program_knows_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)  # the version is compared as text
    assert all(len(number) == len(HEAD) for number in numbers)


def test_every_table_is_journalled_or_derived() -> None:
    derived = {
        "journal", "fit", "pointer", "derived", "call_snapshot", "search_row", "standing", "tier_change", "basis",
        "due_again",
    }  # fmt: skip
    assert set(METADATA.tables) == set(JOURNALLED) | derived


def test_a_book_from_a_newer_program_is_refused_and_left_alone(book: Book) -> None:
    customer(book, "王小明")
    book.close()
    file = driver.connect(str(book.path), isolation_level=None)
    file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    before = book.path.read_bytes()
    with pytest.raises(NewerBook) as refused:
        open_book(book.path)
    assert refused.value.message.numbers["known"] == HEAD
    assert refused.value.message.numbers["found"] == "9999"
    assert book.path.read_bytes() == before


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    file = driver.connect(str(path), isolation_level=None)
    file.execute("CREATE TABLE customer (id)")
    file.close()
    with pytest.raises(NotABook):
        open_book(path)


NEXT = f"{int(HEAD) + 1:04}"
STEP = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("visit", schema=None) as batch:
        batch.alter_column("note", existing_type=sa.String(), new_column_name="remark")
"""


def test_an_older_book_is_copied_then_migrated_and_loses_nothing(
    book: Book, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step of the future, which makes tables anew as SQLite must: rows, links and the way back are still there."""
    who = customer(book, "王小明", "13822045678", tags=["染发"])
    visit(book, who, "35", note="老样子")
    visit(book, customer(book, "李丽华", referrer_id=who))
    before = snapshot(book)
    book.close()

    steps = tmp_path / "migrations"
    (steps / "versions").mkdir(parents=True)
    for file in FOLDER.rglob("*.py"):
        (steps / file.relative_to(FOLDER)).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (steps / "versions" / f"{NEXT}_later.py").write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(schema, "HEAD", NEXT)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)

    with open_book(book.path, clock=clock) as later:
        assert later.opening.migrated_from == HEAD
        with later.read() as sql:
            assert schema.version(sql, later.path) == NEXT
            assert sql.rows("PRAGMA foreign_key_check") == []
            assert sql.value("SELECT seq FROM sqlite_sequence WHERE name = 'customer'") == 2  # numbers stay unique
            for name, rows in before.items():
                columns = ["remark AS note" if (name, c) == ("visit", "note") else c for c in columns_of(name)]
                now = {
                    r[0]: dict(zip(columns_of(name), r, strict=True))
                    for r in sql.rows(f"SELECT {', '.join(columns)} FROM {name}")
                }
                assert now == rows, name
        kept = later.opening.kept_copy
    assert kept is not None
    assert kept.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    with open_book(kept, clock=clock) as copy:
        assert snapshot(copy) == before
        assert not copy.opening.migrated_from


def test_the_first_book_becomes_the_present_one(tmp_path: Path, clock: Clock) -> None:
    """A book as version 0001 left it (written by that program: two came, 王小明 first, then 王晓敏; 万秀媚 never did): the
    search finds everybody in the old order, rows and links are as they were, what is new is furnished."""
    path = tmp_path / "旧.kyb"
    old = driver.connect(str(path), isolation_level=None)
    old.executescript((Path(__file__).parent / "data" / "book_0001.sql").read_text(encoding="utf-8"))
    asked = {
        name: f"SELECT {', '.join(c[1] for c in old.execute(f'PRAGMA table_info({name})'))} FROM {name} ORDER BY 1"
        for name in ("visit", "journal", "phone")
    }
    told = {name: old.execute(text).fetchall() for name, text in asked.items()}
    old.close()
    early, late, never = 1, 2, 3
    clock.day += 6
    with open_book(path, clock=clock) as now:
        assert now.opening.migrated_from == "0001"
        with now.read() as sql:
            assert sql.column("SELECT name FROM customer ORDER BY id") == ["王小明", "王晓敏", "万秀媚"]
            assert {name: sql.rows(text) for name, text in asked.items()} == told
            assert sql.column("SELECT code FROM lapse_reason ORDER BY position")[:2] == ["price", "quality"]
        assert finds(now, "w") == [late, early, never]
        visit(now, never)
        assert finds(now, "w") == [never, late, early]
        with now.read() as sql:
            plan = sql.rows("EXPLAIN QUERY PLAN SELECT keys FROM search_row ORDER BY last_day DESC, customer_id DESC")
            assert "TEMP B-TREE" not in str(plan)


def finds(book: Book, typed: str) -> list[int]:
    """Whom the search finds, from the text as it lies in the book."""
    haystack = Haystack()
    with book.read() as sql:
        haystack.build(sql)
        return search(sql, haystack, [typed], 9)


def columns_of(table: str) -> list[str]:
    return [c for c in JOURNALLED[table].model_fields if c != "version"]


def test_a_migration_that_fails_leaves_the_book_as_it_was(
    book: Book, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer(book, "王小明")
    before = snapshot(book)
    book.close()
    steps = tmp_path / "migrations"
    (steps / "versions").mkdir(parents=True)
    for file in FOLDER.rglob("*.py"):
        (steps / file.relative_to(FOLDER)).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    broken = STEP + "    raise RuntimeError('no')\n"
    (steps / "versions" / f"{NEXT}_later.py").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(schema, "HEAD", NEXT)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with pytest.raises(RuntimeError, match="no"):
        open_book(book.path, clock=clock)
    monkeypatch.undo()
    with open_book(book.path, clock=clock) as again:
        assert snapshot(again) == before
        with again.read() as sql:
            assert "nickname" not in [c[1] for c in sql.rows("PRAGMA table_info(customer)")]


def test_the_version_of_an_empty_file_is_none(tmp_path: Path) -> None:
    connection = driver.connect(":memory:")
    assert schema.version(Reader(connection), tmp_path / "x") == ""
    connection.close()
