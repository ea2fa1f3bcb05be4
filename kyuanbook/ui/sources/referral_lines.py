"""转介绍 in lines and cells: what is owed, the ledger, the board, what each scheme brought, a tree."""

from collections.abc import Sequence

from kyuanbook.book.queries.referrals import Branch, Found, Tree
from kyuanbook.book.queries.rewards import EntryRow, OverRow, OwedRow
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.referrals import Ambassador, Below
from kyuanbook.rules.reward_schemes import Judged, scheme_parts, span_words
from kyuanbook.rules.rewards import EntryKind, Role
from kyuanbook.ui.analysis.cross_table import Cell, Line
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.row_kinds import GroupHead, OneLine, Row

INDENT = "　"
DEEPEST = 6
MOST_ROWS = 200
ICONS = {EntryKind.OWED: "gift", EntryKind.GIVEN: "check", EntryKind.TAKEN: "x", EntryKind.RETURNED: "undo-2"}


def what_words(cents: int, goods: Sequence[str]) -> str:
    """¥40、洗发水; in private without the money."""
    return listed([*([amount_words(cents, exact=bool(cents % 100))] if cents else []), *goods])


def owed_line(row: OwedRow, today: int) -> OneLine:
    """Since when, who, for whose coming, what."""
    note = tr("介绍了{name}", name=row.names) if row.names else tr("是介绍来的")
    return OneLine(
        row.customer_id, say(day_words(row.since, today)), row.name, note=note, end=what_words(row.cents, row.goods),
        bold=True, folds=True,
    )  # fmt: skip


def over_line(place: int, row: OverRow) -> OneLine:
    """多给."""
    why = tr("是介绍来的") if row.own else tr("介绍了{name}", name=row.referred)
    return OneLine(place, tr("多给"), row.name, note=why, end=what_words(row.cents, row.goods), urgent=True, folds=True)


def entry_line(row: EntryRow, today: int) -> OneLine:
    """A line of the ledger."""
    line = row.line
    why = tr("介绍了{name}", name=row.referred) if line.slot.role is Role.REFERRER else tr("是介绍来的")
    back = ""
    if row.back:
        back = tr("后来收回了") if line.kind is EntryKind.GIVEN else tr("后来不用给了")
    note = clauses((say(line.kind.label), why, back, row.who, row.note))
    end = what_words(line.cents, [line.goods] if line.goods else [])
    return OneLine(
        line.id, say(day_words(line.day, today)), row.name, note=note, end=end, icon=ICONS[line.kind], folds=True,
        icon_ink="ink3" if row.back else "ink2",
    )  # fmt: skip


# 口碑榜 --------------------------------------------------------------------------------------------------------------------


def board_heads() -> list[str]:
    """Over the figures."""
    return [tr("带来"), tr("买过"), tr("留下"), tr("他们花了"), tr("往后一年"), tr("整棵树")]


def board_lines(found: Found, rows: Sequence[Ambassador]) -> list[Line]:
    """A line for each; each figure that is people opens them."""
    lines = []
    for place, one in enumerate(rows, 1):
        ids = found.ids_of(one.id)
        came = tuple(i for i in ids if found.means[i].visits)
        stayed = tuple(i for i in ids if found.means[i].stayed)
        lines.append(
            Line(
                f"{place}  {found.names.get(one.id, '')}",
                (
                    Cell(f"{one.brought:,}", ids), Cell(f"{one.came:,}" if came else "—", came),
                    Cell(f"{one.stayed:,}" if stayed else "—", stayed), Cell(amount_words(one.spent_cents), came),
                    Cell(amount_words(one.expected_cents) if one.expected_cents else "—", ids),
                    Cell(trn("{n} 位", one.brought + one.through), (one.id,)),
                ),
                quiet=not stayed,
            )
        )  # fmt: skip
    return lines


# the schemes ---------------------------------------------------------------------------------------------------------------


def judged_heads() -> list[str]:
    """Over the figures."""
    return [tr("介绍来"), tr("买过"), tr("留下"), tr("花了"), tr("奖励"), tr("每位成本"), tr("每月来")]


def judged_line(one: Judged, today: int) -> Line:
    """A time with what came of it, and in a sentence what was promised."""
    name = say(span_words(one.span.first, one.span.last, today)) if one.span.first or one.span.last else tr("一直以来")
    things = trn("{n} 件", one.goods) if one.goods else ""
    cost = clauses((amount_words(one.cost_cents) if one.cost_cents else "", things)) or "—"
    note = tr("没有奖励。")
    if one.span.scheme is not None:
        note = clauses(say(part) for part in scheme_parts(one.span.scheme, today)[:-1]) + tr("。")
    each = one.each_cents if one.cost_cents else None
    return Line(
        name,
        (
            Cell(f"{len(one.ids):,}" if one.ids else "—", one.ids), Cell(f"{len(one.came):,}" if one.came else "—", one.came),
            Cell(f"{len(one.stayed):,}" if one.stayed else "—", one.stayed),
            Cell(amount_words(one.spent_cents) if one.came else "—", one.came), Cell(cost),
            Cell("—" if each is None else amount_words(each)),
            Cell("—" if one.a_month is None else f"{one.a_month:.1f}".removesuffix(".0")),
        ),
        note=note,
    )  # fmt: skip


# a tree ----------------------------------------------------------------------------------------------------------------------


def below_words(sums: Below) -> str:
    """往下共 12 位、3 层，留下 5 位；花了 ¥8,200，往后一年约 ¥3,100."""
    if not sums.people:
        return tr("还没有带来谁")
    people = tr("往下共 {people}，{levels}", people=trn("{n} 位", sums.people), levels=trn("{n} 层", sums.depth))
    stayed = trn("留下 {n} 位", sums.stayed) if sums.stayed else tr("还没有留下的")
    money = tr("花了 {amount}", amount=amount_words(sums.spent_cents))
    ahead = tr("往后一年约 {amount}", amount=amount_words(sums.expected_cents)) if sums.expected_cents else ""
    return clauses((people, stayed, money, ahead))


def tree_rows(tree: Tree) -> list[Row]:
    """The chain upward, then everybody below, each moved in under whoever brought them."""
    rows: list[Row] = []
    if tree.above:
        rows.append(GroupHead(tr("往上"), tr("谁带来的")))
        rows += [OneLine(i, "", name, note=tr("带来了{name}", name=below)) for i, name, below in _upward(tree)]
    rows.append(GroupHead(tr("往下"), trn("{n} 位", tree.below.people) if tree.below.people else ""))
    rows.append(OneLine(tree.root, "", tree.name, note=tr("从这位往下"), bold=True))
    rows += [_branch(one) for one in tree.branches[:MOST_ROWS]]
    return rows


def _upward(tree: Tree) -> list[tuple[int, str, str]]:
    below, found = tree.name, []
    for i, name in tree.above:
        found.append((i, name, below))
        below = name
    return found


def _branch(one: Branch) -> OneLine:
    came = trn("来过 {n} 次", one.visits) if one.visits else tr("还没来过")
    own = trn("自己又带来 {n} 位", one.brought) if one.brought else ""
    gone = tr("在回收站") if one.deleted else ""
    return OneLine(
        one.node.id, "", f"{INDENT * min(one.node.depth, DEEPEST)}{one.name}", stage=one.stage.value if one.stage else "",
        note=clauses((gone,) if gone else (came, own)), end=amount_words(one.spent_cents) if one.spent_cents else "",
    )  # fmt: skip
