"""The shop's rhythm: ranking today's calls, and a new fit when the book has grown enough."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book import derived
from kyuanbook.book.errors import Cancelled
from kyuanbook.book.queries import calls, evidence
from kyuanbook.book.queries.reward_slots import rewards_due
from kyuanbook.rules.fit import shop_fit
from kyuanbook.rules.trades import preset_gap
from kyuanbook.rules.words import Message

if TYPE_CHECKING:  # the window imports this before anything that writes
    from kyuanbook.book.unit import Unit

Progress = Callable[[int, int], bool]  # (done, of) -> go on?


def refresh_calls(book: Book) -> Changed:
    """Rank today's calls anew and keep the ranking for the first page. Off the GUI thread in a large book."""
    book.count_up_to_today()  # the window may have stood open over midnight
    _reward(book)
    today = book.today()
    with book.read() as sql:
        ranked, in_all = calls.top_calls(sql, book.rhythms, today, calls.KEPT)
    with book.write_derived() as sql:
        calls.write_snapshot(sql, today, ranked, in_all)
    return Changed(None, Message("did_refresh_calls"), frozenset({"call_snapshot"}))


def _reward(book: Book) -> None:
    """What is owed by visits noted for a day that has come."""
    with book.read() as sql:
        due = rewards_due(sql, book.today())
    if due:
        from kyuanbook.actions.rewards import settle_come_due

        settle_come_due(book)


def refit_due(book: Book) -> bool:
    """True when the book holds a tenth more repeat visits than at the last fit (and the first time it has any)."""
    with book.read() as sql:
        return evidence.due(sql)


def refit(book: Book, progress: Progress | None = None) -> bool:
    """Fit the shop's rhythm to its visits and put the fit in force. False when cancelled, or when another program swept
    the half-built fit away or builds one of its own: then everybody stands where they stood.

    The fit is computed outside any transaction; rows are written in batches under its number while the old fit stays in
    force, and one pointer moves at the end, so nobody at the counter waits. What was built of one given up goes with the next
    sweep: whoever stopped it does not wait for that.
    """
    today = book.today()
    with book.read() as sql:
        gathered = evidence.gather(sql, today)
    fit = shop_fit(gathered.evidence, preset_gap(gathered.trade), gathered.age_days)
    with book.write_derived() as sql:
        fit_id = derived.put_fit(
            sql, fit, trade=gathered.trade, day=today, visits=gathered.visits, repeats=gathered.repeats
        )
        derived.point(sql, "fit_next", fit_id)
    try:
        with book.read() as sql:
            ids = evidence.everybody(sql)
    except Cancelled:
        _give_up(book, fit_id)
        raise
    done = 0
    for some in book.batches(ids):
        with book.write_derived() as sql:
            if not evidence.being_built(sql, fit_id):
                return False
            derived.recompute(sql, some, book.rhythms, keys=False, only_fit=fit_id)
        done += len(some)
        if progress is not None and not progress(done, len(ids)):
            _give_up(book, fit_id)
            return False
    with book.write_derived() as sql:
        if not evidence.being_built(sql, fit_id):
            return False
        derived.point(sql, "fit", fit_id)
        derived.point(sql, "fit_next", None)
    _sweep_rows(book, lambda: progress is None or progress(len(ids), len(ids)))
    book.tell(Changed(None, Message("did_refit"), frozenset({"fit"}), None))
    return True


def fit_within(unit: "Unit", today: int) -> None:
    """Put a fit in force together with what ``unit`` has written: for a bulk entry that brings most of the book, whose
    derived rows are then made once. ``today``: the day the visits reach."""
    gathered = evidence.gather(unit.sql, today)
    repeats = sum(gathered.evidence.gaps.values())  # derived rows are not there yet to be asked
    fit = shop_fit(gathered.evidence, preset_gap(gathered.trade), gathered.age_days)
    fit_id = derived.put_fit(unit.sql, fit, trade=gathered.trade, day=today, visits=gathered.visits, repeats=repeats)
    derived.point(unit.sql, "fit", fit_id)
    unit.settle()


def _give_up(book: Book, fit_id: int) -> None:
    with book.write_derived() as sql:
        if evidence.being_built(sql, fit_id):
            derived.point(sql, "fit_next", None)


def sweep(book: Book, go_on: Callable[[], bool] = lambda: True) -> None:
    """Remove the rows of fits no longer in force, a batch at a time; also what a crash left of a fit half built. What is
    left when ``go_on`` says no stays for the next time.
    """
    with book.read() as sql:
        left_over = evidence.half_built(sql)
    if left_over:
        with book.write_derived() as sql:
            derived.point(sql, "fit_next", None)
    _sweep_rows(book, go_on)


def _sweep_rows(book: Book, go_on: Callable[[], bool]) -> None:
    while go_on():
        with book.write_derived() as sql:
            if not derived.sweep(sql):
                return
        book.give_way()
