"""The ways in that a new book knows."""

import pytest

from kyuanbook.language import say
from kyuanbook.rules.channels import USUAL_CHANNELS, ChannelFamily, members


def test_the_six_families_of_the_glossary_in_order() -> None:
    assert [say(family.label) for family in ChannelFamily] == ["自然到店", "线下", "线上", "合作", "内容活动", "转介绍"]


@pytest.mark.parametrize(
    ("family", "names"),
    [
        (ChannelFamily.WALK_IN, "路过 住在或在附近上班 慕名而来"),
        (ChannelFamily.OFFLINE, "柜台 展会 电话 传单 上门拜访"),
        (
            ChannelFamily.ONLINE,
            "自己的网站或小程序 网店 抖音 小红书 微信朋友圈 微信公众号 微信群 网上搜索 大众点评、美团 付费广告 邮件",
        ),
        (ChannelFamily.PARTNER, "异业联盟 经销商 推广分成 协会、商会"),
        (ChannelFamily.CONTENT, "文章 短视频 直播 沙龙 讲座"),
        (ChannelFamily.REFERRAL, "客户介绍 员工介绍"),
    ],
)
def test_the_usual_members_of_a_family(family: ChannelFamily, names: str) -> None:
    assert [say(channel.label) for channel in members(family)] == names.split()


def test_codes_are_unique_and_every_walk_in_is_natural() -> None:
    assert len({c.code for c in USUAL_CHANNELS}) == len(USUAL_CHANNELS)
    natural = {c.code for c in USUAL_CHANNELS if c.natural}
    assert natural == {"passing_by", "nearby", "heard_name", "search", "review_site", "by_customer"}
