"""The classes of customers as choices, for every list of customers alike."""

from kyuanbook.book.queries.classes import AGAIN, NATURAL, ONCE, PARTS, PROMOTED, ClassCounts, class_word
from kyuanbook.ui.kit.choices import Choice


def class_choices(counts: ClassCounts | None = None) -> list[list[Choice]]:
    """新客/老客, 潜在/现有/流失, 自然/人工, the tiers, the RFM groups; with how many are in each, where that is known."""
    many = {} if counts is None else {
        ONCE: counts.once, AGAIN: counts.again, NATURAL: counts.natural, PROMOTED: counts.promoted, **counts.kinds,
        **counts.tiers, **counts.groups,
    }  # fmt: skip
    return [[Choice(key, class_word(key, whole=True), many.get(key)) for key in part] for part in PARTS]
