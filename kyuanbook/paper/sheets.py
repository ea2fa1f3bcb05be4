"""What goes onto paper and what comes back: plain rows whose words are already in the owner's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kyuanbook.paper.forms import Asked


class Paper(StrEnum):
    """A paper size. A roll is 80 or 58 mm wide and as long as its content."""

    A4 = "a4"
    A4_LANDSCAPE = "a4-landscape"
    A5 = "a5"
    ROLL80 = "roll80"
    ROLL58 = "roll58"


@dataclass(frozen=True, slots=True)
class CallRow:
    """One customer to call. An empty string is left out; ``note`` may be of any length and is cut to what fits."""

    number: int
    """Its row on the list, from 1: what is typed when the outcomes come back."""
    name: str
    phone: str
    stage: str
    """Stage key, for the shape: at_risk."""
    stage_word: str
    reason: str
    last: str = ""
    """Day of the last visit: 10月7日."""
    gap: str = ""
    """Usual gap: 14 天. Left out beside a reason that already says it, except where it has its own column."""
    value: str = ""
    """What they spend in a year: ¥1,240."""
    note: str = ""
    say: str = ""
    """What to say, where it is printed."""


@dataclass(frozen=True, slots=True)
class CallWords:
    """The printed words of a call list. {places} are filled here."""

    number: str
    """名单号"""
    row: str
    """行"""
    who: str
    """姓名和电话"""
    why: str
    """为什么打"""
    last: str
    """最近到店, a column head"""
    gap: str
    """平时间隔, a column head"""
    value: str
    """一年约, a column head"""
    note: str
    """备注, a column head"""
    last_is: str
    """最近 {last}"""
    gap_is: str
    """平时约 {gap}"""
    value_is: str
    """一年约 {value}"""
    write: str
    """记："""
    boxes: tuple[str, ...]
    """已接通 未接 空号 约好 拒绝 勿扰"""
    page: str
    """第 {page} 页，共 {pages} 页"""
    count: str
    """共 4 位, filled by whoever made the list"""
    empty: str
    """What stands on a list of nobody."""
    score: str = ""
    """满意度 1 2 3 4 5, where that is asked and nothing else is written before it; or nothing."""
    say: str = ""
    """可以说："""
    asks: str = ""
    """问卷："""


@dataclass(frozen=True, slots=True)
class CallSheet:
    """A whole call list, frozen as printed."""

    number: int
    title: str
    shop: str
    day: str
    """2026年11月23日 星期一"""
    printed_by: str
    """阿杰打印, or nothing."""
    words: CallWords
    rows: Sequence[CallRow]
    footer: tuple[str, ...] = ()
    """Lines at the foot; {number} in them is the list's."""
    part: str = ""
    """第 2 张, of a list that was extended."""
    asks: str = ""
    """The name of the 问卷 asked with it, or nothing."""
    asks_words: str = ""
    """What is said before its questions."""
    questions: Sequence[Asked] = ()
    """They are ticked and written under each row."""

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines at the foot under the number the list bears now."""
        return tuple(line.replace("{number}", str(self.number)) for line in self.footer)

    @property
    def about(self) -> tuple[str, ...]:
        """What stands beside the title."""
        return tuple(filter(None, (self.shop, self.day, self.printed_by, self.part)))


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """当日到店登记表, to be written on by hand: only words, no rows of the book."""

    title: str
    shop: str
    date: str
    """日期, before the line the day is written on."""
    row: str
    """行"""
    columns: tuple[tuple[str, str], ...]
    """(what is written there: who, amount, items, staff, note; the word at its head), as the grid has them."""
    total: str
    """本页合计"""
    page: str
    """第 {page} 页，共 {pages} 页"""
    footer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A document ready to be shown, printed or kept."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()
    """Code points, as U+1F600, of the characters in no font: each is printed 〓."""


class Cancelled(Exception):
    """The owner stopped the printing; nothing was made."""


Progress = Callable[[int, int], bool]
"""Called with (rows done, rows in all), after each page drawn and each page written; False stops the printing."""
