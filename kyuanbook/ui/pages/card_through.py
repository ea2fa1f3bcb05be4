"""Below 谁介绍谁: what came through a customer altogether, and which 介绍奖励 they are still to get."""


from kyuanbook.actions.done import Book
from kyuanbook.book.queries import rewards
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.referrals import below_of
from kyuanbook.language import clauses, listed, tr, trn
from kyuanbook.rules.referrals import Below
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.shell.menu import Act

TREE_KEY, GIVE_KEY = "Ctrl+L", "Ctrl+M"


class ThroughPart(Part):
    """Two sentences at most, each with what to do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.sums, self.owed = Prose(theme, "", size=13), Prose(theme, "", size=13, ink="warn")
        self.tree = Button(theme, tr("看整棵树"), kind="link", icon="waypoints", key=TREE_KEY)
        self.give = Button(theme, tr("给介绍奖励"), kind="link", icon="check", key=GIVE_KEY)
        self._below, self._row = Below(), rewards.NOTHING_OWED
        down = column(theme, self, margins=(0, 4, 0, 0))
        for words, link in ((self.owed, self.give), (self.sums, self.tree)):
            down.addWidget(words)
            across = row(theme)
            across.addLayout(Bleed(theme, link, left=6, right=0))
            across.addStretch(1)
            down.addLayout(across)

    def read(self, book: Book, card: Card, today: int) -> None:
        """Look-ups by index, level by level."""
        with book.read() as sql:
            self._below = below_of(sql, card.id, today) if card.brought else Below()
            self._row = rewards.owed_row(sql, card.id)

    def show_card(self, card: Card) -> None:
        """Nothing where nobody came through them and nothing is owed."""
        sums, row = self._below, self._row
        self.sums.setText(_words(sums))
        what = tr("该给介绍奖励：{what}", what=listed([*([amount_words(row.cents)] if row.cents else []), *row.goods]))
        self.owed.setText(clauses((what, tr("介绍了{name}", name=row.names) if row.names else "")))
        for part, there in (
            (self.sums, sums.people > 0), (self.tree, sums.people > 0 and not card.deleted),
            (self.owed, bool(row.what)), (self.give, bool(row.what) and not card.deleted),
        ):  # fmt: skip
            part.setVisible(there)
        self.setVisible(sums.people > 0 or bool(row.what))

    def acts(self) -> list[Act]:
        """What can be done."""
        return [
            Act(link.words(), link.key, link.click, bind=False, can=lambda link=link: not link.isHidden())  # type: ignore[misc]
            for link in (self.tree, self.give)
        ]


def _words(sums: Below) -> str:
    """往下共 12 位、3 层，花了 ¥8,200，往后一年约 ¥3,100."""
    people = tr("往下共 {people}，{levels}", people=trn("{n} 位", sums.people), levels=trn("{n} 层", sums.depth))
    money = tr("花了 {amount}", amount=amount_words(sums.spent_cents))
    ahead = tr("往后一年约 {amount}", amount=amount_words(sums.expected_cents)) if sums.expected_cents else ""
    return clauses((people, money, ahead))
