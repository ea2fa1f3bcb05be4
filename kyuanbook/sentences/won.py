"""What calling won."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # rules/won.py
    "won_reached": "联系上 {reached} 位",
    "won_none_reached": "一位也没联系上",
    "won_promised": "约好 {promised} 位",
    "won_came": "来店 {came} 位",
    "won_none_came": "还没有人来",
    "won_spent": "花了 {amount}",
    "won_cost": "成本 {amount}",
    "won_cost_each": "成本 {amount}，每来一位 {each}",
    "won_waits": "留下没打的还没到期，到期再比",
    "won_few": "才 {n} 位，多来一位少来一位都会两样，先别下结论",
    "won_by_themselves": "里面有些不打也会来；打印时抽签留下几位不打，才分得出",
}

COUNTED: Final[dict[str, str]] = {"won_few": "n"}
