"""Reasons in words: those of the pictures, and never nonsense."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.opening import Opening
from kyuanbook.rules.reasons import reason, usual_gap_shown
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.stages import NOBODY, Stage, mark, stage_on
from kyuanbook.rules.words import Message

HAIR = Rhythm(Fit(Parameters(0.743, 42.3, 0.138, 4.624), 33.0, 140, 30.0, "fitted"))
PRESET = Rhythm(Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, None, "preset"))
DAY = 740_000


def every(gap: int, visits: int) -> list[int]:
    """Visits that end on DAY."""
    return [DAY - gap * i for i in reversed(range(visits))]


def said(
    days: list[int],
    later: int,
    rhythm: Rhythm = HAIR,
    calendar: OpenDays = ALWAYS_OPEN,
    opening: Opening | None = None,
) -> str:
    return say(reason(mark(days, rhythm, calendar, opening), DAY + later, rhythm, calendar))


def test_the_sentences_of_the_pictures() -> None:
    assert said(every(14, 27), 47) == "平时约 14 天来一次，已 47 天没来"
    assert said(every(30, 9), 331) == "来过 9 次，平时约 30 天，已 331 天没来"
    assert said([DAY], 70) == "只来过 1 次，本店新客一般隔 33 天再来，已 70 天"


def test_the_gap_is_the_shops_before_the_fourth_visit() -> None:
    assert said(every(14, 3), 90) == "来过 3 次，本店客人一般隔 33 天再来，已 90 天"
    assert said(every(14, 4), 90) == "平时约 14 天来一次，已 90 天没来"


def test_while_all_is_well() -> None:
    assert say(reason(NOBODY, DAY, HAIR, ALWAYS_OPEN)) == "还没来过店"
    assert said([DAY], 0) == "今天第一次来"
    assert said([DAY], 1) == "昨天第一次来"
    assert said(every(14, 2), 6) == "来过 2 次，6 天前来过"
    assert said(every(60, 5), 6) == "平时约 60 天来一次，6 天前来过"
    assert said(every(14, 12), 6) == "来过 12 次，平时约 14 天来一次，6 天前来过"
    assert said([DAY - 500, DAY], 2) == "隔了约 500 天又来，2 天前来过"


def test_how_long_somebody_was_away_is_what_the_line_of_their_visit_says() -> None:
    """In days on the wall between the two visits, whatever was closed between them."""
    back = DAY - DAY % 7 + 1  # a Monday
    for closed in ([], [(back - 150, back - 143)], [(back - 40, back - 40), (back - 20, back - 11)]):
        for weekly in ((), (1,), (1, 3, 5)):
            calendar = OpenDays(closed, weekly)
            for away in (7 * 120, 7 * 121 + 3, 7 * 130 + 5):
                gone = next(day for day in range(back - away, back) if calendar.opened(day) == day)
                found = reason(mark([gone, back], HAIR, calendar, None), back + 2, HAIR, calendar)
                assert found.key == "came_back" and found.numbers["away"] == back - gone


def test_a_shop_with_only_a_preset_does_not_speak_of_itself() -> None:
    assert said([DAY], 71, PRESET) == "只来过 1 次，这一行的新客一般隔 35 天再来，已 71 天"
    assert said(every(14, 2), 120, PRESET) == "来过 2 次，这一行的客人一般隔 35 天再来，已 120 天"


def test_the_median_is_shown_and_one_absence_does_not_move_it() -> None:
    days = [DAY - 142, DAY - 128, DAY - 114, DAY - 100, DAY]
    assert usual_gap_shown(mark(days, HAIR, ALWAYS_OPEN), ALWAYS_OPEN) == 14
    assert usual_gap_shown(mark(days[:3], HAIR, ALWAYS_OPEN), ALWAYS_OPEN) is None


def test_days_are_those_on_the_wall() -> None:
    """Closed on Mondays: a fortnight is twelve open days and is still called a fortnight."""
    mondays_off = OpenDays(weekly={0})
    assert mark(every(14, 27), HAIR, mondays_off).gaps[-1] == 12
    assert said(every(14, 27), 47, calendar=mondays_off) == "平时约 14 天来一次，已 47 天没来"


def test_closed_days_within_the_silence_are_owned_up_to() -> None:
    holiday = OpenDays([(DAY + 5, DAY + 14)])
    assert said(every(14, 27), 57, calendar=holiday) == "平时约 14 天来一次，已 57 天没来（其中店休 10 天）"


def test_a_last_visit_after_today_is_asked_about() -> None:
    assert said(every(14, 5), -3) == "最近一次到店记在今天之后，请核对日期"


def test_what_was_not_known_is_not_said() -> None:
    regular = Opening(DAY)
    assert said([], 0, opening=regular) == "老客，今天登记，之后还没来过"
    assert said([], 200, opening=regular) == "老客，200 天前登记，之后还没来过"
    assert said([], 200, opening=Opening(DAY, gap=30)) == "老客，平时约 30 天来一次，200 天前登记，之后还没来过"
    assert said([DAY], 5, opening=regular) == "老客，5 天前来过"
    assert said([DAY], 120, opening=regular) == "老客，本店客人一般隔 33 天再来，已 120 天"
    assert said([DAY], 400, opening=Opening(DAY, gap=30)) == "平时约 30 天来一次，已 400 天没来"
    known = Opening(DAY, visits=20, last=DAY, gap=30)
    assert said([], 400, opening=known) == "来过 20 次，平时约 30 天，已 400 天没来"


def test_a_quick_beginner_is_not_held_against_a_slow_shop() -> None:
    """Overdue by their own two quick gaps before the shop's usual gap is over: only the fact is said."""
    slow = Rhythm(Fit(Parameters(0.743, 20.0, 0.138, 4.624), 33.0, 140, 30.0, "fitted"))
    assert said(every(1, 3), 20, slow) == "来过 3 次，已 20 天没来"


