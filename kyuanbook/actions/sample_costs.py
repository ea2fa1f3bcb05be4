"""What the sample shop spends on its channels beside any campaign: so that 来源报表 has something to weigh."""

from collections.abc import Mapping
from typing import Final

from kyuanbook.book.tables import Cost
from kyuanbook.book.unit import Unit
from kyuanbook.exchange.sample import instant
from kyuanbook.rules.lapses import first_of, month_of

USUAL: Final = 200  # customers: so many in the shop whose costs these are
# channel, cents, every so many months, on which day of the month, what for
SPENT: Final = (
    ("douyin", 1_180_00, 2, 6, "团购页和投流"),
    ("review_site", 160_00, 1, 1, "推广通"),
    ("flyer", 120_00, 4, 12, "印传单 500 张"),
    ("wechat_moments", 90_00, 3, 20, "朋友圈集赞小礼品"),
    ("xiaohongshu", 60_00, 3, 15, "请人拍照写笔记"),
)  # fmt: skip


def add_costs(unit: Unit, channels: Mapping[str, int], first: int, today: int, customers: int) -> None:
    """From the day the shop opened up to today; as large as the shop is."""
    begun = month_of(first)
    rows = []
    for code, cents, every, day, note in SPENT:
        channel = channels.get(code)
        if channel is None:
            continue
        for month in range(begun, month_of(today) + 1, every):
            on = first_of(month) + day - 1
            if first <= on <= today:
                spent = max(100, cents * customers // USUAL // 100 * 100)
                rows.append((channel, on, spent, note, instant(on)))
    unit.insert_rows(Cost, ("channel_id", "day", "cents", "note", "created_at"), rows)
