"""Write kyuanbook/rules/lunar_table.py from borax (MIT): the months of the lunar years 1900–2100.

Run from the project's root after raising borax: ``python resources/lunar/make.py``. The table keeps borax out of the
first paint, where 农历 stands beside the date.
"""

import datetime
from pathlib import Path

from borax.calendars.lunardate import MAX_LUNAR_YEAR, MIN_LUNAR_YEAR, MIN_SOLAR_DATE, LCalendars

TARGET = Path(__file__).resolve().parents[2] / "kyuanbook" / "rules" / "lunar_table.py"

HEAD = '''"""The lunar years {first}–{last}. Written by resources/lunar/make.py, not edited by hand.

A year is a number: bits 0–12 are its months in order (the leap month in its place), 1 for 30 days, 0 for 29;
bits 13–16 are the number of the month that is followed by its leap month, 0 for none.
"""

from typing import Final

FIRST_YEAR: Final = {first}
FIRST_DAY: Final = {first_day}  # 正月初一 of the first year, {first_date}
YEARS: Final = (
'''


def year_number(year: int) -> int:
    """The months of one lunar year as a number."""
    months = list(LCalendars.iter_year_month(year))
    lengths = sum((days == 30) << place for place, (_, days, _) in enumerate(months))
    leap = next((month for month, _, is_leap in months if is_leap), 0)
    return lengths | leap << 13


def table() -> str:
    """The module's text."""
    first: datetime.date = MIN_SOLAR_DATE
    text = HEAD.format(first=MIN_LUNAR_YEAR, last=MAX_LUNAR_YEAR, first_day=first.toordinal(), first_date=first)
    numbers = [f"0x{year_number(year):05X}," for year in range(MIN_LUNAR_YEAR, MAX_LUNAR_YEAR + 1)]
    rows = [" ".join(numbers[at : at + 10]) for at in range(0, len(numbers), 10)]
    return text + "".join(f"    {row}\n" for row in rows) + ")  # fmt: skip\n"


def main() -> None:
    """Write the table."""
    TARGET.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
