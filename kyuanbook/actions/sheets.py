"""A call list in the owner's words: what was drawn up becomes what stands on paper, and is kept as it was printed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kyuanbook.actions import lists
from kyuanbook.actions.asked import asked_of
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.frames import frame_of_sheets, kept_row
from kyuanbook.actions.lists import Draft
from kyuanbook.actions.titles import title_of
from kyuanbook.book.queries import calls, list_rows, shop
from kyuanbook.book.queries.list_rows import About
from kyuanbook.language import say, tr, trn
from kyuanbook.paper.sheets import CallRow, CallSheet, CallWords, Cancelled, Paper, Printed
from kyuanbook.rules.dates import full_day, near_day, weekday
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.phones import masked, shown
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind, outcome_label
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]  # (rows done, of) -> go on?

_PAGE: Final = 100

__all__ = ["PLAIN", "CallSheet", "Cancelled", "Paper", "Printed", "Says", "call_sheet", "keep", "paper_name", "print_list"]


@dataclass(frozen=True, slots=True)
class Says:
    """What the owner decides for each list: whether numbers stand on it in full, whether what to say is printed, whether one
    asks how satisfied they are (``score``), what the offer costs for each who comes, and which 问卷 is asked with it."""

    phones: bool = True
    words: bool = False
    score: bool = False
    offer_cents: int = 0
    survey_id: int | None = None


PLAIN: Final = Says()


def paper_name(paper: Paper) -> str:
    """What a paper is called where it is picked."""
    names = {
        Paper.A4: tr("A4"), Paper.A4_LANDSCAPE: tr("A4 横放"), Paper.A5: tr("A5"), Paper.ROLL80: tr("80 mm 小票纸"),
        Paper.ROLL58: tr("58 mm 小票纸"),
    }  # fmt: skip
    return names[paper]


def call_sheet(
    book: Book, *, drawn: Draft, title: str | None = None, progress: Progress | None = None, says: Says = PLAIN,
    first: int = 1, part: int = 1,
) -> CallSheet:  # fmt: skip
    """The list as it will stand on paper, in the owner's language; ``title`` instead of its kind's. ``first``, ``part``: of
    a sheet by which a list is extended, its first row and which sheet it is. Writes nothing.

    Raises Cancelled when ``progress`` says stop: it is asked now and then, and always told of nothing done; NoSuchRow when
    the 问卷 is there no more.
    """
    with book.read() as sql:
        shop_name = shop.settings(sql).name
        survey, questions = asked_of(sql, says.survey_id) if says.survey_id is not None else (None, [])
    return CallSheet(
        number=drawn.number, title=title or title_of(drawn.kind), shop=shop_name, day=_day(drawn.day),
        printed_by=tr("{who}打印", who=book.who) if book.who else "",
        words=list_words(
            len(drawn.rows), loses=_loses(drawn), score=says.score, channel=drawn.channel, rung=drawn.rung,
        ),
        rows=_rows(drawn, progress, says, first), footer=_footer(drawn, first),
        part=tr("第 {n} 张", n=part) if part > 1 else "", asks=survey.name if survey is not None else "",
        asks_words=survey.words if survey is not None else "", questions=questions,
    )  # fmt: skip


def keep(
    book: Book, *, drawn: Draft, sheet: CallSheet, paper: Paper, says: Says = PLAIN
) -> tuple[Done, CallSheet]:  # fmt: skip
    """Freeze the list in the words of ``sheet``. The sheet comes back under its number: another one when some other list
    was printed since it was drawn up; then it must be set anew."""
    done = lists.freeze(
        book, drawn=drawn, title=sheet.title, paper=paper.value, words=kept_rows(drawn, sheet),
        frame=frame_of_sheets([sheet]), asks_score=says.score, offer_cents=says.offer_cents,
        survey_id=says.survey_id if sheet.questions else None,
    )  # fmt: skip
    assert done.id is not None
    return done, sheet if done.id == sheet.number else replace(sheet, number=done.id)


def kept_rows(drawn: Draft, sheet: CallSheet) -> list[dict[str, str]]:
    """The words of each row as they are kept: those on the paper, and what is to be said, printed or not."""
    beside = drawn.about or (About(),) * len(drawn.rows)
    return [kept_row(row, about) for row, about in zip(sheet.rows, beside, strict=True)]


def print_list(
    book: Book, *, drawn: Draft, paper: Paper, title: str | None = None, progress: Progress | None = None,
    says: Says = PLAIN,
) -> tuple[Printed, Done]:  # fmt: skip
    """The list as PDF, kept as printed. Raises Cancelled when ``progress`` says stop: then nothing is kept."""
    from kyuanbook.paper.calls import call_list

    sheet = call_sheet(book, drawn=drawn, title=title, progress=progress, says=says)
    printed = call_list(sheet, paper, progress)
    done, numbered = keep(book, drawn=drawn, sheet=sheet, paper=paper, says=says)
    return (printed if numbered is sheet else call_list(numbered, paper)), done


# inside ------------------------------------------------------------------------------------------------------------------


def _day(day: int) -> str:
    return tr("{day} {weekday}", day=say(full_day(day)), weekday=say(weekday(day)))


def _rows(drawn: Draft, progress: Progress | None, says: Says, first: int) -> list[CallRow]:
    """A long list takes half a second to be put into words: a page's rows first, then the next."""
    made: list[CallRow] = []
    beside, loses = drawn.about or (About(),) * len(drawn.rows), _loses(drawn)
    for start in range(0, len(drawn.rows), _PAGE):
        if progress is not None and not progress(0, len(drawn.rows)):
            raise Cancelled
        page = zip(drawn.rows[start : start + _PAGE], beside[start : start + _PAGE], strict=True)
        made += [_row(n, row, about, drawn.day, says, loses) for n, (row, about) in enumerate(page, start + first)]
    if drawn.partner_id is not None:  # what a customer spent and what the shop noted of them is not the partner's
        made = [replace(row, note="", value="") for row in made]
    return made


