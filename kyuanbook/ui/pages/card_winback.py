"""Why they stay away, what was tried, how they came back: the line under the banner, and the part at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from kyuanbook.book.queries.lapse import SaidRow
from kyuanbook.book.queries.winback import AttemptRow, Back
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words, near_day
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Fact
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

SHOWN: Final = 3
HANG: Final = 6  # px of a link's padding
REASON_KEY, ATTEMPT_KEY = "Ctrl+W", "Ctrl+J"


def why_words(said: SaidRow, today: int) -> str:
    """``流失原因：价格，涨价以后不来了（11月3日，老板）``."""
    when = clauses((say(day_words(said.day, today)), said.who))
    return tr("流失原因：{what}（{when}）", what=clauses((said.reason, said.note)), when=when)


def came_words(one: AttemptRow, today: int) -> str:
    """What came of an attempt: ``12月3日来了``, ``没来``, ``等到 1月9日``."""
    if one.came is not None:
        return tr("{day}来了", day=say(day_words(one.came, today)))
    if one.waits(today):
        return tr("等到 {day}", day=say(near_day(one.until, today)))
    return tr("没来")


def attempt_words(one: AttemptRow) -> str:
    """``优惠，¥20，送了八折券``."""
    return clauses((one.word, amount_words(one.cost_cents) if one.cost_cents else "", one.note))


def back_words(back: Back) -> str:
    """``离开 94 天，打过电话以后``."""
    how = tr("{measure}以后", measure=back.by.word) if back.by is not None else ""
    source = tr("来源 {source}", source=back.source) if back.source else ""
    return clauses((trn("离开 {n} 天", back.away), how or source))


class WhyLine(Part):
    """Under the banner of one who lapsed: why, or a link that asks; and a link to note what was tried. Lay it in a
    :class:`Bleed` of HANG: the padding of a link hangs over."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.words = Prose(theme)
        self.ask = Button(theme, tr("问问为什么不来了"), kind="link", key=REASON_KEY, bind=False)
        self.attempt = Button(theme, tr("记挽回"), kind="link", key=ATTEMPT_KEY, bind=False)
        words, links = row(theme, margins=(HANG, 0, 0, 0)), row(theme, gap=8)
        self._links = links
        words.addWidget(self.words)
        for link in (self.ask, self.attempt):
            links.addWidget(link)
        links.addStretch(1)
        self._across = row(theme, self, gap=4, margins=(0, 4, 12, 0))
        self._across.addLayout(words, 1)
        self._across.addLayout(links)
        self.restyle()

    def restyle(self) -> None:
        """Where type is large the links stand below the words, without their keys; where it is narrow too, one below the
        other."""
        way = QBoxLayout.Direction.TopToBottom if self.theme.compact else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        for link in (self.ask, self.attempt):
            link.spare(key=not self.theme.compact)
        stacked = self.theme.compact and sum(self._wide()) + self.theme.px(8 + 12) > self.width()
        self._links.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self.words.setVisible(bool(self.words.text()) or not self.theme.compact)

    def _wide(self) -> list[int]:
        return [link.sizeHint().width() for link in (self.ask, self.attempt) if not link.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider link, where they may stand one below the other."""
        whole = super().minimumSizeHint()
        return QSize(max(self._wide(), default=0) + self.theme.px(12), whole.height()) if self.theme.compact else whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, perhaps in other lines."""
        super().resizeEvent(event)
        self.restyle()

    def show_why(self, said: SaidRow | None, today: int, *, lapsed: bool, away: bool) -> None:
        """``lapsed``: by rule or the owner's word; ``away``: in 回收站, where nothing is asked."""
        self.words.setText(why_words(said, today) if said is not None else "")
        self.ask.set_text(tr("问问为什么不来了") if said is None else tr("改原因"))
        self.attempt.setVisible(lapsed and not away)
        self.ask.setVisible(not away)
        self.setVisible((lapsed and not away) or said is not None)
        self.restyle()


def winback_facts(tried: Sequence[AttemptRow], back: Sequence[Back], today: int) -> list[Fact]:
    """The last return and the last attempts, with what came of them."""
    facts = [Fact(say(day_words(one.day, today)), tr("赢回"), back_words(one)) for one in back[:1]]
    for one in tried[:SHOWN]:
        day = say(day_words(one.day, today))
        if one.held:
            waits = tr("等到 {day}", day=say(near_day(one.until, today))) if today <= one.until else ""
            facts.append(Fact(day, tr("抽签留下，没打电话"), waits))
        else:
            facts.append(Fact(day, attempt_words(one), came_words(one, today)))
    return facts
