"""What every command needs: the book, questions with their answers, and who is meant by what was typed."""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kyuanbook import paths, settings
from kyuanbook.actions import keeping, rhythm, search
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import lookups, shop
from kyuanbook.book.queries.customers import CustomerRow
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.cli.rows import customer_head, customer_line, stage_word
from kyuanbook.cli.text import json_one, table
from kyuanbook.language import listed, say, tr
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.surveys import answered_number
from kyuanbook.rules.words import Message, Problem, Refused

FAILED, REFUSED, ASKED = 1, 2, 3


class Stop(Exception):
    """The command ends here: what to say on stderr, line by line, and the exit code."""

    def __init__(self, *lines: str, code: int = REFUSED) -> None:
        super().__init__(*lines)
        self.lines, self.code = lines, code


@dataclass(slots=True)
class Desk:
    """The book asked for, and how to answer. ``yes``: every question is kept; ``as_json``: for programs."""

    path: Path | None = None
    who: str = ""
    as_json: bool = False
    yes: bool = False

    @property
    def book_path(self) -> Path:
        """The book asked for, else the owner's own."""
        return self.path or paths.default_book()

    @property
    def second_place(self) -> Path | None:
        """Where second backups go, None for nowhere."""
        place = settings.load(paths.data_folder() / settings.FILE_NAME).second_place
        return Path(place) if place else None

    @contextmanager
    def read(self) -> Iterator[Book]:
        """The book, which must be there. Raises Stop, BookError."""
        if not self.book_path.exists():
            raise Stop(tr("没有这本客源本：{path}", path=self.book_path), code=FAILED)
        with open_book(self.book_path, who=self.who) as book:
            self._tell_opening(book)
            yield book

    @contextmanager
    def change(self, *, create: bool = False) -> Iterator[Book]:
        """The book to write into: yesterday's backup first, if it is due; a new fit afterwards, if it is due."""
        if not create and not self.book_path.exists():
            raise Stop(tr("没有这本客源本：{path}", path=self.book_path), code=FAILED)
        with open_book(self.book_path, who=self.who) as book:
            self._tell_opening(book)
            self._back_up_if_due(book)
            yield book
            if rhythm.refit_due(book):
                rhythm.refit(book)
            if search.keys_due(book):
                search.renew_keys(book)

    def _tell_opening(self, book: Book) -> None:
        for note in keeping.opening_notes(book):
            hint(say(note))

    def _back_up_if_due(self, book: Book) -> None:
        try:
            done = keeping.back_up_if_due(book, closing=False, second=self.second_place)
            notes = done.notes if done else ()
        except BookError as error:
            notes = (Message("backup_failed", {"why": error.message}),)
        for note in notes:
            hint(say(note))

    # answering -------------------------------------------------------------------------------------------------------

    def done(self, done: Done, **more: object) -> None:
        """Say what was done."""
        words = say(done.changed.label)
        if self.as_json:
            notes = [say(note) for note in done.notes]
            print(json_one({"done": words, "id": done.id, "notes": notes, **more}))
            return
        print(words + (tr("（编号 {id}）", id=done.id) if more.get("new") else ""))
        for note in done.notes:
            print(say(note))

    def asking(self, action: Callable[[Collection[str]], Done]) -> Done:
        """Do it; what it asks is asked on a terminal. Raises Stop when something is refused or left unanswered."""
        accepted: set[str] = set()
        while True:
            try:
                return action(accepted)
            except Refused as refused:
                if not refused.only_asks:
                    raise Stop(*(problem_line(p) for p in refused.problems if not p.asks)) from refused
                self._answer(refused.problems)
                accepted |= {problem.answer for problem in refused.problems}

    def _answer(self, problems: Collection[Problem]) -> None:
        for problem in problems:
            self.confirm(problem_line(problem))

    def confirm(self, question: str) -> None:
        """Go on only when the owner says so. Raises Stop with code 3."""
        if self.yes:
            return
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Stop(question, tr("确定要这样，请加 --yes 再来一次。"), code=ASKED)
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes", "是", "好"):
            raise Stop(tr("没有改动。"), code=ASKED)

    # who is meant ----------------------------------------------------------------------------------------------------

    def customer(self, book: Book, typed: str) -> int:
        """A customer by number, or by anything that finds one alone. Raises Stop."""
        typed = typed.strip()
        with book.read() as sql:
            if typed.isdecimal() and len(typed) < 19 and lookups.name_of(sql, int(typed)) is not None:
                return int(typed)
            found = self.find(book, typed, 9)
            exact = [row for row in found if row.name == typed]
        if len(exact) == 1:
            return exact[0].id
        if not found:
            raise Stop(tr("没有找到“{typed}”", typed=typed))
        if len(found) > 1:
            lines = table(customer_head(), [customer_line(row, book.today()) for row in found])
            raise Stop(tr("“{typed}”不止一位，请用编号：", typed=typed), *lines)
        return found[0].id

    def find(self, book: Book, typed: str, limit: int) -> list[CustomerRow]:
        """What the search box would show."""
        with book.read() as sql:
            if not book.haystack.ready:
                book.haystack.build(sql)
            return find_customers(sql, book.haystack, typed, book.today(), limit)

    def channel(self, book: Book, typed: str) -> int:
        """A source by name, code or number, or by a part of its name that no other has. Raises Stop."""
        with book.read() as sql:
            sources = shop.channels(sql, hidden=True)
        wanted = typed.strip()
        exact = [c for c in sources if wanted in (c.name, c.code, str(c.id))]
        near = [c for c in sources if wanted and wanted in c.name]
        found = exact or near
        if len(found) != 1:
            names = listed(c.name for c in (near or [c for c in sources if not c.hidden]))
            raise Stop(tr("没有“{typed}”这个来源。可以写：{names}", typed=typed, names=names))
        return found[0].id

    def day(self, typed: str | None, book: Book) -> int:
        """A day as it is typed anywhere; today for none. Raises Stop."""
        day, problems = read_day(typed, book.today(), allow_future=True)
        if problems:
            raise Stop(*(problem_line(p) for p in problems))
        return book.today() if day is None else day


