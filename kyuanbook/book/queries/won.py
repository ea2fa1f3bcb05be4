"""回访成效: what each list and each rule came to, and last week's calls. Judged by H open days of the fit in force, as 挽回."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import follow_rules, held, shop
from kyuanbook.book.queries.held import Experiment
from kyuanbook.book.queries.today import TRIED_LAST_WEEK, week_before
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.language import say
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.winback import Answer, Batch, compare
from kyuanbook.rules.won import Attempt, Bought, Figures, Touch, Week, attempt, figures

YEAR: Final = 365
LISTS: Final = 60  # the newest that are told of
_CHUNK: Final = 400
_OF_STAGE: Final = {Stage.AT_RISK.value: Kind.OVERDUE, Stage.LAPSED.value: Kind.LAPSED}


class ListWon(NamedTuple):
    """What a printed list came to, from its printing until ``until``, over then (``ripe``). ``unanswered``: rows into which
    nothing was typed; ``held``: the same of those left alone by lot, None where nobody was; ``answer``: the two compared,
    once the time is up."""

    list_id: int
    day: int
    title: str
    until: int
    ripe: bool
    unanswered: int
    figures: Figures
    held: Figures | None
    answer: Answer | None

    @property
    def waits(self) -> bool:
        """Whether some were left alone and it is too early to compare."""
        return self.held is not None and not self.ripe


class RuleWon(NamedTuple):
    """What following a rule came to. ``rule_id`` None: what no rule brought up (自己安排的)."""

    rule_id: int | None
    kind: Kind
    name: str
    figures: Figures
    answer: Answer | None


class Won(NamedTuple):
    """All of it, of the last year. ``horizon``: open days in which a visit counts."""

    horizon: int
    lists: tuple[ListWon, ...]
    rules: tuple[RuleWon, ...]


class _By(NamedTuple):
    """What visits are judged by."""

    today: int
    until: Callable[[int], int]


def _by(sql: Reader, rhythms: shop.Rhythms, today: int) -> _By:
    horizon, calendar = rhythms.in_force(sql)[1].fit.horizon, shop.open_days(sql)
    return _By(today, lambda day: calendar.after(day, horizon))


def won(sql: Reader, rhythms: shop.Rhythms, today: int) -> Won:
    """What the lists and the rules of the last year came to up to ``today``."""
    horizon = rhythms.in_force(sql)[1].fit.horizon
    tried = {e.list_id: e for e in held.experiments(sql, rhythms, today)}
    by, since = _by(sql, rhythms, today), today - YEAR
    found = tuple(_list_won(sql, by, one, tried.get(one.id)) for one in _lists(sql, since))
    return Won(horizon, found, _rules_won(sql, by, since, tuple(tried.values())))


# lists -------------------------------------------------------------------------------------------------------------------

_LIST: Final = "SELECT id, day, title, printed_at, offer_cents FROM call_list"


class _Printed(NamedTuple):
    """A list; ``at``: epoch seconds of its printing; ``offer_cents``: for each who takes it."""

    id: int
    day: int
    title: str
    at: int
    offer_cents: int


def _lists(sql: Reader, since: int) -> list[_Printed]:
    """The newest first; a voided one was never rung by."""
    rows = sql.rows(
        f"{_LIST} WHERE voided_at IS NULL AND day >= :since ORDER BY day DESC, id DESC LIMIT :many", since=since, many=LISTS
    )
    return [_Printed(*row) for row in rows]


def of_list(sql: Reader, rhythms: shop.Rhythms, today: int, list_id: int) -> ListWon | None:
    """What one list came to, voided or not; None for a number that no list bears."""
    row = sql.one(f"{_LIST} WHERE id = :id", id=list_id)
    if row is None:
        return None
    drawn = sql.value("SELECT 1 FROM win_back WHERE batch = :id AND held = 1", id=list_id) is not None
    tried = next((e for e in held.experiments(sql, rhythms, today) if e.list_id == list_id), None) if drawn else None
    return _list_won(sql, _by(sql, rhythms, today), _Printed(*row), tried)


def _list_won(sql: Reader, by: _By, printed: _Printed, tried: Experiment | None) -> ListWon:
    until = by.until(printed.day)
    touches: defaultdict[int, list[Touch]] = defaultdict(list)
    on_it: list[int] = []
    unanswered = 0
    for customer, touched, *rest in sql.rows(
        "SELECT r.customer_id, i.day, i.created_at, i.outcome, i.cost_cents FROM call_list_row r CROSS JOIN customer c"
        " ON c.id = r.customer_id LEFT JOIN interaction i ON i.list_row_id = r.id AND i.deleted_at IS NULL"
        " WHERE r.list_id = :list AND c.deleted_at IS NULL ORDER BY r.number, i.id",
        list=printed.id,
    ):
        on_it.append(customer)
        unanswered += touched is None
        if touched is not None:
            touches[customer].append(Touch(customer, touched, *rest))
    called = [_on_paper(i, touches[i], printed, until) for i in dict.fromkeys(on_it)]
    left = [Attempt(i, printed.day, printed.at, until) for i in _left_alone(sql, printed.id)] if tried is not None else []
    visits = _visits(sql, [a.customer_id for a in (*called, *left)], printed.day, until)
    ripe = by.today > until
    return ListWon(
        printed.id, printed.day, printed.title, until, ripe, unanswered, figures(called, visits, by.today),
        figures(left, visits, by.today) if left else None,
        compare([_batch(tried)]) if tried is not None and ripe else None,
    )  # fmt: skip


def _on_paper(customer: int, touches: Sequence[Touch], printed: _Printed, until: int) -> Attempt:
    """Somebody on a list: from its printing on, answered or not, as those left alone are."""
    said = attempt(touches, lambda _: until) if touches else Attempt(customer, printed.day, printed.at, until)
    return said._replace(since=printed.day, at=printed.at, offer_cents=printed.offer_cents)


def _left_alone(sql: Reader, list_id: int) -> list[int]:
    return sql.column(
        "SELECT w.customer_id FROM win_back w CROSS JOIN customer c ON c.id = w.customer_id WHERE w.batch = :list"
        " AND w.held = 1 AND c.deleted_at IS NULL ORDER BY w.id",
        list=list_id,
    )


def _batch(tried: Experiment) -> Batch:
    return Batch(len(tried.called.ids), len(tried.called.came), len(tried.held.ids), len(tried.held.came))


# rules -------------------------------------------------------------------------------------------------------------------


def _rules_won(sql: Reader, by: _By, since: int, tried: Sequence[Experiment]) -> tuple[RuleWon, ...]:
    """The rule by which most were got in touch with first. One attempt is one follow-up, however often it was tried."""
    touches: defaultdict[tuple[int | None, str], defaultdict[int, list[Touch]]] = defaultdict(lambda: defaultdict(list))
    for rule_id, kind, follow_up, *touch in sql.rows(
        "SELECT f.rule_id, f.kind, f.id, i.customer_id, i.day, i.created_at, i.outcome, i.cost_cents,"
        " coalesce((SELECT l.offer_cents FROM call_list_row r JOIN call_list l ON l.id = r.list_id"
        " WHERE r.id = i.list_row_id), 0)"
        " FROM interaction i CROSS JOIN follow_up f ON f.id = i.follow_up_id CROSS JOIN customer c ON c.id = i.customer_id"
        " WHERE i.day BETWEEN :since AND :today AND i.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY i.day, i.id",
        since=since, today=by.today,
    ):  # fmt: skip
        touches[rule_id, kind][follow_up].append(Touch(*touch))
    everybody = {t.customer_id for of in touches.values() for some in of.values() for t in some}
    visits = _visits(sql, sorted(everybody), since, by.until(by.today))
    names = {rule.id: rule.name for rule in follow_rules.rules(sql, hidden=True)}
    drawn = _drawn_by(sql, tried)
    found = []
    for (rule_id, kind), of in touches.items():
        if kind in set(Kind):
            batches = [_batch(e) for e in tried if e.ripe and drawn.get(e.list_id) == kind]
            found.append(
                RuleWon(
                    rule_id, Kind(kind), names.get(rule_id or 0) or say(Kind(kind).label),
                    figures([attempt(some, by.until) for some in of.values()], visits, by.today),
                    compare(batches) if batches else None,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda r: (-len(r.figures.tried), r.name)))


def _drawn_by(sql: Reader, tried: Iterable[Experiment]) -> dict[int, str]:
    """list -> the kind of rule all of whom stand on it; of a list of several kinds it can't be said by which the others were
    left alone."""
    found: dict[int, str] = {}
    for one in tried:
        kind = sql.value("SELECT kind FROM call_list WHERE id = :id", id=one.list_id)
        kinds = sql.column("SELECT DISTINCT follow_kind FROM call_list_row WHERE list_id = :id", id=one.list_id)
        if kind in _OF_STAGE:
            found[one.list_id] = _OF_STAGE[kind].value
        elif len(kinds) == 1 and kinds[0]:
            found[one.list_id] = kinds[0]
    return found


# last week ---------------------------------------------------------------------------------------------------------------


def last_week(sql: Reader, rhythms: shop.Rhythms, today: int) -> Week | None:
    """What the touches of the week before this one came to, by list, by rule or by hand alike; None where there were none.
    As much work as there were touches, whatever the size of the book."""
    first, last = week_before(today)
    touches: defaultdict[int, list[Touch]] = defaultdict(list)
    for row in sql.rows(
        f"SELECT i.customer_id, i.day, i.created_at, i.outcome, i.cost_cents {TRIED_LAST_WEEK} ORDER BY i.day, i.id",
        first=first, last=last,
    ):  # fmt: skip
        touches[row[0]].append(Touch(*row))
    if not touches:
        return None
    by = _by(sql, rhythms, today)
    tried = [attempt(some, by.until) for some in touches.values()]
    reached = [one for one in tried if one.reached]
    visits = _visits(sql, [one.customer_id for one in reached], first, today)
    return Week(first, last, len(tried), figures(reached, visits, today))


# visits ------------------------------------------------------------------------------------------------------------------


def _visits(sql: Reader, ids: Sequence[int], first: int, last: int) -> dict[int, list[Bought]]:
    """customer -> their visits of those days, in order."""
    found: defaultdict[int, list[Bought]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        for customer, *visit in sql.rows(
            "SELECT customer_id, day, created_at, amount_cents FROM visit WHERE customer_id IN"
            f" ({marks(len(chunk))}) AND day BETWEEN :first AND :last AND deleted_at IS NULL ORDER BY customer_id, day, id",
            first=first, last=last, **named(chunk),
        ):  # fmt: skip
            found[customer].append(Bought(*visit))
    return found
