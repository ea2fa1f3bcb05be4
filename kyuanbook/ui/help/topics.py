"""The help's texts: which there are, and the little Markdown they are written in, read into blocks. No Qt."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kyuanbook.language import ENGLISH, current
from kyuanbook.paths import resource

START, KEYS, STAGES = "start", "keys", "stages"
DARK: Final = "dark"  # the pictures of the dark program, beside the others
TOPICS: Final = (
    START, "first-start", "today", "search", "customers", "card", "new-customer", "change-customer", "import", "merge",
    "visit", "touch", "catch-up", "followups", "results", "feedback", "survey", "survey-reply", "forms", "tags", "pin",
    "pin-tier", "lapse", "winback", "print", "labels", "lists", "list", "bin", "privacy", STAGES, "settings-shop",
    "settings-sources", "settings-calendar", "settings-names", "settings-custom", "settings-rules", "settings-reasons",
    "settings-looks", "settings-keeping", "settings-about", "analysis-tiers", "analysis-rfm", "analysis-segments",
    "analysis-prospects", "analysis-lapse", "analysis-winback", "analysis-won", "analysis-feedback", "analysis-surveys",
    "analysis-accuracy", "sources-report", "sources-channels", "sources-campaigns", "sources-events", "sources-partners",
    "sources-referrals", "sources-network", "consents", "relation", "social", "settings-relations", KEYS,
)  # fmt: skip
PIECES: Final = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<key>.+?)`|!\[.*?\]\(stage:(?P<stage>\w+)\)")
PICTURE: Final = re.compile(r"!\[(?P<alt>.*?)\]\(\.\./pictures/(?P<name>[\w-]+)\.png\)")
LINK: Final = re.compile(r"\[(?P<word>.+?)\]\((?P<topic>[\w-]+)\.md\)")
ITEM: Final = re.compile(r"(?P<mark>\d+\.|-) +(?P<rest>.+)")


class Piece(NamedTuple):
    """A stretch of one look: "" plain, ``bold``, ``key`` (in its cap) or ``stage`` (its key; shape and word)."""

    text: str
    look: str = ""


class Head(NamedTuple):
    """A head within a topic."""

    text: str


class Passage(NamedTuple):
    """A paragraph, or a line of a list: ``mark`` is its number or a dot."""

    pieces: tuple[Piece, ...]
    mark: str = ""


class Picture(NamedTuple):
    """A picture of the program, and what it shows in words."""

    name: str
    alt: str


class Links(NamedTuple):
    """(words, topic) of each."""

    links: tuple[tuple[str, str], ...]


class AllKeys(NamedTuple):
    """Where the list of all acts and their keys stands."""


Block = Head | Passage | Picture | Links | AllKeys


class Topic(NamedTuple):
    """One help text."""

    title: str
    blocks: tuple[Block, ...]

    def said(self) -> str:
        """All its words, for a screen reader."""
        return "\n".join(filter(None, map(_said, self.blocks)))


def folder() -> str:
    """The folder of the language spoken now."""
    return "en" if current() == ENGLISH else "zh"


def picture_file(name: str, *, dark: bool = False) -> Path:
    """Where the picture of that name lies, in the language spoken now."""
    return resource("help", "pictures", folder(), *([DARK] if dark else []), f"{name}.png")


def topic(key: str) -> Topic:
    """The text of that key in the owner's language. Raises OSError when there is none."""
    return read_topic(resource("help", folder(), f"{key}.md").read_text("utf-8"))


def read_topic(text: str) -> Topic:
    """``# title``, then blocks apart by empty lines; each line of a list is a block of its own."""
    title, *rest = text.strip().splitlines()
    return Topic(title.removeprefix("# ").strip(), tuple(_block(line) for line in rest if line.strip()))


def _block(line: str) -> Block:
    line = line.strip()
    if line == "<!-- keys -->":
        return AllKeys()
    if line.startswith("## "):
        return Head(line[3:])
    picture, links, item = PICTURE.fullmatch(line), LINK.findall(line), ITEM.fullmatch(line)
    if picture is not None:
        return Picture(picture["name"], picture["alt"])
    if links:
        return Links(tuple(links))
    if item is not None:
        return Passage(pieces(item["rest"]), "·" if item["mark"] == "-" else item["mark"].rstrip("."))
    return Passage(pieces(line))


def pieces(text: str) -> tuple[Piece, ...]:
    """One line, cut where its look changes."""
    found, end = [], 0
    for match in PIECES.finditer(text):
        found += [Piece(text[end : match.start()]), Piece(match[match.lastgroup or 0], match.lastgroup or "")]
        end = match.end()
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)


def keys_named(blocks: Sequence[Block]) -> list[str]:
    """Every key that stands in a cap."""
    return [p.text for block in blocks if isinstance(block, Passage) for p in block.pieces if p.look == "key"]


def _said(block: Block) -> str:
    if isinstance(block, Head):
        return block.text
    if isinstance(block, Picture):
        return block.alt
    if isinstance(block, Passage):
        return " ".join(filter(None, (block.mark, "".join(p.text for p in block.pieces if p.look != "stage"))))
    return ""
