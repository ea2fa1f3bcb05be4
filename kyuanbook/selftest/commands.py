"""Each thing that the command line can do, done once, in an order in which a shop would."""

import io
import json
import shutil
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from kyuanbook.cli.main import COMMANDS, main
from kyuanbook.selftest.run import Failed

LOG: Final = "客户,日期,金额\n甲,2026-01-03,68\n甲,2026-02-01,68\n乙,2026-01-10,120\n乙,2026-01-24,99\n丙,2026-02-02,35\n"
PEOPLE: Final = "姓名,手机号,生日,标签\n导入的䶮,13911112222.0,农历正月初五,熟客\n"


class Try(NamedTuple):
    """A command with its words, and what its answer must hold. ``{F}`` in a word is the folder, ``{DUE}``
    somebody who is to be rung today, ``{MONTH}`` one that is over."""

    words: tuple[str, ...]
    says: str = ""


TRIES: Final = (
    Try(("demo",)),
    Try(("add", "龙䶮石", "--phone", "138 2204 5678", "--source", "抖音", "--birthday", "农历八月初三", "--tag", "熟客", "-y")),
    Try(("add", "欧阳自检", "--phone", "15012347713", "--referrer", "龙䶮石", "-y")),
    Try(("visit", "龙䶮石", "35+20*2", "--items", "剪发", "--day", "昨天", "-y")),
    Try(("visit", "欧阳自检", "120", "-y")),
    Try(("import", "{F}/people.csv", "--dry-run"), "新客户 1 位"),
    Try(("import", "{F}/people.csv"), "导入 1 位客户"),
    Try(("find", "2222"), "导入的䶮"),
    Try(("touch", "欧阳自检", "微信", "--wanted", "染发", "--outcome", "回了", "-y")),
    Try(("feedback", "龙䶮石", "5", "--words", "手艺好", "-y")),
    Try(("surveys",)),
    Try(("prospects",)),
    Try(("find", "lys"), "龙䶮石"),
    Try(("find", "5678"), "龙䶮石"),
    Try(("show", "龙䶮石"), "75"),
    Try(("stages",)),
    Try(("calls",)),
    Try(("due",)),
    Try(("rules",)),
    Try(("segments",)),
    Try(("channels",), "抖音"),
    Try(("print", "-o", "{F}/calls.pdf")),
    Try(("lists",)),
    Try(("reprint", "2", "-o", "{F}/again.pdf")),
    Try(("reprint", "2", "-o", "{F}/again.xlsx")),
    Try(("result", "2", "1", "已接通", "--note", "月底来", "-y")),
    Try(("results", "2")),
    Try(("won",)),
    Try(("campaigns",)),
    Try(("sources",), "抖音"),
    Try(("report", "month", "{MONTH}", "-o", "{F}/month.pdf")),
    Try(("answer", "{DUE}", "未接", "-y")),
    Try(("void", "2")),
    Try(("undo",)),
    Try(("redo",)),
    Try(("undo",)),
    Try(("pin", "龙䶮石", "loyal", "--why", "老街坊")),
    Try(("unpin", "龙䶮石")),
    Try(("pin-tier", "龙䶮石", "VIP", "--why", "老街坊")),
    Try(("unpin-tier", "龙䶮石")),
    Try(("add", "又记一次", "--phone", "15012347713", "-y")),
    Try(("merge", "欧阳自检", "又记一次", "-y"), "并入"),
    Try(("part", "又记一次"), "分开"),
    Try(("delete", "欧阳自检")),
    Try(("undo",)),
    Try(("rhythm", "{F}/log.csv", "--on", "2026-03-01")),
    Try(("backup",)),
    Try(("check",)),
    Try(("add", "晚来的", "-y")),
    Try(("restore", "-y")),
)


def check(folder: Path) -> None:
    """Raises Failed with the command that failed, and what it said."""
    book = folder / "客源本 自检.kyb"
    (folder / "log.csv").write_text(LOG, encoding="gb18030")
    (folder / "people.csv").write_text(PEOPLE, encoding="gb18030")
    for one in TRIES:
        words = [word.replace("{F}", str(folder)) for word in one.words]
        if "{MONTH}" in words:
            words[words.index("{MONTH}")] = f"{date.today() - timedelta(days=40):%Y-%m}"
        if "{DUE}" in words:
            words[words.index("{DUE}")] = _due(book)
        said = _run(("--book", str(book), *words))
        if one.says not in said:
            raise Failed(f"{one.words[0]} does not say {one.says!r}: {said[:400]}")
    for reply in _replies(book):
        _run(("--book", str(book), *reply))
    gone = _run(("--book", str(book), "find", "龙䶮石"))
    if "龙䶮石" not in gone:
        raise Failed("restore lost a customer")
    if "晚来的" in _run(("--book", str(book), "find", "晚来的"), may_fail=True):
        raise Failed("restore left what came after the backup")
    untried = {name for name, _, _ in COMMANDS} - {one.words[0] for one in TRIES} - {"reply"}
    if untried:
        raise Failed(f"not tried: {sorted(untried)}")
    shutil.copyfile(book, folder / "left.kyb")


def _replies(book: Path) -> list[tuple[str, ...]]:
    """An answer to the first 问卷 of the sample shop."""
    known = json.loads(_run(("--book", str(book), "--json", "surveys")))
    return [("reply", "龙䶮石", str(survey["id"]), "1=1", "-y") for survey in known[:1]]


def _due(book: Path) -> str:
    return str(json.loads(_run(("--book", str(book), "--json", "due")))[0]["id"])


def _run(words: Sequence[str], *, may_fail: bool = False) -> str:
    said, wrong = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(wrong):
        code = main(words)
    if code and not may_fail:
        raise Failed(f"{' '.join(words[2:])}: {code}: {(said.getvalue() + wrong.getvalue()).strip()[-800:]}")
    return said.getvalue()


