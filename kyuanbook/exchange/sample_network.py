"""Who belongs to whom in the sample shop, and who asks over social platforms without having come. Invented.

A lot of its own: the people and visits of the shop are drawn as if this were not here.
"""

import random
from collections.abc import Iterator
from typing import Final, NamedTuple

from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_cast import CAST

LOOKED_AT: Final = 400  # customers: enough to look at, and as quick in a large shop as in a small one
RELATION = ("kind_id", "customer_id", "other_id", "contact_id", "note", "day")
CONTACT = ("platform", "handle", "name", "note", "customer_id", "channel_id", "created_day", "created_at")
SAID = ("contact_id", "day", "words")

# (place in CAST, place in CAST, code of the kind, note)
KNOWN: Final = (
    (0, 1, "family", "母子"), (0, 1, "household", ""), (0, 5, "family", "表弟"), (0, 14, "colleague", "同一层楼上班"),
    (14, 16, "colleague", ""), (7, 11, "neighbour", "楼上楼下"), (7, 8, "friend", "一起跳广场舞"), (11, 12, "neighbour", ""),
    (9, 23, "colleague", "同一个办公室"), (23, 25, "friend", ""), (6, 24, "family", "父子"), (6, 24, "household", ""),
    (21, 22, "family", "老两口"), (21, 22, "household", ""), (1, 26, "family", "外孙"), (1, 26, "household", ""),
    (2, 15, "friend", "大学同学"),
)  # fmt: skip
DRAWN: Final = (("household", 5), ("family", 4), ("friend", 4), ("colleague", 3), ("neighbour", 3))


class Asks(NamedTuple):
    """A handle. ``said``: (days ago, words); ``of``: place in CAST of the customer whose it is; ``friend``: of whoever knows
    them."""

    platform: str
    handle: str
    name: str
    note: str
    source: str
    said: tuple[tuple[int, str], ...]
    of: int | None = None
    friend: int | None = None


ASKS: Final = (
    Asks("douyin", "momo_在路上", "默默", "住滨江新村", "douyin",
         ((9, "烫发多少钱？"), (6, "离禾木小区近吗？"), (1, "周六下午还有位子吗？")), friend=5),
    Asks("xiaohongshu", "小鹿爱吃桃", "", "想染冷棕", "xiaohongshu", ((12, "冷棕要不要漂？"), (11, "大概多久能染好？"))),
    Asks("wechat", "dahai_1985", "大海", "小区群里加的", "wechat_moments", ((4, "男士剪发要不要预约？"),), friend=7),
    Asks("kuaishou", "老刘跑步", "", "", "douyin", ((20, "学生有优惠吗？"),)),
    Asks("qq", "285501937", "小川", "二中学生", "nearby", ((15, "几点关门？"),), friend=5),
    Asks("douyin", "anna_miao", "缪 Anna", "", "douyin", (), of=9),
)  # fmt: skip


def pairs(first: int, customers: int, seed: int) -> Iterator[tuple[int, int, str, str]]:
    """(customer, customer, code of the kind, note): the cast's, then as many more by lot as a shop of that size would know."""
    for one, other, code, note in KNOWN:
        if max(one, other) < customers:
            yield first + one, first + other, code, note
    lot, drawn = random.Random(f"{seed} network"), min(customers, LOOKED_AT) - len(CAST)
    codes, often = [code for code, _ in DRAWN], [n for _, n in DRAWN]
    told = set()
    for _ in range(max(0, drawn) // 6):
        one = len(CAST) + lot.randrange(drawn)
        other = len(CAST) + lot.randrange(drawn)
        pair = (min(one, other), max(one, other))
        if one != other and pair not in told:
            told.add(pair)
            yield first + one, first + other, lot.choices(codes, often)[0], ""


def contact_row(one: Asks, first: int, channel: int | None, today: int) -> tuple[object, ...]:
    """A row of ``CONTACT``."""
    day = today - max((ago for ago, _ in one.said), default=120)
    of = None if one.of is None else first + one.of
    return one.platform, one.handle, one.name, one.note, of, channel, day, instant(day)
