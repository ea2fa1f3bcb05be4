"""What the owner does to keep the book, and what is said about it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions import keeping
from kyuanbook.book import backup, shelf, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import BadBackup, BookError, Damaged, OpenElsewhere, PlaceFull, PlaceGone
from kyuanbook.language import say
from kyuanbook.rules.words import Message
from tests.book.factories import Clock, visit
from tests.book.small import counts, small_book
from tests.book.test_health import broken_book


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "客源本.kyb"


@pytest.fixture
def book(path: Path, clock: Clock) -> Iterator[Book]:
    with small_book(path, clock) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def shelved(book: Book) -> list[int]:
    """The days of the backups beside the book, newest first."""
    return [b.day for b in shelf.backups(shelf.folder_for(book.path))]


def never() -> bool:
    return False


# the day's backup ----------------------------------------------------------------------------------------------------


def test_a_day_on_which_something_changed_is_backed_up_at_closing(book: Book, clock: Clock) -> None:
    assert keeping.back_up_if_due(book, closing=False) is None
    assert keeping.back_up_if_due(book, closing=True)
    assert keeping.back_up_if_due(book, closing=True) is None
    assert shelved(book) == [clock.day]


def test_what_was_not_backed_up_at_closing_is_at_the_first_start_of_the_next_day(book: Book, clock: Clock) -> None:
    clock.day += 1
    assert keeping.back_up_if_due(book, closing=False)
    assert keeping.back_up_if_due(book, closing=False) is None
    assert shelved(book) == [clock.day]
    clock.day += 5
    assert keeping.back_up_if_due(book, closing=False) is None
    assert keeping.back_up_if_due(book, closing=True) is None


def test_a_book_nobody_has_written_in_needs_no_backup(tmp_path: Path) -> None:
    with open_book(tmp_path / "new.kyb") as book:
        assert keeping.back_up_if_due(book, closing=True) is None


def test_a_backup_now_is_made_though_nothing_changed(book: Book, clock: Clock) -> None:
    keeping.back_up(book)
    clock.minute += 1
    keeping.back_up(book)
    assert shelved(book) == [clock.day, clock.day]


def test_after_restoring_an_older_day_the_next_change_is_backed_up(book: Book, path: Path, clock: Clock) -> None:
    first = keeping.back_up(book)
    assert first
    visit(book, 1)
    keeping.back_up(book)
    book.close()
    assert keeping.restore_book(path, backup_path=first.backup.path, now=clock)
    with open_book(path, clock=clock) as again:
        clock.minute += 5
        visit(again, 2)  # the same number in the journal as the backup beside it
        assert keeping.back_up_if_due(again, closing=True)


# the second place ----------------------------------------------------------------------------------------------------


def test_a_second_place_gets_the_same_backup(book: Book, stick: Path) -> None:
    done = keeping.back_up(book, second=stick)
    assert done
    assert not done.notes
    there = shelf.backups(shelf.folder_for(book.path, stick))
    assert [b.facts for b in there] == [done.backup.facts]
    assert there[0].path.read_bytes() == done.backup.path.read_bytes()


def test_progress_goes_forward_through_both_places(book: Book, stick: Path) -> None:
    told: list[int] = []
    keeping.back_up(book, second=stick, progress=lambda done, of: bool(told.append(done) or of == 1_000))
    assert told == sorted(told)
    assert told[-1] == 1_000
    assert len(set(told)) > 3


def test_a_second_place_that_vanished_is_a_sentence_and_nothing_else(book: Book, stick: Path, clock: Clock) -> None:
    stick.rmdir()
    done = keeping.back_up(book, second=stick)
    assert done
    assert [say(note) for note in done.notes] == [f"找不到备份的第二个地方（U盘可能没插），这次只备份在本机：{stick}"]
    assert not stick.exists()
    assert shelved(book) == [clock.day]


def test_a_second_place_that_comes_back_gets_what_it_missed(book: Book, stick: Path) -> None:
    keeping.back_up(book)
    done = keeping.back_up_if_due(book, closing=False, second=stick)
    assert done
    assert not done.notes
    assert len(shelf.backups(shelf.folder_for(book.path, stick))) == 1
    assert keeping.back_up_if_due(book, closing=True, second=stick) is None


def test_a_second_place_without_room_is_a_sentence(book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = shelf.room
    monkeypatch.setattr(shelf, "room", lambda folder, mine: 0 if stick in folder.parents else room(folder, mine))
    done = keeping.back_up(book, second=stick)
    assert done
    assert [note.key for note in done.notes] == ["backup_only_here"]
    assert "十分之一" in say(done.notes[0])


def test_when_the_disk_is_full_the_stick_still_gets_one(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = shelf.room
    monkeypatch.setattr(shelf, "room", lambda folder, mine: room(folder, mine) if stick in folder.parents else 0)
    done = keeping.back_up(book, second=stick)
    assert done
    assert stick in done.backup.path.parents
    assert [note.key for note in done.notes] == ["backup_failed_here"]
    with pytest.raises(BookError):
        keeping.back_up(book)


def test_the_backups_of_both_places_are_one_list(book: Book, stick: Path, clock: Clock) -> None:
    keeping.back_up(book, second=stick)
    clock.day += 1
    visit(book, 1)
    keeping.back_up(book)
    found = keeping.backups(book.path, second=stick)
    assert [(b.day, b.facts.customers, b.facts.visits) for b in found if b.facts] == [
        (clock.day, 3, 7),
        (clock.day - 1, 3, 6),
    ]
    shutil.rmtree(shelf.folder_for(book.path))
    assert [b.day for b in keeping.backups(book.path, second=stick)] == [clock.day - 1]


def test_today_says_so_while_there_is_no_second_place(book: Book, stick: Path) -> None:
    assert keeping.status(book).newest is None
    done = keeping.back_up(book, second=stick)
    assert done
    assert keeping.status(book) == keeping.Status(done.backup, Message("backup_none_second"))
    assert keeping.status(book, second=stick).message is None
    gone = keeping.status(book, second=stick / "away").message
    assert gone is not None
    assert gone.key == "backup_second_gone"


# copies --------------------------------------------------------------------------------------------------------------


def test_a_copy_on_a_stick_opens_directly_and_replaces_nothing(book: Book, stick: Path) -> None:
    first, second = keeping.copy_to(book, folder=stick), keeping.copy_to(book, folder=stick)
    assert first
    assert second
    assert sorted(os.listdir(stick)) == ["客源本-20260304-2.kyb", "客源本-20260304.kyb"]
    assert second.path.name == "客源本-20260304-2.kyb"
    with open_book(first.path) as copy:
        assert counts(copy) == (3, 6)


def test_a_stick_that_is_not_there(book: Book, stick: Path) -> None:
    with pytest.raises(PlaceGone):
        keeping.copy_to(book, folder=stick / "away")


def test_whatever_is_stopped_leaves_nothing(book: Book, stick: Path, path: Path, clock: Clock) -> None:
    def no(done: int, of: int) -> bool:
        return False

    assert keeping.back_up(book, progress=no) is None
    assert keeping.copy_to(book, folder=stick, progress=no) is None
    assert keeping.pack_for_move(book, target=stick / "x.kybmove", settings_path=path, progress=no) is None
    assert os.listdir(stick) == []
    made = keeping.back_up(book)
    assert made
    book.close()
    assert keeping.restore_book(path, backup_path=made.backup.path, now=clock, progress=no) is None
    assert sorted(os.listdir(path.parent)) == sorted(["U盘", path.name, shelf.folder_for(path).name])


# restoring -----------------------------------------------------------------------------------------------------------


def test_restoring_needs_the_book_to_be_closed(book: Book, path: Path, clock: Clock) -> None:
    made = keeping.back_up(book)
    assert made
    visit(book, 1)
    with pytest.raises(OpenElsewhere):
        keeping.restore_book(path, backup_path=made.backup.path, now=clock)
    visit(book, 1)
    book.close()
    done = keeping.restore_book(path, backup_path=made.backup.path, now=clock)
    assert done
    assert done.facts.visits == 6
    with pytest.raises(BadBackup):
        keeping.restore_book(path, backup_path=Path(__file__), now=clock)


# opening, checking, closing ------------------------------------------------------------------------------------------


def test_an_ordinary_opening_is_not_worth_a_word(book: Book) -> None:
    assert keeping.opening_notes(book) == ()


def test_a_book_that_was_recovered_is_told(book: Book, path: Path, tmp_path: Path, clock: Clock) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, path.name + "-wal"):
        shutil.copy(tmp_path / name, crashed)
    with open_book(crashed / path.name, clock=clock) as again:
        assert [say(note) for note in keeping.opening_notes(again)] == [
            "上次没有正常关闭，客源本已经自己恢复好，记过的都在"
        ]


def test_an_empty_book_beside_backups_is_told(book: Book, path: Path, clock: Clock) -> None:
    keeping.back_up(book)
    book.close()
    path.unlink()
    with open_book(path, clock=clock) as empty:
        assert [say(n) for n in keeping.opening_notes(empty)] == [
            "这是一本空的客源本，旁边却有 2026年3月4日的备份，要用它请点“恢复”"
        ]


def test_a_clock_set_back_is_a_sentence_and_refuses_nothing(book: Book, clock: Clock) -> None:
    assert keeping.clock_problem(book) is None
    clock.day -= 30
    problem = keeping.clock_problem(book)
    assert problem is not None
    assert say(problem) == "电脑日期是 2026年2月2日，比上次记账的 2026年3月4日还早，请先校正电脑的日期"
    assert keeping.opening_notes(book) == (problem,)
    visit(book, 1)
    assert counts(book) == (3, 7)
    assert keeping.back_up_if_due(book, closing=True)
    clock.day += 30
    assert keeping.clock_problem(book) is None


def test_a_sound_book_gets_no_message(book: Book) -> None:
    assert keeping.check(book, cancelled=never) is None


def test_a_damaged_book_names_the_backup_to_restore(path: Path, tmp_path: Path) -> None:
    with broken_book(path) as book:
        message = keeping.check(book, cancelled=never)
        assert message is not None
        assert message.key == "book_check_bad_no_backup"
        assert str(path) in say(message)
        with small_book(tmp_path / "well" / path.name, Clock()) as well:
            backup.make(well, shelf.folder_for(path))
        message = keeping.check(book, cancelled=never)
        assert message is not None
        assert "恢复 2026年3月4日的备份" in say(message)
        with pytest.raises(Damaged):
            visit(book, 1)


def test_closing_backs_up_and_leaves_one_file(book: Book, path: Path, clock: Clock) -> None:
    assert keeping.close_book(book) == ()
    assert sorted(os.listdir(path.parent)) == sorted([path.name, shelf.folder_for(path).name])
    assert shelved(book) == [clock.day]


def test_nothing_keeps_the_book_from_closing(
    book: Book, path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PlaceFull(path="x")

    monkeypatch.setattr(backup, "make", full)
    notes = keeping.close_book(book, second=stick / "away")
    assert [say(note) for note in notes] == ["这次没有备份成：放备份的盘满了，请腾出一些空间再备份：x"]
    assert sorted(os.listdir(path.parent)) == ["U盘", path.name]


def test_a_damaged_book_closes_without_touching_its_backups(path: Path) -> None:
    book = broken_book(path)
    keeping.check(book, cancelled=never)
    assert keeping.close_book(book) == ()
    assert not shelf.folder_for(path).exists()
    again = broken_book(path.with_name("b.kyb"), sqlite.WAL)
    assert [note.key for note in keeping.close_book(again)] == ["backup_failed"]
    assert shelf.backups(shelf.folder_for(again.path)) == []
