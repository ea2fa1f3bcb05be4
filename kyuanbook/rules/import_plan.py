"""What becomes of each row of a table: a new customer, one who is in the book already, one who stands in it twice, or nobody
because something in it is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.import_cells import Cell, ReadRow
from kyuanbook.rules.phones import is_local, local_part, normalise, shown
from kyuanbook.rules.words import Message


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "there"
    TWICE = "twice"
    WRONG = "wrong"


LEFT_OUT: Final = (Fate.TWICE, Fate.WRONG)


class Planned(NamedTuple):
    """``there``: the customer of the book it is; ``why``: how that is known, or whom in the table it repeats."""

    row: ReadRow
    fate: Fate
    there: int | None = None
    why: Message | None = None

    def reasons(self) -> tuple[Message, ...]:
        """Why it is not brought in, or what had better be looked at."""
        said = [] if self.why is None else [self.why]
        return (*said, *(cell_words(cell) for cell in (*self.row.wrong, *self.row.odd)))


class InBook(NamedTuple):
    """Who of the book has a number, a member number or a name of the table; ``names``: what these customers are called."""

    by_phone: Mapping[str, Sequence[int]]
    by_member: Mapping[str, int]
    by_name: Mapping[str, Sequence[int]]
    names: Mapping[int, str]


@dataclass(slots=True)
class _Seen:
    """The rows gone through so far that are new, by what they would be known by."""

    phones: dict[str, ReadRow]
    locals: dict[str, ReadRow]  # landlines by what stands behind their area code
    members: dict[str, ReadRow]
    names: dict[str, ReadRow]

    def with_phone(self, number: str) -> ReadRow | None:
        """Whose row has the same line."""
        found = self.phones.get(number)
        if found is None and is_local(number):
            found = self.locals.get(number)
        if found is None and (part := local_part(number)):
            found = self.phones.get(part)
        return found

    def add(self, row: ReadRow) -> None:
        for phone in row.clean.phones:
            self.phones.setdefault(phone.number, row)
            if part := local_part(phone.number):
                self.locals.setdefault(part, row)
        if row.clean.member_no:
            self.members.setdefault(row.clean.member_no, row)
        for name in names_of(row):
            self.names.setdefault(name, row)


def names_of(row: ReadRow) -> list[str]:
    """What the customer of a row is called."""
    return [name for name in dict.fromkeys((row.clean.name, row.clean.alias)) if name]


def cell_words(cell: Cell) -> Message:
    """``电话“138”：这个手机号少了八位``."""
    if not cell.text:
        return cell.why if not cell.head else Message("import_no_cell", {"head": cell.head, "why": cell.why})
    return Message("import_cell", {"head": cell.head, "text": cell.text, "why": cell.why})


def planned(rows: Iterable[ReadRow], book: InBook) -> list[Planned]:
    """The fate of each row, in their order."""
    seen = _Seen({}, {}, {}, {})
    found = []
    for row in rows:
        one = _fate(row, book, seen)
        if one.fate is Fate.NEW:
            seen.add(one.row)
        found.append(one)
    return found


def _fate(row: ReadRow, book: InBook, seen: _Seen) -> Planned:
    if row.wrong:
        return Planned(row, Fate.WRONG)
    clean = row.clean
    if clean.member_no and clean.member_no in book.by_member:
        return Planned(row, Fate.THERE, book.by_member[clean.member_no], Message("like_member_no", {"number": clean.member_no}))
    for phone in clean.phones:
        there = book.by_phone.get(phone.number, ())
        if there:
            # a family shares a number: of several the one of that name
            same = next((i for i in there if book.names.get(i) in names_of(row)), there[0])
            return Planned(row, Fate.THERE, same, Message("like_phone", {"phone": shown(phone.number)}))
    nameless = not clean.phones and not clean.member_no
    if nameless:
        for name in names_of(row):
            if there := book.by_name.get(name, ()):
                return Planned(row, Fate.THERE, there[0], Message("import_same_name_there", {"name": name}))
    return _among(row, seen, nameless)


def _among(row: ReadRow, seen: _Seen, nameless: bool) -> Planned:
    """Of one who is not in the book: whether the table has them twice."""
    member_no = row.clean.member_no
    if member_no and (before := seen.members.get(member_no)):
        return Planned(row, Fate.TWICE, why=Message("import_twice_member", {"row": before.number, "name": before.name}))
    odd: list[Cell] = []
    for phone in row.clean.phones:
        before = seen.with_phone(phone.number)
        if before is None:
            continue
        if set(names_of(before)) & set(names_of(row)):
            return Planned(row, Fate.TWICE, why=Message("import_twice", {"row": before.number, "name": before.name}))
        odd.append(Cell("", "", Message("import_same_phone", {"row": before.number, "name": before.name})))
    if nameless and (before := next(filter(None, map(seen.names.get, names_of(row))), None)):
        odd.append(Cell("", "", Message("import_same_name", {"row": before.number, "name": before.name})))
    return Planned(replace(row, odd=(*row.odd, *odd)) if odd else row, Fate.NEW)


# who brought whom --------------------------------------------------------------------------------------------------------


class Sender(NamedTuple):
    """Who brought a new customer: one of the book, or, by place, another new row."""

    customer: int | None = None
    row: int | None = None


class Senders:
    """Who is called so, or has that number, among the new rows (by their place), the rows of those who are in the book, and the
    book itself."""

    def __init__(self, rows: Sequence[ReadRow], others: Iterable[Planned], book: InBook) -> None:
        self._rows, self._book = rows, book
        self._by: dict[str, set[Sender]] = {}
        for place, row in enumerate(rows):
            self._add(row, Sender(row=place))
        for one in others:
            if one.there is not None:
                self._add(one.row, Sender(customer=one.there))

    def _add(self, row: ReadRow, sender: Sender) -> None:
        for word in (*names_of(row), *(phone.number for phone in row.clean.phones)):
            self._by.setdefault(word, set()).add(sender)

    def _who(self, word: str) -> set[Sender]:
        number = normalise(word).number
        words = [word, *([number] if number in self._book.by_phone or number in self._by else [])]
        there = [*self._book.by_name.get(word, ()), *self._book.by_phone.get(number, ())]
        return {Sender(customer=i) for i in there}.union(*(self._by.get(one, set()) for one in words))

    def of_new(self) -> dict[int, Sender]:
        """place of a new row -> who brought them, where there is exactly one who can be meant. Nobody is brought by themselves,
        nor by whom they brought."""
        by: dict[int, Sender] = {}
        for place, row in enumerate(self._rows):
            if row.referrer:
                who = self._who(row.referrer) - {Sender(row=place)}
                if len(who) == 1 and not _leads_to(one := next(iter(who)), place, by):
                    by[place] = one
        return by

    def in_book(self, word: str) -> int | None:
        """The one of the book who can be meant, if nobody else can."""
        who = self._who(word) if word else set()
        return next(iter(who)).customer if len(who) == 1 else None


def _leads_to(sender: Sender, place: int, by: Mapping[int, Sender]) -> bool:
    at: Sender | None = sender
    while at is not None and at.row is not None:
        if at.row == place:
            return True
        at = by.get(at.row)
    return False


def in_order(many: int, by: Mapping[int, Sender]) -> list[int]:
    """The places of the new rows so that whoever brought somebody comes before them, else as in the table."""
    order: list[int] = []
    done: set[int] = set()
    for place in range(many):
        way = []
        at: int | None = place
        while at is not None and at not in done:
            done.add(at)
            way.append(at)
            at = by[at].row if at in by else None
        order += reversed(way)
    return order
