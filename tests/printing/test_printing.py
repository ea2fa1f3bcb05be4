"""Printing for real: through Qt's own dialog and CUPS to a printer that keeps what it is sent; the paper is read back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from tests.printing.queue import CUPSD, NAME, Job, Queue, queue

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="CUPS prints on Linux; the program there is the same"),
    pytest.mark.skipif(
        CUPSD is None, reason="no cupsd: make test as root (or with sudo) installs Debian's cups-daemon, or do it by hand"
    ),
]
ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("a4", "a5", "a4-landscape", "roll80", "roll58")
DPI = 203


def job(name: str, paper: str, *, kind: str = "all", form: str = "list", limit: int | None = 9, copies: int | None = None) -> Any:
    return {"name": name, "kind": kind, "form": form, "paper": paper, "limit": limit, "copies": copies}


def run(folder: Path, wanted: list[Any], env: dict[str, str], *, again: bool = False) -> dict[str, Any]:
    (folder / "wanted.json").write_text(json.dumps({"printer": NAME, "print": wanted, "again": again}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.printing.child", folder], cwd=ROOT, env={**os.environ, **env}, timeout=180,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return told


def pictures(pdf: bytes) -> list[Image.Image]:
    """Every page as a printer's head has it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


def millimetres(pdf: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [(round(w * 25.4 / 72), round(h * 25.4 / 72)) for w, h in (page.get_size() for page in document)]


def difference(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pictures of one paper are, 0 to 255, after a little blur: a printer's dots lie where they lie."""
    small = (one.width // 4, one.height // 4)
    return float(ImageStat.Stat(ImageChops.difference(one.resize(small), other.resize(small))).mean[0])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[Job]]:
    folder = tmp_path_factory.mktemp("printing")
    wanted = [job("first", "a4", kind="at_risk", copies=3), *(job(paper, paper) for paper in PAPERS),
              job("labels", "24", form="labels", limit=None), job("cards", "a5", form="cards", limit=2),
              job("once-more", "a4", kind="at_risk")]  # fmt: skip
    with queue() as made:
        told = run(folder, wanted, made.env, again=True)
        return folder, told, made.jobs(len(wanted) + 1)


def shown(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.pdf").read_bytes()


def test_the_printer_was_there_and_each_job_reached_it(printed: tuple[Path, dict[str, Any], list[Job]]) -> None:
    _, told, jobs = printed
    assert told["printers"] == [NAME] and len(jobs) == len(told["told"]) == 5 + len(PAPERS)


@pytest.mark.parametrize(("at", "name"), [*enumerate(("first", *PAPERS, "labels", "cards"))])
def test_what_came_out_is_what_was_looked_at(printed: tuple[Path, dict[str, Any], list[Job]], at: int, name: str) -> None:
    folder, _, jobs = printed
    want, got = shown(folder, name), jobs[at].pdf
    assert millimetres(got) == millimetres(want)
    for out, seen in zip(pictures(got), pictures(want), strict=True):
        like = seen.resize(out.size)
        unlike = [difference(out, other) for other in (like, Image.new("L", out.size, 255), like.rotate(180))]
        assert unlike[0] * 3 < unlike[1], "what stands on it is what was seen"
        assert unlike[0] * 3 < unlike[2], "and the right way up"


@pytest.mark.parametrize(("at", "name"), [*enumerate(("first", *PAPERS))])
def test_the_number_is_scanned_from_the_paper(printed: tuple[Path, dict[str, Any], list[Job]], at: int, name: str) -> None:
    _, told, jobs = printed
    number = told["told"][at]["number"]
    assert [found.text for found in zxingcpp.read_barcodes(pictures(jobs[at].pdf)[0])] == [str(number)], name


def test_copies_reach_the_printer_and_are_remembered_for_that_kind_of_list(
    printed: tuple[Path, dict[str, Any], list[Job]],
) -> None:
    folder, told, jobs = printed
    assert [one.copies for one in jobs[:2]] == [3, 1]
    assert told["told"][-2]["copies"] == 3 == jobs[-2].copies, "the next list of those overdue"
    kept = json.loads((folder / "settings.json").read_text())["pages"]["print"]
    assert (kept["at_risk"]["printer"], kept["at_risk"]["copies"], kept["at_risk"]["paper"]) == (NAME, 3, "a4")
    assert kept["all"]["paper"] == PAPERS[-1] and kept["labels"]["paper"] == "24"


def test_printed_again_it_is_the_same_paper(printed: tuple[Path, dict[str, Any], list[Job]]) -> None:
    folder, told, jobs = printed
    assert shown(folder, "again") == shown(folder, "first")
    assert NAME in told["told"][-1]["said"]
    assert difference(pictures(jobs[-1].pdf)[0], pictures(jobs[0].pdf)[0]) == 0


def test_a_printer_that_vanished_says_what_to_do_and_nothing_is_lost(tmp_path: Path) -> None:
    with queue() as made:
        wanted = {"printer": NAME, "print": [job("gone", "a4")], "again": False}
        (tmp_path / "wanted.json").write_text(json.dumps(wanted))
        said = _vanishing(tmp_path, made)
    assert NAME in said["said"] and "不见了" in said["said"] and "再按一次" in said["said"]
    assert said["kept"] == 1 and str(said["number"]) in said["said"], "the list has its number all the same"
    assert said["after"] == 1, "printed on another printer it is the same list"


_VANISH = """
import json, os, signal, sys, time
from pathlib import Path
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from kyuanbook.book.book import open_book
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.print_flow import open_list
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow
from tests.printing.child import _fill
folder, server, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
app = QApplication(["child"])
theme = Theme(dark=False, scale=1.0)
with open_book(folder / "shop.kyb", who="阿杰") as book:
    _fill(book)
    with book.read() as sql:
        before = sql.value("SELECT count(*) FROM call_list")
    window = MainWindow(book, theme, Memory(folder / "settings.json"), AtOnce)
    window.start()
    window.show()
    open_list(window, Wanted(kind="all", limit=5))
    page = window.frame.page()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    assert printer.isValid()
    os.kill(server, signal.SIGTERM)
    time.sleep(1)
    page.preview.print_on(printer)
    said = window.frame.notice.text()
    page.preview.save_to(str(folder / "instead.pdf"))
    with book.read() as sql:
        after = sql.value("SELECT count(*) FROM call_list") - before
    kept = 1 if page.drawn.done is not None else 0
    told = {"said": said, "kept": kept, "number": page.drawn.sheet.number, "after": after}
    window.close_for_good()
(folder / "vanished.json").write_text(json.dumps(told))
"""


def _vanishing(folder: Path, made: Queue) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", _VANISH, folder, str(made.server.pid), NAME], cwd=ROOT, env={**os.environ, **made.env},
        timeout=120, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads((folder / "vanished.json").read_text())
    return told
