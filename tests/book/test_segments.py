"""客户细分 as SQL against a judge of plain Python: every trait, every own field, several at once, and what cannot be asked."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions.channels import merge_channel
from kyuanbook.actions.custom import add_field
from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.lapse import note_reason
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.actions.touches import record_touch
from kyuanbook.actions.visits import delete_visit, record_visit
from kyuanbook.book import standing
from kyuanbook.book.book import Book
from kyuanbook.book.queries.customers import Filter, customer_ids, stage_counts_within
from kyuanbook.book.queries.segment_words import Ask, as_conditions, asks, said, sentence
from kyuanbook.book.queries.segments import size
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import OpeningEntry, VisitEntry
from kyuanbook.rules.segments import CUSTOM, RANGES, TRAITS, Condition, Shape, Value
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.touches import TouchEntry
from tests.book.factories import FUTURE, Clock, customer, new_book, typed_day, visit
from tests.book.segments_truth import Judge
from tests.book.truth import Truth

KINDS = ((Kind.TEXT, ("粤B·1", "SPA 会员")), (Kind.NUMBER, ("-2.50", "8")), (Kind.DATE, ("2026.1.5", "2027.3.3")),
         (Kind.CHOICE, ("细软", "受损")), (Kind.YES_NO, ("是", "否")))  # fmt: skip


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Book]:
    """The sample shop of 80, and people of whom something odd is known, or nothing; a snapshot of it all."""
    book = new_book(tmp_path_factory.mktemp("segments"), template, Clock())
    add_sample(book, customers=80, seed=3)
    own = {(owner, kind): _field(book, owner, kind) for owner in Owner for kind, _ in KINDS}
    some = list(range(1, 41))
    lot = random.Random(7)
    for owner in Owner:
        for kind, values in KINDS:
            for value in values:
                typed = {own[owner, kind]: value}
                who = customer(
                    book, f"{kind}{value}", occupation=lot.choice(["教师", "IT 工程师", ""]),
                    address=lot.choice(["", "解放路 8 号"]),
                    income_band=lot.choice(["", "high", "plain"]), wechat=lot.choice(["", "wx_a"]),
                    kind=lot.choice(["person", "firm"]),
                    sex=lot.choice(["", "male", "female"]), referrer_id=lot.choice([None, 5, 6]),
                    custom=typed if owner is Owner.CUSTOMER else {},
                )  # fmt: skip
                if owner is Owner.VISIT:
                    made = visit(book, who, "68", ago=lot.randrange(200), custom=typed)
                    if lot.random() < 0.3:
                        delete_visit(book, visit_id=made)
    customer(book, "期初一", opening=OpeningEntry("", "", "", "", ""))
    customer(book, "期初二", opening=OpeningEntry("12", "880", "2024.3.1", "2025.12.3", "30"))
    merge_channel(book, channel_id=7, into_id=11)  # 传单 counts as 抖音, and that as 小红书
    merge_channel(book, channel_id=11, into_id=12)
    customer(book, "自己找来的", channel_id=7, natural="natural")
    customer(book, "请来的", channel_id=1, natural="promoted")
    for who in lot.sample(some, 8):
        note_reason(book, customer_id=who, reason_id=lot.randrange(1, 7))
    for who, tier in zip(lot.sample(some, 4), ("vip", "big", "small", "regular"), strict=True):
        pin_tier(book, customer_id=who, tier=tier)
    for who in lot.sample(some, 3):
        pin(book, customer_id=who, stage=Stage.LOYAL)
        delete_customer(book, customer_id=who + 40)
    asked = customer(book, "来问的", "13800138000")
    record_touch(book, customer_id=asked, entry=TouchEntry(kind="enquiry", wanted="烫发"))
    assert refresh_standings(book)
    yield book
    book.close()


def _field(book: Book, owner: Owner, kind: Kind) -> int:
    choices = "细软、受损" if kind is Kind.CHOICE else ""
    done = add_field(book, owner=owner, kind=kind, name=f"{owner}{kind}", choices=choices)
    assert done.id is not None
    return done.id


@pytest.fixture(scope="module")
def judge(rich: Book) -> Judge:
    with rich.read() as sql:
        made = standing.ground(sql)
        assert made is not None
        return Judge(sql, Truth(sql, rich.today()), made.rfm)


@pytest.fixture(scope="module")
def known(rich: Book) -> dict[str, Ask]:
    with rich.read() as sql:
        return asks(sql)


def drawn(trait: str, judge: Judge, known: dict[str, Ask], lot: random.Random) -> Condition:
    """A condition that some may meet: of what is known in the book."""
    shape = known[trait].shape
    field = int(trait.removeprefix(CUSTOM)) if trait.startswith(CUSTOM) else None
    found = [v for i in judge.truth.customers for v in (judge.own(field, i) if field else judge.known(trait, i))]
    there = [v for v in found if v is not None]
    values: tuple[Value, ...]
    if shape in RANGES:
        low, high = sorted((lot.choice(there), lot.choice(there))) if there else (0, 1)
        values = lot.choice([(low, None), (None, high), (low, high)])
    elif shape is Shape.YES_NO:
        values = (lot.randrange(2),)
    elif shape is Shape.WORDS:
        words = [str(v) for v in there if v]
        values = tuple(lot.choice(words)[: lot.randrange(1, 4)].lower() for _ in range(lot.randrange(1, 3)))
    else:
        values = tuple({lot.choice([*(v for v, _ in known[trait].choices), *there]) for _ in range(lot.randrange(1, 4))})
    return Condition(trait, values, lot.random() < 0.4)




@pytest.mark.parametrize("trait", TRAITS)
def test_each_trait_holds_for_those_the_judge_says(trait: str, rich: Book, judge: Judge, known: dict[str, Ask]) -> None:
    lot, sizes = random.Random(trait), set()
    for _ in range(12):
        condition = drawn(trait, judge, known, lot)
        sizes.add(_same(rich, judge, (condition,)))
        assert said(condition, known)
    assert len(sizes) > 1  # it does part the customers


def test_own_fields_of_customers_and_of_visits(rich: Book, judge: Judge, known: dict[str, Ask]) -> None:
    own = [trait for trait in known if trait.startswith(CUSTOM)]
    assert len(own) >= 2 * len(KINDS)
    lot, parted = random.Random(1), 0
    for trait in own:
        if not any(judge.own(int(trait.removeprefix(CUSTOM)), i) for i in judge.truth.customers):
            continue  # of the trade, nobody wrote in it
        sizes = {_same(rich, judge, (drawn(trait, judge, known, lot),)) for _ in range(8)}
        parted += len(sizes) > 1
    assert parted >= 2 * len(KINDS)


def test_several_at_once(rich: Book, judge: Judge, known: dict[str, Ask]) -> None:
    lot = random.Random(5)
    for _ in range(150):
        traits = lot.choices(list(TRAITS), k=lot.randrange(2, 5))
        _same(rich, judge, tuple(drawn(trait, judge, known, lot) for trait in traits))


def test_a_trait_asked_twice_and_beside_a_class(rich: Book, judge: Judge) -> None:
    """The names of values never clash: RFM twice, and again as the filter's own."""
    rfm = (Condition("rfm", ("key_value", "value")), Condition("rfm", ("rescue",), True), Condition("sex", ("female",)))
    _same(rich, judge, rfm)
    with rich.read() as sql:
        chosen = Filter(conditions=rfm[:1], group="value", tier="small", stage=Stage.LOYAL)
        ids = set(customer_ids(sql, rich.today(), chosen))
        assert ids == set(judge.members((*rfm[:1], Condition("rfm", ("value",)), Condition("tier", ("small",)),
                                         Condition("stage", ("loyal",)))))  # fmt: skip


