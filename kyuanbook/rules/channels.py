"""Where customers come from: the six families, each with the members a new book begins with.

Natural: the customer came unprompted. Promoted: because of something the shop did or paid for. The owner may rename,
reorder, hide and mark every channel otherwise; the codes stay, so that a later version can tell ours from theirs.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kyuanbook.rules.words import Message


class ChannelFamily(StrEnum):
    """渠道大类, in the order of the glossary."""

    WALK_IN = "walk_in"
    OFFLINE = "offline"
    ONLINE = "online"
    PARTNER = "partner"
    CONTENT = "content"
    REFERRAL = "referral"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"family_{self.value}")


@dataclass(frozen=True, slots=True)
class UsualChannel:
    """A channel every new book has. ``natural``: 自然客源; otherwise 人工客源."""

    code: str
    family: ChannelFamily
    natural: bool

    @property
    def label(self) -> Message:
        """Its name until the owner gives it another."""
        return Message(f"channel_{self.code}")


NATURAL: Final = Message("natural_source")
PROMOTED: Final = Message("promoted_source")

BY_CUSTOMER: Final = "by_customer"
BY_STAFF: Final = "by_staff"  # by whom is no customer

_F = ChannelFamily
USUAL_CHANNELS: Final[tuple[UsualChannel, ...]] = (
    UsualChannel("passing_by", _F.WALK_IN, natural=True),
    UsualChannel("nearby", _F.WALK_IN, natural=True),
    UsualChannel("heard_name", _F.WALK_IN, natural=True),
    UsualChannel("counter", _F.OFFLINE, natural=False),
    UsualChannel("exhibition", _F.OFFLINE, natural=False),
    UsualChannel("phone", _F.OFFLINE, natural=False),
    UsualChannel("flyer", _F.OFFLINE, natural=False),
    UsualChannel("door_to_door", _F.OFFLINE, natural=False),
    UsualChannel("own_site", _F.ONLINE, natural=False),
    UsualChannel("e_shop", _F.ONLINE, natural=False),
    UsualChannel("douyin", _F.ONLINE, natural=False),
    UsualChannel("xiaohongshu", _F.ONLINE, natural=False),
    UsualChannel("wechat_moments", _F.ONLINE, natural=False),
    UsualChannel("wechat_account", _F.ONLINE, natural=False),
    UsualChannel("wechat_group", _F.ONLINE, natural=False),
    UsualChannel("search", _F.ONLINE, natural=True),
    UsualChannel("review_site", _F.ONLINE, natural=True),
    UsualChannel("paid_ads", _F.ONLINE, natural=False),
    UsualChannel("email", _F.ONLINE, natural=False),
    UsualChannel("alliance", _F.PARTNER, natural=False),
    UsualChannel("distributor", _F.PARTNER, natural=False),
    UsualChannel("affiliate", _F.PARTNER, natural=False),
    UsualChannel("association", _F.PARTNER, natural=False),
    UsualChannel("article", _F.CONTENT, natural=False),
    UsualChannel("video", _F.CONTENT, natural=False),
    UsualChannel("live_stream", _F.CONTENT, natural=False),
    UsualChannel("salon", _F.CONTENT, natural=False),
    UsualChannel("lecture", _F.CONTENT, natural=False),
    UsualChannel(BY_CUSTOMER, _F.REFERRAL, natural=True),
    UsualChannel(BY_STAFF, _F.REFERRAL, natural=False),
)


def members(family: ChannelFamily) -> tuple[UsualChannel, ...]:
    """The usual channels of one family, in order."""
    return tuple(channel for channel in USUAL_CHANNELS if channel.family is family)
