"""The tables of the follow-up desk: rules, what was acted upon, printed lists, what customers said. Columns as in
:mod:`kyuanbook.book.tables`, which has them all.
"""

from sqlalchemy import Index, text
from sqlmodel import Field

from kyuanbook.book.row import NOTHING, NOUGHT, ONE, Row


class FollowRule(Row, table=True):
    """回访规则: which customers come up by themselves, on which day, and what is to be said. ``code``: of one that came with the
    trade, which speaks the owner's language while ``name`` and ``words`` are empty; ``kind``: of ``rules.followups``; ``days``:
    its N; ``cents``: what must be at stake; ``pause_days``: None for the shop's own; ``segment_id``: no foreign
    key, a 客户细分 may be struck out."""

    __tablename__ = "follow_rule"
    code: str | None = None
    kind: str
    name: str = ""
    days: int = 0
    cents: int = 0
    channel: str
    words: str = ""
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    pause_days: int | None = None
    product_id: int | None = Field(default=None, foreign_key="product.id")
    segment_id: int | None = None
    position: int
    hidden: bool = False


class FollowUp(Row, table=True):
    """回访 upon which somebody acted: rung, postponed, handed over, turned down, promised. What only came up is no row.

    ``occurrence``: which time it is, as the rule's kind counts (a year, the last visit's day); ``due_day``: when it comes up
    (again); ``state``: of ``rules.followups.State``; ``tries``: how often nobody answered; ``source_id``: the follow-up that a
    promise came out of.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_open", "due_day", "customer_id", sqlite_where=text("state = 'open'")),
        Index("ix_follow_up_customer", "customer_id", "rule_id", "occurrence"),
        Index("ix_follow_up_closed", "closed_day", sqlite_where=text("closed_day IS NOT NULL")),
    )
    rule_id: int | None = Field(default=None, foreign_key="follow_rule.id")
    kind: str
    customer_id: int = Field(foreign_key="customer.id")
    occurrence: int = 0
    due_day: int
    state: str
    tries: int = 0
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    note: str = ""
    source_id: int | None = Field(default=None, foreign_key="follow_up.id")
    created_day: int
    closed_day: int | None = None


class Survey(Row, table=True):
    """问卷: up to ten of the owner's own questions. ``words``: what is said before them."""

    __tablename__ = "survey"
    name: str
    words: str = ""
    position: int
    hidden: bool = False


class SurveyQuestion(Row, table=True):
    """A question of a 问卷; its answer is written in a custom field of the customer."""

    __tablename__ = "survey_question"
    survey_id: int = Field(foreign_key="survey.id", index=True)
    field_id: int = Field(foreign_key="custom_field.id")
    text: str
    position: int


class CallList(Row, table=True):
    """回访名单: frozen as printed. ``id`` is the number on the paper; ``kind`` says which customers, ``fit_id`` by which
    parameters; ``frame``: JSON of all that stands on the paper beside the rows, so that it is printed again identically.
    ``channel``: by which they are to be reached; ``sheets``: 1, more when it was extended; ``offer_cents``: what the offer
    costs for each who takes it; ``survey_id``: the 问卷 asked with it, its questions as printed in ``frame``: no foreign key, the
    paper outlives a 问卷 that is undone."""

    __tablename__ = "call_list"
    kind: str
    title: str
    paper: str
    day: int
    printed_by: str
    printed_at: int
    fit_id: int = Field(foreign_key="fit.id")
    row_count: int
    frame: str = Field(default="", sa_column_kwargs=NOTHING)
    channel: str = Field(default="", sa_column_kwargs=NOTHING)
    sheets: int = Field(default=1, sa_column_kwargs=ONE)
    offer_cents: int = Field(default=0, sa_column_kwargs=NOUGHT)
    survey_id: int | None = None
    asks_score: bool = Field(default=False, sa_column_kwargs=NOUGHT)
    voided_at: int | None = None


class CallListRow(Row, table=True):
    """One row of a printed list, in the words that stand on the paper. ``rule_id``, ``follow_kind``, ``occurrence``: what came
    up, empty for whom the owner picked; ``sent_at``: the message was copied and sent.

    ``customer_id`` and ``rule_id`` are no foreign keys: the paper outlives what is undone, and no number is given twice.
    """

    __tablename__ = "call_list_row"
    __table_args__ = (
        Index("ix_call_list_row_list", "list_id", "number"),
        # whether somebody stands on a list that is not yet answered
        Index("ix_call_list_row_customer", "customer_id", "list_id"),
    )
    list_id: int = Field(foreign_key="call_list.id")
    number: int
    customer_id: int
    words: str
    sheet: int = Field(default=1, sa_column_kwargs=ONE)
    rule_id: int | None = None
    follow_kind: str = Field(default="", sa_column_kwargs=NOTHING)
    occurrence: int = Field(default=0, sa_column_kwargs=NOUGHT)
    sent_at: int | None = None


class Feedback(Row, table=True):
    """满意度: a score from 1 to 5, or None, and the customer's words, about a visit or at large. ``way``: of
    ``rules.feedback.Way``; ``staff_id``: about whom; ``interaction_id``: the call in which it was said."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_customer_day", "customer_id", "day"),
        Index("ix_feedback_day", "day", "score"),
        Index("ix_feedback_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
    )
    customer_id: int = Field(foreign_key="customer.id")
    day: int
    score: int | None = None
    words: str = ""
    way: str
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id")
    created_at: int
    deleted_at: int | None = None


class SurveyReply(Row, table=True):
    """That a customer answered a 问卷 on ``day``; ``answers``: JSON, question number -> what was answered then."""

    __tablename__ = "survey_reply"
    __table_args__ = (Index("ix_survey_reply_survey", "survey_id", "day"),)
    survey_id: int = Field(foreign_key="survey.id")
    customer_id: int = Field(foreign_key="customer.id", index=True)
    day: int
    answers: str
    list_row_id: int | None = None
    created_at: int
