"""值多少: what the coming year with a customer is worth, and what the shop stands to lose, each with its parts."""

from kyuanbook.book.queries.worth import CardWorth
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.chances import chance_words, percent_between
from kyuanbook.rules.worth import FADES
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.pages.explained import Told


def worth_told(worth: CardWorth) -> list[Told]:
    """The chances and the year ahead only once the shop's own visits speak; of a prospect what their kind brings."""
    if not worth.came:
        return [_prospect(worth)] if worth.fitted else []
    basket = _basket(worth)
    return [_chance(worth), _year(worth), basket, *_stake(worth)] if worth.fitted else [basket]


def _chance(worth: CardWorth) -> Told:
    days, found = worth.horizon_days, worth.worth
    alive = say(chance_words(worth.alive))
    still = say(chance_words(found.p / worth.alive if worth.alive else 0.0))
    return Told(
        tr("{days} 天内再来", days=days), say(chance_words(found.p)),
        tr("还会来的可能{alive}；还会来的话，{days} 天内来的可能{still}", alive=alive, still=still, days=days),
    )  # fmt: skip


def _year(worth: CardWorth) -> Told:
    found = worth.worth
    visits = f"{found.visits_ahead:.1f}".removesuffix(".0")
    later = tr("，一年后的钱打掉 {percent}%", percent=worth.discount) if worth.discount else ""
    return Told(
        tr("往后一年"), amount_words(found.clv_cents),
        tr("大约来 {visits} 次，每次约 {basket}{later}", visits=visits, basket=amount_words(found.basket_cents), later=later),
    )  # fmt: skip


def _prospect(worth: CardWorth) -> Told:
    newcomer, brings = round(worth.newcomer_cents), worth.worth.clv_cents
    rate = percent_between(worth.rate, newcomer, brings)
    words = tr(
        "这样来的潜在客户有 {rate} 成为客人，新客人头一年大约花 {newcomer}，两个数相乘",
        rate=rate, newcomer=amount_words(newcomer),
    )  # fmt: skip
    return Told(tr("有望带来"), amount_words(brings), words)


def _basket(worth: CardWorth) -> Told:
    own = trn("自己 {n} 次共 {total}", worth.own_n, total=amount_words(worth.own_cents))
    if worth.own_n == 0:
        parts = tr("还没有自己的，先按全店平均")
    else:
        shop = amount_words(round(worth.shop_cents))
        parts = tr("{own}，加一次全店平均 {shop}，除以 {n}", own=own, shop=shop, n=worth.own_n + 1)
    return Told(tr("往后每次约"), amount_words(worth.worth.basket_cents), parts)


def _stake(worth: CardWorth) -> list[Told]:
    """可能损失; nothing where nothing was spent."""
    stake = worth.stake
    if not stake.spend_cents:
        return []
    spent, each = amount_words(stake.spend_cents), amount_words(stake.spend_cents // stake.many)
    gone = say(chance_words(1 - stake.chance))
    numbers = {"window": worth.window_days, "days": worth.horizon_days, "spent": spent, "each": each, "gone": gone}
    if stake.lapsed:
        words = tr(
            "最后那 {window} 天花了 {spent}，合每 {days} 天 {each}；不再来的可能{gone}，没来的日子每满 {fades} 天再减半",
            fades=FADES, **numbers,
        )  # fmt: skip
    else:
        numbers["gone"] = percent_between(1 - stake.chance, stake.spend_cents // stake.many, stake.value_cents)
        words = tr("近 {window} 天花了 {spent}，合每 {days} 天 {each}；{days} 天内不来的可能是 {gone}，两个数相乘", **numbers)
    return [Told(tr("可能损失"), amount_words(stake.value_cents), words)]
