"""A window that prints, in a process of its own: libcups learns from the environment, once, where its server is.

    python -m tests.printing.child FOLDER    prints what FOLDER/wanted.json asks for, says in FOLDER/told.json what became of it
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyuanbook.actions import rhythm
from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import Book, open_book
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.print_flow import open_list
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow


def accept_dialog() -> int:
    """Press 打印 in the dialog that stands open; with how many copies it opened."""
    for _ in range(200):
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintDialog) and w.isVisible()]
        if dialogs:
            copies = dialogs[0].printer().copyCount()
            dialogs[0].accept()
            QTest.qWait(50)
            return copies
        QTest.qWait(10)
    raise AssertionError("no print dialog")


def print_one(window: MainWindow, wanted: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Ctrl P, the paper, Ctrl P again, Enter; the PDF that was shown lies beside."""
    open_list(window, Wanted(kind=wanted["kind"], form=wanted["form"], limit=wanted["limit"]))
    page = window.frame.page()
    assert isinstance(page, PrintPage)
    page.preview.sizes.choose(wanted["paper"])
    page.preview.size_chosen.emit(wanted["paper"])
    if wanted["copies"] is not None:
        page.preview.copies = wanted["copies"]
    page.print_now()
    copies = accept_dialog()
    assert page.preview.paper is not None
    (folder / f"{wanted['name']}.pdf").write_bytes(page.preview.paper.data)
    number = page.drawn.sheet.number if page.drawn is not None and page.drawn.sheet is not None else 0
    return {"said": window.frame.notice.text(), "number": number, "copies": copies}


def print_again(window: MainWindow, number: int, folder: Path) -> dict[str, Any]:
    """The list of that number, as it was printed."""
    window.start().open_printed(number)
    page = window.frame.page()
    assert isinstance(page, ListPage)
    page.print_now()
    copies = accept_dialog()
    assert page.preview.paper is not None
    (folder / "again.pdf").write_bytes(page.preview.paper.data)
    return {"said": window.frame.notice.text(), "number": number, "copies": copies}


def main(folder: Path) -> None:
    """All that is asked for, one after the other."""
    wanted = json.loads((folder / "wanted.json").read_text())
    app = QApplication(["child"])
    theme = Theme(dark=False, scale=1.0)
    theme.apply(app)
    with open_book(folder / "shop.kyb", who="阿杰") as book:
        _fill(book)
        memory = Memory(folder / "settings.json")
        memory.change(printer=wanted["printer"])
        window = MainWindow(book, theme, memory, AtOnce)
        window.start()
        window.show()
        told = [print_one(window, one, folder) for one in wanted["print"]]
        if wanted["again"]:
            told.append(print_again(window, told[0]["number"], folder))
        memory.flush()
        window.close_for_good()
    (folder / "told.json").write_text(json.dumps({"printers": QPrinterInfo.availablePrinterNames(), "told": told}))


def _fill(book: Book) -> None:
    add_sample(book, customers=60)
    rhythm.refit(book)
    rhythm.refresh_calls(book)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
