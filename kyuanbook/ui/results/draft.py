"""A row half typed: kept while the owner looks elsewhere, and over a restart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from kyuanbook.book.queries.list_survey import ListSurvey
from kyuanbook.book.queries.surveys import ReplyRow
from kyuanbook.rules.answers import Answer, AnswerEntry
from kyuanbook.rules.custom import typed_again, with_kept
from kyuanbook.rules.touches import Outcome
from kyuanbook.ui.entry import as_typed

SPOKE: Final = frozenset({Outcome.REACHED.value, Outcome.PROMISED.value, Outcome.REFUSED.value})
"""Whom one may have asked something."""


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What stands in the fields of one row. ``takes_phone``: the number in the note shall be the customer's; ``answers``: to
    the 问卷, by question, those that are not empty."""

    outcome: str = ""
    note: str = ""
    promised: str = ""
    score: str = ""
    reason: str = ""
    takes_phone: bool = False
    answers: Mapping[int, str] = field(default_factory=dict)

    def entry(self, day: str, phone: str) -> AnswerEntry:
        """As an answer is typed; ``phone``: the number found in the note."""
        return AnswerEntry(
            self.outcome, self.note, self.promised, self.score, int(self.reason) if self.reason else None, None, day,
            phone if self.takes_phone else "",
        )  # fmt: skip

    def reply(self, survey: ListSurvey | None) -> dict[int, str] | None:
        """What was answered to the list's 问卷, every question of it; nobody answers who was not spoken to."""
        if survey is None:
            return None
        said = self.answers if self.outcome in SPOKE else {}
        return {one.id: said.get(one.id, "") for one in survey.questions if not one.hidden}

    def kept(self) -> dict[str, Any]:
        """For the settings of this PC."""
        whole = asdict(self) | {"answers": {str(i): text for i, text in self.answers.items()}}
        return {name: value for name, value in whole.items() if value}


EMPTY = RowDraft()


def from_answer(answer: Answer | None, today: int, survey: ListSurvey | None = None, reply: ReplyRow | None = None) -> RowDraft:
    """What was answered, as it would be typed."""
    said = reply.said if reply is not None else {}
    asked = survey.questions if survey is not None else ()
    answers = {one.id: typed_again(one.field, said[one.id]) for one in asked if said.get(one.id) and not one.hidden}
    if answer is None:
        return RowDraft(answers=answers)
    promised = as_typed.day(answer.promised, today) if answer.promised is not None else ""
    score = "" if answer.score is None else str(answer.score)
    reason = str(answer.reason_id) if answer.outcome == "refused" and answer.reason_id is not None else ""
    return RowDraft(answer.outcome.value, answer.note, promised, score, reason, answers=answers)


def with_said(survey: ListSurvey | None, reply: ReplyRow | None) -> ListSurvey | None:
    """With what was answered among the choices, though the paper does not offer it: it was corrected on the card."""
    if survey is None or reply is None:
        return survey
    said = {one.field.id: reply.said.get(one.id, "") for one in survey.questions}
    known = with_kept([one.field for one in survey.questions], said)
    return survey._replace(
        questions=tuple(one._replace(field=of) for one, of in zip(survey.questions, known, strict=True))
    )


def read(kept: object) -> RowDraft | None:
    """What :meth:`RowDraft.kept` said; None when somebody else wrote there."""
    if not isinstance(kept, Mapping):
        return None
    types = {"takes_phone": bool, "answers": Mapping}
    values = {one.name: kept[one.name] for one in fields(RowDraft) if isinstance(kept.get(one.name), types.get(one.name, str))}
    if "answers" in values:
        values["answers"] = {
            int(i): text for i, text in values["answers"].items() if str(i).isdecimal() and isinstance(text, str)
        }
    return RowDraft(**values) if values else None
