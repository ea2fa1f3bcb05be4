"""What the search box shows for what was typed."""

from kyuanbook.actions.done import Book
from kyuanbook.book.search import Haystack
from kyuanbook.ui.find import Finder, spelled


def bold(name: str, typed: str) -> str:
    """The typed letters of the spelling in brackets."""
    return "".join(f"[{text}]" if hit else text for text, hit in spelled(name, typed))


def test_typed_letters_are_bold_in_the_spelling() -> None:
    assert bold("王小明", "wxm") == "[W]áng [X]iǎo [M]íng"
    assert bold("王小明", "wangxm") == "[Wáng] [X]iǎo [M]íng"
    assert bold("王小明", "xiaom") == "Wáng [Xiǎo] [M]íng"
    assert bold("吕布", "lvbu") == "[Lǚ] [Bù]"
    assert bold("王小明", "5678") == "Wáng Xiǎo Míng"
    assert bold("王小明", "zz") == "Wáng Xiǎo Míng"


def test_finds_by_initials_by_last_four_and_masks_the_number(shop: Book) -> None:
    find = Finder(shop)
    assert [row.name for row in find("wxm")] == ["王小明"]
    found = find("5678")[0]
    assert (found.name, found.phone, found.stage) == ("王小明", "138****5678", "at_risk")
    assert found.total == "累计 ¥544"
    assert find("盖")[0].last == "还没来过"


def test_the_first_letter_does_not_wait_for_the_background(shop: Book) -> None:
    shop.haystack = Haystack()  # as right after the opening
    assert [row.name for row in Finder(shop)("oyx")] == ["欧阳雪"]
