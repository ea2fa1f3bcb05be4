"""Over a list: who is not on it, and why. Who stands on a list not yet answered is left out unless the owner says otherwise;
who has no address gets no label."""

from PySide6.QtCore import Qt, Signal

from kyuanbook.book.queries.due_rows import ON_A_LIST
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.printing.drawing import Drawn
from kyuanbook.ui.printing.group import Led

AGAIN_KEY = "Ctrl+Shift+O"


class WaitingLine(Led):
    """``turned``: take them in after all, or leave them out again."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        self.again = False
        self.words = Prose(theme, size=13)
        self.turn = Button(theme, tr("也印上"), kind="link", key=AGAIN_KEY)
        inside = Part(theme)
        across = row(theme, inside, gap=12)
        across.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.turn)
        self.turn.clicked.connect(self._turn)
        super().__init__(theme, "", inside)
        self.hide()

    def show_drawn(self, drawn: Drawn, again: bool, *, offers: bool) -> None:
        """``again``: they were taken in; ``offers``: it can still be decided."""
        self.again = again
        out = len(drawn.draft.waiting)
        words = ""
        if drawn.handout is not None:
            words = drawn.handout.why
        elif out:
            words = trn("{n} 位还在最近 {days} 天没录完的名单上，这份没有他们。", out, days=ON_A_LIST)
        elif again and offers:
            words = tr("还在没录完的名单上的，这份也有。")
        self.words.setText(words)
        self.turn.set_text(tr("不印他们") if again else tr("也印上"))
        self.turn.setVisible(offers and (out > 0 or again))
        self.setVisible(bool(words))

    def _turn(self) -> None:
        self.again = not self.again
        self.turned.emit()
