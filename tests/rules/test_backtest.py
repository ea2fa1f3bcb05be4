"""准不准: which past days are looked at, what is counted on them, and what is said of it."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.backtest import MOST, OVERDUE, Backtest, Count, Group, closer, knows_from, past_days, sentences
from kyuanbook.rules.backtest_picture import picture
from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.stages import Stage

DAY = 740_000
CALENDARS = st.sampled_from([ALWAYS_OPEN, OpenDays(weekly=[0]), OpenDays([(DAY + 20, DAY + 60)], [2, 3])])


@given(CALENDARS, st.integers(30, 200), st.integers(0, 3000))
def test_of_each_day_enough_is_known_before_and_after(calendar: OpenDays, horizon: int, age: int) -> None:
    days, today = past_days(DAY, DAY + age, horizon, calendar), DAY + age
    assert len(days) <= MOST and list(days) == sorted(set(days))
    for day, after in zip(days, [*days, today][1:], strict=True):
        assert calendar.between(DAY, day) >= horizon
        assert calendar.after(day, horizon) <= after, "no two days ask about the same future"
    assert bool(days) == (calendar.between(DAY, calendar.before(today, horizon)) >= horizon)


@given(CALENDARS, st.integers(30, 200))
def test_the_day_promised_is_the_first_that_knows(calendar: OpenDays, horizon: int) -> None:
    promised = knows_from(DAY, horizon, calendar)
    assert past_days(DAY, promised, horizon, calendar)
    assert not past_days(DAY, promised - 1, horizon, calendar)


def judged(*rows: tuple[Stage, int, bool], days: int = 1) -> Backtest:
    count = Count()
    for who, (stage, silent, came) in enumerate(rows):
        count.add(who, stage, silent, came)
    dated = tuple(count.dated(DAY + 60 * i, DAY + 60 * (i + 1), True) for i in range(days))
    return Backtest(60, dated, back=tuple(count.back))


MIXED = judged(
    *[(Stage.LAPSED, 200, i < 2) for i in range(20)], *[(Stage.AT_RISK, 70, i < 6) for i in range(12)],
    *[(Stage.LOYAL, 5, i < 27) for i in range(30)], *[(Stage.NEW, 65, i < 3) for i in range(4)],
)  # fmt: skip


def test_each_group_is_counted_and_60_days_whatever_the_stage() -> None:
    shares = {group: MIXED.came(group) for group in Group}
    assert {g: (s.part, s.whole) for g, s in shares.items()} == {
        Group.LAPSED: (2, 20), Group.AT_RISK: (6, 12), Group.LOYAL: (27, 30), Group.SIXTY: (11, 36), Group.ALL: (38, 66),
    }  # fmt: skip
    assert MIXED.back == (0, 1)


def test_of_those_who_did_not_come_each_rule_knew_some() -> None:
    assert [(MIXED.caught(*g).part, MIXED.caught(*g).whole) for g in ((Group.LAPSED,), OVERDUE, (Group.SIXTY,))] == [
        (18, 28), (24, 28), (25, 28),
    ]  # fmt: skip


def test_three_sentences() -> None:
    lapsed, others, plain = (say(message) for message in sentences(MIXED))
    assert lapsed == "标了流失的，后来又来了 10%"
    assert others == "标了预警的，又来了 50%；标了忠诚的，又来了 90%"
    assert plain == "真没再来的人里，本子的流失和预警认出了 86%；要是“60 天没来就算流失”，认出 89%"


def test_who_looks_closer_reads_how_sure_it_is_and_whom_the_sixty_days_give_up() -> None:
    sure, given_up = (say(message) for message in closer(MIXED))
    assert sure == "标了流失的后来又来的，20 人次里有 2 人次，实际大约在 3% 到 30% 之间"
    assert "放弃 36 人次，其中 31%" in given_up and "28 人次里，本子只算流失认出 64%" in given_up


def test_days_are_added_up() -> None:
    rows = [(Stage.LAPSED, 200, i < 1) for i in range(6)]
    assert judged(*rows, days=3).came(Group.LAPSED)[:2] == (3, 18)


def test_of_few_nothing_is_concluded() -> None:
    said = [say(m) for m in sentences(judged((Stage.LAPSED, 200, True), (Stage.LOYAL, 3, True), (Stage.AT_RISK, 61, False)))]
    assert "人太少" in said[0] and "%" not in "".join(said)
    assert "标了预警的只有 1 人次" in said[1] and "标了忠诚的只有 1 人次" in said[1]


def test_of_nobody_it_says_so() -> None:
    said = [say(m) for m in sentences(judged((Stage.NEW, 3, True)))]
    assert "还没有人标过流失" in said[0] and "没有人是预警或忠诚" in said[1] and "没得比" in said[2]
    only_loyal = [say(m) for m in sentences(judged(*[(Stage.LOYAL, 70, True)] * 12))]
    assert only_loyal[1] == "标了忠诚的，又来了 100%" and "全都来了" in only_loyal[2]


def test_large_numbers_are_as_sure_as_they_look() -> None:
    rows = [(Stage.LAPSED, 200, i < 6000) for i in range(100_000)]
    assert say(next(sentences(judged(*rows)))).endswith("又来了 6%")
    assert [message.key for message in closer(judged(*rows))] == ["past_given_up"]


def test_too_little_past() -> None:
    assert [say(m) for m in sentences(Backtest(60))] == ["记下第一次到店以后，过一阵子这里就能拿店里自己的过去来检验"]
    (short,) = sentences(Backtest(60, knows_from=DAY))
    assert "要有 60 天的过去来学，再有 60 天看结果。照现在的节奏，2027年1月19日起" in say(short)
    assert picture(Backtest(60, knows_from=DAY)) is None


def test_of_fewer_than_five_customers_no_share_is_drawn_however_often_they_were_looked_at() -> None:
    """One customer on six days is six times marked, and would be a full bar."""
    found = picture(judged((Stage.LAPSED, 200, True), *[(Stage.LOYAL, 3, True)] * 4, (Stage.AT_RISK, 70, False), days=6))
    assert found is not None
    assert [bar.waits for bar in found.back] == [1, 2, 1, 4] and [bar.waits for bar in found.caught] == [1, 1, 1]
    assert found.back[0].share[:2] == (6, 6)
    enough = picture(judged(*[(Stage.LAPSED, 200, i < 2) for i in range(5)], days=2))
    assert enough is not None and [bar.waits for bar in enough.back] == [None, None, None, None]
    assert [bar.waits for bar in enough.caught] == [3, 3, 3], "of the five, three did not come"


def test_the_picture_has_a_bar_for_each_and_a_dot_for_each_day_with_enough() -> None:
    found = picture(judged(*[(Stage.LAPSED, 200, i < 1) for i in range(5)], *[(Stage.LOYAL, 3, True)] * 4, days=2))
    assert found is not None
    assert [bar.groups for bar in found.back] == [("lapsed",), ("sixty",), ("at_risk",), ("loyal",)]
    assert [bar.dots for bar in found.back] == [(0.2, 0.2), (0.2, 0.2), (), ()]
    assert [bar.groups for bar in found.caught] == [("lapsed",), ("lapsed", "at_risk"), ("sixty",)]
