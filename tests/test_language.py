"""Sentences with their places filled, set as the look has it."""

import pytest

from kyuanbook import language
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.words import Message


@pytest.mark.parametrize(
    ("day", "said"), [("今天", "上次今天"), ("7月13日", "上次 7月13日"), ("3 天前", "上次 3 天前"), ("", "上次 ")]
)
def test_a_figure_is_set_off_from_han_and_han_is_not(day: str, said: str) -> None:
    assert tr("上次 {day}", day=day) == said


def test_of_a_tier_too_before_and_behind() -> None:
    assert tr("等级标为 {tier}", tier="VIP") == "等级标为 VIP" and tr("等级标为 {tier}", tier="大客户") == "等级标为大客户"
    assert say(Message("log_empty", {"day": "昨天"})) == "这个文件里没有一次昨天以前的到店"
    assert say(Message("log_empty", {"day": "11月3日"})) == "这个文件里没有一次 11月3日以前的到店"


def test_what_the_owner_typed_stays_as_it_was_typed() -> None:
    assert say(Message("did_hide_staff", {"name": "小 丽"})) == "停用店员 小 丽"
    assert trn("{what}等 {n} 处", 4, what="王小明 的到店") == "王小明 的到店等 4 处"


def test_english_keeps_its_spaces() -> None:
    language.use(language.ENGLISH)
    assert tr("上次 {day}", day="今天") == "Last visit 今天"
