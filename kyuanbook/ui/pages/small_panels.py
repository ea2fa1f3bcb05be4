"""Two small entries: a tag for those picked, the owner's word on a stage."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import customers
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.lapse import last_visit, reasons, said_of_now
from kyuanbook.book.queries.lookups import name_of
from kyuanbook.language import tr, tr_as, trn
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import choose_from
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.pages.lapse_panels import reason_choices


class TagPanel(EntryPanel):
    """加标签 to the customers picked; offers the tags there are."""

    topic = "tags"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("加标签"), tr("加上"), parent)
        self._ids: tuple[int, ...] = ()
        self._tags: tuple[str, ...] = ()
        self.leave.set_text(tr("不加了"))
        self.who = Label(theme, "", size=14, ink="ink2")
        self.tag = Picker(theme, self._offer, icon="tag")
        self.form.add("tags", self.watch("tags", Field(theme, tr_as("one", "标签"), self.tag)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def _offer(self, typed: str) -> Sequence[Option]:
        return [Option(name, name) for name in choose_from(self._tags, typed)]

    def choose(self, customer_ids: Sequence[int]) -> None:
        """Whom the tag is for."""
        self._ids = tuple(customer_ids)
        with self.book.read() as sql:
            self._tags = tuple(tag.name for tag in shop.tags(sql))
        self.who.set_text(trn("给选中的 {n} 位加上同一个标签", len(self._ids)))
        self.begin(("tag", self._ids), "")

    def _state(self) -> str:
        return self.tag.text()

    def _fill(self, state: str) -> None:
        self.tag.choose(None)
        self.tag.setText(state)
        self.tag.close_list()

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.tag.text(), "tags", 20, required=True)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return customers.tag_customers(self.book, customer_ids=self._ids, tag=self.tag.text())


class PinPanel(EntryPanel):
    """手工标注: 忠诚 or 流失, and why. It changes the name shown, never the dates."""

    topic = "pin"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("手工标注"), tr("标上"), parent)
        self._customer_id = 0
        self.leave.set_text(tr("不标了"))
        self.who = Label(theme, "", size=16, bold=True)
        self.stage = Chips(theme, _stages(), name=tr("标为"))
        self.why = Line(theme, placeholder=tr("可不填"))
        self.reason = Combo(theme)
        self.form.add("reason", Field(theme, tr("流失原因"), self.reason))
        self.form.add("why", self.watch("why", Field(theme, tr("为什么"), self.why)))
        self.stage.chosen.connect(lambda _: self._show_reason())
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(
            Prose(theme, tr("您比规则更清楚这位的时候，自己标。标注只改显示的阶段；超过了平时的间隔，照样会排进该打的电话。"))
        )
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(Label(theme, tr("标为"), size=13, ink="ink2"))
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(self.stage)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def choose(self, customer_id: int, stage: Stage | None) -> None:
        """Whom it is about; ``stage``: the pin they bear now."""
        self._customer_id = customer_id
        with self.book.read() as sql:
            offered, name = reasons(sql), name_of(sql, customer_id)
            said = said_of_now(sql, customer_id, last_visit(sql, customer_id, self.book.today()))
        self.who.set_text(name or "")
        self.reason.set_choices(reason_choices(offered, tr("可不填")))
        known = str(said.reason_id) if said is not None else ""
        self.begin(("pin", customer_id), ((stage or Stage.LOYAL).value, "", known))

    def _show_reason(self) -> None:
        """Asked of one who stopped coming only; what stands below is then what they said."""
        lapsed = self.stage.choice() == Stage.LAPSED
        self.form.fields["reason"].setVisible(lapsed)
        self.form.fields["why"].call(tr("原话") if lapsed else tr("为什么"))

    def _state(self) -> tuple[str, str, str]:
        return self.stage.choice(), self.why.text(), self.reason.choice()

    def _fill(self, state: tuple[str, str, str]) -> None:
        self.stage.choose(state[0])
        self.why.setText(state[1])
        self.reason.choose(state[2])
        self._show_reason()

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.why.text(), "why", 80)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        reason = self.reason.choice()
        return customers.pin(
            self.book, customer_id=self._customer_id, stage=Stage(self.stage.choice()), why=self.why.text(),
            reason_id=int(reason) if reason else None,
        )  # fmt: skip


def _stages() -> list[Choice]:
    return [Choice("loyal", tr("忠诚"), None, "loyal"), Choice("lapsed", tr("流失"), None, "lapsed")]
