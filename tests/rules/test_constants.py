"""Every constant of the rhythm is held: changed by a tenth (a whole number by one), some figure below changes.

The figures are computed from a handful of histories chosen to stand near each threshold, and are written down here.
"""

import pytest

from kyuanbook.rules import calendar, fit, opening, reasons, rhythm, stages, trades, worth
from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.fit import Evidence, fit_map, preset_fit, shop_fit
from kyuanbook.rules.opening import Opening
from kyuanbook.rules.reasons import usual_gap_shown
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.stages import mark

MODULES = (calendar, fit, opening, reasons, rhythm, stages, trades, worth)
# what changes the way to a figure and not the figure
NOT_OF_THE_RHYTHM = {"WEEK"}
HAIR = Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, 30.0, "fitted")
DAY = 740_000


def visits(*gaps: int) -> list[int]:
    return [DAY + sum(gaps[:i]) for i in range(len(gaps) + 1)]


def presets() -> list[float]:
    return [round(v, 3) for v in preset_fit(100).parameters] + [preset_fit(g).horizon for g in (5, 75, 450)]


def fits() -> list[float]:
    small = Evidence()
    for gaps, silent in (([10, 12, 9], 3), ([30], 5), ([], 90)):
        small.add(gaps, silent)
    young = [shop_fit(small, 40, age).gap for age in (115, 120, 125)]
    return [round(v, 3) for v in fit_map(small.cells, 15)] + [round(gap, 3) for gap in young]


def limits() -> list[int]:
    asked = Rhythm(HAIR)
    shown = [asked.overdue_after(0, 0), asked.overdue_after(3, 42), asked.lapsed_after(3, 42, 3)]
    return [*shown, asked.deep_after(3, 42) or 0]


def windows() -> list[int]:
    """Thirteen gaps, all different: how many of the last make the present rhythm."""
    marks = mark(visits(*range(20, 33)), Rhythm(HAIR), ALWAYS_OPEN)
    return [marks.k, marks.t]


def calm_stages() -> list[str]:
    """On both sides of 4 visits, of 8 visits, of 2 gaps and of 8 gaps since a lapse."""
    histories = [visits(*[14] * n) for n in (2, 3, 4)] + [visits(*[60] * n) for n in (6, 7, 8)]
    histories += [visits(*[60] * 4, 900, *[60] * since) for since in (1, 2, 6, 7, 8, 9)]
    return [str(mark(days, Rhythm(HAIR), ALWAYS_OPEN).calm) for days in histories]


def openings() -> list[int | None]:
    marks = mark([], Rhythm(HAIR), ALWAYS_OPEN, Opening(DAY))
    named = [usual_gap_shown(mark(visits(*[14] * n), Rhythm(HAIR), ALWAYS_OPEN), ALWAYS_OPEN) for n in (2, 3, 4)]
    return [marks.n, *named]


def calls() -> int:
    """After how many days of silence 今日 asks to ring somebody who came every 14 days."""
    asked, marks = Rhythm(HAIR), mark(visits(14, 14, 14), Rhythm(HAIR), ALWAYS_OPEN)
    assert marks.last is not None
    return next(r for r in range(400) if worth.worth_a_call(marks, marks.last + r, asked, ALWAYS_OPEN))


def worths() -> list[int]:
    return [
        worth.value_at_risk(0.25, 80_000, worth.horizons(False)),
        worth.value_at_risk(0.25, 160_000, worth.horizons(True)),
        worth.lapsed_value(0.2, 80_000, 180, worth.horizons(False)),
    ]


def figures() -> dict[str, object]:
    return {
        "presets": presets(),
        "fits": fits(),
        "limits": limits(),
        "windows": windows(),
        "calm_stages": calm_stages(),
        "openings": openings(),
        "calls": calls(),
        "worths": worths(),
        "trades": list(trades.PRESETS.values()),
    }


FIGURES: dict[str, object] = {
    "presets": [0.743, 128.2, 0.138, 4.624, 30, 300, 730],
    "fits": [0.745, 19.411, 0.135, 4.7, 40, 15.25, 15.25],
    "limits": [71, 47, 243, 107],
    "windows": [12, 318],
    "calm_stages": [
        "returning", "loyal", "loyal",  # 3, 4, 5 visits at a quick pace
        "returning", "loyal", "loyal",  # 7, 8, 9 visits at a slow one
        "won_back", "returning",  # 1, 2 gaps after a lapse
        "returning", "returning", "loyal", "loyal",  # 6 to 9 gaps after it
    ],
    "openings": [4, None, 14, 14],
    "calls": 74,
    "worths": [30_000, 30_000, 8_000],
    "trades": [35, 25, 5, 12, 30, 450, 30, 150, 7, 75, 35],
}  # fmt: skip


def constants() -> list[tuple[str, object]]:
    """(name, place within it or None) of every number the rhythm's modules declare."""
    found: dict[tuple[str, object], None] = {}
    for module in MODULES:
        for name, value in vars(module).items():
            if not name.isupper() or name.startswith("_") or name in NOT_OF_THE_RHYTHM:
                continue
            if isinstance(value, int | float):
                found[name, None] = None
            elif isinstance(value, tuple | dict) and name not in ("NOBODY", "NAMES"):
                places = range(len(value)) if isinstance(value, tuple) else value
                found.update({(name, place): None for place in places})
    return list(found)


def changed(value: float, factor: float) -> float:
    """By a tenth, and a whole number by at least one."""
    if isinstance(value, int):
        return round(value * factor) if round(value * factor) != value else value + (1 if factor > 1 else -1)
    return value * factor


def test_the_figures_are_these() -> None:
    assert figures() == FIGURES


def test_all_constants_are_found() -> None:
    assert {"OVERDUE", "DEEP", "LAPSED", "FIRST_GAPS", "LAST_GAPS", "PRIOR_SD", "FADES"} <= {n for n, _ in constants()}
    assert len(constants()) == 38


@pytest.mark.parametrize("factor", [0.9, 1.1])
@pytest.mark.parametrize(("name", "place"), constants())
def test_no_constant_can_change_unseen(
    name: str, place: object, factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in MODULES:
        if not hasattr(module, name):
            continue
        value = getattr(module, name)
        if isinstance(value, tuple):
            new: object = tuple(changed(v, factor) if i == place else v for i, v in enumerate(value))
        elif isinstance(value, dict):
            new = {key: changed(v, factor) if key == place else v for key, v in value.items()}
        else:
            new = changed(value, factor)
        monkeypatch.setattr(module, name, new)
    assert figures() != FIGURES
