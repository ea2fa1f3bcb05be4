"""What a 来源报表 comes to, in sentences."""

from collections.abc import Callable, Mapping

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.prospects import SETTLED
from kyuanbook.rules.sources import COUNTS, MONEY, SHARES, Column, Figures, Group, Verdicts, Why, value
from kyuanbook.rules.words import Message

Amount = Callable[[int], str]


def best_words(
    verdicts: Verdicts, found: Mapping[Group, Figures], name: Callable[[Group], str], horizon: int
) -> Message:  # fmt: skip
    """Which source keeps those it brings; that nothing can be said while they are too few."""
    if verdicts.best is None:
        return Message("sources_too_little")
    one = found[verdicts.best]
    numbers = {"name": name(verdicts.best), "days": horizon, "n": one.judged, "again": len(one.again)}
    return Message("sources_best", numbers)


def worst_words(
    verdicts: Verdicts, found: Mapping[Group, Figures], name: Callable[[Group], str], amount: Amount = amount_words
) -> Message | None:  # fmt: skip
    """Where money was lost, or came back least; None where there is nothing to blame."""
    if verdicts.worst is None:
        return None
    one = found[verdicts.worst]
    numbers = {"name": name(verdicts.worst), "cost": amount(one.cost), "revenue": amount(one.cents)}
    if not verdicts.loses:
        return Message("sources_least", numbers)
    return Message("sources_loss", {**numbers, "loss": amount(one.cost - one.cents)})


def busy_words(verdicts: Verdicts, found: Mapping[Group, Figures], name: Callable[[Group], str]) -> Message | None:
    """Which source brings the most, and whether they stay away afterwards."""
    if verdicts.busiest is None:
        return None
    one = found[verdicts.busiest]
    numbers: dict[str, object] = {"name": name(verdicts.busiest), "n": len(one.won)}
    if not verdicts.busy_bad:
        return Message("sources_busy", numbers)
    return Message("sources_busy_bad", {**numbers, "share": f"{one.came_again.share or 0:.0%}"})


# one figure ----------------------------------------------------------------------------------------------------------------


def figure_words(one: Figures, column: Column, amount: Amount = amount_words) -> Message:
    """As it stands in the table: ``51 位``, ``64%``, ``¥18``, ``赚 41.7 倍``, ``亏 ¥1,848``, ``20 天``; why it is not known."""
    found = value(one, column)
    if found.number is None:
        unsaid = found.why is Why.NOBODY or (found.why is Why.NO_COST and column is not Column.COST)
        return Message("figure_none") if unsaid else found.why.label
    if column in COUNTS:
        return Message("figure_people", {"n": int(found.number)}) if found.number else Message("figure_none")
    if column in SHARES:
        return Message("figure_plain", {"figure": _percent(found.number)})
    if column in MONEY:
        return Message("figure_plain", {"figure": amount(round(found.number))})
    if column is Column.PAYBACK:
        return Message("figure_days", {"n": int(found.number)}) if found.number else Message("figure_same_day")
    if found.number < 0:
        return Message("figure_loss", {"amount": amount(one.cost - one.cents)})
    return Message("figure_times", {"times": f"{found.number:,.1f}"})


def _percent(share: float) -> str:
    if 0 < share < 0.005:
        return "<1%"
    return f"{share:.0%}"


def detail_words(one: Figures, column: Column, horizon: int) -> Message | None:
    """How it was counted, or why it is not known; None where the figure says it all."""
    found = value(one, column)
    if found.share is not None and found.share.whole:
        share = found.share
        numbers = {"n": share.whole, "part": share.part, "low": f"{share.low:.0%}", "high": f"{share.high:.0%}"}
        return Message("figure_of_few" if share.few else "figure_of", numbers)
    if found.why is Why.TOO_NEW:
        if column is Column.CONVERSION:
            return Message("figure_new_prospects", {"days": SETTLED})
        return Message("figure_new_costs" if column in (Column.CAC, Column.ROI, Column.PAYBACK) else "figure_new", {
            "days": horizon,
        })  # fmt: skip
    if found.why in (Why.NO_COST, Why.NONE_WON, Why.NOT_YET, Why.NOT_RECKONED) and column is not Column.COST:
        return Message(f"figure_{found.why.value}")
    return None
