"""A customer's card: the name, where they stand and why, what happened, what is known, who brought whom."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.relations import RelationRow, Side
from kyuanbook.book.queries.rhythm import rhythm_picture
from kyuanbook.book.queries.silence import NOTHING, silence
from kyuanbook.language import tr
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.part import Bleed, kept_focus, row
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.scroll import Area, QuietScrollBar
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, StageMark
from kyuanbook.ui.pages import card_in_hand, card_sent, card_words
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.card_known import Known
from kyuanbook.ui.pages.card_left import Left
from kyuanbook.ui.pages.card_likes import REFUSE_KEY
from kyuanbook.ui.pages.card_numbers import SHOW_KEY, NumberButton, copy_main, numbers_menu
from kyuanbook.ui.pages.card_relations import NETWORK_KEY, RELATE_KEY
from kyuanbook.ui.pages.time_line import BAR
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import Groups, RowMenu

FULL_ABOVE: Final = 200  # px of the time line, at 100 %, with less of which the picture is flatter
LOW_ABOVE: Final = 150  # and with less of which the whole column scrolls: nothing is left out
SMALLEST: Final = 520  # px of the page at 100 %: large type in a small window
ROOMY: Final = 900  # from so much on there is room for a third link in the title (F5 and the menu remain)
ONE_COLUMN: Final = 680  # … and with less of which two columns would cut words


class CardPage(BookPage):
    """One customer at a time; :meth:`show_customer` says which. ``gone``: the customer shown is in no book any more."""

    topic = "card"
    back_wanted = Signal()
    attempt_edit_wanted = Signal(int)
    print_wanted = Signal()
    gone = Signal()
    touch_edit_wanted, feedback_edit_wanted, reply_edit_wanted = Signal(int), Signal(int), Signal(int)
    entry_wanted = Signal(str, object)
    tree_wanted, reward_wanted = Signal(int), Signal(int)
    relation_wanted = Signal(int)
    network_wanted = Signal(str)

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, "", size=30)
        self.customer_id: int | None = None
        self.card: Card | None = None
        self._numbers_open = False
        self._folded, self._rolls = False, False
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
        self.no_contact = Label(theme, tr("请勿再联系"), size=14, ink="seal", icon="phone-off")
        self.touch_link = Button(theme, tr("记联系"), kind="link", icon="phone-outgoing", key="F5", bind=False)
        self.edit = Button(theme, tr("改资料"), kind="link", icon="pencil", key="F2", bind=False)
        self.print_link = Button(theme, tr("打印"), kind="link", icon="printer", key="Ctrl+P", bind=False)
        self.title.add_before(self.back)
        for widget in (self.no_contact, self.phone, self.stage):
            self.title.add_after(widget)
        self.title.add(self.touch_link)
        self.title.add(self.edit)
        self.title.add(self.print_link)

    def _make_left(self, theme: Theme) -> None:
        left = self.left = Left(theme)
        self.banner, self.pin_link, self.unpin_link = left.banner, left.pin_link, left.unpin_link
        self.pin_line, self.bin_line, self.restore_link = left.pin_line, left.bin_line, left.restore_link
        self.why, self.rhythm, self.time_line = left.why, left.rhythm, left.time_line
        self.kinds, self.happened = left.time_line.kinds, left.time_line.list

    def _make_right(self, theme: Theme) -> None:
        self.known = Known(theme, bar=INSET + BAR)
        self.facts, self.descent = self.known.about.facts, self.known.descent.descent
        self.tier = self.known.ranked.tier
        self.potential = self.known.potential

    def _lay_out(self, theme: Theme) -> None:
        across = self._across = row(theme, gap=44)
        self._area = Area()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical, self._area))
        self._area.setWidget(self.left)
        across.addLayout(Bleed(theme, self._area, left=INSET, right=INSET + BAR), 65)
        across.addLayout(Bleed(theme, self.known, left=INSET, right=0), 30)
        self.body.addLayout(across, 1)
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is tight, name and number go before a note and a second way to print (Ctrl P and the menu remain)."""
        super().resizeEvent(event)
        least = self.width() < self.theme.px(SMALLEST)  # the banner has the stage's shape; links give up their keys
        self.stage.setVisible(not least)
        self._show_edit()
        self.left.spare(keys=not least)
        self._fold()
        self._show_rhythm()

    def _fold(self) -> None:
        """One column where two would cut words: all of it scrolls, the time line is a few lines high, the picture below it."""
        folded = self.width() < self.theme.px(ONE_COLUMN) and self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if folded != self._folded:
            self._folded = folded
            with kept_focus(self.left):
                if folded:
                    self.known.above.addWidget(self._area.takeWidget())
                else:
                    self._area.setWidget(self.left)
                self.left.show()
                self._area.setVisible(not folded)
            self.left.set_folded(folded)
            self.known.fit(folded=folded)
            QTimer.singleShot(0, self, self._follow)  # what stood beside may have been scrolled down

    def _show_edit(self) -> None:
        """Large type leaves no room for a name, that nobody may call, and this (F2 and the menu remain)."""
        quiet = self.card is not None and self.card.do_not_contact and self.width() < self.theme.px(SMALLEST)
        self.edit.setVisible(self.card is None or not (self.card.deleted or quiet))
        tight = self.width() < self.theme.px(760)
        self.touch_link.setVisible(not tight and (self.card is None or not self.card.deleted))
        printable = self.card is None or not (self.card.deleted or self.card.do_not_contact)
        self.print_link.setVisible(printable and self.width() >= self.theme.px(ROOMY))  # it gives way to what is done daily

    def _show_rhythm(self) -> None:
        """The picture gives way where the time line would have no room: it is flatter, then the whole column scrolls."""
        px = self.theme.px
        free = self.height() - self.title.sizeHint().height() - self.left.taken(self.card)
        self.rhythm.set_low(self._folded or free < self.rhythm.high(low=False) + px(FULL_ABOVE))
        shown = self.rhythm.picture is not None
        self._roll(not self._folded and free < px(LOW_ABOVE) + (self.rhythm.high(low=True) if shown else 0))
        self.left.show_rhythm()

    def _roll(self, rolls: bool) -> None:
        """Whether the column beside what is known scrolls as one; its bar then stands where the time line's own would."""
        always, never = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._area.setVerticalScrollBarPolicy(always if rolls else never)
        self.time_line.set_length("all" if rolls else "few" if self._folded else "room")
        if rolls != self._rolls:
            self._rolls = rolls
            self.left.space(rolls=rolls)
            QTimer.singleShot(0, self, self._follow)

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
        self._fold()
        self.left.space(rolls=self._rolls)
        self.known.fit(folded=self._folded)
        self._show_rhythm()
        self._show_numbers()

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.back_wanted.emit())
        for shows in (self.phone.clicked, self.facts.pressed):
            shows.connect(lambda: self.show_numbers(not self._numbers_open))
        for part in (self.phone, self.facts):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(lambda point, p=part: self._numbers_menu(p.mapToGlobal(point)))
        self.touch_link.clicked.connect(lambda: self._about(self.touch_wanted))
        self.edit.clicked.connect(lambda: self._about(self.edit_wanted))
        self.print_link.clicked.connect(lambda: self.print_wanted.emit())
        self.pin_link.clicked.connect(lambda: self._about(self.pin_wanted))
        self.unpin_link.clicked.connect(lambda: self._act(self.acts.unpin))
        self.tier.pin_wanted.connect(lambda: self._about(self.tier_wanted))
        self.tier.unpin_wanted.connect(lambda: self._act(self.acts.unpin_tier))
        self.why.ask.clicked.connect(lambda: self._about(self.reason_wanted))
        self.why.attempt.clicked.connect(lambda: self.attempt_wanted.emit(tuple(self.picked())))
        self.time_line.attempt_opened.connect(self.attempt_edit_wanted)
        self.restore_link.clicked.connect(lambda: self._act(self.acts.restore_customer))
        self.time_line.visit_opened.connect(self.visit_edit_wanted)
        self.time_line.touch_opened.connect(self.touch_edit_wanted)
        self.time_line.feedback_opened.connect(self.feedback_edit_wanted)
        self.time_line.reply_opened.connect(self.reply_edit_wanted)
        self.happened.moved.connect(self._follow)
        self.menu = RowMenu(self.happened, self.row_menu)
        self.rhythm.day_chosen.connect(self.time_line.go_to_day)
        self.descent.opened.connect(self.card_wanted)
        through = self.known.descent.through
        through.tree.clicked.connect(lambda: self._about(self.tree_wanted))
        through.give.clicked.connect(lambda: self._about(self.reward_wanted))
        self.known.likes.turned_down.connect(self._turn_down)
        card_sent.join(self)
        self.known.relations.add.clicked.connect(lambda: self._about(self.relation_wanted))
        self.known.relations.picture.clicked.connect(self.show_network)
        self.known.relations.opened.connect(self._open_related)
        self.known.relations.removed.connect(self.acts.remove_relation)

    def show_network(self) -> None:
        """关系图 with this customer in the middle."""
        if self.customer_id is not None:
            self.network_wanted.emit(f"{Side.CUSTOMER.value}{self.customer_id}")

    def _open_related(self, one: RelationRow) -> None:
        """A customer's card; a partner and a handle stand in the middle of the picture."""
        if one.side is Side.CUSTOMER:
            self.card_wanted.emit(one.other_id)
        else:
            self.network_wanted.emit(f"{one.side.value}{one.other_id}")

    def _turn_down(self, product: int) -> None:
        """不推荐. The link goes, if nothing else is to be suggested."""
        if self.customer_id is not None:
            self.acts.dismiss_suggestion(self.customer_id, product)
            if not self.known.likes.suggested.isVisibleTo(self):
                self.take_focus()

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
        self.time_line.choose(kept.get("only"))

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
        with self.book.moment() as sql:
            card = cards.card(sql, self.book.rhythms, self.customer_id, today)
            visits = cards.visits(sql, self.customer_id) if card is not None else []
            left = silence(sql, self.book.rhythms, card, visits, today) if card is not None else NOTHING
            happened = cards.timeline(sql, self.customer_id, visits, left.lines()) if card is not None else []
            drawn = rhythm_picture(sql, self.book.rhythms, card, visits, today) if card is not None else None
            if card is not None:
                self.known.read(self.book, card, today)
        if card is None:
            self.customer_id = self.card = None
            self.gone.emit()
            return
        self.rhythm.show_picture(drawn, today)
        self._show_card(card, today)
        lapsed = Stage.LAPSED in (card.stage, card.stage_by_rule)
        self.why.show_why(left.of_now(card), today, lapsed=lapsed, away=card.deleted)
        self.known.winback.show_attempts(left.tried, left.back, today)
        self.time_line.show_happened(happened, today)
        self._show_rhythm()

    def _show_card(self, card: Card, today: int) -> None:
        self.card = card
        self.setAccessibleName(card.shown_name)
        member = tr("会员号 {number}", number=card.member_no) if card.member_no else ""
        self.title.set_title(card.shown_name, member)
        self.stage.set_stage(card.stage.value, pinned=card.pin is not None, why=card_words.pin_words(card, today))
        self.left.show_card(card, today)
        self.no_contact.setVisible(card.do_not_contact)
        self._show_edit()
        self._show_phone(card)
        self.known.show_card(card, today, numbers_open=self._numbers_open)

    def show_numbers(self, open_: bool) -> None:
        """Whole numbers, or masked."""
        self._numbers_open = open_
        self._show_numbers()

    def _show_numbers(self) -> None:
        if self.card is not None:
            self._show_phone(self.card)
            self.known.about.show_card(self.card, self.book.today(), numbers_open=self._numbers_open)

    def _show_phone(self, card: Card) -> None:
        phone = card_words.main_phone(card)
        self.phone.show_number(phone.number if phone else "", open_=self._numbers_open)
        self.phone.setVisible(phone is not None)

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

    # the time line ---------------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Where the page scrolls, the line that the arrows reach is in sight."""
        if (self._folded or self._rolls) and self.happened.hasFocus():
            area = self.known if self._folded else self._area
            line = self.happened.visualRect(self.happened.currentIndex())
            if self.happened.currentIndex().row() == 0:
                area.verticalScrollBar().setValue(0)  # with why they stand where they stand, if there is room
                if self._rolls:
                    return
            at = self.happened.viewport().mapTo(area.widget(), line.center())
            area.ensureVisible(at.x() if self._folded else 0, at.y(), 0, line.height())

    def visit_in_hand(self) -> int | None:
        """The visit of the current line, while the time line has the focus."""
        return self.time_line.visit_in_hand()

    def row_menu(self) -> Groups:
        """What can be done with what stands in the current line."""
        return card_in_hand.row_menu(self, lambda: self._about(self.feedback_wanted))

    def own_acts(self) -> Sequence[Act]:
        """The whole number, and what stands beside the name only now and then."""
        there = self.card is not None
        return (
            Act(self.phone.does(), SHOW_KEY, self.phone.click, bind=False, can=lambda: self.phone.isVisibleTo(self)),
            Act(tr("复制号码"), "Ctrl+C", self.copy_number, bind=False, can=self._has_number),
            Act(
                tr("去掉标注"), "Ctrl+Shift+D", lambda: self._act(self.acts.unpin), bind=False,
                can=lambda: there and self.unpin_link.isVisibleTo(self),
            ),
            Act(
                tr("去掉等级标注"), "Ctrl+Shift+G", lambda: self._act(self.acts.unpin_tier), bind=False,
                can=lambda: there and self.tier.unpin_link.isVisibleTo(self),
            ),
            Act(
                tr("不推荐"), REFUSE_KEY, self.known.likes.suggested.refuse.click, bind=False,
                can=lambda: there and self.known.likes.suggested.isVisibleTo(self),
            ),
            *self.known.descent.through.acts(),
            Act(
                tr("加关系"), RELATE_KEY, lambda: self._about(self.relation_wanted), can=lambda: self.in_hand() is not None,
                bind=False,
            ),
            Act(tr("关系图"), NETWORK_KEY, self.show_network, bind=False, can=lambda: self.in_hand() is not None),
            Act(
                tr("取回"), "Ctrl+R", lambda: self._act(self.acts.restore_customer), bind=False,
                can=lambda: there and self.restore_link.isVisibleTo(self),
            ),
            *self.known.partners.own_acts(lambda button: there and button.isVisibleTo(self)),
            *self.known.consents.own_acts(lambda button: there and button.isVisibleTo(self)),
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
        """What the time line has in hand, if it has the focus; else the customer."""
        found = card_in_hand.in_hand(self)
        if found is not None:
            found.remove()
        elif not self.known.relations.remove_in_hand():
            super().delete_in_hand()

    def back_out(self) -> bool:
        """Esc leaves the card."""
        self.back_wanted.emit()
        return True

