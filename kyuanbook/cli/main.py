"""The command line: each command calls the action that the window calls.

Exit codes: 0 done; 1 the book or the disk would not; 2 refused, or typed wrongly; 3 a question was left unanswered.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kyuanbook import language, paths, settings
from kyuanbook.book.errors import BookError
from kyuanbook.cli import (
    campaigns,
    feedback,
    followups,
    importing,
    lists,
    people,
    printing,
    results,
    rhythm,
    rules,
    segments,
    shop,
    sources,
    touches,
    won,
)
from kyuanbook.cli.desk import ASKED, FAILED, REFUSED, Desk, Stop, hint
from kyuanbook.cli.options import Json, Yes
from kyuanbook.cli.startup import has_no_screen
from kyuanbook.language import later, say, tr

COMMANDS: Final[tuple[tuple[str, Callable[..., None], str], ...]] = (
    ("demo", shop.demo, later("装入样板店，看看样子；用 undo 一键清掉")),
    ("add", people.add, later("记一位新客户")),
    ("import", importing.import_, later("导入客户：把表格里的客户记进来，一次撤销全部收回")),
    ("visit", people.visit, later("记一次到店")),
    ("touch", touches.touch, later("记一次联系：来问、电话、微信、送样品……")),
    ("feedback", feedback.feedback, later("记一次满意度：几分，客人的话")),
    ("surveys", feedback.surveys, later("问卷有哪些，一份问卷怎么答的")),
    ("reply", feedback.reply, later("录一份问卷的答案")),
    ("prospects", touches.prospects, later("潜在客户，最有潜力的在前")),
    ("find", people.find, later("找客户，像窗口里的搜索框")),
    ("show", people.show, later("看一位客户的资料和往来")),
    ("stages", lists.stages, later("每位客户的阶段和理由")),
    ("calls", lists.calls, later("看一份回访名单，不打印")),
    ("due", followups.due_, later("今天该回访谁、为什么")),
    ("answer", followups.answer, later("记一次回访的结果：已接通、未接、约好再来……")),
    ("print", printing.print_, later("打印一份回访名单到 PDF 或 Excel，记下名单号；也印标签、条子、客户卡")),
    ("lists", printing.lists, later("印过的名单，各录了几行")),
    ("reprint", printing.reprint_, later("照原样再印一份名单")),
    ("void", printing.void, later("作废一份名单；用 undo 收回")),
    ("won", won.won, later("回访成效：联系上几位、来了几位、花了多少、成本多少")),
    ("sources", sources.sources, later("来源报表：各来源带来几位、留下几位、花了多少、赚不赚")),
    ("report", sources.report, later("月报：一页纸，存成 PDF")),
    ("results", results.results, later("看一张名单录了哪些，或者从表格文件录入结果")),
    ("result", results.result, later("录一行结果：名单号、第几行、结果")),
    ("segments", segments.segments, later("客户细分，各有多少客户")),
    ("rules", rules.rules, later("回访规则，各有多少客户今天要找")),
    ("pin", people.pin, later("手工标为忠诚或流失")),
    ("unpin", people.unpin, later("去掉客户的手工标注")),
    ("pin-tier", people.pin_tier, later("手工标等级")),
    ("unpin-tier", people.unpin_tier, later("去掉等级的手工标注")),
    ("merge", people.merge, later("一个人记成了两位：把第二位并入第一位")),
    ("part", people.part, later("把并入别人的客户再分开")),
    ("delete", people.delete, later("把客户移到回收站；用 undo 取回")),
    ("rhythm", rhythm.rhythm, later("只用模型：从一份到店流水算每位客户的节奏和阶段，不动客源本")),
    ("channels", shop.channels, later("来源渠道，各有多少客户")),
    ("campaigns", campaigns.campaigns_, later("推广活动，各带来了谁、花了多少")),
    ("undo", shop.undo, later("撤销上一步")),
    ("redo", shop.redo, later("重做刚撤销的一步")),
    ("backup", shop.backup, later("立即备份")),
    ("restore", shop.restore, later("恢复一份备份，现在的那本留在旁边")),
    ("check", shop.check, later("检查整本有没有损坏")),
)


def _begin(
    context: typer.Context,
    book: Annotated[Path | None, typer.Option("--book", metavar="B", help=later("客源本文件；不写是自己的那本"))] = None,
    scratch: Annotated[bool, typer.Option("--scratch", help=later("什么都放在临时文件夹里，用完就没了"))] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="zh_CN|en", help=later("说中文还是英文"))] = "",
    who: Annotated[str, typer.Option("--who", metavar="NAME", help=later("谁在记"))] = "",
    as_json: Json = False,
    yes: Yes = False,
    version: Annotated[bool, typer.Option("--version", help=later("程序的版本"))] = False,
) -> None:
    from kyuanbook import __version__

    if version:
        print(f"客源本 kyuanbook {__version__}")
        raise typer.Exit()
    context.obj = Desk(path=book, who=who, as_json=as_json, yes=yes)
    if context.invoked_subcommand is None:
        raise typer.Exit(_no_command(book, scratch))


def _no_command(book: Path | None, scratch: bool) -> int:
    """A window; on a machine that has no screen, the main job on the sample shop."""
    if has_no_screen():
        from kyuanbook.cli import headless

        return headless.run()
    from kyuanbook import app

    return app.main(book, scratch)


def command(given: Sequence[str] = ()) -> Any:
    """All commands, with their help in the owner's language. Where ``given`` names some and asks for no help, only those: to
    make them all takes longer than most take to run."""
    wanted = [one for one in COMMANDS if one[0] in given and "--help" not in given] or COMMANDS
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True, help=tr("客源本：谁常来、谁超期没来、今天该联系谁"))(_begin)
    for name, function, about in wanted:
        # -38 is an amount (money given back), not an option
        app.command(name, help=tr(about), context_settings={"ignore_unknown_options": name in ("visit", "feedback")})(function)
    made = typer.main.get_command(app)
    for one in (made, *made.commands.values()):  # type: ignore[attr-defined]
        for parameter in one.params:
            if getattr(parameter, "help", None):
                parameter.help = tr(parameter.help)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = [_whole(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    _speak_everything()
    with ExitStack() as stack:
        if "--scratch" in given:
            _move_to_scratch(stack)
        language.use(_language(given))
        try:
            return _run(given)
        except BrokenPipeError:  # `stages | head`: nobody reads on
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED


def _run(given: Sequence[str]) -> int:
    try:
        ended = command(given).main(list(given), prog_name="kyuanbook", standalone_mode=False)
        sys.stdout.flush()
        return ended if isinstance(ended, int) else 0
    except Stop as stop:
        return _say_end(stop.lines, stop.code)
    except BookError as error:
        return _say_end([say(error.message)], FAILED)
    except typer.Abort:
        return _say_end([tr("停下了，没有改动。")], ASKED)
    except typer.TyperException as error:
        return _say_end([_usage(error)], REFUSED)


def _say_end(lines: Iterable[str], code: int) -> int:
    for line in lines:
        hint(line)
    return code


def _usage(error: typer.TyperException) -> str:
    """What was typed wrongly, in one sentence; the details are typer's."""
    parameter = getattr(error, "param", None)
    context = getattr(error, "ctx", None)
    name = parameter.opts[0] if parameter is not None else ""
    where = context.command_path if context is not None else "kyuanbook"
    kind = type(error).__name__
    if kind == "MissingParameter":
        name = name if name.startswith("-") else (getattr(parameter, "metavar", None) or name).upper()
        return tr("少写了 {name}，写法见 {where} --help", name=name, where=where)
    if kind == "NoSuchOption":
        return tr("没有 {name} 这个选项，写法见 {where} --help", name=getattr(error, "option_name", ""), where=where)
    if kind == "BadParameter":
        return tr("{name} 写得不对，写法见 {where} --help", name=name, where=where)
    if str(error).startswith("No such command"):
        return tr("没有这个命令，都有哪些见 {where} --help", where=where)
    return tr("看不懂这个写法，写法见 {where} --help（{details}）", where=where, details=str(error))


def _language(given: Sequence[str]) -> str:
    """What was asked for, else what the settings of this PC say."""
    asked = ""
    for at, word in enumerate(given):
        if word == "--lang" and at + 1 < len(given):
            asked = given[at + 1]
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    if asked and asked not in language.LANGUAGES:
        asked = language.ENGLISH if asked.lower().startswith("en") else language.CHINESE
    return asked or settings.load(paths.data_folder() / settings.FILE_NAME).language


def _move_to_scratch(stack: ExitStack) -> None:
    """Book and settings in a folder that goes away with the command."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kyuanbook-", ignore_cleanup_errors=True))
    before = os.environ.get("KYUANBOOK_HOME")
    os.environ["KYUANBOOK_HOME"] = folder

    def back() -> None:
        if before is None:
            os.environ.pop("KYUANBOOK_HOME", None)
        else:
            os.environ["KYUANBOOK_HOME"] = before

    stack.callback(back)


def _whole(word: str) -> str:
    """A word typed where the system's language knows no Chinese (LC_ALL=C): its bytes are UTF-8 all the same."""
    return word if word.isascii() else word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _speak_everything() -> None:
    """No name makes a command fail because a terminal has no sign for it; what is piped on is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")
