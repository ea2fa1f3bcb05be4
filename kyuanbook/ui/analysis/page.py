"""分析: several parts, one in front at a time; each answers a question about the shop."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.sections import SECTIONS, Maker
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.sectioned import Offered, SectionedPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub


class FiguresPage(SectionedPage):
    """A page whose parts are made by ``parts``. ``people_wanted``, ``list_wanted``: the :class:`People` behind a figure, to be
    looked at or printed. ``entry_wanted``: an entry of 来源, by its name, and what it is about; ``flyer_wanted``: a campaign's
    paper; ``paper_wanted``: a :class:`PaperJob`, to be looked at and printed."""

    people_wanted = Signal(object)
    list_wanted = Signal(object)
    reckon_wanted = Signal()
    survey_edit_wanted = Signal(object)
    survey_reply_wanted = Signal(int)
    forms_wanted = Signal(str)
    entry_wanted = Signal(str, object)
    flyer_wanted = Signal(int)
    paper_wanted = Signal(object)
    reward_wanted = Signal(int)
    scheme_wanted = Signal()
    papers_wanted = Signal(object)

    def __init__(
        self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs, title: str,
        parts: Sequence[tuple[str, str, Maker]], ways: tuple[str, str],
    ) -> None:  # fmt: skip
        self._runner = runner
        offered = [Offered(key, tr(word), self._making(maker)) for key, word, maker in parts]
        super().__init__(theme, book, hub, acts, title, offered, ways)

    def in_hand(self) -> int | None:
        """The customer of the current row, where the part in front has such a list."""
        return self.section().in_hand()

    def form_in_hand(self) -> str:
        """The 问卷 of the current row, the slip of 满意度."""
        section = self.section()
        return section.form_in_hand() if isinstance(section, AnalysisSection) else ""

    def _making(self, maker: Maker) -> Callable[[], AnalysisSection]:
        def made() -> AnalysisSection:
            section = maker(self.theme, self.book, self.acts, self._runner)
            section.card_wanted.connect(self.card_wanted)
            section.people_wanted.connect(self.people_wanted)
            section.list_wanted.connect(self.list_wanted)
            section.reckon_wanted.connect(self.reckon_wanted)
            for name in (
                "touch_wanted", "visit_wanted", "survey_edit_wanted", "survey_reply_wanted", "forms_wanted", "entry_wanted",
                "flyer_wanted", "paper_wanted", "reward_wanted", "scheme_wanted", "papers_wanted", "drawing_wanted",
                "contact_wanted", "said_wanted", "become_wanted", "tie_wanted", "relation_wanted",
            ):  # fmt: skip
                if hasattr(section, name):
                    getattr(section, name).connect(getattr(self, name))
            return section

        return made


class AnalysisPage(FiguresPage):
    """分析."""

    about = "analysis"

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts, runner: Runs) -> None:
        super().__init__(
            theme, book, hub, acts, runner, tr("分析"), SECTIONS, (tr("分析的下一部分"), tr("分析的上一部分"))
        )
