"""Text of 4.5, edges and shapes of 3 to 1, on every ground they stand on, in both themes."""

import re
from pathlib import Path

import pytest

from kyuanbook.ui.kit import tokens
from kyuanbook.ui.kit.tokens import DARK, LIGHT, Tokens, contrast

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
GROUNDS = ("desk", "sheet", "raised", "sunk", "accent_t", "accent_wide")
KIT = Path(tokens.__file__).parent


def test_contrast_agrees_with_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "accent", "accent_hover", "seal", "warn", "ok"])
def test_text_is_readable_on_every_ground(theme: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "fill"),
    [
        ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_accent", "accent_press"), ("on_seal", "seal_fill"),
        ("on_notice", "notice"), ("notice_link", "notice"), ("ink", "warn_t"), ("warn", "warn_t"), ("ink", "rule"),
        ("ink2", "rule"),
    ],
)  # fmt: skip
def test_text_is_readable_on_its_fill(theme: Tokens, ink: str, fill: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, fill)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("line", ["edge", "focus"])
def test_what_can_be_used_has_an_edge_that_is_seen(theme: Tokens, ground: str, line: str) -> None:
    assert contrast(getattr(theme, line), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_stages_are_readable_as_chip_and_as_word_in_a_list(theme: Tokens) -> None:
    for stage, colours in theme.stages.items():
        assert contrast(colours.ink, colours.fill) >= 4.5, stage
        for ground in ("sheet", "raised", "sunk", "accent_t"):
            assert contrast(colours.word, getattr(theme, ground)) >= 4.5, (stage, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_families_are_seen_on_the_sheet(theme: Tokens) -> None:
    for family, colour in theme.families.items():
        assert contrast(colour, theme.sheet) >= 3.0, family


def test_no_colour_is_written_anywhere_else() -> None:
    written = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'\d]|GlobalColor\.(?!transparent)")
    for file in sorted(KIT.parent.rglob("*.py")):
        if file != KIT / "tokens.py":
            assert not written.search(file.read_text("utf-8")), file
