"""Who comes up because a 转介绍奖励 is owed to them, and who because a campaign is over and they did not come again."""

import pytest

from kyuanbook.actions import rewards
from kyuanbook.actions.followups import add_rule, change_rule, dismiss, postpone
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.book import Book
from kyuanbook.book.queries import follow_rules
from kyuanbook.book.queries.due import DueItem, due, of_rule
from kyuanbook.book.queries.due_rows import due_rows
from kyuanbook.book.queries.rule_try import try_rule
from kyuanbook.book.tables import Campaign
from kyuanbook.language import clauses, say
from kyuanbook.rules.followups import Kind, Rule, RuleEntry
from kyuanbook.rules.reward_schemes import SchemeEntry
from kyuanbook.rules.rule_words import rule_parts
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, customer, typed_day, visit


def of_kind(book: Book, kind: Kind) -> list[DueItem]:
    with book.read() as sql:
        return [item for item in due(sql, book.rhythms, book.today()) if item.kind is kind]


def why(book: Book, item: DueItem) -> str:
    with book.read() as sql:
        (row,) = due_rows(sql, book.rhythms, book.today(), [item])
    return say(row.reason)


def the_rule(book: Book, kind: Kind) -> Rule:
    with book.read() as sql:
        return next(rule for rule in follow_rules.rules(sql) if rule.kind is kind)


def test_a_reward_owed_comes_up_until_it_is_given(book: Book, clock: Clock) -> None:
    rewards.start_scheme(book, entry=SchemeEntry("money", "20", "goods", "洗发水"))
    old = customer(book, "张姐", "13822045678")
    bought = [visit(book, customer(book, name, "15012347713", referrer_id=old), "100") for name in ("小李", "小王")]
    rule = the_rule(book, Kind.REWARD_OWED)
    with book.read() as sql:
        assert of_rule(sql, book.rhythms, rule, DAY) == 3
    clock.day += 400  # however long it takes
    first = next(item for item in of_kind(book, Kind.REWARD_OWED) if item.customer_id == old)
    assert why(book, first) == "介绍了小李、小王，该给 ¥40"
    assert first.due_day == DAY
    given = rewards.give(book, customer_id=old)
    assert old not in {item.customer_id for item in of_kind(book, Kind.REWARD_OWED)}
    rewards.take_back(book, entry_id=given.id or 0)
    assert old in {item.customer_id for item in of_kind(book, Kind.REWARD_OWED)}
    for one in bought:
        delete_visit(book, visit_id=one)
    assert of_kind(book, Kind.REWARD_OWED) == []


def test_what_was_turned_down_comes_up_again_only_for_another_reward(book: Book, clock: Clock) -> None:
    rewards.start_scheme(book, entry=SchemeEntry("money", "20"))
    old = customer(book, "张姐", "13822045678")
    visit(book, customer(book, "小李", referrer_id=old), "100")
    dismiss(book, item=of_kind(book, Kind.REWARD_OWED)[0])
    clock.day += 3
    assert of_kind(book, Kind.REWARD_OWED) == []
    visit(book, customer(book, "小王", referrer_id=old), "100")
    (again,) = of_kind(book, Kind.REWARD_OWED)
    postpone(book, item=again, day="明天")
    clock.day += 1
    assert [item.customer_id for item in of_kind(book, Kind.REWARD_OWED)] == [old]
    rewards.give(book, customer_id=old)
    assert of_kind(book, Kind.REWARD_OWED) == []  # given meanwhile: nothing is left to say


def test_the_book_has_its_one_rule_and_it_waits_as_many_days_as_it_says(book: Book, clock: Clock) -> None:
    with pytest.raises(Refused, match="rule_one_of_a_kind"):
        add_rule(book, entry=RuleEntry("reward_owed"))
    rule = the_rule(book, Kind.REWARD_OWED)
    change_rule(book, rule_id=rule.id, entry=RuleEntry("reward_owed", days="5", channel="call"))
    rewards.start_scheme(book, entry=SchemeEntry("money", "20"))
    visit(book, customer(book, "小李", referrer_id=customer(book, "张姐", "13822045678")), "100")
    clock.day += 4
    assert of_kind(book, Kind.REWARD_OWED) == []
    clock.day += 1
    assert len(of_kind(book, Kind.REWARD_OWED)) == 1


# since a campaign ------------------------------------------------------------------------------------------------------------


def campaign(book: Book, name: str, first: int, last: int | None, kind: str = "promotion") -> int:
    with book.write("add_sample") as unit:
        return unit.insert(Campaign, kind=kind, name=name, first=first, last=last, created_day=first)


def test_who_came_in_a_campaign_and_not_since(book: Book, clock: Clock) -> None:
    sale = campaign(book, "开春八折", DAY - 40, DAY - 30)
    before, within, since, often = (customer(book, name, "13822045678") for name in ("早", "中", "晚", "又来"))
    for who, ago in ((before, 41), (within, 30), (since, 29), (often, 35), (often, 3)):
        visit(book, who, ago=ago)
    with pytest.raises(Refused, match="rule_needs_campaign"):
        add_rule(book, entry=RuleEntry("since_campaign"))
    rule = add_rule(book, entry=RuleEntry("since_campaign", days="30", campaign_id=sale)).id
    with book.read() as sql:
        one = follow_rules.rule(sql, rule or 0)
        assert one is not None
        words = clauses(map(say, rule_parts(one, follow_rules.rule_names(sql))))
        assert words == "“开春八折”期间来过，之后 30 天没再来，打电话"
        tried = try_rule(sql, book.rhythms, one, DAY)
        assert (tried.many, tried.name, tried.due) == (1, "中", True)
    (item,) = of_kind(book, Kind.SINCE_CAMPAIGN)
    assert (item.customer_id, item.due_day) == (within, DAY)
    assert why(book, item) == f"“开春八折”期间 {'2月2日'}来过，之后没再来"
    postpone(book, item=item, day=typed_day(DAY + 2))
    visit(book, within)
    clock.day += 2
    assert of_kind(book, Kind.SINCE_CAMPAIGN) == []  # they came: nothing to ask any more


def test_every_day_agrees_with_looking_at_everybody(book: Book, clock: Clock) -> None:
    last = {customer(book, f"客{i}", "13822045678"): DAY - i for i in range(30)}
    for who, day in last.items():
        visit(book, who, ago=DAY - day)
    spans = [
        (DAY - 20, DAY - 10, "promotion"), (DAY - 12, None, "event"), (DAY - 5, None, "content"), (DAY - 9, DAY - 8, "event"),
    ]  # fmt: skip
    rules = {}
    for n, (first, end, kind) in enumerate(spans):
        made = campaign(book, f"活动{n}", first, end, kind)
        rules[add_rule(book, entry=RuleEntry("since_campaign", days=str(n * 4), campaign_id=made)).id] = (first, end, kind, n * 4)
    for _ in range(30):
        with book.read() as sql:
            for rule in follow_rules.rules(sql):
                if rule.kind is not Kind.SINCE_CAMPAIGN:
                    continue
                first, end, kind, days = rules[rule.id]
                until = end if end is not None else first if kind == "event" else clock.day
                expected = {who for who, day in last.items() if first <= day <= until and 0 <= clock.day - day - days <= 14}
                assert of_rule(sql, book.rhythms, rule, clock.day) == len(expected)
        clock.day += 1
