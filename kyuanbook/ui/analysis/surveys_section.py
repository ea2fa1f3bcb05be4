"""问卷: those the owner made, and what was answered to the one in hand, question by question."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import surveys as acts_of_surveys
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import surveys
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.surveys import SurveyRow, Told
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.custom import Kind
from kyuanbook.rules.shares import share_of
from kyuanbook.rules.words import Message
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.share_bars import Line, ShareBars
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.settings.ordered import OrderedSection
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import FORMS_KEY, REPLY_KEY, Act

NEW_KEY: Final = "Ctrl+N"
PEOPLE_KEY: Final = "Ctrl+I"
ROW: Final = 40


class QuestionResult(Part):
    """What was answered to one question. ``card_wanted``: a customer."""

    card_wanted = Signal(int)

    def __init__(self, theme: Theme, told: Told) -> None:
        super().__init__(theme)
        self.told = told
        down = column(theme, self, gap=4)
        words = tr("{n}. {question}", n=told.question.number, question=told.question.text)
        down.addWidget(Prose(theme, words, size=15, ink="ink"))
        down.addWidget(Label(theme, _counted(told), size=13, ink="ink2"))
        self.bars: ShareBars | None = None
        self.list: Rows | None = None
        if told.choices and told.customers:
            self.bars = ShareBars(theme, words)
            ink, whole = theme.tokens.accent, len(told.customers)
            yes = told.question.field.kind is Kind.YES_NO
            self.bars.show_lines(
                [
                    Line(say(Message(f"custom_{one.word}")) if yes else one.word, ink, share_of(len(one.customers), whole))
                    for one in told.choices
                ]
            )
            down.addWidget(self.bars)
        elif told.newest:
            self.list = Rows(theme, name=words, lead_width=0, height=36, fitted=True)
            self.list.show_rows([OneLine(place, "", text, folds=True) for place, (_, text) in enumerate(told.newest)])
            self.list.opened.connect(lambda place: self.card_wanted.emit(told.newest[place][0]))
            down.addLayout(Bleed(theme, self.list))


def _counted(told: Told) -> str:
    """``12 位答了，平均 28 天（大约在 25 到 31 之间）``."""
    if not told.customers:
        return tr("还没有人答")
    many, mean = trn("{n} 位答了", len(told.customers)), told.mean
    if mean is None:
        return clauses((many, tr("人太少，先看看"))) if len(told.customers) < 10 and told.choices else many
    unit = told.question.field.unit
    average = tr("平均 {mean}", mean=f"{mean.mean:.1f} {unit}".rstrip())
    if mean.few:
        return clauses((many, average, tr("人太少，还说不准")))
    return clauses((many, average, tr("大约在 {low} 到 {high} 之间", low=f"{mean.low:.1f}", high=f"{mean.high:.1f}")))


class SurveysSection(OrderedSection[SurveyRow], AnalysisSection):
    """The list at the left; at the right the answers. ``survey_edit_wanted``: make one (None) or change it;
    ``survey_reply_wanted``: a reply is to be typed; ``forms_wanted``: it is to be printed."""

    # those of AnalysisSection again: Qt knows the signals of the first base alone
    card_wanted = Signal(int)
    people_wanted = Signal(object)
    list_wanted = Signal(object)
    reckon_wanted = Signal()
    survey_edit_wanted = Signal(object)
    survey_reply_wanted = Signal(int)
    forms_wanted = Signal(str)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, acts, tr("问卷"), 0, runner)
        self.told: tuple[Told, ...] = ()
        self.results: list[QuestionResult] = []
        self._shown: int | None = None
        self._known: set[int] | None = None  # None before the first look
        self.list.shows_current = True  # whose answers stand beside
        self.new = Button(theme, tr("新的问卷"), kind="filled", icon="plus", key=NEW_KEY)
        self.reply = Button(theme, tr("录问卷"), kind="link", icon="keyboard", key=REPLY_KEY, bind=False)
        self.forms = Button(theme, tr("打印小票、问卷"), kind="link", icon="printer", key=FORMS_KEY, bind=False)
        self.people = Button(theme, tr("看答过的人"), kind="link", icon="users", key=PEOPLE_KEY)
        words = tr("还没有问卷。问客人几句，最多十题，印出来或打电话时问都行；答案记进他们的资料，以后能按答案找人。")
        self.empty = Prose(theme, words)
        self.head = Heading(theme, "")
        self.nothing = Prose(theme, "")
        self._lay_out(theme)
        self.new.clicked.connect(lambda: self.survey_edit_wanted.emit(None))
        self.reply.clicked.connect(self.type_reply)
        self.forms.clicked.connect(self.print_form)
        self.people.clicked.connect(self.open_people)
        self.list.moved.connect(lambda _: self._look())

    def _lay_out(self, theme: Theme) -> None:
        shown, beside = Part(theme), Part(theme)
        left = column(theme, shown, gap=8, margins=SIDES)
        left.addWidget(self.list_head)
        left.addWidget(self.empty)
        left.addLayout(Bleed(theme, self.list))
        across = row(theme)
        across.addWidget(self.new)
        across.addStretch(1)
        left.addLayout(across)
        left.addStretch(1)
        right = column(theme, beside, gap=8, margins=SIDES)
        for button in (self.reply, self.forms, self.people):
            self.head.add(button)
        right.addWidget(self.head)
        right.addWidget(self.nothing)
        self._results = column(theme, gap=20)
        right.addLayout(self._results)
        right.addStretch(1)
        self.side_by_side(shown, beside, (40, 60))

    # reading -----------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The list, or where the first is made."""
        return self.list if self.rows else self.new

    def read(self) -> None:
        """All of them, those put away too, and the answers to the one in hand."""
        with self.book.read() as sql:
            self.rows = surveys.surveys(sql, hidden=True)
        self.list.show_rows([_line(one) for one in self.rows], stay=True)
        ids = {one.id for one in self.rows}
        if self._known is not None and len(made := ids - self._known) == 1:
            self.list.go_to(made.pop())  # what was just made is printed next, or typed back
        self._known = ids
        self._fit_list()
        self.list_head.note.set_text(trn("共 {n} 份", sum(not one.hidden for one in self.rows)) if self.rows else "")
        self.empty.setVisible(not self.rows)
        self.list.setVisible(bool(self.rows))
        for button in self._foot:
            button.setVisible(bool(self.rows))
        self.show_foot()
        self._look()

    def _fit_list(self) -> None:
        """As high as its lines: making another stands right below."""
        self.list.setFixedHeight(self.theme.px(ROW) * max(1, len(self.rows)) + self.theme.px(2))

    def restyle(self) -> None:
        """Follow the scale."""
        super().restyle()
        self._fit_list()

    def _look(self) -> None:
        """The answers to the one in hand, counted behind the window."""
        one = self.row(self.list.current_id())
        self.head.setVisible(one is not None)
        if one is None:
            self._show(None, ())
            return
        self.head.words.set_text(one.name)
        self.head.note.set_text(trn("{n} 位答过", one.replied) if one.replied else "")
        book, chosen = self.book, one.id

        def look() -> tuple[Told, ...]:
            with book.read() as sql:
                return surveys.told(sql, chosen)

        self.behind(look, lambda told: self._show(one, told), "told")

    def _show(self, one: SurveyRow | None, told: Sequence[Told]) -> None:
        self.told, self._shown = tuple(told), None if one is None else one.id
        for old in self.results:
            self._results.removeWidget(old)
            old.hide()
            old.deleteLater()
        answered = any(each.customers for each in told)
        self.results = [QuestionResult(self.theme, each) for each in told if not each.question.hidden] if answered else []
        for result in self.results:
            self._results.addWidget(result)
            result.card_wanted.connect(self.card_wanted)
        bars = tuple(result.bars for result in self.results if result.bars is not None)
        for each in bars:
            each.aligned = bars
        self.nothing.setVisible(one is not None and not answered)
        self.nothing.setText(_waiting(one) if one is not None else "")
        for button, there in ((self.reply, one is not None), (self.forms, one is not None), (self.people, answered)):
            button.setVisible(there)

    # acts --------------------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the one in hand, and making one."""
        return (
            Act(tr("新的问卷"), NEW_KEY, lambda: self.survey_edit_wanted.emit(None), bind=False),
            *self.row_acts(),
            Act(tr("看答过的人"), PEOPLE_KEY, self.open_people, bind=False, can=lambda: self.people.isVisibleTo(self)),
        )

    def edit(self, row_id: int) -> None:
        """Change it, in a panel."""
        self.survey_edit_wanted.emit(row_id)

    def leave(self) -> None:
        """Nothing is begun here."""

    def form_in_hand(self) -> str:
        """The one in hand."""
        return "" if self._shown is None else str(self._shown)

    def type_reply(self) -> None:
        """A reply to the one in hand."""
        if self._shown is not None:
            self.survey_reply_wanted.emit(self._shown)

    def print_form(self) -> None:
        """The one in hand, on paper."""
        if self._shown is not None:
            self.forms_wanted.emit(str(self._shown))

    def open_people(self) -> None:
        """Whoever answered it."""
        one = self.row(self._shown)
        ids = tuple(dict.fromkeys(who for each in self.told for who in each.customers))
        if one is not None and ids:
            self.people_wanted.emit(People(tr("答过“{name}”的", name=one.name), Filter(ids=ids)))

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_surveys.order_surveys(self.book, survey_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_surveys.hide_survey(self.book, survey_id=row_id, hidden=hidden)


def _waiting(one: SurveyRow) -> str:
    if not one.questions:
        return tr("这份问卷没有题可问了：题目记到的项目都停用了。")
    return tr("还没有人答。打印出来给客人填，收回后按 Ctrl+Shift+W 一题一题录。")


def _line(one: SurveyRow) -> OneLine:
    note = clauses((trn("{n} 题", one.questions), tr("已停用") if one.hidden else ""))
    return OneLine(one.id, "", one.name, note=note, end=trn("{n} 位答过", one.replied) if one.replied else "")
