"""The tier on a card: which, why, and the owner's own word on it."""

from PySide6.QtCore import Qt, Signal

from kyuanbook.book.queries.tiers import TierSeen
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.tier_reasons import tier_parts, tier_rule
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.privacy import said
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.tier_words import tier_word

FEW = 10  # customers who came: with less, a share of them says nothing


class TierPart(Part):
    """等级 with its reason. ``pin_wanted``, ``unpin_wanted``: set it by hand, or take that off."""

    pin_wanted = Signal()
    unpin_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.head = Heading(theme, tr("等级"))
        self.pin_link = Button(theme, tr("标等级"), kind="link", key="Ctrl+G", bind=False)
        self.head.add(self.pin_link)
        self.why = Prose(theme)
        self.pin_icon = Label(theme, "", ink="ink2", icon="pin")
        self.pin_line = Prose(theme)
        self.unpin_link = Button(theme, tr("去掉等级标注"), kind="link", key="Ctrl+Shift+G")
        self._lay_out(theme)
        self.pin_link.clicked.connect(lambda: self.pin_wanted.emit())
        self.unpin_link.clicked.connect(lambda: self.unpin_wanted.emit())
        self.hide()

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, margins=(0, 0, 0, 12))
        down.addWidget(self.head)
        pinned = self._pinned = Part(theme)
        below = column(theme, pinned)
        words = row(theme, margins=(0, 8, 0, 0))
        words.addWidget(self.pin_icon, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.pin_line, 1)
        below.addLayout(words)
        across = row(theme, margins=(18, 0, 0, 0))
        across.addWidget(self.unpin_link)
        across.addStretch(1)
        below.addLayout(across)
        down.addWidget(pinned)
        down.addWidget(self.why)
        self.why.setContentsMargins(0, theme.px(8), 0, theme.px(4))

    def show_part(self, seen: TierSeen | None, today: int) -> None:
        """Nothing at all while nothing is known; of one in 回收站 nothing is."""
        self.setVisible(seen is not None)
        if seen is None:
            return
        self.head.note.set_text(tier_word(seen.tier))
        self._pinned.setVisible(seen.pin is not None)
        self.pin_line.setText(pin_words(seen, today))
        self.why.setText(why_words(seen))
        self.why.setVisible(bool(seen.ruled))


def why_words(seen: TierSeen) -> str:
    """``近一年 ¥2,400，高于 92% 的客人；来了 14 天，比 80% 的客人勤；阶段是忠诚；潜力 62 分。得分 81，最高的 5% 算 VIP``."""
    if not seen.ruled:
        return ""
    if seen.rule.by == "shares" and seen.customers < FEW:
        return tr("来过的客人还不到 {n} 位，等级还说不准。", n=FEW)
    parts = tr("；").join(map(said, tier_parts(seen.own, seen.year_cents, seen.year_visits, seen.stage, seen.potential)))
    rule = said(tier_rule(seen.rule, seen.ruled, seen.score))
    if seen.pin is not None and seen.pin.tier != seen.ruled:
        rule = tr("按规则是 {tier}：{rule}", tier=tier_word(seen.ruled), rule=rule)
    return tr("{parts}。{rule}", parts=parts, rule=rule)


def pin_words(seen: TierSeen, today: int) -> str:
    """``手工标为大客户：11月3日，老板，常带朋友来``; "" without a pin."""
    if seen.pin is None:
        return ""
    parts = [say(day_words(seen.pin.day, today)), seen.pin.by, seen.pin.why]
    return tr("手工标为 {tier}：{rest}", tier=tier_word(seen.pin.tier), rest=clauses(parts))
