"""A paper looked at before it is printed or kept as a file: whatever a :class:`Papers` says. Nothing is kept of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent

from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.forms import FormPaper, Printed, form_paper_name
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, move, row
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.printing.list_preview import ListPreview
from kyuanbook.ui.printing.set_behind import STOP_KEY, SetBehind
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

PAPERS: Final = "papers"
TIGHT: Final = 720  # px across, at 100 %

GoOn = Callable[[int, int], bool]


class Papers(NamedTuple):
    """What is to be printed. ``work``: makes it on a paper, with one of ``options`` (``asks`` says of what; "" where there are
    none), asking its last argument whether to go on. ``kind``: of the like, whose paper and option are remembered;
    ``tables``: a change in these has it made anew."""

    kind: str
    title: str
    file_name: str
    papers: tuple[FormPaper, ...]
    work: Callable[[Book, FormPaper, str, GoOn], Printed]
    options: tuple[Choice, ...] = ()
    asks: str = ""
    tables: tuple[str, ...] = ("setting",)


class PapersPage(BookPage):
    """The paper, as it comes out."""

    topic = "sources-referrals"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("打印"))
        self.memory = memory
        self.wanted: Papers | None = None
        self.options = Combo(theme, small=True)
        self.preview = ListPreview(theme, lambda: True, [Choice(paper.value, form_paper_name(paper)) for paper in FormPaper])
        self.preview.printer_name = memory.now.printer
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key=STOP_KEY)
        self.behind = SetBehind(book, runner, self.progress, tr("正在排版"), self.stop)
        self._choices, beside = Part(theme), Part(theme)
        row(theme, self._choices).addWidget(self.options)
        self._beside, self._below = row(theme, beside, margins=(0, 0, 6, 0)), row(theme)
        self._beside.addWidget(self._choices)
        self.title.add(beside)
        self.body.addLayout(self._below)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.preview, 1)
        self._connect()

    def _connect(self) -> None:
        self.options.chosen.connect(lambda key: self._remember("option", key))
        self.preview.size_chosen.connect(lambda key: self._remember("paper", key))
        self.preview.printed.connect(self._was_printed)
        self.preview.saved.connect(lambda name: self.acts.say(tr("已存为 {name}", name=Path(name).name), icon="check"))
        self.preview.failed.connect(lambda words: self.acts.say(words, icon="circle-alert"))
        self.behind.done.connect(self._show)
        self.behind.failed.connect(self.acts.tell_error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Very large type leaves no room for the choice beside the title."""
        super().resizeEvent(event)
        place = self._below if self.width() < self.theme.px(TIGHT) else self._beside
        if place.indexOf(self._choices) < 0:
            move(self._choices, place)

    def show_papers(self, wanted: Papers) -> None:
        """Have this made, on the paper and with the option used last for the like."""
        self.wanted = wanted
        self.title.set_title(wanted.title)
        self.options.set_choices(wanted.options)
        self.options.setAccessibleName(wanted.asks)
        self.options.setVisible(bool(wanted.options))
        self.preview.sizes.set_choices([Choice(paper.value, form_paper_name(paper)) for paper in wanted.papers])
        kept = self._kept()
        self.options.choose(kept.get("option", ""))
        self.preview.sizes.choose(kept.get("paper", ""))
        self.preview.file_name = f"{wanted.file_name}.pdf"
        self.draw()

    def _kept(self) -> dict[str, str]:
        found = self.memory.of_page(PAPERS).get(self.wanted.kind) if self.wanted is not None else None
        return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}

    def _remember(self, what: str, key: str) -> None:
        if self.wanted is not None:
            self.memory.remember(PAPERS, **{self.wanted.kind: {**self._kept(), what: key}})
            self.draw()

    def draw(self) -> None:
        """Make the PDF, behind the window."""
        if self.wanted is None:
            return
        paper, option = FormPaper(self.preview.sizes.choice()), self.options.choice()
        work = self.wanted.work
        self.behind.begin(partial(work, self.book, paper, option))

    def _show(self, printed: Printed) -> None:
        self.preview.show_pdf(printed.pdf)
        self.title.note.set_text(trn("{n} 页", printed.pages))

    def _was_printed(self, printer: str) -> None:
        self.memory.change(printer=printer)
        self.preview.printer_name = printer

    def print_now(self) -> None:
        """Ctrl P while the page is in front."""
        if self.preview.page_count():
            self.preview.ask_printer()

    # as a page -----------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """存为 PDF; stopping."""
        save = self.preview.save_button
        stop = Act(tr("停下"), STOP_KEY, self.behind.cancel, bind=False, can=lambda: self.stop.isVisibleTo(self))
        return (Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled), stop)

    def concerns(self, changed: Changed) -> bool:
        """What is told on the paper."""
        return self.wanted is not None and (changed.entry is None or changed.touches(*self.wanted.tables))

    def entered(self) -> None:
        """:meth:`show_papers` drew it."""

    def read(self) -> None:
        """Draw it anew."""
        self.draw()

    def take_focus(self) -> None:
        """On 打印."""
        QTimer.singleShot(0, self, lambda: self.preview.print_button.setFocus(Qt.FocusReason.OtherFocusReason))
