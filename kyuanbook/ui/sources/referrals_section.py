"""转介绍: what is owed to whoever brought somebody, 口碑榜, who brought whom, what the scheme promises and what it brought."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import rewards as acts_of_rewards
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import referrals
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.referrals import Found
from kyuanbook.book.queries.rewards import EntryRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.referrals import BY_MONEY, BY_STAY, Ambassador
from kyuanbook.rules.reward_schemes import scheme_parts
from kyuanbook.rules.rewards import EntryKind, Scheme
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.cross_table import CrossTable
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, column, row
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import CARDS_KEY, GIVE_KEY, Act
from kyuanbook.ui.sources import referral_lines as lines
from kyuanbook.ui.sources.referral_papers import board_by, cards_of, receipt_of, tree_below
from kyuanbook.ui.sources.referral_tree import TreePart

BOARD_KEY, SCHEME_KEY, END_KEY = "Ctrl+U", "Ctrl+N", "Ctrl+M"
RECEIPT_KEY, BACK_KEY = "Ctrl+I", "Ctrl+Shift+V"
BOARD_SHOWN = 20
TREE = 5  # the column that opens a tree, not people


class ReferralsSection(BehindSection):
    """``reward_wanted``: a customer is to be given what is owed; ``scheme_wanted``: another scheme; ``papers_wanted``:
    :class:`Papers`, to be looked at and printed."""

    reward_wanted = Signal(int)
    scheme_wanted = Signal()
    papers_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        nothing = (
            tr("还没有谁介绍来谁"),
            tr("记新客户时填上介绍人，这里就看得出谁带来的人留得住、该谢谁、奖励花得值不值。"),
        )
        self.begin = Button(theme, tr("定奖励办法"), icon="pencil", key=SCHEME_KEY)
        super().__init__(theme, book, acts, runner, nothing, parent, self.begin)
        self.found: Found | None = None
        self.answer = Prose(theme, size=15, ink="ink")
        self.owed_head, self.board_head = Heading(theme, tr("该给的奖励")), Heading(theme, tr("口碑榜"))
        self.scheme_head, self.ledger_head = Heading(theme, tr("奖励办法")), Heading(theme, tr("奖励流水"))
        self.owed = Rows(theme, name=tr("该给的奖励"), lead_width=84, lead_size=14, height=40, fitted=True)
        self.over = Rows(theme, name=tr("多给的奖励"), lead_width=84, lead_size=14, height=40, fitted=True)
        self.nothing_owed = Prose(theme, "")
        orders = [Choice(BY_STAY, tr("看谁带来的人留得住")), Choice(BY_MONEY, tr("看谁带来的人花得多"))]
        self.by = Chips(theme, orders, name=tr("口碑榜怎么排"), quiet=True)
        self.board, self.board_note = CrossTable(theme, tr("口碑榜")), Prose(theme, size=13)
        self.tree = TreePart(theme, book, self._behind)
        self.scheme = Prose(theme, ink="ink")
        self.judged, self.judged_note = CrossTable(theme, tr("每种奖励办法")), Prose(theme, size=13)
        self.ledger = Rows(theme, name=tr("奖励流水"), lead_width=84, lead_size=14, height=40, fitted=True)
        self._make_links(theme)
        self._lay_out(theme)
        self._connect()
        self.places = (self.owed, self.board, self.tree.picker, self.judged, self.change)

    def _make_links(self, theme: Theme) -> None:
        self.give = Button(theme, tr("给介绍奖励"), kind="link", icon="check", key=GIVE_KEY)
        self.cards = Button(theme, tr("打印介绍卡"), kind="link", icon="printer", key=CARDS_KEY, bind=False)
        self.print_board = Button(theme, tr("打印口碑榜"), kind="link", icon="printer", key=BOARD_KEY)
        self.change = Button(theme, tr("改奖励办法"), kind="link", icon="pencil", key=SCHEME_KEY)
        self.end = Button(theme, tr("停奖励办法"), kind="link", key=END_KEY)
        self.receipt = Button(theme, tr("打印收据"), kind="link", icon="printer", key=RECEIPT_KEY)
        self.take_back = Button(theme, tr("收回这笔奖励"), kind="link", icon="undo-2", key=BACK_KEY)
        for head, links in (
            (self.owed_head, (self.give,)), (self.board_head, (self.cards, self.print_board)),
            (self.scheme_head, (self.change, self.end)), (self.ledger_head, (self.receipt, self.take_back)),
        ):  # fmt: skip
            for link in links:
                head.add(link)

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self.told, gap=8, margins=SIDES)
        across = row(theme)
        across.addWidget(self.by, 1)
        for part in (self.answer, self.owed_head, self.nothing_owed):
            down.addWidget(part)
        for listed in (self.owed, self.over):
            down.addLayout(Bleed(theme, listed))
        down.addSpacing(theme.px(8))
        down.addWidget(self.board_head)
        down.addLayout(across)
        for part in (self.board, self.board_note):
            down.addWidget(part)
        down.addSpacing(theme.px(8))
        down.addWidget(self.tree)
        down.addSpacing(theme.px(8))
        for part in (self.scheme_head, self.scheme, self.judged, self.judged_note):
            down.addWidget(part)
        down.addSpacing(theme.px(8))
        down.addWidget(self.ledger_head)
        down.addLayout(Bleed(theme, self.ledger))

    def _connect(self) -> None:
        self.owed.opened.connect(self.reward_wanted)
        self.over.opened.connect(lambda place: self.card_wanted.emit(self.found.over[place].customer_id) if self.found else None)
        self.give.clicked.connect(self.give_in_hand)
        self.cards.clicked.connect(self.print_cards)
        self.print_board.clicked.connect(lambda: self.papers_wanted.emit(board_by(self.by.choice())))
        self.by.chosen.connect(lambda _: self._show_board())
        self.board.opened.connect(self.open_cell)
        self.tree.card_wanted.connect(self.card_wanted)
        self.tree.print_wanted.connect(lambda root, name: self.papers_wanted.emit(tree_below(root, name)))
        self.judged.opened.connect(self.open_judged)
        for button in (self.change, self.begin):
            button.clicked.connect(lambda: self.scheme_wanted.emit())
        self.end.clicked.connect(self.end_scheme)
        self.ledger.opened.connect(self._open_entry)
        self.ledger.moved.connect(lambda _: self._show_ledger_links())
        self.receipt.clicked.connect(self.print_receipt)
        self.take_back.clicked.connect(self.take_back_in_hand)

    def own_acts(self) -> Sequence[Act]:
        """What stands beside the heads."""
        scheme = self.begin if self.begin.isVisibleTo(self) else self.change
        shown = (
            (self.give, self.give_in_hand), (self.print_board, self.print_board.click),
            (self.tree.print_link, self.tree.print_it), (scheme, scheme.click), (self.end, self.end_scheme),
            (self.receipt, self.print_receipt), (self.take_back, self.take_back_in_hand),
        )  # fmt: skip

        def seen(link: Button) -> Callable[[], bool]:
            return lambda: link.isVisibleTo(self)

        there = [Act(link.words(), link.key, do, bind=False, can=seen(link)) for link, do in shown]
        return (*super().own_acts(), *there)

    # reading -----------------------------------------------------------------------------------------------------------------

    def _gather(self, today: int, go_on: GoOn) -> Found:
        with self.book.read() as sql:
            return referrals.referrals(sql, today, go_on)

    def _show(self, found: Found) -> None:
        self.found = found
        if not found.came and not found.judged and not found.ledger:
            self._show_only(self.empty)
            return
        self._show_answer(found)
        self._show_owed(found)
        self._show_board()
        self._show_scheme(found)
        self.ledger.show_rows([lines.entry_line(one, found.today) for one in found.ledger])
        for part in (self.ledger_head, self.ledger):
            part.setVisible(bool(found.ledger))
        self._show_ledger_links()
        root = self.tree.root or (found.best[0].id if found.best else None)
        if root is not None:
            self.tree.show_of(root)
        self._show_only(self.told)

    def in_hand(self) -> int | None:
        """Whoever's line has the focus."""
        if self.owed.hasFocus():
            return self.owed.current_id()
        if self.tree.list.hasFocus():
            return self.tree.list.current_id()
        entry = self._entry() if self.ledger.hasFocus() else None
        return None if entry is None else entry.line.slot.customer_id

    def _show_answer(self, found: Found) -> None:
        came = [one for ids in found.brought.values() for i in ids if (one := found.means.get(i)) is not None]
        stayed = sum(one.stayed for one in came)
        share = tr("{percent}% 的客人", percent=round(100 * len(came) / found.everybody)) if found.everybody else ""
        people = tr("有 {n} 位是介绍来的（{share}）", n=f"{len(came):,}", share=share)
        money = tr("他们花了 {amount}", amount=amount_words(sum(one.spent_cents for one in came)))
        totals = found.totals
        things = trn("{n} 件", totals.given_things) if totals.given_things else ""
        paid = clauses((amount_words(totals.given_cents) if totals.given_cents else "", things))
        given = tr("给出去的奖励：{what}", what=paid) if paid else ""
        kept = trn("现在留下 {n} 位", stayed) if stayed else tr("还没有留下的")
        self.answer.setText(clauses((people, kept, money, given)) + tr("。") if came else tr("还没有谁介绍来谁。"))

    def _show_owed(self, found: Found) -> None:
        self.owed.show_rows([lines.owed_line(row, found.today) for row in found.owed])
        self.over.show_rows([lines.over_line(place, row) for place, row in enumerate(found.over)])
        cents, things = found.totals.open_cents, found.totals.open_things
        still = clauses((amount_words(cents) if cents else "", trn("{n} 件", things) if things else ""))
        people = trn("{n} 位", len(found.owed))
        self.owed_head.note.set_text(clauses((people, tr("共 {what}", what=still))) if found.owed else "")
        self.nothing_owed.setText(tr("现在谁也不欠。"))
        for part, there in (
            (self.owed, bool(found.owed)), (self.over, bool(found.over)), (self.give, bool(found.owed)),
            (self.nothing_owed, not found.owed),
        ):  # fmt: skip
            part.setVisible(there)

    def _best(self) -> Sequence[Ambassador]:
        if self.found is None:
            return ()
        return self.found.richest if self.by.choice() == BY_MONEY else self.found.best

    def _show_board(self) -> None:
        if self.found is None:
            return
        best = self._best()
        self.board.show_lines(lines.board_heads(), lines.board_lines(self.found, best[:BOARD_SHOWN]), (4, 1))
        self.board_note.setText(
            tr("留下：来过两次以上，现在没有流失；花的钱只算这本子里的到店。点数字看是哪几位，点“整棵树”看再往下的。")
        )
        for part in (self.board_head, self.by, self.board, self.board_note, self.tree):
            part.setVisible(bool(best))

    def _now(self) -> Scheme | None:
        spans = self.found.judged if self.found is not None else ()
        now = spans[-1].span if spans else None
        return now.scheme if now is not None and now.last is None else None

    def _show_scheme(self, found: Found) -> None:
        now = self._now()
        words = tr("现在没有奖励。定一个办法，新客人登记或第一次买时，该给谁多少就会自己算出来。")
        if now is not None:
            words = clauses(say(part) for part in scheme_parts(now, found.today)) + tr("。")
        self.scheme.setText(words)
        self.end.setVisible(now is not None and now.last is None)
        self.judged.show_lines(lines.judged_heads(), [lines.judged_line(one, found.today) for one in found.judged], (6, 2, 5))
        self.judged_note.setText(
            tr("每位成本：奖励的钱除以买过的人；送的东西不折成钱。每月来：平均 30 天介绍来几位，不到两星期的不算。")
        )
        for part in (self.judged, self.judged_note):
            part.setVisible(bool(found.judged))

    # acting --------------------------------------------------------------------------------------------------------------------

    def give_in_hand(self) -> None:
        """To whoever is in hand, else to who has waited longest."""
        customer = self.owed.current_id()
        if customer is None and self.found is not None and self.found.owed:
            customer = self.found.owed[0].customer_id
        if customer is not None:
            self.reward_wanted.emit(customer)

    def print_cards(self) -> None:
        """Cards for the best: those on the board."""
        self.papers_wanted.emit(cards_of([one.id for one in self._best()[:BOARD_SHOWN]]))

    def end_scheme(self) -> None:
        """Nobody who is entered after today is rewarded."""
        now = self._now()
        if now is not None:
            self.do(None, lambda: acts_of_rewards.end_scheme(self.book, scheme_id=now.id))

    def _entry(self) -> EntryRow | None:
        at = self.ledger.current_id()
        return next((one for one in self.found.ledger if one.line.id == at), None) if self.found is not None else None

    def _show_ledger_links(self) -> None:
        entry = self._entry()
        given = entry is not None and entry.line.kind is EntryKind.GIVEN
        self.receipt.setVisible(given)
        self.take_back.setVisible(given and entry is not None and not entry.back)

    def _open_entry(self, _: int) -> None:
        entry = self._entry()
        if entry is not None:
            self.card_wanted.emit(entry.line.slot.customer_id)

    def print_receipt(self) -> None:
        """Of what was given, of the line in hand."""
        entry = self._entry()
        if entry is not None and entry.line.kind is EntryKind.GIVEN:
            self.papers_wanted.emit(receipt_of(entry.line.id))

    def take_back_in_hand(self) -> None:
        """It was not given after all."""
        entry = self._entry()
        if entry is not None and entry.line.kind is EntryKind.GIVEN and not entry.back:
            self.do(None, lambda: acts_of_rewards.take_back(self.book, entry_id=entry.line.id))

    # the people --------------------------------------------------------------------------------------------------------------

    def open_cell(self, line: int, place: int) -> None:
        """Those behind a figure of the board, or a tree."""
        ids = self.board.cell(line, place).ids
        head, name = self.board.heads[place], self.board.lines[line].name.partition("  ")[2]
        if head == lines.board_heads()[TREE]:
            self.tree.show_of(ids[0], focus=True)
        else:
            self.people_wanted.emit(People(tr("{name}介绍来的，{what}", name=name, what=head), Filter(ids=ids)))

    def open_judged(self, line: int, place: int) -> None:
        """Those who came under a scheme."""
        title = tr("转介绍：{what}", what=clauses((self.judged.lines[line].name, self.judged.heads[place])))
        self.people_wanted.emit(People(title, Filter(ids=self.judged.cell(line, place).ids)))

    def show_tree(self, customer: int) -> None:
        """The tree of this one."""
        self.tree.show_of(customer, focus=True)
