"""A list on paper: frozen whole, printed again to the byte whatever became of the customers, lengthened, voided, sent."""

import dataclasses
from pathlib import Path

import pytest

from kyuanbook.actions import list_acts, lists, reprint, sheets
from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.followups import plan
from kyuanbook.actions.handouts import APPOINTMENTS, CARDS, LABELS, WISHES, handout
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.lists import Draft
from kyuanbook.actions.rhythm import refit
from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.shop import set_shop, set_up_shop
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries import list_rows, printed
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.held import experiments
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.labels import STOCKS
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, bulk_shop, customer, visit
from tests.book.truth import table
from tests.paper.reading import text_of

SAYS = sheets.Says(phones=False, words=True)
STREETS = ("临河路9号", "朝阳区花家地西里12号", "朝阳区花家地西里3号", "")


@pytest.fixture
def shop(book: Book) -> list[int]:
    """Forty regulars of a weekly shop, some of whom stopped; a birthday, and one who is planned for today."""
    set_up_shop(book, name="禾木理发", trade="hair")
    ids = list(bulk_shop(
        book, [(f"客{i:02}", f"138{i:08}", [(DAY - i * 4 - 7 * v, 1000 + 500 * i) for v in range(2 + i % 7)]) for i in range(40)],
    ))  # fmt: skip
    assert refit(book)
    customer(book, "李娜", "13900000001", birthday="3.4", email="lina@example.com", wechat="lina", address="朝阳区花家地西里5号")
    planned = customer(book, "赵云", "13900000002")
    plan(book, customer_id=planned, day="今天", note="问孩子")
    return ids


def on(drawn: Draft) -> list[int]:
    return [row.customer_id for row in drawn.rows]


def put(book: Book, drawn: Draft, paper: Paper = Paper.A4, says: sheets.Says = SAYS) -> tuple[bytes, int]:
    made, done = sheets.print_list(book, drawn=drawn, paper=paper, says=says)
    assert done.id is not None
    return made.pdf, done.id


@pytest.mark.parametrize("paper", list(Paper))
def test_printed_again_it_is_the_same_bytes_whatever_became_of_them(
    book: Book, shop: list[int], clock: Clock, paper: Paper
) -> None:
    drawn = lists.draft(book, kind=list_rows.DUE)
    assert len(drawn.rows) > 3
    pdf, number = put(book, drawn, paper)
    first, second, third, *_ = on(drawn)
    change_customer(book, customer_id=first, entry=CustomerEntry(name="改了名", phones=[PhoneEntry("13711112222")]))
    delete_customer(book, customer_id=second)
    visit(book, third, "999")
    set_up_shop(book, name="换了店名", trade="nails")
    refit(book)
    clock.day += 40
    assert reprint.print_again(book, number=number).pdf == pdf
    undo(book)
    assert reprint.print_again(book, number=number, sheet=1).pdf == pdf


@pytest.mark.parametrize("paper", list(Paper))
def test_on_every_paper_each_row_can_be_rung_round_and_says_by_what_they_are_reached(
    book: Book, shop: list[int], paper: Paper
) -> None:
    change_customer(book, customer_id=shop[9], entry=CustomerEntry(name="无号", wechat="wu_09", note="爱喝茶"))
    drawn = lists.draft(book, kind=list_rows.DUE)
    assert shop[9] in on(drawn) and len({bool(row.note) for row in drawn.rows}) == 2
    pdf, number = put(book, drawn, paper, sheets.Says(score=True))
    text = "".join(text_of(pdf).split())
    assert text.count("满意度12345") == len(drawn.rows)
    born = next(row for row in reprint.reopen(book, number=number).rows if row.words["name"] == "李娜")
    assert born.words["reason"].startswith("微信：今天生日")
    assert "微信：今天生日" in text and "微信wu_09" in text and "微信：平时" not in text  # once is enough
    masked = "".join(text_of(put(book, drawn, paper, SAYS)[0]).split())
    assert "微信" in masked[masked.index("无号"):][:60] and "wu_09" not in masked and "满意度" not in masked


