"""准不准 as a picture: shares on one axis, each with how far the truth may lie from it. No pixels: 0 is none, 1 is all."""

from typing import Final, NamedTuple

from kyuanbook.rules.backtest import OVERDUE, PEOPLE, Backtest, Group
from kyuanbook.rules.shares import Share

LEAST: Final = 5  # on a day with fewer, a dot would only be chance

BACK: Final = (Group.LAPSED, Group.SIXTY, Group.AT_RISK, Group.LOYAL)
CAUGHT: Final = ((Group.LAPSED,), OVERDUE, (Group.SIXTY,))


class Bar(NamedTuple):
    """The share of ``groups`` with its interval; ``dots``: that of each past day, where enough were marked then; ``waits``:
    of how few customers it speaks, where they are too few to draw a share of (None: they are not)."""

    groups: tuple[Group, ...]
    share: Share
    dots: tuple[float, ...] = ()
    waits: int | None = None


class Picture(NamedTuple):
    """``back``: of those marked so, how many came within H. ``caught``: of those who did not, how many each rule knew."""

    back: tuple[Bar, ...]
    caught: tuple[Bar, ...]


def picture(past: Backtest) -> Picture | None:
    """None while there is no past to show."""
    if not past.dates:
        return None
    return Picture(
        tuple(Bar((group,), past.came(group), _dots(past, group), _waits(past.people(group))) for group in BACK),
        tuple(Bar(groups, past.caught(*groups), waits=_waits(past.people(Group.ALL, False))) for groups in CAUGHT),
    )


def _waits(people: int) -> int | None:
    return people if 0 < people < PEOPLE else None


def _dots(past: Backtest, group: Group) -> tuple[float, ...]:
    tallies = (date.tallies[group] for date in past.dates)
    return tuple(t.came / t.of for t in tallies if t.of >= LEAST)
