"""Cells are read as owners write them, and what can't be meant is said of its cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.birthdays import Calendar
from kyuanbook.rules.custom import FieldRow, Kind, Owner, problem_name
from kyuanbook.rules.import_cells import ReadRow, RowReader, day_text, plain
from kyuanbook.rules.import_heads import FIELDS, LEAVE, TO_NOTE

TODAY = date(2026, 11, 30).toordinal()


def read(row: dict[str, str], fields: tuple[FieldRow, ...] = ()) -> ReadRow:
    """A row given by key; a key may stand twice as ``phone#2``."""
    keys = [key.partition("#")[0] for key in row]
    return RowReader(keys, [f"列{key}" for key in row], fields, TODAY).read(7, list(row.values()))


def person(**row: str) -> ReadRow:
    return read({"name": "王小明", **row})


def why(row: ReadRow) -> list[str]:
    return [say(cell.why) for cell in row.wrong]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13822045678", ["13822045678"]), ("13822045678.0", ["13822045678"]), ("1.3822045678E+10", ["13822045678"]),
        ("１３８２２０４５６７８", ["13822045678"]), ("138 2204 5678", ["13822045678"]), ("+86-138-2204-5678", ["13822045678"]),
        ('="13822045678"', ["13822045678"]), ("'13822045678", ["13822045678"]), ("'+8613822045678", ["13822045678"]),
        ("13822045678/021-66668888", ["13822045678", "02166668888"]),
        ("13822045678、13900001111", ["13822045678", "13900001111"]),
        ("13822045678\n13900001111", ["13822045678", "13900001111"]),
        ("1382204567813900001111", ["13822045678", "13900001111"]),
        ("13822045678 13900001111", ["13822045678", "13900001111"]), ("-", []), ("无", []), ("#N/A", []), ("", []),
    ],
)  # fmt: skip
def test_phones(cell: str, numbers: list[str]) -> None:
    row = person(phone=cell)
    assert [phone.number for phone in row.clean.phones] == numbers
    assert not row.wrong


def test_several_columns_of_phones_are_all_kept() -> None:
    row = read({"name": "王小明", "phone": "13822045678", "phone#2": "021-66668888", "phone#3": "13822045678"})
    assert [phone.number for phone in row.clean.phones] == ["13822045678", "02166668888"]


def test_an_odd_phone_is_taken_and_pointed_out() -> None:
    row = person(phone="1382204567")
    assert row.clean.phones[0].number == "1382204567"
    assert not row.wrong and row.odd[0].text == "1382204567" and row.odd[0].head == "列phone"


def test_a_shortened_phone_is_refused_for_its_figures_are_lost() -> None:
    row = person(phone="1.38E+10")
    assert why(row) == ["表格只显示了缩短的号码：请在表格里把这一列设成“文本”或“数值”，看得见整个号码了，再另存、再导入"]
    assert row.wrong[0].text == "1.38E+10"
    assert person(member_no="6.22E+18").wrong


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("男", "male"), ("女", "female"), ("先生", "male"), ("女士", "female"), ("小姐", "female"), ("F", "female"),
    ("Male", "male"),
     ("1", "male"), ("2", "female"), ("未知", ""), ("保密", "")],
)  # fmt: skip
def test_sexes(cell: str, sex: str) -> None:
    row = person(sex=cell)
    assert (row.clean.sex, row.clean.note, row.wrong) == (sex, "", ())


def test_what_a_small_field_does_not_know_goes_into_the_note() -> None:
    row = read({"name": "王小明", "sex": "公猫", "income": "月入八千", "birthday": "1990年5月", "firm": "云锦公司",
    "note": "常来"})
    assert not row.wrong
    assert row.clean.note == "单位：云锦公司\n列sex：公猫\n列income：月入八千\n列birthday：1990年5月\n常来"


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        ("1990/5/3", (1990, 5, 3)), ("19900503", (1990, 5, 3)), ("1990年5月3日", (1990, 5, 3)),
        ("1990-05-03 00:00:00", (1990, 5, 3)),
        ("1990-05-03T08:30:00", (1990, 5, 3)), ("1990.5.3", (1990, 5, 3)), ("5月3日", (None, 5, 3)), ("5-3", (None, 5, 3)),
        ("0503", (None, 5, 3)), ("５月３日", (None, 5, 3)), ("32996", (1990, 5, 3)), ("32996.0", (1990, 5, 3)),
        ("5/3/1990", (1990, 5, 3)), ("13/5/1990", (1990, 5, 13)), ("90-5-3", (1990, 5, 3)),
        ("1990年5月3日 星期四", (1990, 5, 3)),
    ],
)  # fmt: skip
def test_solar_birthdays(cell: str, born: tuple[int | None, int, int]) -> None:
    row = person(birthday=cell)
    found = row.clean.birthday
    assert not row.wrong and found is not None and found.calendar is Calendar.SOLAR
    assert (found.year, found.month, found.day) == born


