"""What several commands ask for. The words are put by here and said in the owner's language when help is shown."""

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from kyuanbook.cli.desk import Desk
from kyuanbook.language import later

Json = Annotated[bool, typer.Option("--json", help=later("给程序读的 JSON"))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=later("有要问的都照留，不再问"))]
Who = Annotated[str, typer.Argument(metavar="WHO", help=later("编号，或者只找得到一位的姓名、称呼、电话、拼音"))]
ListKind = Annotated[str, typer.Option("--list", metavar="KIND", help=later(
    "哪些人：due 今天该回访的、coming 约好要来的、birthdays 七天内过生日的、calls 该打的、"
    "prospect new returning loyal at_risk lapsed won_back 某一阶段、all 全部"
))]  # fmt: skip
PrintKind = Annotated[str, typer.Option("--list", metavar="KIND", help=later(
    "印什么：名单同 calls 命令的 --list，另有 register 空白的当日到店登记表"
))]  # fmt: skip
Source = Annotated[str, typer.Option(help=later("只要这个来源的"))]
Tier = Annotated[str, typer.Option(help=later("只要这个等级的：vip big regular small，或 VIP 大客户 普通 小客户"))]
Class = Annotated[str, typer.Option("--class", metavar="CLASS", help=later(
    "只要这一类的：once 新客、again 老客、prospect existing lapsed、natural promoted、key_value 重要价值……"
))]  # fmt: skip
Group = Annotated[str, typer.Option("--segment", metavar="NAME", help=later("只要这个客户细分里的，有哪些见 segments 命令"))]
Reason = Annotated[str, typer.Option("--reason", metavar="REASON", help=later("流失原因，如 价格；拒绝或标流失时写"))]
Limit = Annotated[int | None, typer.Option(min=1, help=later("最多几位"))]


def desk_of(context: typer.Context, as_json: bool = False, yes: bool = False) -> Desk:
    """The desk of this run; ``--json`` and ``--yes`` count before the command and after it."""
    desk: Desk = context.obj
    desk.as_json = desk.as_json or as_json
    desk.yes = desk.yes or yes
    return desk


def put(lines: Iterable[str]) -> None:
    """Lines to stdout as they come."""
    for line in lines:
        sys.stdout.write(line + "\n")
