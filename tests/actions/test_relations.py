"""关系: none with oneself, none twice, with customers, partners and social contacts; who lives together, as one."""

import pytest

from kyuanbook.actions import relations as acts
from kyuanbook.actions.customers import delete_customer, restore_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.social import add_contact
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.relations import KindRow, RelationRow, Side, household, kinds, relations_of
from kyuanbook.book.tables import Partner
from kyuanbook.language import say
from kyuanbook.rules.social import ContactEntry
from kyuanbook.rules.words import Refused
from tests.book.factories import customer, regular, snapshot


def offered(book: Book, *, hidden: bool = False) -> list[KindRow]:
    with book.read() as sql:
        return kinds(sql, hidden=hidden, counted=True)


def kind(book: Book, name: str) -> int:
    return next(one.id for one in offered(book, hidden=True) if one.name == name)


def of(book: Book, who: int) -> list[RelationRow]:
    with book.read() as sql:
        return relations_of(sql, who, book.today())


def relate(book: Book, one: int, other: int, name: str = "家人", side: Side = Side.CUSTOMER) -> int:
    done = acts.add_relation(book, customer_id=one, side=side, other_id=other, kind_id=kind(book, name))
    assert done.id is not None
    return done.id


def refused(book: Book, one: int, other: int, name: str = "家人") -> str:
    before = snapshot(book)
    with pytest.raises(Refused) as told:
        relate(book, one, other, name)
    assert snapshot(book) == before
    return say(told.value.problems[0].message)


def partner(book: Book, name: str) -> int:
    with book.write("add_sample") as unit:
        return unit.insert(Partner, kind="alliance", name=name, created_day=unit.day)


def test_what_every_book_begins_with(book: Book) -> None:
    assert [(one.name, one.household) for one in offered(book)] == [
        ("家人", False), ("住一起", True), ("朋友", False), ("同事", False), ("邻居", False),
    ]  # fmt: skip


def test_it_stands_on_both_cards_and_goes_by_undo(book: Book) -> None:
    ming, fang = regular(book, "王小明", gap=7, visits=4, ago=1), customer(book, "陈桂芳")
    done = acts.add_relation(
        book, customer_id=fang, side=Side.CUSTOMER, other_id=ming, kind_id=kind(book, "家人"), note="母子"
    )
    assert say(done.changed.label) == "记关系：陈桂芳和王小明，家人"
    (mine,), (theirs,) = of(book, fang), of(book, ming)
    assert (mine.name, mine.kind, mine.note, mine.stage, mine.total_cents) == ("王小明", "家人", "母子", "returning", 4 * 3500)
    assert (theirs.name, theirs.id, theirs.other_id) == ("陈桂芳", mine.id, fang)
    undo(book)
    assert of(book, fang) == of(book, ming) == []
    redo(book)
    assert of(book, ming) == [theirs]
    done = acts.remove_relation(book, relation_id=mine.id)
    assert say(done.changed.label) == "去掉关系：陈桂芳和王小明，家人" and of(book, ming) == []
    undo(book)
    assert of(book, ming) == [theirs]


def test_none_with_oneself_and_none_twice(book: Book) -> None:
    ming, fang = customer(book, "王小明"), customer(book, "陈桂芳")
    assert refused(book, ming, ming) == "不能和自己有关系，请另选一位"
    relate(book, ming, fang)
    assert refused(book, ming, fang) == "王小明和陈桂芳已经记过“家人”了，不用再记"
    assert refused(book, fang, ming) == "陈桂芳和王小明已经记过“家人”了，不用再记"
    relate(book, fang, ming, "住一起")
    assert [one.kind for one in of(book, ming)] == ["家人", "住一起"]


