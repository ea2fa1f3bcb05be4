"""恢复 and 换电脑 in the real program: from the settings to the book's new window, stopped or failing at each leg."""

import errno
import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook import app
from kyuanbook.actions import keeping
from kyuanbook.actions.sample import add_sample
from kyuanbook.book import backup, restore, shelf, sqlite
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import Damaged
from kyuanbook.exchange import move
from kyuanbook.ui.kit.runner import Runner
from kyuanbook.ui.settings.confirm import Confirm
from kyuanbook.ui.settings.keeping_section import KeepingSection
from kyuanbook.ui.settings.page import KEEPING, SettingsPage
from kyuanbook.ui.shell.navigation import CUSTOMERS, SETTINGS
from kyuanbook.ui.shell.renewal import CLOSE, OPEN, Renewal
from kyuanbook.ui.shell.underway import Underway
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer
from tests.test_app import program

__all__ = ["program"]

RESTORE, MOVE = "restore", "move"
STEPS = {
    CLOSE: "正在收好现在这本", keeping.PROVE: "正在检查这个包", keeping.UNPACK: "正在解开", keeping.CHECK: "正在检查里面的本子",
    keeping.ASIDE: "正在把现在这本留在旁边", OPEN: "正在打开",
}  # fmt: skip
LEGS = [
    (RESTORE, keeping.UNPACK), (RESTORE, keeping.CHECK), (RESTORE, keeping.ASIDE), (MOVE, keeping.PROVE),
    (MOVE, keeping.UNPACK), (MOVE, keeping.CHECK), (MOVE, keeping.ASIDE),
]  # fmt: skip
SAID = {RESTORE: "已停下，没有恢复，还是原来那本", MOVE: "已停下，没有打开那个包，还是原来那本"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shop of 500 customers, larger than any one block that is copied, its backup and its pack."""
    folder = tmp_path_factory.mktemp("sample")
    with open_book(folder / "shop.kyb", who="店主") as book:
        add_sample(book, customers=500)
        keeping.back_up(book)
        keeping.pack_for_move(book, target=folder / "old.kybmove", settings_path=folder / "settings.json")
    return folder


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    """The book on this PC: that shop, in which one more came since the backup."""
    for name in ("shop.kyb", "old.kybmove"):
        (tmp_path / name).write_bytes((sample / name).read_bytes())
    with open_book(tmp_path / "shop.kyb", who="店主") as book:
        customer(book, "后来的人")
        keeping.back_up(book)
    made = next(shelf.folder_for(sample / "shop.kyb").iterdir())
    (tmp_path / made.name).write_bytes(made.read_bytes())
    return tmp_path / "shop.kyb"


@pytest.fixture
def keeps(program: app.Program, path: Path, qtbot: QtBot) -> Iterator[KeepingSection]:
    """设置 → 备份 in the program's window, whose chores have just begun."""
    assert program.open(path)
    window = program.window
    assert window is not None
    with qtbot.waitSignal(window.painted):
        pass
    window.nav.go(SETTINGS)
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.show_section(KEEPING)
    yield page.keeping


def ask(keeps: KeepingSection, what: str, source: Path | None = None) -> None:
    """Choose the file, and confirm, as the owner does."""
    folder = keeps.book.path.parent
    if what == RESTORE:
        keeps._confirm_restore(source or next(folder.glob("*.kyb.gz")), "一份备份")
    else:
        keeps._confirm_move(str(source or folder / "old.kybmove"))
    assert isinstance(keeps.dialog, Confirm)
    keeps.dialog.do.click()


def files(path: Path) -> set[str]:
    """All there is beside the book, but what SQLite has while it is open."""
    return {str(p.relative_to(path.parent)) for p in path.parent.rglob("*") if not p.name.endswith(("-wal", "-shm"))}


def names(path: Path) -> set[str]:
    """Who of interest is in the book."""
    with open_book(path) as book, book.read() as sql:
        return set(sql.column("SELECT name FROM customer WHERE name = '后来的人'"))


def close(program: app.Program, window: MainWindow, qtbot: QtBot) -> None:
    """Close it, to the end."""
    with qtbot.waitSignal(program.ended, timeout=30_000):
        window.close()
    assert program.single is None and program.renewal is None


def reopened(program: app.Program, qtbot: QtBot) -> MainWindow:
    """Wait for the book's new window."""
    qtbot.waitUntil(lambda: program.window is not None, timeout=30_000)
    window = program.window
    assert window is not None and program.renewal is None
    qtbot.waitUntil(lambda: window.works is not None, timeout=30_000)
    return window


def underway(program: app.Program, qtbot: QtBot, words: str) -> Underway:
    """Wait for the small window to say so."""

    def shown() -> bool:
        window = program.renewal.window if program.renewal is not None else None
        return window is not None and window.step.text() == words

    qtbot.waitUntil(shown, timeout=30_000)
    assert program.renewal is not None and program.renewal.window is not None
    return program.renewal.window


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Event]]:
    """Have the work stand still as a leg begins, until the event is set."""
    go = Event()

    def hold_at(leg: str) -> Event:
        began = Renewal._began

        def held(renewal: Renewal, name: str) -> None:
            began(renewal, name)
            if name == leg:
                assert go.wait(30)

        monkeypatch.setattr(Renewal, "_began", held)
        return go

    yield hold_at
    go.set()


