"""染烫配方 of the sample shop: what was mixed when somebody was dyed or permed. From a lot of its own, so that the people and
their visits stay as they are drawn."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from kyuanbook.exchange.sample import Batch
from kyuanbook.exchange.sample_words import OFFERS

FORMULA: Final = "hair_formula"
VALUE: Final = ("field_id", "customer_id", "visit_id", "text")
_DYES: Final = (
    "6/43 30g + 7/1 20g，双氧 6% 1:1，停 35 分钟", "5/0 40g，双氧 9%，停 30 分钟", "7/11 30g + 0/11 5g，双氧 6%，停 40 分钟",
    "4/65 45g，双氧 6%，加皮肤隔离", "8/1 20g + 9/1 20g，双氧 9%，先漂一度", "6/0 35g + 6/35 15g，双氧 6%",
)  # fmt: skip
_PERMS: Final = (
    "2 号冷烫水，14 号杠，软化 8 分钟", "1 号热烫，18 号杠 32 支，120 度", "2 号热烫，发尾 14 号杠，软化 12 分钟",
    "抗拒发质 1 号冷烫，12 号杠",
)  # fmt: skip
_MIXED: Final = {"染发": _DYES, "补染发根": _DYES, "烫发": _PERMS}


def formulas(batch: Batch, products: Sequence[int], field_id: int, seed: int) -> list[tuple[Any, ...]]:
    """The rows of a batch, in the columns of :data:`VALUE`: for three of five who were dyed or permed, each time the same but
    for now and then. ``products``: their numbers, in the order of what the sample shop offers."""
    lot = Random(f"{seed} {FORMULA}")
    mixed = {number: _MIXED[o.name] for number, o in zip(products, OFFERS, strict=True) if o.name in _MIXED}
    if not batch.items:
        return []
    first, rows = batch.items[0][0], []
    usual: dict[tuple[int, int], str | None] = {}  # of a customer and a kind of work; None: nobody wrote it down
    for visit, product, _, _ in batch.items:
        if product not in mixed:
            continue
        customer = batch.visits[visit - first][0]
        words = mixed[product]
        if (customer, id(words)) not in usual:
            usual[customer, id(words)] = _one(lot, words) if lot.random() < 0.6 else None
        now = usual[customer, id(words)]
        if now is not None and lot.random() < 0.2:
            now = usual[customer, id(words)] = _one(lot, words)
        if now is not None:
            rows.append((field_id, customer, visit, now))
    return rows


def _one(lot: Random, words: Sequence[str]) -> str:
    return words[int(lot.random() * len(words))]
