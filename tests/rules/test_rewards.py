"""What is owed: each way of falling due, the cap of a month, and a ledger that says it once however often it is asked."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.rewards import (
    Bought,
    Claim,
    Due,
    EntryKind,
    Form,
    Line,
    Newcomer,
    Role,
    Scheme,
    Share,
    Slot,
    accounts,
    claims,
    due_by,
    month_of,
    moves,
    scheme_on,
)

D = 739_676  # 2026-03-01, a Sunday
MONEY = Share(Form.MONEY, cents=2000)


def scheme(due: Due = Due.FIRST, **fields: object) -> Scheme:
    usual: dict[str, object] = {
        "id": 1, "referrer": MONEY, "newcomer": Share(), "due": due, "due_cents": 0, "due_visits": 0, "cap_month": None,
        "first": D, "last": None,
    }  # fmt: skip
    return Scheme(**{**usual, **fields})  # type: ignore[arg-type]


def brought(i: int, *visits: tuple[int, int], by: int | None = 1, on: int = D, **fields: bool) -> Newcomer:
    bought = tuple(Bought(D + day, cents, i * 100 + n) for n, (day, cents) in enumerate(visits))
    return Newcomer(i, by, on, bought, **fields)


def owed(one: Scheme, *people: Newcomer) -> dict[tuple[int, int], Claim]:
    return {(slot.customer_id, slot.referred_id): claim for slot, claim in claims([one], people).items()}


def test_each_way_of_falling_due() -> None:
    nothing, once, thrice = brought(7), brought(8, (3, 10_000)), brought(9, (1, 5_000), (1, 2_000), (4, 4_000), (9, 1_000))
    assert {k: c.day for k, c in owed(scheme(Due.REGISTERED), nothing, once).items()} == {(1, 7): D, (1, 8): D}
    assert {k: c.day for k, c in owed(scheme(), nothing, once, thrice).items()} == {(1, 8): D + 3, (1, 9): D + 1}
    amount = scheme(Due.AMOUNT, due_cents=11_000)
    assert {k: (c.day, c.visit_id) for k, c in owed(amount, once, thrice).items()} == {(1, 9): (D + 4, 902)}
    visits = scheme(Due.VISITS, due_visits=2)  # two on one day are one
    assert {k: c.day for k, c in owed(visits, once, thrice).items()} == {(1, 9): D + 4}


def test_what_each_gets() -> None:
    both = scheme(referrer=Share(Form.RATE, rate=500), newcomer=Share(Form.GOODS, goods="洗发水"))
    found = owed(both, brought(8, (0, 0), (3, 9_990), (4, 70_000)))
    assert (found[1, 8].cents, found[1, 8].form) == (500, Form.RATE)  # half a cent up, of the first that was paid for
    assert (found[8, 8].cents, found[8, 8].goods) == (0, "洗发水")


def test_nothing_is_owed_for_whom_it_was_not_promised() -> None:
    paid = ((1, 5_000),)
    for one in (
        brought(8, *paid, by=None), brought(8, *paid, on=D - 1), brought(8, *paid, counts=False),
        brought(8, (1, 5_000), (2, -5_000)),
    ):  # fmt: skip
        assert not owed(scheme(), one)
    both = scheme(newcomer=MONEY)
    assert set(owed(both, brought(8, *paid, referrer_there=False))) == {(8, 8)}  # only the newcomer is there to get it
    assert not owed(scheme(last=D), brought(8, *paid, on=D + 1))
    assert not owed(scheme(referrer=Share(Form.RATE, rate=1)), brought(8, (1, 20)))  # a share that comes to nothing


def test_of_two_schemes_that_of_the_day_they_were_entered() -> None:
    old, new = scheme(last=D + 9), scheme(id=2, first=D + 10, referrer=Share(Form.MONEY, cents=500))
    assert scheme_on([old, new], D + 9) == old and scheme_on([old, new], D + 10) == new
    late = claims([old, new], [brought(8, (40, 5_000), on=D + 3), brought(9, (41, 5_000), on=D + 30)])
    assert {slot.referred_id: claim.cents for slot, claim in late.items()} == {8: 2000, 9: 500}


def test_the_cap_of_a_month_takes_nothing_back_for_what_was_written_later() -> None:
    capped = scheme(cap_month=1)
    first, second = brought(8, (5, 5_000)), brought(9, (2, 5_000))
    held = [Slot(1, 8, Role.REFERRER)]
    assert set(claims([capped], [first, second], held)) == set(held)
    assert set(claims([capped], [first, second])) == {Slot(1, 9, Role.REFERRER)}
    april = brought(10, (40, 5_000))
    assert len(claims([capped], [first, second, april], held)) == 2


# the ledger ----------------------------------------------------------------------------------------------------------------


@dataclass
class Ledger:
    """As the book writes it."""

    lines: list[Line] = field(default_factory=list)

    def settle(self, schemes: list[Scheme], people: list[Newcomer]) -> None:
        there = accounts(self.lines)
        held = [slot for slot, account in there.items() if account.owed is not None]
        wanted = moves(claims(schemes, people, held), there)
        for line in wanted.take:
            self._add(line._replace(kind=EntryKind.TAKEN, entry_id=line.id))
        for slot, claim in wanted.owe:
            self._add(Line(0, slot, EntryKind.OWED, claim.rule_id, claim.form, claim.cents, claim.goods, claim.day))

    def give(self, customer: int) -> None:
        for slot, account in accounts(self.lines).items():
            if slot.customer_id == customer and account.is_open and account.owed is not None:
                cents, goods = max(0, account.open_cents), account.open_goods
                self._add(account.owed._replace(kind=EntryKind.GIVEN, cents=cents, goods=goods, entry_id=account.owed.id))

    def _add(self, line: Line) -> None:
        self.lines.append(line._replace(id=len(self.lines) + 1))


def test_a_cancelled_purchase_takes_its_reward_back_and_what_was_given_is_given_too_much() -> None:
    ledger, slot = Ledger(), Slot(1, 8, Role.REFERRER)
    ledger.settle([scheme()], [brought(8, (1, 5_000))])
    ledger.settle([scheme()], [brought(8)])
    assert [line.kind for line in ledger.lines] == [EntryKind.OWED, EntryKind.TAKEN]
    assert not accounts(ledger.lines)[slot].is_open and not accounts(ledger.lines)[slot].is_over
    ledger.settle([scheme()], [brought(8, (2, 5_000))])
    ledger.give(1)
    assert not accounts(ledger.lines)[slot].is_open
    ledger.settle([scheme()], [brought(8)])
    assert accounts(ledger.lines)[slot].open_cents == -2000 and accounts(ledger.lines)[slot].is_over
    ledger.settle([scheme()], [brought(8, (9, 100))])  # they bought after all: it is paid already
    assert accounts(ledger.lines)[slot].open_cents == 0


def test_a_purchase_put_right_owes_the_rest() -> None:
    share = scheme(referrer=Share(Form.RATE, rate=1000))
    ledger = Ledger()
    ledger.settle([share], [brought(8, (1, 10_000))])
    ledger.give(1)
    ledger.settle([share], [brought(8, (1, 15_000))])
    assert accounts(ledger.lines)[Slot(1, 8, Role.REFERRER)].open_cents == 500


def test_goods_are_given_once() -> None:
    thing = scheme(referrer=Share(Form.GOODS, goods="毛巾"))
    ledger, slot = Ledger(), Slot(1, 8, Role.REFERRER)
    ledger.settle([thing], [brought(8, (1, 100))])
    assert accounts(ledger.lines)[slot].open_goods == "毛巾"
    ledger.give(1)
    assert not accounts(ledger.lines)[slot].is_open
    ledger.settle([thing], [brought(8)])
    assert accounts(ledger.lines)[slot].over_goods == "毛巾"


SCHEMES = st.builds(
    lambda due, cents, visits, cap, forms, gap: [
        scheme(due, due_cents=cents, due_visits=visits, cap_month=cap, referrer=forms[0], newcomer=forms[1], last=D + gap),
        scheme(Due.FIRST, id=2, first=D + gap + 1),
    ],
    st.sampled_from(Due), st.integers(1, 9_000), st.integers(1, 3), st.none() | st.integers(1, 3),
    st.tuples(
        st.sampled_from([MONEY, Share(), Share(Form.RATE, rate=777), Share(Form.GOODS, goods="毛巾")]),
        st.sampled_from([MONEY, Share(), Share(Form.RATE, rate=333), Share(Form.GOODS, goods="杯子")]),
    ),
    st.integers(0, 40),
)  # fmt: skip
PERSON = st.tuples(
    st.none() | st.integers(1, 3), st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 90), st.integers(-900, 9_000)), max_size=4),
    st.booleans(), st.booleans(),
)  # fmt: skip
STATES = st.lists(st.lists(PERSON, min_size=6, max_size=6), min_size=1, max_size=4)


def people(state: list[tuple[int | None, int, list[tuple[int, int]], bool, bool]], at: list[int]) -> list[Newcomer]:
    return [
        brought(10 + i, *sorted(visits), by=by, on=D + at[i], counts=counts, referrer_there=there)
        for i, (by, _, visits, counts, there) in enumerate(state)
    ]


@given(SCHEMES, STATES, st.lists(st.integers(0, 5), max_size=4))
def test_however_it_goes_the_ledger_says_what_is_owed_and_says_it_once(
    schemes: list[Scheme], states: list[list[tuple[int | None, int, list[tuple[int, int]], bool, bool]]], giving: list[int]
) -> None:
    ledger = Ledger()
    entered = [row[1] for row in states[0]]
    for n, state in enumerate(states):
        some = people(state, entered)
        ledger.settle(schemes, some)
        written = len(ledger.lines)
        ledger.settle(schemes, some)
        assert len(ledger.lines) == written  # again is nothing
        there = accounts(ledger.lines)
        owed_now = {slot: account.owed for slot, account in there.items() if account.owed is not None}
        wanted = claims(schemes, some, owed_now)
        assert {slot: (line.cents, line.goods) for slot, line in owed_now.items()} == {
            slot: (claim.cents, claim.goods) for slot, claim in wanted.items()
        }
        sign = {EntryKind.OWED: 1, EntryKind.TAKEN: -1}
        assert sum(sign.get(line.kind, 0) * line.cents for line in ledger.lines) == sum(c.cents for c in wanted.values())
        months: dict[tuple[int, tuple[int, int]], int] = {}
        for slot, claim in wanted.items():
            if slot.role is Role.REFERRER and claim.rule_id == 1:
                key = (slot.customer_id, month_of(claim.day))
                months[key] = months.get(key, 0) + 1
        assert all(many <= (schemes[0].cap_month or 99) for many in months.values())
        if n < len(giving):
            ledger.give(giving[n])
            assert not any(account.is_open for slot, account in accounts(ledger.lines).items() if slot.customer_id == giving[n])


@given(SCHEMES, PERSON)
def test_what_fell_due_fell_due_by_a_visit_of_theirs(schemes: list[Scheme], row: object) -> None:
    (one,) = people([row], [0])  # type: ignore[list-item]
    due = due_by(schemes[0], one)
    if due is not None and due.visit_id:
        assert due in one.visits
