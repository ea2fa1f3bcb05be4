"""A year of a shop whose 500 customers answer by a rule of their own: each morning's list is rung, each answer is typed back
by the real actions, and every outcome must show in the lists that follow."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.book import Book
from kyuanbook.book.queries.due import DueItem, due
from kyuanbook.book.queries.won import last_week, won
from kyuanbook.book.tables import Customer, FollowRule, Phone, Product, Visit, VisitItem
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import ANSWERING, RANKED, Kind
from kyuanbook.rules.touches import SPOKEN_TO, Outcome, TouchKind
from tests.book.factories import Clock, typed_day

MANY, DAYS, CALLS = 500, 365, 8
START = date(2026, 1, 5).toordinal()  # a Monday
PERSONAS = (  # how somebody answers; how many of twenty
    ("picks", 5), ("never", 4), ("refuses", 2), ("comes", 3), ("forgets", 2), ("wrong", 1), ("other_number", 1),
    ("leave_me", 1), ("unhappy", 1),
)  # fmt: skip


@dataclass
class Shop:
    """What is true of the customers, which the book does not know; and what was seen, to be held against its lists."""

    book: Book
    clock: Clock
    rng: random.Random
    persona: dict[int, str] = field(default_factory=dict)
    gap: dict[int, int] = field(default_factory=dict)
    next_visit: dict[int, int] = field(default_factory=dict)
    last_visit: dict[int, int] = field(default_factory=dict)
    comes_on: dict[int, int] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    spoken: dict[int, int] = field(default_factory=dict)  # the last day on which they were reached
    missed: dict[tuple[int, Kind, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    done: set[tuple[int, int | None, Kind, int]] = field(default_factory=set)
    refused_after: dict[int, int] = field(default_factory=dict)  # customer -> the last visit when they refused
    promised: dict[int, tuple[int, int]] = field(default_factory=dict)  # customer -> (the day they promised, when)
    alone: set[int] = field(default_factory=set)
    unhappy_on: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)  # how many of their numbers are right, as far as is known

    # the town ------------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        rng, book = self.rng, self.book
        kinds = [name for name, many in PERSONAS for _ in range(many)]
        with book.write("add_sample", bulk=True, undoable=False) as unit:
            products = [unit.insert(Product, name="剪发", interval_days=30), unit.insert(Product, name="染发", interval_days=75)]
            ids = unit.insert_many(
                Customer,
                [
                    {"name": f"客{i}", "created_at": 0, "created_day": START - 300, **_born(rng)}
                    for i in range(MANY)
                ],
            )
            self.products = products
            phones = []
            for i in ids:
                self.persona[i], self.gap[i] = rng.choice(kinds), rng.choice((14, 21, 30, 45, 60))
                self.numbers[i] = 2 if self.persona[i] == "other_number" else 1
                phones += [
                    {"customer_id": i, "number": f"1380{i:04}{n:03}", "typed": "", "position": n} for n in range(self.numbers[i])
                ]
            unit.insert_many(Phone, phones)
        history = []
        for i in ids:
            stopped = rng.random() < 0.35
            last = START - 1 - (rng.randint(30, 240) if stopped else rng.randrange(self.gap[i]))
            days = [last - k * self.gap[i] - rng.randint(0, 4) for k in range(rng.choice((0, 1, 3, 5, 8)))]
            history += [(i, day) for day in days]
            self.next_visit[i] = 10**9 if stopped else last + self.gap[i]
            if days:
                self.last_visit[i] = days[0]
        self._came(sorted(history, key=lambda one: one[1]))
        refit(book)
        refresh_standings(book)

    def _came(self, visits: list[tuple[int, int]]) -> None:
        with self.book.write("add_sample", bulk=True, undoable=False) as unit:
            rows = unit.insert_many(
                Visit,
                [
                    {"customer_id": i, "day": day, "amount_cents": 1000 * (2 + i % 9), "created_at": unit.at} for i, day in visits
                ],
            )
            unit.insert_many(
                VisitItem,
                [{"visit_id": v, "product_id": self.products[v % 2], "name": ""} for v in rows if v % 3],
            )
        for i, day in visits:
            self.last_visit[i] = max(day, self.last_visit.get(i, 0))

    def evening(self) -> None:
        """Who comes today: by their own rhythm, or as promised; now and then somebody falls out of it."""
        today, rng = self.clock.day, self.rng
        came = [i for i in self.persona if self.next_visit[i] <= today or self.comes_on.get(i) == today]
        for i in came:
            self.comes_on.pop(i, None)
            self.next_visit[i] = 10**9 if rng.random() < 0.08 else today + max(3, round(rng.gauss(self.gap[i], 4)))
        self.clock.minute = 20 * 60
        if came:
            self._came([(i, today) for i in came])

    # the list of a morning -----------------------------------------------------------------------------------------------

    def morning(self) -> list[DueItem]:
        self.clock.minute = 9 * 60
        refresh_calls(self.book)
        with self.book.read() as sql:
            return due(sql, self.book.rhythms, self.clock.day)

    def judge(self, items: list[DueItem]) -> None:
        """Nothing on the list that must not be there."""
        today = self.clock.day
        assert len({item.customer_id for item in items}) == len(items)
        for item in items:
            who, key = item.customer_id, (item.customer_id, item.kind, item.occurrence)
            assert who not in self.alone, "请勿联系"
            assert (who, item.rule_id, item.kind, item.occurrence) not in self.done, "twice for one reason"
            assert self.numbers[who] or item.channel not in (TouchKind.CALL, TouchKind.SMS, TouchKind.WECHAT), "空号"
            if item.kind not in ANSWERING:
                assert today - self.spoken.get(who, 0) >= 14, f"within the pause: {item}"
            tries = self.missed.get(key, [])
            assert len(tries) < 3 and (not tries or today - tries[-1] >= 3), f"未接: {item} {tries}"
            assert item.tries == len(tries)
            if item.kind in RANKED:
                assert self.refused_after.get(who) != self.last_visit[who], "refused in this silence"
                assert item.occurrence == self.last_visit[who], "came since"
            if item.kind is Kind.PROMISED:
                day, when = self.promised[who]
                assert today > day and self.last_visit.get(who, 0) <= when, "they came"
            elif who in self.promised:
                assert today > self.promised[who][0], "promised for a later day"

    def expected(self, items: list[DueItem]) -> Iterator[str]:
        """What must be on it: those whose day has come again."""
        today, up = self.clock.day, {item.customer_id: item for item in items}
        for (who, kind, _), tries in self.missed.items():
            if len(tries) in (1, 2) and tries[-1] + 3 == today and self._still_wanted(who, kind, tries[0]):
                assert who in up, f"{self.persona[who]} {kind} not rung again"
                yield "again"
        for who, (day, when) in self.promised.items():
            if day + 1 == today and self.last_visit.get(who, 0) <= when and who not in self.alone and self.numbers[who]:
                assert up[who].kind in (Kind.PROMISED, Kind.LOW_SCORE)
                yield "did not come"
            elif day + 1 == today:
                assert who not in up or up[who].kind is not Kind.PROMISED
                yield "came as promised"

    def _still_wanted(self, who: int, kind: Kind, since: int) -> bool:
        return (
            kind in (*RANKED, Kind.PROMISED) and who not in self.alone and self.spoken.get(who, 0) < since
            and self.last_visit.get(who, 0) < since and bool(self.numbers[who])
            and not (who in self.promised and self.promised[who][0] >= self.clock.day)
        )  # fmt: skip

    # ringing -------------------------------------------------------------------------------------------------------------

    def ring(self, item: DueItem) -> Outcome:
        """One call, its answer typed back at once."""
        who, today, rng = item.customer_id, self.clock.day, self.rng
        outcome, entry = self._answers(who, today)
        record_answer(self.book, item=item, entry=entry)
        self.seen[f"{item.kind}"] += 1
        self.seen[outcome] += 1
        if outcome is Outcome.NO_ANSWER:
            self.missed[who, item.kind, item.occurrence].append(today)
        if outcome in SPOKEN_TO:
            self.spoken[who] = today
            self.promised.pop(who, None)
            self.done.add((who, item.rule_id, item.kind, item.occurrence))
        if outcome is Outcome.WRONG_NUMBER:
            self.numbers[who] -= 1
        if outcome is Outcome.REFUSED:
            self.refused_after[who] = self.last_visit.get(who, 0)
        if outcome is Outcome.DO_NOT_CONTACT:
            self.alone.add(who)
        if outcome is Outcome.PROMISED:
            day = today + 4
            self.promised[who] = (day, today)
            if self.persona[who] == "comes":
                self.comes_on[who] = day
        elif outcome is Outcome.REACHED and rng.random() < 0.4:
            self.comes_on[who] = today + rng.randint(1, 6)
        if entry.score == "1":
            self.unhappy_on[who] = today
        return outcome

    def _answers(self, who: int, today: int) -> tuple[Outcome, AnswerEntry]:
        said = {
            "picks": Outcome.REACHED, "never": Outcome.NO_ANSWER, "refuses": Outcome.REFUSED, "comes": Outcome.PROMISED,
            "forgets": Outcome.PROMISED, "wrong": Outcome.WRONG_NUMBER, "leave_me": Outcome.DO_NOT_CONTACT,
            "unhappy": Outcome.REACHED, "other_number": Outcome.REACHED,
        }[self.persona[who]]  # fmt: skip
        if self.persona[who] == "other_number" and self.numbers[who] == 2:
            said = Outcome.WRONG_NUMBER
        if self.persona[who] == "forgets" and self.rng.random() < 0.5:
            said = Outcome.REACHED
        score = "1" if self.persona[who] == "unhappy" and who not in self.unhappy_on else ""
        return said, AnswerEntry(said.value, promised=typed_day(today + 4) if said is Outcome.PROMISED else "", score=score)


def _born(rng: random.Random) -> dict[str, object]:
    if rng.random() < 0.5:
        return {}
    return {"birth_calendar": "solar", "birth_month": rng.randint(1, 12), "birth_day": rng.randint(1, 28)}


@pytest.fixture
def shop(book: Book, clock: Clock) -> Shop:
    clock.day = START - 1
    set_shop(book, calls_per_day=CALLS, pause_days=14, retry_days=3, retry_most=3)
    with book.write("change_rule") as unit:  # by telephone, so that every outcome can be had
        for rule in unit.sql.column("SELECT id FROM follow_rule"):
            unit.update(FollowRule, rule, channel="call")
    made = Shop(book, clock, random.Random(5))
    made.open()
    return made


def test_a_year_in_which_every_answer_changes_a_later_list(shop: Shop) -> None:
    told: Counter[str] = Counter()
    for day in range(START, START + DAYS):
        shop.clock.day = day
        items = shop.morning()
        shop.judge(items)
        told.update(shop.expected(items))
        # whom one would ring: the promised and the unhappy first, and a few of every other reason
        queue = items[:CALLS] if day % 2 else [*items[:2], *sorted(items[2:], key=lambda _: shop.rng.random())[: CALLS - 2]]
        for item in queue:
            shop.ring(item)
        with shop.book.read() as sql:
            rest = due(sql, shop.book.rhythms, day)
        shop.judge([item for item in rest if item.customer_id in {one.customer_id for one in queue}])
        for who, when in shop.unhappy_on.items():
            if when == day:
                assert any(one.customer_id == who and one.kind is Kind.LOW_SCORE for one in rest), "the same day"
                told["low score"] += 1
        shop.evening()
    assert all(shop.seen[outcome] > 20 for outcome in Outcome if outcome is not Outcome.DO_NOT_CONTACT), shop.seen
    assert shop.seen[Outcome.DO_NOT_CONTACT] > 5
    assert {"birthday", "overdue", "lapsed", "promised", "product_due", "low_score"} <= set(shop.seen), shop.seen
    assert min(told[what] for what in ("again", "did not come", "came as promised", "low score")) > 5, told
    with shop.book.read() as sql:
        found = won(sql, shop.book.rhythms, shop.clock.day)
        assert last_week(sql, shop.book.rhythms, shop.clock.day) is not None
    tried = {who for rule in found.rules for who in rule.figures.tried}
    assert tried == {who for who in shop.persona if who in tried} and len(tried) > 100
    by_kind = {rule.kind: rule.figures for rule in found.rules}
    assert set(by_kind[Kind.PROMISED].promised) <= {i for i, p in shop.persona.items() if p in ("comes", "forgets")}
    assert all(shop.persona[i] not in ("never", "wrong") for rule in found.rules for i in rule.figures.reached)
