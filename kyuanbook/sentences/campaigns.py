"""推广活动, what they cost, and sources merged."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/campaigns.py
    "campaign_promotion": "推广",
    "campaign_event": "客户活动",
    "campaign_content": "内容",
    "campaign_planned": "计划中",
    "campaign_running": "进行中",
    "campaign_ended": "已结束",
    "guest_invited": "已邀请",
    "guest_coming": "会来",
    "guest_declined": "不来",
    "guest_came": "来了",
    # rules/campaign_entries.py
    "campaign_channel_missing": "选一个来源渠道：靠它带来的人才认得出来",
    "campaign_ends_first": "结束的日子比开始还早，改一改",
    "code_odd": "编号只用字母和数字，{least} 到 {most} 个，如 KX09",
    "link_odd": "这不像一个网址，请核对",
    "cost_missing": "花了多少？写上金额",
    # actions/campaigns.py
    "campaign_taken": "已经有一个叫“{name}”的活动，换个名字",
    "campaign_code_taken": "编号 {code} 已经是“{name}”的了，换一个",
    "campaign_kept": "“{name}”带来过人或花过钱，只收起，不删；记过的都在",
    # actions/channels.py
    "merge_missing": "选一个要并入的来源",
    "merge_itself": "一个来源不能并入它自己，选另一个",
    "merge_circle": "“{into}”自己就并在“{name}”里，不能倒过来并",
    "merge_merged": "“{name}”已经并入“{into}”，先把它分开",
    # the names of actions
    "did_add_campaign": "加活动“{name}”",
    "did_change_campaign": "改活动“{name}”",
    "did_delete_campaign": "删去活动“{name}”",
    "did_hide_campaign": "收起活动“{name}”",
    "did_show_campaign": "重新列出活动“{name}”",
    "did_add_cost": "记一笔花费：{name}",
    "did_change_cost": "改一笔花费：{name}",
    "did_remove_cost": "去掉一笔花费：{name}",
    "did_merge_channel": "把来源“{name}”并入“{into}”",
    "did_part_channel": "把来源“{name}”分开",
}

COUNTED: Final[dict[str, str]] = {}
