"""Commands about customers and their visits."""

from typing import Annotated, Final

import typer

from kyuanbook.actions.done import Book
from kyuanbook.cli import rows, text
from kyuanbook.cli.desk import FAILED, Desk, Stop, hint, refuse, stage_of
from kyuanbook.cli.fields import read_fields
from kyuanbook.cli.liked import likes_data, likes_lines
from kyuanbook.cli.options import Json, Reason, Who, Yes, desk_of, put
from kyuanbook.language import clauses, later, say, tr
from kyuanbook.rules.birthdays import read_birthday
from kyuanbook.rules.custom import Owner
from kyuanbook.rules.entries import ContactEntry, CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry

USUAL: Final = "usual"  # what the owner types for the usual way


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=later("姓名；只知道称呼就写空的 \"\" 再加 --alias"))] = "",
    alias: Annotated[str, typer.Option(help=later("称呼，如 李姐、3栋阿姨"))] = "",
    phone: Annotated[list[str] | None, typer.Option(help=later("电话，可以写几次"))] = None,
    source: Annotated[str, typer.Option(help=later("来源，如 路过、抖音，或活动的编号；全部见 channels、campaigns"))] = "",
    referrer: Annotated[str, typer.Option(help=later("介绍人：编号或姓名"))] = "",
    sex: Annotated[str, typer.Option(help=later("女 或 男"))] = "",
    birthday: Annotated[str, typer.Option(help=later("1988.8.3、8.3、农历八月初三、闰六月三十"))] = "",
    birth_rule: Annotated[str, typer.Option("--birthday-rule", metavar="RULE", help=later(
        "没有这一天的年份怎么过：later 晚一天；闰月生的 plain 年年过平月，plain_later"
    ))] = "",
    wechat: Annotated[str, typer.Option(help=later("微信"))] = "",
    email: Annotated[str, typer.Option(help=later("邮箱"))] = "",
    address: Annotated[str, typer.Option(help=later("地址"))] = "",
    occupation: Annotated[str, typer.Option(help=later("职业"))] = "",
    member_no: Annotated[str, typer.Option(help=later("会员号"))] = "",
    note: Annotated[str, typer.Option(help=later("备注"))] = "",
    tag: Annotated[list[str] | None, typer.Option(help=later("标签，可以写几次"))] = None,
    firm: Annotated[bool, typer.Option("--firm", help=later("是单位"))] = False,
    contact: Annotated[list[str] | None, typer.Option(help=later("单位的联系人：姓名,电话,职务"))] = None,
    do_not_contact: Annotated[bool, typer.Option("--do-not-contact", help=later("请勿联系"))] = False,
    regular: Annotated[bool, typer.Option("--regular", help=later("期初：开始记账以前就是老客"))] = False,
    opening_visits: Annotated[str, typer.Option(help=later("期初：以前来过几次"))] = "",
    opening_total: Annotated[str, typer.Option(help=later("期初：以前一共花了多少"))] = "",
    opening_first: Annotated[str, typer.Option(help=later("期初：第一次是哪天"))] = "",
    opening_last: Annotated[str, typer.Option(help=later("期初：记账前最近一次是哪天"))] = "",
    opening_gap: Annotated[str, typer.Option(help=later("期初：平时隔几天来一次"))] = "",
    field: Annotated[list[str] | None, typer.Option(help=later("自定义项目，如 车牌=粤B12345；可以写几次"))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.customers import add_customer

    desk = desk_of(context, as_json, yes)
    known = (opening_visits, opening_total, opening_first, opening_last, opening_gap)
    with desk.change(create=True) as book:
        entry = CustomerEntry(
            name=name, alias=alias, phones=tuple(map(PhoneEntry, phone or ())), kind="firm" if firm else "person",
            sex=_sex(sex), birthday=birthday, birth_rule=_birth_rule(book, birthday, birth_rule), email=email, wechat=wechat,
            address=address, occupation=occupation, member_no=member_no, note=note,
            tags=tuple(tag or ()), contacts=tuple(map(_contact, contact or ())),
            **(desk.source(book, source) if source else {}),
            referrer_id=desk.customer(book, referrer) if referrer else None, do_not_contact=do_not_contact,
            opening=OpeningEntry(*known) if regular or any(known) else None,
            custom=read_fields(book, Owner.CUSTOMER, field),
        )  # fmt: skip
        _tell_look_alikes(book, entry)
        done = desk.asking(lambda accepted: add_customer(book, entry=entry, accepted=accepted))
        desk.done(done, new=True)


def _sex(typed: str) -> str:
    known = {"": "", "女": "female", "男": "male", "female": "female", "male": "male", "f": "female", "m": "male"}
    if typed.strip().lower() not in known:
        refuse(tr("性别请写 女 或 男"))
    return known[typed.strip().lower()]


def _birth_rule(book: Book, birthday: str, typed: str) -> str:
    """How a birthday is kept whose day not every year has, by its key or its words. Raises Stop where that makes no
    difference."""
    born, problems = read_birthday(birthday, book.today())
    if not typed or born is None or any(not problem.asks for problem in problems):
        return ""
    words = {rule: clauses(map(say, born.rule_words(rule))) for rule in born.choices}
    if len(words) == 1:
        refuse(tr("“{birthday}”每年都有，不用写怎么过", birthday=birthday.strip()))
    found = [rule for rule, said in words.items() if typed.strip() in (rule or USUAL, said)]
    if not found:
        ways = " ".join(tr("{rule}（{words}）", rule=rule or USUAL, words=said) for rule, said in words.items())
        refuse(tr("没有“{typed}”这种过法。可以写：{ways}", typed=typed, ways=ways))
    return found[0]


def _contact(typed: str) -> ContactEntry:
    name, phone, role, *_ = [*(part.strip() for part in typed.replace("，", ",").split(",")), "", ""]
    return ContactEntry(name, phone, role)


def _tell_look_alikes(book: Book, entry: CustomerEntry) -> None:
    from kyuanbook.book.queries.finding import look_alikes
    from kyuanbook.rules.duplicates import Sketch

    typed = Sketch(
        name=entry.name, alias=entry.alias, phones=tuple(p.typed for p in entry.phones), member_no=entry.member_no,
        wechat=entry.wechat,
    )  # fmt: skip
    with book.read() as sql:
        if not book.haystack.ready:
            book.haystack.build(sql)
        for like in look_alikes(sql, book.haystack, typed, book.today(), 3):
            why = clauses(map(say, like.why))
            hint(tr("书里可能已经有了：{id} {name}（{why}）", id=like.row.id, name=like.row.name, why=why))


def visit(
    context: typer.Context,
    who: Who,
    amount: Annotated[str, typer.Argument(help=later("金额，可以写 35+20*2"))],
    items: Annotated[str, typer.Option(help=later("项目，如 剪发,洗发水×2"))] = "",
    day: Annotated[str, typer.Option(help=later("哪天，如 昨天、11.20；不写是今天"))] = "",
    at: Annotated[str, typer.Option("--time", help=later("几点，如 14:30"))] = "",
    staff: Annotated[str, typer.Option(help=later("店员"))] = "",
    note: Annotated[str, typer.Option(help=later("备注"))] = "",
    source: Annotated[str, typer.Option(help=later("这次怎么来的：来源，或活动的编号"))] = "",
    field: Annotated[list[str] | None, typer.Option(help=later("自定义项目，如 里程=85000；可以写几次"))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.visits import record_visit

    desk = desk_of(context, as_json, yes)
    with desk.change() as book:
        customer = desk.customer(book, who)
        staff_id = staff_of(desk, book, staff) if staff else None
        entry = VisitEntry(
            amount=amount, items=items, day=day, time=at, staff_id=staff_id, note=note,
            custom=read_fields(book, Owner.VISIT, field), **(desk.source(book, source) if source else {}),
        )  # fmt: skip
        done = desk.asking(lambda a: record_visit(book, customer_id=customer, entry=entry, accepted=a))
        desk.done(done, customer_id=customer)


def staff_of(desk: Desk, book: Book, name: str) -> int | None:
    """A member of staff by name, added when the owner says so."""
    from kyuanbook.actions.shop import add_staff
    from kyuanbook.book.queries import shop

    with book.read() as sql:
        found = [one.id for one in shop.staff(sql) if one.name == name.strip()]
    if found:
        return found[0]
    desk.confirm(tr("店员里没有“{name}”，要加上吗？", name=name))
    return desk.asking(lambda _: add_staff(book, name=name)).id


def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help=later("姓名、拼音、首字母、电话后四位、会员号、标签……"))],
    limit: Annotated[int, typer.Option(min=1, help=later("最多几位"))] = 20,
    as_json: Json = False,
) -> None:
    desk = desk_of(context, as_json)
    with desk.read() as book:
        found = desk.find(book, " ".join(words), limit)
        today = book.today()
    if desk.as_json:
        return put(text.json_rows(map(rows.customer_data, found)))
    if not found:
        raise Stop(tr("没有找到“{typed}”", typed=" ".join(words)), code=FAILED)
    return put(text.table(rows.customer_head(), [rows.customer_line(r, today) for r in found], right=(0, 5, 6)))


