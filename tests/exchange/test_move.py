"""换电脑: book, settings and backups arrive whole on the new PC, or not at all."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from kyuanbook import settings
from kyuanbook.actions import keeping
from kyuanbook.book import restore, shelf
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import BadMove, Cancelled, NewerBook, NewerMove, OpenElsewhere, PlaceFull
from kyuanbook.exchange import move
from kyuanbook.settings import Settings
from tests.book.factories import Clock, visit
from tests.book.small import counts, small_book

NOW = 1_800_000_000


@pytest.fixture
def pc(tmp_path: Path) -> Path:
    """The data folder of the old PC."""
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The data folder of the new PC, not there yet."""
    return tmp_path / "new"


@pytest.fixture
def packed(pc: Path, tmp_path: Path) -> Path:
    """A pack made on the old PC: 3 customers, 7 visits, two backups, English."""
    clock = Clock()
    target = tmp_path / "搬家.kybmove"
    with small_book(pc / "我的本.kyb", clock) as book:
        keeping.back_up(book)
        clock.day += 1
        visit(book, 1)
        keeping.back_up(book)
        settings.save(pc / "settings.json", Settings(language="en", copies=3))
        facts = move.pack(book, target, pc / "settings.json")
        assert (facts.customers, facts.visits) == (3, 7)
        assert counts(book) == (3, 7)
    return target


def arrive(packed: Path, new: Path) -> move.Moved:
    return move.unpack(packed, new / "客源本.kyb", new / "settings.json", NOW)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with what is in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_everything_arrives(packed: Path, pc: Path, new: Path) -> None:
    done = arrive(packed, new)
    assert done.kept is None
    assert (done.facts.customers, done.facts.visits) == (3, 7)
    with open_book(done.book) as book:
        assert counts(book) == (3, 7)
        visit(book, 2)
        assert len(keeping.backups(done.book)) == 2
        assert keeping.status(book).newest
    assert settings.load(new / "settings.json") == Settings(language="en", copies=3)
    assert sorted(os.listdir(new)) == ["settings.json", "客源本-备份", "客源本.kyb"]
    made = keeping.backups(done.book)[1].path
    assert made.read_bytes() == (shelf.folder_for(pc / "我的本.kyb") / made.name).read_bytes()


def test_it_is_for_the_owner_s_eyes_only(packed: Path, new: Path) -> None:
    arrive(packed, new)
    for path in [packed, *(p for p in new.rglob("*") if p.is_file())]:
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_a_book_with_neither_settings_nor_backups_moves_too(pc: Path, new: Path, tmp_path: Path) -> None:
    with small_book(pc / "b.kyb", Clock()) as book:
        move.pack(book, tmp_path / "p.kybmove", pc / "settings.json")
    arrive(tmp_path / "p.kybmove", new)
    assert os.listdir(new) == ["客源本.kyb"]


def test_what_was_on_the_new_pc_is_kept_beside(packed: Path, new: Path) -> None:
    small_book(new / "客源本.kyb", Clock(), customers=1, visits=1).close()
    settings.save(new / "settings.json", Settings(copies=9))
    done = arrive(packed, new)
    assert done.kept is not None
    with open_book(done.kept) as before:
        assert counts(before) == (1, 1)
    kept = next(p for p in new.glob("settings-换电脑前-*.json"))
    assert settings.load(kept).copies == 9
    assert settings.load(new / "settings.json").copies == 3


def test_a_book_that_is_open_is_not_moved_over(packed: Path, new: Path) -> None:
    with small_book(new / "客源本.kyb", Clock()), pytest.raises(OpenElsewhere):
        arrive(packed, new)
    assert os.listdir(new) == ["客源本.kyb"]


def rewritten(packed: Path, change: dict[str, bytes | None]) -> Path:
    """The pack with members put in, replaced, or (None) left out."""
    bad = packed.with_name("bad.kybmove")
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(bad, "w") as target:
        members = {name: source.read(name) for name in source.namelist()} | change
        for name, content in members.items():
            if content is not None:
                target.writestr(name, content)
    return bad


def manifest_of(packed: Path) -> dict[str, object]:
    with zipfile.ZipFile(packed) as archive:
        found: dict[str, object] = json.loads(archive.read("manifest.json"))
        return found


