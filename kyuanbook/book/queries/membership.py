"""Which customers are in a class, as SQL. d: the derived row, c: the customer, :today.

New and returning, and the three kinds, hold today; tier and RFM are those of the snapshot (``book.standing``), pins above it.
"""

import json
from typing import Final

from kyuanbook.book.queries.stages import STAGE
from kyuanbook.book.reader import Reader

PROSPECT, EXISTING, LAPSED = "prospect", "existing", "lapsed"
KINDS: Final = (PROSPECT, EXISTING, LAPSED)
ONCE, AGAIN, NATURAL, PROMOTED = "once", "again", "natural", "promoted"  # 新客, 老客, 自然, 人工

# The owner's pin holds at once; what the rule says of tiers is the snapshot's.
TIER: Final = (
    "CASE WHEN c.tier_pin != '' THEN c.tier_pin ELSE"
    " coalesce((SELECT tier FROM standing w WHERE w.customer_id = c.id), '') END"
)
IN_TIER: Final = (
    "(c.tier_pin = :tier OR c.tier_pin = '' AND c.id IN (SELECT customer_id FROM standing WHERE tier = :tier))"
)
CAME_ONCE: Final = "d.calm = 'new'"  # who came before the book is never 新客
CAME_AGAIN: Final = "d.calm NOT IN ('prospect', 'new')"
KIND: Final = {
    PROSPECT: f"{STAGE} = 'prospect'",
    EXISTING: f"{STAGE} NOT IN ('prospect', 'lapsed')",
    LAPSED: f"{STAGE} = 'lapsed'",
}


def in_group(sql: Reader, group: str) -> tuple[str, dict[str, object]]:
    """The condition of an RFM group, with its values; nobody before the first snapshot."""
    from kyuanbook.rules.rfm import GROUPS

    middle = means(sql)
    sides = zip("rfm", GROUPS[group], middle, strict=True)
    where = " AND ".join(f"{letter} {'>' if high else '<='} :mean_{letter}" for letter, high, _ in sides)
    values: dict[str, object] = {f"mean_{letter}": mean for letter, mean in zip("rfm", middle, strict=True)}
    return f"c.id IN (SELECT customer_id FROM standing WHERE r > 0 AND {where})", values


def in_cell(r: int, f: int) -> tuple[str, dict[str, object]]:
    """The condition of a cell of the grid R by F."""
    return "c.id IN (SELECT customer_id FROM standing WHERE r = :cell_r AND f = :cell_f)", {"cell_r": r, "cell_f": f}


def means(sql: Reader) -> tuple[float, float, float]:
    """The shop's mean scores of the last snapshot; before it nobody has a score, and any will do."""
    text = sql.value("SELECT value FROM basis WHERE name = 'ground'")
    return tuple(json.loads(text)["rfm"][3]) if text is not None else (3.0, 3.0, 3.0)
