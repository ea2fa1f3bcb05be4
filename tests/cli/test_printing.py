"""Lists on paper from the command line: what is due, orders, labels; reprinted, voided."""

from pathlib import Path

import pypdfium2
import pytest

from kyuanbook.book.book import Book
from tests.cli.conftest import Run


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_what_is_due_is_printed_reprinted_and_voided(shop: Run, tmp_path: Path) -> None:
    first, again, second = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    before = len(shop("lists", "--json").data)
    done = shop("print", "--list", "due", "--paper", "roll58", "--words", "--masked", "-o", first, "--json").data
    text = "".join(text_of(first).split())
    assert done["rows"] > 3 and "可以说：" in text and "****" in text
    shop("undo")  # the whole sample shop
    assert shop("reprint", done["id"], "-o", again).code == 0
    assert again.read_bytes() == first.read_bytes()
    shop("redo")
    out = shop("print", "--list", "due", "-o", second)
    assert f"{done['rows']} 位" in out.err and "--again" in out.err
    assert out.code == 1 and "没有人可印" in out.err and not second.exists()
    assert "--again" in shop("print", "--list", "due", "-o", tmp_path / "c.xlsx").err  # of a workbook it is told as well
    assert shop("print", "--list", "due", "--again", "-o", second, "--json").data["rows"] == done["rows"]
    rows = shop("lists", "--json").data
    assert len(rows) == before + 2 and rows[-1 - before]["number"] == done["id"] and not any(row["voided"] for row in rows)
    assert "已作废" not in shop("lists").out
    said = shop("void", done["id"])
    assert said.code == 0 and str(done["id"]) in said.out and "已作废" in shop("lists").out
    assert shop("void", done["id"]).code == 2
    shop("undo")
    assert "已作废" not in shop("lists").out


def test_one_reason_one_order_one_search(shop: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    asked = {"all": (), "born": ("--reason", "生日"), "two": ("--reason", "birthday", "--reason", "overdue")}
    rows = {
        kind: shop("print", "--list", "due", "--again", *words, "-o", target, "--json").data["rows"]
        for kind, words in asked.items()
    }
    assert 0 <= rows["born"] <= rows["two"] <= rows["all"] and rows["two"] > 0
    shop("print", "--list", "all", "--sort", "name", "--limit", "10", "-o", target)
    assert shop("print", "--search", "王小明", "-o", target, "--json").data["rows"] == 1
    assert "王小明" in text_of(target) and "搜“王小明”" in text_of(target)


def test_a_workbook_instead_of_paper(shop: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    done = shop("print", "--list", "all", "-o", target, "--json").data
    assert target.read_bytes()[:2] == b"PK" and done["rows"] > 100
    again = tmp_path / "b.xlsx"
    assert shop("reprint", done["id"], "-o", again).code == 0 and again.stat().st_size > 2000


@pytest.mark.parametrize(
    ("paper", "pages"), [("labels21", 1), ("labels24", 1), ("labels40", 1), ("labels100x140", 2), ("labels", 1)]
)
def test_labels(shop: Run, opened: Book, tmp_path: Path, paper: str, pages: int) -> None:
    target = tmp_path / "a.pdf"
    said = shop("print", "--list", "all", "--paper", paper, "-o", target, "--json")
    with opened.read() as sql:
        have = sql.value("SELECT count(*) FROM customer WHERE address != '' AND do_not_contact = 0")
        lists = sql.value("SELECT count(*) FROM call_list")
    assert said.data["rows"] == have and said.data["pages"] >= pages and lists == 1, "nothing is kept of labels"
    assert "没有地址" in said.err


@pytest.mark.parametrize("form", ["appointments", "wishes", "cards"])
def test_slips_and_cards(shop: Run, tmp_path: Path, form: str) -> None:
    kind = {"appointments": "coming", "wishes": "birthdays", "cards": "lapsed"}[form]
    said = shop("print", "--list", kind, "--as", form, "--limit", "3", "-o", tmp_path / "a.pdf", "--json")
    assert said.code == 0 and said.data["rows"] <= 3
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "words",
    [
        ("--paper", "labels300x20"), ("--paper", "labelsxx"), ("--paper", "labels24", "--start", "25"), ("--sort", "moon"),
        ("--as", "poster"), ("--reason", "boredom", "--list", "due"), ("--search", "王", "--tier", "vip"),
        ("--list", "register", "--paper", "roll58"), ("--as", "cards", "--paper", "roll80"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_said_and_leaves_nothing(shop: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = shop("print", *words, "-o", tmp_path / "a.pdf")
    assert said.code == 2 and said.err.strip() and said.out == ""
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_number_there_is_not(shop: Run, tmp_path: Path) -> None:
    for words in (("reprint", "999", "-o", tmp_path / "a.pdf"), ("void", "999")):
        said = shop(*words)
        assert said.code == 1 and "没有名单 999" in said.err and "回收站" not in said.err
    assert shop("reprint", "1", "--sheet", "3", "-o", tmp_path / "a.pdf").code == 2
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_file_is_what_its_name_says(shop: Run, tmp_path: Path) -> None:
    for words in (
        ("print", "--list", "all", "-o", tmp_path / "a.docx"), ("reprint", "1", "-o", tmp_path / "a.csv"),
        ("print", "--list", "all", "--paper", "labels21", "-o", tmp_path / "a.xlsx"),
    ):  # fmt: skip
        said = shop(*words)
        assert said.code == 2 and "可以写：.pdf" in said.err and not list(tmp_path.glob("a.*"))
