"""A shop with a channel that is busy but bad, and one that is small but good."""

from kyuanbook.book.book import Book
from kyuanbook.book.queries.shop import channels
from kyuanbook.book.tables import Cost, Customer, Visit
from kyuanbook.rules.lapses import first_of, month_of

BUSY, GOOD, PLAIN = "抖音", "客户介绍", "路过"


def planted(book: Book) -> tuple[int, dict[str, range]]:
    """(the month that is over, channel -> its customers). 抖音: 120 in a year, every tenth came again, for ¥9,000; 客户介绍: 14,
    of whom 12 did; 路过: 60, half of them."""
    with book.read() as sql:
        known = {one.name: one.id for one in channels(sql, hidden=True)}
    month = month_of(book.today()) - 1
    begun, end = first_of(month - 11), first_of(month + 1) - 1
    found = {}
    with book.write("add_sample", bulk=True) as unit:
        for name, many, again, cents in ((BUSY, 120, 12, 38_00), (GOOD, 14, 12, 260_00), (PLAIN, 60, 30, 90_00)):
            long = (end - begun) * 2 // 3 if name == GOOD else end - begun - 1  # the good ones must have had time to come again
            days = [begun + long * n // many for n in range(many - (name == GOOD))]
            days += [end - 3] if name == GOOD else []  # and one of them is new in the last month
            ids = unit.insert_many(Customer, [
                {"name": f"{name}{n}", "first_channel_id": known[name], "first_source_day": day, "created_at": unit.at,
                 "latest_channel_id": known[name], "latest_source_day": day, "created_day": day}
                for n, day in enumerate(days)
            ])  # fmt: skip
            visits = []
            for n, (i, day) in enumerate(zip(ids, days, strict=True)):
                comes = range(4) if n * again // many != (n + 1) * again // many else range(1)
                visits += [(i, day + 14 * v, cents) for v in comes if day + 14 * v <= end]
            unit.insert_rows(Visit, ("customer_id", "day", "amount_cents", "created_at"), [(*v, unit.at) for v in visits])
            found[name] = ids
        for i in found[GOOD]:
            unit.update(Customer, i, referrer_id=found[PLAIN].start)
        for at in range(12):
            unit.insert(Cost, channel_id=known[BUSY], day=first_of(month - at), cents=750_00, created_at=unit.at)
    return month, found
