"""The main frame: desk, seal and shop name, index tabs, search, the two great buttons, one sheet of pages."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button, Pressable
from kyuanbook.ui.kit.page import Page, Sheet
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.privacy_mark import PrivacyMark
from kyuanbook.ui.kit.search_box import SearchBox
from kyuanbook.ui.kit.tabs import Tab, Tabs, sheet_path
from kyuanbook.ui.kit.theme import Theme

if TYPE_CHECKING:
    from kyuanbook.ui.kit.focus import FocusRing
    from kyuanbook.ui.kit.notice import Notice
    from kyuanbook.ui.kit.panel import Panel, PanelHost

NARROW_BELOW: Final = 1100
BAR: Final = 56
SEARCH_LEAST: Final = 150


class Seal(Pressable):
    """The red seal 客 and the shop's name; opens the menu with every act and its key."""

    def __init__(self, theme: Theme, shop: str, parent: QWidget) -> None:
        super().__init__(theme, shop, parent)
        self.bare = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the menu is about what has the focus: a click leaves it there
        self.set_shop(shop)

    def set_shop(self, shop: str) -> None:
        """Another name."""
        self.set_text(shop)
        self.setAccessibleDescription(tr("菜单"))

    def sizeHint(self) -> QSize:
        """Seal and name; the seal alone when ``bare``."""
        px = self.theme.px
        name = 0 if self.bare else px(10) + self.theme.metrics(16, bold=True).horizontalAdvance(self.words())
        return QSize(px(30) + name + px(8), px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The seal, 30 square, then the name."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        if self.underMouse():
            paint.rounded(painter, theme, self.rect(), 6, fill=t.rule)
        box = QRect(px(4), (self.height() - px(30)) // 2, px(30), px(30))
        paint.rounded(painter, theme, box, 5, fill=t.seal_fill)
        paint.write(painter, theme, box, "客", t.on_seal, size=20, serif=True, align=paint.CENTRE)
        if not self.bare:
            words = self.rect().adjusted(px(44), 0, 0, 0)
            paint.write(painter, theme, words, self.words(), t.ink, size=16, bold=True)


class Frame(Part):
    """The window's whole inside. Pages are added under a key; a tab of the same key opens with them.

    ``opened``: the owner chose a tab. ``visit_wanted`` F3, ``new_wanted`` F4, ``privacy_wanted`` F8.
    """

    opened = Signal(str)
    page_shown = Signal(str)
    visit_wanted = Signal()
    new_wanted = Signal()
    privacy_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        shop: str,
        tabs: Sequence[Tab],
        foot: Sequence[Tab] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.seal = Seal(theme, shop, self)
        self.search = SearchBox(theme, self)
        self.privacy_mark = PrivacyMark(theme, self)
        self.new_button = Button(theme, tr("新客户"), icon="user-round-plus", key="F4", parent=self)
        self.visit_button = Button(theme, tr("记到店"), kind="filled", icon="notebook-pen", key="F3", parent=self)
        self.tabs = Tabs(theme, tabs, foot, self)
        self.sheet = Sheet(self)
        self.stack = QStackedWidget(self.sheet)
        self._notice: Notice | None = None
        self._panels: PanelHost | None = None
        self._ring: FocusRing | None = None
        self._pages: dict[str, Page] = {}
        self._tab_of: dict[str, str] = {}
        self._menu: QMenu | None = None
        self._shown = ""
        self._connect()

    def _connect(self) -> None:
        self.tabs.opened.connect(self.opened)
        self.new_button.clicked.connect(lambda: self.new_wanted.emit())
        self.visit_button.clicked.connect(lambda: self.visit_wanted.emit())
        self.seal.clicked.connect(self.open_menu)
        self.privacy_mark.clicked.connect(lambda: self.privacy_wanted.emit())
        privacy.changed.connect(self.place)

    def follow_focus(self) -> None:
        """Let the focus ring follow from now on; made after the first paint, as nothing is focused by then."""
        from kyuanbook.ui.kit.focus import FocusRing

        app = QApplication.instance()
        if self._ring is None and isinstance(app, QApplication):
            self._ring = FocusRing(self.theme, app, self)

    @property
    def notice(self) -> "Notice":
        """The strip at the foot of the sheet; made when first wanted."""
        if self._notice is None:
            from kyuanbook.ui.kit.notice import Notice

            self._notice = Notice(self.theme, self.sheet)
            self.sheet.floating.append(self._notice)
            self._notice.set_covered(self._covered())
        return self._notice

    @property
    def panels(self) -> "PanelHost":
        """Where panels stand; made when first wanted."""
        if self._panels is None:
            from kyuanbook.ui.kit.panel import PanelHost

            self._panels = PanelHost(self.theme, self)
            self._panels.closed.connect(self._keep_clear)
        return self._panels

    def _covered(self) -> int:
        return 0 if self._panels is None else self._panels.panel_width()

    def _keep_clear(self) -> None:
        if self._notice is not None:
            self._notice.set_covered(self._covered())

    def add_page(self, key: str, page: Page, *, tab: str | None = None) -> None:
        """Lay ``page`` on the sheet under ``key``; ``tab``: which tab is open with it, its own unless given."""
        self._pages[key] = page
        self._tab_of[key] = key if tab is None else tab
        self.stack.addWidget(page)

    def open_under(self, key: str, came_from: str) -> None:
        """Let page ``key`` open under the tab of the page the owner came from."""
        self._tab_of[key] = self._tab_of.get(came_from, came_from)

    def has_page(self, key: str) -> bool:
        """Whether a page of that key was added (pages may be made when first wanted)."""
        return key in self._pages

    def peek(self, key: str) -> Page | None:
        """The page of that key without showing it; None if it was not added."""
        return self._pages.get(key)

    def show_page(self, key: str, focus: Callable[[Page], None] | None = None) -> Page:
        """Bring a page to the front and tell it so. Raises KeyError.

        ``focus``: gives the focus to what of the page shall have it. It goes there before the page that was in front is
        hidden: with that one Qt would hand it to two others first, and a screen reader would say both.
        """
        page = self._pages[key]
        self._shown = key
        self.tabs.open_tab(self._tab_of[key])
        page.setGeometry(self.stack.rect())
        page.show()
        page.entered()
        if focus is not None:
            focus(page)
        self.stack.setCurrentWidget(page)
        self.page_shown.emit(key)
        return page

    def shown(self) -> str:
        """Key of the page in front."""
        return self._shown

    def page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._shown)

    def set_shop(self, shop: str) -> None:
        """The shop's name beside the seal."""
        self.seal.set_shop(shop)
        self.place()

    def set_menu(self, menu: QMenu) -> None:
        """What the seal opens."""
        self._menu = menu

    def open_menu(self) -> None:
        """Open the menu below the seal."""
        if self._menu is not None:
            self._menu.popup(self.seal.mapToGlobal(QPoint(0, self.seal.height())))

    def notify(
        self, text: str, *, bold: str = "", undo: Callable[[], None] | None = None, word: str = "", icon: str = "check"
    ) -> None:
        """Say at the foot of the sheet what was done; see :meth:`Notice.show_notice`."""
        self.notice.show_notice(text, bold=bold, undo=undo, word=word, icon=icon)

    def open_panel(self, panel: "Panel", *, over: bool = False) -> None:
        """Show ``panel`` at the right; it takes the focus. ``over``: the one there now comes back after it."""
        if over:
            self.panels.open_over(panel)
        else:
            self.panels.open(panel)
        self._keep_clear()

    def panel(self) -> "Panel | None":
        """The panel that stands there now."""
        return None if self._panels is None else self._panels.panel

    def close_panel(self) -> None:
        """Take the panel away."""
        if self._panels is not None:
            self._panels.close_panel()

    def typed_into(self) -> SearchBox | None:
        """Where typing over a list goes: the search, unless a panel stands open."""
        return None if self._covered() else self.search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and figures that nobody wanted begin a search: typing is enough."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if text and text.isprintable() and not text.isspace() and not held and self.typed_into() is not None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.setText(text)
            return
        super().keyPressEvent(event)

    def narrow(self) -> bool:
        """Below 1100, or from 140 % type."""
        return self.theme.compact

    def restyle(self) -> None:
        """Follow the scale."""
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        super().resizeEvent(event)
        self.theme.set_narrow(self.width() < self.theme.px(NARROW_BELOW))
        self.place()

    def place(self) -> None:
        """Where each part of the frame stands; sizes at 100 % as in the look."""
        px, narrow = self.theme.px, self.narrow()
        self.tabs.set_stacked(narrow)
        left = self.tabs.column_width()
        self.tabs.setGeometry(0, 0, left, self.height())
        self.tabs.place()
        self.tabs.lower()
        self.seal.bare = narrow
        size = self.seal.sizeHint()
        x = (left - px(38)) // 2 if narrow else px(12)
        self.seal.setGeometry(x, (px(BAR) - size.height()) // 2, min(size.width(), left + px(28) - x), size.height())
        wide = px(440 if not narrow else 330)
        for squeezed in range(4):  # large type in a small window: keys go from the buttons before the search is too small
            end = self._place_buttons(px, squeezed)
            width = min(wide, end - px(28) - left - px(28))
            if width >= px(SEARCH_LEAST):
                break
        self.search.rest = QRect(left + px(28), px(10), width, px(36))
        self.search.place()
        top = px(BAR) + 1
        self.sheet.setGeometry(left, top, self.width() - left, self.height() - top)
        self.stack.setGeometry(self.sheet.rect())
        if self._panels is not None:
            self._panels.place()
            self._keep_clear()
        self.update()

    def _place_buttons(self, px: Callable[[float], int], squeezed: int) -> int:
        """The two buttons and the eye from the right; returns where the left one begins. ``squeezed``: 1 without keys, 2
        with the eye alone, 3 without the buttons' icons."""
        end = self.width() - px(28)
        self.privacy_mark.show_key, self.privacy_mark.bare = not squeezed, squeezed >= 2
        for button in (self.visit_button, self.new_button):
            button.spare(key=not squeezed, icon=squeezed < 3)
        for button in (self.visit_button, self.new_button, self.privacy_mark):
            if button.isHidden():
                continue
            size = button.sizeHint()
            button.setGeometry(end - size.width(), px(10), size.width(), px(36))
            end -= size.width() + px(10)
        return end

    def paintEvent(self, event: QPaintEvent) -> None:
        """Desk, then the sheet with the open tab as one path."""
        if self._ring is None:
            QTimer.singleShot(0, self, self.follow_focus)
        painter, t = QPainter(self), self.theme.tokens
        paint.fill(painter, self.theme, self.rect(), t.desk)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour(t.rule2), 1))
        painter.setBrush(self.theme.colour(t.sheet))
        painter.drawPath(sheet_path(self.theme, self.size(), self.tabs.column_width(), self.tabs.open_box()))
