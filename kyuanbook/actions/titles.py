"""What a printed list is called: after its kind, and after the tier, group, class or 客户细分 it is of."""

from kyuanbook.book.queries import calls, list_rows, segments, shop
from kyuanbook.book.queries.classes import class_word, classes_of
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.reader import Reader
from kyuanbook.language import say, tr
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message


def title_of(kind: str) -> str:
    """What a list of ``kind`` (one of ``calls.KINDS``, or picked by hand) is called."""
    if kind in (calls.CALLS, list_rows.DUE, "picked"):
        return tr("回访名单")
    if kind == list_rows.COMING:
        return tr("约好要来的")
    if kind == list_rows.BIRTHDAYS:
        return tr("生日名单")
    if kind == calls.ALL:
        return tr("客户名单")
    return tr("{stage}客户名单", stage=say(Message(f"stage_{Stage(kind).value}")))


def title_within(sql: Reader, kind: str, chosen: Filter, name: str = "") -> str:
    """What a list of ``kind`` within a filter is called: all of a class by the class's own name, VIP 客户名单, all of a
    客户细分 by that of the segment; else the kind's, with the names behind it. ``name``: of people whom no filter says."""
    titles = _titles(sql, chosen, name)
    if kind == calls.ALL and titles:
        title, rest = titles[0][0], titles[1:]
    else:
        title, rest = title_of(kind), titles
    for _, word in rest:
        title = tr("{title}（{source}）", title=title, source=word)
    return title


def _titles(sql: Reader, chosen: Filter, name: str) -> list[tuple[str, str]]:
    """(as a title, the name alone) of all that a filter names, the owner's own names first."""
    own = [*_segments(sql, chosen), *([name] if name and (chosen.ids is not None or chosen.cell is not None) else [])]
    found = [(word, word) for word in own]
    found += [(_headed(word), word) for word in map(class_word, classes_of(chosen))]
    picked = [tag.name for tag in shop.tags(sql) if tag.id == chosen.tag_id]
    picked += [channel.name for channel in shop.channels(sql, hidden=True) if channel.id == chosen.channel_id]
    return found + [(tr("{title}（{source}）", title=tr("客户名单"), source=word), word) for word in picked]


def _headed(word: str) -> str:
    return tr("{name}名单", name=word) if word.endswith(("客户", "客", "客源")) else tr("{name}客户名单", name=word)


def _segments(sql: Reader, chosen: Filter) -> list[str]:
    """The names of the 客户细分 whose conditions, one segment's after another's, are those of the filter."""
    rest, found = chosen.conditions, []
    saved = [one for one in segments.segments(sql) if one.conditions] if rest else []
    while rest:
        one = next((s for s in saved if rest[: len(s.conditions)] == s.conditions), None)
        if one is None:
            break
        found.append(one.name)
        rest = rest[len(one.conditions) :]
    return found
