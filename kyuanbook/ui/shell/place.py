"""Where the window stands: written in a line, and put back so that it can be seen whole, whatever screens are left.

Pure: a screen is the rectangle of it that programs may use, in device-independent pixels, the primary one first.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

TITLE_BAR: Final = 40  # px the system may take above the window, while nobody has seen how many it takes


class Box(NamedTuple):
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    def shared(self, other: "Box") -> int:
        """How many px lie in both."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0, across) * max(0, down)


class Place(NamedTuple):
    """The window's inside when it is not maximised, and whether it is. ``bar``: px of the title bar above it; with more kept
    free than it has, a window at the top of the screen would come back lower."""

    box: Box
    maximised: bool = False
    bar: int = TITLE_BAR

    def written(self) -> str:
        """``100 80 1366 728 28 max``."""
        return " ".join([*map(str, self.box), str(self.bar), *(["max"] if self.maximised else [])])


def read(written: str) -> Place | None:
    """What :meth:`Place.written` wrote; None for anything else."""
    numbers, _, rest = written.partition(" max")
    parts = numbers.split()
    if rest or len(parts) not in (4, 5):
        return None
    try:
        x, y, width, height, bar = map(int, [*parts, TITLE_BAR][:5])
    except ValueError:
        return None
    if width <= 0 or height <= 0 or not 0 <= bar <= 4 * TITLE_BAR:
        return None
    return Place(Box(x, y, width, height), written.endswith(" max"), bar)


def room(screen: Box, bar: int = TITLE_BAR) -> Box:
    """Where a window's inside may stand on a screen: below its own title bar."""
    return Box(screen.x, screen.y + bar, screen.width, max(1, screen.height - bar))


def placed(wanted: Box, screens: Sequence[Box], bar: int = TITLE_BAR) -> Box:
    """``wanted``, moved and made smaller so that the whole of it is seen on the screen most of it lies on; in the middle
    of the primary screen when the one it stood on is gone.
    """
    rooms = [room(screen, bar) for screen in screens]
    if not rooms:
        return wanted
    best = max(rooms, key=wanted.shared)
    if not wanted.shared(best):
        return centred(wanted.width, wanted.height, rooms[0])
    width, height = min(wanted.width, best.width), min(wanted.height, best.height)
    x = min(max(wanted.x, best.x), best.x + best.width - width)
    y = min(max(wanted.y, best.y), best.y + best.height - height)
    return Box(x, y, width, height)


def centred(width: int, height: int, within: Box) -> Box:
    """That large, or as large as there is room, in the middle."""
    width, height = min(width, within.width), min(height, within.height)
    return Box(within.x + (within.width - width) // 2, within.y + (within.height - height) // 2, width, height)