RHYTHMS = st.builds(
    lambda r, alpha, gap, source: Rhythm(Fit(Parameters(r, alpha * gap, 0.2, 4.0), gap, 120, gap, source)),
    st.floats(0.2, 5), st.floats(0.2, 5), st.floats(1, 200), st.sampled_from(["preset", "fitted"]),
)  # fmt: skip
HISTORIES = st.lists(st.integers(1, 300), max_size=20).map(
    lambda gaps: [DAY - sum(gaps[i:]) for i in range(len(gaps) + 1)]
)
CALENDARS = st.builds(OpenDays, st.just([(DAY - 100, DAY - 80), (DAY + 10, DAY + 20)]), st.sampled_from([(), (0,)]))
OPENINGS = st.none() | st.builds(
    # every part said, or Hypothesis makes one up from its type: a last visit in a billion years
    Opening, st.just(DAY), visits=st.none() | st.integers(0, 20), total_cents=st.just(0), first=st.none(), last=st.none(),
    gap=st.none() | st.just(9),
)  # fmt: skip


def numbers_of(message: Message) -> dict[str, object]:
    inner = [numbers_of(value) for value in message.numbers.values() if isinstance(value, Message)]
    return {key: value for part in (message.numbers, *inner) for key, value in part.items()}


@given(HISTORIES, RHYTHMS, CALENDARS, OPENINGS, st.integers(-10, 2000))
def test_a_sentence_for_everyone_and_never_nonsense(
    days: list[int], rhythm: Rhythm, calendar: OpenDays, opening: Opening | None, later: int
) -> None:
    marks = mark(days, rhythm, calendar, opening)
    message = reason(marks, DAY + later, rhythm, calendar)
    sentence = say(message)
    assert "%" not in sentence and "-" not in sentence and "{" not in sentence and "。" not in sentence
    assert not re.search(r"[一-鿿][0-9]|[0-9][一-鿿]", sentence)
    numbers = numbers_of(message)
    if "gap" in numbers and "silent" in numbers:
        assert numbers["gap"] < numbers["silent"]  # type: ignore[operator]
    if rhythm.fit.source == "preset":
        assert "本店" not in sentence
    if stage_on(marks, DAY + later) in (Stage.AT_RISK, Stage.LAPSED) and "登记" not in sentence:
        assert numbers["silent"] == DAY + later - (marks.last or 0)
