"""A row half typed: kept while the owner looks elsewhere, and over a restart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from kyuanbook.rules.answers import Answer, AnswerEntry
from kyuanbook.ui.entry import as_typed


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What stands in the fields of one row. ``takes_phone``: the number in the note shall be the customer's."""

    outcome: str = ""
    note: str = ""
    promised: str = ""
    score: str = ""
    reason: str = ""
    takes_phone: bool = False

    def entry(self, day: str, phone: str) -> AnswerEntry:
        """As an answer is typed; ``phone``: the number found in the note."""
        return AnswerEntry(
            self.outcome, self.note, self.promised, self.score, int(self.reason) if self.reason else None, None, day,
            phone if self.takes_phone else "",
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """For the settings of this PC."""
        return {name: value for name, value in asdict(self).items() if value}


EMPTY = RowDraft()


def from_answer(answer: Answer | None, today: int) -> RowDraft:
    """What was answered, as it would be typed."""
    if answer is None:
        return EMPTY
    promised = as_typed.day(answer.promised, today) if answer.promised is not None else ""
    score = "" if answer.score is None else str(answer.score)
    reason = str(answer.reason_id) if answer.outcome == "refused" and answer.reason_id is not None else ""
    return RowDraft(answer.outcome.value, answer.note, promised, score, reason)


def read(kept: object) -> RowDraft | None:
    """What :meth:`RowDraft.kept` said; None when somebody else wrote there."""
    if not isinstance(kept, Mapping):
        return None
    types = {field.name: bool if field.name == "takes_phone" else str for field in fields(RowDraft)}
    values = {name: kept[name] for name, of in types.items() if isinstance(kept.get(name), of)}
    return RowDraft(**values) if values else None
