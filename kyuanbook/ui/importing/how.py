"""How a table is read: in which encoding, which line has the names of the columns; and what of those who are in the book."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.exchange.tables import ENCODINGS, Table
from kyuanbook.language import tr
from kyuanbook.rules.import_heads import HEAD_WITHIN
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

WORDS: Final = {"utf-8": "UTF-8", "gb18030": "GBK (GB 18030)", "utf-16": "UTF-16", "big5": "Big5"}


class How(Part):
    """``encoding_chosen``; ``head_chosen``: the place of a line, None for none; ``fill_chosen``."""

    encoding_chosen = Signal(str)
    head_chosen = Signal(object)
    fill_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.encoding = Combo(theme, _encodings(), small=True)
        self.encoding.setAccessibleName(tr("文字编码"))
        self.head = Combo(theme, small=True)
        self.head.setAccessibleName(tr("列名在哪一行"))
        self.fill = Tick(theme, tr("已在本里的，补上空着的内容"))
        self.encoding.chosen.connect(self.encoding_chosen)
        self.head.chosen.connect(lambda key: self.head_chosen.emit(int(key) if key else None))
        self.fill.toggled.connect(self.fill_chosen)
        self._named = _named(theme, tr("文字编码"), self.encoding)
        self._flow = Flow(theme, (self._named, self.head, self.fill), gap=24)
        column(theme, self).addWidget(self._flow)

    def show_table(self, table: Table) -> None:
        """Another table: which of its lines may have the names."""
        lines = range(min(HEAD_WITHIN, len(table.lines)))
        choices = [Choice(str(at), tr("列名在第 {n} 行", n=table.lines[at].number)) for at in lines]
        self.head.set_choices([Choice("", tr("没有列名")), *choices])
        self._flow.updateGeometry()

    def show_head(self, head: int | None) -> None:
        """The line that is taken to have them."""
        self.head.choose("" if head is None else str(head))

    def allow(self, *, there: bool, encoding: bool, rest: bool) -> None:
        """What can be chosen now; while there is no table only its encoding."""
        self.encoding.setEnabled(encoding)
        for part in (self.head, self.fill):
            part.setEnabled(rest)
            part.setVisible(there)
        self._flow.set_widgets((self._named, self.head, self.fill) if there else (self._named,))


def _encodings() -> list[Choice]:
    return [Choice("", tr("自己认")), *(Choice(key, WORDS[key]) for key in ENCODINGS)]


def _named(theme: Theme, words: str, editor: QWidget) -> Part:
    part = Part(theme)
    across = row(theme, part, gap=8)
    across.addWidget(Label(theme, words, ink="ink2"))
    across.addWidget(editor)
    return part
