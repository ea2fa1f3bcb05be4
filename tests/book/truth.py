"""What must follow from the tables, computed from scratch in plain Python: the judge of derived rows, search and lists."""

from collections import defaultdict
from typing import Any

from kyuanbook.book.book import Book
from kyuanbook.book.queries.calls import KINDS, ranked_list
from kyuanbook.book.queries.customers import EVERYBODY, Filter, customer_count, customer_ids, customer_rows
from kyuanbook.book.queries.shop import FIT_COLUMNS, fit_of
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.book.reader import Reader
from kyuanbook.book.search import Haystack, search
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.names import readings
from kyuanbook.rules.opening import remembered_spend
from kyuanbook.rules.reasons import usual_gap_shown
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.search_keys import matches, query_words, rank, record_keys
from kyuanbook.rules.stages import Marks, Opening, Stage, mark, silent_on, stage_on
from kyuanbook.rules.worth import horizons, lapsed_value, value_at_risk, worth_a_call

Row = dict[str, Any]


def table(sql: Reader, name: str) -> list[Row]:
    """All rows of a table as dicts."""
    columns = [c[1] for c in sql.rows(f"PRAGMA table_info({name})")]
    return [dict(zip(columns, row, strict=True)) for row in sql.rows(f"SELECT {', '.join(columns)} FROM {name}")]


