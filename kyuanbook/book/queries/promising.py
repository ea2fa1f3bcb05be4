"""Those who have not come yet, the most promising first; with what is told of all who ever were prospects."""

from typing import NamedTuple

from kyuanbook.book.queries import potential as known
from kyuanbook.book.queries import prospects, shop
from kyuanbook.book.reader import Reader
from kyuanbook.rules.potential import Potential, PotentialFacts, PotentialShop, PotentialWeights, potential
from kyuanbook.rules.prospects import Prospect, Told, told


class Found(NamedTuple):
    """``told``: of all; ``facts``: of those who have not come, for their potential by ``shop`` and ``weights``."""

    told: Told
    facts: dict[int, PotentialFacts]
    shop: PotentialShop
    weights: PotentialWeights

    def scored(self, weights: PotentialWeights | None = None) -> list[tuple[Prospect, Potential]]:
        """Those who have not come with their potential, the highest first; ``weights``: others than the shop's."""
        by = weights or self.weights
        scored = [(one, potential(self.facts[one.id], self.shop, by)) for one in self.told.waiting]
        return sorted(scored, key=lambda pair: (-pair[1].score, -pair[1].confidence, -pair[0].first, pair[0].id))


def promising(sql: Reader, today: int) -> Found:
    """Reads the whole book once: off the GUI thread."""
    about = told(prospects.stories(sql, today), today)
    facts = known.facts(sql, [one.id for one in about.waiting], today)
    shops = known.kept_shop_facts(sql, today) or known.shop_facts(sql, today)
    return Found(about, facts, shops, PotentialWeights(*shop.settings(sql).potential_weights))


def potential_of(sql: Reader, customer_id: int, today: int, shop_of_day: PotentialShop | None = None) -> Potential | None:
    """The potential of one customer; None if there is no such number. ``shop_of_day``: the shop's averages where the caller
    has them."""
    found = known.facts(sql, [customer_id], today).get(customer_id)
    if found is None:
        return None
    shops = shop_of_day or known.shop_at_hand(sql, today)
    return potential(found, shops, PotentialWeights(*shop.settings(sql).potential_weights))
