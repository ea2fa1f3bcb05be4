"""What every page over the book is: it reads, it goes stale when the book changes, it knows the customer in hand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.errors import BookError
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub

if TYPE_CHECKING:
    from kyuanbook.ui.shell.menu import Group


class BookPage(Page):
    """A page that reads the book when it is shown and anew when what it shows changed.

    What the owner wants of a customer goes out as signals; the window knows where each leads. ``looks_changed``: what
    :meth:`to_remember` says is other than before, and worth remembering at once.
    """

    card_wanted = Signal(int)
    visit_wanted = Signal(int)
    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    pin_wanted = Signal(int)
    tier_wanted = Signal(int)
    reason_wanted = Signal(int)
    attempt_wanted = Signal(object)
    plan_wanted = Signal(int)
    merge_wanted = Signal(int)
    visit_edit_wanted = Signal(int)
    touch_wanted = Signal(int)
    feedback_wanted = Signal(int)
    reply_wanted = Signal(int)
    looks_changed = Signal()
    prints_register = False  # Ctrl P: the empty 当日到店登记表, not a list of customers

    def __init__(
        self, theme: Theme, book: Book, hub: Hub, acts: Acts, title: str, *, size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, title, size=size, parent=parent)
        self.book, self.acts = book, acts
        self._stale = True
        hub.changed.connect(self._book_changed)
        privacy.changed.connect(self.privacy_changed)

    def read(self) -> None:
        """Read the book and show it. Override. May raise BookError, which is told once."""

    def concerns(self, changed: Changed) -> bool:
        """Whether a change may be seen on this page."""
        return True

    def _book_changed(self, changed: Changed) -> None:
        if self.concerns(changed):
            self._outdated()

    def _outdated(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def privacy_changed(self) -> None:
        """隐私 was switched: what is shown is said anew."""
        self._outdated()

    def refresh(self) -> None:
        """Read now."""
        self._stale = False
        try:
            self.read()
        except BookError as error:
            self._stale = True
            self.acts.tell_error(error)

    def entered(self) -> None:
        """Shown: read what is stale."""
        if self._stale:
            self.refresh()

    def to_remember(self) -> dict[str, Any]:
        """What this page wants to find again when the program is started next: what JSON can hold."""
        return {}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """What :meth:`to_remember` said, before the page is read first; nothing in it can be trusted to be there or to fit."""

    def take_focus(self) -> None:
        """Put the focus where the keys of this page begin."""
        self.setFocus()

    def in_hand(self) -> int | None:
        """The customer that F3, F2 and Delete are about."""
        return None

    def picked(self) -> Sequence[int]:
        """The customers picked for a list; none: the page's own list is meant."""
        return ()

    def form_in_hand(self) -> str:
        """The number of the 问卷 that printing and typing back are about, or ``slip``; "" for none in particular."""
        return ""

    def list_in_hand(self) -> int:
        """The number of the printed list that 录入结果 is about; 0 for none in particular."""
        return 0

    def visit_in_hand(self) -> int | None:
        """The visit that Ctrl E is about."""
        return None

    def own_acts(self) -> "Group":
        """What can be done on this page and nowhere else, for the menu while it is in front."""
        return ()

    def back_out(self) -> bool:
        """Esc: give up what the page holds (a selection); False when there is nothing of the kind."""
        return False

    def typed_name(self) -> str:
        """F4: what stands where a customer is looked for on this page, to be entered as a new one."""
        return ""

    def takes_up(self, customer_id: int) -> bool:
        """A customer was just entered from here, or found already in the book: True when the page goes on with them."""
        return False

    def unsaved(self) -> bool:
        """Whether something was typed here that closing the window would lose."""
        return False

    def save_unsaved(self) -> bool:
        """Save what was typed here; False: it can't be saved, stands in sight and says what is wrong."""
        return True

    def delete_in_hand(self) -> None:
        """Delete: the customer in hand goes to 回收站."""
        customer = self.in_hand()
        if customer is not None:
            self.delete_wanted.emit(customer)
