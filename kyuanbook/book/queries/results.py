"""录入结果: printed lists, their rows as they stand on the paper, and what was answered in them so far."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import calls, follow_rules
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.lapse import reason_name
from kyuanbook.book.queries.list_survey import replies_of_list
from kyuanbook.book.queries.surveys import ReplyRow
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.book.sqlite import last_id_ever
from kyuanbook.language import say
from kyuanbook.rules.answers import Answer, unpacked
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.phones import masked
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.touches import Outcome, TouchKind
from kyuanbook.rules.words import Message

OFFERED: Final = 20  # lists still open that are offered
FORGOTTEN: Final = 90  # days after which a list that nobody typed back is no more offered; by its number it still is there
_CHUNK: Final = 400


class PaperList(NamedTuple):
    """A printed list. ``survey_id``: the 问卷 asked with it; ``rows``: how many stand on it; ``answered``: how many of them are
    typed back; ``left``: how many still can be."""

    id: int
    title: str
    kind: str
    day: int
    printed_by: str
    channel: TouchKind
    asks_score: bool
    survey_id: int | None
    voided: bool
    rows: int
    answered: int
    left: int


class Whose(StrEnum):
    """What became of the customer of a row since it was printed."""

    HERE = "here"
    BINNED = "binned"
    GONE = "gone"  # undone, or their data deleted


class PaperRow(NamedTuple):
    """A row as it stands on the paper. ``printed``: JSON of its words; ``left_alone``: whether they bear 请勿再联系 by now;
    ``answer``: what was typed back, None for nothing yet; ``reply``: what was answered to the list's 问卷; ``into``: under which
    name they stand in the book where they turned out to be somebody else, "" where they did not; ``same_as``: the earlier row
    of the list that is the same customer's."""

    id: int
    list_id: int
    number: int
    customer_id: int
    printed: str
    whose: Whose
    left_alone: bool
    rule_id: int | None
    follow_kind: str
    occurrence: int
    answer: Answer | None
    reply: ReplyRow | None = None
    into: str = ""
    same_as: int | None = None

    def words(self) -> dict[str, str]:
        """What stands on the paper: name, phone, reason …"""
        found: dict[str, str] = json.loads(self.printed)
        return found

    @property
    def name(self) -> str:
        """As it was printed."""
        return self.words().get("name", "")

    def channel(self, usual: TouchKind) -> TouchKind:
        """By which they were to be reached; ``usual``: that of the list, where they had no way of their own."""
        own = self.words().get("channel", "")
        return TouchKind(own) if own in set(TouchKind) else usual


# lists -------------------------------------------------------------------------------------------------------------------

_HEAD: Final = "l.id, l.title, l.kind, l.day, l.printed_by, l.channel, l.asks_score, l.survey_id, l.voided_at IS NOT NULL"
_ANSWERED: Final = "EXISTS (SELECT 1 FROM interaction i WHERE i.list_row_id = r.id AND i.deleted_at IS NULL)"


def list_head(sql: Reader, number: int) -> PaperList | None:
    """The list that bears ``number``, its rows not counted."""
    found = sql.one(f"SELECT {_HEAD} FROM call_list l WHERE l.id = :id", id=number)
    return None if found is None else _list((*found, 0, 0, 0))


def paper_list(sql: Reader, number: int) -> PaperList | None:
    """The list that bears ``number``."""
    found = sql.one(
        f"SELECT {_HEAD}, count(r.id), sum({_ANSWERED}), sum(NOT {_ANSWERED} AND EXISTS (SELECT 1 FROM customer c WHERE"
        " c.id = r.customer_id AND c.deleted_at IS NULL)) FROM call_list l LEFT JOIN call_list_row r ON r.list_id = l.id"
        " WHERE l.id = :id GROUP BY l.id",
        id=number,
    )
    return None if found is None else _list(found)


def _list(found: tuple[Any, ...]) -> PaperList:
    i, title, kind, day, who, channel, asks, survey, voided, rows, answered, left = found
    known = TouchKind(channel) if channel in set(TouchKind) else TouchKind.CALL
    return PaperList(i, title, kind, day, who, known, bool(asks), survey, bool(voided), rows, answered or 0, left or 0)


