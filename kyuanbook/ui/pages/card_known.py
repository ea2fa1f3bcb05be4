"""What is known of a customer, one part below the other: totals, facts, the note, who brought whom.

A part is a :class:`CardPart` of :data:`~Known.parts`; one with nothing to say of this customer hides itself.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import Card, Person
from kyuanbook.book.queries.potential import shop_at_hand
from kyuanbook.book.queries.promising import potential_of
from kyuanbook.book.queries.tiers import TierSeen, tier_seen
from kyuanbook.book.queries.winback import AttemptRow, Back
from kyuanbook.book.queries.worth import CardWorth, worth_of
from kyuanbook.language import tr, trn
from kyuanbook.rules.potential import Potential, PotentialShop
from kyuanbook.ui.kit.facts import Facts
from kyuanbook.ui.kit.figures import Figures
from kyuanbook.ui.kit.part import Bleed, column
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages import card_words
from kyuanbook.ui.pages.card_likes import LikesPart
from kyuanbook.ui.pages.card_part import CardPart
from kyuanbook.ui.pages.card_partners import ConsentPart, PartnersPart
from kyuanbook.ui.pages.card_parts import Descent
from kyuanbook.ui.pages.card_potential import Told as PotentialTold
from kyuanbook.ui.pages.card_potential import confidence_words
from kyuanbook.ui.pages.card_relations import SIDES as RELATION_SIDES
from kyuanbook.ui.pages.card_relations import RelationsPart
from kyuanbook.ui.pages.card_through import ThroughPart
from kyuanbook.ui.pages.card_tier import TierPart
from kyuanbook.ui.pages.card_winback import SHOWN, winback_facts
from kyuanbook.ui.pages.card_worth import worth_told
from kyuanbook.ui.pages.explained import Explained

SIDE: Final = 12  # px at each side, over which what stands inside may bleed


class Totals(CardPart):
    """The three figures; at large type they are lines among the facts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, above=0)
        self.figures = Figures(theme, lines=False, size=22)
        self.down.addWidget(self.figures)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """How much, how often."""
        self.figures.set_figures(card_words.figures(card))


class FactsPart(CardPart):
    """资料."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("资料"), above=8)
        self.facts = Facts(theme)
        self.down.addWidget(self.facts)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Every fact there is."""
        self.facts.set_facts(card_words.facts(card, today, open_=numbers_open, compact=self.theme.compact))


class NotePart(CardPart):
    """备注, to be read and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("备注"))
        self.note = Prose(theme, "", ink="ink")
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        around = column(theme, margins=(0, 8, 0, 8))
        around.addWidget(self.note)
        self.down.addLayout(around)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """The note as it was typed."""
        self.note.setText(card.note)
        self.setVisible(bool(card.note))


class WinBackPart(CardPart):
    """挽回: the last attempts and what came of them; that the lot leaves them alone, and until when."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("挽回"))
        self.facts = Facts(theme)
        self.down.addWidget(self.facts)

    def show_attempts(self, tried: list[AttemptRow], back: list[Back], today: int) -> None:
        """The newest first; a part with nothing to say is not there."""
        facts = winback_facts(tried, back, today)
        self.head.note.set_text(trn("{n} 次", len(tried)) if len(tried) > SHOWN else "")
        self.facts.set_facts(facts)
        self.setVisible(bool(facts))


class DescentPart(CardPart):
    """谁介绍谁."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("谁介绍谁"))
        self.brought = Label(theme, "", size=13, ink="ink2")
        self.head.add(self.brought)
        self.descent = Descent(theme)
        self.down.addWidget(self.descent)
        self.through = ThroughPart(theme)
        self.down.addWidget(self.through)

    def read(self, book: Book, card: Card, today: int) -> None:
        """What came through them, and what they are still to get."""
        self.through.read(book, card, today)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Who brought them, and whom they brought."""
        me = Person(card.id, card.shown_name, card.stage, card.total_cents)
        self.descent.show_people(card.referrer, me, card.brought)
        self.brought.set_text(card_words.brought_words(card))
        self.through.show_card(card)
        self.setVisible(card.referrer is not None or bool(card.brought) or not self.through.isHidden())


