"""Where everything of a call list stands on A4, A4 landscape and A5.

Lengths in millimetres from the top left corner, sizes of type in points.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from kyuanbook.paper.sheets import Paper

MM: Final = 72 / 25.4
SAID_LEAD: Final = 4.3  # from line to line of what to say


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: ``field`` is also the name of its head among the words."""

    field: str
    x: float
    room: float
    most: int = 1
    """Lines of a row."""
    right: bool = False
    """Figures stand at the right edge."""


@dataclass(frozen=True, slots=True)
class Format:
    """One paper. ``top`` is the first baseline in a row, ``stack`` the first baseline of the column why."""

    width: float
    height: float
    margin: float
    seal: float
    title: float
    big: float
    """List number, in points."""
    rule: float
    """The double rule under the title."""
    head: float
    """The line under the table head: the first row begins here."""
    row: float
    columns: tuple[Column, ...]
    boxes: float
    """Left edge of the boxes and of the line to write on."""
    top: float = 5.9
    stack: float = 5.7
    folded: bool = False
    """Name and phone on one line over the reason."""
    leads: tuple[float, float] = (4.2, 3.75)
    """From line to line: of the reason, of the smaller lines under it."""
    bars: float = 24
    """Width of the bar code."""
    details: bool = True
    """Last visit, gap, value and note stand under the reason, not in columns of their own."""
    said: float = 0
    """Of the height of a row, what to say takes at its foot, right across the sheet."""
    lines: int = 2
    """Lines of what to say, where it is printed: at most so many."""
    asked: float = 0
    """Of the height of a row, what is asked takes below that."""

    @property
    def right(self) -> float:
        """Right edge of the print."""
        return self.width - self.margin

    def with_words(self, lines: int) -> "Format":
        """With room for so many lines of what to say under each row."""
        said = lines * SAID_LEAD + 1.6
        return replace(self, row=self.row + said, said=said, lines=lines) if lines else self

    def with_asked(self, high: float) -> "Format":
        """With room for what is asked at the foot of each row."""
        return replace(self, row=self.row + high, asked=high) if high else self

    def foot(self, footer_lines: int) -> float:
        """Nothing but the foot stands lower."""
        return self.height - self.margin - 4.2 * max(1, footer_lines) - 2

    def rows_on_page(self, footer_lines: int) -> int:
        """Rows that fit between the head and the foot."""
        return max(1, int((self.foot(footer_lines) - self.head) / self.row))


FORMATS: Final = MappingProxyType(
    {
        Paper.A4: Format(
            width=210, height=297, margin=14, seal=9, title=19, big=17, rule=26.4, head=34.8, row=18, boxes=129,
            columns=(Column("row", 14, 6.8), Column("who", 22, 35), Column("why", 58.5, 68, 4)),
        ),
        Paper.A4_LANDSCAPE: Format(
            width=297, height=210, margin=14, seal=9, title=19, big=17, rule=26.4, head=34.8, row=18, boxes=217,
            details=False,
            columns=(
                Column("row", 14, 6.8), Column("who", 22, 35), Column("why", 58.5, 58, 3),
                Column("last", 121.5, 19, 2), Column("gap", 142.5, 16, 2), Column("value", 159, 17, 1, right=True),
                Column("note", 180, 34, 4),
            ),
        ),
        Paper.A5: Format(
            width=148, height=210, margin=10, seal=7.6, title=15, big=14, rule=20, head=28, row=22, boxes=88,
            top=5.7, stack=10.1, folded=True, leads=(3.9, 3.4), bars=18, lines=3,
            columns=(Column("row", 10, 5.5), Column("who", 16.4, 69.4), Column("why", 16.4, 69.4, 4)),
        ),
    }
)  # fmt: skip
