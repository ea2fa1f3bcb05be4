"""What a unit of work changed: pages decide by it whether to refresh."""

from typing import NamedTuple

from kyuanbook.rules.words import Message


class Changed(NamedTuple):
    """``customers`` is None when it may be any of them. ``entry`` is the journal's number, None when nothing changed."""

    entry: int | None
    label: Message
    tables: frozenset[str] = frozenset()
    customers: frozenset[int] | None = frozenset()
    undoable: bool = True

    def touches(self, *tables: str) -> bool:
        """True when one of these tables changed."""
        return not self.tables.isdisjoint(tables)
