"""奖励办法 as it is typed, in words, with an example, and judged: what each brought and what it cost. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.dates import near_day, read_day
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.patterns import pattern
from kyuanbook.rules.referrals import Means
from kyuanbook.rules.rewards import Bought, Claim, Due, Form, Newcomer, Role, Scheme, Share, Slot, claims
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem

GOODS_LIMIT: Final = 30
NAME_LIMIT: Final = 16
MOST_VISITS: Final = 100
MOST_CAP: Final = 1000
DAYS_A_MONTH: Final = 30.44
_RATE: Final = pattern(r"(\d{1,3})(?:[.。](\d{1,2}))?[%％]?")


class SchemeEntry(NamedTuple):
    """A scheme as typed. ``…_what``: the amount, the share or the goods, as its form has it."""

    referrer_form: str = Form.MONEY.value
    referrer_what: str = ""
    newcomer_form: str = Form.NONE.value
    newcomer_what: str = ""
    due: str = Due.FIRST.value
    due_amount: str = ""
    due_visits: str = ""
    cap: str = ""
    first: str = ""
    last: str = ""
    name: str = ""


def clean_scheme(entry: SchemeEntry, today: int, scheme_id: int = 0) -> tuple[Scheme, tuple[Problem, ...]]:
    """The scheme as the book would keep it, and all that is wrong with it."""
    problems: list[Problem] = []
    due = Due(entry.due)
    referrer = _share(entry.referrer_form, entry.referrer_what, "referrer_what", problems)
    newcomer = _share(entry.newcomer_form, entry.newcomer_what, "newcomer_what", problems)
    if referrer.form is newcomer.form is Form.NONE:
        problems.append(Problem("referrer_form", Message("scheme_gives_nothing")))
    for share, field in ((referrer, "referrer_form"), (newcomer, "newcomer_form")):
        if share.form is Form.RATE and due is Due.REGISTERED:
            problems.append(Problem(field, Message("scheme_share_of_nothing")))
    cents, visits = 0, 0
    if due is Due.AMOUNT:
        cents = _money(entry.due_amount, "due_amount", "scheme_amount_missing", problems)
    if due is Due.VISITS:
        visits = _whole(entry.due_visits, "due_visits", MOST_VISITS, problems) or 0
        if not visits and not any(p.field == "due_visits" for p in problems):
            problems.append(Problem("due_visits", Message("scheme_visits_missing")))
    cap = _whole(entry.cap, "cap", MOST_CAP, problems)
    name, wrong = clean_line(entry.name, "name", NAME_LIMIT)
    problems += wrong
    first, wrong = read_day(line_of(entry.first), today, "first", allow_future=True)
    problems += wrong
    last, wrong = read_day(line_of(entry.last), today, "last", allow_future=True)
    problems += wrong
    first = today if first is None else first
    if last is not None and last < first:
        problems.append(Problem("last", Message("scheme_ends_before")))
    return Scheme(scheme_id, referrer, newcomer, due, cents, visits, cap, first, last, name), tuple(problems)


def _share(form: str, what: str, field: str, problems: list[Problem]) -> Share:
    kind = Form(form)
    if kind is Form.MONEY:
        return Share(kind, cents=_money(what, field, "scheme_money_missing", problems))
    if kind is Form.RATE:
        return Share(kind, rate=_rate(what, field, problems))
    if kind is Form.GOODS:
        goods, wrong = clean_line(what, field, GOODS_LIMIT)
        problems += wrong
        if not goods:
            problems.append(Problem(field, Message("scheme_goods_missing")))
        return Share(kind, goods=goods)
    return Share()


def _money(typed: str, field: str, missing: str, problems: list[Problem]) -> int:
    cents, wrong = parse_amount(line_of(typed), field)
    problems += [one._replace(asks=False) for one in wrong]
    if not wrong and not cents:
        problems.append(Problem(field, Message(missing)))
    return max(0, cents or 0)


def _rate(typed: str, field: str, problems: list[Problem]) -> int:
    found = _RATE.fullmatch(line_of(typed).replace(" ", ""))
    rate = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found is not None else 0
    if not 0 < rate <= 10_000:
        problems.append(Problem(field, Message("scheme_rate_wrong")))
        return 0
    return rate


def _whole(typed: str, field: str, most: int, problems: list[Problem]) -> int | None:
    line = line_of(typed).removesuffix("次").strip()
    if not line:
        return None
    if not (line.isascii() and line.isdigit()) or not 1 <= int(line) <= most:
        problems.append(Problem(field, Message("whole_number", {"most": most})))
        return None
    return int(line)


# in words ----------------------------------------------------------------------------------------------------------------


def rate_words(rate: int) -> str:
    """``5%``, ``2.5%``."""
    return f"{rate / 100:.2f}".rstrip("0").rstrip(".") + "%"


def share_words(share: Share) -> Message:
    """¥20, 首单的 5%, a thing."""
    if share.form is Form.MONEY:
        return Message("reward_money", {"amount": amount_words(share.cents)})
    if share.form is Form.RATE:
        return Message("reward_rate", {"rate": rate_words(share.rate)})
    return Message("reward_goods", {"goods": share.goods})


def due_words(scheme: Scheme) -> Message:
    """When it is to be given."""
    amount = amount_words(scheme.due_cents)
    return Message(f"scheme_due_{scheme.due.value}", {"amount": amount, "n": scheme.due_visits})


def scheme_parts(scheme: Scheme, today: int) -> tuple[Message, ...]:
    """The clauses of its sentence: when, what each gets, at most so many, from when to when."""
    parts = [due_words(scheme)]
    for role in Role:
        if scheme.share(role).form is not Form.NONE:
            apart = "_money" if scheme.share(role).form is Form.MONEY else ""  # a figure stands apart from what is before it
            parts.append(Message(f"scheme_gets_{role.value}{apart}", {"what": share_words(scheme.share(role))}))
    if scheme.cap_month is not None and scheme.referrer.form is not Form.NONE:
        parts.append(Message("scheme_cap", {"n": scheme.cap_month}))
    return (*parts, span_words(scheme.first, scheme.last, today))


def span_words(first: int | None, last: int | None, today: int) -> Message:
    """11月3日起；11月3日到 12月31日；11月2日以前."""
    if first is None:
        return Message("scheme_until", {"last": near_day(last or today, today)})
    if last is None:
        return Message("scheme_from", {"first": near_day(first, today)})
    return Message("scheme_span", {"first": near_day(first, today), "last": near_day(last, today)})


def paid_words(form: Form, cents: int, goods: str) -> Message:
    """What a line of the ledger is about: ¥20.00, or the thing."""
    if form is Form.GOODS:
        return Message("reward_goods", {"goods": goods})
    return Message("reward_money", {"amount": amount_words(cents, exact=bool(cents % 100))})


def example(scheme: Scheme, basket_cents: int) -> tuple[tuple[Bought, ...], dict[Role, Claim]]:
    """How it goes with somebody who spends the shop's usual ``basket_cents`` each time: their visits until it is due, and what
    each gets then. Reckoned by what reckons the real ones."""
    basket = max(100, basket_cents)
    many = 1
    if scheme.due is Due.VISITS:
        many = max(1, scheme.due_visits)
    elif scheme.due is Due.AMOUNT:
        many = max(1, -(-scheme.due_cents // basket))
    elif scheme.due is Due.REGISTERED:
        many = 0
    visits = tuple(Bought(scheme.first + i, basket, i + 1) for i in range(many))
    newcomer = Newcomer(2, 1, scheme.first, visits)
    found = claims([scheme], [newcomer])
    slots = {Role.REFERRER: Slot(1, 2, Role.REFERRER), Role.NEWCOMER: Slot(2, 2, Role.NEWCOMER)}
    return visits, {role: found[slot] for role, slot in slots.items() if slot in found}


# judged ------------------------------------------------------------------------------------------------------------------


class Span(NamedTuple):
    """A time under one scheme, or under none (``scheme`` None). ``first`` None: from the beginning of the book."""

    scheme: Scheme | None
    first: int | None
    last: int | None


def spans(schemes: Iterable[Scheme], today: int) -> list[Span]:
    """The times before, under and between the schemes that have begun, in their order, up to ``today``."""
    found: list[Span] = []
    after: int | None = None
    for one in sorted((s for s in schemes if s.first <= today), key=lambda s: (s.first, s.id)):
        if after is None or after < one.first:
            found.append(Span(None, after, one.first - 1))
        found.append(Span(one, one.first, one.last if one.last is not None and one.last < today else None))
        after = max(after or 0, (today if one.last is None else one.last) + 1)
    if after is not None and after <= today:
        found.append(Span(None, after, None))
    return found


class Came(NamedTuple):
    """Somebody who was brought: the day they came into the book, and what they are to the shop; what their coming cost in
    rewards, in money and in things."""

    id: int
    day: int
    means: Means
    cost_cents: int = 0
    goods: int = 0


class Judged(NamedTuple):
    """What a time brought, those brought in it, of them those who bought and those who stayed. ``days``: how long it was."""

    span: Span
    ids: tuple[int, ...]
    came: tuple[int, ...]
    stayed: tuple[int, ...]
    spent_cents: int
    cost_cents: int
    goods: int
    days: int | None

    @property
    def a_month(self) -> float | None:
        """How many were brought in 30.44 days; None for a time whose beginning is not known, or of less than a fortnight."""
        return len(self.ids) / self.days * DAYS_A_MONTH if self.days is not None and self.days >= 14 else None

    @property
    def each_cents(self) -> int | None:
        """What each who bought cost in rewards; None while nobody did."""
        return round(self.cost_cents / len(self.came)) if self.came else None


def judge(times: Sequence[Span], people: Iterable[Came], began: int | None, today: int) -> list[Judged]:
    """Each time with those who were brought in it. ``began``: the day of the book's first customer."""
    all_of = sorted(people, key=lambda one: (one.day, one.id))
    found = []
    for span in times:
        first = span.first if span.first is not None else began
        last = today if span.last is None else span.last
        some = [one for one in all_of if (first is None or span.first is None or one.day >= first) and one.day <= last]
        found.append(
            Judged(
                span, tuple(one.id for one in some), tuple(one.id for one in some if one.means.visits),
                tuple(one.id for one in some if one.means.stayed), sum(one.means.spent_cents for one in some),
                sum(one.cost_cents for one in some), sum(one.goods for one in some),
                None if first is None else max(0, last - first + 1),
            )
        )  # fmt: skip
    return found
