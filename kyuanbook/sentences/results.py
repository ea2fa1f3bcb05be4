"""What was answered, typed back, and what follows from it."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/answers.py
    "outcome_not_of_channel": "这种联系方式没有这个结果，换一个",
    "promised_day_missing": "约好了哪天来？填上日子，到时没来会再提醒",
    "promised_before_call": "约的日子比打电话那天还早，改一改",
    "score_unreadable": "满意度填 1 到 5",
    # what else happened: actions/answers.py
    "again_later": "{name}没接，{days} 天后再提醒（第 {tries} 次）",
    "given_up": "{name}打了 {tries} 次没接，先不再提醒",
    "number_wrong_next": "已给这个号码标上“空号”，{name}还有别的号码，接着打那个",
    "number_wrong_none": "已给这个号码标上“空号”，{name}没有别的号码了",
    "score_is_low": "{name}不满意，已列入今天的回访",
    # the names of actions
    "did_answer_reached": "记已接通 {name}",
    "did_answer_no_answer": "记未接 {name}",
    "did_answer_wrong_number": "记空号 {name}",
    "did_answer_promised": "记约好再来 {name}",
    "did_answer_refused": "记拒绝 {name}",
    "did_answer_do_not_contact": "记请勿再联系 {name}",
    "did_strike_answer": "去掉一条结果 {name}",
}

COUNTED: Final[dict[str, str]] = {"again_later": "days", "given_up": "tries"}
