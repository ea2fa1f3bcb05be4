"""Where things lie: what ships with the program, and the owner's data. The one place that knows."""

import os
import sys
from pathlib import Path
from typing import Final

BOOK_SUFFIX: Final = ".kyb"
BOOK_NAME: Final = "客源本" + BOOK_SUFFIX


def resource(*parts: str) -> Path:
    """A shipped file or folder: beside the package in a checkout, inside it in a wheel or an installed bundle."""
    package = Path(__file__).resolve().parent
    for root in (package / "resources", package.parent / "resources"):
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError("resources")


def document(name: str) -> Path:
    """CHANGELOG.md, THIRD-PARTY.md or LICENSE: in the root of a checkout, among the resources of an installed program."""
    shipped = resource(name)
    return shipped if shipped.is_file() else resource().parent / name


def data_folder() -> Path:
    """The owner's data folder: %LOCALAPPDATA% on Windows, XDG data home elsewhere. Not created here."""
    override = os.environ.get("KYUANBOOK_HOME")
    if override:
        return Path(override)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "kyuanbook"


def default_book() -> Path:
    """The book opened when none is named."""
    return data_folder() / BOOK_NAME
