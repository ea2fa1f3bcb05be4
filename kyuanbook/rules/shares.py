"""Shares of small numbers, told honestly: how far the truth may lie from what was counted."""

from math import sqrt
from typing import Final, NamedTuple

SURE: Final = 1.959964  # of a normal curve's 95 %
FEW: Final = 10  # below so many a share is counted, and nothing is concluded from it


class Share(NamedTuple):
    """``part`` of ``whole``, and between which shares the truth lies, 19 times in 20 (Wilson 1927)."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """What was counted; None of nobody."""
        return self.part / self.whole if self.whole else None

    @property
    def few(self) -> bool:
        """Too few to conclude anything."""
        return self.whole < FEW


def share_of(part: int, whole: int) -> Share:
    """``part`` of ``whole``, with Wilson's interval; of nobody anything may be true. Raises ValueError beyond the whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if not whole:
        return Share(0, 0, 0.0, 1.0)
    share, z2 = part / whole, SURE * SURE
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = SURE / (1 + z2 / whole) * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    return Share(part, whole, max(0.0, middle - reach) if part else 0.0, min(1.0, middle + reach) if part < whole else 1.0)


def apart(a: Share, b: Share) -> bool:
    """Whether the two surely differ: neither interval reaches into the other."""
    return a.high < b.low or b.high < a.low
