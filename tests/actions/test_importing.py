"""导入 on a real book: what is written, taken back, and left as it was."""

import csv
import time
from pathlib import Path

import pytest

from kyuanbook.actions import custom, history, importing
from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.exporting import export_people
from kyuanbook.actions.import_writing import Stopped
from kyuanbook.actions.importing import Brought, Plan, Wanted, begin, bring_in, plan, save_left_out
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import Cancelled
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.custom import fields, of_customer
from kyuanbook.book.queries.customers import EVERYBODY, customer_count
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.exchange.tables import Table, read_file, read_text
from kyuanbook.language import say
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.import_heads import LEAVE, NEW_FIELD, TO_NOTE
from kyuanbook.rules.import_plan import Fate
from kyuanbook.rules.import_sources import Where
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, visit

EVERYTHING = (
    "customer", "phone", "tag", "customer_tag", "custom_field", "custom_value", "channel", "derived", "search_row",
    "contact_person",
    "standing",
)  # fmt: skip
HEAD = "姓名\t电话\t性别\t生日\t微信\t地址\t标签\t备注\t会员号\t来源\t介绍人\t到店次数\t累计消费\t首次到店\t最近到店\n"
SHEET = HEAD + (
    "王小明\t138 2204 5678\t男\t农历正月初五\twxm\t云锦路88号\t老客、爱聊天\t常来\t8001"
    "\t抖音\t\t12\t¥1,280.50\t2024-3-5\t2026-2-20\n"
    "李丽华\t13900001111/021-66668888\t女士\t1990/5/3\t\t\t\t\t8002\t\t王小明\t\t\t\t\n"
    "张𠮷\t\t\t\t\t\t\t\t\t老张的店\t没有这个人\t\t\t\t\n"
)


def table(text: str) -> Table:
    return read_text(text)


def planned(book: Book, text: str, **wanted: object) -> Plan:
    found = table(text)
    first = begin(book, found)
    return plan(book, found, Wanted(first.head, first.keys, **wanted))  # type: ignore[arg-type]


def brought(book: Book, text: str, **wanted: object) -> Brought:
    return bring_in(book, planned(book, text, **wanted))


def fates(found: Plan) -> list[Fate]:
    return [one.fate for one in found.rows]


def everything(book: Book) -> dict[str, list[tuple[object, ...]]]:
    with book.read() as sql:
        return {name: sql.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in EVERYTHING}


def found(book: Book, words: str) -> list[str]:
    with book.read() as sql:
        if not book.haystack.ready:
            book.haystack.build(sql)
        return [row.name for row in find_customers(sql, book.haystack, words, book.today())]


def one(book: Book, name: str) -> cards.Card:
    with book.read() as sql:
        i = sql.value("SELECT id FROM customer WHERE name = :name AND deleted_at IS NULL", name=name)
        card = cards.card(sql, book.rhythms, i, book.today())
    assert card is not None
    return card


def test_all_that_stands_in_the_table_is_in_the_book(book: Book) -> None:
    with book.read() as sql:
        book.haystack.build(sql)
    done = brought(book, SHEET)
    assert (done.new, done.filled) == (3, 0)
    assert say(done.done.changed.label) == "导入 3 位客户"
    wang, li, zhang = one(book, "王小明"), one(book, "李丽华"), one(book, "张𠮷")
    assert [phone.number for phone in wang.phones] == ["13822045678"]
    assert (wang.sex, wang.wechat, wang.address, wang.member_no, wang.note) == ("male", "wxm", "云锦路88号", "8001", "常来")
    assert wang.birthday is not None and say(wang.birthday.words) == "农历正月初五"
    assert [phone.number for phone in li.phones] == ["13900001111", "02166668888"]
    assert "来源：老张的店" in zhang.note and "介绍人：没有这个人" in zhang.note
    with book.read() as sql:
        [(channel, referrer)] = sql.rows(
            "SELECT c.code, r.name FROM customer x JOIN channel c ON c.id = x.first_channel_id"
            " JOIN customer r ON r.id = x.referrer_id WHERE x.name = '李丽华'"
        )
        douyin = sql.value("SELECT code FROM channel c JOIN customer x ON x.first_channel_id = c.id WHERE x.name = '王小明'")
        tags = sql.column("SELECT tag.name FROM customer_tag JOIN tag ON tag.id = tag_id ORDER BY 1")
    assert (channel, referrer, douyin, tags) == ("by_customer", "王小明", "douyin", ["爱聊天", "老客"])


