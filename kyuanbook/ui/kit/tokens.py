"""Every colour of the screen, light and dark. No other module of ``ui`` writes a colour: dark is one switch.

Named tuples, here and in the kit's rows: a dataclass takes four times as long to make, and start time is counted.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class StageColours(NamedTuple):
    """How one stage is coloured. ``ink`` on ``fill`` in the chip; ``word`` for shape and word on the page itself.

    ``outlined``: the chip has an edge of its ink.
    """

    ink: str
    fill: str
    word: str
    outlined: bool = False


class Tokens(NamedTuple):
    """One theme's colours as ``#RRGGBB``. Names as in the look's table; ``on_x``: text on a fill of ``x``."""

    dark: bool
    desk: str
    sheet: str
    raised: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    rule: str
    rule2: str
    margin: str
    edge: str
    edge_hover: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_t: str
    accent_wide: str
    focus: str
    seal: str
    seal_fill: str
    on_seal: str
    warn: str
    warn_t: str
    ok: str
    notice: str
    on_notice: str
    notice_link: str
    notice_rule: str
    shade: str
    stages: Mapping[str, StageColours]
    families: Mapping[str, str]


FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "referral": "#22598F",
        "online": "#B57710",
        "offline": "#1C6B5A",
        "partner": "#A65B7C",
        "content": "#6A5AA8",
        "walk_in": "#8A8376",
    }
)

LIGHT: Final = Tokens(
    dark=False,
    desk="#ECE8DF",
    sheet="#FCFBF7",
    raised="#FFFFFF",
    sunk="#F5F2EB",
    ink="#25221C",
    ink2="#575147",
    ink3="#6C655A",
    rule="#E7E2D6",
    rule2="#CFC8B9",
    margin="#DCAFA2",
    edge="#8A8376",
    edge_hover="#575147",
    accent="#1F4A75",
    accent_hover="#173A5D",
    accent_press="#102B46",
    on_accent="#FFFFFF",
    accent_t="#E3EBF3",
    accent_wide="#F0F4F8",
    focus="#2E7CC7",
    seal="#B0392A",
    seal_fill="#B0392A",
    on_seal="#FFFFFF",
    warn="#8A4A00",
    warn_t="#FBEBCB",
    ok="#2B6A4D",
    notice="#2B2822",
    on_notice="#F6F2E9",
    notice_link="#A9CCEE",
    notice_rule="#6C655A",
    shade="#25221C",
    stages=MappingProxyType(
        {
            "prospect": StageColours("#5B6068", "#ECEDEE", "#5B6068", outlined=True),
            "new": StageColours("#1C6B5A", "#DFF0EA", "#1C6B5A"),
            "returning": StageColours("#22598F", "#E0EBF6", "#22598F"),
            "loyal": StageColours("#FFFFFF", "#22598F", "#22598F"),
            "at_risk": StageColours("#8A4A00", "#FBE6BE", "#8A4A00"),
            "lapsed": StageColours("#6B5147", "#FCFBF7", "#6B5147", outlined=True),
            "won_back": StageColours("#74397F", "#F3E5F5", "#74397F"),
        }
    ),
    families=FAMILIES,
)

DARK: Final = Tokens(
    dark=True,
    desk="#161513",
    sheet="#201F1C",
    raised="#2B2925",
    sunk="#1A1917",
    ink="#EBE6DB",
    ink2="#BDB5A7",
    ink3="#A59D8F",
    rule="#34312C",
    rule2="#4C4841",
    margin="#6E4A40",
    edge="#8A8377",
    edge_hover="#BDB5A7",
    accent="#8FBBE6",
    accent_hover="#A9CCEE",
    accent_press="#C3DCF4",
    on_accent="#0F2236",
    accent_t="#22313F",
    accent_wide="#242C33",
    focus="#6FB1F0",
    seal="#EC9282",
    seal_fill="#B8442F",
    on_seal="#FFFFFF",
    warn="#F0B95C",
    warn_t="#3F3018",
    ok="#8CC9A8",
    notice="#EBE6DB",
    on_notice="#25221C",
    notice_link="#1F4A75",
    notice_rule="#A59D8F",
    shade="#000000",
    stages=MappingProxyType(
        {
            "prospect": StageColours("#B4B9C0", "#33363A", "#B4B9C0", outlined=True),
            "new": StageColours("#83CDB6", "#1F3832", "#83CDB6"),
            "returning": StageColours("#92C0EE", "#21364A", "#92C0EE"),
            "loyal": StageColours("#0F2236", "#92C0EE", "#92C0EE"),
            "at_risk": StageColours("#F3BE63", "#453417", "#F3BE63"),
            "lapsed": StageColours("#CBB1A6", "#201F1C", "#CBB1A6", outlined=True),
            "won_back": StageColours("#DDA8E6", "#402B45", "#DDA8E6"),
        }
    ),
    families=MappingProxyType(
        {
            "referral": "#92C0EE",
            "online": "#D9A04A",
            "offline": "#6DB8A1",
            "partner": "#D292AF",
            "content": "#ACA0DE",
            "walk_in": "#8A8377",
        }
    ),
)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0–1 (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
