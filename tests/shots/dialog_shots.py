"""The few dialogs, Qt's own for files, and the window of a book that does not open."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import keeping
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import BookError, CannotOpen, Damaged, Gone, NewerBook, NotABook, OpenElsewhere
from kyuanbook.language import tr
from kyuanbook.ui.kit.file_dialog import folder_dialog, open_dialog, save_dialog
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.settings import reopening
from kyuanbook.ui.settings.page import KEEPING, SettingsPage
from kyuanbook.ui.settings.reopening import Reopening
from kyuanbook.ui.shell.navigation import SETTINGS
from kyuanbook.ui.shell.renewal import CLOSE, OPEN, Renewal
from kyuanbook.ui.shell.trouble import Trouble
from tests.shots.page_shots import page
from tests.shots.panel_shots import new_customer
from tests.shots.shot import Pose, Shot

PLACE = "D:\\客源本\\禾木理发.kyb"


def unsaved(p: Photographer) -> None:
    """The window is closed with an entry half written."""
    panel = new_customer(p)
    panel.inside.name.setText("林小满")
    panel.ask_likely()  # not while it is measured
    p.window.close()


def restoring(p: Photographer) -> None:
    """恢复: what it means, and two verbs."""
    keeping.back_up(p.book)
    settings = page(p, SETTINGS, SettingsPage)
    settings.show_section(KEEPING)
    settings.keeping.ask_restore(0)


def moving(p: Photographer) -> None:
    """打开旧电脑的包."""
    settings = page(p, SETTINGS, SettingsPage)
    settings.show_section(KEEPING)
    packed = p.book.path.with_name(f"旧电脑{keeping.MOVE_SUFFIX}")
    keeping.pack_for_move(p.book, target=packed, settings_path=p.book.path.with_name("settings.json"))
    settings.keeping._confirm_move(str(packed))


def trouble(error: BookError, *, backed_up: bool = False) -> Pose:
    """The window in place of a book that does not open."""

    def pose(p: Photographer) -> QWidget:
        if backed_up:
            keeping.back_up(p.book)
        p.window.hide()
        made = Trouble(p.window.theme, p.book.path, error, p.window.memory)
        made.show()
        return made

    return pose


def renewing(what: Callable[[Photographer], Reopening | None], leg: str, at: int, *, stopped: bool = False) -> Pose:
    """The small window while no book is open, at one leg of it."""

    def pose(p: Photographer) -> QWidget:
        p.window.hide()
        renewal = Renewal(p.window.theme, AtOnce(), open_book, p.window)
        renewal._began(leg)
        renewal._went_on(at, 1_000)
        doing = what(p)
        renewal.closing = doing is None
        renewal._appear(doing, p.window.geometry())
        assert renewal.window is not None
        if stopped:
            renewal.window.stop.click()
        renewal.window._ended = True  # it goes when the picture is taken
        return renewal.window

    return pose


def from_backup(p: Photographer) -> Reopening:
    """恢复."""
    return reopening.restoring(p.book.path)


def from_pack(p: Photographer) -> Reopening:
    """换电脑."""
    return reopening.moving(p.book.path, p.window.memory)


def closing(p: Photographer) -> None:
    """Nothing but the day's backup."""


def saving(p: Photographer) -> None:
    """Where to put a PDF."""
    save_dialog(p.window, tr("存为 PDF"), tr("该打的电话") + ".pdf", ".pdf").open()


def choosing(p: Photographer) -> None:
    """A folder for the second backups."""
    folder_dialog(p.window, tr("备份的第二个地方，如U盘或另一块硬盘")).open()


def opening(p: Photographer) -> None:
    """A book."""
    open_dialog(p.window, tr("打开另一本"), tr("客源本") + " (*.kyb)", p.book.path.parent).open()


SHOTS = (
    Shot("ask-unsaved", unsaved), Shot("confirm-restore", restoring), Shot("confirm-move", moving),
    Shot("trouble-damaged", trouble(Damaged(), backed_up=True)), Shot("trouble-newer", trouble(NewerBook(path=PLACE))),
    Shot("trouble-gone", trouble(Gone(path=PLACE), backed_up=True)), Shot("trouble-not-ours", trouble(NotABook(path=PLACE))),
    Shot("trouble-elsewhere", trouble(OpenElsewhere(path=PLACE))), Shot("trouble-cannot", trouble(CannotOpen(path=PLACE))),
    Shot("underway-restore", renewing(from_backup, keeping.CHECK, 640)),
    Shot("underway-move", renewing(from_pack, keeping.PROVE, 390)),
    Shot("underway-aside", renewing(from_pack, keeping.ASIDE, 930)), Shot("underway-open", renewing(from_backup, OPEN, 950)),
    Shot("underway-stopping", renewing(from_backup, keeping.UNPACK, 420, stopped=True)),
    Shot("underway-closing", renewing(closing, CLOSE, 330)),
    Shot("file-save", saving), Shot("file-folder", choosing), Shot("file-open", opening),
)  # fmt: skip
