"""到店节奏 as a picture: dots on a line of days, arcs as long as the gaps, where the next visit was due. No pixels here:
places are fractions of the axis, 0 its left end, 1 its right.

*Due*: from 4 visits on, the middle half of the customer's own last 12 gaps (the quarter of the shortest and that of the
longest left out), counted in open days from the last visit; the owner can count it on the card. Before that nobody has
a rhythm of their own, so it is the shop's: from its mean gap on. Either way due ends before the day that makes them
预警, so that picture and reason never differ. What was only assumed of a 老客 is not drawn: no dot, no arc, no due.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.dates import full_day, month_day, month_name
from kyuanbook.rules.opening import Guess, Opening
from kyuanbook.rules.reasons import NAMED_GAP_VISITS, usual_gap_shown
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, Stage, overdue_on, stage_on
from kyuanbook.rules.words import Message

YEAR: Final = 365  # days looked back, where there is no reason for more or less
MOST: Final = 40  # visit days shown: more could not be told apart
BEFORE: Final = 180  # days of history kept in sight however long the silence; never less than a third of the picture
LEAST: Final = 60  # days the axis spans at least
USUAL: Final = 0.6  # height of an arc of the usual gap; others by the root of their length
MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # from label to label


class Seen(NamedTuple):
    """The visits of one day in the book."""

    day: int
    times: int
    cents: int


class Dot(NamedTuple):
    """A day they came. ``times`` 0: remembered from before the book, nothing else is known of it."""

    at: float
    day: int
    times: int
    cents: int


class Arc(NamedTuple):
    """A gap from ``start`` to ``end``; ``height`` 0–1. May begin left of the picture."""

    start: float
    end: float
    height: float


class Span(NamedTuple):
    """A stretch of days, both ends belong to it."""

    start: float
    end: float
    first: int
    last: int


class Turn(NamedTuple):
    """The day it turns, or turned, 流失."""

    at: float
    day: int


class Event(NamedTuple):
    """Something of 店铺日历: a closed time or what explains a change."""

    span: Span
    closed: bool
    word: str


class Tick(NamedTuple):
    """A month, or the year that begins: where its line stands, where its label is centred (None: no room for one)."""

    at: float
    label_at: float | None
    label: Message


class Picture(NamedTuple):
    """All that is drawn. ``words``: how often and how regularly, the fuller first; ``due_words`` and ``late_words`` say
    the band and what is hatched. ``stage`` is the rule's, so that the hatching has its colour only when it warns."""

    first: int
    last: int
    today: float
    stage: Stage
    overdue: bool
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    due: Span | None
    late: Span | None
    flight: Arc | None
    turn: Turn | None
    events: tuple[Event, ...]
    words: tuple[Message, ...]
    due_words: tuple[Message, ...]
    late_words: Message | None
    turn_words: Message | None


def picture(
    seen: Sequence[Seen],
    marks: Marks,
    today: int,
    rhythm: Rhythm,
    open_days: OpenDays,
    opening: Opening | None = None,
    events: Iterable[tuple[int, int, bool, str]] = (),
) -> Picture | None:
    """``seen``: rising by day. None when no day is known on which they came: there is nothing to draw."""
    dots = _known(seen, opening)
    if not dots:
        return None
    due = _due(marks, today, rhythm, open_days)
    turn = marks.lapsed_day if overdue_on(marks, today) and not marks.guessed & Guess.LAST else None
    days = [dot.day for dot in dots]
    oldest, first, last = _axis(days, today, due, turn)

    def at(day: float) -> float:
        return (day - first) / (last - first)

    def span(one: int, other: int) -> Span:
        return Span(at(one - 0.5), at(other + 0.5), one, other)

    late = (due[1] + 1, today) if due is not None and due[1] < today else None
    usual = _usual(days)
    shown = tuple(dot._replace(at=at(dot.day)) for dot in dots if dot.day >= oldest)
    return Picture(
        first=first, last=last, today=at(today), stage=stage_on(marks, today), overdue=overdue_on(marks, today),
        dots=shown, arcs=tuple(_arcs(days, oldest, opening, usual, at)),
        due=span(*due) if due else None, late=Span(at(late[0] - 0.5), at(today), *late) if late else None,
        flight=_flight(marks, today, usual, at), turn=Turn(at(turn), turn) if turn is not None else None,
        events=tuple(
            Event(span(max(a, first), min(b, last)), closed, word) for a, b, closed, word in events if a <= last and b >= first
        ),
        words=_words(seen, len(shown), marks, today, open_days, opening),
        due_words=_due_words(due, marks, today, open_days),
        late_words=_late_words(today - due[1], open_days.closed_between(due[1], today)) if due and late else None,
        turn_words=_turn_words(turn, today),
    )  # fmt: skip


