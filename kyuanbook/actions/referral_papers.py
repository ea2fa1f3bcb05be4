"""What 转介绍 prints, in the owner's words: cards with a code, the receipt for a reward, 口碑榜, a tree."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import referrals, rewards, shop
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.paper.forms import FormPaper
from kyuanbook.paper.referral_sheets import Receipt, ReferralCard, ReferralCards
from kyuanbook.paper.sheets import Cancelled, Printed
from kyuanbook.rules.codes import code_of
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.referrals import BY_MONEY, Ambassador
from kyuanbook.rules.reward_schemes import due_words, paid_words, share_words
from kyuanbook.rules.rewards import Form, Role, Scheme, scheme_on
from kyuanbook.rules.words import Message

if TYPE_CHECKING:
    from kyuanbook.paper.tables import TableSheet

Progress = Callable[[int, int], bool]

CARD_PAPERS: Final = (FormPaper.A4,)
RECEIPT_PAPERS: Final = (FormPaper.ROLL80, FormPaper.ROLL58, FormPaper.A5)
TABLE_PAPERS: Final = (FormPaper.A4,)
MOST_CARDS: Final = 2_000

__all__ = [
    "CARD_PAPERS", "RECEIPT_PAPERS", "TABLE_PAPERS", "Cancelled", "FormPaper", "Printed", "print_board", "print_cards",
    "print_receipt", "print_tree",
]  # fmt: skip


def print_cards(
    book: Book, *, customer_ids: Sequence[int], copies: int = 1, progress: Progress | None = None
) -> Printed:
    """``copies`` 介绍卡 for each. Raises Cancelled when ``progress`` says stop."""
    from kyuanbook.paper.referral_cards import referral_cards

    return referral_cards(cards_sheet(book, customer_ids, copies), progress)


def cards_sheet(book: Book, customer_ids: Sequence[int], copies: int) -> ReferralCards:
    """The words of the cards: what the scheme in force promises."""
    today = book.today()
    with book.read() as sql:
        names, name = rewards.names(sql, list(dict.fromkeys(customer_ids))), shop.settings(sql).name
        scheme = scheme_on(rewards.schemes(sql), today)
    rows = [ReferralCard(names[i], code_of(i)) for i in dict.fromkeys(customer_ids) if i in names for _ in range(copies)]
    return ReferralCards(
        tr("介绍卡"), name, tr("朋友介绍，欢迎您来"), tr("{name} 介绍", name="{name}"), _promised(scheme), tr("来店出示此码"),
        rows[:MOST_CARDS],
    )  # fmt: skip


def _promised(scheme: Scheme | None) -> list[str]:
    """What the card says of the reward; it is the newcomer who reads it first."""
    if scheme is None:
        return []
    said = []
    if scheme.newcomer.form is not Form.NONE:
        said.append(tr("您可得：{what}", what=say(share_words(scheme.newcomer))))
    if scheme.referrer.form is not Form.NONE:
        said.append(tr("介绍人可得：{what}", what=say(share_words(scheme.referrer))))
    said.append(say(due_words(scheme)))
    return said


def print_receipt(book: Book, *, entry_id: int, paper: FormPaper, progress: Progress | None = None) -> Printed:
    """What was given with line ``entry_id``. Raises NoSuchRow."""
    from kyuanbook.paper.receipts import receipt

    return receipt(receipt_sheet(book, entry_id), paper)


def receipt_sheet(book: Book, entry_id: int) -> Receipt:
    """The words of the receipt."""
    with book.read() as sql:
        lines = rewards.lines_given(sql, entry_id)
        if not lines:
            raise NoSuchRow(table="reward_entry", id=entry_id)
        names = rewards.names(sql, [i for line in lines for i in (line.slot.customer_id, line.slot.referred_id)])
        who, note = rewards.given_by(sql, lines[0].id)
        back = rewards.returned_already(sql, [line.id for line in lines])
        name = shop.settings(sql).name
    goods = [line.goods for line in lines if line.goods]
    facts = [
        (tr("日期"), say(full_day(lines[0].day))), (tr("经手"), who), (tr("备注"), note),
    ]  # fmt: skip
    return Receipt(
        tr("介绍奖励收据"), name, tr("编号 {n}", n=lines[0].id), names[lines[0].slot.customer_id],
        [
            (
                tr("介绍了{name}", name=names[line.slot.referred_id]) if line.slot.role is Role.REFERRER else tr("新客人"),
                say(paid_words(Form.GOODS if line.goods and not line.cents else Form.MONEY, line.cents, line.goods)),
            )
            for line in lines
        ],
        (tr("共"), rewards.what_words(sum(line.cents for line in lines), goods)),
        [(word, value) for word, value in facts if value], tr("领取人签字"), tr("这一笔后来收回了") if back else "",
    )  # fmt: skip


def print_board(book: Book, *, by: str, progress: Progress | None = None) -> Printed:
    """口碑榜, by who stayed or by money. Raises Cancelled when ``progress`` says stop."""
    from kyuanbook.paper.tables import table

    return table(_board_sheet(book, by), progress)


def _board_sheet(book: Book, by: str) -> "TableSheet":
    """The words of the board."""
    from kyuanbook.paper.tables import Column, TableSheet

    today = book.today()
    with book.read() as sql:
        found = referrals.referrals(sql, today, lambda done, of: True)
        name = shop.settings(sql).name
    rows = found.richest if by == BY_MONEY else found.best
    order = tr("按花的钱排") if by == BY_MONEY else tr("按留下来的人排")
    return TableSheet(
        tr("口碑榜"), name, tr("{day}打印", day=say(full_day(today))),
        (
            Column("", 7), Column(tr("介绍人"), 30, bold=True), Column(tr("带来"), 13, right=True),
            Column(tr("买过"), 13, right=True), Column(tr("留下"), 13, right=True),
            Column(tr("他们花了"), 20, right=True), Column(tr("往后一年约"), 20, right=True),
            Column(tr("再带来"), 14, right=True),
        ),
        [(str(place), found.names[one.id], *_figures(one)) for place, one in enumerate(rows, 1)],
        tr("第 {page} 页，共 {pages} 页", page="{page}", pages="{pages}"), (order,), empty=tr("还没有谁介绍过人"),
        notes=(tr("留下：来过两次以上，现在没有流失。再带来：由他们带来的人又带来的。"),),
    )  # fmt: skip


def _figures(one: Ambassador) -> tuple[str, ...]:
    return (
        str(one.brought), str(one.came), str(one.stayed), amount_words(one.spent_cents), amount_words(one.expected_cents),
        str(one.through) if one.through else "—",
    )  # fmt: skip


def print_tree(book: Book, *, customer_id: int, progress: Progress | None = None) -> Printed:
    """Whoever came through a customer. Raises NoSuchRow, Cancelled."""
    from kyuanbook.paper.tables import table

    return table(_tree_sheet(book, customer_id), progress)


def _tree_sheet(book: Book, customer_id: int) -> "TableSheet":
    """The words of a tree."""
    from kyuanbook.paper.tables import Column, TableSheet

    today = book.today()
    with book.read() as sql:
        found = referrals.tree_of(sql, customer_id, today)
        name = shop.settings(sql).name
    if found is None:
        raise NoSuchRow(table="customer", id=customer_id)
    sums = found.below
    about = clauses(
        [
            trn("共 {n} 位", sums.people), trn("{n} 层", sums.depth),
            tr("花了 {amount}", amount=amount_words(sums.spent_cents)),
        ]
    )  # fmt: skip
    return TableSheet(
        tr("{name}带来的人", name=found.name), name, tr("{day}打印", day=say(full_day(today))),
        (
            Column(tr("姓名"), 50, bold=True), Column(tr("阶段"), 16), Column(tr("到店"), 14, right=True),
            Column(tr("花了"), 20, right=True), Column(tr("往后一年约"), 20, right=True), Column(tr("自己带来"), 18, right=True),
        ),
        [
            (
                tr("{name}（在回收站）", name=one.name) if one.deleted else one.name,
                say(Message(f"stage_{one.stage.value}")) if one.stage is not None else "", trn("{n} 次", one.visits),
                amount_words(one.spent_cents), amount_words(one.expected_cents), str(one.brought) if one.brought else "—",
            )
            for one in found.branches
        ],
        tr("第 {page} 页，共 {pages} 页", page="{page}", pages="{pages}"), (about,), empty=tr("还没有带来谁"),
        levels=[one.node.depth - 1 for one in found.branches],
    )  # fmt: skip
