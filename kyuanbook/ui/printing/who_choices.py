"""Whom a list is of: the kind, the class, at most how many."""

from dataclasses import replace

from PySide6.QtCore import Signal

from kyuanbook.actions import lists
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import calls, classes, list_rows, segments
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.class_combo import ClassCombo
from kyuanbook.ui.pages.own_classes import OwnClasses
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.group import Group
from kyuanbook.ui.shell.acts import Acts

PICKED = lists.PICKED
LIMITS = (10, 20, 50, 100)


class WhoChoices(Group):
    """``chosen``: other people are wanted."""

    chosen = Signal()

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        self.kinds, self.limits = Combo(theme, small=True), Combo(theme, small=True)
        self.own = OwnClasses(book, acts)
        self.classes = ClassCombo(theme, self.own.class_counts, self.own.sizes)
        super().__init__(theme, tr("印谁"), (self.kinds, self.classes, self.limits))
        self.book = book
        self.offered = Wanted()
        self._base = EVERYBODY  # what was offered, but for the class
        self.kinds.setAccessibleName(tr("哪些客户"))
        limits = [Choice(str(n), trn("最多 {n} 位", n)) for n in LIMITS]
        self.limits.set_choices([Choice("", tr("几位都印")), *limits])
        self.limits.setAccessibleName(tr("最多几位"))
        for combo in (self.kinds, self.classes, self.limits):
            combo.chosen.connect(lambda _: self._choose())

    def give_to(self, combo: Combo, offered: bool) -> None:
        """Beside them to whom the list is given, where there is anybody to give it to."""
        combo.setVisible(offered)
        self.set_widgets((self.kinds, self.classes, self.limits, *((combo,) if offered else ())))

    def show_wanted(self, wanted: Wanted) -> None:
        """What is offered, chosen."""
        self.offered = wanted
        with self.book.read() as sql:
            self.classes.offer_own(self.own.take(segments.segments(sql)))
        self._take_apart(wanted.chosen)
        kinds = [Choice(kind, self._words_here(kind)) for kind in lists.KINDS]
        if wanted.by_hand:
            kinds.insert(0, Choice(PICKED, _hand_words(wanted)))
        self.kinds.set_choices(kinds)
        self.kinds.choose(PICKED if wanted.by_hand else wanted.kind)
        self.classes.setEnabled(not wanted.by_hand)
        self.limits.choose("" if wanted.limit is None else str(wanted.limit))

    def wanted(self, now: Wanted) -> Wanted:
        """``now`` of those who are chosen."""
        kind, limit, offered = self.kinds.choice(), self.limits.choice(), self.offered
        hand = kind == PICKED
        return replace(
            now, kind=calls.CALLS if hand else kind, chosen=EVERYBODY if hand else self._chosen(kind),
            picked=offered.picked if hand else (), typed=offered.typed if hand else "", limit=int(limit) if limit else None,
            name=offered.name, reasons=offered.reasons if kind == offered.kind else (),
        )  # fmt: skip

    def _choose(self) -> None:
        self.classes.setEnabled(self.kinds.choice() != PICKED)
        self.chosen.emit()

    def _take_apart(self, chosen: Filter) -> None:
        """A class that was asked for stands in the list of classes, where another can be chosen."""
        key = next(iter(classes.classes_of(chosen)), "") or self.own.key_of(chosen.conditions)
        self.classes.choose(key)
        self._base = chosen._replace(conditions=()) if self.own.of(key) else classes.without_class(chosen, key)

    def _chosen(self, kind: str) -> Filter:
        """Within what was offered, if its kind still is, those of the class."""
        within, key = self._base if kind == self.offered.kind else EVERYBODY, self.classes.choice()
        within = within._replace(conditions=(*within.conditions, *self.own.of(key)))
        return classes.within_class(within, key)

    def _words_here(self, kind: str) -> str:
        within = kind == self.offered.kind and self._base not in (EVERYBODY, Filter(stage=self._base.stage))
        words = kind_words(kind)
        return tr("{kind}，按刚才的筛选", kind=words) if within else words


def _hand_words(wanted: Wanted) -> str:
    if wanted.typed:
        return tr("搜“{typed}”搜到的", typed=wanted.typed.strip())
    return trn("选中的 {n} 位", len(wanted.picked))


def kind_words(kind: str) -> str:
    """What the people of a list are called together."""
    own = {
        calls.CALLS: tr("该打的电话"), calls.ALL: tr("全部客户"), list_rows.DUE: tr("今天该回访的"),
        list_rows.COMING: tr("约好要来的"), list_rows.BIRTHDAYS: tr("七天内过生日的"), PICKED: tr("选中的客户"),
    }  # fmt: skip
    return own[kind] if kind in own else say(Message(f"stage_{kind}"))
