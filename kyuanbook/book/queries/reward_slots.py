"""Which 转介绍奖励 are still to be given, as SQL."""

from typing import Final

# what a line does to what is still to be given
SIGN: Final = "CASE kind WHEN 'owed' THEN 1 WHEN 'returned' THEN 1 ELSE -1 END"
OPEN_SLOTS: Final = (
    "SELECT customer_id, referred_id, role, max(CASE kind WHEN 'owed' THEN id END) AS owed_id,"
    f" max(CASE kind WHEN 'owed' THEN day END) AS day, sum({SIGN} * cents) AS open_cents,"
    f" sum({SIGN} * (goods != '')) AS open_things FROM reward_entry {{where}} GROUP BY customer_id, referred_id, role"
    " HAVING open_cents > 0 OR open_things > 0"
)
"""Rewards still to be given, a row for each slot."""
