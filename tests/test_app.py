"""The program around the window: opening, trouble, closing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook import app
from kyuanbook.actions import keeping
from kyuanbook.actions.keeping import Began, Progress
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import PlaceFull
from kyuanbook.ui.settings.reopening import Reopening
from tests.book.factories import customer


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[app.Program]:
    """The program with a data folder of its own; whatever it opened is closed at the end."""
    _, memory = app.prepare(tmp_path)
    made = app.Program(qapp, memory)
    quits, _ = qapp.quitOnLastWindowClosed(), qapp.setQuitOnLastWindowClosed(False)
    yield made
    if made.window is not None and made.book is not None:
        made.window.close_for_good()
    if made.runner is not None:
        made.runner.stop()
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with one customer, closed and backed up."""
    found = tmp_path / "shop.kyb"
    with open_book(found, who="店主") as book:
        set_up_shop(book, name="禾木理发", trade="hair")
        customer(book, "王小明", "13822045678")
        keeping.back_up(book)
    return found


def test_it_opens_does_its_chores_and_closes_with_a_backup(program: app.Program, path: Path, qtbot: QtBot) -> None:
    assert program.open(path)
    window = program.window
    assert window is not None
    with qtbot.waitSignal(window.painted):
        pass
    with qtbot.waitSignal(window.start().chores.rested, timeout=30_000):
        pass
    assert [r.action for r in window.today.remarks.shown] == ["place"]
    before = len(keeping.backups(path))
    customer(window.book, "欧阳雪")
    with qtbot.waitSignal(program.ended):
        window.close()
    assert program.book is None
    assert not list(path.parent.glob("shop.kyb-*")), "one file, the WAL folded away"
    assert len(keeping.backups(path)) >= max(1, before)
    newest = keeping.backups(path)[0].facts
    assert newest is not None and newest.customers == 2
    assert program.memory.now.last_book == str(path)


def test_a_broken_book_is_a_sentence_and_a_backup_brings_it_back(
    program: app.Program, path: Path, qtbot: QtBot
) -> None:
    path.write_bytes(b"not a book at all" * 100)
    assert program.open(path)
    assert program.window is None
    trouble = program.trouble
    assert "用备份恢复" in trouble.sentence.text()
    assert [choice.words() for choice in trouble.choices] == ["用备份恢复", "用别的备份恢复", "再试一次", "打开另一本"]
    trouble.choices[0].click()
    assert program.window is None and not trouble.isVisible()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None and "已恢复到" in program.window.frame.notice.text()
    assert program.window.today.shown is not None and not program.window.today.shown.empty
    assert program.window.shop.name == "禾木理发"


def test_another_book_may_be_opened_instead(program: app.Program, path: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.kyb"
    wrong.write_text("客户名单")
    assert program.open(wrong)
    program.trouble.open_wanted.emit(path)
    assert program.window is not None and program.window.book.path == path
    assert wrong.read_text() == "客户名单", "a file of somebody else's is left as it is"


def test_a_second_start_finds_the_book_held(program: app.Program, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program.open(path)
    second = app.Program(program.app, program.memory)
    monkeypatch.setattr("kyuanbook.ui.shell.single.Single.call_first", lambda self: True)
    assert not second.open(path)
    assert second.window is None


def test_what_needs_the_book_closed_finds_it_closed(program: app.Program, path: Path, qtbot: QtBot) -> None:
    assert program.open(path)
    first = program.window
    assert first is not None
    seen: list[Path] = []

    def work(book: Path, progress: Progress, began: Began) -> str:
        seen.extend(book.parent.glob("shop.kyb*"))
        return "做好了"

    first.reopen(Reopening("做事", work))
    qtbot.waitUntil(lambda: program.window is not None)
    assert seen == [path]
    assert program.window is not first and program.window is not None
    assert program.window.frame.notice.text() == "做好了"


def test_what_was_typed_is_asked_about_before_another_book_takes_its_place(
    program: app.Program, path: Path, qtbot: QtBot
) -> None:
    assert program.open(path)
    first = program.window
    assert first is not None
    seen: list[Path] = []

    def work(book: Path, progress: Progress, began: Began) -> str:
        seen.append(book)
        return "做好了"

    panels = first.start().panels
    panels.add_customer()
    panels.customer.inside.name.setText("写了一半")
    first.reopen(Reopening("做事", work))
    first.asked.buttons[1].click()
    assert not seen and program.window is first and panels.customer.inside.name.text() == "写了一半"
    first.reopen(Reopening("做事", work))
    first.asked.buttons[0].click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert seen == [path]
    assert program.window is not first and program.window is not None
    assert program.window.frame.notice.text() == "做好了"


def test_a_backup_that_failed_at_closing_is_told_at_the_next_start_and_made_up_for(
    program: app.Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.open(path)
    assert program.window is not None
    customer(program.window.book, "欧阳雪")

    def full(*_: object, **__: object) -> None:
        raise PlaceFull(path="盘")

    with monkeypatch.context() as patch, qtbot.waitSignal(program.ended):
        patch.setattr("kyuanbook.book.backup.make", full)
        program.window.close()
    assert "放备份的盘满了" in program.memory.now.closing_trouble
    assert program.open(path)
    window = program.window
    with qtbot.waitSignal(window.painted):
        pass
    with qtbot.waitSignal(window.start().chores.rested, timeout=30_000):
        pass
    assert any("上次关店时备份出了问题：放备份的盘满了" in r.text for r in window.today.remarks.shown)
    newest = keeping.backups(path)[0].facts
    assert newest is not None and newest.customers == 2
    with qtbot.waitSignal(program.ended):
        window.close()
    assert program.memory.now.closing_trouble == ""
