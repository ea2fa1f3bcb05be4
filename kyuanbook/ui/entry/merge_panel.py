"""合并客户: two cards of one person become one. Where they differ the owner chooses; all that is to move is said before."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.merging import merge_customers
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.finding import Likely, alike
from kyuanbook.book.queries.merging import Comparison, Difference, compare
from kyuanbook.language import clauses, later, listed, tr, trn
from kyuanbook.rules.merging import Fact, Of
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_customer, nobody_found
from kyuanbook.ui.entry.likely import LikelyList
from kyuanbook.ui.entry.who import Who
from kyuanbook.ui.kit.choices import Chip, Chips, Choice
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.privacy import contact_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

SHOWN: Final = 15  # characters of a value on a chip; of a longer one both ends: an address differs at its end
_HIDDEN: Final = frozenset({Fact.WECHAT, Fact.EMAIL})
State = tuple[Option | None, str, tuple[tuple[str, str], ...]]


class MergePanel(EntryPanel):
    """Of one customer, who stays, and another, who goes into them."""

    topic = "merge"
    by_hand = later("关店不会替您合并。两边看一遍，再点“合并”；不合并的话，关店时选“不保存”。")

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("合并客户"), tr("合并"), parent)
        self.leave.set_text(tr("不合并了"))
        self._kept_id = 0
        self._alike: Sequence[Likely] = ()
        self.who, self.whom = Who(theme), Who(theme)
        for one in (self.who, self.whom):
            one.another.hide()
        words = tr("姓名、拼音首字母、手机后四位")
        self.other = Picker(theme, self._others(find_customer(book)), placeholder=words, icon="search", nothing=nobody_found)
        self.form.add("other", self.watch("other", Field(theme, tr("和哪一位是同一个人"), self.other)))
        self.other.picked.connect(lambda _: self._compare())
        self.likely = LikelyList(theme, head=tr("像是同一个人"), word=tr("就是这位"))
        self.likely.opened.connect(self._take)
        self.moves = Prose(theme, "", ink="ink")
        self.rows = Differences(theme)
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(
            Prose(theme, tr("一个人记成了两位：合成一位，资料、到店、联系都归到这一位名下。可以撤销，也可以以后在回收站里分开。"))
        )
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.likely)
        self.body.addWidget(self.whom)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.moves)
        self.body.addWidget(self.rows)
        self._chain()

    def _others(self, find: Callable[[str], Sequence[Option]]) -> Callable[[str], Sequence[Option]]:
        """Nobody is merged into themselves."""
        return lambda typed: [one for one in find(typed) if one.key != str(self._kept_id)]

    def _chain(self) -> None:
        self._chain_of(self.other, *self.likely.links(), *self.rows.chips())

    def choose(self, customer_id: int, other_id: int | None = None) -> None:
        """Who stays, and who goes into them where that is known. Raises BookError."""
        self._keep()
        self._key = None
        with self.book.read() as sql:
            name = lookups.name_of(sql, customer_id)
            other = None if other_id is None else lookups.name_of(sql, other_id)
            self._alike = alike(sql, self.book.haystack, customer_id, self.book.today())
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._kept_id = customer_id
        self.who.show_of(self.book, customer_id)
        self.begin(("merge customers", customer_id), (None, "", ()))
        if other is not None:
            self._fill((Option(str(other_id), other), other, ()))

    def _take(self, customer_id: int) -> None:
        """It is one of those that look alike."""
        name = next(one.row.name for one in self._alike if one.row.id == customer_id)
        self._fill((Option(str(customer_id), name), name, ()))
        self.other.setFocus(Qt.FocusReason.TabFocusReason)

    def _compare(self) -> None:
        key, seen = self.other.choice(), None
        try:
            if key:
                with self.book.read() as sql:
                    seen = compare(sql, self._kept_id, int(key))
            self.whom.show_of(self.book, int(key) if seen is not None else None)
        except BookError as error:  # a stick pulled out: said here, and what was picked stays
            self._say_trouble(error)
            return
        self.rows.ask(() if seen is None else seen.differences)
        self.moves.setVisible(seen is not None)
        self.moves.setText("" if seen is None else moved_words(seen))
        self.likely.show_likely(() if seen is not None else self._alike)
        self._chain()

    def _state(self) -> State:
        key = self.other.choice()
        return Option(key, self.other.text()) if key else None, self.other.text(), self.rows.chosen()

    def _fill(self, state: State) -> None:
        self.other.choose(state[0])
        self.other.setText(state[1])
        self.other.close_list()
        self._compare()
        self.rows.choose(dict(state[2]))

    def _problems(self) -> Sequence[Problem]:
        return () if self.other.choice() else (Problem("other", Message("merge_missing_other")),)

    def _write(self, accepted: Collection[str]) -> Done:
        problems = self._problems()
        if problems:
            raise Refused(problems)
        chosen = {self.rows.key(name): Of(of) for name, of in self.rows.chosen()}
        other = int(self.other.choice())
        return merge_customers(self.book, kept_id=self._kept_id, other_id=other, chosen=chosen, accepted=accepted)


class Differences(Part):
    """A line of two chips for each fact of which both say something else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._down = column(theme, self)
        self._inside = QWidget()
        self._down.addWidget(self._inside)
        self._rows: dict[str, tuple[Difference, Chips]] = {}

    def ask(self, differences: Sequence[Difference]) -> None:
        """Ask about these from now on; of each what the one who stays has is chosen."""
        self._inside.hide()
        self._down.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        down = column(self.theme, self._inside, gap=2)
        self._rows = {}
        if differences:
            down.addSpacing(self.theme.px(12))
            down.addWidget(Label(self.theme, tr("两边不一样的，留哪个"), bold=True))
        for one in differences:
            words = (one.kept, one.other)
            if one.key in _HIDDEN:
                words = (contact_words(one.kept), contact_words(one.other))
            choices = [Choice(of.value, shortened(word)) for of, word in zip(Of, words, strict=True)]
            chips = Chips(self.theme, choices, name=tr("{what}留哪个", what=one.title))
            chips.setAccessibleDescription(clauses(words))
            chips.setToolTip("\n".join(words) if any(len(word) > SHOWN for word in words) else "")
            down.addSpacing(self.theme.px(8))
            down.addWidget(Label(self.theme, one.title, size=13, ink="ink2"))
            down.addWidget(chips)
            self._rows[str(one.key)] = (one, chips)
        if differences:
            down.addSpacing(self.theme.px(8))
            down.addWidget(Prose(self.theme, tr("没留下的写进备注；没留下的姓名当称呼。"), size=13))
        self._down.addWidget(self._inside)
        self.setVisible(bool(differences))

    def chips(self) -> list[QWidget]:
        """What Tab goes through."""
        return [chip for _, chips in self._rows.values() for chip in chips.findChildren(Chip)]

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """(which, of whom) as it stands."""
        return tuple((name, chips.choice()) for name, (_, chips) in self._rows.items())

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Of these the one that was chosen before."""
        for name, of in chosen.items():
            if name in self._rows:
                self._rows[name][1].choose(of)

    def key(self, name: str) -> Fact | int:
        """What a line is about."""
        return self._rows[name][0].key


def shortened(word: str) -> str:
    """A long value by both its ends."""
    return word if len(word) <= SHOWN else f"{word[: SHOWN // 2]}…{word[-(SHOWN // 2) :]}"


def moved_words(seen: Comparison) -> str:
    """What goes over, and what becomes of the other: ``5 次到店、2 次联系归到李晓雪名下；李雪这张卡收进回收站。``"""
    parts = (
        trn("{n} 次到店", seen.visits) if seen.visits else "",
        trn("{n} 次联系", seen.touches) if seen.touches else "",
        trn("{n} 个号码", seen.phones) if seen.phones else "",
        trn("介绍来的 {n} 位", seen.brought) if seen.brought else "",
    )
    what = listed(filter(None, parts))
    about = {"other": seen.other, "kept": seen.kept}
    if what:
        return tr("{what}归到{kept}名下；{other}这张卡收进回收站。", what=what, **about)
    return tr("{other}名下还没有往来，资料归到{kept}名下；{other}这张卡收进回收站。", **about)