class Truth:
    """The live customers of a book and all that follows for them on ``today``."""

    def __init__(self, sql: Reader, today: int) -> None:
        self.today = today
        self.settings = {row["name"]: row["value"] for row in table(sql, "setting")}
        weekly = [int(c) for c in self.settings.get("closed_weekdays", "") if c.isdigit()]
        self.calendar = OpenDays([(c["first"], c["last"]) for c in table(sql, "calendar_day") if c["closed"]], weekly)
        self.customers = {c["id"]: c for c in table(sql, "customer") if c["deleted_at"] is None}
        self.visits: dict[int, list[Row]] = defaultdict(list)
        for visit in table(sql, "visit"):
            if visit["deleted_at"] is None and visit["customer_id"] in self.customers:
                self.visits[visit["customer_id"]].append(visit)
        self.phones = self._by_customer(sql, "phone")
        self.people = self._by_customer(sql, "contact_person")
        names = {tag["id"]: tag["name"] for tag in table(sql, "tag")}
        self.tags: dict[int, list[str]] = defaultdict(list)
        for link in table(sql, "customer_tag"):
            self.tags[link["customer_id"]].append(names[link["tag_id"]])
        searched = {f["id"] for f in table(sql, "custom_field") if f["searchable"] and not f["hidden"]}
        self.values: dict[int, list[str]] = defaultdict(list)
        for value in sorted(table(sql, "custom_value"), key=lambda v: v["field_id"]):
            if value["visit_id"] is None and value["field_id"] in searched:
                self.values[value["customer_id"]].append(value["text"])
        self.natural = {c["id"]: bool(c["natural"]) for c in table(sql, "channel")}
        pointers = {row["name"]: row["value"] for row in table(sql, "pointer")}
        self.fit_id = pointers["fit"]
        fits = {row[0]: Rhythm(fit_of(row)) for row in sql.rows(f"SELECT {FIT_COLUMNS} FROM fit")}
        self.live_fits = {i: fits[i] for name, i in pointers.items() if name in ("fit", "fit_next")}
        self.rhythm = fits[self.fit_id]
        self.marks = {i: self._marks(i, self.rhythm) for i in self.customers}
        self.lines = {i: self._keys(i) for i in self.customers}

    def _by_customer(self, sql: Reader, name: str) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in sorted(table(sql, name), key=lambda r: (r["position"], r["id"])):
            found[row["customer_id"]].append(row)
        return found

    # from visits to marks and money ---------------------------------------------------------------------------------

    def _opening(self, c: Row) -> Opening | None:
        if not c["opening"]:
            return None
        return Opening(
            c["created_day"], c["opening_visits"], c["opening_total_cents"], c["opening_first"], c["opening_last"],
            c["opening_gap"],
        )  # fmt: skip

    def _marks(self, i: int, rhythm: Rhythm) -> Marks:
        days = sorted({v["day"] for v in self.visits[i]})
        return mark(days, rhythm, self.calendar, self._opening(self.customers[i]))

    def _spend(self, i: int, end: int, window: int) -> int:
        """Cents of the ``window`` open days that end with ``end``."""
        return sum(
            v["amount_cents"]
            for v in self.visits[i]
            if v["day"] <= end and self.calendar.between(v["day"], end) < window
        )

    def _worth(self, i: int, end: int, window: int, gap: float) -> int:
        """The same, with what 期初 remembers of the visits before the book."""
        opening, days = self._opening(self.customers[i]), sorted({v["day"] for v in self.visits[i]})
        return self._spend(i, end, window) + sum(
            cents
            for day, cents in remembered_spend(opening, days, self.calendar, gap)
            if day <= end and self.calendar.between(day, end) < window
        )

    def derived(self) -> dict[tuple[int, int], Row]:
        """(fit, customer) -> the derived row."""
        return {
            (fit_id, i): self._derived(i, fit_id, rhythm)
            for fit_id, rhythm in self.live_fits.items() for i in self.customers
        }  # fmt: skip

    def _derived(self, i: int, fit_id: int, rhythm: Rhythm) -> Row:
        c, m, h, gap = self.customers[i], self._marks(i, rhythm), rhythm.fit.horizon, rhythm.fit.gap
        before = c["opening_total_cents"] if c["opening"] else 0
        return {
            "fit_id": fit_id, "customer_id": i, "n": m.n, "first_day": m.first, "last_day": m.last,
            "total_cents": before + sum(v["amount_cents"] for v in self.visits[i]), "x": m.x, "tx": m.tx,
            "gaps": ",".join(map(str, m.gaps)), "k": len(m.gaps), "t": sum(m.gaps), "guessed": int(m.guessed),
            "spend_2h": 0 if m.last is None else self._worth(i, m.last, 2 * h, gap),
            "spend_4h": 0 if m.last is None else self._worth(i, m.last, 4 * h, gap),
            "usual_gap": usual_gap_shown(m, self.calendar), "at_risk_day": m.at_risk_day, "lapsed_day": m.lapsed_day,
            "calm": m.calm.value,
        }  # fmt: skip

    # the search ------------------------------------------------------------------------------------------------------

    def last_seen(self, i: int) -> int:
        """By what the search is ordered."""
        c = self.customers[i]
        known = [v["day"] for v in self.visits[i]] + ([c["opening_last"]] if c["opening"] and c["opening_last"] else [])
        return max(known, default=c["created_day"])

    def _keys(self, i: int) -> str:
        """The line of one customer."""
        c = self.customers[i]
        phones = [p["number"].split("-")[0] for p in self.phones[i]] + [
            p["phone"] for p in self.people[i] if p["phone"]
        ]
        return record_keys(
            name=c["name"], alias=c["alias"], phones=phones, member_no=c["member_no"],
            people=[p["name"] for p in self.people[i]], words=[*sorted(self.tags[i]), c["wechat"]],
            values=self.values[i],
        )  # fmt: skip

    def found(self, typed: str, limit: int) -> list[int]:
        """The customers for what was typed: by rank, then who came last."""
        words = query_words(typed)
        if not words:
            return []
        hits = [(rank(line, words), -self.last_seen(i), -i) for i, line in self.lines.items() if matches(line, words)]
        return [-i for _, _, i in sorted(hits)][:limit]

    # stages and lists ------------------------------------------------------------------------------------------------

    def stage(self, i: int) -> Stage:
        """The stage shown."""
        pin = self.customers[i]["pin"]
        return stage_on(self.marks[i], self.today, Stage(pin) if pin else None)

    def listed(self, chosen: Filter) -> list[int]:
        """The customers of a filter, who came last first, prospects behind."""

        def fits(i: int) -> bool:
            c = self.customers[i]
            return (
                chosen.stage in (None, self.stage(i))
                and chosen.channel_id in (None, c["first_channel_id"])
                and (chosen.natural is None or self.natural.get(c["first_channel_id"]) is chosen.natural)
                and (chosen.do_not_contact is None or bool(c["do_not_contact"]) is chosen.do_not_contact)
            )

        ids = [i for i in self.customers if fits(i)]
        return sorted(ids, key=lambda i: (self.marks[i].last is None, -(self.marks[i].last or 0), -i))

    def ranked(self, kind: str) -> list[tuple[int, int]]:
        """(customer, value) of a call list."""
        ids = [i for i, c in self.customers.items() if not c["do_not_contact"]]
        if kind == "calls":
            ids = [i for i in ids if self._reachable(i) and self._worth_a_call(i)]
        elif kind != "all":
            ids = [i for i in ids if self.stage(i) == kind]
        valued = [(self._value(i, kind), i) for i in ids]
        if kind == "calls":
            valued = [v for v in valued if v[0] > 0]
        return [(i, value) for value, i in sorted(valued, key=lambda v: (-v[0], v[1]))]

    def _reachable(self, i: int) -> bool:
        return bool(self.customers[i]["wechat"]) or any(not p["wrong"] for p in self.phones[i])

    def _worth_a_call(self, i: int) -> bool:
        return worth_a_call(self.marks[i], self.today, self.rhythm, self.calendar)

    def _value(self, i: int, kind: str) -> int:
        m, many, h = self.marks[i], horizons(self.settings.get("also_old") == "true"), self.rhythm.fit.horizon
        if m.last is None:
            return 0
        silent = silent_on(m, self.today, self.calendar)
        chance = self.rhythm.chance(m.k, m.t, m.x, silent)
        if kind != "calls" and stage_on(m, self.today) is Stage.LAPSED:
            return lapsed_value(chance, self._worth(i, m.last, many * h, self.rhythm.fit.gap), silent, many)
        return value_at_risk(chance, self._worth(i, self.today, many * h, self.rhythm.fit.gap), many)


