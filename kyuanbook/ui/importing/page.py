"""导入客户: a table is chosen or pasted, looked at column by column, and brought in. Until 导入 is pressed the book is as it
was."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kyuanbook.actions import importing
from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.importing import Brought, Plan, Wanted
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.custom import fields
from kyuanbook.book.queries.shop import channels
from kyuanbook.exchange.tables import Table, read_file, read_text
from kyuanbook.language import tr, trn
from kyuanbook.rules.custom import Owner
from kyuanbook.rules.import_heads import LEAVE, MANY
from kyuanbook.rules.import_plan import LEFT_OUT, Fate
from kyuanbook.rules.import_sources import Where
from kyuanbook.ui.importing import words
from kyuanbook.ui.importing.columns import Columns
from kyuanbook.ui.importing.foot import BRING_KEY, SAVE_KEY, Foot
from kyuanbook.ui.importing.how import How
from kyuanbook.ui.importing.outcome import LEFT, Outcome
from kyuanbook.ui.importing.reading import Behind, GoOn
from kyuanbook.ui.importing.source_words import SourceWords
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.file_dialog import file_name, open_dialog, save_dialog
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.scroll import Area, QuietScrollBar
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import ELSEWHERE, Hub
from kyuanbook.ui.shell.menu import Act

OPEN_KEY, PASTE_KEY = "Ctrl+O", "Ctrl+V"
BAR, THIN = 16, 10  # px: the page's scroll bar stands beside its column
KINDS: Final = "*.csv *.tsv *.txt"
TURNED: Final = ("did_undo", "did_redo")
OURS: Final = ("did_import_customers", "did_import_filled", "did_import_both")
ENCODING_WORDS: Final = {"utf-8": "UTF-8", "gb18030": "GBK (GB 18030)", "utf-16": "UTF-16", "big5": "Big5"}


class ImportPage(BookPage):
    """Keeps its table while the owner looks elsewhere."""

    topic = "import"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("导入客户"))
        self.path: Path | None = None
        self.table: Table | None = None
        self.wanted: Wanted | None = None
        self.plan: Plan | None = None
        self.brought: Brought | None = None
        self.dialog: QFileDialog | None = None
        self._writing = False
        self._make(theme)
        self.behind = Behind(book, runner, self.bar, self._say_wrong)
        self._lay_out(theme)
        self._connect()
        self.setAcceptDrops(True)
        self._show()

    def _make(self, theme: Theme) -> None:
        self.open_link = Button(theme, tr("选文件"), kind="link", icon="folder-open", key=OPEN_KEY)
        self.paste_link = Button(theme, tr("粘贴"), kind="link", icon="clipboard-check", key=PASTE_KEY)
        self.choose = Button(theme, tr("选文件"), kind="filled", icon="folder-open", key=OPEN_KEY)
        self.paste = Button(theme, tr("粘贴"), icon="clipboard-check", key=PASTE_KEY)
        about = tr(
            "在 WPS 或 Excel 里把客户表另存为 CSV，再选这个文件；或者在表格里全选、复制，到这里粘贴。"
            "按“导入”以前，客源本不会有任何改动。"
        )
        self.empty = Empty(theme, tr("从表格导入客户"), about, Flow(theme, (self.choose, self.paste)))
        self.trouble = Prose(theme, "", ink="seal")
        self.how = How(theme)
        self.columns = Columns(theme)
        self.sources = SourceWords(theme)
        self.outcome = Outcome(theme)
        self.bar = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link")
        self.bar.add(self.stop)
        self.bar.hide()
        self.foot = Foot(theme)
        self.bring, self.save = self.foot.bring, self.foot.save

    def _lay_out(self, theme: Theme) -> None:
        self.title.add(self.open_link)
        self.title.add(self.paste_link)
        inside, self.area = QWidget(), Area(self)
        self.area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical, self.area))
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing shifts
        self.area.setWidget(inside)
        self.read_part = Part(theme)
        down = column(theme, self.read_part, gap=12, margins=(INSET, 0, INSET, 0))
        down.addWidget(Heading(theme, tr("每一列是什么")))
        down.addWidget(self.columns)
        down.addWidget(self.sources)
        down.addLayout(Bleed(theme, self.outcome))
        whole = column(theme, inside, gap=12, margins=(INSET, 12, BAR - THIN, 12))
        whole.addWidget(self.empty)
        whole.addWidget(self.how)
        whole.addWidget(self.trouble)
        whole.addLayout(Bleed(theme, self.read_part))
        whole.addStretch(1)
        self.body.addLayout(Bleed(theme, self.area, left=INSET, right=BAR), 1)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.foot)

    def _connect(self) -> None:
        for button in (self.open_link, self.choose):
            button.clicked.connect(self.ask_file)
        for button in (self.paste_link, self.paste):
            button.clicked.connect(self.take_clipboard)
        self.how.encoding_chosen.connect(lambda _: self.path is not None and self.take_file(str(self.path)))
        self.how.head_chosen.connect(self._head_chosen)
        self.how.fill_chosen.connect(self._fill_chosen)
        self.columns.chosen.connect(self.set_column)
        self.sources.chosen.connect(self._source_chosen)
        self.outcome.card_wanted.connect(self.card_wanted)
        self.outcome.looked_at.connect(lambda: QTimer.singleShot(0, self, self._see_rows))
        self.stop.clicked.connect(self.behind.stop)
        self.bring.clicked.connect(self.bring_in)
        self.save.clicked.connect(self.ask_save)

    # the table ---------------------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Which file?"""
        dialog = self.dialog = open_dialog(self, tr("选一个客户表"), f"{tr('客户表')} ({KINDS});;{tr('所有文件')} (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_new)
        dialog.finished.connect(self._dialog_over)
        dialog.open()

    def _dialog_over(self) -> None:
        self.dialog = None

    def _take_new(self, name: str) -> None:
        self.how.encoding.choose("")
        self.take_file(name)

    def take_file(self, name: str) -> None:
        """Read it, in the encoding that is chosen or told."""
        path, encoding = Path(name), self.how.encoding.choice()
        self.path, self.table, self.plan = path, None, None
        self._read(lambda: read_file(path, encoding))

    def take_clipboard(self) -> None:
        """What was copied in a spreadsheet, or the file that was copied."""
        self._take_mime(QGuiApplication.clipboard().mimeData())

    def _take_mime(self, given: QMimeData | None) -> None:
        files = [url.toLocalFile() for url in given.urls() if url.isLocalFile()] if given is not None else []
        if files:
            self._take_new(files[0])
            return
        text = given.text() if given is not None and given.hasText() else ""
        if not text.strip():
            self._say_wrong(tr("剪贴板里没有表格：请先在 WPS 或 Excel 里全选、复制"))
            return
        self.path, self.table, self.plan = None, None, None
        self._read(lambda: read_text(text))

    def _read(self, read: Callable[[], Table]) -> None:
        self.trouble.set_text("")
        self.behind.begin(tr("正在读表格"), lambda _: read(), self._read_done, self._show)
        self._show()

    def _read_done(self, table: Table) -> None:
        self.table, self.brought = table, None
        try:
            self.wanted = replace(importing.begin(self.book, table), fill=self.how.fill.isChecked())
            with self.book.read() as sql:
                own = fields(sql, Owner.CUSTOMER)
        except BookError as error:
            self.acts.tell_error(error)
            return
        self.columns.make(table.width, own)
        self.how.show_table(table)
        self._look()
        self.take_focus()

    def _look(self) -> None:
        """What would become of each row, as the columns are now."""
        table, wanted = self.table, self.wanted
        if table is None or wanted is None:
            return
        self.brought = None
        self.trouble.set_text("")
        self._show_columns(table, wanted)

        def work(go_on: GoOn) -> Plan:
            return importing.plan(self.book, table, wanted, go_on)

        self.behind.begin(tr("正在看每一行"), work, self._looked, self._not_looked)
        self._show()

    def _show_columns(self, table: Table, wanted: Wanted) -> None:
        self.how.show_head(wanted.head)
        first = 0 if wanted.head is None else wanted.head + 1
        lines = [line.cells for line in table.lines[first : first + 9]]
        self.columns.show_table(importing.heads(table, wanted.head), wanted.keys, lines)

    def _looked(self, plan: Plan) -> None:
        self.plan = plan
        self.outcome.show_plan(plan)
        with self.book.read() as sql:
            known = channels(sql)
        self.sources.show_words(plan.unknown, plan.wanted.sources, known)
        self._show()
        announce(self.foot, self.foot.sum.text())

    def _not_looked(self) -> None:
        self.plan = None
        self._show()

    # what each column is -----------------------------------------------------------------------------------------------------

    def set_column(self, place: int, key: str) -> None:
        """This column is that; whichever was it before is nobody's, where it can't be both."""
        if self.wanted is None:
            return
        keys = list(self.wanted.keys)
        if key not in MANY:
            keys = [LEAVE if one == key else one for one in keys]
        keys[place] = key
        self.wanted = replace(self.wanted, keys=tuple(keys))
        self._look()

    def _head_chosen(self, head: int | None) -> None:
        if self.table is None or self.wanted is None:
            return
        with self.book.read() as sql:
            own = fields(sql, Owner.CUSTOMER)
        found = importing.with_head(self.table, head, own)
        self.wanted = replace(found, fill=self.wanted.fill, sources=self.wanted.sources)
        self._look()

    def _fill_chosen(self, fill: bool) -> None:
        if self.wanted is None:
            return
        self.wanted = replace(self.wanted, fill=fill)
        if self.plan is None or self.brought is not None:
            self._look()
        else:
            self.plan = replace(self.plan, wanted=self.wanted)  # the rows fare as before
            self._show()

    def _source_chosen(self, word: str, where: Where) -> None:
        if self.wanted is not None and self.plan is not None:
            self.wanted = importing.with_source(self.wanted, word, where)
            self.plan = replace(self.plan, wanted=self.wanted)
            self._show()

    def _see_rows(self) -> None:
        """The rows that were asked for, from their numbers down."""
        inside = self.area.widget()
        if inside is not None and self.outcome.isVisible():
            top = self.outcome.mapTo(inside, QPoint()).y() - self.theme.px(12)
            self.area.verticalScrollBar().setValue(top)

    # bringing in -------------------------------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """导入."""
        plan = self.plan
        if plan is None or not self._possible():
            return
        self._writing = True
        self.trouble.set_text("")
        self.behind.begin(
            tr("正在导入"), lambda go_on: importing.bring_in(self.book, plan, go_on), self._came, self._not_brought
        )
        self._show()

    def _came(self, brought: Brought) -> None:
        self._writing = False
        self.brought = brought
        self.acts.tell(brought.done)
        if self.plan is not None and self.plan.of(*LEFT_OUT):
            self.outcome.look_at(LEFT)
        self._show()

    def _not_brought(self) -> None:
        self._writing = False
        if not self.trouble.text():
            self.acts.say(tr("已停下，一位也没有导入"))
        self._show()

    def _possible(self) -> bool:
        if self.plan is None or self.brought is not None or self.behind.busy:
            return False
        return bool(self.plan.of(Fate.NEW)) or (self.plan.wanted.fill and bool(self.plan.of(Fate.THERE)))

    def ask_save(self) -> None:
        """The rows left out, as a table: where to?"""
        name = self.path.stem if self.path is not None else tr("客户表")
        dialog = self.dialog = save_dialog(self, tr("存下没导入的行"), file_name(tr("{name}-没导入", name=name), ".csv"), ".csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(self._dialog_over)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Into this file."""
        if self.plan is None:
            return
        try:
            many = importing.save_left_out(self.plan, Path(name))
        except BookError as error:
            self.acts.tell_error(error)
        else:
            self.acts.say(trn("已存下 {n} 行，改好以后再导入这个文件：{path}", many, path=name), icon="check")

    # as a page ---------------------------------------------------------------------------------------------------------------

    def _say_wrong(self, why: str) -> None:
        self.trouble.set_text(why)
        announce(self, why)
        self._show()

    def _show(self) -> None:
        """What there is to see now, and what can be done."""
        there, busy = self.table is not None, self.behind.busy
        self.empty.setVisible(not there and self.path is None)
        self.how.setVisible(there or self.path is not None)
        self.trouble.setVisible(bool(self.trouble.text()))
        self.read_part.setVisible(there)
        self.foot.setVisible(there)
        for one in (self.open_link, self.paste_link):
            one.setVisible(not self.empty.isVisibleTo(self))
            one.setEnabled(not self._writing)
        self.how.allow(
            there=there, encoding=self.path is not None and not self._writing, rest=there and not self._writing
        )
        self.columns.setEnabled(there and not self._writing)
        self.sources.setEnabled(not self._writing and self.brought is None)
        self.outcome.setVisible(self.plan is not None)
        self.outcome.tell(self.brought is not None)
        self.sources.setVisible(self.plan is not None and bool(self.plan.unknown))
        self.bring.setEnabled(self._possible())
        self.bring.setVisible(self.brought is None)
        self.save.setVisible(self.plan is not None and bool(self.plan.of(*LEFT_OUT)))
        self.save.setEnabled(not busy)
        self.foot.say(words.sum_words(self.plan, self.brought))
        self.title.set_title(tr("导入客户"), words.note(self.path, there, self.plan, self.brought))

    def concerns(self, changed: Changed) -> bool:
        """Who is in the book, and what can be written of them; not what this page itself writes. What was brought in stays said
        until it is taken back."""
        if self._writing and changed.label.key in OURS:
            return False
        if self.brought is not None and changed.label.key not in TURNED:
            return False
        return changed.label.key == ELSEWHERE.label.key or changed.touches("customer", "phone", "channel", "custom_field")

    def read(self) -> None:
        """The book is otherwise now: so is what would become of the rows."""
        if self.table is not None and not self._writing:
            self._look()

    def privacy_changed(self) -> None:
        """Said anew."""
        if self.table is not None and self.wanted is not None:
            self._show_columns(self.table, self.wanted)
            self.outcome.say_anew()

    def take_focus(self) -> None:
        """What to do first: choose a file, then the columns, then 导入."""
        first = self.choose if self.empty.isVisibleTo(self) else self.columns.first() or self.open_link
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def own_acts(self) -> Sequence[Act]:
        """The keys of this page."""

        def free() -> bool:
            return not self._writing

        return (
            Act(tr("选文件"), OPEN_KEY, self.ask_file, bind=False, can=free),
            Act(tr("粘贴"), PASTE_KEY, self.take_clipboard, bind=False, can=free),
            Act(tr("导入"), BRING_KEY, self.bring_in, bind=False, can=self._possible),
            Act(tr("存下没导入的行"), SAVE_KEY, self.ask_save, bind=False, can=lambda: self.save.isVisibleTo(self)),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file or cells dragged here."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read them."""
        if not self._writing:
            self._take_mime(event.mimeData())
            event.acceptProposedAction()
