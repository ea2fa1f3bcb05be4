"""One 回访规则 as it is typed: whom it asks for, when, by which way, in what words, and how they sound to a real customer."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.book.queries.rule_try import Tried
from kyuanbook.book.queries.shop import Named
from kyuanbook.language import ENGLISH, current, say, tr, tr_as, trn
from kyuanbook.rules.followups import (
    BEFORE,
    CHANNELS,
    OF_PRODUCT,
    ONE_OF_A_KIND,
    RULED,
    STAKED,
    Kind,
    Place,
    Rule,
    RuleEntry,
    clean_rule,
)
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose

ANY: Final = ""
ADDED: Final = tuple(kind for kind in RULED if kind not in ONE_OF_A_KIND)  # of the others the book has its one
OFFERED_PLACES: Final = (Place.CALLED, Place.NAME, Place.SHOP, Place.STAFF, Place.DAY, Place.PRODUCT, Place.REASON)


class Sounds(Part):
    """What is said, on quiet ground: how it sounds to one customer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.head = Label(theme, "", size=13, ink="ink2")
        self.words = Prose(theme, "", ink="ink")
        down = column(theme, self, gap=4, margins=(12, 10, 12, 12))
        down.addWidget(self.head)
        down.addWidget(self.words)

    def show_words(self, head: str, words: str) -> None:
        """``words`` as said to the one ``head`` names; nothing where there is nobody."""
        self.head.set_text(head)
        self.words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        paint.rounded(QPainter(self), self.theme, self.rect(), 6, fill=self.theme.tokens.sunk)