# what is known -----------------------------------------------------------------------------------------------------------


def _known(seen: Sequence[Seen], opening: Opening | None) -> list[Dot]:
    """A dot for each day in the book, and for the first and last day that are remembered."""
    dots = {one.day: Dot(0.0, one.day, one.times, one.cents) for one in seen}
    if opening is not None and opening.visits != 0:
        for day in (opening.first, opening.last):
            if day is not None:
                dots.setdefault(day, Dot(0.0, day, 0, 0))
    return [dots[day] for day in sorted(dots)]


def _blind_until(opening: Opening | None) -> int | None:
    """Up to this day they came on days that nobody remembers; None when every visit is known."""
    if opening is None or opening.visits == 0:
        return None
    fixed = len({day for day in (opening.first, opening.last) if day is not None})
    if opening.visits is not None and opening.visits <= fixed:
        return None
    return opening.as_of if opening.last is None else opening.last


def _due(marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays) -> tuple[int, int] | None:
    """(first, last) day on which the next visit is, or was, to be expected."""
    if marks.last is None or marks.at_risk_day is None or marks.guessed & Guess.LAST or marks.last > today:
        return None
    end = marks.at_risk_day - 1
    if usual_gap_shown(marks, open_days) is None:
        return min(open_days.after(marks.last, max(1, round(rhythm.fit.gap))), end), end
    low, high = middle_half(marks.gaps)
    end = min(open_days.after(marks.last, high), end)
    return min(open_days.after(marks.last, low), end), end


def middle_half(gaps: Sequence[int]) -> tuple[int, int]:
    """The shortest and longest gap when the quarter of the shortest and that of the longest are left out."""
    rising, off = sorted(gaps), len(gaps) // 4
    return rising[off], rising[-1 - off]


# the axis ----------------------------------------------------------------------------------------------------------------


