"""What a visit about to be saved will make of a customer, and which day a paper register is typed back for."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.opening import Guess
from kyuanbook.rules.reasons import usual_gap_shown
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, Opening, Stage, mark, stage_on

NOON: Final = 12 * 60
_FARTHEST: Final = 60  # days looked back for an open one


class Outlook(NamedTuple):
    """``stage``: as it will be shown. ``due``: about when they come again; None where no day is to be named."""

    stage: Stage
    due: int | None


def outlook(
    days: Iterable[int], today: int, rhythm: Rhythm, open_days: OpenDays, opening: Opening | None = None,
    pin: Stage | None = None,
) -> Outlook:  # fmt: skip
    """``days``: the customer's visit days, the one about to be saved among them; what is still to come counts on its day."""
    marks = mark(sorted({day for day in days if day <= today}), rhythm, open_days, opening)
    return Outlook(stage_on(marks, today, pin), _due(marks, today, rhythm, open_days))


def _due(marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays) -> int | None:
    """The last visit and the gap that is named to the owner: their own from four visits on, else the shop's."""
    if marks.last is None or marks.guessed & Guess.LAST:
        return None
    gap = usual_gap_shown(marks, open_days) or open_days.on_the_wall(rhythm.fit.gap)
    day = open_days.after(marks.last + gap - 1, 1)
    return day if day > today else None


def day_to_catch_up(today: int, minute: int, open_days: OpenDays) -> int:
    """Before noon the last open day before today, later today itself: a sheet is typed back that evening or next morning."""
    if minute >= NOON:
        return today
    for day in range(today - 1, today - _FARTHEST, -1):
        if open_days.between(day - 1, day):
            return day
    return today - 1
