"""What actions look up when an answer is written down."""

from kyuanbook.book.reader import Reader


def typed_before(sql: Reader, list_row_id: int) -> list[int]:
    """The touches typed back from a row of a printed list."""
    return sql.column("SELECT id FROM interaction WHERE list_row_id = :row AND deleted_at IS NULL", row=list_row_id)


def number_to_ring(sql: Reader, customer_id: int) -> int | None:
    """The first of a customer's numbers that is not marked wrong, which stands on every list."""
    found = sql.value(
        "SELECT id FROM phone WHERE customer_id = :id AND wrong = 0 ORDER BY position, id LIMIT 1", id=customer_id
    )
    return None if found is None else int(found)


def feedback_of(sql: Reader, interaction_id: int) -> list[tuple[int, bool]]:
    """(a score given in a call, whether it lies in 回收站)."""
    rows = sql.rows("SELECT id, deleted_at IS NOT NULL FROM feedback WHERE interaction_id = :id", id=interaction_id)
    return [(i, bool(thrown)) for i, thrown in rows]


def last_visit(sql: Reader, customer_id: int, day: int) -> int | None:
    """The newest visit of a customer up to ``day``."""
    found = sql.value(
        "SELECT id FROM visit WHERE customer_id = :id AND day <= :day AND deleted_at IS NULL ORDER BY day DESC, id DESC LIMIT 1",
        id=customer_id, day=day,
    )  # fmt: skip
    return None if found is None else int(found)


def staff_of_last_visit(sql: Reader, customer_id: int, day: int) -> int | None:
    """Who served them then."""
    visit = last_visit(sql, customer_id, day)
    found = sql.value("SELECT staff_id FROM visit WHERE id = :id", id=visit) if visit is not None else None
    return None if found is None else int(found)


def list_of_row(sql: Reader, list_row_id: int) -> int | None:
    """The printed list a row stands on."""
    found = sql.value("SELECT list_id FROM call_list_row WHERE id = :id", id=list_row_id)
    return None if found is None else int(found)


def tried_already(sql: Reader, customer_id: int, day: int, list_id: int | None) -> bool:
    """Whether an attempt to win them back is written down of that list, or, without one, of that day."""
    return (
        sql.value(
            "SELECT 1 FROM win_back WHERE customer_id = :id AND held = 0 AND (list_id = :list OR (:list IS NULL AND day = :day))",
            id=customer_id, list=list_id, day=day,
        )
        is not None
    )  # fmt: skip


def numbers_of(sql: Reader, customer_id: int) -> list[tuple[int, str, bool]]:
    """(id, number, whether it is wrong) of a customer's numbers, in their order."""
    rows = sql.rows("SELECT id, number, wrong FROM phone WHERE customer_id = :id ORDER BY position, id", id=customer_id)
    return [(i, number, bool(wrong)) for i, number, wrong in rows]


def said_too(sql: Reader, touch_id: int, customer_id: int, outcome: str, phone_id: int | None = None) -> bool:
    """Whether another touch of a customer came out so; of a number that was rung, of that number."""
    return (
        sql.value(
            "SELECT 1 FROM interaction WHERE customer_id = :customer AND outcome = :outcome AND id != :touch AND deleted_at IS"
            " NULL AND (:phone IS NULL OR phone_id = :phone)",
            customer=customer_id, outcome=outcome, touch=touch_id, phone=phone_id,
        )
        is not None
    )  # fmt: skip


def leaned_on(sql: Reader, follow_up_id: int, touch_id: int) -> bool:
    """Whether anything beside one touch is tied to a follow-up: other touches of it, thrown ones too, what came out of it."""
    return (
        sql.value(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM interaction WHERE follow_up_id = :id AND id != :touch) OR EXISTS"
            " (SELECT 1 FROM follow_up WHERE source_id = :id)",
            id=follow_up_id, touch=touch_id,
        )
        is not None
    )  # fmt: skip


def open_promises(sql: Reader, customer_id: int, but: int | None) -> list[int]:
    """Days promised before that are still to come, without follow-up ``but``."""
    return sql.column(
        "SELECT id FROM follow_up WHERE customer_id = :customer AND kind = 'promised' AND state = 'open' AND id IS NOT :but",
        customer=customer_id, but=but,
    )
