"""The book can't be opened: what is wrong in one sentence, and the ways on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
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

RESTORABLE: Final = frozenset({"book_not_ours", "book_damaged", "book_gone"})
BACKUP_FIRST: Final = frozenset({"book_not_ours", "book_damaged"})  # to try the same once more helps least
OTHER_FIRST: Final = frozenset({"book_newer", "book_cannot_open"})
BETTER_FIRST: Final = BACKUP_FIRST | OTHER_FIRST
WIDE, SIDE = 640, 44  # px at 100 %


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
        key = error.message.key
        restorable = key in RESTORABLE
        newest = self._newest() if restorable else None
        self.sentence = Prose(theme, words or _words_of(error, newest is not None), size=15, ink="ink")
        room = theme.px(WIDE - 2 * SIDE)  # the file's own name is never what goes
        where = theme.metrics(13).elidedText(str(path), Qt.TextElideMode.ElideMiddle, room)
        self.place = Label(theme, where, size=13, ink="ink2")
        self.place.setToolTip(str(path))
        down = column(theme, self, gap=12, margins=(SIDE, 28, SIDE, 28))
        down.addWidget(Label(theme, tr("这本客源本没有打开"), size=24, serif=True, heading=True))
        down.addWidget(self.sentence)
        down.addWidget(self.place)
        down.addSpacing(theme.px(12))
        self.choices: list[BigChoice] = []
        if key not in BETTER_FIRST:  # with what is asked for here, the same once more is what helps
            self._offer_again(key)
        if newest is not None:
            day = say(full_day(newest.day))
            note = tr("{day}的备份", day=day) if key == "book_gone" else tr("{day}的备份；现在这个文件会留在旁边", day=day)
            self._offer(tr("用备份恢复"), note, "archive-restore", self._restore)
        if restorable:
            note = tr("更早的一份，或者U盘上的") if newest is not None else tr("U盘或别的地方存过的一份")
            word = tr("用别的备份恢复") if newest is not None else tr("用备份恢复")
            self._offer(word, note, "history", self._choose_backup)
        if key in BACKUP_FIRST:
            self._offer_again(key)
        self._offer(tr("打开另一本"), tr("选一个客源本文件"), "folder-open", self._choose)
        if key in OTHER_FIRST:
            self._offer_again(key)
        for choice in self.choices:
            down.addWidget(choice)
        down.addStretch(1)
        self.resize(theme.px(WIDE), theme.px(228 + 76 * len(self.choices)))

    def _offer_again(self, key: str) -> None:
        self._offer(tr("再试一次"), _again_words(key), "redo-2", lambda: self.open_wanted.emit(self._path))

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


def _again_words(key: str) -> str:
    """What to do before the same is tried once more."""
    return {
        "book_gone": tr("先插回U盘，或把文件放回原处"), "book_newer": tr("先升级程序"), "book_open_elsewhere": tr("先在那边关掉"),
        "book_busy": tr("先等几秒"),
    }.get(key, tr("还是这个文件"))  # fmt: skip


def _words_of(error: BookError, backed_up: bool) -> str:
    """What is wrong, and which of the buttons here helps: there is no window with settings to be sent to, nothing was
    typed, and the path has its own line."""
    key = error.message.key
    if key == "book_damaged" and backed_up:
        return tr("客源本文件有损坏，为免越写越坏，没有打开它。请用下面的备份恢复，坏的那个文件会留在旁边")
    said = {
        "book_damaged": tr("客源本文件有损坏，为免越写越坏，没有打开它。旁边没有它的备份，请插上存过备份的U盘，从那里恢复"),
        "book_gone": tr("找不到客源本文件，可能U盘被拔出或文件被移走。插回后点“再试一次”"),
        "book_not_ours": tr("这个文件不是客源本，或者已经坏得读不出来。可以用备份恢复，或者打开另一本"),
        "book_newer": tr("这本客源本是用更新版本的程序写的，请先升级程序再打开"),
        "book_open_elsewhere": tr("这本客源本正在别处打开着（这台电脑的另一个窗口，或另一台电脑），请先在那边关掉"),
        "book_cannot_open": tr("打不开这个文件，请看看路径对不对"),
    }
    return said.get(key) or say(error.message)
