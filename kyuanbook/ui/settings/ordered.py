"""A list of what is offered, in the owner's order: each of it changed, moved, put away and listed again."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from kyuanbook.actions.done import Book, Done
from kyuanbook.language import tr
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading
from kyuanbook.ui.pages.section import Section, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu


class Offered(Protocol):
    """A row of such a list."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def hidden(self) -> bool:
        """Put away."""


Row = TypeVar("Row", bound=Offered)


def moved(ids: Sequence[int], chosen: int | None, step: int) -> list[int]:
    """``ids`` with ``chosen`` so many places farther on; empty where it cannot go there."""
    if chosen is None or chosen not in ids or not 0 <= (place := ids.index(chosen)) + step < len(ids):
        return []
    found = list(ids)
    found[place], found[place + step] = found[place + step], found[place]
    return found


def how_many(rows: Sequence[Offered], counted: Callable[[int], str]) -> str:
    """``3 项，停用 1 项``: as many as there are lines."""
    away = sum(one.hidden for one in rows)
    shown = counted(len(rows) - away)
    return tr("{shown}，另停用 {away}", shown=shown, away=counted(away)) if away else shown


class OrderedSection(Section, Generic[Row]):
    """Override :meth:`edit`, :meth:`leave`, :meth:`_order` and :meth:`_put_away`; keep :attr:`rows`, and call
    :meth:`show_foot` when they are shown. ``editing``: the number of the one being changed; ``away``: what putting away is
    called here, and what taking back."""

    def __init__(
        self, theme: Theme, book: Book, acts: Acts, name: str, lead_width: int, *more: Any,
        away: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """``more``: for another base of whoever derives."""
        super().__init__(theme, book, acts, *more)
        self._away_words = away or (tr("停用"), tr("重新启用"))
        self.rows: Sequence[Row] = ()
        self.editing: int | None = None
        self.list = Rows(theme, name=name, whole=False, headed=True, lead_width=lead_width, height=40)
        self.list_head = Heading(theme, name)
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter", bind=False)
        self.up = Button(theme, tr("上移"), kind="link", icon="arrow-up", key="Ctrl+Up", bind=False)
        self.down = Button(theme, tr("下移"), kind="link", icon="arrow-down", key="Ctrl+Down", bind=False)
        self.away = Button(theme, self._away_words[0], kind="link", icon="minus", key="Del", bind=False)
        self._foot = (self.change, self.up, self.down, self.away)
        for button in self._foot:
            self.list_head.add(button)
        self.list.opened.connect(self.edit)
        self.list.moved.connect(lambda _: self.show_foot())
        RowMenu(self.list, lambda: (self.row_acts(),))
        self.change.clicked.connect(self._edit_current)
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(1))
        self.away.clicked.connect(self.hide_or_show)
        for key, act in (("Ctrl+Up", lambda: self.move_row(-1)), ("Ctrl+Down", lambda: self.move_row(1))):
            on_key(self.list, key, act)
        on_key(self.list, "Del", self.hide_or_show)

    # what each list does in its own way ----------------------------------------------------------------------------------

    def edit(self, row_id: int) -> None:
        """Put one into the form."""
        raise AssertionError

    def leave(self) -> None:
        """Back to adding, and to the list."""
        raise AssertionError

    def _order(self, ids: Sequence[int]) -> Done:
        raise AssertionError

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        raise AssertionError

    # what all do the same way --------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the one in hand."""
        return self.row_acts()

    def row_acts(self) -> Sequence[Act]:
        """The same, for its menu."""

        def there() -> bool:
            return self.list.current_id() is not None

        return (
            Act(tr("改"), "Enter", self._edit_current, bind=False, can=there),
            Act(tr("上移"), "Ctrl+Up", lambda: self.move_row(-1), bind=False, can=there),
            Act(tr("下移"), "Ctrl+Down", lambda: self.move_row(1), bind=False, can=there),
            Act(self.away.words(), "Del", self.hide_or_show, bind=False, can=there),
        )

    def row(self, row_id: int | None) -> Row | None:
        """The one of that number, if it is there."""
        return next((one for one in self.rows if one.id == row_id), None)

    def _edit_current(self) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            self.edit(chosen)

    def show_foot(self) -> None:
        """What Delete does with the one in hand."""
        one = self.row(self.list.current_id())
        back = one is not None and one.hidden
        self.away.icon_name = "archive-restore" if back else "minus"
        self.away.set_text(self._away_words[back])
        for button in self._foot:
            button.setEnabled(one is not None)

    def move_row(self, step: int) -> None:
        """One place up or down."""
        ids = moved([one.id for one in self.rows], self.list.current_id(), step)
        if ids:
            self.do(None, lambda: self._order(ids))

    def hide_or_show(self) -> None:
        """Offer the one in hand no more, or again."""
        one = self.row(self.list.current_id())
        if one is not None:
            self._turn(lambda: self._put_away(one.id, not one.hidden))

    def _turn(self, work: Callable[[], Done]) -> None:
        self.do(None, work)

    def back_out(self) -> bool:
        """Esc gives up a change."""
        if self.editing is None:
            return False
        self.leave()
        return True
