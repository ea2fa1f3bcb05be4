"""潜在客户: who asked, tried or left a number and has not bought; what turned those who did; how many of each kind it turns."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.promising import Found, promising
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.potential import Potential, PotentialWeights
from kyuanbook.rules.prospects import SETTLED, Prospect, Rate, Told, rate_words
from kyuanbook.rules.touches import GIVEN, TouchKind
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.weights import Weights
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.rows import GroupHead, OneLine, Row, Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Label, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

MOST: Final = 500  # rows of those who have not come; beyond, the best


class ProspectsSection(AnalysisSection):
    """Reads off the GUI thread. ``touch_wanted``, ``visit_wanted``: of the prospect in hand."""

    touch_wanted = Signal(int)
    visit_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.found: Found | None = None
        self._people: list[People] = []
        self.head = Heading(theme, tr("还没来过的"))
        self.head.add(Label(theme, tr("潜力"), size=13, ink="ink2"))
        self.list = Rows(theme, name=tr("还没来过的"), fitted=True, lead_size=14, height=40)
        self.list.opened.connect(self.card_wanted)
        self.menu = RowMenu(self.list, self.row_menu)
        self.empty = Empty(theme, tr("还没有潜在客户"), tr("有人来问、来试、留了电话，按 F4 记下；没买之前都在这里。"))
        self.summary = Prose(theme, "", size=15, ink="ink")
        self.rates_head = Heading(theme, tr("多少成了客人"))
        self.rates = Rows(theme, name=tr("多少成了客人"), fitted=True, lead_size=14, height=40, lead_width=72)
        self.rates.opened.connect(self._open_rate)
        self.rates_menu = RowMenu(self.rates, self.rates_acts)
        how = tr(
            "多少成了客人，只算第一次联系满 {n} 天的；“还没来过的”和“最后一次联系”连不满的也算。人少时只说个大概范围。", n=SETTLED
        )
        self.how = Prose(theme, how, size=13)
        self.weights = Weights(theme, self._effect)
        self.weights.saved.connect(self._save)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        left, right = Part(theme), Part(theme)
        down = column(theme, left, margins=SIDES)
        for widget in (self.summary, self.empty):
            down.addWidget(widget)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.list))
        down.addStretch(1)
        beside = column(theme, right, margins=SIDES)
        beside.addWidget(self.rates_head)
        beside.addLayout(Bleed(theme, self.rates))
        beside.addSpacing(theme.px(8))
        beside.addWidget(self.how)
        beside.addSpacing(theme.px(16))
        beside.addWidget(self.weights)
        beside.addStretch(1)
        self.summary.setContentsMargins(0, theme.px(4), 0, theme.px(8))
        self.side_by_side(left, right, (55, 45))
        self._show()

    # reading -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All prospects of the book, in a thread: there may be a million customers to look through."""
        book, today = self.book, self.book.today()

        def look() -> Found:
            with book.read() as sql:
                return promising(sql, today)

        self.behind(look, self._take, "all", lambda: self.summary.setText(tr("正在翻看")))

    def _take(self, found: Found) -> None:
        self.found = found
        self._show()

    def first(self) -> QWidget:
        """Those who have not come."""
        return self.list if self.found is not None and self.found.told.waiting else self.rates

    # showing -------------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.found
        there = found is not None and bool(found.told.waiting or found.told.whole.people)
        for part in (self.rates_head, self.rates, self.how, self.weights):
            part.setVisible(there)
        self.summary.setVisible(found is None or there)
        self.empty.setVisible(found is not None and not there)
        waiting = found is not None and bool(found.told.waiting)
        self.head.setVisible(waiting)
        self.list.setVisible(waiting)
        if found is None:
            return
        self.summary.setText(_summary(found.told))
        self.head.note.set_text(trn("{n} 位", len(found.told.waiting)))
        today = self.book.today()
        self.list.show_rows([_line(one, score, today) for one, score in found.scored()[:MOST]], stay=True)
        self._show_rates(found.told)
        self.weights.show_weights(found.weights)

    def _show_rates(self, about: Told) -> None:
        self._people = []
        rows: list[Row] = []

        def add(word: str, title: str, note: str, ids: Sequence[int]) -> None:
            rows.append(OneLine(len(self._people), word, note, folds=True))
            self._people.append(People(title, Filter(ids=tuple(ids))))

        def group(words: str, rates: Sequence[Rate], name: Callable[[str], str], title: str) -> None:
            if rates:
                rows.append(GroupHead(words))
            for rate in rates:
                word = name(rate.key)
                add(word, title.format(what=word), say(rate_words(rate.share)), rate.people)

        add(tr("合计"), tr("做过潜在客户的人"), say(rate_words(about.whole.share)), about.whole.people)
        if about.turned:
            rows.append(GroupHead(tr("第一次来以前，最后一次联系是")))
        for kind, ids in about.turned.items():
            word = _kind_word(kind)
            add(word, tr("最后一次联系是{what}", what=word), trn("{n} 位", len(ids)), ids)
        group(tr("头一次是怎么联系的"), about.by_first, _kind_word, tr("头一次是{what}"))
        group(tr("给过什么、怎么联系的"), about.by_kind, _kind_word, tr("潜在客户：{what}"))
        group(tr("想要什么"), about.by_wanted, str, tr("想要{what}"))
        group(tr("从哪里来"), about.by_family, lambda key: say(ChannelFamily(key).label), tr("潜在客户：{what}"))
        self.rates.show_rows(rows, stay=True)

    # acts ------------------------------------------------------------------------------------------------------------------

    def in_hand(self) -> int | None:
        """The prospect of the current row."""
        return self.list.current_id() if self.list.isVisibleTo(self) else None

    def row_menu(self) -> Groups:
        """What can be done with a prospect."""
        one = self.in_hand()
        if one is None:
            return ()
        return (
            (
                Act(tr("打开"), "Enter", lambda: self.card_wanted.emit(one), bind=False),
                Act(tr("记联系"), "F5", lambda: self.touch_wanted.emit(one), bind=False),
                Act(tr("记到店"), "F3", lambda: self.visit_wanted.emit(one), bind=False),
            ),
        )

    def rates_acts(self) -> Groups:
        """The people behind a rate."""
        place = self.rates.current_id()
        if place is None:
            return ()
        return ((Act(tr("看是哪些人"), "Enter", lambda: self._open_rate(place), bind=False),),)

    def own_acts(self) -> Sequence[Act]:
        """Saving other weights."""
        return self.weights.own_acts() if self.weights.isVisibleTo(self) else ()

    def back_out(self) -> bool:
        """Esc gives up other weights that were not saved."""
        return self.weights.give_up()

    def _open_rate(self, place: int) -> None:
        self.people_wanted.emit(self._people[place])

    # weights ---------------------------------------------------------------------------------------------------------------

    def _effect(self, weights: PotentialWeights) -> str:
        """What these weights would change: who comes among the first ten."""
        if self.found is None:
            return ""
        now, then = ([one.name for one, _ in self.found.scored(by)[:10]] for by in (self.found.weights, weights))
        fresh = [name for name in then if name not in now]
        if fresh:
            return trn("照这样算，前 10 位里换 {n} 位：{names}", len(fresh), names=clauses(fresh))
        return tr("照这样算，排在前面的还是这些人，只是先后不同") if now != then else tr("照这样算，排在前面的不变")

    def _save(self, weights: PotentialWeights) -> None:
        self.do(None, lambda: set_shop(self.book, potential_weights=tuple(weights)))


