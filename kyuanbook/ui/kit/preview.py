"""What comes out on paper, before it does: the PDF's own pages, its size, printer and file. QtPdf comes in with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Part, column, kept_focus, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView
    from PySide6.QtPrintSupport import QPrinter

POINT: Final = 1 / 72  # inch
PDF: Final = ".pdf"
DENSEST: Final = 600  # dots an inch that a page is rendered at, at most


class Paper:
    """A PDF held open from its bytes."""

    def __init__(self, data: bytes, parent: QWidget) -> None:
        """Raises ValueError when the bytes are not a PDF."""
        from PySide6.QtPdf import QPdfDocument

        self.data = data
        self._buffer = QBuffer(parent)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(parent)
        self.document.load(self._buffer)
        if self.document.status() != QPdfDocument.Status.Ready:
            raise ValueError("not a PDF")

    def close(self) -> None:
        """Let go of it."""
        self.document.close()
        self._buffer.close()
        self.document.deleteLater()
        self._buffer.deleteLater()


class Preview(Part):
    """The pages of a PDF with the paper's size to choose, 打印 and 存为 PDF.

    ``size_chosen``: make the PDF again for that size and :meth:`show_pdf` it. ``printed``, ``saved``: it was done, with
    the printer's or file's name; ``failed``: a sentence saying what to do. ``other_wanted``: the owner named a file of
    another of ``kinds`` than PDF.
    """

    size_chosen = Signal(str)
    other_wanted = Signal(str)
    printed = Signal(str)
    saved = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        sizes: Sequence[Choice] = (),
        file_name: str = "",
        bind: bool = True,
        kinds: Sequence[str] = (PDF,),
        parent: QWidget | None = None,
    ) -> None:
        """``sizes``: paper sizes to choose from. ``file_name``: offered when saving. ``bind``: False where Ctrl P is the
        window's and comes here while the page is in front. ``kinds``: suffixes of what it can be kept as.
        """
        super().__init__(theme, parent)
        self.file_name, self.kinds, self.copies = file_name, tuple(kinds), 1
        self.paper: Paper | None = None
        self.printer_name = ""  # the one that the dialog begins with; "" the system's own
        self.sizes = Combo(theme, sizes, small=True)
        self.sizes.setAccessibleName(tr("纸张"))
        if not sizes:
            self.sizes.hide()  # shown before it has a parent it would be a window of its own
        self.sizes.chosen.connect(self.size_chosen)
        self._lent = False
        self.pages = Label(theme, "", size=14, ink="ink2")
        self.before = IconButton(theme, "chevron-left", tr("上一页"))
        self.after = IconButton(theme, "chevron-right", tr("下一页"))
        self.print_button = Button(
            theme, tr("打印"), kind="filled", icon="printer", key="Ctrl+P", bind=bind, small=True
        )
        words = tr("存为文件") if len(self.kinds) > 1 else tr("存为 PDF")
        self.save_button = Button(theme, words, icon="save", key="Ctrl+S", small=True)
        self.view = self._make_view()
        self._lay_out(theme)
        self._connect()
        self._count_pages()
        self.restyle()

    def _make_view(self) -> "QPdfView":
        from PySide6.QtPdfWidgets import QPdfView

        view = QPdfView(self)
        view.said_as = "Document"  # type: ignore[attr-defined]  # as a Part of ours has it
        view.setAccessibleName(tr("打印预览"))
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.pageNavigator().currentPageChanged.connect(self._count_pages)
        return view

    def _lay_out(self, theme: Theme) -> None:
        bar, self._above = row(theme, gap=8, margins=(0, 8, 0, 8)), row(theme)
        self._bar = bar
        self._above.addStretch(1)
        for widget in (self.sizes, self.before, self.pages, self.after):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.save_button)
        bar.addWidget(self.print_button)
        down = column(theme, self)
        down.addLayout(self._above)
        down.addLayout(bar)
        down.addWidget(self.view, 1)

    def lend_sizes(self) -> Combo:
        """Where the paper is chosen, to stand with what else is decided of what is printed; it stands in the bar no more."""
        self._lent = True
        return self.sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bar."""
        super().resizeEvent(event)
        self._fit_bar()

    def minimumSizeHint(self) -> QSize:
        """As wide as the papers there are, or as the buttons with their words alone."""
        sizes = 0 if self._lent or self.sizes.isHidden() else self.sizes.sizeHint().width()
        buttons = sum(button.least_width() for button in (self.save_button, self.print_button)) + self.theme.px(3 * 8)
        return QSize(max(sizes, buttons), super().minimumSizeHint().height())

    def _fit_bar(self) -> None:
        """Where it is narrow the keys go first, then the arrows (PgUp and PgDn turn too), the icons, which page it is; then the
        papers stand above."""
        px, width = self.theme.px, self.width()
        self.sizes.setMinimumWidth(self.sizes.sizeHint().width())
        buttons, many = (self.save_button, self.print_button), self.page_count() > 1
        whole, bare = (sum(button.width_with_key(key) + px(8) for button in buttons) for key in (True, False))
        sizes, pages = (0 if w.isHidden() else w.sizeHint().width() + px(8) for w in (self.sizes, self.pages))
        sizes = 0 if self._lent else sizes
        arrows = 2 * px(32 + 8) if many else 0
        words = bare - len(buttons) * px(18 + 6)
        above = sizes + words > width
        place = self._above if above else self._bar
        if not self._lent and place.indexOf(self.sizes) < 0:
            with kept_focus(self.sizes):
                place.insertWidget(0, self.sizes)
            self._above.setContentsMargins(0, px(8) if above else 0, 0, 0)
        sizes = 0 if above else sizes
        keys = sizes + self.pages.sizeHint().width() + arrows + whole <= width
        icons = sizes + bare <= width
        for button in buttons:
            button.spare(key=keys, icon=icons)
        for arrow in (self.before, self.after):
            arrow.setVisible(many and (keys or sizes + pages + arrows + bare <= width))
        self.pages.setVisible(sizes + self.pages.sizeHint().width() + px(8) + (bare if icons else words) <= width)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.print_button.clicked.connect(self.ask_printer)
        self.save_button.clicked.connect(self.ask_file)

    def restyle(self) -> None:
        """The table on which the paper lies."""
        px, palette = self.theme.px, self.view.palette()
        for role in (palette.ColorRole.Dark, palette.ColorRole.Window, palette.ColorRole.Base):
            palette.setColor(role, self.theme.colour(self.theme.tokens.desk))
        self.view.setPalette(palette)
        self.view.setPageSpacing(px(12))
        self._fit_bar()

    def show_pdf(self, data: bytes) -> None:
        """Show these pages in place of any others. Raises ValueError when the bytes are not a PDF."""
        before, self.paper = self.paper, Paper(data, self)
        if before is not None:
            self._renew_view()  # a page of the old PDF still being drawn would come into the new one
        self.view.setDocument(self.paper.document)
        if before is not None:
            before.close()
        self._count_pages()

    def _renew_view(self) -> None:
        old, self.view = self.view, self._make_view()
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self.view)
        old.hide()
        old.deleteLater()
        self.restyle()

    def page_count(self) -> int:
        """How many pages."""
        return 0 if self.paper is None else self.paper.document.pageCount()

    def _count_pages(self) -> None:
        now, of = self.view.pageNavigator().currentPage() + 1, self.page_count()
        self.pages.set_text(tr("第 {page} 页，共 {pages} 页", page=now, pages=of) if of else "")
        self.before.setEnabled(now > 1)
        self.after.setEnabled(now < of)
        self._fit_bar()

    def turn(self, step: int) -> None:
        """Some pages on or back."""
        target = self.view.pageNavigator().currentPage() + step
        if 0 <= target < self.page_count():
            self.view.pageNavigator().jump(target, QPointF(), self.view.pageNavigator().currentZoom())

    def ask_file(self) -> None:
        """Let the owner name a file, then save."""
        from kyuanbook.ui.kit.file_dialog import save_dialog

        dialog = save_dialog(self, self.save_button.words(), self.file_name, *self.kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Write the PDF's own bytes; whoever made them writes any other kind."""
        if self.paper is None:
            return
        if self.is_other(name):
            self.other_wanted.emit(name)
            return
        try:
            Path(name).write_bytes(self.paper.data)
        except OSError:
            self.failed.emit(tr("{name} 存不进去，换个文件夹再存", name=name))
        else:
            self.saved.emit(name)

    def is_other(self, name: str) -> bool:
        """Whether that file is to be of another kind than the PDF that is shown."""
        return Path(name).suffix.lower() in self.kinds[1:]

    def ask_printer(self) -> None:
        """Let the owner choose a printer, then print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.failed.emit(tr("这台电脑还没有装打印机，可以先存为 PDF"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self.printer_name in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(self.printer_name)
        elif self.printer_name:
            self.failed.emit(tr("上次用的打印机“{name}”不见了：看看有没有开机、连上，或者换一台", name=self.printer_name))
        printer.setCopyCount(self.copies)
        if self.paper is not None:
            set_paper(printer, self.paper.document)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: "QPrinter") -> None:
        """Print all pages, or those the dialog asked for."""
        if self.paper is None:
            return
        if not _there(printer):
            name = printer.printerName()
            self.failed.emit(tr("打印机“{name}”不见了：看看有没有开机、连上，再按一次“打印”，或者换一台", name=name))
            return
        set_paper(printer, self.paper.document)  # a dialog gives back the printer's own A4, whatever the paper is
        if print_document(self.paper.document, printer):
            self.copies = printer.copyCount()
            self.printed.emit(printer.printerName())
        else:
            self.failed.emit(tr("打印机没有应答，看看是否开机、有没有纸"))


def _there(printer: "QPrinter") -> bool:
    """Whether the printer is still there: Qt draws for one that was unplugged since, and nothing comes out. A file is."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat or not printer.printerName():
        return True
    return printer.printerName() in QPrinterInfo.availablePrinterNames()


def set_paper(printer: "QPrinter", document: "QPdfDocument") -> None:
    """Give the printer the size of the PDF's first page, without margins of its own: the PDF has them."""
    size = document.pagePointSize(0)
    upright = size.height() >= size.width()
    narrow, long = sorted((size.width(), size.height()))
    printer.setPageSize(QPageSize(QSizeF(narrow, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Portrait if upright else way.Landscape)
    printer.setFullPage(True)


def print_document(document: "QPdfDocument", printer: "QPrinter") -> bool:
    """Draw each page as a picture at the printer's density, in its own size. False when the printer refused."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = max(1, printer.fromPage()) - 1
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    try:
        for number in range(first, last):
            if number > first and not printer.newPage():
                return False
            _draw_page(painter, document, number, printer.resolution())
    finally:
        painter.end()
    return True


def _draw_page(painter: QPainter, document: "QPdfDocument", number: int, density: int) -> None:
    points = document.pagePointSize(number)
    drawn = min(density, DENSEST) * POINT
    image = document.render(number, QSize(round(points.width() * drawn), round(points.height() * drawn)))
    full = density * POINT
    painter.drawImage(QRectF(0, 0, points.width() * full, points.height() * full), image)
