"""Every sentence a rule can say, by its key. The Chinese is the msgid of the catalogue; {places} are the numbers.

``core`` is in memory from the start; the others come in when a key is asked for that it lacks: the first picture says few.
"""

from importlib import import_module
from typing import Final

from kyuanbook.sentences.core import CORE, CORE_COUNTED

MORE: Final = (  # with SENTENCES and COUNTED of their own
    "followups", "lists", "results", "feedback", "won", "campaigns", "partners", "referrals", "network", "sources", "merging",
    "importing",
)  # fmt: skip


class _Sentences(dict[str, str]):
    """The sentences; one that is not there yet is looked for in the modules not yet read."""

    def __missing__(self, key: str) -> str:
        if not gather():
            raise KeyError(key)
        return self[key]


SENTENCES: Final = _Sentences(CORE)
COUNTED: Final = dict(CORE_COUNTED)
"""Keys whose English differs for one and many, and by which of their numbers; complete for every sentence asked for."""
_gathered: list[str] = []


def gather() -> bool:
    """Have all of them in memory, to look through; False when they were."""
    if _gathered:
        return False
    for name in MORE:
        module = import_module(f"kyuanbook.sentences.{name}")
        for key, sentence in module.SENTENCES.items():
            if SENTENCES.setdefault(key, sentence) is not sentence:
                raise ValueError(f"{key} is said twice")
        COUNTED.update(module.COUNTED)
        _gathered.append(name)
    return True
