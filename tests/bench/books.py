"""Books for the bench: invented customers, about ten visits each, the same every time. Kept in build/bench."""

import os
import random
import shutil
from pathlib import Path

from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.schema import HEAD
from kyuanbook.book.tables import Customer, FollowUp, Interaction, Phone, Product, Visit, VisitItem

FOLDER = Path("build/bench")
EDITION = 5  # raise it when the books below come out otherwise
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查翟盖"
)
GIVEN = "小明伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞平刚桂兰文辉建国志华晓雪梅婷宇浩子涵欣怡佳琪梦瑶思远𬭎龑"
DAYS = 700
_BATCH = 50_000
PRODUCTS = {"剪发": 35, "烫发": 120, "染发": 75, "护理": 40, "洗吹": 14, "洗发水": 60}
BORN, NAMED = 0.6, 0.3  # shares: of the customers whose birthday is known, of the visits in which it is said what was done
PROSPECTS = 50  # one customer in so many has asked lately and not come yet
RUNG = 12  # customers rung a day, over the last year


def names(seed: int, count: int) -> list[str]:
    """Invented names."""
    rng = random.Random(seed)
    return [rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2)))) for _ in range(count)]


def book_of(customers: int) -> Path:
    """The bench's book with so many customers, made if it isn't there yet."""
    path = FOLDER / f"{customers}-{HEAD}-{EDITION}.kyb"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making")
    for left in FOLDER.glob(f"{making.name}*"):
        left.unlink()
    with open_book(making, who="bench") as book:
        set_up_shop(book, name="禾木理发", trade="hair")
        today = book.today()
        with book.write("add_sample", bulk=True, undoable=False) as unit:
            named = [(unit.insert(Product, name=name, interval_days=days), name) for name, days in PRODUCTS.items()]
        for start in range(0, customers, _BATCH):
            many = min(_BATCH, customers - start)
            rng = random.Random(start + 1)
            with book.write("add_sample", bulk=True, undoable=False) as unit:
                ids = unit.insert_many(
                    Customer,
                    [
                        {
                            "name": name, "created_at": 0, "first_channel_id": rng.randint(1, 30),
                            "created_day": today - (rng.randrange(60) if _asks(i) else DAYS), **_born(rng),
                        }
                        for i, name in enumerate(names(start + 1, many))
                    ],
                )  # fmt: skip
                unit.insert_many(
                    Phone,
                    [
                        {"customer_id": i, "number": f"1{rng.choice('3578')}{rng.randrange(10**9):09}", "typed": ""}
                        for i in ids
                    ],
                )
                rows = [row for n, i in enumerate(ids) if not _asks(n) for row in _visits(rng, i, today)]
                came = unit.insert_many(Visit, rows)
                done = [(visit, *rng.choice(named)) for visit in came if rng.random() < NAMED]
                unit.insert_many(VisitItem, [{"visit_id": v, "product_id": p, "name": name} for v, p, name in done])
        _ring(book, customers, today)
        refit(book)
        refresh_calls(book)
        refresh_standings(book)
    making.rename(path)
    return path


def _asks(n: int) -> bool:
    return n % PROSPECTS == 0


def _born(rng: random.Random) -> dict[str, object]:
    if rng.random() > BORN:
        return {}
    calendar = "lunar" if rng.random() < 0.2 else "solar"
    return {"birth_calendar": calendar, "birth_month": rng.randint(1, 12), "birth_day": rng.randint(1, 28)}


def _ring(book: Book, customers: int, today: int) -> None:
    """A year of calls, as many a day as an owner can make, whatever the size of the book; some of the last month are open."""
    rng = random.Random(2)
    who = [(rng.randint(1, customers), today - ago) for ago in range(1, 366) for _ in range(RUNG)]
    with book.write("add_sample", bulk=True, undoable=False) as unit:
        rows = [
            {"kind": "picked", "customer_id": i, "due_day": day, "created_day": day}
            | ({"state": "open"} if ago_open else {"state": "done", "closed_day": day})
            for n, (i, day) in enumerate(who) for ago_open in [n % 4 == 0 and day > today - 30]
        ]  # fmt: skip
        acted = unit.insert_many(FollowUp, rows)
        unit.insert_many(
            Interaction,
            [
                {
                    "customer_id": i, "day": day, "kind": "call", "outcome": rng.choice(("reached", "no_answer", "promised")),
                    "follow_up_id": f, "created_at": 0,
                }
                for f, (i, day) in zip(acted, who, strict=True)
            ],
        )  # fmt: skip


def _visits(rng: random.Random, customer: int, today: int) -> list[dict[str, int]]:
    """A customer's own rhythm over two years: about ten visits on the average."""
    gap = rng.gammavariate(2.0, 22.0) + 2
    day, stays, rows = today - rng.randrange(DAYS), 0.93 + 0.06 * rng.random(), []
    while day <= today:
        minute, cents = rng.randrange(540, 1260), rng.randint(1000, 40000)
        rows.append({"customer_id": customer, "day": day, "minute": minute, "amount_cents": cents, "created_at": 0})
        if rng.random() > stays:
            break
        day += max(1, round(rng.expovariate(1 / gap)))
    return rows


if __name__ == "__main__":
    print(book_of(10_000))


def copied(path: Path, to: Path) -> Path:
    """A copy to write in, all of it on the disk: else the commits that are measured wait until its hundred megabytes are."""
    shutil.copyfile(path, to)
    with to.open("rb+") as file:
        os.fsync(file.fileno())
    return to
