"""A log of visits from elsewhere, sorted by customer: lines of customer, date, amount, of any number.

Nothing is held but one chunk: chunks are sorted and put by in temporary files, then merged into one that has a line a
customer and can be read as often as wanted. A log of one chunk stays in memory.
"""

import csv
import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final, NamedTuple

from kyuanbook.exchange.encodings import BLOCK, encoding_of
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.dates import FIRST_DAY, full_day, read_day
from kyuanbook.rules.words import Message

CHUNK: Final = 100_000  # lines sorted at a time: some tens of MB
NAMED: Final = 10  # bad lines that are told one by one
REMEMBERED: Final = 50_000  # ways of writing a day or an amount
LONGEST: Final = 1 << 20  # characters of a field
CUSTOMER: Final = (
    "客户", "客户号", "客户编号", "会员", "会员号", "会员卡号", "卡号", "姓名", "手机", "手机号", "电话", "customer",
    "customer_id", "customerid", "client", "member", "id", "user_id", "cust_id",
)  # fmt: skip
DAY: Final = (
    "日期", "到店日期", "消费日期", "交易日期", "下单日期", "时间", "消费时间", "交易时间", "date", "day", "time", "datetime",
    "visit_date", "order_date", "transaction_dt", "invoicedate",
)  # fmt: skip
AMOUNT: Final = (
    "金额", "消费金额", "实收", "实付", "实付金额", "总价", "合计", "amount", "total", "price", "sales_price", "spend", "value",
    "dollar_value",
)  # fmt: skip
_AMERICAN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DATED: Final = re.compile(r"\d{4}[-./年]\d.*|\d{8}")  # a day without its year is no day of a log
_PLAIN: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
_CLOCK: Final = re.compile(r"[T ]+\d{1,2}:\d{2}.*$|(?<=日)\s*\d{1,2}[:时点].*$")

History = tuple[str, list[int], list[int]]
"""Customer, their days, each once and rising, and what was paid on each in cents."""


class BadLog(ValueError):
    """The log can't be read; ``messages`` say where and what to do: of many bad lines how many, and the first of them."""

    def __init__(self, key: str, *more: Message, **numbers: object) -> None:
        super().__init__(key)
        self.messages = (Message(key, numbers), *more)


class _Columns(NamedTuple):
    """Which column is what; ``amount`` None: there is none, nothing was paid."""

    customer: int
    day: int
    amount: int | None


