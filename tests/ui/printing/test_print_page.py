"""A list is drawn up, looked at, kept under its number when it leaves the program."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook.actions import handouts, lists
from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.sheets import print_list
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.surveys import hide_survey, make_survey
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import calls
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.rfm import GROUPS
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.surveys import QuestionEntry, SurveyEntry
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce, Runner
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.print_flow import wanted_of, wanted_within
from kyuanbook.ui.printing.print_page import PICKED, PrintPage, Wanted
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from tests.book import factories

EVERYBODY = Wanted(kind=calls.ALL)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "settings.json")


@pytest.fixture
def people(book: Book) -> list[int]:
    return [factories.regular(book, name, 14, 4, 47, phone=phone) for name, phone in
            (("王小明", "13822045678"), ("陈桂芳", "13611802091"), ("王龚", "13900710426"))]  # fmt: skip


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame, memory: Memory, people: list[int]) -> Iterator[PrintPage]:
    hub = Hub(book)
    made = PrintPage(theme, book, hub, Acts(book, frame), memory, AtOnce())
    frame.add_page("print", made, tab="today")
    frame.show_page("print")
    yield made
    hub.stop()


def printed_lists(book: Book) -> list[tuple[int, int]]:
    with book.read() as sql:
        return [(number, rows) for number, rows in sql.rows("SELECT id, row_count FROM call_list ORDER BY id")]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def shown_text(page: PrintPage) -> str:
    assert page.preview.paper is not None
    return text_of(page.preview.paper.data)


def choose(page: PrintPage, kind: str) -> None:
    page.kinds.choose(kind)
    page.kinds.chosen.emit(kind)


def test_looking_keeps_nothing(page: PrintPage, book: Book) -> None:
    page.show_list(EVERYBODY)
    assert "王小明" in shown_text(page) and "138 2204 5678" in shown_text(page)
    assert page.title.note.text() == "共 3 位　名单号 1" and printed_lists(book) == []


def test_no_window_flashes_up_beside(theme: Theme, book: Book, frame: Frame, memory: Memory) -> None:
    hub = Hub(book)
    made = PrintPage(theme, book, hub, Acts(book, frame), memory, AtOnce())
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [frame]
    made.deleteLater()
    hub.stop()


def test_a_list_is_kept_once_however_often_it_leaves(page: PrintPage, frame: Frame, book: Book, tmp_path: Path) -> None:
    page.show_list(EVERYBODY)
    for name in ("a.pdf", "b.pdf"):
        page.preview.save_to(str(tmp_path / name))
    assert printed_lists(book) == [(1, 3)]
    assert "陈桂芳" in text_of((tmp_path / "a.pdf").read_bytes())
    assert "b.pdf" in frame.notice.text() and "名单号 1" in frame.notice.text()


def test_another_paper_is_the_same_list(page: PrintPage, book: Book, memory: Memory, tmp_path: Path) -> None:
    page.show_list(EVERYBODY)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    page.preview.sizes.choose("roll80")
    page.preview.size_chosen.emit("roll80")
    assert page.preview.paper is not None
    assert page.preview.paper.document.pagePointSize(0).width() == pytest.approx(80 * 72 / 25.4, abs=1)
    page.preview.save_to(str(tmp_path / "b.pdf"))
    assert printed_lists(book) == [(1, 3)] and memory.now.paper == "roll80"


def test_the_paper_used_last_is_offered(page: PrintPage, memory: Memory) -> None:
    memory.change(paper="a5")
    page.show_list(EVERYBODY)
    assert page.preview.sizes.choice() == "a5" and page.paper() is Paper.A5
    memory.change(paper="papyrus")
    page.show_list(EVERYBODY)
    assert page.paper() is Paper.A4


def test_a_number_gone_to_another_list_is_set_anew(page: PrintPage, book: Book, tmp_path: Path) -> None:
    page.show_list(EVERYBODY)
    print_list(book, drawn=lists.draft(book, kind=calls.ALL), paper=Paper.A4)  # the command line, meanwhile
    page.preview.save_to(str(tmp_path / "a.pdf"))
    assert [number for number, _ in printed_lists(book)] == [1, 2]
    assert "名单号 2" in page.title.note.text()
    assert "名单号 2" in text_of((tmp_path / "a.pdf").read_bytes()).replace("\r\n", " ")


def test_kinds_and_limits(page: PrintPage, book: Book) -> None:
    page.show_list(EVERYBODY)
    choose(page, Stage.NEW.value)
    assert page.title.note.text().startswith("没有人可印") and not page.preview.print_button.isEnabled()
    choose(page, calls.ALL)
    assert page.preview.print_button.isEnabled()
    page.limits.choose("10")
    page.limits.chosen.emit("10")
    assert page.wanted.limit == 10


def choose_class(page: PrintPage, key: str) -> None:
    page.classes.choose(key)
    page.classes.chosen.emit(key)


def test_the_class_to_be_printed_is_chosen_here_and_heads_the_paper(page: PrintPage, book: Book, people: list[int]) -> None:
    factories.visit(book, once := factories.customer(book, "只来过一次"))
    pin_tier(book, customer_id=people[1], tier="vip", why="")
    refresh_standings(book)
    save_segment(book, name="烫发/染发", conditions=(Condition("again", (0,)),))
    page.show_list(EVERYBODY)
    titles = {}
    for key in ("once", "again", "prospect", "existing", "vip", "segment:1"):
        choose_class(page, key)
        assert page.drawn is not None
        titles[page.drawn.sheet.title] = [row.customer_id for row in page.drawn.draft.rows]
    assert titles["新客名单"] == titles["烫发/染发"] == [once] and titles["VIP客户名单"] == [people[1]]
    assert set(titles["老客名单"]) == set(people) and titles["潜在客户名单"] == [] and len(titles["现有客户名单"]) == 4
    assert "烫发/染发" in shown_text(page) and page.preview.file_name == "烫发 染发 1.pdf"
    choose_class(page, key_of(book, people[0]))
    assert page.drawn is not None and people[0] in [row.customer_id for row in page.drawn.draft.rows]
    assert page.drawn.sheet.title.startswith("重要") or page.drawn.sheet.title.startswith("一般")
    choose(page, Stage.AT_RISK.value)  # the class stays, within the stage
    assert page.drawn.sheet.title.startswith("预警客户名单（")


def key_of(book: Book, who: int) -> str:
    with book.read() as sql:
        return next(code for code in GROUPS if who in customer_ids(sql, book.today(), Filter(group=code)))


def test_a_class_that_was_asked_for_is_shown_and_can_be_changed(page: PrintPage, book: Book) -> None:
    save_segment(book, name="常客", conditions=(Condition("again", (1,)),))
    page.show_list(wanted_within(Filter(conditions=(Condition("again", (1,)),))))
    assert page.classes.choice() == "segment:1" and page.kinds.currentText() == "全部客户"
    assert page.drawn is not None and page.drawn.sheet.title == "常客" and len(page.drawn.draft.rows) == 3
    choose_class(page, "once")
    assert page.drawn.sheet.title == "新客名单" and not page.drawn.draft.rows
    page.show_list(wanted_within(Filter(again=True, channel_id=1)))
    assert page.classes.choice() == "again" and page.kinds.currentText() == "全部客户，按刚才的筛选"
    page.show_list(wanted_within(Filter(ids=(1, 2)), "流失的人 7 月"))
    assert page.drawn.sheet.title == "流失的人 7 月" and len(page.drawn.draft.rows) == 2
    page.show_list(Wanted(picked=(1,)))
    assert not page.classes.isEnabled() and page.drawn.sheet.title == "回访名单"


def test_those_picked_and_nobody_who_said_no(page: PrintPage, book: Book, people: list[int]) -> None:
    silent = factories.customer(book, "勿扰的人", "13500000000", do_not_contact=True)
    page.show_list(Wanted(picked=(people[1], silent)))
    assert page.kinds.choice() == PICKED
    assert "陈桂芳" in shown_text(page) and "王小明" not in shown_text(page) and "勿扰的人" not in shown_text(page)
    choose(page, calls.ALL)
    assert "王小明" in shown_text(page)
    choose(page, PICKED)
    assert "王小明" not in shown_text(page)


def test_an_empty_list_cannot_be_kept(page: PrintPage, book: Book, tmp_path: Path) -> None:
    page.show_list(Wanted(kind=Stage.PROSPECT.value))
    page.preview.save_to(str(tmp_path / "a.pdf"))
    assert printed_lists(book) == [] and not (tmp_path / "a.pdf").exists()


def test_a_full_disk_prints_nothing_without_its_number(
    page: PrintPage, frame: Frame, book: Book, tmp_path: Path
) -> None:
    page.show_list(EVERYBODY)
    book.stop_writes(DiskFull())
    page.preview.save_to(str(tmp_path / "a.pdf"))
    assert not (tmp_path / "a.pdf").exists() and "硬盘满了" in frame.notice.text()


def test_a_folder_that_takes_no_file_is_said(page: PrintPage, frame: Frame, tmp_path: Path) -> None:
    page.show_list(EVERYBODY)
    page.preview.save_to(str(tmp_path / "none" / "a.pdf"))
    assert "换个文件夹" in frame.notice.text()


def test_printed_on_a_printer_the_list_is_kept(page: PrintPage, frame: Frame, book: Book, tmp_path: Path) -> None:
    page.show_list(EVERYBODY)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.preview.print_on(printer)
    assert (tmp_path / "paper.pdf").exists() and printed_lists(book) == [(1, 3)]
    assert "名单 1，3 位" in frame.notice.text()


def test_a_survey_is_chosen_beside_the_list_and_remembered_for_its_kind(
    page: PrintPage, book: Book, memory: Memory, tmp_path: Path
) -> None:
    page.show_list(EVERYBODY)
    assert not page.options.survey.isVisible(), "there is none: nothing is seen of it"
    made = [
        make_survey(book, entry=SurveyEntry(name, "", (QuestionEntry(f"{name}好吗？", "yes_no"),))).id
        for name in ("新客问卷", "老客问卷")
    ]
    page.show_list(EVERYBODY)
    combo = page.options.survey
    assert combo.isVisible() and [combo.itemText(i) for i in range(combo.count())] == [
        "不问问卷", "问“新客问卷”", "问“老客问卷”"
    ]  # fmt: skip
    assert "好吗" not in shown_text(page)
    combo.choose(str(made[1]))
    combo.chosen.emit(str(made[1]))
    assert "老客问卷好吗" in shown_text(page)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    with book.read() as sql:
        assert sql.column("SELECT survey_id FROM call_list") == [made[1]]
    assert not combo.isEnabled(), "as printed"
    hide_survey(book, survey_id=made[0] or 0, hidden=True)
    page.show_list(EVERYBODY)
    assert combo.choice() == str(made[1]) and combo.count() == 2 and "老客问卷好吗" in shown_text(page)
    hide_survey(book, survey_id=made[1] or 0, hidden=True)
    page.show_list(EVERYBODY)
    assert not combo.isVisible() and "好吗" not in shown_text(page)
    page.options.forms.choose("cards")
    page.options.forms.chosen.emit("cards")
    assert not combo.isVisible()


def test_a_character_in_no_font_is_named(page: PrintPage, book: Book) -> None:
    factories.customer(book, "王\U00030000", "13512345678")
    page.show_list(EVERYBODY)
    assert page.missing.isVisible() and "U+30000" in page.missing.text()


def test_off_the_gui_thread_the_last_choice_wins(
    theme: Theme, book: Book, frame: Frame, memory: Memory, people: list[int], qtbot: QtBot
) -> None:
    runner, hub = Runner(), Hub(book)
    page = PrintPage(theme, book, hub, Acts(book, frame), memory, runner)
    frame.add_page("print", page, tab="today")
    frame.show_page("print")
    page.show_list(Wanted(picked=(people[0],)))
    page.show_list(Wanted(picked=(people[1],)))
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    assert "陈桂芳" in shown_text(page) and "王小明" not in shown_text(page)
    runner.stop()
    hub.stop()


def test_what_the_fields_no_longer_say_does_not_go_out(
    theme: Theme, book: Book, frame: Frame, memory: Memory, people: list[int], qtbot: QtBot
) -> None:
    change_customer(book, customer_id=people[0], entry=CustomerEntry(name="王小明", address="临河路9号"))
    runner, hub = Runner(), Hub(book)
    page = PrintPage(theme, book, hub, Acts(book, frame), memory, runner)
    frame.add_page("print", page, tab="today")
    frame.show_page("print")
    page.show_list(Wanted(kind=calls.ALL, form=handouts.LABELS))
    page.preview.sizes.choose("own")
    page.preview.size_chosen.emit("own")
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    assert page.preview.print_button.isEnabled()
    width = page.label_form.sides["width"].editor
    for typed in ("2", "25", "250"):  # 25 mm is being set while the last figure is typed
        width.setText(typed)
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    assert not page.preview.print_button.isEnabled() and not page.preview.save_button.isEnabled()
    assert page.title.note.text() == "共 1 位" and not page.progress.isVisible()
    width.setText("60")
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    assert page.preview.print_button.isEnabled()
    runner.stop()
    hub.stop()


def test_cancelled_before_anything_stands_there(
    theme: Theme, book: Book, frame: Frame, memory: Memory, people: list[int], qtbot: QtBot
) -> None:
    runner, hub = Runner(), Hub(book)
    page = PrintPage(theme, book, hub, Acts(book, frame), memory, runner)
    page.show_list(EVERYBODY)
    page.stop.click()
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    assert not page.preview.print_button.isEnabled() or page.drawn is not None
    assert printed_lists(book) == []
    runner.stop()
    hub.stop()
    page.deleteLater()


def test_a_list_is_of_what_the_page_in_front_shows() -> None:
    class Customers:
        def picked(self) -> tuple[int, ...]:
            return ()

        def chosen(self) -> Filter:
            return Filter(stage=Stage.LAPSED, channel_id=3)

    class Picked(Customers):
        def picked(self) -> tuple[int, ...]:
            return (7, 8)

    assert wanted_of(None) == Wanted(kind=calls.CALLS)
    assert wanted_of(Customers()) == Wanted(kind="lapsed", chosen=Filter(stage=Stage.LAPSED, channel_id=3))  # type: ignore[arg-type]
    assert wanted_of(Picked()) == Wanted(picked=(7, 8))  # type: ignore[arg-type]
