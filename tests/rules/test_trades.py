"""The presets of the trades, as measured, in the order they are offered."""

from kyuanbook.rules.trades import NAMES, PRESETS, preset_gap


def test_presets_by_their_chinese_names() -> None:
    assert [(NAMES[code], days) for code, days in PRESETS.items()] == [
        ("理发", 35), ("美甲", 25), ("水果", 5), ("餐饮", 12), ("药店", 30), ("眼镜", 450),
        ("宠物", 30), ("汽修", 150), ("培训", 7), ("服装", 75), ("其他", 35),
    ]  # fmt: skip


def test_an_unknown_trade_counts_as_other() -> None:
    assert preset_gap("astrology") == 35
