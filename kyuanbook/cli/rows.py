"""The book's rows as plain data for ``--json``, and as words for a terminal.

In JSON a day is ``2026-11-22``, money is integer cents (分), a stage is its code with its word beside it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from kyuanbook.actions.keeping import Backup
from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.card import Card, VisitRow
from kyuanbook.book.queries.classes import class_word
from kyuanbook.book.queries.custom import Written
from kyuanbook.book.queries.customers import CustomerRow
from kyuanbook.book.queries.printed import ListRow
from kyuanbook.book.queries.replay import Standing
from kyuanbook.book.queries.shop import ChannelRow
from kyuanbook.book.queries.tiers import TierSeen
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import day_words, full_day, time_words
from kyuanbook.rules.entries import CleanOpening
from kyuanbook.rules.lunar import lunar_words
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.opening import told
from kyuanbook.rules.phones import shown
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tier_reasons import tier_parts, tier_rule
from kyuanbook.rules.words import Message

STAGE_COLUMNS: Final = ("id", "name", "n", "last", "gap", "g", "p", "stage", "pinned", "reason")
STAGE_WIDTHS: Final = (7, 12, 4, 10, 5, 5, 5, 8, 8)
STAGE_FIGURES: Final = (0, 2, 4, 5, 6)


def iso(day: int | None) -> str | None:
    """``2026-11-22``."""
    return None if day is None else date.fromordinal(day).isoformat()


def stage_word(stage: Stage) -> str:
    """忠诚."""
    return say(Message(f"stage_{stage.value}"))


# customers ---------------------------------------------------------------------------------------------------------------


def customer_data(row: CustomerRow) -> dict[str, Any]:
    """One who was found."""
    return {
        "id": row.id, "name": row.name, "phone": row.phone, "source": row.source, "stage": row.stage.value,
        "stage_word": stage_word(row.stage), "pinned": row.pinned, "overdue": row.overdue, "last": iso(row.last_day),
        "gap": row.usual_gap, "visits": row.visits, "total_cents": row.total_cents,
        "tags": row.tags.split("、") if row.tags else [], "do_not_contact": row.do_not_contact,
        "tier": row.tier, "tier_pinned": row.tier_pinned, "clv_cents": row.clv_cents,
    }  # fmt: skip


def customer_head() -> tuple[str, ...]:
    """Heads over :func:`customer_line`."""
    return tr("编号"), tr("姓名"), tr("电话"), tr("阶段"), tr("最近到店"), tr("到店"), tr("累计"), tr("来源")


def customer_line(row: CustomerRow, today: int) -> tuple[str, ...]:
    """One line of what was found."""
    return (
        str(row.id), row.name, phone_words(row.phone), stage_word(row.stage), say(day_words(row.last_day, today)),
        str(row.visits), amount_words(row.total_cents), row.source,
    )  # fmt: skip


def phone_words(number: str) -> str:
    """``138 2204 5678``; "" for none."""
    plain, _, extension = number.partition("-")
    return shown(plain, extension) if plain else ""


# a card ------------------------------------------------------------------------------------------------------------------


def card_data(card: Card, visits: list[VisitRow], today: int) -> dict[str, Any]:
    """All of a card, with its visits, newest first."""
    return {
        "id": card.id, "name": card.name, "alias": card.alias, "kind": card.kind, "sex": card.sex,
        "phones": [{"number": p.number, "typed": p.typed, "label": p.label, "wrong": p.wrong} for p in card.phones],
        "birthday": card.birthday.typed if card.birthday else None,
        "birth_rule": card.birthday.rule if card.birthday else "",
        "birthday_kept": iso(card.birthday.next_on_or_after(today)) if card.birthday else None,
        "email": card.email, "wechat": card.wechat,
        "address": card.address, "occupation": card.occupation, "income_band": card.income_band,
        "member_no": card.member_no, "note": card.note,
        "contacts": [{"name": c.name, "phone": c.phone, "role": c.role, "note": c.note} for c in card.contacts],
        "tags": list(card.tags), "first_source": card.first_source, "first_source_day": iso(card.first_source_day),
        "latest_source": card.latest_source, "latest_source_day": iso(card.latest_source_day),
        "referrer": {"id": card.referrer.id, "name": card.referrer.name} if card.referrer else None,
        "brought": [{"id": p.id, "name": p.name, "total_cents": p.total_cents} for p in card.brought],
        "do_not_contact": card.do_not_contact, "opening": _opening_data(card.opening), "pin": _pin_data(card),
        "stage": card.stage.value, "stage_word": stage_word(card.stage), "stage_by_rule": card.stage_by_rule.value,
        "overdue": card.overdue, "reason": say(card.reason), "n": card.visits, "total_cents": card.spent_cents,
        "gap": card.usual_gap, "first": iso(card.first_day), "last": iso(card.last_day),
        "at_risk_from": iso(card.at_risk_day), "lapsed_from": iso(card.lapsed_day), "entered": iso(card.created_day),
        "deleted": card.deleted, "fields": _fields_data(card.custom), "visits": [_visit_data(v) for v in visits],
    }  # fmt: skip


def _fields_data(written: Sequence[Written]) -> dict[str, str]:
    """自定义项目 by name, as the book keeps them."""
    return {one.field.name: one.text for one in written}


def tier_data(seen: TierSeen | None) -> dict[str, Any] | None:
    """The tier with its parts."""
    if seen is None:
        return None
    pin = seen.pin
    return {
        "tier": seen.tier, "tier_word": class_word(seen.tier), "by_rule": seen.ruled, "score": round(seen.score, 2),
        "parts": {name: round(part, 4) for name, part in seen.own._asdict().items()}, "year_cents": seen.year_cents,
        "year_days": seen.year_visits, "potential": seen.potential,
        "pin": {"tier": pin.tier, "by": pin.by, "day": iso(pin.day), "why": pin.why} if pin else None,
    }  # fmt: skip


def tier_words(seen: TierSeen | None) -> str:
    """``大客户  近一年 ¥2,400，高于 92% 的客人；…``."""
    if seen is None:
        return ""
    word = class_word(seen.tier)
    if seen.pin is not None:
        word += tr("（{by} {day}手工标注）", by=seen.pin.by, day=say(full_day(seen.pin.day)))
    if not seen.ruled:
        return word
    parts = tier_parts(seen.own, seen.year_cents, seen.year_visits, seen.stage, seen.potential)
    return f"{word}  {tr('；').join([*map(say, parts), say(tier_rule(seen.rule, seen.ruled, seen.score))])}"


def _birthday_words(born: Birthday | None, today: int) -> str:
    """In both calendars: ``农历八月初三，下次 9月13日``; how it is kept, where some years lack the day."""
    if born is None:
        return ""
    kept = born.next_on_or_after(today)
    lunar = lunar_words(kept) if kept is not None and born.calendar is Calendar.SOLAR else None
    rule = born.rule_words(born.rule) if len(born.choices) > 1 else ()
    next_time = tr("下次 {day}", day=say(full_day(kept))) if kept is not None else ""
    return clauses((say(born.words), next_time, *map(say, (*filter(None, (lunar,)), *rule))))


def _opening_data(opening: CleanOpening | None) -> dict[str, Any] | None:
    if opening is None:
        return None
    return {
        "visits": opening.visits, "total_cents": opening.total_cents, "first": iso(opening.first),
        "last": iso(opening.last), "gap": opening.gap,
    }  # fmt: skip


def _opening_words(was: CleanOpening | None) -> str:
    if was is None:
        return ""
    return clauses(map(say, told(was.visits, was.total_cents, was.first, was.last, was.gap)))


def _pin_data(card: Card) -> dict[str, Any] | None:
    pin = card.pin
    return {"stage": pin.stage.value, "by": pin.by, "day": iso(pin.day), "why": pin.why} if pin else None


def _visit_data(visit: VisitRow) -> dict[str, Any]:
    return {
        "id": visit.id, "day": iso(visit.day), "time": time_words(visit.minute) or None, "amount_cents": visit.amount_cents,
        "items": visit.items, "staff": visit.staff, "note": visit.note, "gap": visit.gap, "fields": _fields_data(visit.custom),
    }  # fmt: skip


def card_lines(card: Card, visits: list[VisitRow], today: int, tier: TierSeen | None = None) -> list[str]:
    """A card to read: who, where they stand and why, what happened."""
    facts = [
        (tr("电话"), listed(_phone_line(p.number, p.label, p.wrong) for p in card.phones)),
        (tr("微信"), card.wechat), (tr("邮箱"), card.email),
        (tr("生日"), _birthday_words(card.birthday, today)), (tr("地址"), card.address),
        (tr("职业"), card.occupation), (tr("会员号"), card.member_no),
        (tr("联系人"), listed(" ".join(filter(None, (c.name, c.role, phone_words(c.phone)))) for c in card.contacts)),
        (tr("标签"), listed(card.tags)), (tr("首次来源"), card.first_source),
        (tr("最近来源"), card.latest_source if card.latest_channel_id != card.first_channel_id else ""),
        (tr("介绍人"), card.referrer.name if card.referrer else ""),
        (tr("带来的人"), listed(p.name for p in card.brought)), (tr("备注"), card.note),
        (tr("等级"), tier_words(tier)),
        (tr("期初"), _opening_words(card.opening)),
        *((one.field.name, one.words()) for one in card.custom),
    ]  # fmt: skip
    stage = stage_word(card.stage)
    if card.pin:
        stage += tr("（{by} {day}手工标注）", by=card.pin.by, day=say(full_day(card.pin.day)))
    shown_name = card.name if not card.alias else card.name + tr("（{name}）", name=card.alias) if card.name else card.alias
    marks = [tr("请勿联系")] * card.do_not_contact + [tr("在回收站")] * card.deleted
    lines = [f"{card.id}  {shown_name}  {stage}  {say(card.reason)}", *marks]
    lines += [f"  {name}  {value}" for name, value in facts if value]
    if card.visits or card.total_cents or not card.came:
        lines.append("  " + trn("到店 {n} 次", card.visits) + "  " + _spent_words(card))
    return lines + [f"    {line}" for line in _visit_lines(visits, today)]


def _spent_words(card: Card) -> str:
    if card.spent_cents is None:
        return tr("以前花了多少没记")
    spent = amount_words(card.spent_cents)
    return tr("记账以来 {amount}，以前花了多少没记", amount=spent) if card.spent_since else spent


def _phone_line(number: str, label: str, wrong: bool) -> str:
    return phone_words(number) + (f" {label}" if label else "") + (tr("（空号）") if wrong else "")


def _visit_lines(visits: list[VisitRow], today: int) -> list[str]:
    return [
        "  ".join(
            filter(None, (
                str(iso(v.day)), time_words(v.minute), amount_words(v.amount_cents, exact=True), v.items,
                *(one.said() for one in v.custom), v.staff, v.note,
            ))
        )
        for v in visits
    ]  # fmt: skip


# stages, calls -------------------------------------------------------------------------------------------------------------


def standing_data(row: Standing, fitted: bool) -> dict[str, Any]:
    """Where one stood. ``fitted``: the shop's own rhythm is known; without it no chances are named."""
    return {
        "id": row.id, "name": row.name, "n": row.n, "last": iso(row.last_day), "gap": row.usual_gap,
        "g": _chance(row.g, fitted), "p": _chance(row.p, fitted), "stage": row.stage.value, "pinned": row.pinned,
        "reason": say(row.reason),
    }  # fmt: skip


