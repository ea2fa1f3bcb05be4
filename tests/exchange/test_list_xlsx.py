"""A list as a workbook: whole or not there at all, and nothing lies about that was on its way."""

import gc
import tempfile
import zipfile
from pathlib import Path

import pytest

from kyuanbook.book.errors import BookError, PlaceFull
from kyuanbook.exchange import list_xlsx
from kyuanbook.exchange.list_xlsx import Column, Stopped, Table, make_workbook

COLUMNS = [Column("行", 5), Column("姓名", 14), Column("结果", 10, ("已接通", "未接"))]


def table(many: int) -> Table:
    return Table("名单", ("回访名单", "名单号 1"), COLUMNS, [[i, f"客{i}", ""] for i in range(1, many + 1)])


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where parts are put by on the way."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "here"
    made.mkdir()
    return made


def cells(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read("xl/worksheets/sheet1.xml").decode()


def test_it_has_its_name_when_it_is_put_there_and_not_before(folder: Path, temporary: Path) -> None:
    target = folder / "名单.xlsx"
    ready = make_workbook(target, table(500))
    assert not target.exists() and len(list(folder.iterdir())) == 1 and list(temporary.iterdir()) == []
    ready.put()
    assert [path.name for path in folder.iterdir()] == ["名单.xlsx"]
    assert "客500" in cells(target) and cells(target).count("<row ") == 503
    assert '"已接通,未接"' in cells(target)


def test_one_that_is_not_wanted_goes_and_so_does_one_that_is_forgotten(folder: Path) -> None:
    make_workbook(folder / "a.xlsx", table(3)).drop()
    make_workbook(folder / "b.xlsx", table(3))
    gc.collect()
    assert list(folder.iterdir()) == []


def test_what_was_there_stays_until_the_new_one_is_whole(folder: Path) -> None:
    target = folder / "名单.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(Stopped):
        make_workbook(target, table(3), lambda _done, _of: False)
    assert target.read_bytes() == b"old"
    make_workbook(target, table(3)).put()
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("many", [0, 1, 200, 999])
def test_stopped_wherever_it_is_nothing_is_left(folder: Path, temporary: Path, many: int) -> None:
    told: list[tuple[int, int]] = []
    make_workbook(folder / "a.xlsx", table(many), lambda done, of: not told.append((done, of))).drop()
    assert told[-1] == (many, many) and told == sorted(told)
    for stop in range(len(told)):
        asked = iter(range(len(told)))
        with pytest.raises(Stopped):
            make_workbook(folder / "a.xlsx", table(many), lambda _d, _o, asked=asked, stop=stop: next(asked) != stop)  # type: ignore[misc]
        assert list(folder.iterdir()) == [] and list(temporary.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BookError):
        make_workbook(tmp_path / "none" / "a.xlsx", table(3))


def test_a_full_disk_is_said_in_the_words_of_the_place(
    folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(PlaceFull):
        make_workbook(folder / "a.xlsx", table(3))
    assert list(folder.iterdir()) == [] and list(temporary.iterdir()) == []
    monkeypatch.undo()
    monkeypatch.setattr(list_xlsx, "_STEP", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    make_workbook(folder / "a.xlsx", table(3)).put()
