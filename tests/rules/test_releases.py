"""What the CHANGELOG says of a version."""

from datetime import date

from kyuanbook import __version__
from kyuanbook.paths import document
from kyuanbook.rules.releases import Release, of, releases

TEXT = """# 更新内容

## 1.1.0（2026-11-29）

快了。

- **搜索**：更快。
  - 拼音也是。

## 1.0.0（未发布）

- 第一版。

# Changes

## 1.1.0 (2026-11-29)

- Faster.
"""


def test_each_version_with_its_day_and_its_changes() -> None:
    assert releases(TEXT) == [
        Release("1.1.0", date(2026, 11, 29).toordinal(), "快了。", ("搜索：更快。", "拼音也是。")),
        Release("1.0.0", None, "", ("第一版。",)),
    ]
    assert of(TEXT, "1.1.0", english=True).changes == ("Faster.",)
    assert of(TEXT, "9.9") == Release("9.9", None, "", ())


def test_this_version_stands_in_ours_in_both_languages() -> None:
    text = document("CHANGELOG.md").read_text("utf-8")
    chinese, english = of(text, __version__), of(text, __version__, english=True)
    assert len(chinese.changes) > 20 and len(english.changes) > 20
    assert not any("**" in line for line in chinese.changes)
