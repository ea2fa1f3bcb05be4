"""What must follow from the tables, computed from scratch in plain Python: the judge of derived rows, search and lists."""

from collections import defaultdict
from typing import Any

from kyuanbook.book import standing
from kyuanbook.book.book import Book
from kyuanbook.book.queries import classes, shop
from kyuanbook.book.queries.calls import KINDS, ranked_list
from kyuanbook.book.queries.customers import EVERYBODY, Filter, customer_count, customer_ids, customer_rows
from kyuanbook.book.queries.potential import facts
from kyuanbook.book.queries.segments import segments
from kyuanbook.book.queries.shop import FIT_COLUMNS, fit_of, settings
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.book.reader import Reader
from kyuanbook.book.search import Haystack, search
from kyuanbook.book.standing import Ground, Worth
from kyuanbook.rules.ahead import YEAR, ahead, usual_basket
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.names import readings
from kyuanbook.rules.opening import remembered_spend
from kyuanbook.rules.potential import PotentialWeights, potential
from kyuanbook.rules.prospects import prospect_rate
from kyuanbook.rules.reasons import usual_gap_shown
from kyuanbook.rules.rfm import RfmBasis, basis, group, scores
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.search_keys import matches, query_words, rank, record_keys
from kyuanbook.rules.stages import Marks, Opening, Stage, mark, silent_on, stage_on
from kyuanbook.rules.tiers import TIERS, TierBasis, TierRule, parts, sample, tier, tier_score
from kyuanbook.rules.tiers_tried import would_hold
from kyuanbook.rules.worth import horizons, lapsed_value, order_before_a_fit, value_at_risk, worth_a_call

Row = dict[str, Any]


def table(sql: Reader, name: str) -> list[Row]:
    """All rows of a table as dicts."""
    columns = [c[1] for c in sql.rows(f"PRAGMA table_info({name})")]
    return [dict(zip(columns, row, strict=True)) for row in sql.rows(f"SELECT {', '.join(columns)} FROM {name}")]


def _root(channels: dict[int, Row], at: int) -> int:
    """What a source counts as: itself, or what it was merged into, and that into, and so on."""
    while channels[at]["merged_into_id"] is not None:
        at = channels[at]["merged_into_id"]
    return at


