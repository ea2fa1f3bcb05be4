"""Lists and papers."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {}

COUNTED: Final[dict[str, str]] = {}
