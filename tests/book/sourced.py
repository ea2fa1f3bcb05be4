"""Shops drawn at random for 来源报表, and its figures by plain Python over the tables: the judge of its SQL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kyuanbook.book.book import Book
from kyuanbook.book.queries.origins import Origin, origins
from kyuanbook.book.queries.shop import open_days
from kyuanbook.book.queries.sources import NATURAL, PROMOTED, Asked
from kyuanbook.book.reader import Reader
from kyuanbook.book.tables import (
    CalendarDay,
    Campaign,
    Channel,
    Cost,
    Customer,
    EventGuest,
    Interaction,
    Partner,
    PartnerEntry,
    RewardEntry,
    RewardRule,
    Visit,
)  # fmt: skip
from kyuanbook.rules.periods import before
from kyuanbook.rules.sources import By, Period
from tests.book.factories import DAY, Clock, new_book

_numbers = count()
CHANNELS, CAMPAIGNS, PARTNERS, PEOPLE = 4, 3, 2, 8
DAYS = st.integers(DAY - 500, DAY + 3)

PERSON = st.fixed_dictionaries({
    "first_channel": st.none() | st.integers(0, CHANNELS - 1), "latest_channel": st.none() | st.integers(0, CHANNELS - 1),
    "campaign": st.none() | st.integers(0, CAMPAIGNS - 1), "partner": st.none() | st.integers(0, PARTNERS - 1),
    "natural": st.none() | st.booleans(), "source_day": st.none() | DAYS, "created_day": DAYS, "deleted": st.booleans(),
    "opening": st.sampled_from(["", "", "", "day", "none", "never"]), "pin": st.sampled_from(["", "", "loyal", "lapsed"]),
    "visits": st.lists(st.tuples(DAYS, st.none() | st.integers(0, 1439), st.integers(-5_00, 300_00), st.booleans()), max_size=6),
    "touch": st.none() | st.tuples(DAYS, st.none() | st.integers(0, 1439)),
    "event": st.none() | st.tuples(st.sampled_from(["came", "invited"]), DAYS),
})  # fmt: skip
KINDS = st.sampled_from(["campaign", "channel", "partner"])
COSTS = st.lists(st.tuples(KINDS, st.integers(0, 9), DAYS, st.integers(1, 500_00)), max_size=5)
SHOPS = st.fixed_dictionaries({
    "people": st.lists(PERSON, min_size=1, max_size=PEOPLE), "merged": st.booleans(), "costs": COSTS,
    "rewards": st.lists(st.tuples(st.integers(0, 9), DAYS, st.integers(1, 90_00), st.booleans()), max_size=3),
    "owed": st.lists(st.tuples(st.integers(0, 9), DAYS, st.integers(1, 90_00), st.booleans()), max_size=3),
    "closed": st.booleans(),
})  # fmt: skip


@contextmanager
def shop(folder: Path, template: Path, drawn: Mapping[str, Any]) -> Iterator[Book]:
    """A book with what was drawn in it."""
    with new_book(folder, template, Clock(), f"{next(_numbers)}.kyb") as book:
        with book.write("add_sample", bulk=True) as unit:
            _fill(unit, drawn)
        yield book


def _fill(unit: Any, drawn: Mapping[str, Any]) -> None:
    channels = [
        unit.insert(Channel, family=family, name=family, natural=family == "walk_in", position=900 + n)
        for n, family in enumerate(("walk_in", "online", "referral", "partner"))
    ]
    if drawn["merged"]:
        unit.update(Channel, channels[1], merged_into_id=channels[0])
    if drawn["closed"]:
        unit.insert(CalendarDay, first=DAY - 300, last=DAY - 250, closed=True, word="装修")
    partners = [
        unit.insert(Partner, kind="alliance", name=f"伙伴{n}", channel_id=channels[3] if n else None, created_day=DAY)
        for n in range(PARTNERS)
    ]
    campaigns = [
        unit.insert(
            Campaign, kind=("promotion", "event", "promotion")[n], name=f"活动{n}", channel_id=channels[n], first=DAY - 200,
            last=DAY - 100, partner_id=partners[1] if n == 2 else None, created_day=DAY,
        )
        for n in range(CAMPAIGNS)
    ]  # fmt: skip
    people = [_person(unit, one, channels, campaigns, partners) for one in drawn["people"]]
    for kind, which, day, cents in drawn["costs"]:
        there = {"campaign": campaigns, "channel": channels, "partner": partners}[kind]
        unit.insert(Cost, day=day, cents=cents, created_at=unit.at, **{f"{kind}_id": there[which % len(there)]})
    rule = unit.insert(RewardRule, due="registered", first=DAY - 900, created_day=DAY)
    for which, day, cents, countered in drawn["rewards"]:
        who = people[which % len(people)]
        about = {"customer_id": who, "referred_id": who, "rule_id": rule}
        given = {**about, "role": "referrer", "form": "money", "created_at": unit.at}
        unit.insert(RewardEntry, **given, kind="owed", cents=cents, day=day)
        paid = unit.insert(RewardEntry, **given, kind="given", cents=cents, day=day)
        if countered:
            unit.insert(RewardEntry, **given, kind="counter", cents=-cents, day=day, entry_id=paid)
    for which, day, cents, paid in drawn["owed"]:
        partner = partners[which % len(partners)]
        unit.insert(PartnerEntry, partner_id=partner, day=day, kind="owed", cents=cents, created_at=unit.at)
        if paid:
            unit.insert(PartnerEntry, partner_id=partner, day=day, kind="paid", cents=-cents, created_at=unit.at)


def _person(unit: Any, one: Mapping[str, Any], channels: list[int], campaigns: list[int], partners: list[int]) -> int:
    def of(some: list[int], key: str) -> int | None:
        return None if one[key] is None else some[one[key]]

    opening = {
        "": {}, "day": {"opening": True, "opening_first": DAY - 800, "opening_last": DAY - 600, "opening_visits": 9},
        "none": {"opening": True}, "never": {"opening": True, "opening_visits": 0},
    }[one["opening"]]  # fmt: skip
    customer = unit.insert(
        Customer, name="客", created_at=unit.at, created_day=one["created_day"], first_channel_id=of(channels, "first_channel"),
        latest_channel_id=of(channels, "latest_channel"), first_source_day=one["source_day"],
        first_campaign_id=of(campaigns, "campaign"), partner_id=of(partners, "partner"), natural=one["natural"],
        pin=one["pin"], deleted_at=unit.at if one["deleted"] else None, opening_total_cents=99_00 if opening else 0, **opening,
    )  # fmt: skip
    unit.insert_many(Visit, [
        {"customer_id": customer, "day": day, "minute": minute, "amount_cents": cents, "created_at": unit.at,
         "deleted_at": unit.at if gone else None}
        for day, minute, cents, gone in one["visits"]
    ])  # fmt: skip
    if one["touch"]:
        day, minute = one["touch"]
        unit.insert(Interaction, customer_id=customer, kind="call", day=day, minute=minute, created_at=unit.at)
    if one["event"]:
        state, day = one["event"]
        unit.insert(EventGuest, campaign_id=campaigns[1], customer_id=customer, state=state, came_day=day)
    return int(customer)


# the judge -----------------------------------------------------------------------------------------------------------------


@dataclass
class Truth:
    """A group's figures, counted one by one."""

    won: set[int]
    prospects: set[int]
    cents: int = 0
    taken: int = 0
    basket: int = 0
    again: int = 0
    judged: int = 0
    cost: int = 0


