"""Campaigns: where one stands, and which of them brought somebody."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.campaigns import CampaignState, Span, brought_by, counts_on, state_on

D = 740_000


def test_planned_running_ended() -> None:
    assert [state_on(D, D + 2, D + at) for at in (-1, 0, 2, 3)] == [
        CampaignState.PLANNED, CampaignState.RUNNING, CampaignState.RUNNING, CampaignState.ENDED,
    ]  # fmt: skip
    assert state_on(D, None, D + 9_999) is CampaignState.RUNNING


def test_the_named_one_wins_whatever_the_days_say() -> None:
    assert brought_by(1, D, 7, [Span(8, 1, D, None, 0)]) == 7


def test_of_two_on_one_channel_the_one_begun_last() -> None:
    both = [Span(1, 5, D, D + 30, 14), Span(2, 5, D + 10, D + 12, 14), Span(3, 6, D + 11, None, 14)]
    assert brought_by(5, D + 9, None, both) == 1
    assert brought_by(5, D + 26, None, both) == 2
    assert brought_by(5, D + 27, None, both) == 1  # 14 days after the second's last day it counts no more
    assert brought_by(5, D + 45, None, both) is None and brought_by(None, D, None, both) is None


SPANS = st.lists(
    st.builds(
        lambda i, channel, first, length, window: Span(i, channel, first, None if length is None else first + length, window),
        st.integers(1, 50), st.integers(1, 3), st.integers(D, D + 100), st.none() | st.integers(0, 60), st.integers(0, 30),
    ), max_size=8,
)  # fmt: skip


@given(SPANS, st.integers(1, 3), st.integers(D - 5, D + 200))
def test_whatever_brought_them_was_on_their_channel_and_counted(spans: list[Span], channel: int, day: int) -> None:
    found = brought_by(channel, day, None, spans)
    fit = [span for span in spans if span.channel_id == channel and counts_on(span, day)]
    assert (found is None) == (not fit)
    assert found is None or found in {span.id for span in fit if span.first == max(s.first for s in fit)}
