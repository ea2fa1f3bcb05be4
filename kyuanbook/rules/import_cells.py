"""The cells of a table from elsewhere, as owners write them, read into what is typed for a customer.

What can't be meant is said of the cell; what only a small field does not know (a sex, an income, a firm, a year without its day)
or can't be (a birthday, an e-mail, a field of the owner's own) goes into the note, and nobody is left out for it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kyuanbook.rules.custom import FieldRow, Kind, problem_name
from kyuanbook.rules.entries import (
    CleanCustomer,
    CustomerEntry,
    OpeningEntry,
    PhoneEntry,
    clean_customer,
)
from kyuanbook.rules.import_heads import LEAVE, TO_NOTE
from kyuanbook.rules.phones import split_phones
from kyuanbook.rules.text import line_of
from kyuanbook.rules.words import Message, Problem

_EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet, whose 1900 had a 29 February
_QUOTED: Final = re.compile(r'="(.*)"', re.DOTALL)  # ="13822045678": how programs keep a number from being counted with
_SHORTENED: Final = re.compile(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_CLOCK: Final = re.compile(r"(?<=\d)[T ]+\d{1,2}:\d{2}.*$|(?<=日)\s*\d{1,2}[:时点].*$")
_WEEKDAY: Final = re.compile(r"\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?\s*$")
_AMERICAN: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NO_DAY: Final = re.compile(r"(?:19|20)\d{2}(?:年|[-./年]\d{1,2}月?|)(?:出生|生)?")
_WHOLE: Final = re.compile(r"([\d,]+)(?:\.0+)?(?:次|回|趟|天|日)?")
_POINT_NOUGHT: Final = re.compile(r"(\d+)\.0+")
_TAGS: Final = re.compile(r"[、,，;；|\n]")
_NOTHING: Final = frozenset({
    "-", "--", "---", "—", "——", "/", "\\", "无", "没有", "暂无", "未知", "不详", "未填", "空", "null", "none", "nil", "n/a",
    "na", "#n/a", "nan",
    "#ref!", "#value!", "0000-00-00", "0000-00-00 00:00:00",
})  # fmt: skip
_MEANT: Final = frozenset({"name", "alias", "note"})  # fields in which such a word may be what was meant
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "total", "合计：", "合计:"})
_SEXES: Final[Mapping[str, str]] = {
    **dict.fromkeys("男 男性 男士 先生 m male man 1".split(), "male"),
    **dict.fromkeys("女 女性 女士 小姐 太太 f female woman 2".split(), "female"),
    **dict.fromkeys("0 9 保密 unknown".split(), ""),
}
_INCOMES: Final[Mapping[str, str]] = {
    **dict.fromkeys("一般 普通 低 较低 plain low".split(), "plain"), **dict.fromkeys("中等 中 middle medium".split(), "middle"),
    **dict.fromkeys("较高 高 high".split(), "high"), **dict.fromkeys("很高 top veryhigh".split(), "top"),
}  # fmt: skip
_YES: Final = frozenset("是 有 对 要 yes y true 1 √ ✓ ✔ 请勿联系 勿扰".split())
_REFUSED: Final = frozenset({"day_future", "birthday_future", "amount_negative"})
"""Questions to which nobody is there to answer, and to which yes is hardly ever the answer."""
_SMALL: Final = frozenset({"birthday", "email"})  # and the owner's own fields
_UNIT: Final = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?) ?(?![百千万亿半多余])[A-Za-z\u4e00-\u9fff℃°%]{1,4}")  # 35000公里, not 12万
_KEY_OF: Final[Mapping[str, str]] = {
    "opening_visits": "visits", "opening_total": "total", "opening_first": "first", "opening_last": "last",
    "opening_gap": "gap",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is wrong or odd. ``head``: what its column is called; ``text``: what stands in it; ``why``: and what to do."""

    head: str
    text: str
    why: Message


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the book would keep it. ``number``: as the spreadsheet counts. ``wrong``: it can't be kept; ``odd``: it is kept
    as it stands and had better be looked at. ``source``, ``referrer``: the words in those columns."""

    number: int
    clean: CleanCustomer
    source: str = ""
    referrer: str = ""
    wrong: tuple[Cell, ...] = ()
    odd: tuple[Cell, ...] = ()

    @property
    def name(self) -> str:
        """Name or 称呼, as the row has it."""
        return self.clean.name or self.clean.alias


def plain(cell: str) -> str:
    """A cell without what only keeps spreadsheets from counting with it: ``="138…"``, ``'+86…``."""
    text = cell.strip()
    if whole := _QUOTED.fullmatch(text):
        text = whole[1].strip()
    if len(text) > 1 and text[0] == "'" and (text[1] in "=+-@" or text[1].isdigit()):
        text = text[1:]
    return text


