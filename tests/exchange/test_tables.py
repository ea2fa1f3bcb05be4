"""Tables from elsewhere: files as Chinese programs really write them, and text pasted out of a spreadsheet."""

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.exchange import tables
from kyuanbook.exchange.people_csv import write_table
from kyuanbook.exchange.tables import BadTable, Table, read_file, read_text
from kyuanbook.language import say

ROWS = [("姓名", "电话", "备注"), ("王小明", "13822045678", "常来，爱聊天"), ("李丽华", "021-66668888", "")]
CSV = "姓名,电话,备注\r\n王小明,13822045678,\"常来，爱聊天\"\r\n李丽华,021-66668888,\r\n"


def cells(table: Table) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines]


def wanted() -> list[tuple[str, ...]]:
    return [ROWS[0], ROWS[1], ROWS[2][:2]]


def put(folder: Path, raw: bytes, name: str = "客户.csv") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "gb18030"), ("gb18030", "gb18030"), ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_each_usual_encoding_is_told(tmp_path: Path, encoding: str, told: str) -> None:
    table = read_file(put(tmp_path, CSV.encode(encoding)))
    assert cells(table) == wanted()
    assert table.encoding == told


def test_one_row_of_gbk_is_enough(tmp_path: Path) -> None:
    assert cells(read_file(put(tmp_path, "张三,13800000000".encode("gbk")))) == [("张三", "13800000000")]


def test_the_owner_may_say_the_encoding_and_a_bad_letter_then_stops_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "姓名,电话\n".encode("gbk") + b"\xff\xff,138\n")
    with pytest.raises(BadTable) as refused:
        read_file(path)
    assert "文字编码" in say(refused.value.message)
    assert cells(read_file(path, "gb18030"))[0] == ("姓名", "电话")


def test_big5_is_read_when_it_is_said(tmp_path: Path) -> None:
    assert cells(read_file(put(tmp_path, "姓名,電話\n陳美麗,91234567\n".encode("big5")), "big5"))[1][0] == "陳美麗"


def test_rare_characters_of_gb18030_are_those_of_the_id_card(tmp_path: Path) -> None:
    raw = "姓名\n张".encode("gb18030") + b"\xfe\x59\xfe\x51" + "𠮷\n".encode("gb18030")
    assert cells(read_file(put(tmp_path, raw)))[1] == ("张\u9fb4\U00020087𠮷",)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told(tmp_path: Path, sign: str) -> None:
    text = "\n".join(sign.join((f"客{i}", f"1380000{i:04}", "甲、乙")) for i in range(5))
    table = read_file(put(tmp_path, text.encode(), "客户.txt"))
    assert table.separator == sign
    assert cells(table)[3] == ("客3", "13800000003", "甲、乙")


def test_what_is_pasted_keeps_cells_with_line_breaks_tabs_and_quotes_whole() -> None:
    pasted = '姓名\t地址\t备注\r\n王小明\t"云锦路88号\n3栋, 201"\t"他说""便宜点""\t走了"\r\n'
    assert cells(read_text(pasted)) == [
        ("姓名", "地址", "备注"), ("王小明", "云锦路88号\n3栋, 201", '他说"便宜点"\t走了'),
    ]  # fmt: skip


def test_pasted_commas_part_nothing() -> None:
    assert cells(read_text("王,小,明\t1\n李,丽,华\t2\n")) == [("王,小,明", "1"), ("李,丽,华", "2")]


def test_excel_may_say_the_sign_itself(tmp_path: Path) -> None:
    table = read_file(put(tmp_path, "sep=;\n姓名;备注,长\n王小明;一,二\n".encode()))
    assert [(line.number, line.cells) for line in table.lines] == [(2, ("姓名", "备注,长")), (3, ("王小明", "一,二"))]


def test_rows_are_counted_as_the_spreadsheet_does() -> None:
    table = read_text("客户名册\n\n姓名\t电话\n\n王小明\t1\n\t\n")
    assert [(line.number, line.cells[0]) for line in table.lines] == [(1, "客户名册"), (3, "姓名"), (5, "王小明")]


