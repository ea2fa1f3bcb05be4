"""自定义项目: the fields, what a trade brings, and what is written in them with a customer or a visit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import monotonic
from typing import Any

import pytest

from kyuanbook.actions.custom import add_field, change_field, hide_field, offered, order_fields, take_given
from kyuanbook.actions.customers import add_customer, change_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.search import keys_due, renew_keys
from kyuanbook.actions.shop import set_shop, set_up_shop
from kyuanbook.actions.visits import change_visit, record_visit
from kyuanbook.book import derived
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries import custom
from kyuanbook.book.queries.card import Card, card, timeline, visits
from kyuanbook.book.search import search
from kyuanbook.book.tables import CustomerTag, Tag
from kyuanbook.language import ENGLISH, say, use
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.rules.entries import CustomerEntry, VisitEntry
from kyuanbook.rules.search_keys import query_words
from kyuanbook.rules.words import Refused
from kyuanbook.ui.pages import happenings
from kyuanbook.ui.pages.card_words import facts
from tests.book.factories import Clock, bulk_shop, customer, plates, snapshot, visit
from tests.book.truth import check

OF, AT = Owner.CUSTOMER, Owner.VISIT


def fields(book: Book, owner: Owner | None = None, *, hidden: bool = False) -> list[FieldRow]:
    with book.read() as sql:
        return custom.fields(sql, owner, hidden=hidden)


def names(book: Book, **which: Any) -> list[str]:
    return [field.name for field in fields(book, **which)]


def by_name(book: Book, name: str) -> FieldRow:
    return next(field for field in fields(book, hidden=True) if field.name == name)


def a_field(book: Book, name: str, owner: Owner = OF, kind: Kind = Kind.TEXT, **more: Any) -> int:
    made = add_field(book, owner=owner, kind=kind, name=name, **more).id
    assert made is not None
    return made


def the_card(book: Book, customer_id: int) -> Card:
    with book.read() as sql:
        found = card(sql, book.rhythms, customer_id, book.today())
    assert found is not None
    return found


def on_card(book: Book, customer_id: int) -> list[str]:
    return [one.said() for one in the_card(book, customer_id).custom]


def of_last_visit(book: Book, customer_id: int) -> list[str]:
    with book.read() as sql:
        return [one.said() for one in visits(sql, customer_id)[0].custom]


def found(book: Book, typed: str, many: int = 20) -> list[int]:
    with book.read() as sql:
        return search(sql, book.haystack, query_words(typed), many)


def only_problem(attempt: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        attempt()
    (problem,) = refused.value.problems
    return problem.field, say(problem.message)


# what a trade brings -----------------------------------------------------------------------------------------------------


def test_a_trade_brings_its_fields_at_the_first_start(book: Book) -> None:
    assert fields(book) == []
    set_up_shop(book, name="顺达汽修", trade="car_repair")
    assert names(book) == ["车牌", "车型", "保险到期", "里程"]
    plate, *_, mileage = fields(book)
    assert plate.searchable and (plate.owner, plate.kind) == (OF, Kind.TEXT)
    assert (mileage.owner, mileage.kind, mileage.unit) == (AT, Kind.NUMBER, "km")
    undo(book)
    assert fields(book) == []


def test_another_trade_takes_only_what_nobody_touched(book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    who = customer(book, "王小明", custom={by_name(book, "宠物名").id: "豆豆"})
    change_field(book, field_id=by_name(book, "疫苗到期").id, name="打疫苗")
    before = snapshot(book)
    set_shop(book, trade="hair")
    assert names(book) == ["宠物名", "打疫苗", "染烫配方", "发质", "过敏"]  # 品种 and 体重 were empty
    assert on_card(book, who) == ["宠物名 豆豆"]
    undo(book)
    assert snapshot(book) == before
    redo(book)
    set_shop(book, trade="nails")
    assert names(book) == ["宠物名", "打疫苗", "过敏", "款式色号", "甲型"]  # 过敏 is both trades'
    check(book, ["dd", "豆豆"])


def test_the_same_trade_again_brings_nothing_back(book: Book) -> None:
    set_up_shop(book, name="", trade="clothes")
    hide_field(book, field_id=by_name(book, "风格").id, hidden=True)
    assert set_shop(book, trade="clothes").changed.entry is None
    set_shop(book, trade="other")
    assert names(book) == [] and [f.name for f in fields(book, hidden=True)] == ["风格"]  # put away by hand: touched
    set_shop(book, trade="clothes")
    assert names(book) == ["尺码", "腰围"]


def test_a_book_from_before_is_offered_what_its_trade_brings(book: Book) -> None:
    set_shop(book, trade="glasses")
    undo(book)
    with book.write("set_shop") as unit:
        from kyuanbook.book.tables import Setting

        unit.insert(Setting, name="trade", value='"glasses"')
    assert offered(book)[:2] == ["右眼球镜", "左眼球镜"] and len(offered(book)) == 8
    take_given(book)
    assert offered(book) == [] and len(fields(book)) == 8
    assert take_given(book).changed.entry is None


def test_names_follow_the_language_until_they_are_changed(book: Book) -> None:
    set_up_shop(book, name="", trade="pets")
    change_field(book, field_id=by_name(book, "品种").id, name="狗的品种")
    use(ENGLISH)
    assert "宠物名" not in names(book) and "狗的品种" in names(book)


# the fields --------------------------------------------------------------------------------------------------------------


def test_a_field_of_the_owner_s_own(book: Book) -> None:
    made = a_field(book, " 肤质 ", kind=Kind.CHOICE, choices="干，油，混合，干", unit="km", searchable=True)
    (field,) = fields(book)
    assert field == FieldRow(made, OF, Kind.CHOICE, "肤质", ("干", "油", "混合"), "", True)
    a_field(book, "体重", AT, Kind.NUMBER, unit="kg", searchable=True)
    weight = by_name(book, "体重")
    assert weight.unit == "kg" and not weight.searchable  # customers are not found by each of their visits


def test_what_is_wrong_with_a_field_is_said(book: Book) -> None:
    a_field(book, "车牌")
    assert only_problem(lambda: a_field(book, "车牌")) == ("name", "已经有“车牌”了（停用的也算），请换个名字")
    assert only_problem(lambda: a_field(book, "")) == ("name", "这里要填")
    assert only_problem(lambda: a_field(book, "肤质", kind=Kind.CHOICE)) == ("choices", "请写上可以选的词，用逗号隔开")
    assert only_problem(lambda: a_field(book, "重", kind=Kind.NUMBER, unit="千克每平方厘米面积"))[0] == "unit"
    a_field(book, "车牌", AT)  # of a visit is another
    other = a_field(book, "车型")
    assert only_problem(lambda: change_field(book, field_id=other, name="车牌"))[0] == "name"
    choice = a_field(book, "肤质", kind=Kind.CHOICE, choices="干")
    assert only_problem(lambda: change_field(book, field_id=choice, choices=" "))[0] == "choices"
    with pytest.raises(NoSuchRow):
        change_field(book, field_id=999, name="无")


def test_fields_are_put_in_order_and_away(book: Book) -> None:
    a, b, c = (a_field(book, name) for name in "甲乙丙")
    order_fields(book, field_ids=[c, a])
    assert names(book) == ["丙", "甲", "乙"]
    hide_field(book, field_id=a, hidden=True)
    assert names(book) == ["丙", "乙"] and names(book, hidden=True) == ["丙", "甲", "乙"]
    undo(book)
    undo(book)
    assert names(book) == ["甲", "乙", "丙"] and b


# what is written in them -------------------------------------------------------------------------------------------------


def test_values_come_with_the_customer_in_one_act(book: Book) -> None:
    a_field(book, "车牌", searchable=True)
    a_field(book, "保险到期", kind=Kind.DATE)
    a_field(book, "会员", kind=Kind.YES_NO)
    typed = {by_name(book, "车牌").id: "粤B·12345", by_name(book, "保险到期").id: "2027.3.5", by_name(book, "会员").id: "是"}
    who = add_customer(book, entry=CustomerEntry(name="王小明", custom=typed)).id
    assert who is not None
    assert on_card(book, who) == ["车牌 粤B·12345", "保险到期 2027年3月5日", "会员 是"]
    with book.read() as sql:
        assert sql.column("SELECT number FROM custom_value ORDER BY id") == [None, date(2027, 3, 5).toordinal(), 1.0]
    assert found(book, "粤B12345") == [who] and found(book, "b1234") == [who] and found(book, "2345") == [who]
    check(book, ["粤B12345", "粤b"])
    undo(book)
    assert found(book, "粤B12345") == []
    redo(book)
    assert on_card(book, who)[0] == "车牌 粤B·12345" and found(book, "12345") == [who]


def test_a_change_leaves_what_it_does_not_name(book: Book) -> None:
    a, b = a_field(book, "车牌", searchable=True), a_field(book, "车型")
    who = customer(book, "王小明", custom={a: "粤B12345", b: "朗逸"})
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明"))
    assert on_card(book, who) == ["车牌 粤B12345", "车型 朗逸"]
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明", custom={a: "", b: "帕萨特"}))
    assert on_card(book, who) == ["车型 帕萨特"] and found(book, "粤B") == []
    undo(book)
    assert on_card(book, who) == ["车牌 粤B12345", "车型 朗逸"] and found(book, "粤B") == [who]


def test_the_same_again_is_no_change_and_another_moves_the_version(book: Book) -> None:
    a = a_field(book, "车牌")
    who = customer(book, "王小明", custom={a: "粤B12345"})
    seen = the_card(book, who).version
    entry = CustomerEntry(name="王小明", custom={a: " 粤B12345 "})
    assert change_customer(book, customer_id=who, entry=entry).changed.entry is None
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明", custom={a: "粤B1"}))
    assert the_card(book, who).version > seen
    with pytest.raises(Stale):
        change_customer(book, customer_id=who, entry=CustomerEntry(name="小明", custom={a: "粤B2"}), seen=seen)


def test_what_is_wrong_refuses_the_whole_entry(book: Book) -> None:
    number, at = a_field(book, "腰围", kind=Kind.NUMBER), a_field(book, "里程", AT, Kind.NUMBER)
    before = snapshot(book)
    with pytest.raises(Refused) as refused:
        add_customer(book, entry=CustomerEntry(custom={number: "很粗"}))
    assert [p.field for p in refused.value.problems] == ["name", f"custom{number}"]
    assert snapshot(book) == before
    who = customer(book, "王小明")
    with pytest.raises(NoSuchRow):
        add_customer(book, entry=CustomerEntry(name="李娜", custom={at: "1"}))  # a field of visits
    with pytest.raises(NoSuchRow):
        record_visit(book, customer_id=who, entry=VisitEntry(amount="1", custom={999: "1"}))
    wrong = VisitEntry(amount="1", custom={at: "x"})
    assert only_problem(lambda: record_visit(book, customer_id=who, entry=wrong))[0] == f"custom{at}"


def test_values_of_a_visit_stand_on_its_line(book: Book) -> None:
    set_up_shop(book, name="", trade="hair")
    who, formula = customer(book, "王小明"), by_name(book, "染烫配方").id
    made = visit(book, who, "240", items="染发", custom={formula: "6/43 30g"})
    assert of_last_visit(book, who) == ["染烫配方 6/43 30g"]
    with book.read() as sql:
        (line,) = [one for one in timeline(sql, who) if one.visit is not None]
    shown = happenings.rows([line], book.today())[0]
    assert "染烫配方 6/43 30g" in shown.note and "染发" in shown.note
    change_visit(book, visit_id=made, entry=VisitEntry(amount="240", items="染发", custom={formula: "7/1"}))
    assert of_last_visit(book, who) == ["染烫配方 7/1"]
    change_visit(book, visit_id=made, entry=VisitEntry(amount="260", items="染发"))
    assert of_last_visit(book, who) == ["染烫配方 7/1"]
    assert found(book, "7/1") == []  # nobody is found by a visit's formula
    check(book, ["7/1", "王"])


def test_a_field_put_away_keeps_what_is_written_and_is_found_no_more(book: Book) -> None:
    a = a_field(book, "宠物名", searchable=True)
    who = customer(book, "王小明", custom={a: "豆豆"})
    assert found(book, "dd") == [who]
    hide_field(book, field_id=a, hidden=True)
    assert on_card(book, who) == [] and found(book, "dd") == []
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明儿"))
    hide_field(book, field_id=a, hidden=False)
    assert on_card(book, who) == ["宠物名 豆豆"] and found(book, "doudou") == [who]
    change_field(book, field_id=a, searchable=False)
    assert found(book, "豆豆") == []
    undo(book)
    assert found(book, "豆豆") == [who]
    check(book, ["dd", "豆豆"])


def test_a_field_of_very_many_is_searched_soon_and_nobody_waits_for_it(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The act itself writes no keys; they follow a few at a time, and a visit comes in between any two."""
    a, ids = plates(book, 1500)
    lots: list[int] = []
    written = derived.refresh_keys
    monkeypatch.setattr(derived, "refresh_keys", lambda sql, some: (lots.append(len(list(some))), written(sql, some)))
    change_field(book, field_id=a, searchable=True)
    assert lots == [] and keys_due(book) and found(book, f"粤B{ids[777]:05}") == []
    last = ids[-1]

    def meanwhile(done: int) -> bool:
        visit(book, last)
        change_customer(book, customer_id=ids[3], entry=CustomerEntry(name=f"客{done}"))
        return True

    assert renew_keys(book, meanwhile)
    assert sum(lots) == 1500 and max(lots) <= 100 and not keys_due(book)
    assert found(book, f"粤B{ids[777]:05}") == [ids[777]]
    check(book, ["粤B0", "12"])
    undo_to_the_field(book)
    assert keys_due(book) and renew_keys(book) and found(book, f"粤B{ids[777]:05}") == []
    check(book, ["粤B0", "12"])


