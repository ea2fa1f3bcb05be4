"""What the sample shop's people asked for, were given and answered before they came or came again. Drawn by a lot of its own,
so that the people and their visits stay as they are without it."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final, NamedTuple

from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_cast import CAST

TOUCH: Final = (
    "customer_id", "day", "minute", "kind", "outcome", "product_id", "wanted", "cost_cents", "staff_id", "note",
    "created_at",
)  # fmt: skip
PROSPECTS: Final = 30  # spoken to, however large the shop
WON: Final = 2 / 3  # for each of them so many who came of it


class Told(NamedTuple):
    """One touch of somebody in the cast: ``ago`` days, kind, outcome, what was wanted, cost in cents, note."""

    ago: int
    kind: str
    outcome: str = ""
    wanted: str = ""
    cents: int = 0
    note: str = ""


CAST_TOUCHES: Final[Mapping[str, tuple[Told, ...]]] = {
    "施若男": (
        Told(5, "enquiry", "", "烫发", 0, "问烫一次多少钱，能管多久"),
        Told(3, "sample", "", "", 300, "送了一小瓶护发素"),
        Told(2, "wechat", "reached", "", 0, "发了两张烫好的照片，说发了工资来"),
    ),
    "王小明": (Told(20, "call", "no_answer"), Told(12, "wechat", "reached", "", 0, "最近出差，回来就剪")),
    "陈桂芳": (Told(60, "asked", "", "冷棕色"), Told(9, "call", "promised", "染发", 0, "下周二下午")),
    "欧阳雪": (Told(40, "coupon", "", "", 2000), Told(38, "sms", "no_answer")),
    "孙丽华": (Told(30, "asked", "", "头皮护理"), Told(16, "trial", "promised", "头皮护理", 1500)),
    "仇雨桐": (Told(200, "call", "refused", "", 0, "搬去外地了"),),
}
INCOMES: Final[Mapping[str, str]] = {
    "王小明": "middle", "陈桂芳": "plain", "孙丽华": "high", "缪 Anna": "high", "施若男": "middle", "周𬭎": "plain",
}  # fmt: skip
_FIRST: Final = ("enquiry", "enquiry", "in_person", "wechat", "call", "sample", "coupon", "trial")
_LATER: Final = ("wechat", "call", "sample", "coupon", "trial", "sms")
_WANTED: Final = ("烫发", "染发", "男士剪发", "接发", "儿童剪发", "头皮护理")
_OUTCOME: Final = ("reached", "no_answer", "promised", "")
_COSTS: Final = {"sample": 300, "trial": 1500, "coupon": 2000}


def touches(
    seed: int, today: int, seen: Sequence[tuple[int, int | None, int]], names: Mapping[str, int],
    products: Mapping[str, int], staff: Sequence[int],
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Rows of ``TOUCH``. ``seen``: (customer, day of the first visit or None, day of the entry); ``names``: of the cast ->
    their number; ``products``: name -> number."""

    def row(who: int, day: int, minute: int, told: Told, by: int) -> tuple[Any, ...]:
        product = products.get(told.wanted)
        words = "" if product is not None else told.wanted
        return (who, day, minute, told.kind, told.outcome, product, words, told.cents, by, told.note, instant(day, minute))

    for name, all_told in CAST_TOUCHES.items():
        for told in all_told if name in names else ():
            yield row(names[name], today - told.ago, 15 * 60, told, staff[0])
    lot = Random(f"{seed} touches")
    for who, came, created in seen:
        day = created if came is None else came - 2 - int(lot.random() * 20)
        for place in range(1 + int(lot.random() * 3)):
            kind = (_LATER if place else _FIRST)[int(lot.random() * (len(_LATER) if place else len(_FIRST)))]
            spoken = kind in ("call", "wechat", "sms")
            outcome = _OUTCOME[int(lot.random() * len(_OUTCOME))] if spoken else ""
            wanted = _WANTED[int(lot.random() * len(_WANTED))] if kind in ("enquiry", "in_person") else ""
            told = Told(0, kind, outcome, wanted, _COSTS.get(kind, 0))
            if day <= today and (came is None or day < came):
                yield row(who, day, 10 * 60 + int(lot.random() * 480), told, staff[int(lot.random() * 2)])
            day += 1 + int(lot.random() * 6)


def cast_names(first: int, customers: int) -> dict[str, int]:
    """The names of the cast with their numbers."""
    return {known.name: first + place for place, known in enumerate(CAST[:customers]) if known.name}