def rows_of(sql: Reader, table: str) -> list[dict[str, Any]]:
    """A table as it lies."""
    columns = [row[1] for row in sql.rows(f"SELECT * FROM pragma_table_info('{table}')")]
    return [dict(zip(columns, row, strict=True)) for row in sql.rows(f"SELECT {', '.join(columns)} FROM {table}")]


def judged(sql: Reader, asked: Asked, horizon: int, period: Period | None = None) -> dict[Any, Truth]:
    """What the report must say of ``period``, else of the one asked about."""
    period = period or asked.period
    found: dict[Any, Truth] = {}
    where, calendar = origins(sql, asked.which), open_days(sql)
    families = {c["id"]: c["family"] for c in rows_of(sql, "channel")}
    gatherings = {c["id"] for c in rows_of(sql, "campaign") if c["kind"] == "event"}
    visits = [v for v in rows_of(sql, "visit") if v["deleted_at"] is None and v["day"] <= asked.today]
    touches = [t for t in rows_of(sql, "interaction") if t["deleted_at"] is None and t["day"] <= asked.today]
    guests = rows_of(sql, "event_guest")

    def put(origin: Origin, customer: int) -> Any:
        at = origin.channel_id
        if asked.by is By.EVENT:
            if origin.campaign_id in gatherings:
                return origin.campaign_id
            everything = [v["day"] for v in rows_of(sql, "visit") if v["customer_id"] == customer and v["deleted_at"] is None]
            came = [g for g in guests if g["customer_id"] == customer and g["state"] == "came"]
            return next((g["campaign_id"] for g in came if not any(day < g["came_day"] for day in everything)), None)
        return {
            By.CHANNEL: at, By.FAMILY: families.get(at), By.PARTNER: origin.partner_id, By.NATURAL: origin.natural,
            By.CAMPAIGN: None if origin.campaign_id in gatherings else origin.campaign_id,
        }[asked.by]  # fmt: skip

    def within(origin: Origin) -> bool:
        if asked.only in (NATURAL, PROMOTED):
            return origin.natural is (asked.only == NATURAL)
        return not asked.only or families.get(origin.channel_id) == asked.only

    def group(origin: Origin, customer: int) -> Truth:
        return found.setdefault(put(origin, customer), Truth(set(), set()))

    for c in rows_of(sql, "customer"):
        if c["deleted_at"] is not None or not within(where[c["id"]]):
            continue
        own = sorted((v for v in visits if v["customer_id"] == c["id"]), key=lambda v: v["day"])
        days = sorted({v["day"] for v in own})
        old = bool(c["opening"]) and c["opening_visits"] != 0
        first = days[0] if days else None
        early = [t for t in touches if t["customer_id"] == c["id"]]
        if first is not None:
            minutes = [v["minute"] for v in own if v["day"] == first and v["minute"] is not None]
            early = [
                t for t in early
                if t["day"] < first or (t["day"] == first and t["minute"] is not None and minutes and t["minute"] < min(minutes))
            ]  # fmt: skip
        known = min([t["day"] for t in early] + [c["created_day"]])
        is_prospect = not old and (first is None or bool(early) or c["created_day"] < first) and known <= asked.today
        if old:
            first = (c["opening_first"] or 0) if days or c["created_day"] <= asked.today else None
        taken = sum(v["amount_cents"] for v in own if period.holds(v["day"]))
        is_won = period.holds(first)
        if not (is_won or taken or (is_prospect and period.holds(known))):
            continue
        one = group(where[c["id"]], c["id"])
        one.taken += taken
        if is_prospect and period.holds(known):
            one.prospects.add(c["id"])
        if is_won:
            one.won.add(c["id"])
            one.cents += sum(v["amount_cents"] for v in own)
            if not old:
                one.basket += sum(v["amount_cents"] for v in own if v["day"] == first)
                end = calendar.after(first or 0, horizon)
                one.judged += end <= asked.today
                one.again += end <= asked.today and len(days) > 1 and days[1] <= end
    for day, origin, customer, cents in _costs(sql, where):
        if period.holds(day) and day <= asked.today and within(origin):
            group(origin, customer).cost += cents
    return {key: one for key, one in found.items() if one.won or one.prospects or one.taken or one.cost}


