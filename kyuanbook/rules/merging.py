"""Two records that turn out to be one customer: what each says, and which of it stays. Pure.

Whatever only one of the two says is kept. Where they differ the owner chooses, and what gives way stands in the note: nothing
that was written down is lost.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from kyuanbook.rules.consents import Given
from kyuanbook.rules.text import NOTE_LIMIT
from kyuanbook.rules.words import Message, Problem

Row = Mapping[str, Any]


class Of(StrEnum):
    """Of which of the two records: the one that stays, or the one that goes into it."""

    KEPT = "kept"
    OTHER = "other"


class Fact(StrEnum):
    """What a record says, in the order in which it is asked about."""

    NAME = "name"
    ALIAS = "alias"
    SEX = "sex"
    BIRTHDAY = "birthday"
    WECHAT = "wechat"
    EMAIL = "email"
    ADDRESS = "address"
    OCCUPATION = "occupation"
    INCOME_BAND = "income_band"
    MEMBER_NO = "member_no"
    REFERRER = "referrer"
    PARTNER = "partner"
    OPENING = "opening"
    PIN = "pin"
    TIER_PIN = "tier_pin"


COLUMNS: Final[Mapping[Fact, tuple[str, ...]]] = {
    Fact.BIRTHDAY: ("birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap", "birth_rule"),
    Fact.REFERRER: ("referrer_id",),
    Fact.PARTNER: ("partner_id",),
    Fact.OPENING: ("opening", "opening_visits", "opening_total_cents", "opening_first", "opening_last", "opening_gap"),
    Fact.PIN: ("pin", "pin_by", "pin_day", "pin_why"),
    Fact.TIER_PIN: ("tier_pin", "tier_pin_by", "tier_pin_day", "tier_pin_why"),
} | {one: (one.value,) for one in Fact if one.value in {
    "name", "alias", "sex", "wechat", "email", "address", "occupation", "income_band", "member_no",
}}  # fmt: skip
"""The columns of a customer in which a fact stands. The first says whether anything does."""

_TELLS: Final = {Fact.BIRTHDAY: "birth_month"}
UNNOTED: Final = frozenset({Fact.PIN, Fact.TIER_PIN})
"""What gives way without a word: a mark is the owner's of today, no fact of the customer."""
_ALIKE: Final = frozenset({Fact.PIN, Fact.TIER_PIN})  # the same word is the same fact, whoever said it when
_SOURCE: Final = ("channel_id", "campaign_id", "source_day")


def value(row: Row, fact: Fact) -> tuple[Any, ...]:
    """What a record says of it; () for nothing."""
    if not row[_TELLS.get(fact, COLUMNS[fact][0])]:
        return ()
    return (row[COLUMNS[fact][0]],) if fact in _ALIKE else tuple(row[column] for column in COLUMNS[fact])


def differing(kept: Row, other: Row) -> tuple[Fact, ...]:
    """The facts of which both say something, and not the same. That one brought the other is no fact of either."""
    pair = {kept["id"], other["id"]}
    return tuple(
        fact
        for fact in Fact
        if value(kept, fact) and value(other, fact) and value(kept, fact) != value(other, fact)
        and not (fact is Fact.REFERRER and pair & {kept["referrer_id"], other["referrer_id"]})
    )  # fmt: skip


class Settled(NamedTuple):
    """``values``: the columns of the customer who stays; ``lost``: the facts of which the other value is to stand in the
    note, and whose value that is."""

    values: dict[str, Any]
    lost: tuple[tuple[Fact, Of], ...]


def settled(kept: Row, other: Row, chosen: Mapping[Fact, Of]) -> Settled:
    """The one record that two become. ``chosen``: of the facts in which they differ; not named: as the kept one has it."""
    rows = {Of.KEPT: kept, Of.OTHER: other}
    values: dict[str, Any] = {}
    lost: list[tuple[Fact, Of]] = []
    asked = differing(kept, other)
    for fact in Fact:
        stays = chosen.get(fact, Of.KEPT) if fact in asked else Of.KEPT if value(kept, fact) else Of.OTHER
        values |= {column: rows[stays][column] for column in COLUMNS[fact]}
        if fact in asked:
            lost.append((fact, Of.OTHER if stays is Of.KEPT else Of.KEPT))
    lost = _called_so_too(rows, values, lost)
    if values["alias"] == values["name"]:
        values["alias"] = ""
    pair = {kept["id"], other["id"]}
    if values["referrer_id"] in pair:  # one of the two brought the other: whoever brought that one brought both
        beyond = [row["referrer_id"] for row in (kept, other) if row["referrer_id"] not in {None, *pair}]
        values["referrer_id"] = beyond[0] if beyond else None
    values |= _sources(kept, other)
    values["kind"] = "firm" if "firm" in (kept["kind"], other["kind"]) else kept["kind"]
    values["do_not_contact"] = bool(kept["do_not_contact"] or other["do_not_contact"])
    values["created_at"] = min(kept["created_at"], other["created_at"])
    values["created_day"] = min(kept["created_day"], other["created_day"])
    return Settled(values, tuple(lost))


def _called_so_too(rows: Mapping[Of, Row], values: dict[str, Any], lost: list[tuple[Fact, Of]]) -> list[tuple[Fact, Of]]:
    """A name that gives way is what they are called too, where there is no 称呼: they are still found by it."""
    away = next((of for fact, of in lost if fact is Fact.NAME), None)
    if away is None or values["alias"]:
        return lost
    values["alias"] = rows[away]["name"]
    return [pair for pair in lost if pair[0] is not Fact.NAME]


def _sources(kept: Row, other: Row) -> dict[str, Any]:
    """The first source is the earlier of the two, the latest the later; one that is known before one that is not."""
    first, latest = _by_day(kept, other, "first"), _by_day(kept, other, "latest")
    early = min(first, key=lambda row: row["first_source_day"] or 0) if first else kept
    late = max(latest, key=lambda row: row["latest_source_day"] or 0) if latest else kept
    return {
        **{f"first_{part}": early[f"first_{part}"] for part in _SOURCE},
        **{f"latest_{part}": late[f"latest_{part}"] for part in _SOURCE},
        "natural": early["natural"] if early["natural"] is not None else kept["natural"],
    }


def _by_day(kept: Row, other: Row, which: str) -> list[Row]:
    return [row for row in (kept, other) if row[f"{which}_channel_id"] is not None or row[f"{which}_campaign_id"] is not None]


def joined_note(notes: Sequence[str], told: str) -> tuple[str, tuple[Problem, ...]]:
    """Both notes, each said once, and what gave way; refused where a note holds no more."""
    parts = list(dict.fromkeys(part.strip() for part in (*notes, told) if part.strip()))
    text = "\n".join(parts)
    if len(text) <= NOTE_LIMIT:
        return text, ()
    about = {"n": len(text), "most": NOTE_LIMIT}
    return text, (Problem("other", Message("merge_note_long", about)),)


def withdrawn_too(given: Sequence[tuple[int, Given]]) -> dict[int, int]:
    """consent -> the day since which it holds no more: what one record agreed to and the other took back later was taken
    back. ``given``: (row, consent) of both."""
    found: dict[int, int] = {}
    for row, one in given:
        if one.withdrawn_day is not None:
            continue
        taken = [
            o.withdrawn_day for _, o in given
            if (o.kind, o.partner_id) == (one.kind, one.partner_id) and o.customer_id != one.customer_id
            and o.withdrawn_day is not None and o.withdrawn_day >= one.day
        ]  # fmt: skip
        if taken:
            found[row] = max(taken)
    return found
