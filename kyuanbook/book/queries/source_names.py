"""What the groups of a 来源报表 are called."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.reader import Reader
from kyuanbook.language import say, tr
from kyuanbook.rules import channels
from kyuanbook.rules.sources import By


class Named(NamedTuple):
    """``family``: the 渠道大类 it belongs to, "" for none; ``place``: among its like."""

    name: str
    family: str
    place: int


LAST = 1_000_000  # the place of what nobody knows


def names(sql: Reader, by: By) -> Mapping[Hashable, Named]:
    """Every group there may be; None: those of whom it is not known."""
    nobody = {
        By.CHANNEL: tr("不知道来源"), By.FAMILY: tr("不知道来源"), By.CAMPAIGN: tr("不是推广活动"),
        By.PARTNER: tr("不是伙伴介绍"), By.EVENT: tr("不是客户活动"), By.NATURAL: tr("不知道来源"),
    }[by]  # fmt: skip
    return {**_known(sql, by), None: Named(nobody, "", LAST)}


def _known(sql: Reader, by: By) -> dict[Hashable, Named]:
    if by is By.CHANNEL:
        rows = sql.rows("SELECT id, code, name, family, position FROM channel")
        return {i: Named(channel_name(code, name), family, place) for i, code, name, family, place in rows}
    if by is By.FAMILY:
        families = enumerate(channels.ChannelFamily)
        return {family.value: Named(say(family.label), family.value, place) for place, family in families}
    if by is By.NATURAL:
        return {True: Named(say(channels.NATURAL), "", 0), False: Named(say(channels.PROMOTED), "", 1)}
    if by is By.PARTNER:
        rows = sql.rows(
            "SELECT p.id, p.name, coalesce(c.family, 'partner') FROM partner p LEFT JOIN channel c ON c.id = p.channel_id"
        )
        return {i: Named(name, family, i) for i, name, family in rows}
    rows = sql.rows(
        "SELECT k.id, k.name, coalesce(c.family, ''), k.first FROM campaign k LEFT JOIN channel c ON c.id = k.channel_id"
    )
    return {i: Named(name, family, -first) for i, name, family, first in rows}
