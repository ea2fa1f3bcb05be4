"""准不准: worked out behind the window, kept until the book changed, stopped and begun again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refit
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import backtest
from kyuanbook.rules.backtest import Backtest
from kyuanbook.rules.shares import share_of
from kyuanbook.ui.analysis.accuracy_section import AccuracySection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import ACCURACY
from kyuanbook.ui.analysis.share_bars import Line
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce, Runner
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from tests.book import factories
from tests.ui.conftest import held

Press = Callable[..., None]


def old_shop(book: Book) -> None:
    """Two years of weekly and monthly customers, every third of whom stopped, two of those came back."""
    today = book.today()
    histories = []
    for i in range(40):
        gap, stopped = (7, 30)[i % 2], 100 * (1 + i % 5) if i % 3 == 0 else 0
        visits = [(today - 1 - stopped - gap * v, 3500) for v in range(600 // gap)]
        histories.append((f"客{i}", "", sorted([*visits, *([(today - 20, 3500)] if i in (3, 9) else [])])))
    factories.bulk_shop(book, histories)
    refit(book)


def make(theme: Theme, book: Book, frame: Frame, runner: AtOnce | Runner) -> tuple[AnalysisPage, AccuracySection, Hub]:
    hub = Hub(book)
    page = AnalysisPage(theme, book, hub, Acts(book, frame), runner)
    frame.add_page("analysis", page, tab="today")
    frame.show_page("analysis")
    page.show_section(ACCURACY)
    page.take_focus()
    section = page.section()
    assert isinstance(section, AccuracySection)
    return page, section, hub


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the past was replayed."""
    calls: list[int] = []
    real = backtest.replay

    def counted(*args: object) -> Backtest | None:
        calls.append(1)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(backtest, "replay", counted)
    return calls


@pytest.fixture
def section(theme: Theme, book: Book, frame: Frame) -> Iterator[AccuracySection]:
    old_shop(book)
    _, section, hub = make(theme, book, frame, AtOnce())
    yield section
    hub.stop()


def test_three_sentences_and_two_pictures(section: AccuracySection) -> None:
    assert section.told.isVisible() and not section.empty.isVisible() and not section.progress.isVisible()
    assert section.sentences[0].text().startswith("标了流失的，") and "60 天没来就算流失" in section.sentences[2].text()
    assert section.back.isVisible() and not section.caught.isVisible() and not section.how.isVisible()
    assert [line.word for line in section.back.lines] == ["流失", "60 天没来", "预警", "忠诚"]
    assert [line.word for line in section.caught.lines] == ["流失", "流失加预警", "60 天没来"]
    assert section.back.accessibleName().startswith("后来又来了的：流失 ") and "/" in section.back.accessibleName()
    section.fold()
    QApplication.sendPostedEvents()
    assert section.back.axis() == section.caught.axis()
    assert "每一天都只用那天以前的到店" in section.how.text() and "看了过去" in section.how.text()


def test_the_rest_is_under_a_link_with_a_key_and_in_the_menu(section: AccuracySection, press: Press) -> None:
    assert [(act.name(), act.key) for act in section.own_acts()][-1] == ("细看", "Ctrl+L")
    press(Qt.Key.Key_L, keys=Qt.KeyboardModifier.ControlModifier)
    assert section.caught.isVisible() and section.how.isVisible() and "实际大约在" in section.how.text()
    section.more.click()
    assert not section.caught.isVisible() and section.more.words() == "细看"


def test_the_people_who_came_back(section: AccuracySection, press: Press) -> None:
    wanted: list[People] = []
    section.people_wanted.connect(wanted.append)
    assert section.past is not None and section.past.back and section.who.isVisible()
    assert held() is section.who
    press(Qt.Key.Key_I, keys=Qt.KeyboardModifier.ControlModifier)
    assert wanted[0].chosen.ids == section.past.back and "标了流失、后来又来的" in wanted[0].title


def test_it_holds_until_the_book_changes(theme: Theme, book: Book, frame: Frame, asked: list[int]) -> None:
    old_shop(book)
    page, section, hub = make(theme, book, frame, AtOnce())
    assert len(asked) == 1
    page.show_section("accuracy")
    page.entered()
    assert len(asked) == 1
    factories.visit(book, factories.customer(book, "王小明"))
    assert len(asked) >= 2 and section.told.isVisible()
    hub.stop()


def test_a_new_shop_is_told_since_when(theme: Theme, book: Book, frame: Frame) -> None:
    _, section, hub = make(theme, book, frame, AtOnce())
    assert section.empty.isVisible() and "记下第一次到店以后" in section.empty.words.text()
    factories.visit(book, factories.customer(book, "王小明"))
    assert "起就知道了" in section.empty.words.text()
    hub.stop()


def test_a_few_people_are_never_a_percentage(theme: Theme, book: Book, frame: Frame) -> None:
    factories.regular(book, "王小明", 20, 12, 300)
    refit(book)
    _, section, hub = make(theme, book, frame, AtOnce())
    assert section.told.isVisible() and "人太少" in section.sentences[0].text()
    assert {line.counted() for line in section.back.lines if line.share.whole} == {"等人，才 1 位"}
    assert "不到 5 位客户的先不画占比" in section.how.text()
    without = section.back.grab().toImage()
    section.back.show_lines([line._replace(waits=None) for line in section.back.lines])
    assert section.back.grab().toImage() != without, "no bar was drawn of one"
    assert Line("忠诚", "", share_of(3, 7)).counted().startswith("人太少")
    assert Line("忠诚", "", share_of(0, 0)).counted() == "没有人"
    hub.stop()


def test_it_is_stopped_at_once_and_begun_again(
    theme: Theme, book: Book, frame: Frame, qtbot: QtBot, press: Press
) -> None:
    old_shop(book)
    runner = Runner()
    _, section, hub = make(theme, book, frame, runner)
    section.cancel()
    assert section.stopped.isVisible() and held() is section.again and section.past is None
    assert [act.key for act in section.own_acts()] == ["Ctrl+R"]
    press(Qt.Key.Key_R, keys=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(section.told.isVisible)
    assert section.past is not None and held() is section.who
    section._show_only(section.progress)
    assert held() is section.stop and [act.key for act in section.own_acts()] == ["Ctrl+Shift+X"]
    press(Qt.Key.Key_X, keys=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert section.stopped.isVisible()
    runner.stop()
    hub.stop()


def test_what_cannot_be_read_is_said(
    theme: Theme, book: Book, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backtest, "replay", fails)
    _, section, hub = make(theme, book, frame, AtOnce())
    assert section.stopped.isVisible() and "硬盘满了" in frame.notice.text()
    monkeypatch.undo()
    section.again.click()
    assert section.empty.isVisible()
    hub.stop()


def test_colours_follow_the_theme(section: AccuracySection, theme: Theme) -> None:
    before = [line.ink for line in section.back.lines]
    theme.set(dark=True, scale=theme.scale)
    assert [line.ink for line in section.back.lines] != before
    theme.set(dark=False, scale=theme.scale)
    assert [line.ink for line in section.back.lines] == before
