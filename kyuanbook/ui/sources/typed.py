"""What the entries of 来源 say beside what is being typed."""

from kyuanbook.language import say, tr
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.campaign_entries import day_of_plan
from kyuanbook.rules.dates import near_day, read_day, weekday
from kyuanbook.ui.kit.privacy import typed_amount


def sum_words(typed: str) -> str:
    """``= ¥300.00``."""
    cents, _ = parse_amount(typed)
    return "" if cents is None else f"= {typed_amount(cents)}"


def planned_day(typed: str, today: int) -> str:
    """``12月1日 周二``: of a day that may still come."""
    return _said(day_of_plan(typed, "first", today)[0], today)


def past_day(typed: str, today: int) -> str:
    """The same of a day that was."""
    return _said(read_day(typed, today)[0], today)


def _said(day: int | None, today: int) -> str:
    return "" if day is None else tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))
