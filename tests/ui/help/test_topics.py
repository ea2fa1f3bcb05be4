"""The help's texts: complete in both languages, short, and true to the program."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import kyuanbook.ui
from kyuanbook import language
from kyuanbook.actions.lists import draft
from kyuanbook.actions.sheets import Paper, print_list
from kyuanbook.actions.social import add_contact
from kyuanbook.paths import resource
from kyuanbook.rules.social import ContactEntry
from kyuanbook.ui.help import topics
from kyuanbook.ui.help.topics import AllKeys, Head, Links, Passage, Picture, Piece, Topic, keys_named, read_topic
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.paint import key_words
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.shapes import STAGES
from kyuanbook.ui.pages.sectioned import SectionedPage
from kyuanbook.ui.shell.navigation import (
    ANALYSIS,
    BIN,
    CARD,
    CUSTOMERS,
    FOLLOW_UPS,
    IMPORT,
    LIST,
    LISTS,
    SETTINGS,
    SOURCES,
    TODAY,
)
from kyuanbook.ui.window import MainWindow

LARGEST = 500 * 1024
LONGEST = 14  # blocks, pictures and ways on left out
EVERYWHERE = {"Enter", "Esc", "Tab", "Shift+Tab", "空格", "Space", "↑", "↓", "←", "→", "Shift+F10", "Alt+←", "Ctrl+Enter"}
COMING = {"F6", "F8"}  # 补记 and 隐私
BASES = {"Page", "BookPage", "SectionedPage", "Panel", "EntryPanel", "DatedPanel"}


def read(spoken: str) -> dict[str, Topic]:
    language.use(spoken)
    return {key: topics.topic(key) for key in topics.TOPICS}


@pytest.fixture(params=language.LANGUAGES)
def texts(request: pytest.FixtureRequest) -> dict[str, Topic]:
    return read(request.param)


def test_each_topic_is_there_in_both_languages_and_nothing_else_is() -> None:
    for folder in ("zh", "en"):
        assert {file.stem for file in resource("help", folder).glob("*.md")} == set(topics.TOPICS)


def test_both_languages_say_the_same_with_the_same_keys_pictures_and_links() -> None:
    chinese, english = read(language.CHINESE), read(language.ENGLISH)
    same = {"空格": "Space"}
    for key, text in chinese.items():
        other = english[key]
        assert [type(b) for b in text.blocks] == [type(b) for b in other.blocks], key
        assert sorted(same.get(k, k) for k in keys_named(text.blocks)) == sorted(keys_named(other.blocks)), key
        for mine, theirs in zip(text.blocks, other.blocks, strict=True):
            if isinstance(mine, Picture) and isinstance(theirs, Picture):
                assert mine.name == theirs.name
            if isinstance(mine, Links) and isinstance(theirs, Links):
                assert [to for _, to in mine.links] == [to for _, to in theirs.links]


def test_a_text_is_short_and_says_first_what_the_page_is_for(texts: dict[str, Topic]) -> None:
    for key, text in texts.items():
        assert text.title and isinstance(text.blocks[0], Passage), key
        assert len([b for b in text.blocks if isinstance(b, Passage | Head)]) <= LONGEST, key


def test_every_picture_named_is_there_in_both_languages_and_none_is_there_for_nothing(texts: dict[str, Topic]) -> None:
    named = {b.name for text in texts.values() for b in text.blocks if isinstance(b, Picture)}
    lies = {file.stem for file in resource("help", "pictures", topics.folder()).glob("*.png")}
    dark = {file.stem for file in resource("help", "pictures", topics.folder(), topics.DARK).glob("*.png")}
    assert named == lies == dark
    assert all(b.alt for text in texts.values() for b in text.blocks if isinstance(b, Picture))


def test_the_pictures_are_small() -> None:
    assert 0 < sum(file.stat().st_size for file in resource("help", "pictures").rglob("*.png")) < LARGEST


def test_links_lead_to_other_texts_and_nowhere_else(texts: dict[str, Topic]) -> None:
    for key, text in texts.items():
        for block in text.blocks:
            if isinstance(block, Links):
                assert {to for _, to in block.links} <= set(topics.TOPICS) - {key}
    assert not any("http" in file.read_text("utf-8") for file in resource("help").rglob("*.md"))


def test_the_seven_stages_are_each_shown_with_their_shape(texts: dict[str, Topic]) -> None:
    shown = [p.text for b in texts["stages"].blocks if isinstance(b, Passage) for p in b.pieces if p.look == "stage"]
    assert sorted(shown) == sorted(STAGES)


def every_key(window: MainWindow) -> set[str]:
    """The keys of all acts, those of each page and part of the settings too."""
    works, found = window.start(), set()
    found |= {act.key for act in works.menu.acts()}
    for page in (TODAY, CUSTOMERS, FOLLOW_UPS, SETTINGS, ANALYSIS, SOURCES, BIN, IMPORT):
        window.nav.go(page)
        found |= {act.key for act in works.menu.here()}
    for page in (SETTINGS, ANALYSIS, SOURCES):
        sectioned = window.nav.page(page)
        assert isinstance(sectioned, SectionedPage)
        found |= {act.key for key in sectioned.parts() for act in sectioned.part(key).own_acts()}
    network = window.nav.page(SOURCES).part("network")  # type: ignore[attr-defined]
    add_contact(window.book, entry=ContactEntry("douyin", "momo"))
    window.nav.go(SOURCES)
    window.nav.page(SOURCES).show_section("network")  # type: ignore[attr-defined]
    for _ in range(2):
        found |= {act.key for act in network.own_acts()}
        network.turn()
    print_list(window.book, drawn=draft(window.book, kind="all"), paper=Paper.A4)
    window.nav.go(LISTS)
    found |= {act.key for act in works.menu.here()}
    works.open_printed(1)
    assert window.frame.shown() == LIST
    found |= {act.key for act in works.menu.here()}
    window.nav.go(TODAY)
    window.print_list()
    found |= {act.key for act in works.menu.here()}
    window.nav.go_to_card(1)
    assert window.frame.shown() == CARD
    found |= {act.key for act in works.menu.here()}
    window.record_visit()
    return found | {act.key for act in works.menu.here()}


def test_every_key_named_in_the_help_is_one_of_the_programs(window: MainWindow, texts: dict[str, Topic]) -> None:
    known = {key_words(key) for key in every_key(window) | EVERYWHERE | COMING}
    for key, text in texts.items():
        assert {key_words(named) for named in keys_named(text.blocks)} <= known, key


def classes(base: type) -> Iterator[type]:
    """What is derived of ``base`` in the program, near or far."""
    for derived in base.__subclasses__():
        if derived.__module__.startswith("kyuanbook."):
            yield derived
        yield from classes(derived)


def test_every_page_and_panel_has_its_help() -> None:
    for module in pkgutil.walk_packages(kyuanbook.ui.__path__, "kyuanbook.ui."):
        import_module(module.name)
    found = {c for base in (Page, Panel) for c in classes(base) if c.__name__ not in BASES}
    assert len(found) > 10
    for derived in found:
        topic = inspect.getattr_static(derived, "topic")
        assert isinstance(topic, property) or topic in topics.TOPICS, derived


# the little Markdown -----------------------------------------------------------------------------------------------------


def test_the_text_is_read_into_blocks() -> None:
    text = read_topic(
        "# 今日\n\n看 **这里**，按 `Ctrl+P`。\n\n![图](../pictures/today.png)\n1. 头一件\n- ![忠诚](stage:loyal) 常来\n"
        "<!-- keys -->\n## 别的\n[客户](customers.md) [今日](today.md)\n"
    )
    assert text.title == "今日"
    assert text.blocks == (
        Passage((Piece("看 "), Piece("这里", "bold"), Piece("，按 "), Piece("Ctrl+P", "key"), Piece("。"))),
        Picture("today", "图"),
        Passage((Piece("头一件"),), "1"),
        Passage((Piece("loyal", "stage"), Piece(" 常来")), "·"),
        AllKeys(),
        Head("别的"),
        Links((("客户", "customers"), ("今日", "today"))),
    )
    assert text.said() == "看 这里，按 Ctrl+P。\n图\n1 头一件\n·  常来\n别的"
