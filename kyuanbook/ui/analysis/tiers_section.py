"""等级: how many stand in each tier and what they spent; the rule, with how many each tier would hold while it is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.standing import standings_due
from kyuanbook.book.queries import classes
from kyuanbook.book.queries.customers import Filter
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.tiers import TIERS
from kyuanbook.rules.tiers_tried import Crowd, would_hold
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.tally_table import TallyTable, tally_rows
from kyuanbook.ui.analysis.tier_form import TierForm
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Actions
from kyuanbook.ui.kit.figures import Figure, Figures
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.pages.tier_words import tier_word
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

PAUSE = 100  # ms after a key before the tiers are counted anew


class TiersSection(AnalysisSection):
    """The four tiers at the left, the rule at the right."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self._crowd = Crowd({}, (), ())
        self._now: dict[str, int] = {}
        self._filled = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.try_rule)
        self._make_tiers(theme)
        self._make_rule(theme)
        self._connect()

    def _make_tiers(self, theme: Theme) -> None:
        self.head = Heading(theme, tr("等级"))
        self.look = Button(theme, tr("看这些人"), kind="link", icon="users", key="Enter")
        self.print_link = Button(theme, tr("打印这些人"), kind="link", icon="printer", key="Ctrl+Enter", bind=False)
        self.head.add(self.look)
        self.head.add(self.print_link)
        self.table = TallyTable(theme, name=tr("等级"), title=tr("等级"))
        self.doing = ProgressLine(theme)
        self.doing.hide()
        self.note = Prose(theme, "", size=13)

    def _make_rule(self, theme: Theme) -> None:
        self.form = TierForm(theme)
        self.tried_head = Label(theme, tr("这样分，各有多少位"), size=13, ink="ink2")
        self.tried = Figures(theme, lines=False, size=22)
        self.wrong = Label(theme, "", size=13, ink="seal", icon="circle-alert")
        self.save_button = Button(theme, tr("保存"), kind="filled", icon="check", key="Enter")
        self.cancel_button = Button(theme, tr("不改了"), kind="quiet", key="Esc")
        tiers, rule = Part(self.theme), Part(self.theme)
        left = column(theme, tiers, margins=SIDES)
        left.addWidget(self.head)
        left.addLayout(Bleed(theme, self.table))
        for widget, above in ((self.doing, 8), (self.note, 12)):
            left.addSpacing(theme.px(above))
            left.addWidget(widget)
        left.addStretch(1)
        right = column(theme, rule, gap=12, margins=SIDES)
        for part in (Heading(theme, tr("怎么分")), self.form, self.tried_head, self.tried, self.wrong):
            right.addWidget(part)
        right.addWidget(Actions(theme, [self.save_button, self.cancel_button]))
        right.addStretch(1)
        self.side_by_side(tiers, rule, (56, 44))

    def _connect(self) -> None:
        self.look.clicked.connect(lambda: self._people(self.table.code()))
        self.print_link.clicked.connect(lambda: self._list(self.table.code()))
        self.table.people_wanted.connect(self._people)
        self.table.list_wanted.connect(self._list)
        self.form.typed.connect(self._pause.start)
        self.form.submitted.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.give_up)

    # showing -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Off the GUI thread: everybody's parts are gathered for trying."""
        book, today = self.book, self.book.today()

        def look() -> tuple[classes.Tiers, bool]:
            with book.read() as sql:
                found = classes.tiers(sql, today)
            return found, standings_due(book)

        self.behind(look, lambda found: self._show(*found), "all")

    def _show(self, found: classes.Tiers, due: bool) -> None:
        self._crowd = found.crowd
        self._now = {tally.code: tally.customers for tally in found.tallies}
        self.table.show_rows(tally_rows(found.tallies, tier_word, lambda _: ""))
        today = self.book.today()
        self.head.note.set_text("" if found.day is None else tr("{day}算的", day=say(day_words(found.day, today))))
        self.doing.setVisible(due)
        self.doing.set_progress(0, None, _doing(found.day is None))
        pinned = trn("其中 {n} 位是手工标的。", found.pinned) if found.pinned else ""
        self.note.setText(tr("没来过店的人没有等级。") + pinned)
        if not self._filled or not self.form.touched():
            self.form.show_rule(found.rule)
            self._filled = True
        self.try_rule()

    def try_rule(self) -> None:
        """How many each tier would hold by what is typed."""
        rule, problems = self.form.rule()
        self.wrong.set_text(self.form.wrong_words(problems))
        self.wrong.setVisible(bool(problems) and not self.form.complains())
        held = {} if problems else would_hold(self._crowd, rule)
        self.tried.set_figures([self._figure(code, held) for code in TIERS])
        touched = self.form.touched()
        self.cancel_button.setVisible(touched)
        if touched and not problems:
            announce(self, self.tried.accessibleName())

    def _figure(self, code: str, held: dict[str, int]) -> Figure:
        if code not in held:
            return Figure(tier_word(code), "—")
        now = self._now.get(code, 0)
        note = "" if now == held[code] else trn("现在 {n} 位", now)
        return Figure(tier_word(code), f"{held[code]:,}", trn("位", held[code]), note)

    # changing ------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the rule typed; everybody is reckoned anew behind the window."""
        self._pause.stop()
        rule, problems = self.form.rule()
        self.form.complain(problems)
        self.try_rule()
        if problems or not self.form.touched():
            return
        values = {"tier_by": rule.by, "tier_shares": rule.shares, "tier_amounts": rule.amounts, "tier_weights": rule.weights}
        if self.do(self.form.form, lambda: set_shop(self.book, **values)) is not None:
            self.form.show_rule(rule)
            self.read()
            self.reckon_wanted.emit()

    def give_up(self) -> None:
        """Back to the rule that is kept, and to the table."""
        self._pause.stop()
        self.form.show_rule(self.form.kept())
        self.try_rule()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc gives up what was typed."""
        if not self._filled or not self.form.touched():
            return False
        self.give_up()
        return True

    # who -----------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The table."""
        return self.table

    def own_acts(self) -> Sequence[Act]:
        """To the people of the tier in hand."""
        return (
            Act(
                tr("看这些人"), "Enter", lambda: self._people(self.table.code()), bind=False,
                can=lambda: bool(self.table.code()),
            ),
            Act(
                tr("打印这些人"), "Ctrl+Enter", lambda: self._list(self.table.code()), bind=False,
                can=lambda: bool(self.table.code()),
            ),
        )  # fmt: skip

    def _people(self, code: str) -> None:
        if code:
            self.people_wanted.emit(People(tier_word(code), Filter(tier=code)))

    def _list(self, code: str) -> None:
        if code:
            self.list_wanted.emit(People(tier_word(code), Filter(tier=code)))


def _doing(first: bool) -> str:
    return tr("正在算每位客户的等级") if first else tr("正在重新算每位客户的等级，先看上一次的")
