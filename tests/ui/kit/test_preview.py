"""What is shown, saved and printed is the same PDF."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.preview import Preview, set_paper
from kyuanbook.ui.kit.theme import Theme


def pdf(pages: int = 2, size: tuple[float, float] = landscape(A5)) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.rect(100, 100, 200, 100 + 10 * number, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> Preview:
    made = Preview(theme, sizes=[Choice("a4", "A4"), Choice("roll80", "80 mm 小票")], file_name="名单.pdf")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_pdf(pdf())
    return made


def test_pages_are_counted_and_turned(preview: Preview) -> None:
    assert preview.pages.text() == "第 1 页，共 2 页"
    assert not preview.before.isEnabled()
    preview.turn(1)
    assert preview.pages.text() == "第 2 页，共 2 页"
    assert not preview.after.isEnabled()


def test_another_pdf_takes_its_place(preview: Preview) -> None:
    preview.show_pdf(pdf(1))
    assert preview.pages.text() == "第 1 页，共 1 页"
    assert preview.after.isHidden()


def test_what_is_no_pdf_raises(preview: Preview) -> None:
    with pytest.raises(ValueError, match="PDF"):
        preview.show_pdf(b"nothing")


def test_saving_writes_the_very_bytes(qtbot: QtBot, preview: Preview, tmp_path: Path) -> None:
    target = tmp_path / "名单.pdf"
    with qtbot.waitSignal(preview.saved):
        preview.save_to(str(target))
    assert preview.paper is not None
    assert target.read_bytes() == preview.paper.data


def test_a_folder_that_is_gone_is_said(qtbot: QtBot, preview: Preview, tmp_path: Path) -> None:
    with qtbot.waitSignal(preview.failed) as failed:
        preview.save_to(str(tmp_path / "没有" / "名单.pdf"))
    assert "换个文件夹" in failed.args[0]


def test_printing_gives_every_page_in_its_size_and_place(qtbot: QtBot, preview: Preview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(150)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert preview.paper is not None
    set_paper(printer, preview.paper.document)
    with qtbot.waitSignal(preview.printed):
        preview.print_on(printer)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 2
        width, height = printed[0].get_size()
        assert (width, height) == pytest.approx(landscape(A5), abs=2)
        picture = printed[0].render(scale=1).to_pil().convert("L")
        assert picture.getpixel((200, round(height) - 150)) < 60  # in the black box
        assert picture.getpixel((60, round(height) - 150)) > 200


def test_without_a_printer_it_says_what_to_do(qtbot: QtBot, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    with qtbot.waitSignal(preview.failed) as failed:
        preview.ask_printer()
    assert "存为 PDF" in failed.args[0]
