"""What 录入结果 says of a list, a row and an answer: pure, so that words can be tested without a window."""

import re
from typing import Final

from kyuanbook.actions.results import cannot
from kyuanbook.book.queries.results import PaperList, PaperRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.answers import Answer
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.touches import Outcome, TouchKind
from kyuanbook.ui.kit.privacy import AMOUNT, DOTS, contact_words, phone_words, privacy, said

ICONS: Final = {
    Outcome.REACHED: "phone", Outcome.NO_ANSWER: "phone-missed", Outcome.WRONG_NUMBER: "phone-off",
    Outcome.PROMISED: "calendar", Outcome.REFUSED: "x", Outcome.DO_NOT_CONTACT: "circle-alert",
}  # fmt: skip
NOT_RUNG: Final = {TouchKind.LETTER: "notebook-pen", TouchKind.IN_PERSON: "user-round"}
"""Whether they answered, where nobody rang; a message has its balloon."""
INKS: Final = {
    Outcome.REACHED: "ok", Outcome.NO_ANSWER: "warn", Outcome.WRONG_NUMBER: "seal", Outcome.PROMISED: "accent",
    Outcome.REFUSED: "ink2", Outcome.DO_NOT_CONTACT: "seal",
}  # fmt: skip
_AMOUNT: Final = re.compile(r"¥[\d,.−-]*\d")
_FIGURES: Final = re.compile(r"[\d+][\d* ]{6,}")


def phone(row: PaperRow) -> str:
    """The number on the paper, masked: this screen stands on the counter."""
    printed = row.words().get("phone", "")
    if "*" in printed:
        return phone_words("") if privacy.on else printed
    if _FIGURES.match(printed):
        return phone_words(printed.partition(" 转 ")[0].replace(" ", ""))
    return contact_words(printed)


def reason(row: PaperRow) -> str:
    """Why they were to be called, in the words of the paper."""
    printed = row.words().get("reason", "")
    return _AMOUNT.sub(AMOUNT, printed) if privacy.on else printed


def outcome(answer: Answer | None) -> str:
    """已接通; — for nothing yet."""
    return "—" if answer is None else say(answer.label)


def icon(answer: Answer) -> str:
    """The shape before an outcome."""
    if answer.channel is TouchKind.CALL or answer.outcome not in (Outcome.REACHED, Outcome.NO_ANSWER):
        return ICONS[answer.outcome]
    return NOT_RUNG.get(answer.channel, "message-circle")


def next_step(row: PaperRow, today: int) -> str:
    """What they said, and what follows by itself; of a row that can't be answered, why."""
    if row.answer is None:
        why = cannot(row)
        return merged(row) if why is None else say(why)
    followed = clauses(said(one) for one in row.answer.followed(today))
    note = _FIGURES.sub(DOTS, row.answer.note) if privacy.on else row.answer.note
    replied = trn("问卷答了 {n} 题", len(row.reply.said)) if row.reply is not None else ""
    return clauses((note, followed, replied))


def merged(row: PaperRow) -> str:
    """That who stands on the paper turned out to be somebody else: under which name the answer is written, and in which row
    the same customer stands already. "" where it is not so."""
    into = tr("已合并到{name}，记在{name}名下", name=row.into) if row.into else ""
    same = tr("和第 {n} 行是同一位", n=row.same_as) if row.same_as is not None else ""
    return clauses(filter(None, (into, same)))


def sentence(row: PaperRow, today: int) -> str:
    """The row as a screen reader says it."""
    return clauses((tr("第 {n} 行", n=row.number), row.name, phone(row), reason(row), outcome(row.answer), next_step(row, today)))


def about_list(printed: PaperList, today: int) -> str:
    """``名单 1120　11月20日打印，20 行，阿杰``."""
    when = tr("{day}打印", day=say(day_words(printed.day, today)))
    return "　".join((tr("名单 {number}", number=printed.id), clauses((when, trn("{n} 行", printed.rows), printed.printed_by))))


def progress(printed: PaperList) -> str:
    """``录了 7 行，还有 13 行``."""
    done = trn("录了 {n} 行", printed.answered)
    return clauses((done, trn("还有 {n} 行", printed.left) if printed.left else tr("都录完了")))


def told(row: PaperRow) -> str:
    """``第 7 行已记 未接``."""
    return tr("第 {n} 行已记 {outcome}", n=row.number, outcome=outcome(row.answer))