def test_of_what_is_due_each_row_keeps_why_it_came_up(book: Book, shop: list[int]) -> None:
    drawn = lists.draft(book, kind=list_rows.DUE)
    with book.read() as sql:
        items = {item.customer_id: item for item in list_rows.due_now(sql, book.rhythms, DAY, Filter())}
    assert on(drawn) == list(items) and {Kind.BIRTHDAY, Kind.PICKED, Kind.OVERDUE} <= {i.kind for i in items.values()}
    _, number = put(book, drawn)
    with book.read() as sql:
        kept = [row for row in table(sql, "call_list_row") if row["list_id"] == number]
    assert [(r["customer_id"], r["rule_id"], r["follow_kind"], r["occurrence"]) for r in kept] == [
        (i, item.rule_id, item.kind.value, item.occurrence) for i, item in items.items()
    ]
    (born,) = [row for row in reprint.reopen(book, number=number).rows if items[row.customer_id].kind is Kind.BIRTHDAY]
    assert "李娜您好，禾木理发祝您生日快乐" in born.words["message"]


def test_a_call_list_keeps_the_silence_each_is_about(book: Book, shop: list[int]) -> None:
    drawn = lists.draft(book)
    assert len(drawn.rows) > 3
    for row, about in zip(drawn.rows, drawn.about, strict=True):
        assert about.item is not None and about.item.occurrence == row.last_day
        assert about.item.kind in (Kind.OVERDUE, Kind.LAPSED)
    assert all(about.item is None for about in lists.draft(book, customer_ids=shop[:3]).about)


def test_who_stands_on_an_unanswered_list_is_left_out_of_the_next(book: Book, shop: list[int], clock: Clock) -> None:
    whole = lists.draft(book, kind=list_rows.DUE)
    some = dataclasses.replace(whole, rows=whole.rows[:3], about=whole.about[:3])
    _, number = put(book, some)
    for kind in (list_rows.DUE, "calls"):
        left = lists.draft(book, kind=kind)
        assert not set(on(some)) & set(on(left))
        assert set(left.waiting) == set(on(some)) & set(on(lists.draft(book, kind=kind, again=True)))
    assert on(lists.draft(book, kind=list_rows.DUE, again=True)) == on(whole)
    assert set(on(some)) <= set(on(lists.draft(book, kind="all"))), "only of what is due"
    opened = reprint.reopen(book, number=number)
    item = whole.about[0].item
    assert item is not None
    record_answer(book, item=item, entry=AnswerEntry("no_answer"), list_row_id=opened.rows[0].id)
    assert set(lists.draft(book, kind=list_rows.DUE).waiting) == set(on(some)[1:])
    list_acts.void_list(book, list_id=number)
    assert lists.draft(book, kind=list_rows.DUE).waiting == ()
    undo(book)
    assert len(lists.draft(book, kind=list_rows.DUE).waiting) == 2
    clock.day += 14
    assert lists.draft(book, kind=list_rows.DUE).waiting == ()


def test_orders(book: Book, shop: list[int]) -> None:
    for i, who in enumerate(shop[:8]):
        with book.read() as sql:
            name = sql.value("SELECT name FROM customer WHERE id = :id", id=who)
            number = sql.value("SELECT number FROM phone WHERE customer_id = :id", id=who)
        entry = CustomerEntry(name=name, phones=[PhoneEntry(number)], address=STREETS[i % 4])
        change_customer(book, customer_id=who, entry=entry)
    drawn = {sort: lists.draft(book, kind="all", sort=sort) for sort in list_rows.SORTS}
    assert len({frozenset(on(one)) for one in drawn.values()}) == 1
    names = [row.name for row in drawn[list_rows.NAME].rows]
    assert names == sorted(names, key=lambda name: {"李娜": "li na", "赵云": "zhao yun"}.get(name, f"ke {name[1:]}"))
    days = [row.last_day or 0 for row in drawn[list_rows.LAST].rows]
    assert days == sorted(days, reverse=True)
    values = [row.value_cents for row in drawn[list_rows.RISK].rows]
    assert values == sorted(values, reverse=True)
    places = [about.address for about in drawn[list_rows.DISTRICT].about]
    assert places[:2] == ["临河路9号"] * 2 and places[2:7] == [
        "朝阳区花家地西里3号", "朝阳区花家地西里3号", "朝阳区花家地西里5号", "朝阳区花家地西里12号", "朝阳区花家地西里12号",
    ] and not any(places[7:])  # fmt: skip
    few = lists.draft(book, kind="all", sort=list_rows.NAME, limit=5)
    assert set(on(few)) == set(on(lists.draft(book, kind="all", limit=5))), "at most takes those with most to lose"


