"""Every sentence a rule can say, by its key. The Chinese is the msgid of the catalogue; {places} are the numbers."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # stages: rules/reasons.py
    "never_came": "还没来过店",
    "last_visit_after_today": "最近一次到店记在今天之后，请核对日期",
    "first_visit": "{when}第一次来",
    "came": "{who}，{when}来过",
    "comes_every": "平时约 {gap} 天来一次，{when}来过",
    "comes_steadily": "{who}，平时约 {gap} 天来一次，{when}来过",
    "came_back": "隔了约 {away} 天又来，{when}来过",
    "overdue_own_gap": "平时约 {gap} 天来一次，已 {silent} 天未来",
    "lapsed_own_gap": "来过 {n} 次，平时约 {gap} 天，已 {silent} 天未来",
    "overdue_once_shop": "只来过 1 次，本店新客多在 {gap} 天内再来，已 {silent} 天",
    "overdue_once_preset": "只来过 1 次，这一行的新客多在 {gap} 天内再来，已 {silent} 天",
    "overdue_few_shop": "{who}，本店客人多在 {gap} 天内再来，已 {silent} 天",
    "overdue_few_preset": "{who}，这一行的客人多在 {gap} 天内再来，已 {silent} 天",
    "overdue_plain": "{who}，已 {silent} 天未来",
    "with_closed_days": "{why}（其中店休 {closed} 天）",
    "regular_waiting": "老客，{when}登记，之后还没来过",
    "regular_waiting_gap": "老客，平时约 {gap} 天来一次，{when}登记，之后还没来过",
    "who_once": "来过 1 次",
    "who_times": "来过 {n} 次",
    "who_regular": "老客",
    "when_today": "今天",
    "when_yesterday": "昨天",
    "when_days_ago": "{days} 天前",
    # fields
    # the book itself
    # free text: rules/text.py
    "text_empty": "这里要填",
    "text_too_long": "最多 {limit} 个字，现在有 {count} 个，请删去 {over} 个",
    "name_without_letters": "名字里要有字，只有表情的请填在“称呼”里",
    "email_odd": "这不像一个邮箱地址，请核对 @ 前后",
    # phones: rules/phones.py
    "phone_letters": "电话里只写数字，说明请写在备注里",
    "phone_no_digits": "这里要填电话号码",
    "phone_two": "这里像有两个号码，请分开填",
    "phone_mobile_short": "这个手机号少了{missing}位",
    "phone_mobile_long": "这个手机号多了{extra}位",
    "phone_mobile_prefix": "没有 {prefix} 开头的手机号，请核对",
    "phone_landline_length": "这个座机号的位数不对，请核对区号",
    "phone_odd_abroad": "+{code} 的号码位数不对，请核对",
    "phone_short": "这个号码只有 {n} 位，请核对",
    "phone_too_long": "这个号码有 {n} 位，太长了，请核对",
    "phone_odd": "这不像一个电话号码，请核对",
}
