"""What ``make run`` does on a machine without a screen: the main job on the sample shop, and where to look at it."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from kyuanbook import paths
from kyuanbook.actions import lists, rhythm, sheets, standing
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import open_book
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.cli.rows import phone_words, stage_word
from kyuanbook.cli.text import table
from kyuanbook.language import say, tr, trn
from kyuanbook.paper.sheets import Paper

SHOWN: Final = 5
CUSTOMERS: Final = 200


def run(folder: Path | None = None) -> int:
    """Build the sample shop, mark its customers, print its call lists and pages into ``folder`` (build/run in a checkout)."""
    print(tr("这台机器没有屏幕，不开窗口，用样板店把主要的事做一遍："))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    there = folder or _folder()
    shutil.rmtree(there, ignore_errors=True)
    with open_book(there / f"sample{paths.BOOK_SUFFIX}") as book:
        add_sample(book, customers=CUSTOMERS)
        rhythm.refresh_calls(book)
        standing.refresh_standings(book)
        _tell_stages(book)
        _tell_calls(book)
        papers = _print(book, there / "paper")
        pages = _paint(book, there / "pages")
    print(trn("名单 PDF 和图片 {n} 个：", len(papers)) + str(there / "paper"))
    print(trn("各页的图片 {n} 张：", len(pages)) + str(there / "pages"))
    print(tr("样板店：") + str(there / f"sample{paths.BOOK_SUFFIX}"))
    sys.stdout.flush()
    return 0


def _folder() -> Path:
    """build/run of the checkout the program runs from; of an installed one, a temporary folder."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "Makefile").is_file() and os.access(checkout, os.W_OK):
        return checkout / "build" / "run"
    return Path(tempfile.mkdtemp(prefix="kyuanbook-")) / "run"


def _tell_stages(book: Book) -> None:
    with book.read() as sql:
        counts = stage_counts(sql, book.today())
    print(trn("{n} 位客户：", sum(counts.values())) + "  ".join(f"{stage_word(s)} {n}" for s, n in counts.items()))


def _tell_calls(book: Book) -> None:
    drawn = lists.draft(book, share=0.0)
    print(trn("今天该打的 {n} 位，可能损失大的在前：", len(drawn.rows)))
    told = [(f"  {r.name}", phone_words(r.phone) or r.wechat, stage_word(r.stage), say(r.reason)) for r in drawn.rows[:SHOWN]]
    for line in table(("", "", "", ""), told):
        if line:
            print(line)


def _print(book: Book, folder: Path) -> list[Path]:
    """A call list on each paper, as PDF and as pictures."""
    from kyuanbook.ui.pdf_pictures import save_pdf

    folder.mkdir(parents=True)
    made = []
    for paper in Paper:
        printed, _ = sheets.print_list(book, drawn=lists.draft(book, share=0.0, again=True), paper=paper)
        made.append(folder / f"call-list-{paper.value}.pdf")
        made[-1].write_bytes(printed.pdf)
        made += save_pdf(printed.pdf, folder, made[-1].stem)
    return made


def _paint(book: Book, folder: Path) -> list[Path]:
    from kyuanbook.ui.pictures import save_pages

    return save_pages(book, folder)
