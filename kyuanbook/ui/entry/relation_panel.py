"""加关系: with whom, of what kind. Found by the counter search; partners and social contacts too."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import relations as acts_of_relations
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError, NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.relations import Side, kinds, others
from kyuanbook.language import say, tr
from kyuanbook.rules.social import Platform
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import MOST, Find, find_customer, nobody_found, sounds_like
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose


def find_anybody(book: Book) -> Find:
    """Customers as at the counter; behind them partners and social contacts of that name."""
    usual = find_customer(book)

    def find(typed: str) -> Sequence[Option]:
        if not typed.strip():
            return ()
        found = [Option(f"{Side.CUSTOMER.value}{one.key}", one.word, one.note) for one in usual(typed)]
        try:
            with book.read() as sql:
                more = [one for one in others(sql) if sounds_like(one.name, typed) or sounds_like(one.handle, typed)]
        except BookError:
            more = []
        for one in more[:MOST]:
            about = tr("合作伙伴") if one.side is Side.PARTNER else say(Platform(one.about).label)
            found.append(Option(f"{one.side.value}{one.id}", one.name, about))
        return found

    return find


class RelationPanel(EntryPanel):
    """Of one customer."""

    topic = "relation"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("加关系"), tr("记上"), parent)
        self._customer_id = 0
        self.who = Label(theme, "", size=16, bold=True)
        self.other = Picker(
            theme, find_anybody(book), placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search", nothing=nobody_found
        )  # fmt: skip
        self.kind = Combo(theme)
        self.note = Line(theme, placeholder=tr("可不填，如 母子、同一个班"))
        self.form.add("other", Field(theme, tr("和谁"), self.other))
        self.form.add("kind", Field(theme, tr("是什么关系"), self.kind))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.who)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(
            Prose(theme, tr("“住一起”的几位合起来算一家。别的关系可以在“设置 → 关系”里加。"), size=13)
        )

    def choose(self, customer_id: int) -> None:
        """Whom it is about. Raises BookError."""
        with self.book.read() as sql:
            name, offered = lookups.name_of(sql, customer_id), kinds(sql)
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._customer_id = customer_id
        self.who.set_text(name)
        self.kind.set_choices([Choice("", tr("请选一个")), *(Choice(str(one.id), one.name) for one in offered)])
        self.begin(("relation", customer_id), (None, "", "", ""))

    def _state(self) -> tuple[Option | None, str, str, str]:
        key = self.other.choice()
        return Option(key, self.other.text()) if key else None, self.other.text(), self.kind.choice(), self.note.text()

    def _fill(self, state: tuple[Option | None, str, str, str]) -> None:
        self.other.choose(state[0])
        self.other.setText(state[1])
        self.other.close_list()
        self.kind.choose(state[2])
        self.note.setText(state[3])

    def _problems(self) -> Sequence[Problem]:
        missing = [] if self.other.choice() else [Problem("other", Message("relation_other_missing"))]
        missing += [] if self.kind.choice() else [Problem("kind", Message("relation_kind_missing"))]
        return (*missing, *clean_line(self.note.text(), "note", acts_of_relations.NOTE_LIMIT)[1])

    def _write(self, accepted: Collection[str]) -> Done:
        problems, key = self._problems(), self.other.choice()
        if problems:
            raise Refused(problems)
        return acts_of_relations.add_relation(
            self.book, customer_id=self._customer_id, side=Side(key[0]), other_id=int(key[1:]),
            kind_id=int(self.kind.choice()), note=self.note.text(),
        )  # fmt: skip
