"""准不准: how good the marking is here, told from the shop's own past: a picture and three sentences."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import backtest
from kyuanbook.book.queries.customers import Filter
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.backtest import Backtest, Group, sentences
from kyuanbook.rules.backtest_picture import Bar, picture
from kyuanbook.rules.dates import full_day
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.share_bars import Line, ShareBars
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act


class AccuracySection(AnalysisSection):
    """Replays off the GUI thread; what came of it holds until the book changed."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.past: Backtest | None = None
        self._stamp: tuple[int, ...] = ()
        self._run = 0
        self._task: Task | None = None
        self._make(theme)
        self._lay_out(theme)
        self.again.clicked.connect(self.replay)
        self.who.clicked.connect(self.show_back)
        self.stop.clicked.connect(self.cancel)
        self._show_only(None)

    def _make(self, theme: Theme) -> None:
        self.empty = Empty(theme, tr("还看不出准不准"))
        self.again = Button(theme, tr("再算一遍"), icon="history", key="Ctrl+R")
        self.stopped = Empty(theme, tr("已停下"), tr("没有算完，什么也没改。"), self.again)
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key="Ctrl+Shift+X")
        self.progress.add(self.stop)
        self.told = Part(theme)
        self.sentences = [Prose(theme, size=15, ink="ink") for _ in range(3)]
        self.back = ShareBars(theme, tr("后来又来了的"))
        self.caught = ShareBars(theme, tr("真没再来的人里，认出了多少"))
        self.back.aligned = self.caught.aligned = (self.back, self.caught)
        self.how = Prose(theme, size=13)
        self.who = Button(theme, "", kind="link", icon="users", key="Ctrl+I")

    def _lay_out(self, theme: Theme) -> None:
        inside = column(theme, self.told, gap=8)
        for sentence in self.sentences:
            inside.addWidget(sentence)
        self.back_head = Heading(theme, tr("后来又来了的"))
        self.back_head.add(self.who)
        inside.addSpacing(theme.px(8))
        inside.addWidget(self.back_head)
        inside.addWidget(self.back)
        inside.addWidget(Heading(theme, tr("真没再来的人里，认出了多少")))
        inside.addWidget(self.caught)
        inside.addWidget(self.how)
        down = column(theme, self, gap=8, margins=(12, 8, 16, 12))
        for part in (self.progress, self.told, self.empty, self.stopped):
            down.addWidget(part)
        down.addStretch(1)

    def first(self) -> QWidget:
        """What can be done now."""
        for button in (self.stop, self.again, self.who):
            if button.isVisibleTo(self):
                return button
        return self

    def own_acts(self) -> Sequence[Act]:
        """Stopping, beginning again, the people behind the first bar."""
        shown = [(self.stop, self.cancel), (self.again, self.replay), (self.who, self.show_back)]
        return [Act(button.words(), button.key, do, bind=False) for button, do in shown if button.isVisibleTo(self)]

    # reading -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Replay, unless nothing changed since."""
        with self.book.read() as sql:
            stamp = backtest.stamp(sql, self.book.today())
        if stamp != self._stamp:
            self._stamp = stamp
            self.replay()

    def replay(self) -> None:
        """The past, anew."""
        self.cancel_quietly()
        self._run += 1
        run, book = self._run, self.book
        show = after_a_while(self, lambda: self._show_progress(run))
        self.progress.set_progress(0, None, tr("正在翻看过去"))

        def job(progress: Progress, cancelled: Cancelled) -> Backtest:
            def go_on(done: int, of: int) -> bool:
                progress(done, of)
                return not cancelled()

            try:
                with book.read() as sql:
                    past = backtest.replay(sql, book.rhythms, book.today(), go_on)
            finally:
                book.release_reader()
            if past is None:
                raise Stopped
            return past

        def ours() -> bool:
            show.stop()
            return run == self._run

        def finished(past: Backtest) -> None:
            if ours():
                self._show(past)

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if ours():
                self._stamp = ()
                self._show_only(self.stopped)
                self.acts.tell_error(error)

        def told(done: int, of: int | None) -> None:
            if run == self._run:
                self.progress.set_progress(done, of, tr("正在翻看过去"))

        self._task = self.runner.run(job, finished, failed, progress=told, stopped=show.stop)

    def cancel_quietly(self) -> None:
        """Nobody waits for it any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def cancel(self) -> None:
        """停下: at once to the eye, whatever step it is in; what it still brings is not looked at."""
        self.cancel_quietly()
        self._run += 1
        self._show_only(self.stopped)
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    # showing -------------------------------------------------------------------------------------------------------------

    def _show_progress(self, run: int) -> None:
        if run == self._run:
            self._show_only(self.progress)

    def _show_only(self, part: QWidget | None) -> None:
        """``part`` alone; the focus stays in the page, on what can be done now."""
        held = QApplication.focusWidget()
        inside = held is not None and self.isAncestorOf(held)
        if part is not None:
            part.show()
            button = {self.progress: self.stop, self.told: self.who, self.stopped: self.again}.get(part)
            if inside and button is not None and not button.isHidden():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        for one in (self.progress, self.told, self.empty, self.stopped):
            if one is not part:
                one.hide()

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
        self.how.setText(self._how(past))
        self._show_only(self.told)

    def _line(self, bar: Bar) -> Line:
        last = bar.groups[-1]
        if last is Group.SIXTY:
            return Line(tr("60 天没来"), self.theme.tokens.edge, bar.share, bar.dots)
        word = tr("流失加预警") if len(bar.groups) > 1 else stage_word(last)
        return Line(word, self.theme.stage(last).word, bar.share, bar.dots)

    def _how(self, past: Backtest) -> str:
        days = listed(say(full_day(date.day)) for date in past.dates)
        many = trn("看了过去 {n} 天：", len(past.dates))
        preset = "" if all(date.fitted for date in past.dates) else tr("最早的日子店里还看不出节奏，按这一行的来。")
        rest = tr(
            "每一天都只用那天以前的到店重新算节奏、重新标，再看其后 {h} 天来没来（店休不算）；同一位客户在几天里各算一次。"
            "横线是实际大约在哪里，小圈是每一天各自的占比。",
            h=past.horizon,
        )  # fmt: skip
        return f"{many}{days}{tr('。')}{rest}{preset}"

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
