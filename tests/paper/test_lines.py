"""Lines end where Chinese typesetting lets them."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.paper.lines import cut, pieces, wrap

FORBIDDEN_FIRST = "，。、；：？！）》”…"
TEXT = st.text(st.sampled_from(list("王小明平时约来一次，。；（）“”：？ 14天Anna¥0.5")), max_size=60)


def measure(text: str) -> float:
    """Ten points a Han character, five a Latin one."""
    return sum(10 if ch > "\u2000" else 5 for ch in text)


@given(TEXT)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(TEXT.map(str.strip), st.integers(60, 200))
def test_every_line_fits_and_nothing_is_lost(text: str, room: int) -> None:
    lines = wrap(text, room, measure, 99)
    assert all(measure(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXT.map(str.strip), st.integers(60, 200), st.integers(1, 3))
def test_what_does_not_fit_ends_with_an_ellipsis(text: str, room: int, most: int) -> None:
    lines = wrap(text, room, measure, most)
    assert len(lines) <= most
    assert all(measure(line) <= room for line in lines)
    if "".join(lines).replace(" ", "") != text.replace(" ", ""):
        assert lines[-1].endswith("…")


@given(st.lists(st.sampled_from(["平时约 14 天", "来一次", "，", "。", "）", "（", "王小明"]), min_size=1, max_size=30))
def test_no_line_begins_with_a_closing_mark(parts: list[str]) -> None:
    text = "明" + "明".join(parts)
    for line in wrap(text, 110, measure, 99)[1:]:
        assert line[0] not in FORBIDDEN_FIRST


def test_the_last_line_holds_no_lone_character() -> None:
    assert wrap("平时约来一次已未来了吧好", 110, measure, 9) == ["平时约来一次已未来了", "吧好"]


def test_a_clause_moves_down_whole() -> None:
    text = "只来过 1 次，本店新客一般隔 33 天再来，已 70 天"
    assert wrap(text, 225, measure, 9) == ["只来过 1 次，本店新客一般隔 33 天再来，", "已 70 天"]


def test_a_date_and_a_sum_stay_whole() -> None:
    assert wrap("一二三四五六七八11月3日", 95, measure, 9)[1].startswith("11月")
    assert wrap("一二三四五六七八¥1,240", 95, measure, 9)[1] == "¥1,240"
    assert wrap("一二三四五六七（八九", 85, measure, 9)[1] == "（八九"


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrap("x" * 30, 50, measure, 9) == ["x" * 10] * 3


def test_cutting_says_so() -> None:
    assert cut("平时约来一次，已未来", 70, measure) == "平时约来一次…"[:6] + "…"
    assert cut("王", 10, measure) == "王"
    assert cut("王小明", 5, measure) == "…"
