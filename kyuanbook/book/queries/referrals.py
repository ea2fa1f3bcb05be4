"""转介绍 as the book has it: the tree below a customer, the chain above, the best ambassadors, and what each scheme brought."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import rewards
from kyuanbook.book.queries.lapsed import GoOn, Stopped
from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.referrals import Ambassador, Below, Means, Node, ambassadors, below, chain, tree, with_through
from kyuanbook.rules.reward_schemes import Came, Judged, judge, spans
from kyuanbook.rules.stages import Stage

_CHUNK: Final = 400
SHOWN: Final = 100  # of 口碑榜
MOST_IN_TREE: Final = 500


class Branch(NamedTuple):
    """Somebody in a tree, as shown. ``brought``: how many they brought themselves; ``deleted``: they lie in 回收站."""

    node: Node
    name: str
    stage: Stage | None
    spent_cents: int
    expected_cents: int
    visits: int
    brought: int
    day: int
    deleted: bool = False


class Tree(NamedTuple):
    """All below a customer. ``above``: whoever brought them, and who brought those, the nearest first: (number, name)."""

    root: int
    name: str
    above: tuple[tuple[int, str], ...]
    branches: tuple[Branch, ...]
    below: Below


def up(sql: Reader) -> Callable[[int], int | None]:
    """Who brought somebody, looked up one by one."""

    def brought_by(customer: int) -> int | None:
        found = sql.value("SELECT referrer_id FROM customer WHERE id = :id", id=customer)
        return None if found is None else int(found)

    return brought_by


def brought_from(sql: Reader, root: int) -> dict[int, list[int]]:
    """Whom each brought, from ``root`` downward: level by level, by index. Those who came first stand first."""
    found: dict[int, list[int]] = {}
    level, seen = [root], {root}
    while level:
        after: list[int] = []
        for start in range(0, len(level), _CHUNK):
            chunk = level[start : start + _CHUNK]
            for child, parent in sql.rows(
                f"SELECT id, referrer_id FROM customer WHERE referrer_id IN ({marks(len(chunk))}) ORDER BY created_day, id",
                **named(chunk),
            ):
                if child not in seen:
                    seen.add(child)
                    found.setdefault(parent, []).append(child)
                    after.append(child)
        level = after
    return found


def tree_of(sql: Reader, root: int, today: int) -> Tree | None:
    """The tree of a customer; None if there is no such one."""
    names = rewards.names(sql, [root])
    if root not in names:
        return None
    brought = brought_from(sql, root)
    nodes = tree(root, brought)
    ids = [node.id for node in nodes]
    means, told = means_of(sql, today, ids), _told(sql, ids, today)
    branches = []
    for node in nodes:
        name, stage, day, deleted = told[node.id]
        one = means.get(node.id, Means())
        many = len(brought.get(node.id, ()))
        branches.append(Branch(node, name, stage, one.spent_cents, one.expected_cents, one.visits, many, day, deleted))
    above = chain(root, up(sql))
    called = rewards.names(sql, above)
    return Tree(root, names[root], tuple((i, called[i]) for i in above if i in called), tuple(branches), below(nodes, means))


def below_of(sql: Reader, root: int, today: int) -> Below:
    """The sums of a tree alone."""
    nodes = tree(root, brought_from(sql, root))
    return below(nodes, means_of(sql, today, [node.id for node in nodes])) if nodes else Below()


def _told(sql: Reader, ids: Sequence[int], today: int) -> dict[int, tuple[str, Stage | None, int, bool]]:
    found: dict[int, tuple[str, Stage | None, int, bool]] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        for i, name, alias, stage, day, gone in sql.rows(
            f"SELECT c.id, c.name, c.alias, CASE WHEN d.customer_id IS NULL THEN NULL ELSE {STAGE} END, c.created_day,"
            f" c.deleted_at IS NOT NULL FROM customer c LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT}"
            f" WHERE c.id IN ({marks(len(chunk))})",
            today=today, **named(chunk),
        ):  # fmt: skip
            found[i] = (name or alias, Stage(stage) if stage and not gone else None, day, bool(gone))
    return found


_MEANS: Final = (
    "SELECT c.id, coalesce(d.total_cents, 0) - CASE WHEN c.opening THEN c.opening_total_cents ELSE 0 END,"
    " coalesce(s.clv_cents, 0), coalesce(d.n, 0), coalesce(d.lapsed_day <= :today, 0) FROM customer c"
    f" LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} LEFT JOIN standing s ON s.customer_id = c.id"
    " WHERE c.deleted_at IS NULL AND {which}"
)
"""What somebody spent in visits of this book (nothing of 期初), what is expected of them by the standing snapshot."""


def means_of(sql: Reader, today: int, ids: Sequence[int]) -> dict[int, Means]:
    """What each of ``ids`` who is in the book is to the shop."""
    found: dict[int, Means] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found.update(_means(sql, f"c.id IN ({marks(len(chunk))})", today, **named(chunk)))
    return found


def _means(sql: Reader, which: str, today: int, **bound: object) -> dict[int, Means]:
    rows = sql.rows(_MEANS.format(which=which), today=today, **bound)
    return {i: Means(spent, expected, visits, bool(lapsed)) for i, spent, expected, visits, lapsed in rows}


# the whole book ----------------------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """转介绍 of the whole book. ``means``: of everybody who was brought or brought somebody; ``names``: of the best and of those
    shown; ``days``: when those brought came into the book; ``held``: the rewards."""

    brought: dict[int, list[int]]
    means: dict[int, Means]
    best: tuple[Ambassador, ...]
    richest: tuple[Ambassador, ...]
    names: dict[int, str]
    judged: tuple[Judged, ...]
    owed: tuple[rewards.OwedRow, ...]
    over: tuple[rewards.OverRow, ...]
    ledger: tuple[rewards.EntryRow, ...]
    totals: rewards.Totals
    everybody: int
    today: int

    @property
    def came(self) -> int:
        """How many in the book were brought by somebody."""
        return sum(1 for ids in self.brought.values() for i in ids if i in self.means)

    def ids_of(self, referrer: int) -> tuple[int, ...]:
        """Those in the book whom somebody brought."""
        return tuple(i for i in self.brought.get(referrer, ()) if i in self.means)


def referrals(sql: Reader, today: int, go_on: GoOn, lines: int = 30) -> Found:
    """All of it, in a few scans. Raises Stopped when ``go_on`` says so."""
    brought: dict[int, list[int]] = {}
    days: dict[int, int] = {}
    for child, parent, day in sql.rows(
        "SELECT id, referrer_id, created_day FROM customer WHERE referrer_id IS NOT NULL ORDER BY created_day, id"
    ):
        brought.setdefault(parent, []).append(child)
        days[child] = day
    _step(go_on, 1)
    which = "(c.referrer_id IS NOT NULL OR c.id IN (SELECT referrer_id FROM customer WHERE referrer_id IS NOT NULL))"
    means = _means(sql, which, today)
    _step(go_on, 2)
    ranked = ambassadors(brought, means)
    best = with_through(ranked[:SHOWN], brought, means)
    richest = with_through(ambassadors(brought, means, "money")[:SHOWN], brought, means)
    _step(go_on, 3)
    costs = rewards.costs(sql)
    people = [Came(i, day, means[i], *costs.get(i, (0, 0))) for i, day in days.items() if i in means]
    began = sql.value("SELECT min(created_day) FROM customer WHERE deleted_at IS NULL")
    judged = judge(spans(rewards.schemes(sql), today), people, began, today)
    everybody = int(sql.value("SELECT count(*) FROM customer WHERE deleted_at IS NULL"))
    _step(go_on, 4)
    names = rewards.names(sql, [one.id for one in (*best, *richest)])
    return Found(
        brought, means, tuple(best), tuple(richest), names, tuple(judged), tuple(rewards.owed(sql)), tuple(rewards.over(sql)),
        tuple(rewards.ledger(sql, lines)), rewards.totals(sql), everybody, today,
    )  # fmt: skip


def _step(go_on: GoOn, done: int) -> None:
    if not go_on(done, 5):
        raise Stopped
