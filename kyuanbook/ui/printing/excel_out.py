"""A list as Excel, behind the window with bar and 停下: written whole first, then kept under its number, then it has its name.
Stopped, there is neither file nor list.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kyuanbook.actions.list_export import Ready, make_list
from kyuanbook.actions.sheets import CallSheet
from kyuanbook.book.errors import BookError
from kyuanbook.language import tr
from kyuanbook.ui.printing.drawing import GoOn
from kyuanbook.ui.printing.set_behind import SetBehind
from kyuanbook.ui.shell.acts import Acts


class Listed(NamedTuple):
    """What is written: the sheets, and by the row's number what to say to each."""

    sheets: Sequence[CallSheet]
    messages: Mapping[int, str]


class ExcelOut:
    """For a page that shows a list. ``listed``: as it stands now; ``keep``: keep it as printed, False where that can't be."""

    def __init__(self, behind: SetBehind, acts: Acts, listed: Callable[[], Listed], keep: Callable[[], bool]) -> None:
        self._behind, self._acts, self._listed, self._keep = behind, acts, listed, keep
        self._number = 0
        self.going = False

    def write(self, name: str) -> None:
        """Begin with that file."""
        listed = self._listed()
        self._number = listed.sheets[0].number
        self.going = True
        self._behind.begin(partial(_written, Path(name), listed), tr("正在写 Excel 表"))

    def made(self, ready: Ready) -> bool:
        """It is whole: keep the list, and give the file its name. False: it has none; the owner was told, or it is written
        anew, because the list's number had gone to another."""
        self.going = False
        if not self._keep():
            ready.drop()
            return False
        if self._listed().sheets[0].number != self._number:
            ready.drop()
            self.write(str(ready.target))
            return False
        try:
            ready.put()
        except BookError as error:
            self._acts.tell_error(error)
            return False
        return True

    def give_up(self) -> None:
        """It was stopped, or something else was asked for: that is said."""
        if self.going:
            self.going = False
            self._acts.say(tr("停下了，没有存成表格"), icon="info")


def _written(path: Path, listed: Listed, go_on: GoOn) -> Ready:
    return make_list(path, listed.sheets, listed.messages, go_on)