def test_they_are_found_and_have_their_stage_at_once(book: Book) -> None:
    with book.read() as sql:
        book.haystack.build(sql)
    brought(book, SHEET)
    assert found(book, "wxm") == ["王小明"]
    assert found(book, "1111") == ["李丽华"]
    assert found(book, "8888") == ["李丽华"]
    assert one(book, "王小明").stage is not Stage.PROSPECT
    assert one(book, "张𠮷").stage is Stage.PROSPECT


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(book: Book) -> None:
    customer(book, "老早在的", "13811112222")
    before = everything(book)
    brought(book, SHEET + "王二\t13700000000\t\t\t\t\t新标签\t\t\t\t\t\t\t\t\n")
    after = everything(book)
    back, _ = history.next_labels(book)
    assert back is not None and say(back) == "导入 4 位客户"
    history.undo(book)
    assert everything(book) == before
    history.redo(book)
    again = everything(book)
    assert {name: len(rows) for name, rows in again.items()} == {name: len(rows) for name, rows in after.items()}
    assert again["customer"] == after["customer"] and again["phone"] == after["phone"]
    history.undo(book)
    assert everything(book) == before


def test_it_is_taken_back_after_a_restart_too(book: Book, clock: Clock) -> None:
    before = everything(book)
    brought(book, SHEET)
    path = book.path
    book.close()
    with open_book(path, clock=clock) as again:
        assert customer_count_of(again) == 3
        history.undo(again)
        assert everything(again) == before


def customer_count_of(book: Book) -> int:
    with book.read() as sql:
        return customer_count(sql)