@pytest.mark.parametrize(
    ("key", "cell", "born"),
    [
        ("birthday", "农历正月初五", (None, 1, 5)), ("birthday", "正月初五", (None, 1, 5)),
        ("birthday", "农历1990年腊月廿九", (1990, 12, 29)),
        ("lunar", "1-5", (None, 1, 5)), ("lunar", "正月初五", (None, 1, 5)), ("lunar", "1990.1.5", (1990, 1, 5)),
        ("birthday", "1990-5-3 农历", (1990, 5, 3)),
    ],
)  # fmt: skip
def test_lunar_birthdays(key: str, cell: str, born: tuple[int | None, int, int]) -> None:
    row = person(**{key: cell})
    found = row.clean.birthday
    assert not row.wrong and found is not None and found.calendar is Calendar.LUNAR
    assert (found.year, found.month, found.day) == born


def test_of_both_birthdays_the_lunar_is_kept() -> None:
    row = read({"name": "王小明", "birthday": "1990-2-1", "lunar": "正月初五"})
    assert row.clean.birthday is not None and row.clean.birthday.calendar is Calendar.LUNAR


@pytest.mark.parametrize("cell", ["1990-13-45", "5月32日", "随便", "2999-1-1"])
def test_a_birthday_that_is_none_goes_into_the_note_and_is_pointed_out(cell: str) -> None:
    row = person(birthday=cell)
    assert not row.wrong and row.clean.birthday is None and row.clean.note == f"列birthday：{cell}"
    assert [(one.head, one.text, one.why.key) for one in row.odd] == [("列birthday", cell, "import_noted")]


@pytest.mark.parametrize("cell", ["1990", "1990年", "1990-05", "1990年5月", "1990.5", "1990年出生"])
def test_a_year_without_its_day_is_kept_in_the_note(cell: str) -> None:
    row = person(birthday=cell)
    assert row.clean.birthday is None and not row.wrong and cell in row.clean.note


def test_tags_apart_by_any_sign() -> None:
    assert read({"name": "王", "tags": "爱聊天、染发,VIP；老客", "tags#2": "无"}).clean.tags == ("爱聊天", "染发", "VIP",
    "老客")


def test_history_before_the_book() -> None:
    row = person(visits="12次", total="¥1,280.50", first="2024年3月5日", last="2026-11-01 14:30", gap="14天")
    kept = row.clean.opening
    assert kept is not None and not row.wrong
    assert (kept.visits, kept.total_cents, kept.gap) == (12, 128050, 14)
    assert kept.first == date(2024, 3, 5).toordinal() and kept.last == date(2026, 11, 1).toordinal()


@pytest.mark.parametrize(("visits", "total"), [("0", ""), ("", "0.00"), ("0", "0"), ("0.0", "¥0"), ("", "-")])
def test_nothing_bought_yet_is_no_history(visits: str, total: str) -> None:
    row = person(visits=visits, total=total)
    assert row.clean.opening is None and not row.wrong


def test_a_day_as_the_spreadsheet_counts() -> None:
    row = person(last="46327", visits="1,024.0")
    assert row.clean.opening is not None and row.clean.opening.last == date(2026, 11, 1).toordinal()
    assert row.clean.opening.visits == 1024


@pytest.mark.parametrize(
    "row", [{"last": "2027-1-1"}, {"visits": "很多"}, {"total": "-5"}, {"first": "2026-2-30"},
    {"first": "2026-11-2", "last": "2026-11-1"}]
)
def test_history_that_cannot_be_is_wrong(row: dict[str, str]) -> None:
    assert person(**row).wrong


def test_nobody_without_a_name_or_a_call_name() -> None:
    row = read({"name": "", "phone": "13822045678"})
    assert [cell.why.key for cell in row.wrong] == ["name_or_alias"]
    assert not read({"name": "", "alias": "李姐"}).wrong


def test_a_firm_without_a_person_is_the_customer() -> None:
    row = read({"name": "", "firm": "云锦贸易有限公司"})
    assert (row.clean.kind, row.clean.name, row.clean.note) == ("firm", "云锦贸易有限公司", "")


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "合计："])
def test_the_sum_below_the_table_is_nobody(word: str) -> None:
    assert why(read({"name": word, "total": "12800"})) == ["这一行是合计，不是客户，不用导入"]


def test_an_address_in_several_columns_is_one() -> None:
    row = read({"name": "王", "address": "浙江省", "address#2": "杭州市", "address#3": "杭州市云锦路 88 号"})
    assert row.clean.address == "浙江省杭州市云锦路 88 号"


