"""分类: one list of all classes of customers, the owner's own 客户细分 last. How many are in each is counted when the list
drops: it costs a look at all."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize

from kyuanbook.book.queries.classes import PARTS, ClassCounts, class_word
from kyuanbook.language import tr
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.class_choices import class_choices

OWN = "segment:"  # and the number of a 客户细分


class ClassCombo(Combo):
    """``counts``, ``sizes`` (of the owner's own): asked when the list is to drop; None when the book cannot be read."""

    def __init__(
        self, theme: Theme, counts: Callable[[], ClassCounts | None],
        sizes: Callable[[], Mapping[str, int]] = dict,
    ) -> None:  # fmt: skip
        super().__init__(theme, small=True)
        self._ask, self._sizes = counts, sizes
        self._own: dict[str, str] = {}
        self._wanted = ""
        self.setAccessibleName(tr("分类"))
        self._fill(None)

    def offer_own(self, own: Mapping[str, str]) -> None:
        """The owner's own classes: key -> name. One that is no more is chosen no more; one recalled is as soon as it is
        offered."""
        if own == self._own and not self._wanted:
            return
        self._own = dict(own)
        self._fill(None)
        if self._wanted:
            self.choose(self._wanted)
        self._wanted = ""

    def recall(self, key: str) -> None:
        """What was chosen last time."""
        self.choose(key)
        self._wanted = key if key.startswith(OWN) else ""

    def _fill(self, counts: ClassCounts | None, sizes: Mapping[str, int] | None = None) -> None:
        kept = self.choice()
        self.clear()
        self.addItem(tr("分类"), "")
        for part in class_choices(counts):
            self.insertSeparator(self.count())
            for choice in part:
                words = choice.word if choice.count is None else f"{choice.word}　{choice.count:,}"
                self.addItem(words, choice.key)
        if self._own:
            self.insertSeparator(self.count())
        for key, name in self._own.items():
            self.addItem(f"{name}　{sizes[key]:,}" if sizes and key in sizes else name, key)
        self.choose(kept)
        self.updateGeometry()

    def count_now(self) -> None:
        """Have the numbers beside the words."""
        self._fill(self._ask(), self._sizes() if self._own else None)

    def showPopup(self) -> None:
        """Count, then drop as wide as the words are."""
        self.count_now()
        self.view().setMinimumWidth(self.drop_width())
        super().showPopup()

    def drop_width(self) -> int:
        """px of the widest words with what stands around them, and of the scroll bar where there are more than are shown."""
        metrics = self.theme.metrics(14)
        widest = max(metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count()))
        bar = self.view().verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        return widest + self.theme.px(40) + bar

    def sizeHint(self) -> QSize:
        """As wide as the longest class, without what explains it."""
        metrics = self.theme.metrics(14)
        widest = max(metrics.horizontalAdvance(class_word(key)) for part in PARTS for key in part)
        return QSize(widest + self.theme.px(48), super().sizeHint().height())

    def currentText(self) -> str:
        """The class alone: its number would soon be an old one."""
        return self._own.get(self.choice()) or class_word(self.choice()) or tr("分类")
