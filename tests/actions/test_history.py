"""Undo and redo as the menu has them; the mechanism itself is tested with the journal."""

import pytest

from kyuanbook.actions.customers import pin, tag_customers
from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.history import next_labels, redo, undo
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.errors import NothingToRedo, NothingToUndo
from kyuanbook.language import say
from kyuanbook.rules.stages import Stage
from tests.book.factories import bulk_shop, customer, visit


def test_with_nothing_done_there_is_nothing_to_take_back(book: Book) -> None:
    assert next_labels(book) == (None, None)  # the usual sources of the first day are no action of the owner's
    with pytest.raises(NothingToUndo) as nothing:
        undo(book)
    assert say(nothing.value.message) == "没有可以撤销的"
    with pytest.raises(NothingToRedo) as no_more:
        redo(book)
    assert say(no_more.value.message) == "没有可以重做的"


def test_pages_hear_of_undo_and_redo_as_of_any_change(book: Book) -> None:
    who = customer(book, "王小明")
    kept = visit(book, who)
    heard: list[Changed] = []
    book.listeners.append(heard.append)
    assert undo(book).id == who
    redo(book)
    assert [(say(c.label), c.tables, c.customers, c.undoable) for c in heard] == [
        ("撤销", {"visit"}, {who}, False), ("重做", {"visit"}, {who}, False),
    ]  # fmt: skip
    assert kept
    undo(book)
    undo(book)
    set_shop(book, closed_weekdays=(1,))
    undo(book)
    assert heard[-1].customers is None


def test_the_menu_names_what_would_be_taken_back(book: Book) -> None:
    who = customer(book, "王小明")
    pin(book, customer_id=who, stage=Stage.LOYAL)
    tag_customers(book, customer_ids=[who], tag="老街坊")
    bulk_shop(book, [("甲", "", [])])
    said = []
    while (label := next_labels(book)[0]) is not None:
        said.append(say(label))
        undo(book)
    assert said == ["装入样板店", "加标签“老街坊”", "标为忠诚 王小明", "记新客户 王小明"]
    again = []
    while (label := next_labels(book)[1]) is not None:
        again.append(say(label))
        redo(book)
    assert again == said[::-1]
