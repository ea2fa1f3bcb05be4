"""导入: the customers of a table brought into the book. First what would become of each row, nothing written; then all of it in
one unit of work, taken back by one 撤销."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.import_filling import fill_in
from kyuanbook.actions.import_writing import Stopped, known_sources, write_new
from kyuanbook.book.queries import importing as queries
from kyuanbook.book.queries.custom import fields
from kyuanbook.book.reader import Reader
from kyuanbook.exchange.people_csv import write_table
from kyuanbook.exchange.tables import Line, Table
from kyuanbook.language import say, tr
from kyuanbook.rules.custom import FieldRow, Kind, Owner, clean_name, problem_name
from kyuanbook.rules.import_cells import ReadRow, RowReader
from kyuanbook.rules.import_heads import LEAVE, NEW_FIELD, find_head, guessed, guessed_by_content
from kyuanbook.rules.import_plan import LEFT_OUT, Fate, InBook, Planned, names_of, planned
from kyuanbook.rules.import_sources import NOT_KNOWN, Where, meant
from kyuanbook.rules.phones import normalise
from kyuanbook.rules.words import Message, Problem, Refused

Progress = Callable[[int, int], bool]  # (rows gone through, of) -> go on?
_TOLD: Final = 500  # rows between two words of progress
_NAMED_BY: Final = frozenset({"name", "alias", "firm"})


@dataclass(frozen=True)
class Wanted:
    """How the table is read and what is done with it. ``head``: which line has the names of the columns, None for none;
    ``keys``: what each column is; ``fill``: those in the book get what is empty there; ``sources``: what becomes of words that
    are no source of the book."""

    head: int | None
    keys: tuple[str, ...]
    fill: bool = False
    sources: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What would become of each row. ``unknown``: words that are no source of the book, and how many new rows have them;
    ``new_fields``: what would be made for columns that are nobody's, with numbers below 0 that the book does not know."""

    table: Table
    wanted: Wanted
    heads: tuple[str, ...]
    rows: tuple[Planned, ...]
    unknown: Mapping[str, int]
    new_fields: tuple[FieldRow, ...]

    def of(self, *fates: Fate) -> list[Planned]:
        """The rows that fare so."""
        return [one for one in self.rows if one.fate in fates]

    @property
    def odd(self) -> list[Planned]:
        """New ones that are taken as they stand and had better be looked at."""
        return [one for one in self.rows if one.fate is Fate.NEW and one.row.odd]


class Brought(NamedTuple):
    """What came of it: how many are new, and of how many something was filled in."""

    done: Done
    new: int
    filled: int


def begin(book: Book, table: Table) -> Wanted:
    """How the table is probably meant."""
    with book.read() as sql:
        own = fields(sql, Owner.CUSTOMER)
    cells = [line.cells for line in table.lines]
    head = find_head(cells, own)
    return with_head(table, head, own)


def with_head(table: Table, head: int | None, own: Iterable[FieldRow]) -> Wanted:
    """The same when the owner says which line has the names of the columns."""
    cells = [line.cells for line in table.lines]
    if head is None:
        return Wanted(None, guessed_by_content(cells))
    names = [*cells[head], *[""] * (table.width - len(cells[head]))]
    return Wanted(head, guessed(names, own))


def heads(table: Table, head: int | None) -> tuple[str, ...]:
    """What each column is called: as it says, else by its place."""
    names = table.lines[head].cells if head is not None else ()
    return tuple(
        (names[at] if at < len(names) else "") or say(Message("import_column", {"n": at + 1})) for at in range(table.width)
    )


def plan(book: Book, table: Table, wanted: Wanted, progress: Progress | None = None) -> Plan:
    """What would become of each row; nothing is written. Raises Refused when no column says who it is, or a new field can't be
    made; Stopped when ``progress`` says so."""
    named = heads(table, wanted.head)
    with book.read() as sql:
        own = fields(sql, Owner.CUSTOMER, hidden=True)
    if not _NAMED_BY & set(wanted.keys):
        raise Refused([Problem("columns", Message("import_no_name"))])
    made = _new_fields(wanted.keys, named, own)
    keys = _with_new(wanted.keys, made)
    reader = RowReader(keys, named, [*own, *made], book.today())
    rows = list(_read(reader, _people(table, wanted.head), progress))
    with book.read() as sql:
        found = planned(rows, _in_book(sql, rows))
        unknown = _unknown(sql, found)
    return Plan(table, wanted, named, tuple(found), unknown, made)