class Truth:
    """The live customers of a book and all that follows for them on ``today``."""

    def __init__(self, sql: Reader, today: int) -> None:
        self.today = today
        self.settings = {row["name"]: row["value"] for row in table(sql, "setting")}
        weekly = [int(c) for c in self.settings.get("closed_weekdays", "") if c.isdigit()]
        self.calendar = OpenDays([(c["first"], c["last"]) for c in table(sql, "calendar_day") if c["closed"]], weekly)
        self.customers = {c["id"]: c for c in table(sql, "customer") if c["deleted_at"] is None}
        self.visits: dict[int, list[Row]] = defaultdict(list)
        counted = max(today, *(row["value"] for row in table(sql, "pointer") if row["name"] == "counted"))
        for visit in table(sql, "visit"):
            if visit["deleted_at"] is None and visit["day"] <= counted and visit["customer_id"] in self.customers:
                self.visits[visit["customer_id"]].append(visit)
        self.phones = self._by_customer(sql, "phone")
        self.people = self._by_customer(sql, "contact_person")
        self.follow_ups = self._by_customer(sql, "follow_up")
        self.touches: dict[int, list[Row]] = defaultdict(list)
        for touch in table(sql, "interaction"):
            if touch["deleted_at"] is None:
                self.touches[touch["customer_id"]].append(touch)
        names = {tag["id"]: tag["name"] for tag in table(sql, "tag")}
        self.tags: dict[int, list[str]] = defaultdict(list)
        for link in table(sql, "customer_tag"):
            self.tags[link["customer_id"]].append(names[link["tag_id"]])
        searched = {f["id"] for f in table(sql, "custom_field") if f["searchable"] and not f["hidden"]}
        self.values: dict[int, list[str]] = defaultdict(list)
        for value in sorted(table(sql, "custom_value"), key=lambda v: v["field_id"]):
            if value["visit_id"] is None and value["field_id"] in searched:
                self.values[value["customer_id"]].append(value["text"])
        channels = {c["id"]: c for c in table(sql, "channel")}
        self.root = {i: _root(channels, i) for i in channels}
        self.families = {i: channels[self.root[i]]["family"] for i in channels}
        self.promises = facts(sql, list(self.customers), today)  # which tests/book/test_potential.py judges
        self.potential_weights = PotentialWeights(*settings(sql).potential_weights)
        self.natural = {i: bool(channels[self.root[i]]["natural"]) for i in channels}
        pointers = {row["name"]: row["value"] for row in table(sql, "pointer")}
        self.fit_id = pointers["fit"]
        fits = {row[0]: Rhythm(fit_of(row)) for row in sql.rows(f"SELECT {FIT_COLUMNS} FROM fit")}
        self.live_fits = {i: fits[i] for name, i in pointers.items() if name in ("fit", "fit_next")}
        self.rhythm = fits[self.fit_id]
        self.left_alone = {
            w["customer_id"] for w in table(sql, "win_back")
            if w["held"] and self.calendar.between(w["day"], today) <= self.rhythm.fit.horizon
        }  # fmt: skip
        self.marks = {i: self._marks(i, self.rhythm) for i in self.customers}
        self.lines = {i: self._keys(i) for i in self.customers}

    def _by_customer(self, sql: Reader, name: str) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in sorted(table(sql, name), key=lambda r: (r.get("position", 0), r["id"])):
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

    def is_natural(self, customer: Row) -> bool | None:
        """As it is set for them, else as their source has it."""
        own = customer["natural"]
        return self.natural.get(customer["first_channel_id"]) if own is None else bool(own)

    def listed(self, chosen: Filter) -> list[int]:
        """The customers of a filter, who came last first, prospects behind."""

        def fits(i: int) -> bool:
            c = self.customers[i]
            return (
                chosen.stage in (None, self.stage(i))
                and (
                    chosen.channel_id is None
                    or self.root[chosen.channel_id] == self.root.get(c["first_channel_id"])
                )
                and (chosen.again is None or self._came_again(i) is chosen.again)
                and chosen.kind in (None, self._kind(i))
                and (chosen.natural is None or self.is_natural(c) is chosen.natural)
                and (chosen.do_not_contact is None or bool(c["do_not_contact"]) is chosen.do_not_contact)
            )

        ids = [i for i in self.customers if fits(i)]
        return sorted(ids, key=lambda i: (self.marks[i].last is None, -(self.marks[i].last or 0), -i))

    def _came_again(self, i: int) -> bool | None:
        calm = self.marks[i].calm
        return None if calm is Stage.PROSPECT else calm is not Stage.NEW

    def _kind(self, i: int) -> str:
        stage = self.stage(i)
        return stage.value if stage in (Stage.PROSPECT, Stage.LAPSED) else "existing"

    # what each is worth ---------------------------------------------------------------------------------------------------

    def standings(self, ground: Ground, rule: TierRule, discount: float) -> dict[int, Worth]:
        """Everybody's standing by one ground."""
        return {i: self._standing(i, ground, rule, discount) for i in self.customers}

    def _year(self, i: int) -> list[Row]:
        return [v for v in self.visits[i] if self.today - YEAR < v["day"] <= self.today]

    def _standing(self, i: int, ground: Ground, rule: TierRule, discount: float) -> Worth:
        c, m, year = self.customers[i], self.marks[i], self._year(i)
        booked, days = sum(v["amount_cents"] for v in self.visits[i]), len({v["day"] for v in self.visits[i]})
        if c["opening"] and c["opening_total_cents"] and c["opening_visits"]:
            booked, days = booked + c["opening_total_cents"], m.n
        basket = usual_basket(booked, days, ground.basket_cents)
        to_come = ahead(m, self.today, self.rhythm, self.calendar, basket, discount)
        if m.last is None:
            rate = prospect_rate(ground.conversions, self.families.get(c["first_channel_id"], ""))
            to_come = to_come._replace(clv_cents=round(rate * ground.newcomer_cents))
        assert ground.potential is not None
        hope = potential(self.promises[i], ground.potential, self.potential_weights)
        promise = hope.score if hope.confidence else None
        cents, often = sum(v["amount_cents"] for v in year), len({v["day"] for v in year})
        points = tier_score(parts(cents, often, self.stage(i), promise, ground.tiers), rule.weights)
        own = scores(m.last, often, cents, ground.rfm) if m.last is not None else (0, 0, 0)
        ruled = tier(points, cents, rule, ground.tiers) if m.last is not None else ""
        return Worth(
            self.today, to_come.p, to_come.visits, to_come.clv_cents, self._value(i, "all"), round(basket), cents, often,
            *own, points, c["tier_pin"] or ruled, promise, hope.confidence,
        )  # fmt: skip

    def ground(self) -> tuple[float, RfmBasis, TierBasis]:
        """What a snapshot made now goes by: the shop's mean visit, its fifths, its places (without the floors)."""
        came = [i for i in self.customers if self.marks[i].last is not None]
        lasts = [self.marks[i].last or 0 for i in came]
        often = [len({v["day"] for v in self._year(i)}) for i in came]
        spends = [sum(v["amount_cents"] for v in self._year(i)) for i in came]
        total = sum(self._derived(i, self.fit_id, self.rhythm)["total_cents"] for i in came)
        many = sum(self.marks[i].n for i in came)
        by = TierBasis(sample(sorted(spends)), sample(sorted(often)))
        since = standing.lately(self.rhythm.fit, self.today, self.calendar)
        return total / many if many else 0.0, basis(lasts, often, spends, since), by

    def ranked(self, kind: str) -> list[tuple[int, int]]:
        """(customer, value) of a call list."""
        ids = [i for i, c in self.customers.items() if not c["do_not_contact"]]
        if kind in ("calls", "at_risk", "lapsed"):
            ids = [i for i in ids if i not in self.left_alone]
        if kind == "calls":
            ids = [i for i in ids if self._reachable(i) and self._worth_a_call(i) and not self._answered(i)]
        elif kind != "all":
            ids = [i for i in ids if self.stage(i) == kind]
        valued = [(self._value(i, kind), i) for i in ids]
        if kind == "calls":
            valued = [v for v in valued if v[0] > 0]
        return [(i, value) for value, i in sorted(valued, key=lambda v: (-self._place(v[1], v[0], kind), v[1]))]

    def _place(self, i: int, value: int, kind: str) -> int:
        """While nothing is fitted yet, calls go by silence × recent spend."""
        if kind != "calls" or self.rhythm.fit.source != "preset":
            return value
        window = horizons(self.settings.get("also_old") == "true") * self.rhythm.fit.horizon
        spend = self._worth(i, self.today, window, self.rhythm.fit.gap)
        return order_before_a_fit(silent_on(self.marks[i], self.today, self.calendar), spend)

    def _reachable(self, i: int) -> bool:
        return bool(self.customers[i]["wechat"]) or any(not p["wrong"] for p in self.phones[i])

    def _answered(self, i: int) -> bool:
        """Spoken to within the pause, promised a day to come, acted upon in this very silence, or refused in it."""
        pause = int(self.settings.get("pause_days", 14))
        ours = ("call", "wechat", "sms", "letter", "in_person")
        spoken = any(
            t["kind"] in ours and t["outcome"] not in ("no_answer", "wrong_number")
            and self.today - pause < t["day"] <= self.today
            for t in self.touches[i]
        )  # fmt: skip
        kind = "lapsed" if (self.marks[i].lapsed_day or self.today + 1) <= self.today else "overdue"
        acted = any(
            (f["kind"] == "promised" and f["state"] == "open" and f["due_day"] > self.today)
            or (f["kind"] == kind and f["occurrence"] == self.marks[i].last)
            for f in self.follow_ups[i]
        )  # fmt: skip
        last = self.marks[i].last
        refused = last is not None and any(t["outcome"] == "refused" and t["day"] > last for t in self.touches[i])
        return spoken or acted or refused

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
        _check_standings(sql, truth)


