"""Columns are known by the names people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules import import_heads
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.rules.import_heads import (
    FIELDS,
    LEAVE,
    MANY,
    NEW_FIELD,
    TO_NOTE,
    find_head,
    folded,
    guessed,
    guessed_by_content,
    label,
)

OWN = [
    FieldRow(3, Owner.CUSTOMER, Kind.TEXT, "车牌"), FieldRow(4, Owner.CUSTOMER, Kind.NUMBER, "腰围(cm)"),
    FieldRow(5, Owner.CUSTOMER, Kind.TEXT, "单位"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("姓名", "name"), ("名字", "name"), ("客户姓名", "name"), ("顾客", "name"), ("name", "name"), ("Customer Name", "name"),
        ("*姓名（必填）", "name"), ("姓 名：", "name"), ("\ufeff姓名", "name"), ("称呼", "alias"), ("别名", "alias"),
        ("电话", "phone"),
        ("手机", "phone"), ("手机号", "phone"), ("手机号码", "phone"), ("联系电话", "phone"), ("联系方式", "phone"),
        ("电话2", "phone"),
        ("手机号２", "phone"), ("电话①", "phone"), ("备用电话", "phone"), ("Phone Number", "phone"), ("性别", "sex"),
        ("生日", "birthday"),
        ("出生日期", "birthday"), ("出生年月", "birthday"), ("农历生日", "lunar"), ("生日（农历）", "lunar"),
        ("微信", "wechat"),
        ("微信号", "wechat"), ("WeChat", "wechat"), ("邮箱", "email"), ("E-mail", "email"), ("地址", "address"),
        ("家庭住址", "address"),
        ("省", "address"), ("单位", "firm"), ("公司名称", "firm"), ("职业", "occupation"), ("职务", "occupation"),
        ("标签", "tags"),
        ("备注", "note"), ("备注1", "note"), ("Remarks", "note"), ("会员号", "member_no"), ("会员卡号", "member_no"),
        ("卡号", "member_no"),
        ("来源", "source"), ("渠道", "source"), ("介绍人", "referrer"), ("推荐人", "referrer"), ("到店次数", "visits"),
        ("消费次数", "visits"),
        ("累计消费", "total"), ("累计消费(元)", "total"), ("总金额", "total"), ("首次到店", "first"), ("首次消费日期", "first"),
        ("最近到店", "last"), ("最近到店时间", "last"), ("上次消费", "last"), ("Last visit date", "last"), ("收入", "income"),
        ("请勿联系", "do_not_contact"), ("间隔天数", "gap"),
        ("序号", LEAVE), ("编号", LEAVE), ("年龄", LEAVE), ("", LEAVE), ("注册日期", LEAVE), ("身高", LEAVE),
        ("13822045678", LEAVE),
        ("姓名2", LEAVE), ("2", LEAVE), ("日期", LEAVE),
    ],
)  # fmt: skip
def test_usual_names_of_columns(head: str, key: str) -> None:
    assert guessed([head])[0] == key


def test_a_solar_and_a_lunar_birthday_stand_beside_each_other() -> None:
    assert guessed(["生日", "农历生日"]) == ("birthday", "lunar")


def test_the_owners_own_fields_come_first_by_their_names() -> None:
    assert guessed(["车牌", "腰围（CM）", "单位", "颜色"], OWN) == ("custom3", "custom4", "custom5", LEAVE)


def test_two_columns_are_the_same_field_only_where_it_takes_several() -> None:
    heads = ["姓名", "名字", "电话", "手机", "备注", "备注2", "标签", "标签", "来源", "渠道", "省", "地址"]
    assert guessed(heads) == (
        "name", LEAVE, "phone", "phone", "note", "note", "tags", "tags", "source", LEAVE, "address", "address",
    )  # fmt: skip


def test_the_head_stands_below_titles() -> None:
    lines = [("云锦理发店会员表",), ("制表：", "小李", "2026-11-1"), ("序号", "姓名", "电话"), ("1", "王小明", "13822045678")]
    assert find_head(lines) == 2


def test_a_title_that_is_a_field_too_is_not_taken_for_the_head() -> None:
    assert find_head([("客户",), ("姓名", "电话"), ("王小明", "1")]) == 1


def test_a_column_of_names_alone_has_a_head() -> None:
    assert find_head([("姓名",), ("王小明",)]) == 0


def test_one_known_name_among_others_will_do() -> None:
    assert find_head([("序", "姓名", "宠物"), ("1", "王小明", "旺财")]) == 0


def test_a_table_without_a_head_says_so_and_is_told_by_what_stands_in_it() -> None:
    lines = [("1", "王小明", "13822045678", "女"), ("2", "欧阳娜娜", "021-66668888", "男"),
    ("3", "李丽华", "13900001111", "女")]
    assert find_head(lines) is None
    assert guessed_by_content(lines) == (LEAVE, "name", "phone", LEAVE)


def test_the_owners_fields_make_a_head_too() -> None:
    assert find_head([("车牌", "腰围(cm)"), ("粤B12345", "80")], OWN) == 0


def test_no_name_means_two_things() -> None:
    words = [word for names in import_heads._NAMES.values() for word in names.split()]
    assert len(words) == len(set(words))


def test_each_name_is_found_as_it_is_listed() -> None:
    for key, names in import_heads._NAMES.items():
        for word in names.split():
            assert guessed([word])[0] == key, word


def test_every_field_can_be_said_and_known() -> None:
    assert set(import_heads._NAMES) == set(FIELDS)
    for key in (*FIELDS, LEAVE, TO_NOTE, NEW_FIELD):
        assert say(label(key))


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_table_makes_two_columns_one_field(heads: list[str]) -> None:
    keys = guessed(heads, OWN)
    assert len(keys) == len(heads)
    single = [key for key in keys if key not in MANY]
    assert len(single) == len(set(single))


@given(st.text(max_size=20))
def test_folding_a_name_twice_changes_nothing(head: str) -> None:
    assert folded(folded(head)) == folded(head) or not folded(head).isascii()