def _axis(days: Sequence[int], today: int, due: tuple[int, int] | None, turn: int | None) -> tuple[int, int, int]:
    """(oldest day shown, first, last of the axis).

    A year and what lies ahead; less while the history is short or dense, more when the last visit is so long ago that
    no rhythm would be in sight.
    """
    newest = days[-1]
    oldest = max(days[0], min(today - YEAR, newest - max(BEFORE, (today - newest) // 2)))
    if len(days) > MOST:
        oldest = max(oldest, days[-MOST])
    last = max(today, newest, due[1] if due else today, turn or today)
    begin = min(oldest, today)  # a clock set back stands before every visit
    span = max(LEAST, last - begin)
    after = span // 7 if turn == last > today else span // 20  # the day of 流失 has its word beside it
    return oldest, begin - max(2, span // 40), max(last + max(4, after), oldest + LEAST)


def _usual(days: Sequence[int]) -> float:
    """The middle gap of those known, in days on the wall: what the height of arcs is held against."""
    gaps = sorted(b - a for a, b in pairwise(days))
    return float(gaps[len(gaps) // 2]) if gaps else 30.0


def _height(days: float, usual: float) -> float:
    return min(1.0, USUAL * sqrt(days / usual))


def _arcs(
    days: Sequence[int], oldest: int, opening: Opening | None, usual: float, at: Callable[[float], float]
) -> Iterator[Arc]:
    """Of each gap that was one: before the book's memory begins there were visits in between."""
    blind = _blind_until(opening)
    for a, b in pairwise(days):
        if b >= oldest and (blind is None or a >= blind):
            yield Arc(at(a), at(b), _height(b - a, usual))


def _flight(marks: Marks, today: int, usual: float, at: Callable[[float], float]) -> Arc | None:
    """The gap that is not over: from the last visit to today."""
    if marks.last is None or marks.guessed & Guess.LAST or marks.last >= today:
        return None
    return Arc(at(marks.last), at(today), _height(today - marks.last, usual))


def ticks(first: int, last: int, room: float) -> list[Tick]:
    """The months of the axis from ``first`` to ``last``; a January bears its year. ``room``: what a label needs of the axis.

    Where months would not fit, every second, third, sixth; then years.
    """
    days = last - first
    step = next((m for m in MONTHS if m * 30.0 / days >= room), MONTHS[-1])
    found = []
    month = _month(first) // step * step
    while (start := _month_start(month)) <= last:
        end = _month_start(month + step)
        middle = ((start + end) / 2 - first) / days
        fits = room / 2 <= middle <= 1 - room / 2
        year = step >= 12 or month % 12 == 0
        label = Message("year_name", {"year": month // 12}) if year else month_name(month % 12 + 1)
        if start >= first or fits:
            found.append(Tick((start - 0.5 - first) / days, middle if fits else None, label))
        month += step
    return found


def _month(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def _month_start(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


# in words ----------------------------------------------------------------------------------------------------------------


def _words(
    seen: Sequence[Seen], shown: int, marks: Marks, today: int, open_days: OpenDays, opening: Opening | None
) -> tuple[Message, ...]:
    """How often, with the middle half of the gaps; and the same without."""
    often = _often(seen, shown, stage_on(marks, today), today, opening)
    if usual_gap_shown(marks, open_days) is None:
        return (often,)
    low, high = (open_days.on_the_wall(gap) for gap in middle_half(marks.gaps))
    gaps = (
        Message("rhythm_gap", {"often": often, "gap": low})
        if low == high
        else Message("rhythm_gaps", {"often": often, "low": low, "high": high})
    )
    if not _shut_in_between(seen, marks, open_days):
        return gaps, often
    return Message("rhythm_gaps_open", {"gaps": gaps}), gaps, often


def _shut_in_between(seen: Sequence[Seen], marks: Marks, open_days: OpenDays) -> bool:
    """Whether the gaps are shorter than the days on the wall between the visits: the rows below count those."""
    came = [one.day for one in seen][-len(marks.gaps) - 1 :]
    return bool(came) and open_days.closed_between(came[0], came[-1]) > 0


def _often(seen: Sequence[Seen], shown: int, stage: Stage, today: int, opening: Opening | None) -> Message:
    """How many visit days: of a year, of the newest where only they are shown, in all for few and for who is lost."""
    if not seen:
        return Message("rhythm_remembered")
    in_a_year = sum(1 for one in seen if one.day > today - YEAR)
    if len(seen) > MOST and shown == MOST and seen[-MOST].day > today - YEAR:
        return Message("rhythm_newest", {"n": MOST})
    if opening is not None and opening.visits != 0:
        long_ago = opening.last is not None and opening.last <= today - YEAR
        if not in_a_year or not long_ago:
            return Message("rhythm_written", {"n": len(seen)})
    if stage is not Stage.LAPSED and in_a_year >= NAMED_GAP_VISITS:
        return Message("rhythm_year", {"n": in_a_year})
    return Message("rhythm_all", {"n": len(seen)})


def _day(day: int, today: int) -> Message:
    return month_day(day) if abs(day - today) < 300 else full_day(day)


def _due_words(due: tuple[int, int] | None, marks: Marks, today: int, open_days: OpenDays) -> tuple[Message, ...]:
    """平时该来：10月18日–24日, and shorter."""
    if due is None:
        return ()
    first, last = due
    days = _day(first, today) if first == last else Message(
        "day_to_day", {"first": _day(first, today), "last": _end(first, last, today)}
    )  # fmt: skip
    key = "rhythm_due_shop" if usual_gap_shown(marks, open_days) is None else "rhythm_due"
    return Message(key, {"days": days}), Message("rhythm_due_short", {"days": days})


def _end(first: int, last: int, today: int) -> Message:
    """The end of a stretch of days; within one month the day alone."""
    same = _month(first) == _month(last)
    return Message("day_alone", {"day": date.fromordinal(last).day}) if same else _day(last, today)


def _late_words(days: int, closed: int) -> Message:
    late = Message("rhythm_late", {"days": days})
    return Message("with_closed_days", {"why": late, "closed": closed}) if closed else late


def _turn_words(turn: int | None, today: int) -> Message | None:
    return None if turn is None else _day(turn, today)


# where the words stand -----------------------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """The line of words over the picture, in px: which of the sayings, which of the due words (None: no room) and where
    they begin, where 今天 begins (None: it stands beside its line instead)."""

    said: int
    due: int | None
    due_x: int
    today_x: int | None


def place(width: int, said: Sequence[int], due: Sequence[int], today_at: int, today_width: int, gap: int) -> Placed:
    """Lay ``said`` at the left, 今天 over its line, ``due`` left of it or right of it: the fullest that fit apart.

    ``said`` and ``due``: widths, the fullest first; the last of ``said`` is always said.
    """
    today_x = max(0, min(today_at - today_width // 2, width - today_width))
    choices = sorted(
        ((i, j) for i in range(len(said)) for j in range(len(due))), key=lambda c: (c[0] + c[1], c[1])
    ) + [(i, None) for i in range(len(said))]  # fmt: skip
    for i, j in choices:
        free = said[i] + gap
        stands = today_x if today_x >= free else None
        if j is None:
            if free - gap <= width:
                return Placed(i, None, 0, stands)
            continue
        left = (today_x if stands is not None else width + gap // 3) - gap // 3 - due[j]
        if left >= free:
            return Placed(i, j, left, stands)
        if stands is not None and today_x + today_width + gap // 3 + due[j] <= width:
            return Placed(i, j, today_x + today_width + gap // 3, stands)
    return Placed(len(said) - 1, None, 0, None)
