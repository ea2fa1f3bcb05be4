"""Which 转介绍奖励 are still to be given, as SQL; and whether any is to be looked for. Little, for whoever shows what is due."""

from typing import Final

from kyuanbook.book.reader import Reader

# what a line does to what is still to be given
SIGN: Final = "CASE kind WHEN 'owed' THEN 1 WHEN 'returned' THEN 1 ELSE -1 END"
OPEN_SLOTS: Final = (
    "SELECT customer_id, referred_id, role, max(CASE kind WHEN 'owed' THEN id END) AS owed_id,"
    f" max(CASE kind WHEN 'owed' THEN day END) AS day, sum({SIGN} * cents) AS open_cents,"
    f" sum({SIGN} * (goods != '')) AS open_things FROM reward_entry {{where}} GROUP BY customer_id, referred_id, role"
    " HAVING open_cents > 0 OR open_things > 0"
)
"""Rewards still to be given, a row for each slot."""


def any_scheme(sql: Reader) -> bool:
    """Whether the shop rewards, or ever did."""
    return sql.value("SELECT 1 FROM reward_rule LIMIT 1") is not None


def noted_ahead(sql: Reader, today: int, back: int = 60) -> list[int]:
    """Whoever was brought and has a visit that was noted before its day, which has come within the last ``back`` days."""
    return sql.column(
        "SELECT DISTINCT v.customer_id FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.day BETWEEN :first AND :today"
        " AND v.deleted_at IS NULL AND c.referrer_id IS NOT NULL AND v.created_at / 86400 + 719163 < v.day",  # 1 January 1970
        first=today - back, today=today,
    )  # fmt: skip


def rewards_due(sql: Reader, today: int) -> bool:
    """Whether there may be rewards owed by such visits."""
    return any_scheme(sql) and bool(noted_ahead(sql, today))