def show(context: typer.Context, who: Who, as_json: Json = False) -> None:
    from kyuanbook.book.queries import card as cards
    from kyuanbook.book.queries.feedback import feedback_of
    from kyuanbook.book.queries.likes import likes_of
    from kyuanbook.book.queries.promising import potential_of
    from kyuanbook.book.queries.silence import silence
    from kyuanbook.book.queries.tiers import tier_seen
    from kyuanbook.book.queries.touches import touches
    from kyuanbook.cli import silences
    from kyuanbook.cli.touch_rows import (
        feedback_data,
        feedback_line,
        potential_data,
        potential_lines,
        touch_data,
        touch_line,
    )

    desk = desk_of(context, as_json)
    with desk.read() as book:
        customer = desk.customer(book, who)
        with book.read() as sql:
            found = cards.card(sql, book.rhythms, customer, book.today())
            visits = cards.visits(sql, customer)
            assert found is not None
            tier = tier_seen(sql, book.rhythms, customer, book.today())
            spoken, said = touches(sql, customer), feedback_of(sql, customer)
            promise = potential_of(sql, customer, book.today())
            liked = likes_of(sql, customer, book.today())
            left = silence(sql, book.rhythms, found, visits, book.today())
        assert promise is not None
        if desk.as_json:
            more = {"touches": list(map(touch_data, spoken)), "potential": potential_data(promise), "likes": likes_data(liked)}
            more["feedback"] = list(map(feedback_data, said))
            away = silences.silence_data(left, found, book.today())
            seen = rows.card_data(found, visits, book.today())
            return print(text.json_one(seen | more | away | {"tier": rows.tier_data(tier)}))
        put(rows.card_lines(found, visits, book.today(), tier))
        put(likes_lines(liked, book.today()))
        put(silences.silence_lines(left, found, book.today()))
        put(f"    {feedback_line(row)}" for row in said)
        return put([*(f"    {touch_line(row)}" for row in spoken), *potential_lines(promise)])


