"""What the owner types for a 推广活动 or a 内容 and for what it cost, and how it becomes what the book keeps."""

import re
from dataclasses import dataclass
from typing import Final

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.campaigns import CampaignKind
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.pinyin import reading, toneless
from kyuanbook.rules.text import clean_line, clean_note, line_of
from kyuanbook.rules.words import Message, Problem

NAME_LIMIT: Final = 20
OFFER_LIMIT: Final = 60
WORDS_LIMIT: Final = 200
LINK_LIMIT: Final = 300
NOTE_LIMIT: Final = 120
CODE_LEAST, CODE_MOST = 2, 12
MOST_WINDOW: Final = 365  # days

TYPED_KINDS: Final = (CampaignKind.PROMOTION, CampaignKind.CONTENT)  # an event has an entry of its own

_CODE: Final = re.compile(r"[A-Z0-9]+")
_LINK: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://\S+|[^\s/]+\.[^\s/]+(?:/\S*)?")


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """A campaign as typed. ``first``, ``last``: days; ``window``: days after its end, "" for the shop's own."""

    name: str = ""
    kind: str = CampaignKind.PROMOTION
    channel_id: int | None = None
    first: str = ""
    last: str = ""
    budget: str = ""
    offer: str = ""
    segment_id: int | None = None
    words: str = ""
    code: str = ""
    link: str = ""
    window: str = ""
    note: str = ""
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class CleanCampaign:
    """A campaign as the book keeps it."""

    name: str
    kind: str
    channel_id: int | None
    first: int
    last: int | None
    budget_cents: int | None
    offer: str
    segment_id: int | None
    words: str
    code: str
    link: str
    window_days: int | None
    note: str
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class CostEntry:
    """One thing that was paid for, as typed."""

    amount: str = ""
    day: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CleanCost:
    """It as the book keeps it."""

    cents: int
    day: int
    note: str


def clean_campaign(entry: CampaignEntry, today: int) -> tuple[CleanCampaign, tuple[Problem, ...]]:
    """The campaign as the book would keep it, and all that is wrong or asked. Without a first day it begins today."""
    name, problems = clean_line(entry.name, "name", NAME_LIMIT, required=True)
    if entry.channel_id is None:
        problems += (Problem("channel", Message("campaign_channel_missing")),)
    first, wrong = day_of_plan(entry.first, "first", today)
    problems += wrong
    last, wrong = day_of_plan(entry.last, "last", today)
    problems += wrong
    first = today if first is None else first
    if last is not None and last < first and not any(p.field in ("first", "last") for p in problems):
        problems += (Problem("last", Message("campaign_ends_first")),)
    budget, wrong = parse_amount(line_of(entry.budget), "budget")
    problems += wrong
    lines = {}
    for field, value, limit in (
        ("offer", entry.offer, OFFER_LIMIT), ("link", entry.link, LINK_LIMIT), ("note", entry.note, NOTE_LIMIT),
    ):  # fmt: skip
        lines[field], wrong = clean_line(value, field, limit)
        problems += wrong
    if lines["link"] and not _LINK.fullmatch(lines["link"]):
        problems += (Problem("link", Message("link_odd"), asks=True),)
    words, wrong = clean_note(entry.words, "words", WORDS_LIMIT)
    code, odd = clean_code(entry.code)
    window, over = read_window(entry.window)
    return CleanCampaign(
        name, CampaignKind(entry.kind).value, entry.channel_id, first, last, budget, lines["offer"], entry.segment_id, words,
        code, lines["link"], window, lines["note"], entry.partner_id,
    ), problems + wrong + odd + over  # fmt: skip


def clean_code(typed: str) -> tuple[str, tuple[Problem, ...]]:
    """Letters and figures, in capitals: what a hand types at the counter and a scanner reads."""
    code = code_of(typed)
    if not code:
        return "", ()
    if not _CODE.fullmatch(code) or not CODE_LEAST <= len(code) <= CODE_MOST:
        return code, (Problem("code", Message("code_odd", {"least": CODE_LEAST, "most": CODE_MOST})),)
    return code, ()


def code_of(typed: str) -> str:
    """What was typed as a code is compared: ``kx 09`` is ``KX09``."""
    return "".join(line_of(typed).split()).upper()


def suggested_code(name: str, taken: frozenset[str]) -> str:
    """A code that no other campaign has: the initials of its name, at most four, and a number; "" for a name without."""
    signs = (sign if sign.isascii() else toneless(reading(sign))[:1] for sign in line_of(name))
    letters = "".join(sign.upper() for sign in signs if sign.isascii() and sign.isalnum())[:4]
    if not letters:
        return ""
    return next(code for n in range(1, len(taken) + 2) if (code := f"{letters}{n:02}") not in taken)


def clean_cost(entry: CostEntry, today: int) -> tuple[CleanCost, tuple[Problem, ...]]:
    """What was paid, as the book would keep it. Money that came back is a cost below nothing, and asks."""
    cents, problems = parse_amount(line_of(entry.amount), "amount")
    if cents is None and not problems:
        problems = (Problem("amount", Message("cost_missing")),)
    day, wrong = read_day(line_of(entry.day), today)
    note, odd = clean_line(entry.note, "note", NOTE_LIMIT)
    return CleanCost(cents or 0, today if day is None else day, note), problems + wrong + odd


def day_of_plan(typed: str, field: str, today: int) -> tuple[int | None, tuple[Problem, ...]]:
    """A day of the plan: one that comes is as good as one that was. ``12.1`` means the one nearest to today."""
    text = line_of(typed)
    past, wrong = read_day(text, today, field, allow_future=False)
    ahead, _ = read_day(text, today, field, allow_future=True)
    wrong = tuple(one for one in wrong if not one.asks)
    if past is None or ahead is None:
        return past, wrong
    return (past if today - past < ahead - today else ahead), wrong


def read_window(typed: str, field: str = "window") -> tuple[int | None, tuple[Problem, ...]]:
    """Days that a campaign counts after its end; None where nothing was typed."""
    text = line_of(typed).removesuffix("天").strip()
    if not text:
        return None, ()
    if not text.isdecimal() or int(text) > MOST_WINDOW:
        return None, (Problem(field, Message("whole_from_nought", {"most": MOST_WINDOW})),)
    return int(text), ()
