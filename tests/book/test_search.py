"""The counter search: what is found, in which order, and that nothing but keys ever is."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.actions.customers import change_customer, delete_customer, restore_customer
from kyuanbook.actions.shop import set_shop
from kyuanbook.book import search as module
from kyuanbook.book.book import Book
from kyuanbook.book.changed import Changed
from kyuanbook.book.queries.customers import customer_ids, customer_rows
from kyuanbook.book.queries.finding import find_customers, look_alikes
from kyuanbook.book.reader import Reader
from kyuanbook.book.search import Haystack, header, search
from kyuanbook.book.sqlite import driver
from kyuanbook.language import say
from kyuanbook.rules.duplicates import Sketch
from kyuanbook.rules.entries import ContactEntry, CustomerEntry, PhoneEntry
from kyuanbook.rules.search_keys import matches, query_words, rank, record_keys
from tests.book.factories import bulk_shop, customer, visit
from tests.book.truth import check


def found(book: Book, typed: str, limit: int = 20) -> list[str]:
    with book.read() as sql:
        return [row.name for row in find_customers(sql, book.haystack, typed, book.today(), limit)]


# what is found -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["王小明", "小明", "wxm", "wangxiaoming", "wangxm", "WXM", "ｗｘｍ", "wáng", "138 2204 5678", "13822045678",
     "+86 13822045678", "5678", "2204", "王 5678", "5678 王", "wang 5678", "王5678", "V007", "染发", "xiaoming_w",
     "赵秘书", "zms", "13900001234", "1234"],
)  # fmt: skip
def test_every_way_to_say_a_customer_finds_them(book: Book, typed: str) -> None:
    customer(book, "李丽华", "13911112222")
    customer(
        book, "王小明", "13822045678", member_no="V007", tags=["染发"], wechat="xiaoming_W",
        contacts=[ContactEntry("赵秘书", "13900001234")],
    )  # fmt: skip
    assert found(book, typed) == ["王小明"]


@pytest.mark.parametrize(
    "typed", ["王 9999", "王 李", "wxm 2222", "13822045679", "明小", "", "   ", "\x1f", "\n", "\x0e"]
)
def test_and_nothing_else_does(book: Book, typed: str) -> None:
    customer(book, "李丽华", "13911112222")
    customer(book, "王小明", "13822045678")
    assert found(book, typed) == []


@pytest.mark.parametrize(
    ("name", "readings"),
    [("曾华", ["zeng", "ceng", "zh", "ch"]), ("单丽", ["shan", "dan", "chan"]), ("仇英", ["qiu", "chou"]),
     ("尉迟恭", ["yuchi", "ycg"]), ("吕布", ["lv", "lu", "lvbu", "lubu"])],
)  # fmt: skip
def test_both_readings_of_a_surname_find(book: Book, name: str, readings: list[str]) -> None:
    customer(book, name)
    for reading in readings:
        assert found(book, reading) == [name]


@pytest.mark.parametrize("alias", ["李姐", "3栋阿姨"])
def test_who_is_only_called_something_is_found_by_it(book: Book, alias: str) -> None:
    customer(book, "", alias=alias)
    assert found(book, alias) == found(book, alias[:2]) == [alias]
    assert found(book, "3dong" if alias[0] == "3" else "lijie") == [alias]


def test_the_last_four_figures_come_before_figures_in_the_middle(book: Book) -> None:
    ids = [
        customer(book, name, phone) for name, phone in (("尾", "13900005678"), ("中", "13956780000"), ("头", "5678111"))
    ]
    visit(book, ids[1])  # came last, and is behind all the same
    visit(book, ids[0], ago=3)
    visit(book, ids[2], ago=2)
    assert found(book, "5678") == ["头", "尾", "中"]


def test_an_extension_does_not_hide_the_last_four(book: Book) -> None:
    customer(book, "分机", "021-66665678转801")
    visit(book, customer(book, "中", "13956780000"))
    assert found(book, "5678") == ["分机", "中"]
    assert found(book, "66665678") == ["分机"]


def test_letters_in_the_middle_or_at_the_end_of_a_key_are_no_better_than_each_other(book: Book) -> None:
    """Only figures are known by their end; who came last comes first."""
    visit(book, customer(book, "王小明", wechat="abcxy"), ago=5)
    visit(book, customer(book, "李丽华", wechat="abxyz"), ago=1)
    visit(book, customer(book, "赵一", wechat="xyabc"), ago=9)
    assert found(book, "xy") == ["赵一", "李丽华", "王小明"]


@pytest.mark.parametrize("sign", ["a.b", "c+", "[x]", "d*", "(h", "^e", "f|g", "h\\i", "j?", "{2}", "k$", "..", "~&", "#!"])
def test_signs_in_a_word_stand_for_themselves(sign: str) -> None:
    shelf, haystack = Shelf(), Haystack()
    for i, word in enumerate((sign, f"x{sign}", "axb", "ccc", "ddd", "1", "e", "f", "gh", "hi", "22", "k"), 1):
        shelf.put(i, 0, record_keys("", words=[word]))
    haystack.build(shelf.sql)
    assert search(shelf.sql, haystack, [sign], 20) == [1, 2]
    shelf.connection.close()


def test_who_came_last_comes_first_also_after_a_visit(book: Book) -> None:
    ids = [customer(book, f"王{n}") for n in "一二三"]
    for i, who in enumerate(ids):
        visit(book, who, ago=10 + i)
    assert found(book, "王") == ["王一", "王二", "王三"]
    visit(book, ids[2])
    assert found(book, "王") == ["王三", "王一", "王二"]
    assert found(book, "王", limit=2) == ["王三", "王一"]


def test_ids_are_never_taken_for_figures(book: Book) -> None:
    """Ids stand in the text, but in characters that nobody types."""
    with book.write("add_sample", bulk=True) as unit:
        unit.sql.many("INSERT INTO sqlite_sequence (name, seq) VALUES ('customer', ?)", [(5678_5600,)])
    ids = bulk_shop(book, [("王", "", [])] * 200)
    assert ids[-1] == 5678_5800
    with book.read() as sql:
        for figures in ("5678", "56785678", "0", "1", "10", "f"):
            assert search(sql, book.haystack, query_words(figures), 50) == []


@given(st.integers(1, 2**60))
def test_a_header_is_an_id_in_control_characters(number: int) -> None:
    assert module._id(header(number).encode()) == number
    assert all(0x0E <= ord(c) <= 0x1D for c in header(number))


# the text, its overlay, and building ----------------------------------------------------------------------------------------


def test_changes_are_found_at_once(book: Book) -> None:
    who = customer(book, "王小明", "13822045678")
    change_customer(book, customer_id=who, entry=CustomerEntry(name="陈小明", phones=[PhoneEntry("13900001234")]))
    assert (found(book, "王"), found(book, "5678"), found(book, "陈 1234")) == ([], [], ["陈小明"])
    delete_customer(book, customer_id=who)
    assert found(book, "陈") == []
    restore_customer(book, customer_id=who)
    assert found(book, "陈") == ["陈小明"]


def test_a_search_not_yet_built_answers_when_it_is(book: Book) -> None:
    late = Haystack()
    who = customer(book, "王小明")
    with book.read() as sql:
        late.update(sql, [who])
        assert not late.ready
        assert search(sql, late, ["王"], 5) == []
        late.build(sql)
        assert late.ready
        assert search(sql, late, ["王"], 5) == [who]


@pytest.mark.parametrize("told", ["one", "all"])
def test_what_changes_while_the_text_is_read_is_not_missed(book: Book, told: str) -> None:
    """The first build runs in the background: a customer added meanwhile is found, one deleted is not."""
    gone = customer(book, "王一")
    late = Haystack()
    book.listeners.append(lambda changed: late.update(reader, changed.customers if told == "one" else None))

    class Interrupted(Reader):
        """Somebody works at the counter between the reading of the text and its use."""

        def value(self, sql: str, **parameters: object) -> object:
            found = super().value(sql, **parameters)
            if "group_concat" in sql and not done:
                done.append(True)
                customer(book, "王二")
                delete_customer(book, customer_id=gone)
            return found

    done: list[bool] = []
    connection = driver.connect(str(book.path))
    reader = Interrupted(connection)
    late.build(reader)
    assert done
    assert search(reader, late, ["王"], 5) == [gone + 1]
    customer(book, "王三")
    assert search(reader, late, ["王"], 5) == [gone + 2, gone + 1]
    connection.close()


def test_many_changes_are_taken_in_by_reading_anew(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_OVERLAY", 3)
    for i in range(12):
        visit(book, customer(book, f"王{'一二三四'[i % 4]}", f"138{i:08}"), ago=i % 5)
        check(book, ["王", "王一", "138", f"{i:04}"])


def test_a_change_for_everybody_reads_the_order_anew(book: Book) -> None:
    visit(book, customer(book, "王小明"))
    set_shop(book, closed_weekdays=(2,))
    check(book, ["王"])


ALPHABET = "王李小明a1b2c5678 "
QUERIES = st.lists(st.text(ALPHABET, min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=6)
PEOPLE = st.lists(
    st.tuples(
        st.text("王李小明丽abc12", min_size=1, max_size=5), st.lists(st.text("125678", min_size=4, max_size=11), max_size=2),
        st.integers(0, 9),
    ),
    max_size=25,
)  # fmt: skip


class Shelf:
    """A bare table of search rows, with the naive answer beside it."""

    def __init__(self) -> None:
        self.connection = driver.connect(":memory:", isolation_level=None)
        self.connection.execute("CREATE TABLE search_row (customer_id INTEGER PRIMARY KEY, last_day, sort_key, keys)")
        self.sql = Reader(self.connection)
        self.rows: dict[int, tuple[int, str]] = {}

    def put(self, i: int, last: int, keys: str) -> None:
        self.rows[i] = (last, keys)
        self.connection.execute("REPLACE INTO search_row VALUES (?, ?, '', ?)", (i, last, header(i) + keys))

    def remove(self, i: int) -> None:
        del self.rows[i]
        self.connection.execute("DELETE FROM search_row WHERE customer_id = ?", (i,))

    def naive(self, words: Iterable[str], limit: int) -> list[int]:
        words = list(words)
        hits = [(rank(keys, words), -last, -i) for i, (last, keys) in self.rows.items() if matches(keys, words)]
        return [-i for _, _, i in sorted(hits)][:limit] if words else []


@given(PEOPLE, PEOPLE, st.sets(st.integers(1, 25)), QUERIES, st.integers(1, 8), st.integers(1, 30))
def test_overlay_text_and_naive_scan_agree(
    first: list[tuple[str, list[str], int]], then: list[tuple[str, list[str], int]], gone: set[int], typed: list[str],
    limit: int, patience: int,
) -> None:  # fmt: skip
    """Whatever was there, changed, came and went: the overlay, the text built anew and a plain scan find the same."""
    shelf, haystack = Shelf(), Haystack()
    for i, (name, phones, last) in enumerate(first, 1):
        shelf.put(i, last, record_keys(name, phones=phones))
    haystack.build(shelf.sql)
    for i, (name, phones, last) in enumerate(then, len(first) // 2 + 1):
        shelf.put(i, last, record_keys(name, phones=phones))
        haystack.update(shelf.sql, [i])
    for i in gone & shelf.rows.keys():
        shelf.remove(i)
        haystack.update(shelf.sql, [i])
    fresh = Haystack()
    fresh.build(shelf.sql)
    before, module._PATIENCE = module._PATIENCE, patience  # type: ignore[misc]
    try:
        for text in typed:
            words = query_words(text)
            expected = shelf.naive(words, limit)
            assert search(shelf.sql, haystack, words, limit) == expected
            assert search(shelf.sql, fresh, words, limit) == expected
    finally:
        module._PATIENCE = before  # type: ignore[misc]
        shelf.connection.close()


@pytest.mark.parametrize("typed", ["5678", "王 5678", "wang 5678"])
def test_the_last_four_of_who_came_long_ago_stand_before_a_crowd_of_figures_in_the_middle(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 5)
    shelf, haystack = Shelf(), Haystack()
    for i in range(1, 31):
        shelf.put(i, 100 + i, record_keys("王小明", phones=[f"13956780{i:03}"]))
    for i, number in ((31, "13900005678"), (32, "5678000"), (33, "13911115678")):
        shelf.put(i, i, record_keys("王丽", phones=[number]))
    haystack.build(shelf.sql)
    assert search(shelf.sql, haystack, query_words(typed), 6) == [33, 32, 31, 30, 29, 28]
    assert search(shelf.sql, haystack, query_words(typed), 2) == [33, 32]
    shelf.connection.close()


def test_among_twenty_thousand_random_queries_find_what_a_plain_scan_finds() -> None:
    rng = random.Random(20)
    surnames, given_names = "王李张刘陈杨赵黄周吴曾单仇欧", "小明丽华伟芳娜敏静秀强磊军洋勇艳杰涛超霞平刚桂英"
    shelf, haystack = Shelf(), Haystack()
    for i in range(1, 20_001):
        name = rng.choice(surnames) + "".join(rng.choices(given_names, k=rng.randrange(1, 3)))
        shelf.put(i, rng.randrange(3000), record_keys(name, phones=[f"1{rng.randrange(3 * 10**9, 10**10)}"]))
    haystack.build(shelf.sql)
    for i in rng.sample(range(1, 20_001), 300):
        shelf.put(i, 3000 + rng.randrange(5), shelf.rows[i][1])
        haystack.update(shelf.sql, [i])
    queries = ["w", "1", "13", "王", "小明", "wang", "wxm", "王 5678", "z m", "5678", "1 2 3", "g", "ang"]
    for i in rng.sample(range(1, 20_001), 60):
        keys = [k for k in shelf.rows[i][1].split("\x1f") if k]
        key = rng.choice(keys)
        start = rng.randrange(len(key))
        queries += [key[start : start + rng.randrange(1, 6)], keys[-1][-4:], f"{keys[0][0]} {keys[-1][-4:]}"]
    for typed in queries:
        words = query_words(typed)
        assert search(shelf.sql, haystack, words, 20) == shelf.naive(words, 20), typed
    shelf.connection.close()


# likely duplicates ---------------------------------------------------------------------------------------------------------


def alike(book: Book, **typed: object) -> list[tuple[str, list[str]]]:
    with book.read() as sql:
        likely = look_alikes(sql, book.haystack, Sketch(**typed), book.today())  # type: ignore[arg-type]
    return [(found.row.name, [say(why) for why in found.why]) for found in likely]


def test_who_is_being_typed_may_be_in_the_book_already(book: Book) -> None:
    customer(book, "王敏", "13822045678", member_no="V007", wechat="wm_77")
    customer(book, "王闽", "13911112222")
    customer(book, "陈伟")
    assert alike(book, phones=("138-2204-5678",)) == [("王敏", ["电话相同：138 2204 5678"])]
    assert alike(book, name="王敏") == [("王敏", ["姓名相同：王敏"]), ("王闽", ["读音相同：王闽"])]
    assert alike(book, member_no="v007") == [("王敏", ["会员号相同：V007"])]
    assert alike(book, wechat="WM_77") == [("王敏", ["微信相同：wm_77"])]
    assert alike(book, name="张三") == alike(book) == []


def test_a_number_with_an_extension_and_a_number_without_area_code_are_known_again(book: Book) -> None:
    customer(book, "公司", "021-66668888转801")
    assert [name for name, _ in alike(book, phones=("02166668888",))] == ["公司"]
    assert [name for name, _ in alike(book, phones=("66668888",))] == ["公司"]


@pytest.mark.parametrize("signs", ["😀", "……", "  ", "!", "🌸🌸"])
def test_a_name_of_signs_that_nobody_can_read_aloud_breaks_nothing(book: Book, signs: str) -> None:
    assert alike(book, name=signs) == alike(book, alias=signs) == []
    if signs.strip():
        who = customer(book, "", alias=signs)
        with book.read() as sql:
            assert [row.id for row in customer_rows(sql, customer_ids(sql, book.today(), sort="name"), book.today())] == [who]
            assert [row.id for row in find_customers(sql, book.haystack, signs, book.today(), 5)] == [who]


def test_a_deleted_customer_is_no_duplicate(book: Book) -> None:
    delete_customer(book, customer_id=customer(book, "王敏", "13822045678"))
    assert alike(book, name="王敏", phones=("13822045678",)) == []


def test_the_listener_gets_what_the_search_already_has(book: Book) -> None:
    heard: list[Changed] = []
    book.listeners.append(heard.append)
    customer(book, "王小明")
    assert [c.label.key for c in heard] == ["did_add_customer"]
