"""录入结果 of a list on which some are written to and some are rung, in the real window."""

from collections.abc import Callable

from kyuanbook.actions.done import Book
from kyuanbook.rules.touches import Outcome, TouchKind
from kyuanbook.ui.window import MainWindow
from tests.actions.test_row_channels import mixed
from tests.ui.results.conftest import results, rows_of

Keys = Callable[[str], int]


def test_the_keys_of_each_row_are_those_of_its_own_way(shop: Book, window: MainWindow, keys: Keys) -> None:
    number = mixed(shop)
    page = results(window)
    keys(f"{number}⏎")
    seen = {}
    for row in rows_of(shop, number):
        page.open_row(row.id)
        outcomes = page.row.outcomes
        seen[row.channel(TouchKind.LETTER)] = [chip.choice.word for chip in outcomes.shown()]
        keys("3")  # of who is written to it is nobody's
        rung = row.channel(TouchKind.LETTER) is TouchKind.CALL
        assert page.row.draft().outcome == ("wrong_number" if rung else ""), row.name
    assert seen[TouchKind.CALL][:3] == ["已接通", "未接", "空号"] and seen[TouchKind.WECHAT][:3] == ["回了", "没回", "约好再来"]
    for row in rows_of(shop, number):
        page.open_row(row.id)
        keys("⏎" if row.channel(TouchKind.LETTER) is TouchKind.CALL else "1⏎")
    answers = {row.name: row.answer for row in rows_of(shop, number)}
    called, written = answers["褚十全"], answers["冯八斤"]
    assert called is not None and (called.channel, called.outcome) == (TouchKind.CALL, Outcome.WRONG_NUMBER)
    assert written is not None and (written.channel, written.outcome) == (TouchKind.WECHAT, Outcome.REACHED)
