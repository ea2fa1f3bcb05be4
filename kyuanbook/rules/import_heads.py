"""Which column of a table from elsewhere is which field of a customer: by the names people give their columns."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from kyuanbook.rules.custom import FieldRow, problem_name
from kyuanbook.rules.phones import PhoneKind, normalise, split_phones
from kyuanbook.rules.text import line_of
from kyuanbook.rules.words import Message

LEAVE: Final = ""
TO_NOTE: Final = "to_note"
NEW_FIELD: Final = "new_field"
FIELDS: Final = (
    "name", "alias", "phone", "member_no", "sex", "birthday", "lunar", "wechat", "email", "address", "firm", "occupation",
    "income", "tags", "source", "referrer", "visits", "total", "first", "last", "gap", "do_not_contact", "note",
)  # fmt: skip
"""What every book can take, in the order in which it is offered; the owner's own fields go by ``problem_name``."""
MANY: Final = frozenset({LEAVE, TO_NOTE, NEW_FIELD, "phone", "tags", "address", "note"})
"""What several columns can be at once."""
HEAD_WITHIN: Final = 20  # lines: titles, a date and a blank stand above it, not more
_SURE: Final = 2  # names of columns that make a line the head of a table
_ALONE: Final = frozenset({"name", "alias", "phone"})
_LOOKED_AT: Final = 200  # lines, where a column is told by what stands in it
_MOST_OF: Final = 0.6
_NAME: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{1,6}(?:先生|女士|小姐|阿姨|[·•][\u3400-\u9fff]{1,8})?")
_ASIDE: Final = re.compile(r"[(\[【《<].*?[)\]】》>]")
_NUMBERED: Final = re.compile(r"[0-9①-⑨一二三]+$")
_DATED: Final = re.compile("(?:日期|时间|日|date|day)$")
_LUNAR: Final = re.compile("农历|阴历|旧历|lunar")
_SIGNS: Final = re.compile(r"[\s*:：_\-/\\.。、'\"]+")

_NAMES: Final[Mapping[str, str]] = {
    "name": "姓名 名字 客户姓名 顾客姓名 会员姓名 客人姓名 客户名称 客户名 顾客名 顾客名称 会员名 会员名称 顾客 客户 客人"
    " 会员 联系人 联系人姓名 名称 真实姓名 name fullname customer customername client clientname membername contact"
    " contactname",
    "alias": "称呼 别名 昵称 外号 绰号 小名 备注名 alias nickname",
    "phone": "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系手机 移动电话 座机 座机号 固定电话 固话 家庭电话"
    " 办公电话 公司电话 备用电话 备用手机 本人电话 客户电话 客户手机 会员电话 会员手机 会员手机号 顾客电话 顾客手机 号码"
    " phone phoneno phonenumber mobile mobileno mobilenumber mobilephone tel telephone cell cellphone contactnumber",
    "member_no": "会员号 会员卡号 会员编号 卡号 会员卡 客户编号 客户号 顾客编号 vip卡号 vip号 memberno membernumber"
    " memberid cardno cardnumber customerno customerid",
    "sex": "性别 sex gender",
    "birthday": "生日 出生日期 出生年月 出生年月日 出生 阳历生日 公历生日 新历生日 客户生日 会员生日 birthday birthdate"
    " dateofbirth dob",
    "lunar": "农历生日 阴历生日 旧历生日 生日农历 生日阴历 lunarbirthday",
    "wechat": "微信 微信号 微信名 微信昵称 微信id wechat wechatid weixin wx",
    "email": "邮箱 电子邮箱 电子邮件 邮件 email emailaddress mail",
    "address": "地址 住址 家庭住址 家庭地址 详细地址 联系地址 通讯地址 收货地址 客户地址 省 省份 市 城市 区 区县 县 街道"
    " 小区 门牌 门牌号 address",
    "firm": "单位 工作单位 公司 公司名称 单位名称 企业 企业名称 company companyname firm organization organisation"
    " employer",
    "occupation": "职业 工作 职务 职位 occupation job jobtitle profession",
    "income": "收入 收入档次 收入水平 经济能力 income incomeband",
    "tags": "标签 客户标签 会员标签 顾客标签 tag tags label labels",
    "source": "来源 渠道 来源渠道 客户来源 会员来源 顾客来源 客源 获客渠道 从哪里来 怎么知道的 source channel",
    "referrer": "介绍人 推荐人 引荐人 转介绍人 谁介绍的 介绍人姓名 推荐人姓名 referrer referredby referer",
    "visits": "到店次数 来店次数 消费次数 光顾次数 购买次数 累计次数 累计到店 累计到店次数 累计消费次数 总次数 次数"
    " 来过几次 期初次数 visits visitcount orders ordercount timesvisited",
    "total": "累计 累计消费 累计消费额 累计消费金额 累计金额 总金额 总消费 消费总额 消费总金额 消费金额 总消费额 消费合计"
    " 期初金额 total totalspent totalspend spent spend totalamount",
    "first": "首次到店 首次消费 第一次到店 第一次来 第一次消费 初次到店 初次消费 首次光顾 期初第一次 firstvisit"
    " firstorder firstpurchase",
    "last": "最近到店 最近消费 最近一次到店 最近一次消费 上次到店 上次消费 最后到店 最后消费 最后一次到店 最后一次消费"
    " 末次消费 期初最近一次 lastvisit lastorder lastpurchase",
    "gap": "间隔 间隔天数 到店间隔 平均间隔 平时间隔 多久来一次 期初间隔 usualgap",
    "do_not_contact": "请勿联系 请勿再联系 勿扰 不要联系 拒绝联系 donotcontact",
    "note": "备注 备注信息 客户备注 会员备注 顾客备注 说明 备忘 其他 note notes remark remarks comment comments memo",
}  # fmt: skip
_KNOWN: Final = {word: key for key, words in _NAMES.items() for word in words.split()}
_ALWAYS_DATED: Final = frozenset({"first", "last"})


