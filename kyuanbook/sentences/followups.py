"""What comes up by itself, and the rules by which it does."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {}

COUNTED: Final[dict[str, str]] = {}
