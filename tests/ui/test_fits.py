"""Every picture, measured: no word of ours cut, nothing on top of anything, every character in our fonts, every text of 4.5:1.

One window a look goes through all the poses of ``tests.shots``: both sizes in both languages, light and dark by turns;
and the largest type in the smallest window that is promised.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook import language
from kyuanbook.actions.done import Book
from kyuanbook.ui.entry import customer_panel
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.today import TodayPage
from kyuanbook.ui.pictures import SIZE, Photographer
from kyuanbook.ui.settings.page import SettingsPage
from kyuanbook.ui.shell.navigation import CUSTOMERS, FOLLOW_UPS, SETTINGS, TODAY
from tests.shots import measure, stage
from tests.shots.books import Books
from tests.shots.shot import EMPTY, HARD, SAMPLE, Patience, Shot, found, settle

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
SHOTS = found()
SMALL = QSize(1024, 700)
LOOKS = [
    pytest.param(dark, scale, tongue, size, id=f"{'dark' if dark else 'light'}-{round(100 * scale)}-{tongue}")
    for dark, scale, tongue, size in (
        (False, 1.0, "zh_CN", SIZE), (True, 1.5, "zh_CN", SIZE), (True, 1.0, "en", SIZE), (False, 1.5, "en", SIZE),
        (False, 2.0, "zh_CN", SMALL), (True, 2.0, "en", SMALL),
    )
]  # fmt: skip
TYPED = {
    "customer": "name alias address email wechat occupation member_no note pin_why", "tag": "name", "product": "name",
    "staff": "name", "channel": "name", "contact_person": "name role", "visit": "note", "visit_item": "name",
    "calendar_day": "word", "lapse_reason": "name", "lapse": "note", "win_back": "measure note", "segment": "name",
    "interaction": "wanted note", "custom_field": "name", "custom_value": "text", "follow_up": "note",
    "reward_rule": "name referrer_goods newcomer_goods", "reward_entry": "goods note", "campaign": "name", "partner": "name",
    "feedback": "words", "survey": "name words", "survey_question": "text", "relation": "note", "relation_kind": "name",
    "social_contact": "handle name note", "social_note": "words",
}  # fmt: skip
LEAST = 36  # px of a name or note that gives way: two characters and …
ALWAYS = re.compile(r"[/\\@•]")  # paths, addresses and what 隐私 hides may be shortened
IN_NO_FONT = "𠮷"  # stands on paper as 〓, on the screen in a font of the system's if it has one
QTS_OWN = "file-"  # Qt's file dialog is laid out by Qt


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books made once for all looks of a language."""
    Patience.longest = 5
    customer_panel.ASK_AFTER = 3_600_000  # the look for duplicates comes when a pose asks for it, never while one is measured
    return Books(tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("over", [SAMPLE, HARD, EMPTY])
@pytest.mark.parametrize(("dark", "scale", "tongue", "size"), LOOKS)
def test_everything_shown_can_be_read(
    over: str, dark: bool, scale: float, tongue: str, size: QSize, books: Books, theme: Theme, qapp: QApplication
) -> None:
    language.use(tongue)
    theme.set(dark=dark, scale=scale)
    wrong: list[str] = []
    try:
        for book, shots in _sittings(books, over):
            with stage.window(book, theme, size) as photographer:
                for shot in shots:
                    wrong += _wrong(shot, photographer, theme)
                    photographer.window.setUpdatesEnabled(False)  # painted once a pose, when it is measured
                    _put_back(photographer, size)
    finally:
        theme.set(dark=False, scale=1.0)
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


def _sittings(books: Books, over: str) -> Iterator[tuple[Book, list[Shot]]]:
    """One window for all poses over a book that is full; each first day is a book of its own."""
    shots = [shot for shot in SHOTS if shot.over == over and not shot.name.startswith(QTS_OWN)]
    for some in [[shot] for shot in shots] if over == EMPTY else [shots]:
        with books.open(over) as book:
            yield book, some


def _typed(p: Photographer) -> set[str]:
    """All that the owner typed, with how it is spelt in the search."""
    with p.book.read() as sql:
        cells = [
            cell for table, columns in TYPED.items() for row in sql.rows(f"SELECT {columns.replace(' ', ', ')} FROM {table}")
            for cell in row
        ]  # fmt: skip
    spelt = {"".join(text for text, _ in row.spelling) for row in p.works.popup.model.rows}
    return spelt | {line for cell in cells if cell for line in str(cell).split("\n") if len(line) > 1}


def _wrong(shot: Shot, photographer: Photographer, theme: Theme) -> Iterator[str]:
    subject = stage.posed(shot, photographer)
    photographer.window.setUpdatesEnabled(True)
    for one in (subject, *(w for w in stage.above(subject) if isinstance(w, QWidget))):
        faults = list(_faults(one, theme))
        if faults:
            data = _typed(photographer)
            yield from (f"{shot.file}: {what}: {words!r}" for what, words in faults if not _may_give_way(what, words, data))
    if subject is not photographer.window:
        subject.close()
        subject.deleteLater()
        photographer.window.show()


def _may_give_way(what: str, words: str, data: set[str]) -> bool:
    """What the owner typed may be shortened, and a path; none of our own words."""
    return what.startswith("cut") and bool(ALWAYS.search(words) or any(word in words for word in data))


def _faults(subject: QWidget, theme: Theme) -> Iterator[tuple[str, str]]:
    image, texts = measure.texts(subject, theme)
    for text in texts:
        missing = measure.tofu(text.words).replace(IN_NO_FONT, "")
        if missing:
            yield f"no glyph for {missing!r}", text.words
        if text.cut or measure.clipped(subject, text):
            yield f"cut, {text.box.getRect()} on {type(text.on).__name__}", text.words
        if text.cut and text.box.width() < theme.px(LEAST) and text.box.height() > 0:
            yield f"nothing left, {text.box.getRect()} on {type(text.on).__name__}", text.words
        if text.alive and measure.on_view(subject, text):
            ratio = measure.faint(subject, image, text)
            if ratio:
                yield f"faint, {ratio:.2f} in {text.ink} on {type(text.on).__name__}", text.words
    for one, other in measure.overlaps(subject, texts):
        yield f"one on the other, on {type(one.on).__name__}, {type(other.on).__name__}", f"{one.words} | {other.words}"


def _put_back(p: Photographer, size: QSize) -> None:
    """The window as it stood before the pose."""
    for floating in stage.above(p.window):
        floating.close()
    p.window.resize(size)
    p.works.popup.close_popup()
    p.window.frame.search.setText("")
    p.window.frame.notice.close_notice()
    p.window.frame.close_panel()
    if p.works.panels_made():
        for panel in p.works.panels._all:
            panel._drafts.clear()
            panel._key = None
    table, settings = p.window.frame.peek(CUSTOMERS), p.window.frame.peek(SETTINGS)
    followups = p.window.frame.peek(FOLLOW_UPS)
    if isinstance(followups, FollowUpsPage):
        followups.answering.forget()
        followups.back_out()
    if isinstance(table, CustomersPage):
        table.model.check_all(False)
        table.chips.choose("")
        table.sources.source.setCurrentIndex(0)
        table.refresh()
    if isinstance(settings, SettingsPage):
        settings.keeping.progress.hide()
        settings.keeping._allow(True)
    p.window.memory.change(second_place="")
    p.works.noted._messages = []
    p.window.today.show_remarks(())
    p.window.today.calls.expanded = False
    p.window.nav.go(TODAY)
    assert isinstance(p.window.page(), TodayPage)
    p.window.page().refresh()
    settle()


def test_only_the_kit_draws_text() -> None:
    for file in sorted(Path(paint.__file__).parents[1].rglob("*.py")):
        if file != Path(paint.__file__):
            assert "drawText" not in file.read_text("utf-8"), f"{file}: text that is not measured"