class RowReader:
    """Reads the rows of one table: ``keys`` say which column is what (:mod:`rules.import_heads`), ``fields`` are the owner's."""

    def __init__(self, keys: Sequence[str], heads: Sequence[str], fields: Sequence[FieldRow], today: int) -> None:
        self._today = today
        self._columns = [(at, key) for at, key in enumerate(keys) if key != LEAVE]
        self._heads = {at: heads[at] if at < len(heads) else "" for at, _ in self._columns}
        own = {problem_name(field.id): field for field in fields}
        self._own = {at: own[key] for at, key in self._columns if key in own}
        self._fields = tuple(self._own.values())

    def read(self, number: int, cells: Sequence[str]) -> ReadRow:
        """One row; never raises, whatever stands in it."""
        desk = _Row(self._today)
        for at, key in self._columns:
            text = plain(cells[at]) if at < len(cells) else ""
            if not text or (key not in _MEANT and at not in self._own and text.lower() in _NOTHING):
                continue
            if at in self._own:
                desk.custom[self._own[at].id] = _own_text(self._own[at], text)
            else:
                desk.take(key, self._heads[at], text)
        clean, problems = clean_customer(desk.entry(), self._today, self._fields)
        wrong: list[Cell] = []
        odd: list[Cell] = []
        small = [problem for problem in problems if _refused(problem) and _is_small(problem.field)]
        for problem in small:
            desk.put_by(problem.field, *self._stands(problem, cells))
            odd.append(self._cell(Problem(problem.field, Message("import_noted", {"why": problem.message})), cells))
        if small:
            clean, problems = clean_customer(desk.entry(), self._today, self._fields)
        for problem in (*desk.problems, *problems):
            if desk.problems and problem.field == "name" and problem.message.key == "name_or_alias":
                continue  # it is a sum, nobody looks for its name
            (wrong if _refused(problem) else odd).append(self._cell(problem, cells))
        return ReadRow(number, clean, desk.source, desk.referrer, tuple(wrong), tuple(odd))

    def _cell(self, problem: Problem, cells: Sequence[str]) -> Cell:
        head, text = self._stands(problem, cells)
        return Cell(head, text[:40], problem.message)

    def _stands(self, problem: Problem, cells: Sequence[str]) -> tuple[str, str]:
        """What the column is called, and what stands there."""
        own = problem.field.startswith("custom")
        field = problem.field if own else problem.field.rstrip("0123456789")
        key = _KEY_OF.get(field, field)
        places = [at for at, k in self._columns if k == key or (key == "birthday" and k == "lunar")]
        text = "、".join(cells[at].strip() for at in places if at < len(cells) and cells[at].strip())
        return self._heads[places[0]] if places else "", text


def _refused(problem: Problem) -> bool:
    return not problem.asks or problem.message.key in _REFUSED


def _is_small(field: str) -> bool:
    """Whether what can't stand there may stand in the note instead."""
    return field in _SMALL or field.startswith("custom")


