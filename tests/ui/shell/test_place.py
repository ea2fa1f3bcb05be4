"""Where the window is put back: seen whole, on a screen that is there."""

import pytest

from kyuanbook.ui.shell.place import TITLE_BAR, Box, Place, centred, placed, read, room

LEFT = Box(0, 0, 1366, 728)
RIGHT = Box(1366, 0, 1920, 1040)
SMALL = Box(0, 0, 683, 364)  # 1366 × 768 at 200 %
ABOVE = Box(0, -1080, 1920, 1080)


def whole(box: Box, screen: Box) -> bool:
    """Whether all of it, and its title bar, is on that screen."""
    return box.shared(room(screen)) == box.width * box.height


@pytest.mark.parametrize(
    "place", [Place(Box(100, 80, 1366, 728)), Place(Box(-1500, 12, 900, 600), True), Place(Box(1, 20, 900, 600), False, 20)]
)
def test_a_place_is_read_as_it_was_written(place: Place) -> None:
    assert read(place.written()) == place


@pytest.mark.parametrize(
    "written",
    ["", "AdnQywADAAA=", "1 2 3", "1 2 3 4 5 6", "1 2 3 4 -5", "1 2 3 4 500", "1 2 0 4", "1 2 3 -4", "a b c d", "1 2 3 4 min",
     "1 2 3 4 max max"],
)  # fmt: skip
def test_anything_else_is_no_place(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize("screen", [LEFT, RIGHT, ABOVE])
def test_where_all_of_it_was_seen_it_stays(screen: Box) -> None:
    wanted = Box(screen.x + 120, screen.y + 90, 900, 600)
    assert placed(wanted, [LEFT, RIGHT, ABOVE]) == wanted


def test_one_of_an_older_program_has_the_title_bar_that_was_thought_of() -> None:
    assert read("1 2 3 4") == Place(Box(1, 2, 3, 4)) and read("1 2 3 4 max") == Place(Box(1, 2, 3, 4), True)


def test_at_the_top_of_the_screen_it_stays_there_whatever_its_title_bar() -> None:
    wanted = Box(120, 20, 900, 600)
    assert placed(wanted, [LEFT], 20) == wanted
    assert placed(wanted, [LEFT], 28) == wanted._replace(y=28), "never with the title bar out of sight"
    assert placed(wanted, [LEFT]) == wanted._replace(y=TITLE_BAR)


def test_a_screen_that_is_gone_leaves_it_in_the_middle_of_the_first() -> None:
    found = placed(Box(1500, 100, 1200, 640), [LEFT])
    assert found == Box(83, TITLE_BAR + 24, 1200, 640) and whole(found, LEFT)


def test_half_off_the_edge_it_comes_in_on_the_screen_most_of_it_is_on() -> None:
    assert placed(Box(1300, -30, 900, 600), [LEFT, RIGHT]) == Box(1366, TITLE_BAR, 900, 600)
    assert placed(Box(700, 300, 900, 600), [LEFT, RIGHT]) == Box(466, 128, 900, 600)


@pytest.mark.parametrize("screen", [LEFT, RIGHT, SMALL, Box(0, 0, 960, 492)])
def test_larger_than_the_screen_it_is_made_to_fit(screen: Box) -> None:
    found = placed(Box(-8, -8, 1936, 1056), [screen])
    assert whole(found, screen) and found.width == min(1936, screen.width)


def test_without_any_screen_nothing_is_known_better() -> None:
    wanted = Box(1, 2, 3, 4)
    assert placed(wanted, []) == wanted
    assert centred(10, 10, Box(0, 0, 4, 4)) == Box(0, 0, 4, 4)
