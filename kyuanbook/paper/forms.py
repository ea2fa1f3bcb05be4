"""What customers are given to fill in: words already in the owner's language, and the papers they come on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FormPaper(StrEnum):
    """The papers of slips and questionnaires. A roll is as long as what stands on it."""

    A4 = "a4"
    A5 = "a5"
    ROLL80 = "roll80"
    ROLL58 = "roll58"


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom a form is. All empty: for whoever fills it in, who writes the name themselves."""

    number: str = ""
    """What is typed when it comes back: 128."""
    name: str = ""
    day: str = ""
    """Of the visit it is about: 10月7日."""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """满意度小票: five boxes and two lines to write on."""

    shop: str
    title: str
    """这次来，您满意吗？"""
    low: str
    """很不满意, under the first box."""
    high: str
    """很满意, under the last."""
    words: str
    """想说的话"""
    number: str
    """编号"""
    who: str
    """姓名、手机后四位, before a line."""
    day: str
    """日期, before a line."""
    rows: Sequence[Whom]
    scores: tuple[str, ...] = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a questionnaire. ``choices``: boxes to tick, ``keyed`` with the figures that type them back; ``unit``:
    behind a line; ``date``: 年 _ 月 _ 日 _ with a line for each _; else ``lines`` to write on. ``id``: by which what is
    answered is kept; it stands on no paper."""

    number: str
    text: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    date: str = ""
    lines: int = 1
    keyed: bool = False
    id: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The words at the boxes: 1 每周, 2 两周."""
        return tuple(f"{n} {word}" for n, word in enumerate(self.choices, 1)) if self.keyed else self.choices


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A 问卷, once for each of ``rows``."""

    shop: str
    title: str
    words: str
    """What is said before the questions, or nothing."""
    number: str
    """编号"""
    who: str
    """姓名、手机后四位, before a line."""
    day: str
    """日期, before a line."""
    page: str
    """第 {page} 页，共 {pages} 页"""
    footer: str
    """How it is typed back."""
    questions: Sequence[Asked]
    rows: Sequence[Whom]
