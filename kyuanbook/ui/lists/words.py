"""A printed list in words."""

from kyuanbook.actions import sheets
from kyuanbook.actions.sheets import Paper
from kyuanbook.actions.titles import title_of
from kyuanbook.book.queries.printed import ListRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words


def state_words(row: ListRow) -> str:
    """录了 3，共 12; 录完了; 还没录; 已作废."""
    if row.voided_at is not None:
        return tr("已作废")
    if row.done:
        return tr("录完了")
    answered = tr("录了 {n}，共 {of}", n=row.answered, of=row.rows) if row.answered else ""
    sent = trn("发了 {n} 条", row.sent) if row.sent else ""
    return clauses([answered, sent]) or tr("还没录")


def list_title(row: ListRow) -> str:
    """What stands at the head of the paper; of a list of an earlier version its kind's."""
    return row.title or title_of(row.kind)


def paper_words(row: ListRow) -> str:
    """On which paper, and on how many sheets."""
    paper = sheets.paper_name(Paper(row.paper)) if row.paper in list(Paper) else ""
    return clauses([paper, tr("加过 {n} 张", n=row.sheets - 1) if row.sheets > 1 else ""])


def said(row: ListRow, today: int) -> str:
    """The row as one sentence, for screen readers."""
    return clauses([
        tr("名单号 {number}", number=row.id), list_title(row), say(day_words(row.day, today)), trn("{n} 位", row.rows),
        state_words(row),
    ])  # fmt: skip