class WorthPart(CardPart):
    """值多少: the year ahead and what is at stake, with their parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("值多少"))
        self.told = Explained(theme)
        self.down.addWidget(self.told)
        self._worth: CardWorth | None = None

    def read(self, book: Book, card: Card, today: int) -> None:
        """As it is now."""
        with book.read() as sql:
            self._worth = worth_of(sql, book.rhythms, card.id, today)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """What can be said of them."""
        told = worth_told(self._worth) if self._worth is not None else []
        self.told.show_told(told)
        self.setVisible(bool(told))


class Ranked(CardPart):
    """等级, with its reason."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, above=8)
        self.tier = TierPart(theme)
        self.down.addWidget(self.tier)
        self._seen: TierSeen | None = None

    def read(self, book: Book, card: Card, today: int) -> None:
        """As it is now, whatever day the shop was reckoned."""
        with book.read() as sql:
            self._seen = tier_seen(sql, book.rhythms, card.id, today)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Nothing while nothing is known."""
        self.tier.show_part(self._seen, today)
        self.setVisible(self._seen is not None)


class PotentialPart(CardPart):
    """潜力: the score with its four parts, how sure it is, and what to ask next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("潜力"))
        self.score = Label(theme, "", size=20, serif=True)
        self.head.add(self.score)
        self.told = PotentialTold(theme)
        self.bars, self.ask = self.told.bars, self.told.ask
        self.down.addWidget(self.told)
        self._found: Potential | None = None
        self._shop: PotentialShop | None = None

    def read(self, book: Book, card: Card, today: int) -> None:
        """Three look-ups by index; the shop's averages once a day."""
        with book.read() as sql:
            if self._shop is None or self._shop.day != today:
                self._shop = shop_at_hand(sql, today)
            self._found = potential_of(sql, card.id, today, self._shop)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Nothing of one who lies in 回收站."""
        found = None if card.deleted else self._found
        self.setVisible(found is not None)
        if found is not None:
            self.score.set_text(str(found.score) if found.confidence else "")
            self.head.note.set_text(confidence_words(found.confidence))
            self.told.show_potential(found)


class Known(Area):
    """All of it, scrolling. ``above``: where the page has one column, what else stands on the card comes here."""

    def __init__(self, theme: Theme, *, bar: int) -> None:
        """``bar``: px by which what comes ``above`` reaches beyond at the right, at 100 %."""
        super().__init__()
        inside, self.theme = QWidget(), theme
        self.totals, self.about, self.noted, self.descent = Totals(theme), FactsPart(theme), NotePart(theme), DescentPart(theme)
        self.worth, self.ranked, self.potential = WorthPart(theme), Ranked(theme), PotentialPart(theme)
        self.winback, self.likes = WinBackPart(theme), LikesPart(theme)
        self.partners, self.consents = PartnersPart(theme), ConsentPart(theme)
        self.relations = RelationsPart(theme)
        self.parts: tuple[CardPart, ...] = (
            self.totals, self.about, self.noted, self.likes, self.winback, self.ranked, self.worth, self.potential,
            self.relations, self.partners, self.consents, self.descent,  # its people are made anew: Tab comes to them last
        )  # fmt: skip
        down = self._down = column(theme, inside, margins=(SIDE, 0, 4, 20))
        self.above = Bleed(theme, None, left=SIDE, right=bar)
        down.addLayout(self.above)
        for part in self.parts:
            if part is self.relations:
                down.addLayout(Bleed(theme, part, left=RELATION_SIDES[0], right=RELATION_SIDES[1]))
            else:
                down.addWidget(part)
        down.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)

    def read(self, book: Book, card: Card, today: int) -> None:
        """What the parts want from the book besides the card."""
        for part in self.parts:
            part.read(book, card, today)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """All parts."""
        for part in self.parts:
            part.show_card(card, today, numbers_open=numbers_open)

    def fit(self, *, folded: bool) -> None:
        """Level with the column beside it, if there is one."""
        px, compact = self.theme.px, self.theme.compact
        self.totals.setVisible(not compact)
        self._down.setContentsMargins(px(SIDE), px(8 if compact and not folded else 0), px(4), px(20))
