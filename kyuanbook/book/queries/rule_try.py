"""A 回访规则 as it is being typed: how many come up by it today, and how the words to say would sound to one of them."""

from typing import NamedTuple

from kyuanbook.book.queries import due, shop
from kyuanbook.book.queries.due_kinds import DATED
from kyuanbook.book.queries.due_rows import due_rows
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.followups import RANKED, Kind, Rule


class Tried(NamedTuple):
    """``many`` come up today; ``words`` as said to ``name``, who is one of them if ``due``; "" in an empty book."""

    many: int
    name: str = ""
    words: str = ""
    due: bool = False


def try_rule(sql: Reader, rhythms: shop.Rhythms, rule: Rule, today: int) -> Tried:
    """What ``rule`` would do today, as it stands in the form; ``id`` 0 for one that is not kept yet."""
    many = due.of_rule(sql, rhythms, rule, today)
    found = _one_of(sql, rhythms, rule, today) if many else None
    item = found or _anybody(sql, rule, today)
    rows = [] if item is None else due_rows(sql, rhythms, today, [item], rule)
    return Tried(many, rows[0].name, rows[0].words, found is not None) if rows else Tried(many)


def _one_of(sql: Reader, rhythms: shop.Rhythms, rule: Rule, today: int) -> due.DueItem | None:
    if rule.kind in DATED:
        found = due.by_date(sql, rule, today)
    elif rule.kind in RANKED:
        found = [item for item in due.ranked(sql, rhythms, today) if item.kind is rule.kind]
    else:
        found = [item for item in due.acted(sql, today) if item.kind is rule.kind]
    return found[0]._replace(rule_id=rule.id, staff_id=rule.staff_id) if found else None


def _anybody(sql: Reader, rule: Rule, today: int) -> due.DueItem | None:
    """Who came last, to show how it sounds when nobody is due."""
    who = sql.one(
        f"SELECT d.customer_id, d.last_day FROM derived d CROSS JOIN customer c ON c.id = d.customer_id WHERE d.fit_id = {FIT}"
        " AND d.last_day <= :today AND c.do_not_contact = 0 ORDER BY d.last_day DESC LIMIT 1",
        today=today,
    )
    if who is None:
        return None
    about = _product(sql, rule) if rule.kind is Kind.PRODUCT_DUE else who[1]
    return due.DueItem(who[0], rule.kind, rule.id, who[1], today, about, rule.channel, staff_id=rule.staff_id)


def _product(sql: Reader, rule: Rule) -> int:
    if rule.product_id is not None:
        return rule.product_id
    return int(sql.value("SELECT id FROM product WHERE hidden = 0 ORDER BY interval_days IS NULL, id LIMIT 1") or 0)
