"""Words of the 来源 column that are no source of the book: for each, what becomes of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal

from kyuanbook.book.queries.shop import ChannelRow
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.import_sources import NOT_KNOWN, Where
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label

MOST: Final = 12  # words asked about, the most used first; the others go into the note


class SourceWords(Part):
    """``chosen``: (word, where)."""

    chosen = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.asked: dict[str, Combo] = {}
        self.heading = Heading(theme, tr("不认识的来源"), tr("不选就写进备注"))
        self._flow: Flow | None = None
        self._down = column(theme, self, gap=8)
        self._down.addWidget(self.heading)

    def show_words(
        self, words: Mapping[str, int], settled: Mapping[str, Where], channels: Sequence[ChannelRow]
    ) -> None:  # fmt: skip
        """These, each with how many rows have it."""
        some = dict(list(words.items())[:MOST])
        if list(some) != list(self.asked):
            self.asked = {word: Combo(self.theme, _choices(channels), small=True) for word in some}
            self._lay_out([self._line(word, n) for word, n in some.items()])
        for word, combo in self.asked.items():
            combo.choose(key_of(settled.get(word, NOT_KNOWN)))

    def _lay_out(self, lines: Sequence[Part]) -> None:
        if self._flow is not None:
            self._down.removeWidget(self._flow)
            self._flow.hide()
            self._flow.deleteLater()
        self._flow = Flow(self.theme, lines, gap=28) if lines else None
        if self._flow is not None:
            self._down.addWidget(self._flow)

    def _line(self, word: str, many: int) -> Part:
        line, combo = Part(self.theme), self.asked[word]
        combo.setAccessibleName(tr("来源“{word}”记成什么", word=word))
        combo.chosen.connect(lambda key: self.chosen.emit(word, where_of(key)))
        across = row(self.theme, line, gap=8)
        across.addWidget(Label(self.theme, trn("{word}（{n} 行）", many, word=word)))
        across.addWidget(combo)
        return line


def _choices(channels: Sequence[ChannelRow]) -> list[Choice]:
    known = [Choice(f"channel{one.id}", one.name) for one in channels]
    new = [Choice(f"family{one.value}", tr("新来源，算{family}", family=say(one.label))) for one in ChannelFamily]
    return [Choice("", tr("不清楚，写进备注")), *new, *known]


def key_of(where: Where) -> str:
    """As the list of choices has it."""
    if where.family is not None:
        return f"family{where.family.value}"
    return "" if where.channel_id is None else f"channel{where.channel_id}"


def where_of(key: str) -> Where:
    """What was chosen there."""
    if key.startswith("family"):
        return Where(family=ChannelFamily(key.removeprefix("family")))
    return Where(channel_id=int(key.removeprefix("channel"))) if key else NOT_KNOWN
