"""The journal: undo, redo, history and audit are one mechanism, and a restart changes nothing."""

import random
from pathlib import Path

import pytest

from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.history import next_labels, redo, undo
from kyuanbook.actions.lists import draft, freeze
from kyuanbook.actions.shop import set_shop
from kyuanbook.book import journal
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import NothingToRedo, NothingToUndo, Stale
from kyuanbook.book.journal import DISCARDED, DONE, FINAL, UNDONE, Change, Changes, pack, unpack
from kyuanbook.book.tables import Customer, Tag
from kyuanbook.language import say
from kyuanbook.rules.entries import CustomerEntry
from tests.book.factories import DAY, Clock, bulk_shop, customer, snapshot, visit
from tests.book.truth import check, table


def labels(book: Book) -> tuple[str, str]:
    """What the menu says of undo and redo."""
    back, again = next_labels(book)
    return (say(back) if back else "", say(again) if again else "")


def states(book: Book) -> dict[str, int]:
    with book.read() as sql:
        return dict(
            sql.rows("SELECT action, state FROM journal WHERE action NOT IN ('furnish', 'undo', 'redo') ORDER BY id")
        )


def reopened(book: Book, clock: Clock) -> Book:
    book.close()
    return open_book(book.path, clock=clock)


def test_an_entry_says_who_when_and_what(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    with book.read() as sql:
        number, at, day = journal.last_entry(sql)
        entry = journal.entry(sql, number)
        assert journal.entry(sql, 404) is None
    assert (at, day) == (int(clock()), DAY)
    assert entry is not None
    assert (entry.who, entry.customer_id, entry.kind, entry.state) == ("店主", who, "do", DONE)
    assert say(entry.label) == "记新客户 王小明"
    assert entry.changes.rows[0].before is None
    assert entry.changes.rows[0].after is not None and entry.changes.rows[0].after["name"] == "王小明"


def test_undo_and_redo_are_named_also_after_a_restart(book: Book, clock: Clock) -> None:
    assert labels(book) == ("", "")
    who = customer(book, "王小明")
    visit(book, who)
    assert labels(book) == ("记一次到店 王小明", "")
    undo(book)
    assert labels(book) == ("记新客户 王小明", "记一次到店 王小明")
    with reopened(book, clock) as again:
        assert labels(again) == ("记新客户 王小明", "记一次到店 王小明")
        before = snapshot(again)
        assert redo(again).changed.customers == {who}
        assert labels(again) == ("记一次到店 王小明", "")
        undo(again)
        assert snapshot(again) == before
        undo(again)
        assert labels(again) == ("", "记新客户 王小明")
        with pytest.raises(NothingToUndo):
            undo(again)


def test_what_was_undone_is_named_in_the_notice(book: Book) -> None:
    visit(book, customer(book, "王小明"))
    done = undo(book)
    assert [say(note) for note in done.notes] == ["记一次到店 王小明"]
    assert say(done.changed.label) == "撤销"
    assert done.changed.tables == {"visit"}


def test_back_to_the_first_day_and_forth_again(book: Book) -> None:
    """Each state on the way is met again both ways, versions apart; nothing is ever forgotten in between."""
    who = customer(book, "王小明", "13822045678", tags=["染发"])
    steps = [
        lambda: visit(book, who, items="剪发×2"),
        lambda: change_customer(book, customer_id=who, entry=CustomerEntry(name="王晓明", tags=["烫发"])),
        lambda: delete_customer(book, customer_id=who),
        lambda: bulk_shop(book, [("甲", "13800008888", [(DAY - 3, 100)])]),
        lambda: set_shop(book, trade="fruit", closed_weekdays=(0,)),
    ]
    seen = [snapshot(book)]
    for step in steps:
        step()
        seen.append(snapshot(book))
    for there in reversed(seen[:-1]):
        undo(book)
        assert snapshot(book) == there
        check(book, ["王", "甲"])
    for there in seen[1:]:
        redo(book)
        assert snapshot(book) == there
        check(book, ["王", "甲"])
    with pytest.raises(NothingToRedo):
        redo(book)


def test_what_was_undone_is_discarded_by_a_new_action(book: Book) -> None:
    who = customer(book, "王小明")
    visit(book, who)
    undo(book)
    customer(book, "李丽华")
    with pytest.raises(NothingToRedo):
        redo(book)
    assert states(book) == {"add_customer": DONE, "record_visit": DISCARDED}
    undo(book)
    assert labels(book) == ("记新客户 王小明", "记新客户 李丽华")


def test_an_action_that_changes_nothing_discards_nothing(book: Book) -> None:
    who = customer(book, "王小明")
    visit(book, who)
    undo(book)
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明"))
    assert labels(book)[1] == "记一次到店 王小明"


def test_a_printed_list_stays_printed_and_is_passed_over(book: Book) -> None:
    customer(book, "王小明", "13822045678")
    drawn = draft(book, kind="all")
    done = freeze(book, drawn=drawn, title="名单", paper="a4", words=[{"name": "王小明"}])
    assert not done.changed.undoable
    assert labels(book) == ("记新客户 王小明", "")
    undo(book)  # the paper outlives the customer, whose number is given to nobody else
    with book.read() as sql:
        assert len(table(sql, "call_list")) == len(table(sql, "call_list_row")) == 1
    assert states(book)["print_list"] == FINAL
    freeze(book, drawn=draft(book, kind="all"), title="名单", paper="a4", words=[])
    assert labels(book) == ("", "记新客户 王小明")  # nor does printing discard what may be redone
    redo(book)
    check(book, ["王"])


def test_a_bulk_entry_keeps_ids_until_it_is_undone(book: Book) -> None:
    people = [(f"客人{i}", f"138{i:08}", [(DAY - i % 30 - d, 500) for d in (0, 40)]) for i in range(500)]
    ids = bulk_shop(book, people)
    with book.read() as sql:
        entry = journal.entry(sql, journal.last_entry(sql)[0])
        size = sql.value("SELECT length(changes) FROM journal ORDER BY id DESC LIMIT 1")
    assert entry is not None
    assert size < 300
    assert entry.changes.rows == []
    assert entry.changes.created["customer"] == list(ids)
    before = snapshot(book, versions=True)
    undo(book)
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM customer") == 0
        moved = journal.entry(sql, entry.id)
    assert moved is not None and moved.state == UNDONE
    assert not moved.changes.created
    assert len(moved.changes.rows) == 500 * 4
    check(book, ["客", "138"])
    redo(book)
    assert snapshot(book, versions=True) == before  # the same ids, the same rows
    check(book, ["客", "138"])
    undo(book)
    redo(book)
    assert snapshot(book, versions=True) == before


def test_a_bulk_entry_gives_back_what_it_changed_and_removed(book: Book) -> None:
    who = customer(book, "王小明")
    before = snapshot(book)
    with book.write("add_sample", bulk=True) as unit:
        tag = unit.insert(Tag, name="新")
        unit.update(Tag, tag, name="新新")
        unit.update(Customer, who, name="改了")
        ids = unit.insert_many(Customer, [{"name": "甲", "created_at": 0, "created_day": DAY}])
        unit.update(Customer, ids[0], referrer_id=who)
    after = snapshot(book)
    for _ in range(2):
        undo(book)
        assert snapshot(book) == before
        redo(book)
        assert snapshot(book) == after
    check(book, ["王", "甲", "改"])


def test_undo_of_a_row_that_moved_on_is_refused_whole(book: Book, clock: Clock) -> None:
    """A second program at the same book may have changed what the first would take back."""
    who = customer(book, "王小明")
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王晓明"))
    with book.write("change_customer", undoable=False) as unit:
        unit.update(Customer, who, name="王大明")
    before = snapshot(book, versions=True)
    with pytest.raises(Stale):
        undo(book)
    assert snapshot(book, versions=True) == before
    assert labels(book) == ("改资料 王晓明", "")


def test_undo_of_a_bulk_entry_is_refused_when_one_of_its_rows_is_gone(book: Book) -> None:
    ids = bulk_shop(book, [("甲", "", []), ("乙", "", [])])
    with book.write("change_customer", undoable=False) as unit:
        unit.delete(Customer, ids[0])
    with pytest.raises(Stale):
        undo(book)
    with book.read() as sql:
        assert sql.column("SELECT name FROM customer") == ["乙"]


def test_a_second_program_sees_and_undoes_the_same(book: Book, clock: Clock, tmp_path: Path) -> None:
    version = book.data_version()
    customer(book, "王小明")
    assert book.data_version() == version  # its own writes are no news to it
    with open_book(book.path, who="命令行", clock=clock) as other:
        assert labels(other) == ("记新客户 王小明", "")
        undo(other)
    assert book.data_version() != version
    assert labels(book) == ("", "记新客户 王小明")
    redo(book)
    check(book, [])


def test_history_of_a_customer_shows_what_still_stands(book: Book) -> None:
    who, other = customer(book, "王小明"), customer(book, "李丽华")
    visit(book, other)
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王晓明"))
    undo(book)
    visit(book, who)
    with book.read() as sql:
        found = [say(entry.label) for entry in journal.history_of(sql, who)]
    assert found == ["记一次到店 王小明", "记新客户 王小明"]


def test_changes_survive_packing() -> None:
    rng = random.Random(7)
    ids = sorted(rng.sample(range(1, 5000), 800))
    few = Changes(
        [Change("tag", 1, None, {"id": 1, "name": "染\n“发”𠮷"}), Change("tag", 2, {"a": None, "b": True}, None)]
    )
    many = Changes([Change("tag", i, {"name": "旧" * 9}, {"name": "新"}) for i in ids], {"visit": ids, "customer": [7]})
    for changes in (Changes(), few, many):
        assert unpack(pack(changes)) == changes
    assert pack(few)[:1] == b"j"
    assert pack(many)[:1] == b"z"
    assert len(pack(Changes([], {"visit": list(range(1, 1_000_001))}))) < 100
    assert not Changes() and few and Changes([], {"visit": [1]})
