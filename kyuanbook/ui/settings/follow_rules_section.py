"""回访规则: by which rules customers come up by themselves, each in a sentence with how many it brings up today."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import followups as acts_of_rules
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import due, follow_rules, shop
from kyuanbook.book.queries.rule_try import try_rule
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.followups import Rule
from kyuanbook.rules.rule_words import RuleNames, rule_parts
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.behind import Behind
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.settings.follow_rule_form import RuleForm
from kyuanbook.ui.settings.follow_shop_form import FollowShopForm
from kyuanbook.ui.settings.ordered import OrderedSection, how_many
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

PAUSE = 200  # ms of rest in typing before the rule is tried
TAKE_KEY = "Ctrl+Shift+A"


class FollowRulesSection(OrderedSection[Rule]):
    """The rules at the left, in the owner's order, under them what holds for all; at the right one rule."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs) -> None:
        super().__init__(theme, book, acts, tr("回访规则"), lead_width=28, away=(tr("停用"), tr("重新启用")))
        self._behind = Behind(book, acts, runner, self)
        self._names, self._counts = RuleNames(), dict[int, int]()
        self.offered: list[str] = []
        self.offer = Prose(theme, "", size=13)
        self.take = Button(theme, tr("加上这些"), kind="link", icon="plus", key=TAKE_KEY)
        self.form = RuleForm(theme)
        self.whole = FollowShopForm(theme, book, self.do)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.try_it)
        self._lay_out(theme)
        self.take.clicked.connect(self.take_offered)
        self.form.typed.connect(self._pause.start)
        self.form.save_wanted.connect(self.store)
        self.form.leave_wanted.connect(self.leave)

    def _lay_out(self, theme: Theme) -> None:
        shown, entry = Part(theme), Part(theme)
        left = column(theme, shown, margins=SIDES)
        left.addWidget(self.list_head)
        self.offer_row = Part(theme)
        across = row(theme, self.offer_row, gap=8, margins=(0, 8, 0, 0))
        across.addWidget(self.offer, 1)
        across.addLayout(Bleed(theme, self.take, left=0, right=6))
        left.addWidget(self.offer_row)
        left.addLayout(Bleed(theme, self.list))
        left.addSpacing(theme.px(20))
        left.addWidget(self.whole)
        left.addStretch(1)
        right = column(theme, entry, margins=SIDES)
        right.addWidget(self.form)
        right.addStretch(1)
        self.side_by_side(shown, entry, (58, 42))

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the rule in hand; to keep the one typed; 加上这些."""
        return (
            *self.row_acts(),
            Act(tr("保存规则"), "Ctrl+S", self.store, bind=False),
            Act(tr("加上这些"), TAKE_KEY, self.take_offered, bind=False, can=lambda: bool(self.offered)),
        )

    def first(self) -> QWidget:
        """The list."""
        return self.list if self.rows else self.form.kind

    # showing -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All rules, those put away too; how many each brings up follows from behind."""
        with self.book.read() as sql:
            settings = shop.settings(sql)
            self.rows, self._names = follow_rules.rules(sql, hidden=True), follow_rules.rule_names(sql)
            self.offered = follow_rules.not_taken(sql, settings.trade)
            offered = follow_rules.offered(sql)
        if self.editing is not None and self.row(self.editing) is None:
            self.editing = None  # taken back elsewhere
            self.form.show_rule(None)
        self.form.offer(*offered)
        self._show_list()
        self.list_head.note.set_text(how_many(self.rows, lambda n: trn("{n} 条", n)))
        self.offer.setText(tr("同行常用的还有：{names}", names=listed(self.offered)))
        self.offer_row.setVisible(bool(self.offered))
        self.whole.show_settings(settings)
        self.show_foot()
        self._count()
        self._pause.start()

    def _show_list(self) -> None:
        self.list.show_rows([self._line(place, one) for place, one in enumerate(self.rows, 1)])

    def _line(self, place: int, one: Rule) -> OneLine:
        many = self._counts.get(one.id)
        end = tr("已停用") if one.hidden else "" if many is None else trn("今天 {n} 位", many)
        note = clauses(map(say, rule_parts(one, self._names)))
        return OneLine(one.id, str(place), one.name, note=note, end=end, bold=not one.hidden, folds=True)

    def _count(self) -> None:
        book, today = self.book, self.book.today()

        def look() -> dict[int, int]:
            with book.read() as sql:
                return {one.id: due.of_rule(sql, book.rhythms, one, today) for one in follow_rules.rules(sql)}

        def done(found: dict[int, int]) -> None:
            if found != self._counts:
                self._counts = found
                self._show_list()

        self._behind.look(look, done, "counts")

    def try_it(self) -> None:
        """How many the rule as typed brings up today, and how it sounds; looked for behind the window."""
        self._pause.stop()
        rule, problems = self.form.rule()
        if problems:
            self._behind.overtake("tried")
            self.form.show_tried(None, problems)
            return
        book, today = self.book, self.book.today()

        def look() -> object:
            with book.read() as sql:
                return try_rule(sql, book.rhythms, rule, today)

        self._behind.look(look, self.form.show_tried, "tried", lambda: self.form.show_tried(None))

    # changing ------------------------------------------------------------------------------------------------------------

    def edit(self, row_id: int) -> None:
        """Put a rule into the form."""
        one = self.row(row_id)
        if one is None:
            return
        self.editing = row_id
        self._offer_again()
        self.form.show_rule(one)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.name.selectAll()

    def _offer_again(self) -> None:
        """The rule's own staff and product, though they are put away."""
        self.form.editing = self.row(self.editing)
        with self.book.read() as sql:
            self.form.offer(*follow_rules.offered(sql))

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self.editing = None
        self._offer_again()
        self.form.show_rule(None)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc gives up a change, or what was typed for a new one."""
        if self.editing is None and not self.form.touched():
            return False
        self.leave()
        return True

    def store(self) -> None:
        """Keep what was typed."""
        entry, one = self.form.entry(), self.form.editing
        if one is None:
            done = self.do(self.form.form, lambda: acts_of_rules.add_rule(self.book, entry=entry))
        elif not self.form.touched():
            self.leave()
            return
        else:
            done = self.do(
                self.form.form,
                lambda: acts_of_rules.change_rule(self.book, rule_id=one.id, entry=entry, seen=one.version),
            )
        if done is not None:
            self.leave()
            if done.id is not None:
                self.list.go_to(done.id)

    def take_offered(self) -> None:
        """加上这些: the rules that come with the trade."""
        if self.offered:
            self.do(None, lambda: acts_of_rules.take_given_rules(self.book))

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_rules.order_rules(self.book, rule_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_rules.hide_rule(self.book, rule_id=row_id, hidden=hidden)