def test_of_a_search_and_of_a_segment(book: Book, shop: list[int]) -> None:
    assert [row.name for row in lists.draft(book, typed="lina").rows] == ["李娜"]
    assert sorted(row.name for row in lists.draft(book, typed="客1").rows) == [f"客{i}" for i in range(10, 20)]
    assert lists.draft(book, typed="nobody at all").rows == ()
    change_customer(book, customer_id=on(lists.draft(book, typed="lina"))[0],
                    entry=CustomerEntry(name="李娜", phones=[PhoneEntry("13900000001")], do_not_contact=True))  # fmt: skip
    assert lists.draft(book, typed="lina").rows == ()
    save_segment(book, name="有微信的", conditions=(Condition("wechat", (False,)),))
    chosen = Filter(conditions=(Condition("wechat", (False,)),))
    due = lists.draft(book, kind=list_rows.DUE, chosen=chosen)
    assert set(on(due)) <= set(on(lists.draft(book, kind=list_rows.DUE))) and due.rows


def test_only_of_some_reasons(book: Book, shop: list[int]) -> None:
    assert [row.name for row in lists.draft(book, kind=list_rows.DUE, reasons=(Kind.BIRTHDAY,)).rows] == ["李娜"]


def test_the_lot_falls_only_on_those_who_stay_away(book: Book, shop: list[int]) -> None:
    set_shop(book, hold_back=0.4, calls_per_day=20)
    drawn = lists.draft(book, kind=list_rows.DUE)
    items = [about.item for about in drawn.about if about.item is not None]
    away = {item.customer_id for item in items if item.kind in (Kind.OVERDUE, Kind.LAPSED)}
    assert drawn.held and not set(drawn.held) & set(on(drawn))
    assert {"李娜", "赵云"} <= {row.name for row in drawn.rows}
    _, number = put(book, drawn)
    with book.read() as sql:
        (one,) = experiments(sql, book.rhythms, DAY)
    assert set(one.called.ids) == away and set(one.held.ids) == set(drawn.held)
    list_acts.void_list(book, list_id=number)
    with book.read() as sql:
        assert experiments(sql, book.rhythms, DAY) == (), "nobody was called by a list that is void: nothing is compared"
    undo(book)
    with book.read() as sql:
        assert len(experiments(sql, book.rhythms, DAY)) == 1


# longer, void, sent -------------------------------------------------------------------------------------------------------


def test_a_second_sheet_is_numbered_on_and_the_first_stays_as_it_was(book: Book, shop: list[int]) -> None:
    first = lists.draft(book, kind=list_rows.DUE, limit=2)
    pdf, number = put(book, first)
    opened = reprint.reopen(book, number=number)
    more = reprint.more_rows(book, list_=opened, limit=4)
    assert len(more.rows) == 4 and not set(on(more)) & set(on(first))
    sheet = reprint.second_sheet(book, list_=opened, drawn=more)
    assert [row.number for row in sheet.rows] == [3, 4, 5, 6] and sheet.number == number
    done = reprint.keep_second(book, list_=opened, drawn=more, sheet=sheet)
    assert done.id == number and not done.changed.undoable
    with pytest.raises(Stale):
        reprint.keep_second(book, list_=opened, drawn=more, sheet=sheet)  # somebody lengthened it meanwhile
    now = reprint.reopen(book, number=number)
    assert (now.row.rows, now.row.sheets, [r.sheet for r in now.rows]) == (6, 2, [1, 1, 2, 2, 2, 2])
    assert reprint.print_again(book, number=number, sheet=1).pdf == pdf
    both = text_of(reprint.print_again(book, number=number).pdf)
    assert "第 2 张" in both and all(row.name in both for row in (*first.rows, *more.rows))
    with pytest.raises(NoSuchRow):
        reprint.print_again(book, number=number, sheet=3)
    with pytest.raises(NoSuchRow):
        reprint.print_again(book, number=999)


