"""A printed list once more: as it was printed, and longer by a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kyuanbook.actions import lists
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.frames import one_more, sheet_of
from kyuanbook.actions.lists import Draft
from kyuanbook.actions.sheets import PLAIN, Progress, Says, call_sheet, kept_rows
from kyuanbook.actions.titles import title_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import printed, shop
from kyuanbook.book.queries.printed import ListRow, PrintedRow
from kyuanbook.language import say, tr
from kyuanbook.paper.sheets import CallSheet, Paper, Printed
from kyuanbook.rules.dates import full_day, weekday


@dataclass(frozen=True, slots=True)
class Reopened:
    """A list as printed. ``faithful``: all that stood on the paper was kept; of a list of an earlier version only the rows
    were."""

    row: ListRow
    rows: tuple[PrintedRow, ...]
    sheets: tuple[CallSheet, ...]
    faithful: bool

    @property
    def paper(self) -> Paper:
        """The paper it was printed on."""
        return Paper(self.row.paper) if self.row.paper in list(Paper) else Paper.A4


def reopen(book: Book, *, number: int) -> Reopened:
    """A printed list by its number. Raises NoSuchRow."""
    with book.read() as sql:
        row = printed.printed_list(sql, number)
        if row is None:
            raise NoSuchRow(table="call_list", id=number)
        rows, frame = tuple(printed.rows_of_list(sql, number)), printed.frame_of(sql, number)
        shop_name = shop.settings(sql).name
    framed = frame.get("sheets") or []
    if not framed:
        return Reopened(row, rows, (_as_today(row, rows, shop_name),), False)
    sheets = [
        sheet_of(number, one, [r for r in rows if r.sheet == part]) for part, one in enumerate(framed, 1)
    ]
    return Reopened(row, rows, tuple(sheets), True)


def _as_today(row: ListRow, rows: Sequence[PrintedRow], shop_name: str) -> CallSheet:
    """A list of which only the rows were kept, in the frame of today."""
    from kyuanbook.actions.frames import row_of
    from kyuanbook.actions.sheets import list_words

    day = tr("{day} {weekday}", day=say(full_day(row.day)), weekday=say(weekday(row.day)))
    return CallSheet(
        row.id, row.title or title_of(row.kind), shop_name, day,
        tr("{who}打印", who=row.printed_by) if row.printed_by else "", list_words(len(rows)), [row_of(r) for r in rows],
    )  # fmt: skip


def print_again(book: Book, *, number: int, sheet: int | None = None, progress: Progress | None = None) -> Printed:
    """The paper again, the same bytes: of one of its sheets, or of all. Raises NoSuchRow, Cancelled."""
    return set_again(reopen(book, number=number), sheet, progress)


def set_again(list_: Reopened, sheet: int | None = None, progress: Progress | None = None) -> Printed:
    """As :func:`print_again`, of a list that is open. Raises NoSuchRow for a sheet it has not."""
    from kyuanbook.paper.calls import call_lists

    sheets = list_.sheets if sheet is None else list_.sheets[sheet - 1 : sheet]
    if not sheets:
        raise NoSuchRow(table="call_list", id=list_.row.id)
    return call_lists(sheets, list_.paper, progress)


def second_sheet(
    book: Book, *, list_: Reopened, drawn: Draft, says: Says = PLAIN, progress: Progress | None = None
) -> CallSheet:
    """One more sheet for a printed list, its rows numbered on; what is asked is asked of these too, in the words of the
    first sheet. Writes nothing."""
    numbered, first = replace(drawn, number=list_.row.id), list_.sheets[0]
    made = call_sheet(
        book, drawn=numbered, title=list_.row.title, progress=progress, says=replace(says, survey_id=None),
        first=list_.row.rows + 1, part=list_.row.sheets + 1,
    )  # fmt: skip
    words = replace(made.words, write=first.words.write, asks=first.words.asks)
    return replace(made, words=words, asks=first.asks, asks_words=first.asks_words, questions=first.questions)


def keep_second(book: Book, *, list_: Reopened, drawn: Draft, sheet: CallSheet) -> Done:
    """Keep that sheet with the list. Raises Stale when the list was lengthened or voided meanwhile."""
    with book.read() as sql:
        frame = one_more(printed.frame_of(sql, list_.row.id), sheet)
    return lists.extend(
        book, list_id=list_.row.id, drawn=drawn, words=kept_rows(drawn, sheet), frame=frame, first=list_.row.rows + 1,
        sheet=list_.row.sheets + 1,
    )  # fmt: skip


def more_rows(book: Book, *, list_: Reopened, limit: int | None = None) -> Draft:
    """Whom one more sheet would have: those of the list's own kind who stand on no sheet of it. Of a list picked by hand
    whoever is due."""
    with book.read() as sql:
        there = printed.customers_of(sql, list_.row.id)
    kind = list_.row.kind if list_.row.kind in lists.KINDS else lists.KINDS[0]
    return lists.draft(book, kind=kind, limit=limit, share=0.0, without=there)
