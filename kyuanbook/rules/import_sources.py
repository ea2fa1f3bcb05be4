"""The words of a 来源 column: which source of the book is meant."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.channels import BY_CUSTOMER, ChannelFamily
from kyuanbook.rules.search_keys import fold

_WORDS: Final[Mapping[str, str]] = {
    BY_CUSTOMER: "朋友介绍 老客介绍 老客户介绍 熟人介绍 客户介绍 顾客介绍 老顾客介绍 转介绍 介绍",
    "passing_by": "路过 过路 门口路过 自然进店 自然到店 路过进店",
    "nearby": "附近 住附近 附近居民 周边",
    "review_site": "美团 大众点评 点评 美团点评",
    "wechat_moments": "朋友圈 微信朋友圈",
    "wechat_account": "公众号 微信公众号",
    "wechat_group": "微信群 社群 群",
    "flyer": "传单 宣传单 发传单 派单",
    "douyin": "抖音 抖音号",
    "xiaohongshu": "小红书 红书",
    "search": "百度 搜索 网上搜索 百度搜索",
}
_USUAL: Final = {word: code for code, words in _WORDS.items() for word in words.split()}


class Known(NamedTuple):
    """A source of the book as it can be meant."""

    id: int
    name: str
    code: str | None = None


class Where(NamedTuple):
    """What becomes of a word that is no source of the book: one of it (``channel_id``), a new one of that name in a ``family``,
    or, with neither, 不清楚: the word goes into the note."""

    channel_id: int | None = None
    family: ChannelFamily | None = None


NOT_KNOWN: Final = Where()


def natural(family: ChannelFamily) -> bool:
    """Whether a new source of that family usually costs nothing."""
    return family in (ChannelFamily.WALK_IN, ChannelFamily.REFERRAL)


def meant(word: str, sources: Sequence[Known]) -> int | None:
    """The source of the book that ``word`` names, by its name or by what such a source is usually called."""
    wanted = fold(word).replace(" ", "")
    found = next((one.id for one in sources if fold(one.name).replace(" ", "") == wanted), None)
    if found is None and (code := _USUAL.get(wanted)) is not None:
        found = next((one.id for one in sources if one.code == code), None)
    return found
