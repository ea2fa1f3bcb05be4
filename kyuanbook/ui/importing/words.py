"""What 导入客户 says of a table in one line."""

from pathlib import Path

from kyuanbook.actions.importing import Brought, Plan
from kyuanbook.language import clauses, tr, trn
from kyuanbook.rules.import_plan import LEFT_OUT, Fate


def note(path: Path | None, pasted: bool, plan: Plan | None, brought: Brought | None) -> str:
    """Beside the title: which table, how many rows; what was done with it."""
    name = path.name if path is not None else tr("粘贴来的表格") if pasted else ""
    done = trn("导入了 {n} 位", brought.new) if brought is not None else ""
    return clauses((name, trn("{n} 行", len(plan.rows)) if plan is not None else "", done))


def sum_words(plan: Plan | None, brought: Brought | None) -> str:
    """Beside 导入: what it would do, or what it did."""
    if plan is None:
        return ""
    left = len(plan.of(*LEFT_OUT))
    if brought is not None:
        filled = trn("补全 {n} 位", brought.filled) if brought.filled else ""
        return clauses((trn("导入了 {n} 位", brought.new), filled, trn("没导入 {n} 行", left) if left else ""))
    there = len(plan.of(Fate.THERE))
    stay = tr("补上空着的内容") if plan.wanted.fill else tr("不动")
    others = tr("{there}（{stay}）", there=trn("已在本里 {n} 位", there), stay=stay) if there else ""
    return clauses((trn("新客户 {n} 位", len(plan.of(Fate.NEW))), others, trn("有问题 {n} 行", left) if left else ""))