def test_what_is_stopped_leaves_no_trace(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyuanbook.actions.import_writing.BATCH", 1)
    before = everything(book)
    wanted = planned(book, SHEET.replace("老张的店", "新来源"), sources={"新来源": Where(family=ChannelFamily.ONLINE)})
    seen: list[int] = []

    def progress(done: int, of: int) -> bool:
        seen.append(done)
        return done < 2

    with pytest.raises(Stopped):
        bring_in(book, wanted, progress)
    assert seen == [0, 1, 2]
    assert everything(book) == before
    assert history.next_labels(book)[0] is None
    with pytest.raises(Stopped):
        plan(book, wanted.table, wanted.wanted, lambda _done, _of: False)


def test_a_dry_run_writes_nothing(book: Book) -> None:
    before = everything(book)
    found = planned(book, SHEET)
    assert fates(found) == [Fate.NEW] * 3
    assert found.unknown == {"老张的店": 1}
    assert everything(book) == before


def test_those_in_the_book_stay_as_they_are(book: Book) -> None:
    customer(book, "王小明", "13822045678", note="旧备注")
    gone = customer(book, "已删", "13900001111")
    delete_customer(book, customer_id=gone)
    done = planned(book, SHEET)
    assert fates(done) == [Fate.THERE, Fate.NEW, Fate.NEW]
    bring_in(book, done)
    wang = one(book, "王小明")
    assert (wang.note, wang.wechat, wang.member_no) == ("旧备注", "", "")
    assert one(book, "李丽华").phones


def test_brought_twice_nobody_is_doubled(book: Book) -> None:
    brought(book, SHEET)
    assert fates(planned(book, SHEET)) == [Fate.THERE] * 3
    with pytest.raises(Refused):
        brought(book, SHEET)


def test_who_was_added_between_looking_and_bringing_is_not_doubled(book: Book) -> None:
    looked = planned(book, SHEET)
    customer(book, "王小明", "13822045678")
    assert bring_in(book, looked).new == 2


def test_what_is_empty_in_the_book_is_filled_in_and_nothing_is_changed(book: Book) -> None:
    field = custom.add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌").id
    assert field is not None
    known = customer(book, "王小明", "13822045678", note="旧备注", wechat="")
    before = everything(book)
    text = (
        "姓名\t电话\t电话2\t微信\t备注\t生日\t标签\t车牌\t到店次数\t会员号\n"
        "王大明\t13822045678\t13700000000\twxm\t新备注\t5-3\t老客\t粤B1\t12\t8001\n"
    )
    done = brought(book, text, fill=True)
    assert (done.new, done.filled) == (0, 1)
    assert say(done.done.changed.label) == "导入时补全 1 位客户的资料"
    wang = one(book, "王小明")
    assert (wang.wechat, wang.note, wang.member_no) == ("wxm", "旧备注", "8001")
    assert [phone.number for phone in wang.phones] == ["13822045678", "13700000000"]
    with book.read() as sql:
        assert [w.text for w in of_customer(sql, known)] == ["粤B1"]
        assert sql.one("SELECT opening, opening_visits FROM customer WHERE id = :i", i=known) == (1, 12)
    with pytest.raises(Refused):
        brought(book, text, fill=True)
    history.undo(book)
    after = everything(book)
    version = lambda rows: [row[:-1] if isinstance(row[-1], int) else row for row in rows]  # noqa: E731
    assert after["phone"] == before["phone"] and after["customer_tag"] == before["customer_tag"] == []
    assert version(after["custom_value"]) == version(before["custom_value"]) == []
    assert one(book, "王小明").wechat == ""


def test_history_is_not_filled_into_one_who_has_visits(book: Book) -> None:
    known = customer(book, "王小明", "13822045678")
    visit(book, known)
    with pytest.raises(Refused):
        brought(book, "姓名\t电话\t到店次数\n王小明\t13822045678\t12\n", fill=True)


def test_new_and_filled_at_once_are_one_step(book: Book) -> None:
    customer(book, "王小明", "13822045678")
    done = brought(book, SHEET, fill=True)
    assert (done.new, done.filled) == (2, 1)
    assert say(done.done.changed.label) == "导入 2 位客户，补全 1 位"
    history.undo(book)
    assert customer_count_of(book) == 1


def test_own_fields_of_each_kind(book: Book) -> None:
    kinds = {Kind.TEXT: "车牌", Kind.NUMBER: "腰围", Kind.DATE: "保险到期", Kind.CHOICE: "发质", Kind.YES_NO: "有医保"}
    for kind, name in kinds.items():
        custom.add_field(
            book, owner=Owner.CUSTOMER, kind=kind, name=name, choices="粗、细" if kind is Kind.CHOICE else "",
            searchable=kind is Kind.TEXT,
        )  # fmt: skip
    with book.read() as sql:
        book.haystack.build(sql)
    head = "姓名\t车牌\t腰围\t保险到期\t发质\t有医保\n"
    brought(book, head + "王小明\t粤B12345\t８０\t2027年3月5日\t细\t是\n李丽华\t\t\t\t\t\n")
    with book.read() as sql:
        i = sql.value("SELECT id FROM customer WHERE name = '王小明'")
        assert [w.text for w in of_customer(sql, i)] == ["粤B12345", "80", "2027-03-05", "细", "yes"]
        assert sql.value("SELECT count(*) FROM custom_value") == 5
    assert found(book, "12345") == ["王小明"]
    looked = planned(book, head + "甲\t\t很粗\t\t\t\n乙\t\t\t春天\t\t\n丙\t\t\t\t硬\t\n丁\t\t\t\t\t也许\n")
    assert fates(looked) == [Fate.NEW] * 4
    assert say(looked.rows[2].reasons()[0]).startswith("发质“硬”：") and say(looked.rows[2].reasons()[0]).endswith("先写进了备注")
    bring_in(book, looked)
    assert [one(book, name).note for name in "甲乙丙丁"] == ["腰围：很粗", "保险到期：春天", "发质：硬", "有医保：也许"]


def test_a_column_of_nobody_is_left_out_noted_or_made_a_field(book: Book) -> None:
    text = "姓名\t宠物\t爱好\t血型\n王小明\t旺财\t钓鱼\tA\n"
    sheet = table(text)
    assert begin(book, sheet).keys == ("name", LEAVE, LEAVE, LEAVE)
    before = everything(book)
    bring_in(book, plan(book, sheet, Wanted(0, ("name", NEW_FIELD, TO_NOTE, LEAVE))))
    wang = one(book, "王小明")
    assert wang.note == "爱好：钓鱼"
    with book.read() as sql:
        [field] = fields(sql, Owner.CUSTOMER)
        assert (field.name, field.kind) == ("宠物", Kind.TEXT)
        i = sql.value("SELECT id FROM customer WHERE name = '王小明'")
        assert [w.said() for w in of_customer(sql, i)] == ["宠物 旺财"]
    assert begin(book, sheet).keys[1] == f"custom{field.id}"
    history.undo(book)
    assert everything(book) == before


@pytest.mark.parametrize("head", ["车牌", "一" * 21])
def test_a_field_that_cannot_be_made_is_said_before_anything_is_done(book: Book, head: str) -> None:
    done = custom.add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌")
    assert done.id is not None
    custom.hide_field(book, field_id=done.id, hidden=True)
    sheet = table(f"姓名\t{head}\n王小明\t1\n")
    with pytest.raises(Refused) as refused:
        plan(book, sheet, Wanted(0, ("name", NEW_FIELD)))
    assert head in say(refused.value.problems[0].message)


def test_a_table_in_which_nobody_is_named_is_said_at_once(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        planned(book, "电话\t地址\n13822045678\t云锦路\n")
    assert "姓名" in say(refused.value.problems[0].message)


def test_an_unknown_source_is_made_is_another_or_stays_in_the_note(book: Book) -> None:
    text = "姓名\t来源\n甲\t老张的店\n乙\t老张的店\n丙\t电台\n丁\t报纸\n"
    with book.read() as sql:
        flyer = sql.value("SELECT id FROM channel WHERE code = 'flyer'")
    settled = {"老张的店": Where(family=ChannelFamily.PARTNER), "报纸": Where(channel_id=flyer)}
    brought(book, text, sources=settled)
    with book.read() as sql:
        assert sql.rows(
            "SELECT x.name, coalesce(c.code, c.name), x.note, c.family, c.natural FROM customer x"
            " LEFT JOIN channel c ON c.id = x.first_channel_id ORDER BY x.id"
        ) == [
            ("甲", "老张的店", "", "partner", 0), ("乙", "老张的店", "", "partner", 0), ("丙", None, "来源：电台", None, None),
            ("丁", "flyer", "", "offline", 0),
        ]  # fmt: skip
    assert planned(book, "姓名\t来源\n戊\t老张的店\n").unknown == {}


def test_rows_left_out_can_be_mended_and_brought_again(book: Book, tmp_path: Path) -> None:
    text = (
        "姓名\t电话\t首次到店\n王小明\t13822045678\t1990-13-45\n=1+1\t13900001111\t2020-5-3\n"
        "王二\t+8613700000000\t5月32日\n合计\t\t\n"
    )
    looked = planned(book, text)
    bring_in(book, looked)
    path = tmp_path / "没导入.csv"
    assert save_left_out(looked, path) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["姓名", "电话", "首次到店", "没导入的原因"]
    assert lines[2][:3] == ["王二", "'+8613700000000", "5月32日"]
    assert lines[1][3].startswith("首次到店“1990-13-45”：")
    path.write_text(path.read_text("utf-8-sig").replace("1990-13-45", "2020-12-4").replace("5月32日", "2020-5-3"), "utf-8-sig")
    again = read_file(path)
    first = begin(book, again)
    assert first.keys == ("name", "phone", "first", LEAVE)
    assert bring_in(book, plan(book, again, first)).new == 2
    assert [phone.number for phone in one(book, "王二").phones] == ["13700000000"]


def test_what_one_book_exports_another_takes(book: Book, clock: Clock, tmp_path: Path) -> None:
    known = customer(book, "王小明", "138 2204 5678", tags=("老客", "爱聊天"), do_not_contact=True)
    for ago in (40, 20, 6):
        visit(book, known, "68.50", ago)
    customer(book, "=张三")
    path = tmp_path / "客户.csv"
    export_people(book, path=path, chosen=EVERYBODY, phones=True)
    with open_book(tmp_path / "other.kyb", clock=clock) as other:
        sheet = read_file(path)
        assert bring_in(other, plan(other, sheet, begin(other, sheet))).new == 2
        wang = one(other, "王小明")
        assert wang.phones[0].number == "13822045678" and wang.do_not_contact
        with other.read() as sql:
            assert sql.one("SELECT opening_visits, opening_total_cents, opening_last FROM customer WHERE name = '王小明'") == (
                3, 20550, other.today() - 6,
            )  # fmt: skip
            assert sql.value("SELECT count(*) FROM customer WHERE name = '=张三'") == 1
            assert sql.value("SELECT count(*) FROM customer_tag") == 2


def test_a_head_on_every_page_is_nobody(book: Book) -> None:
    assert len(planned(book, "姓名\t电话\n甲\t1380000001\n姓名\t电话\n乙\t1380000002\n").rows) == 2


def test_a_table_without_a_head_is_told_by_what_stands_in_it(book: Book) -> None:
    looked = planned(book, "王小明\t13822045678\n李丽华\t13900001111\n")
    assert looked.heads == ("第 1 列", "第 2 列")
    assert bring_in(book, looked).new == 2


def test_absurd_cells_harm_nothing(book: Book) -> None:
    absurd = ["'; DROP TABLE customer;--", "\ud83d", "👨‍👩‍👧", "\u202eabc", "A" * 5000, "0" * 400, "１", "{n}", "%s",
    "\x07响"]
    text = "姓名\t电话\t备注\t来源\t介绍人\n" + "".join(f"客{i}\t{cell}\t{cell}\t{cell}\t{cell}\n" for i,
    cell in enumerate(absurd))
    looked = planned(book, text)
    done = bring_in(book, looked)
    assert done.new == len(looked.of(Fate.NEW)) > 0
    for row in looked.of(Fate.WRONG):
        assert all(say(why) for why in row.reasons())


def test_a_referrer_in_the_table_may_stand_below_whom_they_brought(book: Book) -> None:
    brought(book, "姓名\t介绍人\n乙\t甲\n丙\t乙\n甲\t\n")
    with book.read() as sql:
        assert sql.rows("SELECT a.name, b.name FROM customer a LEFT JOIN customer b ON b.id = a.referrer_id ORDER BY"
        " a.name") == [
            ("丙", "乙"), ("乙", "甲"), ("甲", None),
        ]  # fmt: skip


def test_a_change_after_it_is_taken_back_before_it(book: Book) -> None:
    brought(book, SHEET)
    change_customer(book, customer_id=one(book, "王小明").id, entry=CustomerEntry(name="王大明"))
    history.undo(book)
    history.undo(book)
    assert customer_count_of(book) == 0


def test_a_landline_of_the_book_is_known_without_its_area_code(book: Book) -> None:
    customer(book, "甲", "021-66668888")
    customer(book, "乙", "88887777")
    looked = planned(book, "姓名\t电话\n甲\t66668888\n乙\t0571-88887777\n丙\t010-66668888\n")
    assert fates(looked) == [Fate.THERE, Fate.THERE, Fate.NEW]


def test_ten_thousand_rows_take_seconds(book: Book) -> None:
    rows = "".join(f"客{i}\t138{i:08}\t女\t1990-5-3\t老客、VIP\t常来\t抖音\t{i % 20}\t{i}\n" for i in range(10_000))
    began = time.process_time()
    assert brought(book, "姓名\t电话\t性别\t生日\t标签\t备注\t来源\t到店次数\t累计消费\n" + rows).new == 10_000
    assert time.process_time() - began < 40
    assert customer_count_of(book) == 10_000
    assert importing.heads(table("甲\n"), None)


def test_taking_thousands_back_is_long_and_can_be_stopped_with_nothing_changed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(book, "姓名\t电话\n" + "".join(f"王{n}\t138{n:08}\n" for n in range(120)))
    assert not history.is_long(book, back=True) and not history.is_long(book, back=False)
    monkeypatch.setattr("kyuanbook.book.journal.LONG", 100)
    assert history.is_long(book, back=True)
    before = everything(book)
    with pytest.raises(Cancelled):
        history.undo(book, lambda: False)
    assert everything(book) == before and history.is_long(book, back=True)
    history.undo(book, lambda: True)
    with book.read() as sql:
        assert customer_count(sql) == 0
    monkeypatch.setattr("kyuanbook.book.journal.LONG_STORED", 100)  # now it holds all rows: they are not read to be counted
    monkeypatch.setattr("kyuanbook.book.journal.entry", None)
    assert history.is_long(book, back=False)