def standing_head() -> tuple[str, ...]:
    """Heads over :func:`standing_line`."""
    return tr("编号"), tr("姓名"), "n", tr("最近到店"), tr("间隔"), "G", "P", tr("阶段"), tr("理由")


def standing_line(row: Standing, fitted: bool) -> tuple[str, ...]:
    """One line of stages."""
    return (
        str(row.id), row.name, str(row.n), iso(row.last_day) or "—", "—" if row.usual_gap is None else str(row.usual_gap),
        _figure(row.g, fitted), _figure(row.p, fitted), stage_word(row.stage) + (tr("（标）") if row.pinned else ""),
        say(row.reason),
    )  # fmt: skip


def _chance(chance: float | None, fitted: bool) -> float | None:
    return round(chance, 4) if fitted and chance is not None else None


def _figure(chance: float | None, fitted: bool) -> str:
    return f"{chance:.2f}" if fitted and chance is not None else "—"


def call_data(number: int, row: CallRow) -> dict[str, Any]:
    """One to call."""
    return {
        "number": number, "id": row.customer_id, "name": row.name, "phone": row.phone, "wechat": row.wechat,
        "stage": row.stage.value, "pinned": row.pinned, "last": iso(row.last_day), "gap": row.usual_gap,
        "reason": say(row.reason), "value_cents": row.value_cents, "year_cents": row.year_cents, "note": row.note,
    }  # fmt: skip


