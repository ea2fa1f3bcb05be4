"""What tiers are called."""

from kyuanbook.language import tr
from kyuanbook.rules.tiers import NAMES


def tier_word(code: str) -> str:
    """大客户; "" for nobody's tier."""
    return tr(NAMES[code]) if code in NAMES else ""
