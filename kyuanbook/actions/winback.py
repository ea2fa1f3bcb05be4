"""挽回: what the owner does to bring somebody back."""

from collections.abc import Collection, Iterable

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.tables import CallList, Customer, WinBack
from kyuanbook.book.unit import Unit
from kyuanbook.rules.winback import AttemptEntry, CleanAttempt, Measure, clean_attempt
from kyuanbook.rules.words import refuse_unless


def record_attempt(
    book: Book, *, customer_ids: Iterable[int], entry: AttemptEntry, accepted: Collection[str] = ()
) -> Done:
    """Write down what was tried, with one customer or with many at once; the cost is each one's. Raises Refused."""
    clean, problems = clean_attempt(entry, book.today())
    refuse_unless(problems, accepted)
    ids = list(dict.fromkeys(customer_ids))
    one = ids[0] if len(ids) == 1 else None
    action = "record_attempt" if one is not None else "record_attempts"
    with book.write(action, customer_id=one, bulk=one is None) as unit:
        names = [called(customer_of(unit, i)) for i in ids]
        unit.name({"name": names[0]} if one is not None else {"n": len(ids)})
        rows = unit.insert_many(WinBack, [{"customer_id": i, "created_at": unit.at, **clean._asdict()} for i in ids])
    return Done(unit.changed, rows[0] if one is not None else None)


def change_attempt(book: Book, *, attempt_id: int, entry: AttemptEntry, accepted: Collection[str] = ()) -> Done:
    """Correct an attempt."""
    clean, problems = clean_attempt(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_attempt") as unit:
        _named(unit, attempt_id)
        unit.update(WinBack, attempt_id, **clean._asdict())
    return Done(unit.changed, attempt_id)


def remove_attempt(book: Book, *, attempt_id: int) -> Done:
    """It was not tried: strike it out."""
    with book.write("remove_attempt") as unit:
        _named(unit, attempt_id)
        unit.delete(WinBack, attempt_id)
    return Done(unit.changed)


def note_list(book: Book, *, list_id: int, customer_ids: Iterable[int], measure: str = Measure.CALL) -> Done:
    """Everybody on a printed list is called: one stroke notes it of all of them."""
    with book.write("note_list", bulk=True) as unit:
        printed = unit.get(CallList, list_id)
        if printed is None:
            raise NoSuchRow(table="call_list", id=list_id)
        clean = CleanAttempt(measure, 0, printed["day"], "")
        here = [i for i in dict.fromkeys(customer_ids) if _there(unit, i)]
        unit.name({"number": list_id, "n": len(here)})
        unit.insert_many(
            WinBack,
            [
                {"customer_id": i, "created_at": unit.at, "list_id": list_id, "batch": list_id, **clean._asdict()}
                for i in here
            ],
        )
    return Done(unit.changed)


def hold_back(book: Book, *, list_id: int, customer_ids: Iterable[int]) -> Done:
    """Write down who was left alone by lot when a list was printed: on no list until H days are over.

    An entry of its own: the list stays printed, but taking back that a customer was entered must find nothing of theirs.
    """
    with book.write("hold_back", bulk=True) as unit:
        printed = unit.get(CallList, list_id)
        if printed is None:
            raise NoSuchRow(table="call_list", id=list_id)
        here = [i for i in dict.fromkeys(customer_ids) if _there(unit, i)]
        unit.name({"number": list_id, "n": len(here)})
        unit.insert_many(
            WinBack,
            [
                {
                    "customer_id": i, "created_at": unit.at, "list_id": list_id, "batch": list_id, "held": True,
                    "day": printed["day"],
                }
                for i in here
            ],
        )  # fmt: skip
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _there(unit: Unit, customer_id: int) -> bool:
    row = unit.get(Customer, customer_id)
    return row is not None and row["deleted_at"] is None


def _named(unit: Unit, attempt_id: int) -> None:
    """Name the action after whom the attempt was about. Who was left alone is no attempt."""
    row = unit.get(WinBack, attempt_id)
    if row is None or row["held"]:
        raise NoSuchRow(table="win_back", id=attempt_id)
    unit.customer_id = row["customer_id"]
    unit.name({"name": called(customer_of(unit, row["customer_id"]))})