def test_a_void_list_is_void_once_and_takes_no_more(book: Book, shop: list[int]) -> None:
    _, number = put(book, lists.draft(book, kind=list_rows.DUE, limit=2))
    opened = reprint.reopen(book, number=number)
    list_acts.void_list(book, list_id=number)
    with pytest.raises(Refused):
        list_acts.void_list(book, list_id=number)
    more = reprint.more_rows(book, list_=opened, limit=2)
    with pytest.raises(Stale):
        reprint.keep_second(book, list_=opened, drawn=more, sheet=reprint.second_sheet(book, list_=opened, drawn=more))
    undo(book)
    assert reprint.reopen(book, number=number).row.voided_at is None
    redo(book)
    assert reprint.reopen(book, number=number).row.voided_at is not None


@pytest.mark.parametrize(("by", "kind"), [("wechat", "wechat"), ("sms", "sms"), ("email", "letter")])
def test_a_message_sent_is_a_touch_and_settles_what_it_was_about(book: Book, shop: list[int], by: str, kind: str) -> None:
    drawn = lists.draft(book, kind=list_rows.DUE, reasons=(Kind.BIRTHDAY,))
    assert drawn.channel is TouchKind.WECHAT
    _, number = put(book, drawn)
    (row,) = reprint.reopen(book, number=number).rows
    list_acts.mark_sent(book, list_row_id=row.id, by=by)
    with book.read() as sql:
        (touch,) = table(sql, "interaction")
        note = "电子邮件" if by == "email" else ""
        assert (touch["kind"], touch["customer_id"], touch["note"]) == (kind, row.customer_id, note)
        (follow,) = [f for f in table(sql, "follow_up") if f["id"] == touch["follow_up_id"]]
        assert (follow["kind"], follow["state"], follow["closed_day"]) == ("birthday", "done", DAY)
    assert row.customer_id not in on(lists.draft(book, kind=list_rows.DUE, again=True))
    assert reprint.reopen(book, number=number).row.sent == 1
    with pytest.raises(Refused):
        list_acts.mark_sent(book, list_row_id=row.id, by=by)
    undo(book)
    assert reprint.reopen(book, number=number).row.sent == 0
    assert row.customer_id in on(lists.draft(book, kind=list_rows.DUE, again=True))


def test_nobody_is_written_to_who_may_not_be(book: Book, shop: list[int]) -> None:
    drawn = lists.draft(book, kind=list_rows.DUE, limit=3)
    _, number = put(book, drawn)
    first, second, _ = reprint.reopen(book, number=number).rows
    change_customer(book, customer_id=first.customer_id,
                    entry=CustomerEntry(name="客", phones=[PhoneEntry("13800000000")], do_not_contact=True))  # fmt: skip
    delete_customer(book, customer_id=second.customer_id)
    with pytest.raises(Refused):
        list_acts.mark_sent(book, list_row_id=first.id)
    with pytest.raises(NoSuchRow):
        list_acts.mark_sent(book, list_row_id=second.id)
    with pytest.raises(NoSuchRow):
        list_acts.mark_sent(book, list_row_id=404)
    assert [row.here for row in reprint.reopen(book, number=number).rows] == [False, False, True]


def test_a_list_of_an_earlier_version_opens_all_the_same(book: Book, shop: list[int]) -> None:
    drawn = lists.draft(book, kind="all", limit=3)
    words = [{"name": row.name, "reason": "很久没来"} for row in drawn.rows]
    done = lists.freeze(book, drawn=drawn, title="老名单", paper="a5", words=words)
    assert done.id is not None
    found = reprint.reopen(book, number=done.id)
    assert not found.faithful and found.paper is Paper.A5
    text = text_of(reprint.print_again(book, number=done.id).pdf)
    assert "老名单" in text and all(row.name in text for row in drawn.rows)


