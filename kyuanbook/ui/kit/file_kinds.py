"""A file dialog must not look into the open book.

To find a picture for a file whose ending it doesn't know, a dialog opens it, and closes it again. On Linux that takes all of
this process's locks off the file, SQLite's too: the next program to close the book would take itself for the last, and
delete the WAL from under the window. So the endings of a book are made known, by a database of kinds beside the fonts.
"""

import os
import sys
from typing import Final

from kyuanbook import paths

_VARIABLE: Final = "XDG_DATA_DIRS"
_USUAL: Final = "/usr/local/share:/usr/share"


def make_known() -> None:
    """Before a file dialog is made; once is enough. Ours comes last, so that it changes nothing of the system's."""
    if sys.platform != "linux":
        return
    ours, known = str(paths.resource("share")), os.environ.get(_VARIABLE) or _USUAL
    if ours not in known.split(":"):
        os.environ[_VARIABLE] = f"{known}:{ours}"
