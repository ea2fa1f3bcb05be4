"""往来 as rows: visits, and what was changed, said so that the owner can check it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kyuanbook.book.queries.card import Happening, VisitRow
from kyuanbook.book.queries.feedback import FeedbackRow
from kyuanbook.book.queries.touches import TouchRow
from kyuanbook.language import clauses, later, say, tr, tr_as, trn
from kyuanbook.rules.dates import day_words, month_day
from kyuanbook.rules.feedback import Way
from kyuanbook.rules.tiers import TIERS
from kyuanbook.rules.touches import Outcome, TouchKind, outcome_label
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.privacy import amount_words, contact_words, phone_words
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.pages.card_winback import attempt_words, back_words, came_words
from kyuanbook.ui.pages.tier_words import tier_word

VISITS, TOUCHES, CHANGES = "visits", "touches", "changes"
TOUCH_ICONS: Final = {
    "enquiry": "circle-help", "call": "phone-outgoing", "wechat": "message-circle", "sms": "message-circle",
    "letter": "notebook-pen", "in_person": "user-round", "sample": "gift", "trial": "gift", "coupon": "tag", "asked": "search",
}  # fmt: skip
ICONS: Final = {
    "did_add_customer": "user-round-plus", "did_pin_loyal": "pin", "did_pin_lapsed": "pin", "did_unpin": "pin",
    "did_pin_tier_vip": "pin", "did_pin_tier_big": "pin", "did_pin_tier_regular": "pin", "did_pin_tier_small": "pin",
    "did_unpin_tier": "pin",
    "did_delete_customer": "trash-2", "did_delete_visit": "trash-2", "did_delete_touch": "trash-2",
    "did_delete_feedback": "trash-2", "did_restore_feedback": "archive-restore", "did_change_reply": "clipboard-check",
    "did_strike_reply": "clipboard-check",
    "did_restore_customer": "archive-restore", "did_restore_visit": "archive-restore",
    "did_restore_touch": "archive-restore", "did_mark_phone_wrong": "phone-off", "did_mark_phone_right": "phone",
}  # fmt: skip
FIELDS: Final[Mapping[str, str]] = {
    "name": "姓名", "alias": "称呼", "kind": later("类型"), "sex": "性别", "email": "邮箱", "wechat": "微信", "address": "地址",
    "occupation": "职业", "income_band": "收入档次", "member_no": "会员号", "note": "备注",
    "do_not_contact": "请勿联系", "natural": later("自然还是人工"),
}  # fmt: skip
GROUPS: Final = (
    ("birth_", "生日"),
    ("first_", "首次来源"),
    ("latest_", "最近来源"),
    ("referrer", "介绍人"),
    ("opening", "期初"),
)
SHOWN_VALUES: Final = frozenset({"name", "alias", "wechat", "email", "member_no"})
CONTACTS: Final = frozenset({"wechat", "email"})
CHANGED: Final = "did_change_customer"
PINNED_TIER: Final = "did_pin_tier_"


def rows(happened: Sequence[Happening], today: int, only: str = "") -> list[OneLine]:
    """One line each; ids count from 0 in ``happened``'s order, so that a row leads back to what happened."""
    lines = []
    for i, one in enumerate(happened):
        if one.visit is not None and only in ("", VISITS):
            lines.append(visit_line(i, one.visit, today))
        elif one.touch is not None and only in ("", TOUCHES):
            lines.append(touch_line(i, one.touch, today))
        elif only in ("", TOUCHES) and (line := _other_line(i, one, today)) is not None:
            lines.append(line)
        elif one.entry is not None and only in ("", CHANGES):
            word, whole = entry_words(one)
            note = _in_short(_changes(one)) if one.entry.label.key == CHANGED else whole
            icon = ICONS.get(one.entry.label.key, "pencil")
            aside = whole if note != whole else ""
            lines.append(OneLine(i, say(day_words(one.day, today)), word, note=note or whole, icon=icon, aside=aside))
        elif one.tier is not None and only in ("", CHANGES):
            lines.append(_tier_line(i, one.day, one.tier, today))
    return lines


