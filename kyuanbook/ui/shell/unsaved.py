"""What was typed and not saved, in words: of whom, and what."""

from collections.abc import Hashable
from typing import Any

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import lookups, social, touches, winback
from kyuanbook.language import tr, trn
from kyuanbook.ui.sources.panels import unsaved_words as unsaved_of_sources
from kyuanbook.ui.sources.part_panels import unsaved_words as unsaved_of_part


def unsaved_words(book: Book, key: Hashable, typed: Any) -> str:
    """``王小明的到店``. ``key``: of the entry; ``typed``: what stands in it."""
    assert isinstance(key, tuple)
    kind, of = key
    if kind == "new":
        name = str(typed.entry.name or typed.entry.alias).strip()
        return tr("新客户{name}", name=name)
    if kind in ("contact", "said of contact", "become", "tie"):
        return _of_contact(book, kind, of, typed)
    if kind == "scheme":
        return tr("转介绍奖励办法")
    of_sources = unsaved_of_part(key, typed) or unsaved_of_sources(book, key, typed)
    if of_sources is not None:
        return of_sources
    if kind == "survey":
        return tr("问卷{name}", name=typed.name.strip())
    if kind in ("visit of", "touch of", "said of", "said", "reply of", "reply"):
        of = typed[0]  # who was picked only there
    name = _name(book, _whom(book, kind, of))
    words = {
        "visit of": tr("{name}的到店", name=name), "visit": tr("{name}的到店", name=name),
        "touch of": tr("{name}的联系", name=name), "touch": tr("{name}的联系", name=name),
        "edit": tr("{name}的资料", name=name), "tag": tr("{name}的标签", name=name), "pin": tr("{name}的标注", name=name),
        "tier": tr("{name}的等级", name=name), "why": tr("{name}的流失原因", name=name),
        "give": tr("{name}的介绍奖励", name=name), "try": tr("{name}的挽回", name=name), "tried": tr("{name}的挽回", name=name),
        "merge customers": tr("{name}的合并", name=name), "relation": tr("{name}的关系", name=name),
        "plan": tr("{name}的回访安排", name=name),
        "said of": tr("{name}的满意度", name=name), "said": tr("{name}的满意度", name=name),
        "reply of": tr("{name}的问卷", name=name), "reply": tr("{name}的问卷", name=name),
    }  # fmt: skip
    return words[kind]


def _of_contact(book: Book, kind: str, of: Any, typed: Any) -> str:
    """Of a social contact, by the name it bears in the book, else as typed."""
    with book.read() as sql:
        row = social.contact(sql, of) if of is not None else None
    name = row.called if row is not None else typed.name or typed.handle if kind == "contact" else ""
    return tr("社交联系人{name}", name=str(name).strip())


def _whom(book: Book, kind: str, of: Any) -> Any:
    """The customer, or the customers, of an entry that is known by another number."""
    with book.read() as sql:
        if kind == "visit":
            visit = cards.visit(sql, of)
            return visit and visit[0]
        if kind == "touch":
            touch = touches.touch(sql, of)
            return touch and touch[0]
        if kind == "tried":
            made = winback.attempt(sql, book.rhythms, of)
            return made and made.customer_id
    return of


def _name(book: Book, whom: Any) -> str:
    if isinstance(whom, tuple):
        if len(whom) != 1:
            return trn("选中的 {n} 位", len(whom))
        (whom,) = whom
    if whom is None:
        return tr("还没选客户")
    with book.read() as sql:
        return lookups.name_of(sql, whom) or ""
