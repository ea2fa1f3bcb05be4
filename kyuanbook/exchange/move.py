"""换电脑: book, settings and backups in one file that the new PC opens. A zip with a manifest, so that nothing is taken for
whole that isn't."""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from kyuanbook.book import backup, shelf
from kyuanbook.book.book import Book
from kyuanbook.book.errors import BadBackup, BadMove, NewerMove, PlaceFull
from kyuanbook.book.files import Began, Progress, Step, Steps, errors_at, part, pour, private, put
from kyuanbook.book.restore import ASIDE, CHECK, UNPACK, must_be_closed, swap_in
from kyuanbook.book.shelf import Facts
from kyuanbook.settings import FILE_NAME

SUFFIX: Final = ".kybmove"
FORMAT: Final = 1
PROVE: Final = "prove"  # a leg of its own, before those of a restoring

_MANIFEST: Final = "manifest.json"
_BOOK: Final = "book.kyb"
_BACKUPS: Final = "backups"
_CHUNK: Final = 1 << 20
_LARGEST_MANIFEST: Final = 1 << 20
_BROKEN: Final = (zipfile.BadZipFile, EOFError, RuntimeError, zlib.error)  # RuntimeError: a password, an unknown method


@dataclass(frozen=True, slots=True)
class Moved:
    """``book``: where it lies now; ``kept``: the one that was there before, if any; ``facts``: what it holds."""

    book: Path
    kept: Path | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Member:
    size: int
    sha256: str


class _Summing:
    """Size and SHA-256 of what went by."""

    def __init__(self) -> None:
        self.size = 0
        self._sum = hashlib.sha256()

    def add(self, block: bytes) -> None:
        self.size += len(block)
        self._sum.update(block)

    def hexdigest(self) -> str:
        return self._sum.hexdigest()


# on the old PC -------------------------------------------------------------------------------------------------------


def pack(book: Book, target: Path, settings_path: Path, progress: Progress | None = None) -> Facts:
    """Write the open book, its backups and this PC's settings into the one file ``target``, and read it back.

    Raises BookError, Cancelled: then nothing is left at ``target``.
    """
    steps = Steps(progress)
    with errors_at(target.parent), part(target.parent) as packed:
        with part(target.parent) as copy:
            facts = backup.copy_book(book, copy, steps.part(0, 350), steps.part(350, 400))
            sources = {_BOOK: copy}
            if settings_path.is_file():
                sources[FILE_NAME] = settings_path
            sources |= {f"{_BACKUPS}/{b.path.name}": b.path for b in shelf.backups(shelf.folder_for(book.path), facts.born)}
            _write(packed, sources, facts, steps.part(400, 800))
        with zipfile.ZipFile(packed) as archive:
            _prove(archive, _read_manifest(archive), steps.part(800, 1_000))
        put(packed, target)
    return facts


def _write(packed: Path, sources: Mapping[str, Path], facts: Facts, step: Step) -> None:
    whole = sum(path.stat().st_size for path in sources.values())
    done = 0
    members: dict[str, _Member] = {}
    with private(packed) as out, zipfile.ZipFile(out, "w") as archive:
        for name, path in sources.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if path.suffix == ".gz" else zipfile.ZIP_DEFLATED
            summing = _Summing()
            with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as member:
                while block := source.read(_CHUNK):
                    member.write(block)
                    summing.add(block)
                    step(done + summing.size, whole)
            members[name] = _Member(summing.size, summing.hexdigest())
            done += summing.size
        manifest = {
            "kyuanbook_move": FORMAT, "facts": asdict(facts), "files": {n: asdict(m) for n, m in members.items()},
        }  # fmt: skip
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


# on the new PC -------------------------------------------------------------------------------------------------------