class _Days(dict[str, str]):
    """A written day -> the day, in six figures: a log of a million lines has a few thousand."""

    def __missing__(self, text: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        day = self[text] = str(_day(text))
        return day


class _Cents(dict[str, str]):
    """A written amount -> cents, in figures; nothing written is nothing paid."""

    def __missing__(self, text: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        whole, point, part = text[:-3], text[-3:-2], text[-2:]
        if point == "." and len(whole) < 10 and whole.isdecimal() and part.isdecimal() and text.isascii():
            found = whole + part
        else:
            cents, problems = parse_amount(text)
            if cents is None and problems:
                raise ValueError(text)
            found = str(cents or 0)
        self[text] = found
        return found


def _day(text: str) -> int:
    """A day with its year: 2026-11-03, 2026/11/3, 2026年11月3日, 20261103, with a time behind; 11/3/2026, and 13/11/2026
    where the first can be no month. Raises ValueError."""
    typed = _CLOCK.sub("", text.strip())
    if match := _AMERICAN.fullmatch(typed):
        month, day, year = map(int, match.groups())
        typed = f"{year}-{day}-{month}" if month > 12 else f"{year}-{month}-{day}"
    found, _ = read_day(typed, FIRST_DAY, allow_future=True) if _DATED.fullmatch(typed) else (None, ())
    if found is None:
        raise ValueError(text)
    return found


class VisitLog:
    """A context manager: the log of ``path`` up to the day ``until``, read on entering, merged while it is first asked for its
    customers. ``visits``: lines that counted; ``later``: lines after ``until``, which were not looked at. Raises BadLog,
    OSError."""

    def __init__(self, path: Path, until: int) -> None:
        self._path, self._until = path, until
        self._held = ExitStack()
        self.visits = self.later = 0
        self._wrong, self._first_wrong = 0, list[Message]()
        self._days, self._cents = _Days(), _Cents()
        self._parts: list[Iterable[str]] = []
        self._few: list[History] | None = None  # everybody, of a log of one chunk

    def __enter__(self) -> "VisitLog":
        with self._held as held:
            self._sorted = held.enter_context(_scratch())
            self._read_parts(held)
            if self._wrong:
                raise _bad_lines(self._wrong, self._first_wrong)
            if not self.visits:
                raise BadLog("log_empty", day=full_day(self._until))
            self._held = held.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._held.close()

    def customers(self) -> Iterator[History]:
        """Everybody, by name; from the beginning each time it is asked, and to the end the first time."""
        if self._parts:
            parts, self._parts = self._parts, []
            yield from self._put_by_each(parts)
            return
        if self._few is not None:
            yield from self._few
            return
        self._sorted.seek(0)
        for line in self._sorted:
            customer, days, cents = line.split("\t")
            yield customer, list(map(int, days.split())), list(map(int, cents.split()))

    def _read_parts(self, held: ExitStack) -> None:
        """Sorted chunks, each in a file but the last."""
        lines = self._lines()
        while len(chunk := sorted(islice(lines, CHUNK))) == CHUNK:
            self._parts.append(held.enter_context(_put_by(chunk)))
            self.visits += CHUNK
        self._parts.append(chunk)
        self.visits += len(chunk)

    def _put_by_each(self, parts: Sequence[Iterable[str]]) -> Iterator[History]:
        """Everybody, merged; each is put by in one line, or kept as they are where they were one chunk."""
        if len(parts) == 1:
            self._few = []
            for one in _merged(parts[0]):
                self._few.append(one)
                yield one
            return
        put_by = self._sorted.write
        for one in _merged(heapq.merge(*parts)):
            customer, days, cents = one
            put_by(f"{customer}\t{' '.join(map(str, days))}\t{' '.join(map(str, cents))}\n")
            yield one

    def _lines(self) -> Iterator[str]:
        """``customer day cents`` of each line that counts; days are six figures, so that text sorts as they do."""
        with self._path.open(encoding=_encoding(self._path), newline="") as file:
            first = file.readline(BLOCK)
            file.seek(0)
            csv.field_size_limit(LONGEST)
            reader = csv.reader(file, delimiter=_delimiter(first))
            try:
                yield from self._read(reader)
            except csv.Error:  # what stands behind it cannot be told
                self._is_wrong("log_broken", line=reader.line_num)

    def _is_wrong(self, key: str, **numbers: object) -> None:
        """A line that can't be read; the others are looked through, so that all can be put right at once."""
        self._wrong += 1
        if len(self._first_wrong) < NAMED:
            self._first_wrong.append(Message(key, numbers))

    def _read(self, reader: "csv._reader") -> Iterator[str]:  # type: ignore[name-defined]  # the csv module's own
        first = next((row for row in reader if any(row)), None)
        if first is None:
            return
        columns, begins = _columns(first, reader.line_num)
        days, cents, until = self._days, self._cents, str(self._until)
        at, on, paid = columns
        text = ""
        for row in reader if begins else chain([first], reader):
            try:
                customer, text = row[at], row[on]
                day = days[text]
            except IndexError:
                if not any(row):
                    continue
                self._is_wrong("log_columns", line=reader.line_num, n=len(row))
                continue
            except ValueError:
                if any(row):
                    self._is_wrong("log_date", line=reader.line_num, text=text.strip()[:40])
                continue
            if not customer.isalnum():  # a blank within a name, or round it
                customer = " ".join(customer.split())
                if not customer:
                    self._is_wrong("log_nobody", line=reader.line_num)
                    continue
            if day > until:
                self.later += 1
                continue
            try:
                spent = cents[row[paid]] if paid is not None else "0"
            except IndexError:
                spent = "0"
            except ValueError:
                text = row[paid or 0]
                self._is_wrong("log_amount", line=reader.line_num, text=text.strip()[:40])
                continue
            yield f"{customer}\t{day}\t{spent}\n"


def _merged(lines: Iterable[str]) -> Iterator[History]:
    """Sorted lines, a customer at a time."""
    now = ""
    days: dict[str, int] = {}
    for line in chain(lines, ["\t0\t0"]):
        customer, day, cents = line.split("\t")
        if customer != now:
            if days:
                yield now, list(map(int, days)), list(days.values())
            now, days = customer, {}
        if day in days:
            days[day] += int(cents)
        else:
            days[day] = int(cents)


def _bad_lines(many: int, first: Sequence[Message]) -> BadLog:
    if many == 1:
        return BadLog(first[0].key, **first[0].numbers)
    rest = (Message("log_more_lines", {"n": many - len(first)}),) if many > len(first) else ()
    return BadLog("log_bad_lines", *first, *rest, n=many)


def _scratch() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="\n", prefix="kyuanbook-")


def _put_by(lines: Iterable[str]) -> IO[str]:
    part = _scratch()
    part.writelines(lines)
    part.seek(0)
    return part


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        found = encoding_of(file)
    if found is None:
        raise BadLog("log_encoding")
    return found


def _delimiter(line: str) -> str:
    """The sign that parts most: a comma, a tab, a semicolon, a bar."""
    return max(",\t;|", key=line.count)


def _columns(row: Sequence[str], line: int) -> tuple[_Columns, bool]:
    """(which column is what, whether ``row`` is a head): by name, else in the order customer, date, amount."""
    names = [cell.strip().strip("\ufeff").lower() for cell in row]

    def place(known: Iterable[str]) -> int | None:
        return next((names.index(name) for name in known if name in names), None)

    customer, day, amount = (place(known) for known in (CUSTOMER, DAY, AMOUNT))
    if customer is not None and day is not None:
        return _Columns(customer, day, amount), True
    in_order = _Columns(0, 1, 2 if len(row) > 2 else None)
    if len(row) < 2:
        raise BadLog("log_columns", line=line, n=len(row))
    try:
        _day(row[1])
    except ValueError:
        if any(letter.isdigit() for letter in row[1]) or customer is not None or day is not None:
            raise BadLog("log_head", line=line) from None
        return in_order, True
    return in_order, False
