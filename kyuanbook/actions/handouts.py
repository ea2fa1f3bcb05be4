"""Labels, slips and cards for those of a list, in the owner's words. They bear no number and nothing is kept of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kyuanbook.actions.done import Book
from kyuanbook.actions.lists import Draft
from kyuanbook.actions.sheets import PLAIN, Says
from kyuanbook.book.queries import card as cards_of
from kyuanbook.book.queries import list_rows, shop
from kyuanbook.book.queries.card import Card, VisitRow
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.paper.handouts import CardEvent, CardPage, CardSheet, Label, LabelSheet, Slip, SlipSheet
from kyuanbook.paper.sheets import Cancelled, Paper, Printed
from kyuanbook.rules.dates import full_day, month_day, weekday
from kyuanbook.rules.labels import Stock
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.phones import masked, shown
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]
LABELS, APPOINTMENTS, WISHES, CARDS = "labels", "appointments", "wishes", "cards"
FORMS = (LABELS, APPOINTMENTS, WISHES, CARDS)
MOST_CARDS = 200

__all__ = [
    "APPOINTMENTS", "CARDS", "FORMS", "LABELS", "MOST_CARDS", "WISHES", "Cancelled", "Handout", "form_name", "handout",
    "papers_of",
]


@dataclass(frozen=True, slots=True)
class Handout:
    """Set, with what was left out: whom it could not be printed for, and why in words."""

    printed: Printed
    many: int
    left_out: int = 0
    why: str = ""


def form_name(form: str) -> str:
    """What such a thing is called: its title, and that of its file."""
    names = {LABELS: tr("地址标签"), APPOINTMENTS: tr("约好条"), WISHES: tr("生日贺条"), CARDS: tr("客户卡")}
    return names[form]


def papers_of(form: str) -> tuple[Paper, ...]:
    """The papers that slips and cards can be printed on; labels have stocks of their own."""
    from kyuanbook.paper.card import CARD_PAPERS
    from kyuanbook.paper.slips import SLIP_PAPERS

    return () if form == LABELS else CARD_PAPERS if form == CARDS else SLIP_PAPERS


def handout(
    book: Book, *, form: str, drawn: Draft, paper: Paper = Paper.A4, stock: Stock | None = None, start: int = 1,
    says: Says = PLAIN, progress: Progress | None = None,
) -> Handout:  # fmt: skip
    """Those of ``drawn`` as labels of ``stock`` from the ``start``-th on, as slips or as cards on ``paper``. Who has no
    address, no day promised or no birthday is left out, and counted. Raises Cancelled when ``progress`` says stop."""
    if form == LABELS:
        assert stock is not None
        return _labels(book, drawn, stock, start, says, progress)
    if form == CARDS:
        return _cards(book, drawn, paper, says, progress)
    return _slips(book, form, drawn, paper, progress)


# labels ------------------------------------------------------------------------------------------------------------------


def _labels(
    book: Book, drawn: Draft, stock: Stock, start: int, says: Says, progress: Progress | None
) -> Handout:
    from kyuanbook.paper.labels import labels

    made = [
        Label(tr("{name} 收", name=row.name), about.address, _number(row.phone, says))
        for row, about in zip(drawn.rows, drawn.about, strict=True) if about.address
    ]  # fmt: skip
    sheet = LabelSheet(form_name(LABELS), _shop_name(book), stock, made, start)
    out = len(drawn.rows) - len(made)
    return Handout(labels(sheet, progress), len(made), out, trn("{n} 位没有地址，没印", out) if out else "")


def _number(number: str, says: Says) -> str:
    if not number:
        return ""
    figures, _, extension = number.partition("-")
    return shown(figures, extension) if says.phones else masked(number)


# slips -------------------------------------------------------------------------------------------------------------------


def _slips(book: Book, form: str, drawn: Draft, paper: Paper, progress: Progress | None) -> Handout:
    from kyuanbook.paper.slips import slips

    today = drawn.day
    with book.read() as sql:
        found = list_rows.coming(sql, today) if form == APPOINTMENTS else list_rows.birthdays(sql, today)
    of = {item.customer_id: item for item in found}
    made = []
    for row, about in zip(drawn.rows, drawn.about, strict=True):
        item = of.get(row.customer_id)
        if item is None:
            continue
        if form == APPOINTMENTS:
            day = tr("{day} {weekday}", day=say(month_day(item.occurrence)), weekday=say(weekday(item.occurrence)))
            made.append(Slip(tr("约好了"), row.name, day, item.note or tr("改时间请提前说一声。")))
        else:
            wish = about.words if about.item is not None and about.item.kind is item.kind else ""
            made.append(Slip(tr("生日快乐"), row.name, "", wish))
    out = len(drawn.rows) - len(made)
    why = ""
    if out and form == APPOINTMENTS:
        why = trn("{n} 位没有约好的日子，没印", out)
    elif out:
        why = trn("{n} 位七天内不过生日，或者已经祝过，没印", out)
    return Handout(slips(SlipSheet(form_name(form), _shop_name(book), made), paper, progress), len(made), out, why)


# cards -------------------------------------------------------------------------------------------------------------------


def _cards(book: Book, drawn: Draft, paper: Paper, says: Says, progress: Progress | None) -> Handout:
    from kyuanbook.paper.card import cards

    pages: list[CardPage] = []
    for row in drawn.rows[:MOST_CARDS]:
        if progress is not None and not progress(0, len(drawn.rows)):
            raise Cancelled
        with book.read() as sql:
            found = cards_of.card(sql, book.rhythms, row.customer_id, drawn.day)
            came = cards_of.visits(sql, row.customer_id)
        if found is not None and not found.deleted:
            pages.append(_card(found, came, drawn.day, says))
    sheet = CardSheet(form_name(CARDS), _shop_name(book), tr("{day}打印", day=say(full_day(drawn.day))), pages)
    out = max(0, len(drawn.rows) - MOST_CARDS)
    why = trn("一次最多印 {most} 张，还有 {n} 位没印", out, most=MOST_CARDS) if out else ""
    return Handout(cards(sheet, paper, progress), len(pages), out, why)


def _card(card: Card, came: Sequence[VisitRow], today: int, says: Says) -> CardPage:
    phone = next((p.number for p in card.phones if not p.wrong), "")
    return CardPage(
        name=card.shown_name, stage=card.stage.value, stage_word=say(Message(f"stage_{card.stage.value}")),
        phone=_number(phone, says), reason=say(card.reason), facts=_facts(card, phone, today, says),
        events=[_event(visit, today) for visit in came], events_head=tr("往来"), more=tr("还有 {n} 次，见电脑里"),
        note=card.note,
    )  # fmt: skip


def _facts(card: Card, phone: str, today: int, says: Says) -> list[tuple[str, str]]:
    """资料, every line that has something to say."""
    more = [p for p in card.phones if p.number != phone and not p.wrong]
    others = [_number(p.number, says) + (f" {p.label}" if p.label else "") for p in more]
    spent = card.spent_cents
    came = trn("{n} 次", card.visits) if card.visits else ""
    total = amount_words(spent) if spent is not None and card.visits else ""
    lines = [
        (tr("称呼"), card.alias if card.name else ""), (tr("到店"), clauses([came, total])),
        (tr("最近到店"), _day(card.last_day, today)), (tr("第一次来"), _day(card.first_day, today)),
        (tr("生日"), say(card.birthday.words) if card.birthday is not None else ""),
        (tr("其他电话"), listed(others)), (tr("微信"), card.wechat if says.phones else ""),
        (tr("地址"), card.address), (tr("职业"), card.occupation), (tr("会员号"), card.member_no),
        (tr("来源"), card.first_source), (tr("标签"), listed(card.tags)),
        (tr("介绍人"), card.referrer.name if card.referrer is not None else ""),
        *((one.field.name, one.words()) for one in card.custom),
    ]  # fmt: skip
    return [(word, value) for word, value in lines if value]


def _event(visit: VisitRow, today: int) -> CardEvent:
    what = clauses([visit.items, visit.staff, visit.note])
    return CardEvent(_day(visit.day, today), what, amount_words(visit.amount_cents))


def _day(day: int | None, today: int) -> str:
    if day is None:
        return ""
    this_year = date.fromordinal(day).year == date.fromordinal(today).year
    return say(month_day(day) if this_year else full_day(day))


def _shop_name(book: Book) -> str:
    with book.read() as sql:
        return shop.settings(sql).name
