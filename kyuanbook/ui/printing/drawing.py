"""What is wanted on paper, drawn up and set: behind the window, for the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kyuanbook.actions import handouts, lists, sheets
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.handouts import Handout
from kyuanbook.actions.sheets import PLAIN, CallSheet, Paper, Printed, Says
from kyuanbook.actions.titles import title_of, title_within
from kyuanbook.book.queries import calls, shop
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.book.queries.partners import partner_name
from kyuanbook.language import tr
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.labels import STOCKS, Stock

LIST: Final = "list"
FORMS: Final = (LIST, *handouts.FORMS)
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is of: a kind of ``lists.KINDS`` within a filter, the customers picked, or those found by what was
    ``typed`` into the search; at most ``limit``. ``holds``: the shop's share of those who stay away is left alone by lot;
    ``name``: what people are called whom no filter says; ``again``: also who stands on a list not yet answered; ``form``:
    what is made of them, of FORMS; ``sort``: "" for the kind's own order; ``reasons``: of what is due only these; ``partner_id``:
    to whom the list is given."""

    kind: str = calls.CALLS
    chosen: Filter = EVERYBODY
    picked: tuple[int, ...] = ()
    limit: int | None = None
    holds: bool = True
    name: str = ""
    typed: str = ""
    again: bool = False
    form: str = LIST
    sort: str = ""
    reasons: tuple[Kind, ...] = ()
    partner_id: int | None = None

    @property
    def by_hand(self) -> bool:
        """Of people who were picked or found, of no kind."""
        return bool(self.picked or self.typed)


@dataclass(frozen=True, slots=True)
class Look:
    """How it comes out: the paper, or of labels the stock and the first one; what the owner decided for this list."""

    paper: Paper = Paper.A4
    stock: Stock = STOCKS["21"]
    start: int = 1
    says: Says = PLAIN


@dataclass(frozen=True, slots=True)
class Drawn:
    """A list drawn up and set. ``sheet`` None: labels, slips or cards, of which nothing is kept; ``done``: it was kept under
    its number."""

    draft: lists.Draft
    sheet: CallSheet | None
    printed: Printed
    look: Look
    done: Done | None = None
    share: float = 0.0  # the shop's
    until: int = 0  # the last day on which those drawn are left alone
    handout: Handout | None = None

    @property
    def many(self) -> int:
        """Of how many people."""
        return len(self.draft.rows) if self.handout is None else self.handout.many


def drawn_up(book: Book, wanted: Wanted, look: Look, go_on: GoOn, before: Drawn | None = None) -> Drawn:
    """Draw up and set; ``before``: the same people, only set anew. Raises sheets.Cancelled."""
    draft = before.draft if before is not None else _drafted(book, wanted)
    if wanted.form != LIST:
        made = handouts.handout(
            book, form=wanted.form, drawn=draft, paper=look.paper, stock=look.stock, start=look.start, says=look.says,
            progress=go_on,
        )  # fmt: skip
        return Drawn(draft, None, made.printed, look, handout=made)
    if before is not None and before.sheet is not None and before.done is not None:
        sheet = before.sheet  # frozen: another paper shows the same words
    else:
        sheet = sheets.call_sheet(book, drawn=draft, title=_title(book, draft, wanted), progress=go_on, says=look.says)
    with book.read() as sql:
        held, until = shop.settings(sql).hold_back, shop.open_days(sql).after(draft.day, draft.horizon)
    done = before.done if before is not None else None
    return Drawn(draft, sheet, set_sheet(sheet, look.paper, go_on), look, done, held, until)


def _drafted(book: Book, wanted: Wanted) -> lists.Draft:
    plain = wanted.form != LIST  # nobody is called: nobody is left alone, nor out
    if wanted.picked:
        return lists.draft(book, customer_ids=wanted.picked, limit=wanted.limit, sort=wanted.sort, partner_id=wanted.partner_id)
    share = 0.0 if plain or not wanted.holds else None
    return lists.draft(
        book, kind=wanted.kind, chosen=wanted.chosen, limit=wanted.limit, share=share, sort=wanted.sort,
        again=wanted.again or plain, typed=wanted.typed, reasons=wanted.reasons, partner_id=wanted.partner_id,
    )  # fmt: skip


def _title(book: Book, draft: lists.Draft, wanted: Wanted) -> str:
    if wanted.typed:
        return tr("{title}（{source}）", title=title_of(lists.PICKED), source=tr("搜“{typed}”", typed=wanted.typed.strip()))
    with book.read() as sql:
        title, partner = title_within(sql, draft.kind, wanted.chosen, wanted.name), partner_name(sql, draft.partner_id)
    return title if partner is None else tr("{title}（{source}）", title=title, source=tr("给{name}", name=partner))


def set_sheet(sheet: CallSheet, paper: Paper, go_on: GoOn) -> Printed:
    """On paper."""
    from kyuanbook.paper.calls import call_list

    return call_list(sheet, paper, go_on)


def kept(book: Book, drawn: Drawn) -> Drawn:
    """The list kept as printed, once; it is set anew should its number have gone to another. Raises BookError."""
    assert drawn.sheet is not None
    done, sheet = sheets.keep(
        book, drawn=drawn.draft, sheet=drawn.sheet, paper=drawn.look.paper, says=drawn.look.says
    )
    printed = drawn.printed
    if sheet.number != drawn.sheet.number:
        printed = set_sheet(sheet, drawn.look.paper, lambda _done, _of: True)
    return replace(drawn, sheet=sheet, printed=printed, done=done)
