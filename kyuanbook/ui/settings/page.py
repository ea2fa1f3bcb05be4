"""设置: ten parts, one in front at a time; everything by keyboard, everything undoable where it can be."""

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.sectioned import Offered, SectionedPage
from kyuanbook.ui.settings.about_section import AboutSection
from kyuanbook.ui.settings.calendar_section import CalendarSection
from kyuanbook.ui.settings.custom_section import CustomSection
from kyuanbook.ui.settings.follow_rules_section import FollowRulesSection
from kyuanbook.ui.settings.keeping_section import KeepingSection
from kyuanbook.ui.settings.looks_section import LooksSection
from kyuanbook.ui.settings.names_section import NamesSection
from kyuanbook.ui.settings.reasons_section import ReasonsSection
from kyuanbook.ui.settings.shop_section import ShopSection
from kyuanbook.ui.settings.sources_section import SourcesSection
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory

SHOP, SOURCES, CALENDAR, NAMES, CUSTOM = "shop", "sources", "calendar", "names", "custom"
RULES, REASONS, LOOKS, KEEPING, ABOUT = "rules", "reasons", "looks", "keeping", "about"


class SettingsPage(SectionedPage):
    """``reopen_wanted``: a :data:`Reopening`, for whoever owns the book."""

    about = "settings"
    reopen_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, memory: Memory, runner: Runs) -> None:
        offered = (
            Offered(SHOP, tr("店铺"), lambda: self.shop),
            Offered(SOURCES, tr("来源渠道"), lambda: self.sources),
            Offered(CALENDAR, tr("店铺日历"), lambda: self.calendar),
            Offered(NAMES, tr("店员、商品"), lambda: self.names),
            Offered(CUSTOM, tr("自定义"), lambda: self.custom),
            Offered(RULES, tr("回访规则"), lambda: self.rules),
            Offered(REASONS, tr("流失原因"), lambda: self.reasons),
            Offered(LOOKS, tr("外观"), lambda: self.looks),
            Offered(KEEPING, tr("备份"), lambda: self.keeping),
            Offered(ABOUT, tr("关于"), lambda: self.on_program),
        )
        super().__init__(theme, book, hub, acts, tr("设置"), offered, (tr("设置的下一部分"), tr("设置的上一部分")))
        self.shop = ShopSection(theme, book, acts)
        self.sources = SourcesSection(theme, book, acts)
        self.calendar = CalendarSection(theme, book, acts)
        self.names = NamesSection(theme, book, acts)
        self.custom = CustomSection(theme, book, acts, runner)
        self.rules = FollowRulesSection(theme, book, acts, runner)
        self.reasons = ReasonsSection(theme, book, acts)
        self.looks = LooksSection(theme, book, acts, memory)
        self.keeping = KeepingSection(theme, book, acts, memory, runner)
        self.on_program = AboutSection(theme, book, acts)
        for key in self.parts():
            self.part(key)
        self.keeping.reopen_wanted.connect(self.reopen_wanted)

    def entered(self) -> None:
        """Always read: backups and places change outside the book."""
        self.refresh()
