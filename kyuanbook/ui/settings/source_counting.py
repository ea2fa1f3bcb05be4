"""谁带来的怎么算: first source or latest, and how long a campaign counts after its end; what that comes to is said at once."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.campaigns import Attribution, attribution
from kyuanbook.book.queries.origins import FIRST, LATEST
from kyuanbook.language import tr, trn
from kyuanbook.rules.campaign_entries import MOST_WINDOW, read_window
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.behind import Behind
from kyuanbook.ui.shell.acts import Acts

PAUSE: Final = 200  # ms after a change before it is reckoned anew
Doing = Callable[[Form | None, Callable[[], Done]], Done | None]


class SourceCounting(Part):
    """``do``: of the section it stands in: does an action, says so, says what was refused beside the form."""

    def __init__(
        self, theme: Theme, book: Book, acts: Acts, runner: Runs, do: Doing, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._book, self._do, self._kept = book, do, ("", 0)
        self._behind = Behind(book, acts, runner, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._reckon)
        self.form = Form(theme)
        self.which = Combo(theme, [Choice(FIRST, tr("首次来源")), Choice(LATEST, tr("最近来源"))])
        self.window_line = Line(theme)
        self.form.add("attribution", Field(theme, tr("客人算哪个来源带来的"), self.which), submits=False)
        self.form.add(
            "campaign_window", Field(theme, tr("活动结束后还算几天"), self.window_line, hint=tr("Enter 存上"))
        )
        self.told = Prose(theme, "", size=13)
        down = column(theme, self, gap=8)
        down.addWidget(Heading(theme, tr("谁带来的怎么算")))
        down.addWidget(self.form)
        down.addWidget(self.told)
        self.which.chosen.connect(lambda _: self.store())
        self.window_line.committed.connect(lambda _: self._pause.start())
        self.form.submitted.connect(self.store)

    def read(self) -> None:
        """As the shop has it; what is being typed stays."""
        with self._book.read() as sql:
            settings = shop.settings(sql)
        now = (settings.attribution, settings.campaign_window)
        if now != self._kept:
            self._kept = now
            self.which.choose(now[0])
            self.window_line.setText(str(now[1]))
        self._reckon()

    def _typed(self) -> tuple[str, int] | None:
        days, problems = read_window(self.window_line.text(), "campaign_window")
        return None if problems or days is None else (self.which.choice(), days)

    def store(self) -> None:
        """Keep both."""
        typed = self._typed()
        if typed is None:
            wrong = Problem("campaign_window", Message("whole_from_nought", {"most": MOST_WINDOW}))
            self.form.complain([wrong])
            return
        self.form.complain(())
        if typed != self._kept:
            self._do(self.form, lambda: set_shop(self._book, attribution=typed[0], campaign_window=typed[1]))

    def _reckon(self) -> None:
        typed, book = self._typed(), self._book
        if typed is None:
            return
        which, days = typed

        def look() -> Attribution:
            with book.read() as sql:
                return attribution(sql, which, days)

        self._behind.look(look, lambda found: self._tell(which, days, found), "counting")

    def _tell(self, which: str, days: int, found: Attribution) -> None:
        if which == FIRST:
            how = tr("客人第一次是怎么来的，就算哪里带来的；以后又被活动请来，也不变。")
        else:
            how = tr("客人最近一次是怎么来的，就算哪里带来的；又凭活动的编号来过，就算那个活动的。")
        if not found.sourced:
            self.told.setText(how)
            return
        turned = (
            trn("记了来源的 {all} 位里，{n} 位的首次来源和最近来源不一样，换一种算法会换地方。", found.moved, all=found.sourced)
            if found.moved else tr("现在大家的首次来源和最近来源都一样，换不换一个样。")
        )  # fmt: skip
        brought = trn("活动结束后 {days} 天内来的也算，一共带来 {n} 位。", found.brought, days=days)
        self.told.setText(how + turned + brought)
