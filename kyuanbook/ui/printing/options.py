"""How a list comes out: what is made of it, on which paper, in which order; what stands on it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import handouts
from kyuanbook.actions.sheets import Says
from kyuanbook.book.queries import list_rows
from kyuanbook.book.queries.surveys import SurveyRow
from kyuanbook.language import say, tr
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.text import line_of
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Complaint
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.drawing import FORMS, LIST
from kyuanbook.ui.printing.group import Group

PHONES_KEY, WORDS_KEY, SCORE_KEY = "Ctrl+Shift+F", "Ctrl+Shift+E", "Ctrl+Shift+Y"


class Options(Part):
    """``formed``: another thing is made of them; ``sorted``: another order; ``decided``: other words on the paper.

    ``sizes``: where the paper is chosen, which the preview lends.
    """

    formed = Signal()
    sorted = Signal()
    decided = Signal()

    def __init__(self, theme: Theme, sizes: Combo) -> None:
        super().__init__(theme)
        self._sizes = sizes
        self.forms = Combo(theme, [Choice(form, form_words(form)) for form in FORMS], small=True)
        self.forms.setAccessibleName(tr("印成什么"))
        self.sorts = Combo(theme, small=True)
        self.sorts.setAccessibleName(tr("按什么排"))
        self.phones = Tick(theme, tr("电话印全"))
        self.phones.setChecked(True)
        self.phones.bind(PHONES_KEY)
        self.words = Tick(theme, tr("印上要说的话"))
        self.words.bind(WORDS_KEY)
        self.score = Tick(theme, tr("问满意度"))
        self.score.bind(SCORE_KEY)
        self.survey = Combo(theme, small=True)
        self.survey.setAccessibleName(tr("同时问的问卷"))
        self._asks = False  # whether there is a 问卷 to ask
        self.offer = Line(theme, placeholder=tr("优惠成本，每位几元"))
        self.offer.setAccessibleName(tr("优惠成本，每位几元"))
        self.complaint = Complaint(theme)
        self.complaint.hide()
        self.made = Group(theme, tr("印成"), (self.forms, sizes, self.sorts))
        self.told = Group(theme, tr("印哪些"), self.decisions()[2:], gap=12)
        down = column(theme, self)
        for part in (self.made, self.told, self.complaint):
            down.addWidget(part)
        self.forms.chosen.connect(lambda _: self._form())
        self.sorts.chosen.connect(lambda _: self.sorted.emit())
        self.offer.committed.connect(lambda _: self._judge())
        self.survey.chosen.connect(lambda _: self.decided.emit())
        for tick in (self.phones, self.words, self.score):
            tick.clicked.connect(lambda _=False: self.decided.emit())
        self.restyle()

    def restyle(self) -> None:
        """Room for what is asked."""
        asked = self.theme.metrics(15).horizontalAdvance(self.offer.placeholderText())
        self.offer.setFixedWidth(asked + self.theme.px(40))

    def _form(self) -> None:
        self.place()
        self.formed.emit()

    def place(self) -> None:
        """What can be decided of this form stands there, the rest goes."""
        form = self.form()
        shown: list[QWidget] = []
        if form in (LIST, handouts.LABELS, handouts.CARDS):
            shown.append(self.phones)
        if form == LIST:
            shown += [self.words, self.score, *([self.survey] if self._asks else []), self.offer]
        for widget in self.decisions()[2:]:
            widget.setVisible(widget in shown)
        self.made.set_widgets((self.forms, self._sizes, self.sorts))
        self.told.set_widgets(shown)

    def form(self) -> str:
        """What is made of them."""
        return self.forms.choice() or LIST

    def decisions(self) -> tuple[QWidget, ...]:
        """All by which a list comes out otherwise."""
        return (self.forms, self.sorts, self.phones, self.words, self.score, self.survey, self.offer)

    def offer_sorts(self, kind: str, sort: str) -> None:
        """The orders a list of ``kind`` can have; ``sort`` is chosen, "" the kind's own."""
        own = list_rows.PRESSING if kind in list_rows.DATED else list_rows.RISK
        keys = [own, *(key for key in list_rows.SORTS if key not in (own, list_rows.PRESSING))]
        self.sorts.set_choices([Choice("" if key == own else key, _sort_words(key, kind)) for key in keys])
        self.sorts.choose("" if sort == own else sort)

    def offer_surveys(self, surveys: Sequence[SurveyRow]) -> None:
        """The 问卷 that can be asked with it; what is chosen stays. Where there is none nothing is seen of it."""
        asked = [Choice(str(one.id), tr("问“{survey}”", survey=one.name)) for one in surveys if one.questions]
        self.survey.set_choices([Choice("", tr("不问问卷")), *asked])
        self._asks = bool(asked)
        self.place()

    def says(self) -> Says:
        """What was decided."""
        cents, _ = parse_amount(line_of(self.offer.text()), "cost")
        survey = self.survey.choice()
        return Says(
            self.phones.isChecked(), self.words.isChecked(), self.score.isChecked(), max(0, cents or 0),
            int(survey) if survey else None,
        )  # fmt: skip

    def _judge(self) -> None:
        """What is wrong with the amount is said below; until it is right the list is taken to cost nothing."""
        cents, problems = parse_amount(line_of(self.offer.text()), "cost")
        if cents is not None and cents < 0:
            problems = (Problem("cost", Message("cost_negative")),)
        sentence = say(problems[0].message) if problems else ""
        self.offer.set_wrong(bool(sentence))
        self.offer.setAccessibleDescription(sentence)
        self.complaint.setVisible(bool(sentence))
        if sentence:
            self.complaint.show_problem(sentence, "", asks=False)
        else:
            self.decided.emit()

    # remembered ----------------------------------------------------------------------------------------------------------

    def to_remember(self) -> dict[str, Any]:
        """For the next list of this kind."""
        return {
            "phones": self.phones.isChecked(), "words": self.words.isChecked(), "score": self.score.isChecked(),
            "survey": self.survey.choice(), "sort": self.sorts.choice(),
        }  # fmt: skip

    def recall(self, kept: Mapping[str, Any], kind: str, sort: str) -> None:
        """As it was last; nothing in it can be trusted to be there or to fit."""
        self.phones.setChecked(kept.get("phones") is not False)
        self.words.setChecked(kept.get("words") is True)
        self.score.setChecked(kept.get("score") is True)
        survey = kept.get("survey")
        self.survey.choose(survey if isinstance(survey, str) else "")
        before = kept.get("sort")
        self.offer_sorts(kind, sort or (before if isinstance(before, str) and before in list_rows.SORTS else ""))


def form_words(form: str) -> str:
    """What can be made of a list."""
    return {
        LIST: tr("印成名单"), handouts.LABELS: tr("印成地址标签"), handouts.APPOINTMENTS: tr("印成约好条"),
        handouts.WISHES: tr("印成生日贺条"), handouts.CARDS: tr("印成客户卡"),
    }[form]  # fmt: skip


def _sort_words(sort: str, kind: str) -> str:
    own: Final = {
        list_rows.DUE: tr("最要紧的在前"), list_rows.COMING: tr("最近的日子在前"), list_rows.BIRTHDAYS: tr("最近的日子在前"),
    }  # fmt: skip
    return {
        list_rows.PRESSING: own.get(kind, ""), list_rows.RISK: tr("可能损失大的在前"), list_rows.NAME: tr("按姓名拼音"),
        list_rows.DISTRICT: tr("按住的地方"), list_rows.LAST: tr("最近来过的在前"),
    }[sort]  # fmt: skip
