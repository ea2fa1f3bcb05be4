"""Customers and visits from the command line."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.book import Book, open_book
from tests.cli.conftest import Run


def test_a_customer_is_written_down_and_shown(fresh: Run) -> None:
    done = fresh(
        "add", "王䶮", "--phone", "138 2204 5678", "--phone", "021-66668888", "--source", "抖音", "--sex", "男",
        "--birthday", "农历八月初三", "--wechat", "wy", "--note", "两侧推短",
        "--tag", "学生", "--tag", "老街坊", "--member-no", "A1",
    )  # fmt: skip
    assert done.code == 0 and "记新客户 王䶮" in done.out and "1" in done.out
    card = fresh("show", "1", "--json").data
    assert [p["number"] for p in card["phones"]] == ["13822045678", "02166668888"]
    assert card["first_source"] == "抖音" and card["tags"] == ["学生", "老街坊"] and card["birthday"] == "农历八月初三"
    assert card["stage"] == "prospect" and card["sex"] == "male" and card["member_no"] == "A1"
    read = fresh("show", "王䶮")
    assert "138 2204 5678" in read.out and "农历八月初三" in read.out and "还没来过店" in read.out


def test_a_birthday_is_told_in_both_calendars_and_how_it_is_kept(fresh: Run) -> None:
    fresh("add", "闰生", "--birthday", "闰六月三十")
    read = fresh("show", "闰生").out
    assert "农历闰六月三十，下次 " in read and "有闰六月就过，没有过六月，没三十过廿九" in read
    card = fresh("show", "闰生", "--json").data
    assert card["birth_rule"] == "" and card["birthday_kept"] >= date.today().isoformat()
    assert fresh("add", "平生", "--birthday", "闰六月三十", "--birthday-rule", "plain").code == 0
    assert fresh("add", "晚生", "--birthday", "2.29", "--birthday-rule", "later").code == 0
    assert [fresh("show", who, "--json").data["birth_rule"] for who in ("平生", "晚生")] == ["plain", "later"]
    assert fresh("add", "平常", "--birthday", "2.29", "--birthday-rule", "usual").code == 0
    for birthday, rule, says in (
        ("8.3", "later", "“8.3”每年都有，不用写怎么过"), ("2.29", "plain", "没有“plain”这种过法。可以写：usual（"),
        ("2.31", "later", "日历上没有这一天"),
    ):  # fmt: skip
        ended = fresh("add", "谁", "--birthday", birthday, "--birthday-rule", rule)
        assert ended.code == 2 and says in ended.err, ended.err
    fresh("add", "阳生", "--birthday", "8.3")
    read = fresh("show", "阳生").out
    assert "8月3日，下次 " in read and "农历" in read


def test_who_is_known_by_an_alias_a_firm_and_a_regular(fresh: Run) -> None:
    assert fresh("add", "", "--alias", "李姐").code == 0
    assert fresh("add", "青禾公司", "--firm", "--contact", "曾小雅,13900003321,人事").code == 0
    assert fresh("add", "老解", "--regular", "--opening-visits", "30", "--opening-gap", "20", "--referrer", "李姐").code == 0
    assert fresh("show", "李姐", "--json").data["alias"] == "李姐"
    firm = fresh("show", "2", "--json").data
    assert firm["kind"] == "firm"
    assert firm["contacts"] == [{"name": "曾小雅", "phone": "13900003321", "role": "人事", "note": ""}]
    regular = fresh("show", "3", "--json").data
    assert regular["opening"]["visits"] == 30 and regular["referrer"]["id"] == 1 and regular["stage"] != "new"


def test_what_a_regular_spent_before_the_book_is_not_known_and_not_nothing(fresh: Run) -> None:
    fresh("add", "老解", "--regular", "--opening-visits", "30")
    shown = fresh("show", "老解")
    assert "到店 30 次  以前花了多少没记" in shown.out and "¥0" not in shown.out
    assert fresh("show", "老解", "--json").data["total_cents"] is None
    assert "¥0" not in fresh("find", "老解").out
    fresh("visit", "老解", "66")
    assert "到店 31 次  记账以来 ¥66，以前花了多少没记" in fresh("show", "老解").out
    fresh("add", "老周", "--regular", "--opening-visits", "10", "--opening-total", "500")
    assert "到店 10 次  ¥500" in fresh("show", "老周").out


def test_a_likely_duplicate_is_named_and_does_not_block(fresh: Run) -> None:
    fresh("add", "王小明", "--phone", "13822045678")
    again = fresh("add", "王小民", "--phone", "13822045678")
    assert again.code == 0 and "1 王小明" in again.err and "电话相同" in again.err


def test_two_that_are_one_are_merged_and_parted(fresh: Run) -> None:
    fresh("add", "李雪", "--phone", "13800001111", "--wechat", "lixue")
    fresh("add", "李晓雪", "--phone", "13900002222", "--wechat", "xiaoxue", "--member-no", "V7", "-y")
    fresh("visit", "李晓雪", "40")
    wrong = fresh("merge", "李雪", "李晓雪", "--take", "地址")
    assert (wrong.code, wrong.err) == (2, "“地址”两边没有不一样的。不一样的有：姓名 微信\n")
    done = fresh("merge", "李雪", "李晓雪", "--take", "微信")
    assert done.code == 0 and done.out == "把李晓雪并入李雪\n"
    assert done.err == "姓名留下“李雪”，“李晓雪”另记\n微信留下“xiaoxue”，“lixue”另记\n"
    seen = fresh("show", "1", "--json").data
    assert (seen["name"], seen["alias"], seen["wechat"], seen["member_no"]) == ("李雪", "李晓雪", "xiaoxue", "V7")
    assert seen["visits"][0]["amount_cents"] == 40_00
    assert fresh("part", "王五").err == "没有并入别人的“王五”\n"
    assert fresh("part", "李晓雪").out == "把李晓雪从李雪分开\n"
    assert fresh("show", "2", "--json").data["visits"][0]["amount_cents"] == 40_00
    itself = fresh("merge", "1", "1")
    assert itself.code == 2 and "这是同一位客户" in itself.err


def test_a_visit_is_recorded_and_undone(fresh: Run) -> None:
    fresh("add", "王小明")
    done = fresh("visit", "王小明", "35+20*2", "--items", "剪发,洗发水×2", "--time", "14:30", "--note", "带孩子", "--json").data
    assert done["customer_id"] == 1
    (visit,) = fresh("show", "1", "--json").data["visits"]
    assert visit["amount_cents"] == 75_00 and visit["items"] == "剪发、洗发水×2" and visit["time"] == "14:30"
    undone = fresh("undo")
    assert undone.code == 0 and "记一次到店 王小明" in undone.out
    assert fresh("show", "1", "--json").data["visits"] == []
    assert fresh("redo").code == 0
    assert len(fresh("show", "1", "--json").data["visits"]) == 1


def test_the_owner_s_own_fields_are_written_found_and_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    with open_book(path) as book:
        set_up_shop(book, name="顺达汽修", trade="car_repair")
    done = run("add", "王小明", "--field", "车牌=粤B12345", "--field", "保险到期＝2027.3.5", book=path)
    assert done.code == 0
    assert run("visit", "粤B12345", "880", "--field", "里程=8.5万", book=path).code == 0
    card = run("show", "1", "--json", book=path).data
    assert card["fields"] == {"车牌": "粤B12345", "保险到期": "2027-03-05"}
    assert card["visits"][0]["fields"] == {"里程": "85000"}
    read = run("show", "1", book=path).out
    assert "车牌  粤B12345" in read and "里程 85000 km" in read and "保险到期  2027年3月5日" in read
    wrong = run("visit", "1", "1", "--field", "里程=很多", book=path)
    assert (wrong.code, wrong.err) == (2, "里程：这里只填一个数，如 12 或 -2.5\n")
    unknown = run("visit", "1", "1", "--field", "车牌=1", book=path)
    assert (unknown.code, unknown.err) == (2, "没有“车牌”这个项目。可以写：里程\n")
    assert len(run("show", "1", "--json", book=path).data["visits"]) == 1


def test_without_fields_it_is_said_where_to_add_one(fresh: Run) -> None:
    ended = fresh("add", "王小明", "--field", "车牌=1")
    assert ended.code == 2 and "设置 → 自定义" in ended.err


def test_undo_with_nothing_done_says_so(fresh: Run) -> None:
    fresh("add", "王小明")
    fresh("undo")
    ended = fresh("undo")
    assert (ended.code, ended.err) == (1, "没有可以撤销的\n")
    assert fresh("undo", "--json").out == ""


def test_the_one_who_writes_is_named_in_the_journal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    run("--who", "阿杰", "add", "王小明", book=path)
    with open_book(path) as book, book.read() as sql:
        assert sql.value("SELECT who FROM journal WHERE action = 'add_customer'") == "阿杰"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", ""], "请填姓名"),
        (["add", "x" * 61], "最多 60 个字"),
        (["add", "某某某", "--source", "火星"], "没有“火星”这个来源"),
        (["add", "某某某", "--birthday", "1990.2.30"], "日历上没有这一天"),
        (["add", "某某某", "--sex", "x"], "性别请写"),
        (["add", "某某某", "--referrer", "无名"], "没有找到“无名”"),
        (["visit", "1", "abc"], "金额看不懂"),
        (["visit", "1", "38", "--day", "13.40"], "日历上没有这一天"),
        (["visit", "99999", "38"], "没有找到“99999”"),
        (["visit"], "少写了 WHO"),
        (["show", "99999999999999999999999"], "没有找到"),
        (["pin", "1", "new"], "只能是 忠诚 或 流失"),
        (["nosuch"], "没有这个命令"),
        (["add", "某某某", "--nosuch"], "没有 --nosuch 这个选项"),
        (["find", "x", "--limit", "0"], "--limit 写得不对"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(shop: Run, words: list[str], says: str) -> None:
    ended = shop(*words)
    assert ended.code == 2 and ended.out == ""
    assert says in ended.err and ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["visit", "1", "-38"], "是退款吗"),
        (["visit", "1", "2000000"], "比一般的大很多"),
        (["visit", "1", "38", "--day", "明天"], "这一天还没到"),
        (["add", "某某某", "--phone", "1382204567"], "少了一位"),
        (["visit", "1", "38", "--staff", "小新"], "店员里没有“小新”"),
    ],
)
def test_what_is_odd_is_asked_and_kept_when_the_owner_says_so(shop: Run, words: list[str], says: str) -> None:
    asked = shop(*words)
    assert asked.code == 3 and says in asked.err and "--yes" in asked.err and asked.out == ""
    assert shop(*words, "--yes").code == 0


def test_on_a_terminal_the_question_is_asked(shop: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Answer("n\n"))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    no = shop("visit", "1", "-38")
    assert no.code == 3 and "[y/N]" in no.err and "没有改动" in no.err
    monkeypatch.setattr("sys.stdin", Answer("y\n"))
    assert shop("visit", "1", "-38").code == 0


class Answer:
    """A keyboard."""

    def __init__(self, typed: str) -> None:
        self._typed = typed

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._typed


def test_two_of_one_name_are_told_apart_by_number(shop: Run) -> None:
    both = shop("visit", "曾思远", "38")
    assert both.code == 2 and "不止一位" in both.err and "158 0000 1843" in both.err and "136 0000 9407" in both.err


def test_find_by_initials_and_figures(shop: Run) -> None:
    found = shop("find", "wxm", "--json").data
    assert found[0]["name"] == "王小明" and found[0]["phone"] == "13800005678"
    assert [row["name"] for row in shop("find", "王", "5678", "--json").data] == ["王小明"]
    table = shop("find", "王䶮").out.splitlines()
    assert table[0].startswith("编号") and "王䶮" in table[1]
    nobody = shop("find", "zzzz")
    assert nobody.code == 1 and "没有找到" in nobody.err
    assert shop("find", "zzzz", "--json").data == []


def test_pin_unpin_delete(shop: Run) -> None:
    assert shop("pin", "1", "忠诚", "--why", "老街坊").code == 0
    card = shop("show", "1", "--json").data
    assert card["pin"]["stage"] == "loyal" and card["pin"]["why"] == "老街坊" and card["stage_by_rule"] == "at_risk"
    assert shop("unpin", "1").code == 0
    assert shop("show", "1", "--json").data["pin"] is None
    assert shop("delete", "1").code == 0
    assert shop("find", "王小明", "--json").data == []
    assert shop("undo").code == 0
    assert shop("find", "王小明", "--json").data


def test_a_pin_says_why_they_stay_away(shop: Run) -> None:
    assert shop("pin", "1", "忠诚", "--reason", "价格").code == 2
    wrong = shop("pin", "1", "流失", "--reason", "天气")
    assert wrong.code == 2 and "没有“天气”这个原因" in wrong.err and shop("show", "1", "--json").data["pin"] is None
    assert shop("pin", "1", "流失", "--reason", "价格", "--why", "嫌贵").code == 0
    card = shop("show", "1", "--json").data
    assert (card["lapse_reason"]["reason"], card["lapse_reason"]["note"]) == ("价格", "嫌贵")


def test_a_regular_of_whom_nothing_else_is_known_is_told_without_inventing(fresh: Run) -> None:
    fresh("add", "老张", "--regular")
    told = fresh("show", "老张").out
    assert "期初  老客" in told and "到店" not in told
    assert fresh("find", "老张", "--json").data[0]["last"] is None
    fresh("visit", "老张", "50", "--day", "昨天")
    assert "到店 1 次  记账以来 ¥50，以前花了多少没记" in fresh("show", "老张").out


def test_a_pin_by_nobody_named_is_the_owners(fresh: Run) -> None:
    fresh("add", "王小明")
    fresh("pin", "王小明", "loyal")
    assert fresh("show", "1", "--json").data["pin"]["by"] == "店主" and "（店主 20" in fresh("show", "1").out
    fresh("--who", "阿珍", "pin", "王小明", "loyal")
    assert fresh("show", "1", "--json").data["pin"]["by"] == "阿珍"


def test_a_tier_set_by_hand_and_taken_off(shop: Run) -> None:
    assert shop("show", "1", "--json").data["tier"] is None, "nobody was reckoned yet"
    assert shop("pin-tier", "1", "大客户", "--why", "老板娘的朋友").code == 0
    found = shop("show", "1", "--json").data["tier"]
    assert (found["tier"], found["by_rule"], found["pin"]["why"]) == ("big", "", "老板娘的朋友")
    assert shop("find", "王小明", "--json").data[0]["tier"] == "big"
    shop("calls", "--tier", "vip")  # reckons everybody
    told = shop("show", "1").out
    assert "大客户（" in told and "近一年" in told and "得分" in told
    assert shop("unpin-tier", "1").code == 0
    found = shop("show", "1", "--json").data["tier"]
    assert found["pin"] is None and found["tier"] == found["by_rule"] and 0 < found["parts"]["amount"] <= 1
    assert shop("pin-tier", "1", "贵宾").code == 2
    shop("undo")
    assert shop("show", "1", "--json").data["tier"]["pin"] is not None


def test_show_says_why_they_stay_away_and_what_was_tried(shop: Run, opened: Book) -> None:
    with opened.read() as sql:
        told = sql.value(
            "SELECT l.customer_id FROM lapse l JOIN derived d ON d.customer_id = l.customer_id WHERE d.lapsed_day <= :today"
            " AND l.day > d.last_day AND l.customer_id IN (SELECT customer_id FROM win_back WHERE held = 0) LIMIT 1",
            today=opened.today(),
        )
    said = shop("show", str(told), "--json").data
    assert said["lapse_reason"]["reason"] and said["winback"] and said["winback"][0]["measure"]
    lines = shop("show", str(told)).out
    assert "流失原因" in lines and said["lapse_reason"]["reason"] in lines and "挽回" in lines


def test_what_they_like_is_shown(fresh: Run, tmp_path: Path) -> None:
    fresh("add", "王小明")
    assert "喜好" not in fresh("show", "1").out and fresh("show", "1", "--json").data["likes"]["bought"] == []
    for ago in (195, 150, 105, 60):
        day = (date.today() - timedelta(days=ago)).isoformat()
        assert fresh("visit", "1", "138", "--items", "补染发根", "--day", day, "--yes").code == 0
    shown = fresh("show", "1").out
    assert "补染发根  4 次" in shown and "该再做了：补染发根（平时约 45 天一次，已 60 天）" in shown
    likes = fresh("show", "1", "--json").data["likes"]
    assert (likes["bought"][0]["name"], likes["bought"][0]["times"], likes["suggestion"]) == ("补染发根", 4, None)
    assert likes["due"][0]["since"] == (date.today() - timedelta(days=15)).isoformat()
