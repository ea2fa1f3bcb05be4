"""The same story by mouse alone: what is clicked is found as a screen reader finds it, Chinese comes from an input method.

Letters and figures are typed only where the mouse has no way: names, amounts, days.
"""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from jeepney import DBusErrorResponse

from tests.e2e.pinyin import pinyin
from tests.e2e.reader import Reader, Thing, listening
from tests.e2e.screen import Screen, Window, screen, until, wait

PAST = (130, 116, 102, 88)  # days ago


class Mouse:
    """Points at what the reader names."""

    def __init__(self, glass: Screen, reader: Reader) -> None:
        self.glass, self.reader, self.find = glass, reader, reader.find

    def click(self, role: str, name: str, times: int = 1) -> Thing:
        """Click it, once it is there, can be used and has come to rest."""
        thing: Thing = until(lambda: self._ready(role, name), f"{role} “{name}” to click")
        x, y = thing.box().middle()
        self.glass.hands("mousemove", str(x), str(y))
        self.glass.hands("click", "--repeat", str(times), "--delay", "60", "1")
        return thing

    def _ready(self, role: str, name: str) -> Thing | None:
        """The thing, unless it is grey, moving or about to be another."""
        thing = self.reader.look(role, name)
        if thing is None or "enabled" not in thing.states:
            return None
        try:
            before = thing.box()
            again = self.reader.look(role, name)
            return again if again is not None and again.path == thing.path and again.box() == before else None
        except DBusErrorResponse:
            return None

    def into(self, name: str) -> Thing:
        """Click a field, all of it marked, so that what comes takes its place."""
        field = self.click("text", name, times=3)
        until(lambda: "focused" in self.reader.renewed(field).states, f"{name} focused")
        return field

    def type(self, letters: str) -> None:
        """Keys one after the other."""
        self.glass.hands("type", "--delay", "60", letters)

    def compose(self, name: str, letters: str, word: str) -> None:
        """Pinyin into a field, then Space for the first of the words offered. While it is composed it stands in the
        field but is not yet its text.
        """
        field = self.into(name)
        before = field.text()
        until(lambda: self._composes(field, letters[0], before), "the input method takes the keys")
        self.type(letters[1:])
        time.sleep(0.3)  # nothing outside tells that a composition stands where it should
        assert field.text() in ("", before), "nothing is entered before it is chosen"
        self.type(" ")
        until(lambda: field.text() == word, f"“{word}” in {name}")

    def _composes(self, field: Thing, letter: str, before: str) -> bool:
        """Type a letter. A window that has just opened may not have found the input method yet, on a busy machine for
        seconds: then the letter stands there bare, and is taken back.
        """
        self.type(letter)
        time.sleep(0.3)
        if field.text() in ("", before):
            return True
        self.glass.press("BackSpace")
        return False


@pytest.fixture
def mouse(tmp_path: Path) -> Iterator[Mouse]:
    with screen() as glass, listening(glass, tmp_path) as reader, pinyin(glass, tmp_path):
        yield Mouse(glass, reader)


def test_from_a_bare_start_to_a_printed_list_by_mouse_alone(mouse: Mouse, tmp_path: Path) -> None:
    window = Window(mouse.glass, tmp_path)
    try:
        play(mouse, window, tmp_path)
        assert window.said() == ""
    finally:
        mouse.glass.picture(tmp_path / "last.png")
        window.kill()


def _opens(mouse: Mouse, name: str) -> bool:
    """Double click a row. One that is filled anew between the two clicks, just after its page came, takes them for two
    single ones: whoever stands there clicks again.
    """
    mouse.click("table cell", name, times=2)
    return bool(wait(lambda: mouse.reader.look("button", "改资料"), 3))


def play(mouse: Mouse, window: Window, home: Path) -> None:
    """From the first start on."""
    mouse.compose("店名", "xiaoyalifadian", "小雅理发店")
    mouse.click("button", "从一本空的开始")
    mouse.click("button", "以后再说")

    mouse.click("button", "新客户")
    mouse.compose("姓名", "wanglaoshi", "王老师")
    mouse.into("电话")
    mouse.type("13822045678")
    mouse.compose("来源", "luguo", "路过")
    mouse.click("list item", "路过…")
    mouse.click("button", "保存")
    until(lambda: window.ask("find", "wls"), "王老师 in the book")
    shown = window.ask("show", str(window.ask("find", "wls")[0]["id"]))
    assert (shown["name"], shown["first_source"]) == ("王老师", "路过")

    # visits of past days, from his card
    mouse.click("page tab", "客户…")
    until(lambda: _opens(mouse, "王老师…"), "his card")
    for n, ago in enumerate(PAST, 1):
        mouse.click("button", "记到店")
        mouse.into("金额")
        mouse.type("35+20*2")
        mouse.into("日期")
        mouse.type(f"{dt.date.today() - dt.timedelta(ago)}")
        mouse.click("button", "保存")
        until(lambda n=n: window.ask("find", "wls")[0]["visits"] == n, f"visit {n}")

    # where he stands, and why, at once
    mouse.find("label", "预警")
    mouse.find("label", "平时约 14 天来一次，已 88 天没来…")

    # a mistake taken back
    mouse.click("button", "记到店")
    mouse.into("金额")
    mouse.type("680")
    mouse.click("button", "保存")
    mouse.find("label", "回头客")
    mouse.click("button", "撤销")
    mouse.find("label", "预警")
    assert window.ask("find", "wls")[0]["visits"] == 4

    # the list of whom to call, kept as a PDF where the dialog stands
    mouse.click("page tab", "今日")
    mouse.click("button", "打印名单")
    mouse.click("button", "存为文件")
    mouse.find("dialog", "存为文件")
    mouse.click("button", "保存(S)")
    papers = until(lambda: list(home.rglob("*.pdf")), "the list written")
    text = pypdfium2.PdfDocument(papers[0]).get_page(0).get_textpage().get_text_range()
    assert "王老师" in text and "138 2204 5678" in text and "小雅理发店" in text