def _other_line(id_: int, one: Happening, today: int) -> OneLine | None:
    """Why they stay away, what was tried and what came of it, that they came back."""
    day = say(day_words(one.day, today))
    if one.said is not None:
        note = "　".join(filter(None, (one.said.reason, one.said.note, one.said.who)))
        return OneLine(id_, day, tr("流失原因"), note=note, icon="message-circle", folds=True)
    if one.attempt is not None and one.attempt.held:
        return OneLine(id_, day, tr("挽回"), note=tr("抽签留下，没打电话"), icon="phone-off", folds=True)
    if one.attempt is not None:
        came = came_words(one.attempt, today)
        return OneLine(id_, day, tr("挽回"), note=attempt_words(one.attempt), end=came, icon="phone-outgoing", folds=True)
    if one.feedback is not None:
        return feedback_line(id_, one.feedback, today)
    if one.reply is not None:
        note = tr("答了 {n} 题", n=len(one.reply.said))
        return OneLine(id_, day, tr("问卷"), note=f"{one.reply.survey}　{note}", icon="clipboard-check")
    if one.back is not None:
        return OneLine(
            id_, day, tr("赢回"), note=back_words(one.back), icon="undo-2", icon_ink="accent", bold=True, folds=True
        )
    return None


def visit_line(id_: int, visit: VisitRow, today: int) -> OneLine:
    """``10月7日 到店 剪发　阿杰 … 隔 15 天 ¥68``."""
    by = tr("来自{source}", source=visit.source) if visit.source else ""
    note = "　".join(filter(None, (visit.items, *(one.said() for one in visit.custom), by, visit.staff, visit.note)))
    middle = trn("隔 {n} 天", visit.gap) if visit.gap is not None else ""
    if visit.closed:
        middle = tr("{gap}，其中店休 {closed} 天", gap=middle, closed=visit.closed)
    if visit.day > today:
        middle = tr("还没到，到那天才算")
    return OneLine(
        id_, say(day_words(visit.day, today)), tr_as("one", "到店"), note=note, middle=middle,
        end=amount_words(visit.amount_cents), icon="store", icon_ink="accent", bold=True,
    )  # fmt: skip


def _tier_line(id_: int, day: int, turned: tuple[str, str], today: int) -> OneLine:
    """``11月3日 等级 从普通变为大客户``."""
    before, after = turned
    note = tr("从{before}变为{after}", before=apart(tier_word(before), both=True), after=apart(tier_word(after)))
    icon = "arrow-up" if TIERS.index(after) < TIERS.index(before) else "arrow-down"
    return OneLine(id_, say(day_words(day, today)), tr("等级"), note=note, icon=icon)


def touch_line(id_: int, touch: TouchRow, today: int) -> OneLine:
    """``10月7日 电话 约好再来 10月12日　烫发　阿杰　名单 1120 第 4 行 … ¥5``."""
    kind = TouchKind(touch.kind)
    outcome = say(outcome_label(kind, Outcome(touch.outcome))) if touch.outcome else ""
    if touch.promised is not None:
        outcome = f"{outcome} {say(month_day(touch.promised))}"
    score = say(Message("row_score", {"score": touch.score})) if touch.score is not None else ""
    paper = say(Message("from_row", {"number": touch.list_id, "row": touch.row})) if touch.list_id is not None else ""
    note = "　".join(part for part in (outcome, score, touch.wanted, touch.staff, touch.note, paper) if part)
    end = amount_words(touch.cost_cents) if touch.cost_cents else ""
    return OneLine(
        id_, say(day_words(touch.day, today)), say(kind.label), note=note, middle=tr("花费") if end else "", end=end,
        icon=TOUCH_ICONS[touch.kind],
    )  # fmt: skip


def feedback_line(id_: int, said: FeedbackRow, today: int) -> OneLine:
    """``10月7日 满意度 太吵了　剪发　阿杰 … 小票上 2 分``."""
    note = "　".join(filter(None, (said.words, said.items, said.staff)))
    score = trn("{n} 分", said.score) if said.score is not None else ""
    return OneLine(
        id_, say(day_words(said.day, today)), tr("满意度"), note=note, middle=say(Way(said.way).label), end=score,
        icon="smile", folds=True,
    )  # fmt: skip