def bad_packs(packed: Path) -> dict[str, Path]:
    whole = packed.read_bytes()
    manifest = manifest_of(packed)
    files = dict(manifest["files"])  # type: ignore[call-overload]
    outside = {"../../evil.kyb.gz": files["settings.json"], **files}
    in_backups = {"backups/../x-20260304-100000-j1.kyb.gz": files["settings.json"], **files}
    return {
        "cut": _file(packed, "cut", whole[: len(whole) // 2]),
        "empty": _file(packed, "empty", b""),
        "text": _file(packed, "text", b"hello"),
        "flipped": _file(packed, "flipped", whole[:2000] + bytes([whole[2000] ^ 255]) + whole[2001:]),
        "no manifest": _renamed(rewritten(packed, {"manifest.json": None}), "a"),
        "not json": _renamed(rewritten(packed, {"manifest.json": b"{"}), "b"),
        "a list": _renamed(rewritten(packed, {"manifest.json": b"[]"}), "c"),
        "other book": _renamed(rewritten(packed, {"book.kyb": b"x" * 100}), "d"),
        "no book": _renamed(rewritten(packed, {"book.kyb": None}), "e"),
        "other settings": _renamed(rewritten(packed, {"settings.json": b"{}"}), "f"),
        "outside": _renamed(_with(packed, manifest, outside, "../../evil.kyb.gz"), "g"),
        "in backups": _renamed(_with(packed, manifest, in_backups, "backups/../x-20260304-100000-j1.kyb.gz"), "h"),
    }


def _with(packed: Path, manifest: dict[str, object], files: dict[str, object], name: str) -> Path:
    with zipfile.ZipFile(packed) as archive:
        content = archive.read("settings.json")
    return rewritten(packed, {"manifest.json": json.dumps({**manifest, "files": files}).encode(), name: content})


def _file(packed: Path, name: str, content: bytes) -> Path:
    path = packed.with_name(f"{name}.kybmove")
    path.write_bytes(content)
    return path


def _renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(f"{name}.kybmove"))


def test_a_pack_that_is_not_whole_is_refused_and_nothing_touched(packed: Path, new: Path) -> None:
    small_book(new / "客源本.kyb", Clock(), customers=1).close()
    with open_book(new / "客源本.kyb"):
        pass
    before = files_in(new)
    for name, bad in bad_packs(packed).items():
        with pytest.raises(BadMove):
            arrive(bad, new)
            pytest.fail(name)
        found = files_in(new)
        assert found.keys() == before.keys(), name
    with open_book(new / "客源本.kyb") as book:
        assert counts(book)[0] == 1
    assert not (new.parent / "evil.kyb.gz").exists()
    with pytest.raises(BadMove):
        arrive(new / "nowhere.kybmove", new)


def test_a_pack_says_what_it_holds_before_it_is_opened(packed: Path, tmp_path: Path) -> None:
    facts = move.look_into(packed)
    assert (facts.customers, facts.visits) == (3, 7)
    whole = packed.read_bytes()
    for name, content in (("leer", b""), ("photo", b"\xff\xd8\xff\xe0" * 99), ("half", whole[: len(whole) // 2])):
        wrong = tmp_path / name
        wrong.write_bytes(content)
        with pytest.raises(BadMove):
            move.look_into(wrong)
    with pytest.raises(BadMove):
        move.look_into(tmp_path / "none")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("manifest.json", "[]")
    with pytest.raises(BadMove):
        move.look_into(tmp_path / "other.zip")


def test_a_pack_of_a_newer_program_is_refused(packed: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = rewritten(packed, {"manifest.json": json.dumps({**manifest_of(packed), "kyuanbook_move": 2}).encode()})
    with pytest.raises(NewerMove):
        arrive(newer, new)
    monkeypatch.setattr("kyuanbook.book.schema.HEAD", "0000")
    with pytest.raises(NewerBook):
        arrive(packed, new)
    assert files_in(new) == {}


def test_a_pack_larger_than_the_disk_is_refused_before_anything_is_written(
    packed: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1_000}))
    with pytest.raises(PlaceFull):
        arrive(packed, new)
    assert files_in(new) == {}


@pytest.mark.parametrize("at", [0, 400, 700, 900])
def test_cancelled_anywhere_nothing_is_left(packed: Path, pc: Path, new: Path, at: int) -> None:
    def until(done: int, of: int) -> bool:
        return done < at

    with pytest.raises(Cancelled):
        move.unpack(packed, new / "客源本.kyb", new / "settings.json", NOW, until)
    assert files_in(new) == {}
    before = files_in(pc).keys()
    with open_book(pc / "我的本.kyb") as book, pytest.raises(Cancelled):
        move.pack(book, pc / "x.kybmove", pc / "settings.json", until)
    assert files_in(pc).keys() == before


@pytest.mark.parametrize("where", ["swap_in", "_put_settings", "_put_backups"])
def test_killed_in_the_middle_there_is_a_whole_book_and_opening_it_again_ends_it(
    packed: Path, new: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_book(new / "客源本.kyb", Clock(), customers=1, visits=1).close()
    whole = getattr(move, where)

    def killed(*arguments: object) -> None:
        if where == "_put_settings":
            raise KeyboardInterrupt
        whole(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(move, where, killed)
    with pytest.raises(KeyboardInterrupt):
        arrive(packed, new)
    monkeypatch.undo()
    with open_book(new / "客源本.kyb") as book:
        assert counts(book) in {(1, 1), (3, 7)}
    arrive(packed, new)
    with open_book(new / "客源本.kyb") as book:
        assert counts(book) == (3, 7)
    assert settings.load(new / "settings.json").copies == 3


def test_packing_reads_back_what_it_wrote(pc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_member = zipfile.ZipFile.open

    def forgetful(self: zipfile.ZipFile, name: object, mode: str = "r", **options: object) -> object:
        member = open_member(self, name, mode, **options)  # type: ignore[arg-type, call-overload]
        if mode == "r" and name == "book.kyb":
            member.read(1)
        return member

    monkeypatch.setattr(zipfile.ZipFile, "open", forgetful)
    with small_book(pc / "b.kyb", Clock()) as book, pytest.raises(BadMove):
        move.pack(book, tmp_path / "p.kybmove", pc / "settings.json")
    assert not (tmp_path / "p.kybmove").exists()


def test_the_pack_can_be_made_of_a_book_on_a_stick(tmp_path: Path, new: Path) -> None:
    book: Book = small_book(tmp_path / "stick" / "b.kyb", Clock(), mode="exclusive")
    move.pack(book, tmp_path / "p.kybmove", tmp_path / "settings.json")
    book.close()
    assert restore.must_be_closed(tmp_path / "stick" / "b.kyb") is None
    assert arrive(tmp_path / "p.kybmove", new).facts.visits == 6