class _Row:
    """What is gathered of one row."""

    def __init__(self, today: int) -> None:
        self.today = today
        self.typed: dict[str, str] = {}
        self.phones: list[str] = []
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.address: list[str] = []
        self.custom: dict[int, str] = {}
        self.source = self.referrer = ""
        self.problems: list[Problem] = []

    def take(self, key: str, head: str, text: str) -> None:
        """What stands in a column of that key."""
        reading = _READ.get(key)
        if reading is None:
            self.typed[key] = text
        elif not reading(self, text):
            self.notes.append(_said(head, text))

    def put_by(self, field: str, head: str, text: str) -> None:
        """What can't stand in a small field stands in the note."""
        for own in [own for own in self.custom if problem_name(own) == field]:
            del self.custom[own]
        self.typed.pop(field, None)
        self.notes.append(_said(head, text))

    def entry(self) -> CustomerEntry:
        """As it would be typed."""
        t = self.typed
        name, firm, notes = t.get("name", ""), t.get("firm", ""), self.notes
        if not self.problems and (name or t.get("alias", "")).lower() in _TOTALS and not self.phones:
            self.problems.append(Problem("name", Message("import_total_row")))
        kind = "person"
        if firm and (not name or name == firm) and not t.get("alias"):
            name, kind = firm, "firm"
        elif firm:
            notes = [_said("单位", firm), *notes]
        opening = OpeningEntry(*(t.get(part, "") for part in ("visits", "total", "first", "last", "gap")))
        return CustomerEntry(
            name=name, alias=t.get("alias", ""), phones=tuple(map(PhoneEntry, self.phones)), kind=kind, sex=t.get("sex", ""),
            birthday=t.get("birthday", ""), email=t.get("email", ""), wechat=t.get("wechat", ""),
            address=_joined(self.address), occupation=t.get("occupation", ""), income_band=t.get("income", ""),
            member_no=t.get("member_no", ""), note="\n".join(notes), tags=tuple(self.tags),
            do_not_contact="do_not_contact" in t, opening=None if opening == OpeningEntry() else opening, custom=self.custom,
        )  # fmt: skip


def _said(head: str, text: str) -> str:
    return f"{head}：{text}" if head else text


def _joined(parts: Sequence[str]) -> str:
    """省, 市, and the rest: each part that no later one says anyhow."""
    kept = [one for at, one in enumerate(parts) if not any(one in later for later in parts[at + 1 :])]
    latin = any(part.isascii() for part in kept)
    return (" " if latin else "").join(kept)


# cell by cell; False: nothing the field knows, it goes into the note -----------------------------------------------------


def _phone(row: _Row, text: str) -> bool:
    found = _unshortened(text)
    if found is None:
        row.problems.append(Problem("phone", Message("import_shortened")))
        return True
    row.phones += split_phones(found)
    return True


def _member_no(row: _Row, text: str) -> bool:
    found = _unshortened(text)
    if found is None:
        row.problems.append(Problem("member_no", Message("import_shortened")))
        return True
    row.typed["member_no"] = _POINT_NOUGHT.sub(r"\1", found) if _POINT_NOUGHT.fullmatch(found) else found
    return True


def _unshortened(text: str) -> str | None:
    """``1.3822045678E+10`` in full; None where the spreadsheet dropped figures (``1.38E+10``)."""
    match = _SHORTENED.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return text
    shown = len(match[1].partition(".")[2])
    return str(int(Decimal(match[1]).scaleb(int(match[2])))) if shown >= int(match[2]) else None


def _sex(row: _Row, text: str) -> bool:
    word = text.strip().lower()
    if word in _SEXES:
        row.typed["sex"] = _SEXES[word]
    return word in _SEXES


def _income(row: _Row, text: str) -> bool:
    word = text.replace(" ", "").lower()
    if word in _INCOMES:
        row.typed["income"] = _INCOMES[word]
    return word in _INCOMES


def _birthday(row: _Row, text: str) -> bool:
    return _born(row, text, "")


def _lunar(row: _Row, text: str) -> bool:
    return _born(row, text, "农历")


