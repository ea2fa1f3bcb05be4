"""What the book keeps, put back into words as they are typed, so that an entry can be corrected and read again."""

from collections.abc import Iterable
from datetime import date

from kyuanbook.book.queries.card import Card, VisitRow
from kyuanbook.book.queries.custom import Written
from kyuanbook.book.queries.feedback import FeedbackRow
from kyuanbook.book.queries.surveys import ReplyRow
from kyuanbook.book.queries.touches import TouchRow
from kyuanbook.rules.custom import typed_again
from kyuanbook.rules.dates import read_day, time_words
from kyuanbook.rules.entries import CleanOpening, CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.surveys import QuestionRow, ReplyEntry
from kyuanbook.rules.touches import TouchEntry


def amount(cents: int) -> str:
    """``75``, ``75.50``, ``-30``; "" for nothing."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}".removesuffix(".00") if cents else ""


def day(ordinal: int | None, today: int) -> str:
    """``11.3`` where that means this very day, else ``2025.9.2``: reads back the same in every language."""
    if ordinal is None:
        return ""
    on = date.fromordinal(ordinal)
    short = f"{on.month}.{on.day}"
    return short if read_day(short, today)[0] == ordinal else f"{on.year}.{short}"


def visit(seen: VisitRow, today: int) -> VisitEntry:
    """A visit as its entry would be typed."""
    return VisitEntry(
        amount=amount(seen.amount_cents) or "0", items=seen.items.replace("、", "，"), day=day(seen.day, today),
        time=time_words(seen.minute), staff_id=seen.staff_id, note=seen.note, custom=own(seen.custom),
        channel_id=seen.channel_id, campaign_id=seen.campaign_id, source=seen.source,
    )  # fmt: skip


def touch(seen: TouchRow, today: int) -> TouchEntry:
    """A touch as its entry would be typed."""
    return TouchEntry(
        kind=seen.kind, outcome=seen.outcome, wanted=seen.wanted, cost=amount(seen.cost_cents), day=day(seen.day, today),
        time=time_words(seen.minute), staff_id=seen.staff_id, note=seen.note,
    )  # fmt: skip


def feedback(seen: FeedbackRow, today: int) -> FeedbackEntry:
    """满意度 as its entry would be typed."""
    return FeedbackEntry(
        score="" if seen.score is None else str(seen.score), words=seen.words, way=seen.way, visit_id=seen.visit_id,
        staff_id=seen.staff_id, day=day(seen.day, today),
    )  # fmt: skip


def reply(seen: ReplyRow, questions: Iterable[QuestionRow], today: int) -> ReplyEntry:
    """A 问卷 as its answers would be typed."""
    answers = {one.id: typed_again(one.field, seen.said.get(one.id, "")) for one in questions}
    return ReplyEntry(answers, day(seen.day, today))


def customer(card: Card, today: int) -> CustomerEntry:
    """A customer as their entry would be typed."""
    return CustomerEntry(
        name=card.name, alias=card.alias, kind=card.kind, sex=card.sex, email=card.email, wechat=card.wechat,
        phones=tuple(PhoneEntry(p.typed or p.number, p.label, p.wrong) for p in card.phones),
        birthday=card.birthday.typed if card.birthday else "",
        birth_rule=card.birthday.rule if card.birthday else "", address=card.address, occupation=card.occupation,
        income_band=card.income_band, member_no=card.member_no, note=card.note, contacts=card.contacts, tags=card.tags,
        channel_id=card.first_channel_id, campaign_id=card.first_campaign_id,
        latest_channel_id=card.latest_channel_id, latest_campaign_id=card.latest_campaign_id,
        natural="" if card.natural_set is None else "natural" if card.natural_set else "promoted",
        partner_id=card.partner_id,
        referrer_id=card.referrer.id if card.referrer else None, do_not_contact=card.do_not_contact,
        opening=_opening(card.opening, today), custom=own(card.custom),
    )  # fmt: skip


def own(written: Iterable[Written]) -> dict[int, str]:
    """What stands in the owner's own fields."""
    return {one.field.id: typed_again(one.field, one.text) for one in written}


def _opening(kept: CleanOpening | None, today: int) -> OpeningEntry | None:
    if kept is None:
        return None
    return OpeningEntry(
        visits=str(kept.visits or ""), total=amount(kept.total_cents), first=day(kept.first, today),
        last=day(kept.last, today), gap=str(kept.gap or ""),
    )  # fmt: skip
