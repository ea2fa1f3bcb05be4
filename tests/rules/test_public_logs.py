"""Judged on public logs: P ranks who will come better than days since the last visit, and alarms are false as rarely as said."""

from statistics import mean

import pytest

from tests.public_logs import area, judge_cdnow, judge_ta_feng


def test_the_area_by_hand() -> None:
    assert area([(0.9, True), (0.5, False), (0.4, True), (0.1, False)]) == pytest.approx(3 / 4)
    assert area([(1.0, True), (1.0, False)]) == 0.5
    assert area([(0.2, False), (0.3, True)]) == 1


def test_cdnow_of_those_with_three_visits() -> None:
    """Mean over days 180, 240, 300 and 360 of the log, each with H as fitted that day."""
    found = judge_cdnow()
    assert [judged.horizon for judged in found] == [88, 100, 112, 120]
    assert mean(judged.by_chance for judged in found) == pytest.approx(0.700, abs=0.005)
    assert mean(judged.by_silence for judged in found) == pytest.approx(0.671, abs=0.005)
    assert all(judged.by_chance > judged.by_silence for judged in found)
    early, back = (sum(judged.alarms[i] for judged in found) for i in (0, 1))
    assert 0.10 <= early / back <= 0.25


def test_ta_feng_of_everybody() -> None:
    found = judge_ta_feng()
    assert found.by_chance >= 1.10 * found.by_silence
    share = found.alarms.share
    assert share is not None and 0.10 <= share <= 0.25
