"""Every act of the window with its name and key: bound once, and all of them in the menu behind the seal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit.paint import key_words

FEEDBACK_KEY, REPLY_KEY, FORMS_KEY = "Ctrl+Shift+M", "Ctrl+Shift+W", "Ctrl+Shift+T"

GIVE_KEY, CARDS_KEY = "Ctrl+K", "Ctrl+Shift+I"
MERGE_KEY = "Shift+F2"
IMPORT_KEY = "Ctrl+9"

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


@dataclass(frozen=True, slots=True)
class Fold:
    """Acts that may stand behind one word, in a menu of their own; else they are lines like any other.

    ``always``: behind the word however much room there is.
    """

    words: Words
    acts: Sequence["Act | Fold"]
    always: bool = False

    def name(self) -> str:
        """As the menu says it."""
        return self.words if isinstance(self.words, str) else self.words()

    def possible(self) -> bool:
        """Whether any of them can be done now."""
        return any(act.possible() for act in self.acts)


Group = Sequence[Act | Fold]


def each_act(entries: Iterable[Act | Fold]) -> list[Act]:
    """All of them, folded or not."""
    return [act for one in entries for act in (each_act(one.acts) if isinstance(one, Fold) else (one,))]


def fill_menu(menu: QMenu, groups: Sequence[Group], window: QWidget) -> None:
    """Each act with its key, a line between groups; what can't be done now is grey.

    No menu is higher than its ``window``, that is than the smallest there is with this size of type: where the acts need
    more, those of a :class:`Fold` go behind its word.
    """
    menu.ensurePolished()
    room = min(window.height(), window.screen().availableGeometry().height())
    for folded in (False, True):
        _empty(menu)
        for group in filter(None, groups):
            if not menu.isEmpty():
                menu.addSeparator()
            _add(menu, group, window, folded=folded)
        if menu.sizeHint().height() <= room:
            break


def _empty(menu: QMenu) -> None:
    menu.clear()
    for below in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        below.deleteLater()


def _add(menu: QMenu, group: Group, window: QWidget, *, folded: bool) -> None:
    for one in group:
        if isinstance(one, Act):
            _add_act(menu, one)
        elif folded or one.always:
            below = QMenu(_shown(one.name()), menu)
            fill_menu(below, (one.acts,), window)
            menu.addMenu(below).setEnabled(one.possible())
        else:
            _add(menu, one.acts, window, folded=folded)


def _add_act(menu: QMenu, act: Act) -> None:
    action = menu.addAction(f"{_shown(act.name())}\t{key_words(act.key)}")
    action.setEnabled(act.possible())
    if act.on is not None:
        action.setCheckable(True)
        action.setChecked(act.on())
    action.triggered.connect(lambda _=False: act.do())


def _shown(words: str) -> str:
    return words.replace("&", "&&")


class Menu(QObject):
    """Groups of acts. The keys work in the whole window, whether or not the menu was ever opened.

    ``here``: what can be done on the page in front and nowhere else; it stands first.
    """

    def __init__(self, window: QWidget, groups: Sequence[Group], here: Callable[[], Group] = tuple) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self._window, self._groups, self._here = window, tuple(groups), here
        self.menu.aboutToShow.connect(self._fill)
        for act in self.acts():
            if act.bind:
                shortcut = QShortcut(QKeySequence(act.key), window)
                shortcut.activated.connect(act.do)

    def acts(self) -> list[Act]:
        """All of them, without those of a page."""
        return [act for group in self._groups for act in each_act(group)]

    def here(self) -> list[Act]:
        """Those of the page in front."""
        return each_act(self._here())

    def _fill(self) -> None:
        here = self._here()
        first = [Fold(tr("这一页"), here, always=True)] if here else []
        ways, *rest = self._groups
        fill_menu(self.menu, ((*first, *ways), *rest), self._window)
