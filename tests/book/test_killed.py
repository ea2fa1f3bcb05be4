"""Killed at any moment of a restoring or a move, there is a whole book: the old one or the new one."""

import subprocess
import sys
from pathlib import Path

import pytest

from kyuanbook import settings
from kyuanbook.actions import keeping
from kyuanbook.book import backup, health, shelf
from kyuanbook.book.book import open_book
from kyuanbook.exchange import move
from kyuanbook.settings import Settings
from tests.book.factories import Clock
from tests.book.small import counts, small_book

OLD, NEW = (2, 4), (3, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of the book that is to give way: two customers, a backup, settings."""
    made = tmp_path / "pc" / "data"
    with small_book(made / "客源本.kyb", Clock(), customers=2, visits=2) as book:
        keeping.back_up(book)
    settings.save(made / "settings.json", Settings(copies=9))
    return made


def moments(what: str, source: Path, folder: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.book.killed", what, source, folder], cwd=Path(__file__).resolve().parents[2],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


def found_in(folder: Path) -> list[tuple[int, int]]:
    """What the book holds in the copy of each moment, after being killed at it: always a whole one."""
    found = []
    for moment in range(len(list(folder.parent.iterdir())) - 1):
        path = folder.with_name(str(moment)) / "客源本.kyb"
        assert path.stat().st_mode & 0o777 == 0o600
        with open_book(path) as book:
            assert health.check(book, lambda: False)
            found.append(counts(book))
    return found


def test_killed_anywhere_while_a_backup_is_restored(folder: Path, tmp_path: Path) -> None:
    with small_book(tmp_path / "other" / "客源本.kyb", Clock(), customers=3, visits=3) as book:
        made = backup.make(book, shelf.folder_for(book.path))
    many = moments("restore", made.path, folder)
    found = found_in(folder)
    assert len(found) == many > 8
    assert set(found) == {OLD, NEW} and found == sorted(found), "once it is the new one it stays so"


def test_killed_anywhere_while_a_pack_is_opened_and_opened_once_more(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "x.kybmove"
    with small_book(tmp_path / "other" / "客源本.kyb", Clock(), customers=3, visits=3) as book:
        keeping.back_up(book)
        settings.save(tmp_path / "other" / "settings.json", Settings(copies=3))
        move.pack(book, packed, tmp_path / "other" / "settings.json")
    many = moments("move", packed, folder)
    found = found_in(folder)
    assert len(found) == many > 12
    assert set(found) == {OLD, NEW} and found == sorted(found)
    for moment in range(many):
        own = folder.with_name(str(moment))
        move.unpack(packed, own / "客源本.kyb", own / "settings.json", 1_800_000_100)
        with open_book(own / "客源本.kyb") as again:
            assert counts(again) == NEW
        assert settings.load(own / "settings.json").copies == 3
