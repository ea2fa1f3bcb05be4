"""What was answered, typed back, and what follows from it."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {}

COUNTED: Final[dict[str, str]] = {}