def label(key: str) -> Message:
    """What a field is called, of those every book has, and of what else can become of a column."""
    return Message(f"import_{key or 'leave'}")


def folded(head: str) -> str:
    """A column's name without what makes no difference: blanks, stars, colons, what is said in brackets."""
    return _SIGNS.sub("", _ASIDE.sub("", _normal(head))) or _bare(head)


def _normal(head: str) -> str:
    return unicodedata.normalize("NFKC", line_of(head)).lower()


def _bare(head: str) -> str:
    return _SIGNS.sub("", _normal(head))


def key_of(head: str, own: Mapping[str, str]) -> str:
    """The field a column's name stands for; :data:`LEAVE` for nobody's. ``own``: of :func:`own_names`, which come first."""
    exact, word = _bare(head), folded(head)
    found = own.get(exact) or own.get(word) or _KNOWN.get(exact) or _KNOWN.get(word)
    if found is None:
        dated = _KNOWN.get(_DATED.sub("", word))
        found = dated if dated in _ALWAYS_DATED else None
    if found is None:
        numbered = _KNOWN.get(_NUMBERED.sub("", word))
        found = numbered if numbered in MANY else None
    if found == "birthday" and _LUNAR.search(exact):
        return "lunar"
    return found or LEAVE


def own_names(fields: Iterable[FieldRow]) -> dict[str, str]:
    """The owner's own fields of the customer by what they are called."""
    return {_bare(field.name): problem_name(field.id) for field in fields}


def guessed(heads: Sequence[str], fields: Iterable[FieldRow] = ()) -> tuple[str, ...]:
    """What each column is; where two would be the same and can't be, the second is nobody's."""
    own, taken, keys = own_names(fields), set[str](), []
    for head in heads:
        key = key_of(head, own) if head.strip() else LEAVE
        keys.append(key if key in MANY or key not in taken else LEAVE)
        taken.add(key)
    return tuple(keys)


def find_head(lines: Sequence[Sequence[str]], fields: Iterable[FieldRow] = ()) -> int | None:
    """Which line has the names of the columns, titles may stand above it; None: the table begins with people."""
    own = own_names(fields)
    alone = None
    for place, cells in enumerate(lines[:HEAD_WITHIN]):
        keys = {key for cell in cells if cell.strip() and (key := key_of(cell, own))}
        if len(keys) >= _SURE:
            return place
        if alone is None and keys & _ALONE and (len(cells) > 1 or all(len(line) < 2 for line in lines[place:])):
            alone = place
    return alone


def guessed_by_content(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What the columns of a table without a head are: where most cells are numbers to call, and the first with names."""
    some = lines[:_LOOKED_AT]
    keys = [LEAVE] * max((len(line) for line in some), default=0)
    for at in range(len(keys)):
        cells = [line[at] for line in some if at < len(line) and line[at].strip()]
        if _most(cells, _is_phone):
            keys[at] = "phone"
        elif "name" not in keys and _most(cells, lambda cell: bool(_NAME.fullmatch(cell.strip()))):
            keys[at] = "name"
    return tuple(keys)


def _most(cells: Sequence[str], are: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(are, cells)) >= _MOST_OF * len(cells)


def _is_phone(cell: str) -> bool:
    found = [normalise(one) for one in split_phones(cell)]
    return bool(found) and all(one.kind not in (PhoneKind.ODD, PhoneKind.LOCAL) and not one.problems for one in found)