def unpack(
    packed: Path, book_path: Path, settings_path: Path, now: int, progress: Progress | None = None,
    began: Began | None = None,
) -> Moved:  # fmt: skip
    """Let the book in a pack be the book at ``book_path``, which must be closed, its backups lie on its shelf and its settings
    be this PC's. What was there before is kept beside.

    All of the pack is proved and unpacked before anything is touched. Raises BookError, Cancelled: then everything is as it
    was; killed in the middle, there is a whole book, old or new, and opening the pack again ends it.
    """
    steps = Steps(progress, began)
    folder = book_path.parent
    if not packed.is_file():
        raise BadMove(path=str(packed))
    with errors_at(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        must_be_closed(book_path)
        try:
            with zipfile.ZipFile(packed) as archive, part(folder) as ready, ExitStack() as parts:
                members = _read_manifest(archive)
                _must_fit(folder, members)
                _prove(archive, members, steps.part(0, 400, PROVE))
                _extract(archive, _BOOK, ready, steps.part(400, 600, UNPACK))
                facts = backup.inspect(ready, steps.part(600, 850, CHECK), packed)
                others = _extract_others(
                    archive, members, shelf.folder_for(book_path), settings_path, steps.part(850, 950, UNPACK), parts
                )
                kept = _put_all(ready, others, book_path, settings_path, now, steps.part(950, 1_000, ASIDE))
        except (*_BROKEN, BadBackup) as error:
            raise BadMove(path=str(packed)) from error
    return Moved(book_path, kept, facts)


def _extract_others(
    archive: zipfile.ZipFile, members: Mapping[str, _Member], backups: Path, settings_path: Path, step: Step,
    parts: ExitStack,
) -> dict[Path, Path]:  # fmt: skip
    """Backups and settings under hidden names, by the place where each will lie; ``parts`` clears away what didn't get there."""
    others = [name for name in members if name != _BOOK]
    for folder in {settings_path.parent if name == FILE_NAME else backups for name in others}:
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            parts.callback(_remove_if_empty, folder)
    ready: dict[Path, Path] = {}
    for done, name in enumerate(others):
        target = settings_path if name == FILE_NAME else backups / PurePosixPath(name).name
        ready[target] = parts.enter_context(part(target.parent))
        _extract(archive, name, ready[target], step, done, len(others))
    return ready


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _put_all(
    ready: Path, others: Mapping[Path, Path], book_path: Path, settings_path: Path, now: int, step: Step
) -> Path | None:
    """Give all its names, the book last: until it has its own, everything is taken back. Returns where the present one is."""
    with ExitStack() as undo:
        _put_backups({target: path for target, path in others.items() if target != settings_path}, undo)
        if settings_path in others:
            _put_settings(others[settings_path], settings_path, now, undo)
        kept = swap_in(ready, book_path, "换电脑前", now, step)
        undo.pop_all()
    return kept


def _put_backups(ready: Mapping[Path, Path], undo: ExitStack) -> None:
    for target, path in ready.items():
        if not target.exists():  # one of that name is the same backup
            undo.callback(target.unlink, missing_ok=True)
        put(path, target)


def _put_settings(ready: Path, path: Path, now: int, undo: ExitStack) -> None:
    if path.exists():
        kept = path.with_name(f"{path.stem}-换电脑前-{datetime.fromtimestamp(now):%Y%m%d-%H%M%S}{path.suffix}")
        os.replace(path, kept)
        undo.callback(os.replace, kept, path)
    else:
        undo.callback(path.unlink, missing_ok=True)
    put(ready, path)


def look_into(packed: Path) -> Facts:
    """What a pack says it holds. Its end is read, not the whole: what is no pack at all, or half of one, is refused before
    anything is closed for it. Raises BookError."""
    if not packed.is_file():
        raise BadMove(path=str(packed))
    with errors_at(packed.parent):
        try:
            with zipfile.ZipFile(packed) as archive:
                _read_manifest(archive)
                return Facts(**json.loads(archive.read(_MANIFEST))["facts"])
        except (*_BROKEN, KeyError, TypeError) as error:
            raise BadMove(path=str(packed)) from error


# both ----------------------------------------------------------------------------------------------------------------


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, _Member]:
    """What the pack says it holds. Raises BadMove, NewerMove."""
    path = str(archive.filename)
    try:
        info = archive.getinfo(_MANIFEST)
        if info.file_size > _LARGEST_MANIFEST:
            raise BadMove(path=path)
        found: Any = json.loads(archive.read(info))
        if found["kyuanbook_move"] > FORMAT:
            raise NewerMove(path=path)
        members = {str(name): _Member(int(m["size"]), str(m["sha256"])) for name, m in found["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadMove(path=path) from error
    if _BOOK not in members or not all(map(_is_ours, members)) or not set(members) <= set(archive.namelist()):
        raise BadMove(path=path)
    return members


def _is_ours(name: str) -> bool:
    """A name we would have given: nothing in a pack decides where on the PC it is written."""
    if name in (_BOOK, FILE_NAME):
        return True
    folder, _, file = name.partition("/")
    return folder == _BACKUPS and shelf.is_name(file)


def _prove(archive: zipfile.ZipFile, members: Mapping[str, _Member], step: Step) -> None:
    whole = sum(m.size for m in members.values())
    done = 0
    for name, expected in members.items():
        summing = _Summing()
        with archive.open(name) as source:
            while summing.size <= expected.size and (block := source.read(_CHUNK)):
                summing.add(block)
                step(done + summing.size, whole)
        if (summing.size, summing.hexdigest()) != (expected.size, expected.sha256):
            raise BadMove(path=str(archive.filename))
        done += summing.size


def _extract(
    archive: zipfile.ZipFile, name: str, target: Path, step: Step, files_done: int = 0, files: int = 1
) -> None:
    """Write a member to a new file: the one after ``files_done`` of ``files``."""
    size = max(1, archive.getinfo(name).file_size)
    with archive.open(name) as source, private(target) as out:
        pour(source, out, lambda done: step(files_done * size + done, files * size))


def _must_fit(folder: Path, members: Mapping[str, _Member]) -> None:
    if sum(m.size for m in members.values()) > shutil.disk_usage(folder).free:
        raise PlaceFull(path=str(folder))
