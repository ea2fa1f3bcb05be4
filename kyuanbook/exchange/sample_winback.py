"""What the sample shop knows of those who stay away: why, what was tried, and one list of which a fifth was left alone.

A lot of its own: the people and visits of the shop are drawn as if this were not here.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.exchange.sample import instant
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.lapses import lapses
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import mark
from kyuanbook.rules.winback import OFFERED_SHARE, Measure, draw_list

LOOKED_AT: Final = 400  # customers: enough to look at, and as quick in a large shop as in a small one
LIST: Final = 40
TITLE: Final = "回访名单"
SAID = ("customer_id", "reason_id", "day", "note", "who")
TRIED = ("customer_id", "day", "measure", "cost_cents", "note", "held", "batch", "list_id", "created_at")

# by the place of the reason: how often it is heard, and in which words
HEARD: Final = (
    (30, ("涨价以后少来了", "嫌烫发贵", "")), (8, ("上次染得不匀", "")), (10, ("等太久", "常约不上阿杰", "")),
    (22, ("搬去新区了", "换了单位", "")), (20, ("去了对面那家", "跟着小林走了", "")), (6, ("在家自己剪", "")), (4, ("",)),
)  # fmt: skip
WAYS: Final = (
    (Measure.CALL, 0, ("说过两天来", "没接，发了微信", "")), (Measure.OFFER, 20_00, ("八折券", "老客立减 20")),
    (Measure.PERSONAL, 0, ("阿杰亲自约的",)), (Measure.GIFT, 15_00, ("送护发小样",)), ("登门看望", 30_00, ("",)),
)  # fmt: skip


class Story(NamedTuple):
    """Rows of ``SAID`` and ``TRIED``; the list's day and who was called and left alone, None where too few were away."""

    said: list[tuple[object, ...]]
    tried: list[tuple[object, ...]]
    day: int
    called: tuple[int, ...]
    held: tuple[int, ...]


def story(
    histories: Iterable[tuple[int, Sequence[int]]], reasons: Sequence[int], today: int, rhythm: Rhythm, calendar: OpenDays,
    seed: int, who: str,
) -> Story:  # fmt: skip
    """``histories``: (customer, visit days). ``reasons``: ids of 流失原因 in their order."""
    lot = random.Random(f"{seed} winback")
    printed = calendar.before(today, rhythm.fit.horizon + 8)
    away: list[tuple[int, int]] = []
    said: list[tuple[object, ...]] = []
    tried: list[tuple[object, ...]] = []
    for customer, days in histories:
        before = [day for day in days if day <= printed]
        limit = mark(before, rhythm, calendar).at_risk_day
        if limit is not None and limit <= printed:
            away.append((-before[-1], customer))
        for one in lapses(days, today, rhythm, calendar):
            end = today if one.back is None else one.back
            if lot.random() < 0.55 and end > one.day:
                place = lot.choices(range(len(HEARD)), [often for often, _ in HEARD])[0]
                said.append((customer, reasons[place], lot.randrange(one.day, end), lot.choice(HEARD[place][1]), who))
            if lot.random() < 0.3 and end > one.day:
                near = one.back is not None and lot.random() < 0.7
                day = max(one.day, end - lot.randrange(1, 20)) if near else lot.randrange(one.day, end)
                measure, cents, notes = lot.choice(WAYS)
                tried.append((customer, day, str(measure), cents, lot.choice(notes), False, None, None, instant(day)))
    ranked = [customer for _, customer in sorted(away)]  # who was here last has most to be lost
    drawn = draw_list(ranked, frozenset(ranked), OFFERED_SHARE, f"{seed}", LIST)
    return Story(said, tried, printed, drawn.called, drawn.held)