def _born(row: _Row, text: str, era: str) -> bool:
    day = day_text(text, serial=not era)
    if _NO_DAY.fullmatch(day.replace(" ", "")):
        return False  # a year, perhaps a month: no day to congratulate on, and worth keeping
    if era or "birthday" not in row.typed:
        row.typed["birthday"] = era + day
    return True


def day_text(text: str, *, serial: bool = True) -> str:
    """A day as one would type it: without the hour or the weekday, not as the spreadsheet counts its days."""
    typed = _WEEKDAY.sub("", _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip())).strip()
    if serial and (match := _SERIAL.fullmatch(typed)):
        on = _EPOCH + timedelta(days=int(match[1]))
        return f"{on.year}-{on.month}-{on.day}"
    if match := _AMERICAN.fullmatch(typed):
        month, day, year = map(int, match.groups())
        return f"{year}-{day}-{month}" if month > 12 else f"{year}-{month}-{day}"
    return typed


def _tags(row: _Row, text: str) -> bool:
    row.tags += [tag for one in _TAGS.split(text) if (tag := one.strip()) and tag.lower() not in _NOTHING]
    return True


def _note(row: _Row, text: str) -> bool:
    row.notes.append(text)
    return True


def _to_note(_row: _Row, _text: str) -> bool:
    return False


def _address(row: _Row, text: str) -> bool:
    row.address.append(" ".join(text.split()))
    return True


def _source(row: _Row, text: str) -> bool:
    row.source = line_of(text)
    return True


def _referrer(row: _Row, text: str) -> bool:
    row.referrer = line_of(text)
    return True


def _times(key: str) -> Callable[[_Row, str], bool]:
    def read(row: _Row, text: str) -> bool:
        typed = unicodedata.normalize("NFKC", text).replace(" ", "")
        match = _WHOLE.fullmatch(typed)
        number = match[1].replace(",", "") if match else typed
        if number.strip("0"):  # never yet is nothing to write down
            row.typed[key] = number
        return True

    return read


def _total(row: _Row, text: str) -> bool:
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed.strip("0.¥￥元 "):
        row.typed["total"] = typed
    return True


def _day(key: str) -> Callable[[_Row, str], bool]:
    def read(row: _Row, text: str) -> bool:
        row.typed[key] = day_text(text)
        return True

    return read


def _do_not_contact(row: _Row, text: str) -> bool:
    if text.strip().lower() in _YES:
        row.typed["do_not_contact"] = "yes"
    return True


_READ: Final[Mapping[str, Callable[[_Row, str], bool]]] = {
    "phone": _phone, "member_no": _member_no, "sex": _sex, "income": _income, "birthday": _birthday, "lunar": _lunar,
    "tags": _tags, "note": _note, TO_NOTE: _to_note, "address": _address, "source": _source, "referrer": _referrer,
    "visits": _times("visits"), "gap": _times("gap"), "total": _total, "first": _day("first"), "last": _day("last"),
    "do_not_contact": _do_not_contact,
}  # fmt: skip


def _own_text(field: FieldRow, text: str) -> str:
    """What one would type into a field of the owner's own."""
    if field.kind is Kind.DATE:
        return "" if text.lower() in _NOTHING else day_text(text)
    if field.kind is Kind.NUMBER:
        typed = unicodedata.normalize("NFKC", text).strip()
        if typed.lower() in _NOTHING:
            return ""
        typed = typed.lstrip("¥￥").strip()
        if with_unit := _UNIT.fullmatch(typed):
            typed = with_unit[1].replace(",", "")
        return _POINT_NOUGHT.sub(r"\1", typed) if _POINT_NOUGHT.fullmatch(typed) else typed
    return "" if text.startswith("#") and text.lower() in _NOTHING else text


def with_note(clean: CleanCustomer, line: str) -> CleanCustomer:
    """The same with a line more in the note."""
    return replace(clean, note=f"{clean.note}\n{line}" if clean.note else line)