def _loses(drawn: Draft) -> bool:
    """Whether the list is ordered by what is lost if they stay away: then that is printed, else what they spent."""
    return drawn.kind in calls.WINNING and drawn.sort == list_rows.RISK and (drawn.fitted or drawn.kind != calls.CALLS)


def _row(number: int, row: calls.CallRow, about: About, today: int, says: Says, loses: bool) -> CallRow:
    cents = row.value_cents if loses else row.year_cents
    return CallRow(
        number=number, name=row.name, phone=contact_words(row, says), stage=row.stage.value,
        stage_word=say(Message(f"stage_{row.stage.value}")), reason=_why(row, about), last=_last(row.last_day, today),
        gap=trn("{n} 天", row.usual_gap) if row.usual_gap is not None else "",
        value=amount_words(cents) if cents > 0 else "", note=row.note,
        say=about.words if says.words else "",
    )  # fmt: skip


def _why(row: calls.CallRow, about: About) -> str:
    """The reason; of whom one is not to ring, before it by what they are reached."""
    if about.item is None or about.item.channel is TouchKind.CALL or not row.phone:  # without a number WeChat stands in its place
        return say(row.reason)
    return tr("{channel}：{reason}", channel=say(about.item.channel.label), reason=say(row.reason))


def contact_words(row: calls.CallRow, says: Says) -> str:
    """The number to ring; who has none is reached by WeChat, under which name is kept to itself where numbers are."""
    if row.phone:
        number, _, extension = row.phone.partition("-")
        return shown(number, extension) if says.phones else masked(number)
    if not row.wechat:
        return ""
    return tr("微信 {name}", name=row.wechat) if says.phones else tr("微信")


def _last(day: int | None, today: int) -> str:
    return "" if day is None else say(near_day(day, today))


def box_words(channel: TouchKind, *, rung: bool = False) -> dict[Outcome, str]:
    """The outcomes on paper in their order, in short: those a touch of this kind can have. ``rung``: some are rung all the
    same."""
    short = {
        Outcome.WRONG_NUMBER: tr("空号"), Outcome.PROMISED: tr("约好"), Outcome.REFUSED: tr("拒绝"),
        Outcome.DO_NOT_CONTACT: tr("勿扰"),
    }  # fmt: skip
    offered = {*OUTCOMES.get(channel, tuple(Outcome)), *(OUTCOMES[TouchKind.CALL] if rung else ())}
    return {one: short.get(one) or say(outcome_label(channel, one)) for one in Outcome if one in offered}


def list_words(
    count: int, *, loses: bool = False, score: bool = False, channel: TouchKind = TouchKind.CALL, rung: bool = False,
) -> CallWords:
    """The printed words of a list of so many, in the owner's language. ``loses``: its figure is what is lost if they stay
    away; ``score``: beside the line to write on there is 满意度 to ring round; ``channel``: by which most of them are
    reached; ``rung``: some are rung."""
    return CallWords(
        number=tr("名单号"), row=tr("行"), who=tr("姓名和电话"), why=tr("为什么打"), last=tr("最近到店"),
        gap=tr("平时间隔"), value=tr("可能损失") if loses else tr("最后一年"), note=tr("备注"), last_is=tr("最近 {last}"),
        gap_is=tr("平时约 {gap}"), value_is=tr("可能损失 {value}") if loses else tr("最后一年 {value}"),
        write=tr("满意度 1 2 3 4 5　记：") if score else tr("记："), score=tr("满意度 1 2 3 4 5") if score else "",
        boxes=tuple(box_words(channel, rung=rung).values()),
        page=tr("第 {page} 页，共 {pages} 页"), count=trn("共 {n} 位", count), empty=tr("这份名单上没有人。"),
        say=tr("可以说："), asks=tr("问卷："),
    )  # fmt: skip


def _footer(drawn: Draft, first: int) -> tuple[str, ...]:
    if not drawn.rows:
        return ()
    back = tr("打完在“录入结果”里输入 {{number}}，从第 {first} 行往下记。", first=first)
    if not drawn.staying_away():
        return (back,)
    by_risk = drawn.sort == list_rows.RISK
    if by_risk and drawn.kind not in calls.WINNING:
        return (back,)
    if not drawn.fitted:  # nobody came twice: the shop has seen nothing to say it by
        unknown = tr("还没有人来过第二次，他们来不来说不准。")
        first_of_them = tr("花得多、又久没来的在前。") if drawn.kind == calls.CALLS else tr("可能损失大的在前。")
        return (back, first_of_them + unknown if by_risk else unknown)
    if not by_risk:
        return (back, tr("很久没来的人里，约一半本来也会再来。"))
    return (back, tr("可能损失大的在前。这些人里约一半本来也会再来。"))