@pytest.mark.parametrize(("what", "leg"), LEGS)
def test_stopped_at_any_leg_the_book_opens_as_it_was_and_nothing_is_left(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, hold: Callable[[str], Event], what: str, leg: str
) -> None:
    before, first = files(path), program.window
    go = hold(leg)
    ask(keeps, what)
    assert program.window is None and program.book is None
    small = underway(program, qtbot, STEPS[leg])
    assert small.isVisible() and small.bar.accessibleName() == small.windowTitle() != ""
    QTest.keyClick(small, Qt.Key.Key_Escape)
    assert small.step.text() == "正在停下" and not small.stop.isEnabled()
    go.set()
    window = reopened(program, qtbot)
    assert window is not first and window.isVisible()
    assert window.frame.notice.text() == SAID[what]
    assert files(path) == before
    close(program, window, qtbot)
    assert names(path) == {"后来的人"}


def test_stopped_while_the_present_book_is_backed_up(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button this time. What was written since the last backup is in the book, and in the next backup."""
    customer(keeps.book, "刚来的人")
    before, go, make = files(path), Event(), backup.make

    def held(*arguments: object) -> object:
        assert go.wait(30)
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "make", held)
    ask(keeps, RESTORE)
    underway(program, qtbot, STEPS[CLOSE]).stop.click()
    go.set()
    window = reopened(program, qtbot)
    assert window.frame.notice.text() == SAID[RESTORE]
    assert files(path) == before
    close(program, window, qtbot)
    assert len(keeping.backups(path)) == 2, "closing backed it up"
    with open_book(path) as book, book.read() as sql:
        assert sql.value("SELECT count(*) FROM customer WHERE name = '刚来的人'") == 1


@pytest.mark.parametrize("what", [RESTORE, MOVE])
def test_what_nobody_stops_is_told_leg_by_leg_and_ends_in_the_other_book(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    legs, told = list[str](), list[int]()
    began, went_on = Renewal._began, Renewal._went_on
    monkeypatch.setattr(Renewal, "_began", lambda r, leg: (legs.append(leg), began(r, leg))[1])
    monkeypatch.setattr(Renewal, "_went_on", lambda r, n, of: (went_on(r, n, of), told.append(r._at))[0])
    before = files(path)
    ask(keeps, what)
    window = reopened(program, qtbot)
    expected = {RESTORE: ["unpack", "check", "aside", "open"], MOVE: ["prove", "unpack", "check", "unpack", "aside", "open"]}
    assert legs == expected[what]
    assert told == sorted(told) and told[-1] == 950 and len(set(told)) > 2
    assert ("已恢复到" if what == RESTORE else "已搬来 500 位客户") in window.frame.notice.text()
    kept = {name for name in files(path) - before if "恢复前" in name or "换电脑前" in name}
    assert len([name for name in kept if name.endswith(".kyb")]) == 1
    assert QApplication.quitOnLastWindowClosed()
    close(program, window, qtbot)
    assert names(path) == set()
    assert names(path.parent / next(name for name in kept if name.endswith(".kyb"))) == {"后来的人"}


def test_past_the_point_of_no_return_it_can_not_be_stopped(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, hold: Callable[[str], Event],
) -> None:  # fmt: skip
    """… and closing the small window, like Esc, does nothing then."""
    held, go = hold(keeping.ASIDE), Event()
    ask(keeps, RESTORE)
    small = underway(program, qtbot, STEPS[keeping.ASIDE])
    opener = app.open_book

    def slow(where: Path, **options: str) -> object:
        assert go.wait(30)
        return opener(where, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "open_book", slow)
        held.set()
        underway(program, qtbot, STEPS[OPEN])
        assert not small.stop.isEnabled()
        small.close()
        QTest.keyClick(small, Qt.Key.Key_Escape)
        assert small.isVisible() and small.step.text() == STEPS[OPEN]
        go.set()
        assert "已恢复到" in reopened(program, qtbot).frame.notice.text()


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "FAT has no links")


@pytest.mark.parametrize(
    ("what", "where", "name"),
    [
        (RESTORE, restore, "pour"), (RESTORE, restore, "put"), (RESTORE, restore, "copy_file"), (RESTORE, sqlite, "one_file"),
        (MOVE, move, "pour"), (MOVE, move, "put"), (MOVE, restore, "put"), (MOVE, restore, "copy_file"),
    ],
)  # fmt: skip
def test_a_disk_that_is_full_at_any_leg_leaves_all_as_it_was(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    what: str, where: object, name: str,
) -> None:  # fmt: skip
    before = files(path)
    if name == "copy_file":
        monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(where, name, full)
    ask(keeps, what)
    window = reopened(program, qtbot)
    assert "满了" in window.frame.notice.text()
    monkeypatch.undo()
    assert files(path) == before
    close(program, window, qtbot)
    assert names(path) == {"后来的人"}


def broken(path: Path, how: str) -> Path:
    """A backup or pack of the kind that comes back from a bad stick."""
    source = next(path.parent.glob("*.kyb.gz"))
    bad = path.parent / "坏的.gz"
    if how == "cut":
        bad.write_bytes(source.read_bytes()[:-2_000])
    elif how == "sick":
        whole = bytearray(gzip.decompress(source.read_bytes()))
        for at in range(200_000, len(whole), 50_000):
            whole[at : at + 600] = os.urandom(600)
        bad.write_bytes(gzip.compress(bytes(whole), 1))
    else:
        bad = path.parent / "坏的.kybmove"
        whole = bytearray((path.parent / "old.kybmove").read_bytes())
        whole[len(whole) // 2] ^= 255
        bad.write_bytes(bytes(whole))
    return bad


@pytest.mark.parametrize(("what", "how"), [(RESTORE, "cut"), (RESTORE, "sick"), (MOVE, "flipped")])
def test_what_is_damaged_is_said_and_all_is_as_it_was(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, what: str, how: str
) -> None:
    bad = broken(path, how)
    before = files(path)
    ask(keeps, what, bad)
    window = reopened(program, qtbot)
    assert ("读不出来" if what == RESTORE else "没有复制完整") in window.frame.notice.text()
    assert files(path) == before
    close(program, window, qtbot)
    assert names(path) == {"后来的人"}


def test_a_book_that_does_not_open_after_all_is_told_with_what_came_before(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sick(where: Path, **_: str) -> None:
        raise Damaged(path=str(where))

    with monkeypatch.context() as patch:
        patch.setattr(app, "open_book", sick)
        ask(keeps, RESTORE)
        qtbot.waitUntil(lambda: hasattr(program, "trouble"), timeout=30_000)
    assert program.window is None and "已恢复到" in program.trouble.sentence.text()
    program.trouble.open_wanted.emit(path)
    assert program.window is not None and program.window.book.path == path


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_second_start_finds_it_at_work(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, hold: Callable[[str], Event]
) -> None:
    go = hold(keeping.CHECK)
    ask(keeps, RESTORE)
    small = underway(program, qtbot, STEPS[keeping.CHECK])
    small.hide()
    assert program.single is not None
    assert not app.Single(path, program.memory.path.parent).is_first()
    program.single.asked.emit()
    assert small.isVisible()
    small.stop.click()
    go.set()
    assert reopened(program, qtbot).isVisible()


# closing -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def slow_backup(keeps: KeepingSection, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Somebody came today, and the backup of it stands still until told."""
    customer(keeps.book, "刚来的人")
    go, make = Event(), backup.make

    def held(*arguments: object) -> object:
        assert go.wait(30)
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "make", held)
    yield go
    go.set()


