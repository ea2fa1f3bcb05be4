"""A customer's card in words: what is known, where they stand and until when. Pure; numbers masked unless asked for."""

from datetime import date

from kyuanbook.book.queries.card import Card, PhoneRow
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.bands import income_label
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.channels import NATURAL, PROMOTED
from kyuanbook.rules.dates import day_words, month_day, near_day
from kyuanbook.rules.lunar import lunar_words
from kyuanbook.rules.opening import told
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit.facts import Fact
from kyuanbook.ui.kit.figures import Figure
from kyuanbook.ui.kit.privacy import amount_words, contact_words, phone_words, said, whole_phone


def number_words(number: str, *, open_: bool) -> str:
    """A phone number as the card shows it: masked, or whole when the owner asked."""
    figures_, _, extension = number.partition("-")
    return whole_phone(figures_, extension) if open_ else phone_words(number)


def main_phone(card: Card) -> PhoneRow | None:
    """The number to ring: the first not marked wrong, else the first."""
    return next((p for p in card.phones if not p.wrong), card.phones[0] if card.phones else None)


def figures(card: Card) -> list[Figure]:
    """累计 (of a 老客 whose earlier spending nobody knows: 记账以来), 到店, 每次约."""
    before = card.opening  # what was spent is shared out among the visits only where both are known from the beginning
    counted = before is None or before.visits == 0 or bool(before.visits and before.total_cents)
    each = amount_words(card.total_cents // card.visits) if counted and card.visits else "—"
    came = (f"{card.visits:,}", trn("次", card.visits)) if card.visits or not card.came else ("—",)
    since = tr("记账以来") if card.spent_since else tr("累计")
    total = amount_words(card.spent_cents if card.visits or card.total_cents else None)
    return [Figure(since, total), Figure(tr("到店"), *came), Figure(tr("每次约"), each)]


def facts(card: Card, today: int, *, open_: bool, compact: bool = False) -> list[Fact]:
    """资料: every line that has something to say; ``compact``: the figures too, where they find no room side by side."""
    lines = [Fact(f.name, f"{f.value} {f.unit}".strip()) for f in figures(card)] if compact else []
    lines += [_phone_fact(p, open_) for p in card.phones if len(card.phones) > 1 or p.label or p.wrong]
    if card.name and card.alias:
        lines.append(Fact(tr("称呼"), card.alias))
    if card.sex:
        lines.append(Fact(tr("性别"), {"female": tr("女"), "male": tr("男")}.get(card.sex, card.sex)))
    if card.birthday is not None:
        lines.append(Fact(tr("生日"), say(card.birthday.words), birthday_note(card.birthday, today)))
        if len(card.birthday.choices) > 1:
            lines.append(Fact(tr("怎么过"), clauses(map(say, card.birthday.rule_words(card.birthday.rule)))))
    for name, value in (
        (tr("微信"), contact_words(card.wechat)), (tr("邮箱"), contact_words(card.email)),
        (tr("地址"), contact_words(card.address)), (tr("职业"), card.occupation),
        (tr("收入档次"), say(income_label(card.income_band)) if card.income_band else ""),
    ):  # fmt: skip
        if value:
            lines.append(Fact(name, value))
    lines += [Fact(one.field.name, one.words()) for one in card.custom]
    lines += _source_facts(card, today)
    if card.tags:
        lines.append(Fact(tr("标签"), listed(card.tags)))
    for person in card.contacts:
        who = " ".join(part for part in (person.name, person.role) if part)
        note = number_words(person.phone, open_=open_) if person.phone else person.note
        lines.append(Fact(tr("联系人"), who, note, presses=bool(person.phone)))
    if (was := card.opening) is not None:
        remembered = told(was.visits, was.total_cents, was.first, was.last, was.gap)
        lines.append(Fact(tr("期初"), clauses(map(said, remembered))))
    lines.append(Fact(tr("登记"), say(day_words(card.created_day, today))))
    return lines


def short_facts(card: Card, today: int) -> list[Fact]:
    """资料 beside the table: what one asks at a glance; numbers masked."""
    lines = []
    if card.birthday is not None:
        lines.append(Fact(tr("生日"), clauses((say(card.birthday.words), _next_birthday(card.birthday, today)))))
    if card.first_source or card.referrer is not None:
        by = card.referrer.name if card.referrer is not None else ""
        lines.append(Fact(tr("首次来源"), clauses((card.first_source, by))))
    lines += [Fact(one.field.name, one.words()) for one in card.custom if one.field.searchable]
    for name, value in (
        (tr("微信"), contact_words(card.wechat)), (tr("标签"), listed(card.tags)), (tr("备注"), card.note),
    ):  # fmt: skip
        if value:
            lines.append(Fact(name, value))
    return lines


def _phone_fact(phone: PhoneRow, open_: bool) -> Fact:
    note = tr("空号") if phone.wrong else ""
    return Fact(phone.label or tr("电话"), number_words(phone.number, open_=open_), note, presses=True)


def birthday_note(birthday: Birthday, today: int) -> str:
    """When it is kept, in the other calendar; of a solar one that is kept on its own day, which lunar day that is."""
    kept = birthday.next_on_or_after(today)
    lunar = lunar_words(kept) if kept is not None else None
    solar = birthday.calendar is Calendar.SOLAR and len(birthday.choices) == 1
    return say(lunar) if solar and kept != today and lunar is not None else _next_birthday(birthday, today)


def _next_birthday(birthday: Birthday, today: int) -> str:
    """Of a lunar one the day in this year's calendar, past or not; there is none in some years."""
    day = birthday.next_on_or_after(today)
    if day == today:
        return tr("就是今天")
    on = date.fromordinal(today)
    this_year = birthday.next_on_or_after(date(on.year, 1, 1).toordinal())
    if birthday.calendar is Calendar.LUNAR and this_year is not None and date.fromordinal(this_year).year == on.year:
        return tr("今年 {day}", day=say(month_day(this_year)))
    return "" if day is None else tr("下次 {day}", day=say(month_day(day)))


def _source_facts(card: Card, today: int) -> list[Fact]:
    found = []
    first, latest = (card.first_channel_id, card.first_campaign_id), (card.latest_channel_id, card.latest_campaign_id)
    if first != (None, None):
        day = say(day_words(card.first_source_day, today)) if card.first_source_day else ""
        found.append(Fact(tr("首次来源"), source_words(card.first_source, card.first_campaign), day))
    if latest not in (first, (None, None)):
        day = say(day_words(card.latest_source_day, today)) if card.latest_source_day else ""
        found.append(Fact(tr("最近来源"), source_words(card.latest_source, card.latest_campaign), day))
    if card.natural_set is not None:
        found.append(Fact(tr("自然还是人工"), say(NATURAL if card.natural_set else PROMOTED), tr("手工定的")))
    return found


def source_words(source: str, campaign: str) -> str:
    """``传单：开学传单``."""
    return tr("{source}：{campaign}", source=source, campaign=campaign) if source and campaign else source or campaign


def turning(card: Card, today: int) -> str:
    """The day on which silence changes the stage, if there is one ahead: ``12月9日起算流失``."""
    if card.stage_by_rule is Stage.LAPSED:
        return tr("{day}起算流失", day=_on(card.lapsed_day, today))
    if card.stage_by_rule is Stage.AT_RISK:
        return tr("{day}起算流失", day=_on(card.lapsed_day, today)) if card.lapsed_day is not None else ""
    return tr("{day}还没来就算预警", day=_on(card.at_risk_day, today)) if card.at_risk_day is not None else ""


def _on(day: int | None, today: int) -> str:
    if day is None:
        return ""
    return say(near_day(day, today))


def pin_words(card: Card, today: int) -> str:
    """``手工标为忠诚：11月3日，老板，常带朋友来``; "" without a pin."""
    if card.pin is None:
        return ""
    word = tr("忠诚") if card.pin.stage is Stage.LOYAL else tr("流失")
    parts = [say(day_words(card.pin.day, today)), card.pin.by, card.pin.why]
    return tr("手工标为{stage}：{rest}", stage=word, rest=clauses(parts))


def brought_words(card: Card) -> str:
    """``带来 3 位，共 ¥1,912``."""
    if not card.brought:
        return ""
    total = amount_words(sum(person.total_cents for person in card.brought))
    return trn("带来 {n} 位，共 {total}", len(card.brought), total=total)