def last_number(sql: Reader) -> int:
    """The highest number a list of this book bears or bore; 0 for none."""
    return max(int(sql.value("SELECT max(id) FROM call_list") or 0), last_id_ever(sql, "call_list"))


def open_lists(sql: Reader, today: int, limit: int = OFFERED) -> list[PaperList]:
    """Lists of which rows wait for their answer, the newest first."""
    found: list[PaperList] = []
    for number in sql.column(
        "SELECT id FROM call_list WHERE voided_at IS NULL AND day > :after ORDER BY id DESC LIMIT 200", after=today - FORGOTTEN
    ):
        one = paper_list(sql, number)
        if one is not None and one.left:
            found.append(one)
        if len(found) >= limit:
            break
    return found


# rows --------------------------------------------------------------------------------------------------------------------

_ROW: Final = (
    "SELECT r.id, r.list_id, r.number, r.customer_id, r.words, c.id, c.deleted_at, c.do_not_contact, r.rule_id, r.follow_kind,"
    " r.occurrence, CASE WHEN EXISTS (SELECT 1 FROM customer m WHERE m.merged_into_id = c.id) THEN CASE c.name WHEN '' THEN"
    " c.alias ELSE c.name END ELSE '' END, (SELECT min(o.number) FROM call_list_row o WHERE o.customer_id = r.customer_id AND"
    " o.list_id = r.list_id AND o.number < r.number) FROM call_list_row r LEFT JOIN customer c ON c.id = r.customer_id"
)


def paper_rows(sql: Reader, list_id: int) -> list[PaperRow]:
    """The rows of a list, as on the paper."""
    rows = sql.rows(f"{_ROW} WHERE r.list_id = :list ORDER BY r.number", list=list_id)
    answers = _answers(sql, "r.list_id = :list", list=list_id)
    replies = replies_of_list(sql, list_id)
    return [_row(row, answers.get(row[0]), replies.get(row[0])) for row in rows]


def paper_row(sql: Reader, row_id: int) -> PaperRow | None:
    """One row."""
    found = sql.one(f"{_ROW} WHERE r.id = :id", id=row_id)
    return None if found is None else _row(found, _answers(sql, "r.id = :id", id=row_id).get(row_id))


def row_of(sql: Reader, list_id: int, number: int) -> PaperRow | None:
    """The row that bears ``number`` on a list."""
    row_id = sql.value("SELECT id FROM call_list_row WHERE list_id = :list AND number = :n", list=list_id, n=number)
    return None if row_id is None else paper_row(sql, row_id)


def _row(found: tuple[Any, ...], answer: Answer | None, reply: ReplyRow | None = None) -> PaperRow:
    i, list_id, number, customer, words, there, thrown, alone, rule, kind, occurrence, into, same_as = found
    whose = Whose.GONE if there is None else Whose.BINNED if thrown is not None else Whose.HERE
    row = PaperRow(i, list_id, number, customer, words, whose, bool(alone), rule, kind, occurrence, answer, reply)
    return row._replace(into="" if not into or into == row.name else into, same_as=same_as)


def _answers(sql: Reader, where: str, **values: object) -> dict[int, Answer]:
    """row -> what was answered, the newest where there are two."""
    found = sql.rows(
        "SELECT i.list_row_id, i.id, i.kind, i.outcome, i.note, i.day, i.followed, i.customer_id, coalesce(f.state, ''),"
        " coalesce(f.due_day, 0), coalesce(f.tries, 0), (SELECT b.score FROM feedback b WHERE b.interaction_id = i.id"
        " AND b.deleted_at IS NULL) FROM call_list_row r JOIN interaction i ON i.list_row_id = r.id LEFT JOIN follow_up f"
        f" ON f.id = i.follow_up_id WHERE {where} AND i.deleted_at IS NULL ORDER BY i.id",
        **values,
    )
    left = _numbers_left(sql, [r[7] for r in found if r[3] == Outcome.WRONG_NUMBER])
    why = _reasons(sql, [r[7] for r in found if r[3] == Outcome.REFUSED])
    made = {}
    for row, touch, kind, outcome, note, day, followed, customer, state, due_day, tries, score in found:
        if outcome not in set(Outcome) or kind not in set(TouchKind):
            continue
        made[row] = Answer(
            touch, TouchKind(kind), Outcome(outcome), note, day, unpacked(followed).promised, score, state, due_day, tries,
            left.get(customer, ""), why.get(customer, ("", None))[0], why.get(customer, ("", None))[1],
        )  # fmt: skip
    return made


