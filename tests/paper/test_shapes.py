"""The stage shapes as PDF operators."""

from kyuanbook.paper.shapes import stage_mark


def test_a_shape_is_drawn_upright_and_to_size() -> None:
    assert stage_mark("at_risk", 10).endswith("f*")
    numbers = [float(word) for word in stage_mark("at_risk", 10).split() if word[0].isdigit() or word[0] == "-"]
    assert max(numbers) < 11
    first_corner = stage_mark("at_risk", 10).split()[:2]
    assert float(first_corner[1]) > 8  # the tip is at the top: PDF counts upward


def test_an_unknown_stage_draws_nothing() -> None:
    assert stage_mark("someday", 10) == ""
