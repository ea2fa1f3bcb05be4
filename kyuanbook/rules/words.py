"""What a rule says: a key with its numbers, turned into a sentence by whoever shows it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Message(NamedTuple):
    """A sentence not yet in any language: ``key`` names it in ``kyuanbook.sentences``, ``numbers`` fill it."""

    key: str
    numbers: Mapping[str, object] = MappingProxyType({})


class Problem(NamedTuple):
    """What is wrong with one field.

    ``asks``: the owner may say "keep it all the same"; otherwise the value is refused.
    ``cure``: a value that would do, offered as a link beside the sentence.
    """

    field: str
    message: Message
    asks: bool = False
    cure: str | None = None

    @property
    def answer(self) -> str:
        """The name under which the owner's "keep it" is remembered: field and question."""
        return f"{self.field}:{self.message.key}"


class Refused(ValueError):
    """What was entered can't be kept as it is; nothing was changed. Carries every problem found, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.field}: {p.message.key}" for p in self.problems))

    @property
    def only_asks(self) -> bool:
        """True when every problem is a question that a "keep it" answers."""
        return all(p.asks for p in self.problems)


def refuse_unless(problems: Iterable[Problem], accepted: Iterable[str] = ()) -> None:
    """Raise :class:`Refused` for the problems not yet answered by ``accepted`` (names as in ``Problem.answer``)."""
    kept = frozenset(accepted)
    open_ones = [p for p in problems if not (p.asks and p.answer in kept)]
    if open_ones:
        raise Refused(open_ones)
