"""Who belongs to a 客户细分, by plain Python over the tables: the judge of its SQL."""

from collections.abc import Callable
from typing import Any

from kyuanbook.book.reader import Reader
from kyuanbook.rules.bands import age_band
from kyuanbook.rules.opening import Guess
from kyuanbook.rules.rfm import RfmBasis, Scores, group
from kyuanbook.rules.segments import RANGES, Condition, Conditions, Shape, Value, shape_of
from tests.book.truth import Truth, table

SHAPES = {"text": Shape.WORDS, "number": Shape.NUMBER, "date": Shape.DATE, "choice": Shape.CHOICE, "yes_no": Shape.YES_NO}


class Judge:
    """``middle``: the basis of RFM of the last snapshot."""

    def __init__(self, sql: Reader, truth: Truth, middle: RfmBasis) -> None:
        self.truth, self.today, self.middle = truth, truth.today, middle
        self.standing = {row["customer_id"]: row for row in table(sql, "standing")}
        self.channels = {row["id"]: row for row in table(sql, "channel")}
        self.tags, self.lapses = table(sql, "customer_tag"), sorted(table(sql, "lapse"), key=lambda r: (r["day"], r["id"]))
        self.items, self.values = table(sql, "visit_item"), table(sql, "custom_value")
        self.everybody = table(sql, "customer")
        self.fields = {row["id"]: SHAPES[row["kind"]] for row in table(sql, "custom_field")}

    def members(self, conditions: Conditions) -> list[int]:
        """Everybody for whom all of them hold."""
        if any(shape_of(c, self.fields) is None for c in conditions):
            return []
        return [i for i in sorted(self.truth.customers) if all(self.holds(c, i) for c in conditions)]

    def holds(self, condition: Condition, i: int) -> bool:
        """Whether one of them does."""
        return self._is(condition, i) is not condition.but

    def _is(self, condition: Condition, i: int) -> bool:
        shape = shape_of(condition, self.fields)
        found = self.own(condition.field_id, i) if condition.field_id is not None else self.known(condition.trait, i)
        if shape in RANGES:
            low, high = condition.values
            return any((low is None or v >= low) and (high is None or v <= high) for v in found if v is not None)
        if shape is Shape.WORDS:
            return any(str(word).lower() in str(v).lower() for word in condition.values for v in found)
        return any(v in condition.values for v in found if v is not None)

    def own(self, field: int, i: int) -> list[Any]:
        """What stands in a field the owner added: of the customer, or on any visit that is not in 回收站."""
        visits = {v["id"] for v in self.truth.visits[i]}
        rows = [v for v in self.values if v["field_id"] == field and v["customer_id"] == i]
        there = [v for v in rows if v["visit_id"] is None or v["visit_id"] in visits]
        by_words = self.fields[field] in (Shape.WORDS, Shape.CHOICE)
        return [v["text"] if by_words else v["number"] for v in there]

    def counted(self, channel: int | None) -> dict[str, Any] | None:
        """The source that one counts as: itself, or what it was merged into, and that into, and so on."""
        row = self.channels.get(channel)  # type: ignore[arg-type]  # None is no source
        while row is not None and row["merged_into_id"] is not None:
            row = self.channels[row["merged_into_id"]]
        return row

    def _alike(self, channel: int | None) -> list[Any]:
        """Every source that counts as what this one counts as."""
        root = self.counted(channel)
        return [None] if root is None else [i for i in self.channels if self.counted(i) == root]

    def known(self, trait: str, i: int) -> list[Any]:
        """What is known of a customer: one figure or word, several, or [None] for nothing."""
        c, m, t = self.truth.customers[i], self.truth.marks[i], self.truth
        many: dict[str, Callable[[], list[Any]]] = {
            "tag": lambda: [link["tag_id"] for link in self.tags if link["customer_id"] == i],
            "staff": lambda: [v["staff_id"] for v in t.visits[i]],
            "product": lambda: self._products(i),
            "source": lambda: self._alike(c["first_channel_id"]),
        }
        if trait in many:
            return many[trait]()
        channel = self.counted(c["first_channel_id"])
        plain: dict[str, Callable[[], Value | bool]] = {
            "stage": lambda: t.stage(i).value,
            "kind": lambda: t._kind(i),
            "again": lambda: t._came_again(i),
            "tier": lambda: c["tier_pin"] or self._stood(i, "tier"),
            "rfm": lambda: self._rfm(i),
            "clv": lambda: self._stood(i, "clv_cents"),
            "risk": lambda: self._stood(i, "risk_cents"),
            "potential": lambda: self._stood(i, "potential"),
            "silent": lambda: None if self._last(i) is None else max(0, self.today - self._last(i)),
            "visits": lambda: self._visits(i),
            "year_visits": lambda: self._stood(i, "year_visits"),
            "total": lambda: self._total(i),
            "year_total": lambda: self._stood(i, "year_cents"),
            "basket": lambda: self._stood(i, "basket_cents") if m.n else None,
            "gap": lambda: t._derived(i, t.fit_id, t.rhythm)["usual_gap"],
            "first_day": lambda: m.first,
            "last_day": lambda: self._last(i),
            "sex": lambda: c["sex"],
            "age": lambda: age_band(c["birth_year"], self.today) or None,
            "birthday": lambda: c["birth_month"],
            "income": lambda: c["income_band"],
            "occupation": lambda: c["occupation"],
            "address": lambda: c["address"],
            "firm": lambda: c["kind"] == "firm",
            "family": lambda: channel["family"] if channel else None,
            "natural": lambda: c["natural"] if c["natural"] is not None else channel["natural"] if channel else None,
            "referred": lambda: c["referrer_id"] is not None,
            "brought": lambda: sum(o["referrer_id"] == i and o["deleted_at"] is None for o in self.everybody),
            "added": lambda: c["created_day"],
            "member": lambda: c["member_no"] != "",
            "reachable": lambda: t._reachable(i),
            "wechat": lambda: c["wechat"] != "",
            "do_not_contact": lambda: bool(c["do_not_contact"]),
            "lapse_reason": lambda: next((r["reason_id"] for r in reversed(self.lapses) if r["customer_id"] == i), None),
        }
        return [plain[trait]()]

    def _stood(self, i: int, column: str) -> Any:
        return self.standing[i][column] if i in self.standing else None

    def _rfm(self, i: int) -> str | None:
        row = self.standing.get(i)
        return group(Scores(row["r"], row["f"], row["m"]), self.middle) if row and row["r"] else None

    def _products(self, i: int) -> list[Any]:
        visits = {v["id"] for v in self.truth.visits[i]}
        return [item["product_id"] for item in self.items if item["visit_id"] in visits]

    def _last(self, i: int) -> int | None:
        m = self.truth.marks[i]
        return None if m.guessed & Guess.LAST else m.last

    def _visits(self, i: int) -> int:
        m = self.truth.marks[i]
        return len({v["day"] for v in self.truth.visits[i]}) if m.guessed & Guess.VISITS else m.n

    def _total(self, i: int) -> int | None:
        c = self.truth.customers[i]
        cents = self.truth._derived(i, self.truth.fit_id, self.truth.rhythm)["total_cents"]
        unknown = c["opening"] and self._visits(i) <= (c["opening_visits"] or 0)
        return None if cents == 0 and unknown else cents
