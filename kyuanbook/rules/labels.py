"""Sheets of labels: how many stand on A4, and where. The common ones, and the owner's own in millimetres. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from kyuanbook.rules.patterns import pattern
from kyuanbook.rules.text import line_of
from kyuanbook.rules.words import Message, Problem

SHEET: Final = (210.0, 297.0)  # A4
LEAST: Final = (25.0, 12.0)  # smaller than that no address can be read
TOLERANCE: Final = 0.25  # mm: sheets of 3 × 70 are cut from 210, and a ruler reads to half a millimetre
OWN: Final = "own"
_NUMBER: Final = pattern(r"(\d{1,3})(?:[.,，。](\d{1,2}))?(?:mm|毫米)?")


class Stock(NamedTuple):
    """A sheet of labels; millimetres. ``left``, ``top``: of the first label; ``gap_x``, ``gap_y``: between two."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def many(self) -> int:
        """Labels on a sheet."""
        return self.across * self.down

    def place(self, at: int) -> tuple[float, float]:
        """Left and top edge of the label at ``at`` (from 0), counted as one reads."""
        row, column = divmod(at % self.many, self.across)
        return self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)


STOCKS: Final[Mapping[str, Stock]] = MappingProxyType(
    {
        "21": Stock(3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
        "24": Stock(3, 8, 70.0, 37.0, 0.0, 0.5),
        "40": Stock(4, 10, 52.5, 29.7, 0.0, 0.0),
    }
)
"""What stationers sell, by how many are on a sheet."""


class LabelEntry(NamedTuple):
    """An own size as typed, in millimetres. Margins and gaps may be empty: then the labels lie edge to edge in the middle."""

    width: str
    height: str
    left: str = ""
    top: str = ""
    gap_x: str = ""
    gap_y: str = ""


def own_stock(entry: LabelEntry) -> tuple[Stock | None, tuple[Problem, ...]]:
    """The sheet of as many labels of an own size as A4 holds; None where one does not fit, with what is wrong."""
    problems: list[Problem] = []
    sizes = [_side(entry, axis, problems) for axis in (0, 1)]
    if problems or None in sizes:
        return None, tuple(problems)
    (across, width, left, gap_x), (down, height, top, gap_y) = (size for size in sizes if size is not None)
    return Stock(across, down, width, height, left, top, gap_x, gap_y), ()


def _side(entry: LabelEntry, axis: int, problems: list[Problem]) -> tuple[int, float, float, float] | None:
    """(how many, how long, from where on, how far apart) one way."""
    size, edge, gap = (("width", "left", "gap_x"), ("height", "top", "gap_y"))[axis]
    before = len(problems)
    long = _mm(getattr(entry, size), size, problems, needed=True)
    margin, apart = (_mm(getattr(entry, field), field, problems) for field in (edge, gap))
    if len(problems) > before or long is None:
        return None
    room, apart = SHEET[axis], apart or 0.0
    if long < LEAST[axis]:
        problems.append(Problem(size, Message("label_too_small", {"least": _said(LEAST[axis])}), cure=_said(LEAST[axis])))
        return None
    if long > room + TOLERANCE:
        key = ("label_too_wide", "label_too_high")[axis]
        problems.append(Problem(size, Message(key, {"mm": _said(long), "room": _said(room)}), cure=_said(room)))
        return None
    if (margin or 0.0) + long > room + TOLERANCE:
        most = room - long
        problems.append(Problem(edge, Message("label_margin_too_large", {"most": _said(most)}), cure=_said(most)))
        return None
    free = room if margin is None else room - margin
    many = int((free + apart + TOLERANCE) // (long + apart))
    taken = many * long + (many - 1) * apart
    return many, long, max(0.0, (room - taken) / 2) if margin is None else margin, apart


def _mm(typed: str, field: str, problems: list[Problem], *, needed: bool = False) -> float | None:
    line = line_of(typed).replace(" ", "").lower()
    if not line:
        if needed:
            problems.append(Problem(field, Message("label_size_missing")))
        return None
    found = _NUMBER.fullmatch(line)
    if found is None:
        problems.append(Problem(field, Message("label_size_unreadable")))
        return None
    return float(f"{found[1]}.{found[2] or 0}")


def _said(mm: float) -> str:
    return f"{mm:.2f}".rstrip("0").rstrip(".")


def first_label(typed: str, stock: Stock) -> tuple[int, tuple[Problem, ...]]:
    """From which label on a sheet begun is printed, from 1; nothing typed is the first."""
    line = line_of(typed).removeprefix("第").removesuffix("张").removesuffix("枚").strip()
    if not line:
        return 1, ()
    if not (line.isascii() and line.isdigit()) or not 1 <= int(line) <= stock.many:
        return 1, (Problem("start", Message("label_start", {"most": stock.many}), cure="1"),)
    return int(line), ()
