"""回访 as rows of the kit: pure, so that words can be tested without a window."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import won
from kyuanbook.book.queries.due_rows import ClosedRow, DueRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words, full_day, month_day, read_day, weekday
from kyuanbook.rules.followups import RANKED, State
from kyuanbook.rules.touches import Outcome, TouchKind, as_done, outcome_label
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.privacy import amount_words, contact_words, phone_words, said, told_phone, whole_phone
from kyuanbook.ui.kit.row_kinds import GroupHead, PersonLine, Row

T = TypeVar("T")
ICONS = {
    TouchKind.CALL: "phone-outgoing", TouchKind.SMS: "message-circle", TouchKind.WECHAT: "message-circle",
    TouchKind.LETTER: "notebook-pen", TouchKind.IN_PERSON: "user-round",
}  # fmt: skip


def due_line(row: DueRow) -> PersonLine:
    """王小明 平时约 14 天来一次，已 47 天没来 … 名单 12 138****5678 小雅."""
    written = "" if row.item.channel is TouchKind.CALL else say(row.item.channel.label)
    listed = tr("名单 {n}", n=row.list_id) if row.list_id is not None else ""
    phone = phone_words(row.phone) if row.phone else ""
    if not (phone or written) and row.wechat:
        phone = tr("微信")
    return PersonLine(
        row.customer_id, row.stage.value, row.name, said(row.reason), phone, row.staff,
        "　".join(filter(None, (written, listed))),
    )  # fmt: skip


def closed_line(row: ClosedRow) -> PersonLine:
    """王小明 生日，已接通：说月底来."""
    phone = phone_words(row.phone) if row.phone else ""
    return PersonLine(row.closed.follow_up_id, row.stage.value, row.name, closed_words(row), phone, row.staff)


def closed_words(row: ClosedRow) -> str:
    """``生日，已接通，说月底来``: why, what came of it, what was noted."""
    one = row.closed
    if one.state is State.DISMISSED:
        came = tr("这次没打")
    elif one.state is State.GIVEN_UP:
        came = say(Message(as_done(TouchKind(one.channel or TouchKind.CALL), "closed_given_up")))
    elif one.outcome and one.channel:
        came = say(outcome_label(TouchKind(one.channel), Outcome(one.outcome)))
    else:
        came = tr("办过了")
    return clauses((say(one.kind.label), came, one.note))


def by_reason(rows: Sequence[DueRow]) -> list[Row]:
    """Under the heads of their reasons, with how many each has."""
    return _grouped(rows, lambda row: row.item.kind, lambda kind: say(kind.label), due_line)


def by_day(rows: Sequence[DueRow], today: int) -> list[Row]:
    """Under the days on which they come up."""
    return _grouped(
        rows, lambda row: max(today, row.item.due_day), lambda day: day_head(day, today), due_line
    )


def closed_by_day(rows: Sequence[ClosedRow], today: int) -> list[Row]:
    """What was done, under the days on which it was."""
    return _grouped(
        rows, lambda row: row.closed.closed_day, lambda day: day_head(day, today), closed_line, things
    )


def _grouped(
    rows: Sequence[T], key: Callable[[T], object], word: Callable[..., str], line: Callable[[T], PersonLine],
    counted: Callable[[int], str] | None = None,
) -> list[Row]:  # fmt: skip
    """``counted``: how many there are in words; None: of people."""
    groups: dict[object, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    found: list[Row] = []
    for of, some in groups.items():
        found += [GroupHead(word(of), (counted or people)(len(some))), *map(line, some)]
    return found


def day_head(day: int, today: int) -> str:
    """``今天``, ``周六 11月28日``; in a language that has capitals with one: it begins a line."""
    if abs(day - today) < 2:
        words = say(day_words(day, today))
        return words[:1].upper() + words[1:]
    return tr("{weekday} {day}", weekday=say(weekday(day)), day=say(month_day(day)))


def day_short(day: int) -> str:
    """``周六 28``."""
    return tr("{weekday} {n}", weekday=say(weekday(day)), n=date.fromordinal(day).day)


def people(n: int) -> str:
    """``12 位``."""
    return trn("{n} 位", n)


def things(n: int) -> str:
    """``3 条``: of one person there may be several."""
    return trn("{n} 条", n)


def why_words(row: DueRow) -> str:
    """``平时约 21 天来一次，已 52 天没来，可能损失 ¥1,080；还有：生日``."""
    lost = ""
    if row.item.kind in RANKED and row.item.value_cents:
        lost = tr("可能损失 {amount}", amount=amount_words(row.item.value_cents))
    words = clauses((said(row.reason), lost))
    if not row.item.also:
        return words
    return tr("{words}；还有：{others}", words=words, others=clauses(say(kind.label) for kind in row.item.also))


class Reach(NamedTuple):
    """By what somebody is reached: the number, the WeChat name, the address; in private dots, unless it was asked for."""

    words: str
    icon: str


def reach(row: DueRow, *, open_: bool) -> Reach:
    """As the way asks for it; who has no number is reached by WeChat."""
    channel = row.item.channel
    if channel is TouchKind.LETTER or (channel is TouchKind.IN_PERSON and row.address):
        return Reach(row.address if open_ else contact_words(row.address), ICONS[channel])
    if row.wechat and (channel is TouchKind.WECHAT or not row.phone):
        return Reach(row.wechat if open_ else contact_words(row.wechat), ICONS[TouchKind.WECHAT])
    return Reach(number_words(row.phone, open_=open_), "phone")


def number_words(phone: str, *, open_: bool = False) -> str:
    """A whole number, of the one in hand; in private dots, unless it was asked for."""
    if not phone:
        return ""
    number, _, extension = phone.partition("-")
    return whole_phone(number, extension) if open_ else told_phone(number, extension)


def day_told(typed: str, today: int) -> str:
    """11月28日 周六, beside what was typed; with its year where it is far off."""
    day, _ = read_day(typed, today, allow_future=True)
    if day is None:
        return ""
    near = say(month_day(day) if abs(today - day) < 300 else full_day(day))
    return tr("{day} {weekday}", day=near, weekday=say(weekday(day)))


def last_week(book: Book) -> str:
    """What came of last week's calls, in one line; "" when nobody was called. In the worker's thread."""
    from kyuanbook.ui.pages.today_rows import last_week_words

    with book.read() as sql:
        week = won.last_week(sql, book.rhythms, book.today())
    return "" if week is None else last_week_words(week)
