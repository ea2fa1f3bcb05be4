"""Who is probably already in the book, with the reason and a way to them: while a customer is typed, or to be merged."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.book.queries.finding import Likely
from kyuanbook.language import clauses, tr
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.privacy import privacy, said
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, StageMark

MOST = 3


class LikelyOne(Part):
    """Name and stage over the reason; at the right the link that takes them, called ``word``."""

    def __init__(self, theme: Theme, likely: Likely, word: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        why = clauses(said(message) for message in likely.why)
        self.open = Button(theme, word, kind="link")
        self.open.setAccessibleDescription(clauses((likely.row.name, why)))
        upper = row(theme, gap=12)
        upper.addWidget(Label(theme, likely.row.name, size=15, bold=True))
        stage = StageMark(theme)
        stage.set_stage(likely.row.stage.value, pinned=likely.row.pinned)
        upper.addWidget(stage)
        upper.addStretch(1)
        left = column(theme)
        left.addLayout(upper)
        left.addWidget(Label(theme, why, size=13, ink="ink2"))
        across = row(theme, self, gap=8)
        across.addLayout(left, 1)
        across.addWidget(self.open)


class LikelyList(Part):
    """Nothing while nobody is alike; at most three otherwise. ``opened``: the owner says it is this one. ``head``, ``word``:
    what the list and each of its links are called, else as for one who is being typed."""

    opened = Signal(int)

    def __init__(self, theme: Theme, *, head: str = "", word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._word = word or tr("打开这位")
        self.shown: tuple[Likely, ...] = ()
        self._rows: list[LikelyOne] = []
        self.head = Label(theme, head or tr("可能已经记过"), size=13, ink="warn", icon="users-round")
        self._down = column(theme, self, gap=6)
        self._down.addWidget(self.head)
        self.hide()
        privacy.changed.connect(self._say_again)

    def show_likely(self, found: Sequence[Likely]) -> None:
        """Show these; the same ones stay as they are, so that a link in focus keeps it."""
        wanted = tuple(found[:MOST])
        if wanted != self.shown:
            self.shown = wanted
            for old in self._rows:
                self._down.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._rows = [self._make(one) for one in wanted]
        self.setVisible(bool(wanted))

    def _say_again(self) -> None:
        found, self.shown = self.shown, ()
        self.show_likely(found)

    def _make(self, likely: Likely) -> LikelyOne:
        made = LikelyOne(self.theme, likely, self._word, self)
        made.open.clicked.connect(lambda: self.opened.emit(likely.row.id))
        self._down.addWidget(made)
        return made

    def links(self) -> list[Button]:
        """That of each, in order."""
        return [one.open for one in self._rows]