def check_ground(book: Book) -> None:
    """What the last snapshot goes by is what it would be from scratch. Right after one was made."""
    with book.read() as sql:
        made, truth = standing.ground(sql), Truth(sql, book.today())
        assert made is not None and made.day == truth.today and not standing.stale(sql, truth.today)
        assert (made.basket_cents, made.rfm, made.tiers._replace(scores=TierBasis().scores)) == truth.ground()


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
        *(Filter(again=again) for again in (False, True)),
        *(Filter(kind=kind) for kind in classes.KINDS),
    ]
    for chosen in [*filters, Filter(channel_id=1), Filter(channel_id=2, stage=Stage.AT_RISK)]:
        assert list(customer_ids(sql, today, chosen)) == truth.listed(chosen), chosen
    for kind in KINDS:
        assert ranked_list(sql, book.rhythms, today, kind) == truth.ranked(kind), kind
    _check_segments(sql, truth)


def _check_segments(sql: Reader, truth: Truth) -> None:
    from tests.book.segments_truth import Judge  # which goes by this module

    saved = segments(sql)
    judge = Judge(sql, truth, RfmBasis()) if saved else None
    for one in saved:
        ids = customer_ids(sql, truth.today, Filter(conditions=one.conditions))
        assert judge is not None and sorted(ids) == judge.members(one.conditions), one


