"""What was answered, typed back, and what follows from it."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/answers.py
    "outcome_not_of_channel": "这种联系方式没有这个结果，换一个",
    "promised_day_missing": "约好了哪天来？填上日子，到时没来会再提醒",
    "promised_before_call": "约的日子比打电话那天还早，改一改",
    "score_unreadable": "满意度填 1 到 5",
    "new_phone_unreadable": "备注里的号码不完整，改好再记",
    "list_number_unreadable": "名单号只有数字，印在纸的右上角，比如 1120",
    # what came of it, in a row: rules/answers.py
    "row_again": "{days} 天后再打，第 {tries} 次没接",
    "row_again_today": "今天再打，第 {tries} 次没接",
    "row_given_up": "打了 {tries} 次没接，先不打了",
    "row_again_written": "{days} 天后再联系，第 {tries} 次没回",
    "row_again_today_written": "今天再联系，第 {tries} 次没回",
    "row_given_up_written": "联系了 {tries} 次没回，先不联系了",
    "row_again_met": "{days} 天后再找，第 {tries} 次没见到",
    "row_again_today_met": "今天再找，第 {tries} 次没见到",
    "row_given_up_met": "找了 {tries} 次没见到，先不找了",
    "closed_given_up": "几次都没接，不再打",
    "closed_given_up_written": "几次都没回，不再联系",
    "closed_given_up_met": "几次都没见到，不再找",
    "row_next_number": "已标记，还有 {phone}",
    "row_no_number": "已标记，没有别的号码了",
    "row_promised": "约在 {day}",
    "row_reason": "因为：{reason}",
    "row_left_alone": "不再联系",
    "row_score": "满意度 {score} 分",
    # what is wrong with a list or a row: actions/results.py
    "list_beyond": "本子里的名单只到 {last} 号，{number} 号是别的客源本打印的，到那一本里录",
    "list_none_yet": "这本客源本还没有打印过名单，{number} 号是别的客源本打印的",
    "list_missing": "没有 {number} 号名单，看看纸右上角的号码",
    "results_list_voided": "{number} 号名单已经作废，不用录；要录就先在“回访”里取消作废",
    "row_missing": "{number} 号名单只有 {rows} 行，没有第 {row} 行",
    "row_binned": "{name}打印以后移到了回收站，取回来才能录；接着录下一行",
    "row_gone": "{name}已经不在本子里（撤销了，或删除了个人信息），这一行不用录；接着录下一行",
    "row_answered_meanwhile": "这一行已经记了“{outcome}”，要换成现在这个吗？",
    "outcome_missing": "先选结果：按 1 到 6，再按 Enter",
    "answered_before_printed": "名单是 {day}打印的，电话不会打得更早，改一改日子",
    "clock_behind_list": "电脑的日期比打印名单那天（{day}）还早，先把电脑的日期调对，这一行会留着",
    "paper_number_gone": "纸上那个号码已经不是这一位的了，没有标记",
    "new_phone_added": "已记下新号码 {phone}，接着打那个",
    "change_promise_in_results": "约好哪天来，要在“录入结果”或“回访”里填",
    # why a struck answer can't come back: actions/restoring.py
    "restore_refused": "{name}的这条“{touch}”取不回来：{why}；要留着就在客户卡上重新记一次",
    "restore_row_again": "名单 {number} 第 {row} 行后来又录过",
    "restore_acted": "后来又为这件事联系过，或者改过",
    "restore_promised": "后来又约了 {day}",
    "restore_phone": "号码后来改过",
    "from_list": "名单 {number}",
    "from_row": "名单 {number} 第 {row} 行",
    # what else happened, said behind whose it is: actions/answers.py
    "number_wrong_next": "已给这个号码标上“空号”，还有别的号码，接着打那个",
    "number_wrong_none": "已给这个号码标上“空号”，没有别的号码了",
    "score_is_low": "不满意，已列入今天的回访",
    # the names of actions
    "did_answer_reached": "记已接通 {name}",
    "did_answer_no_answer": "记未接 {name}",
    "did_answer_written_reached": "记回了 {name}",
    "did_answer_written_no_answer": "记没回 {name}",
    "did_answer_met_reached": "记见到了 {name}",
    "did_answer_met_no_answer": "记没见到 {name}",
    "did_answer_wrong_number": "记空号 {name}",
    "did_answer_promised": "记约好再来 {name}",
    "did_answer_refused": "记拒绝 {name}",
    "did_answer_do_not_contact": "记请勿再联系 {name}",
    "did_strike_answer": "去掉一条结果 {name}",
}

COUNTED: Final[dict[str, str]] = {
    "row_missing": "rows",
    **{f"row_again{how}": "days" for how in ("", "_written", "_met")},
    **{f"row_given_up{how}": "tries" for how in ("", "_written", "_met")},
}
