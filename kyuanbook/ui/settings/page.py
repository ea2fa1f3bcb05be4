"""设置: six parts, one in front at a time; everything by keyboard, everything undoable where it can be."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, row
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.settings.calendar_section import CalendarSection
from kyuanbook.ui.settings.keeping_section import KeepingSection
from kyuanbook.ui.settings.looks_section import LooksSection
from kyuanbook.ui.settings.names_section import NamesSection
from kyuanbook.ui.settings.section import Section
from kyuanbook.ui.settings.shop_section import ShopSection
from kyuanbook.ui.settings.sources_section import SourcesSection
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.menu import Act

SHOP, SOURCES, CALENDAR, NAMES, LOOKS, KEEPING = "shop", "sources", "calendar", "names", "looks", "keeping"


class SettingsPage(BookPage):
    """``reopen_wanted``: a :data:`Reopening`, for whoever owns the book."""

    reopen_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        super().__init__(theme, book, hub, acts, tr("设置"))
        self.shop = ShopSection(theme, book, acts)
        self.sources = SourcesSection(theme, book, acts)
        self.calendar = CalendarSection(theme, book, acts)
        self.names = NamesSection(theme, book, acts)
        self.looks = LooksSection(theme, book, acts, memory)
        self.keeping = KeepingSection(theme, book, acts, memory, runner)
        self._sections: dict[str, Section] = {
            SHOP: self.shop, SOURCES: self.sources, CALENDAR: self.calendar, NAMES: self.names, LOOKS: self.looks,
            KEEPING: self.keeping,
        }  # fmt: skip
        words = {
            SHOP: tr("店铺"), SOURCES: tr("来源渠道"), CALENDAR: tr("店铺日历"), NAMES: tr("店员、商品"),
            LOOKS: tr("外观"), KEEPING: tr("备份"),
        }  # fmt: skip
        self.chips = Chips(theme, [Choice(key, word) for key, word in words.items()], name=tr("设置"), quiet=True)
        self.chips.chosen.connect(self.show_section)
        self._stack = QStackedWidget()
        self._holders = {key: self._hold(section) for key, section in self._sections.items()}
        across = row(theme, margins=(0, 8, 0, 4))
        across.addWidget(self.chips, 1)
        self.body.addLayout(across)
        self.body.addLayout(Bleed(theme, self._stack, left=12, right=16), 1)
        self.keeping.reopen_wanted.connect(self.reopen_wanted)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))

    def _hold(self, section: Section) -> Area:
        holder = _Holder()
        holder.setWidget(section)
        self._stack.addWidget(holder)
        return holder

    @property
    def topic(self) -> str:  # type: ignore[override]  # each part has its own
        """Help about the part in front."""
        return f"settings-{self.chips.choice()}"

    def step(self, by: int) -> None:
        """The next part, or the one before."""
        keys = list(self._sections)
        self.show_section(keys[(keys.index(self.chips.choice()) + by) % len(keys)])
        self.take_focus()

    def own_acts(self) -> Sequence[Act]:
        """Those of the part in front, and the ways to the others."""
        return (
            *self.section().own_acts(),
            Act(tr("设置的下一部分"), "Ctrl+PgDown", lambda: self.step(1), bind=False),
            Act(tr("设置的上一部分"), "Ctrl+PgUp", lambda: self.step(-1), bind=False),
        )

    def section(self) -> Section:
        """The one in front."""
        return self._sections[self.chips.choice()]

    def show_section(self, key: str) -> None:
        """Bring a part to the front."""
        self.chips.choose(key)
        self._stack.setCurrentWidget(self._holders[key])
        self.refresh()

    def to_remember(self) -> dict[str, Any]:
        """The part in front."""
        return {"section": self.chips.choice()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """The part that was in front last."""
        key = kept.get("section")
        if isinstance(key, str) and key in self._sections:
            self.chips.choose(key)
            self._stack.setCurrentWidget(self._holders[key])

    def read(self) -> None:
        """What the part in front shows; the others when they come to the front."""
        self.section().read()

    def entered(self) -> None:
        """Always read: backups and places change outside the book."""
        self.refresh()

    def take_focus(self) -> None:
        """Where the part in front begins."""
        self.section().first().setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc gives up the change of a source, or of a name."""
        now = self.section()
        return isinstance(now, SourcesSection | NamesSection | CalendarSection) and now.back_out()


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
            if layout is not None and layout.hasHeightForWidth():
                watched.setMinimumHeight(layout.minimumHeightForWidth(watched.width()))
        return super().eventFilter(watched, event)
