"""What trade a shop is in, and after how many days its customers usually come again."""

from typing import Final

# Open days between two visits, by trade, while the shop's own visits cannot say yet. From DESIGN, "The rhythm, as
# measured"; in the order in which they are offered at the first start.
PRESETS: Final[dict[str, int]] = {
    "hair": 35,
    "nails": 25,
    "fruit": 5,
    "food": 12,
    "pharmacy": 30,
    "glasses": 450,
    "pets": 30,
    "car_repair": 150,
    "training": 7,
    "clothes": 75,
    "other": 35,
}

# msgids of the catalogue
NAMES: Final[dict[str, str]] = {
    "hair": "理发",
    "nails": "美甲",
    "fruit": "水果",
    "food": "餐饮",
    "pharmacy": "药店",
    "glasses": "眼镜",
    "pets": "宠物",
    "car_repair": "汽修",
    "training": "培训",
    "clothes": "服装",
    "other": "其他",
}

OTHER: Final = "other"


def preset_gap(trade: str) -> int:
    """Days of the preset; a trade this version does not know (a book from elsewhere) counts as 其他."""
    return PRESETS.get(trade, PRESETS[OTHER])
