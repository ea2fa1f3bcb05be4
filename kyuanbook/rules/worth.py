"""What a shop stands to lose with a customer, and whom to call first. Money in cents, days open days of the shop.

From DESIGN, "The rhythm, as measured": on six public visit logs this order catches .55 of the best possible value,
against .30 for "30-90 days away, by spend".
"""

from typing import Final

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, overdue_on, silent_on

CALL: Final = 0.1  # 今日 asks for a call once nine in ten silences of one who still comes were shorter
RECENT: Final = 2  # horizons of spend that say what a customer is worth now
RECENT_OLD: Final = 4  # the same with the owner's switch 也找老客
FADES: Final = 90  # open days in which the hope of a lapsed customer halves


def worth_a_call(marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays) -> bool:
    """Whether 今日 asks to ring: overdue, and who came twice or more silent longer than nine in ten would be (G < 0.1)."""
    if not overdue_on(marks, today):
        return False
    return marks.n == 1 or rhythm.silence(marks.k, marks.t, silent_on(marks, today, open_days)) < CALL


def horizons(also_old: bool) -> int:
    """How many horizons H of spend count, by the owner's switch 也找老客."""
    return RECENT_OLD if also_old else RECENT


def spend_since(end: int, horizon: int, many: int, open_days: OpenDays) -> int:
    """The first day of the ``many * horizon`` open days that end with ``end``."""
    return open_days.before(end, many * horizon) + 1


def value_at_risk(chance: float, spend_cents: int, many: int = RECENT) -> int:
    """可能损失: (1 - P) x what the customer spends in one horizon, judged by the spend of the last ``many``."""
    return round((1 - chance) * max(0, spend_cents) / many)


def lapsed_value(chance: float, spend_cents: int, silent: int, many: int = RECENT) -> int:
    """The same for a list of the lapsed: spend up to their last visit, halved with every 90 days of silence.

    Who ever spent is never worth ¥0 on such a list.
    """
    if spend_cents <= 0:
        return 0
    hope: float = 0.5 ** (max(0, silent) / FADES)
    return max(1, round((1 - chance) * spend_cents / many * hope))


def order_before_a_fit(silent: int, spend_cents: int) -> int:
    """A place in the order (higher first; no money) while nothing is fitted: R x recent spend."""
    return max(0, silent) * max(0, spend_cents)
