"""社交联系人: where a handle lives, and what is written down of somebody who is not yet a customer. Pure."""

from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import NAME_LIMIT, clean_line, line_of
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Message, Problem

HANDLE_LIMIT: Final = 60
WORDS_LIMIT: Final = 200
KIND_LIMIT: Final = 12


class Platform(StrEnum):
    """Where, in the order in which they are offered."""

    WECHAT = "wechat"
    DOUYIN = "douyin"
    XIAOHONGSHU = "xiaohongshu"
    WEIBO = "weibo"
    KUAISHOU = "kuaishou"
    QQ = "qq"
    OTHER = "other"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"platform_{self.value}")


class ContactEntry(NamedTuple):
    """A social contact as typed; ``said``: what they asked or said first, of a new one."""

    platform: str = Platform.WECHAT.value
    handle: str = ""
    name: str = ""
    note: str = ""
    channel_id: int | None = None
    campaign_id: int | None = None
    said: str = ""


class CleanContact(NamedTuple):
    """What the book keeps of it."""

    platform: str
    handle: str
    name: str
    note: str
    channel_id: int | None
    campaign_id: int | None


def clean_contact(entry: ContactEntry) -> tuple[CleanContact, str, tuple[Problem, ...]]:
    """The contact as the book would keep it, the clean words said, and all that is wrong."""
    platform = Platform(entry.platform)
    handle, problems = clean_line(entry.handle, "handle", HANDLE_LIMIT)
    if not handle:
        problems += (Problem("handle", Message("handle_missing")),)
    name, wrong = clean_line(entry.name, "name", NAME_LIMIT)
    problems += wrong
    note, wrong = clean_line(entry.note, "note", WORDS_LIMIT)
    problems += wrong
    said, wrong = clean_line(entry.said, "said", WORDS_LIMIT)
    clean = CleanContact(platform.value, handle.removeprefix("@"), name, note, entry.channel_id, entry.campaign_id)
    return clean, said, tuple((*problems, *wrong))


def clean_said(words: str, day: str, today: int) -> tuple[str, int, tuple[Problem, ...]]:
    """Words said and their day, and what is wrong with them."""
    clean, problems = clean_line(words, "said", WORDS_LIMIT)
    if not clean:
        problems += (Problem("said", Message("said_missing")),)
    at, wrong = read_day(line_of(day), today)
    return clean, today if at is None else at, tuple((*problems, *wrong))


def touch_of(platform: str) -> TouchKind:
    """What sort of 联系记录 words said there become: they came to us with it."""
    return TouchKind.WECHAT if platform == Platform.WECHAT else TouchKind.ENQUIRY