def bring_in(book: Book, wanted: Plan, progress: Progress | None = None) -> Brought:
    """Write what was planned, as the book stands now. Raises Refused when nothing is to be written; Stopped, and the book is as
    it was, when ``progress`` says so."""
    rows = [one.row for one in wanted.rows]
    with book.write("import_customers", bulk=True) as unit:
        known = _in_book(unit.sql, rows)
        found = planned(rows, known)  # anew: somebody may have been added since
        fresh = [one.row for one in found if one.fate is Fate.NEW]
        others = [one for one in found if one.fate is Fate.THERE]
        if not fresh and not (wanted.wanted.fill and others):
            raise Refused([Problem("rows", Message("import_nothing"))])
        new = write_new(unit, fresh, others, known, wanted.new_fields, wanted.wanted.sources, _step(progress, len(fresh)))
        filled = fill_in(unit, others, new) if wanted.wanted.fill else 0
        if not fresh and not filled:
            raise Refused([Problem("rows", Message("import_nothing_to_fill"))])
        if not fresh:
            unit.name({"n": filled}, "import_filled")
        elif filled:
            unit.name({"n": len(fresh), "filled": filled}, "import_both")
        else:
            unit.name({"n": len(fresh)})
    return Brought(Done(unit.changed, notes=new.notes), len(fresh), filled)


def save_left_out(plan: Plan, path: Path) -> int:
    """The rows that were not brought in, as they stand in the table, with the reason in a column more: to be mended and brought
    again. Returns how many. Raises BookError."""
    left = {one.row.number: one for one in plan.of(*LEFT_OUT)}
    lines = [line for line in _people(plan.table, plan.wanted.head) if line.number in left]
    width = plan.table.width
    rows = (
        [*line.cells, *[""] * (width - len(line.cells)), tr("；").join(map(say, left[line.number].reasons()))] for line in lines
    )
    return write_table(path, [*plan.heads, tr("没导入的原因")], rows)


# inside ------------------------------------------------------------------------------------------------------------------


def _people(table: Table, head: int | None) -> Sequence[Line]:
    """The lines of customers: below the head, which may stand again on each page."""
    if head is None:
        return table.lines
    names = table.lines[head].cells
    return [line for line in table.lines[head + 1 :] if line.cells != names]


def _read(reader: RowReader, lines: Sequence[Line], progress: Progress | None) -> Iterable[ReadRow]:
    for n, line in enumerate(lines):
        if n % _TOLD == 0 and progress is not None and not progress(n, len(lines)):
            raise Stopped
        yield reader.read(line.number, line.cells)


def _step(progress: Progress | None, many: int) -> Callable[[int], None]:
    def step(done: int) -> None:
        if progress is not None and not progress(done, many):
            raise Stopped

    return step


def _new_fields(keys: Sequence[str], named: Sequence[str], own: Sequence[FieldRow]) -> tuple[FieldRow, ...]:
    """A field of text for each column that is to be one. Raises Refused."""
    made: list[FieldRow] = []
    for at, key in enumerate(keys):
        if key != NEW_FIELD:
            continue
        name, problems = clean_name(named[at])
        if problems:
            raise Refused([Problem("columns", Message("import_field_name", {"head": named[at], "why": problems[0].message}))])
        if any(one.name == name for one in (*own, *made)):
            raise Refused([Problem("columns", Message("import_field_taken", {"name": name}))])
        made.append(FieldRow(-1 - at, Owner.CUSTOMER, Kind.TEXT, name))
    return tuple(made)


def _with_new(keys: Sequence[str], made: Sequence[FieldRow]) -> list[str]:
    new = {-1 - one.id: problem_name(one.id) for one in made}
    return [new.get(at, LEAVE if key == NEW_FIELD else key) for at, key in enumerate(keys)]


def _in_book(sql: Reader, rows: Sequence[ReadRow]) -> InBook:
    numbers, members, names = set[str](), set[str](), set[str]()
    for row in rows:
        if row.wrong:
            continue
        numbers.update(phone.number for phone in row.clean.phones)
        members.add(row.clean.member_no)
        if row.referrer:
            names.add(row.referrer)
            number = normalise(row.referrer).number
            if len(number) >= 7:
                numbers.add(number)
        if not row.clean.phones and not row.clean.member_no:
            names.update(names_of(row))
    return queries.in_book(sql, numbers, members - {""}, names)


def _unknown(sql: Reader, rows: Sequence[Planned]) -> dict[str, int]:
    known = known_sources(sql)
    words = Counter(one.row.source for one in rows if one.fate is Fate.NEW and one.row.source)
    return {word: n for word, n in words.most_common() if meant(word, known) is None}


def with_source(wanted: Wanted, word: str, where: Where) -> Wanted:
    """The same with a word settled."""
    sources = {**wanted.sources, word: where}
    return replace(wanted, sources={w: one for w, one in sources.items() if one != NOT_KNOWN})
