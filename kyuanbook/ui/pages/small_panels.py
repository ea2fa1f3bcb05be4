"""Two small entries: a tag for those picked, the owner's word on a stage."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import customers
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import shop
from kyuanbook.language import tr, trn
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import choose_from
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


class TagPanel(EntryPanel):
    """加标签 to the customers picked; offers the tags there are."""

    topic = "tags"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("加标签"), tr("加上"), parent)
        self._ids: tuple[int, ...] = ()
        self._tags: tuple[str, ...] = ()
        self.who = Label(theme, "", size=14, ink="ink2")
        self.tag = Picker(theme, self._offer, icon="tag")
        self.form.add("tags", self.watch("tags", Field(theme, tr("标签"), self.tag)))
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
        self.stage = Chips(theme, _stages(), name=tr("标为"))
        self.why = Line(theme, placeholder=tr("可不填"))
        self.form.add("why", self.watch("why", Field(theme, tr("为什么"), self.why)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(Prose(theme, tr("标注只改显示的阶段；超过了平时的间隔，照样会排进该打的电话。")))
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.stage)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)

    def choose(self, customer_id: int, stage: Stage | None) -> None:
        """Whom it is about; ``stage``: the pin they bear now."""
        self._customer_id = customer_id
        self.begin(("pin", customer_id), ((stage or Stage.LOYAL).value, ""))

    def _state(self) -> tuple[str, str]:
        return self.stage.choice(), self.why.text()

    def _fill(self, state: tuple[str, str]) -> None:
        self.stage.choose(state[0])
        self.why.setText(state[1])

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.why.text(), "why", 80)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return customers.pin(
            self.book, customer_id=self._customer_id, stage=Stage(self.stage.choice()), why=self.why.text()
        )


def _stages() -> list[Choice]:
    return [Choice("loyal", tr("忠诚"), None, "loyal"), Choice("lapsed", tr("流失"), None, "lapsed")]
