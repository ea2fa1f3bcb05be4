"""来源, 标签 and 分类 beside the chips: three lists, or one button with all where the window is narrow."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu

from kyuanbook.book.queries.classes import ClassCounts
from kyuanbook.book.queries.shop import ChannelRow, Named
from kyuanbook.language import listed, tr
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.class_combo import ClassCombo

NATURAL, PROMOTED = "natural", "promoted"
LEAST: Final = 96  # px of a list beside the chips


class FilterButton(Button):
    """筛选, as high as the chips it stands beside; says what is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("筛选"), drops=True)
        self._on = False

    def show_on(self, words: Sequence[str]) -> None:
        """``筛选：大客户、路过``."""
        self._on = bool(words)
        self.set_text(tr("筛选：{what}", what=listed(words)) if words else tr("筛选"))

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self.theme.px(34))

    def _look(self) -> tuple[str, str, str, str]:
        t = self.theme.tokens
        return (t.accent_t, t.accent, t.accent, t.accent) if self._on else super()._look()


class SourceFilter(Part):
    """``chosen``: another source, tag or class. ``counts``, ``sizes``: how many are in each class and in each of the
    owner's own, asked when that is to be seen."""

    chosen = Signal()

    def __init__(
        self, theme: Theme, counts: Callable[[], ClassCounts | None], sizes: Callable[[], Mapping[str, int]] = dict
    ) -> None:
        super().__init__(theme)
        self.classes = ClassCombo(theme, counts, sizes)
        self.source = Combo(theme, small=True)
        self.tag = Combo(theme, small=True)
        self.both = FilterButton(theme)
        self.off = IconButton(theme, "x", tr("去掉筛选"))
        self.source.setAccessibleName(tr("来源"))
        self.tag.setAccessibleName(tr("标签"))
        self._offered: tuple[object, ...] = ()
        self._folded = False
        self._wanted = ("", "")
        self.used: dict[Combo, bool] = {self.classes: False, self.source: False, self.tag: False}
        for combo in self.used:
            combo.clears = True
            combo.chosen.connect(lambda _: self.chosen.emit())
        self.off.clicked.connect(self._clear_all)
        self.both.clicked.connect(lambda: self.make_menu().popup(self.both.mapToGlobal(self.both.rect().bottomLeft())))
        self._one = Part(theme)  # its own: beside three lists it takes no room, nor any from them
        closely = row(theme, self._one, gap=2)
        closely.addWidget(self.both)
        closely.addWidget(self.off)
        across = row(theme, self, gap=8)
        for part in (self.classes, self.source, self.tag, self._one):
            across.addWidget(part)
        self.restyle()

    def restyle(self) -> None:
        """One button where it is narrow; nothing for what the shop has none of."""
        one = self.theme.compact or self._folded
        for combo, used in self.used.items():
            combo.setVisible(used and not one)
        self._one.setVisible(any(self.used.values()) and one)
        self.off.setVisible(one and bool(self.on()))

    def on(self) -> list[str]:
        """What is chosen, in words."""
        return [combo.currentText() for combo in self.used if combo.choice()]

    def show_on(self) -> None:
        """Say on the one button what is chosen."""
        self.both.show_on(self.on())
        self.restyle()
        for part in (self._one, self):  # its room is asked for at once
            if (layout := part.layout()) is not None:
                layout.activate()

    def _clear_all(self) -> None:
        self.clear()
        self.chosen.emit()

    def set_folded(self, folded: bool) -> None:
        """One button, because the lists find no room beside the chips."""
        if folded != self._folded:
            self._folded = folded
            self.restyle()

    def fit(self, room: int) -> None:
        """Stand in ``room`` px: the widest lists give way first; one button where that is not enough."""
        px = self.theme.px
        wide = {combo: combo.sizeHint().width() for combo, used in self.used.items() if used}
        over = sum(wide.values()) + px(8) * max(0, len(wide) - 1) - room
        while over > 0 and wide and max(wide.values()) > px(LEAST):
            widest = max(wide, key=lambda combo: wide[combo])
            others = [width for combo, width in wide.items() if combo is not widest]
            give = min(over, wide[widest] - max(px(LEAST), min(max(others, default=0), wide[widest] - 1)))
            wide[widest] -= give
            over -= give
        for combo, width in wide.items():
            combo.view().setMinimumWidth(combo.sizeHint().width())
            combo.setFixedWidth(width)
        self.set_folded(over > 0)

    def offer(
        self, channels: Sequence[ChannelRow], tags: Sequence[Named], *, sourced: bool, anybody: bool = True
    ) -> None:
        """What there is to choose from; what is chosen stays chosen. ``sourced``: of somebody it is known how they came."""
        used: dict[Combo, bool] = {self.classes: anybody, self.source: sourced, self.tag: bool(tags)}
        if used != self.used:
            self.used = used
            self.restyle()
        offered = (tuple((c.id, c.name) for c in channels), tuple(tags))
        if offered == self._offered:
            return
        self._offered = offered
        sources = [Choice("", tr("来源")), Choice(NATURAL, tr("自然客源")), Choice(PROMOTED, tr("人工客源"))]
        self.source.set_choices(sources + [Choice(str(c.id), c.name) for c in channels])
        self.tag.set_choices([Choice("", tr("标签"))] + [Choice(str(t.id), t.name) for t in tags])
        for combo, wanted in zip((self.source, self.tag), self._wanted, strict=True):
            if wanted:
                combo.choose(wanted)
        self._wanted = ("", "")
        self._laid_out()

    def _laid_out(self) -> None:
        """Have the new width at once: the lists were empty, and would stand empty for one more picture."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.updateGeometry()

    def recall(self, source: object, tag: object, class_: object = "") -> None:
        """What was chosen last time, as soon as it is offered and if it still is."""
        self.classes.recall(class_ if isinstance(class_, str) else "")
        self._wanted = (source if isinstance(source, str) else "", tag if isinstance(tag, str) else "")

    def clear(self) -> None:
        """Any source, any tag, any class."""
        for combo in self.used:
            combo.choose("")

    @property
    def channel_id(self) -> int | None:
        """The source chosen, if it is a single one."""
        key = self.source.choice()
        return int(key) if key.isdigit() else None

    @property
    def natural(self) -> bool | None:
        """自然客源 True, 人工客源 False."""
        return {NATURAL: True, PROMOTED: False}.get(self.source.choice())

    @property
    def tag_id(self) -> int | None:
        """The tag chosen."""
        key = self.tag.choice()
        return int(key) if key else None

    def make_menu(self) -> QMenu:
        """The lists in one menu."""
        menu = QMenu(self)
        self.classes.count_now()
        for combo in (combo for combo, used in self.used.items() if used):
            below = menu.addMenu(combo.accessibleName())
            for i in range(combo.count()):
                if combo.itemData(i) is None:
                    below.addSeparator()
                    continue
                word = combo.itemText(i) if combo.itemData(i) else tr("不限")
                action = below.addAction(word)
                action.setCheckable(True)
                action.setChecked(i == combo.currentIndex())
                action.triggered.connect(lambda _=False, c=combo, at=i: self._take(c, at))
        return menu

    def _take(self, combo: Combo, at: int) -> None:
        combo.setCurrentIndex(at)
        self.chosen.emit()