def _numbers_left(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    """customer -> the next number to ring, masked."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        for customer, number in sql.rows(
            f"SELECT customer_id, number FROM phone WHERE wrong = 0 AND customer_id IN ({marks(len(chunk))})"
            " ORDER BY position DESC, id DESC",
            **named(chunk),
        ):
            found[customer] = masked(number)
    return found


def _reasons(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """customer -> why they stay away, as said of the silence that lasts."""
    found: dict[int, tuple[str, int]] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        for customer, code, name, reason in sql.rows(
            "SELECT l.customer_id, r.code, r.name, r.id FROM lapse l JOIN lapse_reason r ON r.id = l.reason_id WHERE"
            f" l.customer_id IN ({marks(len(chunk))}) AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.customer_id ="
            " l.customer_id AND v.deleted_at IS NULL AND v.day > l.day) ORDER BY l.day, l.id",
            **named(chunk),
        ):
            found[customer] = (reason_name(code, name), reason)
    return found


# what a row is about -----------------------------------------------------------------------------------------------------


def item_of(sql: Reader, printed: PaperList, row: PaperRow) -> DueItem:
    """What an answer in this row is about: what came up, as it was printed; of those who stay away the silence that lasted
    then, so that one silence is not called twice; else that the owner picked them, once for each list."""
    if row.follow_kind in set(Kind):
        kind, rule_id, occurrence = Kind(row.follow_kind), row.rule_id, row.occurrence
    elif printed.kind in calls.WINNING and (last := _silent_since(sql, row.customer_id, printed.day)) is not None:
        lapsed = printed.kind == Stage.LAPSED or (printed.kind == calls.CALLS and _was_lapsed(sql, row, printed.day, last))
        kind, occurrence = (Kind.LAPSED if lapsed else Kind.OVERDUE), last
        rule = follow_rules.the_rule(sql, kind)
        rule_id = rule.id if rule is not None else None
    else:
        kind, rule_id, occurrence = Kind.PICKED, None, printed.id
    note = say(Message("from_list", {"number": printed.id})) if kind is Kind.PICKED else ""
    channel = row.channel(printed.channel)
    return DueItem(row.customer_id, kind, rule_id, occurrence, printed.day, occurrence, channel, note=note)


def _silent_since(sql: Reader, customer_id: int, day: int) -> int | None:
    """The last visit up to ``day``, 期初 among them."""
    last: int | None = sql.value(
        "SELECT max(coalesce((SELECT max(day) FROM visit WHERE customer_id = c.id AND deleted_at IS NULL AND day <= :day), 0),"
        " CASE WHEN c.opening = 1 AND c.opening_last <= :day THEN c.opening_last ELSE 0 END) FROM customer c WHERE c.id = :id",
        id=customer_id, day=day,
    )  # fmt: skip
    if last:
        return last
    guessed = sql.value(
        "SELECT last_day FROM derived WHERE customer_id = :id AND fit_id = (SELECT value FROM pointer WHERE name = 'fit')",
        id=customer_id,
    )
    return None if guessed is None or guessed > day else int(guessed)


def _was_lapsed(sql: Reader, row: PaperRow, day: int, last: int) -> bool:
    """Whether they counted as lapsed when the list was printed: by their dates while no visit came since, else as the paper
    says it."""
    marked = calls.silences(sql, [row.customer_id]).get(row.customer_id)
    if marked is not None and marked[0] == last:
        return marked[2] is not None and marked[2] <= day
    return row.words().get("stage_word") == say(Message(f"stage_{Stage.LAPSED.value}"))


def wants_reason(sql: Reader, customer_id: int) -> bool:
    """Whether why they stay away is still to be asked in this silence."""
    return customer_id not in _reasons(sql, [customer_id])
