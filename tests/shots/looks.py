"""One way all pictures are taken: light or dark, how large, in which language. The screen is set up before Qt comes in."""

import os
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ.setdefault("QT_SCALE_FACTOR", "1")
os.environ.setdefault("TZ", "Asia/Shanghai")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kyuanbook import language
from kyuanbook.actions import handouts, lists, sheets
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import list_rows
from kyuanbook.rules.labels import STOCKS
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pdf_pictures import save_pdf
from kyuanbook.ui.shell.qt_words import speak
from tests.shots.books import Books
from tests.shots.sheets import contact_sheets
from tests.shots.shot import HARD, SAMPLE, found
from tests.shots.stage import take

OUT = Path(__file__).resolve().parents[2] / "build" / "shots"


class Look(NamedTuple):
    """One way all pictures are taken."""

    dark: bool
    scale: float
    tongue: str

    def name(self) -> str:
        """``light-150-en``."""
        tongue = "en" if self.tongue == language.ENGLISH else "zh"
        return f"{'dark' if self.dark else 'light'}-{round(self.scale * 100)}-{tongue}"


LOOKS = [Look(dark, scale, tongue) for tongue, scale, dark in product(language.LANGUAGES, (1.0, 1.5), (False, True))]


def taken(look: Look, only: str) -> int:
    """All pictures of one look, with their contact sheets; how many."""
    name = look.name()
    wanted = [shot for shot in found() if only in f"{name}-{shot.file}"]
    if not wanted:
        return 0
    theme = _ready(look)
    files = []
    with tempfile.TemporaryDirectory(prefix="kyuanbook-shots-") as scratch:
        os.environ["KYUANBOOK_HOME"] = scratch
        books = Books(Path(scratch))
        for shot in wanted:
            with books.open(shot.over) as book:
                files.append(take(shot, book, theme, OUT / f"{name}-{shot.file}.png"))
    contact_sheets(name, files, OUT)
    return len(files)


def _say(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """What Qt says, but for what a screen that is none cannot do."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def _ready(look: Look) -> Theme:
    qInstallMessageHandler(_say)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    language.use(look.tongue)
    speak(look.tongue)
    theme = Theme(dark=look.dark, scale=look.scale)
    theme.apply(app)
    return theme


def papers(tongue: str, only: str) -> int:
    """A call list on each paper, of the sample shop and of the one hard to set; labels, slips, cards."""
    suffix = "en" if tongue == language.ENGLISH else "zh"
    jobs = [(over, kind, f"paper-{suffix}-{kind}" + ("" if over == SAMPLE else f"-{over}"))
            for over in (SAMPLE, HARD) for kind in (*map(str, sheets.Paper), *handouts.FORMS)]  # fmt: skip
    jobs = [job for job in jobs if only in job[2]]
    if not jobs:
        return 0
    _ready(Look(False, 1.0, tongue))
    files = []
    with tempfile.TemporaryDirectory(prefix="kyuanbook-shots-") as scratch:
        os.environ["KYUANBOOK_HOME"] = scratch
        books = Books(Path(scratch))
        for over, kind, stem in jobs:
            with books.open(over) as book:
                files += save_pdf(_paper(book, over, kind), OUT, stem)
    contact_sheets(f"paper-{suffix}", files, OUT)
    return len(files)


def _paper(book: Book, over: str, kind: str) -> bytes:
    """One paper: of a list with what to say where it is hard to set."""
    if kind in handouts.FORMS:
        of = {handouts.APPOINTMENTS: list_rows.COMING, handouts.WISHES: list_rows.BIRTHDAYS}.get(kind, "all")
        drawn = lists.draft(book, kind=of, limit=12)
        return handouts.handout(book, form=kind, drawn=drawn, stock=STOCKS["21"]).printed.pdf
    drawn = lists.draft(book, kind="calls" if over == SAMPLE else "all", limit=30)
    says = sheets.Says(words=over != SAMPLE)
    return sheets.print_list(book, drawn=drawn, paper=sheets.Paper(kind), says=says)[0].pdf
