"""来源报表 and 月报: where customers came from, what it brought and what it cost."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/sources.py: how they are put together
    "sources_by_channel": "来源渠道",
    "sources_by_family": "渠道大类",
    "sources_by_campaign": "推广活动",
    "sources_by_partner": "合作伙伴",
    "sources_by_event": "客户活动",
    "sources_by_natural": "自然、人工",
    # the figures
    "sources_prospects": "潜在",
    "sources_won": "新客",
    "sources_conversion": "转化率",
    "sources_basket": "首单",
    "sources_again": "再来",
    "sources_loyal": "忠诚",
    "sources_lapsed": "流失",
    "sources_revenue": "至今收入",
    "sources_each": "每位收入",
    "sources_taken": "本期进账",
    "sources_expected": "预计每位",
    "sources_cost": "花费",
    "sources_cac": "获客成本",
    "sources_roi": "投入产出",
    "sources_payback": "回本",
    # why a figure is not told
    "sources_why_nobody": "没有人",
    "sources_why_too_new": "还太新",
    "sources_why_few": "人太少",
    "sources_why_no_cost": "没花钱",
    "sources_why_none_won": "没带来人",
    "sources_why_not_yet": "没回本",
    "sources_why_not_reckoned": "还没算",
    # rules/periods.py
    "span_month": "按月",
    "span_quarter": "按季度",
    "span_year": "按年",
    "span_days": "自选日子",
    "span_all": "全部",
    "period_all": "开店到现在",
    "period_year": "{year}年",
    "period_quarter": "{year}年第 {n} 季度",
    "period_month": "{year}年{month}",
    "period_days": "{first}到{last}",
    "period_first_missing": "从哪天算起？填上开始的日子",
    "period_ends_before": "结束的日子比开始的还早，改一改",
    # actions/month_report.py
    "did_print_month": "打印{month}月报",
    "month_not_begun": "{month}还没到，月报要等那个月开始",
    "month_unreadable": "看不懂是哪个月，写成 2026-10",
    # rules/source_words.py: what the figures come to
    "sources_best": "{name}最留得住：来满 {days} 天的 {n} 位里，{again} 位来了第二次",
    "sources_loss": "{name}花得最不值：花了 {cost}，只收回 {revenue}，亏 {loss}",
    "sources_least": "{name}回报最低：花了 {cost}，收回 {revenue}",
    "sources_busy": "{name}来的人最多，{n} 位",
    "sources_busy_bad": "{name}来的人最多，{n} 位，留下的却比别的来源少：来第二次的只有 {share}",
    # one figure of the table, and how it was counted
    "figure_none": "—",
    "figure_plain": "{figure}",
    "figure_people": "{n} 位",
    "figure_days": "{n} 天",
    "figure_same_day": "当天",
    "figure_times": "赚 {times} 倍",
    "figure_loss": "亏 {amount}",
    "figure_of": "{n} 位里 {part} 位，实际多半在 {low} 到 {high} 之间",
    "figure_of_few": "{n} 位里 {part} 位，人太少，先别下结论",
    "figure_new": "来的人还没满 {days} 个营业日，再等等",
    "figure_new_prospects": "来问的人还没满 {days} 天，再等等",
    "figure_new_costs": "近 {days} 个营业日花的还没到时候，再等等",
    "figure_no_cost": "没花钱",
    "figure_none_won": "花了钱，一位新客也没带来",
    "figure_not_yet": "收回来的还没有花出去的多",
    "figure_not_reckoned": "每天算一次，今天的还没算好",
    "sources_too_little": "人还太少，看不出哪个来源好",
}

COUNTED: Final[dict[str, str]] = dict.fromkeys(
    ("sources_busy", "sources_busy_bad", "figure_people", "figure_days", "figure_of", "figure_of_few"), "n"
)