def entry_words(one: Happening) -> tuple[str, str]:
    """(word, what exactly): 资料, 微信改为 xm_wang88."""
    assert one.entry is not None
    key = one.entry.label.key
    if key == CHANGED:
        return tr("资料"), clauses(_changes(one)) or tr("改了资料")
    words = {
        "did_add_customer": (tr("登记"), tr("记下这位客户")), "did_pin_loyal": (tr_as("pin", "标注"), tr("标为忠诚")),
        "did_pin_lapsed": (tr_as("pin", "标注"), tr("标为流失")), "did_unpin": (tr_as("pin", "标注"), tr("去掉手工标注")),
        "did_unpin_tier": (tr_as("pin", "标注"), tr("去掉等级标注")),
        "did_delete_customer": (tr("回收站"), tr("移到回收站")), "did_restore_customer": (tr("回收站"), tr("取回")),
        "did_delete_visit": (tr("回收站"), tr("一次到店移到回收站")), "did_restore_visit": (tr("回收站"), tr("取回一次到店")),
        "did_delete_touch": (tr("回收站"), tr("一次联系移到回收站")), "did_restore_touch": (tr("回收站"), tr("取回一次联系")),
        "did_change_touch": (tr("改联系"), tr("改了一次联系")),
        "did_delete_feedback": (tr("回收站"), tr("一次满意度移到回收站")),
        "did_restore_feedback": (tr("回收站"), tr("取回一次满意度")),
        "did_change_feedback": (tr("改满意度"), tr("改了一次满意度")),
        "did_strike_answer": (tr("改联系"), tr("去掉了一次联系")),
        "did_change_visit": (tr("改到店"), tr("改了一次到店")), "did_mark_phone_wrong": (tr("电话"), tr("标为空号")),
        "did_mark_phone_right": (tr("电话"), tr("去掉空号")),
    }  # fmt: skip
    if key.startswith(PINNED_TIER):
        return tr_as("pin", "标注"), tr("等级标为 {tier}", tier=tier_word(key.removeprefix(PINNED_TIER)))
    return words.get(key, (tr("改动"), say(one.entry.label)))


def _in_short(said: Sequence[str]) -> str:
    """Two changes are painted, of more the first and how many, the rest on hover: a line holds no more at large type."""
    return clauses(said if len(said) <= 2 else (said[0], tr("等 {n} 处", n=len(said))))


def _changes(one: Happening) -> list[str]:
    said: dict[str, None] = {}
    for change in one.entry.changes.rows if one.entry is not None else ():
        for words in _one_change(change.table, change.before, change.after):
            said[words] = None
    return [*said, *_custom(one)]


def _custom(one: Happening) -> list[str]:
    """车牌改为 粤B12345: another value is another row, so the last row of a field says what came of it."""
    last: dict[int, str] = {}
    for change in one.entry.changes.rows if one.entry is not None else ():
        if change.table == "custom_value":
            row = change.after or change.before or {}
            last[row["field_id"]] = row["text"] if change.after else ""
    return [
        tr("{field}改为 {value}", field=one.fields[i], value=text) if text else tr("去掉{field}", field=one.fields[i])
        for i, text in last.items() if i in one.fields
    ]  # fmt: skip


def _one_change(table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    if table == "customer" and after is not None:
        return [_field(column, value) for column, value in after.items() if _named(column)]
    if table == "phone":
        return _phone(before, after)
    if table == "customer_tag":
        return [tr("改了标签")]
    return [tr("改了联系人")] if table == "contact_person" else []


def _named(column: str) -> str:
    if column in FIELDS:
        return FIELDS[column]
    return next((word for start, word in GROUPS if column.startswith(start)), "")


def _field(column: str, value: Any) -> str:
    word = tr(_named(column))
    if column == "do_not_contact":
        return tr("设为请勿联系") if value else tr("取消请勿联系")
    if column in SHOWN_VALUES and value:
        return tr("{field}改为 {value}", field=word, value=contact_words(value) if column in CONTACTS else value)
    return tr("去掉{field}", field=word) if value in ("", None) and column in FIELDS else tr("改了{field}", field=word)


def _phone(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    if before is None and after is not None:
        return [tr("加电话 {number}", number=phone_words(after["number"]))]
    if after is None and before is not None:
        return [tr("去掉电话 {number}", number=phone_words(before["number"]))]
    if after is not None and "number" in after:
        return [tr("电话改为 {number}", number=phone_words(after["number"]))]
    if after is not None and "wrong" in after:
        return [tr("标为空号") if after["wrong"] else tr("去掉空号")]
    return [tr("改了电话")] if after is not None and "label" in after else []


def apart(word: str, *, both: bool = False) -> str:
    """A word within a Chinese sentence: a space beside what is not Han (从 VIP 变为大客户), none beside what is."""
    if not word.isascii():
        return word
    return f" {word} " if both else f" {word}"
