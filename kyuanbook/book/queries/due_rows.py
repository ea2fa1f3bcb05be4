"""回访 as it is shown: whom, by which number, why in words, what to say, on which paper they stand."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from kyuanbook.book.queries import calls, follow_rules, shop
from kyuanbook.book.queries.customers import customer_rows
from kyuanbook.book.queries.due import Closed, DueItem
from kyuanbook.book.queries.follow_rules import campaign_names, segment_names
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.language import clauses, listed, say
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.dates import day_words, month_day
from kyuanbook.rules.followups import RANKED, Kind, Place, Rule, called, fill
from kyuanbook.rules.lunar import lunar_words
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message

ON_A_LIST: Final = 14  # days for which somebody on a printed list that is not yet answered is said to stand on it
_CHUNK: Final = 400


class DueRow(NamedTuple):
    """One customer to get in touch with. ``reason``: why; ``words``: what to say, filled in; ``staff``: who does it, "" for
    anybody; ``list_id``: the printed list on which they wait for an answer, None for none."""

    item: DueItem
    name: str
    phone: str
    wechat: str
    address: str
    stage: Stage
    pinned: bool
    reason: Message
    words: str
    staff: str
    list_id: int | None

    @property
    def customer_id(self) -> int:
        """Whose row it is."""
        return self.item.customer_id


class _Facts(NamedTuple):
    name: str
    alias: str
    sex: str
    birth: tuple[str, int | None, int | None, int | None, bool]
    wechat: str
    address: str
    first: int | None
    last: int | None
    visits: int


def due_rows(
    sql: Reader, rhythms: shop.Rhythms, today: int, items: Sequence[DueItem], draft: Rule | None = None
) -> list[DueRow]:  # fmt: skip
    """The rows of ``items``, in their order; those who left the book meanwhile are left out. ``draft``: a rule as it would be."""
    found: list[DueRow] = []
    for start in range(0, len(items), _CHUNK):
        found += _rows(sql, rhythms, today, items[start : start + _CHUNK], draft)
    return found


def _rows(
    sql: Reader, rhythms: shop.Rhythms, today: int, items: Sequence[DueItem], draft: Rule | None
) -> list[DueRow]:  # fmt: skip
    ids = list({item.customer_id for item in items})
    seen = {row.id: row for row in customer_rows(sql, ids, today)}
    facts, lists = _facts(sql, ids), standing_on_list(sql, ids, today)
    staying = [i.customer_id for i in items if i.kind in RANKED]
    silent = {row.customer_id: row.reason for row in calls.call_rows(sql, rhythms, today, [(i, 0) for i in staying])}
    staff = {one.id: one.name for one in shop.staff(sql, hidden=True)}
    products = dict(sql.rows("SELECT id, name FROM product")) if _about_products(items) else {}
    rules = {rule.id: rule for rule in follow_rules.rules(sql, hidden=True)}
    if draft is not None:
        rules[draft.id] = draft
    said_low = _said(sql, [i.about for i in items if i.kind is Kind.LOW_SCORE])
    segments = segment_names(sql) if any(item.kind is Kind.SEGMENT for item in items) else {}
    campaigns = campaign_names(sql) if any(item.kind is Kind.SINCE_CAMPAIGN for item in items) else {}
    rewarded = {i.customer_id: _owing(sql, i.customer_id) for i in items if i.kind is Kind.REWARD_OWED}
    shop_name = shop.settings(sql).name
    rows = []
    for item in items:
        if item.customer_id not in seen or item.customer_id not in facts:
            continue
        row, fact = seen[item.customer_id], facts[item.customer_id]
        rule = rules.get(item.rule_id) if item.rule_id is not None else None
        who = staff.get(item.staff_id, "") if item.staff_id is not None else ""
        product = ""
        if item.kind is Kind.PRODUCT_DUE:
            product = listed(filter(None, (products.get(one, "") for one in (item.about, *item.more))))
        if not product and rule is not None and rule.product_id is not None:
            product = products.get(rule.product_id, "")
        if item.kind in RANKED and item.customer_id in silent:
            why = silent[item.customer_id]
        elif item.kind is Kind.REWARD_OWED:
            why = rewarded[item.customer_id]
        else:
            about = campaigns.get(rule.campaign_id or 0) if rule and item.kind is Kind.SINCE_CAMPAIGN else None
            about = about or segments.get(item.about) or (rule.name if rule else "")
            why = _reason(item, fact, today, products.get(item.about) or product, about, said_low)
            if item.more:
                more = listed(filter(None, (products.get(one, "") for one in item.more)))
                why = Message("due_products", {"why": why, "more": more})
        if item.tries:
            why = Message("due_tried", {"why": why, "tries": item.tries})
        words = rule.words if rule is not None else follow_rules.rule_words(None, item.kind.value, "")
        known = {
            Place.CALLED: called(fact.name, fact.alias, fact.sex), Place.NAME: row.name, Place.SHOP: shop_name,
            Place.STAFF: who, Place.REASON: say(why), Place.PRODUCT: product,
            Place.DAY: say(day_words(item.about, today)) if _is_day(item.kind) else "",
        }  # fmt: skip
        rows.append(
            DueRow(
                item, row.name, row.phone, fact.wechat, fact.address, row.stage, row.pinned, why, fill(words, known), who,
                lists.get(item.customer_id),
            )
        )  # fmt: skip
    return rows


class ClosedRow(NamedTuple):
    """What became of a follow-up that is over."""

    closed: Closed
    name: str
    phone: str
    stage: Stage
    pinned: bool
    staff: str

    @property
    def customer_id(self) -> int:
        """Whose row it is."""
        return self.closed.customer_id


def closed_rows(sql: Reader, today: int, found: Sequence[Closed]) -> list[ClosedRow]:
    """The rows of ``found``, in their order."""
    staff = {one.id: one.name for one in shop.staff(sql, hidden=True)}
    rows: list[ClosedRow] = []
    for start in range(0, len(found), _CHUNK):
        some = found[start : start + _CHUNK]
        seen = {row.id: row for row in customer_rows(sql, list({one.customer_id for one in some}), today)}
        rows += [
            ClosedRow(one, who.name, who.phone, who.stage, who.pinned, staff.get(one.staff_id or 0, ""))
            for one in some if (who := seen.get(one.customer_id)) is not None
        ]  # fmt: skip
    return rows


def _about_products(items: Sequence[DueItem]) -> bool:
    return any(item.kind in (Kind.PRODUCT_DUE, Kind.AFTER_CARE) for item in items)


def _is_day(kind: Kind) -> bool:
    return kind in (Kind.BIRTHDAY, Kind.PROMISED, Kind.THANK, Kind.AFTER_CARE, Kind.PROSPECT, Kind.SINCE_CAMPAIGN)


def _owing(sql: Reader, customer_id: int) -> Message:
    """What they are still to get, and for whose coming."""
    from kyuanbook.book.queries.rewards import owed_to

    what, names = owed_to(sql, customer_id)
    return Message("due_reward_owed" if names else "due_reward_newcomer", {"amount": what, "names": names})


def _reason(
    item: DueItem, fact: _Facts, today: int, product: str, rule: str, low: dict[int, tuple[int, str, int]]
) -> Message:
    """Why they come up, of the kinds whose reason is not their silence."""
    when = day_words(item.about if _is_day(item.kind) else None, today)
    if item.kind is Kind.BIRTHDAY:
        when, birthday = _birthday(fact, item.about, when)
        return Message("due_birthday", {"when": when, "birthday": birthday, "visits": _visits(fact)})
    if item.kind is Kind.PROMISED:
        return Message("due_promised", {"when": when} | _noted(item))
    if item.kind is Kind.LOW_SCORE:
        score, words, day = low.get(item.about, (0, "", today))
        said = Message("due_low_score", {"when": day_words(day, today), "score": score})
        return Message("due_with_words", {"why": said, "words": words}) if words else said
    if item.kind is Kind.THANK:
        return Message("due_thank", {"when": when})
    if item.kind is Kind.AFTER_CARE:
        key = "due_after_product" if product else "due_after_visit"
        return Message(key, {"when": when, "product": product})
    if item.kind is Kind.PRODUCT_DUE:
        return Message("due_product", {"product": product, "days": today - item.occurrence % 1_000_000})
    if item.kind is Kind.PROSPECT:
        return Message("due_prospect", {"when": when})
    if item.kind is Kind.ANNIVERSARY:
        years = date.fromordinal(item.occurrence).year - date.fromordinal(fact.first or item.occurrence).year
        return Message("due_anniversary", {"when": day_words(item.occurrence, today), "years": years})
    if item.kind is Kind.SEGMENT:
        return Message("due_segment", {"name": rule})
    if item.kind is Kind.SINCE_CAMPAIGN:
        return Message("due_since_campaign", {"name": rule, "when": when})
    if item.kind in RANKED:
        return Message("due_silent", {"when": day_words(fact.last, today)})
    return Message("due_picked_note", {"note": item.note}) if item.note else Message("due_picked")


def _noted(item: DueItem) -> dict[str, object]:
    return {"note": Message("due_note", {"note": item.note}) if item.note else ""}


def _visits(fact: _Facts) -> Message:
    return Message("who_times" if fact.visits > 1 else "who_once" if fact.visits else "who_never", {"n": fact.visits})


def _birthday(fact: _Facts, on: int, when: Message) -> tuple[Message, Message]:
    """(when, the other calendar): the birthday in both calendars, its own first; no day is said twice. Near, ``when`` is 明天
    and both are beside it."""
    calendar, _, month, day, leap = fact.birth
    solar = month_day(on)
    if month is None or day is None:
        return when, solar
    born = Birthday(Calendar(calendar or "solar"), month, day, None, leap)
    far = when.key in ("month_day", "full_day")
    if born.calendar is Calendar.LUNAR:
        if far:
            return born.words, Message("due_in_solar", {"solar": when})
        return when, Message("due_lunar_birthday", {"lunar": born.words, "solar": solar})
    lunar = lunar_words(on)
    if not lunar:
        return when, born.words
    if far and born.words == solar:  # not of 29 February kept on the 28th
        return when, lunar
    return when, Message("due_solar_birthday", {"solar": born.words, "lunar": lunar})


def _facts(sql: Reader, ids: Sequence[int]) -> dict[int, _Facts]:
    rows = sql.rows(
        "SELECT c.id, c.name, c.alias, c.sex, c.birth_calendar, c.birth_year, c.birth_month, c.birth_day, c.birth_leap,"
        " c.wechat, c.address, d.first_day, d.last_day, d.n FROM customer c JOIN derived d ON d.customer_id = c.id AND d.fit_id ="
        f" (SELECT value FROM pointer WHERE name = 'fit') WHERE c.id IN ({marks(len(ids))})",
        **named(ids),
    )
    return {r[0]: _Facts(r[1], r[2], r[3], (r[4], r[5], r[6], r[7], bool(r[8])), *r[9:]) for r in rows}


def _said(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[int, str, int]]:
    rows = sql.rows(f"SELECT id, score, words, day FROM feedback WHERE id IN ({marks(len(ids))})", **named(ids))
    return {i: (score, words, day) for i, score, words, day in rows}


def standing_on_list(sql: Reader, ids: Sequence[int], today: int) -> dict[int, int]:
    """customer -> the newest printed list on which they wait for an answer."""
    rows = sql.rows(
        "SELECT r.customer_id, max(r.list_id) FROM call_list_row r JOIN call_list l ON l.id = r.list_id WHERE r.customer_id IN"
        f" ({marks(len(ids))}) AND l.voided_at IS NULL AND l.day > :after AND NOT EXISTS (SELECT 1 FROM interaction i"
        " WHERE i.list_row_id = r.id AND i.deleted_at IS NULL) GROUP BY r.customer_id",
        after=today - ON_A_LIST, **named(ids),
    )  # fmt: skip
    return dict(rows)


def heads(rows: Sequence[DueRow]) -> list[tuple[Kind, int]]:
    """The reasons there are, in their order, and how many come up by each."""
    counts: dict[Kind, int] = {}
    for row in rows:
        counts[row.item.kind] = counts.get(row.item.kind, 0) + 1
    return [(kind, counts[kind]) for kind in Kind if kind in counts]


def also_words(item: DueItem) -> str:
    """The other reasons, in words."""
    return clauses(say(kind.label) for kind in item.also)
