"""The book can't be opened: what is wrong in one sentence, and the ways on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent

from kyuanbook import paths
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import full_day
from kyuanbook.ui.kit.choices import BigChoice
from kyuanbook.ui.kit.file_dialog import open_dialog
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.shell.memory import Memory

if TYPE_CHECKING:
    from kyuanbook.actions.keeping import Backup

RESTORABLE = frozenset({"book_not_ours", "book_damaged", "book_gone"})


class Trouble(Part):
    """A window of its own. ``open_wanted``: try this path (the same once more, or another). ``restore_wanted``: do this
    (a :class:`Reopening`) with the file at this path, then open it.
    """

    open_wanted = Signal(object)
    restore_wanted = Signal(object, object)

    def __init__(self, theme: Theme, path: Path, error: BookError, memory: Memory, words: str = "") -> None:
        """``words``: what came of a restoring after which it still does not open."""
        super().__init__(theme)
        self._path, self._memory = path, memory
        self.setWindowTitle(tr("客源本"))
        restorable = error.message.key in RESTORABLE
        newest = self._newest() if restorable else None
        self.sentence = Prose(theme, words or _words_of(error, newest is not None), size=15, ink="ink")
        down = column(theme, self, gap=12, margins=(44, 28, 44, 28))
        down.addWidget(Label(theme, tr("这本客源本没有打开"), size=24, serif=True))
        down.addWidget(self.sentence)
        down.addSpacing(theme.px(12))
        self.choices: list[BigChoice] = []
        if newest is not None:
            day = say(full_day(newest.day))
            self._offer(
                tr("用备份恢复"), tr("{day} 的备份；现在这个文件会留在旁边", day=day), "archive-restore", self._restore
            )
        if restorable:
            note = tr("更早的一份，或者U盘上的")
            self._offer(tr("用别的备份恢复"), note, "history", self._choose_backup)
        self._offer(tr("再试一次"), str(path), "redo-2", lambda: self.open_wanted.emit(path))
        self._offer(tr("打开另一本"), tr("选一个客源本文件"), "folder-open", self._choose)
        for choice in self.choices:
            down.addWidget(choice)
        down.addStretch(1)
        self.resize(theme.px(640), theme.px(196 + 76 * len(self.choices)))

    def _newest(self) -> "Backup | None":
        from kyuanbook.actions import keeping

        second = self._memory.now.second_place
        found = keeping.backups(self._path, second=Path(second) if second else None)
        self._backups = [b for b in found if b.facts]
        return self._backups[0] if self._backups else None

    def _offer(self, word: str, note: str, icon: str, act: Callable[[], None]) -> None:
        choice = BigChoice(self.theme, word, note, icon=icon, filled=not self.choices)
        choice.clicked.connect(lambda: act())
        self.choices.append(choice)

    def _restore(self) -> None:
        self._restore_from(self._backups[0].path)

    def _choose_backup(self) -> None:
        """The newest may be the one that can't be read, or the only one lies on a stick."""
        from kyuanbook.actions import keeping

        dialog = open_dialog(self, tr("用哪一份恢复"), keeping.RESTORED_FROM, keeping.backup_folder(self._path))
        dialog.fileSelected.connect(lambda name: self._restore_from(Path(name)))
        dialog.open()

    def _restore_from(self, backup: Path) -> None:
        from kyuanbook.ui.settings.reopening import restoring

        self.restore_wanted.emit(self._path, restoring(backup))

    def _choose(self) -> None:
        kinds = f"{tr('客源本')} (*{paths.BOOK_SUFFIX})"
        dialog = open_dialog(self, tr("打开另一本"), kinds, self._path.parent)
        dialog.fileSelected.connect(lambda name: self.open_wanted.emit(Path(name)))
        dialog.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet."""
        QPainter(self).fillRect(self.rect(), self.theme.colour(self.theme.tokens.sheet))


def _words_of(error: BookError, backed_up: bool) -> str:
    """What is wrong, and which of the buttons here helps: there is no window with settings to be sent to."""
    if error.message.key != "book_damaged":
        return say(error.message)
    if backed_up:
        return tr("客源本文件有损坏，为免越写越坏，没有打开它。请用下面的备份恢复，坏的那个文件会留在旁边")
    return tr("客源本文件有损坏，为免越写越坏，没有打开它。旁边没有它的备份，请插上存过备份的U盘，从那里恢复")