def _kind_word(kind: str) -> str:
    return say(TouchKind(kind).label)


def _summary(about: Told) -> str:
    """``8 位里 3 位成了客人（人太少，大约 1 到 7 成），一般过 12 天来头一次``."""
    if not about.whole.people:
        return tr("第一次联系还不满 {n} 天，过一阵再看有多少成了客人。", n=SETTLED)
    took = "" if about.days is None else trn("从第一次联系到头一次来，一般 {n} 天", about.days)
    words = clauses((say(rate_words(about.whole.share)), took)) + tr("。")
    fresh = trn("另有 {n} 位第一次联系还不满 {days} 天，没算在内。", about.fresh, days=SETTLED)
    return words + fresh if about.fresh else words


def _line(one: Prospect, score: Potential, today: int) -> OneLine:
    """``5 天前 施若男 烫发　样品 1　微信 1 … 63``."""
    counted = [(kind, one.count(kind)) for kind in TouchKind]
    given = [f"{_kind_word(kind)} {n}" for kind, n in counted if n and kind in GIVEN]
    others = sum(n for kind, n in counted if kind not in GIVEN)
    spoken = trn("联系 {n} 次", others) if others else ""
    note = "　".join(part for part in (clauses(one.wanted), *given, spoken) if part)
    last = tr("最近 {day}", day=say(day_words(one.contacts[-1].day, today))) if one.contacts else one.source
    return OneLine(
        one.id, say(day_words(one.first, today)), one.name, note=note, middle=last, end=str(score.score), bold=True,
        aside=clauses((one.source, tr("潜力 {n}", n=score.score))), folds=True,
    )  # fmt: skip