def test_columns_put_into_the_note_say_what_they_are_and_others_are_left_out() -> None:
    row = read({"name": "王", TO_NOTE: "旺财", LEAVE: "1"})
    assert row.clean.note == f"列{TO_NOTE}：旺财"


def test_words_for_nothing_stay_where_they_can_be_meant() -> None:
    assert person(note="无").clean.note == "无"
    assert read({"name": "无"}).clean.name == "无"
    assert person(wechat="无", address="—", referrer="没有").clean.wechat == ""


OWN = tuple(
    FieldRow(i, Owner.CUSTOMER, kind, kind.value, ("短", "长") if kind is Kind.CHOICE else ())
    for i, kind in enumerate(Kind, 1)
)


@pytest.mark.parametrize(
    ("kind", "cell", "kept"),
    [
        (Kind.TEXT, "粤B12345", "粤B12345"), (Kind.TEXT, "无", "无"), (Kind.TEXT, '="007"', "007"), (Kind.NUMBER, "８０", "80"),
        (Kind.NUMBER, "80.0", "80"), (Kind.NUMBER, "¥1,280.50", "1280.50"), (Kind.NUMBER, "—", None),
        (Kind.DATE, "2027年3月5日", "2027-03-05"),
        (Kind.DATE, "46327", "2026-11-01"), (Kind.DATE, "2027-03-05 00:00:00", "2027-03-05"), (Kind.CHOICE, "长", "长"),
        (Kind.YES_NO, "是", "yes"), (Kind.YES_NO, "否", "no"), (Kind.YES_NO, "无", "no"), (Kind.YES_NO, "√", "yes"),
        (Kind.TEXT, "#N/A", None),
    ],
)  # fmt: skip
def test_the_owners_own_fields(kind: Kind, cell: str, kept: str | None) -> None:
    field = next(one for one in OWN if one.kind is kind)
    row = read({"name": "王", problem_name(field.id): cell}, OWN)
    value = row.clean.custom.get(field.id)
    assert not row.wrong and (value.text if value else None) == kept


@pytest.mark.parametrize(("kind", "cell"),
[(Kind.NUMBER, "很大"), (Kind.DATE, "春天"), (Kind.CHOICE, "中"), (Kind.YES_NO, "也许")])
def test_what_an_own_field_cannot_hold_goes_into_the_note_and_is_pointed_out(kind: Kind, cell: str) -> None:
    field = next(one for one in OWN if one.kind is kind)
    head = f"列{problem_name(field.id)}"
    row = read({"name": "王", "firm": "云锦公司", problem_name(field.id): cell, "note": "常来"}, OWN)
    assert not row.wrong and not row.clean.custom and row.clean.note == f"单位：云锦公司\n常来\n{head}：{cell}"
    assert [(c.head, c.text) for c in row.odd] == [(head, cell)]


def test_of_what_goes_into_the_note_nothing_is_cut() -> None:
    long = "很大" * 60
    row = read({"name": "王", "custom2": long}, OWN)
    assert row.clean.note == f"列custom2：{long}" and len(row.odd[0].text) == 40


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("35000公里", "35000"), ("35,000 km", "35000"), ("-2.5度", "-2.5"), ("36.5℃", "36.5"), ("12万", "120000"), ("30多", None),
     ("12-15", None), ("300度左右偏上", None)],
)  # fmt: skip
def test_a_number_may_have_its_unit_behind_it(cell: str, kept: str | None) -> None:
    row = read({"name": "王", "custom2": cell}, OWN)
    value = row.clean.custom.get(2)
    assert (value.text if value else None) == kept and (kept is not None or cell in row.clean.note)


def test_days_as_typed() -> None:
    assert day_text("2024年3月5日 14:30") == "2024年3月5日"
    assert day_text("今天") == "今天"


@pytest.mark.parametrize(("cell", "text"), [('="1"', "1"), ("'=1+1", "=1+1"), ("'-5", "-5"), ("'小李", "'小李"), ("'", "'")])
def test_what_only_keeps_a_spreadsheet_from_counting_is_gone(cell: str, text: str) -> None:
    assert plain(cell) == text


_WORDS = st.sampled_from(
    ["1.38E+10", "合计", "农历", "99999", "00000", "-", "2026", "1e9", "=", "女", "０", "五月初五", "1/1/1", "9" * 30]
)
_KEYS = st.sampled_from([*FIELDS, TO_NOTE, "custom2", "custom3"])


@given(st.lists(st.tuples(_KEYS, st.one_of(st.text(max_size=30), _WORDS)), max_size=6))
def test_no_cell_makes_it_stumble(row: list[tuple[str, str]]) -> None:
    keys, cells = [key for key, _ in row], [cell for _, cell in row]
    found = RowReader(keys, keys, OWN, TODAY).read(1, cells)
    assert found.wrong or found.name
