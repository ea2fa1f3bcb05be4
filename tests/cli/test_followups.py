"""Who is due, and what came of it, from the command line."""

import csv
import io

from tests.cli.conftest import Run


def a_customer_due(fresh: Run) -> None:
    """Who asked a fortnight ago can't be made by a command, a birthday today can."""
    from datetime import date

    today = date.today()
    fresh("add", "王小明", "--phone", "13800005678", "--birthday", f"{today.month}.{today.day}")


def test_who_is_due_is_listed_with_the_reason(fresh: Run) -> None:
    assert "今天没有要回访的" in run_empty(fresh)
    a_customer_due(fresh)
    (one,) = fresh("due", "--json").data
    assert (one["name"], one["kind"], one["channel"], one["phone"]) == ("王小明", "birthday", "wechat", "13800005678")
    assert "今天生日" in one["reason"] and "生日快乐" in one["words"]
    read = fresh("due")
    assert "王小明" in read.out and "今天生日" in read.out
    (row,) = list(csv.DictReader(io.StringIO(fresh("due", "--csv").out)))
    assert row["name"] == "王小明" and row["day"] == one["day"]
    assert [r["name"] for r in fresh("due", "--on-week", "--json").data] == ["王小明"]


def run_empty(fresh: Run) -> str:
    fresh("add", "没写生日")
    return fresh("due").out


def test_an_answer_is_recorded_and_they_are_due_no_more(fresh: Run) -> None:
    a_customer_due(fresh)
    done = fresh("answer", "王小明", "约好再来", "--promised", "明天", "--note", "带孩子来")
    assert done.code == 0 and "记约好再来 王小明" in done.out
    assert fresh("due", "--json").data == []
    (touch,) = fresh("show", "1", "--json").data["touches"]
    assert (touch["kind"], touch["outcome"], touch["note"]) == ("wechat", "promised", "带孩子来")
    again = fresh("answer", "王小明", "已接通")
    assert again.code == 2 and "touch" in again.err
    fresh("undo")
    assert [one["name"] for one in fresh("due", "--json").data] == ["王小明"]


def test_a_refusal_says_why(fresh: Run) -> None:
    a_customer_due(fresh)
    assert fresh("answer", "1", "已接通", "--reason", "价格").code == 2
    assert fresh("answer", "1", "拒绝", "--reason", "价格", "--yes").code == 0
    assert fresh("show", "1", "--json").data["lapse_reason"]["reason"] == "价格"


def test_what_is_typed_wrongly_is_said_and_nothing_is_written(fresh: Run) -> None:
    a_customer_due(fresh)
    for words, says in (
        (("跳舞",), "没有“跳舞”这个结果"), (("空号",), "微信没有“空号”这个结果"), (("约好再来",), "约在哪天：约好了哪天来"),
        (("回了", "--score", "9"), "满意度：满意度填 1 到 5"),
    ):  # fmt: skip
        ended = fresh("answer", "1", *words)
        assert ended.code == 2 and says in ended.err, ended.err
    assert fresh("show", "1", "--json").data["touches"] == []
    assert fresh("answer", "1", "已接通").code == 0  # of a message: 回了
