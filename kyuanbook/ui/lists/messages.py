"""The messages of a list, one after the other: copied to be pasted into WeChat or a mail, and marked sent."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent

from kyuanbook.actions.list_acts import EMAIL
from kyuanbook.book.queries.printed import PrintedRow
from kyuanbook.language import tr, tr_as, trn
from kyuanbook.rules.touches import TouchKind
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.part import Part, column, kept_focus, move, row
from kyuanbook.ui.kit.privacy import contact_words, whole_phone
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

COPY_KEY, ADDRESS_KEY, SKIP_KEY = "Ctrl+Shift+C", "Ctrl+Shift+Y", "Ctrl+Shift+V"


class Messages(Part):
    """The next message that waits. ``sent`` bears its row and by what it goes; it lies in the clipboard by then."""

    sent = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows: Sequence[PrintedRow] = ()
        self._skipped: set[int] = set()  # rows passed over for now
        ways = [
            Choice(TouchKind.WECHAT.value, tr_as("choice", "发微信")), Choice(TouchKind.SMS.value, tr_as("choice", "发短信")),
            Choice(EMAIL, tr("发邮件")),
        ]  # fmt: skip
        self.by = Combo(theme, ways, small=True)
        self.by.setAccessibleName(tr("怎么发"))
        self.who = Label(theme, "", size=14, bold=True)
        self.left = Label(theme, "", size=13, ink="ink2")
        self.words = Prose(theme, size=14)
        self.copy = Button(theme, tr("复制，记已发"), icon="copy", key=COPY_KEY, small=True, kind="filled")
        self.address = Button(theme, "", kind="link", key=ADDRESS_KEY)
        self.skip = Button(theme, tr("跳过"), kind="link", key=SKIP_KEY)
        self._head = row(theme, gap=12)
        for widget in (self.by, self.who, self.left):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        for button in (self.address, self.skip, self.copy):
            self._head.addWidget(button)
        self._below = row(theme, gap=12)  # for what finds no room there
        self._below.addStretch(1)
        down = column(theme, self, gap=4, margins=(0, 8, 0, 4))
        down.addLayout(self._head)
        down.addWidget(self.words)
        down.addLayout(self._below)
        self.by.chosen.connect(lambda _: self._show())
        self.copy.clicked.connect(self.copy_next)
        self.address.clicked.connect(self.copy_address)
        self.skip.clicked.connect(self.skip_next)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the key goes first, then how many are left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fixed = self.by.sizeHint().width() + self.who.sizeHint().width() + self.theme.px(4 * 12)
        links = [button for button in (self.address, self.skip, self.copy) if not button.isHidden()]
        keys = fixed + self.left.sizeHint().width() + sum(b.width_with_key(True) for b in links) <= self.width()
        for button in links:
            button.spare(key=keys, icon=True)
        bare = sum(button.width_with_key(keys) for button in links)
        self.left.setVisible(fixed + self.left.sizeHint().width() + bare <= self.width())
        place = self._head if fixed + bare <= self.width() else self._below
        if place.indexOf(self.skip) < 0:
            for button in (self.address, self.skip, self.copy) if place is self._head else (self.address, self.skip):
                if place is self._head:
                    move(button, place)
                else:
                    with kept_focus(button):
                        place.insertWidget(place.count() - 1, button)
        if place is self._below:
            self.copy.spare(key=False, icon=self._row_width(self.copy.width_with_key(False)) <= self.width())

    def _row_width(self, copy: int) -> int:
        """px of the row that holds no links."""
        beside = self.by.sizeHint().width() + self.who.minimumSizeHint().width()
        return beside + (0 if self.copy.isHidden() else copy) + self.theme.px(3 * 12)

    def minimumSizeHint(self) -> QSize:
        """As wide as the one row needs that holds no links; they go below, and a long name gives way."""
        links = sum(button.width_with_key(False) for button in (self.address, self.skip)) + self.theme.px(3 * 12)
        return QSize(max(self._row_width(self.copy.least_width()), links), super().minimumSizeHint().height())

    def show_rows(self, rows: Sequence[PrintedRow], *, can: bool) -> None:
        """The rows of a list; ``can``: it is not voided."""
        self.rows = rows
        self.setVisible(can and any(row.words.get("message") for row in rows))
        self._show()

    def waiting(self) -> list[PrintedRow]:
        """Who can still be written to in the way chosen: not yet, and still to be; those passed over come last."""
        rows = [
            row for row in self.rows
            if row.words.get("message") and row.sent_at is None and row.here and row.outcome is None and self._address(row)
        ]  # fmt: skip
        return sorted(rows, key=lambda row: row.id in self._skipped)

    def next(self) -> PrintedRow | None:
        """Who is written to next."""
        return next(iter(self.waiting()), None)

    def _address(self, row: PrintedRow) -> str:
        """To where it goes in the way chosen, to be pasted; "" when they can't be reached by it."""
        way = self.by.choice()
        return row.words.get("email", "") if way == EMAIL else row.phone if way == TouchKind.SMS else row.wechat or row.phone

    def _show(self) -> None:
        waiting = self.waiting()
        row, sent = next(iter(waiting), None), sum(1 for one in self.rows if one.sent_at is not None)
        self.copy.setVisible(row is not None)
        self.address.setVisible(row is not None)
        self.skip.setVisible(len(waiting) > 1)
        self.left.set_text(trn("已发 {n} 条", sent) if sent else "")
        if row is None:
            self.who.set_text(tr("都发完了") if sent else tr("没有人可发"))
            self.words.setText("")
        else:
            self.who.set_text(tr("{number}. {name}", number=row.number, name=row.words.get("name", "")))
            self.address.set_text(self._address_words(row))
            where = self._address(row)
            told = contact_words(whole_phone(*where.split("-", 1)) if where == row.phone else where)
            self.words.setText(tr("发到 {where}：", where=told) + row.words["message"])
        self._fit()

    def _address_words(self, row: PrintedRow) -> str:
        if self.by.choice() == EMAIL:
            return tr("复制邮箱")
        return tr("复制微信号") if self.by.choice() == TouchKind.WECHAT and row.wechat else tr("复制号码")

    def skip_next(self) -> None:
        """Not this one, or not now: the one after. Once all were passed over they come round again."""
        row = self.next()
        if row is not None:
            self._skipped.add(row.id)
            if all(one.id in self._skipped for one in self.waiting()):
                self._skipped = {row.id}
            self._show()

    def copy_next(self) -> None:
        """Into the clipboard; whoever listens marks it sent."""
        row = self.next()
        if row is not None:
            QGuiApplication.clipboard().setText(row.words["message"])
            self.sent.emit(row.id, self.by.choice())

    def copy_address(self) -> None:
        """The mail address of the next one, their WeChat or their number."""
        row = self.next()
        if row is not None:
            QGuiApplication.clipboard().setText(self._address(row))
