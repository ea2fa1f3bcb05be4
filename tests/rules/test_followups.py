"""回访 as pure rules: what is typed into one, how it reads, how words are filled, what follows from an answer."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook import language
from kyuanbook.language import clauses, say
from kyuanbook.rules.followups import (
    ANSWERING,
    BEFORE,
    CARE,
    CHANNELS,
    MOST_BEFORE,
    MOST_DAYS,
    ONE_OF_A_KIND,
    PLACES,
    RULED,
    STAKED,
    STAYS,
    USUAL,
    Kind,
    Place,
    Rule,
    RuleEntry,
    State,
    after_no_answer,
    after_wrong_number,
    called,
    clean_rule,
    fill,
    of_a_kind,
    pause_of,
)  # fmt: skip
from kyuanbook.rules.followups import (
    given as brought,
)
from kyuanbook.rules.rule_words import RuleNames, rule_parts
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.trades import PRESETS

NAMES = RuleNames({1: "小雅"}, {2: "染发", 3: "旧品"}, frozenset({3}), {4: "女客"})


def rule(kind: Kind, **values: object) -> Rule:
    usual: dict[str, object] = {
        "id": 1, "code": None, "kind": kind, "name": "", "days": 0, "cents": 0, "channel": TouchKind.CALL, "words": "",
        "staff_id": None, "pause": None,
    }  # fmt: skip
    return Rule(**(usual | values))  # type: ignore[arg-type]


# what a trade brings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trade", [*PRESETS, "a trade of a later version"])
def test_every_trade_brings_rules_that_are_whole(trade: str) -> None:
    rules = brought(trade)
    assert len({one.code for one in rules}) == len(rules)
    assert {one.kind for one in rules} >= ONE_OF_A_KIND
    for one in rules:
        assert say(one.name) and one.channel in CHANNELS
        clean, problems = clean_rule(RuleEntry(one.kind.value, say(one.name), str(one.days), words=say(one.words)))
        assert problems == () and clean.days == one.days
        assert any(f"【{say(place.label)}】" in say(one.words) for place in (Place.CALLED,))


def test_no_trade_asks_after_small_things_unless_the_owner_says_after_what() -> None:
    in_use = {trade for trade, rules in CARE.items() if any(not one.hidden for one in rules)}
    assert in_use == {"glasses", "car_repair"}
    assert set(CARE) >= set(PRESETS) and not any(one.kind is Kind.SEGMENT for one in USUAL)


# what is typed ------------------------------------------------------------------------------------------------------------


@given(
    st.sampled_from(RULED), st.text(max_size=20), st.text(max_size=6), st.text(max_size=8), st.sampled_from(CHANNELS),
    st.text("【】[]称呼店名 abc\n", max_size=30), st.text(max_size=5), st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
)  # fmt: skip
def test_whatever_is_typed_is_kept_within_bounds_or_refused(
    kind: Kind, name: str, days: str, stake: str, way: TouchKind, words: str, pause: str, of: int | None, segment: int | None
) -> None:
    clean, problems = clean_rule(RuleEntry(kind.value, name, days, stake, way.value, words, None, pause, of, segment))
    assert all(not one.asks for one in problems) and all(say(one.message) for one in problems)
    assert 0 <= clean.days <= (MOST_BEFORE if kind in BEFORE else MOST_DAYS)
    assert clean.cents >= 0 and (clean.cents == 0 or kind in STAKED)
    assert clean.pause_days is None or 0 <= clean.pause_days <= 365
    assert (clean.segment_id is None) or kind is Kind.SEGMENT
    if not problems:
        again, still = clean_rule(
            RuleEntry(kind.value, clean.name, str(clean.days), words=clean.words, segment_id=clean.segment_id)
        )
        assert still == () and (again.name, again.days, again.words) == (clean.name, clean.days, clean.words)
        fill(clean.words, {})


@pytest.mark.parametrize("typed", ["三", "-1", "3.5", "3651", "٣", "²"])
def test_days_are_whole_numbers(typed: str) -> None:
    assert [p.field for p in clean_rule(RuleEntry("thank", days=typed))[1]] == ["days"]
    assert clean_rule(RuleEntry("thank", days="３天"))[0].days == clean_rule(RuleEntry("thank", days=" 3 "))[0].days == 3


# how it reads -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_every_rule_reads_as_a_sentence_in_both_languages(tongue: str) -> None:
    language.use(tongue)
    for kind, days, way, staff, pause, about in product(
        RULED, (0, 1, 3), CHANNELS, (None, 1), (None, 0, 9), (None, 2, 3)
    ):  # fmt: skip
        one = rule(
            kind, days=days, cents=100_00, channel=way, staff_id=staff, pause=pause, segment_id=4,
            product_id=about if kind in (Kind.AFTER_CARE, Kind.PRODUCT_DUE) else None,
        )  # fmt: skip
        said = clauses(map(say, rule_parts(one, NAMES)))
        assert "{" not in said and "rule_" not in said
        assert ("小雅" in said) is (staff is not None) and ("¥100" in said) is (kind in STAKED)
        assert ("染发" in said) is (one.product_id == 2) and ("女客" in said) is (kind is Kind.SEGMENT)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (rule(Kind.BIRTHDAY, days=3, channel=TouchKind.WECHAT, staff_id=1), "生日前 3 天，发微信，店员小雅"),
        (rule(Kind.BIRTHDAY), "生日当天，打电话"),
        (rule(Kind.OVERDUE, days=5, cents=300_00), "超了平时的间隔 5 天，可能损失 ¥300 以上，打电话"),
        (rule(Kind.AFTER_CARE, days=7, product_id=3, pause=0), "做过旧品（已停用）后 7 天，打电话，刚联系过也找"),
        (rule(Kind.SEGMENT, days=30, segment_id=4), "在“女客”里，每 30 天一次，打电话"),
        (rule(Kind.SEGMENT, segment_id=99), "客户细分已经删了，找不到人，打电话"),
    ],
)
def test_sentences(one: Rule, said: str) -> None:
    assert clauses(map(say, rule_parts(one, NAMES))) == said


# words to say -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*PLACES, "老板", "x"]) | st.text("好您，", max_size=4), max_size=8))
def test_every_known_place_is_filled_and_nothing_else_is_lost(parts: list[str]) -> None:
    known = {place: f"<{place.value}>" for place in Place}
    words = "".join(f"【{part}】" if part in (*PLACES, "老板", "x") else part for part in parts)
    expected = "".join(
        known[PLACES[part]] if part in PLACES else f"【{part}】" if part in ("老板", "x") else part for part in parts
    )
    assert fill(words, known) == expected
    assert (clean_rule(RuleEntry("thank", words=words))[1] == ()) is not any(part in ("老板", "x") for part in parts)


@pytest.mark.parametrize("words", ["【称呼", "称呼】您好", "[", "【】", "a【b【称呼】"])
def test_brackets_that_are_none_are_text(words: str) -> None:
    assert isinstance(fill(words, {Place.CALLED: "王女士"}), str)
    assert fill("[Called] 您", {Place.CALLED: "王女士"}) == "王女士 您"


@pytest.mark.parametrize(
    ("name", "alias", "sex", "said"),
    [
        ("王小明", "", "male", "王先生"), ("欧阳雪", "", "female", "欧阳女士"), ("王小明", "", "", "王小明"),
        ("王小明", "李姐", "male", "李姐"), ("", "3栋阿姨", "", "3栋阿姨"), ("Anna", "", "female", "Anna"),
    ],
)  # fmt: skip
def test_how_one_speaks_to_them(name: str, alias: str, sex: str, said: str) -> None:
    assert called(name, alias, sex) == said


# what follows -------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 12), st.integers(1, 60), st.integers(1, 10), st.integers(700_000, 800_000))
def test_nobody_is_rung_more_often_than_the_shop_says(before: int, days: int, most: int, today: int) -> None:
    tries, day, state = 0, today, State.OPEN
    while state is State.OPEN:
        state, day, tries = after_no_answer(tries, day, days, most)
        assert tries <= most
    assert tries == most and day == today + days * (most - 1)
    assert after_wrong_number(before, today, 1).state is State.OPEN and after_wrong_number(before, today, 0).state is State.DONE


def test_only_what_waits_for_a_call_knows_no_pause() -> None:
    for kind in RULED:
        assert pause_of(None, kind, 14) == (0 if kind in ANSWERING else 14)
        assert pause_of(rule(kind, pause=5), kind, 14) == (0 if kind in ANSWERING else 5)
    assert pause_of(rule(Kind.BIRTHDAY, pause=0), Kind.BIRTHDAY, 14) == 0


@given(st.sets(st.sampled_from(list(Kind)), min_size=1))
def test_of_several_reasons_the_most_pressing_is_told(kinds: set[Kind]) -> None:
    assert of_a_kind(kinds) == next(kind for kind in Kind if kind in kinds)


def test_how_long_somebody_stays_up() -> None:
    assert rule(Kind.BIRTHDAY, days=5).stays == 5 and rule(Kind.ANNIVERSARY, days=2).stays == 2
    for kind in RULED:
        if kind not in BEFORE:
            assert rule(kind, days=99).stays == STAYS.get(kind, 0)
