"""The sample shop's relations and social contacts, written with the rest of it."""

from kyuanbook.book.queries import relations
from kyuanbook.book.queries.shop import channels
from kyuanbook.book.tables import Relation, SocialContact, SocialNote
from kyuanbook.book.unit import Unit
from kyuanbook.exchange import sample_network


def add_network(unit: Unit, first: int, customers: int, today: int, seed: int) -> None:
    """``first``: the number of the first of ``customers`` of the sample."""
    kinds = {one.code: one.id for one in relations.kinds(unit.sql, hidden=True) if one.code}
    known = [(one.code, one.id) for one in channels(unit.sql, hidden=True)]
    sources = {code: number for code, number in known if code}
    rows: list[tuple[object, ...]] = [
        (kinds[code], one, other, None, note, today - 30)
        for one, other, code, note in sample_network.pairs(first, customers, seed)
    ]
    asking = [one for one in sample_network.ASKS if one.of is None or one.of < customers]
    contacts = unit.insert_rows(
        SocialContact, sample_network.CONTACT,
        [sample_network.contact_row(one, first, sources.get(one.source), today) for one in asking],
    )  # fmt: skip
    said: list[tuple[object, ...]] = []
    for number, one in zip(contacts, asking, strict=True):
        said += [(number, today - ago, words) for ago, words in one.said]
        if one.friend is not None and one.friend < customers:
            rows.append((kinds["friend"], first + one.friend, None, number, "", today - 5))
    unit.insert_rows(SocialNote, sample_network.SAID, said)
    unit.insert_rows(Relation, sample_network.RELATION, rows)
