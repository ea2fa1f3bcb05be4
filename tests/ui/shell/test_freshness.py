"""What becomes of the book behind the window's back."""

from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.ui.shell.freshness import Freshness


def test_a_book_taken_away_is_told_once_and_again_after_it_came_back(book: Book, qtbot: QtBot) -> None:
    watch, heard = Freshness(book), []
    watch.timer.stop()
    watch.lost.connect(lambda error: heard.append(error.message.key))
    watch.look()
    assert heard == []
    aside = book.path.with_name("aside.kyb")
    book.path.rename(aside)
    watch.look()
    watch.look()
    assert heard == ["book_gone"]
    aside.rename(book.path)
    watch.look()
    book.path.rename(aside)
    watch.look()
    assert heard == ["book_gone", "book_gone"]
    aside.rename(book.path)
