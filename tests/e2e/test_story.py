"""The story of the first issue, played in a real window by keyboard alone: from a bare start to a printed call list."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.e2e.screen import Screen, Window, screen, until, wait

PAST = ("130天前", "116天前", "102天前", "88天前")


@pytest.fixture
def glass(tmp_path: Path) -> Iterator[Screen]:
    with screen() as made:
        yield made
        made.picture(tmp_path / "last.png")


def focus(glass: Screen, name: str) -> None:
    until(lambda: name in glass.title(), f"a window called {name}")


def set_up(glass: Screen) -> None:
    """The first start: the shop's name, the trade as offered, an empty book."""
    focus(glass, "客源本")
    time.sleep(2)  # the panel that asks comes after the first picture; nothing on the outside tells when it has the focus
    glass.write("小雅理发")
    glass.press("Return")
    focus(glass, "小雅理发")


def test_from_a_bare_start_to_a_printed_call_list(glass: Screen, tmp_path: Path) -> None:
    window = Window(glass, tmp_path)
    book = tmp_path / "客源本.kyb"

    # the first start: shop name, trade as offered, an empty book; a second backup place later
    set_up(glass)
    glass.press("Escape")

    # a customer and where they came from
    glass.press("F4")
    time.sleep(1)
    glass.write("王小明")
    glass.press("Tab")
    glass.write("138 2204 5678")
    glass.press("Tab")
    glass.write("路过")
    glass.press("Return", "Return")
    found = until(lambda: window.ask("find", "wxm"), "王小明 in the book")
    customer = found[0]["id"]
    assert (found[0]["name"], found[0]["phone"]) == ("王小明", "13822045678")
    assert window.ask("show", str(customer))["first_source"] == "路过"

    # visits of past days, found by initials
    for n, day in enumerate(PAST, 1):
        glass.press("Escape", "ctrl+f")
        glass.write("wxm")
        glass.press("F3")
        glass.write("35+20*2")
        glass.press("Tab", "Tab", "ctrl+a")  # past 染烫配方, which a hairdresser writes down
        glass.write(day)
        glass.press("Return")
        until(lambda n=n: window.ask("find", "wxm")[0]["visits"] == n, f"visit {n}")

    # where he stands, and why
    shown = window.ask("show", str(customer))
    assert (shown["stage"], shown["total_cents"]) == ("at_risk", 4 * 7500)
    assert "88" in shown["reason"] and "14" in shown["reason"]

    # a mistake taken back, and done again
    glass.press("ctrl+z")
    until(lambda: window.ask("find", "wxm")[0]["visits"] == 3, "the visit taken back")
    glass.press("ctrl+shift+z")
    until(lambda: window.ask("find", "wxm")[0]["visits"] == 4, "the visit done again")

    # the list of whom to call, kept as a PDF
    paper = tmp_path / "list.pdf"
    glass.press("ctrl+p")
    save(glass, paper)
    text = pypdfium2.PdfDocument(paper).get_page(0).get_textpage().get_text_range()
    assert "王小明" in text and "138 2204 5678" in text and "小雅理发" in text

    assert window.close() == 0
    assert window.said() == ""
    assert sorted(p.name for p in tmp_path.glob("*.kyb*")) == ["客源本.kyb"]
    kept = sqlite3.connect(book)
    assert kept.execute("SELECT count(*) FROM visit").fetchone() == (4,)
    assert kept.execute("SELECT row_count FROM call_list").fetchall() == [(1,)]
    kept.close()


def save(glass: Screen, paper: Path) -> None:
    """Ctrl+S as soon as the preview takes it; the file's name in the dialog."""

    def asked() -> bool:
        glass.press("ctrl+s")
        return bool(wait(lambda: "存为" in glass.title(), 2))

    until(asked, "the dialog for a PDF")
    glass.press("ctrl+a")
    glass.write(str(paper))
    glass.press("Return")
    until(lambda: paper.exists() and paper.stat().st_size > 0, "the file written")


def test_four_keystrokes_record_a_plain_visit_of_the_customer_found(glass: Screen, tmp_path: Path) -> None:
    window = Window(glass, tmp_path)
    set_up(glass)
    glass.press("Escape", "F4")
    time.sleep(1)
    glass.write("曾雅琴")
    glass.press("Return")
    until(lambda: window.ask("find", "zyq"), "曾雅琴 in the book")
    glass.press("ctrl+f")
    glass.write("zyq")
    glass.press("F3", "6", "8", "Return")
    found = until(lambda: [one for one in window.ask("find", "zyq") if one["visits"]], "the visit")
    shown = window.ask("show", str(found[0]["id"]))
    assert (found[0]["visits"], shown["total_cents"], shown["stage"]) == (1, 6800, "new")
    assert window.close() == 0
    assert window.said() == ""


def test_a_second_start_brings_the_first_window_to_the_front(glass: Screen, tmp_path: Path) -> None:
    first = Window(glass, tmp_path)
    set_up(glass)
    second = Window(glass, tmp_path)
    assert second.process.wait(30) == 0
    assert first.process.poll() is None
    focus(glass, "小雅理发")
    glass.press("Escape")
    assert first.close() == 0


def test_the_window_comes_back_where_it_stood(glass: Screen, tmp_path: Path) -> None:
    """At the top of the screen, below no more than its own title bar; again and again."""

    def stands() -> str:
        return glass.hands("getactivewindow", "getwindowgeometry", "--shell").partition("\n")[2]

    def kept() -> str:
        return str(json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))["window"])

    window = Window(glass, tmp_path)
    set_up(glass)
    glass.press("Escape")
    glass.hands("getactivewindow", "windowsize", "--sync", "1100", "600", "windowmove", "--sync", "100", "20")
    time.sleep(1)
    stood = stands()
    assert window.close() == 0
    where = kept()
    assert where.startswith("100 20 1100 600 ")
    for _ in range(2):
        again = Window(glass, tmp_path)
        focus(glass, "小雅理发")
        assert wait(lambda: stands() == stood, 5), (stands(), stood)
        assert again.close() == 0
        assert kept() == where


def test_killed_and_opened_again_it_says_so_and_has_everything(glass: Screen, tmp_path: Path) -> None:
    window = Window(glass, tmp_path)
    set_up(glass)
    glass.press("Escape", "F4")
    time.sleep(1)
    glass.write("曾雅琴")
    glass.press("Return")
    until(lambda: window.ask("find", "zyq"), "曾雅琴 in the book")
    window.process.kill()
    window.process.wait()
    again = Window(glass, tmp_path)
    focus(glass, "小雅理发")
    assert again.ask("find", "zyq")[0]["name"] == "曾雅琴"
    assert again.close() == 0
