"""满意度 and 问卷."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/feedback.py
    "feedback_way_counter": "当面说的",
    "feedback_way_call": "电话里",
    "feedback_way_slip": "小票上",
    "feedback_way_survey": "问卷上",
    "feedback_empty": "打个分，或写下客人的话",
    "feedback_before_visit": "这一天还没有那次到店，改日子，或换一次到店",
    # rules/surveys.py
    "question_twice": "这一题前面已经问过了",
    "question_field_twice": "前面有一题已经记到这一项了，换一项",
    "question_field_taken": "已经有叫“{name}”的自定义项目：在“记什么”里选它，或换个问法",
    "question_put_away": "第 {number} 题的“{field}”已停用，不再记。要记，先到“设置 → 自定义”里重新启用",
    "survey_no_questions": "至少写一题",
    "survey_too_long": "最多 {most} 题，现在有 {n} 题：太长了没人肯答完",
    "survey_taken": "已经有一份叫“{name}”的问卷，换个名字",
    "reply_empty": "一题都没答，没有什么可记的",
    "reply_twice": "这一天已经录过{name}的这份问卷了，再录一份？",
    # the names of actions
    "did_record_feedback": "记满意度 {name}",
    "did_change_feedback": "改满意度 {name}",
    "did_delete_feedback": "移到回收站：{name} 的一次满意度",
    "did_restore_feedback": "从回收站取回：{name} 的一次满意度",
    "did_make_survey": "加问卷“{name}”",
    "did_change_survey": "改问卷“{name}”",
    "did_hide_survey": "停用问卷“{name}”",
    "did_show_survey": "重新启用问卷“{name}”",
    "did_order_surveys": "排问卷的顺序",
    "did_record_reply": "录问卷“{survey}” {name}",
    "did_change_reply": "改问卷“{survey}” {name}",
    "did_strike_reply": "去掉问卷“{survey}” {name}",
}

COUNTED: Final[dict[str, str]] = {}
