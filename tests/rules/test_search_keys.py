"""The counter search: what finds whom."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.phones import normalise
from kyuanbook.rules.search_keys import SEPARATOR, fold, matches, query_words, rank, record_keys, spoken_keys


def found(record: str, query: str) -> bool:
    return matches(record, query_words(query))


WANG = record_keys("王小明", phones=["13822045678"], member_no="A-1023", words=["VIP", "小明同学🌸"])


@pytest.mark.parametrize("query", [
    "王小明", "小明", "明", "wxm", "WXM", "wangxiaoming", "wangxm", "xiaoming", "wang", "w", "5678", "138", "2204",
    "138 2204 5678", "138-2204-5678", "+86 138 2204 5678", "+8613822045678", "0086 13822045678", "8613822045678",
    "１３８２２０４５６７８", "138 5678", "王 5678", "王5678", "5678 王", "wxm 5678", "wang 138", "a-1023", "1023",
    "vip", "同学", "wáng", "Wáng", "ｗｘｍ", "  小明\u3000", "138.2204", "(138)", "🌸",
])  # fmt: skip
def test_what_finds_wang(query: str) -> None:
    assert found(WANG, query)


@pytest.mark.parametrize(
    "query", ["wxh", "王 5679", "138 2204 5679", "xiaoli", "小 李", "wxm 139", "王5679", "13822045670", "5678138"]
)
def test_what_does_not_find_wang(query: str) -> None:
    assert not found(WANG, query)


def test_the_line_is_as_the_scan_expects() -> None:
    assert (
        record_keys("王小明", phones=["13822045678"])
        == "\x1f王小明\x1fwangxiaoming\x1fwxm\x1fwangxm\x1f13822045678\x1f"
    )
    assert record_keys("李娜") == "\x1f李娜\x1flina\x1fln\x1flinuo\x1f"
    assert record_keys("Anna", alias="anna") == "\x1fanna\x1f"
    assert record_keys("") == "\x1f"


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("单文博", "shan shanwb swb shanwenbo dan danwenbo dwb 文博"),
        ("曾丽", "zeng zl zengli ceng cengli cl"),
        ("欧阳雪", "oyx ouyangx ouyx ouyang ouyangxue 欧阳 雪 xue"),
        ("欧阳雪明", "oyxm ouyangxm ouyangxueming xueming ouyxm"),
        ("缪 Anna", "缪 anna miaoanna ma ANNA miao mou mouanna 缪anna"),
        ("李姐", "李姐 lijie lj 姐"),
        ("3栋阿姨", "3栋阿姨 3栋 阿姨 3dong 3day ayi"),
        ("吕小布", "lv lu lvxiaobu luxiaobu lxb lü lǚ LÜ lvxb luxb"),
        ("聂略", "nl nielve nielue"),
        ("尉迟恭", "yuchi yuchig ycg yuchigong"),
        ("𠮷田", "𠮷 jitian jt"),
        ("乐乐", "lele yueyue ll yy"),
        ("老单", "laoshan laodan ls ld"),
        ("Müller", "muller müller MULLER"),
        ("John Smith", "john smith johnsmith js"),
        ("小区物业", "xqwy xiaoqu xiaoquwuye"),
    ],
)
def test_names_are_found(name: str, queries: str) -> None:
    for query in queries.split():
        assert found(record_keys(name), query), query
    assert found(record_keys("某某", alias=name), queries.split()[0])
    assert found(record_keys("某某商行", people=[name]), queries.split()[0])


def test_ranks_tell_beginnings_and_the_last_four_from_the_middle() -> None:
    assert [rank(WANG, query_words(q)) for q in ("wxm", "王", "5678", "138", "王 5678", "小明")] == [0] * 6
    assert [rank(WANG, query_words(q)) for q in ("2204", "xiaoming", "明", "王 2204", "ang")] == [1] * 5


def test_landlines_are_found_without_their_area_code() -> None:
    record = record_keys("张三", phones=[normalise("021-66668888转801").number])
    assert found(record, "66668888") and found(record, "6666 8888") and found(record, "021-66668888")
    assert rank(record, query_words("66668888")) == 0
    abroad = record_keys("张三", phones=[normalise("+852 9123 4567").number])
    assert found(abroad, "+852 9123 4567") and found(abroad, "4567") and found(abroad, "91234567")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []), ("   ", []), ("+86", []), ("王 5678", ["王", "5678"]), ("138 2204 5678", ["13822045678"]),
        ("138 2204", ["138", "2204"]), ("138 5678", ["138", "5678"]),
        ("王 138 2204 5678 VIP", ["王", "13822045678", "vip"]),
        ("021-6666 8888", ["02166668888"]), ("王 王", ["王"]), ("lü", ["lu"]), ("+86138", ["138"]), ("3栋", ["3栋"]),
        ("王\u200b小明", ["王小明"]), ("-", ["-"]), ("0086", ["0086"]), ("0086 138 2204 5678", ["13822045678"]),
    ],
)  # fmt: skip
def test_words_of_a_query(typed: str, words: list[str]) -> None:
    assert query_words(typed) == words


def test_a_usual_record_is_small() -> None:
    names = ["王小明", "李娜", "张伟", "刘洋", "陈静怡", "杨帆", "黄子轩", "赵敏", "周文杰", "吴梦婷"]
    sizes = [len(record_keys(n, phones=["13822045678"], member_no="10234").encode()) for n in names]
    assert sum(sizes) / len(sizes) <= 60


def test_a_firm_keeps_a_bounded_number_of_keys() -> None:
    firm = "广州市天河区好邻居便利连锁有限公司"
    assert max(map(len, spoken_keys(firm))) <= 50
    assert (
        found(record_keys(firm), "gzsthqhlj")
        and found(record_keys(firm), "guangzhou")
        and found(record_keys(firm), "好邻居")
    )


@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.text(max_size=15), max_size=3))
def test_any_record_is_one_sound_line(name: str, alias: str, words: list[str]) -> None:
    record = record_keys(name, alias=alias, words=words)
    assert record.startswith(SEPARATOR) and record.endswith(SEPARATOR)
    assert SEPARATOR * 2 not in record and "\n" not in record and " " not in record
    record.encode("utf-8")


@given(st.text(max_size=12))
def test_what_is_written_is_found_as_written(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    record = record_keys(name)
    assert all(found(record, word) for word in fold(name).split())


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4), st.data())
def test_any_run_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert found(record_keys(name), name[start:end])


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.data())
def test_any_part_of_a_phone_finds_it(number: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 10))
    end = data.draw(st.integers(start + 1, 11))
    record = record_keys("王", phones=[number])
    assert matches(record, query_words(number[start:end])) or number[start:].startswith("0086")
    assert rank(record, query_words(number[-4:])) == 0


@given(st.text(max_size=20))
def test_any_query_is_read(typed: str) -> None:
    for word in query_words(typed):
        assert word and word == fold(word)
        assert not any(unicodedata.category(c) in ("Cc", "Zs") for c in word)
