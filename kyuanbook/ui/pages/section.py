"""One part of a page that has several: it reads what holds, and changes it by actions whose notice takes them back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.language import say
from kyuanbook.rules.words import Problem, Refused
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Form
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

SIDES = (12, 0, 12, 0)


class Section(Part):
    """Override :meth:`read` and :meth:`first`."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.book, self.acts = book, acts
        self._across: QBoxLayout | None = None
        self._shares = (1, 1)

    def read(self) -> None:
        """Show what holds now. May raise BookError."""

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self

    def in_hand(self) -> int | None:
        """The customer that F3, F5 and the like are about."""
        return None

    def to_remember(self) -> dict[str, Any]:
        """As :meth:`BookPage.to_remember`, of this part."""
        return {}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As :meth:`BookPage.recall`, before it is read first."""

    def own_acts(self) -> Sequence[Act]:
        """What can be done here and nowhere else, for the menu while this part is in front."""
        return ()

    def side_by_side(self, left: QWidget, right: QWidget, shares: tuple[int, int]) -> None:
        """Two columns, each with 12 at its sides for lists that bleed; from 140 % type one under the other."""
        self._across, self._shares = row(self.theme, self, gap=20, margins=(0, 8, 4, 0)), shares
        self._across.addWidget(left)
        self._across.addWidget(right)
        self._across.addStretch(0)
        self.restyle()

    def back_out(self) -> bool:
        """Esc: give up a change begun here; False when there is nothing of the kind."""
        return False

    def restyle(self) -> None:
        """Follow the scale; where it is large, keys go from the links so that their words stay whole, and the part scrolls as
        one, its lists with it."""
        for link in self.findChildren(Button):
            if link.kind == "link":
                link.spare(key=not self.theme.compact, icon=link.show_icon)
        for rows in self.findChildren(Rows):
            rows.leave_scrolling(to_the_page=self.theme.compact)
        if self._across is not None:
            below = self.theme.compact
            self._across.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
            for place, share in enumerate((0, 0, 1) if below else (*self._shares, 0)):
                self._across.setStretch(place, share)

    def do(self, form: Form | None, work: Callable[[], Done]) -> Done | None:
        """Do ``work`` and say so; what was refused is said beside the fields of ``form``, or in the notice."""
        try:
            done = work()
        except BookError as error:
            self.acts.tell_error(error)
        except Refused as refused:
            left: Sequence[Problem] = refused.problems if form is None else form.complain(refused.problems)
            if left:
                self.acts.say(say(left[0].message), icon="circle-alert")
        else:
            if done.changed.entry is not None:
                self.acts.tell(done)
            return done
        return None


def on_key(widget: QWidget, keys: str, do: Callable[[], None]) -> None:
    """``keys`` while ``widget`` has the focus."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(do)
