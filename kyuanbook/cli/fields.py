"""自定义项目 on the command line: ``--field 车牌=粤B12345``."""

from collections.abc import Sequence

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import custom
from kyuanbook.cli.desk import Stop, refuse
from kyuanbook.language import listed, say, tr
from kyuanbook.rules.custom import FieldRow, Owner, clean_values, problem_name


def read_fields(book: Book, owner: Owner, given: Sequence[str] | None) -> dict[int, str]:
    """What was given, by the id of the field. Raises Stop for a field that is none, and for what can't stand in one."""
    if not given:
        return {}
    with book.read() as sql:
        known = {field.name: field for field in custom.fields(sql, owner)}
    typed: dict[int, str] = {}
    for one in given:
        name, _, value = one.replace("＝", "=").partition("=")
        typed[_known(known, name.strip()).id] = value
    _, problems = clean_values(list(known.values()), typed, book.today())
    names = {problem_name(field.id): field.name for field in known.values()}
    if problems:
        raise Stop(*(tr("{field}：{problem}", field=names[p.field], problem=say(p.message)) for p in problems))
    return typed


def _known(known: dict[str, FieldRow], name: str) -> FieldRow:
    if name not in known:
        if not known:
            refuse(tr("没有“{name}”这个项目，请先到“设置 → 自定义”里加上", name=name))
        refuse(tr("没有“{name}”这个项目。可以写：{names}", name=name, names=listed(known)))
    return known[name]
