"""流失原因: said, corrected, taken back; and which reasons are offered."""

import pytest

from kyuanbook.actions import lapse
from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.lapse import reasons, said, said_of_now
from kyuanbook.language import say
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, visit

PRICE, RIVAL = 1, 5


def given(book: Book, who: int) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(one.reason, one.note) for one in said(sql, who)]


def names(book: Book, *, hidden: bool = False) -> list[str]:
    with book.read() as sql:
        return [one.name for one in reasons(sql, hidden=hidden)]


@pytest.fixture
def who(book: Book) -> int:
    made = customer(book, "王小明")
    visit(book, made, ago=100)
    return made


def test_what_was_heard_is_written_down_and_taken_back(book: Book, who: int) -> None:
    done = lapse.note_reason(book, customer_id=who, reason_id=PRICE, note="涨价以后")
    assert say(done.changed.label) == "记流失原因 王小明：价格"
    assert given(book, who) == [("价格", "涨价以后")]
    undo(book)
    assert given(book, who) == []
    redo(book)
    assert given(book, who) == [("价格", "涨价以后")]


def test_of_one_silence_the_last_word_holds_and_a_new_silence_has_its_own(book: Book, who: int, clock: Clock) -> None:
    first = lapse.note_reason(book, customer_id=who, reason_id=PRICE)
    assert lapse.note_reason(book, customer_id=who, reason_id=RIVAL, note="对面").id == first.id
    assert given(book, who) == [("转去同行", "对面")]
    assert lapse.note_reason(book, customer_id=who, reason_id=RIVAL, note="对面").changed.entry is None
    clock.day += 3
    visit(book, who)
    clock.day += 90
    with book.read() as sql:
        assert said_of_now(sql, who, clock.day - 90) is None
    lapse.note_reason(book, customer_id=who, reason_id=PRICE)
    assert given(book, who) == [("价格", ""), ("转去同行", "对面")]


def test_pinning_may_say_why(book: Book, who: int) -> None:
    pin(book, customer_id=who, stage=Stage.LAPSED, why="搬去外地", reason_id=4)
    assert given(book, who) == [("距离、搬家", "搬去外地")]
    undo(book)
    assert given(book, who) == []
    pin(book, customer_id=who, stage=Stage.LOYAL, reason_id=4)
    pin(book, customer_id=who, stage=Stage.LAPSED)
    assert given(book, who) == []


def test_it_was_not_so(book: Book, who: int) -> None:
    done = lapse.note_reason(book, customer_id=who, reason_id=PRICE)
    assert done.id is not None
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM lapse")
    lapse.remove_reason(book, lapse_id=done.id)
    assert given(book, who) == []
    with pytest.raises(NoSuchRow):
        lapse.remove_reason(book, lapse_id=done.id)


def test_what_can_not_be_written(book: Book, who: int) -> None:
    with pytest.raises(Refused):
        lapse.note_reason(book, customer_id=who, reason_id=PRICE, note="长" * 100)
    with pytest.raises(NoSuchRow):
        lapse.note_reason(book, customer_id=who, reason_id=404)
    delete_customer(book, customer_id=who)
    with pytest.raises(NoSuchRow):
        lapse.note_reason(book, customer_id=who, reason_id=PRICE)


def test_the_usual_reasons_and_the_owners_own(book: Book) -> None:
    usual = ["价格", "质量", "服务", "距离、搬家", "转去同行", "不再需要", "其他原因"]
    assert names(book) == usual
    own = lapse.add_reason(book, name=" 门口修路 ").id
    assert own is not None and names(book) == [*usual, "门口修路"]
    lapse.order_reasons(book, reason_ids=[own, RIVAL])
    assert names(book)[:3] == ["门口修路", "转去同行", "价格"]
    lapse.change_reason(book, reason_id=PRICE, name="嫌贵")
    assert "嫌贵" in names(book) and "价格" not in names(book)
    lapse.hide_reason(book, reason_id=own)
    assert "门口修路" not in names(book) and "门口修路" in names(book, hidden=True)
    assert lapse.add_reason(book, name="门口修路").id == own  # put away, not forgotten
    for taken in ("嫌贵", "质量", ""):
        with pytest.raises(Refused):
            lapse.add_reason(book, name=taken)
    with pytest.raises(Refused):
        lapse.change_reason(book, reason_id=own, name="质量")
    with pytest.raises(NoSuchRow):
        lapse.hide_reason(book, reason_id=404)


def test_a_reason_put_away_stays_where_it_was_given(book: Book, who: int) -> None:
    lapse.note_reason(book, customer_id=who, reason_id=PRICE)
    lapse.hide_reason(book, reason_id=PRICE)
    assert given(book, who) == [("价格", "")]
    with book.read() as sql:
        (one,) = [row for row in reasons(sql, hidden=True, counted=True) if row.id == PRICE]
    assert one.used == 1 and one.hidden
