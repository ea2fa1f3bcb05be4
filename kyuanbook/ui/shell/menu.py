"""Every act of the window with its name and key: bound once, and all of them in the menu behind the seal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from kyuanbook.ui.kit.paint import key_words

FEEDBACK_KEY, REPLY_KEY, FORMS_KEY = "Ctrl+Shift+M", "Ctrl+Shift+W", "Ctrl+Shift+T"

GIVE_KEY, CARDS_KEY = "Ctrl+K", "Ctrl+Shift+I"

Words = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Act:
    """``words``: fixed, or asked for when the menu opens ("" then: nothing to do, shown grey under ``otherwise``).

    ``key``: Qt's name of it. ``bind``: False for a key that a button or the page itself already takes.
    ``can``: whether it can be done now. ``on``: of an act that switches, whether it is on: its mark in the menu.
    """

    words: Words
    key: str
    do: Callable[[], object]
    bind: bool = True
    can: Callable[[], bool] | None = None
    otherwise: str = ""
    on: Callable[[], bool] | None = None

    def name(self) -> str:
        """As the menu says it."""
        return self.words if isinstance(self.words, str) else self.words() or self.otherwise

    def possible(self) -> bool:
        """Whether the menu offers it."""
        named = isinstance(self.words, str) or bool(self.words())
        return named and (self.can is None or self.can())


def add_acts(menu: QMenu, groups: Sequence[Sequence[Act]]) -> None:
    """Each act with its key, a line between groups; what can't be done now is grey."""
    for group in filter(None, groups):
        if not menu.isEmpty():
            menu.addSeparator()
        for act in group:
            words = act.name().replace("&", "&&")
            action = menu.addAction(f"{words}\t{key_words(act.key)}")
            action.setEnabled(act.possible())
            if act.on is not None:
                action.setCheckable(True)
                action.setChecked(act.on())
            action.triggered.connect(lambda _=False, a=act: a.do())


class Menu(QObject):
    """Groups of acts. The keys work in the whole window, whether or not the menu was ever opened.

    ``here``: what can be done on the page in front and nowhere else; it stands first.
    """

    def __init__(
        self, window: QWidget, groups: Sequence[Sequence[Act]], here: Callable[[], Sequence[Act]] = tuple
    ) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self.here = here
        self._groups = tuple(tuple(group) for group in groups)
        self.menu.aboutToShow.connect(self._fill)
        for group in self._groups:
            for act in group:
                if act.bind:
                    shortcut = QShortcut(QKeySequence(act.key), window)
                    shortcut.activated.connect(act.do)

    def acts(self) -> list[Act]:
        """All of them, without those of a page."""
        return [act for group in self._groups for act in group]

    def _fill(self) -> None:
        self.menu.clear()
        add_acts(self.menu, (self.here(), *self._groups))
