"""Asking for a file or a folder: from where the owner's papers are, later from where they were last."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit.file_kinds import make_known

_LAST: Final = "last_folder"  # kept on the application: for the session, in no file
_HOMES: Final = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)


_KINDS: Final = {".pdf": "PDF", ".xlsx": "Excel"}


def save_dialog(parent: QWidget, title: str, name: str, *suffixes: str) -> QFileDialog:
    """For a new file, called ``name`` unless the owner says otherwise. ``suffixes``, with their dots: of the kinds it can be;
    that of the kind chosen is added where missing."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    kinds = {f"{_KINDS[s]} (*{s})" if len(suffixes) > 1 else f"*{s}": s for s in suffixes}
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix(suffixes[0].removeprefix("."))
    dialog.selectFile(name)
    if len(suffixes) > 1:
        dialog.filterSelected.connect(partial(_turn_to, dialog, kinds))
    return dialog


def _turn_to(dialog: QFileDialog, kinds: dict[str, str], chosen: str) -> None:
    """Another kind: the name already there gets its suffix."""
    suffix = kinds[chosen]
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    named = [Path(name) for name in dialog.selectedFiles()]
    if named and named[0].suffix in kinds.values():
        dialog.selectFile(named[0].with_suffix(suffix).name)


def file_name(name: str, suffix: str) -> str:
    """``name`` without what no file may be called by, and its suffix."""
    safe = "".join(" " if sign in '\\/:*?"<>|' else sign for sign in name).strip()
    return f"{safe}{suffix}"


def open_dialog(parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> QFileDialog:
    """For a file that is there. ``kinds``: a name filter; ``folder``: where such files are, if known."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return dialog


def folder_dialog(parent: QWidget, title: str) -> QFileDialog:
    """For a folder, such as a stick."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def start_folder() -> Path:
    """Where the owner last chose something, else Documents, Desktop, home: the first that is there."""
    app = QCoreApplication.instance()
    last = app.property(_LAST) if app is not None else None
    places = [QStandardPaths.writableLocation(home) for home in _HOMES]
    return next((Path(p) for p in (last, *places) if p and Path(p).is_dir()), Path.home())


def _dialog(parent: QWidget, title: str, folder: Path | None = None) -> QFileDialog:
    make_known()
    known = folder is not None and folder.is_dir()
    dialog = QFileDialog(parent, title, str(folder if known else start_folder()))
    for label, words in (  # Qt's catalogue has no Chinese for these
        (QFileDialog.DialogLabel.LookIn, tr("文件夹：")), (QFileDialog.DialogLabel.FileType, tr("类型：")),
    ):  # fmt: skip
        dialog.setLabelText(label, words)
    dialog.fileSelected.connect(_remember)  # bound to nothing: a lambda holding the dialog outlives Qt's half of it
    return dialog


def _remember(chosen: str) -> None:
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_LAST, chosen if Path(chosen).is_dir() else str(Path(chosen).parent))
