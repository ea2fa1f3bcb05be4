"""The sample shop's reasons and attempts, and a list of which a fifth was left alone, written with the rest of it."""

import json

from kyuanbook.book.queries import lapse
from kyuanbook.book.queries.shop import Rhythms, open_days
from kyuanbook.book.queries.winback import contacts_of, days_of_first
from kyuanbook.book.tables import CallList, CallListRow, Lapse, WinBack
from kyuanbook.book.unit import Unit
from kyuanbook.exchange import sample_winback
from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_words import STAFF


def add_stories(unit: Unit, first: int, today: int, seed: int) -> None:
    """``first``: the number of the first customer of the sample, who all came by ``today``; the fit in force is theirs."""
    fit_id, rhythm = Rhythms().in_force(unit.sql)
    histories = days_of_first(unit.sql, first, sample_winback.LOOKED_AT)
    reasons = [one.id for one in lapse.reasons(unit.sql, hidden=True) if one.code]
    told = sample_winback.story(histories, reasons, today, rhythm, open_days(unit.sql), seed, STAFF[0])
    unit.insert_rows(Lapse, sample_winback.SAID, told.said)
    unit.insert_rows(WinBack, sample_winback.TRIED, told.tried)
    if told.called and told.held:
        _print_list(unit, told, fit_id)


def _print_list(unit: Unit, told: sample_winback.Story, fit_id: int) -> None:
    at = instant(told.day)
    number = unit.insert(
        CallList, kind="calls", title=sample_winback.TITLE, paper="a4", day=told.day, printed_by=STAFF[0], printed_at=at,
        fit_id=fit_id, row_count=len(told.called),
    )  # fmt: skip
    known = contacts_of(unit.sql, told.called)
    rows = [
        (number, place, customer, json.dumps(dict(zip(("name", "phone"), known[customer], strict=True)), ensure_ascii=False))
        for place, customer in enumerate(told.called, 1)
    ]
    unit.insert_rows(CallListRow, ("list_id", "number", "customer_id", "words"), rows)
    held = [(customer, told.day, "", 0, "", True, number, number, at) for customer in told.held]
    called = [(customer, told.day, "call", 0, "", False, number, number, at) for customer in told.called]
    unit.insert_rows(WinBack, sample_winback.TRIED, [*held, *called])
