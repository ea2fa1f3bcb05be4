"""A page of several parts, one in front at a time: quiet chips on top choose it, each part has its own help."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, row
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act


class Offered(NamedTuple):
    """A part: its key, the word on its chip, and what makes it when it is first shown."""

    key: str
    word: str
    make: Callable[[], Section]


class SectionedPage(BookPage):
    """``about``: what the help topics of its parts begin with. ``ways``: what the menu calls the next part, and the one
    before."""

    about: ClassVar[str]

    def __init__(
        self, theme: Theme, book: Book, hub: Hub, acts: Acts, title: str, offered: Sequence[Offered],
        ways: tuple[str, str],
    ) -> None:  # fmt: skip
        super().__init__(theme, book, hub, acts, title)
        self._offered = {part.key: part for part in offered}
        self._sections: dict[str, Section] = {}
        self._holders: dict[str, Area] = {}
        self._kept: dict[str, dict[str, Any]] = {}  # by the parts, of the last time
        self._ways = ways
        self.chips = Chips(theme, [Choice(part.key, part.word) for part in offered], name=title, quiet=True)
        self.chips.chosen.connect(self.show_section)
        self._stack = QStackedWidget()
        across = row(theme, margins=(0, 8, 0, 4))
        across.addWidget(self.chips, 1)
        self.body.addLayout(across)
        self.body.addLayout(Bleed(theme, self._stack, left=12, right=16), 1)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))

    @property
    def topic(self) -> str:  # type: ignore[override]  # each part has its own
        """Help about the part in front."""
        return f"{self.about}-{self.chips.choice()}"

    def parts(self) -> tuple[str, ...]:
        """Their keys, in order."""
        return tuple(self._offered)

    def part(self, key: str) -> Section:
        """The part of that key, made now if it was not yet. Raises KeyError."""
        if key not in self._sections:
            section = self._sections[key] = self._offered[key].make()
            section.recall(self._kept.get(key, {}))
            section.restyle()
            holder = self._holders[key] = _Holder()
            holder.setWidget(section)
            self._stack.addWidget(holder)
        return self._sections[key]

    def section(self) -> Section:
        """The one in front."""
        return self.part(self.chips.choice())

    def step(self, by: int) -> None:
        """The next part, or the one before."""
        keys = self.parts()
        self.show_section(keys[(keys.index(self.chips.choice()) + by) % len(keys)])
        self.take_focus()

    def own_acts(self) -> Sequence[Act]:
        """Those of the part in front, and the ways to the others."""
        if len(self._offered) < 2:
            return self.section().own_acts()
        return (
            *self.section().own_acts(),
            Act(self._ways[0], "Ctrl+PgDown", lambda: self.step(1), bind=False),
            Act(self._ways[1], "Ctrl+PgUp", lambda: self.step(-1), bind=False),
        )

    def show_section(self, key: str) -> None:
        """Bring a part to the front."""
        self._to_front(key)
        self.refresh()

    def _to_front(self, key: str) -> None:
        self.part(key)
        self.chips.choose(key)
        self._stack.setCurrentWidget(self._holders[key])

    def to_remember(self) -> dict[str, Any]:
        """The part in front, and how each of them is looked at."""
        now = {key: part.to_remember() for key, part in self._sections.items()}
        parts = {key: kept for key, kept in {**self._kept, **now}.items() if kept}
        return {"section": self.chips.choice(), **({"parts": parts} if parts else {})}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """The part that was in front last."""
        key, parts = kept.get("section"), kept.get("parts")
        if isinstance(parts, dict):
            self._kept = {of: one for of, one in parts.items() if of in self._offered and isinstance(one, dict)}
        if isinstance(key, str) and key in self._offered:
            self._to_front(key)

    def read(self) -> None:
        """What the part in front shows; the others when they come to the front."""
        self._to_front(self.chips.choice())
        self.section().read()

    def take_focus(self) -> None:
        """Where the part in front begins; on its chip, where nothing in it takes keys."""
        first = self.section().first()
        if first.focusPolicy() == Qt.FocusPolicy.NoFocus:
            self.chips.take_focus()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc gives up what was begun in the part in front."""
        return self.section().back_out()


class _Holder(Area):
    """Scrolls a part. Qt gives what is inside only its least height, and that without the lines that words run over:
    a complaint would come to stand on its field."""

    def setWidget(self, widget: QWidget) -> None:
        """Hold ``widget``, and watch what it needs and where the focus goes in it."""
        super().setWidget(widget)
        widget.installEventFilter(self)
        for line in widget.findChildren(QLineEdit):
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The part is laid out anew: as high as it needs at its width. A line that is given the focus by 改 or by a
        complaint is brought into view, its complaint with it."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self.ensureWidgetVisible(watched, 0, watched.height())
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and isinstance(watched, QWidget):
            layout = watched.layout()
            if layout is not None:  # where nothing runs over lines any more, what it needed before is no measure
                least = layout.minimumHeightForWidth(watched.width()) if layout.hasHeightForWidth() else 0
                watched.setMinimumHeight(least)
        return super().eventFilter(watched, event)
