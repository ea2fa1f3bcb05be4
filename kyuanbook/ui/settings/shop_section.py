"""The shop: its name, its trade, how many calls a day."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import MOST_DISCOUNT, set_shop
from kyuanbook.book.queries import shop
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.custom import given
from kyuanbook.rules.potential import PotentialWeights
from kyuanbook.rules.trades import NAMES, preset_gap
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.analysis.weights import Weights
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.privacy import typed_amount
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.section import SIDES, Section
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

MOST_CALLS = 200
NAMED = 5  # fields named of those a trade brings
WIDEST = 560


def trade_choices() -> list[Choice]:
    """Every trade, in the order in which they are offered."""
    return [Choice(code, tr(name)) for code, name in NAMES.items()]


def trade_words(trade: str) -> str:
    """What choosing a trade means: how often customers come, and what else is asked for."""
    words = trn(
        "新店还没有自己的节奏时，先按{trade}这一行估计：客人约 {n} 天来一次。本店的回头客多起来以后，只看本店自己的。",
        preset_gap(trade),
        trade=tr(NAMES.get(trade, NAMES["other"])),
    )
    names = [say(one.name) for one in given(trade)]
    if not names:
        return words
    shown = listed(names[:NAMED]) + (tr("等") if len(names) > NAMED else "")
    return words + tr("这一行常记的也会加上：{names}。", names=shown)


class ShopSection(Section):
    """Each field is kept when Enter is pressed or it is left."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts)
        self._now = shop.ShopSettings()
        self.form = Form(theme)
        self.name, self.calls, self.discount = Line(theme), Line(theme), Line(theme)
        self.trade = Combo(theme, trade_choices())
        self.trade_note = Prose(theme, "", size=13)
        self.also_old = Tick(theme, tr("也找老客"))
        self.form.add("shop_name", Field(theme, tr("店名"), self.name, hint=tr("印在名单上")), submits=False)
        self.form.add("trade", Field(theme, tr("行业"), self.trade))
        self.form.add_widget(self.trade_note)
        field = Field(theme, tr("每天打得了几个电话"), self.calls, hint=tr("今日只列这么多，其余一行带过"))
        self.form.add("calls_per_day", field, submits=False)
        self.form.add_widget(self.also_old)
        self.form.add_widget(
            Prose(theme, tr("打开后，很久没来、以前花得多的老客也会排到前面：算可能损失时，更早花的钱也算进来。"), size=13)
        )
        field = Field(theme, tr("一年后才收到的钱，打掉百分之几"), self.discount, hint=tr("一般 10"))
        self.form.add("discount", field, submits=False)
        self.worth_now = Prose(theme, "", size=13)
        self.form.add_widget(self.worth_now)
        self.form.add_widget(Prose(theme, tr("改了就存；改错了按 Ctrl Z。"), size=13))
        words = tr("“分析 → 潜在客户”里改，看得见前十位怎么变。")
        self.weights = Weights(theme, lambda _: words)
        self.weights.saved.connect(lambda weights: self._set(potential_weights=tuple(weights)))
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        listed, beside = Part(theme), Part(theme)
        down = column(theme, listed, margins=SIDES)
        across = row(theme)
        across.addWidget(self.form, 1000)  # in a row of its own the form is asked for its height at the width it gets
        across.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)
        told = column(theme, beside, margins=SIDES)
        told.addWidget(self.weights)
        told.addStretch(1)
        self.side_by_side(listed, beside, (55, 45))

    def _say_worth(self) -> None:
        """What the rate that stands there comes to, by an example."""
        typed = self.discount.text().strip()
        if not typed.isdecimal() or len(typed) > 3:
            return
        now = typed_amount(round(10_000 / (1 + int(typed) / 100)))
        self.worth_now.setText(
            tr("算一位客户值多少时，一年后才花的 ¥100 现在只当 {now} 算：以后的事说不准。填 0 就不打折。", now=now)
        )

    def _connect(self) -> None:
        self.discount.textChanged.connect(lambda _: self._say_worth())
        saving = ((self.name, self.save_name), (self.calls, self.save_calls), (self.discount, self.save_discount))
        for line, save in saving:
            line.submitted.connect(save)
            line.editingFinished.connect(save)
        self.trade.chosen.connect(self.save_trade)
        self.also_old.clicked.connect(lambda: self._set(also_old=self.also_old.isChecked()))

    def restyle(self) -> None:
        """A line to read is no wider than this."""
        super().restyle()
        self.form.setMaximumWidth(self.theme.px(WIDEST))

    def first(self) -> QWidget:
        """The name."""
        return self.name

    def read(self) -> None:
        """The settings as they are."""
        with self.book.read() as sql:
            self._now = shop.settings(sql)
        shown = ((self.name, self._now.name), (self.calls, self._now.calls_per_day), (self.discount, self._now.discount))
        for line, text in ((line, str(value)) for line, value in shown):
            if line.text() != text and not line.hasFocus():
                line.setText(text)
        self.trade.choose(self._now.trade)
        self.trade_note.setText(trade_words(self._now.trade))
        self.also_old.setChecked(self._now.also_old)
        self.weights.show_weights(PotentialWeights(*self._now.potential_weights))

    def own_acts(self) -> Sequence[Act]:
        """Keeping other weights."""
        return self.weights.own_acts()

    def back_out(self) -> bool:
        """Esc gives up other weights that were not kept."""
        return self.weights.give_up()

    def _set(self, **values: Any) -> bool:
        return self.do(self.form, lambda: set_shop(self.book, **values)) is not None

    def save_name(self) -> None:
        """Keep the name if it is another."""
        if self.name.text().strip() != self._now.name and self._set(name=self.name.text()):
            self.read()

    def save_calls(self) -> None:
        """Keep the number if it is another."""
        self._save_number("calls_per_day", self.calls, Message("whole_number", {"most": MOST_CALLS}))

    def save_discount(self) -> None:
        """Keep the rate if it is another; the snapshot of worth follows by itself."""
        self._save_number("discount", self.discount, Message("whole_from_nought", {"most": MOST_DISCOUNT}))

    def _save_number(self, name: str, line: Line, otherwise: Message) -> None:
        typed = line.text().strip()
        if typed == str(getattr(self._now, name)):
            return
        if not typed.isdecimal() or len(typed) > 3:
            self.form.fields[name].complain(Problem(name, otherwise))  # who has gone on to another field is left there
            return
        self._set(**{name: int(typed)})

    def save_trade(self, trade: str) -> None:
        """Another trade: its usual gap holds until the shop has its own."""
        if trade != self._now.trade:
            self._set(trade=trade)
