"""What CHANGELOG says of each version, and how old one is."""

import re
from datetime import date
from typing import Final, NamedTuple

HEAD: Final = re.compile(r"^## (?P<version>[\w.+-]+)(?:（(?P<when>.+?)）| \((?P<english>.+?)\))\s*$")
MARK: Final = re.compile(r"[*`]+")


class Release(NamedTuple):
    """``day``: an ordinal, None while it is not released. ``about``: what it is in a sentence; ``changes``: one each."""

    version: str
    day: int | None
    about: str
    changes: tuple[str, ...]


def releases(text: str, *, english: bool = False) -> list[Release]:
    """Of a CHANGELOG as this project writes it, the newest first: ``## 1.2.0（2026-11-29）`` in Chinese,
    ``## 1.2.0 (2026-11-29)`` in ``english``, a sentence, and a list."""
    found: list[Release] = []
    ours = False  # whether what follows is in the language asked for
    for line in text.splitlines():
        head = HEAD.match(line)
        words = MARK.sub("", line).strip()
        if line.startswith("#"):
            ours = head is not None and bool(head["english"]) == english
            if head is not None and ours:
                found.append(Release(head["version"], _day(head["english"] or head["when"]), "", ()))
        elif not ours:
            continue
        elif found and line.lstrip().startswith("- "):
            found[-1] = found[-1]._replace(changes=(*found[-1].changes, words.removeprefix("- ")))
        elif found and words and not found[-1].changes:
            found[-1] = found[-1]._replace(about=found[-1].about + words)
    return found


def of(text: str, version: str, *, english: bool = False) -> Release:
    """The one of ``version``; nothing is known of one that is not there."""
    known = releases(text, english=english)
    return next((release for release in known if release.version == version), Release(version, None, "", ()))


def _day(when: str) -> int | None:
    try:
        return date.fromisoformat(when).toordinal()
    except ValueError:
        return None
