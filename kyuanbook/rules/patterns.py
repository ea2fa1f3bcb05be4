"""Regular expressions compiled when first used: a start that reads nothing typed should not pay for reading it."""

import re
from typing import cast


class _Later:
    """Behaves as the compiled pattern from the first use on."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update({word: getattr(compiled, word) for word in _USED})
        return getattr(compiled, name)


_USED = ("fullmatch", "match", "search", "sub", "finditer", "findall", "split")


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, later."""
    return cast("re.Pattern[str]", _Later(text, flags))