def call_head() -> tuple[str, ...]:
    """Heads over :func:`call_line`."""
    return tr("行"), tr("编号"), tr("姓名"), tr("电话"), tr("阶段"), tr("可能损失"), tr("为什么打")


def call_line(number: int, row: CallRow) -> tuple[str, ...]:
    """One line of a call list."""
    return (
        str(number), str(row.customer_id), row.name, phone_words(row.phone) or row.wechat, stage_word(row.stage),
        amount_words(row.value_cents), say(row.reason),
    )  # fmt: skip


# the shop ------------------------------------------------------------------------------------------------------------------


def channel_data(row: ChannelRow) -> dict[str, Any]:
    """One source."""
    return {
        "id": row.id, "code": row.code, "name": row.name, "family": row.family, "natural": row.natural,
        "hidden": row.hidden, "customers": row.customers,
    }  # fmt: skip


def channel_head() -> tuple[str, ...]:
    """Heads over :func:`channel_line`."""
    return tr("编号"), tr("渠道大类"), tr("来源"), tr("自然或人工"), tr("客户")


def channel_line(row: ChannelRow) -> tuple[str, ...]:
    """One line of sources."""
    family = say(ChannelFamily(row.family).label)
    name = row.name + (tr("（已停用）") if row.hidden else "")
    return str(row.id), family, name, tr("自然客源") if row.natural else tr("人工客源"), str(row.customers)


