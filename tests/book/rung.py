"""A shop that has rung for some weeks, written down as the actions would have: for pictures and tests of 回访成效."""

import random
from collections.abc import Sequence

from kyuanbook.book.book import Book
from kyuanbook.book.tables import CallList, CallListRow, FollowUp, Interaction, Visit, WinBack
from kyuanbook.rules.followups import Kind

OUTCOMES = ("reached", "reached", "promised", "no_answer", "no_answer", "refused", "wrong_number")


def rung(book: Book, ids: Sequence[int], *, ago: int, kind: Kind, held: int = 0, offer: int = 0, likely: float = 0.4) -> int:
    """A list of ``ids``, printed ``ago`` days ago and answered the same day, the last ``held`` of them left alone by lot; some
    came then. Returns its number."""
    rng, day = random.Random(ago * 100 + len(ids)), book.today() - ago
    called, left = ids[: len(ids) - held], ids[len(ids) - held :]
    with book.write("add_sample", bulk=True, undoable=False) as unit:
        at = unit.at - ago * 86400
        rule = unit.sql.value("SELECT id FROM follow_rule WHERE kind = :kind", kind=kind.value)
        fit = unit.sql.value("SELECT value FROM pointer WHERE name = 'fit'")
        number = unit.insert(
            CallList, kind="picked" if kind is not Kind.LAPSED else "lapsed", title="回访", paper="a4", day=day,
            printed_by="店主", printed_at=at, fit_id=fit, row_count=len(called), offer_cents=offer,
        )  # fmt: skip
        rows = unit.insert_many(
            CallListRow,
            [
                {"list_id": number, "number": n, "customer_id": i, "words": "{}", "rule_id": rule, "follow_kind": kind.value}
                for n, i in enumerate(called, 1)
            ],
        )
        acted = unit.insert_many(
            FollowUp,
            [
                {
                    "rule_id": rule, "kind": kind.value, "customer_id": i, "occurrence": day, "due_day": day, "state": "done",
                    "created_day": day, "closed_day": day,
                }
                for i in called
            ],
        )  # fmt: skip
        unit.insert_many(
            Interaction,
            [
                {
                    "customer_id": i, "day": day, "kind": "call", "outcome": rng.choice(OUTCOMES), "follow_up_id": follow,
                    "list_row_id": row, "created_at": at + 3600,
                }
                for i, follow, row in zip(called, acted, rows, strict=True)
            ],
        )  # fmt: skip
        unit.insert_many(
            WinBack,
            [{"customer_id": i, "day": day, "held": True, "batch": number, "list_id": number, "created_at": at} for i in left],
        )
        came = [i for i in called if rng.random() < likely] + [i for i in left if rng.random() < likely / 2]
        unit.insert_many(
            Visit,
            [
                {
                    "customer_id": i, "day": min(day + rng.randint(1, 9), book.today()), "created_at": at + 86400 * 9,
                    "amount_cents": rng.randint(30, 400) * 100,
                }
                for i in came
            ],
        )  # fmt: skip
    return number