def hint(line: str) -> None:
    """A remark beside the answer."""
    print(line, file=sys.stderr)


def refuse(line: str) -> NoReturn:
    """End the command with one sentence."""
    raise Stop(line)


def problem_line(problem: Problem) -> str:
    """``电话：这个手机号少了一位``, ``第 2 题：写数字，如 30``."""
    question = answered_number(problem.field)
    if question is not None:
        return tr("第 {n} 题：{problem}", n=question, problem=say(problem.message))
    word = field_words().get(problem.field.rstrip("0123456789"), "")
    sentence = say(problem.message)
    return tr("{field}：{problem}", field=word, problem=sentence) if word else sentence


def field_words() -> Mapping[str, str]:
    """The fields of customer, visit and shop as the owner calls them."""
    return {
        "name": tr("姓名"), "alias": tr("称呼"), "phone": tr("电话"), "email": tr("邮箱"), "wechat": tr("微信"),
        "birthday": tr("生日"), "address": tr("地址"), "occupation": tr("职业"), "member_no": tr("会员号"),
        "note": tr("备注"), "contacts": tr("联系人"), "tags": tr("标签"), "referrer": tr("介绍人"),
        "opening_visits": tr("期初次数"), "opening_total": tr("期初金额"), "opening_first": tr("期初第一次"),
        "opening_last": tr("期初最近一次"), "opening_gap": tr("期初间隔"), "amount": tr("金额"), "items": tr("项目"),
        "day": tr("日期"), "time": tr("时间"), "why": tr("理由"), "wanted": tr("想要什么"),
        "cost": tr("花费"), "score": tr("满意度"), "words": tr("客人的话"), "customers": tr("客户"), "years": tr("年数"),
        "promised": tr("约在哪天"), "outcome": tr("结果"), "new_phone": tr("新号码"),
    }  # fmt: skip


def stage_of(typed: str) -> Stage:
    """A stage by its code or its word. Raises Stop."""
    known = {stage.value: stage for stage in Stage} | {stage_word(stage): stage for stage in Stage}
    if typed not in known:
        refuse(tr("没有“{stage}”这个阶段。可以写：{stages}", stage=typed, stages=" ".join(Stage)))
    return known[typed]
