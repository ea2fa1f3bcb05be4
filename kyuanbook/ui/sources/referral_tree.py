"""谁带来谁: the tree below one customer and the chain above, whoever is picked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.referrals import Tree, tree_of
from kyuanbook.language import tr, trn
from kyuanbook.ui.entry.finding import find_customer, nobody_found
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.behind import Behind
from kyuanbook.ui.sources.referral_lines import MOST_ROWS, below_words, tree_rows

PRINT_KEY = "Ctrl+Shift+U"


class TreePart(Part):
    """``card_wanted``: somebody in the tree. ``print_wanted``: the root and what they are called."""

    card_wanted = Signal(int)
    print_wanted = Signal(int, str)

    def __init__(self, theme: Theme, book: Book, behind: Behind, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.book, self._behind = book, behind
        self.tree: Tree | None = None
        self.root: int | None = None
        self.head = Heading(theme, tr("谁带来谁"))
        self.print_link = Button(theme, tr("打印这棵树"), kind="link", icon="printer", key=PRINT_KEY)
        self.head.add(self.print_link)
        words = tr("看谁的：姓名、拼音首字母、手机后四位、介绍码")
        self.picker = Picker(theme, find_customer(book), placeholder=words, icon="search", nothing=nobody_found)
        self.picker.setAccessibleName(tr("看谁带来的人"))
        self.sums, self.rest = Prose(theme, "", size=15, ink="ink"), Prose(theme, "", size=13)
        self.list = Rows(theme, name=tr("谁带来谁"), lead_width=0, height=36, fitted=True)
        down = column(theme, self, gap=8)
        across = row(theme)
        across.addWidget(self.picker, 3)
        across.addStretch(2)
        down.addWidget(self.head)
        down.addLayout(across)
        down.addWidget(self.sums)
        down.addLayout(Bleed(theme, self.list))
        down.addWidget(self.rest)
        self.picker.picked.connect(lambda key: self.show_of(int(key)) if key else None)
        self.list.opened.connect(self.card_wanted)
        self.print_link.clicked.connect(self.print_it)

    def show_of(self, customer: int, *, focus: bool = False) -> None:
        """Look for the tree of this one, behind the window."""
        self.root = customer
        book, today = self.book, self.book.today()

        def look() -> Tree | None:
            with book.read() as sql:
                return tree_of(sql, customer, today)

        def done(found: Tree | None) -> None:
            self._show(found)
            if focus:
                self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

        self._behind.look(look, done, "tree")

    def _show(self, found: Tree | None) -> None:
        self.tree = found
        if found is not None:
            self.picker.choose(Option(str(found.root), found.name))
            self.picker.setCursorPosition(0)  # of a long name the beginning
            self.sums.setText(below_words(found.below))
            self.list.show_rows(tree_rows(found))
        more = 0 if found is None else len(found.branches) - MOST_ROWS
        self.rest.setText(trn("还有 {n} 位，打印出来看得全", more) if more > 0 else "")
        for part, there in (
            (self.sums, found is not None), (self.list, found is not None), (self.rest, more > 0),
            (self.print_link, found is not None and bool(found.branches)),
        ):  # fmt: skip
            part.setVisible(there)

    def print_it(self) -> None:
        """The tree, on paper."""
        if self.tree is not None and self.tree.branches:
            self.print_wanted.emit(self.tree.root, self.tree.name)
