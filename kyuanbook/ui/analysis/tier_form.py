"""The rule for tiers as it is being typed: by shares or by yearly amounts, and what each part of the score weighs."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.tiers import TIERS, TierRule, Weights
from kyuanbook.rules.tiers_tried import rule_problems
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages.tier_words import tier_word

SHARES, AMOUNTS = "shares", "amounts"
UPPER: Final = TIERS[:3]  # what is left over is the lowest
FIGURES: Final = 4  # more are no weight and no share


class TierForm(Part):
    """``typed``: something else stands there. ``submitted``: Enter."""

    typed = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._saved = TierRule()
        self.by = Chips(theme, [Choice(SHARES, tr("按名次")), Choice(AMOUNTS, tr("按金额"))], name=tr("怎么分"), quiet=True)
        self.form = Form(theme)
        self.lines: dict[str, Line] = {}
        shares = [self._field(f"share_{c}", tier_word(c), "%") for c in UPPER]
        amounts = [self._field(f"amount_{c}", tier_word(c), tr("元")) for c in UPPER]
        names = {"amount": tr("金额"), "frequency": tr("次数"), "loyalty": tr("忠诚"), "potential": tr("潜力")}
        weights = [self._field(f"weight_{name}", names[name], "") for name in Weights._fields]
        self.note = Prose(theme, "", size=13)
        self.weighed = Label(theme, tr("名次看得分，四项各占多少"), size=13, ink="ink2")
        self.form.add_widget(self.note)
        self.form.add_row(*shares)
        self.form.add_row(*amounts)
        self.form.add_widget(self.weighed)
        self.form.add_row(*weights)
        self._shown = {SHARES: [f for _, f in (*shares, *weights)], AMOUNTS: [f for _, f in amounts]}
        down = column(theme, self, gap=12)
        across = row(theme)
        across.addWidget(self.by)
        across.addStretch(1)
        down.addLayout(across)
        down.addWidget(self.form)
        self.by.chosen.connect(lambda _: self._turned())
        self.form.submitted.connect(self.submitted)
        self._turn()

    def _field(self, name: str, label: str, hint: str) -> tuple[str, Field]:
        line = self.lines[name] = Line(self.theme)
        line.committed.connect(lambda _: self.typed.emit())
        return name, Field(self.theme, label, line, hint=hint)

    def _turned(self) -> None:
        self._turn()
        self.typed.emit()

    def _turn(self) -> None:
        by = self.by.choice()
        for key, fields in self._shown.items():
            for field in fields:
                field.setVisible(key == by)
        self.weighed.setVisible(by == SHARES)
        self.note.setText(
            tr("得分最高的百分之几是 VIP，接下来的百分之几是大客户……其余算小客户。") if by == SHARES
            else tr("近一年花到多少算 VIP，多少算大客户……不到的算小客户。")
        )

    # what stands there ---------------------------------------------------------------------------------------------------

    def show_rule(self, rule: TierRule) -> None:
        """Put the rule there that is kept."""
        self._saved = rule
        self.by.choose(rule.by)
        for code, share, cents in zip(UPPER, rule.shares, rule.amounts, strict=True):
            self.lines[f"share_{code}"].setText(str(share))
            self.lines[f"amount_{code}"].setText(_typed(cents))
        for name, weight in rule.weights._asdict().items():
            self.lines[f"weight_{name}"].setText(str(weight))
        self.form.complain(())
        self._turn()

    def kept(self) -> TierRule:
        """The rule that was put there."""
        return self._saved

    def touched(self) -> bool:
        """Whether it is other than what is kept."""
        rule, problems = self.rule()
        return bool(problems) or rule != self._saved

    def rule(self) -> tuple[TierRule, list[Problem]]:
        """What was typed, with what is wrong with it; of the way not chosen what is kept."""
        problems: list[Problem] = []
        if self.by.choice() == AMOUNTS:
            cents = [self._cents(f"amount_{code}", problems) for code in UPPER]
            rule = self._saved._replace(by=AMOUNTS, amounts=(cents[0], cents[1], cents[2]))
        else:
            odd = Message("tier_share_odd")
            share = [self._whole(f"share_{code}", odd, problems) for code in UPPER]
            heavy = Message("tier_weight_odd", {"most": 100})
            weights = Weights(*(self._whole(f"weight_{name}", heavy, problems) for name in Weights._fields))
            rule = self._saved._replace(by=SHARES, shares=(share[0], share[1], share[2]), weights=weights)
        return rule, problems or rule_problems(rule)

    def _whole(self, name: str, odd: Message, problems: list[Problem]) -> int:
        text = self.lines[name].text().strip().rstrip("%％").strip()
        if not text.isdecimal() or len(text) > FIGURES:
            problems.append(Problem(name, odd))
            return 0
        return int(text)

    def _cents(self, name: str, problems: list[Problem]) -> int:
        cents, wrong = parse_amount(self.lines[name].text(), name)
        if cents is None or cents < 0:
            problems += wrong or [Problem(name, Message("tier_amount_odd"))]
            return 0
        return cents

    def complain(self, problems: list[Problem]) -> None:
        """Say each beside its field."""
        self.form.complain(problems)

    def complains(self) -> bool:
        """Whether that is being said."""
        return any(field.problem() is not None for field in self.form.fields.values())

    def wrong_words(self, problems: list[Problem]) -> str:
        """The first of what is wrong, with the name of its field."""
        if not problems:
            return ""
        label = self.form.fields[problems[0].field].label.text()
        return tr("{field}：{what}", field=label, what=say(problems[0].message))


def _typed(cents: int) -> str:
    return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"
