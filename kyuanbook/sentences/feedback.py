"""满意度 and 问卷."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {}

COUNTED: Final[dict[str, str]] = {}
