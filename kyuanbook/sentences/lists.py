"""Lists and papers."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/labels.py
    "label_too_wide": "A4 纸宽 {room} mm，放不下 {mm} mm 宽的标签，改小一点",
    "label_too_high": "A4 纸高 {room} mm，放不下 {mm} mm 高的标签，改小一点",
    "label_too_small": "标签小于 {least} mm 写不下地址，改大一点",
    "label_margin_too_large": "边距最多 {most} mm，再大标签就出了纸",
    "label_size_missing": "填上标签的尺寸，比如 70",
    "label_size_unreadable": "只填毫米数，比如 63.5",
    "label_start": "从第几个标签开始印？填 1 到 {most}",
    # actions/list_acts.py
    "list_voided": "名单 {number} 已经作废了",
    "message_sent_before": "给{name}的这条已经发过了",
    "message_do_not_contact": "{name}说过请勿再联系，这条不发了",
    # the names of actions
    "did_extend_list": "给名单 {number} 加第 {sheet} 张，{rows} 位",
    "did_void_list": "作废名单 {number}",
    "did_send_message": "给{name}发消息",
}

COUNTED: Final[dict[str, str]] = {"did_extend_list": "rows"}