def test_all_lists_the_newest_first(book: Book, shop: list[int]) -> None:
    numbers = [put(book, lists.draft(book, kind="all", limit=n))[1] for n in (1, 2, 3)]
    with book.read() as sql:
        ids = printed.list_ids(sql)
        found = printed.list_rows(sql, [*ids, 404])
    assert ids == numbers[::-1] and [row.rows for row in found if row is not None] == [3, 2, 1] and found[-1] is None


# beside lists ----------------------------------------------------------------------------------------------------------------


def test_labels_slips_and_cards_write_nothing(book: Book, shop: list[int]) -> None:
    with book.read() as sql:
        before = sql.value("SELECT max(id) FROM journal")
    everybody = lists.draft(book, kind="all")
    made = handout(book, form=LABELS, drawn=everybody, stock=STOCKS["24"])
    assert (made.many, made.left_out, made.why) == (1, 41, "41 位没有地址，没印")
    text = text_of(made.printed.pdf)
    assert "李娜 收" in text and "朝阳区花家地西里5号" in text and "139 0000 0001" in text
    masked = handout(book, form=LABELS, drawn=everybody, stock=STOCKS["24"], says=sheets.Says(phones=False))
    assert "139****0001" in text_of(masked.printed.pdf)
    wishes = handout(book, form=WISHES, drawn=lists.draft(book, kind=list_rows.BIRTHDAYS))
    assert wishes.many == 1 and "祝您生日快乐" in text_of(wishes.printed.pdf).replace("\r\n", "")
    assert handout(book, form=WISHES, drawn=everybody).why == "41 位七天内不过生日，或者已经祝过，没印"
    one = handout(book, form=CARDS, drawn=lists.draft(book, typed="lina"), paper=Paper.A5)
    assert "朝阳区花家地西里5号" in text_of(one.printed.pdf)
    with book.read() as sql:
        assert sql.value("SELECT max(id) FROM journal") == before


def test_a_promised_day_stands_on_the_slip(book: Book, shop: list[int]) -> None:
    item = lists.draft(book, kind=list_rows.DUE).about[0].item
    assert item is not None
    assert handout(book, form=APPOINTMENTS, drawn=lists.draft(book, kind=list_rows.COMING)).many == 0
    record_answer(book, item=item, entry=AnswerEntry("promised", "带孩子来", "周六"))
    coming = lists.draft(book, kind=list_rows.COMING)
    assert on(coming) == [item.customer_id]
    text = text_of(handout(book, form=APPOINTMENTS, drawn=coming, paper=Paper.ROLL58).printed.pdf)
    assert "3月7日" in text and "周六" in text and coming.rows[0].name in text and "带孩子来" in text



def test_a_workbook_holds_text_alone(book: Book, shop: list[int], tmp_path: Path) -> None:
    """A name, a note that begin with = + - @ are what they are; a phone keeps its figures."""
    import zipfile
    from xml.etree import ElementTree

    from kyuanbook.actions.list_export import export_list

    for i, name in enumerate(("=1+1", "+86", "-x", "@me", "http://x.y")):
        customer(book, name, f"1370000000{i}", note='=cmd|"/c calc"!A1')
    drawn = lists.draft(book, kind="all")
    sheet = sheets.call_sheet(book, drawn=drawn)
    target = tmp_path / "名单.xlsx"
    export_list(target, [sheet], {1: "=SUM(A1)"})
    with zipfile.ZipFile(target) as file:
        cells = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
        strings = ["".join(t.text or "" for t in c.iter() if t.tag.endswith("}t")) for c in cells.iter() if c.tag.endswith("}c")]
        assert not [name for name in file.namelist() if "hyperlink" in name]
    kinds = [c.get("t") for c in cells.iter() if c.tag.endswith("}c") and len(c)]
    assert not [f for f in cells.iter() if f.tag.endswith("}f")], "no formula"
    assert kinds.count(None) == len(drawn.rows), "only the rows' own numbers are numbers"
    assert {"=1+1", "+86", "-x", "@me", "http://x.y", '=cmd|"/c calc"!A1', "=SUM(A1)", "138 0000 0003"} <= set(strings)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["名单.xlsx"]
