"""What getting in touch won: counted by hand, and never more claimed than is known."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.winback import Batch, compare
from kyuanbook.rules.won import Attempt, Bought, Figures, Touch, Week, attempt, figures, judged, told


def words(found: Figures) -> str:
    return "，".join(say(one) for one in told(found))


def test_from_when_they_were_first_reached() -> None:
    touches = [Touch(1, 10, 0, "no_answer", 100), Touch(1, 13, 5, "promised", 200, 50), Touch(1, 15, 0, "reached")]
    assert attempt(touches, lambda day: day + 30) == Attempt(1, 13, 5, 43, True, True, 300, 50)
    assert attempt(touches[:1], lambda day: day + 30) == Attempt(1, 10, 0, 40, False, False, 100)


def test_a_visit_counts_when_it_came_after_and_in_time() -> None:
    one = Attempt(1, 10, 100, 20)
    assert [one.brought(Bought(*v, 0)) for v in ((9, 999), (10, 100), (10, 101), (20, 0), (21, 0))] == [
        False, False, True, True, False
    ]  # fmt: skip


def test_counted_by_hand() -> None:
    tried = [
        Attempt(1, 10, 0, 20, True, True, 100, 500), Attempt(2, 10, 0, 20, True), Attempt(3, 10, 0, 20),
        Attempt(4, 18, 0, 28, True),
    ]  # fmt: skip
    visits = {1: [Bought(12, 1, 8000), Bought(15, 1, 2000), Bought(30, 1, 7)], 3: [Bought(11, 1, 3000)]}
    found = figures(tried, visits, 25)
    assert found == Figures((1, 2, 3, 4), (1, 2, 4), (1,), (1, 3), (4,), 13000, 600)
    assert found.reached_came == 1 and found.each_cents == 300
    assert words(found) == "联系上 3 位，约好 1 位，来店 2 位，花了 ¥130，成本 ¥6，每来一位 ¥3"


def test_rung_twice_a_visit_counts_once_and_its_offer_too() -> None:
    tried = [Attempt(1, 10, 0, 30, True, offer_cents=500), Attempt(1, 12, 0, 32, True, offer_cents=500)]
    found = figures(tried, {1: [Bought(15, 0, 4000)]}, 40)
    assert (found.tried, found.came, found.spent_cents, found.cost_cents) == ((1,), (1,), 4000, 500)


def test_who_came_waits_for_nothing() -> None:
    tried = [Attempt(1, 10, 0, 30), Attempt(1, 29, 0, 49)]
    assert figures(tried, {1: [Bought(12, 0, 1)]}, 40).waiting == ()


def test_what_is_not_there_is_not_said() -> None:
    assert told(Figures()) == ()
    assert words(Figures((1,))) == "一位也没联系上，还没有人来"
    assert words(Figures((1,), (1,), (), (), (), 0, 300)) == "联系上 1 位，还没有人来，成本 ¥3"


def test_no_more_is_claimed_than_is_known() -> None:
    few, many = Figures((1, 2), (1,), (), (1,)), Figures(tuple(range(30)), tuple(range(20)), (), tuple(range(9)))
    assert "才 2 位" in say(judged(few, None)) and "有些不打也会来" in say(judged(many, None))  # type: ignore[arg-type]
    assert judged(Figures(), None) is None and judged(Figures((1,)), None) is None
    assert "没到期" in say(judged(many, None, waits=True))  # type: ignore[arg-type]
    said = say(judged(many, compare([Batch(30, 9, 10, 3)])))  # type: ignore[arg-type]
    assert "没打的 10 位来了 3 位" in said and "有用" not in said


def test_last_week_in_words() -> None:
    reached = tuple(range(9))
    assert [say(w) for w in Week(1, 7, 14, Figures(reached, reached, (), (1, 2, 3, 4), (), 61200)).words()] == [
        "联系上 9 位", "来店 4 位", "花了 ¥612"
    ]  # fmt: skip
    assert [say(w) for w in Week(1, 7, 3, Figures()).words()] == ["一位也没联系上"]


ATTEMPTS = st.lists(
    st.builds(
        lambda who, since, span, reached: Attempt(who, since, 0, since + span, reached, offer_cents=7),
        st.integers(1, 5), st.integers(0, 40), st.integers(0, 30), st.booleans(),
    )
)  # fmt: skip
VISITS = st.dictionaries(
    st.integers(1, 6), st.lists(st.builds(Bought, st.integers(0, 80), st.just(1), st.integers(0, 999)), max_size=6)
)


@given(ATTEMPTS, VISITS, st.integers(0, 90))
def test_nobody_twice_and_no_cent_twice(tried: list[Attempt], visits: dict[int, list[Bought]], today: int) -> None:
    found = figures(tried, visits, today)
    for group in (found.tried, found.reached, found.promised, found.came, found.waiting):
        assert len(set(group)) == len(group) and set(group) <= set(found.tried)
    assert not set(found.waiting) & set(found.came)
    assert found.spent_cents <= sum(v.cents for who in found.tried for v in visits.get(who, ()))
    assert figures(list(reversed(tried)), visits, today).spent_cents == found.spent_cents
