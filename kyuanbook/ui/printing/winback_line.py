"""Over a list of those who stay away: how many the lot leaves alone and why, and whether calling is noted of all at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout

from kyuanbook.actions.lists import Draft
from kyuanbook.book.queries import calls
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import month_day
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Tick
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.printing.group import Led

HOLD_KEY, NOTE_KEY = "Ctrl+Shift+L", "Ctrl+Shift+J"


class WinBackLine(Led):
    """``turned``: leave nobody alone on this list, or again the shop's share."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        inside = Part(theme)
        self.holds = True
        self.words = Prose(theme)
        self.turn = Button(theme, tr("这份全都打"), kind="link", key=HOLD_KEY)
        self.note = Tick(theme, tr("印好就给每位记一次电话挽回"))
        self.note.bind(NOTE_KEY)
        self._across, drawn = row(theme, inside, gap=12), row(theme, gap=12)
        self._across.addWidget(self.note)
        self._across.addLayout(drawn, 1)
        drawn.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        drawn.addWidget(self.turn)
        self.turn.clicked.connect(self._turn)
        super().__init__(theme, tr("挽回"), inside)
        self.hide()

    def restyle(self) -> None:
        """Where type is large the words stand below the box, the link without its key."""
        super().restyle()
        way = QBoxLayout.Direction.TopToBottom if self.theme.compact else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self.turn.spare(key=not self.theme.compact, icon=True)
        self.words.setVisible(bool(self.words.text()) or not self.theme.compact)

    def _level(self) -> int:
        return self.note.sizeHint().height()

    def begin(self) -> None:
        """Another list: by the shop's own share, and nothing noted unless asked."""
        self.holds = True
        self.note.setChecked(False)
        self.hide()

    def show_draft(self, drawn: Draft, share: float, until: int, *, kept: bool) -> None:
        """``share``: the shop's; ``until``: the last day on which those drawn are left alone; ``kept``: printed already."""
        asks = bool(drawn.staying_away()) or drawn.kind in calls.WINNING
        held = len(drawn.held)
        if held:
            day = say(month_day(until))
            words = trn("抽签留下 {n} 位不打，到 {day}：到时候两边一比，就知道电话有没有用。", held, day=day)
        elif drawn.nobody is not None:
            words = say(drawn.nobody) + tr("。")
        else:
            words = tr("这份一位也不留，全都打。") if share > 0 and not self.holds else ""
        self.words.setText(words)
        self.words.setVisible(bool(words) or not self.theme.compact)
        self.turn.set_text(tr("这份全都打") if self.holds else tr("还是留几位"))
        self.turn.setVisible(share > 0 and (held > 0 or not self.holds) and not kept)
        self.note.setEnabled(not kept)
        self.setVisible(asks and bool(drawn.rows))

    def _turn(self) -> None:
        self.holds = not self.holds
        self.turned.emit()
