"""Every page, panel and paper as a picture: ``python -m tests.shots [--only WORD]`` → build/shots/*.png and contact sheets.

Light and dark, at 100 and 150 %, over the sample shop and an empty book.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyuanbook.actions import lists, rhythm, sheets
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import open_book
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pdf_pictures import save_pdf
from kyuanbook.ui.pictures import Photographer, grab
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import BIN, CARD, CUSTOMERS, SETTINGS, TODAY

OUT = Path(__file__).resolve().parents[2] / "build" / "shots"
THUMB = 456
ACROSS = 4


@dataclass(frozen=True)
class Shot:
    """A picture: its name, and how the window is brought there."""

    name: str
    pose: Callable[[Photographer], None]


def on(page: str) -> Callable[[Photographer], None]:
    """Just the page."""
    return lambda p: (p.turn_to(page), None)[1]


def picked(p: Photographer) -> None:
    """Three rows picked in 客户."""
    p.turn_to(CUSTOMERS)
    table = p.window.page()
    for row in (1, 2, 5):
        table.model.toggle(row)  # type: ignore[union-attr]


def searching(p: Photographer) -> None:
    """The search for w."""
    p.turn_to(TODAY)
    p.window.frame.search.setFocus()
    p.window.frame.search.setText("w")


def visit(p: Photographer) -> None:
    """A visit with a day that has not come, and the notice of the one before."""
    p.turn_to(TODAY)
    customer = p.card()
    assert customer is not None
    done = record_visit(p.book, customer_id=customer, entry=VisitEntry(amount="68"))
    p.window.record_visit()
    panel = p.works.panels.visit
    panel.amount.setText("68+30*2")
    panel.day.setText("明天")
    panel.submit()
    p.window.acts.tell(done)


def new_customer(p: Photographer) -> None:
    """A new customer whose name somebody bears."""
    p.turn_to(TODAY)
    p.window.new_customer()
    panel = p.works.panels.customer
    panel.inside.name.setText("王小明")
    panel.ask_likely()


def change(p: Photographer) -> None:
    """A customer corrected."""
    p.turn_to(CARD)
    p.window.edit_customer()


def tagging(p: Photographer) -> None:
    """A tag for the picked."""
    picked(p)
    p.window.tag_picked()


def pinning(p: Photographer) -> None:
    """手工标注."""
    p.turn_to(CARD)
    customer = p.card()
    assert customer is not None
    p.works.panels.pin(customer)


def thrown(p: Photographer) -> None:
    """Something in 回收站, with its notice."""
    p.turn_to(TODAY)
    customer = p.card()
    assert customer is not None
    done = delete_customer(p.book, customer_id=customer)
    p.turn_to(BIN)
    p.window.acts.tell(done)


def printing(p: Photographer) -> None:
    """The print preview of the calls."""
    p.turn_to(TODAY)
    p.window.print_list()


def remarks(p: Photographer) -> None:
    """今日 with what the opening found."""
    p.turn_to(TODAY)
    p.works.note((Message("backup_none_second"), Message("book_recovered")))


def first_start(p: Photographer) -> None:
    """The first start."""
    p.turn_to(TODAY)
    p.works.first_start()


PAGES = (
    Shot("1-today", remarks), Shot("2-customers", on(CUSTOMERS)), Shot("3-picked", picked), Shot("4-card", on(CARD)),
    Shot("5-settings", on(SETTINGS)), Shot("6-bin", thrown), Shot("7-search", searching),
    Shot("8-new-customer", new_customer), Shot("9-visit", visit), Shot("10-change", change), Shot("11-tag", tagging),
    Shot("12-pin", pinning), Shot("13-print", printing),
)  # fmt: skip
EMPTY = (
    Shot("1-today", on(TODAY)), Shot("2-customers", on(CUSTOMERS)), Shot("3-bin", on(BIN)), Shot("4-first-start", first_start),
)  # fmt: skip


@contextmanager
def photographed(folder: Path, name: str, sample: bool) -> Iterator[Book]:
    """A book to photograph, made anew: what one picture does is in no other."""
    with open_book(folder / f"{name}.kyb", who="店主") as book:
        if sample:
            add_sample(book)
            rhythm.refit(book)
            rhythm.refresh_calls(book)
        yield book


def pages(folder: Path, theme: Theme, shots: tuple[Shot, ...], name: str, only: str, sample: bool) -> list[Path]:
    """All ``shots`` in the look of ``theme``."""
    made = []
    for shot in shots:
        file = OUT / f"{name}-{shot.name}.png"
        if only not in file.name:
            continue
        with photographed(folder, f"{name}-{shot.name}", sample) as book:
            photographer = Photographer(book, theme, Memory(folder / "settings.json"))
            photographer.window.show()
            photographer.window.activateWindow()
            shot.pose(photographer)
            QTest.qWait(60)  # layouts, the print preview's first page
            made.append(grab(photographer.window, file))
            photographer.close()
            QTest.qWait(0)
    return made


def papers(folder: Path, only: str) -> list[Path]:
    """A call list on each paper."""
    made = []
    with photographed(folder, "papers", True) as book:
        drawn = lists.draft(book, limit=30)
        for paper in sheets.Paper:
            if only in f"paper-{paper.value}":
                printed, _ = sheets.print_list(book, drawn=drawn, paper=paper)
                made += save_pdf(printed.pdf, OUT, f"paper-{paper.value}")
    return made


def contact_sheet(name: str, files: list[Path]) -> None:
    """All of them small, with their names, on one picture."""
    rows = -(-len(files) // ACROSS)
    high = THUMB * 768 // 1366 + 26
    sheet = QImage(ACROSS * (THUMB + 12) + 12, rows * (high + 12) + 12, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#777777"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(QColor("white"))
    for i, file in enumerate(files):
        left, top = 12 + i % ACROSS * (THUMB + 12), 12 + i // ACROSS * (high + 12)
        way = Qt.AspectRatioMode.KeepAspectRatio
        small = QImage(str(file)).scaled(THUMB, high - 26, way, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(left, top, small)
        painter.drawText(QRect(left, top + high - 24, THUMB, 20), Qt.AlignmentFlag.AlignLeft, file.stem)
    painter.end()
    sheet.save(str(OUT / f"sheet-{name}.png"))


def main() -> None:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser(prog="tests.shots")
    parser.add_argument("--only", default="", help="pictures whose name holds this word")
    only = parser.parse_args().only
    app = QApplication(sys.argv[:1])
    OUT.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Path]] = {}
    theme = Theme(dark=False)
    theme.apply(app)
    with tempfile.TemporaryDirectory(prefix="kyuanbook-shots-") as scratch:
        folder = Path(scratch)
        os.environ["KYUANBOOK_HOME"] = scratch
        for dark, scale in ((False, 1.0), (True, 1.0), (False, 1.5), (True, 1.5)):
            theme.set(dark=dark, scale=scale)
            look = f"{'dark' if dark else 'light'}-{round(scale * 100)}"
            made[look] = pages(folder, theme, PAGES, look, only, True)
            made[look] += pages(folder, theme, EMPTY, f"{look}-empty", only, False)
        made["paper"] = papers(folder, only)
    for name, files in made.items():
        if files:
            contact_sheet(name, files)
    print(f"{sum(map(len, made.values()))} pictures in {OUT.relative_to(OUT.parents[1])}, all of a look on sheet-*.png")


if __name__ == "__main__":
    main()
