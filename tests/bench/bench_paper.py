"""A call list of 10,000 rows as PDF on A4, against the same strings drawn one by one."""

import gc
import random
from collections.abc import Callable
from time import perf_counter

from kyuanbook.paper.calls import call_list
from kyuanbook.paper.fonts import fonts
from kyuanbook.paper.sheets import CallRow, CallSheet, CallWords, Paper
from tests.bench.floors_paper import call_list_floor, load_fonts

AT_MOST = 0.8
ROWS = 10_000

WORDS = CallWords(
    number="名单号", row="行", who="姓名和电话", why="为什么打", last="最近到店", gap="平时间隔", value="一年约", note="备注",
    last_is="最近 {last}", gap_is="平时约 {gap}", value_is="一年约 {value}", write="记：",
    boxes=("已接通", "未接", "空号", "约好", "拒绝", "勿扰"), page="第 {page} 页，共 {pages} 页",
    count="共 10000 位", empty="没有人",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅鑫𬭎䶮宇浩轩梓涵欣怡子墨若曦思远晨博文雅琪嘉"
_NOTES = ("", "", "两侧推短，不喜欢推销", "学生，周末有空", "敏感肌，用无香", "上回染的颜色", "先发微信再打")


def sample(count: int = ROWS, seed: int = 7) -> CallSheet:
    """A list of ``count`` invented customers, the same every time."""
    chance = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        gap, silent = chance.randint(5, 60), chance.randint(30, 200)
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
        rows.append(
            CallRow(
                number=number,
                name=name,
                phone=f"13{chance.randrange(10)} {chance.randrange(10000):04} {chance.randrange(10000):04}",
                stage=chance.choice(("at_risk", "lapsed")),
                stage_word="预警",
                reason=f"平时约 {gap} 天来一次，已 {silent} 天没来",
                last=f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
                gap=f"{gap} 天",
                value=f"¥{chance.randint(100, 9999):,}",
                note=chance.choice(_NOTES),
            )
        )
    return CallSheet(
        1123, "回访名单", "禾木理发", "2026年11月23日 星期一", "阿杰打印", WORDS, rows, ("可能损失大的在前。",)
    )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def run(rounds: int) -> list[float]:
    """Ours ÷ floor, one figure a round; at most :data:`AT_MOST`. Fonts are loaded before, on both sides."""
    sheet = sample()
    fonts()
    load_fonts()
    ratios = []
    for _ in range(rounds):
        ours = _seconds(lambda: call_list(sheet, Paper.A4))
        ratios.append(ours / _seconds(lambda: call_list_floor(sheet)))
    return ratios


if __name__ == "__main__":
    print(" ".join(f"{ratio:.2f}" for ratio in run(5)), f"(at most {AT_MOST})")
