"""The model holds ids; rows are read a page at a time and let go again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from kyuanbook.ui.kit.paged import KEPT, PAGE, ROW_ROLE, Column, PagedModel

COLUMNS = [
    Column[int](key="name", title="姓名", text=lambda n: f"客户 {n}"),
    Column[int](key="days", title="距今", text=lambda n: f"{n} 天", align="right"),
]


class Shelf:
    """Counts what was read."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()

    def fetch(self, ids: Sequence[int]) -> list[int | None]:
        self.asked.append(list(ids))
        return [None if i in self.gone else i for i in ids]


def made(count: int) -> tuple[Shelf, PagedModel[int]]:
    shelf = Shelf()
    model: PagedModel[int] = PagedModel(COLUMNS, shelf.fetch, describe=lambda n: f"客户 {n}，预警")
    model.set_ids(range(count))
    return shelf, model


def test_a_million_rows_read_nothing_until_looked_at() -> None:
    shelf, model = made(1_000_000)
    assert model.rowCount() == 1_000_000
    assert shelf.asked == []
    assert model.index(999_999, 0).data() == "客户 999999"
    assert len(shelf.asked) == 1
    assert len(shelf.asked[0]) <= PAGE


def test_a_row_is_found_by_its_id_in_whatever_order_they_stand_now() -> None:
    _, model = made(100)
    assert model.row_of(7) == model.row_of(7) == 7
    model.set_ids(range(99, -1, -1))
    assert model.row_of(7) == 92 and model.row_of(99) == 0
    model.set_ids(range(3))
    assert model.row_of(7) == model.row_of(99) == -1 and model.row_of(0) == 0
    model.set_ids([])
    assert model.row_of(0) == -1


def test_a_page_is_read_once_while_kept() -> None:
    shelf, model = made(PAGE * (KEPT + 2))
    for row in range(PAGE):
        model.index(row, 1).data()
    assert len(shelf.asked) == 1
    for page in range(1, KEPT + 1):
        model.row(page * PAGE)
    model.row(0)
    assert len(shelf.asked) == KEPT + 2  # the first page had been let go


def test_refresh_reads_only_the_pages_of_what_changed() -> None:
    shelf, model = made(PAGE * 3)
    for page in range(3):
        model.row(page * PAGE)
    model.refresh([PAGE + 5])
    for page in range(3):
        model.row(page * PAGE)
    assert [asked[0] for asked in shelf.asked] == [0, PAGE, 2 * PAGE, PAGE]


def test_a_row_deleted_meanwhile_shows_empty() -> None:
    shelf, model = made(3)
    shelf.gone = {1}
    assert model.index(1, 0).data() is None
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == ""


def test_screen_readers_hear_the_row_and_then_each_column() -> None:
    _, model = made(3)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "客户 1，预警"
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "距今 1 天"
    assert model.index(1, 1).data(ROW_ROLE) == 1


def test_ticks_are_by_id_and_outlive_another_order() -> None:
    _, model = made(4)
    model.toggle(2)
    model.set_ids([3, 2, 1, 0])
    assert model.checked == {2}
    model.check_all(True)
    assert model.all_checked()
    model.check_all(False)
    assert not model.checked