def _costs(sql: Reader, where: Mapping[int, Origin]) -> Iterator[tuple[int, Origin, int, int]]:
    nowhere = Origin(None, None, None, None, None, 0)
    table = {name: {row["id"]: row for row in rows_of(sql, name)} for name in ("channel", "campaign", "partner")}

    def place(channel: int | None, campaign: int | None, partner: int | None) -> Origin:
        while channel is not None and table["channel"][channel]["merged_into_id"] is not None:
            channel = table["channel"][channel]["merged_into_id"]
        natural = False if channel is None else bool(table["channel"][channel]["natural"])
        return nowhere._replace(channel_id=channel, campaign_id=campaign, partner_id=partner, natural=natural)

    for row in rows_of(sql, "cost"):
        campaign = table["campaign"].get(row["campaign_id"], {})
        partner = row["partner_id"] or campaign.get("partner_id")
        channel = row["channel_id"] or campaign.get("channel_id") or table["partner"].get(partner, {}).get("channel_id")
        yield row["day"], place(channel, row["campaign_id"], partner), 0, row["cents"]
    for row in rows_of(sql, "partner_entry"):
        if row["kind"] == "owed":
            yield row["day"], place(table["partner"][row["partner_id"]]["channel_id"], None, row["partner_id"]), 0, row["cents"]
    for row in rows_of(sql, "reward_entry"):
        if row["kind"] in ("given", "counter"):
            yield row["day"], where.get(row["referred_id"], nowhere), row["referred_id"], row["cents"]


def period_before(asked: Asked) -> Period | None:
    """As the report compares."""
    return before(asked.span, asked.period, asked.today)
