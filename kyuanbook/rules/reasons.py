"""Why a customer stands where they stand, in words an owner can check against the card.

Days said to the owner are days on the wall; the rules count open days. No percentage is ever said.
"""

from collections.abc import Sequence
from typing import Final

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.opening import Guess
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import WON_BACK_GAPS, Marks, Stage, stage_on
from kyuanbook.rules.words import Message

NAMED_GAP_VISITS: Final = 4  # DESIGN: a personal gap is named only from 4 visits on; before that, the shop's


def _median(gaps: Sequence[int]) -> float:
    # statistics.median brings fractions and decimal along, which the first picture would wait for
    rising, half = sorted(gaps), len(gaps) // 2
    return rising[half] if len(gaps) % 2 else (rising[half - 1] + rising[half]) / 2


def usual_gap_shown(marks: Marks, open_days: OpenDays) -> int | None:
    """平时间隔: the median of the last 12 gaps, in days on the wall; None before the fourth visit or when only assumed.

    The median and not the model's (alpha + t) / (r + k): the owner can count it on the card, and one long absence
    does not move it.
    """
    if marks.n < NAMED_GAP_VISITS or marks.guessed & Guess.GAP or not marks.gaps:
        return None
    return open_days.on_the_wall(_median(marks.gaps))


def _longest_away(marks: Marks, open_days: OpenDays) -> int:
    """The longer of the last gaps in days on the wall, counted back from the last visit: the same number as on the line of
    往来 that it is about, not what so many open days take in ordinary weeks."""
    assert marks.last is not None
    after, longest = marks.last, 1
    for gap in reversed(marks.gaps[-WON_BACK_GAPS:]):
        before = open_days.opened(open_days.before(after, gap))
        after, longest = before, max(longest, after - before)
    return longest


def reason(marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays) -> Message:
    """The reason of the stage by rule on ``today`` (a pin has its own: who, when and why)."""
    stage = stage_on(marks, today)
    if marks.last is None:
        return Message("never_came")
    if marks.last > today:
        return Message("last_visit_after_today")
    if marks.guessed & Guess.LAST:
        return _regular_waiting(marks, today, open_days)
    if stage in (Stage.AT_RISK, Stage.LAPSED):
        return _overdue(stage, marks, today, rhythm, open_days)
    return _calm(stage, marks, _when(today - marks.last), open_days)


def _overdue(stage: Stage, marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays) -> Message:
    assert marks.last is not None
    silent = today - marks.last
    closed = open_days.closed_between(marks.last, today)
    why = _overdue_gap(stage, marks, silent, rhythm, open_days)
    return Message("with_closed_days", {"why": why, "closed": closed}) if closed else why


def _overdue_gap(stage: Stage, marks: Marks, silent: int, rhythm: Rhythm, open_days: OpenDays) -> Message:
    """The gap the silence is held against: their own, else the shop's; none when neither would be a reason."""
    own, shop = usual_gap_shown(marks, open_days), open_days.on_the_wall(rhythm.fit.gap)
    known = not marks.guessed & Guess.VISITS
    if own is not None and own < silent:
        if stage is Stage.LAPSED and known:
            return Message("lapsed_own_gap", {"n": marks.n, "gap": own, "silent": silent})
        return Message("overdue_own_gap", {"gap": own, "silent": silent})
    if shop >= silent:
        return Message("overdue_plain", {"who": _who(marks), "silent": silent})
    by = "preset" if rhythm.fit.source == "preset" else "shop"
    if marks.n == 1:
        return Message(f"overdue_once_{by}", {"gap": shop, "silent": silent})
    return Message(f"overdue_few_{by}", {"who": _who(marks), "gap": shop, "silent": silent})


def _calm(stage: Stage, marks: Marks, when: Message, open_days: OpenDays) -> Message:
    own = usual_gap_shown(marks, open_days)
    if stage is Stage.NEW:
        return Message("first_visit", {"when": when})
    if stage is Stage.WON_BACK:
        return Message("came_back", {"away": _longest_away(marks, open_days), "when": when})
    if own is None:
        return Message("came", {"who": _who(marks), "when": when})
    if stage is Stage.LOYAL:
        return Message("comes_steadily", {"who": _who(marks), "gap": own, "when": when})
    return Message("comes_every", {"gap": own, "when": when})


def _regular_waiting(marks: Marks, today: int, open_days: OpenDays) -> Message:
    """A regular from before the book whose last visit nobody remembers: silence is known only since the entry."""
    assert marks.last is not None
    own, when = usual_gap_shown(marks, open_days), _when(today - marks.last)
    if own is None:
        return Message("regular_waiting", {"when": when})
    return Message("regular_waiting_gap", {"gap": own, "when": when})


def _who(marks: Marks) -> Message:
    if marks.guessed & Guess.VISITS:
        return Message("who_regular")
    return Message("who_once") if marks.n == 1 else Message("who_times", {"n": marks.n})


def _when(days: int) -> Message:
    if days == 0:
        return Message("when_today")
    return Message("when_yesterday") if days == 1 else Message("when_days_ago", {"days": days})
