"""Plain bands: how well off a customer is, by the owner's eye, and how old."""

from datetime import date
from typing import Final, NamedTuple

from kyuanbook.rules.words import Message

INCOMES: Final = ("", "plain", "middle", "high", "top")
"""收入档次, from not known upward: what the owner sees, never asked for as a figure."""


def income_label(band: str) -> Message:
    """一般, 中等, 较高, 很高; 不填 for the unknown."""
    return Message(f"income_{band or 'unknown'}")


class AgeBand(NamedTuple):
    """Both ends belong to it; ``last`` None: and older."""

    code: str
    first: int
    last: int | None

    @property
    def label(self) -> Message:
        """``26–35 岁``, ``18 岁以下``, ``65 岁以上``."""
        if self.last is None:
            return Message("age_over", {"years": self.first - 1})
        if self.first == 0:
            return Message("age_under", {"years": self.last + 1})
        return Message("age_between", {"first": self.first, "last": self.last})


AGES: Final = (
    AgeBand("u18", 0, 17), AgeBand("18", 18, 25), AgeBand("26", 26, 35), AgeBand("36", 36, 45), AgeBand("46", 46, 55),
    AgeBand("56", 56, 65), AgeBand("66", 66, None),
)  # fmt: skip
AGE_BANDS: Final = {band.code: band for band in AGES}


def age_band(birth_year: int | None, today: int) -> str:
    """The code of the band by the year alone, as one is asked for it; "" where the year is not known or lies ahead."""
    if birth_year is None:
        return ""
    years = date.fromordinal(today).year - birth_year
    if years < 0:
        return ""
    return next(band.code for band in AGES if band.last is None or years <= band.last)


def birth_years(code: str, today: int) -> tuple[int, int]:
    """The first and last birth year of a band, for an index."""
    band, year = AGE_BANDS[code], date.fromordinal(today).year
    return (0 if band.last is None else year - band.last), year - band.first
