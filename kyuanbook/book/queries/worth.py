"""What one customer is worth, with the parts each figure is made of: reckoned when read, for the card."""

from typing import NamedTuple

from kyuanbook.book import standing
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.calls import Stake
from kyuanbook.book.reader import Reader
from kyuanbook.rules.ahead import still_comes
from kyuanbook.rules.prospects import prospect_rate
from kyuanbook.rules.stages import silent_on


class CardWorth(NamedTuple):
    """``worth``: the standing of today, ``alive`` the chance that they still come at all; money in cents. ``own_cents``,
    ``own_n``: of the visits whose money is known, and ``shop_cents`` the shop's mean visit, from which the usual basket is
    drawn; ``horizon_days``, ``window_days``: calendar days for which the chance speaks and over which the spend at stake was
    counted; ``fitted``: the shop's own visits speak, not its trade's preset; ``discount``: percent a year;
    ``rate``: how often a prospect of their kind becomes a customer, ``newcomer_cents``: what one brings in a year."""

    worth: standing.Worth
    alive: float
    own_cents: int
    own_n: int
    shop_cents: float
    stake: Stake
    horizon_days: int
    window_days: int
    fitted: bool
    discount: int
    came: bool
    rate: float
    newcomer_cents: float


def worth_of(sql: Reader, rhythms: shop.Rhythms, customer_id: int, today: int) -> CardWorth | None:
    """None for somebody in 回收站, and before the book's first snapshot."""
    ground = standing.ground(sql)
    if ground is None:
        return None
    ground = standing.at_hand(sql, ground)
    reckoner = standing.Reckoner(sql, rhythms, today, ground)
    own = reckoner.own([customer_id]).get(customer_id)
    if own is None:
        return None
    m, calendar = own.marks, reckoner.calendar
    alive = still_comes(reckoner.rhythm, m.k, m.t, m.x, silent_on(m, today, calendar)) if m.n else 0.0
    horizon, wall = reckoner.rhythm.fit.horizon, calendar.on_the_wall
    return CardWorth(
        reckoner.worth(own, reckoner.potential(own)), alive, own.total_cents, own.n, ground.basket_cents, own.stake,
        wall(horizon), wall(horizon * own.stake.many), reckoner.rhythm.fit.source == "fitted", round(reckoner.discount * 100),
        m.n > 0, prospect_rate(ground.conversions, own.family), ground.newcomer_cents,
    )  # fmt: skip
