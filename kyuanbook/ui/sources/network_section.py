"""客户网络: the picture of who hangs together, and the social contacts who are not yet customers."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.network import ALL, Network, What, biggest, key_of, network, what_is
from kyuanbook.language import clauses, tr, trn
from kyuanbook.rules.network import Dot, Layout, Link, layout, shortened
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.entry.finding import find_customer, nobody_found
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.card_relations import RELATE_KEY
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import Groups
from kyuanbook.ui.sources.contacts_part import Contacts
from kyuanbook.ui.sources.network_legend import Legend
from kyuanbook.ui.sources.network_marks import name_widths
from kyuanbook.ui.sources.network_view import NetworkView
from kyuanbook.ui.sources.network_words import in_private, told

PICTURE: Final = "picture"
CONTACTS: Final = "contacts"
AT_ONCE: Final = 150  # people that are laid out while the owner waits: some 20 ms
NEARER_KEY, FARTHER_KEY, FIT_KEY = "Ctrl+=", "Ctrl+-", "Ctrl+0"
TURN_KEY: Final = "Ctrl+L"
CARD_KEY: Final = "Ctrl+Enter"
READING: Final = 46  # px: two lines


class NetworkSection(AnalysisSection):
    """Reads off the GUI thread. ``middle``: the key of whoever stands there; the way here is kept, for Backspace and Esc.

    ``drawing_wanted``: the (network, layout) to be printed. The others: of a handle, of the customer in hand.
    """

    drawing_wanted = Signal(object)
    contact_wanted = Signal(object)
    said_wanted = Signal(int)
    become_wanted = Signal(int)
    tie_wanted = Signal(int)
    relation_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.middle = ""
        self.found: Network | None = None  # as it is shown
        self._whole: Network | None = None  # as it is printed: in private too
        self._way: list[str] = []
        self._looked = False  # whether it is known if there is anybody
        self.views = Chips(
            theme, [Choice(PICTURE, tr("关系图")), Choice(CONTACTS, tr("社交联系人"))], name=tr("客户网络"), views=True
        )
        self.contacts = Contacts(theme, book, acts)
        self.picture = Part(theme)
        self._make(theme)
        self._lay_out(theme)
        self._connect()
        self._show_view()
        self.restyle()

    def _make(self, theme: Theme) -> None:
        self.head = Heading(theme, "")
        self.back = Button(theme, tr("回上一位"), kind="link", icon="chevron-left", key="Backspace", bind=False)
        self.card = Button(theme, tr("打开客户卡"), kind="link", key=CARD_KEY, bind=False)
        self.print_link = Button(theme, tr("打印"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        for button in (self.back, self.card, self.print_link):
            self.head.add(button)
        reach = [Choice(str(n), trn("{n} 步以内", n)) for n in (1, 2, 3)] + [Choice(str(ALL), tr("全部"))]
        self.steps = Chips(theme, reach, name=tr("看多远"), quiet=True)
        self.steps.choose(str(ALL))
        self.nearer = Button(theme, tr("放大"), kind="quiet", key=NEARER_KEY)
        self.farther = Button(theme, tr("缩小"), kind="quiet", key=FARTHER_KEY)
        self.whole = Button(theme, tr("看全"), kind="quiet", key=FIT_KEY)
        self.other = Picker(
            theme, find_customer(self.book), placeholder=tr("换一位放中间"), icon="search", list_width=320, nothing=nobody_found
        )  # fmt: skip
        self.other.setAccessibleName(tr("换一位放中间"))
        self.view = NetworkView(theme, self._told, self.groups)
        self.reading = Prose(theme, "", ink="ink")
        self.reading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.legend = Legend(theme)
        self.empty = Empty(
            theme, tr("还没有谁和谁有关系"),
            tr("记新客户时填上介绍人，在客户卡上按 Shift F4 加家人、朋友、同事，这里就连成一张图。上面找一位，也能先看他。"),
        )  # fmt: skip

    def _lay_out(self, theme: Theme) -> None:
        self.controls = Flow(theme, self._offered(), gap=8)
        down = column(theme, self.picture, gap=4, margins=SIDES)
        for part in (self.head, self.reading, self.empty):
            down.addWidget(part)
        down.addWidget(self.view, 1)
        down.addWidget(self.legend)
        down.addStretch(0)
        whole = column(theme, self, margins=(0, 0, 4, 8))
        above = column(theme, margins=SIDES)
        above.addWidget(self.controls)
        whole.addLayout(above)
        whole.addWidget(self.picture, 1)
        whole.addWidget(self.contacts, 1)

    def _connect(self) -> None:
        self.views.chosen.connect(lambda _: self._turn())
        self.steps.chosen.connect(lambda _: self._look(walks=True))
        self.back.clicked.connect(self.walk_back)
        self.card.clicked.connect(self.open_card)
        self.print_link.clicked.connect(self.print_own)
        self.nearer.clicked.connect(self.view.nearer)
        self.farther.clicked.connect(self.view.farther)
        self.whole.clicked.connect(self.view.fit)
        self.other.picked.connect(self._picked)
        self.view.walked.connect(self.walk)
        self.view.back_wanted.connect(self.walk_back)
        self.view.moved.connect(lambda _: self._show_reading())
        self.contacts.edited.connect(self.contact_wanted)
        self.contacts.said.connect(self.said_wanted)
        self.contacts.becomes.connect(self.become_wanted)
        self.contacts.tied.connect(self.tie_wanted)
        self.contacts.card_wanted.connect(self.card_wanted)
        privacy.changed.connect(self.view.read_again)
        for key, act in ((TURN_KEY, self.turn), (RELATE_KEY, self.relate)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        on_key(self.view, "Ctrl+Return", self.open_card)

    def restyle(self) -> None:
        """Follow the scale."""
        super().restyle()
        self.other.setFixedWidth(self.theme.px(220))
        self.reading.setFixedHeight(self.theme.px(READING))  # else the picture would move under the mouse
        for button in (self.nearer, self.farther, self.whole):
            button.spare(key=not self.theme.compact)

    def _offered(self) -> list[QWidget]:
        """What stands over the picture, or over the list."""
        if self.views.choice() == CONTACTS:
            return [self.views]
        if self.found is None:
            return [self.views, self.other]
        return [self.views, self.other, self.steps, self.nearer, self.farther, self.whole]

    def _show_controls(self) -> None:
        offered = self._offered()
        for widget in (self.other, self.steps, self.nearer, self.farther, self.whole):
            widget.setVisible(widget in offered)
        self.controls.set_widgets(offered)

    # reading -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """What is in front."""
        if self.views.choice() == CONTACTS:
            self.contacts.read()
        else:
            self._look(walks=False)

    def begin_with(self, key: str) -> None:
        """This one in the middle, from a card; there Esc leads back to."""
        self.views.choose(PICTURE)
        self._show_view()
        self._way, self.middle = [], key

    def _look(self, *, walks: bool) -> None:
        book, today, steps, wanted = self.book, self.book.today(), int(self.steps.choice()), self.middle

        def look() -> Network | None:
            with book.read() as sql:
                found = network(sql, wanted, today, steps=steps) if wanted else None
                if found is None:  # nobody chosen yet, or they are in the book no more
                    begin = biggest(sql)
                    found = network(sql, begin, today, steps=steps) if begin else None
                return found

        self.behind(look, lambda found: self._take(found, walks=walks), "network")

    def _take(self, found: Network | None, *, walks: bool) -> None:
        self._looked = True
        if found is None:
            held = self.view.hasFocus()
            self.found, self.middle = None, ""
            self._show_found()
            if held:
                self.other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._whole = found
        found = in_private(found)
        widths = name_widths(found.nodes)
        most = max((_worth(node.total_cents, node.ahead_cents) for node in found.nodes), default=0) or 1
        dots = [
            Dot(
                node.key, shortened(node.name),
                _worth(node.total_cents, node.ahead_cents) / most if node.what is What.CUSTOMER else None,
            )
            for node in found.nodes
        ]  # fmt: skip
        links = [Link(edge.one, edge.other, edge.tie.value) for edge in found.edges]

        def work() -> Layout:
            return layout(found.middle, dots, links, widths.__getitem__)

        if len(dots) <= AT_ONCE:
            self.overtake("layout")
            self._draw(found, work(), walks=walks)
        else:
            self.behind(work, lambda made: self._draw(found, made, walks=walks), "layout")

    def _draw(self, found: Network, made: Layout, *, walks: bool) -> None:
        same = self.found is not None and self.found.middle == found.middle and not walks
        key = self.view.key
        self.found, self.middle = found, found.middle
        self._show_found()
        self.view.show_network(found, made, moves=not same)
        if same and key in self.view.marks:
            self.view.hold(key)

    def _show_found(self) -> None:
        there = self.found is not None
        for part in (self.head, self.view, self.reading, self.legend):
            part.setVisible(there)
        self._show_controls()
        self.empty.setVisible(not there)
        if self.found is None:
            return
        names = {node.key: node.name for node in self.found.nodes}
        alone = len(names) == 1
        rest = trn("还有 {n} 位放不下", self.found.left_out) if self.found.left_out else ""
        self.head.words.set_text(names[self.found.middle])
        self.head.note.set_text(tr("还没记过和谁有关系") if alone else clauses((trn("连着 {n} 个", len(names) - 1), rest)))
        self.back.setVisible(bool(self._way))
        self.legend.show_network(self.found)
        self.view.setAccessibleName(tr("客户网络，{name}在中间", name=names[self.found.middle]))

    def _told(self, key: str) -> str:
        return told(self.found, key) if self.found is not None and key else ""

    def _show_reading(self) -> None:
        key = self.view.reads()
        self.reading.setText(self._told(key))
        self.card.setEnabled(key.startswith(What.CUSTOMER.value))

    # walking -------------------------------------------------------------------------------------------------------------

    def walk(self, key: str) -> None:
        """``key`` becomes the middle."""
        if self.middle:
            self._way.append(self.middle)
        self.middle = key
        self._look(walks=True)

    def walk_back(self) -> None:
        """To who was the middle before."""
        if self._way:
            self.middle = self._way.pop()
            self._look(walks=True)

    def _picked(self, key: str) -> None:
        if key:
            self.other.choose(None)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.walk(key_of(What.CUSTOMER, int(key)))

    def back_out(self) -> bool:
        """Esc goes the way back, and is free at its beginning."""
        if self.views.choice() == CONTACTS:
            if self.contacts.line.text():
                self.contacts.line.setText("")
                return True
            return False
        if not self._way:
            return False
        self.walk_back()
        return True

    # acts ------------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The picture, or what can be done while there is none."""
        if self.views.choice() == CONTACTS:
            return self.contacts.first()
        return self.view if self.found is not None or not self._looked else self.other

    def in_hand(self) -> int | None:
        """The customer who has the focus in the picture."""
        if self.views.choice() == CONTACTS or self.found is None or self.view.key not in self.view.marks:
            return None
        what, number = what_is(self.view.key)
        return number if what is What.CUSTOMER else None

    def turn(self) -> None:
        """The picture, or the social contacts."""
        self.views.choose(CONTACTS if self.views.choice() == PICTURE else PICTURE)
        self._turn()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._show_view()
        self.read()

    def _show_view(self) -> None:
        listed = self.views.choice() == CONTACTS
        self.picture.setVisible(not listed)
        self.contacts.setVisible(listed)
        self._show_controls()

    def open_card(self) -> None:
        """Of the customer in hand."""
        customer = self.in_hand()
        if customer is not None:
            self.card_wanted.emit(customer)

    def relate(self) -> None:
        """加关系 of the customer in hand."""
        customer = self.in_hand()
        if customer is not None:
            self.relation_wanted.emit(customer)

    def print_own(self) -> bool:
        """Ctrl P: this picture, as it is laid out; False where there is none."""
        if self.views.choice() == CONTACTS or self._whole is None or self.found is None or self.view.layout_made is None:
            return False
        self.drawing_wanted.emit((self._whole, self.view.layout_made))
        return True

    def groups(self) -> Groups:
        """What can be done with the one in hand."""
        key, found = self.view.key, self.found
        if found is None or key not in self.view.marks:
            return ()
        walk = Act(tr("放到中间"), "Enter", self.view.walk, bind=False, can=lambda: key != found.middle)
        customer = self.in_hand()
        if customer is None:
            return ((walk,),)
        return (
            (
                walk, Act(tr("打开客户卡"), CARD_KEY, self.open_card, bind=False),
                Act(tr("加关系"), RELATE_KEY, self.relate, bind=False),
            ),
        )  # fmt: skip

    def own_acts(self) -> tuple[Act, ...]:
        """What the picture's keys do, or those of the list."""
        listed = self.views.choice() == CONTACTS
        turn = Act(tr("看关系图") if listed else tr("看社交联系人"), TURN_KEY, self.turn, bind=False)
        if listed:
            return (*self.contacts.own_acts(), turn)
        if self.found is None:
            return (turn,)
        return (
            *(act for group in self.groups() for act in group),
            Act(tr("回上一位"), "Backspace", self.walk_back, bind=False, can=lambda: bool(self._way)),
            Act(tr("放大"), NEARER_KEY, self.view.nearer, bind=False),
            Act(tr("缩小"), FARTHER_KEY, self.view.farther, bind=False),
            Act(tr("看全"), FIT_KEY, self.view.fit, bind=False), turn,
        )  # fmt: skip


def _worth(total_cents: int, ahead_cents: int | None) -> int:
    """What somebody has spent and is expected to: how large they are drawn."""
    return max(0, total_cents) + max(0, ahead_cents or 0)
