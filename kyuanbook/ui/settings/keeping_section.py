"""备份: where the book lies, its backups here and in a second place, restoring, moving to another PC."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words, full_day, time_words
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.file_dialog import folder_dialog, open_dialog, save_dialog
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Task, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.settings.confirm import Confirm
from kyuanbook.ui.settings.reopening import moving, restoring
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

T = TypeVar("T")
GoOn = Callable[[int, int], bool]
PATH: Final = 120  # px of a path that say where it is


class KeepingSection(Section):
    """``reopen_wanted``: the owner confirmed; whoever owns the book closes it, does this and opens it again."""

    reopen_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, acts)
        self.memory, self.runner = memory, runner
        self.backups: list[keeping.Backup] = []
        self._told_apart: frozenset[Path] = frozenset()
        self.dialog: Confirm | QFileDialog | None = None
        self._task: Task | None = None
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.where = Label(theme, str(self.book.path))
        self.where.setToolTip(str(self.book.path))
        self.open_folder = Button(theme, tr("打开文件夹"), kind="link", icon="folder-open", key="Ctrl+L")
        self.second = Label(theme, "")
        self.choose_second = Button(theme, tr("选第二个地方"), kind="link", icon="hard-drive", key="Ctrl+Shift+B")
        self.drop_second = Button(theme, tr("不用了"), kind="link", key="Ctrl+Shift+N")
        self.note = Prose(theme, "", size=13)
        self.now = Button(theme, tr("立即备份"), kind="filled", icon="save", key="Ctrl+B", bind=False)
        self.stick = Button(theme, tr("复制到U盘"), icon="usb", key="Ctrl+U")
        self.pack = Button(theme, tr("打包到新电脑"), icon="archive-restore", key="Ctrl+K")
        self.unpack = Button(theme, tr("打开旧电脑的包"), icon="download", key="Ctrl+O")
        for button in (self.open_folder, self.choose_second, self.drop_second, self.stick, self.pack, self.unpack):
            button.show_key = False  # four great buttons stand side by side; the menu and F1 show these keys
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link")
        self.progress.add(self.stop)
        self.progress.hide()
        self.list = Rows(theme, name=tr("备份"), whole=False, headed=True, lead_width=150, height=40)
        self.restore = Button(theme, tr("恢复这一份"), kind="link", icon="history", key="Enter")
        self.from_file = Button(theme, tr("用别处的备份恢复"), kind="link", icon="folder-open", key="Ctrl+R")

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, gap=4, margins=(12, 8, 16, 0))
        down.addWidget(Heading(theme, tr("客源本放在哪里")))
        down.addWidget(_Line(theme, tr("这台电脑"), self.where, self.open_folder))
        down.addWidget(_Line(theme, tr("第二个地方"), self.second, self.choose_second, self.drop_second))
        down.addWidget(self.note)
        acts = row(theme, margins=(0, 8, 0, 8))
        acts.addWidget(Flow(theme, (self.now, self.stick, self.pack, self.unpack)))
        down.addLayout(acts)
        down.addWidget(self.progress)
        self.head = Heading(theme, tr("备份"))
        self.head.add(self.from_file)
        self.head.add(self.restore)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.list), 1)
        down.addStretch(0)  # where the list is as high as its rows

    def _connect(self) -> None:
        folder = QUrl.fromLocalFile(str(self.book.path.parent))
        self.open_folder.clicked.connect(lambda: QDesktopServices.openUrl(folder))
        self.choose_second.clicked.connect(self.ask_second)
        self.drop_second.clicked.connect(lambda: self.set_second(""))
        self.now.clicked.connect(self.back_up)
        self.stick.clicked.connect(self.ask_stick)
        self.pack.clicked.connect(self.ask_pack)
        self.unpack.clicked.connect(self.ask_unpack)
        self.stop.clicked.connect(self._stop)
        self.list.opened.connect(self.ask_restore)
        RowMenu(self.list, lambda: (self.own_acts()[:1],))
        self.restore.clicked.connect(self._restore_current)
        self.from_file.clicked.connect(self.ask_file)

    def own_acts(self) -> Sequence[Act]:
        """All that can be done with backups; the keys work while this part is in front."""
        buttons = (
            self.restore, self.stick, self.pack, self.unpack, self.from_file, self.open_folder, self.choose_second,
            self.drop_second,
        )  # fmt: skip

        def can(button: Button) -> Callable[[], bool]:
            return lambda: button.isVisibleTo(self) and button.isEnabled()

        return tuple(Act(b.words(), b.key, b.click, bind=False, can=can(b)) for b in buttons)

    def first(self) -> QWidget:
        """立即备份."""
        return self.now

    def second_place(self) -> Path | None:
        """Where second backups go."""
        return Path(self.memory.now.second_place) if self.memory.now.second_place else None

    def read(self) -> None:
        """The places and what lies there."""
        second, today = self.second_place(), self.book.today()
        self.second.set_text(tr("还没有") if second is None else str(second))
        self.choose_second.set_text(tr("选第二个地方") if second is None else tr("换一个"))
        self.drop_second.setVisible(second is not None)
        self.backups = keeping.backups(self.book.path, second=second)
        status = keeping.status(self.book, second=second)
        last = Message("backup_never")
        if status.newest is not None:
            last = Message("backup_last", {"day": day_words(status.newest.day, today)})
        about = None if status.message is None else say(status.message)
        if second is None:  # here the choice stands beside it
            about = tr("备份只放在这台电脑上，再选第二个地方才放心，如U盘") if self.backups else None
        self.note.setText(tr("。").join(words for words in (say(last), about) if words))
        alike = Counter(map(_minute, self.backups))
        self._told_apart = frozenset(one.path for one in self.backups if alike[_minute(one)] > 1)
        self.list.show_rows([self._line_of(i, one, second, today) for i, one in enumerate(self.backups)])
        self.head.note.set_text(trn("{n} 份", len(self.backups)) if self.backups else tr("每天关店时自动备份"))
        self.restore.setVisible(bool(self.backups))

    def _line_of(self, place: int, one: keeping.Backup, second: Path | None, today: int) -> OneLine:
        when = f"{say(day_words(one.day, today))} {self._clock(one)}"
        held = tr("读不出来") if one.facts is None else _holds(one.facts)
        where = tr("第二个地方") if second is not None and one.path.is_relative_to(second) else ""
        return OneLine(place, when, held, middle=where, end=_size(one.size))

    def _clock(self, one: keeping.Backup) -> str:
        """14:30; with its seconds where another was made in the same minute."""
        minute = time_words(one.second // 60)
        return f"{minute}:{one.second % 60:02}" if one.path in self._told_apart else minute

    # the second place ----------------------------------------------------------------------------------------------------

    def ask_second(self) -> None:
        """Let the owner choose a folder."""
        self._ask_folder(tr("备份的第二个地方，如U盘或另一块硬盘"), self.set_second)

    def set_second(self, folder: str) -> None:
        """Keep it, and put a backup there at once."""
        kept = self.memory.change(second_place=folder, place_asked=True)
        self.read()
        if not kept:
            self.acts.say(tr("设置没能存到硬盘上，这次先用着，关掉程序后会变回去"), icon="circle-alert")
        if folder:
            self.back_up()

    # long work -----------------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """立即备份."""
        second = self.second_place()

        def done(made: keeping.BackedUp | None) -> None:
            if made is None:
                self.acts.say(tr("已停下，没有备份"))
                return
            facts = made.backup.facts
            words = say(Message("backup_made", {"customers": facts.customers, "visits": facts.visits})) if facts else ""
            self.acts.say(tr("。").join([words, *(say(note) for note in made.notes)]), icon="check")
            self.read()

        self._run(tr("正在备份"), lambda go_on: keeping.back_up(self.book, second=second, progress=go_on), done)

    def ask_stick(self) -> None:
        """复制到U盘: where to?"""
        self._ask_folder(tr("复制到哪里"), self.copy_to)

    def copy_to(self, folder: str) -> None:
        """A copy that opens directly."""

        def done(made: keeping.Copied | None) -> None:
            words = tr("已停下，没有复制") if made is None else say(Message("backup_copied", {"path": str(made.path)}))
            self.acts.say(words, icon="info" if made is None else "check")

        self._run(tr("正在复制"), lambda go_on: keeping.copy_to(self.book, folder=Path(folder), progress=go_on), done)

    def ask_pack(self) -> None:
        """换电脑: into which file?"""
        name = tr("{name}-换电脑", name=self.book.path.stem) + keeping.MOVE_SUFFIX
        self._open(save_dialog(self, tr("打包到新电脑"), name, keeping.MOVE_SUFFIX), self.pack_to)

    def pack_to(self, target: str) -> None:
        """Book, settings and backups into one file."""
        self.memory.flush()

        def work(go_on: GoOn) -> keeping.Facts | None:
            return keeping.pack_for_move(self.book, target=Path(target), settings_path=self.memory.path, progress=go_on)

        def done(facts: keeping.Facts | None) -> None:
            if facts is None:
                self.acts.say(tr("已停下，没有打包"))
            else:
                self.acts.say(say(Message("move_made", {"path": target})), icon="check")

        self._run(tr("正在打包"), work, done)

    def _run(self, words: str, work: Callable[[GoOn], T], done: Callable[[T], None]) -> None:
        book, show = self.book, after_a_while(self, self.progress.show)

        def job(progress: Progress, cancelled: Cancelled) -> T:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            with at_work(book, cancelled):
                return work(go_on)

        def over() -> None:
            show.stop()
            self.progress.hide()
            self._allow(True)

        def finished(result: T) -> None:
            over()
            done(result)

        def failed(error: Exception) -> None:
            over()
            if not isinstance(error, BookError):
                raise error
            self.acts.tell_error(error)

        self._allow(False)
        self.progress.set_progress(0, None, words)
        self._task = self.runner.run(
            job, finished, failed, progress=lambda n, of: self.progress.set_progress(n, of, words), stopped=over
        )

    def _allow(self, free: bool) -> None:
        for button in (self.now, self.stick, self.pack, self.unpack, self.restore, self.from_file):
            button.setEnabled(free)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # restoring -----------------------------------------------------------------------------------------------------------

    def _restore_current(self) -> None:
        chosen = self.list.current_id()
        self.ask_restore(0 if chosen is None else chosen)

    def ask_restore(self, place: int) -> None:
        """恢复: say what it means first; 不恢复 is what Enter does."""
        one = self.backups[place]
        self._confirm_restore(one.path, _words_of(one, self._clock(one)))

    def ask_file(self) -> None:
        """A backup or a copy that lies elsewhere."""
        dialog = open_dialog(self, tr("用哪一份恢复"), keeping.RESTORED_FROM, self.second_place())
        self._open(dialog, self._look_into_backup)

    def _look_into_backup(self, name: str) -> None:
        try:
            keeping.look_into_backup(Path(name), open_book=self.book.path)
        except BookError as error:
            self.acts.tell_error(error)
        else:
            self._confirm_restore(Path(name), Path(name).name)

    def _confirm_restore(self, path: Path, words: str) -> None:
        text = tr("恢复后，本子回到 {which}。现在这本会留在旁边，不会删掉。", which=words)
        dialog = Confirm(self.theme, tr("恢复备份"), text, tr("恢复"), tr("不恢复"), self.window())
        dialog.accepted.connect(lambda: self.reopen_wanted.emit(restoring(path)))
        self._show(dialog)

    def ask_unpack(self) -> None:
        """换电脑, on the new one: which file?"""
        # a mail program or a cloud drive may have called the pack what it is, a zip
        dialog = open_dialog(self, tr("打开旧电脑的包"), f"*{keeping.MOVE_SUFFIX} *.zip")
        self._open(dialog, self._confirm_move)

    def _confirm_move(self, name: str) -> None:
        try:
            held = _holds(keeping.look_into_move(Path(name), open_book=self.book.path))
        except BookError as error:
            self.acts.tell_error(error)
            return
        text = tr("包里有 {what}。打开后，这台电脑用旧电脑的那本。现在这本会留在旁边，不会删掉。", what=held)
        dialog = Confirm(self.theme, tr("打开旧电脑的包"), text, tr("用旧电脑的那本"), tr("不打开"), self.window())
        dialog.accepted.connect(lambda: self.reopen_wanted.emit(moving(Path(name), self.memory)))
        self._show(dialog)

    # dialogs -------------------------------------------------------------------------------------------------------------

    def _ask_folder(self, title: str, chosen: Callable[[str], None]) -> None:
        self._open(folder_dialog(self, title), chosen)

    def _open(self, dialog: QFileDialog, chosen: Callable[[str], None]) -> None:
        dialog.fileSelected.connect(chosen)
        self._show(dialog)

    def _show(self, dialog: Confirm | QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._dialog_over)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _dialog_over(self) -> None:
        self.dialog = None


class _Line(Part):
    """A place: its name, where it is (shortened), what can be done about it; the icons go where it is narrow."""

    def __init__(self, theme: Theme, name: str, value: Label, *links: Button) -> None:
        super().__init__(theme)
        self._name, self._links = Label(theme, name, ink="ink2"), links
        across = row(theme, self, gap=12)
        across.addWidget(self._name)
        across.addWidget(value)
        for link in links:
            across.addWidget(link)
        across.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Fit again."""
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Name and links without icons, and some of the place."""
        shown = [link for link in self._links if not link.isHidden()]
        wide = self._name.sizeHint().width() + sum(link.least_width() for link in shown)
        return QSize(wide + self.theme.px(12 * (len(shown) + 1) + 40), super().minimumSizeHint().height())

    def _fit(self) -> None:
        self._name.setMinimumWidth(self._name.sizeHint().width())
        shown = [link for link in self._links if not link.isHidden()]
        taken = self._name.sizeHint().width() + sum(link.width_with_key(False) for link in shown)
        roomy = taken + self.theme.px(12 * (len(shown) + 1) + PATH) <= self.width()
        for link in self._links:
            link.spare(key=False, icon=roomy)


def _minute(one: keeping.Backup) -> tuple[int, int]:
    return one.day, one.second // 60


def _holds(facts: keeping.Facts) -> str:
    customers = trn("{n} 位客户", facts.customers)
    return tr("{customers}，{visits}", customers=customers, visits=trn("{n} 次到店", facts.visits))


def _words_of(one: keeping.Backup, clock: str) -> str:
    when = f"{say(full_day(one.day))} {clock}"
    held = "" if one.facts is None else tr("（{what}）", what=_holds(one.facts))
    return f"{when}{held}"


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 104_858 else f"{max(1, size // 1024)} KB"