def undo_to_the_field(book: Book) -> None:
    while fields(book)[0].searchable:
        undo(book)


def test_a_tag_of_very_many_is_called_otherwise_and_nobody_waits_for_it(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same of a tag: neither its keys nor anybody's dates are written in the act itself, and those who bear it are found
    by the new word soon; so are those who have a field filled in and bear no tag, put off at the same time."""
    plate, filled = plates(book, 300)
    ids = bulk_shop(book, [(f"号{i}", "", []) for i in range(1500)])
    with book.write("add_sample", bulk=True) as unit:
        tag = unit.insert(Tag, name="老街坊")
        unit.insert_rows(CustomerTag, ("customer_id", "tag_id"), [(i, tag) for i in ids])
    assert len(found(book, "老街坊", 5000)) == 1500
    lots: list[int] = []
    written, dates = derived.refresh_keys, derived.recompute
    monkeypatch.setattr(derived, "refresh_keys", lambda sql, some: (lots.append(len(list(some))), written(sql, some)))
    monkeypatch.setattr(derived, "recompute", lambda *_, **__: lots.append(-1))
    with book.write("tag_customers", label={"tag": "新街坊"}) as unit:
        unit.update(Tag, tag, name="新街坊")
    assert lots == [] and keys_due(book) and found(book, "新街坊") == [] and len(found(book, "老街坊", 5000)) == 1500
    monkeypatch.setattr(derived, "recompute", dates)
    change_field(book, field_id=plate, searchable=True)
    assert renew_keys(book, lambda _: True) and sum(lots) == 1800 and max(lots) <= 100
    assert found(book, "老街坊") == [] and len(found(book, "新街坊", 5000)) == 1500 and len(found(book, "粤B", 5000)) == 300
    check(book, ["街坊", "粤B0"])
    undo(book)
    undo(book)
    assert keys_due(book) and renew_keys(book) and len(found(book, "老街坊", 5000)) == 1500 and found(book, "新街坊") == []
    assert filled and not keys_due(book)
    check(book, ["街坊", "粤B0"])


def test_a_tag_of_a_few_is_called_otherwise_at_once(book: Book) -> None:
    who = customer(book, "王小明", tags=["老街坊"])
    with book.write("tag_customers", label={"tag": "新街坊"}) as unit:
        unit.update(Tag, 1, name="新街坊")
    assert not keys_due(book) and found(book, "新街坊") == [who] and found(book, "老街坊") == []


def test_a_visit_is_not_held_up_while_keys_are_written(book: Book) -> None:
    """Beside each other: the lock is free between any two lots."""
    a, ids = plates(book, 3000)
    change_field(book, field_id=a, searchable=True)
    waited: list[float] = []
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(renew_keys, book)
        while not job.done():
            begun = monotonic()
            visit(book, ids[0])
            waited.append(monotonic() - begun)
    assert job.result() and len(waited) >= 10, "a visit came in between, again and again"
    check(book, ["粤B0"])


def test_killed_halfway_the_next_one_goes_on(book: Book, clock: Clock) -> None:
    a, ids = plates(book, 1500)
    change_field(book, field_id=a, searchable=True)
    assert not renew_keys(book, lambda done: done < 300)
    path = book.path
    book.close()
    with open_book(path, clock=clock) as again:
        assert keys_due(again)
        with again.read() as sql:
            again.haystack.build(sql)
        assert found(again, f"粤B{ids[100]:05}") == [ids[100]] and found(again, f"粤B{ids[1400]:05}") == []
        done: list[int] = []
        assert renew_keys(again, lambda so_far: (done.append(so_far), True)[1]) and done[-1] == 1200
        check(again, ["粤B0", "12"])


def test_changed_again_halfway_it_begins_anew(book: Book) -> None:
    a, ids = plates(book, 1500)
    change_field(book, field_id=a, searchable=True)
    turned: list[int] = []

    def turn(done: int) -> bool:
        if done == 700:
            turned.append(done)
            change_field(book, field_id=a, searchable=False)
        return True

    assert renew_keys(book, turn) and turned == [700]
    assert found(book, f"粤B{ids[10]:05}") == [] and not keys_due(book)
    check(book, ["粤B0"])


def test_a_choice_taken_from_the_list_stays_where_it_stands(book: Book) -> None:
    a = a_field(book, "发质", kind=Kind.CHOICE, choices="细软，粗硬")
    who = customer(book, "王小明", custom={a: "粗硬"})
    change_field(book, field_id=a, choices="细软，受损")
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王明", custom={a: "粗硬"}))
    assert on_card(book, who) == ["发质 粗硬"]
    with pytest.raises(Refused):
        customer(book, "李娜", custom={a: "粗硬"})


def test_the_card_and_its_history_say_what_is_written(book: Book) -> None:
    a = a_field(book, "车牌")
    who = customer(book, "王小明", custom={a: "粤B12345"})
    for plate in ("粤B99999", ""):
        change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明", custom={a: plate}))
    assert ("车牌", "粤B12345") not in [(f.name, f.value) for f in facts(the_card(book, who), book.today(), open_=False)]
    with book.read() as sql:
        lines = happenings.rows(timeline(sql, who), book.today(), happenings.CHANGES)
    assert [line.note for line in lines][:2] == ["去掉车牌", "车牌改为 粤B99999"]
    undo(book)
    assert ("车牌", "粤B99999") in [(f.name, f.value) for f in facts(the_card(book, who), book.today(), open_=False)]
