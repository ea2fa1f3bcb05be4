"""What becomes of each row, and who brought whom: without a book."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.import_cells import ReadRow, RowReader
from kyuanbook.rules.import_plan import Fate, InBook, Planned, Sender, Senders, in_order, planned
from kyuanbook.rules.import_sources import Known, Where, meant, natural

KEYS = ["name", "phone", "member_no", "referrer"]
NOBODY = InBook({}, {}, {}, {})
READER = RowReader(KEYS, ["姓名", "电话", "会员号", "介绍人"], (), date(2026, 11, 30).toordinal())


def rows(*cells: str) -> list[ReadRow]:
    """``王小明,138…,8001,李丽华`` each."""
    return [READER.read(n, row.split(",")) for n, row in enumerate(cells, 2)]


def fates(found: list[Planned]) -> list[Fate]:
    return [one.fate for one in found]


def test_a_number_in_any_spelling_is_known_in_the_book() -> None:
    book = InBook({"13822045678": [9]}, {}, {}, {9: "王小明"})
    [one] = planned(rows("王大明,+86 138-2204-5678"), book)
    assert (one.fate, one.there) == (Fate.THERE, 9)
    assert "138 2204 5678" in say(one.reasons()[0])


def test_of_a_family_on_one_number_the_one_of_that_name_is_meant() -> None:
    book = InBook({"13822045678": [4, 9]}, {}, {}, {4: "李丽华", 9: "王小明"})
    assert planned(rows("王小明,13822045678"), book)[0].there == 9
    assert planned(rows("王小小,13822045678"), book)[0].there == 4


def test_a_member_number_says_who_it_is_before_a_phone_does() -> None:
    book = InBook({"13822045678": [4]}, {"8001": 9}, {}, {})
    assert planned(rows("王小明,13822045678,8001"), book)[0].there == 9


def test_a_name_alone_is_known_by_the_name_and_a_name_with_a_number_is_not() -> None:
    book = InBook({}, {}, {"王小明": [9]}, {})
    found = planned(rows("王小明", "王小明,13822045678"), book)
    assert fates(found) == [Fate.THERE, Fate.NEW]


def test_the_same_person_twice_in_the_table_comes_once() -> None:
    found = planned(rows("王小明,13822045678", "王小明,138 2204 5678"), NOBODY)
    assert fates(found) == [Fate.NEW, Fate.TWICE]
    assert say(found[1].reasons()[0]) == "和第 2 行的王小明是同一位，只记一遍"


def test_a_local_number_is_the_same_with_its_area_code() -> None:
    assert fates(planned(rows("甲,66668888", "甲,021-66668888"), NOBODY)) == [Fate.NEW, Fate.TWICE]
    assert fates(planned(rows("甲,021-66668888", "甲,66668888"), NOBODY)) == [Fate.NEW, Fate.TWICE]
    assert fates(planned(rows("甲,021-66668888", "甲,010-66668888"), NOBODY)) == [Fate.NEW, Fate.NEW]


def test_a_family_on_one_number_are_two_and_pointed_out() -> None:
    found = planned(rows("王小明,13822045678", "李丽华,13822045678"), NOBODY)
    assert fates(found) == [Fate.NEW, Fate.NEW]
    assert "名字不同" in say(found[1].reasons()[0])


def test_two_of_a_name_without_numbers_are_two_and_pointed_out() -> None:
    found = planned(rows("王芳", "王芳"), NOBODY)
    assert fates(found) == [Fate.NEW, Fate.NEW] and "同名" in say(found[1].reasons()[0])


def test_a_member_number_twice_is_one_too_many() -> None:
    found = planned(rows("甲,,8001", "乙,,8001"), NOBODY)
    assert fates(found) == [Fate.NEW, Fate.TWICE]


def test_a_wrong_row_says_cell_and_reason_and_hides_nobody() -> None:
    found = planned(rows("王小明,1.38E+10", "王小明,13822045678"), NOBODY)
    assert fates(found) == [Fate.WRONG, Fate.NEW]
    assert say(found[0].reasons()[0]).startswith("电话“1.38E+10”：")


def test_who_brought_whom_among_rows_and_book() -> None:
    new = rows("甲,13800000001,,乙", "乙,13800000002,,13822045678", "丙,,,谁也不是", "丁,,,丁")
    book = InBook({"13822045678": [9]}, {}, {}, {9: "王"})
    assert Senders(new, [], book).of_new() == {0: Sender(row=1), 1: Sender(customer=9)}


def test_a_name_that_two_have_means_nobody() -> None:
    new = rows("甲,,,王芳", "王芳,1380000001")
    assert Senders(new, [], InBook({}, {}, {"王芳": [7]}, {})).of_new() == {}


def test_a_row_of_somebody_in_the_book_is_that_one() -> None:
    there = planned(rows("王芳,13822045678"), InBook({"13822045678": [7]}, {}, {}, {}))
    assert Senders(rows("甲,,,王芳"), there, InBook({}, {}, {"王芳": [7]}, {})).of_new() == {0: Sender(customer=7)}


def test_nobody_is_brought_by_whom_they_brought() -> None:
    found = Senders(rows("甲,,,乙", "乙,,,丙", "丙,,,甲"), [], NOBODY).of_new()
    assert found == {0: Sender(row=1), 1: Sender(row=2)}


@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_whoever_brought_somebody_is_written_first(by: list[int]) -> None:
    names = "甲乙丙丁戊己庚辛"
    new = rows(*(f"{names[i]},,,{names[j]}" for i, j in enumerate(by)))
    found = Senders(new, [], NOBODY).of_new()
    order = in_order(len(new), found)
    assert sorted(order) == list(range(8))
    assert all(order.index(one.row) < order.index(place) for place, one in found.items() if one.row is not None)


def test_without_senders_the_order_is_that_of_the_table() -> None:
    assert in_order(4, {}) == [0, 1, 2, 3]


SOURCES = [Known(1, "路过", "passing_by"), Known(2, "老张的店"), Known(3, "朋友介绍来", "by_customer"),
Known(4, "抖音", "douyin")]


def test_a_source_is_meant_by_its_name_or_its_usual_words() -> None:
    assert [meant(word, SOURCES) for word in ("路过", " 老张的店 ", "老客介绍", "抖音号", "DouYin", "微信")] == [
        1, 2, 3, 4, None, None,
    ]  # fmt: skip


def test_new_sources_cost_nothing_where_nobody_was_paid() -> None:
    assert [family for family in ChannelFamily if natural(family)] == [ChannelFamily.WALK_IN, ChannelFamily.REFERRAL]
    assert Where() == Where(None, None)