@pytest.mark.parametrize("stopped", [False, True])
def test_a_closing_backup_that_takes_long_says_so_and_may_be_left_for_the_next_time(
    program: app.Program, path: Path, qtbot: QtBot, slow_backup: Event, stopped: bool
) -> None:
    before, window = files(path), program.window
    assert window is not None
    window.close()
    small = underway(program, qtbot, "正在备份今天记的")
    assert small.windowTitle() == "关店备份"
    if stopped:
        small.stop.click()
    with qtbot.waitSignal(program.ended, timeout=30_000):
        slow_backup.set()
    assert len(keeping.backups(path)) == (1 if stopped else 2)
    new = {name for name in files(path) - before if name != program.memory.path.name}
    assert len(new) == (0 if stopped else 1) and not list(path.parent.glob("shop.kyb-*"))
    with open_book(path) as book, book.read() as sql:
        assert sql.value("SELECT count(*) FROM customer WHERE name = '刚来的人'") == 1


def test_started_again_while_it_closes_it_stays(
    program: app.Program, path: Path, qtbot: QtBot, slow_backup: Event
) -> None:
    assert program.window is not None and program.single is not None
    first = program.window
    first.close()
    program.single.asked.emit()
    slow_backup.set()
    window = reopened(program, qtbot)
    assert window is not first and window.isVisible()
    assert len(keeping.backups(path)) == 1, "it is made when that one closes"


def test_closing_stops_a_long_list_at_the_page_it_is_at(
    program: app.Program, keeps: KeepingSection, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: the page being drawn is the last one, and the list leaves nothing behind."""
    from kyuanbook.paper.callpage import CallPages

    window, runner = program.window, program.runner
    assert window is not None and runner is not None
    drawn, reached, go = list[int](), Event(), Event()
    draw, stop = CallPages._draw_page, Runner.stop

    def slow(pages: CallPages, *arguments: object) -> None:
        drawn.append(1)
        reached.set()
        assert go.wait(30)
        draw(pages, *arguments)  # type: ignore[arg-type]

    def stops(self: Runner) -> None:
        for call in self._calls.values():
            call.task.cancel()
        go.set()
        stop(self)

    monkeypatch.setattr(CallPages, "_draw_page", slow)
    monkeypatch.setattr(Runner, "stop", stops)
    window.nav.go(CUSTOMERS)
    window.print_list()
    qtbot.waitUntil(reached.is_set, timeout=30_000)
    before = files(path)
    close(program, window, qtbot)
    assert drawn == [1]
    assert {name for name in files(path) if not name.endswith(".lock")} == {n for n in before if not n.endswith(".lock")}
