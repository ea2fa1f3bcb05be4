"""花费: what was spent on a campaign, an event, a channel or a partner; several entries, each with its day and note."""

from collections.abc import Collection
from typing import Any, NamedTuple

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.costs import spent_on_name
from kyuanbook.book.tables import Cost
from kyuanbook.book.unit import Unit
from kyuanbook.rules.costs import CostEntry, clean_cost
from kyuanbook.rules.words import refuse_unless


class SpentOn(NamedTuple):
    """What money was spent on: one of the three."""

    campaign_id: int | None = None
    channel_id: int | None = None
    partner_id: int | None = None


def add_cost(book: Book, *, on: SpentOn, entry: CostEntry, accepted: Collection[str] = ()) -> Done:
    """Write down what was spent. Raises Refused."""
    clean, problems = clean_cost(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("add_cost") as unit:
        _name(unit, on, clean.cents)
        cost_id = unit.insert(Cost, **on._asdict(), **clean._asdict(), created_at=unit.at)
    return Done(unit.changed, cost_id)


def change_cost(book: Book, *, cost_id: int, entry: CostEntry, accepted: Collection[str] = ()) -> Done:
    """Correct an entry. Raises Refused."""
    clean, problems = clean_cost(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_cost") as unit:
        _name(unit, _on(unit, cost_id), clean.cents)
        unit.update(Cost, cost_id, **clean._asdict())
    return Done(unit.changed, cost_id)


def remove_cost(book: Book, *, cost_id: int) -> Done:
    """It was not spent: strike it out."""
    with book.write("remove_cost") as unit:
        row = _row(unit, cost_id)
        _name(unit, _on(unit, cost_id), row["cents"])
        unit.delete(Cost, cost_id)
    return Done(unit.changed)


def _row(unit: Unit, cost_id: int) -> dict[str, Any]:
    row = unit.get(Cost, cost_id)
    if row is None:
        raise NoSuchRow(table="cost", id=cost_id)
    return row


def _on(unit: Unit, cost_id: int) -> SpentOn:
    row = _row(unit, cost_id)
    return SpentOn(row["campaign_id"], row["channel_id"], row["partner_id"])


def _name(unit: Unit, on: SpentOn, cents: int) -> None:
    name = spent_on_name(unit.sql, **on._asdict())
    if name is None:
        raise NoSuchRow(table="campaign", id=on.campaign_id or on.channel_id or on.partner_id)
    unit.name({"name": name, "cents": cents})
