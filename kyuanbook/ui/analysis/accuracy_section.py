"""准不准: how good the marking is here, told from the shop's own past: three sentences and a picture; the rest under 细看."""

from typing import Final

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import backtest
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.lapsed import Stopped as GaveUp
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.backtest import PEOPLE, Backtest, Group, closer, sentences
from kyuanbook.rules.backtest_picture import Bar, picture
from kyuanbook.rules.dates import full_day
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.share_bars import Line, ShareBars
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

MORE_KEY: Final = "Ctrl+L"


class AccuracySection(BehindSection):
    """Replays off the GUI thread; what came of it holds until the book changed."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, (tr("还看不出准不准"), ""), parent)
        self.past: Backtest | None = None
        self._make(theme)
        self._lay_out(theme)
        self.who.clicked.connect(self.show_back)

    def _make(self, theme: Theme) -> None:
        self.sentences = [Prose(theme, size=15, ink="ink") for _ in range(3)]
        self.back = ShareBars(theme, tr("后来又来了的"))
        self.caught = ShareBars(theme, tr("真没再来的人里，认出了多少"))
        self.back.aligned = self.caught.aligned = (self.back, self.caught)
        self.how = Prose(theme, size=13)
        self.who = Button(theme, "", kind="link", icon="users", key="Ctrl+I")
        self.more = Button(theme, tr("细看"), kind="link", key=MORE_KEY, drops=True)
        self.closer = Part(theme)
        self.closer.hide()
        self.places = (self.who, self.more)

    def _lay_out(self, theme: Theme) -> None:
        inside = column(theme, self.told, gap=8, margins=SIDES)
        for sentence in self.sentences:
            inside.addWidget(sentence)
        self.back_head = Heading(theme, tr("后来又来了的"))
        self.back_head.add(self.who)
        inside.addSpacing(theme.px(8))
        inside.addWidget(self.back_head)
        inside.addWidget(self.back)
        link = row(theme)
        link.addLayout(Bleed(theme, self.more, left=6, right=0))
        link.addStretch(1)
        inside.addLayout(link)
        inside.addWidget(self.closer)
        below = column(theme, self.closer, gap=8)
        below.addWidget(Heading(theme, tr("真没再来的人里，认出了多少")))
        below.addWidget(self.caught)
        below.addWidget(self.how)
        self.more.clicked.connect(self.fold)

    def own_acts(self) -> tuple[Act, ...]:
        """With those of all such parts, the people behind the first bar, and all there is to know."""
        ways = ((self.who, self.show_back), (self.more, self.fold))
        shown = (Act(link.words(), link.key, do, bind=False) for link, do in ways if link.isVisibleTo(self))
        return (*super().own_acts(), *shown)

    def fold(self) -> None:
        """细看, or away with it again."""
        more = self.closer.isHidden()
        self.more.set_text(tr("收起") if more else tr("细看"))
        self.more.set_folds(more)
        self.closer.setVisible(more)

    def _gather(self, today: int, go_on: GoOn) -> Backtest:
        with self.book.read() as sql:
            past = backtest.replay(sql, self.book.rhythms, today, go_on)
        if past is None:
            raise GaveUp
        return past

    # showing -------------------------------------------------------------------------------------------------------------

    def _show(self, past: Backtest) -> None:
        self.past = past
        said = [f"{say(message)}{tr('。')}" for message in sentences(past)]
        shown = picture(past)
        if shown is None:
            self.empty.words.setText(said[0])
            self._show_only(self.empty)
            return
        for prose, words in zip(self.sentences, said, strict=True):
            prose.setText(words)
        self.back.show_lines([self._line(bar) for bar in shown.back])
        self.caught.show_lines([self._line(bar) for bar in shown.caught])
        self.who.setVisible(bool(past.back))
        self.who.set_text(trn("流失后又来的 {n} 位", len(past.back)))
        self.how.setText("".join(f"{say(one)}{tr('。')}" for one in closer(past)) + self._how(past))
        self._show_only(self.told)

    def _line(self, bar: Bar) -> Line:
        last = bar.groups[-1]
        if last is Group.SIXTY:
            return Line(tr("60 天没来"), self.theme.tokens.edge, bar.share, bar.dots, bar.waits)
        word = tr("流失加预警") if len(bar.groups) > 1 else stage_word(last)
        return Line(word, self.theme.stage(last).word, bar.share, bar.dots, bar.waits)

    def _how(self, past: Backtest) -> str:
        days = listed(say(full_day(date.day)) for date in past.dates)
        many = trn("看了过去 {n} 天：", len(past.dates))
        preset = "" if all(date.fitted for date in past.dates) else tr("最早的日子店里还看不出节奏，按这一行的来。")
        rest = tr(
            "每一天都只用那天以前的到店重新算节奏、重新标，再看其后 {h} 天来没来（店休不算）；同一位客户在几天里各算一次。"
            "横线是实际大约在哪里，小圈是每一天各自的占比。",
            h=past.horizon,
        )  # fmt: skip
        waits = tr("不到 {n} 位客户的先不画占比，等人多些再说。", n=PEOPLE) if _waiting(past) else ""
        return f"{many}{days}{tr('。')}{rest}{preset}{waits}"

    def restyle(self) -> None:
        """Colours are the theme's."""
        super().restyle()
        if self.past is not None and (shown := picture(self.past)) is not None:
            self.back.show_lines([self._line(bar) for bar in shown.back])
            self.caught.show_lines([self._line(bar) for bar in shown.caught])

    def show_back(self) -> None:
        """Who came back of those marked 流失 on the last day looked at."""
        if self.past is not None and self.past.back:
            day = say(full_day(self.past.dates[-1].day))
            title = tr("{day}标了流失、后来又来的", day=day)
            self.people_wanted.emit(People(title, Filter(ids=self.past.back)))


def _waiting(past: Backtest) -> bool:
    """Whether a bar is not drawn for want of people."""
    shown = picture(past)
    return shown is not None and any(bar.waits is not None for bar in (*shown.back, *shown.caught))
