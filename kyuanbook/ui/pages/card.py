"""A customer's card: the name, where they stand and why, what happened, what is known, who brought whom."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Card, Happening, Person
from kyuanbook.book.queries.rhythm import rhythm_picture
from kyuanbook.language import say, tr, trn
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import Bleed, column, row
from kyuanbook.ui.kit.rows import INSET, Rows
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Facts, Figures, Heading, Label, Prose, StageMark
from kyuanbook.ui.pages import card_words, happenings
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.card_numbers import NumberButton, copy_main, numbers_menu
from kyuanbook.ui.pages.card_parts import Banner, Descent
from kyuanbook.ui.pages.rhythm_line import RhythmLine
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

FULL_ABOVE: Final = 200  # px of the time line, at 100 %, with less of which the picture is flatter
LOW_ABOVE: Final = 114  # and with less of which there is none
SMALLEST: Final = 520  # px of the page at 100 %: large type in a small window
BAR: Final = 10  # px of the time line's scroll bar, which stands beside the column


class CardPage(BookPage):
    """One customer at a time; :meth:`show_customer` says which. ``gone``: the customer shown is in no book any more."""

    topic = "card"
    back_wanted = Signal()
    print_wanted = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, "", size=30)
        self.customer_id: int | None = None
        self.card: Card | None = None
        self._happened: list[Happening] = []
        self._numbers_open = False
        self._rhythm_shown = True
        self._make_title(theme)
        self._make_left(theme)
        self._make_right(theme)
        self._lay_out(theme)
        self._connect()

    # making --------------------------------------------------------------------------------------------------------------

    def _make_title(self, theme: Theme) -> None:
        self.back = IconButton(theme, "chevron-left", tr("返回"), key="Esc")
        self.stage = StageMark(theme, chip=True)
        self.phone = NumberButton(theme)
        self.eye = IconButton(theme, "eye", tr("显示号码"), key="Ctrl+H")
        self.no_contact = Label(theme, tr("请勿再联系"), size=14, ink="seal", icon="phone-off")
        self.edit = Button(theme, tr("改资料"), kind="link", icon="pencil", key="F2", bind=False)
        self.print_link = Button(theme, tr("打印"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.title.add_before(self.back)
        for widget in (self.no_contact, self.eye, self.phone, self.stage):
            self.title.add_after(widget)
        self.title.add(self.edit)
        self.title.add(self.print_link)

    def _make_left(self, theme: Theme) -> None:
        self.pin_link = Button(theme, tr("手工标注"), kind="link", key="Ctrl+D", bind=False)
        self.banner = Banner(theme, self.pin_link)
        self.pin_icon = Label(theme, "", ink="ink2", icon="pin")
        self.pin_line = Prose(theme)
        self.unpin_link = Button(theme, tr("去掉标注"), kind="link", key="Ctrl+Shift+D")
        self.bin_line = Label(theme, tr("这位客户在回收站里"), ink="seal", icon="trash-2")
        self.restore_link = Button(theme, tr("取回"), kind="link", key="Ctrl+R")
        self.rhythm = RhythmLine(theme)
        self.kinds = Chips(theme, _kinds(), name=tr("往来"), quiet=True)
        self.happened_head = Heading(theme, tr("往来"))
        self.happened_head.add(self.kinds)
        self.happened = Rows(theme, name=tr("往来"), whole=False, fitted=True, lead_size=14, height=40)
        self.happened.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # its room is kept: nothing shifts
        self.nothing = Prose(theme, tr("还没有到店记录。来了按 F3 记一笔。"))

    def _make_right(self, theme: Theme) -> None:
        self.figures = Figures(theme, lines=False, size=22)
        self.facts_head = Heading(theme, tr("资料"))
        self.facts = Facts(theme)
        self.note_head = Heading(theme, tr("备注"))
        self.note = Prose(theme, "", ink="ink")
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.descent_head = Heading(theme, tr("谁介绍谁"))
        self.brought = Label(theme, "", size=13, ink="ink2")
        self.descent_head.add(self.brought)
        self.descent = Descent(theme)

    def _lay_out(self, theme: Theme) -> None:
        across = self._across = row(theme, gap=44)
        left = column(theme, margins=(0, 6, 0, 0))  # 14 with what the hidden line takes
        self._rhythm_place = column(theme, margins=(0, 8, 0, 4))
        self._rhythm_place.addWidget(self.rhythm)
        thrown = row(theme, gap=8, margins=(0, 4, 0, 4))
        for widget in (self.bin_line, self.restore_link):
            thrown.addWidget(widget)
        thrown.addStretch(1)
        pinned = row(theme, margins=(0, 4, 12, 4))
        words = row(theme, margins=(0, 5, 0, 0))  # their first line level with the link's word
        words.addWidget(self.pin_icon, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.pin_line, 1, Qt.AlignmentFlag.AlignTop)
        pinned.addLayout(words, 1)
        pinned.addSpacing(theme.px(16))
        pinned.addWidget(self.unpin_link, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(thrown)
        left.addWidget(self.banner)
        left.addLayout(pinned)
        left.addLayout(self._rhythm_place)
        left.addSpacing(theme.px(8))
        left.addWidget(self.happened_head)
        left.addWidget(self.nothing)
        left.addLayout(Bleed(theme, self.happened, left=INSET, right=INSET + BAR), 100)  # takes its room even when hidden
        left.addStretch(1)
        across.addLayout(left, 65)
        across.addWidget(self._scrolled(theme), 30)
        self.body.addLayout(across, 1)
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is tight, name and number go before a note and a second way to print (Ctrl P and the menu remain)."""
        super().resizeEvent(event)
        tight = self._tight()
        self.title.note.setVisible(not tight)
        self.print_link.setVisible(not tight and self._printable())
        least = self.width() < self.theme.px(SMALLEST)  # the banner has the stage's shape; links give up their keys
        self.stage.setVisible(not least)
        for link in (self.edit, self.pin_link):
            link.show_key = not least
            link.updateGeometry()
        self._show_rhythm()

    def _tight(self) -> bool:
        return self.width() < self.theme.px(760)

    def _printable(self) -> bool:
        return self.card is None or not (self.card.deleted or self.card.do_not_contact)

    def _show_rhythm(self) -> None:
        """The picture gives way where the time line would have no room: first flatter, then not at all."""
        px, above = self.theme.px, self.title.sizeHint().height() + self.banner.sizeHint().height()
        if self.card is not None and self.card.pin is not None:
            above += max(px(32), self.pin_line.heightForWidth(self.pin_line.width()))
        if self.card is not None and self.card.deleted:
            above += px(32)
        free = self.height() - above - px(78)
        self.rhythm.set_low(free < self.rhythm.high(low=False) + px(FULL_ABOVE))
        shown = self.rhythm.picture is not None and free >= self.rhythm.high(low=True) + px(LOW_ABOVE)
        if shown != self._rhythm_shown:
            self._rhythm_shown = shown
            self.rhythm.setVisible(shown)
            self._space_rhythm()

    def _space_rhythm(self) -> None:
        top, bottom = (8, 4) if self._rhythm_shown else (0, 0)
        self._rhythm_place.setContentsMargins(0, self.theme.px(top), 0, self.theme.px(bottom))

    def event(self, event: QEvent) -> bool:
        """A reason that takes another line leaves the picture less room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._show_rhythm()
        return super().event(event)

    def restyle(self) -> None:
        """Large type gives the facts more of the width and lines of their own to the figures."""
        compact = self.theme.compact
        self._across.setStretch(0, 55 if compact else 65)
        self._across.setStretch(1, 45 if compact else 30)
        self.figures.setVisible(not compact)
        self._right.setContentsMargins(0, self.theme.px(8 if compact else 0), self.theme.px(4), self.theme.px(20))
        self._space_rhythm()
        self._show_rhythm()
        self._show_numbers()

    def _scrolled(self, theme: Theme) -> QScrollArea:
        inside = QWidget()
        right = self._right = column(theme, inside, margins=(0, 0, 4, 20))
        right.addWidget(self.figures)
        right.addSpacing(theme.px(8))
        right.addWidget(self.facts_head)
        right.addWidget(self.facts)
        right.addSpacing(theme.px(12))
        right.addWidget(self.note_head)
        right.addWidget(self.note)
        right.addSpacing(theme.px(12))
        right.addWidget(self.descent_head)
        right.addWidget(self.descent)
        right.addStretch(1)
        self.note.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        area = Area()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.back_wanted.emit())
        for shows in (self.eye.clicked, self.phone.clicked, self.facts.pressed):
            shows.connect(lambda: self.show_numbers(not self._numbers_open))
        for part in (self.eye, self.phone, self.facts):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(lambda point, p=part: self._numbers_menu(p.mapToGlobal(point)))
        self.edit.clicked.connect(lambda: self._about(self.edit_wanted))
        self.print_link.clicked.connect(lambda: self.print_wanted.emit())
        self.pin_link.clicked.connect(lambda: self._about(self.pin_wanted))
        self.unpin_link.clicked.connect(lambda: self._act(self.acts.unpin))
        self.restore_link.clicked.connect(lambda: self._act(self.acts.restore_customer))
        self.kinds.chosen.connect(lambda _: self._show_happened())
        self.happened.opened.connect(self._open_happening)
        self.menu = RowMenu(self.happened, self.row_menu)
        self.rhythm.day_chosen.connect(self.go_to_day)
        self.descent.opened.connect(self.card_wanted)

    def _about(self, wanted: object) -> None:
        if self.customer_id is not None:
            wanted.emit(self.customer_id)  # type: ignore[attr-defined]  # a bound signal of this page

    def _act(self, act: object) -> None:
        if self.customer_id is not None:
            act(self.customer_id)  # type: ignore[operator]  # a bound method of Acts

    # showing ----------------------------------------------------------------------------------------------------------------

    def show_customer(self, customer_id: int) -> None:
        """Show this one from now on; their numbers masked again."""
        self.customer_id, self._numbers_open = customer_id, False
        self.refresh()

    def to_remember(self) -> dict[str, Any]:
        """What of the time line was chosen."""
        return {"only": self.kinds.choice()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """The same of it again."""
        if kept.get("only") in (happenings.VISITS, happenings.CHANGES):
            self.kinds.choose(str(kept["only"]))

    def privacy_changed(self) -> None:
        """A number the owner had asked for is hidden again."""
        self._numbers_open = False
        super().privacy_changed()

    def concerns(self, changed: Changed) -> bool:
        """Changes to the customer or to anybody who may stand beside them."""
        return self.customer_id is not None

    def read(self) -> None:
        """The card and its time line; ``gone`` when there is no such customer."""
        if self.customer_id is None:
            return
        today = self.book.today()
        with self.book.read() as sql:
            card = cards.card(sql, self.book.rhythms, self.customer_id, today)
            self._happened = cards.timeline(sql, self.customer_id) if card is not None else []
            visits = [one.visit for one in self._happened if one.visit is not None]
            drawn = rhythm_picture(sql, self.book.rhythms, card, visits, today) if card is not None else None
        if card is None:
            self.customer_id = self.card = None
            self.gone.emit()
            return
        self.rhythm.show_picture(drawn, today)
        self._show_card(card, today)
        self._show_rhythm()

    def _show_card(self, card: Card, today: int) -> None:
        self.card = card
        self.setAccessibleName(card.shown_name)
        member = tr("会员号 {number}", number=card.member_no) if card.member_no else ""
        self.title.set_title(card.shown_name, member)
        self.stage.set_stage(card.stage.value, pinned=card.pin is not None, why=card_words.pin_words(card, today))
        warns = card.overdue and card.stage_by_rule.value == "at_risk"
        turning = card_words.turning(card, today)
        self.banner.show_reason(say(card.reason), turning, card.stage_by_rule.value, warns=warns)
        self.pin_line.setText(card_words.pin_words(card, today))
        for part, shown in (
            (self.no_contact, card.do_not_contact), (self.pin_line, card.pin is not None), (self.pin_icon, card.pin is not None),
            (self.unpin_link, card.pin is not None), (self.bin_line, card.deleted), (self.restore_link, card.deleted),
            (self.edit, not card.deleted), (self.pin_link, not card.deleted),
            (self.print_link, self._printable() and not self._tight()),
        ):  # fmt: skip
            part.setVisible(shown)
        self.figures.set_figures(card_words.figures(card))
        self.note.setText(card.note)
        self.note_head.setVisible(bool(card.note))
        self.note.setVisible(bool(card.note))
        self._show_numbers()
        self._show_descent(card)
        self._show_happened()

    def _show_descent(self, card: Card) -> None:
        me = Person(card.id, card.shown_name, card.stage, card.total_cents)
        self.descent.show_people(card.referrer, me, card.brought)
        self.descent_head.setVisible(card.referrer is not None or bool(card.brought))
        self.brought.set_text(card_words.brought_words(card))

    def show_numbers(self, open_: bool) -> None:
        """Whole numbers, or masked."""
        self._numbers_open = open_
        self._show_numbers()

    def _show_numbers(self) -> None:
        if self.card is None:
            return
        phone = card_words.main_phone(self.card)
        self.phone.set_text(card_words.number_words(phone.number, open_=self._numbers_open) if phone else "")
        self.phone.setVisible(phone is not None)
        self.eye.setVisible(phone is not None)
        self.eye.icon_name = "eye-off" if self._numbers_open else "eye"
        self.eye.setAccessibleName(tr("遮住号码") if self._numbers_open else tr("显示号码"))
        self.eye.update()
        self.facts.set_facts(
            card_words.facts(self.card, self.book.today(), open_=self._numbers_open, compact=self.theme.compact)
        )

    def numbers_menu(self) -> QMenu | None:
        """What can be done with the numbers; None without any."""
        if self.card is None:
            return None
        return numbers_menu(
            self, self.card, open_=self._numbers_open, toggle=lambda: self.show_numbers(not self._numbers_open),
            copied=self._say_copied, mark=self.acts.mark_phone,
        )  # fmt: skip

    def _numbers_menu(self, point: QPoint) -> None:
        menu = self.numbers_menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(point)

    def _has_number(self) -> bool:
        return self.card is not None and bool(self.card.phones or self.card.wechat)

    def copy_number(self) -> None:
        """The number to ring to the clipboard, else the WeChat name."""
        if self.card is not None:
            self._say_copied(copy_main(self.card))

    def _say_copied(self, what: str) -> None:
        if what:
            self.acts.say(tr("已复制 {what}", what=what), icon="copy")

    def _show_happened(self) -> None:
        listed = happenings.rows(self._happened, self.book.today(), self.kinds.choice())
        self.happened.show_rows(listed)
        self.happened_head.note.set_text(trn("{n} 条", len(listed)))
        self.happened.setVisible(bool(listed))
        self.nothing.setVisible(not listed)

    # the time line ---------------------------------------------------------------------------------------------------------

    def visit_in_hand(self) -> int | None:
        """The visit of the current line, while the time line has the focus."""
        place = self.happened.current_id()
        if place is None or not self.happened.hasFocus():
            return None
        visit = self._happened[place].visit
        return None if visit is None else visit.id

    def _open_happening(self, place: int) -> None:
        visit = self._happened[place].visit
        if visit is not None:
            self.visit_edit_wanted.emit(visit.id)

    def go_to_day(self, day: int) -> None:
        """The newest visit of ``day``, in hand."""
        place = next((i for i, one in enumerate(self._happened) if one.visit is not None and one.day == day), None)
        if place is None:
            return
        if self.kinds.choice() == happenings.CHANGES:
            self.kinds.choose("")
            self._show_happened()
        self.happened.go_to(place)
        self.happened.setFocus()
        self.happened.scrollTo(self.happened.currentIndex(), Rows.ScrollHint.PositionAtCenter)

    def row_menu(self) -> Groups:
        """What can be done with the visit of the current line."""
        visit = self.visit_in_hand()
        if visit is None:
            return ()
        return (
            (
                Act(tr("改这次到店"), "Enter", lambda: self.visit_edit_wanted.emit(visit), bind=False),
                Act(tr("移到回收站"), "Delete", lambda: self.acts.delete_visit(visit), bind=False),
            ),
        )

    def own_acts(self) -> Sequence[Act]:
        """The whole number, and what stands beside the name only now and then."""
        there = self.card is not None
        return (
            Act(self.eye.accessibleName(), "Ctrl+H", self.eye.click, bind=False, can=lambda: self.eye.isVisibleTo(self)),
            Act(tr("复制号码"), "Ctrl+C", self.copy_number, bind=False, can=self._has_number),
            Act(
                tr("去掉标注"), "Ctrl+Shift+D", lambda: self._act(self.acts.unpin), bind=False,
                can=lambda: there and self.unpin_link.isVisibleTo(self),
            ),
            Act(
                tr("取回"), "Ctrl+R", lambda: self._act(self.acts.restore_customer), bind=False,
                can=lambda: there and self.restore_link.isVisibleTo(self),
            ),
        )  # fmt: skip

    # keys ------------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl C copies the number to ring."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_number()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """The time line, else the page."""
        (self.happened if self.happened.isVisibleTo(self) else self.back).setFocus()

    def in_hand(self) -> int | None:
        """The customer shown, unless in 回收站."""
        return None if self.card is None or self.card.deleted else self.customer_id

    def picked(self) -> Sequence[int]:
        """A list of this one alone."""
        return () if self.in_hand() is None or self.customer_id is None else (self.customer_id,)

    def delete_in_hand(self) -> None:
        """The visit in hand if the time line has the focus and is on one; else the customer."""
        visit = self.visit_in_hand()
        if visit is not None:
            self.acts.delete_visit(visit)
        else:
            super().delete_in_hand()

    def back_out(self) -> bool:
        """Esc leaves the card."""
        self.back_wanted.emit()
        return True


def _kinds() -> list[Choice]:
    return [Choice("", tr("全部")), Choice(happenings.VISITS, tr("到店")), Choice(happenings.CHANGES, tr("改动"))]
