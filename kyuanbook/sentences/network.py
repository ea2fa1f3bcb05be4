"""客户网络: relations, social contacts, the picture."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # book/queries/relations.py
    "relation_family": "家人",
    "relation_household": "住一起",
    "relation_friend": "朋友",
    "relation_colleague": "同事",
    "relation_neighbour": "邻居",
    # rules/network.py
    "tie_brought": "介绍来的",
    "tie_household": "住一起",
    "tie_related": "别的关系",
    "tie_partner": "合作伙伴",
    "tie_event": "活动",
    "tie_contact": "社交联系人",
    # rules/social.py
    "platform_wechat": "微信",
    "platform_douyin": "抖音",
    "platform_xiaohongshu": "小红书",
    "platform_weibo": "微博",
    "platform_kuaishou": "快手",
    "platform_qq": "QQ",
    "platform_other": "其他",
    "handle_missing": "请填账号，如 momo_在路上",
    "said_missing": "请填对方说了什么、问了什么",
    # actions/relations.py
    "relation_other_missing": "请从列表里选一位，输入名字、拼音或手机后四位就能找",
    "relation_kind_missing": "请选一种关系",
    "relation_self": "不能和自己有关系，请另选一位",
    "relation_twice": "{name}和{other}已经记过“{kind}”了，不用再记",
    # actions/social.py
    "handle_taken": "{platform}上的“{handle}”已经记过了，不用再记",
    "handle_taken_bin": "{platform}上的“{handle}”在回收站里，请到那里取回",
    "contact_tied": "“{handle}”已经是{name}的了",
    "contact_customer_missing": "请从列表里选一位客户，输入名字、拼音或手机后四位就能找",
    # the names of actions
    "did_add_relation": "记关系：{name}和{other}，{kind}",
    "did_remove_relation": "去掉关系：{name}和{other}，{kind}",
    "did_add_relation_kind": "加关系“{name}”",
    "did_change_relation_kind": "改关系“{name}”",
    "did_hide_relation_kind": "停用关系“{name}”",
    "did_show_relation_kind": "重新启用关系“{name}”",
    "did_order_relation_kinds": "调整关系的顺序",
    "did_add_contact": "记社交联系人 {name}",
    "did_change_contact": "改社交联系人 {name}",
    "did_delete_contact": "删除社交联系人 {name}",
    "did_restore_contact": "取回社交联系人 {name}",
    "did_note_said": "记 {name} 说的话",
    "did_strike_said": "去掉 {name} 说的一句",
    "did_become_customer": "把 {handle} 记成客户 {name}",
    "did_tie_contact": "记下 {handle} 就是{name}",
}

COUNTED: Final[dict[str, str]] = {}
