"""The settings of this PC: one JSON file in the data folder. What belongs to the shop lies in the book and travels with it."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from kyuanbook.language import CHINESE, LANGUAGES
from kyuanbook.rules.words import Message

FILE_NAME: Final = "settings.json"
THEMES: Final = ("system", "light", "dark")
SCALES: Final = (0.8, 3.0)


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 4_096


class Settings(NamedTuple):
    """Every setting of this PC, declared once. :func:`described` gives each its sentence for the owner.

    ``scale``: 1.0 is 100 %; ``paper``: a ``paper.sheets.Paper``; ``printer``: its name, "" the system's own;
    ``second_place``: a folder for second backups, "" for none; ``place_asked``: the first start has asked for one;
    ``last_book``: path of the book open last; ``closing_trouble``: what went wrong with the backup at the last closing;
    ``window``: where it stood, as ``ui.shell.place`` writes it; ``private``: numbers and amounts are hidden;
    ``pages``: what pages remember of themselves (columns, sorting), by page.
    """

    language: str = CHINESE
    theme: str = "system"
    scale: float = 1.0
    paper: str = "a4"
    printer: str = ""
    copies: int = 1
    second_place: str = ""
    place_asked: bool = False
    last_book: str = ""
    last_version: str = ""
    closing_trouble: str = ""
    window: str = ""
    private: bool = False
    pages: Mapping[str, Any] = MappingProxyType({})


# what a value must be like to be taken from the file
FITS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "language": lambda v: v in LANGUAGES,
    "theme": lambda v: v in THEMES,
    "scale": lambda v: type(v) in (int, float) and SCALES[0] <= v <= SCALES[1],
    "paper": _text,
    "printer": _text,
    "copies": lambda v: type(v) is int and 1 <= v <= 99,
    "second_place": _text,
    "place_asked": lambda v: type(v) is bool,
    "last_book": _text,
    "last_version": _text,
    "closing_trouble": _text,
    "window": _text,
    "private": lambda v: type(v) is bool,
    "pages": lambda v: isinstance(v, dict),
}
NAMES: Final = Settings._fields


def described(name: str) -> Message:
    """What a setting is for, in the owner's words."""
    if name not in NAMES:
        raise KeyError(name)
    return Message(f"setting_{name}")


def default(name: str) -> Any:
    """What a setting is when nobody set it."""
    return Settings._field_defaults[name]


def load(path: Path) -> Settings:
    """The settings at ``path``. Never keeps the program from starting: a file that can't be read is kept aside as
    ``….broken``, a value that can't be right is as if it had never been set.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return Settings()
    except (ValueError, RecursionError):  # not UTF-8, not JSON
        found = None
    if not isinstance(found, dict):
        _keep_aside(path)
        return Settings()
    return Settings(**{name: found[name] for name in NAMES if name in found and FITS[name](found[name])})


def save(path: Path, settings: Settings) -> bool:
    """Write the settings in one stroke. False when the disk would not: they hold until the program ends."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(settings._asdict() | {"pages": dict(settings.pages)}, file, ensure_ascii=False, indent=2, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _keep_aside(path: Path) -> None:
    with suppress(OSError):  # then it lies where it was, and is written over at the next save
        os.replace(path, path.with_name(path.name + ".broken"))
