"""``kyuanbook import``: a table into the book from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "会员表\n姓名,手机号,宠物,来源\n王小明,13822045678.0,旺财,抖音\n李丽华,1.38E+10,,\n张三,,咪咪,电台\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "会员.csv"
    path.write_bytes(TEXT.encode("gbk"))
    return path


def test_a_table_comes_into_a_new_book_and_goes_by_undo(fresh: Run, sheet: Path) -> None:
    ran = fresh("import", sheet)
    assert ran.code == 2  # one row is wrong, and it says which
    assert "导入 2 位客户" in ran.out and "新客户 2 位，已在本里 0 位，没导入 1 行" in ran.out
    assert "第 4 行 李丽华：手机号“1.38E+10”：表格只显示了缩短的号码" in ran.err
    assert "电台（1）" in ran.err
    assert "王小明" in fresh("find", "5678").out
    assert fresh("undo").out.strip() == "撤销：导入 2 位客户"
    assert fresh("find", "5678").code == 1


def test_a_dry_run_changes_nothing(shop: Run, sheet: Path) -> None:
    before = shop("stages", "--json").data
    ran = shop("import", sheet, "--dry-run", "--json")
    assert ran.data["new"] == 2 and ran.data["dry_run"] and ran.data["done"] is None
    assert ran.data["encoding"] == "gb18030" and ran.data["columns"]["宠物"] == ""
    assert [row["row"] for row in ran.data["left_out"]] == [4]
    assert ran.data["unknown_sources"] == {"电台": 1}
    assert shop("stages", "--json").data == before
    assert "客源本没有改动" in shop("import", sheet, "--dry-run").out


def test_a_dry_run_makes_no_book(fresh: Run, sheet: Path, tmp_path: Path) -> None:
    assert fresh("import", sheet, "--dry-run").code == 1
    assert not (tmp_path / "new.kyb").exists()


def test_columns_and_sources_are_as_they_are_said(fresh: Run, sheet: Path) -> None:
    ran = fresh(
        "import", sheet, "--column", "宠物=new_field", "--column", "第2列=放进备注", "--source", "电台＝线上", "--json"
    )
    assert ran.code == 0 and ran.data["done"] == "导入 3 位客户"
    shown = fresh("show", "王小明", "--json").data
    assert shown["note"] == "手机号：13822045678.0" and not shown["phones"]
    assert "电台" in fresh("channels").out
    assert "宠物" in fresh("show", "王小明").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--column", "没有=电话"), "没有“没有”这一列"), (("--column", "宠物=没有"), "没有“没有”这个项目"),
        (("--encoding", "koi8"), "文字编码"), (("--source", "电台=没有"), "没有“没有”这个来源"),
        (("--column", "姓名=leave"), "还没有一列是姓名或称呼"),
    ],
)  # fmt: skip
def test_what_is_said_wrongly_is_refused_in_a_sentence(fresh: Run, sheet: Path, words: tuple[str, str], said: str) -> None:
    ran = fresh("import", sheet, *words)
    assert ran.code == 2 and said in ran.err


def test_those_in_the_book_are_left_or_filled_in(fresh: Run, tmp_path: Path) -> None:
    fresh("add", "王小明", "--phone", "13822045678")
    sheet = tmp_path / "a.csv"
    sheet.write_text("姓名,电话,微信\n王小明,138-2204-5678,wxm\n", "utf-8")
    ran = fresh("import", sheet)
    assert ran.code == 2 and "没有可以导入的客户" in ran.err
    ran = fresh("import", sheet, "--fill")
    assert ran.code == 0 and "导入时补全 1 位客户的资料" in ran.out
    assert fresh("show", "王小明", "--json").data["wechat"] == "wxm"


def test_rows_left_out_are_saved(fresh: Run, sheet: Path, tmp_path: Path) -> None:
    left = tmp_path / "没导入.csv"
    fresh("import", sheet, "--save-left-out", left)
    assert "李丽华,1.38E+10" in left.read_text("utf-8-sig")


def test_a_file_that_is_no_table_is_refused(fresh: Run, tmp_path: Path) -> None:
    book = tmp_path / "a.csv"
    book.write_bytes(b"PK\x03\x04" + bytes(99))
    ran = fresh("import", book)
    assert ran.code == 2 and "另存为 CSV" in ran.err
    assert not (tmp_path / "new.kyb").exists()


def test_in_english(fresh: Run, sheet: Path) -> None:
    ran = fresh("--lang", "en", "import", sheet)
    assert "Imported 2 customers" in ran.out and "Row 4" in ran.err
