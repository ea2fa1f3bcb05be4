"""What 转介绍 has printed, as the page of papers wants it."""

from collections.abc import Sequence
from typing import Final

from kyuanbook.actions import referral_papers as papers
from kyuanbook.actions.done import Book
from kyuanbook.actions.forms import FormPaper, Printed
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.printing.papers_page import GoOn, Papers

COPIES: Final = (1, 2, 5, 10, 20)


def cards_of(customers: Sequence[int]) -> Papers:
    """介绍卡 of these."""
    ids = tuple(customers)

    def work(book: Book, paper: FormPaper, option: str, go_on: GoOn) -> Printed:
        return papers.print_cards(book, customer_ids=ids, copies=int(option or 1), progress=go_on)

    options = tuple(Choice(str(n), trn("每人 {n} 张", n)) for n in COPIES)
    title = tr("打印介绍卡")
    return Papers("cards", title, tr("介绍卡"), papers.CARD_PAPERS, work, options, tr("每人几张"), ("setting", "reward_rule"))


def receipt_of(entry: int) -> Papers:
    """The receipt for what was given with a line of the ledger."""

    def work(book: Book, paper: FormPaper, option: str, go_on: GoOn) -> Printed:
        return papers.print_receipt(book, entry_id=entry, paper=paper)

    title = tr("打印介绍奖励收据")
    return Papers("receipt", title, tr("介绍奖励收据"), papers.RECEIPT_PAPERS, work, tables=("setting", "reward_entry"))


def board_by(by: str) -> Papers:
    """口碑榜."""

    def work(book: Book, paper: FormPaper, option: str, go_on: GoOn) -> Printed:
        return papers.print_board(book, by=by, progress=go_on)

    tables = ("setting", "customer", "visit")
    return Papers("board", tr("打印口碑榜"), tr("口碑榜"), papers.TABLE_PAPERS, work, tables=tables)


def tree_below(customer: int, name: str) -> Papers:
    """Whoever came through somebody."""

    def work(book: Book, paper: FormPaper, option: str, go_on: GoOn) -> Printed:
        return papers.print_tree(book, customer_id=customer, progress=go_on)

    title, tables = tr("打印{name}带来的人", name=name), ("setting", "customer", "visit")
    return Papers("tree", title, tr("{name}带来的人", name=name), papers.TABLE_PAPERS, work, tables=tables)