class RuleForm(Part):
    """``typed``: something else stands there, to be tried. ``save_wanted``, ``leave_wanted``."""

    typed = Signal()
    save_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.editing: Rule | None = None
        self._shown = RuleEntry(ADDED[0].value)
        self.head = Heading(theme, "")
        self.form = Form(theme)
        self.name, self.days, self.stake, self.pause = (Line(theme) for _ in range(4))
        self.kind = Combo(theme, [Choice(kind.value, say(kind.rule)) for kind in ADDED])
        self.channel = Combo(theme, [Choice(way.value, say(way.label)) for way in CHANNELS])
        self.staff, self.product, self.segment, self.campaign = (Combo(theme) for _ in range(4))
        self.words = Lines(theme, lines=3)
        self.places = [self._place(theme, place) for place in OFFERED_PLACES]
        self.sounds = Sounds(theme)
        self.wrong = Label(theme, "", size=13, ink="seal", icon="circle-alert")
        self.save = Button(theme, tr("保存"), kind="filled", icon="check", key="Ctrl+S")
        self.leave = Button(theme, tr("不改了"), kind="quiet", key="Esc")
        self._lay_out(theme)
        self._connect()
        self.show_rule(None)

    def _place(self, theme: Theme, place: Place) -> Button:
        token = f"[{place.value}]" if current() == ENGLISH else f"【{say(place.label)}】"
        button = Button(theme, token, kind="link", size=13)
        button.setAccessibleDescription(tr("填进要说的话里"))
        button.clicked.connect(lambda: self.insert(token))
        return button

    def _lay_out(self, theme: Theme) -> None:
        form = self.form
        self.kind_field = form.add("kind", Field(theme, tr("哪一种"), self.kind), submits=False)
        form.add("name", Field(theme, tr("名称"), self.name))
        form.add("segment", Field(theme, tr("客户细分"), self.segment))
        form.add("campaign", Field(theme, tr_as("one", "推广活动"), self.campaign))
        form.add_row(
            ("days", Field(theme, tr("过几天"), self.days)),
            ("pause", Field(theme, tr("联系过几天内不再找"), self.pause, hint=tr("不填按全店"))),
        )
        form.add_row(
            ("product", Field(theme, tr("商品或服务"), self.product)),
            ("stake", Field(theme, tr("至少多少钱"), self.stake, hint=tr("元，可不填"))),
        )
        form.add_row(
            ("channel", Field(theme, tr("怎么找"), self.channel)), ("staff", Field(theme, tr("谁来做"), self.staff))
        )
        form.add("words", Field(theme, tr("要说的话"), self.words, hint=tr("Ctrl Enter 保存")))
        down = column(theme, self, gap=12)
        for part in (self.head, form, Flow(theme, self.places, gap=0), self.sounds, self.wrong):
            down.addWidget(part)
        down.addWidget(Actions(theme, [self.save, self.leave]))
        stops: list[QWidget] = [
            self.kind, self.name, self.segment, self.campaign, self.days, self.pause, self.product, self.stake, self.channel,
            self.staff, self.words, *self.places, self.save, self.leave,
        ]  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._another_kind)
        for line in (self.name, self.days, self.stake, self.pause, self.words):
            line.committed.connect(lambda _: self._typed())
        for combo in (self.channel, self.staff, self.product, self.segment, self.campaign):
            combo.chosen.connect(lambda _: self._typed())
        self.form.submitted.connect(self.save_wanted)
        self.save.clicked.connect(lambda: self.save_wanted.emit())
        self.leave.clicked.connect(lambda: self.leave_wanted.emit())

    # what stands there ---------------------------------------------------------------------------------------------------

    def offer(
        self, staff: Sequence[Named], products: Sequence[Named], segments: Sequence[Named], campaigns: Sequence[Named] = ()
    ) -> None:
        """Who does it, about what, for whom: what there is in this book. What is put away is offered where it is chosen."""
        rule = self.editing
        mine = (rule.staff_id, rule.product_id) if rule is not None else (None, None)
        for combo, first, those, kept in (
            (self.staff, tr("谁有空谁做"), staff, mine[0]), (self.product, tr("不限"), products, mine[1]),
        ):  # fmt: skip
            shown = [Choice(str(one.id), _named(one)) for one in those if not one.hidden or one.id == kept]
            combo.set_choices([Choice(ANY, first), *shown])
        nothing = [] if segments else [Choice(ANY, tr("还没有客户细分，先在“分析”里存一个"))]
        gone = rule is not None and rule.segment_id is not None and rule.segment_id not in {one.id for one in segments}
        missing = [Choice(ANY, tr("原来那个删了，另选一个"))] if gone and segments else []
        self.segment.set_choices([*nothing, *missing, *(Choice(str(one.id), one.name) for one in segments)])
        none = [] if campaigns else [Choice(ANY, tr("还没有推广活动，先在“来源”里记一个"))]
        self.campaign.set_choices([*none, *(Choice(str(one.id), one.name) for one in campaigns)])

    def show_rule(self, rule: Rule | None, kind: Kind = ADDED[0]) -> None:
        """Put a rule there, or begin one of ``kind``."""
        self.editing = rule
        kind = kind if rule is None else rule.kind
        self.head.words.set_text(tr("加一条规则") if rule is None else tr("改“{name}”", name=rule.name))
        self.form.complain(())
        self.kind_field.setVisible(rule is None)
        self.kind.choose(kind.value)
        self.name.setText("" if rule is None else rule.name)
        self.days.setText("0" if rule is None else str(rule.days))
        self.stake.setText("" if rule is None or not rule.cents else as_typed.amount(rule.cents))
        self.pause.setText("" if rule is None or rule.pause is None else str(rule.pause))
        self.channel.choose((TouchKind.CALL if rule is None else rule.channel).value)
        for combo, chosen in zip(
            (self.staff, self.product, self.segment, self.campaign),
            (None,) * 4 if rule is None else (rule.staff_id, rule.product_id, rule.segment_id, rule.campaign_id),
            strict=True,
        ):
            combo.choose("" if chosen is None else str(chosen))
        self.words.setText(_usual_words(kind) if rule is None else rule.words)
        self._fit_kind()
        self._shown = self.entry()
        self.typed.emit()
        self._show_state()

    def _another_kind(self, kind: str) -> None:
        if self.words.text() in {_usual_words(one) for one in ADDED}:  # the owner's own words stay
            self.words.setText(_usual_words(Kind(kind)))
        self._fit_kind()
        self._typed()

    def _fit_kind(self) -> None:
        """Only what this kind of rule asks."""
        kind = self._kind()
        self.name.setPlaceholderText(say(kind.rule))
        fields = self.form.fields
        fields["segment"].setVisible(kind is Kind.SEGMENT)
        fields["campaign"].setVisible(kind is Kind.SINCE_CAMPAIGN)
        fields["product"].setVisible(kind in OF_PRODUCT)
        fields["stake"].setVisible(kind in STAKED)
        before, segment = tr("提前几天"), tr("隔几天再来，0 是只一次")
        fields["days"].label.set_text(before if kind in BEFORE else segment if kind is Kind.SEGMENT else tr("过几天"))

    def _kind(self) -> Kind:
        return Kind(self.kind.choice()) if self.editing is None else self.editing.kind

    def entry(self) -> RuleEntry:
        """As typed."""
        chosen = [
            int(combo.choice()) if combo.choice() else None
            for combo in (self.staff, self.product, self.segment, self.campaign)
        ]
        return RuleEntry(
            self._kind().value, self.name.text(), self.days.text(), self.stake.text(), self.channel.choice(),
            self.words.text(), chosen[0], self.pause.text(), *chosen[1:],
        )  # fmt: skip

    def touched(self) -> bool:
        """Whether it is other than what was put there."""
        return self.entry() != self._shown

    def rule(self) -> tuple[Rule, tuple[Problem, ...]]:
        """The rule as it would be, and what is wrong with it."""
        clean, problems = clean_rule(self.entry())
        kept, kind = self.editing, Kind(clean.kind)
        return Rule(
            0 if kept is None else kept.id, None if kept is None else kept.code, kind, clean.name or say(kind.rule),
            clean.days, clean.cents, TouchKind(clean.channel), clean.words or _usual_words(kind), clean.staff_id,
            clean.pause_days, clean.product_id, clean.segment_id, campaign_id=clean.campaign_id,
        ), problems  # fmt: skip

    def insert(self, token: str) -> None:
        """Put a place into the words, where the cursor is."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.insertPlainText(token)

    # saying --------------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._show_state()
        self.typed.emit()

    def _show_state(self) -> None:
        self.leave.setVisible(self.editing is not None or self.touched())

    def show_tried(self, tried: Tried | None, problems: Sequence[Problem] = ()) -> None:
        """How many it brings up today, and how it sounds; None: not to be said."""
        self.head.note.set_text("" if tried is None else trn("照这样，今天 {n} 位", tried.many))
        said = [p for p in problems if self.form.fields[p.field].problem() is None] if self.touched() else []
        self.wrong.set_text(say(said[0].message) if said else "")
        self.wrong.setVisible(bool(said))
        if tried is None or not tried.words:
            self.sounds.show_words("", "")
        elif tried.due:
            # how many once more: here it is in sight while days and words are typed, and the head has scrolled away
            self.sounds.show_words(trn("今天 {n} 位；对{name}就这么说", tried.many, name=tried.name), tried.words)
        else:
            self.sounds.show_words(tr("今天没有人；对{name}就这么说", name=tried.name), tried.words)
        if tried is not None and self.touched():
            announce(self, self.head.note.text())


def _usual_words(kind: Kind) -> str:
    return say(Message(f"say_{kind.value}"))


def _named(one: Named) -> str:
    return tr("{name}（已停用）", name=one.name) if one.hidden else one.name
