"""What is wrong is said under the field, its cure is one press away, and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook import language
from kyuanbook.rules.words import Message, Problem
from kyuanbook.sentences.table import SENTENCES
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENTENCES, "test_short", "少了 {n} 位")
    monkeypatch.setitem(SENTENCES, "test_future", "这一天还没到")


SHORT = Problem("phone", Message("test_short", {"n": 2}), asks=True)
FUTURE = Problem("day", Message("test_future"), cure="11月23日")


def made(qtbot: QtBot, theme: Theme) -> Form:
    form = Form(theme)
    form.add("phone", Field(theme, "手机", Line(theme)))
    form.add("day", Field(theme, "日期", Line(theme)))
    form.add("staff", Field(theme, "店员", Combo(theme, [Choice("", "—"), Choice("2", "阿杰")])))
    form.add("note", Field(theme, "备注", Lines(theme)))
    qtbot.addWidget(form)
    form.resize(364, 500)
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()
    return form


def test_labels_name_the_editors(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    assert [f.editor.accessibleName() for f in form.fields.values()] == ["手机", "日期", "店员", "备注"]


def test_problems_stand_under_their_fields_and_the_first_is_focused(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    form.fields["day"].set_text("12月23日")
    other = Problem("amount", Message("test_future"))
    assert form.complain([FUTURE, SHORT, other]) == (other,)
    assert form.fields["phone"].problem() == SHORT
    assert form.fields["phone"].editor.hasFocus()
    assert form.fields["phone"].editor.accessibleDescription() == "少了 2 位"
    assert form.fields["day"].text() == "12月23日"
    assert form.fields["note"].problem() is None


def test_the_cure_is_put_in_place(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    field = form.fields["day"]
    field.set_text("12月23日")
    form.complain([FUTURE], {"day": "改成今天 11月23日"})
    assert field.complaint.cure.words() == "改成今天 11月23日"
    with qtbot.waitSignal(field.cured):
        qtbot.mouseClick(field.complaint.cure, Qt.MouseButton.LeftButton)
    assert field.text() == "11月23日"
    assert field.problem() is None


def test_keeping_it_all_the_same_answers_and_submits(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    form.complain([SHORT])
    with qtbot.waitSignal(form.submitted):
        qtbot.mouseClick(form.fields["phone"].complaint.keep, Qt.MouseButton.LeftButton)
    assert form.accepted == {SHORT.answer}
    assert form.fields["phone"].complaint.isHidden()


def test_a_refused_value_offers_no_keeping(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    form.complain([FUTURE])
    assert form.fields["day"].complaint.keep.isHidden()
    assert not form.fields["day"].complaint.cure.isHidden()


def test_typing_takes_the_complaint_away(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    form.complain([SHORT])
    qtbot.keyClick(form.fields["phone"].editor, Qt.Key.Key_1)
    assert form.fields["phone"].problem() is None


def test_values_and_clearing(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    form.fields["staff"].set_text("2")
    form.fields["note"].set_text("两侧推短")
    form.accepted.add("x")
    assert form.values() == {"phone": "", "day": "", "staff": "2", "note": "两侧推短"}
    form.clear()
    assert form.values() == {"phone": "", "day": "", "staff": "", "note": ""}
    assert not form.accepted


def test_a_long_sentence_is_never_cut(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        SENTENCES, "test_short", "这个号码看起来少了 {n} 位，手机号一般是十一位，座机要带区号，改一改再保存"
    )
    form = made(qtbot, theme)
    form.resize(220, 600)
    form.complain([SHORT])
    form.layout().activate()  # type: ignore[union-attr]
    words = form.fields["phone"].complaint._words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()) > theme.px(20))


def test_tab_order_is_reading_order(qtbot: QtBot, theme: Theme) -> None:
    form = made(qtbot, theme)
    editors = [f.editor for f in form.fields.values()]
    editors[0].setFocus()
    for after in editors[1:]:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        assert form.focusWidget() is after


LONG = Problem("day", Message("test_future"), asks=True, cure="农历1987年闰六月廿九")


def test_a_long_complaint_never_makes_the_form_wider_than_its_panel(qtbot: QtBot, theme: Theme) -> None:
    scroller = QScrollArea()
    qtbot.addWidget(scroller)
    form = Form(theme)
    field = form.add("day", Field(theme, "日期", Line(theme)))
    scroller.setWidgetResizable(True)
    scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroller.setWidget(form)
    scroller.resize(340, 300)
    with qtbot.waitExposed(scroller):
        scroller.show()
    form.complain([LONG])
    qtbot.waitUntil(lambda: field.complaint.keep.isVisible() and field.complaint.keep.y() > 0)
    assert form.width() == scroller.viewport().width()
    keep = field.complaint.keep
    assert keep.mapTo(form, keep.rect().topRight()).x() < form.width()


def test_a_long_cure_is_offered_by_its_beginning(qtbot: QtBot, theme: Theme) -> None:
    form, name = made(qtbot, theme), "王小明" * 20
    form.complain([Problem("day", Message("test_future"), cure=name)])
    field = form.fields["day"]
    assert field.complaint.cure.words() == f"改成 {name[:19]}…"
    assert form.width() == 364
    qtbot.mouseClick(field.complaint.cure, Qt.MouseButton.LeftButton)
    assert field.text() == name


def test_the_focus_goes_from_the_cure_straight_to_its_field(qtbot: QtBot, theme: Theme) -> None:
    """Through the field next in turn it would scroll the form away."""
    form = made(qtbot, theme)
    form.complain([FUTURE])
    field = form.fields["day"]
    seen: list[QWidget] = []
    field.complaint.cure.setFocus()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(lambda _, now: seen.append(now))
    qtbot.keyClick(field.complaint.cure, Qt.Key.Key_Space)
    assert seen == [field.editor]


def test_a_day_that_cures_is_offered_and_typed_in_the_owners_language(qtbot: QtBot, theme: Theme) -> None:
    field = Field(theme, "Promised for", Line(theme))
    qtbot.addWidget(field)
    language.use(language.ENGLISH)
    try:
        field.complain(Problem("promised", Message("promised_day_missing"), cure="明天"))
        assert field.complaint.cure.words() == "Change to tomorrow"
        field.complaint.cure.click()
        assert field.text() == "tomorrow"
    finally:
        language.use(language.CHINESE)
