"""The current row's short card beside the table of 客户, in a window of 1600 or wider."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Card, Happening
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Facts
from kyuanbook.ui.kit.figures import Figures
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import INSET, Rows
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, StageMark
from kyuanbook.ui.pages import card_words, happenings
from kyuanbook.ui.pages.card_parts import Banner

WIDEST, NARROWEST = 456, 380
SHARE: Final = 0.2375  # of the window, between the two
ROW: Final = 40
REST: Final = 500  # px of the card that are not 往来
APART: Final = 12  # px from title and foot
LEAST, MOST = 3, 9  # lines of 往来
PAUSE: Final = 60  # ms between two cards while an arrow is held


class SideCard(Part):
    """Follows :meth:`show_soon`. ``opened``: the whole card is wanted. ``failed``: the book could not be read."""

    opened = Signal(int)
    failed = Signal(object)

    def __init__(self, theme: Theme, book: Book) -> None:
        super().__init__(theme)
        self.book = book
        self.card: Card | None = None
        self._wanted: int | None = None
        self._happened: list[Happening] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._catch_up)
        self._make(theme)
        self._lay_out(theme)

    def _make(self, theme: Theme) -> None:
        self.name = Label(theme, "", size=24, serif=True)
        self.stage = StageMark(theme, chip=True)
        self.open_link = Button(theme, tr("打开"), kind="link", key="Enter")
        self.open_link.clicked.connect(lambda: self.card is not None and self.opened.emit(self.card.id))
        self.phone = Label(theme, "", size=14)
        self.banner = Banner(theme)
        self.figures = Figures(theme, lines=False, size=22)
        self.happened_head = Heading(theme, tr("往来"))
        self.happened = Rows(theme, name=tr("往来"), fitted=True, lead_width=0, lead_size=14, height=ROW)
        self.happened.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.happened.opened.connect(lambda _: self.open_link.click())
        self.facts_head = Heading(theme, tr("资料"))
        self.facts = Facts(theme)

    def _lay_out(self, theme: Theme) -> None:
        inside = QWidget()
        down = column(theme, inside, margins=(24, 18, 24, 20))
        first = row(theme, gap=12)
        first.addWidget(self.name)
        first.addWidget(self.stage)
        first.addStretch(1)
        first.addLayout(Bleed(theme, self.open_link, left=-6, right=6))
        down.addLayout(first)
        for widget, above in (
            (self.phone, 6), (self.banner, 14), (self.figures, 4), (self.happened_head, 8), (self.happened, 0),
            (self.facts_head, 12), (self.facts, 0),
        ):  # fmt: skip
            place = column(theme, margins=(0, above, 0, 0))
            if widget is self.happened:
                place.addLayout(Bleed(theme, widget, left=INSET, right=INSET))
            else:
                place.addWidget(widget)
            down.addLayout(place)
        down.addStretch(1)
        area = self._area = Area()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        column(theme, self, margins=(1, APART + 4, 1, APART + 4)).addWidget(area)

    def fit(self, window: int) -> None:
        """As wide as a window of ``window`` px allows."""
        px = self.theme.px
        self.setFixedWidth(max(px(NARROWEST), min(px(WIDEST), round(window * SHARE))))

    def restyle(self) -> None:
        """Lines of another height."""
        self._show_happened()

    # which -----------------------------------------------------------------------------------------------------------

    def show_soon(self, customer_id: int | None) -> None:
        """Show this one: at once, or when the arrow that is held lets it catch up."""
        self._wanted = customer_id
        if not self._pause.isActive():
            self._pause.start()
            self.refresh()

    def show_now(self, customer_id: int | None) -> None:
        """Show this one, read anew."""
        self._wanted = customer_id
        self.refresh()

    def _catch_up(self) -> None:
        if self._wanted != (self.card.id if self.card is not None else None):
            self._pause.start()
            self.refresh()

    def refresh(self) -> None:
        """Read the customer wanted; nobody: an empty card."""
        card = None
        if self._wanted is not None:
            try:
                today = self.book.today()
                with self.book.read() as sql:
                    card = cards.card(sql, self.book.rhythms, self._wanted, today)
                    self._happened = cards.timeline(sql, self._wanted) if card is not None else []
            except BookError as error:
                self.failed.emit(error)
        self._show(card)

    def _show(self, card: Card | None) -> None:
        self.card = card
        self._area.setVisible(card is not None)
        if card is None:
            self.setAccessibleName("")
            return
        today = self.book.today()
        self.setAccessibleName(card.shown_name)
        self.name.set_text(card.shown_name)
        self.stage.set_stage(card.stage.value, pinned=card.pin is not None, why=card_words.pin_words(card, today))
        phone = card_words.main_phone(card)
        number = card_words.number_words(phone.number, open_=False) if phone is not None else ""
        member = tr("会员号 {number}", number=card.member_no) if card.member_no else ""
        no_contact = tr("请勿再联系") if card.do_not_contact else ""
        self.phone.set_text("　".join(part for part in (number, member, no_contact) if part))
        self.phone.setVisible(bool(self.phone.text()))
        warns = card.overdue and card.stage_by_rule.value == "at_risk"
        self.banner.show_reason(say(card.reason), "", card.stage_by_rule.value, warns=warns)
        self.figures.set_figures(card_words.figures(card))
        self._show_happened()
        facts = card_words.short_facts(card, today)
        self.facts.set_facts(facts)
        for part in (self.facts, self.facts_head):
            part.setVisible(bool(facts))

    def _show_happened(self) -> None:
        """The last lines of 往来, as many as there is room for."""
        px = self.theme.px
        many = max(LEAST, min(MOST, (self.height() - px(REST)) // px(ROW)))
        lines = happenings.rows(self._happened[:many], self.book.today())
        self.happened.show_rows([line._replace(bold=False, middle="") for line in lines])
        self.happened_head.note.set_text(trn("{n} 条", len(self._happened)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height has room for other lines."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._show_happened()

    def said(self) -> str:
        """What it shows first, in words."""
        return clauses((self.name.text(), self.phone.text(), self.banner.words(), self.figures.accessibleName()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outlined sheet of its own."""
        apart = self.theme.px(APART)
        box = self.rect().adjusted(0, apart, 0, -apart)
        paint.rounded(QPainter(self), self.theme, box, 10, edge=self.theme.tokens.rule2)
