"""隐私: while it is on, nothing on the screen tells a number, an amount or an address of a customer.

The one place through which the window says them: pages never call the rules' own words (a test holds them to it). Paper
is not concerned: a list is printed on purpose. What the owner types stays readable.
"""

from typing import Final

from PySide6.QtCore import QObject, Signal

from kyuanbook.language import say
from kyuanbook.rules import money, phones
from kyuanbook.rules.words import Message

DOTS: Final = "•••••"  # as wide whatever stands behind it
AMOUNT: Final = "¥•••"
TELLING: Final = {"amount": AMOUNT, "phone": DOTS, "wechat": DOTS, "four": "••••"}
"""What in a rule's message tells too much, and what is said instead."""


class Privacy(QObject):
    """``on``, and ``changed`` after it was switched. One screen shows one or the other everywhere, as it speaks one language."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.on = False

    def turn(self, on: bool) -> None:
        """Hide, or show again."""
        if on != self.on:
            self.on = on
            self.changed.emit()


privacy: Final = Privacy()


def phone_words(number: str) -> str:
    """``138****5678``; dots in private."""
    return DOTS if privacy.on else phones.masked(number)


def whole_phone(number: str, extension: str = "") -> str:
    """``138 2204 5678``: only where the owner asked for this one number, so it is told in private too."""
    return phones.shown(number, extension)


def told_phone(number: str, extension: str = "") -> str:
    """A whole number in a sentence about it (已复制 …); dots in private."""
    return DOTS if privacy.on else phones.shown(number, extension)


def amount_words(cents: int | None, exact: bool = False) -> str:
    """``¥1,240``; dots in private. No amount at all is — either way."""
    return AMOUNT if privacy.on and cents is not None else money.amount_words(cents, exact)


def typed_amount(cents: int) -> str:
    """``¥75.00`` beside the line in which the owner is typing it."""
    return money.amount_words(cents, exact=True)


def contact_words(text: str) -> str:
    """A WeChat name, a mail or other address; dots in private."""
    return DOTS if privacy.on and text else text


def said(message: Message) -> str:
    """A rule's sentence, in private without what it tells of somebody."""
    return say(_without(message) if privacy.on else message)


def _without(message: Message) -> Message:
    """Nothing of ``TELLING``, in the messages among its numbers neither."""
    numbers = {k: _without(v) if isinstance(v, Message) else TELLING.get(k, v) for k, v in message.numbers.items()}
    return message._replace(numbers=numbers)
