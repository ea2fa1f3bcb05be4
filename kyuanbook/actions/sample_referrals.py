"""The sample shop's two 奖励办法 and what came of them: owed, mostly given, written with the rest of it."""

from collections.abc import Iterator
from typing import Any, Final

from kyuanbook.book.queries import rewards
from kyuanbook.book.tables import RewardEntry, RewardRule
from kyuanbook.book.unit import Unit
from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_words import STAFF
from kyuanbook.rules.rewards import Claim, EntryKind, Role, Slot, claims

FIRST: Final[dict[str, Any]] = {"referrer_form": "money", "referrer_cents": 20_00, "due": "first"}
NOW: Final[dict[str, Any]] = {
    "referrer_form": "money", "referrer_cents": 30_00, "newcomer_form": "goods", "newcomer_goods": "护发小样", "due": "first",
    "cap_month": 5,
}  # fmt: skip
BEGAN: Final = 430  # days ago
CHANGED: Final = 160
GIVEN_AFTER: Final = 9  # days, when they came next
WAITS: Final = 24  # days in which most is still to be given
COLUMNS: Final = (
    "customer_id", "referred_id", "role", "rule_id", "kind", "form", "cents", "goods", "day", "visit_id", "entry_id", "who",
    "created_at",
)  # fmt: skip


def add_rewards(unit: Unit, today: int) -> None:
    """Schemes of the last fourteen months, and a ledger that says what they owe."""
    unit.insert(RewardRule, first=today - BEGAN, last=today - CHANGED - 1, created_day=today - BEGAN, **FIRST)
    unit.insert(RewardRule, first=today - CHANGED, created_day=today - CHANGED, **NOW)
    brought = rewards.brought_since(unit.sql, today - BEGAN)
    owed = claims(rewards.schemes(unit.sql), rewards.newcomers(unit.sql, brought, today))
    there = sorted(owed.items(), key=lambda row: (row[1].day, row[0].referred_id, row[0].role is Role.NEWCOMER))
    first = unit.next_id(RewardEntry)
    unit.insert_rows(RewardEntry, COLUMNS, [_row(slot, claim, EntryKind.OWED, None, claim.day) for slot, claim in there])
    unit.insert_rows(RewardEntry, COLUMNS, list(_given(there, first, today)))


def _given(there: list[tuple[Slot, Claim]], first: int, today: int) -> Iterator[tuple[object, ...]]:
    for entry, (slot, claim) in enumerate(there, first):
        day = claim.day + (GIVEN_AFTER if slot.role is Role.REFERRER else 0)
        if day <= today and (claim.day < today - WAITS or slot.role is Role.NEWCOMER):
            yield _row(slot, claim, EntryKind.GIVEN, entry, day)


def _row(slot: Slot, claim: Claim, kind: EntryKind, entry: int | None, day: int) -> tuple[object, ...]:
    who = STAFF[0] if kind is EntryKind.GIVEN else ""
    return (
        slot.customer_id, slot.referred_id, slot.role.value, claim.rule_id, kind.value, claim.form.value, claim.cents,
        claim.goods, day, claim.visit_id, entry, who, instant(day),
    )  # fmt: skip
