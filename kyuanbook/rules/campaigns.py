"""推广活动, 客户活动 and 内容: their kinds and states, and which of them brought a customer who named none."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.words import Message

WINDOW: Final = 14  # days after its end that a campaign still counts, unless the owner says otherwise


class CampaignKind(StrEnum):
    """What it is."""

    PROMOTION = "promotion"
    EVENT = "event"
    CONTENT = "content"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"campaign_{self.value}")


class CampaignState(StrEnum):
    """Where it stands on a day."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"campaign_{self.value}")


class GuestState(StrEnum):
    """Where somebody stands with an event."""

    INVITED = "invited"
    COMING = "coming"
    DECLINED = "declined"
    CAME = "came"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"guest_{self.value}")


class Span(NamedTuple):
    """A campaign as far as it can have brought somebody. ``last``: None while it has no end; ``window``: days after it."""

    id: int
    channel_id: int | None
    first: int
    last: int | None
    window: int


def state_on(first: int, last: int | None, today: int) -> CampaignState:
    """Planned before its first day, ended after its last."""
    if today < first:
        return CampaignState.PLANNED
    return CampaignState.ENDED if last is not None and today > last else CampaignState.RUNNING


def counts_on(span: Span, day: int) -> bool:
    """Whether somebody who came on ``day`` can have come by it: from its first day until ``window`` days after its last."""
    return span.first <= day and (span.last is None or day <= span.last + span.window)


def brought_by(channel_id: int | None, day: int | None, named: int | None, spans: Iterable[Span]) -> int | None:
    """The campaign that brought a customer: the one ``named``; else, of those on their channel that counted on the day they
    came, the one begun last (of two begun on one day the later entered). None: no campaign."""
    if named is not None or channel_id is None or day is None:
        return named
    there = [span for span in spans if span.channel_id == channel_id and counts_on(span, day)]
    return max(there, key=lambda span: (span.first, span.id)).id if there else None
