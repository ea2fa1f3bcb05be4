"""A customer's tier and why, reckoned when it is read: true now, by what the shop's last snapshot goes by."""

from dataclasses import dataclass

from kyuanbook.book import standing
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader
from kyuanbook.language import tr
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tiers import Parts, TierRule, parts, tier


@dataclass(frozen=True, slots=True)
class TierPin:
    """The owner's word: which tier, by whom (店主 where nobody gave a name), on which day, why."""

    tier: str
    by: str
    day: int
    why: str


@dataclass(frozen=True, slots=True)
class TierSeen:
    """A customer's tier. ``ruled``: what the rule says, "" while there is no snapshot or they never came, and then nothing
    of the rest holds but ``pin``. ``own``: the four parts of ``score``; money and visit days of the last 12 months."""

    pin: TierPin | None
    ruled: str
    score: float
    own: Parts
    year_cents: int
    year_visits: int
    stage: Stage
    potential: int | None
    rule: TierRule
    customers: int = 0  # who had come when the shop was last looked at

    @property
    def tier(self) -> str:
        """As shown: the pin's, else the rule's."""
        return self.pin.tier if self.pin is not None else self.ruled


def tier_seen(sql: Reader, rhythms: shop.Rhythms, customer_id: int, today: int) -> TierSeen | None:
    """None when there is nothing to say: nobody of that number in the book, or neither reckoned nor set by hand."""
    row = sql.one(
        f"SELECT c.tier_pin, c.tier_pin_by, c.tier_pin_day, c.tier_pin_why, {STAGE}, d.last_day IS NOT NULL FROM customer c"
        f" JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} WHERE c.id = :id",
        id=customer_id, today=today,
    )  # fmt: skip
    if row is None:
        return None
    pin = TierPin(row[0], row[1] or tr("店主"), row[2], row[3]) if row[0] else None
    stage, ground = Stage(row[4]), standing.ground(sql)
    rule = standing.rule_of(shop.settings(sql))
    if ground is None or not row[5]:
        return None if pin is None else TierSeen(pin, "", 0.0, Parts(0, 0, 0, 0), 0, 0, stage, None, rule)
    worth = standing.Reckoner(sql, rhythms, today, ground).standings([customer_id])[customer_id]
    own = parts(worth.year_cents, worth.year_visits, stage, worth.potential, ground.tiers)
    ruled = tier(worth.score, worth.year_cents, rule, ground.tiers)
    return TierSeen(
        pin, ruled, worth.score, own, worth.year_cents, worth.year_visits, stage, worth.potential, rule, ground.customers
    )
