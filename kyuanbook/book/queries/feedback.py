"""满意度: what customers said of a visit or at large, and what many of them say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.reader import Reader
from kyuanbook.rules.feedback import Mean, mean_score
from kyuanbook.rules.lapses import first_of, last_months, month_of

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """满意度 on the card. ``in_call``: said in a call that stands in the book, whose line tells it.

    ``visit_day``, ``items``: of the visit it is about, None and "" at large or where that is in
    回收站."""

    id: int
    day: int
    score: int | None
    words: str
    way: str
    visit_id: int | None
    visit_day: int | None
    items: str
    staff_id: int | None
    staff: str
    in_call: bool = False


_ITEMS: Final = "(SELECT group_concat(name, '、') FROM (SELECT name FROM visit_item WHERE visit_id = v.id ORDER BY position, id))"
_COLUMNS: Final = (
    f"SELECT f.id, f.day, f.score, f.words, f.way, f.visit_id, v.day, coalesce({_ITEMS}, ''), f.staff_id,"
    " coalesce(st.name, ''), EXISTS (SELECT 1 FROM interaction i WHERE i.id = f.interaction_id AND i.deleted_at IS NULL),"
    " f.customer_id FROM feedback f LEFT JOIN visit v ON v.id = f.visit_id AND v.deleted_at IS NULL"
    " LEFT JOIN staff st ON st.id = f.staff_id"
)


def _row(found: tuple[Any, ...]) -> FeedbackRow:
    return FeedbackRow(*found[:-1])


def feedback_of(sql: Reader, customer_id: int) -> list[FeedbackRow]:
    """What a customer said, newest first."""
    rows = sql.rows(
        f"{_COLUMNS} WHERE f.customer_id = :id AND f.deleted_at IS NULL ORDER BY f.day DESC, f.id DESC", id=customer_id
    )
    return [_row(row) for row in rows]


def feedback(sql: Reader, feedback_id: int) -> tuple[int, FeedbackRow] | None:
    """(whose, what was said), for correcting it."""
    found = sql.one(f"{_COLUMNS} WHERE f.id = :id AND f.deleted_at IS NULL", id=feedback_id)
    return None if found is None else (found[-1], _row(found))


def visit_seen(sql: Reader, visit_id: int) -> tuple[int, int] | None:
    """(whose, which day) of a visit that stands in the book."""
    found = sql.one("SELECT customer_id, day FROM visit WHERE id = :id AND deleted_at IS NULL", id=visit_id)
    return None if found is None else (int(found[0]), int(found[1]))


# what many of them say ---------------------------------------------------------------------------------------------------


class Given(NamedTuple):
    """One score with what it can be told apart by; ``month`` counted on, as ``rules.lapses`` has it."""

    id: int
    customer_id: int
    name: str
    day: int
    score: int
    words: str
    staff: str
    products: tuple[str, ...]
    source: str

    @property
    def month(self) -> int:
        """The month of its day."""
        return month_of(self.day)


class Said(NamedTuple):
    """One line of what the low ones said."""

    id: int
    customer_id: int
    name: str
    day: int
    score: int
    words: str
    staff: str
    items: str


class Group(NamedTuple):
    """The scores of one member of staff, one product, one source; ``word`` "" for those of none."""

    word: str
    mean: Mean
    customers: tuple[int, ...]
    low_customers: tuple[int, ...]


class Report(NamedTuple):
    """The scores of the last twelve months; ``before``: how many older ones there are."""

    today: int
    low_score: int
    given: tuple[Given, ...]
    before: int

    @property
    def months(self) -> tuple[int, ...]:
        """The twelve, the oldest first."""
        return tuple(last_months(self.today, MONTHS))

    def whole(self) -> Mean:
        """Of all of them."""
        return mean_score((one.score for one in self.given), self.low_score)

    def by_month(self) -> list[tuple[int, Mean]]:
        """Month by month, those without a score too."""
        return [
            (month, mean_score((one.score for one in self.given if one.month == month), self.low_score))
            for month in self.months
        ]

    def of_month(self, month: int) -> tuple[int, ...]:
        """Who gave a score in that month."""
        return _people(one for one in self.given if one.month == month)

    def groups(self, of: Callable[[Given], Iterable[str]]) -> list[Group]:
        """By what ``of`` tells them apart, most answers first, those of none last."""
        gathered: dict[str, list[Given]] = {}
        for one in self.given:
            for word in dict.fromkeys(of(one)) or ("",):
                gathered.setdefault(word, []).append(one)
        groups = [
            Group(
                word, mean_score((one.score for one in ones), self.low_score), _people(ones),
                _people(one for one in ones if one.score <= self.low_score),
            )
            for word, ones in gathered.items()
        ]  # fmt: skip
        return sorted(groups, key=lambda group: (not group.word, -group.mean.n, group.word))

    def low(self) -> list[Said]:
        """The low ones, newest first."""
        found = [one for one in self.given if one.score <= self.low_score]
        found.sort(key=lambda one: (-one.day, -one.id))
        return [
            Said(o.id, o.customer_id, o.name, o.day, o.score, o.words, o.staff, "、".join(o.products)) for o in found
        ]


def _people(ones: Iterable[Given]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.customer_id for one in ones))


def report(sql: Reader, today: int) -> Report:
    """The scores of the last twelve months, this one with them, of customers who stand in the book."""
    first = first_of(last_months(today, MONTHS)[0])
    items: dict[int, list[str]] = {}
    for visit, name in sql.rows(
        "SELECT i.visit_id, coalesce(p.name, i.name) FROM feedback f JOIN visit_item i ON i.visit_id = f.visit_id"
        " LEFT JOIN product p ON p.id = i.product_id WHERE f.day BETWEEN :first AND :today AND f.score IS NOT NULL"
        " AND f.deleted_at IS NULL ORDER BY i.visit_id, i.position, i.id",
        first=first, today=today,
    ):  # fmt: skip
        items.setdefault(visit, []).append(name)
    rows = sql.rows(
        "SELECT f.id, f.customer_id, c.name, c.alias, f.day, f.score, f.words, coalesce(st.name, ''), f.visit_id,"
        " v.deleted_at, ch.code, coalesce(ch.name, '') FROM feedback f JOIN customer c ON c.id = f.customer_id"
        " LEFT JOIN staff st ON st.id = f.staff_id LEFT JOIN visit v ON v.id = f.visit_id"
        f" LEFT JOIN channel ch ON ch.id = {counted(sql)} WHERE f.day BETWEEN :first AND :today"
        " AND f.score IS NOT NULL AND f.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY f.day, f.id",
        first=first, today=today,
    )  # fmt: skip
    given = tuple(
        Given(
            i, who, name or alias, day, score, words, staff,
            tuple(dict.fromkeys(items.get(visit, ()))) if gone is None else (), channel_name(code, channel),
        )
        for i, who, name, alias, day, score, words, staff, visit, gone, code, channel in rows
    )  # fmt: skip
    before = sql.value(
        "SELECT count(*) FROM feedback WHERE day < :first AND score IS NOT NULL AND deleted_at IS NULL", first=first
    )
    return Report(today, shop.settings(sql).low_score, given, int(before))
