"""客户细分: saved, changed, renamed, put in order, deleted, taken back; what is refused; and people taken out as a table."""

import csv
from pathlib import Path

import pytest

from kyuanbook.actions import segments as acts
from kyuanbook.actions.done import Book
from kyuanbook.actions.exporting import export_people
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.errors import NoSuchRow, PlaceGone
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.segments import SegmentRow, segments, size
from kyuanbook.language import say
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.words import Refused
from tests.book.factories import customer, visit

REGULARS = (Condition("again", (1,)),)
SPENT = (Condition("total", (10_000, None)), Condition("sex", ("male",), True))


def saved(book: Book) -> list[SegmentRow]:
    with book.read() as sql:
        return segments(sql)


def names(book: Book) -> list[str]:
    return [one.name for one in saved(book)]


def refused(book: Book, name: str, conditions: tuple[Condition, ...]) -> list[tuple[str, str]]:
    before = saved(book)
    with pytest.raises(Refused) as caught:
        acts.save_segment(book, name=name, conditions=conditions)
    assert saved(book) == before
    return [(p.field, p.message.key) for p in caught.value.problems]


def test_saved_changed_renamed_and_taken_back(book: Book) -> None:
    done = acts.save_segment(book, name=" 老客 ", conditions=REGULARS)
    assert say(done.changed.label) == "存客户细分“老客”" and done.id is not None
    acts.change_segment(book, segment_id=done.id, name="大手", conditions=SPENT)
    assert [(one.name, one.conditions) for one in saved(book)] == [("大手", SPENT)]
    acts.rename_segment(book, segment_id=done.id, name="大手笔")
    undo(book)
    undo(book)
    assert [(one.name, one.conditions) for one in saved(book)] == [("老客", REGULARS)]
    redo(book)
    assert [(one.name, one.conditions) for one in saved(book)] == [("大手", SPENT)]
    assert acts.change_segment(book, segment_id=done.id, name="大手", conditions=SPENT).changed.entry is None


def test_what_is_refused_changes_nothing(book: Book) -> None:
    acts.save_segment(book, name="VIP 们", conditions=REGULARS)
    assert [field for field, _ in refused(book, "", REGULARS)] == ["name"]
    assert refused(book, "字" * 21, REGULARS) == [("name", "text_too_long")]
    assert refused(book, "vip 们", REGULARS) == [("name", "segment_taken")]
    assert refused(book, "谁", ()) == [("conditions", "segment_empty")]
    assert refused(book, "谁", (Condition("custom:7", ("x",)),)) == [("condition0", "segment_unknown")]
    with pytest.raises(NoSuchRow):
        acts.delete_segment(book, segment_id=99)


def test_one_that_cannot_be_asked_here_can_be_renamed_and_deleted(book: Book) -> None:
    from kyuanbook.book.tables import Segment

    with book.write("save_segment", label={"name": "新"}) as unit:
        unit.insert(Segment, name="新", conditions='[["zodiac", ["龙"], false]]', position=0, created_day=unit.day)
    acts.rename_segment(book, segment_id=1, name="属龙")
    assert [(one.name, one.conditions) for one in saved(book)] == [("属龙", (Condition("zodiac", ("龙",)),))]
    acts.delete_segment(book, segment_id=1)
    assert names(book) == []


def test_order_and_deleting(book: Book) -> None:
    made = [acts.save_segment(book, name=name, conditions=REGULARS).id for name in "一二三"]
    acts.order_segments(book, segment_ids=[made[2] or 0])
    assert names(book) == ["三", "一", "二"]
    assert say(acts.delete_segment(book, segment_id=made[0] or 0).changed.label) == "删去客户细分“一”"
    assert names(book) == ["三", "二"]
    undo(book)
    undo(book)
    assert names(book) == ["一", "二", "三"]


def test_members_move_in_and_out_by_themselves(book: Book) -> None:
    who = customer(book, "王小明")
    visit(book, who, "60", ago=3)

    def many() -> int:
        with book.read() as sql:
            return size(sql, SPENT, book.today())

    assert many() == 0
    visit(book, who, "60")
    assert many() == 1
    undo(book)
    assert many() == 0


def test_a_table_for_excel(book: Book, tmp_path: Path) -> None:
    odd = customer(book, "=SUM(1)", "13822045678", tags=["+1"])
    visit(book, odd, "128.5", ago=3)
    customer(book, "没来过", "+85291234567")
    refresh_standings(book)
    path = tmp_path / "名单.csv"
    assert export_people(book, path=path, chosen=Filter(), phones=True) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "编号": str(odd), "姓名": "'=SUM(1)", "电话": "138 2204 5678", "阶段": "新客", "等级": rows[0]["等级"],
        "最近到店": "2026-03-01", "来过几次": "1", "累计（元）": "128.5", "来源": "", "标签": "'+1", "请勿联系": "",
    }  # fmt: skip
    assert rows[1]["电话"].startswith("'+852") and rows[1]["累计（元）"] == "0" and rows[1]["最近到店"] == ""
    export_people(book, path=path, chosen=Filter(conditions=REGULARS))
    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "编号,姓名,阶段,等级,最近到店,来过几次,累计（元）,来源,标签,请勿联系"
    ]
    with pytest.raises(PlaceGone):
        export_people(book, path=tmp_path / "没有" / "名单.csv", chosen=Filter())