def test_of_what_cannot_be_asked_nobody_is(rich: Book, judge: Judge, known: dict[str, Ask]) -> None:
    for trait in ("zodiac", f"{CUSTOM}999"):
        for but in (False, True):
            conditions = (Condition(trait, (1,), but), Condition("again", (1,)))
            assert _same(rich, judge, conditions) == 0
            assert "认不出" in sentence(conditions, known)


def _same(book: Book, judge: Judge, conditions: tuple[Condition, ...]) -> int:
    """The SQL says what the judge says, in numbers and by name; returns how many."""
    expected = judge.members(conditions)
    with book.read() as sql:
        chosen = Filter(conditions=conditions)
        assert sorted(customer_ids(sql, book.today(), chosen)) == expected, conditions
        assert size(sql, conditions, book.today()) == len(expected)
        assert sum(stage_counts_within(sql, book.today(), chosen).values()) == len(expected)
    return len(expected)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ((Condition("stage", ("loyal", "returning")), Condition("year_total", (100_000, None)),
          Condition("tier", ("vip",), True)),
         "忠诚或回头客，近一年花了 ¥1,000 以上，不是 VIP 等级的"),
        ((Condition("silent", (60, 90)), Condition("visits", (3, None)), Condition("brought", (1, 1))),
         "60 到 90 天没来，来过 3 次以上，介绍来正好 1 位"),
        ((Condition("birthday", (3, 4, 12)), Condition("member", (0,)), Condition("occupation", ("教师", "IT"))),
         "3月、4月或 12月过生日，没有会员号，职业里有“教师”或“IT”"),
        ((Condition("first_day", (738_000, None)), Condition("potential", (None, 40)), Condition("total", (None, 1_250))),
         "2021年7月29日起第一次来，潜力 40 分以下，累计花了 ¥12.50 以下"),
    ],
)  # fmt: skip
def test_a_segment_reads_as_a_sentence(conditions: tuple[Condition, ...], words: str, known: dict[str, Ask]) -> None:
    assert sentence(conditions, known) == words


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(stage=Stage.LOYAL), Filter(channel_id=1), Filter(tag_id=1), Filter(natural=True), Filter(natural=False),
        Filter(do_not_contact=True), Filter(do_not_contact=False), Filter(kind="existing"), Filter(again=True),
        Filter(again=False), Filter(tier="vip"), Filter(group="value", stage=Stage.LAPSED),
        Filter(kind="lapsed", conditions=(Condition("sex", ("female",)),)),
    ],
)  # fmt: skip
def test_a_filter_kept_as_one_means_the_same(chosen: Filter, rich: Book) -> None:
    asked = as_conditions(chosen)
    assert asked
    with rich.read() as sql:
        ids = [list(customer_ids(sql, rich.today(), one)) for one in (chosen, Filter(conditions=asked))]
    assert ids[0] == ids[1]


def test_named_people_are_no_conditions() -> None:
    assert as_conditions(Filter(ids=(1, 2))) is None and as_conditions(Filter(cell=(5, 5))) is None
    assert as_conditions(Filter()) == ()


def test_a_visit_noted_for_a_day_to_come_makes_nobody_a_buyer_before_it(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678")
    day = typed_day(book.today() + 3)
    field = _field(book, Owner.VISIT, Kind.TEXT)
    entry = VisitEntry("380", items="染发", day=day, custom={field: "6.0"})
    record_visit(book, customer_id=who, entry=entry, accepted=FUTURE)
    with book.read() as sql:
        (product,) = sql.column("SELECT id FROM product")
        asked = Filter(conditions=(Condition("product", (product,)),))
        mixed = Filter(conditions=(Condition(f"{CUSTOM}{field}", ("6.0",)),))
        assert list(customer_ids(sql, book.today(), asked)) == list(customer_ids(sql, book.today(), mixed)) == []
    clock.day += 3
    book.count_up_to_today()
    with book.read() as sql:
        assert list(customer_ids(sql, book.today(), asked)) == list(customer_ids(sql, book.today(), mixed)) == [who]