@pytest.mark.parametrize("last", ["", "\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("text", ["姓名,电话\n王小明,1", "姓名\n王小明", "姓名,备注\n王小明,\"一\n二\""])
def test_the_last_row_is_read_however_the_file_ends(tmp_path: Path, text: str, last: str) -> None:
    assert cells(read_file(put(tmp_path, (text + last).encode())))[-1][0] == "王小明"


@pytest.mark.parametrize("text", ['姓名,备注\n王小明,"没完\n李丽华,1\n', '姓名,备注\n王小明,"'])
def test_a_quote_that_is_never_closed_swallows_nobody(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadTable) as refused:
        read_file(put(tmp_path, text.encode()))
    assert say(refused.value.message).startswith("第 2 行有一个引号")


@pytest.mark.parametrize("name", ["客户.csv", "客户.xls", "客户.xlsx", "客户"])
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "工作簿"), (b"\t\x08\x10\0\0\x06\x05\0" + bytes(90), "工作簿"),
        (b"<html><table><tr><td>1", "网页"), ("\ufeff  <!DOCTYPE html>".encode(), "网页"),
        ("<html>".encode("utf-16"), "网页"), (b'<?xml version="1.0"?><Workbook>', "网页"), (b"MIME-Version: 1.0\r\n", "网页"),
        (b"%PDF-1.7\n", "不是表格"), (b"\x89PNG\r\n\x1a\n" + bytes(30), "不是表格"),
        (b"SQLite format 3\0" + bytes(90), "不是表格"),
        (b"BEGIN:VCARD\r\nVERSION:2.1\r\n", "不是表格"),
        (bytes(range(256)) * 4, "文字"), (b"", "空的"), (b"\n\n ,,\n", "空的"),
    ],
)  # fmt: skip
def test_other_files_are_refused_by_their_bytes_with_what_to_do(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    with pytest.raises(BadTable) as refused:
        read_file(put(tmp_path, raw, name))
    sentence = say(refused.value.message)
    assert said in sentence and "请" in sentence


def test_a_real_workbook_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(BadTable) as refused:
        read_file(path)
    assert "另存为 CSV" in say(refused.value.message)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadTable) as refused:
        read_file(tmp_path / "没有.csv")
    assert "没有.csv" in say(refused.value.message)


def test_limits_are_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(BadTable, match="table_many_rows"):
        read_text("a\nb\nc\nd\n")
    with pytest.raises(BadTable, match="table_wide"):
        read_text("\t".join("abc") * 100)
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    with pytest.raises(BadTable, match="table_large"):
        read_file(put(tmp_path, b"a" * 11))
    with pytest.raises(BadTable, match="table_large"):
        read_text("a" * 11)


def test_a_cell_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="table_quote"):
        read_file(put(tmp_path, ('姓名,备注\n王小明,"' + "a" * (tables.LONGEST + 9) + '"\n').encode()))


def test_a_hundred_thousand_rows_take_seconds_at_most(tmp_path: Path) -> None:
    path = put(tmp_path, "".join(f"客{i},138{i:08},云锦路{i}号,备注{i}\n" for i in range(100_000)).encode("gbk"))
    began = time.process_time()
    assert len(read_file(path).lines) == 100_000
    assert time.process_time() - began < 8


# of one line and a half nobody can tell whether its tabs or its commas are the signs between cells
_CELL = st.text(st.characters(exclude_characters="\0\t;|", exclude_categories=["Cs"]), max_size=12).map(str.strip)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4).filter(lambda row: bool(row[-1])), min_size=1, max_size=6))
def test_what_we_write_we_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    head, *rest = rows
    path = tmp_path_factory.mktemp("t") / "t.csv"
    write_table(path, ["'" + head[0], *head[1:]], rest)
    found = cells(read_file(path, "utf-8-sig"))
    assert len(found) == len(rows)
    assert [len(row) for row in found] == [len(row) for row in rows]
