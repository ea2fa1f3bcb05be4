"""标等级: the owner's word on a tier, and why."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import tiers
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries.lookups import name_of
from kyuanbook.book.queries.tiers import tier_seen
from kyuanbook.language import tr
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.tiers import REGULAR, TIERS
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages.tier_words import tier_word


class PinTierPanel(EntryPanel):
    """One of the four, above what the rule says, until it is taken off."""

    topic = "pin-tier"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("标等级"), tr("标上"), parent)
        self._customer_id = 0
        self.leave.set_text(tr("不标了"))
        self.who = Label(theme, "", size=16, bold=True)
        self.tier = Chips(theme, [Choice(code, tier_word(code)) for code in TIERS], name=tr("标为"))
        self.why = Line(theme, placeholder=tr("可不填"))
        self.form.add("why", self.watch("why", Field(theme, tr("为什么"), self.why)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Prose(theme, tr("标上以后等级就不再跟着规则变，去掉标注又按规则来。")))
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.tier)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def choose(self, customer_id: int) -> None:
        """Whom it is about; their tier of now is offered first."""
        self._customer_id = customer_id
        with self.book.read() as sql:
            seen = tier_seen(sql, self.book.rhythms, customer_id, self.book.today())
            self.who.set_text(name_of(sql, customer_id) or "")
        self.begin(("tier", customer_id), (seen.tier if seen is not None else REGULAR, ""))

    def _state(self) -> tuple[str, str]:
        return self.tier.choice(), self.why.text()

    def _fill(self, state: tuple[str, str]) -> None:
        self.tier.choose(state[0])
        self.why.setText(state[1])

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.why.text(), "why", 80)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return tiers.pin_tier(
            self.book, customer_id=self._customer_id, tier=self.tier.choice(), why=self.why.text()
        )