def backup_data(number: int, backup: Backup) -> dict[str, Any]:
    """One backup on the shelf."""
    facts = backup.facts
    return {
        "number": number, "path": str(backup.path), "day": iso(backup.day), "time": _clock(backup.second),
        "bytes": backup.size, "customers": facts.customers if facts else None, "visits": facts.visits if facts else None,
    }  # fmt: skip


def backup_head() -> tuple[str, ...]:
    """Heads over :func:`backup_line`."""
    return "", tr("备份于"), tr("客户"), tr("到店"), tr("大小"), tr("文件")


def backup_line(number: int, backup: Backup) -> tuple[str, ...]:
    """One line of backups."""
    facts = backup.facts
    return (
        str(number), f"{iso(backup.day)} {_clock(backup.second)}", str(facts.customers) if facts else "—",
        str(facts.visits) if facts else "—", f"{max(1, backup.size // 1024):,} KB", str(backup.path),
    )  # fmt: skip


def _clock(second: int) -> str:
    return f"{datetime.min.replace(hour=second // 3600, minute=second // 60 % 60, second=second % 60):%H:%M:%S}"


# lists that were printed -----------------------------------------------------------------------------------------------------


def list_data(row: ListRow) -> dict[str, Any]:
    """A list that was printed."""
    return {
        "number": row.id, "kind": row.kind, "title": row.title, "day": iso(row.day), "printed_by": row.printed_by,
        "rows": row.rows, "answered": row.answered, "sent": row.sent, "sheets": row.sheets, "paper": row.paper,
        "voided": row.voided_at is not None,
    }  # fmt: skip


def list_head() -> tuple[str, ...]:
    """Heads over :func:`list_line`."""
    return tr("名单号"), tr("哪天印的"), tr("谁印的"), tr("几位"), tr("结果"), tr("名单")


def list_line(row: ListRow) -> tuple[str, ...]:
    """One line of what was printed."""
    if row.voided_at is not None:
        state = tr("已作废")
    elif row.done:
        state = tr("录完了")
    else:
        state = tr("录了 {n}，共 {of}", n=row.answered, of=row.rows) if row.answered else tr("还没录")
    return str(row.id), say(full_day(row.day)), row.printed_by or "—", str(row.rows), state, row.title
