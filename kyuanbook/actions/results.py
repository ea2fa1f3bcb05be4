"""录入结果: what was written on a printed list is typed back row by row; each row is one step that can be taken back."""

from collections.abc import Collection, Mapping

from kyuanbook.actions.answers import put_answer
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.replies import put_with_row, read_with_row
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import results
from kyuanbook.book.queries.list_survey import survey_of_list
from kyuanbook.book.queries.results import PaperList, PaperRow, Whose
from kyuanbook.book.reader import Reader
from kyuanbook.rules.answers import AnswerEntry, CleanAnswer, clean_answer
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.surveys import ReplyEntry
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def find_list(book: Book, *, number: int) -> PaperList:
    """The printed list that bears ``number``. Raises Refused with what to do: it is another book's, there is none, it is
    voided."""
    with book.read() as sql:
        found = results.paper_list(sql, number)
        last = results.last_number(sql)
    if found is None:
        key = "list_missing" if number <= last else "list_beyond" if last else "list_none_yet"
        raise Refused([Problem("number", Message(key, {"number": number, "last": last}))])
    if found.voided:
        raise Refused([Problem("number", Message("results_list_voided", {"number": number}))])
    return found


def answer_row(
    book: Book, *, row_id: int, entry: AnswerEntry, seen: int | None = None, accepted: Collection[str] = (),
    reply: Mapping[int, str] | None = None,
) -> Done:  # fmt: skip
    """Write down what was answered in a row of a printed list, with all that follows from it; typed again it takes the place
    of what was typed before, with its consequences.

    ``seen``: the touch typed from this row before, as it was shown (None: none was): when somebody else typed meanwhile, it
    asks. ``reply``: what was answered to the list's 问卷, by question; it takes the place of what was typed back of it before
    (nothing answered: that goes), None leaves that alone. Raises Refused; nothing is changed then.
    """
    with book.write(f"answer_{entry.outcome}") as unit:
        row, printed = _row(unit.sql, row_id)
        unit.customer_id = row.customer_id
        item = results.item_of(unit.sql, printed, row)
        clean, problems = clean_answer(entry, item.channel, book.today())
        found = [*_of_row(printed, row), *_of_day(printed, clean, book.today()), *problems, *_of_another(row, seen)]
        asked = survey_of_list(unit.sql, printed.id) if reply is not None else None
        whose = {"customer_id": row.customer_id, "list_row_id": row_id}
        if asked is not None and reply is not None:
            answers = ReplyEntry(reply, entry.day)
            said, wrong = read_with_row(unit.sql, asked=asked, entry=answers, today=book.today(), **whose)
            found += (problem for problem in wrong if problem.field != "day")
        refuse_unless(found, accepted)
        minute = book.minute() if clean.day == book.today() else None
        touch, notes = put_answer(unit, item, clean, minute=minute, who=book.who, list_row_id=row_id, paper=row)
        if asked is not None:
            put_with_row(unit, asked=asked, typed=said, **whose)
    return Done(unit.changed, touch, notes)


# what stands in the way --------------------------------------------------------------------------------------------------


def _row(sql: Reader, row_id: int) -> tuple[PaperRow, PaperList]:
    row = results.paper_row(sql, row_id)
    printed = results.list_head(sql, row.list_id) if row is not None else None
    if row is None or printed is None:
        raise NoSuchRow(table="call_list_row", id=row_id)
    return row, printed


def cannot(row: PaperRow) -> Message | None:
    """Why a row can't be answered, and what to do; None: it can."""
    if row.whose is Whose.HERE:
        return None
    return Message("row_binned" if row.whose is Whose.BINNED else "row_gone", {"name": row.name})


def _of_row(printed: PaperList, row: PaperRow) -> list[Problem]:
    if printed.voided:
        return [Problem("outcome", Message("results_list_voided", {"number": printed.id}))]
    why = cannot(row)
    return [] if why is None else [Problem("outcome", why)]


def _of_day(printed: PaperList, clean: CleanAnswer, today: int) -> list[Problem]:
    """Nobody rings by a list before it is printed; where today is before that day the computer's clock was set back."""
    if clean.day >= printed.day:
        return []
    key = "clock_behind_list" if today < printed.day else "answered_before_printed"
    return [Problem("day", Message(key, {"day": month_day(printed.day)}))]


def _of_another(row: PaperRow, seen: int | None) -> list[Problem]:
    """Somebody typed this row since it was shown here."""
    if row.answer is None or row.answer.touch_id == seen:
        return []
    return [Problem("outcome", Message("row_answered_meanwhile", {"outcome": row.answer.label}), asks=True)]
