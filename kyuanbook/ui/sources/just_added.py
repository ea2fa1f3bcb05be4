"""The row the owner just entered: a list takes it in hand, so that whatever is done next is done to it."""

from collections.abc import Collection, Iterable


class JustAdded:
    """Between :meth:`begin` and the next look at the book that knows a row more."""

    def __init__(self) -> None:
        self._before: frozenset[int] | None = None

    def begin(self, there: Iterable[int]) -> None:
        """A row is being entered beside these."""
        self._before = frozenset(there)

    def among(self, there: Collection[int]) -> int | None:
        """The one that was entered; None as long as there is none, or where it can't be told apart."""
        if self._before is None:
            return None
        new = [number for number in there if number not in self._before]
        if new:
            self._before = None
        return new[0] if len(new) == 1 else None
