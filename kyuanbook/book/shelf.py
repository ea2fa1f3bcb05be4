"""The shelf of backups: one folder of compressed copies that needs no other record. A file's name says when it was made and
how far the journal had come; its first bytes, what it holds.

A backup is an ordinary gzip file. It begins with an empty member whose comment is a line of JSON, so that a list of
backups reads a few hundred bytes of each.
"""

import json
import re
import shutil
import struct
import zlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

SUFFIX: Final = ".kyb.gz"
DAYS, WEEKS, MONTHS = 7, 4, 12
OF_LAST_DAY: Final = 3  # several closings on one day: its last ones
SHARE: Final = 10  # all backups together take at most a tenth of the free space

_NAME: Final = re.compile(r"(?P<stem>.+)-(?P<day>\d{8})-(?P<time>\d{6})-j(?P<entry>\d+)\.kyb\.gz")
_HEAD: Final = b"\x1f\x8b\x08\x10" + bytes(4) + b"\x00\xff"  # gzip, deflate, with a comment; no time, no system
_EMPTY: Final = zlib.compress(b"", wbits=-15) + struct.pack("<LL", 0, 0)
_LONGEST_COMMENT: Final = 2_048


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy of a book holds. ``born``: instant of its first journal entry, the same in every copy of one book;
    ``entry``, ``at``: number and instant of the last; ``customers``, ``visits``: those not in 回收站; ``version``: of its tables.
    """

    born: int
    entry: int
    at: int
    customers: int
    visits: int
    version: str


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on the shelf. ``day``, ``second`` of the day: when made, by its name; ``size`` in bytes, compressed.
    ``facts`` is None when its first bytes can't be read.
    """

    path: Path
    day: int
    second: int
    entry: int
    size: int
    facts: Facts | None


def folder_for(book_path: Path, place: Path | None = None) -> Path:
    """Where a book's backups lie: beside it, or in a second ``place``."""
    return (place or book_path.parent) / f"{book_path.stem}-备份"


def file_name(book_path: Path, instant: int, facts: Facts) -> str:
    """The name of a backup made at ``instant`` (epoch seconds)."""
    return f"{book_path.stem}-{datetime.fromtimestamp(instant):%Y%m%d-%H%M%S}-j{facts.entry}{SUFFIX}"


def is_name(name: str) -> bool:
    """True for a file name that a backup can have."""
    return _NAME.fullmatch(name) is not None and "/" not in name and "\\" not in name


def label(facts: Facts) -> bytes:
    """The empty gzip member that carries ``facts``."""
    return _HEAD + json.dumps(asdict(facts)).encode("ascii") + b"\0" + _EMPTY


def read_label(path: Path) -> Facts | None:
    """The facts a backup carries; None when it is none of ours or can't be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_LONGEST_COMMENT)
        if not head.startswith(_HEAD):
            return None
        return Facts(**json.loads(head[len(_HEAD) :].split(b"\0", 1)[0]))
    except (OSError, ValueError, TypeError):
        return None


def backups(folder: Path, born: int | None = None) -> list[Backup]:
    """The backups in a folder, newest first; ``born``: of this book alone. Empty when the folder is not there."""
    try:
        found = [b for path in folder.iterdir() if (b := at(path))]
    except OSError:
        return []
    mine = [b for b in found if born is None or (b.facts and b.facts.born == born)]
    return sorted(mine, key=lambda b: (b.day, b.second, b.entry), reverse=True)


def at(path: Path) -> Backup | None:
    """The backup that a file is, by its name; None when it is none."""
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    try:
        day = date(int(match["day"][:4]), int(match["day"][4:6]), int(match["day"][6:])).toordinal()
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    hours, minutes, seconds = (int(match["time"][i : i + 2]) for i in (0, 2, 4))
    return Backup(path, day, hours * 3600 + minutes * 60 + seconds, int(match["entry"]), size, read_label(path))


def worth_keeping(shelf: Sequence[Backup]) -> list[Backup]:
    """Of backups, newest first, those of the last 7 days, 4 weeks and 12 months that have any: the last one of each."""
    if not shelf:
        return []
    days = _last_of_each(shelf, [b.day for b in shelf], DAYS)
    weeks = _last_of_each(shelf, [date.fromordinal(b.day).isocalendar()[:2] for b in shelf], WEEKS)
    months = _last_of_each(shelf, [date.fromordinal(b.day).timetuple()[:2] for b in shelf], MONTHS)
    last_day = [b for b in shelf if b.day == shelf[0].day][:OF_LAST_DAY]
    keep = {b.path for b in [*days, *weeks, *months, *last_day]}
    return [b for b in shelf if b.path in keep]


def _last_of_each(shelf: Sequence[Backup], times: Sequence[Hashable], count: int) -> list[Backup]:
    """The newest backup of each of the ``count`` newest times (days, weeks, months) that have any."""
    seen: dict[Hashable, Backup] = {}
    for time, backup in zip(times, shelf, strict=True):
        seen.setdefault(time, backup)
    return list(seen.values())[:count]


def within(shelf: Iterable[Backup], limit: int) -> list[Backup]:
    """As many as fit into ``limit`` bytes, the newest first: the oldest go first."""
    kept: list[Backup] = []
    for backup in shelf:
        limit -= backup.size
        if limit < 0:
            break
        kept.append(backup)
    return kept


def room(folder: Path, shelf: Iterable[Backup]) -> int:
    """Bytes the backups in ``folder`` may take together: a tenth of what would be free without them."""
    return (shutil.disk_usage(folder).free + sum(b.size for b in shelf)) // SHARE