def test_with_a_partner_and_with_a_social_contact(book: Book) -> None:
    ming, shop = customer(book, "王小明"), partner(book, "张记干洗")
    handle = add_contact(book, entry=ContactEntry("douyin", "momo_在路上")).id
    assert handle is not None
    relate(book, ming, shop, "朋友", Side.PARTNER)
    relate(book, ming, handle, "同事", Side.CONTACT)
    assert [(one.side, one.name, one.kind, one.about) for one in of(book, ming)] == [
        (Side.PARTNER, "张记干洗", "朋友", ""), (Side.CONTACT, "momo_在路上", "同事", "douyin"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        relate(book, ming, shop, "朋友", Side.PARTNER)
    with pytest.raises(NoSuchRow):
        relate(book, ming, 99, "朋友", Side.PARTNER)


def test_one_in_the_bin_is_related_again_when_taken_back(book: Book) -> None:
    ming, fang = customer(book, "王小明"), customer(book, "陈桂芳")
    relate(book, ming, fang, "住一起")
    delete_customer(book, customer_id=fang)
    assert of(book, ming) == [] and home(book, ming) is None
    with pytest.raises(NoSuchRow):
        acts.add_relation(book, customer_id=fang, side=Side.CUSTOMER, other_id=ming, kind_id=1)
    restore_customer(book, customer_id=fang)
    assert [one.name for one in of(book, ming)] == ["陈桂芳"]


def home(book: Book, who: int) -> tuple[tuple[int, ...], int, bool] | None:
    with book.read() as sql:
        found = household(sql, who)
    return None if found is None else (found.ids, found.total_cents, found.ahead_cents is not None)


def test_a_household_is_one_over_any_number_of_them(book: Book) -> None:
    people = [regular(book, name, gap=7, visits=n, ago=1, amount="10") for n, name in enumerate("甲乙丙丁", 2)]
    one, two, three, four = people
    relate(book, one, two, "住一起")
    relate(book, three, two, "住一起")
    relate(book, three, four, "家人")
    assert home(book, one) == ((one, two, three), 9_000, False)
    refresh_standings(book)
    assert home(book, three) == ((three, one, two), 9_000, True)
    assert home(book, four) is None
    acts.change_kind(book, kind_id=kind(book, "家人"), household=True)
    assert home(book, four) == ((four, one, two, three), 14_000, True)
    with book.read() as sql:
        found = household(sql, four)
        ahead = sum(sql.column("SELECT clv_cents FROM standing"))
    assert found is not None and found.ahead_cents == ahead


# kinds -------------------------------------------------------------------------------------------------------------------


def test_the_owners_own_kinds_renamed_put_away_in_order(book: Book) -> None:
    done = acts.add_kind(book, name="师徒")
    assert say(done.changed.label) == "加关系“师徒”" and done.id is not None
    acts.change_kind(book, kind_id=done.id, name="师傅徒弟")
    acts.change_kind(book, kind_id=kind(book, "朋友"), name="好友")
    acts.order_kinds(book, kind_ids=[done.id])
    assert [one.name for one in offered(book)] == ["师傅徒弟", "家人", "住一起", "好友", "同事", "邻居"]
    acts.hide_kind(book, kind_id=done.id)
    assert "师傅徒弟" not in [one.name for one in offered(book)]
    assert acts.add_kind(book, name="师傅徒弟").id == done.id, "put away, it comes back"
    undo(book)
    undo(book)
    assert offered(book)[0].name == "师傅徒弟"


@pytest.mark.parametrize(("name", "said"), [("家人", "已经有“家人”了（停用的也算），请换个名字"), ("", None), ("长" * 13, None)])
def test_a_name_is_somebodys_already_or_none(book: Book, name: str, said: str | None) -> None:
    before = snapshot(book)
    with pytest.raises(Refused) as told:
        acts.add_kind(book, name=name)
    assert said is None or say(told.value.problems[0].message) == said
    assert snapshot(book) == before


def test_who_is_so_related_stays_so_when_the_kind_is_put_away(book: Book) -> None:
    ming, fang = customer(book, "王小明"), customer(book, "陈桂芳")
    relate(book, ming, fang, "邻居")
    acts.hide_kind(book, kind_id=kind(book, "邻居"))
    assert [one.kind for one in of(book, fang)] == ["邻居"]
    assert [(one.name, one.used) for one in offered(book, hidden=True) if one.hidden] == [("邻居", 1)]