def check(book: Book, typed: list[str]) -> None:
    """Derived rows, search and lists of ``book`` are what they would be from scratch."""
    today = book.today()
    with book.read() as sql:
        truth = Truth(sql, today)
        assert {(r["fit_id"], r["customer_id"]): r for r in table(sql, "derived")} == truth.derived()
        _check_search(book, sql, truth, typed)
        _check_lists(book, sql, truth)


def _check_search(book: Book, sql: Reader, truth: Truth, typed: list[str]) -> None:
    rows = {r["customer_id"]: r for r in table(sql, "search_row")}
    assert rows.keys() == truth.customers.keys()
    for i, row in rows.items():
        name = truth.customers[i]["name"] or truth.customers[i]["alias"]
        assert row["last_day"] == truth.last_seen(i)
        assert row["keys"].partition("\x1f")[2] == truth.lines[i][1:]
        assert row["sort_key"] == " ".join(readings(name)[0]).lower() + " " + name
    fresh = Haystack()
    fresh.build(sql)
    for word in typed:
        for limit in (3, 50):
            expected = truth.found(word, limit)
            assert search(sql, book.haystack, query_words(word), limit) == expected, word
            assert search(sql, fresh, query_words(word), limit) == expected, word


def _check_lists(book: Book, sql: Reader, truth: Truth) -> None:
    today = truth.today
    assert customer_count(sql) == len(truth.customers)
    everybody = list(customer_ids(sql, today))
    assert everybody == truth.listed(EVERYBODY)
    stages = {i: truth.stage(i) for i in truth.customers}
    assert {row.id: row.stage for row in customer_rows(sql, everybody, today)} == stages
    assert stage_counts(sql, today) == {s: list(stages.values()).count(s) for s in Stage}
    filters = [Filter(stage=s) for s in Stage] + [
        Filter(natural=True),
        Filter(natural=False),
        Filter(do_not_contact=True),
    ]
    for chosen in [*filters, Filter(channel_id=1), Filter(channel_id=2, stage=Stage.AT_RISK)]:
        assert list(customer_ids(sql, today, chosen)) == truth.listed(chosen), chosen
    for kind in KINDS:
        assert ranked_list(sql, book.rhythms, today, kind) == truth.ranked(kind), kind
