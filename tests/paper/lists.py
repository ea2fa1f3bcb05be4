"""Call lists to print in tests: the shop of the pictures, invented people."""

from kyuanbook.paper.sheets import CallRow, CallSheet, CallWords

WORDS = CallWords(
    number="名单号",
    row="行",
    who="姓名和电话",
    why="为什么打",
    last="最近到店",
    gap="平时间隔",
    value="一年约",
    note="备注",
    last_is="最近 {last}",
    gap_is="平时约 {gap}",
    value_is="一年约 {value}",
    write="记：",
    boxes=("已接通", "未接", "空号", "约好", "拒绝", "勿扰"),
    page="第 {page} 页，共 {pages} 页",
    count="共 12 位",
    empty="这份名单上没有人。",
)

ENGLISH = CallWords(
    number="List",
    row="Row",
    who="Name and phone",
    why="Why call",
    last="Last visit",
    gap="Usual gap",
    value="A year",
    note="Note",
    last_is="last {last}",
    gap_is="about every {gap}",
    value_is="about {value} a year",
    write="Note: ",
    boxes=("Reached", "No answer", "Wrong number", "Will come", "Refused", "Do not call"),
    page="Page {page} of {pages}",
    count="12 people",
    empty="Nobody is on this list.",
)

# fmt: off
_PEOPLE = (
    ("王小明", "138 2204 5678", "at_risk", "平时约 14 天来一次，已 47 天没来", "10月7日", "14 天", "¥1,240",
     "两侧推短，不喜欢推销"),
    ("陈桂芳", "136 1180 2091", "at_risk", "平时约 21 天来一次，已 52 天没来", "10月2日", "21 天", "¥1,080", "上回染的颜色"),
    ("欧阳雪", "150 6633 7713", "lapsed", "来过 9 次，平时约 30 天，已 131 天没来", "7月15日", "30 天", "¥960", ""),
    ("王䶮", "139 0071 0426", "at_risk", "平时约 28 天来一次，已 61 天没来", "9月23日", "28 天", "¥888", ""),
    ("单文博", "186 4100 3350", "at_risk", "只来过 1 次，本店新客一般隔 33 天再来，已 70 天", "9月14日", "33 天", "¥520", ""),
    ("周𬭎", "177 2590 9012", "at_risk", "平时约 18 天来一次，已 39 天没来", "10月15日", "18 天", "¥468", "学生，周末有空"),
    ("翟国庆", "135 7712 8816", "returning", "约好 11月21日来，没有来", "10月30日", "25 天", "¥430", "农历十月十八生日"),
    ("纪晓岚", "132 0099 1010", "returning", "约好 11月22日来，没有来", "11月9日", "16 天", "¥390", ""),
    ("孙丽华", "138 8120 6020", "loyal", "今天生日（农历十月十五）", "11月12日", "12 天", "¥380", "送护理券"),
    ("冼美玲", "133 5510 0917", "new", "11月20日第一次来，道谢", "11月20日", "", "¥198", "敏感肌，用无香"),
    ("缪 Anna", "180 3321 2255", "won_back", "来过 4 次，平时约 45 天，已 205 天没来", "5月2日", "45 天", "¥180", ""),
    ("施若男", "152 7705 4410", "prospect", "11月18日第一次来问价", "", "", "", ""),
)
# fmt: on
STAGE_WORDS = {
    "prospect": "潜在",
    "new": "新客",
    "returning": "回头客",
    "loyal": "忠诚",
    "at_risk": "预警",
    "lapsed": "流失",
    "won_back": "赢回",
}


def rows(count: int) -> list[CallRow]:
    """``count`` customers: those of the picture again and again, the phone ending in the row's number."""
    made = []
    for i in range(count):
        name, phone, stage, reason, last, gap, value, note = _PEOPLE[i % 12]
        phone = phone if i < 12 else f"{phone[:-4]}{i:04}"
        made.append(CallRow(i + 1, name, phone, stage, STAGE_WORDS[stage], reason, last, gap, value, note))
    return made


def sheet(people: list[CallRow], words: CallWords = WORDS, number: int = 1123) -> CallSheet:
    """A list of ``people`` as the shop prints it."""
    return CallSheet(
        number=number,
        title="回访名单",
        shop="禾木理发",
        day="2026年11月23日 星期一",
        printed_by="阿杰打印",
        words=words,
        rows=people,
        footer=(
            f"打完在“录入结果”里输入 {number}，从第 1 行往下记。",
            "可能损失大的在前。这些人里约一半本来也会再来。",
        ),
    )


LONG = CallRow(
    number=10000,
    name="内蒙古自治区锡林郭勒盟绿色农畜产品连锁超市有限责任公司（总店）",
    phone="0571-8888 6666 转 80213",
    stage="at_risk",
    stage_word="预警",
    reason="平时约 14 天来一次，已 47 天没来；上次说颜色掉得快，想换一个牌子，"
    "而且约好 11月21日来，没有来，电话也没有接通过",
    last="2025年10月7日",
    gap="120 天",
    value="¥12,345,678",
    note="两侧推短，不喜欢推销。\n孩子也在这里剪（小名豆豆），周末上午最好；对染发剂 PPD 过敏，务必先做皮试，"
    "上次用的是 Schwarzkopf-Professional-IGORA-ROYAL-6-88 号",
)
