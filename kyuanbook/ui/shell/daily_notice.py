"""The day's notice: at the hour the owner set, once a day, how many customers are to be got in touch with.

A day on which nobody looked at that hour (the program was closed, the PC asleep) is told as soon as it runs. Which days were
told is remembered for each book on this PC: a clock that was set back finds its days told already.
"""

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.shop import settings
from kyuanbook.language import listed, tr, trn
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import Cancelled, Runs
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import FOLLOW_UPS

EVERY: Final = 20_000  # ms between looks at the clock
NAMED: Final = 3
PAGE: Final = "daily_notice"  # under which it is remembered
DAYS_KEPT: Final = 60


class Called(NamedTuple):
    """How many are up, and what the first of them are called."""

    many: int
    names: tuple[str, ...]


class DailyNotice(QObject):
    """``wanted``: the owner wants to see them. :meth:`start` begins to watch the clock, once today's calls are ranked."""

    wanted = Signal()

    def __init__(self, book: Book, runner: Runs, frame: Frame, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._runner, self._frame, self._memory = book, runner, frame, memory
        self._looking = self._stopped = False
        self._said = ""
        frame.page_shown.connect(self._seen)
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch the clock."""
        if not self.timer.isActive() and not self._stopped:
            self.timer.start()
            self.look()

    def stop(self) -> None:
        """The window closes."""
        self._stopped = True
        self.timer.stop()

    def look(self) -> None:
        """Whether it is time, and nobody was told today."""
        if self._looking or self._stopped:
            return
        try:
            today, minute = self._book.today(), self._book.minute()
            if today in self._told():
                return
            with self._book.read() as sql:
                at = settings(sql).remind_at
        except BookError:  # a stick pulled out: whoever reads the page says so
            return
        if 0 <= at <= minute:
            self._looking = True
            self._ask(today)

    def _ask(self, today: int) -> None:
        book = self._book

        def job(_: object, cancelled: Cancelled) -> Called:
            from kyuanbook.book.queries.due import due
            from kyuanbook.book.queries.due_rows import due_rows

            with at_work(book, cancelled), book.read() as sql:
                items = due(sql, book.rhythms, today)
                rows = due_rows(sql, book.rhythms, today, items[:NAMED])
            return Called(len(items), tuple(row.name for row in rows))

        def done(found: Called) -> None:
            self._looking = False
            if not self._stopped and today not in self._told():
                self._tell(today, found)

        def failed(error: Exception) -> None:
            self._looking = False
            if not isinstance(error, BookError):
                raise error

        self._runner.run(job, done, failed)

    def _tell(self, today: int, found: Called) -> None:
        self._remember(today)
        if not found.many:
            return
        names = listed(found.names) + ("…" if found.many > len(found.names) else "")
        text = trn("今天回访 {n} 位：{names}", found.many, names=names)
        notice, self._said = self._frame.notice, text
        notice.show_notice(text, undo=self.wanted.emit, word=tr("去回访"), key="", icon="phone-outgoing")
        if self._frame.shown() != FOLLOW_UPS:
            notice.timer.stop()  # nobody need be looking at that hour: it stands until it is seen or followed by another
        if not self._frame.window().isActiveWindow():
            QApplication.alert(self._frame.window())

    def _seen(self, page: str) -> None:
        """Whoever turns a page has seen it: it goes where it leads at once, elsewhere in the time of any notice."""
        notice = self._frame.notice
        if self._said and notice.text() == self._said:
            notice.close_notice() if page == FOLLOW_UPS else notice.timer.start()

    # which days were told ------------------------------------------------------------------------------------------------

    def _key(self) -> str:
        return str(self._book.path)

    def _told(self) -> list[Any]:
        days = self._memory.of_page(PAGE).get(self._key())
        return days if isinstance(days, list) else []

    def _remember(self, today: int) -> None:
        told = [*(day for day in self._told() if day != today), today][-DAYS_KEPT:]
        self._memory.remember(PAGE, **{self._key(): told})
        self._memory.flush()  # told is told, even if the program ends the next moment
