"""The owner's own classes in the filter of 客户: their 客户细分, with how many are in each."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import classes, segments
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.segment_words import as_conditions
from kyuanbook.rules.segments import Conditions
from kyuanbook.ui.pages.class_combo import OWN
from kyuanbook.ui.shell.acts import Acts

COUNTING: Final = 0.15  # s for all the numbers; those of a huge book are counted in 分析


class OwnClasses:
    """Shown with the page; asked by their keys in the list of classes."""

    def __init__(self, book: Book, acts: Acts) -> None:
        self._book, self._acts = book, acts
        self._conditions: dict[str, Conditions] = {}

    def take(self, rows: Sequence[segments.SegmentRow]) -> dict[str, str]:
        """Those there are now; key -> name of each."""
        saved = {f"{OWN}{one.id}": one for one in rows}
        self._conditions = {key: one.conditions for key, one in saved.items()}
        return {key: one.name for key, one in saved.items()}

    def of(self, key: str) -> Conditions:
        """What one asks; nothing for any other class."""
        return self._conditions.get(key, ())

    def worth_keeping(self, chosen: Filter) -> Conditions:
        """What a filter would ask as a 客户细分; nothing where it cannot be kept, or is."""
        asked = as_conditions(chosen)
        return () if asked is None or asked in self._conditions.values() else asked

    def class_counts(self) -> classes.ClassCounts | None:
        """How many are in each class there always is, for the list that drops; None when the book cannot be read."""
        try:
            with self._book.read() as sql:
                return classes.class_counts(sql, self._book.today())
        except BookError as error:
            self._acts.tell_error(error)
            return None

    def key_of(self, conditions: Conditions) -> str:
        """The one that asks just this; "" for none."""
        return next((key for key, asked in self._conditions.items() if asked and asked == conditions), "")

    def sizes(self) -> Mapping[str, int]:
        """How many are in each, as far as they are counted before the list must drop."""
        found: dict[str, int] = {}
        begun = monotonic()
        try:
            with self._book.read() as sql:
                for key, asked in self._conditions.items():
                    if monotonic() - begun < COUNTING:
                        found[key] = segments.size(sql, asked, self._book.today())
        except BookError as error:
            self._acts.tell_error(error)
        return found
