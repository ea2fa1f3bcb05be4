"""Customers merged into one, and parted again."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/merging.py
    "merge_note_long": "两边的备注合起来有 {n} 个字，最多 {most} 个：先把一边的备注改短，再合并",
    # actions/merging.py
    "merge_missing_other": "选一位要并进来的客户",
    "merge_oneself": "这是同一位客户，选另一位",
    "merge_referred": "{name}记的是{by}介绍来的，合成一位以后就没有这个介绍人了",
    "merge_circle_of_referrers": "合成一位以后，{by}既是介绍人又是被介绍的，绕成了一圈：先把介绍人改对，再合并",
    "merge_paid_between": "{by}介绍{name}的奖励（{what}）已经给过，自己不能介绍自己：先把这笔奖励收回，再合并",
    "part_changed_since": "合并以后又改过合并时动过的内容，“{other}”分不出来了；还能接着用“{name}”",
    "part_deleted": "“{name}”也在回收站，先把{name}取回，再分开",
    "part_merged_on": "“{name}”后来也并入了别的客户，先把{name}分开",
    # the names of actions
    "did_merge_customers": "把{other}并入{name}",
    "did_part_customers": "把{other}从{name}分开",
}
COUNTED: Final[dict[str, str]] = {}