def pin(
    context: typer.Context, who: Who,
    stage: Annotated[str, typer.Argument(help=later("loyal 忠诚，或 lapsed 流失"))],
    why: Annotated[str, typer.Option(help=later("为什么"))] = "",
    reason: Reason = "",
    as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import customers
    from kyuanbook.cli.silences import reason_of

    desk = desk_of(context, as_json)
    chosen = stage_of(stage)
    if chosen not in customers.PINS:
        refuse(tr("手工标注只能是 忠诚 或 流失"))
    if reason and chosen != "lapsed":
        refuse(tr("只有标流失才记原因"))
    with desk.change() as book:
        customer, said = desk.customer(book, who), reason_of(book, reason)
        desk.done(desk.asking(lambda _: customers.pin(book, customer_id=customer, stage=chosen, why=why, reason_id=said)))


def unpin(context: typer.Context, who: Who, as_json: Json = False) -> None:
    from kyuanbook.actions import customers

    desk = desk_of(context, as_json)
    with desk.change() as book:
        desk.done(customers.unpin(book, customer_id=desk.customer(book, who)))


def pin_tier(
    context: typer.Context, who: Who,
    tier: Annotated[str, typer.Argument(help=later("vip big regular small，或 VIP 大客户 普通 小客户"))],
    why: Annotated[str, typer.Option(help=later("为什么"))] = "",
    as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import tiers
    from kyuanbook.rules.tiers import NAMES, TIERS

    desk = desk_of(context, as_json)
    known = {word.lower(): code for code in TIERS for word in (code, NAMES[code], tr(NAMES[code]))}
    chosen = known.get(tier.strip().lower())
    if chosen is None:
        refuse(tr("没有“{typed}”这个等级。可以写：{keys}", typed=tier, keys=" ".join(TIERS)))
    with desk.change() as book:
        customer = desk.customer(book, who)
        desk.done(desk.asking(lambda _: tiers.pin_tier(book, customer_id=customer, tier=chosen, why=why)))


def unpin_tier(context: typer.Context, who: Who, as_json: Json = False) -> None:
    from kyuanbook.actions import tiers

    desk = desk_of(context, as_json)
    with desk.change() as book:
        desk.done(tiers.unpin_tier(book, customer_id=desk.customer(book, who)))


def delete(context: typer.Context, who: Who, as_json: Json = False) -> None:
    from kyuanbook.actions import customers

    desk = desk_of(context, as_json)
    with desk.change() as book:
        desk.done(customers.delete_customer(book, customer_id=desk.customer(book, who)))


def merge(
    context: typer.Context, who: Who,
    other: Annotated[str, typer.Argument(metavar="OTHER", help=later("并进来的那位：编号或姓名"))],
    take: Annotated[list[str] | None, typer.Option(metavar="WHAT", help=later(
        "两边不一样时，这一样用并进来那位的，如 姓名、生日、车牌；可以写几次"
    ))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.merging import merge_customers
    from kyuanbook.book.queries.merging import compare
    from kyuanbook.rules.merging import Of

    desk = desk_of(context, as_json, yes)
    with desk.change() as book:
        kept_id, other_id = desk.customer(book, who), desk.customer(book, other)
        with book.read() as sql:
            seen = compare(sql, kept_id, other_id)
        differing = {} if seen is None else {one.title: one for one in seen.differences}
        for wanted in take or ():
            if wanted.strip() not in differing:
                refuse(tr("“{typed}”两边没有不一样的。不一样的有：{what}", typed=wanted, what=" ".join(differing) or "—"))
        chosen = {differing[one.strip()].key: Of.OTHER for one in take or ()}
        done = desk.asking(
            lambda accepted: merge_customers(book, kept_id=kept_id, other_id=other_id, chosen=chosen, accepted=accepted)
        )
        for one in differing.values():
            stays, gone = (one.other, one.kept) if one.key in chosen else (one.kept, one.other)
            hint(tr("{what}留下“{stays}”，“{gone}”另记", what=one.title, stays=stays, gone=gone))
        desk.done(done)


def part(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help=later("并入别人的那位：编号或姓名"))],
    as_json: Json = False,
) -> None:
    from kyuanbook.actions.merging import part_customers
    from kyuanbook.book.queries.merging import gone_into

    desk = desk_of(context, as_json)
    with desk.change() as book:
        with book.read() as sql:
            found = gone_into(sql, who.strip())
        if not found:
            raise Stop(tr("没有并入别人的“{typed}”", typed=who))
        if len(found) > 1:
            lines = (tr("{id} {name}，并入了{into}", id=i, name=name, into=into) for i, name, into in found)
            raise Stop(tr("“{typed}”不止一位，请用编号：", typed=who), *lines)
        desk.done(desk.asking(lambda _: part_customers(book, customer_id=found[0][0])))
