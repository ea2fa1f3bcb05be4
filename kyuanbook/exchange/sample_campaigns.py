"""What the sample shop has spent on being found: campaigns and pieces, their costs, and how many of those who came then came by
them. Days are counted from today."""

from typing import Final, NamedTuple


class Paid(NamedTuple):
    """One payment: days from today, cents, what for."""

    day: int
    cents: int
    note: str


class Told(NamedTuple):
    """A campaign. ``won``: how many of those who were new in its time came by it; ``again``: visits of others that named it."""

    kind: str
    name: str
    source: str
    first: int
    last: int | None
    budget: int | None
    offer: str
    words: str
    code: str
    link: str
    paid: tuple[Paid, ...]
    won: int
    again: int


CAMPAIGNS: Final = (
    Told(
        "promotion", "周年庆传单", "flyer", -150, -121, 600_00, "凭券剪发减 10 元",
        "开店周年，剪发、烫染都有优惠。\n老客带新客，两位都减。", "ZNQ01", "",
        (Paid(-153, 180_00, "印 1000 张"), Paid(-148, 320_00, "请人发了两天")), 3, 2,
    ),
    Told(
        "promotion", "抖音同城团购", "douyin", -92, -53, 2_000_00, "团购洗剪吹 38 元", "限新客，每人一次。", "DY38", "",
        (Paid(-92, 800_00, "投放第一期"), Paid(-70, 700_00, "投放第二期"), Paid(-60, 150_00, "探店达人")), 9, 0,
    ),
    Told(
        "promotion", "朋友圈集赞", "wechat_moments", -16, 5, 300_00, "集 20 个赞送护理一次", "", "JZ20", "",
        (Paid(-14, 120_00, "护理用品"),), 2, 3,
    ),
    Told(
        "promotion", "年底烫染季", "wechat_group", 14, 44, 1_200_00, "烫染 8 折", "过年前做头发，提前约位子。", "NDTR01", "",
        (), 0, 0,
    ),
    Told(
        "content", "怎么打理自来卷", "video", -75, None, None, "", "", "", "https://example.com/curls",
        (Paid(-76, 200_00, "拍摄"),), 2, 0,
    ),
    Told("content", "换季怎么护发", "article", -40, -40, None, "", "", "", "https://example.com/care", (), 0, 0),
)  # fmt: skip
BESIDE: Final = (("review_site", Paid(-210, 980_00, "点评年费")), ("wechat_group", Paid(-30, 66_00, "群里发红包")))
