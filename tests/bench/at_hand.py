"""python -m tests.bench.at_hand BOOK ROUNDS: under the hands, in the real window over a book of which it may write in.

From the key to the end of the painting that it brought (offscreen: all that is painted, but nothing is sent to glass), each
beside its floor. Says one line of JSON: what -> [ours, floor], milliseconds, each the 95th of a hundred.
"""

import json
import os
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from time import perf_counter

from kyuanbook.ui.swift import load_qt

load_qt()
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from kyuanbook.app import Program, prepare  # noqa: E402
from kyuanbook.book.queries import card as cards  # noqa: E402
from kyuanbook.book.queries.finding import find_customers  # noqa: E402
from kyuanbook.rules.names import readings  # noqa: E402
from kyuanbook.ui.kit.page import Page  # noqa: E402
from tests.bench import floors  # noqa: E402
from tests.bench.books import names  # noqa: E402

CONTROL, SHOWN = Qt.KeyboardModifier.ControlModifier, 30
PAGES = {"today": Qt.Key.Key_1, "customers": Qt.Key.Key_2, "settings": Qt.Key.Key_6, "bin": Qt.Key.Key_7}
QUIET = 30  # ms in which nothing more happens


class Hands(QObject):
    """Presses keys in a window and looks at the clock when it has painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self._painted = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window paints all that changed at once, within this event."""
        self._painted |= event.type() == QEvent.Type.UpdateRequest
        return False

    def time(self, act: Callable[[], object]) -> float:
        """Milliseconds from the act until what it changed is painted."""
        self._painted = False
        start = perf_counter()
        act()
        while not self._painted and perf_counter() - start < 5:
            QCoreApplication.processEvents()
        return (perf_counter() - start) * 1000

    def press(self, key: Qt.Key | str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> float:
        """Where the focus is; until it is painted."""
        return self.time(lambda: QTest.keyClick(QApplication.focusWidget() or self.window, key, keys))  # type: ignore[call-overload]

    def rest(self) -> None:
        """Until nothing has happened for a moment: fades and what runs behind are over."""
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < QUIET:
            self._painted = False
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            if self._painted:
                clock.restart()

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Until it is so, five seconds at most."""
        end = perf_counter() + 5
        while not done() and perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def worst(times: list[float]) -> float:
    """95 %."""
    return statistics.quantiles(times, n=20)[-1]


class Bench:
    """All measures over one window."""

    def __init__(self, program: Program, rounds: int) -> None:
        assert program.window is not None and program.book is not None
        self.window, self.book, self.rounds = program.window, program.book, rounds
        self.hands = Hands(self.window)
        self.rng = random.Random(7)
        with self.book.read() as sql:
            self.many = sql.value("SELECT count(*) FROM customer")

    def all(self) -> dict[str, tuple[float, float]]:
        """What -> (ours, floor)."""
        return {"search": self.search(), "card": self.card(), "visit": self.visit(), "page": self.page()}

    def search(self) -> tuple[float, float]:
        """Each letter of what owners type, into the box; the floor is the bare query."""
        ours, floor = [], []
        box, popup, today = self.window.frame.search, self.window.start().popup, self.book.today()
        for typed in _typed(8 * self.rounds):
            self.hands.press(Qt.Key.Key_F, CONTROL)
            box.setText("")
            self.hands.rest()
            for before, letter in zip(accumulate(typed, initial=""), typed, strict=False):
                ours.append(self.hands.press(letter))
                assert box.text() == before + letter and not popup.isHidden()
                with self.book.read() as sql:
                    start = perf_counter()
                    find_customers(sql, self.book.haystack, before + letter, today, SHOWN)
                    floor.append((perf_counter() - start) * 1000)
        box.setText("")
        self.hands.press(Qt.Key.Key_Escape)
        return worst(ours), worst(floor)

    def card(self) -> tuple[float, float]:
        """Enter on a row of 客户; the floor is the bare reading of that customer."""
        ours, floor = [], []
        self.window.nav.go("customers")
        table = self.window.nav.page("customers").table  # type: ignore[attr-defined]
        for customer in self._customers(10 * self.rounds):
            self.window.nav.go("customers")
            self.hands.rest()
            table.go_to(customer)
            self.hands.rest()
            ours.append(self.hands.press(Qt.Key.Key_Return))
            assert self.window.nav.here() == ("card", customer)
            with self.book.read() as sql:
                start = perf_counter()
                cards.card(sql, self.book.rhythms, customer, self.book.today())
                cards.timeline(sql, customer)
                floor.append((perf_counter() - start) * 1000)
        return worst(ours[1:]), worst(floor[1:])

    def visit(self) -> tuple[float, float]:
        """Enter in 记到店 over a card: written, the panel gone, stage and figures changed; the floor a bare insert."""
        ours, floor = [], []
        bare = floors.BareVisits(self.book.path.with_suffix(".floor"))
        counted: list[object] = []
        self.window.start().due.counted.connect(counted.append)
        for customer in self._customers(10 * self.rounds):
            self.window.nav.go_to_card(customer)
            self.hands.rest()
            self.hands.press(Qt.Key.Key_F3)
            for figure in "68":
                self.hands.press(figure)
            self.hands.rest()
            before = self._visits(customer)
            ours.append(self.hands.press(Qt.Key.Key_Return))
            assert self._visits(customer) == before + 1 and self.window.frame.panel() is None
            start = perf_counter()
            bare.record(customer, self.book.today())
            floor.append((perf_counter() - start) * 1000)
            self.hands.wait_for(lambda: bool(counted))  # what is due now, behind the window: no hand is back that soon
            counted.clear()
            self.hands.rest()
        bare.close()
        return worst(ours[1:]), worst(floor[1:])

    def page(self) -> tuple[float, float]:
        """Ctrl 1, 2, 6, 7, every page stale from a visit just written; the floor is an empty page."""
        ours, floor = [], []
        self.window.frame.add_page("empty", Page(self.window.theme, ""))
        for turn, customer in enumerate(self._customers(3 * self.rounds)):
            for page, key in PAGES.items():
                if turn:
                    _record(self.book, customer)
                self.window.nav.go_to_card(customer + 1)
                self.hands.rest()
                took = self.hands.press(key, CONTROL)
                assert self.window.frame.shown() == page
                self.hands.rest()
                least = self.hands.time(lambda: self.window.frame.show_page("empty"))
                if turn:  # the first time a page is made
                    ours.append(took)
                    floor.append(least)
        return worst(ours), worst(floor)

    def _customers(self, many: int) -> Iterator[int]:
        return (self.rng.randrange(1, self.many) for _ in range(many))

    def _visits(self, customer: int) -> int:
        with self.book.read() as sql:
            return len(cards.visits(sql, customer))


def _record(book: object, customer: int) -> None:
    from kyuanbook.actions.visits import record_visit
    from kyuanbook.rules.entries import VisitEntry

    record_visit(book, customer_id=customer, entry=VisitEntry(amount="68"))  # type: ignore[arg-type]


def _typed(many: int) -> Iterator[str]:
    """As typed at a counter, letter by letter: initials, full pinyin, last four figures."""
    rng = random.Random(3)
    for name in names(11, many):
        ways = readings(name)[0]
        yield "".join(s[0] for s in ways)
        yield "".join(ways)
        yield f"{rng.randrange(10_000):04}"


def main(path: Path, rounds: int) -> None:
    """Open, wait until all that a start does is done, measure, say, end at once."""
    app, memory = prepare(path.parent / "bench-home")
    program = Program(app, memory)
    program.open(path)
    window = program.window
    assert window is not None

    def measure() -> None:
        bench = Bench(program, rounds)
        bench.hands.rest()
        print(json.dumps(bench.all()), flush=True)
        os._exit(0)

    def painted() -> None:
        window.start().chores.rested.connect(lambda: QTimer.singleShot(0, measure))

    window.painted.connect(painted)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