def _check_standings(sql: Reader, truth: Truth) -> None:
    """Unless a new snapshot is due, everybody's row is what it would be from scratch; and classes list and count it."""
    made = standing.ground(sql)
    if made is None or standing.stale(sql, truth.today):
        return
    settings = shop.settings(sql)
    rule = standing.rule_of(settings)
    expected = truth.standings(made, rule, settings.discount / 100)
    columns = ", ".join(standing.COLUMNS)
    kept = {row[0]: Worth(*row[1:]) for row in sql.rows(f"SELECT customer_id, {columns} FROM standing")}
    assert kept == expected
    order = truth.listed(EVERYBODY)
    for code in TIERS:
        ids = list(customer_ids(sql, truth.today, Filter(tier=code)))
        assert ids == [i for i in order if expected[i].tier == code]
    groups = {i: group(scores(m.last, w.year_visits, w.year_cents, made.rfm), made.rfm)
              for i, w in expected.items() if (m := truth.marks[i]).last is not None}  # fmt: skip
    for code in set(groups.values()):
        assert list(customer_ids(sql, truth.today, Filter(group=code))) == [i for i in order if groups.get(i) == code]
    _check_counts(sql, truth, expected, groups)


def _check_counts(sql: Reader, truth: Truth, expected: dict[int, Worth], groups: dict[int, str]) -> None:
    counted = classes.class_counts(sql, truth.today)
    everybody = list(truth.customers)
    assert counted.again == len(truth.listed(Filter(again=True))) and counted.once == len(truth.listed(Filter(again=False)))
    assert counted.kinds == {kind: len(truth.listed(Filter(kind=kind))) for kind in classes.KINDS}
    assert counted.natural == len(truth.listed(Filter(natural=True)))
    assert counted.promoted == len(truth.listed(Filter(natural=False)))
    tiers = {code: [i for i in everybody if expected[i].tier == code] for code in TIERS}
    found = classes.tiers(sql, truth.today)
    assert [(t.code, t.customers, t.year_cents) for t in found.tallies] == [
        (code, len(ids), sum(expected[i].year_cents for i in ids)) for code, ids in tiers.items()
    ]
    made = classes.rfm(sql)
    assert {t.code: t.customers for t in made.tallies if t.customers} == {
        code: list(groups.values()).count(code) for code in set(groups.values())
    }
    assert sum(made.grid.values()) == len(groups)
    assert sum(would_hold(found.crowd, found.rule).values()) == sum(t.customers for t in found.tallies)
