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
from kyuanbook.actions import lists, sheets
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
    """A call list on each paper, of the sample shop and of the one hard to set."""
    suffix = "en" if tongue == language.ENGLISH else "zh"
    jobs = [(over, paper, f"paper-{suffix}-{paper.value}" + ("" if over == SAMPLE else f"-{over}"))
            for over in (SAMPLE, HARD) for paper in sheets.Paper]  # fmt: skip
    jobs = [job for job in jobs if only in job[2]]
    if not jobs:
        return 0
    _ready(Look(False, 1.0, tongue))
    files = []
    with tempfile.TemporaryDirectory(prefix="kyuanbook-shots-") as scratch:
        os.environ["KYUANBOOK_HOME"] = scratch
        books = Books(Path(scratch))
        for over, paper, stem in jobs:
            with books.open(over) as book:
                kind = "calls" if over == SAMPLE else "all"
                printed, _ = sheets.print_list(book, drawn=lists.draft(book, kind=kind, limit=30), paper=paper)
                files += save_pdf(printed.pdf, OUT, stem)
    contact_sheets(f"paper-{suffix}", files, OUT)
    return len(files)
