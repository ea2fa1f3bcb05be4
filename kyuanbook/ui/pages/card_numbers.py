"""The numbers of a card: pressed to be shown whole, copied, marked 空号."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from kyuanbook.book.queries.card import Card, PhoneRow
from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.privacy import contact_words, told_phone
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages import card_words

SHOW_KEY: Final = "Ctrl+H"


class NumberButton(Pressable):
    """The number to ring, beside the name, in accent as whatever can be pressed: that shows it whole, or masks it again.
    So does Ctrl H. No eye stands beside it: that one is the sign of 隐私, and in the same picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self._open = False
        self.bind(SHOW_KEY)

    def show_number(self, number: str, *, open_: bool) -> None:
        """Another, masked or whole; "": none."""
        self._open = open_
        self.set_text(card_words.number_words(number, open_=open_) if number else "")
        self.setAccessibleDescription(f"{self.does()} {paint.key_words(SHOW_KEY)}")
        self.setToolTip(f"{self.does()}  {paint.key_words(SHOW_KEY)}")

    def does(self) -> str:
        """What pressing does."""
        return tr("遮住号码") if self._open else tr("显示号码")

    def sizeHint(self) -> QSize:
        """Exactly the number, high enough to be hit."""
        return QSize(self.theme.metrics(15).horizontalAdvance(self.words()), self.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """In a narrow window it shortens after the name."""
        return QSize(min(self.sizeHint().width(), self.theme.px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number."""
        t = self.theme.tokens
        ink = t.accent_hover if self.underMouse() else t.accent
        paint.write(QPainter(self), self.theme, self.rect(), self.words(), ink, size=15)


def copy_main(card: Card) -> str:
    """Put the number to ring, else the WeChat name, on the clipboard; returns it as shown, "" for none."""
    phone = card_words.main_phone(card)
    return copy_number(phone.number) if phone is not None else copy_text(card.wechat)


def copy_number(number: str) -> str:
    """As digits; returns it as it is shown."""
    figures, _, extension = number.partition("-")
    copy_text(number)
    return told_phone(figures, extension)


def copy_text(text: str) -> str:
    """To the clipboard; nothing for nothing. Returns it as it is shown."""
    if text:
        QGuiApplication.clipboard().setText(text)
    return contact_words(text)


def numbers_menu(
    parent: QWidget, card: Card, *, open_: bool, toggle: Callable[[], None], copied: Callable[[str], None],
    mark: Callable[[PhoneRow], None],
) -> QMenu | None:  # fmt: skip
    """What can be done with the numbers of ``card``; None when it has none. ``mark``: 空号, or no more."""
    if not card.phones and not card.wechat:
        return None
    menu = QMenu(parent)

    def add(words: str, act: Callable[[], object]) -> None:
        menu.addAction(words).triggered.connect(lambda: act())

    if card.phones:
        add((tr("遮住号码") if open_ else tr("显示号码")) + f"\t{paint.key_words(SHOW_KEY)}", toggle)
    main = card_words.main_phone(card)
    for phone in card.phones:
        number = card_words.number_words(phone.number, open_=open_)
        key = "\tCtrl C" if phone is main else ""
        add(tr("复制 {what}", what=number) + key, lambda p=phone: copied(copy_number(p.number)))
    if card.wechat:
        key = "" if card.phones else "\tCtrl C"
        add(tr("复制微信 {what}", what=contact_words(card.wechat)) + key, lambda: copied(copy_text(card.wechat)))
    if card.phones and not card.deleted:
        menu.addSeparator()
    for phone in () if card.deleted else card.phones:
        number = card_words.number_words(phone.number, open_=open_)
        words = tr("去掉空号 {number}", number=number) if phone.wrong else tr("标为空号 {number}", number=number)
        add(words, lambda p=phone: mark(p))
    return menu
