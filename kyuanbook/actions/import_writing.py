"""The new customers of a table, written in bulk within the unit of work that brings them in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from kyuanbook.actions.custom import put_own
from kyuanbook.actions.customers import customer_columns, opening_columns, tag_of
from kyuanbook.actions.rewards import settle
from kyuanbook.actions.sources import new_sources
from kyuanbook.book.queries.shop import channels
from kyuanbook.book.reader import Reader
from kyuanbook.book.tables import Channel, Customer, CustomerTag, CustomValue, Phone
from kyuanbook.book.unit import Unit
from kyuanbook.language import say
from kyuanbook.rules.channels import BY_CUSTOMER
from kyuanbook.rules.custom import Clean, FieldRow
from kyuanbook.rules.entries import CleanCustomer
from kyuanbook.rules.import_cells import ReadRow, with_note
from kyuanbook.rules.import_plan import InBook, Planned, Senders, in_order
from kyuanbook.rules.import_sources import NOT_KNOWN, Known, Where, meant, natural
from kyuanbook.rules.text import NOTE_LIMIT, clean_line, cut, length
from kyuanbook.rules.words import Message

BATCH: Final = 1_000
_PHONE: Final = ("customer_id", "number", "typed", "label", "wrong", "position")
_VALUE: Final = ("field_id", "customer_id", "text", "number")


class Stopped(Exception):
    """The owner changed their mind; the transaction goes back."""


class Written(NamedTuple):
    """What those who are in the book need too: ``sources`` by their word, ``fields`` by the number they were planned under."""

    sources: "Sources"
    fields: Mapping[int, int]
    senders: Senders
    tags: "Tags"
    notes: tuple[Message, ...] = ()


def write_new(
    unit: Unit, rows: Sequence[ReadRow], others: Sequence[Planned], book: InBook, new_fields: Sequence[FieldRow],
    wanted: Mapping[str, Where], step: Callable[[int], None],
) -> Written:  # fmt: skip
    """Write ``rows``. ``step``: told how many are written; it raises Stopped to have none."""
    fields = {one.id: put_own(unit, kind=one.kind, name=one.name, choices=(), measure="") for one in new_fields}
    sources, tags, senders = Sources(unit, wanted), Tags(unit), Senders(rows, others, book)
    by = senders.of_new()
    order = in_order(len(rows), by)
    first = unit.next_id(Customer)
    ids = {place: first + at for at, place in enumerate(order)}
    for start in range(0, len(order), BATCH):
        step(start)
        batch = []
        for place in order[start : start + BATCH]:
            sender = by.get(place)
            referrer = None
            if sender is not None:
                referrer = sender.customer if sender.row is None else ids[sender.row]
            batch.append((ids[place], settled(rows[place], sources, referrer)))
        _write(unit, batch, fields, tags)
    step(len(order))
    notes = settle(unit, list(ids.values())) if by else ()
    return Written(sources, fields, senders, tags, notes)


def settled(row: ReadRow, sources: "Sources", referrer: int | None) -> CleanCustomer:
    """The row's customer with source and referrer; a word that could not be told stands in the note."""
    clean, channel = row.clean, None
    if row.source:
        channel = sources.of(row.source)
        if channel is None:
            clean = _noted(clean, "import_said_source", row.source)
    if row.referrer and referrer is None:
        clean = _noted(clean, "import_said_referrer", row.referrer)
    if referrer is not None and channel is None and not row.source:
        channel = sources.by_customer
    return replace(clean, channel_id=channel, referrer_id=referrer)


def _noted(clean: CleanCustomer, key: str, word: str) -> CleanCustomer:
    line = say(Message(key, {"word": word}))
    room = NOTE_LIMIT - length(clean.note) - 1
    return with_note(clean, cut(line, room)) if room > 0 else clean


def _write(
    unit: Unit, batch: Sequence[tuple[int, CleanCustomer]], fields: Mapping[int, int], tags: "Tags"
) -> None:
    people, phones, borne, values = list[Any](), list[Any](), list[Any](), list[Any]()
    columns: tuple[str, ...] = ()
    for customer, clean in batch:
        row = {
            **customer_columns(clean), **opening_columns(clean), **new_sources(clean, unit.day),
            "created_at": unit.at, "created_day": unit.day,
        }  # fmt: skip
        columns = tuple(row)
        people.append(tuple(row.values()))
        phones += [(customer, p.number, p.typed, p.label, p.wrong, i) for i, p in enumerate(clean.phones)]
        borne += [(customer, tags.of(name)) for name in clean.tags]
        values += value_rows(clean.custom, fields, customer)
    unit.insert_rows(Customer, columns, people)
    unit.insert_rows(Phone, _PHONE, phones)
    unit.insert_rows(CustomerTag, ("customer_id", "tag_id"), borne)
    unit.insert_rows(CustomValue, _VALUE, values)


def value_rows(
    values: Mapping[int, Clean | None], fields: Mapping[int, int], customer: int
) -> list[tuple[int, int, str, float | None]]:  # fmt: skip
    """What is kept of the owner's own fields, in the columns of its table."""
    return [(fields.get(i, i), customer, one.text, one.number) for i, one in values.items() if one is not None]


class Tags:
    """Tags by their names, made when they are first borne."""

    def __init__(self, unit: Unit) -> None:
        self._unit, self._known = unit, dict[str, int]()

    def of(self, name: str) -> int:
        """The tag of that name."""
        if name not in self._known:
            self._known[name] = tag_of(self._unit, name)
        return self._known[name]


def known_sources(sql: Reader) -> list[Known]:
    """The sources of the book, as a word of a table can mean them."""
    return [Known(one.id, one.name, one.code) for one in channels(sql, hidden=True)]


class Sources:
    """What the words of a 来源 column mean: of the book, made under a family as the owner said, or nothing."""

    def __init__(self, unit: Unit, wanted: Mapping[str, Where]) -> None:
        self._unit, self._wanted = unit, wanted
        self._known = known_sources(unit.sql)
        self._place = len(self._known)
        self._found: dict[str, int | None] = {}
        self.by_customer = next((one.id for one in self._known if one.code == BY_CUSTOMER), None)

    def of(self, word: str) -> int | None:
        """The source a word names; None: it goes into the note."""
        if word not in self._found:
            self._found[word] = self._find(word)
        return self._found[word]

    def _find(self, word: str) -> int | None:
        found = meant(word, self._known)
        if found is not None:
            return found
        where = self._wanted.get(word, NOT_KNOWN)
        if where.family is None:
            return where.channel_id
        name, problems = clean_line(word, "source", 20, required=True)
        if problems:
            return None
        made = self._unit.insert(
            Channel, family=where.family.value, name=name, natural=natural(where.family), position=self._place
        )
        self._place += 1
        self._known.append(Known(made, name))
        return made
