"""How the program looks on this PC: language, light or dark, size of type."""

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import CHINESE, ENGLISH, current, tr
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.theme import SCALES, Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.memory import Memory

DARK = {"system": None, "light": False, "dark": True}


class LooksSection(Section):
    """Each choice holds at once, the language from the next start."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, memory: Memory) -> None:
        super().__init__(theme, book, acts)
        self.memory = memory
        themes = [Choice("system", tr("跟随系统")), Choice("light", tr("浅色")), Choice("dark", tr("深色"))]
        self.colours = Chips(theme, themes, name=tr("浅色还是深色"))
        self.sizes = Chips(theme, [Choice(f"{s:g}", f"{s:.0%}") for s in SCALES], name=tr("字的大小"))
        self.languages = Chips(theme, [Choice(CHINESE, "中文"), Choice(ENGLISH, "English")], name=tr("语言"))
        self.language_note = Prose(theme, "", size=13)
        down = column(theme, self, gap=8, margins=(12, 16, 16, 0))
        for label, chips in (
            (tr("字的大小"), self.sizes), (tr("浅色还是深色"), self.colours), (tr("语言"), self.languages)
        ):  # fmt: skip
            down.addWidget(Label(theme, label, size=13, ink="ink2"))
            down.addWidget(chips)
            down.addSpacing(theme.px(12))
        down.addWidget(self.language_note)
        down.addStretch(1)
        self.colours.chosen.connect(lambda key: self._change(theme=key))
        self.sizes.chosen.connect(lambda key: self._change(scale=float(key)))
        self.languages.chosen.connect(lambda key: self._change(language=key))

    def first(self) -> QWidget:
        """The size in force."""
        return self.sizes.findChildren(QWidget)[0]

    def read(self) -> None:
        """What holds."""
        now = self.memory.now
        self.colours.choose(now.theme)
        size = min(SCALES, key=lambda scale: abs(scale - now.scale))
        self.sizes.choose(f"{size:g}")
        self.languages.choose(now.language)
        self.language_note.setText(tr("换了语言，关掉程序再打开后生效。") if now.language != current() else "")

    def _change(self, **values: object) -> None:
        kept = self.memory.change(**values)
        now = self.memory.now
        if "language" not in values:
            self.theme.set(dark=DARK[now.theme], scale=now.scale)
        self.read()
        if not kept:
            self.acts.say(tr("设置没能存到硬盘上，这次先用着，关掉程序后会变回去"), icon="circle-alert")
